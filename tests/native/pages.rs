//! What people wait for when a page loads, and what a browser does not let a page read.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::Member as _;
use swell_core::document::Document;
use swell_core::engine::injection::Injection;
use swell_core::kinds::browser::{Browser, Wait};
use swell_core::kinds::cloudfront::CloudFront;
use swell_core::kinds::load_balancer::LoadBalancer;
use swell_core::kinds::s3::S3;
use swell_core::rules::cookie::Refused;
use swell_core::rules::cors::Blocked;
use swell_core::world::log::What;
use swell_core::world::tracer::Step;
use swell_tests::boards::{document, preset};
use swell_tests::harness::Harness;

const BROWSERS: u32 = 10;

fn browsers(harness: &Harness) -> &Browser {
    Browser::of(harness.part(BROWSERS)).expect("browsers")
}

fn waited(harness: &Harness, wait: Wait, is_first: bool) -> f64 {
    let ms = browsers(harness).median_ms(wait, is_first);
    ms.unwrap_or_else(|| panic!("nobody waited for {wait:?}"))
}

fn blocked(harness: &Harness, why: Blocked) -> u64 {
    browsers(harness).counts.blocked[why as usize]
}

fn refused(harness: &Harness, why: Refused) -> u64 {
    browsers(harness).counts.refused[why as usize]
}

/// Events of the browsers' own words in the log so far.
fn said(harness: &Harness) -> Vec<String> {
    let entries = harness.session.run().journal.entries().iter();
    let said = entries.filter_map(|entry| match &entry.what {
        What::Said { event, .. } => Some(event.clone()),
        _ => None,
    });
    said.collect()
}

/// A page of `www.example.com` before two stations: one for the site, one for the API.
fn page(page: Value, headers: Option<Value>) -> Document {
    let mut parts = vec![
        json!({ "id": BROWSERS, "kind": "browser", "params": page }),
        json!({ "id": 2, "kind": "station", "params": {
            "servers": 0, "service_ms": 20, "distribution": "constant" } }),
        json!({ "id": 3, "kind": "station", "params": {
            "servers": 0, "service_ms": 50, "distribution": "constant" } }),
    ];
    if let Some(params) = headers {
        parts.push(json!({ "id": 4, "kind": "response_headers", "of": 3, "params": params }));
    }
    document(json!({
        "format": 2, "seed": 1, "preroll_s": 0, "parts": parts,
        "links": [
            { "id": 5, "from": BROWSERS, "to": 2, "protocol": "http" },
            { "id": 6, "from": BROWSERS, "to": 3, "protocol": "http" },
        ],
    }))
}

/// What a page's script asks of another origin.
fn asking(call: Value) -> Value {
    json!({ "visitors": 10, "views_per_visitor_s": 0.1, "api": 3, "calls": [call] })
}

fn open(page_: Value, headers: Option<Value>) -> Harness {
    let mut harness = Harness::new(page(page_, headers));
    harness.until(300.0);
    harness
}

#[test]
fn a_view_is_document_then_files_then_calls_and_a_file_stays_as_long_as_it_may() {
    let harness = open(
        json!({
            "visitors": 10, "views_per_visitor_s": 0.1, "new_percent": 0, "api": 3,
            "files": [
                { "url": "/a.js", "cache_control": "max-age=100000" },
                { "url": "/b.js", "cache_control": "max-age=100000" }],
            "calls": [{ "url": "/api/items" }, { "url": "/api/more" }],
        }),
        None,
    );
    // A round trip is 10 ms: the document 30, both files together 30, two calls 60 each.
    for (wait, ms) in [
        (Wait::Document, 30.0),
        (Wait::Files, 60.0),
        (Wait::Api, 120.0),
        (Wait::Readable, 120.0),
        (Wait::Usable, 180.0),
    ] {
        assert_eq!(waited(&harness, wait, true), ms, "{wait:?}");
    }
    assert_eq!(
        waited(&harness, Wait::Files, false),
        30.0,
        "out of its own cache"
    );
    let counts = &browsers(&harness).counts;
    assert_eq!(counts.first_views, 10, "each of them once");
    assert_eq!(counts.own_hits, 2 * (counts.views - 10));
    assert!(counts.usable > 250 && counts.failed == 0, "{counts:?}");
}

