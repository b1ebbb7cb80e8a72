//! What must hold at every instant of every run.

use swell_core::base::id::PartIx;
use swell_core::base::time::Span;
use swell_core::document::Document;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::LivePart;
use swell_core::observe::series::Totals;

/// Panics with what is broken.
pub fn hold(simulation: &Simulation) {
    requests_are_conserved(simulation);
    groups_are_in_order(simulation);
    let money = swell_core::control::bill::spent(
        simulation.parts(),
        simulation.control(),
        simulation.world(),
    )
    .usd;
    assert!(money.is_finite() && money >= 0.0, "{money} dollars");
}

/// `sent = ok + failed + gave_up + in flight`, where those in flight are counted one by one.
fn requests_are_conserved(simulation: &Simulation) {
    let mut in_flight = 0;
    for (ix, part) in simulation.parts().iter().enumerate() {
        let Some(stats) = part.client_stats() else {
            continue;
        };
        let me = PartIx(ix as u16);
        let flying = simulation.world().requests.iter().filter(|(_, r)| {
            (r.awaits(me) || r.at == me) && !r.is_abandoned && r.sent_at >= simulation.origin()
        });
        let flying = flying.count() as u64;
        in_flight += flying;
        let known = stats.ok + stats.failed + stats.gave_up + flying;
        assert_eq!(
            stats.sent, known,
            "requests of part {ix}: {:?}",
            stats.failures
        );
        let failures: u64 = stats.failures.iter().map(|f| f.2).sum();
        assert_eq!(stats.failed, failures, "failures by code");
        assert_eq!(stats.latency.total(), stats.ok, "latencies of good answers");
    }
    // Also over users who have been taken off the board since.
    let totals = Totals::of(simulation);
    assert_eq!(totals.in_flight(), in_flight, "{totals:?}");
    assert_eq!(totals.latency.total(), totals.ok);
}

/// Capacity inside its limits, and no instance without a group that knows it, or the other way round.
fn groups_are_in_order(simulation: &Simulation) {
    let parts = simulation.parts();
    let mut owned = 0;
    for (ix, part) in parts.iter().enumerate() {
        let LivePart::AutoScalingGroup(group) = part else {
            continue;
        };
        let limits = group.min..=group.max;
        assert!(
            limits.contains(&group.desired),
            "{} not in {limits:?}",
            group.desired
        );
        let mut serials: Vec<u32> = group.members.iter().map(|m| m.id.serial).collect();
        serials.sort_unstable();
        serials.dedup();
        assert_eq!(serials.len(), group.members.len(), "a serial number twice");
        for member in &group.members {
            let Some(LivePart::Instance(instance)) = parts.get(member.part.at.ix()) else {
                panic!("{:?} of part {ix} is not in the table", member.id);
            };
            assert_eq!(instance.id, member.id, "another instance in its place");
            assert_eq!(instance.owner.ix(), ix, "another owner");
            owned += 1;
        }
    }
    let is_owned = |(ix, part): (usize, &LivePart)| matches!(part, LivePart::Instance(i) if i.owner.ix() != ix);
    let instances = parts.iter().enumerate().filter(|p| is_owned(*p)).count();
    assert_eq!(
        instances, owned,
        "instances in the table, and members of groups"
    );
}

/// What is saved is loaded as it was, and saved as it was.
pub fn document_is_stable(document: &Document) {
    let text = document.to_json();
    let again = Document::from_json(&text).unwrap_or_else(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}\n{text}", problems.join("\n"))
    });
    assert_eq!(again, *document, "{text}");
    assert_eq!(again.to_json(), text);
    let _ = document.issues();
}

/// A run that is saved is loaded as it was, and goes on as if nothing had been.
pub fn survives_saving(simulation: &Simulation) {
    let text = serde_json::to_string(simulation).expect("can be saved");
    let mut loaded: Simulation = serde_json::from_str(&text).expect("can be loaded");
    assert_eq!(serde_json::to_string(&loaded).expect("can be saved"), text);
    let mut kept = simulation.clone();
    let end = kept.now() + Span::from_s(30);
    kept.advance(end, 5_000);
    loaded.advance(end, 5_000);
    assert_eq!(loaded.fingerprint(), kept.fingerprint());
    assert_eq!(loaded.now(), kept.now());
}
