//! Patterns of paths, hosts and headers: `*` is any run of characters, none included, `?` is exactly
//! one (spec 3.1, 5.3).

use core::str::Chars;

/// Whether a text is as a pattern says. The text comes letter by letter, so that nobody has to put
/// it together. Basis: documented - ALB guide, "Condition types"; CF guide, "Path pattern".
pub fn wildcard<T>(pattern: &str, text: T, is_case_sensitive: bool) -> bool
where
    T: Iterator<Item = char> + Clone,
{
    let is_same = |wanted: char, found: char| match is_case_sensitive {
        true => wanted == found,
        false => wanted.eq_ignore_ascii_case(&found),
    };
    let (mut wanted, mut rest) = (pattern.chars(), text);
    // Behind the last star: what it is followed by, and what it has not swallowed yet.
    let mut star: Option<(Chars<'_>, T)> = None;
    loop {
        let (mut after_wanted, mut after_rest) = (wanted.clone(), rest.clone());
        match (after_wanted.next(), after_rest.next()) {
            (Some('*'), _) => {
                star = Some((after_wanted.clone(), rest.clone()));
                wanted = after_wanted;
                continue;
            }
            (None, None) => return true,
            (Some(letter), Some(found)) if letter == '?' || is_same(letter, found) => {
                (wanted, rest) = (after_wanted, after_rest);
                continue;
            }
            _ => {}
        }
        // Back to the last star, which swallows one more.
        let Some((behind, swallowed)) = &mut star else {
            return false;
        };
        if swallowed.next().is_none() {
            return false;
        }
        (wanted, rest) = (behind.clone(), swallowed.clone());
    }
}
