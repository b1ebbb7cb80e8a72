//! Swell in the browser: a Leptos front end over `swell-core`.
#![deny(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod app;
pub mod board;
pub mod controller;
pub mod dom;
pub mod draw;
pub mod geometry;
pub mod i18n;
pub mod i18n_platform;
pub mod import;
pub mod input;
pub mod platform;
pub mod share;
pub mod view;
pub mod vocabulary;

use platform::boot;

/// Mounts the application on the page's body. The poster stays below it, for windows too small for
/// anything else (`poster.css`).
pub fn mount() {
    // An error means that another part of the page has done it already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let Some(body) = web_sys::window().and_then(|w| w.document()?.body()) else {
        return;
    };
    platform::panic::install();
    let opening = board::start::open();
    if !opening.lacks_code() {
        return open(body, opening);
    }
    boot::tell(boot::SecondPart::Awaited);
    wasm_bindgen_futures::spawn_local(async {
        let complete = controller::deferred::complete(opening).await;
        boot::tell(match complete {
            Some(opening) => {
                open(body, opening);
                boot::SecondPart::Here
            }
            None => boot::SecondPart::Lost,
        });
    });
}

fn open(body: web_sys::HtmlElement, opening: board::start::Opening) {
    let owner = leptos::prelude::Owner::new();
    owner.with(|| app::app(dom::El::of(body), opening));
    // The page is the application's for as long as it is open.
    core::mem::forget(owner);
}
