//! Every number in a card, a reason or a line of the history is that of its instant and of its part:
//! what is shown later is held against the run as it stood then, whatever was done to the board since.

use super::{decisions, journal, timeline};
use crate::i18n::Lang;
use crate::vocabulary::{Because, DecisionView, JournalEvent, Limit, Metric, SECOND, TrackView};
use serde_json::{Value, json};
use swell_core::base::id::{InstanceId, PartId};
use swell_core::base::small_map::SmallMap;
use swell_core::base::time::{Instant, Span};
use swell_core::contract::Member;
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::LivePart;
use swell_core::kinds::alarm::Alarm;
use swell_core::kinds::alarm::machine::AlarmMachine;
use swell_core::kinds::auto_scaling::Group;
use swell_core::kinds::policy::Policy;
use swell_core::kinds::scheduled_action::ScheduledAction;
use swell_core::kinds::{instance, target_group};
use swell_core::observe::response::{Response, Stage};
use swell_core::rules::alarm::Statistic;
use swell_core::scenario::catalog::preset;
use swell_core::session::Session;
use swell_core::world::log::{AlarmRole, Applied, Entry, Evaluation, What};

const GROUP: u32 = 14;
const OTHER: u32 = 40;
const TRACKING: u32 = 44;
const ACTION: u32 = 49;

fn board(change: impl FnOnce(&mut Value)) -> Document {
    let mut value: Value = serde_json::from_str(preset("default").unwrap().json).unwrap();
    change(&mut value);
    Document::from_value(value).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The default board (step out and in, on CPU) with a second group behind the same balancer: target
/// tracking of CPU, simple policies on requests per target, and a scheduled action.
fn two_groups() -> Document {
    board(|value| {
        add(value, "two_groups");
    })
}

/// Puts what is kept under a name beside the parts of a board.
fn add(board: &mut Value, name: &str) {
    let all = include_str!("../../../../../tests/fixtures/records.json");
    let more: Value = serde_json::from_str(all).unwrap();
    for list in ["parts", "links"] {
        let more = more[name][list].as_array().unwrap();
        board[list].as_array_mut().unwrap().extend_from_slice(more);
    }
}

fn surge(session: &mut Session) {
    let users = session.users().unwrap();
    session.inject(Injection::Surge { users });
}

fn run(session: &mut Session, s: u64) {
    session.advance(session.now() + Span::from_s(s), u64::MAX);
}

fn set(session: &mut Session, part: u32, path: &str, value: Value) {
    let (part, path) = (PartId(part), path.to_owned());
    session
        .edit(Command::SetField { part, path, value })
        .unwrap_or_else(|e| panic!("{e:?}"));
}

/// A card without what may change: its names follow the parts, its repeats are counted on.
fn frozen(mut card: DecisionView) -> DecisionView {
    let blank = |name: &mut String| name.clear();
    blank(&mut card.group_name);
    for because in &mut card.because {
        match because {
            Because::AlarmWentOff { name, .. } | Because::Scheduled { name, .. } => blank(name),
            _ => {}
        }
    }
    for limit in &mut card.limits {
        match limit {
            Limit::OtherPolicyWon { name } | Limit::OtherPolicyHolds { name } => blank(name),
            _ => {}
        }
    }
    card.count = 0;
    card
}

fn group(session: &Session, id: PartId) -> &Group {
    let group = session.simulation().part(id).and_then(Group::of);
    group.unwrap_or_else(|| panic!("{id:?} is a group"))
}

/// The alarm at work behind an evaluation, as it stands in the session's picture.
fn machine<'a>(session: &'a Session, e: &Evaluation) -> &'a AlarmMachine {
    let part = session.simulation().part(e.alarm.part);
    let alarms = part.map_or(Vec::new(), LivePart::alarms);
    let mut alarms = alarms.into_iter().filter(|(role, _)| *role == e.alarm.role);
    let found = alarms.next().map(|(_, machine)| machine);
    found.unwrap_or_else(|| panic!("{:?} is an alarm", e.alarm))
}

