//! Code at the edge, and a domain of one's own with its certificate.

use super::{CDN, cdn, fault, private, site, small, used_usd, users, users_failed};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::IssueWhat;
use swell_core::document::Document;
use swell_core::rules::validate::Code;
use swell_core::world::request::FailureCause;
use swell_tests::boards;
use swell_tests::harness::{Harness, USERS};

/// A board whose distribution runs a function; all ask for one thing.
fn with_function(runtime: &str, event: &str, ms: f64, folder: &str) -> Document {
    let users =
        json!({ "users": 100, "objects": 1, "mix": [{ "url": "https://www.example.com/a" }] });
    let function = json!({ "Runtime": runtime, "EventType": event,
        "function_ms": ms, "function_redirects_to": folder });
    small(
        users,
        json!({ "FunctionAssociations": [function] }),
        private(),
        json!({}),
    )
}

fn without_function(mut document: Document) -> Document {
    boards::set(&mut document, CDN, "FunctionAssociations", json!([]));
    document
}

fn run(document: Document) -> Harness {
    let mut harness = Harness::new(document);
    harness.until(600.0);
    harness
}

fn median_ms(harness: &Harness) -> f64 {
    let median = users(harness, USERS).latency.quantile_us(0.5);
    median.expect("answers") / 1e3
}

#[test]
fn a_function_takes_its_time_and_money_at_the_event_that_it_is_for() {
    let with = with_function("lambda_edge", "viewer-request", 20.0, "");
    let without = run(without_function(with));
    let (plain, usd) = (median_ms(&without), used_usd(&without, CDN));
    for (event, adds_ms) in [
        ("viewer-request", 20.0),
        ("viewer-response", 20.0),
        ("origin-request", 0.0),
        ("origin-response", 0.0),
    ] {
        let harness = run(with_function("lambda_edge", event, 20.0, ""));
        let added = median_ms(&harness) - plain;
        assert!((added - adds_ms).abs() < 0.5, "{added} ms at {event}");
        let counts = &cdn(&harness, CDN).counts;
        let runs = cdn(&harness, CDN).runs.count;
        match adds_ms > 0.0 {
            true => assert_eq!(runs, counts.requests(), "{event}"),
            false => assert_eq!(runs, counts.origin_requests, "{event}"),
        }
        // 0.60 dollars a million, and 20 ms of an eighth of a gigabyte.
        let each = 0.60 / 1e6 + 0.02 * 0.125 * 0.000_050_01;
        let added = used_usd(&harness, CDN) - usd;
        assert!(
            (added - runs as f64 * each).abs() < 1e-7,
            "{added} USD at {event}"
        );
    }
    // CloudFront Functions are a sixth of the price, and over in a millisecond.
    let small = run(with_function(
        "cloudfront_functions",
        "viewer-request",
        1.0,
        "",
    ));
    let runs = cdn(&small, CDN).runs.count as f64;
    let added = used_usd(&small, CDN) - usd;
    assert!((added - runs * 0.10 / 1e6).abs() < 1e-7, "{added} USD");
    assert!(median_ms(&small) - plain < 1.5);
}

#[test]
fn a_function_sends_viewers_on_without_cache_or_origin() {
    for event in ["viewer-request", "origin-request"] {
        let harness = run(with_function("lambda_edge", event, 1.0, "/ko"));
        let distribution = cdn(&harness, CDN);
        let (counts, redirects) = (&distribution.counts, distribution.runs.redirects);
        // Each visitor asks for /a, is sent to /ko/a, and gets it.
        assert!(redirects > 5_000, "{redirects} at {event}");
        assert!(
            counts.requests().abs_diff(redirects) < 20,
            "{counts:?} at {event}"
        );
        assert_eq!(users_failed(&harness), 0);
        assert!(
            counts.hits + 10 > counts.requests(),
            "one thing is kept: {counts:?}"
        );
    }
}

/// However the folder's slashes are written, and whatever stands behind it.
#[test]
fn a_function_sends_nobody_on_twice() {
    for folder in [
        "ko", "/ko/", "ko/", "//ko//", " /ko ", "/ko?a=1", "/ko#top", "/ko/kr",
    ] {
        let harness = run(with_function("lambda_edge", "viewer-request", 1.0, folder));
        let distribution = cdn(&harness, CDN);
        let redirects = distribution.runs.redirects;
        let requests = distribution.counts.requests();
        assert!(redirects > 5_000, "{redirects} for {folder:?}");
        assert!(
            requests.abs_diff(redirects) < 20,
            "{requests} for {folder:?}"
        );
        assert_eq!(users_failed(&harness), 0, "{folder:?}");
    }
    // The root is a folder that all are in.
    for folder in ["/", "?a=1", " "] {
        let harness = run(with_function("lambda_edge", "viewer-request", 1.0, folder));
        assert_eq!(cdn(&harness, CDN).runs.redirects, 0, "{folder:?}");
    }
}

