//! The words for one kind of part: launch template.

pub use super::instance::{choice, field};

pub const NAME: &str = "Launch template";
pub const HELP: &str = "What a new server looks like.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "launch template ami lt";

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
