//! What the last screen (`boot/crash.js`) needs of a program that stops: the reason, and the board's
//! text. Both are left in the page's object `__swell`, because after a panic nothing in here can be
//! relied upon.

use std::panic::PanicHookInfo;
use wasm_bindgen::JsValue;

/// Installs the hook; call once, before anything else.
pub fn install() {
    std::panic::set_hook(Box::new(on_panic));
}

/// Notes the board's text; call it with every change.
pub fn remember(json: &str) {
    leave("board", json);
}

fn on_panic(info: &PanicHookInfo<'_>) {
    let message = info.to_string();
    web_sys::console::error_1(&JsValue::from_str(&message));
    leave("panic", &message);
}

fn leave(name: &str, text: &str) {
    if let Some(page) = page_object() {
        let _ = js_sys::Reflect::set(&page, &name.into(), &text.into());
    }
}

/// The page's object `__swell`: what scripts of the page and of benches read.
pub fn page_object() -> Option<JsValue> {
    let window = web_sys::window()?;
    let known = js_sys::Reflect::get(&window, &"__swell".into()).ok()?;
    if known.is_object() {
        return Some(known);
    }
    let new = js_sys::Object::new().into();
    js_sys::Reflect::set(&window, &"__swell".into(), &new).ok()?;
    Some(new)
}
