//! Route 53 health check as a part of its own: records and other checks go by it (spec 2.2). It asks an
//! endpoint, counts other checks, follows an alarm or is a switch.

use super::checkers::{Checkers, Finding, REGIONS, is_in_aws};
use super::params::{CheckType, HealthCheck as Settings, ResourcePath};
use super::{PERCENTAGE, STATUS};
use crate::base::codec::string_enum;
use crate::base::id::{PartId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, IssueWhat, Kind, Place, Price, Protocol, Quantity,
    Setup, Spec, Tone, Unit, Vitals, params,
};
use crate::control::{ControlCtx, Due, Message, PublishCtx, timers};
use crate::kinds::KindId;
use crate::rules::alarm::AlarmState;
use crate::rules::cost;
use crate::rules::dns;
use crate::rules::summary::Summary;
use crate::world::log::{EntryId, Term};
use crate::world::metric::Metric;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const CHILDREN: Metric = Metric::of("ChildHealthCheckHealthyCount", Unit::Count);
/// How often a check looks at its alarm. Basis: model.
const LOOK: Span = Span::from_s(10);

/// What a check says whose alarm has no data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Insufficient {
    Healthy,
    Unhealthy,
    #[default]
    LastKnown,
}

string_enum!(Insufficient {
    Healthy: "Healthy",
    Unhealthy: "Unhealthy",
    LastKnown: "LastKnownStatus",
});

/// All but that there is none.
const TYPES: &[&str] = CheckType::WORDS.split_at(1).1;

params! {
    pub struct Params {
        kind: CheckType = CheckType::Http, "Type" => choice(TYPES);
        /// What is asked; no wire leads there.
        target: Option<PartId> = None, "Target" if |p| p.kind.asks()
            => part(Takes::Protocol(Protocol::Http));
        path: ResourcePath = ResourcePath::default(), "ResourcePath" if |p| p.kind.asks_http() => text();
        search: String = String::from("OK"), "SearchString" if |p| p.kind.wants_string() => text();
        interval_s: u32 = 30, "RequestInterval" if |p| p.kind.asks()
            => whole(10.0..=30.0, Seconds);
        threshold: u32 = 3, "FailureThreshold" if |p| p.kind.asks() => whole(1.0..=10.0, Count);
        /// How many of the eight Regions ask. Basis: documented - at least three.
        regions: u32 = 8, "regions" if |p| p.kind.asks() => whole(3.0..=8.0, Count).rare();
        children: Vec<PartId> = Vec::new(), "ChildHealthChecks"
            if |p| p.kind == CheckType::Calculated => parts(Takes::Kinds(&[KindId::HealthCheck]));
        healthy_min: u32 = 1, "HealthThreshold" if |p| p.kind == CheckType::Calculated
            => whole(0.0..=256.0, Count);
        alarm: Option<PartId> = None, "AlarmIdentifier"
            if |p| p.kind == CheckType::CloudWatchMetric => part(Takes::Watchers);
        insufficient: Insufficient = Insufficient::LastKnown, "InsufficientDataHealthStatus"
            if |p| p.kind == CheckType::CloudWatchMetric => choice(Insufficient::WORDS);
        is_on: bool = true, "RoutingControl" if |p| p.kind == CheckType::RecoveryControl
            => toggle();
        is_inverted: bool = false, "Inverted" => toggle().rare();
        is_disabled: bool = false, "Disabled" => toggle().rare();
        /// Regions that are cut off from the endpoint when the internet is parted.
        cut_regions: u32 = 6, "cut_regions" if |p| p.kind.asks() => whole(1.0..=8.0, Count).rare();
    }
}

