//! A CloudWatch metric: its name, its unit, and how its samples are made (spec 9.2). Each kind of part
//! declares those that it publishes.

use crate::base::unit::Unit;
use crate::rules::alarm::Statistic;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use serde::{Serialize, Serializer};

/// What one sample of a metric is.
#[derive(Clone, Copy, Debug)]
enum Samples {
    /// A level as it stands, or a measurement.
    Levels,
    /// What came together in a period.
    Sums,
    /// One for each event: an average, a minimum or a maximum of it is always 1.
    Events,
}

/// A metric of one part, by AWS's name, which alone tells it from others of the part: namespaces, and units
/// of what several kinds publish under one name, follow from the part.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    name: &'static str,
    unit: Unit,
    samples: Samples,
}

impl PartialEq for Metric {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Metric {}

impl Hash for Metric {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl PartialOrd for Metric {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Metric {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(other.name)
    }
}

impl Metric {
    /// Levels as they stand, or measurements.
    pub const fn of(name: &'static str, unit: Unit) -> Self {
        Self {
            name,
            unit,
            samples: Samples::Levels,
        }
    }

    /// What comes together in a period.
    pub const fn sums(name: &'static str, unit: Unit) -> Self {
        Self {
            name,
            unit,
            samples: Samples::Sums,
        }
    }

    /// Counted events.
    pub const fn events(name: &'static str) -> Self {
        Self {
            name,
            unit: Unit::Count,
            samples: Samples::Events,
        }
    }

    pub const fn name(self) -> &'static str {
        self.name
    }

    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// One sample of 1 for each event.
    pub const fn is_count(self) -> bool {
        matches!(self.samples, Samples::Events)
    }

    /// Whether a statistic of it is always the same: of a count all but its sum and its number.
    pub const fn says_nothing_by(self, statistic: Statistic) -> bool {
        self.is_count() && !matches!(statistic, Statistic::Sum | Statistic::SampleCount)
    }

    /// What the playground looks at where nobody has chosen (spec 5.15).
    pub const fn default_statistic(self) -> Statistic {
        match self.samples {
            Samples::Levels => Statistic::Average,
            Samples::Sums | Samples::Events => Statistic::Sum,
        }
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name.serialize(serializer)
    }
}
