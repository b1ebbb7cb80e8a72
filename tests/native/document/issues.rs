//! What is wrong or odd in a drawing.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::document::check::{Issue, IssueWhat};
use swell_core::document::command::Command;
use swell_core::rules::validate::{Code, Warning};
use swell_core::scenario::catalog;
use swell_tests::boards::{preset, run, set};

#[test]
fn a_type_outside_the_table_has_the_readers_numbers() {
    let with = |changes: &[(u32, &str, Value)]| {
        let mut document = preset("default");
        for (part, path, value) in changes {
            set(&mut document, *part, path, value.clone());
        }
        let again = Document::from_json(&document.to_json()).expect("opens");
        assert_eq!(again, document);
        let issues = document.issues().into_iter();
        let own = issues.filter(|i| i.what == IssueWhat::OwnType);
        let own: Vec<u32> = own.filter_map(|i| Some(i.part?.0)).collect();
        (own, run(&document, 300.0))
    };
    let cost = |report: &Value| report["cost"]["usd_per_hour"].as_f64().expect("a price");
    let (own, known) = with(&[]);
    assert_eq!(own, [0; 0]);
    let (own, told) = with(&[
        (15, "InstanceType", json!("x8g.huge")),
        (15, "own_vcpus", json!(1)),
        (15, "own_usd_per_hour", json!(1.085)),
        (20, "DBInstanceClass", json!("db.x2g.huge")),
        (20, "own_usd_per_hour", json!(1.068)),
    ]);
    assert_eq!(own, [15, 20]);
    // Two servers and a database of 0.085 and 0.068 with its standby, each a dollar dearer.
    assert!(
        (cost(&told) - cost(&known) - 4.0).abs() < 1e-6,
        "{}",
        cost(&told)
    );
    let busy = |report: &Value| report["series"]["cpu_percent"][4].as_f64().expect("CPU");
    assert!(busy(&told) > 1.5 * busy(&known), "half the vCPUs");
    let (own, _) = with(&[
        (15, "InstanceType", json!("c7g.large")),
        (20, "DBInstanceClass", json!("db.t4g.micro")),
    ]);
    assert_eq!(own, [0; 0]);
}

/// What a board shows on purpose.
fn is_meant(board: &str, issue: &Issue) -> bool {
    let part = issue.part.map_or(0, |part| part.0);
    match (board, part, issue.what) {
        // The kinds of balancers differ where zones do, and one of the three is old.
        ("balancer-types", 14 | 21, IssueWhat::Warning(Warning::SingleZone))
        // And so is the one that has one certificate alone.
        | ("balancer-types" | "two-domains", 19, IssueWhat::Warning(Warning::PreviousGeneration))
        // The last server finds no connections left: that is what the board is about.
        | ("anomalous-target", 16, IssueWhat::Warning(Warning::PoolsOverMaxConnections))
        // A list without rules for the answers: `network.rs` tells what comes of it.
        | ("nacl-return-ports", 27, IssueWhat::Warning(Warning::NoReturnPorts))
        // Its steps were made for a lower one.
        | ("threshold-high", 18, IssueWhat::Warning(Warning::StepNeverReached))
        | ("nat-per-zone", 20, IssueWhat::Warning(Warning::NatInOneZone)) => true,
        ("nacl-return-ports", 14, IssueWhat::Unreachable { from, .. }) => from == PartId(12),
        // An attacker is kept out: `security_groups.rs` holds the board to that one issue.
        ("security-groups", _, IssueWhat::Unreachable { from, .. }) => from == PartId(11),
        _ => false,
    }
}

#[test]
fn preset_boards_have_no_issues_but_what_they_show() {
    let mut showing = BTreeSet::new();
    for known in catalog::PRESETS {
        for issue in preset(known.id).issues() {
            assert!(is_meant(known.id, &issue), "{}: {issue:?}", known.id);
            showing.insert(known.id);
        }
    }
    let all = [
        "anomalous-target",
        "balancer-types",
        "nacl-return-ports",
        "nat-per-zone",
        "security-groups",
        "threshold-high",
        "two-domains",
    ];
    assert_eq!(showing, BTreeSet::from(all));
}

#[test]
fn a_check_that_asks_for_no_page_needs_no_path() {
    let warned = |protocol: &str| {
        let mut board = preset("default");
        set(&mut board, 13, "HealthCheckPath", json!("/"));
        set(&mut board, 13, "HealthCheckProtocol", json!(protocol));
        let issues = board.issues();
        issues
            .iter()
            .any(|i| i.what == IssueWhat::Warning(Warning::NoHealthPath))
    };
    assert!(warned("HTTP"));
    assert!(!warned("TCP"));
}