impl Params {
    fn settings(&self) -> Settings {
        Settings {
            kind: self.kind,
            path: self.path.clone(),
            search: self.search.clone(),
            interval_s: self.interval_s,
            threshold: self.threshold,
            is_disabled: self.is_disabled,
            is_inverted: self.is_inverted,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HealthCheck {
    params: Params,
    settings: Settings,
    children: Vec<PartIx>,
    healthy_children: u32,
    checkers: Checkers,
    rng: Rng,
    is_healthy: bool,
    /// The last word of its alarm that was any.
    last_known: bool,
    is_parted: bool,
    is_in_aws: bool,
}

timers! {
    Timer {
        /// By checker.
        Probe: HealthChecks,
        TimedOut: HealthChecks,
        Look: HealthChecks,
    }
}

impl Kind for HealthCheck {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "health_check",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    /// Before the names that go by it.
    const START: u8 = 3;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        ..Drawing::of("check")
    };
    const METRICS: &'static [Metric] = &[STATUS, PERCENTAGE, CHILDREN];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("HealthCheckId"));
    const FAULTS: &'static [Fault] = &[Fault::lasting("parted", "joined")];

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/Route53")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let missing = match params.kind {
            CheckType::Calculated => params.children.is_empty().then_some("ChildHealthChecks"),
            CheckType::CloudWatchMetric => params.alarm.is_none().then_some("AlarmIdentifier"),
            CheckType::RecoveryControl => None,
            _ => params.target.is_none().then_some("Target"),
        };
        if let Some(field) = missing {
            cx.push(field, IssueWhat::ReferenceMissing);
        }
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            settings: params.settings(),
            children: Vec::new(),
            healthy_children: 0,
            checkers: Checkers::default(),
            rng: setup.rng(Purpose::Probes),
            is_healthy: true,
            last_known: true,
            is_parted: false,
            is_in_aws: true,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.settings = params.settings();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.follow(cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.follow(cx);
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        match due.timer() {
            Some(Timer::Probe) => self.ask(due.index, cx),
            Some(Timer::TimedOut) => {
                let why = self.checkers.why.unwrap_or(Finding::Silent);
                self.observe(due.index, why, cx);
            }
            Some(Timer::Look) => {
                cx.set(Timer::Look, cx.now() + LOOK);
                self.judge(cx);
            }
            None => {}
        }
    }

    /// One of the checks that it counts has changed its mind.
    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Reconcile {
            self.judge(cx);
        }
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {
        self.is_parted = begins;
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.is_parted
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        cx.put(STATUS, Summary::of(f64::from(u8::from(self.is_healthy))));
        if self.checkers.len() > 0 {
            cx.put(PERCENTAGE, Summary::of(self.checkers.healthy_percent()));
        }
        if self.params.kind == CheckType::Calculated {
            cx.put(CHILDREN, Summary::of(f64::from(self.healthy_children)));
        }
    }

    fn price(&self) -> Price {
        Price::standing(cost::hourly(self.settings.usd_per_month(self.is_in_aws)))
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.is_healthy {
            true => Tone::Ok,
            false => Tone::Bad,
        };
        let word = match self.is_healthy {
            true => "healthy",
            false => "unhealthy",
        };
        let of = |some: usize, all: usize| Quantity::Of {
            some: some as u32,
            all: all as u32,
        };
        let checkers = of(self.checkers.reporting_healthy(), self.checkers.len());
        match self.params.kind {
            _ if self.params.is_disabled => {
                vitals.headline("disabled", Quantity::Said, Unit::None);
            }
            CheckType::Calculated => {
                let children = of(self.healthy_children as usize, self.children.len());
                vitals.headline("children", children, Unit::Count);
            }
            kind if kind.asks() => vitals.headline("checkers", checkers, Unit::Count),
            _ => vitals.headline(word, Quantity::Said, Unit::None),
        }
        if self.is_parted {
            vitals.badge("parted", Tone::Warn);
        }
        if self.params.kind.asks() {
            let why = self.checkers.why.and_then(Finding::word);
            if let Some(why) = why.filter(|_| !self.is_healthy) {
                vitals.badge(why, Tone::Bad);
            }
            vitals.row("checkers", checkers, Unit::Count);
            let probes = Quantity::Total(self.checkers.probes);
            vitals.row("probes", probes, Unit::PerSecond);
        }
    }
}

impl HealthCheck {
    /// Takes over parameters; checkers that stay go on as they were.
    fn follow(&mut self, cx: &mut ControlCtx<'_>) {
        for index in 0..REGIONS.len() as u32 {
            cx.stop_nth(Timer::Probe, index);
            cx.stop_nth(Timer::TimedOut, index);
        }
        cx.stop(Timer::Look);
        let endpoint = self.endpoint(cx);
        self.is_in_aws = !self.params.kind.asks() || endpoint.is_some_and(|at| is_in_aws(at, cx));
        let children = self.params.children.iter();
        self.children = children.filter_map(|id| cx.control.ix(*id)).collect();
        cx.world.names.listen(cx.me, &self.children);
        let count = match self.settings.asks() {
            true => self.params.regions as usize,
            false => 0,
        };
        self.checkers.keep(count, &mut self.rng);
        for (at, index) in self.checkers.next(cx.now(), &self.settings).zip(0..) {
            cx.set_nth(Timer::Probe, index, at);
        }
        if self.params.kind == CheckType::CloudWatchMetric {
            cx.set(Timer::Look, cx.now() + LOOK);
        }
        self.judge(cx);
    }