#[test]
fn what_a_runtime_cannot_do_is_shown_at_its_field() {
    let found = |runtime, event, ms| -> Vec<(String, Code)> {
        let issues = with_function(runtime, event, ms, "").issues();
        let wrong = issues.iter().filter_map(|issue| match issue.what {
            IssueWhat::Error(code) => Some((issue.field.clone(), code)),
            _ => None,
        });
        wrong.collect()
    };
    let at = |field: &str| format!("FunctionAssociations/{field}");
    assert_eq!(found("cloudfront_functions", "viewer-response", 1.0), []);
    assert_eq!(
        found("cloudfront_functions", "origin-request", 1.0),
        [(at("EventType"), Code::CfFunctionEvent)]
    );
    assert_eq!(
        found("lambda_edge", "viewer-request", 6_000.0),
        [(at("function_ms"), Code::CfFunctionTime)]
    );
}

/// What the inspector says of the steps to a domain of one's own.
fn steps(harness: &Harness) -> Vec<&'static str> {
    let simulation = harness.session.simulation();
    let part = simulation.part(PartId(CDN)).expect("a distribution");
    let vitals = part.vitals(simulation.now(), 0);
    let words = vitals.rows.iter().map(|row| row.word);
    words.filter(|word| word.contains("step_")).collect()
}

#[test]
fn the_steps_to_a_domain_of_ones_own_are_ticked_off() {
    let mut harness = site();
    harness.until(60.0);
    let done = [
        "step_bucket",
        "step_alias",
        "step_certificate",
        "step_record",
    ];
    assert_eq!(steps(&harness), done);
    // A certificate of another Region is none, and viewers are warned away.
    harness.set(CDN, "ViewerCertificate", json!("acm_elsewhere"));
    let before = users(&harness, super::SEOUL).failed;
    harness.until(70.0);
    assert!(steps(&harness).contains(&"no_step_certificate"));
    assert!(users(&harness, super::SEOUL).failed > before + 50);
    let causes = &users(&harness, super::SEOUL).failures;
    let mismatch = FailureCause::CertificateMismatch;
    assert!(
        causes
            .iter()
            .any(|(code, cause, _)| (*code, *cause) == (0, mismatch))
    );
    harness.set(CDN, "ViewerCertificate", json!("acm_us_east_1"));
    // So it is when somebody takes it away.
    fault(&mut harness, CDN, "certificate_removed");
    let before = cdn(&harness, CDN).counts.mistrusted;
    harness.until(80.0);
    assert!(cdn(&harness, CDN).counts.mistrusted > before + 50);
    fault(&mut harness, CDN, "certificate_back");
    let before = cdn(&harness, CDN).counts.mistrusted;
    harness.until(90.0);
    assert_eq!(cdn(&harness, CDN).counts.mistrusted, before);
    // Without a name in front and with a server behind it two steps are open.
    harness.set(CDN, "Aliases", json!(""));
    assert!(steps(&harness).contains(&"no_step_alias"));
}

#[test]
fn a_distribution_with_its_own_name_alone_has_no_steps() {
    let users =
        json!({ "users": 1, "mix": [{ "url": "https://d111111abcdef8.cloudfront.net/a" }] });
    let harness = run(small(
        users,
        Value::Object(serde_json::Map::new()),
        private(),
        json!({}),
    ));
    assert_eq!(steps(&harness), Vec::<&str>::new());
    assert_eq!(users_failed(&harness), 0);
}

/// Another folder is another address from the next request on; who is sent to the old one is sent on.
#[test]
fn a_function_that_leads_elsewhere_leads_there_at_once() {
    let board = with_function("cloudfront_functions", "viewer-request", 1.0, "/m");
    let mut harness = Harness::new(board);
    let redirects = |harness: &Harness| cdn(harness, CDN).runs.redirects;
    harness.until(60.0);
    let before = redirects(&harness);
    harness.until(120.0);
    let to_the_old = redirects(&harness) - before;
    let function = json!({ "Runtime": "cloudfront_functions", "EventType": "viewer-request",
        "function_ms": 1.0, "function_redirects_to": "/n" });
    harness
        .set(CDN, "FunctionAssociations", json!([function]))
        .until(180.0);
    assert_eq!(users_failed(&harness), 0);
    // Once for each request: nobody is sent by way of the old folder.
    let to_the_new = redirects(&harness) - before - to_the_old;
    assert!(to_the_old > 300, "{to_the_old}");
    assert!(
        to_the_new.abs_diff(to_the_old) < to_the_old / 4,
        "{to_the_new} after {to_the_old}"
    );
}
