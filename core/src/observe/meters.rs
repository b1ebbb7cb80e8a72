//! What is shown of parts, wires and users: levels as they are, and rates from the difference of two
//! readings.

use super::series::Totals;
use super::wires;
use crate::base::histogram::Histogram;
use crate::base::id::{Handle, PartId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::contract::{Badge, Quantity, Reading, Tone, Unit};
use crate::control::bill;
use crate::engine::simulation::Simulation;
use crate::world::counted::Counted;
use alloc::vec::Vec;

/// Rates are taken over at least this much simulated time: less is noise.
const WINDOW: Span = Span::from_s(2);

/// A reading of a part by its word.
type Key = (Handle, &'static str);

/// What a quantity comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    Number(f32),
    Of { some: u32, all: u32 },
    Said,
}

/// A reading as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// What it is, as the texts of the kind know it.
    pub word: &'static str,
    pub amount: Amount,
    pub unit: Unit,
}

/// What is shown of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Face {
    pub tone: Tone,
    pub headline: Option<Shown>,
    pub badges: Vec<Badge>,
    /// Of the inspector.
    pub rows: Vec<Shown>,
    /// Lasting faults that go on.
    pub broken: Vec<&'static str>,
    /// What its own users feel; `None`: it has none.
    pub client: Option<ClientRates>,
}

impl Face {
    pub fn is_down(&self) -> bool {
        self.tone == Tone::Bad
    }

    /// The number of a reading; 0 where there is none.
    pub fn number(&self, word: &str) -> f32 {
        let mut all = self.headline.iter().chain(&self.rows);
        match all.find(|shown| shown.word == word).map(|s| s.amount) {
            Some(Amount::Number(number)) => number,
            _ => 0.0,
        }
    }
}

/// What users feel, over the last two readings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClientRates {
    /// Of what was answered or given up.
    pub failed_percent: f32,
    /// 0: no answer has come.
    pub p95_ms: f32,
}

/// What the people outside feel, all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Client {
    pub users: u32,
    pub sent_per_s: f32,
    pub rates: ClientRates,
    pub failed: u64,
    pub usd_per_hour: f32,
}

/// What users have been answered so far.
#[derive(Clone, Debug, Default)]
struct Answers {
    /// Failures, and clients that did not wait.
    lost: u64,
    all: u64,
    latency: Histogram,
}

impl Answers {
    fn of(ok: u64, lost: u64, latency: Histogram) -> Self {
        Self {
            lost,
            all: ok + lost,
            latency,
        }
    }

    fn since(&self, base: &Self) -> ClientRates {
        let lost = self.lost.saturating_sub(base.lost);
        let all = self.all.saturating_sub(base.all);
        let p95 = self.latency.quantile_since_us(0.95, Some(&base.latency));
        ClientRates {
            failed_percent: lost as f32 * 100.0 / all.max(1) as f32,
            p95_ms: p95.map_or(0.0, |us| (us / 1e3) as f32),
        }
    }
}

/// Meter readings at an instant.
#[derive(Clone, Debug, Default)]
struct Snapshot {
    at: Instant,
    sent: u64,
    answers: Answers,
    /// Of the users of each part that has some.
    clients: SmallMap<Handle, Answers>,
    parts: SmallMap<Key, u64>,
    wires: SmallMap<(PartIx, PartIx), u64>,
}

/// What a part decided about without its passing it.
fn decided(simulation: &Simulation, part: PartIx) -> u64 {
    simulation.world().counts.of(part, Counted::Decided)
}

impl Snapshot {
    fn of(simulation: &Simulation) -> Self {
        let totals = Totals::of(simulation);
        let (mut parts, mut clients) = (SmallMap::new(), SmallMap::new());
        for (ix, part) in simulation.parts().iter().enumerate() {
            let handle = simulation.control().handle(PartIx(ix as u16));
            let decided = decided(simulation, PartIx(ix as u16));
            if let Some(stats) = part.client_stats() {
                let lost = stats.failed + stats.gave_up;
                let answers = Answers::of(stats.ok, lost, stats.latency.clone());
                clients.insert(handle, answers);
            }
            for reading in part.vitals(simulation.now(), decided).readings() {
                if let Quantity::Total(total) | Quantity::Busy { us: total, .. } = reading.quantity
                {
                    parts.insert((handle, reading.word), total);
                }
            }
        }
        Self {
            at: simulation.now(),
            sent: totals.sent_ever,
            answers: Answers::of(totals.ok, totals.failed + totals.gave_up, totals.latency),
            clients,
            parts,
            wires: wires::passed(simulation),
        }
    }
}