/// Holds one card against the run as it stood at the decision's instant.
fn holds(session: &Session, entry: &Entry, card: &DecisionView) {
    let mut then = session.clone();
    then.seek(entry.at);
    assert_eq!(then.now(), entry.at);
    let (id, to) = match &entry.what {
        What::PolicyEvaluated { group, to, .. } | What::ScheduleFired { group, to, .. } => {
            (*group, *to)
        }
        What::DesiredChanged { to, .. } => (entry.part, *to),
        other => panic!("{other:?}"),
    };
    let group = group(&then, id);
    assert_eq!(card.group.0, id.0);
    assert_eq!((card.to, to), (to, to));
    let is_last = |e: &&Entry| e.at == entry.at && e.what.desired().is_some();
    let last = session.run().journal.entries().iter().filter(is_last);
    let mut last = last.filter(|e| match &e.what {
        What::PolicyEvaluated { group, .. } | What::ScheduleFired { group, .. } => *group == id,
        _ => e.part == id,
    });
    let last = last.next_back().and_then(|e| e.what.desired());
    assert_eq!(last.map(|(_, to)| to), Some(group.desired), "{card:#?}");
    for because in &card.because {
        match because {
            Because::WithinLimits { min, max } | Because::CutTo { min, max, .. } => {
                assert_eq!((*min, *max), (group.min, group.max), "{card:#?}");
            }
            Because::Sizes { min, to, max } => {
                assert_eq!((*min, *to, *max), (group.min, card.to, group.max));
            }
            Because::Scheduled { asked, .. } => {
                let board = then.board_at(entry.at);
                let action = board.params(entry.part).and_then(ScheduledAction::params);
                assert_eq!(Some(*asked), action.map(|action| action.change()));
            }
            _ => {}
        }
    }
    if let What::PolicyEvaluated { because: e, .. } = &entry.what {
        evaluated(&then, entry, e, card);
    }
}

fn evaluated(then: &Session, entry: &Entry, e: &Evaluation, card: &DecisionView) {
    let machine = machine(then, e);
    let board = then.board_at(entry.at);
    let own = board.params(e.alarm.part).and_then(Alarm::params);
    let (threshold, operator, n, needed, statistic) = if let Some(p) = own {
        let n = p.evaluation_periods;
        let needed = p.datapoints_to_alarm.unwrap_or(n);
        (p.threshold, p.operator, n, needed, p.statistic())
    } else {
        let p = board
            .params(e.alarm.part)
            .and_then(Policy::params)
            .expect("an alarm");
        let target = p.tracking.as_ref().unwrap().target_value.unwrap();
        let pair = swell_core::rules::target_tracking::alarms(target, p.low_ratio);
        let side = pair.side(e.alarm.role == AlarmRole::Low);
        let (n, statistic) = (side.datapoints, Statistic::Average);
        (side.threshold, side.comparison, n, n, statistic)
    };
    let values = machine.slots.iter().filter_map(|s| s.value);
    let is_seen = |value: f64| values.clone().any(|v| v == value);
    for because in &card.because {
        match because {
            Because::Observed {
                value,
                statistic: by,
                operator: sign,
                threshold: bound,
                ..
            } => {
                assert_eq!((*sign, *bound, *by), (operator, threshold, statistic));
                assert!(value.is_none_or(is_seen), "{card:#?}");
                if e.alarm.role != AlarmRole::Low {
                    assert_eq!(*value, machine.newest().and_then(|s| s.value));
                }
            }
            Because::AlarmWentOff {
                breaching,
                needed: takes,
                ..
            } => {
                let newest = machine.slots.iter().rev().take(n as usize);
                let breaches = newest.filter(|s| s.is_breaching == Some(true)).count();
                assert_eq!((*breaching as usize, *takes), (breaches, needed));
            }
            Because::StepMatched { above, .. } => {
                assert_eq!(*above, e.metric.map(|m| m - threshold));
            }
            Because::RequiredForTarget {
                counted,
                value,
                target,
                required,
            } => {
                let exact = f64::from(*counted) * value / target;
                assert_eq!(*required, (exact - 1e-9).ceil() as u32, "{card:#?}");
            }
            _ => {}
        }
    }
    let is_on_cpu = e.metric_name == Some(instance::metrics::CPU_UTILIZATION);
    for limit in &card.limits {
        if let Limit::AtMax {
            offered_percent: Some(offered),
            ..
        } = limit
        {
            // A CPU below its end shows the load as it is; one at its end hides the rest.
            let cpu = e.metric.unwrap();
            let is_near = (offered - cpu).abs() < 6.0 + cpu / 10.0;
            assert!(
                !is_on_cpu || is_near || (cpu > 90.0 && *offered > cpu),
                "{card:#?}"
            );
        }
    }
}

/// The cards as they were when they were first shown.
type Known = SmallMap<u32, DecisionView>;

