//! New ground: which frame it stands in, and what it takes in; the network that is drawn for parts
//! that need one.

use super::names::{Names, slug};
use super::{Ids, params};
use crate::vocabulary::{KindId, Level};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::{Member, Place};
use swell_core::document::command::{Command, Fragment};
use swell_core::document::{Document, Part};
use swell_core::kinds::ground::availability_zone::AvailabilityZone;
use swell_core::kinds::ground::route_table::RouteTable;
use swell_core::kinds::ground::subnet::Subnet;
use swell_core::kinds::ground::vpc::Vpc;

/// Adds a frame inside the one that it was put into, or a route table or network ACL to it. A frame
/// as wide as the one there stands beside it. `None`: there is nothing that it could belong to, or
/// no room for another.
pub(super) fn place(
    document: &Document,
    mut part: Part,
    at: Option<PartId>,
) -> Option<(Command, PartId)> {
    let id = part.id;
    let place = part.place()?;
    let mut taken_in = Vec::new();
    match place {
        Place::Frame(level) => {
            // The picture has room for one of the widest.
            if level < Level::Az && document.frames(level).next().is_some() {
                return None;
            }
            let around = around(document, place, at);
            part.stands_in = around.into_iter().collect();
            if level == Level::Az {
                part.name = Some(letter(document));
            }
            // What stood in nothing stands in it now.
            let is_inside =
                |p: &&Part| p.place().is_some_and(|p| p.may_stand_in(level)) && p.is_ground();
            let inside = document.parts.iter().filter(is_inside);
            let outermost = inside.filter(|p| p.stands_in.is_empty() && level < Level::Az);
            taken_in.extend(outermost.map(|p| Command::StandIn {
                part: p.id,
                frames: vec![id],
            }));
        }
        _ => {
            part.of = Some(owner(document, &part, at)?);
            // Parts list filters by their names.
            if part.kind().is_some_and(KindId::is_filter) {
                let others = document.parts.iter().filter(|p| p.kind() == part.kind());
                let name = Names::of(document).next(slug(part.kind()), others.count());
                part.name = Some(name);
            }
        }
    }
    let mut parts = vec![part];
    if place == Place::Frame(Level::Vpc) && document.frames(Level::Subnet).next().is_none() {
        parts = network(&mut Ids(id.0))?;
    }
    let first = document.parts.len();
    let fragment = Fragment {
        parts: (first..).zip(parts).collect(),
        ..Fragment::default()
    };
    let mut all = vec![Command::Add(Box::new(fragment))];
    all.append(&mut taken_in);
    Some((Command::All(all), id))
}

/// The narrowest frame at or around `at` that may be around a part of this place; else the first of
/// the board, the narrowest kind first.
fn around(document: &Document, place: Place, at: Option<PartId>) -> Option<PartId> {
    let wider = [Level::Az, Level::Vpc, Level::Region];
    let mut fitting = wider.into_iter().filter(|level| place.may_stand_in(*level));
    let of = |level| at.and_then(|at| document.frame_around(at, level));
    let there = fitting.clone().find_map(of);
    there.or_else(|| fitting.find_map(|level| document.frames(level).next().map(|p| p.id)))
}

/// The frame at or around `at` that a route table or network ACL may belong to and that has none, or
/// another part, of which it may have many: without `at` the first such owner of the board.
pub(super) fn owner(document: &Document, part: &Part, at: Option<PartId>) -> Option<PartId> {
    let may_own = |owner: &Part| {
        let is_of = owner
            .kind()
            .is_some_and(|kind| part.kind().is_some_and(|k| k.may_belong_to(kind)));
        let is_alone = part.is_ground() && !part.kind().is_some_and(KindId::is_filter);
        let is_there = || document.children(owner.id).any(|c| c.kind() == part.kind());
        is_of && !(is_alone && is_there())
    };
    let Some(at) = at else {
        let first = document.parts.iter().find(|p| may_own(p));
        return first.map(|p| p.id);
    };
    let mut at = document.part(at);
    while let Some(frame) = at {
        if may_own(frame) {
            return Some(frame.id);
        }
        at = frame.stands_in.first().and_then(|f| document.part(*f));
    }
    None
}

/// The first letter that no Availability Zone is named by.
fn letter(document: &Document) -> String {
    let is_taken = |letter: &char| {
        let mut zones = document.frames(Level::Az);
        zones.any(|z| z.name.as_deref() == Some(letter.encode_utf8(&mut [0; 4])))
    };
    let free = ('a'..='z').find(|letter| !is_taken(letter));
    free.unwrap_or('z').to_string()
}