    /// Whoever stands there now: a balancer may have become one of another type.
    fn endpoint(&self, cx: &ControlCtx<'_>) -> Option<PartIx> {
        cx.control.ix(self.params.target?)
    }

    fn ask(&mut self, index: u32, cx: &mut ControlCtx<'_>) {
        let endpoint = self.endpoint(cx);
        let (check, nth) = (&self.settings, index as usize);
        let is_cut = self.is_parted && nth < self.params.cut_regions as usize;
        let finding = match endpoint {
            None => Finding::Refused,
            Some(_) if is_cut => Finding::Silent,
            Some(at) => self.checkers.ask(nth, check, at, &mut self.rng, cx),
        };
        let next = cx.now() + check.interval();
        // Before the next one, which may be due at that instant.
        if finding.takes_time() {
            self.checkers.why = Some(finding);
            cx.set_nth(Timer::TimedOut, index, cx.now() + check.timeout());
        }
        cx.set_nth(Timer::Probe, index, next);
        if !finding.takes_time() {
            self.observe(index, finding, cx);
        }
    }

    fn observe(&mut self, index: u32, finding: Finding, cx: &mut ControlCtx<'_>) {
        let nth = index as usize;
        if self.checkers.observe(nth, finding, &self.settings) {
            self.judge(cx);
        }
    }

    /// Looks whether it is healthy, says so if that is news, and tells those who go by it.
    fn judge(&mut self, cx: &mut ControlCtx<'_>) {
        let children = self.children.iter();
        let healthy = children.filter(|child| cx.world.names.is_well(**child));
        self.healthy_children = healthy.count() as u32;
        let is_healthy = self.opinion(cx);
        let was = core::mem::replace(&mut self.is_healthy, is_healthy);
        if was != is_healthy {
            self.say(cx);
        }
        cx.vouch(is_healthy);
    }

    fn opinion(&mut self, cx: &ControlCtx<'_>) -> bool {
        let is_inverted = self.params.is_inverted;
        if self.params.is_disabled {
            return !is_inverted;
        }
        let is_healthy = match self.params.kind {
            CheckType::Calculated => {
                let names = &cx.world.names;
                let children = self.children.iter().map(|child| names.is_well(*child));
                let healthy_min = self.params.healthy_min as usize;
                return dns::calculated(children, healthy_min, is_inverted);
            }
            CheckType::CloudWatchMetric => self.follow_alarm(cx),
            CheckType::RecoveryControl => self.params.is_on,
            _ => return self.checkers.is_healthy(&self.settings),
        };
        is_healthy != is_inverted
    }

    /// What the alarm's data say; one that is not there has none.
    fn follow_alarm(&mut self, cx: &ControlCtx<'_>) -> bool {
        let part = self.params.alarm.and_then(|id| cx.control.ix(id));
        let part = part.and_then(|part| cx.parts.get(part.ix()));
        let alarms = part.map_or(Vec::new(), |part| part.alarms());
        let state = alarms.first().map(|(_, alarm)| alarm.state);
        let known = match state {
            Some(AlarmState::Ok) => Some(true),
            Some(AlarmState::Alarm) => Some(false),
            _ => None,
        };
        self.last_known = known.unwrap_or(self.last_known);
        known.unwrap_or(match self.params.insufficient {
            Insufficient::Healthy => true,
            Insufficient::Unhealthy => false,
            Insufficient::LastKnown => self.last_known,
        })
    }

    fn say(&self, cx: &mut ControlCtx<'_>) {
        let is = self.is_healthy;
        let (some, all) = match self.params.kind {
            CheckType::Calculated => (self.healthy_children as usize, self.children.len()),
            _ => (self.checkers.reporting_healthy(), self.checkers.len()),
        };
        let event = match (self.params.kind, is) {
            (kind, true) if kind.asks() => "endpoint_healthy",
            (kind, false) if kind.asks() => "endpoint_unhealthy",
            (CheckType::Calculated, true) => "enough_healthy",
            (CheckType::Calculated, false) => "too_few_healthy",
            (CheckType::CloudWatchMetric, true) => "alarm_healthy",
            (CheckType::CloudWatchMetric, false) => "alarm_unhealthy",
            (_, true) => "switched_on",
            (_, false) => "switched_off",
        };
        let counts = [some, all].map(|n| Term::Count(n as f64));
        let said = cx.say(event, !is, &counts, None);
        let why = self.checkers.why.and_then(Finding::word);
        let why = why.filter(|_| all > 0 && !is);
        if let (Some(why), Some(at)) = (why, self.endpoint(cx)) {
            let about = Term::Part(cx.control.id(at));
            cx.say(why, true, &[about], Some(said));
        }
    }
}
