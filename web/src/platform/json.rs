//! JSON by the browser's own parser, for what a page opens with: another parser would be a tenth of
//! what is fetched before the board runs. It cannot say what is wrong and where; `Document::from_json`
//! can, and comes with the second part.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// As deep as serde_json reads.
const DEPTH_MAX: u32 = 128;
/// From here on a float may stand for a whole number that it is not.
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

/// The value of a text. `None` if it is no JSON, deeper than any board, or has whole numbers that
/// the browser would round.
pub fn read(text: &str) -> Option<Value> {
    value(&JSON::parse(text).ok()?, DEPTH_MAX)
}

fn value(js: &JsValue, depth: u32) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(number) = js.as_f64() {
        return match number {
            whole if whole.fract() == 0.0 && whole.abs() >= WHOLE_MAX => None,
            whole if whole.fract() == 0.0 && whole < 0.0 => Some((whole as i64).into()),
            whole if whole.fract() == 0.0 => Some((whole as u64).into()),
            number => Some(number.into()),
        };
    }
    if let Some(text) = js.as_string() {
        return Some(text.into());
    }
    if let Some(list) = js.dyn_ref::<Array>() {
        let all = list.iter().map(|item| value(&item, depth));
        return all.collect::<Option<Vec<_>>>().map(Value::Array);
    }
    if let Some(object) = js.dyn_ref::<Object>() {
        let mut map = Map::new();
        for pair in Object::entries(object).iter() {
            let pair: Array = pair.unchecked_into();
            map.insert(pair.get(0).as_string()?, value(&pair.get(1), depth)?);
        }
        return Some(Value::Object(map));
    }
    Some(js.as_bool().map_or(Value::Null, Value::Bool))
}
