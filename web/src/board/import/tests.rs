use super::*;
use crate::board::{commands, export};
use crate::import::aws_json::{self, ImportError};
use crate::import::content::{Content, Foreign, classify};
use serde_json::json;
use swell_core::document::check::IssueWhat;
use swell_core::kinds::auto_scaling::Group;
use swell_core::kinds::launch_template::LaunchTemplate;
use swell_core::kinds::{KindId, alarm};
use swell_core::rules::alarm::Statistic;
use swell_core::scenario::catalog;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/aws/", $name))
    };
}

const GROUP: PartId = PartId(14);
const TARGETS: PartId = PartId(13);
const DATABASE: PartId = PartId(20);

fn board() -> Document {
    let preset = catalog::preset("default").unwrap();
    Document::from_json(preset.json).unwrap()
}

/// The board after a paste that replaces, and what was said; it opens again when it is saved.
fn pasted(document: &Document, text: &str) -> (Document, Vec<String>) {
    let found = aws_json::read(text).unwrap();
    let imported = import(document, GROUP, &found, true, Lang::En).unwrap();
    let mut after = document.clone();
    if let Some(command) = imported.command {
        after.apply(command).unwrap();
    }
    assert_eq!(Document::from_json(&after.to_json()).unwrap(), after);
    let say = |n| i18n_platform::text(&Notice::Import(n), Lang::En);
    let mut said: Vec<String> = found.notices.iter().map(say).collect();
    said.extend(imported.skipped);
    (after, said)
}

fn alarms(document: &Document) -> Vec<(&Part, &alarm::Params)> {
    let parts = document.parts.iter();
    let alarms = parts.filter_map(|part| Some((part, AlarmPart::params(part.params()?)?)));
    alarms.collect()
}

#[test]
fn an_alarm_belongs_to_the_part_whose_metric_it_watches() {
    for (text, owner, metric, statistic) in [
        (
            fixture!("13-p95.json"),
            TARGETS,
            "TargetResponseTime",
            "p95",
        ),
        (fixture!("13-cpu-p90.json"), GROUP, "CPUUtilization", "p90"),
        (
            fixture!("13-requests-sum.json"),
            TARGETS,
            "RequestCountPerTarget",
            "Sum",
        ),
        (
            fixture!("14-rds-cpu.json"),
            DATABASE,
            "CPUUtilization",
            "Average",
        ),
    ] {
        let (after, said) = pasted(&board(), text);
        let (part, alarm) = alarms(&after)[0];
        assert_eq!(
            (alarms(&after).len(), part.of),
            (1, Some(owner)),
            "{metric}"
        );
        assert_eq!(alarm.metric_name, metric);
        assert_eq!(Some(alarm.statistic()), Statistic::parse(statistic));
        let policy = after.part(alarm.actions[0]).unwrap();
        assert_eq!((policy.kind(), policy.of), (Some(Policy::ID), Some(GROUP)));
        assert!(said.is_empty(), "{said:?}");
        let is_wrong = |i: &swell_core::document::check::Issue| {
            matches!(
                i.what,
                IssueWhat::NeverPublished | IssueWhat::NoAlarmInvokes
            )
        };
        assert!(!after.issues().iter().any(is_wrong), "{:?}", after.issues());
    }
}

#[test]
fn a_metric_that_the_board_has_not_got_is_named_and_left_out() {
    for (text, alarm, policy, metric) in [
        (
            fixture!("14-sqs.json"),
            "queue-deep",
            "queue-out",
            "ApproximateNumberOfMessagesVisible",
        ),
        (
            fixture!("14-memory.json"),
            "p95-high",
            "slow-out",
            "mem_used_percent",
        ),
    ] {
        let (after, said) = pasted(&board(), text);
        assert!(alarms(&after).is_empty(), "{:?}", alarms(&after));
        assert!(
            said.iter().any(|s| s.contains(alarm) && s.contains(metric)),
            "{said:?}"
        );
        assert!(
            said.iter().any(|s| s.contains(alarm) && s.contains(policy)),
            "{said:?}"
        );
        let found = aws_json::read(text).unwrap();
        let korean = import(&board(), GROUP, &found, true, Lang::Ko)
            .unwrap()
            .skipped;
        assert!(
            korean
                .iter()
                .any(|s| s.contains(alarm) && s.contains(metric)),
            "{korean:?}"
        );
    }
}

#[test]
fn a_saved_alarm_without_a_metric_of_its_part_opens_and_says_so() {
    for text in [
        fixture!("14-document-memory-alarm.json"),
        fixture!("14-document-group-latency-alarm.json"),
    ] {
        let issues = Document::from_json(text).unwrap().issues();
        let found = issues.iter().find(|i| i.what == IssueWhat::NeverPublished);
        let found = found.map(|i| (i.part, i.field.as_str()));
        assert_eq!(found, Some((Some(PartId(18)), "MetricName")), "{issues:?}");
    }
}

