//! A balancer becomes one of another type in its place: it keeps its id, its name, where it stands and
//! whatever the other type takes too. What that breaks is counted before anything is done (spec 5.1).

use super::command::{Command, Fragment};
use super::{Document, Link, Part};
use crate::base::id::PartId;
use crate::contract::Protocol;
use crate::kinds::{KindId, Params};
use crate::rules::balancer_type::{Difference, LoadBalancerType, Setting, TargetType};
use crate::rules::validate;
use crate::world::metric::Metric;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::Value;

/// A change of type, as one edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    pub command: Command,
    /// What is gone or no longer works.
    pub breaks: Vec<Difference>,
    /// What is otherwise from then on.
    pub differs: Vec<Difference>,
}

/// What of the drawing the other type cannot have.
struct Losses {
    /// Parts, and lines.
    gone: Vec<u32>,
    /// Lines that another protocol keeps.
    rewired: Vec<(usize, Link)>,
    unset: Vec<(PartId, Setting)>,
    crossed: Vec<PartId>,
    differences: Vec<Difference>,
}

impl Document {
    /// What a balancer becomes as one of another kind. Errors: `None`: one of both is no balancer, or
    /// they are the same.
    pub fn swap(&self, id: PartId, to: KindId) -> Option<Swap> {
        let part = self.part(id)?;
        let old = part.params()?;
        let (before, after) = (old.kind().balancer()?, to.balancer()?);
        if old.kind() == to {
            return None;
        }
        let params = as_kind(old, to);
        let mut losses = Losses {
            gone: Vec::new(),
            rewired: Vec::new(),
            unset: Vec::new(),
            crossed: Vec::new(),
            differences: Vec::new(),
        };
        self.lose_parts(part, to, after, &mut losses);
        self.lose_ways_in(id, to, &mut losses);
        self.lose_settings(part, old, &params, &mut losses);
        self.lose_group_settings(id, before, after, &mut losses);
        let Losses {
            mut gone,
            rewired,
            unset,
            crossed,
            mut differences,
        } = losses;
        differences.extend(before.differences(after));
        gone.extend(rewired.iter().map(|(_, link)| link.id.0));
        let mut commands = Vec::new();
        if !gone.is_empty() {
            commands.push(Command::Remove { ids: gone });
        }
        let params = Box::new(params);
        commands.push(Command::SetParams { part: id, params });
        if !rewired.is_empty() {
            commands.push(Command::Add(Box::new(Fragment {
                links: rewired,
                ..Fragment::default()
            })));
        }
        let crosses = Value::from(after.traits().crosses_zones);
        let crossed = crossed
            .into_iter()
            .map(|group| (group, CROSS_ZONE, crosses.clone()));
        let unset = unset.into_iter().map(|(group, setting)| {
            let (path, value) = setting.unset();
            (group, path, value)
        });
        commands.extend(unset.chain(crossed).map(|(part, path, value)| {
            let path = String::from(path);
            Command::SetField { part, path, value }
        }));
        let (breaks, differs) = differences.into_iter().partition(|one| one.breaks());
        Some(Swap {
            command: Command::All(commands),
            breaks,
            differs,
        })
    }

    /// Target groups of a balancer.
    fn groups_of(&self, id: PartId) -> impl Iterator<Item = &Part> {
        let sends = |part: &&Part| {
            let spec = part.kind().map(KindId::spec);
            spec.is_some_and(|spec| spec.offers.contains(&Protocol::Http))
        };
        self.children(id).filter(sends)
    }

    /// What belongs to it and cannot any more, and targets that it does not take.
    fn lose_parts(&self, part: &Part, to: KindId, after: LoadBalancerType, losses: &mut Losses) {
        let traits = after.traits();
        let fits = |child: &Part| child.kind().is_none_or(|kind| kind.may_belong_to(to));
        let lost = self.children(part.id).filter(|child| !fits(child));
        let mut rules = 0;
        for child in lost {
            losses.gone.push(child.id.0);
            rules += 1 + self.children(child.id).count() as u32;
        }
        let others: Vec<&Part> = self.groups_of(part.id).skip(traits.groups_max).collect();
        losses.gone.extend(others.iter().map(|group| group.id.0));
        let groups = self.groups_of(part.id).take(traits.groups_max);
        let mut targets = 0;
        for link in groups.flat_map(|group| self.links.iter().filter(|l| l.from == group.id)) {
            let kind = self.part(link.to).and_then(Part::kind);
            let target = kind.and_then(KindId::target);
            let is_taken = |target: TargetType| traits.targets.contains(&target);
            if target.is_some_and(|target| !is_taken(target)) {
                losses.gone.push(link.id.0);
                targets += 1;
            }
        }
        let publishes = |metric: Metric| to.metrics().contains(&metric);
        let watches = |child: &&Part| {
            let value = child.params().map(Params::to_value);
            let name = value
                .as_ref()
                .and_then(|value| value.get("MetricName")?.as_str());
            name.is_some_and(|name| !Metric::named(name).is_some_and(publishes))
        };
        let kept = self.children(part.id).filter(|child| fits(child));
        let alarms = kept.filter(watches).count() as u32;
        let counted = [
            (rules, Difference::Rules(rules)),
            (others.len() as u32, Difference::Groups(others.len() as u32)),
            (targets, Difference::Targets(targets)),
            (alarms, Difference::Alarms(alarms)),
        ];
        let some = counted.into_iter().filter(|(count, _)| *count > 0);
        losses
            .differences
            .extend(some.map(|(_, difference)| difference));
    }

