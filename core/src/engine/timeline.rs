//! The past of a run: keyframes and the log of what was done to it. Seek is the nearest keyframe, or
//! the board that the run began with, plus a replay, bit-exact, in slices.

use super::input_log::{BoardAt, InputLog, RunInput};
use super::simulation::Simulation;
use crate::base::time::{Instant, Span};
use crate::document::Document;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// Work between keyframes: rewinding then costs a few percent of running, at any speed.
const EVENTS_PER_KEYFRAME: u64 = 200_000;
/// Simulated time between keyframes, so that a quiet run is quick to go back in too.
const SPAN_PER_KEYFRAME: Span = Span::from_s(120);
const EVENTS_PER_QUIET_KEYFRAME: u64 = 5_000;
const KEYFRAMES_MAX: usize = 48;
/// Memory for keyframes: an overloaded board, whose copies are large, keeps fewer of them.
const KEYFRAME_BYTES_MAX: usize = 32 << 20;
/// Kept although they are large, if together they take no more than [`KEYFRAME_BYTES_LARGE`].
const KEYFRAMES_MIN: usize = 6;
const KEYFRAME_BYTES_LARGE: usize = 96 << 20;
/// A copy larger than this would itself take longer than a frame: going back then starts from an
/// earlier one and takes its time, in slices.
const KEYFRAME_BYTES_ONE: usize = 32 << 20;
/// Bytes of a copy that cost as much as an event of a request; copies take a tenth of the time.
const BYTES_PER_EVENT: usize = 256;
const RUN_PER_COPY: u64 = 10;
/// An edit of a board, beside an event of a request.
const EFFORT_OF_ACT: u64 = 1_000;

#[derive(Clone, Debug)]
struct Keyframe {
    /// Acts that had been done by then.
    inputs: usize,
    bytes: usize,
    /// Shared by the futures that fork from it.
    simulation: Rc<Simulation>,
}

/// A simulation on its way to an instant of the past.
#[derive(Clone, Debug)]
pub struct Rewind {
    pub simulation: Simulation,
    pub to: Instant,
    from: Instant,
    /// Acts that have been done to it.
    inputs: usize,
    document: Option<Document>,
}

