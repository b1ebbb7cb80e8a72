//! English.

pub mod decisions;
pub mod issues;
pub mod kinds;
pub mod ui;