/// A VPC with two zones, each with a public, an application and a data subnet, and the route tables
/// that make them so.
pub(super) fn network(ids: &mut Ids) -> Option<Vec<Part>> {
    let mut network = Network {
        ids,
        parts: Vec::new(),
    };
    let vpc = network.add::<Vpc>(None, json!({ "CidrBlock": "10.0.0.0/16" }))?;
    let mut tables = vec![(vpc, "nat")];
    for (n, name) in ["a", "c"].into_iter().enumerate() {
        let az = network.add::<AvailabilityZone>(Some(vpc), json!({}))?;
        network.parts.last_mut()?.name = Some(name.to_owned());
        for tier in [0, 10, 20] {
            let block = json!({ "CidrBlock": format!("10.0.{}.0/24", tier + n) });
            let subnet = network.add::<Subnet>(Some(az), block)?;
            tables.extend((tier == 0).then_some((subnet, "igw")));
        }
    }
    for (of, route) in tables {
        network.add::<RouteTable>(None, json!({ "default_route": route }))?;
        network.parts.last_mut()?.of = Some(of);
    }
    Some(network.parts)
}

/// A network that is being drawn.
struct Network<'a> {
    ids: &'a mut Ids,
    parts: Vec<Part>,
}

impl Network<'_> {
    fn add<K: Member>(&mut self, around: Option<PartId>, given: Value) -> Option<PartId> {
        let id = PartId(self.ids.take());
        let mut part = Part::new(id, params(K::ID, given)?);
        part.stands_in = around.into_iter().collect();
        self.parts.push(part);
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{default_board, place};
    use super::*;

    fn put(document: &mut Document, kind: KindId, at: Option<u32>) -> PartId {
        let made = place(document, kind, None, at.map(PartId));
        let (command, id) = made.expect("it fits");
        document.apply(command).expect("legal");
        id
    }

    #[test]
    fn a_frame_stands_in_the_one_that_it_was_put_into() {
        let mut document = default_board();
        let before = document.clone();
        let of = |document: &Document, id| document.part(id).unwrap().stands_in.clone();
        // Into another subnet: beside it.
        let subnet = put(&mut document, KindId::Subnet, Some(8));
        assert_eq!(of(&document, subnet), [PartId(6)]);
        let block = document.ground().subnet(subnet).unwrap().block.unwrap();
        assert_eq!(block.to_string(), "10.0.2.0/24", "the first that is free");
        let az = put(&mut document, KindId::AvailabilityZone, Some(4));
        assert_eq!(of(&document, az), [PartId(1)]);
        assert_eq!(document.part(az).unwrap().name.as_deref(), Some("b"));
        let region = put(&mut document, KindId::Region, None);
        assert_eq!(of(&document, PartId(1)), [region]);
        assert!(place(&document, KindId::Vpc, None, None).is_none());
        assert_ne!(document, before);
    }

    #[test]
    fn a_route_table_makes_the_subnet_public_that_it_was_put_on() {
        use crate::vocabulary::SubnetKind;
        let mut document = default_board();
        let kind = |d: &Document| d.ground().subnet(PartId(4)).unwrap().kind();
        assert_eq!(kind(&document), SubnetKind::Private);
        let table = put(&mut document, KindId::RouteTable, Some(4));
        assert_eq!(kind(&document), SubnetKind::Isolated);
        let set = Command::SetField {
            part: table,
            path: "default_route".to_owned(),
            value: json!("igw"),
        };
        document.apply(set).expect("a word");
        assert_eq!(kind(&document), SubnetKind::Public);
        // Subnet, VPC: each has one now.
        assert!(place(&document, KindId::RouteTable, None, Some(PartId(4))).is_none());
    }

    #[test]
    fn what_stood_in_a_frame_stays_when_it_goes_and_one_undo_brings_it_back() {
        let mut document = default_board();
        let before = document.clone();
        let back = document
            .apply(Command::Remove { ids: vec![6] })
            .expect("there");
        let stands_in = |d: &Document, id| d.part(PartId(id)).unwrap().stands_in.clone();
        assert_eq!(stands_in(&document, 12), [PartId(3)]);
        assert_eq!(stands_in(&document, 20), [PartId(5)]);
        assert!(document.part(PartId(7)).is_none() && document.part(PartId(27)).is_none());
        document.apply(back).expect("as it was");
        assert_eq!(document, before);
    }
}