#[test]
fn templates_are_called_by_their_name() {
    let what = |text: &str| match aws_json::read(text).unwrap_err().as_slice() {
        [ImportError::NotAws { content }] => *content,
        errors => panic!("{errors:?}"),
    };
    let template = Content::Foreign(Foreign::CloudFormation);
    assert_eq!(what(fixture!("17-template.json")), template);
    assert_eq!(what(fixture!("17-one-resource.json")), template);
    assert_eq!(
        what(fixture!("17-policy.tf")),
        Content::Foreign(Foreign::Terraform)
    );
    assert_eq!(
        what("ScalingPolicies:\n- PolicyName: a\n"),
        Content::Foreign(Foreign::Yaml)
    );
    for datapoints in [
        fixture!("23-get-metric-data.json"),
        fixture!("23-get-metric-statistics.json"),
    ] {
        assert_eq!(what(datapoints), Content::MetricJson);
        assert_eq!(classify("dropped.json", datapoints), Content::MetricJson);
    }
    let policies = fixture!("18-policies-two-groups.json");
    assert_eq!(classify("dropped.json", policies), Content::AwsJson);
    assert_eq!(classify("dropped.json", &board().to_json()), Content::Board);
}

/// The board with a second group, a copy of the first, and both under these names.
fn two_groups(names: [&str; 2]) -> (Document, PartId) {
    let mut document = board();
    let copy = commands::duplicate(&document, &[GROUP], &[]).unwrap();
    document.apply(copy).unwrap();
    let other = document
        .parts
        .iter()
        .rev()
        .find(|p| is_group(p))
        .unwrap()
        .id;
    for (part, name) in [(GROUP, names[0]), (other, names[1])] {
        let name = Some(name.to_owned());
        document.apply(Command::Rename { part, name }).unwrap();
    }
    (document, other)
}

fn names_of(document: &Document, group: PartId) -> Vec<String> {
    let mut names: Vec<String> = document
        .children(group)
        .filter(|p| [Policy::ID, AlarmPart::ID].map(Some).contains(&p.kind()))
        .map(aws_name)
        .collect();
    names.sort();
    names
}

#[test]
fn groups_are_told_apart() {
    let text = fixture!("18-policies-and-alarms-two-groups.json");
    let found = aws_json::read(text).unwrap();
    assert_eq!(found.group_names(), ["shop", "batch"]);
    let errors = import(&board(), GROUP, &found, true, Lang::En)
        .err()
        .unwrap();
    assert!(errors[0].contains("shop, batch"), "{errors:?}");

    // Each to the group of its name.
    let (document, other) = two_groups(["batch", "shop"]);
    let (after, said) = pasted(&document, text);
    assert_eq!(names_of(&after, GROUP), ["batch-out", "batch-out-alarm"]);
    assert_eq!(
        names_of(&after, other),
        ["shop-in", "shop-in-alarm", "shop-out", "shop-out-alarm"]
    );
    assert!(said.is_empty(), "{said:?}");

    // Where the reader says, or nowhere.
    let goes = [("shop".to_owned(), Some(GROUP)), ("batch".to_owned(), None)];
    let imported = import_to(&board(), GROUP, &goes, &found, true, Lang::En).unwrap();
    let mut after = board();
    after.apply(imported.command.unwrap()).unwrap();
    assert_eq!(
        names_of(&after, GROUP),
        ["shop-in", "shop-in-alarm", "shop-out", "shop-out-alarm"]
    );
    assert!(
        imported.skipped.iter().any(|s| s.contains("batch")),
        "{:?}",
        imported.skipped
    );

    // A single group needs no question, whatever its name.
    let (after, _) = pasted(&board(), fixture!("13-p95.json"));
    assert_eq!(names_of(&after, GROUP), ["slow-out"]);
}

#[test]
fn a_recurring_action_of_an_output_runs_from_the_first_day_on() {
    let minute = 60;
    for (text, start, first_s) in [
        (
            fixture!("18-scheduled-future.json"),
            "2026-11-27T00:30:00+00:00",
            30 * minute,
        ),
        // 9:00 in New York is 23:00 in Seoul.
        (
            fixture!("18-scheduled-past.json"),
            "2023-12-01T09:00:00+00:00",
            14 * 60 * minute,
        ),
        // No zone: 9:30 UTC is 18:30 in Seoul.
        (
            fixture!("18-scheduled-epoch.json"),
            "2026-11-27T00:30:00Z",
            570 * minute,
        ),
    ] {
        let (after, said) = pasted(&board(), text);
        let mut actions = after.parts.iter().filter_map(Part::params);
        let action = actions.find_map(|p| ScheduledAction::params(p)?.schedule());
        let begins = after.epoch.unix_s;
        assert_eq!(
            action.unwrap().first(begins),
            Some(begins + first_s),
            "{start}"
        );
        assert!(
            said.iter()
                .any(|s| s.contains("office-hours") && s.contains(start)),
            "{said:?}"
        );
        let issues = after.issues();
        assert!(
            !issues.iter().any(|i| matches!(i.what, IssueWhat::Error(_))),
            "{issues:?}"
        );
    }
}