#[test]
fn a_file_without_a_word_is_asked_for_each_time_and_one_with_no_store_too() {
    for says in ["", "no-store, max-age=600", "no-cache", "s-maxage=600"] {
        let harness = open(
            json!({ "visitors": 10, "views_per_visitor_s": 0.1, "new_percent": 0,
                "files": [{ "url": "/a.js", "cache_control": says }] }),
            None,
        );
        assert_eq!(browsers(&harness).counts.own_hits, 0, "{says}");
    }
}

#[test]
fn what_the_server_has_done_the_page_may_still_not_read() {
    let get = json!({ "url": "https://api.example.com/items" });
    let harness = open(asking(get.clone()), None);
    let counts = &browsers(&harness).counts;
    assert_eq!(counts.blocked[Blocked::NoOrigin as usize], counts.views);
    assert_eq!((counts.preflights, counts.usable), (0, 0));
    // The API has answered every one of them.
    let api = swell_core::kinds::station::Station::of(harness.part(3)).expect("a station");
    assert_eq!(api.served, counts.views);
    assert_eq!(said(&harness), ["told_no_origin"]);
    let right = json!({ "Access-Control-Allow-Origin": "https://www.example.com" });
    let harness = open(asking(get), Some(right));
    assert_eq!(browsers(&harness).counts.failed, 0);
    assert!(said(&harness).is_empty());
}

#[test]
fn each_wrong_header_is_named() {
    let json_call = json!({ "method": "POST", "url": "https://api.example.com/a", "json": true });
    let put = json!({ "method": "PUT", "url": "https://api.example.com/a" });
    let site = "https://www.example.com";
    for (call, origin, more, expected) in [
        (
            &json_call,
            "https://api.example.com",
            json!({}),
            Blocked::OtherOrigin,
        ),
        (
            &json_call,
            "https://www.example.com/",
            json!({}),
            Blocked::OtherOrigin,
        ),
        (
            &json_call,
            site,
            json!({ "Access-Control-Allow-Headers": "" }),
            Blocked::Header,
        ),
        (&put, site, json!({}), Blocked::Method),
    ] {
        let mut headers = more;
        headers["Access-Control-Allow-Origin"] = json!(origin);
        let harness = open(asking(call.clone()), Some(headers));
        let counts = &browsers(&harness).counts;
        assert_eq!(
            blocked(&harness, expected),
            counts.views,
            "{origin} {counts:?}"
        );
        assert!(
            counts.preflights == counts.views,
            "nothing but OPTIONS came"
        );
    }
    for (origin, credentials, expected) in [
        ("*", true, Blocked::AnyOrigin),
        (site, false, Blocked::NoCredentials),
    ] {
        let mut page = asking(json!({ "url": "https://api.example.com/a" }));
        page["credentials"] = json!("include");
        let headers = json!({
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Credentials": credentials,
        });
        let harness = open(page, Some(headers));
        assert_eq!(blocked(&harness, expected), browsers(&harness).counts.views);
    }
}

#[test]
fn a_permission_is_asked_for_once_as_long_as_it_holds() {
    let mut counted = Vec::new();
    for age in [Value::Null, json!(600), json!(0)] {
        let mut page = asking(json!({
            "method": "POST", "url": "https://api.example.com/a", "json": true }));
        page["new_percent"] = json!(0);
        let headers = json!({
            "Access-Control-Allow-Origin": "https://www.example.com",
            "Access-Control-Max-Age": age,
        });
        let harness = open(page, Some(headers));
        let counts = &browsers(&harness).counts;
        assert_eq!(counts.failed, 0, "{counts:?}");
        counted.push(counts.preflights);
        // Who has to ask first waits for two answers.
        assert_eq!(waited(&harness, Wait::Usable, true), 30.0 + 60.0 + 60.0);
    }
    assert_eq!(counted[1], 10, "once for each browser");
    // Five seconds where nothing is said: somebody is back that soon now and then.
    assert!(counted[0] > 100 && counted[0] < counted[2], "{counted:?}");
}

