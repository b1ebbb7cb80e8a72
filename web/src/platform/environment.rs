//! The page around the board: its root element, its window and what its reader asked the system for.

use crate::vocabulary::Lang;

/// The element that carries language and theme.
pub fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

/// The language of the page.
pub fn root_lang() -> Lang {
    let tag = root().and_then(|r| r.get_attribute("lang"));
    tag.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

/// Whether the page is a frame of another.
pub fn is_embed() -> bool {
    root().is_some_and(|r| r.has_attribute("data-embed"))
}

/// The size of the window in CSS pixels.
pub fn window_size() -> (f64, f64) {
    let size = |v: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        v.ok().and_then(|v| v.as_f64()).unwrap_or(1_280.0)
    };
    web_sys::window().map_or((1_280.0, 1_280.0), |window| {
        (size(window.inner_width()), size(window.inner_height()))
    })
}

/// Whether a media query matches.
pub fn prefers(query: &str) -> bool {
    web_sys::window()
        .and_then(|w| w.match_media(query).ok().flatten())
        .is_some_and(|m| m.matches())
}
