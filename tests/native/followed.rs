//! What is seen of single requests: the two connections of a balancer, headers before and after it,
//! which hops are encrypted, and the lines of its access log (spec 5.11, 5.12, 9.4).

use serde_json::json;
use std::collections::BTreeSet;
use swell_core::balancing::TLS_ENDS;
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::{Instant, Span};
use swell_core::contract::{IssueWhat, Member, Protocol};
use swell_core::document::command::Command;
use swell_core::document::{Document, Part};
use swell_core::kinds::load_balancer::access_log::AccessLog;
use swell_core::kinds::{KindId, Params};
use swell_core::observe::access_log::{Line, queries};
use swell_core::observe::exchanges::{Exchanges, Run};
use swell_core::observe::headers::{Envelope, Header};
use swell_core::rules::validate::Code;
use swell_core::scenario::traffic;
use swell_core::session::Session;
use swell_core::world::tracer::{Step, TraceEvent};
use swell_tests::boards::{document, preset};
use swell_tests::harness::{BALANCER, Harness};

/// A run of which every request is followed.
struct Followed {
    harness: Harness,
    exchanges: Exchanges,
    newest: u64,
}

impl Followed {
    fn new(board: &str) -> Self {
        Self::of(preset(board))
    }

    fn of(board: Document) -> Self {
        let mut harness = Harness::new(board);
        harness.session.follow_every(1);
        Self {
            harness,
            exchanges: Exchanges::default(),
            newest: 0,
        }
    }

    /// Goes on to `s` seconds after the first picture.
    fn until(&mut self, s: f64) {
        let end = self.harness.session.simulation().instant_of_shown(s);
        while self.harness.session.now() < end {
            let next = (self.harness.session.now() + Span::from_s(1)).min(end);
            self.harness.session.advance(next, u64::MAX);
            let mut events = Vec::new();
            self.harness.session.take_trace(&mut events);
            self.exchanges.hear(run(&self.harness.session), &events);
            let is_over = |event: &&TraceEvent| matches!(event.step, Step::Received { .. });
            let over = events.iter().rev().find(is_over);
            self.newest = over.map_or(self.newest, |event| event.serial);
        }
    }

    /// The envelope of the request that was answered last.
    fn envelope(&self) -> Envelope {
        let exchange = self.exchanges.find(self.newest).expect("it is kept");
        Envelope::of(run(&self.harness.session), exchange)
    }

    fn lines(&self) -> Vec<&Line> {
        let simulation = self.harness.session.simulation();
        let lines = self.exchanges.lines(PartId(BALANCER), simulation.now());
        lines.collect()
    }
}

fn run(session: &Session) -> Run<'_> {
    Run {
        document: session.board(),
        simulation: session.simulation(),
    }
}

fn header<'a>(headers: &'a [Header], name: &str) -> &'a Header {
    let mut all = headers.iter();
    all.find(|header| header.name == name).expect(name)
}

/// C19, E15, E28: TLS ends at the ALB; the server sees the node's address and is told of the client.
#[test]
fn an_alb_ends_tls_and_tells_its_targets_who_asked() {
    let mut followed = Followed::new("request-flow");
    followed.until(60.0);
    let envelope = followed.envelope();
    assert!(
        envelope.asked.contains("https://www.example.com/"),
        "{}",
        envelope.asked
    );
    let [passage] = envelope.passages.as_slice() else {
        panic!("one balancer: {envelope:?}");
    };
    let (front, back) = (&passage.front, &passage.back);
    assert!(front.is_secure && !back.is_secure);
    assert!(front.from.starts_with("198.18.") && front.to.ends_with(":443"));
    assert!(back.from.starts_with("10.0.") && back.to.ends_with(":80"));
    let client = front.from.split(':').next().map(String::from);
    let forwarded = header(&passage.headers, "X-Forwarded-For");
    assert_eq!((&forwarded.before, &forwarded.after), (&None, &client));
    let told = |name: &str| header(&passage.headers, name).after.clone();
    assert_eq!(told("X-Forwarded-Proto").as_deref(), Some("https"));
    assert_eq!(told("X-Forwarded-Port").as_deref(), Some("443"));
    assert!(told("X-Amzn-Trace-Id").is_some_and(|id| id.starts_with("Root=1-")));
    assert_eq!(told("Host").as_deref(), Some("www.example.com"));
    assert_eq!(
        told("User-Agent"),
        header(&passage.headers, "User-Agent").before
    );
    // What the packets say: the balancer's node, not the client (quiz 1).
    assert_eq!(envelope.peer.as_deref(), Some(back.from.as_str()));
}