#[test]
fn a_token_in_a_header_needs_permission_by_name() {
    let with = |allowed: &str| {
        let mut page = asking(json!({ "url": "https://api.example.com/a" }));
        page["auth"] = json!("bearer");
        let headers = json!({
            "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": allowed });
        open(page, Some(headers))
    };
    let harness = with("*");
    assert_eq!(
        blocked(&harness, Blocked::Header),
        browsers(&harness).counts.views
    );
    assert_eq!(browsers(&with("authorization")).counts.failed, 0);
}

#[test]
fn rendered_html_comes_back_in_one_answer() {
    let mut harness = Harness::new(preset("ssr-pages"));
    harness.until(600.0);
    let (document, readable) = (
        waited(&harness, Wait::Document, true),
        waited(&harness, Wait::Readable, true),
    );
    assert_eq!(
        document, readable,
        "all there is to read is in the document"
    );
    let counts = &browsers(&harness).counts;
    assert!(counts.views > 2_500 && counts.failed == 0, "{counts:?}");
    assert!(browsers(&harness).median_ms(Wait::Api, true).is_none());
    // Name, balancer, server, database; the server is one that the group has launched.
    let way = hops(&mut harness, BROWSERS, 20);
    assert_eq!((way[0], way[2], way.len()), (12, 20, 3), "{way:?}");
    // The same page rendered by the browser: three answers in a row.
    let mut other = Harness::new(preset("csr-pages"));
    other.until(600.0);
    let waits = [Wait::Document, Wait::Files, Wait::Readable];
    let [document, files, readable] = waits.map(|wait| waited(&other, wait, true));
    assert!(document < files && files < readable);
    assert_eq!(readable, waited(&other, Wait::Usable, true));
    assert_eq!(browsers(&other).counts.failed, 0);
}

#[test]
fn the_page_out_of_edges_leaves_the_bucket_alone_and_browsers_leave_the_edge_alone() {
    let mut harness = Harness::new(preset("csr-pages"));
    harness.until(1_200.0);
    let counts = browsers(&harness).counts.clone();
    assert!(counts.own_hits > counts.views, "{counts:?}");
    let cdn = CloudFront::of(harness.part(13)).expect("a distribution");
    let edge = &cdn.counts;
    assert!(edge.hits > 40 * edge.misses, "{edge:?}");
    let gets = S3::of(harness.part(14)).expect("a bucket").counts.gets;
    assert!(gets < 100, "{gets}");
}

#[test]
fn a_blocked_sign_in_is_put_right_header_by_header() {
    const HEADERS: u32 = 19;
    let mut harness = Harness::new(preset("cors-and-cookies"));
    harness.until(120.0);
    // The API's own name is registered, as people do: the browser compares with the page's origin.
    let views = browsers(&harness).counts.views;
    assert!(views > 150, "{views}");
    assert!(blocked(&harness, Blocked::OtherOrigin) + 2 >= views);
    assert_eq!(browsers(&harness).counts.usable, 0);
    let was = harness.part(18).vitals(harness.session.now(), 0);
    assert!(was.badges.is_empty(), "the server is well: {was:?}");
    harness.set(HEADERS, "Access-Control-Allow-Origin", json!("*"));
    harness.until(150.0);
    assert!(blocked(&harness, Blocked::AnyOrigin) > 20);
    let site = json!("https://www.example.com");
    harness.set(HEADERS, "Access-Control-Allow-Origin", site);
    harness.until(240.0);
    assert!(blocked(&harness, Blocked::NoCredentials) > 100);
    harness.set(HEADERS, "Access-Control-Allow-Credentials", json!(true));
    harness.until(360.0);
    // Now the page may read what comes, and the cookie of another site is not kept.
    assert!(refused(&harness, Refused::OtherSite) > 100);
    assert!(browsers(&harness).counts.unauthorized > 100);
    assert_eq!(browsers(&harness).counts.usable, 0);
    harness.set(HEADERS, "SameSite", json!("None"));
    harness.until(480.0);
    assert!(refused(&harness, Refused::NoneNeedsSecure) > 100);
    harness.set(HEADERS, "Secure", json!(true));
    let failed = browsers(&harness).counts.failed;
    harness.until(720.0);
    let counts = &browsers(&harness).counts;
    assert!(counts.usable > 300, "{counts:?}");
    assert!(counts.failed <= failed + 3, "{counts:?}");
    let words = said(&harness);
    for word in [
        "other_origin",
        "any_origin",
        "no_credentials",
        "other_site",
        "unauthorized",
    ] {
        assert!(words.contains(&format!("told_{word}")), "{word}: {words:?}");
    }
    assert_eq!(
        words.last().map(String::as_str),
        Some("let_through"),
        "{words:?}"
    );
}

