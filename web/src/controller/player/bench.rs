//! Where a bench reads how the player does: `__swell`.

use crate::platform::panic::page_object;

const SLICES_KEPT: u32 = 600;

/// Keeps the milliseconds of the last slices where a bench can read them: `__swell.slices`.
pub(super) fn note_slice(ms: f64) {
    use wasm_bindgen::JsCast;
    let Some(swell) = page_object() else { return };
    let slices = js_sys::Reflect::get(&swell, &"slices".into()).ok();
    let slices = slices.and_then(|s| s.dyn_into::<js_sys::Array>().ok());
    let slices = slices.unwrap_or_else(|| {
        let new = js_sys::Array::new();
        let _ = js_sys::Reflect::set(&swell, &"slices".into(), &new);
        new
    });
    slices.push(&ms.into());
    if slices.length() > SLICES_KEPT {
        slices.shift();
    }
}
