//! One past: whatever way a run is cloned, saved, sliced, looked back at or watched, it is the same.

use serde_json::json;
use swell_core::base::id::{InstanceId, PartId};
use swell_core::base::time::{Instant, Span};
use swell_core::document::command::Command;
use swell_core::document::{Document, Part};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::engine::input_log::RunInput;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::{KindId, Params};
use swell_core::session::Session;
use swell_core::session::errand::Work;
use swell_core::world::log::What;
use swell_tests::boards::{preset, with_surge};
use swell_tests::test_rng::TestRng;

const FAR: u64 = u64::MAX;

fn board() -> Document {
    with_surge(preset("default"))
}

fn at_s(s: f64) -> Instant {
    Instant::from_us((s * 1e6) as u64)
}

fn fingerprint_at(document: &Document, end: Instant) -> String {
    let mut simulation = Simulation::new(document);
    simulation.advance(end, FAR);
    simulation.fingerprint().to_string()
}

fn max_size(size: u32) -> Command {
    let (part, path) = (PartId(14), "MaxSize".to_owned());
    Command::SetField {
        part,
        path,
        value: json!(size),
    }
}

/// A run with edits and injections, and what was done when.
fn eventful() -> (Session, Vec<(Instant, RunInput)>) {
    let mut session = Session::new(board());
    let mut inputs = Vec::new();
    let first = InstanceId {
        owner: PartId(14),
        serial: 1,
    };
    let injection = |fault| Injection::Instance {
        instance: first,
        fault,
    };
    let steps: Vec<(f64, Result<Command, Injection>)> = vec![
        (1_100.0, Ok(max_size(6))),
        (1_160.0, Err(injection(InstanceFault::Slow))),
        (1_160.0, Err(injection(InstanceFault::Crash))),
        (1_170.0, Err(Injection::MetricsOff { group: PartId(14) })),
        (1_180.0, Err(Injection::CapacityOff { zone: PartId(2) })),
        (1_200.0, Err(Injection::ZoneDown { zone: PartId(2) })),
        (1_300.0, Ok(Command::Remove { ids: vec![18] })),
        (1_310.0, Err(Injection::ZoneUp { zone: PartId(2) })),
        (1_320.0, Err(Injection::MetricsOn { group: PartId(14) })),
        (1_330.0, Err(Injection::CapacityOn { zone: PartId(2) })),
        (1_400.0, Err(Injection::Surge { users: PartId(10) })),
    ];
    for (s, step) in steps {
        session.advance(at_s(s), FAR);
        let input = match step {
            Ok(command) => {
                session.edit(command).expect("legal");
                RunInput::Edit(Box::new(session.document().clone()))
            }
            Err(injection) => {
                session.inject(injection.clone());
                RunInput::Injection(injection)
            }
        };
        inputs.push((session.now(), input));
    }
    assert!(session.undo());
    inputs.push((
        session.now(),
        RunInput::Edit(Box::new(session.document().clone())),
    ));
    session.advance(at_s(1_700.0), FAR);
    (session, inputs)
}

/// The same run from the start, without a session.
fn fresh(inputs: &[(Instant, RunInput)], end: Instant) -> String {
    let mut simulation = Simulation::new(&board());
    for (at, input) in inputs.iter().filter(|(at, _)| *at <= end) {
        simulation.advance_before(*at);
        simulation.take(input);
    }
    simulation.advance(end, FAR);
    simulation.fingerprint().to_string()
}

#[test]
fn a_seek_is_a_fresh_run_to_that_instant() {
    let (mut session, inputs) = eventful();
    let mut rng = TestRng::new(7);
    let mut ends: Vec<Instant> = (0..12).map(|_| at_s(rng.unit() * 1_700.0)).collect();
    // On an edit, just before and just after it.
    ends.extend(inputs.iter().map(|(at, _)| *at));
    ends.extend(inputs.iter().map(|(at, _)| Instant::from_us(at.us() - 1)));
    for end in ends {
        session.seek(end);
        let seen = session.simulation().fingerprint().to_string();
        assert_eq!(seen, fresh(&inputs, end), "{end:?}");
        assert_eq!(session.now(), end);
    }
    session.seek(at_s(1_700.0));
    assert!(!session.is_in_past());
    let seen = session.simulation().fingerprint().to_string();
    assert_eq!(seen, fresh(&inputs, at_s(1_700.0)));
}

