//! The checkers of one endpoint: several Regions ask it from the internet, each on its own clock and with
//! its own opinion (spec 2.2). What their opinions come to is told by whoever has the check.

use super::params::{CheckType, HealthCheck};
use crate::base::id::PartIx;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::contract::{Probe, ProbeAnswer, Protocol};
use crate::control::ControlCtx;
use crate::rules::balancer_type::TargetType;
use crate::rules::dns::{self, is_endpoint_healthy};
use crate::rules::health::{HealthCounter, TargetState};
use crate::rules::network::Reach;
use crate::rules::regions::Region;
use crate::world::names::Answer;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where they are. Basis: documented - R53 `Regions`; model - the second of Oregon stands for
/// California.
pub(super) const REGIONS: [Region; 8] = [
    Region::Virginia,
    Region::Oregon,
    Region::Oregon,
    Region::Ireland,
    Region::Singapore,
    Region::Sydney,
    Region::Tokyo,
    Region::SaoPaulo,
];

/// One region's opinion of an endpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Checker {
    counter: HealthCounter,
    /// When it asks, as a share of the interval.
    phase: f64,
}

impl Checker {
    /// A new check counts as healthy. Basis: documented - R53 `How ... determines`.
    const fn new(phase: f64) -> Self {
        Self {
            counter: HealthCounter::new(TargetState::Healthy),
            phase,
        }
    }

    /// When it asks next, strictly after `now`.
    fn next(&self, now: Instant, interval: Span) -> Instant {
        let phase = (self.phase * interval.us() as f64) as u64 % interval.us();
        let since = now.us() % interval.us();
        let wait = (interval.us() + phase - since) % interval.us();
        now + Span::from_us(if wait == 0 { interval.us() } else { wait })
    }
}

/// What a checker has found; the words are those of the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Finding {
    Passes,
    /// Nobody lets a stranger in: there is no route from the internet, or a filter drops the connection.
    NoRoute,
    NoRule,
    Refused,
    Silent,
    BadStatus,
    NoString,
}