/// Runs on and holds every new card against its instant.
fn follow(session: &mut Session, s: u64, known: &mut Known) {
    for _ in 0..s.div_ceil(15) {
        run(session, 15);
        let entries: Vec<Entry> = session.run().journal.decisions().cloned().collect();
        for card in decisions(session) {
            if !known.keys().any(|id| *id == card.id.0) {
                let entry = entries.iter().find(|e| e.id.0 == card.id.0).unwrap();
                holds(session, entry, &card);
                known.insert(card.id.0, frozen(card));
            }
        }
    }
}

/// Every card that is still shown says what it said at first.
fn unchanged(session: &Session, known: &Known) {
    let shown = decisions(session);
    assert!(!shown.is_empty());
    for card in shown {
        let first = known.get(&card.id.0).unwrap_or_else(|| panic!("{card:#?}"));
        assert_eq!(&frozen(card), first);
    }
}

#[test]
fn cards_keep_the_numbers_of_their_instant_through_edits_forks_renames_and_deletions() {
    let mut session = Session::new(two_groups());
    let mut known = Known::new();
    follow(&mut session, 1_200, &mut known);
    surge(&mut session);
    follow(&mut session, 900, &mut known);
    unchanged(&session, &known);
    let kinds = |pick: fn(&Applied) -> bool| {
        let entries = session.run().journal.decisions();
        let applied = entries.filter_map(|e| match &e.what {
            What::PolicyEvaluated { because, .. } => because.applied,
            _ => None,
        });
        applied.filter(pick).count()
    };
    assert!(kinds(|a| matches!(a, Applied::Step { .. })) > 0);
    assert!(kinds(|a| matches!(a, Applied::Simple { .. })) > 0);
    assert!(kinds(|a| matches!(a, Applied::Tracking { .. })) > 0);
    let count = |known: &Known, is_it: &dyn Fn(&DecisionView) -> bool| {
        known.values().filter(|c| is_it(c)).count()
    };
    let of = |id: u32| move |c: &DecisionView| c.group.0 == id;
    assert!(count(&known, &of(GROUP)) > 0 && count(&known, &of(OTHER)) > 0);
    assert!(count(&known, &|c| c.change() < 0) == 0);
    // Edits of everything that the cards speak of.
    set(&mut session, GROUP, "MaxSize", json!(9));
    set(&mut session, OTHER, "MinSize", json!(1));
    set(&mut session, 18, "Threshold", json!(91));
    set(
        &mut session,
        18,
        "ComparisonOperator",
        json!("LessThanThreshold"),
    );
    set(&mut session, 46, "EvaluationPeriods", json!(5));
    set(
        &mut session,
        16,
        "AdjustmentType",
        json!("PercentChangeInCapacity"),
    );
    let target = "TargetTrackingConfiguration/TargetValue";
    set(&mut session, TRACKING, target, json!(20));
    set(&mut session, 10, "cpu_seconds_per_request", json!(0.001));
    unchanged(&session, &known);
    follow(&mut session, 1_500, &mut known);
    unchanged(&session, &known);
    assert!(count(&known, &|c| c.change() < 0) > 0, "it has scaled in");
    // Renames, and another kind of policy at the same place.
    for id in [GROUP, 16, 46] {
        let name = Some("renamed".to_owned());
        let part = PartId(id);
        session.edit(Command::Rename { part, name }).unwrap();
    }
    set(&mut session, 16, "PolicyType", json!("SimpleScaling"));
    unchanged(&session, &known);
    // A fork keeps what lies before it.
    let past = session.now() + Span::from_s(0);
    let past = Instant::from_us(past.us() - 600_000_000);
    session.seek(past);
    unchanged(&session, &known);
    set(&mut session, GROUP, "MinSize", json!(3));
    known.retain(|id, _| session.run().journal.decisions().any(|e| e.id.0 == *id));
    unchanged(&session, &known);
    follow(&mut session, 300, &mut known);
    // What they speak of is gone.
    let ids = vec![16, 18, 46, TRACKING, ACTION, OTHER];
    session.edit(Command::Remove { ids }).unwrap();
    run(&mut session, 60);
    unchanged(&session, &known);
}

