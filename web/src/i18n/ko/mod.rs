//! Korean.

pub mod decisions;
pub mod fields;
pub mod issues;
pub mod kinds;
pub mod ui;
