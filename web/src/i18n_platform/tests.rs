use super::*;
use crate::import::aws_json;
use crate::platform::options::{self, OptionKey};
use swell_core::scenario::traffic;

fn both(notice: Notice<'_>) -> [String; 2] {
    [text(&notice, Lang::Ko), text(&notice, Lang::En)]
}

#[test]
fn every_sentence_ends_and_carries_its_numbers() {
    let errors = traffic::parse("0,1\n5,abc\nx,1\n7", &traffic::Choice::default()).unwrap_err();
    for error in &errors {
        for said in both(Notice::TrafficError(error)) {
            assert!(
                said.contains(&error.line.to_string()) && said.ends_with('.'),
                "{said}"
            );
        }
    }
    let bad =
        aws_json::read(r#"{"ScalingPolicies":[{"PolicyName":"a","Cooldown":"1"}]}"#).unwrap_err();
    for said in both(Notice::ImportError(&bad[0])) {
        assert!(said.contains("ScalingPolicies[0].Cooldown"), "{said}");
    }
    let (_, notices) = options::read("#speed=fast", "");
    assert_eq!(notices[0].key, OptionKey::Speed);
    for said in both(Notice::Option(&notices[0])) {
        assert!(said.contains("fast") && said.contains("0.05-300"), "{said}");
    }
}

#[test]
fn recordings_that_are_no_traffic_are_told_what_they_are() {
    let dated =
        |header: &str| format!("{header}\n2026-03-02 09:00:00,10\n2026-03-02 09:01:00,20\n");
    for (text, ko, en) in [
        (
            dated("time,p95"),
            "걸린 시간",
            "\"p95\" is a length of time, not a number of requests.",
        ),
        (
            dated("time,shop"),
            "shop",
            "Nothing says what \"shop\" counts. Say what it is, or name its column count or rps.",
        ),
        (
            "{\"a\":1}".into(),
            "get-metric-data",
            "There is no metric over time in this JSON. Known: get-metric-statistics, get-metric-data, Prometheus, Datadog, Artillery, k6.",
        ),
    ] {
        let errors = traffic::parse(&text, &traffic::Choice::default()).unwrap_err();
        let [said_ko, said_en] = both(Notice::TrafficError(&errors[0]));
        assert_eq!(said_en, en);
        assert!(said_ko.contains(ko), "{said_ko}");
    }
}

#[test]
fn gaps_are_told_in_units_of_people() {
    let gap = TrafficNotice::Gap {
        line: 8,
        at_s: 1800.0,
        length_s: 9_000.0,
        usual_s: 300.0,
    };
    let [ko, en] = both(Notice::Traffic(&gap));
    assert_eq!(
        en,
        "A gap of 2 h 30 min after line 8 (usual: 5 min): the last rate holds."
    );
    assert!(ko.contains("2시간 30분") && ko.contains("5분"), "{ko}");
    assert_eq!(duration(0.5, ["d", "h", "m", "s"]), "0.5s");
    assert_eq!(duration(86_400.0 + 60.0, ["d", "h", "m", "s"]), "1d");
    assert_eq!(duration(3_600.0, ["d", "h", "m", "s"]), "1h");
    assert_eq!(duration(f64::NAN, ["d", "h", "m", "s"]), "0s");
}

#[test]
fn sizes_and_counts_are_readable() {
    assert_eq!(
        (size(16 << 20), size(256 << 10)),
        ("16 MiB".to_owned(), "256 KiB".to_owned())
    );
    assert_eq!(
        (grouped(200_000), grouped(999), grouped(1_000)),
        ("200,000".to_owned(), "999".to_owned(), "1,000".to_owned())
    );
}