/// Spec 5.11: appended with its port, passed on as it came, or not sent at all.
#[test]
fn x_forwarded_for_is_treated_as_the_balancer_is_set() {
    let mode = "routing.http.xff_header_processing.mode";
    let mut followed = Followed::new("request-flow");
    let after = |followed: &mut Followed, s: f64| {
        followed.until(s);
        let envelope = followed.envelope();
        let passage = envelope.passages.first().expect("by the ALB").clone();
        (
            header(&passage.headers, "X-Forwarded-For").after.clone(),
            passage.front.from,
        )
    };
    followed.harness.set(
        BALANCER,
        "routing.http.xff_client_port.enabled",
        json!(true),
    );
    let (told, client) = after(&mut followed, 20.0);
    assert_eq!(told.as_deref(), Some(client.as_str()));
    for (word, s) in [("preserve", 40.0), ("remove", 60.0)] {
        followed.harness.set(BALANCER, mode, json!(word));
        assert_eq!(after(&mut followed, s).0, None, "{word}: clients send none");
    }
}

/// Spec 5.12, as a kind: whatever takes requests over TLS, reads them and hands them on says that TLS ends
/// there, so that the hop behind it is drawn open. Balancers do by their listeners.
#[test]
fn every_part_that_reads_https_and_hands_it_on_says_that_tls_ends() {
    let http = Protocol::Http;
    let hands_on = |kind: &&KindId| {
        let spec = kind.spec();
        spec.accepts.contains(&http) && spec.offers.contains(&http)
    };
    // A VPC link is asked by its gateway alone, and a server with Docker hands on bytes.
    let is_other =
        |kind: &KindId| kind.is_managed() || matches!(kind.name(), "station" | "docker_host");
    let reads = |kind: &&KindId| kind.balancer().is_none() && !is_other(kind);
    let kinds: Vec<KindId> = KindId::ALL
        .iter()
        .filter(hands_on)
        .filter(reads)
        .copied()
        .collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
    for kind in kinds {
        let board = document(json!({
            "format": 2,
            "parts": [
                { "id": 10, "kind": "users", "params": { "users": 100,
                    "mix": [{ "url": "https://www.example.com/{object}" }] } },
                { "id": 20, "kind": kind.name(),
                    "params": match kind.name() {
                        "cloudfront" => json!({ "Aliases": "www.example.com",
                            "ViewerCertificate": "acm_us_east_1",
                            "DefaultCacheBehavior": { "CachePolicyId": "CachingDisabled" } }),
                        "container" => json!({ "host": 50, "hostPort": 443, "cpu_ms": 1,
                            "return_301_https": true }),
                        _ => json!({}),
                    } },
                { "id": 30, "kind": "instance" },
                { "id": 50, "kind": "docker_host" }
            ],
            "links": [
                { "id": 40, "from": 10, "to": 20, "protocol": "http" },
                { "id": 41, "from": 20, "to": 30, "protocol": "http" }
            ]
        }));
        let mut followed = Followed::of(board);
        followed.until(30.0);
        let exchange = followed
            .exchanges
            .find(followed.newest)
            .expect("it is kept");
        let control = followed.harness.session.simulation().control();
        let at = |id: u32| control.ix(PartId(id)).expect("drawn");
        let steps = exchange.events.iter().map(|event| (event.part, event.step));
        let steps: Vec<(PartIx, Step)> = steps.collect();
        let place = |of: u32, is_it: fn(&Step) -> bool| {
            let found = steps
                .iter()
                .position(|(part, step)| *part == at(of) && is_it(step));
            found.unwrap_or_else(|| panic!("{kind:?}: {steps:?}"))
        };
        let ends = place(20, |step| *step == Step::Noted { word: TLS_ENDS });
        let behind = place(30, |step| matches!(step, Step::Reached { .. }));
        assert!(ends < behind, "{kind:?}: {steps:?}");
    }
}

