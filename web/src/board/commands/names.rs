//! Names for new parts: none is borne by another part of the board.

use swell_core::document::Document;
use swell_core::kinds::KindId;

/// The names of a board, and those handed out since.
pub struct Names(Vec<String>);

impl Names {
    pub fn of(document: &Document) -> Self {
        let names = document.parts.iter().filter_map(|p| p.name.clone());
        Self(names.collect())
    }

    /// `base`, or `base-2` and so on: the first that is free.
    pub fn take(&mut self, base: &str) -> String {
        let stem = stem(base);
        let numbered = (2..).map(|n| format!("{stem}-{n}"));
        let all = core::iter::once(base.to_owned()).chain(numbered);
        self.first_free(all)
    }

    /// A name for one more part of a kind of which there are `others`: `alb-2`.
    pub fn next(&mut self, slug: &str, others: usize) -> String {
        let from = others.saturating_add(1);
        self.first_free((from..).map(|n| format!("{slug}-{n}")))
    }

    fn first_free(&mut self, mut all: impl Iterator<Item = String>) -> String {
        let found = all.find(|name| !self.0.contains(name)).unwrap_or_default();
        self.0.push(found.clone());
        found
    }
}

/// A name without the number at its end.
fn stem(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((stem, n)) if !stem.is_empty() && n.parse::<u32>().is_ok() => stem,
        _ => name,
    }
}

/// What a part of a kind is called before its number.
pub fn slug(kind: Option<KindId>) -> &'static str {
    kind.map_or("part", |kind| kind.drawing().slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_next_number() {
        let mut names = Names(vec!["web".to_owned(), "web-2".to_owned()]);
        assert_eq!(names.take("db"), "db");
        assert_eq!(names.take("web"), "web-3");
        assert_eq!(names.take("web-2"), "web-4");
        assert_eq!(names.next("alb", 1), "alb-2");
        assert_eq!(names.next("alb", 1), "alb-3");
    }
}
