//! The run's clock against the calendar: when it began, and what time it is there.

use crate::base::time::{Instant, Span};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Length of the pre-roll: the first picture is this long after the start of the run.
    pub preroll: Span,
    /// Unix time of the first picture in seconds.
    pub epoch_s: i64,
    /// Offset of the epoch's own time zone in seconds.
    pub epoch_offset_s: i64,
}

impl Calendar {
    /// The first instant after `now` that is a whole multiple of `period` from the epoch's midnight.
    pub fn next_boundary(&self, now: Instant, period: Span) -> Instant {
        let period = period.us().max(1);
        // The first picture stands at the epoch; the run starts `preroll` earlier.
        let epoch_us = (self.epoch_s.max(0) as u64).wrapping_mul(1_000_000) % period;
        let start = (epoch_us + period - self.preroll.us() % period) % period;
        let into = (start + now.us()) % period;
        now + Span::from_us(period - into)
    }

    /// Unix time of an instant in whole seconds.
    pub fn unix_s(&self, at: Instant) -> i64 {
        self.epoch_s + (at.us() as i64 - self.preroll.us() as i64).div_euclid(1_000_000)
    }

    /// The instant of a Unix time; `None` before the start of the run.
    pub fn instant_of(&self, unix_s: i64) -> Option<Instant> {
        let us = unix_s.checked_sub(self.epoch_s)?.checked_mul(1_000_000)?;
        u64::try_from(us.checked_add(self.preroll.us() as i64)?)
            .ok()
            .map(Instant::from_us)
    }
}
