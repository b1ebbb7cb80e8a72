//! Texts with numbers to be filled in, read letter by letter: what many ask for in the same words,
//! each for its own, is written once.

use core::fmt;

/// What stands for `{client}` and `{object}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub client: u32,
    pub object: u32,
}

/// The letters of a text, with its numbers filled in.
#[derive(Clone, Debug)]
pub struct Filled<'a> {
    rest: &'a str,
    numbers: Numbers,
    /// What is left of the number that is being written, and the weight of its next digit; 0: none.
    number: u32,
    weight: u32,
}

impl<'a> Filled<'a> {
    pub const fn new(text: &'a str, numbers: Numbers) -> Self {
        Self {
            rest: text,
            numbers,
            number: 0,
            weight: 0,
        }
    }

    fn take(&mut self, name: &str, number: u32) -> bool {
        let Some(rest) = self.rest.strip_prefix(name) else {
            return false;
        };
        (self.rest, self.number, self.weight) = (rest, number, 1);
        while self.number / self.weight >= 10 {
            self.weight *= 10;
        }
        true
    }
}

impl Iterator for Filled<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let Numbers { client, object } = self.numbers;
        if self.weight == 0 && !self.take("{object}", object) && !self.take("{client}", client) {
            let mut letters = self.rest.chars();
            let letter = letters.next();
            self.rest = letters.as_str();
            return letter;
        }
        let digit = self.number / self.weight;
        self.number %= self.weight;
        self.weight /= 10;
        char::from_digit(digit, 10)
    }
}

impl fmt::Display for Filled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clone()
            .try_for_each(|letter| fmt::Write::write_char(f, letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn numbers_stand_where_their_names_stood() {
        let numbers = Numbers {
            client: 0,
            object: 1_070,
        };
        for (text, read) in [
            ("/products/{object}.jpg", "/products/1070.jpg"),
            ("{client}{object}", "01070"),
            ("no {number} at all {", "no {number} at all {"),
            ("", ""),
        ] {
            assert_eq!(Filled::new(text, numbers).to_string(), read);
        }
        let most = Numbers {
            client: u32::MAX,
            object: 0,
        };
        assert_eq!(Filled::new("{client}", most).to_string(), "4294967295");
    }
}
