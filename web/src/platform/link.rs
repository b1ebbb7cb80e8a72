//! A document as a URL: JSON text, raw deflate, base64url. Parsing the document is the engine's job.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::{deflate, inflate};

/// Version of the payload's outer form: raw deflate in base64url.
const VERSION: &str = "1";
/// Bytes of JSON that a link may unfold to.
pub const JSON_BYTES_MAX: usize = 256 * 1024;
/// Characters of payload worth decoding: more than this cannot be [`JSON_BYTES_MAX`] bytes of honest deflate.
const PAYLOAD_CHARS_MAX: usize = 384 * 1024;
/// Characters up to which a link travels well through chats and mail.
pub const GOOD_CHARS_MAX: usize = 2_000;
/// Characters beyond which a file is offered instead.
pub const LINK_CHARS_MAX: usize = 8_000;
/// A preset id is a short slug.
const PRESET_CHARS_MAX: usize = 64;
/// The best compression: documents are small and a link is made rarely.
const LEVEL: u8 = 10;

/// What a link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// `p=<preset-id>`
    Preset(String),
    /// `s=1.<payload>`, decoded to JSON text that nobody has parsed yet.
    Document(String),
}

/// Why a link cannot be read. `at` counts characters or bytes from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// `s=` or `p=` without anything behind it.
    Empty,
    /// No `<version>.` in front of the payload.
    VersionMissing,
    /// Made by a newer copy of the program.
    VersionUnknown {
        found: String,
    },
    /// A character that base64url does not have, or a length that it cannot have: the link was cut or altered.
    Base64Invalid {
        at: usize,
    },
    /// The deflate stream is broken or ends early: the link was cut or altered.
    DeflateInvalid,
    TooLarge {
        bytes_max: usize,
    },
    NotUtf8 {
        at: usize,
    },
    /// Not a slug of letters, digits, `-` and `_`.
    PresetInvalid {
        found: String,
    },
}

/// How well a link of some length travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthHint {
    Good,
    /// Over [`GOOD_CHARS_MAX`]: some programs will cut it.
    Long,
    /// Over [`LINK_CHARS_MAX`]: offer a file.
    OfferFile,
}

/// Whether a link of it can be opened again; the others are for files.
pub fn fits(content: &Content) -> bool {
    match content {
        Content::Preset(_) => true,
        Content::Document(json) => json.len() <= JSON_BYTES_MAX,
    }
}

/// The payload of a document, `1.<base64url>`.
pub fn encode(json: &str) -> String {
    let packed = deflate::compress_to_vec(json.as_bytes(), LEVEL);
    format!("{VERSION}.{}", URL_SAFE_NO_PAD.encode(packed))
}

/// The JSON text of a payload made by [`encode`], of this or any older version.
///
/// Padding and the `+` `/` alphabet are accepted, since some programs rewrite links that way.
pub fn decode(payload: &str) -> Result<String, LinkError> {
    if payload.is_empty() {
        return Err(LinkError::Empty);
    }
    let (version, body) = payload.split_once('.').ok_or(LinkError::VersionMissing)?;
    if version != VERSION {
        return Err(LinkError::VersionUnknown {
            found: version.chars().take(16).collect(),
        });
    }
    if body.len() > PAYLOAD_CHARS_MAX {
        return Err(LinkError::TooLarge {
            bytes_max: JSON_BYTES_MAX,
        });
    }
    let safe = body
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    if safe.is_empty() {
        return Err(LinkError::Empty);
    }
    let packed = URL_SAFE_NO_PAD
        .decode(&safe)
        .map_err(|error| LinkError::Base64Invalid {
            at: match error {
                base64::DecodeError::InvalidByte(at, _)
                | base64::DecodeError::InvalidLastSymbol(at, _) => at,
                base64::DecodeError::InvalidLength(at) => at,
                base64::DecodeError::InvalidPadding => safe.len(),
            },
        })?;
    let bytes =
        inflate::decompress_to_vec_with_limit(&packed, JSON_BYTES_MAX).map_err(|error| {
            if error.status == inflate::TINFLStatus::HasMoreOutput {
                LinkError::TooLarge {
                    bytes_max: JSON_BYTES_MAX,
                }
            } else {
                LinkError::DeflateInvalid
            }
        })?;
    String::from_utf8(bytes).map_err(|e| LinkError::NotUtf8 {
        at: e.utf8_error().valid_up_to(),
    })
}

