//! The page's own URL: reading it, and keeping it up to date without a trace in the history.

use wasm_bindgen::JsValue;

/// The page's URL without query and hash.
pub fn base() -> String {
    let location = web_sys::window().map(|w| w.location());
    let href = location.and_then(|l| l.href().ok()).unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// `location.hash` with its `#`, or nothing.
pub fn hash() -> String {
    web_sys::window()
        .and_then(|w| w.location().hash().ok())
        .unwrap_or_default()
}

/// `location.search` with its `?`, or nothing.
pub fn query() -> String {
    web_sys::window()
        .and_then(|w| w.location().search().ok())
        .unwrap_or_default()
}

/// Replaces the shown URL; adds no history entry. False where the browser refuses.
pub fn replace(url: &str) -> bool {
    let history = web_sys::window().and_then(|w| w.history().ok());
    history.is_some_and(|h| {
        h.replace_state_with_url(&JsValue::NULL, "", Some(url))
            .is_ok()
    })
}
