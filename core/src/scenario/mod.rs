//! Ready-made boards, and running one without a browser.

pub mod catalog;
pub mod report;