/// Does the errand in slices of any size.
fn by_slices(session: &mut Session, rng: &mut TestRng) -> Work {
    loop {
        let most = if rng.chance(0.5) { 20 } else { 5_000 };
        match session.work(1 + rng.below(most) as u64) {
            Work::UnderWay => assert!((0.0..=1.0).contains(&session.progress().unwrap_or(-1.0))),
            work => return work,
        }
    }
}

#[test]
fn however_an_errand_is_sliced_the_same_comes_of_it() {
    let look = |session: &Session| {
        let journal = session.run().journal.entries().to_vec();
        let samples = session.run().series.samples().to_vec();
        let fingerprint = session.simulation().fingerprint().to_string();
        (session.now(), fingerprint, journal, samples)
    };
    let (whole, inputs) = eventful();
    for seed in 0..6 {
        let mut rng = TestRng::new(seed);
        // The pre-roll, and the way to the next decision after a surge.
        let [mut at_once, mut sliced] = [(); 2].map(|()| Session::new(preset("default")));
        at_once.advance(at_once.simulation().origin(), FAR);
        sliced.begin_preroll();
        assert_eq!(by_slices(&mut sliced, &mut rng), Work::Done);
        assert!(
            !sliced.is_busy() && look(&sliced) == look(&at_once),
            "pre-roll"
        );
        for session in [&mut at_once, &mut sliced] {
            let users = session.users().expect("users");
            session.inject(Injection::Surge { users });
        }
        assert!(at_once.advance_to_decision(Span::from_s(3_600)));
        sliced.begin_decision(Span::from_s(3_600));
        assert_eq!(by_slices(&mut sliced, &mut rng), Work::Done);
        assert!(look(&sliced) == look(&at_once), "decision");
        let then = sliced.now() + Span::from_s(30);
        at_once.advance(then, FAR);
        sliced.begin_until(then);
        assert_eq!(by_slices(&mut sliced, &mut rng), Work::Done);
        assert!(look(&sliced) == look(&at_once), "until");
        sliced.begin_decision(Span::from_s(5));
        assert_eq!(by_slices(&mut sliced, &mut rng), Work::NotFound);
        // Looks at the past across edits, from keyframes and from the look before.
        let mut session = whole.clone();
        for _ in 0..4 {
            let end = at_s(rng.unit() * 1_700.0);
            let shown = session.now();
            session.begin_seek(end);
            assert_eq!(session.now(), shown, "what is shown stays until it is done");
            assert_eq!(by_slices(&mut session, &mut rng), Work::Done);
            let seen = session.simulation().fingerprint().to_string();
            assert_eq!((session.now(), seen), (end, fresh(&inputs, end)));
        }
        // Given up half-way: the present as it was.
        session.begin_seek(at_s(900.0));
        session.work(1);
        session.leave_past();
        assert!(!session.is_busy() && look(&session) == look(&whole));
    }
}

#[test]
fn slices_and_chunks_change_nothing() {
    let end = at_s(1_500.0);
    let whole = fingerprint_at(&board(), end);
    for seed in 0..4 {
        let mut rng = TestRng::new(seed);
        let mut session = Session::new(board());
        while session.now() < end || !session.advance(end, 1) {
            let until = session.now() + Span::from_us((rng.unit() * 4e7) as u64);
            session.advance(until.min(end), 1 + rng.below(10_000) as u64);
            if rng.chance(0.05) {
                session.seek(at_s(rng.unit() * session.now().s_f64()));
                session.leave_past();
            }
        }
        assert_eq!(
            session.simulation().fingerprint().to_string(),
            whole,
            "seed {seed}"
        );
    }
}

#[test]
fn single_steps_change_nothing() {
    let end = at_s(20.0);
    let mut session = Session::new(board());
    while session.now() < end {
        session.step();
    }
    let whole = fingerprint_at(&board(), session.now() + Span::from_us(1));
    session.advance(session.now() + Span::from_us(1), FAR);
    assert_eq!(session.simulation().fingerprint().to_string(), whole);
}

