//! Swell in the browser: a Leptos front end over `swell-core`.
#![deny(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod app;
pub mod board;
pub mod desk;
pub mod draw;
pub mod environment;
pub mod geometry;
pub mod i18n;
pub mod i18n_platform;
pub mod import;
pub mod input;
pub mod later;
pub mod platform;
pub mod share;
pub mod view;

/// Mounts the application on the page's body and takes the poster away.
pub fn mount() {
    leptos::mount::mount_to_body(app::app);
    let poster = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id("poster"));
    if let Some(poster) = poster {
        poster.remove();
    }
}