/// Servers are numbered by their groups: `i-1` alone would be any of them.
#[test]
fn servers_of_two_groups_are_told_apart_in_the_log() {
    let mut session = Session::new(two_groups());
    run(&mut session, 300);
    for owner in [GROUP, OTHER].map(PartId) {
        let instance = InstanceId { owner, serial: 1 };
        let fault = InstanceFault::Terminate;
        session.inject(Injection::Instance { instance, fault });
    }
    run(&mut session, 300);
    let firsts = |session: &Session| -> Vec<String> {
        let lines = journal(session).into_iter();
        let ended = lines.filter_map(|line| match line.event {
            JournalEvent::Terminating { instance, .. }
            | JournalEvent::Terminated { instance }
            | JournalEvent::Draining { instance } => Some(instance),
            _ => None,
        });
        let mut names: Vec<String> = ended.filter(|name| name.ends_with("i-1")).collect();
        names.sort();
        names.dedup();
        names
    };
    let told_apart = |names: &[String]| assert_eq!(names.len(), 2, "{names:?}");
    told_apart(&firsts(&session));
    // Also without names, and when one of the groups is gone.
    for part in [GROUP, OTHER].map(PartId) {
        session.edit(Command::Rename { part, name: None }).unwrap();
    }
    told_apart(&firsts(&session));
    let ids = vec![46, TRACKING, ACTION, OTHER];
    session.edit(Command::Remove { ids }).unwrap();
    run(&mut session, 1);
    told_apart(&firsts(&session));
    assert!(
        firsts(&session).iter().any(|name| name == "i-1"),
        "one group is left"
    );
}

/// Looking back shows what was shown then: neither more lines nor more repeats.
#[test]
fn a_look_at_the_past_tells_what_was_told_then() {
    let mut session = Session::new(two_groups());
    let mut seen = Vec::new();
    for n in 0..60 {
        run(&mut session, 60);
        if n == 22 {
            surge(&mut session);
        }
        seen.push((session.now(), journal(&session), decisions(&session)));
    }
    for (at, lines, cards) in seen.iter().step_by(3) {
        session.seek(*at);
        assert_eq!(&journal(&session), lines);
        assert_eq!(&decisions(&session), cards);
    }
    // A fork starts with just these.
    let (at, lines, cards) = &seen[30];
    session.seek(*at);
    session.fork();
    assert_eq!(&journal(&session), lines);
    assert_eq!(&decisions(&session), cards);
}

#[test]
fn a_change_that_a_limit_cut_says_what_was_wanted() {
    let mut session = Session::new(board(|value| {
        let parts = value["parts"].as_array_mut().unwrap();
        let group = parts.iter_mut().find(|p| p["id"] == GROUP).unwrap();
        group["params"]["MaxSize"] = json!(3);
    }));
    let mut known = Known::new();
    run(&mut session, 1_027);
    surge(&mut session);
    follow(&mut session, 400, &mut known);
    let card = known.values().find(|c| c.change() != 0);
    let card = card.expect("ten times the load is too much for two");
    let cut = Because::CutTo {
        wanted: 4,
        to: 3,
        min: 2,
        max: 3,
    };
    assert!(card.because.contains(&cut), "{card:#?}");
    let within = |b: &Because| matches!(b, Because::WithinLimits { .. });
    assert!(!card.because.iter().any(within));
    let Some(Limit::AtMax {
        max: 3,
        offered_percent: Some(offered),
    }) = card.limits.first()
    else {
        panic!("{card:#?}");
    };
    // 1,000 users x 0.1/s x 50 ms on 4 vCPUs.
    assert!((offered - 125.0).abs() < 10.0, "{offered}");
}

#[test]
fn the_activity_history_is_written_as_the_console_does() {
    let mut session = Session::new(board(|_| {}));
    run(&mut session, 1_020);
    surge(&mut session);
    run(&mut session, 2_400);
    let told = |lang: Lang, is_it: &dyn Fn(&JournalEvent) -> bool| -> Vec<String> {
        let lines = journal(&session);
        let lines = lines.iter().filter(|l| is_it(&l.event));
        lines.map(|l| lang.told(&l.told)).collect()
    };
    let launched = |e: &JournalEvent| matches!(e, JournalEvent::Launched { .. });
    let ending = |e: &JournalEvent| matches!(e, JournalEvent::Terminating { .. });
    let launch = "At 2026-03-02T00:03:00Z a monitor alarm cpu-high in state ALARM triggered policy \
                  cpu-out changing the desired capacity from 2 to 4.\nAt 2026-03-02T00:03:00Z an \
                  instance was started in response to a difference between desired and actual \
                  capacity, increasing the capacity from 2 to 4.";
    assert_eq!(told(Lang::En, &launched), [launch, launch]);
    let end = told(Lang::En, &ending);
    let first = end.first().expect("it scales in");
    assert!(
        first.contains("a monitor alarm cpu-low in state ALARM triggered policy cpu-in changing the desired capacity from 4 to 3.")
            && first.contains("an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 4 to 3.")
            && first.contains(" was selected for termination."),
        "{first}"
    );
    let ko = told(Lang::Ko, &launched);
    assert_eq!(
        ko[0],
        "2026-03-02T00:03:00Z: ALARM 상태인 경보 cpu-high, 정책 cpu-out 실행, 원하는 용량 2 → 4.\n\
         2026-03-02T00:03:00Z: 원하는 용량과 실제 용량의 차이 때문에 인스턴스 시작, 용량 2 → 4 증가."
    );
}

