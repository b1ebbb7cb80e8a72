//! Route 53 record set: the records of one name, of which its routing policy and health checks choose
//! (spec 2, 2.1, 2.2). Each wire leads to the value of a record. Checkers come from the internet, each on
//! its own clock; an alias may go by the health of its target instead.

mod checkers;
pub mod health_check;
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
use crate::rules::dns::{self, ALIAS_TTL, Location, RoutingPolicy, Whereabouts};
use crate::rules::regions::{EDGE_ROUND_TRIP, Region, Regions, round_trip};
use crate::rules::summary::{Summary, summarise};
use crate::rules::validate::{Code, DnsRecord, has_duplicate};
use crate::world::ctx::World;
use crate::world::log::Term;
use crate::world::metric::Metric;
use crate::world::names::{Choice, Name, Selection};
use crate::world::wires::Outlet;
use alloc::vec;
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

    /// Something that an alias goes by is healthy, or no longer.
    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Reconcile {
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
        Price::standing(cost::hourly(
            cost::HOSTED_ZONE_PER_MONTH + self.checks_usd_per_month,
        ))
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

    /// Takes over parameters and wires. A check that stays goes on as it was.
    fn follow(&mut self, cx: &mut ControlCtx<'_>) {
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
                let is_in_aws = !cx.subnets(by.to).is_empty() || cx.balancing(by.to).is_some();
                self.checks_usd_per_month += check.usd_per_month(is_in_aws);
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
        cx.set_nth(Timer::Probe, index, cx.now() + check.interval());
        match finding.takes_time() {
            true => {
                entry.checkers.why = Some(finding);
                cx.set_nth(Timer::TimedOut, index, cx.now() + check.timeout());
            }
            false => self.observe(index, finding, cx),
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

    /// Looks who is healthy, says who left or came back and why, and answers accordingly.
    fn judge(&mut self, cx: &mut ControlCtx<'_>) {
        self.look_up(cx);
        for entry in &mut self.entries {
            let is_healthy = health_of(entry, &self.params, cx);
            let was = entry.is_healthy.unwrap_or(true);
            entry.is_healthy = is_healthy;
            let is = is_healthy.unwrap_or(true);
            if is == was {
                continue;
            }
            let (healthy, all) = (entry.checkers.reporting_healthy(), entry.checkers.len());
            let event = match (all, is) {
                (0, _) if entry.checked_by.is_some() => match is {
                    true => "check_well",
                    false => "check_unwell",
                },
                (0, true) => "target_well",
                (0, false) => "target_unwell",
                (_, true) => "record_back",
                (_, false) => "record_left",
            };
            let (healthy, all) = (healthy as f64, all as f64);
            let about = Term::Part(cx.control.id(entry.target.at));
            let said = [about, Term::Count(healthy), Term::Count(all)];
            let left = cx.say(event, !is, &said, None);
            let why = entry.checkers.why.and_then(Finding::word);
            if let Some(why) = why.filter(|_| all > 0.0 && !is) {
                cx.say(why, true, &[about], Some(left));
            }
        }
        let is_none_healthy = !self.entries.is_empty() && self.health().all(|h| h == Some(false));
        if is_none_healthy != self.is_none_healthy {
            self.is_none_healthy = is_none_healthy;
            let event = match is_none_healthy {
                true => "none_healthy",
                false => "some_healthy",
            };
            cx.say(event, is_none_healthy, &[], None);
        }
        self.answer(cx);
    }

    /// Records that have addresses in them lead to where these were when they were written.
    fn look_up(&mut self, cx: &mut ControlCtx<'_>) {
        let has_addresses = self.params.has_addresses();
        for entry in &mut self.entries {
            let (to, written_at) = (entry.by.to, entry.written_at);
            let nobody = cx.world.names.whereabouts(to, written_at, cx.now());
            let nobody = nobody.filter(|_| has_addresses);
            let was = core::mem::replace(&mut entry.nobody, nobody);
            let event = match (was, nobody) {
                (None, Some(_)) => "address_gone",
                (Some(_), None) => "address_found",
                _ => continue,
            };
            let about = Term::Part(cx.control.id(to));
            cx.say(event, nobody.is_some(), &[about], None);
        }
    }

    /// Which records Route 53 answers with from now on; resolvers learn it when they ask again.
    fn answer(&self, cx: &mut ControlCtx<'_>) {
        let ttl = match self.params.alias {
            true => ALIAS_TTL,
            false => Span::from_s_f64(self.params.ttl_s),
        };
        let name = Name {
            choices: Some(self.choices(cx)),
            gives_all: self.params.gives_all(),
            selection: Some(self.selection()),
            ttl,
            query: Span::from_s_f64(self.params.query_ms / 1e3),
            queries: 0,
        };
        cx.world.names.set(cx.me, name);
        let entries = self.entries.iter();
        let heard = entries.flat_map(|entry| [Some(entry.by.to), entry.checked_by]);
        let heard: Vec<PartIx> = heard.flatten().collect();
        cx.world.names.listen(cx.me, &heard);
        let healthy = self.health().map(|health| health != Some(false));
        cx.vouch(dns::calculated(healthy, 1, false));
    }

    /// The records in play, each with its weight and with the networks that are told of it.
    fn choices(&self, cx: &ControlCtx<'_>) -> Vec<Choice> {
        let viewers = self.viewers(cx);
        let entries = self.entries.iter().zip(self.weights()).zip(viewers);
        let choices = entries.map(|((entry, weight), viewers)| Choice {
            by: entry.nobody.map_or(entry.by, Outlet::straight),
            weight,
            viewers,
        });
        let in_play = choices.filter(|choice| choice.weight > 0 && !choice.viewers.is_empty());
        in_play.collect()
    }

    fn selection(&self) -> Selection {
        let healthy = self.health().filter(|health| *health != Some(false));
        Selection {
            policy: self.params.policy,
            healthy: healthy.count() as u16,
            records: self.entries.len() as u16,
        }
    }

    /// Where the networks are that each record is for.
    fn viewers(&self, cx: &ControlCtx<'_>) -> Vec<Regions> {
        let nearest = |network: Region| {
            let latency = |entry: &Entry| match entry.region(cx) {
                Some(region) => round_trip(network, region),
                None => EDGE_ROUND_TRIP,
            };
            let records = self.entries.iter().map(|e| (latency(e), e.is_healthy));
            dns::latency(&records.collect::<Vec<_>>())
        };
        let around = |network: Region| {
            let records = self.entries.iter().map(|e| (e.location(), e.is_healthy));
            let network = Whereabouts::of(network);
            dns::geolocation(&records.collect::<Vec<_>>(), &network)
        };
        let mut viewers = vec![Regions::default(); self.entries.len()];
        for network in Region::ALL {
            let chosen = match self.params.policy {
                RoutingPolicy::Latency => nearest(network),
                RoutingPolicy::Geolocation => around(network),
                _ => return vec![Regions::ALL; self.entries.len()],
            };
            if let Some(viewers) = chosen.and_then(|place| viewers.get_mut(place)) {
                viewers.insert(network);
            }
        }
        viewers
    }

    /// Chances of the records, by policy and health.
    fn weights(&self) -> Vec<u32> {
        let entries = &self.entries;
        match self.params.policy {
            RoutingPolicy::Simple | RoutingPolicy::Latency | RoutingPolicy::Geolocation => {
                vec![1; entries.len()]
            }
            RoutingPolicy::Weighted => {
                let records = entries.iter().map(|e| (e.record.weight, e.is_healthy));
                dns::weighted(&records.collect::<Vec<_>>())
            }
            RoutingPolicy::Multivalue => {
                let healthy = self.health().map(|health| health != Some(false));
                let values = dns::multivalue(&healthy.collect::<Vec<_>>());
                values.into_iter().map(u32::from).collect()
            }
            RoutingPolicy::Failover => {
                let place = |role| entries.iter().position(|e| e.record.failover == role);
                // A role that nobody has is as good as an unhealthy record.
                let health = |place: Option<usize>| {
                    let entry = place.and_then(|place| entries.get(place));
                    entry.map_or(Some(false), |entry| entry.is_healthy)
                };
                let (first, second) = (place(Failover::Primary), place(Failover::Secondary));
                let chosen = match dns::is_primary_chosen(health(first), health(second)) {
                    true => first.or(second),
                    false => second,
                };
                let places = 0..entries.len();
                places
                    .map(|place| u32::from(Some(place) == chosen))
                    .collect()
            }
        }
    }
}

/// What its checks and, for an alias, its target say of a record. `None`: nobody looks after it.
fn health_of(entry: &Entry, params: &Params, cx: &ControlCtx<'_>) -> Option<bool> {
    let check = &entry.record.check;
    let is_checked = params.policy != RoutingPolicy::Simple;
    let checked = (is_checked && check.kind.asks()).then(|| entry.checkers.is_healthy(check));
    let is_well = |part: PartIx| cx.world.names.is_well(part);
    let told = entry.checked_by.filter(|_| is_checked).map(is_well);
    let is_followed = params.alias && entry.record.evaluates_target;
    let followed = is_followed.then(|| is_well(entry.by.to));
    let opinions = [checked, told, followed];
    let is_looked_after = opinions.iter().any(Option::is_some);
    is_looked_after.then(|| !opinions.contains(&Some(false)))
}