#[test]
fn a_clone_and_a_saved_simulation_go_on_alike() {
    let (session, _) = eventful();
    let mut kept = session.simulation().clone();
    let mut cloned = kept.clone();
    let text = serde_json::to_string(&kept).expect("can be saved");
    let mut loaded: Simulation = serde_json::from_str(&text).expect("can be loaded");
    assert_eq!(serde_json::to_string(&loaded).expect("can be saved"), text);
    for simulation in [&mut kept, &mut cloned, &mut loaded] {
        simulation.advance(at_s(2_400.0), FAR);
    }
    assert_eq!(cloned.fingerprint(), kept.fingerprint());
    assert_eq!(loaded.fingerprint(), kept.fingerprint());
}

#[test]
fn a_fork_goes_on_from_then_and_keeps_the_old_run() {
    let (mut session, inputs) = eventful();
    let head = session.simulation().fingerprint();
    let then = at_s(1_200.0);
    session.seek(then);
    session.fork();
    assert_eq!(session.now(), then);
    let left = session.rival().expect("the run that was left").run();
    assert!(!left.journal.entries().is_empty());
    // The board of then: the limit was raised, the alarm still there.
    assert!(session.document().part(PartId(18)).is_some());
    session.advance(at_s(1_700.0), FAR);
    assert_ne!(session.simulation().fingerprint(), head);
    let until: Vec<(Instant, RunInput)> =
        inputs.into_iter().filter(|(at, _)| *at <= then).collect();
    let seen = session.simulation().fingerprint().to_string();
    assert_eq!(seen, fresh(&until, at_s(1_700.0)));
    assert!(
        session
            .run()
            .journal
            .entries()
            .windows(2)
            .all(|e| e[0].id < e[1].id)
    );
}

#[test]
fn an_edit_of_the_past_forks_and_stays() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    session.edit(max_size(8)).expect("legal");
    session.advance(at_s(1_200.0), FAR);
    session.seek(at_s(1_000.0));
    session.edit(max_size(6)).expect("legal");
    assert!(!session.is_in_past());
    let mut expected = board();
    expected.apply(max_size(6)).expect("legal");
    assert_eq!(*session.document(), expected);
    let edited = session.now();
    session.advance(at_s(1_900.0), FAR);
    let inputs = [(edited, RunInput::Edit(Box::new(expected)))];
    assert_eq!(
        session.simulation().fingerprint().to_string(),
        fresh(&inputs, at_s(1_900.0))
    );
    assert!(session.undo());
    assert_eq!(*session.document(), board());
}

#[test]
fn a_refused_edit_of_the_past_does_not_fork() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    session.seek(at_s(1_000.0));
    assert!(session.edit(max_size(9_999)).is_err());
    assert!(session.is_in_past() && session.rival().is_none());
    assert_eq!(session.head(), at_s(1_100.0));
}

#[test]
fn undo_and_redo_are_exact_and_do_not_start_the_run_again() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    let (sent, original) = (
        session.simulation().world().sent(),
        session.document().clone(),
    );
    session
        .edit(Command::Remove { ids: vec![14] })
        .expect("legal");
    let removed = session.document().clone();
    session.advance(at_s(1_110.0), FAR);
    assert!(session.undo());
    assert_eq!(*session.document(), original);
    assert!(session.redo());
    assert_eq!(*session.document(), removed);
    assert!(session.undo() && !session.undo());
    assert_eq!(*session.document(), original);
    assert!(session.now() > at_s(1_110.0));
    assert!(session.simulation().world().sent() > sent);
}

#[test]
fn places_names_and_titles_do_not_reach_the_run() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    let commands = [
        Command::Move {
            places: vec![(10, Some(vec![1.0, 2.0]))],
        },
        Command::Rename {
            part: PartId(10),
            name: Some("people".to_owned()),
        },
        Command::SetTitle("t".to_owned()),
    ];
    for command in commands {
        session.edit(command).expect("legal");
        assert!(session.undo() && session.redo());
    }
    session.advance(at_s(1_200.0), FAR);
    assert_eq!(
        session.simulation().fingerprint().to_string(),
        fingerprint_at(&board(), at_s(1_200.0))
    );
}

#[test]
fn following_requests_changes_nothing() {
    let mut session = Session::new(board());
    session.follow_every(3);
    session.advance(at_s(1_100.0), FAR);
    let mut steps = Vec::new();
    session.take_trace(&mut steps);
    assert!(!steps.is_empty());
    session.follow_every(1);
    session.advance(at_s(1_400.0), FAR);
    assert_eq!(
        session.simulation().fingerprint().to_string(),
        fingerprint_at(&board(), at_s(1_400.0))
    );
}

