//! Styles of what comes with the second part of the page: they come with it.

use wasm_bindgen::{JsCast, JsValue};

const LATER: &str = include_str!("../../style/later.css");

/// Lets the page have them. Where that does not work, what they are for still does.
pub fn bring() {
    if let Err(why) = adopt(LATER) {
        web_sys::console::warn_1(&why);
    }
}

/// Adds a style sheet to the document; the policy of the page lets no `<style>` in.
fn adopt(text: &str) -> Result<(), JsValue> {
    let sheet = web_sys::CssStyleSheet::new()?;
    sheet.replace_sync(text)?;
    let document = web_sys::window().and_then(|w| w.document());
    let sheets = js_sys::Reflect::get(&document.into(), &"adoptedStyleSheets".into())?;
    let sheets: js_sys::Array = sheets.unchecked_into();
    sheets.push(&sheet);
    Ok(())
}
