//! What a file may say: every problem with its place, what saving keeps and leaves out, and files of
//! format 1.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::base::time::Instant;
use swell_core::contract::{Field, FieldKind};
use swell_core::document::Document;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::Command;
use swell_core::document::field;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::{KindId, Params};
use swell_core::scenario::catalog;
use swell_tests::boards::{preset, run};

const FORMAT_1: &str = include_str!("../../fixtures/format-1.json");
pub const BAD: &str = include_str!("../../fixtures/bad.json");

pub fn problems(text: &str) -> Vec<String> {
    let problems = Document::from_json(text).expect_err("a bad file");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn all_problems_of_a_file_are_told_with_their_places() {
    let found = problems(BAD);
    let expected = [
        "title: must be text",
        "epoch: must be a time with its offset, as 2026-03-02T09:00:00+09:00",
        "preroll_s: must be 0 to 86400",
        "zones[0].parent: cannot stand in part 2",
        "zones[2].kind: must be one of region, vpc, az, subnet",
        "zones[3].parent: there is no part 77",
        "parts[0].params.users: must be a whole number",
        "parts[0].params.patience_s: must be 1 to 600",
        "parts[1].id: id 10 is taken already",
        "parts[2].id: is missing",
        "parts[3].params.MaxSize: must be 0 to 1000",
        "parts[3].zones: there is no part 99",
        "parts[4].of: belongs to auto_scaling_group only",
        "parts[5].of: there is no part 55",
        "parts[6].kind: is missing",
        "parts[7]: must be an object",
        "links[0].to: there is no part 88",
        "links[1].protocol: must be one of dns, http, tcp, sql",
        "links[2]: these two parts cannot be joined by sql",
        "links[3].to: is missing",
        "layout.10: must be [x, y] or [x, y, width, height]",
        "layout.x: must be [x, y] or [x, y, width, height]",
    ];
    for line in expected {
        assert!(
            found.iter().any(|f| f == line),
            "{line}\nis not among\n{found:#?}"
        );
    }
    for start in ["parts[0].params.pattern: ", "parts[3].params.MinSize: "] {
        assert!(
            found.iter().any(|f| f.starts_with(start)),
            "{start}\n{found:#?}"
        );
    }
}

#[test]
fn a_file_that_is_no_document_says_what_it_is() {
    let one = |text: &str| problems(text).join(" | ");
    assert_eq!(one("[]"), "must be an object");
    assert_eq!(one("{}"), "format: is missing");
    assert_eq!(one(r#"{"format": "1"}"#), "format: must be a number");
    assert_eq!(
        one(r#"{"format": 9}"#),
        "format: format 9 is not known here; the newest known one is 2"
    );
    let not_json = one("{\"format\": 1,\n  oops}");
    assert!(
        not_json.starts_with("not JSON: ") && not_json.contains("line 2"),
        "{not_json}"
    );
}

#[test]
fn too_many_parts_are_refused_and_not_read() {
    let parts: Vec<Value> = (1..=201)
        .map(|id| json!({ "id": id, "kind": "station" }))
        .collect();
    let value = json!({ "format": 1, "parts": parts });
    assert_eq!(
        problems(&value.to_string()),
        ["parts: must be 200 at the most"]
    );
    assert!(Document::from_value_unbounded(value).is_ok());
}

#[test]
fn a_file_of_format_1_opens_runs_and_is_saved_with_its_zones_as_parts() {
    let document = Document::from_json(FORMAT_1).expect("opens for ever");
    let saved = document.to_value();
    let original: Value = serde_json::from_str(FORMAT_1).expect("JSON");
    for key in [
        "title",
        "seed",
        "lang",
        "epoch",
        "preroll_s",
        "links",
        "layout",
    ] {
        assert_eq!(saved[key], original[key], "{key}");
    }
    let parts = original["parts"].as_array().expect("parts");
    let saved_parts = saved["parts"].as_array().expect("parts");
    let same = |part: &Value| saved_parts.iter().find(|s| s["id"] == part["id"]);
    for zone in original["zones"].as_array().expect("zones") {
        let frame = same(zone).expect("kept");
        assert_eq!(
            (&frame["kind"], &frame["name"]),
            (&zone["kind"], &zone["name"])
        );
        assert_eq!(frame["in"].get(0), zone.get("parent"), "{frame}");
        assert_eq!(
            frame["params"].get("CidrBlock"),
            zone.get("cidr"),
            "{frame}"
        );
    }
    for part in parts {
        let saved = same(part).expect("kept");
        assert_eq!(saved.get("in"), part.get("zones"), "{saved}");
        let kind = part["kind"].as_str().expect("a word");
        let defaults = KindId::named(kind).map_or(Value::Null, |k| Params::defaults(k).to_value());
        for (key, value) in part["params"].as_object().into_iter().flatten() {
            // What the file spells out and is the default anyway is left out.
            let found = saved["params"].get(key).or(defaults.get(key));
            assert!(found.is_some_and(|f| holds(f, value)), "{key} of {saved}");
        }
    }
    let again = Document::from_value(saved).expect("opens");
    assert_eq!(again.to_json(), document.to_json());
    let report = run(&document, 300.0);
    assert!(
        report["requests"]["ok"].as_u64() > Some(1_000),
        "{}",
        report["requests"]
    );
}

/// Whether `found` is `value`, or a structure that has all of it.
fn holds(found: &Value, value: &Value) -> bool {
    match (found, value) {
        (Value::Object(found), Value::Object(value)) => value
            .iter()
            .all(|(k, v)| found.get(k).is_some_and(|f| holds(f, v))),
        (Value::Array(found), Value::Array(value)) => {
            found.len() == value.len() && found.iter().zip(value).all(|(f, v)| holds(f, v))
        }
        _ => found.as_f64().is_some_and(|f| Some(f) == value.as_f64()) || found == value,
    }
}

#[test]
fn defaults_are_left_out() {
    for known in catalog::PRESETS {
        for part in preset(known.id).to_value()["parts"]
            .as_array()
            .expect("parts")
        {
            let kind = KindId::named(part["kind"].as_str().expect("a word"));
            let defaults = Params::defaults(kind.expect("a known kind")).to_value();
            for (key, value) in part["params"].as_object().into_iter().flatten() {
                assert_ne!(defaults.get(key), Some(value), "{key} of {}", part["id"]);
            }
        }
    }
    let bare = json!({ "format": 1, "parts": [{ "id": 1, "kind": "users", "params": { "users": 100.0 } }] });
    let saved = Document::from_value(bare).expect("opens").to_value();
    assert_eq!(saved["parts"], json!([{ "id": 1, "kind": "users" }]));
    assert!(saved.get("metric_delay_s").is_none() && saved.get("layout").is_none());
}

/// Where the default of a text is none, an empty text is something that the file must say.
#[test]
fn an_empty_text_comes_back_as_one() {
    let empty = |field: &Field| match field.kind {
        FieldKind::Text => Some(json!("")),
        FieldKind::Records(fields) => {
            let texts = fields.iter().filter(|f| f.kind == FieldKind::Text);
            let mut record = json!({});
            texts.for_each(|text| field::put(&mut record, text.path, json!("")));
            Some(json!([record]))
        }
        _ => None,
    };
    for kind in KindId::ALL {
        let defaults = Params::defaults(*kind);
        for field in defaults.fields() {
            let Some(value) = empty(field) else { continue };
            // Not every text may be empty.
            let Ok(set) = field::set(&defaults, field.path, &value) else {
                continue;
            };
            let again = defaults.parse_like(set.to_value()).expect("as it was");
            assert_eq!(again, set, "{} of {}", field.path, kind.name());
        }
    }
}

#[test]
fn unknown_fields_and_kinds_are_kept() {
    let value = json!({
        "format": 2, "model": "1", "seed": 1, "epoch": "2026-03-02T09:00:00+09:00", "colour": "red",
        "parts": [
            { "id": 1, "kind": "vpc", "tenancy": "dedicated" },
            { "id": 2, "kind": "users", "params": { "mood": { "good": true } }, "badge": 3 },
            { "id": 3, "kind": "quantum_balancer", "of": 2, "params": { "cats": [0, 1.5] } },
        ],
        "links": [{ "id": 4, "from": 2, "to": 3, "protocol": "http", "width": 2 }],
    });
    let document = Document::from_value(value.clone()).expect("opens");
    assert_eq!(document.to_value(), value);
    let issues = document.issues();
    assert!(
        issues
            .iter()
            .any(|i| i.part == Some(PartId(3)) && i.what == IssueWhat::UnknownKind)
    );
    // It does nothing, and nothing breaks.
    let mut simulation = Simulation::new(&document);
    simulation.advance(Instant::from_us(10_000_000), u64::MAX);
    swell_tests::invariants::hold(&simulation);
    let other = Document {
        model: "99".to_owned(),
        ..document
    };
    assert!(
        other
            .issues()
            .iter()
            .any(|i| i.what == IssueWhat::OtherModel)
    );
}

#[test]
fn places_far_out_are_refused_by_loading_too() {
    let mut value = preset("default").to_value();
    value["layout"] = json!({ "10": [1e12, 1e12], "11": [20_000, -20_000] });
    assert_eq!(
        problems(&value.to_string()),
        ["layout.10: must be -20000 to 20000"]
    );
}

#[test]
fn every_seed_is_kept() {
    for seed in [0, 1, (1 << 53) + 1, u64::MAX] {
        let mut document = preset("default");
        document.apply(Command::SetSeed(seed)).expect("any seed");
        let again = Document::from_json(&document.to_json()).expect("opens");
        assert_eq!(again.seed, seed);
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    let text = format!("\u{feff}{FORMAT_1}");
    assert_eq!(Document::from_json(&text), Document::from_json(FORMAT_1));
}