/// B10, 5.13: an NLB hands on packets, and the ALB behind it still sees the client.
#[test]
fn an_nlb_before_an_alb_keeps_the_clients_address() {
    let mut followed = Followed::new("nlb-before-alb");
    followed.until(30.0);
    let envelope = followed.envelope();
    let [nlb, alb] = envelope.passages.as_slice() else {
        panic!("an NLB and an ALB: {envelope:?}");
    };
    assert!(nlb.headers.is_empty());
    assert_eq!(nlb.front.from, nlb.back.from);
    let client = nlb.front.from.split(':').next();
    let told = header(&alb.headers, "X-Forwarded-For").after.clone();
    assert_eq!(told.as_deref(), client);
}

/// E7: several containers on a machine, each behind a port of its own; one that crashes takes nobody
/// along.
#[test]
fn containers_share_a_machine_and_have_ports_of_their_own() {
    let mut followed = Followed::new("containers");
    let sockets = |followed: &mut Followed, s: f64| {
        let mut found = BTreeSet::new();
        for n in 1..=20 {
            followed.until(s + f64::from(n));
            let passage = followed.envelope().passages.first().cloned();
            found.extend(passage.map(|passage| passage.back.to));
        }
        found
    };
    let of_all = [
        "10.0.10.4:32768",
        "10.0.10.4:32769",
        "10.0.11.4:32768",
        "10.0.11.4:32772",
    ];
    let found = sockets(&mut followed, 0.0);
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), of_all);
    assert_eq!(followed.harness.totals().failed, 0);
    let fault = json!({ "part": { "part": 32, "fault": "crash" } });
    let injection = serde_json::from_value(fault).expect("an injection");
    followed.harness.session.inject(injection);
    followed.until(200.0);
    let failed = followed.harness.totals().failed;
    assert!(failed > 50, "until the checks have found it");
    let found = sockets(&mut followed, 200.0);
    assert!(!found.contains("10.0.10.4:32768") && found.contains("10.0.10.4:32769"));
    assert_eq!(followed.harness.totals().failed, failed);
    // Two with one port of one machine.
    followed.harness.set(33, "hostPort", json!(32_768));
    let issues = followed.harness.session.board().issues();
    let taken = IssueWhat::Error(Code::HostPortTaken);
    assert_eq!(issues.iter().filter(|issue| issue.what == taken).count(), 2);
}

/// The fields of a line; what stands in quotes is one of them.
fn fields(line: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (nth, part) in line.split('"').enumerate() {
        match nth % 2 {
            0 => all.extend(part.split_whitespace().map(String::from)),
            _ => all.push(part.to_owned()),
        }
    }
    all
}

