//! Ready-made boards, traffic files, and running a board without a browser.

pub mod catalog;
pub mod coverage;
pub mod pairs;
pub mod reasons;
pub mod report;
pub mod traffic;
