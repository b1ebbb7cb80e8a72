//! A board, a clock and what happened: behaviours told as sentences.

use crate::boards;
use serde_json::Value;
use swell_core::base::id::{InstanceId, PartId, PartIx};
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::LivePart;
use swell_core::kinds::auto_scaling::Group;
use swell_core::kinds::instance::Instance;
use swell_core::kinds::load_balancer::LoadBalancer;
use swell_core::kinds::target_group::TargetGroup;
use swell_core::kinds::users::ClientStats;
use swell_core::observe::series::Totals;
use swell_core::rules::health::TargetState;
use swell_core::session::Session;
use swell_core::world::log::{Entry, Evaluation, Verdict, What};

/// Parts of the ready-made boards.
pub const USERS: u32 = 10;
pub const BALANCER: u32 = 12;
pub const TARGETS: u32 = 13;
pub const GROUP: u32 = 14;
pub const TEMPLATE: u32 = 15;

pub struct Harness {
    pub session: Session,
}

impl Harness {
    pub fn new(document: Document) -> Self {
        Self {
            session: Session::new(document),
        }
    }

    /// Goes on to `s` seconds after the first picture; laws hold on the way.
    pub fn until(&mut self, s: f64) -> &mut Self {
        let end = self.session.simulation().instant_of_shown(s);
        self.session.advance(end, u64::MAX);
        crate::invariants::hold(self.session.simulation());
        self
    }

    pub fn now(&self) -> f64 {
        self.shown(self.session.now())
    }

    fn shown(&self, at: swell_core::base::time::Instant) -> f64 {
        self.session.simulation().shown_s(at)
    }

    pub fn fault(&mut self, serial: u32, fault: InstanceFault) -> &mut Self {
        let instance = InstanceId {
            owner: PartId(GROUP),
            serial,
        };
        self.session.inject(Injection::Instance { instance, fault });
        self
    }

    pub fn zone(&mut self, zone: u32, is_up: bool) -> &mut Self {
        let zone = PartId(zone);
        self.session.inject(match is_up {
            true => Injection::ZoneUp { zone },
            false => Injection::ZoneDown { zone },
        });
        self
    }

    pub fn set(&mut self, part: u32, path: &str, value: Value) -> &mut Self {
        let (part, path) = (PartId(part), path.to_owned());
        self.edit(Command::SetField { part, path, value })
    }

    pub fn edit(&mut self, command: Command) -> &mut Self {
        self.session
            .edit(command)
            .unwrap_or_else(|error| panic!("{error}"));
        self
    }

    pub fn part(&self, id: u32) -> &LivePart {
        let part = self.session.simulation().part(PartId(id));
        part.unwrap_or_else(|| panic!("no part {id}"))
    }

    pub fn group(&self) -> &Group {
        match self.part(GROUP) {
            LivePart::AutoScalingGroup(group) => group,
            _ => panic!("part {GROUP} is the group"),
        }
    }

    pub fn targets(&self) -> &TargetGroup {
        match self.part(TARGETS) {
            LivePart::TargetGroup(group) => group,
            _ => panic!("part {TARGETS} is the target group"),
        }
    }

    pub fn balancer(&self) -> &LoadBalancer {
        match self.part(BALANCER) {
            LivePart::LoadBalancer(balancer) => balancer,
            _ => panic!("part {BALANCER} is the balancer"),
        }
    }

    pub fn client_stats(&self) -> &ClientStats {
        match self.part(USERS) {
            LivePart::Users(users) => &users.stats,
            _ => panic!("part {USERS} are the users"),
        }
    }

    pub fn instance(&self, part: PartIx) -> &Instance {
        match &self.session.simulation().parts()[part.ix()] {
            LivePart::Instance(instance) => instance,
            _ => panic!("no instance at {part:?}"),
        }
    }

    pub fn totals(&self) -> Totals {
        Totals::of(self.session.simulation())
    }

    /// Failures with this status so far.
    pub fn failures(&self, code: u16) -> u64 {
        self.client_stats()
            .failures
            .iter()
            .filter(|f| f.0 == code)
            .map(|f| f.2)
            .sum()
    }

    /// Serial numbers of members that are in service.
    pub fn in_service(&self) -> Vec<u32> {
        let members = self.group().members.iter();
        members
            .filter(|m| m.is_in_service())
            .map(|m| m.id.serial)
            .collect()
    }

    /// Members per zone that are not on their way out.
    pub fn in_zone(&self, zone: u8) -> usize {
        self.group()
            .members
            .iter()
            .filter(|m| m.is_counted() && m.zone == zone)
            .count()
    }

    pub fn health(&self, serial: u32) -> Option<TargetState> {
        let mut targets = self.targets().targets();
        targets
            .find(|(_, t)| t.instance.serial == serial)
            .map(|(_, t)| t.health.state)
    }

    pub fn entries(&self) -> &[Entry] {
        self.session.run().journal.entries()
    }

    /// When something happened, since the first picture.
    pub fn when(&self, is_it: impl Fn(&What) -> bool) -> Vec<f64> {
        let found = self.entries().iter().filter(|e| is_it(&e.what));
        found
            .map(|e| self.shown(e.at))
            .filter(|s| *s >= 0.0)
            .collect()
    }

    /// (second, before, after) of every change of the desired capacity.
    pub fn changes(&self) -> Vec<(f64, u32, u32)> {
        let changed = |e: &Entry| {
            let (from, to) = e.what.desired().filter(|(from, to)| from != to)?;
            Some((self.shown(e.at), from, to))
        };
        self.entries()
            .iter()
            .filter_map(changed)
            .filter(|c| c.0 >= 0.0)
            .collect()
    }

    /// Evaluations of a policy: entries with what they came to.
    pub fn evaluations(&self, policy: u32) -> Vec<(&Entry, &Evaluation)> {
        self.entries()
            .iter()
            .filter(|e| e.part == PartId(policy))
            .filter_map(|e| match &e.what {
                What::PolicyEvaluated { because, .. } => Some((e, because)),
                _ => None,
            })
            .collect()
    }

    /// Whether the policy ever came to this, and the first time that it did.
    pub fn verdict(&self, policy: u32, is_it: impl Fn(&Verdict) -> bool) -> Option<&Entry> {
        let found = self
            .evaluations(policy)
            .into_iter()
            .find(|(_, b)| is_it(&b.verdict));
        found.map(|(entry, _)| entry)
    }

    pub fn shown_s(&self, entry: &Entry) -> f64 {
        self.shown(entry.at)
    }
}

/// The default board under a load of `rps` from second 7 on, for good.
pub fn under_load(rps: u32) -> Document {
    let mut document = boards::preset("default");
    boards::set(&mut document, USERS, "pattern", serde_json::json!("trace"));
    let points = serde_json::json!({ "points": [[0, 10], [7, rps]] });
    boards::set(&mut document, USERS, "trace", points);
    document
}
