//! Boards for tests, and how to run them.

use serde_json::{Value, json};
use swell_core::document::Document;
use swell_core::scenario::catalog;
use swell_core::scenario::report::{self, Script};

/// A ready-made board by its id.
pub fn preset(id: &str) -> Document {
    let preset = catalog::preset(id).unwrap_or_else(|| panic!("no preset {id}"));
    document(serde_json::from_str(preset.json).expect("presets are JSON"))
}

pub fn document(value: Value) -> Document {
    Document::from_value(value).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The surge of the default board as a trace: 100 users, 1,000 from second 7 for 10 minutes, 100. Boards
/// whose part 10 are no users stay as they are.
pub fn with_surge(mut document: Document) -> Document {
    use swell_core::base::id::PartId;
    use swell_core::kinds::users::Users;
    if document.get::<Users>(PartId(10)).is_none() {
        return document;
    }
    set(&mut document, 10, "pattern", json!("trace"));
    let points = json!({ "points": [[0, 10], [7, 100], [607, 10]] });
    set(&mut document, 10, "trace", points);
    document
}

/// Every hop that a request can make, in a row: users, a name with two answers by weight, a network
/// load balancer before a web one, the group of servers, a cache and a database, with security groups
/// around each. The other answer is a web balancer before the same servers. Users who lose patience
/// try again.
pub fn chain() -> Document {
    const BOARD: &str = include_str!("../fixtures/chain.json");
    with_surge(document(serde_json::from_str(BOARD).expect("JSON")))
}

/// Sets one field of a part.
pub fn set(document: &mut Document, part: u32, path: &str, value: Value) {
    use swell_core::base::id::PartId;
    use swell_core::document::command::Command;
    let path = path.to_owned();
    let command = Command::SetField {
        part: PartId(part),
        path,
        value,
    };
    document
        .apply(command)
        .unwrap_or_else(|error| panic!("{error:?}"));
}

pub fn run(document: &Document, until_s: f64) -> Value {
    report::run(document, &Script::new(), until_s)
}

/// One plain station fed by users: `per_s` requests of mean `service_ms` on `servers`.
pub fn station(seed: u64, per_s: f64, servers: u32, service_ms: f64, capacity: u32) -> Document {
    document(json!({
        "format": 1, "seed": seed,
        "parts": [
            { "id": 1, "kind": "users", "params": {
                "users": per_s * 10.0, "patience_s": 600, "round_trip_ms": 0 } },
            { "id": 2, "kind": "station", "params": {
                "servers": servers, "service_ms": service_ms, "capacity": capacity } },
        ],
        "links": [{ "id": 3, "from": 1, "to": 2, "protocol": "http" }],
    }))
}

/// Decisions of a report that changed the desired capacity: (second, from, to).
pub fn changes(report: &Value) -> Vec<(f64, u64, u64)> {
    let decisions = report["decisions"].as_array().into_iter().flatten();
    decisions
        .filter(|d| d["from"] != d["to"])
        .filter_map(|d| Some((d["t_s"].as_f64()?, d["from"].as_u64()?, d["to"].as_u64()?)))
        .collect()
}
