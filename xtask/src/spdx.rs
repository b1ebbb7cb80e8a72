//! Licence expressions of packages: which licences of a list satisfy them.

/// The licences of `allowed`, the preferred first, under which something may be used that is licensed as
/// `expression`: one of several with OR, all of them with AND. `None` if there is no way, or no sense in it.
pub fn satisfy<'a>(expression: &str, allowed: &[&'a str]) -> Option<Vec<&'a str>> {
    // The old form of OR.
    let expression = expression.replace('/', " OR ");
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        allowed,
    };
    let found = reader.either()?;
    reader.words.is_empty().then_some(())?;
    found
}

struct Reader<'w, 'a> {
    words: &'w [&'w str],
    allowed: &'w [&'a str],
}

/// What was read: `None` outside for nonsense, inside for what is not allowed.
type Found<'a> = Option<Option<Vec<&'a str>>>;

impl<'a> Reader<'_, 'a> {
    fn next_is(&mut self, word: &str) -> bool {
        let is_it = self.words.first().is_some_and(|next| *next == word);
        if is_it {
            self.words = &self.words[1..];
        }
        is_it
    }

    fn either(&mut self) -> Found<'a> {
        let mut best = self.all()?;
        while self.next_is("OR") {
            let other = self.all()?;
            best = match (best, other) {
                (Some(a), Some(b)) => Some(if self.rank(&b) < self.rank(&a) { b } else { a }),
                (a, b) => a.or(b),
            };
        }
        Some(best)
    }

    fn all(&mut self) -> Found<'a> {
        let mut sum = self.one()?;
        while self.next_is("AND") {
            let more = self.one()?;
            sum = sum.zip(more).map(|(mut sum, more)| {
                sum.extend(more);
                sum
            });
        }
        Some(sum)
    }

    fn one(&mut self) -> Found<'a> {
        if self.next_is("(") {
            let inner = self.either()?;
            return self.next_is(")").then_some(inner);
        }
        let (name, rest) = self.words.split_first()?;
        self.words = rest;
        if ["OR", "AND", "WITH", ")"].contains(name) {
            return None;
        }
        let mut name = (*name).to_owned();
        if self.next_is("WITH") {
            let (exception, rest) = self.words.split_first()?;
            self.words = rest;
            name = format!("{name} WITH {exception}");
        }
        Some(
            self.allowed
                .iter()
                .find(|known| **known == name)
                .map(|known| vec![*known]),
        )
    }

    /// The place of the least preferred.
    fn rank(&self, licences: &[&str]) -> usize {
        let place = |licence: &&str| self.allowed.iter().position(|known| known == licence);
        licences
            .iter()
            .filter_map(place)
            .max()
            .unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_satisfied_by_what_is_allowed() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"];
        let of = |expression| satisfy(expression, &allowed);
        assert_eq!(of("Apache-2.0 OR MIT"), Some(vec!["MIT"]));
        assert_eq!(of("Unlicense/MIT"), Some(vec!["MIT"]));
        assert_eq!(
            of("(MIT OR Apache-2.0) AND Unicode-3.0"),
            Some(vec!["MIT", "Unicode-3.0"])
        );
        assert_eq!(of("GPL-3.0-only OR Apache-2.0"), Some(vec!["Apache-2.0"]));
        for bad in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "Apache-2.0 WITH LLVM-exception",
            "",
            "MIT OR",
            "(MIT",
            "MIT MIT",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