/// Removes parts under load, lets `s` seconds pass, and returns (busy, workers) of every server.
fn servers_without(session: &mut Session, ids: &[u32], s: u64) -> Vec<(u32, u32)> {
    use swell_core::kinds::LivePart;
    let remove = Command::Remove { ids: ids.to_vec() };
    session.edit(remove).expect("legal");
    session.advance(session.now() + Span::from_s(s), FAR);
    let parts = session.simulation().parts().iter();
    let load = |p: &LivePart| match p {
        LivePart::Instance(i) => Some((i.busy(), i.workers())),
        _ => None,
    };
    parts.filter_map(load).collect()
}

#[test]
fn a_removed_part_leaves_no_server_busy_for_ever() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    for ids in [[12], [10]] {
        let servers = servers_without(&mut session, &ids, 120);
        assert!(
            servers.iter().all(|s| *s == (0, 0)),
            "without {ids:?}: {servers:?}"
        );
        let left = session.simulation().world().requests.len();
        // The users go on sending to where the balancer was.
        assert!(ids == [12] || left == 0, "{left} requests that nobody ends");
        assert!(session.undo());
        session.inject(Injection::Surge { users: PartId(10) });
        session.advance(session.now() + Span::from_s(30), FAR);
    }
    let servers = servers_without(&mut session, &[20], 60);
    assert!(
        servers.iter().all(|(busy, workers)| busy == workers),
        "{servers:?}"
    );
}

/// Switching the kind of policy takes the old alarms away; what they decided keeps its reasons.
#[test]
fn old_decisions_know_the_alarm_and_the_policy_that_made_them() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    let rename = |name: &str| Command::Rename {
        part: PartId(18),
        name: Some(name.to_owned()),
    };
    session.edit(rename("busy")).expect("legal");
    session.advance(at_s(1_300.0), FAR);
    let decision = session.run().journal.decisions().next_back();
    let decision = decision.expect("the surge was answered").clone();
    let What::PolicyEvaluated { because, .. } = &decision.what else {
        panic!("{decision:?}");
    };
    assert_eq!(because.alarm.part, PartId(18));
    let ids = vec![16, 17, 18, 19];
    session.edit(Command::Remove { ids }).expect("legal");
    let tracking = json!({ "PolicyType": "TargetTrackingScaling" });
    let params = Params::defaults(KindId::ScalingPolicy);
    let params = params.parse_like(tracking).expect("a policy");
    let mut part = Part::new(PartId(session.document().next_id()), params);
    part.of = Some(PartId(14));
    let add = Command::add_part(session.document(), part, None);
    session.edit(add).expect("legal");
    session.advance(at_s(1_400.0), FAR);
    assert_eq!(session.document().part(PartId(18)), None);
    let then = session.board_at(decision.at);
    let alarm = then.part(PartId(18)).expect("it was there");
    assert_eq!(alarm.name.as_deref(), Some("busy"));
    let policy = then.params(decision.part);
    assert!(matches!(policy, Some(Params::ScalingPolicy(p)) if !p.steps.is_empty()));
}

/// What the page shows of the past is the board of then, under the names of today.
#[test]
fn the_past_shows_the_settings_of_then() {
    let mut session = Session::new(board());
    session.advance(at_s(1_100.0), FAR);
    session.edit(max_size(6)).expect("legal");
    let name = Some("fleet".to_owned());
    let rename = Command::Rename {
        part: PartId(14),
        name: name.clone(),
    };
    session.edit(rename).expect("legal");
    session.advance(at_s(1_200.0), FAR);
    let most = |document: &Document| match document.params(PartId(14)) {
        Some(Params::AutoScalingGroup(group)) => group.max,
        other => panic!("{other:?}"),
    };
    session.seek(at_s(1_050.0));
    assert_eq!((most(session.board()), most(session.document())), (4, 6));
    assert_eq!(session.board().part(PartId(14)).unwrap().name, name);
    session.seek(at_s(1_150.0));
    assert_eq!(most(session.board()), 6);
    session.leave_past();
    assert_eq!(session.board(), session.document());
}