impl Finding {
    /// `None`: nothing is wrong.
    pub const fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Passes => return None,
            Self::NoRoute => "no_route",
            Self::NoRule => "no_rule",
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::BadStatus => "bad_status",
            Self::NoString => "no_string",
        })
    }

    /// Whether nothing comes back, so that the checker waits for its time-out.
    pub const fn takes_time(self) -> bool {
        matches!(self, Self::NoRoute | Self::NoRule | Self::Silent)
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Checkers {
    all: Vec<Checker>,
    /// Why the last check failed that did.
    pub why: Option<Finding>,
    /// Checks so far.
    pub probes: u64,
}

impl Checkers {
    /// So many of the Regions ask from now on; those that did go on as they were.
    pub fn keep(&mut self, count: usize, rng: &mut Rng) {
        while self.all.len() < count.min(REGIONS.len()) {
            self.all.push(Checker::new(rng.unit()));
        }
        self.all.truncate(count);
    }

    pub const fn len(&self) -> usize {
        self.all.len()
    }

    pub fn reporting_healthy(&self) -> usize {
        let states = self.all.iter().map(|c| c.counter.state);
        states.filter(|state| state.takes_traffic()).count()
    }

    /// Units: percent.
    pub fn healthy_percent(&self) -> f64 {
        self.reporting_healthy() as f64 * 100.0 / self.len().max(1) as f64
    }

    /// When each asks next, in their order.
    pub fn next(&self, now: Instant, check: &HealthCheck) -> impl Iterator<Item = Instant> {
        let interval = check.interval();
        self.all.iter().map(move |c| c.next(now, interval))
    }

    /// One of them asks: the name of the endpoint is resolved where it is, and whatever answers there is
    /// probed.
    pub fn ask(
        &mut self,
        nth: usize,
        check: &HealthCheck,
        endpoint: PartIx,
        rng: &mut Rng,
        cx: &mut ControlCtx<'_>,
    ) -> Finding {
        self.probes += 1;
        let region = REGIONS.get(nth).copied().unwrap_or_default();
        let mut found = Answer::default();
        let (names, wires) = (&cx.world.names, &cx.world.wires);
        if !names.answer(endpoint, region, wires, rng, &mut found) {
            return Finding::Refused;
        }
        let zone = dns::nth_address(found.zones, 0);
        let me = cx.me;
        if !cx.world.reach.is_open() && !cx.world.reach.passes(me, found.to, zone) {
            return match cx.world.reach.verdict(me, found.to, zone) {
                Reach::NoRoute => Finding::NoRoute,
                _ => Finding::NoRule,
            };
        }
        let protocol = match check.kind {
            CheckType::Tcp => Protocol::Tcp,
            _ => Protocol::Http,
        };
        let probe = Probe {
            from: me,
            protocol,
            port: check.port(),
            path: check.path.as_str(),
            in_line: None,
        };
        let answer = cx.with_part(found.to, |part, cx| part.probe(&probe, cx));
        match answer.unwrap_or(ProbeAnswer::Silent) {
            ProbeAnswer::Silent => Finding::Silent,
            ProbeAnswer::Status(status) => check.judge(status),
            ProbeAnswer::Connected if check.kind == CheckType::Tcp => Finding::Passes,
            _ => Finding::Refused,
        }
    }

    /// Takes in what one of them has found. Returns whether it has changed its mind.
    pub fn observe(&mut self, nth: usize, finding: Finding, check: &HealthCheck) -> bool {
        let passed = finding == Finding::Passes;
        if !passed {
            self.why = Some(finding);
        }
        let threshold = check.threshold;
        let checker = self.all.get_mut(nth);
        checker.is_some_and(|c| c.counter.observe(passed, threshold, threshold))
    }

    /// What they come to.
    pub fn is_healthy(&self, check: &HealthCheck) -> bool {
        let healthy = self.reporting_healthy();
        let is_healthy = check.is_disabled || is_endpoint_healthy(healthy, self.len());
        is_healthy != check.is_inverted
    }
}

/// Whether an endpoint is in AWS: all that has no private address of its own elsewhere.
/// Basis: documented - Route 53 pricing, health checks.
pub(super) fn is_in_aws(endpoint: PartIx, cx: &ControlCtx<'_>) -> bool {
    let part = cx.parts.get(endpoint.ix());
    let kind = part.and_then(|part| part.kind());
    kind.is_some_and(|kind| kind.target() != Some(TargetType::Ip))
}

impl HealthCheck {
    pub(super) fn interval(&self) -> Span {
        match self.interval_s {
            ..30 => Span::from_s(10),
            _ => Span::from_s(30),
        }
    }

    /// How long a checker waits. Basis: documented - 4 s to connect; a check by TCP has 10 s.
    pub(super) const fn timeout(&self) -> Span {
        match self.kind {
            CheckType::Tcp => Span::from_s(10),
            _ => Span::from_s(4),
        }
    }

    /// Basis: documented - R53 "Values that you specify", port; by TCP: model.
    const fn port(&self) -> Option<u32> {
        match self.kind {
            CheckType::Tcp => None,
            kind if kind.is_https() => Some(443),
            _ => Some(80),
        }
    }

    /// Whether it asks an endpoint, and is not only disabled.
    pub(super) const fn asks(&self) -> bool {
        self.kind.asks() && !self.is_disabled
    }

    /// What it costs, with its options. Units: US dollars per month.
    pub(super) fn usd_per_month(&self, is_in_aws: bool) -> f64 {
        let options = [
            self.kind.is_https(),
            self.kind.wants_string(),
            self.kind.asks() && self.interval_s < 30,
        ];
        let options = options.into_iter().filter(|is| *is).count();
        crate::rules::cost::health_check_per_month(is_in_aws, options as u32)
    }

    fn judge(&self, status: u16) -> Finding {
        let search = self.kind.wants_string().then_some(self.search.as_str());
        match (self.kind, dns::check_failure(status, search)) {
            (CheckType::Tcp, _) | (_, None) => Finding::Passes,
            (_, Some(dns::CheckFailure::Status)) => Finding::BadStatus,
            (_, Some(dns::CheckFailure::String)) => Finding::NoString,
        }
    }
}
