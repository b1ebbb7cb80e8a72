//! How an answer is compared with what a case expects.

use serde_json::Value;

/// The share of the expected value by which a number with a fraction may differ.
const TOLERANCE: f64 = 1e-6;

/// The first difference, as `member: expected x, got y`; `None` when the answer is right.
///
/// An expected error code is compared alone.
pub fn mismatch(expect: &Value, actual: &Value) -> Option<String> {
    let Some(members) = expect.as_object() else {
        return Some("expect is not an object".into());
    };
    let missing = Value::from("(nothing)");
    let differs = |name: &str, expected: &Value| {
        let found = actual.get(name).unwrap_or(&missing);
        (!is_same(expected, found)).then(|| format!("{name}: expected {expected}, got {found}"))
    };
    if let Some(error) = members.get("error").filter(|error| error.is_string()) {
        return differs("error", error);
    }
    members
        .iter()
        .find_map(|(name, expected)| differs(name, expected))
}

fn is_same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a == b,
            _ => match (a.as_f64(), b.as_f64()) {
                (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(1.0),
                _ => false,
            },
        },
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => a
            .iter()
            .all(|(name, a)| b.get(name).is_some_and(|b| is_same(a, b))),
        _ => expected == actual,
    }
}