    /// Lines to it by what the other kind does not accept.
    fn lose_ways_in(&self, id: PartId, to: KindId, losses: &mut Losses) {
        let accepts = to.spec().accepts;
        let mut lost = 0;
        for (ix, link) in self.links.iter().enumerate().filter(|(_, l)| l.to == id) {
            if !self.registers(link.from, to) {
                losses.gone.push(link.id.0);
                lost += 1;
                continue;
            }
            if accepts.contains(&link.protocol) {
                continue;
            }
            let from = self.part(link.from).and_then(Part::kind);
            let offers = from.map_or(&[][..], |kind| kind.spec().offers);
            match offers.iter().find(|p| accepts.contains(p)) {
                Some(protocol) => losses.rewired.push((
                    ix,
                    Link {
                        protocol: *protocol,
                        ..link.clone()
                    },
                )),
                None => {
                    losses.gone.push(link.id.0);
                    lost += 1;
                }
            }
        }
        if lost > 0 {
            losses.differences.push(Difference::WaysIn(lost));
        }
    }

    /// Whether `from` may send to a part of the kind: what belongs to a balancer registers some alone.
    fn registers(&self, from: PartId, kind: KindId) -> bool {
        let owner = self.part(from).and_then(|part| part.of);
        let owner = owner.and_then(|of| self.part(of)?.kind()?.balancer());
        let Some(owner) = owner else {
            return true;
        };
        let target = kind.target();
        target.is_some_and(|target| owner.traits().targets.contains(&target))
    }

    /// Settings of its own that say nothing any more.
    fn lose_settings(&self, part: &Part, old: &Params, new: &Params, losses: &mut Losses) {
        let listed = |params: &Params| params.references().len() as u32;
        let groups = listed(old).saturating_sub(listed(new));
        if groups > 0 {
            losses.differences.push(Difference::SecurityGroups(groups));
        }
        let is_set =
            |params: &Params| params.to_value().get(ELASTIC_IPS) == Some(&Value::Bool(true));
        if is_set(old) && !is_set(new) {
            losses.differences.push(Difference::ElasticIps);
        }
        let certificates = |params: &Params| {
            let value = params.to_value();
            let all = value.get(CERTIFICATES).and_then(Value::as_array);
            all.map_or(0, Vec::len) as u32
        };
        let lost = certificates(old).saturating_sub(certificates(new));
        if lost > 0 {
            losses.differences.push(Difference::Certificates(lost));
        }
        let azs: Vec<PartId> = part
            .stands_in
            .iter()
            .map(|zone| self.az_of(*zone))
            .collect();
        let faults = |params: &Params| {
            let kind = params.kind().balancer().unwrap_or_default();
            validate::LoadBalancer { kind }.check(&azs).len()
        };
        if faults(new) > faults(old) {
            losses.differences.push(Difference::Zones);
        }
    }

    /// Settings of its target groups that the other type has nothing for, and whether they cross zones
    /// as those of a new one of it.
    fn lose_group_settings(
        &self,
        id: PartId,
        before: LoadBalancerType,
        after: LoadBalancerType,
        losses: &mut Losses,
    ) {
        let groups = self.groups_of(id).take(after.traits().groups_max);
        let groups: Vec<(PartId, Value)> = groups
            .filter_map(|group| Some((group.id, group.params()?.to_value())))
            .collect();
        for setting in after.lacks() {
            let (path, none) = setting.unset();
            let is_none = |own: &Value| match own.as_f64() {
                Some(number) => Some(number) == none.as_f64(),
                None => *own == none,
            };
            let has =
                |(_, value): &&(PartId, Value)| value.get(path).is_some_and(|own| !is_none(own));
            let had: Vec<PartId> = groups.iter().filter(has).map(|(id, _)| *id).collect();
            if !had.is_empty() {
                let count = had.len() as u32;
                losses.differences.push(Difference::Unset(setting, count));
            }
            losses.unset.extend(had.into_iter().map(|id| (id, setting)));
        }
        let (old, new) = (before.traits().crosses_zones, after.traits().crosses_zones);
        if old != new {
            let is_old =
                |(_, value): &&(PartId, Value)| value.get(CROSS_ZONE) == Some(&Value::Bool(old));
            let crossed = groups.iter().filter(is_old);
            losses.crossed.extend(crossed.map(|(id, _)| *id));
        }
    }
}

const CROSS_ZONE: &str = "load_balancing.cross_zone.enabled";
const ELASTIC_IPS: &str = "elastic_ips";
const CERTIFICATES: &str = "Certificates";

/// The parameters of another kind, with what both have where it is not the default.
fn as_kind(old: &Params, to: KindId) -> Params {
    let mut params = Params::defaults(to);
    let (own, usual) = (old.to_value(), Params::defaults(old.kind()).to_value());
    for (key, given) in own.as_object().into_iter().flatten() {
        if usual.get(key) != Some(given) {
            // What the other kind has none of stays behind.
            let _ = params.read(key, given);
        }
    }
    params
}