/// What `location.hash` and `location.search` ask for; `None` when neither names a board.
///
/// The hash wins over the query, and `s` over `p`: a document is more than its starting point.
pub fn read(hash: &str, query: &str) -> Option<Result<Content, LinkError>> {
    let value = |part: &str, wanted: &str| {
        super::query::pairs(part)
            .into_iter()
            .find(|(key, _)| key == wanted)
            .map(|(_, v)| v)
    };
    for part in [hash, query] {
        if let Some(payload) = value(part, "s") {
            // A blank is what a query makes of `+`.
            return Some(decode(payload.trim().replace(' ', "+").as_str()).map(Content::Document));
        }
        if let Some(id) = value(part, "p") {
            return Some(preset(&id).map(Content::Preset));
        }
    }
    None
}

/// A preset id as it may stand in a link or a message.
pub fn preset(id: &str) -> Result<String, LinkError> {
    let is_slug = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if id.is_empty() {
        Err(LinkError::Empty)
    } else if id.len() <= PRESET_CHARS_MAX && id.chars().all(is_slug) {
        Ok(id.to_owned())
    } else {
        Err(LinkError::PresetInvalid {
            found: id.chars().take(PRESET_CHARS_MAX).collect(),
        })
    }
}

/// The `key=value` of some content, ready for a hash or a query.
pub fn pair(content: &Content) -> String {
    match content {
        Content::Preset(id) => format!("p={id}"),
        Content::Document(json) => format!("s={}", encode(json)),
    }
}

