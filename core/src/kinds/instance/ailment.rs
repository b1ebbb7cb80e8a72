//! What is wrong with a machine until it is healed, and since when (spec 1.5).

use super::{App, Instance};
use crate::base::time::Instant;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A fault that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ailment {
    /// Its zone is cut off.
    Unreachable,
    /// The status check fails.
    Impaired,
    Crashed,
    Hung,
    Slow,
    Answers500,
    /// The health endpoint fails while the site works.
    ProbeBroken,
}

impl Ailment {
    pub const ALL: [Self; 7] = [
        Self::Unreachable,
        Self::Impaired,
        Self::Crashed,
        Self::Hung,
        Self::Slow,
        Self::Answers500,
        Self::ProbeBroken,
    ];
}

/// When each fault began. Whether it still goes on is for the machine's own state to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Onsets(Vec<(Ailment, Instant)>);

impl Onsets {
    pub fn note(&mut self, ailment: Ailment, at: Instant) {
        self.0.retain(|(a, _)| *a != ailment);
        self.0.push((ailment, at));
    }

    pub fn of(&self, ailment: Ailment) -> Option<Instant> {
        let mut all = self.0.iter();
        all.find(|(a, _)| *a == ailment).map(|(_, at)| *at)
    }
}

impl Instance {
    /// Whether a fault goes on.
    pub fn has(&self, ailment: Ailment) -> bool {
        match ailment {
            Ailment::Unreachable => self.is_unreachable,
            Ailment::Impaired => self.impaired_since.is_some(),
            Ailment::Crashed => self.app == App::Crashed,
            Ailment::Hung => self.app == App::Hung,
            Ailment::Slow => self.process_factor > 1.0,
            Ailment::Answers500 => self.answers_500,
            Ailment::ProbeBroken => self.is_probe_broken,
        }
    }

    /// What is wrong with it, and since when.
    pub fn ailments(&self) -> impl Iterator<Item = (Ailment, Instant)> {
        let running = Ailment::ALL.into_iter().filter(|a| self.has(*a));
        running.map(|a| (a, self.onsets.of(a).unwrap_or(self.changed_at)))
    }
}
