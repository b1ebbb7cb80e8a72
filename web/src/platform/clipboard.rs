//! Copying text, with the text itself as the way out where a page may not touch the clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, HtmlTextAreaElement};

/// What became of a text that was to be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    Done,
    /// Show this text in a field with everything selected; see [`select_all`].
    ShowText(String),
}

/// Copies `text` and reports once. Call it from inside a click or key event: browsers want a gesture.
pub fn copy(text: String, on_done: impl FnOnce(Copied) + 'static) {
    let Some(promise) = clipboard().map(|c| c.write_text(&text)) else {
        return on_done(Copied::ShowText(text));
    };
    spawn_local(async move {
        on_done(match JsFuture::from(promise).await {
            Ok(_) => Copied::Done,
            // Refused by the sandbox, a permission policy or an old gesture.
            Err(_) => Copied::ShowText(text),
        });
    });
}

/// Selects a field's whole text, so that the next keystroke or long press can copy it.
pub fn select_all(field: &HtmlTextAreaElement) {
    if field.focus().is_ok() {
        field.select();
    }
}

/// `navigator.clipboard` is missing on pages without TLS; the typed getter would not say so.
fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let found = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    (!found.is_undefined() && !found.is_null()).then(|| found.unchecked_into())
}
