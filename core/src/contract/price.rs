//! What a part costs (spec 16): standing, used or not, and by its use. US dollars, us-east-1.

use crate::base::time::{Instant, Span};
use crate::rules::cost;
use serde::{Deserialize, Serialize};

/// What a part costs as it stands now, used or not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Price {
    /// For the time that is paid.
    pub usd_per_hour: f64,
    /// When it runs, of a machine, which is paid for its running time alone. `None`: paid from when
    /// it is drawn until it is removed.
    pub machine: Option<Running>,
}

/// A machine's time from its start, and to its end once that has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Running {
    pub from: Option<Instant>,
    pub until: Option<Instant>,
}

impl Running {
    /// Running time that is to be paid by `at`.
    fn billed(self, at: Instant) -> Span {
        let Some(from) = self.from.filter(|from| *from < at) else {
            return Span::ZERO;
        };
        let until = self.until.map_or(at, |until| until.min(at));
        cost::billed(until.since(from))
    }
}

impl Price {
    /// Paid all the time.
    pub const fn standing(usd_per_hour: f64) -> Self {
        Self {
            usd_per_hour,
            machine: None,
        }
    }

    /// With so many public addresses, for as long as it is paid itself.
    pub fn with_addresses(self, count: u32) -> Self {
        let usd_per_hour = self.usd_per_hour + cost::PUBLIC_IPV4_PER_HOUR * f64::from(count);
        Self {
            usd_per_hour,
            ..self
        }
    }

    /// Per hour as it stands: a machine that does not run costs nothing.
    pub fn usd_per_hour_now(&self) -> f64 {
        let is_off = |machine: Running| machine.from.is_none() || machine.until.is_some();
        match self.machine.is_some_and(is_off) {
            true => 0.0,
            false => self.usd_per_hour,
        }
    }

    /// What falls due between two moments.
    pub fn usd_between(&self, from: Instant, to: Instant) -> f64 {
        let paid = match self.machine {
            Some(_) => self.machine_time(from, to),
            None => to.since(from),
        };
        cost::usd(paid, self.usd_per_hour)
    }

    /// Running time of a machine that falls due between two moments; none of other parts.
    pub fn machine_time(&self, from: Instant, to: Instant) -> Span {
        self.machine.map_or(Span::ZERO, |machine| {
            machine.billed(to) - machine.billed(from)
        })
    }
}

/// Readings of counters that only grow, by which the use of a part is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub requests: u64,
    pub bytes: u64,
    /// What it cost by itself, of kinds whose use has several prices. Units: US dollars / 10^9.
    #[serde(default)]
    pub nanousd: u64,
    /// Of a balancer: rules beyond those that are free, and bytes exchanged with functions.
    #[serde(default)]
    pub evaluations: u64,
    #[serde(default)]
    pub with_functions: u64,
}

impl Usage {
    pub const fn of_requests(requests: u64) -> Self {
        Self {
            requests,
            bytes: 0,
            nanousd: 0,
            evaluations: 0,
            with_functions: 0,
        }
    }

    /// What was used since an earlier reading.
    pub const fn since(self, before: Self) -> Self {
        Self {
            requests: self.requests.saturating_sub(before.requests),
            bytes: self.bytes.saturating_sub(before.bytes),
            nanousd: self.nanousd.saturating_sub(before.nanousd),
            evaluations: self.evaluations.saturating_sub(before.evaluations),
            with_functions: self.with_functions.saturating_sub(before.with_functions),
        }
    }

    pub fn usd(self) -> f64 {
        self.nanousd as f64 / 1e9
    }

    pub fn gb(self) -> f64 {
        self.bytes as f64 / 1e9
    }
}