#[test]
fn replacements_schedules_and_users_are_told_by_their_own_causes() {
    let mut session = Session::new(two_groups());
    run(&mut session, 1_100);
    let owner = PartId(GROUP);
    for (serial, fault) in [(1, InstanceFault::Terminate), (2, InstanceFault::Hang)] {
        let instance = InstanceId { owner, serial };
        session.inject(Injection::Instance { instance, fault });
        run(&mut session, 400);
    }
    set(&mut session, OTHER, "DesiredCapacity", json!(3));
    run(&mut session, 120);
    set(&mut session, OTHER, "MaxSize", json!(2));
    run(&mut session, 120);
    let lines = journal(&session);
    let all: Vec<String> = lines.iter().map(|l| Lang::En.told(&l.told)).collect();
    for expected in [
        "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.",
        "an instance was taken out of service in response to an ELB system health check failure.",
        "an instance was launched in response to an unhealthy instance needing to be replaced.",
        "a scheduled action update of AutoScalingGroup constraints to min: 2, max: 3, desired: 2 changing the desired capacity from 1 to 2.",
        "a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.",
        "a user request update of AutoScalingGroup constraints to min: 2, max: 2, desired: 2 changing the desired capacity from 3 to 2.",
    ] {
        assert!(
            all.iter().any(|t| t.contains(expected)),
            "{expected}: {all:#?}"
        );
    }
}

#[test]
fn the_wait_for_the_first_new_server_adds_up_from_the_engines_instants() {
    for (tracking, points) in [(false, 2), (true, 3)] {
        let document = match tracking {
            false => board(|_| {}),
            true => board(|value| {
                let parts = value["parts"].as_array_mut().unwrap();
                parts.retain(|p| !matches!(p["id"].as_u64(), Some(17..=19)));
                let policy = parts.iter_mut().find(|p| p["id"] == 16).unwrap();
                policy["params"] = json!({ "PolicyType": "TargetTrackingScaling",
                    "TargetTrackingConfiguration": { "TargetValue": 50,
                    "PredefinedMetricSpecification": {
                        "PredefinedMetricType": "ASGAverageCPUUtilization" } } });
            }),
        };
        let mut session = Session::new(document);
        run(&mut session, 1_027);
        surge(&mut session);
        let asked = session.now();
        run(&mut session, 500);
        let response = Response::to_last_surge(&session.run().journal, session.now()).unwrap();
        assert_eq!(response.surge, asked);
        let sum: u64 = response.stages.iter().map(|(_, span)| span.us()).sum();
        assert_eq!(sum, response.served.since(response.surge).us());
        let of = |stage: Stage| {
            let found = response.stages.iter().find(|(s, _)| *s == stage);
            found.map(|(_, span)| span.s_f64())
        };
        let more = f64::from(points - 1) * 60.0;
        assert_eq!(of(Stage::Datapoints(points)), Some(more), "{response:#?}");
        assert_eq!(of(Stage::Delay), Some(60.0));
        assert_eq!(of(Stage::Boot), Some(30.0));
        // In the past it is not known yet.
        session.seek(Instant::from_us(response.served.us() - 1));
        assert!(timeline(&session, None).response.is_none());
        session.leave_past();
        let shown = timeline(&session, None).response.unwrap();
        let sum: u64 = shown.stages.iter().map(|(_, s)| s).sum();
        assert_eq!(sum, ((shown.served - shown.surge) / SECOND) as u64);
    }
}

#[test]
fn a_busy_group_does_not_push_out_the_decisions_of_another() {
    let mut session = Session::new(two_groups());
    run(&mut session, 1_100);
    for n in 0..100 {
        set(&mut session, OTHER, "DesiredCapacity", json!(2 + n % 2));
        run(&mut session, 1);
    }
    let shown = decisions(&session);
    let of = |id: u32| shown.iter().filter(|d| d.group.0 == id).count();
    assert!(
        of(GROUP) > 0 && of(OTHER) >= 50,
        "{} {}",
        of(GROUP),
        of(OTHER)
    );
    assert!(session.run().journal.changes(session.now()) >= 100);
}

