//! Boards that are worth to be seen side by side, by the items of the notes (spec 19) that compare them.

/// Two boards of the catalog, by their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// As in [`super::coverage`].
    pub item: &'static str,
    pub a: &'static str,
    pub b: &'static str,
}

const fn pair(item: &'static str, a: &'static str, b: &'static str) -> Pair {
    Pair { item, a, b }
}

pub const PAIRS: &[Pair] = &[
    pair("A5", "ssr-pages", "csr-pages"),
    pair("B9", "one-box", "no-group"),
    pair("B10", "default", "nlb-to-servers"),
    pair("C6", "single-server", "one-fails"),
    pair("C7", "no-group", "default"),
    pair("C8", "no-policy", "default"),
    pair("C8", "threshold-high", "default"),
    pair("C8", "threshold-low", "default"),
    pair("C21", "basic-monitoring", "default"),
    pair("C26", "default", "target-tracking"),
    pair("C29", "one-server", "static-before-logic"),
    pair("E1", "one-large", "default"),
    pair("E22", "tracking-40", "simple-70-30"),
    pair("E27", "plain-ami", "default"),
];
