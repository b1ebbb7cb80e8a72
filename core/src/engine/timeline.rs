//! The past of a run: keyframes and the log of what was done to it. Seek is the nearest keyframe
//! plus a replay, bit-exact.

use super::fault::Incident;
use super::simulation::Simulation;
use crate::base::time::{Instant, Span};
use crate::document::Document;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Work between keyframes: rewinding then costs a few percent of running, at any speed.
const EVENTS_PER_KEYFRAME: u64 = 200_000;
/// Simulated time between keyframes, so that a quiet run is quick to go back in too.
const SPAN_PER_KEYFRAME: Span = Span::from_s(120);
const EVENTS_PER_QUIET_KEYFRAME: u64 = 5_000;
/// Beyond this every second keyframe of the older half goes.
const KEYFRAMES_MAX: usize = 48;

/// What was done to a run at an instant, before anything else of that instant.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Edit(Box<Document>),
    Incident(Incident),
}

#[derive(Clone, Debug)]
struct Keyframe {
    /// Acts that had been done by then.
    acts: usize,
    simulation: Box<Simulation>,
}

#[derive(Clone, Debug)]
pub struct Timeline {
    /// What the run began with.
    document: Box<Document>,
    keyframes: Vec<Keyframe>,
    acts: Vec<(Instant, Act)>,
    last_events: u64,
    last_at: Instant,
}

impl Timeline {
    /// A timeline that begins with this simulation of `document`.
    pub fn new(simulation: &Simulation, document: &Document) -> Self {
        let mut timeline = Self {
            document: Box::new(document.clone()),
            keyframes: Vec::new(),
            acts: Vec::new(),
            last_events: 0,
            last_at: Instant::ZERO,
        };
        timeline.keep(simulation);
        timeline
    }

    /// Notes what is about to be done to `simulation`, which stands at the beginning of an instant.
    pub fn note(&mut self, simulation: &Simulation, act: Act) {
        self.acts.push((simulation.now(), act));
    }

    /// Keeps a keyframe when enough has happened since the last one.
    pub fn look(&mut self, simulation: &Simulation) {
        let events = simulation.events.saturating_sub(self.last_events);
        let is_quiet_due = events >= EVENTS_PER_QUIET_KEYFRAME
            && simulation.now().since(self.last_at) >= SPAN_PER_KEYFRAME;
        if events >= EVENTS_PER_KEYFRAME || is_quiet_due {
            self.keep(simulation);
        }
    }

    fn keep(&mut self, simulation: &Simulation) {
        self.last_events = simulation.events;
        self.last_at = simulation.now();
        self.keyframes.push(Keyframe {
            acts: self.acts.len(),
            simulation: Box::new(simulation.clone()),
        });
        if self.keyframes.len() > KEYFRAMES_MAX {
            let half = self.keyframes.len() / 2;
            let mut ix = 0;
            self.keyframes.retain(|_| {
                ix += 1;
                ix > half || ix % 2 == 1
            });
        }
    }

    /// The simulation as it stood at `instant`: everything up to and including it has happened.
    pub fn at(&self, instant: Instant) -> Option<Simulation> {
        let keyframe = self
            .keyframes
            .iter()
            .rev()
            .find(|k| k.simulation.now() <= instant)?;
        let mut simulation = (*keyframe.simulation).clone();
        simulation.mute_log(true);
        for (at, act) in self.acts.iter().skip(keyframe.acts) {
            if *at > instant {
                break;
            }
            simulation.advance_before(*at);
            simulation.take(act);
        }
        simulation.advance(instant, u64::MAX);
        simulation.mute_log(false);
        Some(simulation)
    }

    /// Forgets what lies after `instant`.
    pub fn cut(&mut self, instant: Instant) {
        self.keyframes.retain(|k| k.simulation.now() <= instant);
        self.acts.retain(|(at, _)| *at <= instant);
        if let Some(last) = self.keyframes.last() {
            self.last_events = last.simulation.events;
            self.last_at = last.simulation.now();
        }
    }

    pub fn acts(&self) -> &[(Instant, Act)] {
        &self.acts
    }

    /// The document that the run follows at `instant`.
    pub fn document_at(&self, instant: Instant) -> &Document {
        let edited = self
            .acts
            .iter()
            .rev()
            .filter(|(at, _)| *at <= instant)
            .find_map(|(_, act)| match act {
                Act::Edit(document) => Some(document),
                Act::Incident(_) => None,
            });
        edited.unwrap_or(&self.document)
    }
}

impl Simulation {
    /// Does to the simulation what was done to the run.
    pub fn take(&mut self, act: &Act) {
        match act {
            Act::Edit(document) => self.edit(document),
            Act::Incident(incident) => self.happen(incident),
        }
    }
}
