//! The pairs of a URL's query or hash, percent-encoded.

/// Which half of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Query,
    Hash,
}

/// The decoded pairs of a hash or a query, with or without its mark.
pub fn pairs(part: &str) -> Vec<(String, String)> {
    let place = if part.starts_with('?') {
        Place::Query
    } else {
        Place::Hash
    };
    raw_pairs(part).map(|raw| decode_pair(raw, place)).collect()
}

pub(super) fn raw_pairs(part: &str) -> impl Iterator<Item = &str> {
    part.trim_start_matches(['#', '?'])
        .split('&')
        .filter(|raw| !raw.is_empty())
}

/// Only a query writes a blank as `+`.
pub(super) fn decode_pair(raw: &str, place: Place) -> (String, String) {
    let (key, value) = raw.split_once('=').unwrap_or((raw, ""));
    let read = |text: &str| match place {
        Place::Query => percent_decode(&text.replace('+', " ")),
        Place::Hash => percent_decode(text),
    };
    (read(key), read(value))
}

/// Decodes `%xx`; what is not valid stays as it is.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = |b: u8| char::from(b).to_digit(16);
        let code = match after {
            [high, low, ..] if first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or(&[]);
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Encodes all but what is safe in a query and in a hash alike; commas stay readable.
pub fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(
            pairs("#a=%zz&b=%e&%41=100%"),
            [("a", "%zz"), ("b", "%e"), ("A", "100%")].map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
        assert_eq!(pairs("a=%ff"), [("a".to_owned(), "%ff".to_owned())]);
    }
}