/// The older reading, and the rates that came out of the last two.
#[derive(Clone, Debug, Default)]
pub struct Meters {
    base: Option<Snapshot>,
    client: Client,
    /// Of the users of each part that has some.
    clients: SmallMap<Handle, ClientRates>,
    /// What the counters of parts gained. Units: per second.
    parts: SmallMap<Key, f64>,
    wires: SmallMap<(PartIx, PartIx), f32>,
}

impl Meters {
    /// Works out new rates when enough time has passed since the last reading.
    pub fn turn(&mut self, simulation: &Simulation) {
        let now = simulation.now();
        let is_due = match &self.base {
            Some(base) => now < base.at || now.since(base.at) >= WINDOW,
            None => true,
        };
        if !is_due {
            return;
        }
        let new = Snapshot::of(simulation);
        if let Some(base) = self.base.take().filter(|base| base.at < now) {
            self.rates(&base, &new);
        }
        self.base = Some(new);
    }

    fn rates(&mut self, base: &Snapshot, new: &Snapshot) {
        let s = new.at.since(base.at).s_f64();
        let per_s = |new: u64, old: u64| new.saturating_sub(old) as f64 / s;
        self.client.sent_per_s = per_s(new.sent, base.sent) as f32;
        self.client.rates = new.answers.since(&base.answers);
        let none = Answers::default();
        let felt = |(part, answers): (&Handle, &Answers)| {
            let old = base.clients.get(part).unwrap_or(&none);
            (*part, answers.since(old))
        };
        self.clients = new.clients.iter().map(felt).collect();
        let gained = |(key, total): (&Key, &u64)| {
            let old = base.parts.get(key).copied().unwrap_or(0);
            (*key, per_s(*total, old))
        };
        self.parts = new.parts.iter().map(gained).collect();
        // A wire that is new has no rate yet.
        let passed = |(wire, count): (&(PartIx, PartIx), &u64)| {
            let old = base.wires.get(wire).copied().unwrap_or(*count);
            (*wire, per_s(*count, old) as f32)
        };
        self.wires = new.wires.iter().map(passed).collect();
    }

    /// What is shown of a part of the document; of ground, what goes on there.
    pub fn face_of(&self, simulation: &Simulation, id: PartId) -> Face {
        if let Some(part) = simulation.control().ix(id) {
            return self.face(simulation, part);
        }
        let broken = simulation.broken(id);
        Face {
            tone: match broken.is_empty() {
                true => Tone::Neutral,
                false => Tone::Warn,
            },
            broken,
            ..Face::default()
        }
    }

    /// What is shown of a part; rates are those of the last two readings.
    pub fn face(&self, simulation: &Simulation, part: PartIx) -> Face {
        let Some(state) = simulation.parts().get(part.ix()) else {
            return Face::default();
        };
        let handle = simulation.control().handle(part);
        let vitals = state.vitals(simulation.now(), decided(simulation, part));
        let shown = |reading: &Reading| Shown {
            word: reading.word,
            amount: self.amount(handle, reading),
            unit: reading.unit,
        };
        Face {
            tone: vitals.tone,
            headline: vitals.headline.as_ref().map(shown),
            rows: vitals.rows.iter().map(shown).collect(),
            badges: vitals.badges,
            broken: state.broken().collect(),
            client: (state.client_stats().is_some())
                .then(|| self.clients.get(&handle).copied().unwrap_or_default()),
        }
    }

    fn amount(&self, part: Handle, reading: &Reading) -> Amount {
        let per_s = || {
            let rate = self.parts.get(&(part, reading.word));
            rate.copied().unwrap_or(0.0)
        };
        match reading.quantity {
            Quantity::Level(level) => Amount::Number(level as f32),
            Quantity::Total(_) => Amount::Number(per_s() as f32),
            Quantity::Busy { servers, .. } => {
                let percent = per_s() / 1e6 / f64::from(servers.max(1)) * 100.0;
                Amount::Number(percent.min(100.0) as f32)
            }
            Quantity::Of { some, all } => Amount::Of { some, all },
            Quantity::Said => Amount::Said,
        }
    }

    /// What passes over a wire, given by its ends. Units: requests per second.
    pub fn passed(&self, wire: (PartIx, PartIx)) -> f32 {
        self.wires.get(&wire).copied().unwrap_or(0.0)
    }

    /// What the people outside feel as it stands.
    pub fn client(&self, simulation: &Simulation) -> Client {
        let now = simulation.now();
        let totals = Totals::of(simulation);
        let users = simulation.parts().iter().map(|part| part.tally(now).users);
        let usd = bill::usd_per_hour(simulation.parts(), simulation.control(), simulation.now());
        Client {
            users: users.sum::<f64>() as u32,
            failed: totals.failed + totals.gave_up,
            usd_per_hour: usd as f32,
            ..self.client
        }
    }
}