/// C22: a line for each request, in AWS's order of fields, in S3 five minutes later at the most.
#[test]
fn lines_of_the_access_log_are_aws_s_and_come_every_five_minutes() {
    let mut followed = Followed::new("request-flow");
    followed.until(280.0);
    let now = followed.harness.session.now();
    let first = followed.lines();
    assert!(first.len() > 1_500);
    let waiting = |lines: &[&Line], now: Instant| {
        let waits = lines.iter().filter(|line| line.delivered_at > now);
        waits.count()
    };
    // The first picture is at 09:00: all since then waits for 09:05.
    let since = followed.harness.session.simulation().instant_of_shown(0.0);
    let after = first.iter().filter(|line| line.at > since).count();
    assert_eq!(waiting(&first, now), after);
    followed.until(310.0);
    let (lines, now) = (followed.lines(), followed.harness.session.now());
    let late = lines.iter().filter(|line| line.delivered_at <= now).count();
    assert!(waiting(&lines, now) < 200 && late > 1_700, "{late}");
    for line in &lines {
        let fields = fields(&line.text);
        assert_eq!(fields.len(), 29, "{}", line.text);
        assert_eq!(fields[0], "https");
        assert!(fields[1].starts_with("2026-03-02T0") && fields[1].ends_with('Z'));
        assert!(fields[2].starts_with("app/web-alb/"));
        assert_eq!(fields[8], line.status.to_string());
        assert!(fields[12].contains(" https://www.example.com:443/"));
        assert!(!line.text.contains("/health"), "checks are not in it");
        assert_eq!(fields[18], "www.example.com");
        let (priority, status) = (fields[20].as_str(), line.status);
        match fields[12].contains("/old ") {
            true => assert_eq!(
                (priority, status, fields[22].as_str()),
                ("30", 503, "fixed-response")
            ),
            false => assert_eq!(
                (priority, status, fields[22].as_str()),
                ("0", 200, "forward")
            ),
        }
        if line.status == 200 {
            let parts: f64 = fields[5..8].iter().map(|s| s.parse::<f64>().unwrap()).sum();
            assert!((parts - line.took.s_f64()).abs() < 0.003, "{}", line.text);
            assert!(fields[4].starts_with("10.0.1") && fields[4].ends_with(":80"));
        }
    }
    // Whoever reads logs of ALBs reads these.
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert!(traffic::is_log(&text.join("\n")));
}

/// C22: how many lines lie in S3 is counted of all requests, followed or not.
#[test]
fn every_request_has_a_line_and_three_queries_read_them() {
    let mut followed = Followed::new("request-flow");
    followed.until(300.5);
    let counts = |followed: &Followed| {
        let part = followed.harness.part(24);
        AccessLog::of(part).expect("the log").counts.clone()
    };
    let delivered = counts(&followed);
    let requests = followed.harness.balancer().codes.requests;
    assert!(
        requests.abs_diff(delivered.lines) < 20,
        "{requests} {delivered:?}"
    );
    // Two nodes, at 09:00 and at 09:05.
    assert_eq!(delivered.objects, 4);
    let now = followed.harness.session.now();
    let lines = followed.lines();
    let in_s3: Vec<&Line> = lines
        .into_iter()
        .filter(|line| line.delivered_at <= now)
        .collect();
    let [targets, failures, paths] = queries(&in_s3);
    assert_eq!(targets.rows.len(), 2);
    let sum: f64 = targets.rows.iter().map(|(_, count)| count).sum();
    let of_targets = in_s3.iter().filter(|line| line.target.is_some()).count();
    assert_eq!(sum as usize, of_targets);
    let rules: Vec<&str> = failures
        .rows
        .iter()
        .map(|(rule, _)| rule.as_str())
        .collect();
    assert_eq!(rules, ["30"]);
    assert_eq!(
        paths.rows.first().map(|(path, _)| path.as_str()),
        Some("/search")
    );
    // Off, nothing is written.
    followed
        .harness
        .set(24, "access_logs.s3.enabled", json!(false));
    followed.until(700.0);
    assert_eq!(counts(&followed), delivered);
}

/// The engine gives places of what was taken off to what comes: the log goes by the part.
#[test]
fn a_new_balancer_does_not_begin_with_the_log_of_one_that_was_taken_off() {
    let mut followed = Followed::new("request-flow");
    followed.until(30.0);
    assert!(!followed.lines().is_empty());
    let ids = vec![BALANCER];
    followed.harness.edit(Command::Remove { ids });
    let id = PartId(followed.harness.session.document().next_id());
    let mut balancer = Part::new(id, Params::defaults(KindId::LoadBalancer));
    balancer.stands_in = vec![PartId(3), PartId(7)];
    let add = |followed: &mut Followed, part| {
        let command = Command::add_part(followed.harness.session.document(), part, None);
        followed.harness.edit(command);
    };
    add(&mut followed, balancer);
    let log = PartId(followed.harness.session.document().next_id());
    let mut writes = Part::new(log, Params::defaults(KindId::AccessLog));
    writes.of = Some(id);
    add(&mut followed, writes);
    followed.until(40.0);
    let now = followed.harness.session.now();
    assert_eq!(followed.exchanges.lines(id, now).count(), 0);
}
