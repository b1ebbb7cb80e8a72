//! The words for one kind of part: launch template.

pub use super::instance::{choice, field};

pub const NAME: &str = "Launch template";
pub const HELP: &str = "What a new server looks like.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "launch template ami lt";
