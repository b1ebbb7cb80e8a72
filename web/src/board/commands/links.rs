//! Lines between standalone parts: which are possible, and why one is not.

use super::{Ids, params};
use crate::vocabulary::{KindId, Refusal};
use serde_json::{Map, json};
use swell_core::base::id::{LinkId, PartId};
use swell_core::contract::Protocol;
use swell_core::document::command::Command;
use swell_core::document::{Document, Link, Part};

/// A wire between two standalone parts. It starts at what sends the requests of the first, as the target
/// group of a balancer does.
/// `None`: no protocol joins the two.
pub fn link(document: &Document, from: PartId, to: PartId) -> Option<Command> {
    let protocol = protocol(document, from, to)?;
    let mut ids = Ids(document.next_id());
    let mut commands = Vec::new();
    let start = match (sender(document, from), sending(document, from)) {
        (Some(sender), _) => sender,
        (None, Some(kind)) => {
            let id = PartId(ids.take());
            let mut part = Part::new(id, params(kind, json!({}))?);
            part.of = Some(from);
            commands.push(Command::add_part(document, part, None));
            id
        }
        (None, None) => from,
    };
    let id = LinkId(ids.take());
    let link = Link {
        id,
        from: start,
        to,
        protocol,
        extra: Map::new(),
    };
    commands.push(Command::add_link(document, link));
    Some(Command::All(commands))
}

/// The standalone parts to which a line from `from` can be drawn now, in document order.
pub fn targets(document: &Document, from: PartId) -> Vec<PartId> {
    let standalone = document.parts.iter().filter(|p| p.of.is_none());
    let ids = standalone.map(|p| p.id);
    ids.filter(|to| is_possible(document, from, *to)).collect()
}

fn is_possible(document: &Document, from: PartId, to: PartId) -> bool {
    from != to && !is_there(document, from, to) && protocol(document, from, to).is_some()
}

fn is_there(document: &Document, from: PartId, to: PartId) -> bool {
    let start = sender(document, from).unwrap_or(from);
    let mut links = document.links.iter();
    links.any(|l| (l.from, l.to) == (start, to))
}

/// Why a line cannot be drawn; `None`: it can.
pub fn refusal(document: &Document, from: PartId, to: PartId) -> Option<Refusal> {
    if from == to {
        return Some(Refusal::Itself);
    }
    if is_there(document, from, to) {
        return Some(Refusal::Already);
    }
    if protocol(document, from, to).is_some() {
        return None;
    }
    if protocol(document, to, from).is_some() {
        return Some(Refusal::Backwards);
    }
    if offers(document, from).is_empty() {
        return Some(Refusal::EndsHere);
    }
    Some(Refusal::NotTaken {
        parts: targets(document, from),
        kinds: takers(document, from),
    })
}

/// The kinds of parts that take what a part sends.
pub fn takers(document: &Document, from: PartId) -> Vec<KindId> {
    let offers = offers(document, from);
    let takes = |accepts: &[Protocol]| offers.iter().any(|p| accepts.contains(p));
    let kinds = KindId::ALL.iter().copied();
    kinds
        .filter(|kind| takes(kind.spec().accepts) && kind.drawing().family.is_some())
        .collect()
}

/// Whether lines lead from parts of one kind to parts of another.
pub fn may_join(from: KindId, to: KindId) -> bool {
    let from = from.drawing().sender().unwrap_or(from);
    let (from, to) = (from.spec(), to.spec());
    from.offers.iter().any(|p| to.accepts.contains(p))
}

/// The kind of what belongs to a part and sends its requests, if it does not send them itself.
fn sending(document: &Document, from: PartId) -> Option<KindId> {
    document.part(from)?.kind()?.drawing().sender()
}

/// Where the part's wires start, if not at the part itself.
fn sender(document: &Document, from: PartId) -> Option<PartId> {
    let kind = sending(document, from)?;
    let found = document.children(from).find(|c| c.kind() == Some(kind));
    found.map(|c| c.id)
}

fn offers(document: &Document, from: PartId) -> &'static [Protocol] {
    let own = document.part(from).and_then(Part::kind);
    let kind = sending(document, from).or(own);
    kind.map_or(&[], |kind| kind.spec().offers)
}

fn protocol(document: &Document, from: PartId, to: PartId) -> Option<Protocol> {
    let accepts = document.params(to)?.spec().accepts;
    let mut offers = offers(document, from).iter().copied();
    offers.find(|p| accepts.contains(p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::commands::default_board as board;

    fn of(document: &Document, kind: KindId) -> PartId {
        let found = document.parts.iter().find(|p| p.kind() == Some(kind));
        found.map_or(PartId::default(), |p| p.id)
    }

    #[test]
    fn every_target_takes_the_line_and_every_other_part_says_why_not() {
        let document = board();
        let standalone: Vec<PartId> = document
            .parts
            .iter()
            .filter(|p| p.of.is_none())
            .map(|p| p.id)
            .collect();
        for from in &standalone {
            let targets = targets(&document, *from);
            for to in &standalone {
                let taken = link(&document, *from, *to)
                    .filter(|_| from != to)
                    .is_some_and(|c| document.clone().apply(c).is_ok());
                assert_eq!(targets.contains(to), taken, "{from:?} {to:?}");
                assert_eq!(refusal(&document, *from, *to).is_none(), taken);
            }
        }
    }

    #[test]
    fn a_refusal_says_what_to_do_instead() {
        let document = board();
        let (users, rds, group) = (
            of(&document, KindId::Users),
            of(&document, KindId::Database),
            of(&document, KindId::AutoScalingGroup),
        );
        assert_eq!(refusal(&document, rds, group), Some(Refusal::Backwards));
        assert_eq!(refusal(&document, group, rds), Some(Refusal::Already));
        assert_eq!(refusal(&document, rds, users), Some(Refusal::EndsHere));
        assert_eq!(refusal(&document, users, users), Some(Refusal::Itself));
        let Some(Refusal::NotTaken { parts, kinds }) = refusal(&document, users, rds) else {
            panic!("users cannot talk to a database");
        };
        assert!(parts.contains(&group) && !parts.contains(&rds));
        assert!(kinds.contains(&KindId::LoadBalancer) && !kinds.contains(&KindId::Database));
    }
}