#[test]
fn what_aws_would_refuse_is_an_issue_at_its_field() {
    let cases: [(u32, &str, Value, Code); 8] = [
        (14, "MinSize", json!(5), Code::AsgMinGtMax),
        (14, "DesiredCapacity", json!(9), Code::AsgDesiredOutOfRange),
        (
            13,
            "HealthCheckTimeoutSeconds",
            json!(30),
            Code::HcTimeoutGeInterval,
        ),
        (
            13,
            "slow_start.duration_seconds",
            json!(10),
            Code::SlowStartRange,
        ),
        (18, "Period", json!(70), Code::AlarmPeriodBad),
        (18, "DatapointsToAlarm", json!(3), Code::AlarmMGtN),
        (16, "StepAdjustments", json!([]), Code::StepEmpty),
        (
            16,
            "AdjustmentType",
            Value::Null,
            Code::PolicyAdjTypeRequired,
        ),
    ];
    for (part, path, value, code) in cases {
        let mut document = preset("default");
        set(&mut document, part, path, value);
        let issues = document.issues();
        let is_it = |i: &Issue| i.part == Some(PartId(part)) && i.what == IssueWhat::Error(code);
        assert!(issues.iter().any(is_it), "{code:?} is not among {issues:?}");
    }
    let mut document = preset("default");
    document
        .apply(Command::Remove { ids: vec![15] })
        .expect("removable");
    let no_template = IssueWhat::Error(Code::AsgNoTemplate);
    assert!(document.issues().iter().any(|i| i.what == no_template));
    let outside = Command::SetField {
        part: PartId(8),
        path: "CidrBlock".to_owned(),
        value: json!("10.9.0.0/24"),
    };
    document.apply(outside).expect("a text");
    let outside = IssueWhat::Error(Code::SubnetOutsideVpc);
    assert!(document.issues().iter().any(|i| i.what == outside));
}

/// Every code of what stands before the servers is raised by a board that earns it, at a field of the part.
#[test]
fn what_aws_refuses_of_the_front_is_an_issue_at_its_field() {
    let on = |board: &str, edits: &[(u32, &str, Value)]| {
        let mut document = preset(board);
        for (part, path, value) in edits {
            set(&mut document, *part, path, value.clone());
        }
        document
    };
    let mut in_one_zone = preset("default");
    let stand = Command::StandIn {
        part: PartId(12),
        frames: vec![PartId(3)],
    };
    in_one_zone.apply(stand).expect("it stands there");
    const SUBNET: u32 = 8;
    const CDN: u32 = 14;
    let block = |block: &str| on("default", &[(SUBNET, "CidrBlock", json!(block))]);
    let function = |own: Value| on("csr-cdn", &[(CDN, "FunctionAssociations", own)]);
    let one = json!({ "PathPattern": "*" });
    let sticky = |path: &str, value: Value| {
        on(
            "default",
            &[(13, "stickiness.enabled", json!(true)), (13, path, value)],
        )
    };
    let cases: Vec<(u32, &str, Code, Document)> = vec![
        (12, "Subnets", Code::AlbTwoAz, in_one_zone),
        (SUBNET, "CidrBlock", Code::SubnetSize, block("10.0.9.0/29")),
        (
            SUBNET,
            "CidrBlock",
            Code::SubnetOverlap,
            block("10.0.0.0/16"),
        ),
        (
            CDN,
            "FunctionAssociations/PathPattern",
            Code::CfFunctionBehavior,
            function(json!([{ "PathPattern": "/nowhere" }])),
        ),
        (
            CDN,
            "FunctionAssociations/EventType",
            Code::CfFunctionDup,
            function(json!([one, one])),
        ),
        (
            13,
            "load_balancing.cross_zone.enabled",
            Code::StickyNoCrossZone,
            sticky("load_balancing.cross_zone.enabled", json!(false)),
        ),
        (
            13,
            "slow_start.duration_seconds",
            Code::SlowStartWithWeightedRandom,
            on(
                "default",
                &[
                    (13, "slow_start.duration_seconds", json!(30)),
                    (
                        13,
                        "load_balancing.algorithm.type",
                        json!("weighted_random"),
                    ),
                ],
            ),
        ),
        (
            13,
            "Matcher",
            Code::MatcherRange,
            on("default", &[(13, "Matcher", json!("200-599"))]),
        ),
    ];
    for (part, field, code, document) in cases {
        let issues = document.issues();
        let is_it = |i: &Issue| {
            i.part == Some(PartId(part)) && i.field == field && i.what == IssueWhat::Error(code)
        };
        assert!(
            issues.iter().any(is_it),
            "{code:?} at {field} is not among {issues:?}"
        );
    }
}

#[test]
fn a_second_wire_between_two_parts_is_an_issue_and_carries_nothing() {
    let mut value = preset("default").to_value();
    let links = value["links"].as_array_mut().expect("links");
    for (id, ix) in [(90, 2), (91, 0)] {
        let mut again = links[ix].clone();
        again["id"] = json!(id);
        links.push(again);
    }
    let document = Document::from_value(value).expect("a file that runs");
    let found: Vec<(Option<PartId>, String)> = document
        .issues()
        .into_iter()
        .filter(|i| i.what == IssueWhat::LinkedTwice)
        .map(|i| (i.part, i.field))
        .collect();
    let expected = [(13, "links[4]"), (10, "links[5]")];
    assert_eq!(
        found,
        expected.map(|(part, field)| (Some(PartId(part)), field.to_owned()))
    );
    assert_eq!(
        run(&document, 60.0)["fingerprint"],
        run(&preset("default"), 60.0)["fingerprint"]
    );
}