#[test]
fn the_sizes_of_a_group_are_taken_over() {
    let (after, said) = pasted(&board(), fixture!("18-group.json"));
    let group = after
        .params(GROUP)
        .and_then(Group::params)
        .expect("a group");
    assert_eq!((group.min, group.max, group.desired), (2, 8, Some(3)));
    assert_eq!(group.grace_period_s, 120.0);
    assert_eq!(group.suspended.len(), 1);
    assert!(said.is_empty(), "{said:?}");
    // What belongs to it stays.
    assert_eq!(names_of(&after, GROUP), names_of(&board(), GROUP));
}

#[test]
fn what_is_out_of_range_is_refused_by_its_name_and_changes_nothing() {
    let text = r#"{"PolicyName":"slow","PolicyType":"SimpleScaling","AdjustmentType":"ChangeInCapacity",
        "ScalingAdjustment":1,"Cooldown":900000}"#;
    let found = aws_json::read(text).unwrap();
    let errors = import(&board(), GROUP, &found, false, Lang::En)
        .err()
        .unwrap();
    assert!(
        errors[0].contains("slow") && errors[0].contains("Cooldown"),
        "{errors:?}"
    );
}

#[test]
fn what_is_copied_can_be_pasted() {
    for text in [
        fixture!("13-p95.json"),
        fixture!("13-requests-sum.json"),
        fixture!("14-rds-cpu.json"),
        fixture!("18-scheduled-past.json"),
    ] {
        let (once, _) = pasted(&board(), text);
        let copied = export::aws_json(&once, GROUP);
        let (twice, said) = pasted(&once, &copied);
        let shapes = |document: &Document| {
            let parts = document.scaling_parts(GROUP);
            let parts = parts.filter(|p| p.kind() != Some(LaunchTemplate::ID));
            let shape = |p: &Part| {
                let mut params = p.params().unwrap().to_value();
                // Ids are new, and a copy says which statistic it is.
                params["AlarmActions"] = Value::Null;
                if let Some(alarm) = p.params().and_then(AlarmPart::params) {
                    params["Statistic"] = String::from(alarm.statistic()).into();
                }
                (p.name.clone(), p.of, params.to_string())
            };
            let mut shapes: Vec<_> = parts.map(shape).collect();
            shapes.sort();
            shapes
        };
        assert_eq!(shapes(&once), shapes(&twice), "{copied}");
        assert!(said.is_empty(), "{said:?}");
    }
}

