//! Route 53 record set: the records of one name, of which its routing policy and health checks choose
//! (spec 2, 2.1, 2.2). Each wire leads to the value of a record. Checkers come from the internet, each on
//! its own clock; an alias may go by the health of its target instead.

mod answer;
mod checkers;
pub mod health_check;
mod judge;
mod params;

pub use params::Params;

use crate::base::id::{Handle, PartId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, IssueWhat, Kind, Place, Price, Protocol, Quantity, Setup,
    Spec, Tone, Unit, Usage, Vitals,
};
use crate::control::{ControlCtx, Due, Message, PublishCtx, timers};
use crate::rules::cost;
use crate::rules::dns::{Location, RoutingPolicy};
use crate::rules::regions::Region;
use crate::rules::summary::{Summary, summarise};
use crate::rules::validate::{Code, DnsRecord, has_duplicate};
use crate::world::ctx::World;
use crate::world::metric::Metric;
use crate::world::wires::Outlet;
use alloc::vec::Vec;
use checkers::{Checkers, Finding, REGIONS};
use params::{Failover, Record};
use serde::{Deserialize, Serialize};

/// Checkers of a record's own check: all Regions. Basis: documented - R53 `Regions`.
const CHECKERS: usize = REGIONS.len();
const STATUS: Metric = Metric::of("HealthCheckStatus", Unit::Count);
const PERCENTAGE: Metric = Metric::of("HealthCheckPercentageHealthy", Unit::Percent);

/// A record whose value is wired.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    by: Outlet,
    target: Handle,
    record: Record,
    /// Of its own value; none without a check of it.
    checkers: Checkers,
    /// The part that checks for it.
    checked_by: Option<PartIx>,
    /// `None`: nothing looks after it.
    is_healthy: Option<bool>,
    /// When its value was written down.
    written_at: Instant,
    /// Who stands now where its addresses were then, if not its target any more.
    nobody: Option<PartIx>,
}

impl Entry {
    /// The Region that the record is for. `None`: what it leads to is near everybody.
    fn region(&self, cx: &ControlCtx<'_>) -> Option<Region> {
        Region::named(&self.record.region).or_else(|| cx.world.places.region(self.by.to))
    }

    /// The place that the record is for.
    fn location(&self) -> Location<'_> {
        Location::named(&self.record.location)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordSet {
    params: Params,
    entries: Vec<Entry>,
    rng: Rng,
    is_none_healthy: bool,
    checks_usd_per_month: f64,
    /// The hosted zone is on its bill: it is the first name in it.
    #[serde(default)]
    pays_for_zone: bool,
}

timers! {
    /// By record and checker.
    Timer {
        Probe: HealthChecks,
        TimedOut: HealthChecks,
    }
}

impl Kind for RecordSet {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "record_set",
        accepts: &[Protocol::Dns],
        offers: &[Protocol::Http],
        place: Place::Outside,
    };
    /// After what it goes by, before those who ask for it.
    const START: u8 = 4;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        ..Drawing::of("www")
    };
    const NOTES: &'static [&'static str] = &["D9"];
    const METRICS: &'static [Metric] = &[STATUS, PERCENTAGE];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("HealthCheckId"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/Route53")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
        let resource = |weight| DnsRecord {
            name: params.name.clone(),
            kind: params.kind.clone(),
            weight,
            ttl: (!params.alias).then_some(params.ttl_s as i64),
        };
        cx.refuse(resource(None).check(&params.zone, params.alias));
        let identifiers = params
            .records
            .iter()
            .map(|record| record.identifier.as_str());
        let identifiers: Vec<&str> = identifiers.collect();
        cx.refuse(has_duplicate(&identifiers).into_iter().collect());
        for record in &params.records {
            let weight = Some(i64::from(record.weight));
            let faults = resource(weight).check(&params.zone, params.alias);
            if faults.iter().any(|fault| fault.field == "Weight") {
                cx.push("Records", IssueWhat::Error(Code::R53WeightRange));
            }
            let is_wired = |id: PartId| cx.board.outlets(cx.me.id).any(|to| to == id);
            if !record.target.is_some_and(is_wired) {
                cx.push("Records", IssueWhat::ReferenceMissing);
            }
        }
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            entries: Vec::new(),
            rng: setup.rng(Purpose::Probes),
            is_none_healthy: false,
            checks_usd_per_month: 0.0,
            pays_for_zone: false,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.follow(cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.follow(cx);
        // It may be in another zone now.
        let others: Vec<PartIx> = cx.all::<Self>().map(|(ix, _)| ix).collect();
        for other in others {
            cx.send(other, Message::Reconcile);
        }
    }

    fn neighbour_left(&mut self, who: Handle, cx: &mut ControlCtx<'_>) {
        self.share_zone(Some(who.at), cx);
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.follow(cx);
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        match due.timer() {
            Some(Timer::Probe) => self.ask(due.index, cx),
            Some(Timer::TimedOut) => self.time_out(due.index, cx),
            None => {}
        }
    }

    /// Something that an alias goes by is healthy, or no longer; or another name is in another zone.
    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Reconcile {
            self.share_zone(None, cx);
            self.judge(cx);
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let checked = || self.entries.iter().filter(|e| e.checkers.len() > 0);
        let healthy = |e: &Entry| Summary::of(f64::from(u8::from(e.is_healthy == Some(true))));
        let percent = |e: &Entry| Summary::of(e.checkers.healthy_percent());
        for (metric, samples) in [
            (STATUS, summarise(checked().map(healthy))),
            (PERCENTAGE, summarise(checked().map(percent))),
        ] {
            if let Some(samples) = samples {
                cx.put(metric, samples);
            }
        }
    }

    fn price(&self) -> Price {
        let zone = match self.pays_for_zone {
            true => cost::HOSTED_ZONE_PER_MONTH,
            false => 0.0,
        };
        Price::standing(cost::hourly(zone + self.checks_usd_per_month))
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        Some(Usage::of_requests(world.names.queries(me)))
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        match self.params.alias {
            true => 0.0,
            false => cost::queries_usd(used.requests, self.params.policy),
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let healthy = self.health().filter(|health| *health != Some(false));
        let (some, all) = (healthy.count() as u32, self.entries.len() as u32);
        vitals.tone = match some {
            _ if some == all => Tone::Ok,
            0 => Tone::Bad,
            _ => Tone::Warn,
        };
        vitals.headline("healthy", Quantity::Of { some, all }, Unit::Count);
    }
}

