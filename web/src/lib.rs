//! Swell in the browser: a Leptos front end over `swell-core`.
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod board;
pub mod draw;
pub mod geometry;
pub mod i18n;
pub mod input;

/// Mounts the application on the page's body.
pub fn mount() {}