/// An alarm on every kind that publishes anything: the namespace and the dimensions are AWS's own.
#[test]
fn alarms_of_all_kinds_are_copied_as_cloudwatch_knows_their_metrics() {
    let mut document = board();
    let publishes = |kind: &KindId| !kind.metrics().is_empty();
    for kind in KindId::ALL.iter().filter(|kind| publishes(kind)) {
        let is_there = document.parts.iter().any(|p| p.kind() == Some(*kind));
        if !is_there && kind.owners().next().is_none() {
            let (command, _) = commands::place(&document, *kind, None, None).unwrap();
            document.apply(command).unwrap();
        }
    }
    let is_policy = |p: &&Part| p.kind() == Some(Policy::ID);
    let policy = document.children(GROUP).find(is_policy).unwrap().id.0;
    let owners = document
        .parts
        .iter()
        .filter_map(|p| Some((p.id, p.kind()?)));
    let owners: Vec<_> = owners.filter(|(_, kind)| publishes(kind)).collect();
    for (owner, kind) in owners {
        let metric = kind.metrics().last().unwrap().name();
        let given = json!({ "MetricName": metric, "AlarmActions": [policy] });
        let defaults = Params::defaults(AlarmPart::ID);
        let given = over(&defaults, given.as_object().unwrap());
        let mut alarm = Part::new(
            PartId(document.next_id()),
            defaults.parse_like(given).unwrap(),
        );
        alarm.of = Some(owner);
        alarm.name = Some(format!("of-{}", owner.0));
        let command = Command::add_part(&document, alarm, None);
        document
            .apply(command)
            .expect("alarms may be of all that publish");
    }
    let copied = export::aws_json(&document, GROUP);
    let value: Value = serde_json::from_str(&copied).unwrap();
    let all = value["MetricAlarms"].as_array().unwrap().iter();
    let ours = all.filter(|a| a["AlarmName"].as_str().unwrap().starts_with("of-"));
    let mut known: Vec<String> = ours
        .map(|alarm| {
            let dimensions = alarm["Dimensions"].as_array().unwrap().iter();
            let named = dimensions.map(|d| {
                let value = d["Value"].as_str().unwrap().split('/').next().unwrap();
                format!("{}={value}", d["Name"].as_str().unwrap())
            });
            let named: Vec<String> = named.collect();
            format!(
                "{} {}",
                alarm["Namespace"].as_str().unwrap(),
                named.join(" ")
            )
        })
        .collect();
    known.sort();
    assert_eq!(
        known,
        [
            "AWS/ApiGateway ApiName=api-1",
            "AWS/ApplicationELB LoadBalancer=app",
            "AWS/ApplicationELB TargetGroup=targetgroup LoadBalancer=app",
            "AWS/CloudFront DistributionId=cdn-1 Region=Global",
            "AWS/EC2 AutoScalingGroupName=web-asg",
            "AWS/EC2 InstanceId=docker-1",
            "AWS/EC2 InstanceId=ec2-1",
            "AWS/EC2 InstanceId=proxy-1",
            "AWS/ELB LoadBalancerName=clb-1",
            "AWS/ELB LoadBalancerName=clb-1",
            "AWS/ElastiCache CacheClusterId=cache-1",
            "AWS/GatewayELB LoadBalancer=gwy",
            "AWS/GatewayELB TargetGroup=targetgroup LoadBalancer=gwy",
            "AWS/Lambda FunctionName=fn-1",
            "AWS/NATGateway NatGatewayId=nat-1",
            "AWS/NetworkELB LoadBalancer=net",
            "AWS/NetworkELB TargetGroup=targetgroup LoadBalancer=net",
            "AWS/RDS DBInstanceIdentifier=orders",
            "AWS/Route53 HealthCheckId=check-1",
            "AWS/Route53 HealthCheckId=www-1",
            "AWS/S3 BucketName=bucket-1 FilterId=EntireBucket",
            "LogMetrics LogGroupName=log-group-1",
        ]
    );
    let (after, said) = pasted(&document, &copied);
    let owners = |document: &Document| {
        let all = alarms(document).into_iter();
        let mut owners: Vec<_> = all
            .map(|(part, alarm)| (part.name.clone(), part.of, alarm.metric_name.clone()))
            .collect();
        owners.sort();
        owners
    };
    assert_eq!(owners(&after), owners(&document), "{copied}");
    assert!(said.is_empty(), "{said:?}");
}

/// Inputs that were found in public places, retyped: what each becomes, and what is said of it.
#[test]
fn found_inputs_become_what_they_are() {
    let found: Vec<Value> = serde_json::from_str(fixture!("found.json")).unwrap();
    for entry in &found {
        let from = entry["from"].as_str().unwrap();
        let read = aws_json::read(&entry["input"].to_string());
        let word = |debug: String| debug.split([' ', '{', '(']).next().unwrap_or("").to_owned();
        if let Some(error) = entry.get("error") {
            let errors = read.expect_err(from);
            let all: Vec<String> = errors.iter().map(|e| word(format!("{e:?}"))).collect();
            assert!(all.iter().all(|e| e == error), "{from}: {errors:?}");
            continue;
        }
        let found = read.unwrap_or_else(|errors| panic!("{from}: {errors:?}"));
        let before = board();
        let imported = import(&before, GROUP, &found, false, Lang::En).expect(from);
        let mut after = before.clone();
        if let Some(command) = imported.command {
            after.apply(command).expect(from);
        }
        assert_eq!(Document::from_json(&after.to_json()).expect(from), after);
        let mut parts: Vec<String> = Vec::new();
        for part in &after.parts {
            let owner = part
                .of
                .and_then(|of| after.part(of))
                .map_or("", Part::kind_word);
            match before.part(part.id) {
                None => parts.push(format!("{} of {owner}", part.kind_word())),
                Some(old) if old != part => parts.push(format!("{} changed", part.kind_word())),
                Some(_) => {}
            }
        }
        assert_eq!(
            json!(parts),
            entry["parts"],
            "{from}: {:?}",
            imported.skipped
        );
        let expected = entry["said"].as_array().unwrap().len();
        let said = found.notices.len() + imported.skipped.len();
        assert_eq!(
            said, expected,
            "{from}: {:?} {:?}",
            found.notices, imported.skipped
        );
    }
}
