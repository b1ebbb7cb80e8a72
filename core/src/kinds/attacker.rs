//! Attacker: a machine on the internet that tries every address of the board on every port that it
//! knows, round after round, and is counted: what answered, and what stopped the rest (spec 13.3).
//! Its packets are no requests: they cost nobody anything.

use crate::base::id::PartId;
use crate::base::time::{Instant, Span};
use crate::contract::{
    Drawing, Family, Kind, Place, Quantity, Setup, Spec, Tone, Unit, Vitals, params,
};
use crate::control::{ControlCtx, Due, Knock, timers};
use crate::rules::network::{Reach, SSH_PORT};
use crate::world::log::Term;
use alloc::collections::BTreeSet;
use serde::{Deserialize, Serialize};

/// What is tried at each address: remote logins, web servers, databases and caches.
/// Basis: model - those that scanners of the internet try first.
const PORTS: [u32; 8] = [SSH_PORT, 80, 443, 3_306, 3_389, 5_432, 6_379, 11_211];

params! {
    pub struct Params {
        tries_per_s: u32 = 4, "tries_per_s" => whole(1.0..=100.0, PerSecond);
    }
}

/// What came of its tries so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub tried: u64,
    /// Somebody answered.
    pub answered: u64,
    /// Let through to a port on which nothing listens.
    pub refused: u64,
    pub no_route: u64,
    pub by_group: u64,
    pub by_acl: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attacker {
    params: Params,
    pub counts: Counts,
    /// The next try of this round.
    next: usize,
    /// Who answers, on which port, as of the last round; and what this round has found.
    pub open: BTreeSet<(PartId, u32)>,
    found: BTreeSet<(PartId, u32)>,
}

timers! {
    Timer {
        Tries: HealthChecks,
    }
}

impl Kind for Attacker {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "attacker",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("attacker")
    };

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            counts: Counts::default(),
            next: 0,
            open: BTreeSet::new(),
            found: BTreeSet::new(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        cx.set(Timer::Tries, cx.now() + Span::from_s(1));
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        if due.timer() == Some(Timer::Tries) {
            cx.set(Timer::Tries, cx.now() + Span::from_s(1));
            for _ in 0..self.params.tries_per_s {
                self.try_next(cx);
            }
        }
    }

    fn breadth(&self) -> usize {
        self.params.tries_per_s as usize * PORTS.len()
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let level = |count: u64| Quantity::Level(count as f64);
        let counts = self.counts;
        vitals.tone = Tone::Neutral;
        vitals.headline("open", level(self.open.len() as u64), Unit::Count);
        vitals.row("tried", level(counts.tried), Unit::Count);
        vitals.row("answered", level(counts.answered), Unit::Count);
        vitals.row("refused", level(counts.refused), Unit::Count);
        vitals.row("no_route", level(counts.no_route), Unit::Count);
        vitals.row("by_group", level(counts.by_group), Unit::Count);
        vitals.row("by_acl", level(counts.by_acl), Unit::Count);
    }
}

impl Attacker {
    /// One port of one address, then the next: the last of all ends a round.
    fn try_next(&mut self, cx: &mut ControlCtx<'_>) {
        let (at, port) = (self.next / PORTS.len(), self.next % PORTS.len());
        let mut doors = cx
            .doors()
            .flat_map(|(part, count)| (0..count).map(move |nth| (part, nth)));
        let door = doors.nth(at);
        drop(doors);
        let (Some((part, nth)), Some(port)) = (door, PORTS.get(port).copied()) else {
            self.next = 0;
            return self.end_round(cx);
        };
        self.next += 1;
        self.counts.tried += 1;
        let count = match cx.knock(part, nth, port) {
            Knock::Answered => {
                self.note_open(cx.door_id(part), port, cx);
                &mut self.counts.answered
            }
            Knock::Refused | Knock::Dropped(Reach::Open { .. }) => &mut self.counts.refused,
            Knock::Dropped(Reach::NoRoute) => &mut self.counts.no_route,
            Knock::Dropped(Reach::NoGroupRule { .. }) => &mut self.counts.by_group,
            Knock::Dropped(Reach::Acl { .. }) => &mut self.counts.by_acl,
        };
        *count += 1;
    }

    /// Somebody answers; said when it is news.
    fn note_open(&mut self, part: PartId, port: u32, cx: &mut ControlCtx<'_>) {
        let is_new = self.found.insert((part, port));
        if is_new && self.open.insert((part, port)) {
            cx.say("found_open", true, &terms(part, port), None);
        }
    }

    /// What has not answered in a whole round is closed.
    fn end_round(&mut self, cx: &mut ControlCtx<'_>) {
        let found = core::mem::take(&mut self.found);
        for (part, port) in self.open.difference(&found) {
            cx.say("found_closed", false, &terms(*part, *port), None);
        }
        self.open = found;
    }
}

fn terms(part: PartId, port: u32) -> [Term; 2] {
    [Term::Part(part), Term::Count(f64::from(port))]
}