impl Rewind {
    /// How much of the way is behind it, 0 to 1.
    pub fn share(&self) -> f64 {
        let all = self.to.since(self.from).s_f64();
        match all > 0.0 {
            true => self.simulation.now().since(self.from).s_f64() / all,
            false => 1.0,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Timeline {
    keyframes: Vec<Keyframe>,
    inputs: InputLog,
    last_events: u64,
    last_at: Instant,
}

impl Timeline {
    /// The timeline of a run that begins with `document`.
    pub fn new(document: &Document) -> Self {
        Self {
            keyframes: Vec::new(),
            inputs: InputLog::new(document),
            last_events: 0,
            last_at: Instant::ZERO,
        }
    }

    /// Notes what is about to be done to `simulation`, which stands at the beginning of an instant.
    pub fn note(&mut self, simulation: &Simulation, input: &RunInput) {
        self.inputs.note(simulation.now(), input);
    }

    /// Keeps a keyframe when enough has happened since the last one.
    pub fn look(&mut self, simulation: &mut Simulation) {
        let events = simulation.events.saturating_sub(self.last_events);
        let is_quiet_due = events >= EVENTS_PER_QUIET_KEYFRAME
            && simulation.now().since(self.last_at) >= SPAN_PER_KEYFRAME;
        if events < EVENTS_PER_KEYFRAME && !is_quiet_due {
            return;
        }
        let bytes = simulation.bytes();
        let effort = (bytes / BYTES_PER_EVENT) as u64;
        let is_worth_it =
            bytes <= KEYFRAME_BYTES_ONE && events >= effort.saturating_mul(RUN_PER_COPY);
        if is_worth_it && self.keep(simulation, bytes) {
            simulation.spend(effort);
        }
    }

    /// Keeps a copy of `simulation`, of so many bytes. Returns whether copies can be made.
    fn keep(&mut self, simulation: &Simulation, bytes: usize) -> bool {
        // Room is made first, one for one: memory stays where it is, however long the run.
        let is_full = |keyframes: &[Keyframe]| {
            let held: usize = keyframes.iter().map(|k| k.bytes).sum();
            let most = match keyframes.len() < KEYFRAMES_MIN {
                true => KEYFRAME_BYTES_LARGE,
                false => KEYFRAME_BYTES_MAX,
            };
            keyframes.len() >= KEYFRAMES_MAX || held + bytes > most
        };
        while is_full(&self.keyframes) {
            let Some(ix) = self.most_dispensable(simulation.events) else {
                break;
            };
            self.keyframes.remove(ix);
        }
        let Some(copy) = simulation.copy() else {
            return false;
        };
        self.last_events = simulation.events;
        self.last_at = simulation.now();
        self.keyframes.push(Keyframe {
            inputs: self.inputs.count(),
            bytes,
            simulation: Rc::new(copy),
        });
        true
    }

    /// The keyframe whose loss leaves the smallest gap for its age: the farther back, the sparser,
    /// so that going back costs a fixed share of the way.
    fn most_dispensable(&self, events: u64) -> Option<usize> {
        let at = |ix: usize| self.keyframes.get(ix).map(|k| k.simulation.events);
        let gap_for_age = |ix: usize| {
            let before = ix.checked_sub(1).and_then(at).unwrap_or(0);
            let after = at(ix + 1).unwrap_or(events);
            let age = events.saturating_sub(before).max(1);
            after.saturating_sub(before) as f64 / age as f64
        };
        (0..self.keyframes.len()).min_by(|a, b| gap_for_age(*a).total_cmp(&gap_for_age(*b)))
    }

    /// A way back to `instant`: from the nearest keyframe before it, from `past`, a simulation of this
    /// run that was brought to the end of an instant, or from the start of the run.
    pub fn rewind(&self, instant: Instant, past: Option<&Simulation>) -> Rewind {
        let by_then = |s: &Simulation| s.now() <= instant;
        let mut kept = self.keyframes.iter().rev();
        let kept = kept.find(|k| by_then(&k.simulation));
        let kept = kept.map(|k| (&*k.simulation, k.inputs));
        let is_nearer = |s: &&Simulation| by_then(s) && kept.is_none_or(|(k, _)| s.now() > k.now());
        let past = past.filter(is_nearer);
        let past = past.map(|past| (past, self.inputs.count_at(past.now())));
        let copy = past.or(kept);
        let copy = copy.and_then(|(from, inputs)| Some((from.copy()?, inputs)));
        let (mut simulation, inputs) = copy.unwrap_or_else(|| self.inputs.start());
        simulation.mute_log(true);
        Rewind {
            from: simulation.now(),
            to: instant,
            simulation,
            inputs,
            document: None,
        }
    }

    /// Goes on with `rewind` for about so much effort. Returns whether it is there: everything up
    /// to and including its instant has happened.
    pub fn go_on(&self, rewind: &mut Rewind, effort_max: u64) -> bool {
        let simulation = &mut rewind.simulation;
        let limit = simulation.effort().saturating_add(effort_max);
        while let Some(at) = self.inputs.next_at(rewind.inputs)
            && at <= rewind.to
        {
            let left = limit.saturating_sub(simulation.effort());
            if !simulation.advance_to_before(at, left) {
                return false;
            }
            self.inputs
                .redo(simulation, rewind.inputs, &mut rewind.document);
            simulation.spend(EFFORT_OF_ACT);
            rewind.inputs += 1;
        }
        let left = limit.saturating_sub(simulation.effort());
        let is_there = simulation.advance(rewind.to, left);
        if is_there {
            simulation.mute_log(false);
        }
        is_there
    }

    /// Forgets what lies after `instant`.
    pub fn cut(&mut self, instant: Instant) {
        self.keyframes.retain(|k| k.simulation.now() <= instant);
        self.inputs.cut(instant);
        let last = self.keyframes.last().map(|k| &k.simulation);
        self.last_events = last.map_or(0, |last| last.events);
        self.last_at = last.map_or(Instant::ZERO, |last| last.now());
    }

    /// Takes over the names of today: to the run they are no event, to its records they are.
    pub fn take_names(&mut self, document: &Document) {
        self.inputs.take_names(document);
    }

    /// The board that the run follows at `instant`.
    pub fn board_at(&self, instant: Instant) -> BoardAt<'_> {
        self.inputs.board_at(instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::LivePart;

    /// A timeline after `keyframes` times the work of one.
    fn long_run(simulation: &mut Simulation, keyframes: u64) -> Timeline {
        let mut timeline = Timeline::new(&Document::default());
        for n in 1..=keyframes {
            simulation.events = n * EVENTS_PER_KEYFRAME;
            timeline.look(simulation);
        }
        timeline
    }

    #[test]
    fn any_way_back_costs_a_small_share_of_its_length() {
        let timeline = long_run(&mut Simulation::default(), 3_000);
        assert!(timeline.keyframes.len() <= KEYFRAMES_MAX);
        let keyframes = timeline.keyframes.iter();
        let kept = keyframes.map(|k| k.simulation.events / EVENTS_PER_KEYFRAME);
        // The start of the run needs no copy.
        let kept: Vec<u64> = core::iter::once(0).chain(kept).collect();
        assert_eq!(kept.last(), Some(&3_000));
        for target in 0..3_000 {
            let from = *kept.iter().rfind(|k| **k <= target).unwrap();
            let (replayed, age) = (target - from, 3_000 - target);
            assert!(replayed <= age / 3 + 1, "{replayed} for {age}: {kept:?}");
        }
    }

    #[test]
    fn large_copies_are_kept_within_the_budget() {
        let mut simulation = Simulation::default();
        simulation.parts.resize(2_000, LivePart::Vacant);
        let timeline = long_run(&mut simulation, 60);
        let held: usize = timeline.keyframes.iter().map(|k| k.bytes).sum();
        assert!(held <= KEYFRAME_BYTES_MAX);
        assert!((KEYFRAMES_MIN..KEYFRAMES_MAX).contains(&timeline.keyframes.len()));
    }
}
