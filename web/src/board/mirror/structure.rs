//! Frames, parts, chips, links and servers of the picture, from the document and the run.

use crate::geometry::Point;
use crate::vocabulary::*;
use swell_core::base::id::{InstanceId as CoreInstanceId, PartId};
use swell_core::base::small_map::SmallMap;
use swell_core::contract::Launched;
use swell_core::document::{Document, Part as DocumentPart};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::alarm::Alarm;
use swell_core::kinds::policy::{Policy, PolicyType};

/// One number for an instance: its owner and its serial there.
pub fn instance_key(id: CoreInstanceId) -> InstanceId {
    InstanceId((id.owner.0 & 0xfff) << 20 | (id.serial & 0xf_ffff))
}

pub fn structure(document: &Document, simulation: &Simulation) -> Structure {
    let stands = |part: &&DocumentPart| part.of.is_none() && !part.is_ground();
    let nodes = document
        .parts
        .iter()
        .filter(stands)
        .map(|part| node(document, simulation, part));
    let chips = document.parts.iter().filter_map(|part| {
        Some(ChipView {
            id: NodeId(part.id.0),
            of: NodeId(part.of?.0),
            kind: part.kind(),
            name: part.name.clone().unwrap_or_default(),
        })
    });
    let links = document.links.iter().map(|link| LinkView {
        id: LinkId(link.id.0),
        from: NodeId(standalone(document, link.from).0),
        to: NodeId(standalone(document, link.to).0),
    });
    let (instances, uncarded) = cards(simulation);
    Structure {
        frames: frames(document, simulation),
        nodes: nodes.collect(),
        chips: chips.collect(),
        links: links.collect(),
        instances,
        uncarded,
        chain_rows: chain_rows(document),
        filtered: filtered(document),
    }
}

/// Parts with the filters that they list.
fn filtered(document: &Document) -> Vec<(NodeId, NodeId)> {
    let standing = document.parts.iter().filter(|part| part.of.is_none());
    let pairs = standing.flat_map(|part| {
        let filters = document.filters_of(part);
        filters.map(|filter| (NodeId(part.id.0), NodeId(filter.0)))
    });
    pairs.collect()
}

/// The frames, in document order.
fn frames(document: &Document, simulation: &Simulation) -> Vec<FrameView> {
    let ground = document.ground();
    let view = |part: &DocumentPart| {
        let level = part.level()?;
        let subnet = ground.subnet(part.id);
        let block = match level {
            Level::Vpc => Some(document.vpc_block(Some(part.id))),
            _ => subnet.and_then(|s| s.block),
        };
        Some(FrameView {
            id: FrameId(part.id.0),
            level,
            parent: part.stands_in.first().map(|p| FrameId(p.0)),
            name: part.name.clone().unwrap_or_default(),
            block: block.map(|b| b.to_string()).unwrap_or_default(),
            subnet: subnet.map(|s| s.kind()),
            is_down: simulation.control().is_down(part.id),
            is_full: simulation.control().is_full(part.id),
            at: document.layout.get(&part.id.0).and_then(|p| frame(p)),
        })
    };
    document.parts.iter().filter_map(view).collect()
}

/// Alarms that scale the first group: its own, and the pairs of target tracking.
fn chain_rows(document: &Document) -> usize {
    let scales = |p: &&DocumentPart| role(p.kind()) == Role::Fleet;
    let Some(group) = document.parts.iter().find(scales).map(|p| p.id) else {
        return 0;
    };
    let of = |id: PartId| document.part(id).and_then(|p| p.of);
    let rows = |part: &DocumentPart| {
        if let Some(alarm) = part.get::<Alarm>() {
            let acts_on = alarm.actions.first().map_or(part.of, |policy| of(*policy));
            return usize::from(acts_on == Some(group));
        }
        let policy = part.get::<Policy>().filter(|_| part.of == Some(group));
        policy.map_or(0, |policy| match policy.policy_type {
            PolicyType::TargetTrackingScaling => 2,
            _ => 0,
        })
    };
    document.parts.iter().map(rows).sum()
}

fn node(document: &Document, simulation: &Simulation, part: &DocumentPart) -> NodeView {
    let mut subnets: Vec<FrameId> = part.stands_in.iter().map(|z| FrameId(z.0)).collect();
    let mut place = document.layout.get(&part.id.0);
    let mut standby = None;
    if let Some((works_in, waits_in)) = roles(simulation, part.id) {
        let works_in = FrameId(works_in.0);
        // After a fail-over it stands where it answers, not where it was put.
        place = place.filter(|_| subnets.first() == Some(&works_in));
        subnets = vec![works_in];
        standby = waits_in.map(|z| FrameId(z.0));
    }
    NodeView {
        id: NodeId(part.id.0),
        kind: part.kind(),
        name: part.name.clone().unwrap_or_default(),
        standby,
        subnets,
        at: place.and_then(|p| Some(Point::new(within(*p.first()?), within(*p.get(1)?)))),
    }
}