impl RecordSet {
    fn health(&self) -> impl Iterator<Item = Option<bool>> {
        self.entries.iter().map(|entry| entry.is_healthy)
    }

    /// The record of a part that a wire leads to; the first wire's is primary if nobody says so.
    fn record_of(&self, target: PartId, nth: usize) -> Record {
        let listed = self
            .params
            .records
            .iter()
            .find(|r| r.target == Some(target));
        listed.cloned().unwrap_or_else(|| Record {
            failover: match nth {
                0 => Failover::Primary,
                _ => Failover::Secondary,
            },
            ..Record::default()
        })
    }

    /// A hosted zone is paid once, whatever names are in it. Basis: documented - Route 53 pricing.
    fn share_zone(&mut self, without: Option<PartIx>, cx: &ControlCtx<'_>) {
        let is_before = |ix: PartIx| ix.0 < cx.me.0 && Some(ix) != without;
        let zone = &self.params.zone;
        let mut others = cx.all::<Self>().filter(|(ix, _)| is_before(*ix));
        self.pays_for_zone = !others.any(|(_, other)| other.params.zone.eq_ignore_ascii_case(zone));
    }

    /// Takes over parameters and wires. A check that stays goes on as it was.
    fn follow(&mut self, cx: &mut ControlCtx<'_>) {
        self.share_zone(None, cx);
        for index in 0..(self.entries.len() * CHECKERS) as u32 {
            cx.stop_nth(Timer::Probe, index);
            cx.stop_nth(Timer::TimedOut, index);
        }
        let before = core::mem::take(&mut self.entries);
        let wires: Vec<Outlet> = cx.world.wires.outlets(cx.me, Protocol::Http).collect();
        self.checks_usd_per_month = 0.0;
        for (nth, by) in wires.into_iter().enumerate() {
            let target = cx.control.handle(by.to);
            let record = self.record_of(cx.control.id(by.to), nth);
            let is_it = |old: &&Entry| old.target == target && old.record.check == record.check;
            let old = before.iter().find(is_it);
            let checked_by = record.check_id.and_then(|id| cx.control.ix(id));
            let mut entry = Entry {
                by,
                target,
                record,
                checkers: old.map_or_else(Checkers::default, |old| old.checkers.clone()),
                checked_by,
                is_healthy: old.and_then(|old| old.is_healthy),
                written_at: cx.now(),
                nobody: None,
            };
            let same = old.filter(|old| old.record == entry.record);
            if let Some(same) = same {
                (entry.written_at, entry.nobody) = (same.written_at, same.nobody);
            }
            let check = &entry.record.check;
            let has_check = check.kind.asks() && self.params.policy != RoutingPolicy::Simple;
            if has_check {
                self.checks_usd_per_month += check.usd_per_month(checkers::is_in_aws(by.to, cx));
            }
            let count = if has_check && check.asks() {
                CHECKERS
            } else {
                0
            };
            entry.checkers.keep(count, &mut self.rng);
            let first = (self.entries.len() * CHECKERS) as u32;
            for (at, index) in entry.checkers.next(cx.now(), check).zip(first..) {
                cx.set_nth(Timer::Probe, index, at);
            }
            self.entries.push(entry);
        }
        self.judge(cx);
    }

    fn ask(&mut self, index: u32, cx: &mut ControlCtx<'_>) {
        let Some(entry) = self.entries.get_mut(index as usize / CHECKERS) else {
            return;
        };
        let (check, nth) = (&entry.record.check, index as usize % CHECKERS);
        let endpoint = entry.target.at;
        let finding = entry.checkers.ask(nth, check, endpoint, &mut self.rng, cx);
        let next = cx.now() + check.interval();
        // Before the next one, which may be due at that instant.
        if finding.takes_time() {
            entry.checkers.why = Some(finding);
            cx.set_nth(Timer::TimedOut, index, cx.now() + check.timeout());
        }
        cx.set_nth(Timer::Probe, index, next);
        if !finding.takes_time() {
            self.observe(index, finding, cx);
        }
    }

    fn time_out(&mut self, index: u32, cx: &mut ControlCtx<'_>) {
        let entry = self.entries.get(index as usize / CHECKERS);
        let why = entry.and_then(|entry| entry.checkers.why);
        self.observe(index, why.unwrap_or(Finding::Silent), cx);
    }

    fn observe(&mut self, index: u32, finding: Finding, cx: &mut ControlCtx<'_>) {
        let Some(entry) = self.entries.get_mut(index as usize / CHECKERS) else {
            return;
        };
        let (check, nth) = (&entry.record.check, index as usize % CHECKERS);
        if entry.checkers.observe(nth, finding, check) {
            self.judge(cx);
        }
    }
}