/// How well a whole URL of `chars` characters travels.
pub fn length_hint(chars: usize) -> LengthHint {
    if chars <= GOOD_CHARS_MAX {
        LengthHint::Good
    } else if chars <= LINK_CHARS_MAX {
        LengthHint::Long
    } else {
        LengthHint::OfferFile
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOARD: &str = r#"{"format":1,"model":"1","title":"점심 러시","seed":1,"lang":"ko","parts":[{"id":10,"kind":"users","params":{"users":100}}],"links":[]}"#;

    /// A small generator: the tests need variety, not quality.
    struct Dice(u64);
    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % sides
        }
    }

    #[test]
    fn what_fits_opens_again_and_what_does_not_is_no_link() {
        for (bytes, is_good) in [(JSON_BYTES_MAX, true), (JSON_BYTES_MAX + 1, false)] {
            let json = "7".repeat(bytes);
            assert_eq!(decode(&encode(&json)).is_ok(), is_good);
            assert_eq!(fits(&Content::Document(json)), is_good);
        }
    }

    #[test]
    fn a_document_survives_the_link() {
        let payload = encode(BOARD);
        assert!(payload.starts_with("1."));
        assert!(payload.len() < BOARD.len() * 5 / 4);
        assert!(
            payload
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        );
        assert_eq!(decode(&payload).unwrap(), BOARD);
        let url = format!("#embed=1&s={payload}");
        assert_eq!(
            read(&url, ""),
            Some(Ok(Content::Document(BOARD.to_owned())))
        );
        assert_eq!(
            read("", &format!("?s={payload}&lang=ko")),
            Some(Ok(Content::Document(BOARD.to_owned())))
        );
    }

    #[test]
    fn links_that_other_programs_rewrote_still_open() {
        // Enough variety that the payload holds every character of the alphabet.
        let mut dice = Dice(3);
        let json: String = (0..2_000)
            .map(|_| char::from(b' ' + dice.roll(90) as u8))
            .collect();
        let payload = encode(&json);
        assert!(payload.contains('-') && payload.contains('_'));
        let standard = payload.replace('-', "+").replace('_', "/") + "==";
        assert_eq!(decode(&standard).unwrap(), json);
        for rewritten in [
            payload.replace('-', "%2D").replace('_', "%5f"),
            standard.clone(),
        ] {
            assert_eq!(
                read("", &format!("?s={rewritten}")),
                Some(Ok(Content::Document(json.clone())))
            );
        }
    }

    #[test]
    fn the_hash_wins_over_the_query() {
        let both = read("#p=lunch-rush", "?p=other");
        assert_eq!(both, Some(Ok(Content::Preset("lunch-rush".to_owned()))));
        assert_eq!(
            read("#lang=ko", "?p=other"),
            Some(Ok(Content::Preset("other".to_owned())))
        );
        assert_eq!(read("#lang=ko&theme=dark", "?embed=1"), None);
        assert_eq!(read("", ""), None);
    }

    #[test]
    fn every_failure_has_its_name() {
        let payload = encode(BOARD);
        let body = payload.strip_prefix("1.").unwrap();
        assert_eq!(decode(""), Err(LinkError::Empty));
        assert_eq!(decode("1."), Err(LinkError::Empty));
        assert_eq!(decode(body), Err(LinkError::VersionMissing));
        assert_eq!(
            decode(&format!("2.{body}")),
            Err(LinkError::VersionUnknown {
                found: "2".to_owned()
            })
        );
        assert_eq!(decode("1.ab!d"), Err(LinkError::Base64Invalid { at: 2 }));
        assert_eq!(
            decode(&payload[..payload.len() / 2 * 2 - 8]),
            Err(LinkError::DeflateInvalid)
        );
        let bomb = deflate::compress_to_vec(&vec![b' '; JSON_BYTES_MAX + 1], 10);
        let bomb = format!("1.{}", URL_SAFE_NO_PAD.encode(bomb));
        assert_eq!(
            decode(&bomb),
            Err(LinkError::TooLarge {
                bytes_max: JSON_BYTES_MAX
            })
        );
        let latin = URL_SAFE_NO_PAD.encode(deflate::compress_to_vec(b"{\xff}", 1));
        assert_eq!(
            decode(&format!("1.{latin}")),
            Err(LinkError::NotUtf8 { at: 1 })
        );
        assert_eq!(read("#p=", ""), Some(Err(LinkError::Empty)));
        assert_eq!(
            read("#p=a/b", ""),
            Some(Err(LinkError::PresetInvalid {
                found: "a/b".to_owned()
            }))
        );
        assert!(matches!(
            decode(&format!("1.{}", "A".repeat(600_000))),
            Err(LinkError::TooLarge { .. })
        ));
    }

    #[test]
    fn the_largest_document_fits() {
        let json = " ".repeat(JSON_BYTES_MAX);
        assert_eq!(decode(&encode(&json)).unwrap(), json);
        let mut dice = Dice(11);
        let noise: String = (0..JSON_BYTES_MAX)
            .map(|_| char::from(b' ' + dice.roll(95) as u8))
            .collect();
        assert_eq!(decode(&encode(&noise)).unwrap(), noise);
    }

    #[test]
    fn random_text_survives_and_random_links_never_panic() {
        let mut dice = Dice(1);
        for _ in 0..2_000 {
            let text: String = (0..dice.roll(200))
                .filter_map(|_| char::from_u32(dice.roll(0x11_0000) as u32))
                .collect();
            assert_eq!(decode(&encode(&text)).unwrap(), text);
            let bytes: Vec<u8> = (0..dice.roll(120)).map(|_| dice.roll(256) as u8).collect();
            let _ = decode(&format!("1.{}", URL_SAFE_NO_PAD.encode(&bytes)));
            let _ = decode(&String::from_utf8_lossy(&bytes));
            let _ = read(
                &String::from_utf8_lossy(&bytes),
                &format!("?s={}", String::from_utf8_lossy(&bytes)),
            );
            // One character altered: an error or another text, never a panic.
            let mut payload = encode(BOARD).into_bytes();
            let at = dice.roll(payload.len() as u64) as usize;
            payload[at] = b' ' + dice.roll(90) as u8;
            let _ = decode(&String::from_utf8(payload).unwrap());
        }
    }

    #[test]
    fn long_links_are_said_to_be_long() {
        assert_eq!(length_hint(2_000), LengthHint::Good);
        assert_eq!(length_hint(2_001), LengthHint::Long);
        assert_eq!(length_hint(8_000), LengthHint::Long);
        assert_eq!(length_hint(8_001), LengthHint::OfferFile);
    }
}