/// The subnets where a part works and where its standby waits, as the run has them now.
fn roles(simulation: &Simulation, id: PartId) -> Option<(PartId, Option<PartId>)> {
    let control = simulation.control();
    let facts = control.facts.get(control.ix(id)?.ix())?;
    simulation.part(id)?.roles(&facts.subnets)
}

/// How far from the origin a part is drawn: a board with one of them anywhere can still be seen.
const PLACE_MAX: f64 = 4_000.0;

/// The corner and the size of a frame that has both.
fn frame(place: &[f64]) -> Option<(Point, Point)> {
    let [x, y, w, h] = *place else { return None };
    Some((
        Point::new(within(x), within(y)),
        Point::new(w.min(2.0 * PLACE_MAX), h.min(2.0 * PLACE_MAX)),
    ))
}

fn within(place: f64) -> f64 {
    place.clamp(-PLACE_MAX, PLACE_MAX)
}

/// The part that stands on the canvas for another: a target group's balancer.
pub fn standalone(document: &Document, id: PartId) -> PartId {
    document.part(id).and_then(|p| p.of).unwrap_or(id)
}

/// Cards of one group, and of all groups together: no more are drawn, however many servers run.
const CARDS_OF_GROUP_MAX: usize = 24;
const CARDS_MAX: usize = 60;

/// Servers of groups that have a card, the oldest, and how many have none; an instance that stands
/// alone is a node.
fn cards(simulation: &Simulation) -> (Vec<InstanceRef>, Vec<(NodeId, u32)>) {
    let launched = simulation.parts().iter();
    let launched = launched.map(|part| part.launched(simulation.now()));
    let groups: Vec<Vec<Launched>> = launched.filter(|all| !all.is_empty()).collect();
    let most = CARDS_MAX / groups.len().max(1);
    let most = most.clamp(3, CARDS_OF_GROUP_MAX);
    let (mut cards, mut uncarded) = (Vec::new(), Vec::new());
    for group in groups {
        let id = group.first().map_or(NodeId(0), |m| NodeId(m.id.owner.0));
        cards.extend(group.iter().take(most).map(|m| InstanceRef {
            id: instance_key(m.id),
            group: id,
            subnet: Some(FrameId(m.subnet.0)),
        }));
        let rest = group.len().saturating_sub(most);
        if rest > 0 {
            uncarded.push((id, rest as u32));
        }
    }
    (cards, uncarded)
}

/// The link between two standing parts, for the flights.
pub fn edge_links(document: &Document) -> SmallMap<(PartId, PartId), LinkId> {
    let links = document.links.iter();
    links
        .map(|l| {
            let ends = (standalone(document, l.from), standalone(document, l.to));
            (ends, LinkId(l.id.0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use swell_core::base::time::Span;
    use swell_core::document::command::Command;
    use swell_core::engine::injection::Injection;
    use swell_core::scenario::catalog::preset;
    use swell_core::session::Session;

    #[test]
    fn after_a_fail_over_the_database_stands_where_it_answers() {
        let document = Document::from_json(preset("default").unwrap().json).unwrap();
        let (id, zone) = (PartId(20), PartId(2));
        let mut session = Session::new(document);
        let places = vec![(id.0, Some(vec![10.0, 20.0]))];
        session.edit(Command::Move { places }).unwrap();
        let stands = |session: &Session| {
            let all = structure(session.document(), session.simulation());
            let node = all.node(NodeId(id.0)).unwrap().clone();
            (node.subnets, node.standby, node.at.is_some())
        };
        let (first, second) = (FrameId(5), FrameId(9));
        assert_eq!(stands(&session), (vec![first], Some(second), true));
        session.inject(Injection::ZoneDown { zone });
        session.advance(session.now() + Span::from_s(200), u64::MAX);
        assert_eq!(stands(&session), (vec![second], Some(first), false));
        // The zone is back: it stays where it is until it fails over again.
        session.inject(Injection::ZoneUp { zone });
        session.advance(session.now() + Span::from_s(200), u64::MAX);
        assert_eq!(stands(&session).0, [second]);
    }
}