/// Section 15: without the session cookie it is the API that says no, before any work, and so do the
/// balancer's metrics, the trace and the access log.
#[test]
fn the_server_itself_answers_401_where_no_session_comes_along() {
    const BALANCER: u32 = 15;
    const SERVER: u32 = 18;
    let mut harness = Harness::new(preset("cors-and-cookies"));
    harness
        .set(
            19,
            "Access-Control-Allow-Origin",
            json!("https://www.example.com"),
        )
        .set(19, "Access-Control-Allow-Credentials", json!(true))
        .until(300.0);
    let metered = |harness: &Harness| {
        let balancer = LoadBalancer::of(harness.part(BALANCER)).expect("a balancer");
        balancer.balancing.pools[0].meter.answers[4]
    };
    let told = browsers(&harness).counts.unauthorized;
    assert!(told > 150, "{told}");
    // Those of before the first picture are in the metric alone.
    let before = metered(&harness);
    harness.session.follow_every(1);
    let mut steps = Vec::new();
    harness.session.take_trace(&mut steps);
    steps.clear();
    harness.until(360.0);
    harness.session.take_trace(&mut steps);
    let gained = browsers(&harness).counts.unauthorized - told;
    assert!(gained > 40, "{gained}");
    assert!((metered(&harness) - before).abs_diff(gained) <= 2);
    let control = harness.session.simulation().control();
    let answered = |part: u32| {
        let of_it = steps.iter().filter(|step| control.id(step.part).0 == part);
        let answers = of_it.filter(
            |step| matches!(step.step, Step::Answered { outcome, .. } if outcome.code == 401),
        );
        answers.count() as u64
    };
    for part in [SERVER, BALANCER] {
        assert!(answered(part).abs_diff(gained) <= 2, "{part}");
    }
    // A cookie that another site may have comes along, and nobody is turned away.
    harness
        .set(19, "SameSite", json!("None"))
        .set(19, "Secure", json!(true))
        .until(420.0);
    let (told, metered_then) = (browsers(&harness).counts.unauthorized, metered(&harness));
    harness.until(600.0);
    assert_eq!(browsers(&harness).counts.unauthorized, told);
    assert_eq!(metered(&harness), metered_then);
    // It belongs to the page's own code, which no longer asks for it to go along.
    harness
        .set(BROWSERS, "credentials", json!("omit"))
        .until(660.0);
    assert!(browsers(&harness).counts.unauthorized > told + 40);
    assert!(metered(&harness) > metered_then + 40);
}

/// The parts that a request of these browsers passes which goes by `by`, in the order of its hops.
fn hops(harness: &mut Harness, browsers: u32, by: u32) -> Vec<u32> {
    let simulation = harness.session.simulation();
    let me = simulation.control().ix(PartId(browsers)).expect("browsers");
    harness.session.follow_every(1);
    let mut steps = Vec::new();
    harness.session.take_trace(&mut steps);
    steps.clear();
    let until = harness.now() + 10.0;
    harness.until(until);
    harness.session.take_trace(&mut steps);
    let asked = |serial: u64| {
        let of_it = steps.iter().filter(move |step| step.serial == serial);
        let reached = of_it.filter(|step| matches!(step.step, Step::Reached { .. }));
        reached.map(|step| step.part)
    };
    let control = harness.session.simulation().control();
    let sent = steps
        .iter()
        .filter(|s| s.part == me && matches!(s.step, Step::Sent { .. }));
    let ways = sent.map(|sent| asked(sent.serial).map(|part| control.id(part).0).collect());
    // Some are still on their way.
    let mut ways: Vec<Vec<u32>> = ways.collect();
    ways.sort_by_key(Vec::len);
    let whole = ways.into_iter().rfind(|way| way.contains(&by));
    whole.expect("a request")
}

