//! Swell in the browser: a Leptos front end over `swell-core`.
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod draw;
pub mod i18n_platform;
pub mod import;
pub mod platform;
pub mod share;

use leptos::prelude::*;

/// Mounts the application on the page's body.
pub fn mount() {
    mount_to_body(|| view! { <main>"Swell"</main> });
}
