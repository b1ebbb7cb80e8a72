//! The words for one kind of part: launch template.

pub use super::instance::{choice, field};

pub const NAME: &str = "시작 템플릿";
pub const HELP: &str = "새 서버를 어떤 모습으로 띄울지 정해요 (launch template).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "시작 템플릿";

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
