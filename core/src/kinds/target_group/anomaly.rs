//! Targets that fail more often than their peers: who they are, and the share that they keep (spec 5.6,
//! `weighted_random`). A round robin looks at nobody, so this code comes with the kinds that come later.

use super::{Target, TargetGroup, Timer};
use crate::balancing::{Algorithm, PoolTarget};
use crate::control::ControlCtx;
use crate::kinds::instance::Instance;
use crate::rules::anomaly::{
    ANSWERS_MIN, FULL_WEIGHT, LOOK_EVERY, TARGETS_MIN, is_anomalous, next_weight, of_peers,
};
use crate::rules::health::TargetState;
use crate::world::log::{EntryId, Term};
use alloc::vec::Vec;
use once_cell::race::OnceRef;
use serde::{Deserialize, Serialize};

type Look = fn(&mut TargetGroup, &mut ControlCtx<'_>);

static LOOK: Look = look;
/// The same, once it is here.
static HERE: OnceRef<'static, Look> = OnceRef::new();

/// Tells that the code is here.
pub(in crate::kinds) fn bring() {
    // Whoever came first brought the same.
    let _ = HERE.set(&LOOK);
}

/// What a target has answered since it was judged last, and what it was judged to be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// Its answers and failures when it was judged last. `None`: not yet read.
    seen: Option<(u64, u64)>,
    answers: u64,
    /// The share of them that failed. `None`: not yet judged.
    share: Option<f64>,
    /// What the log said of its being so.
    pub anomalous: Option<EntryId>,
    /// Units: percent.
    pub weight: u8,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            seen: None,
            answers: 0,
            share: None,
            anomalous: None,
            weight: FULL_WEIGHT,
        }
    }
}

impl Watch {
    /// Takes a reading of its place at the balancer. Returns whether it says enough to be judged by.
    fn read(&mut self, place: &PoolTarget) -> bool {
        let now = (place.answered(), place.failures);
        let (answers, failures) = *self.seen.get_or_insert(now);
        let answers = now.0.saturating_sub(answers);
        if answers < ANSWERS_MIN {
            return false;
        }
        let failed = now.1.saturating_sub(failures);
        self.seen = Some(now);
        self.answers = answers;
        self.share = Some(failed as f64 / answers as f64);
        true
    }
}

impl TargetGroup {
    /// Whether it compares its targets. AWS does with every algorithm; here with the one alone that can
    /// do something about it.
    pub(super) fn compares(&self) -> bool {
        self.params.algorithm == Algorithm::WeightedRandom
    }

    /// Begins to compare its targets, or no longer does. Without mitigation all have their full share.
    pub(super) fn follow_algorithm(&mut self, cx: &mut ControlCtx<'_>) {
        match self.compares() {
            true => cx.set(Timer::Look, cx.now() + LOOK_EVERY),
            false => cx.stop(Timer::Look),
        }
        for target in self.targets.iter_mut().flatten() {
            match self.params.algorithm {
                Algorithm::WeightedRandom if self.params.mitigates_anomalies => {}
                Algorithm::WeightedRandom => target.watch.weight = FULL_WEIGHT,
                _ => target.watch = Watch::default(),
            }
        }
    }

    pub(super) fn look(&mut self, cx: &mut ControlCtx<'_>) {
        cx.set(Timer::Look, cx.now() + LOOK_EVERY);
        let look = match cfg!(target_arch = "wasm32") {
            true => HERE.get(),
            false => Some(&LOOK),
        };
        if let Some(look) = look {
            look(self, cx);
        }
    }

    /// Targets that fail more often than their peers, and those that get less for it.
    pub(super) fn anomalies(&self) -> (u32, u32) {
        let watched = || self.targets().map(|(_, target)| target.watch);
        let anomalous = watched().filter(|watch| watch.anomalous.is_some());
        let mitigated = watched().filter(|watch| watch.weight < FULL_WEIGHT);
        (anomalous.count() as u32, mitigated.count() as u32)
    }
}

/// Compares the targets by what they have answered.
fn look(group: &mut TargetGroup, cx: &mut ControlCtx<'_>) {
    let me = cx.me;
    let Some(pool) = cx.owner(me).and_then(|owner| cx.balancing(owner)) else {
        return;
    };
    let weights =
        |group: &TargetGroup| -> Vec<u8> { group.targets().map(|(_, t)| t.watch.weight).collect() };
    let before = weights(group);
    let mut fresh = Vec::new();
    for (slot, target) in (0..).zip(&mut group.targets) {
        let Some(target) = target else { continue };
        if target.health.state != TargetState::Healthy {
            target.watch = Watch::default();
        } else if pool.target(me, slot).is_some_and(|p| target.watch.read(p)) {
            fresh.push(slot);
        }
    }
    let (healthy, _) = group.host_counts();
    for slot in fresh {
        judge(group, slot, healthy as usize >= TARGETS_MIN, cx);
    }
    if weights(group) != before {
        group.sync(cx);
    }
}

/// What becomes of one target. `is_compared`: there are enough others.
fn judge(group: &mut TargetGroup, slot: u16, is_compared: bool, cx: &mut ControlCtx<'_>) {
    let judged = group
        .targets()
        .filter_map(|(at, t)| Some((at, t.watch.share?)));
    let (slots, shares): (Vec<u16>, Vec<f64>) = judged.unzip();
    let nth = slots.iter().position(|at| *at == slot).unwrap_or_default();
    let (own, peers) = match (shares.get(nth), of_peers(&shares, nth)) {
        (Some(own), Some(peers)) => (*own, peers),
        _ => return,
    };
    let mitigates = group.params.mitigates_anomalies;
    let Some(Some(target)) = group.targets.get_mut(usize::from(slot)) else {
        return;
    };
    let is_one = is_compared && is_anomalous(own, peers);
    let weight = target.watch.weight;
    if mitigates {
        target.watch.weight = next_weight(weight, is_one);
    }
    if is_one == target.watch.anomalous.is_some() {
        return;
    }
    let said = [
        Term::Instance(target.instance),
        Term::Percent(own * 100.0),
        Term::Count(target.watch.answers as f64),
        Term::Percent(peers * 100.0),
        Term::Count(f64::from(weight)),
        Term::Count(f64::from(target.watch.weight)),
    ];
    let event = match (is_one, mitigates) {
        (true, true) => "anomaly_mitigated",
        (true, false) => "anomaly_found",
        (false, _) => "anomaly_over",
    };
    let cause = target.watch.anomalous.or_else(|| struck_by(target, cx));
    let entry = cx.say(event, is_one, &said, cause);
    target.watch.anomalous = is_one.then_some(entry);
}

/// What was last done to a target's machine.
fn struck_by(target: &Target, cx: &ControlCtx<'_>) -> Option<EntryId> {
    cx.get::<Instance>(target.part)?.struck_by
}