#[test]
fn a_relay_is_a_hop_of_code_until_the_browser_asks_the_api_itself() {
    let mut harness = Harness::new(preset("relay-or-direct"));
    harness.until(60.0);
    assert_eq!(hops(&mut harness, 10, 13), [11, 13], "api.js, then Spring");
    assert_eq!(
        hops(&mut harness, 20, 25),
        [23, 25],
        "the balancer, then Spring"
    );
    let counts = |harness: &Harness, part: u32| {
        let browsers = Browser::of(harness.part(part)).expect("browsers");
        browsers.counts.clone()
    };
    harness.until(300.0);
    for part in [10, 20] {
        let counts = counts(&harness, part);
        assert!(
            counts.failed == 0 && counts.usable > 500,
            "{part} {counts:?}"
        );
    }
    let (part, fault) = (PartId(11), "crash".to_owned());
    harness.session.inject(Injection::Part { part, fault });
    harness.until(420.0);
    let (relayed, direct) = (counts(&harness, 10), counts(&harness, 20));
    assert!(relayed.failed > 200, "{relayed:?}");
    assert_eq!(direct.failed, 0);
}

#[test]
fn one_shared_domain_needs_no_same_site_none() {
    let mut harness = Harness::new(preset("cors-and-cookies"));
    let calls = json!([
        { "method": "POST", "url": "https://api.example.com/login", "json": true, "signs_in": true },
        { "method": "GET", "url": "https://api.example.com/items" }]);
    let site = json!("https://www.example.com");
    harness
        .set(10, "calls", calls)
        .set(19, "Access-Control-Allow-Origin", site)
        .set(19, "Access-Control-Allow-Credentials", json!(true));
    harness.until(300.0);
    let counts = &browsers(&harness).counts;
    assert!(counts.usable > 400, "{counts:?}");
    assert!(counts.failed <= 3, "{counts:?}");
}

#[test]
fn an_api_gateway_answers_preflight_requests_for_whoever_is_behind_it() {
    let board = |headers: bool| {
        let mut parts = vec![
            json!({ "id": BROWSERS, "kind": "browser", "params": asking(json!({
                "method": "POST", "url": "https://api.example.com/posts", "json": true })) }),
            json!({ "id": 2, "kind": "station" }),
            json!({ "id": 3, "kind": "api_gateway", "params": {
                "Routes": [{ "Method": "POST", "Path": "/posts", "Target": 7 }] } }),
            json!({ "id": 7, "kind": "station" }),
        ];
        if headers {
            parts.push(
                json!({ "id": 4, "kind": "response_headers", "of": 3, "params": {
                "Access-Control-Allow-Origin": "https://www.example.com" } }),
            );
        }
        let mut harness = Harness::new(document(json!({
            "format": 2, "seed": 1, "preroll_s": 0, "parts": parts,
            "links": [
                { "id": 5, "from": BROWSERS, "to": 2, "protocol": "http" },
                { "id": 6, "from": BROWSERS, "to": 3, "protocol": "http" },
                { "id": 8, "from": 3, "to": 7, "protocol": "http" },
            ],
        })));
        harness.until(300.0);
        harness
    };
    let without = board(false);
    assert!(blocked(&without, Blocked::NoOrigin) > 250);
    let with = board(true);
    let counts = &browsers(&with).counts;
    assert!(counts.failed == 0 && counts.usable > 250, "{counts:?}");
    let served = swell_core::kinds::station::Station::of(with.part(7)).expect("a station");
    assert!(served.served + 3 >= counts.usable && served.served < counts.usable + 3);
}