/// The chart's past has the thresholds that held then, and each group's metric its own track.
#[test]
fn charts_of_the_past_are_of_then() {
    let mut session = Session::new(two_groups());
    run(&mut session, 1_200);
    set(&mut session, 18, "Threshold", json!(55));
    run(&mut session, 600);
    let view = timeline(&session, None);
    let high = view.bounds.iter().find(|b| !b.is_low).unwrap();
    assert_eq!(high.values.last(), Some(&Some(55.0)));
    let edited = high.values.iter().position(|v| *v == Some(55.0)).unwrap();
    let before = &high.values[..edited];
    assert!(before.iter().all(|v| *v == Some(70.0)), "{before:?}");
    // 1,200 s and 600 s in the same columns.
    assert!((edited as f64 / high.values.len() as f64 - 2.0 / 3.0).abs() < 0.02);
    let track = |group: u32, metric: Metric| {
        let is_it = |t: &&TrackView| t.group.0 == group && t.metric == metric;
        let found = view.tracks.iter().find(is_it);
        found.unwrap_or_else(|| panic!("{group} {metric:?}"))
    };
    let last = |track: &TrackView| track.values.last().copied().flatten().unwrap();
    let (one, other) = (
        instance::metrics::CPU_UTILIZATION,
        target_group::metrics::REQUEST_COUNT_PER_TARGET,
    );
    let published = |part: u32, metric: Metric, by: Statistic| {
        let control = session.simulation().control();
        let source = (control.ix(PartId(part)).unwrap(), metric);
        control.published.newest(source).unwrap().value(by) as f32
    };
    for group in [GROUP, OTHER] {
        let cpu = published(group, one, Statistic::Average);
        assert_eq!(last(track(group, one)), cpu);
    }
    assert_eq!(
        last(track(OTHER, other)),
        published(42, other, Statistic::Sum)
    );
    // An alarm that is gone keeps its past.
    let ids = vec![18];
    session.edit(Command::Remove { ids }).unwrap();
    run(&mut session, 100);
    let view = timeline(&session, None);
    let high = view.bounds.iter().find(|b| !b.is_low).unwrap();
    assert_eq!(high.values.first(), Some(&Some(70.0)));
    assert_eq!(high.values.last(), Some(&None));
}

/// A low alarm of a group that has nothing to give is at rest, and no incident; whether an alarm
/// scales in is told by its policies.
#[test]
fn a_low_alarm_of_a_quiet_group_is_at_rest() {
    let mut session = Session::new(board(|value| add(value, "few_hosts")));
    run(&mut session, 1_200);
    let state = |session: &Session, name: &str| {
        let all = super::alarms(session);
        let found = all.into_iter().find(|a| a.name == name).unwrap();
        (found.state, found.is_scale_in, found.is_at_rest)
    };
    use crate::vocabulary::AlarmState::Alarm;
    assert_eq!(state(&session, "cpu-low"), (Alarm, true, true));
    assert_eq!(state(&session, "few-hosts"), (Alarm, false, false));
    set(&mut session, GROUP, "DesiredCapacity", json!(3));
    run(&mut session, 1);
    assert_eq!(state(&session, "cpu-low"), (Alarm, true, false));
}

/// The clocks of the chain: an alarm looks once in its period, and the newest datapoint is as old as
/// the monitoring of EC2 lets it become.
#[test]
fn clocks_of_the_chain_tell_of_data_and_of_looks() {
    for (id, period_s) in [("default", 60), ("basic-monitoring", 300)] {
        let document = Document::from_json(preset(id).unwrap().json).unwrap();
        let mut session = Session::new(document);
        run(&mut session, 1_200);
        let mut oldest = 0;
        for _ in 0..60 {
            run(&mut session, 10);
            let now = crate::board::mirror::shown(session.simulation(), session.now());
            let all = super::alarms(&session);
            let high = all.iter().find(|alarm| !alarm.is_scale_in).unwrap();
            let wait = i64::from(high.period_s) * SECOND;
            assert!((0..=wait).contains(&(high.next - now)), "{id}");
            oldest = oldest.max(now - high.newest.unwrap());
        }
        let (least, most) = (period_s * SECOND, (period_s + 60) * SECOND);
        assert!((least..=most).contains(&oldest), "{id}: {oldest}");
    }
}
