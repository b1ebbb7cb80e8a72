//! Zones, parts, chips, links and servers of the picture, from the document and the run.

use crate::board::model::*;
use crate::geometry::Point;
use swell_core::base::id::{InstanceId as CoreInstanceId, PartId};
use swell_core::base::small_map::SmallMap;
use swell_core::document::{Document, Part as DocumentPart, ZoneKind as DocumentZone};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::{Params, Part};

/// One number for an instance: its owner and its serial there.
pub fn instance_key(id: CoreInstanceId) -> InstanceId {
    InstanceId((id.owner.0 & 0xfff) << 20 | (id.serial & 0xf_ffff))
}

pub fn kind(word: &str) -> Kind {
    match word {
        "users" => Kind::Users,
        "route53" => Kind::Route53,
        "load_balancer" => Kind::LoadBalancer,
        "auto_scaling_group" => Kind::AutoScalingGroup,
        "instance" => Kind::Instance,
        "database" => Kind::Database,
        "target_group" => Kind::TargetGroup,
        "launch_template" => Kind::LaunchTemplate,
        "scaling_policy" => Kind::ScalingPolicy,
        "scheduled_action" => Kind::ScheduledAction,
        "alarm" => Kind::Alarm,
        _ => Kind::Unknown,
    }
}

pub fn structure(document: &Document, simulation: &Simulation) -> Structure {
    let zones = document.zones.iter().map(|zone| ZoneView {
        id: ZoneId(zone.id.0),
        kind: match zone.kind {
            DocumentZone::Region => ZoneKind::Region,
            DocumentZone::Vpc => ZoneKind::Vpc,
            DocumentZone::Az => ZoneKind::Az,
            DocumentZone::Subnet => ZoneKind::Subnet,
        },
        parent: zone.parent.map(|p| ZoneId(p.0)),
        name: zone.name.clone().unwrap_or_default(),
        cidr: zone.cidr.clone().unwrap_or_default(),
        is_public: zone.is_public,
        is_down: simulation.control().is_down(zone.id),
        is_full: simulation.control().is_full(zone.id),
    });
    let stands = |part: &&DocumentPart| part.of.is_none();
    let nodes = document
        .parts
        .iter()
        .filter(stands)
        .map(|part| node(document, part));
    let chips = document.parts.iter().filter_map(|part| {
        Some(ChipView {
            id: NodeId(part.id.0),
            of: NodeId(part.of?.0),
            kind: kind(part.kind()),
            name: part.name.clone().unwrap_or_default(),
        })
    });
    let links = document.links.iter().map(|link| LinkView {
        id: LinkId(link.id.0),
        from: NodeId(standing(document, link.from).0),
        to: NodeId(standing(document, link.to).0),
    });
    Structure {
        zones: zones.collect(),
        nodes: nodes.collect(),
        chips: chips.collect(),
        links: links.collect(),
        instances: instances(simulation),
    }
}

fn node(document: &Document, part: &DocumentPart) -> NodeView {
    let has_standby = matches!(part.params(), Some(Params::Database(d)) if d.multi_az);
    let lives_in_one = matches!(part.params(), Some(Params::Database(_)));
    let zones: Vec<ZoneId> = part.zones.iter().map(|z| ZoneId(z.0)).collect();
    let place = document.layout.get(&part.id.0);
    NodeView {
        id: NodeId(part.id.0),
        kind: kind(part.kind()),
        name: part.name.clone().unwrap_or_default(),
        standby: zones.get(1).copied().filter(|_| has_standby),
        zones: if lives_in_one {
            zones.into_iter().take(1).collect()
        } else {
            zones
        },
        at: place.and_then(|p| Some(Point::new(*p.first()?, *p.get(1)?))),
    }
}

/// The part that stands on the canvas for another: a target group's balancer.
pub fn standing(document: &Document, id: PartId) -> PartId {
    document.part(id).and_then(|p| p.of).unwrap_or(id)
}

/// Servers of groups; an instance that stands alone is a node.
fn instances(simulation: &Simulation) -> Vec<InstanceRef> {
    let mut all: Vec<InstanceRef> = Vec::new();
    for part in simulation.parts() {
        let Part::AutoScalingGroup(group) = part else {
            continue;
        };
        all.extend(group.members.iter().map(|m| InstanceRef {
            id: instance_key(m.id),
            group: NodeId(m.id.owner.0),
            zone: Some(ZoneId(m.subnet.0)),
        }));
    }
    all
}

/// The link between two standing parts, for the flights.
pub fn edge_links(document: &Document) -> SmallMap<(PartId, PartId), LinkId> {
    let links = document.links.iter();
    links
        .map(|l| {
            let ends = (standing(document, l.from), standing(document, l.to));
            (ends, LinkId(l.id.0))
        })
        .collect()
}
