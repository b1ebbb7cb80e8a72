//! Where a new part comes to stand: its subnets, and its place among what is there already. What is
//! shown while it is carried is what happens when it is put down.

use crate::geometry::fit::{self, Layout};
use crate::geometry::snap::GRID;
use crate::geometry::{Point, Rect};
use crate::input::hit;
use crate::vocabulary::{FrameId, KindId, Level, NodeId, NodeView, Structure, SubnetKind};
use swell_core::contract::Place;
use swell_core::contract::Tier;
use swell_core::document::Document;

/// A part that is on its way to the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// The subnet that it was put into.
    pub home: Option<FrameId>,
    /// The subnets that it lives in, or may launch into.
    pub homes: Vec<FrameId>,
    pub place: Rect,
    /// The frames of its subnets once it is there: one that is full makes room.
    pub frames: Vec<Rect>,
    /// Its corner, where it is kept; `None`: the layout finds its place.
    pub at: Option<Point>,
}

/// Where a part of this kind lands that is put down at a world point.
pub fn landing(board: &Structure, layout: &Layout, kind: KindId, point: Point) -> Landing {
    if kind.spec().place.is_ground() {
        return ground(board, layout, point);
    }
    let home = lives_in_subnets(kind).then(|| hit::subnet_near(board, layout, point));
    let home = home.flatten();
    let homes = match lives_in_subnets(kind) {
        true => homes(&subnets(board), kind, home),
        false => Vec::new(),
    };
    let (w, h) = fit::size_of(kind, layout.mode);
    let on_grid = |v: f64| (v / GRID).round() * GRID;
    let corner = Point::new(on_grid(point.x - w / 2.0), on_grid(point.y - h / 2.0));
    let stands_in_one = stands_in_one(kind);
    let node = NodeView {
        id: NodeId(u32::MAX),
        kind: Some(kind),
        name: String::new(),
        subnets: match stands_in_one {
            true => homes.iter().copied().take(1).collect(),
            false => homes.clone(),
        },
        standby: None,
        at: None,
    };
    // What straddles its zones stands between them.
    let is_kept = stands_in_one || !lives_in_subnets(kind);
    let id = node.id;
    let lives_in = node.subnets.clone();
    let (after, at) = fit::landing(board, layout.mode, node, is_kept.then_some(corner));
    Landing {
        home,
        homes,
        place: after.node(id),
        frames: lives_in.into_iter().map(|z| after.frame(z)).collect(),
        at,
    }
}

/// What is ground goes into the frame that it is put into; the layout finds its place.
fn ground(board: &Structure, layout: &Layout, point: Point) -> Landing {
    let home = hit::frame_at(board, layout, point);
    Landing {
        home,
        homes: Vec::new(),
        place: Rect::new(point.x - 60.0, point.y - 30.0, 120.0, 60.0),
        frames: home.into_iter().map(|z| layout.frame(z)).collect(),
        at: None,
    }
}

/// Stands in one subnet only, though another may hold its standby.
pub fn stands_in_one(kind: KindId) -> bool {
    matches!(kind.spec().place, Place::Subnet { .. })
}

pub fn lives_in_subnets(kind: KindId) -> bool {
    kind.spec().place.is_in_subnets()
}

/// What of a subnet decides who lives there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subnet {
    pub id: FrameId,
    pub parent: Option<FrameId>,
    pub is_public: bool,
}

/// The subnets of the picture, in document order.
pub fn subnets(board: &Structure) -> Vec<Subnet> {
    let all = board.frames.iter().filter(|z| z.level == Level::Subnet);
    all.map(|z| Subnet {
        id: z.id,
        parent: z.parent,
        is_public: z.is_public(),
    })
    .collect()
}

/// The same of a document.
pub fn subnets_of(document: &Document) -> Vec<Subnet> {
    let ground = document.ground();
    let view = |subnet: &swell_core::world::ground::Subnet| Subnet {
        id: FrameId(subnet.id.0),
        parent: document
            .part(subnet.id)
            .and_then(|p| p.stands_in.first())
            .map(|p| FrameId(p.0)),
        is_public: subnet.kind() == SubnetKind::Public,
    };
    ground.subnets.iter().map(view).collect()
}

/// Subnets for a part of this kind, one in each zone: those like the wanted one; else public ones
/// for balancers, the last private ones for databases, the first private ones for servers. What
/// stands in one subnet stands in the wanted one, and a database's standby in another zone.
pub fn homes(subnets: &[Subnet], kind: KindId, wanted: Option<FrameId>) -> Vec<FrameId> {
    let wanted = subnets.iter().find(|z| Some(z.id) == wanted);
    let mut azs: Vec<Option<FrameId>> = Vec::new();
    for subnet in subnets {
        if !azs.contains(&subnet.parent) {
            azs.push(subnet.parent);
        }
    }
    let of = |az: Option<FrameId>, is_public: bool| {
        let all = subnets.iter();
        all.filter(move |z| z.parent == az && z.is_public == is_public)
    };
    let tier = wanted.and_then(|w| of(w.parent, w.is_public).position(|z| z.id == w.id));
    let pick = |az: &Option<FrameId>| {
        let twin = wanted.and_then(|w| {
            let mut same = of(*az, w.is_public);
            let nth = tier.and_then(|n| of(*az, w.is_public).nth(n));
            nth.or_else(|| same.next_back())
        });
        let (mut public, mut private) = (of(*az, true), of(*az, false));
        let usual = || match kind.drawing().tier {
            Tier::Public => public.next().or_else(|| private.next()),
            Tier::LastPrivate => private.next_back().or_else(|| public.next_back()),
            Tier::FirstPrivate => private.next().or_else(|| public.next()),
        };
        twin.or_else(usual).map(|z| z.id)
    };
    let mut all: Vec<FrameId> = azs.iter().filter_map(pick).collect();
    let first = wanted.and_then(|w| all.iter().position(|z| *z == w.id));
    if let Some(first) = first.filter(|_| stands_in_one(kind)) {
        all.swap(0, first);
    }
    if kind.spec().place == (Place::Subnet { has_standby: false }) {
        all.truncate(1);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::fit::{Mode, Shift, tidy};
    use crate::vocabulary::sample;

    const KINDS: [KindId; 6] = [
        KindId::Users,
        KindId::Route53,
        KindId::LoadBalancer,
        KindId::AutoScalingGroup,
        KindId::Instance,
        KindId::Database,
    ];

    #[test]
    fn a_part_lives_where_it_was_put() {
        let board = sample::structure(2);
        let subnets = subnets(&board);
        let az = |subnet: FrameId| subnets.iter().find(|s| s.id == subnet).map(|s| s.parent);
        for subnet in &subnets {
            for kind in KINDS.into_iter().filter(|k| lives_in_subnets(*k)) {
                let homes = homes(&subnets, kind, Some(subnet.id));
                match kind {
                    KindId::Instance => assert_eq!(homes, [subnet.id]),
                    KindId::Database => assert_eq!(homes.first(), Some(&subnet.id)),
                    _ => assert!(homes.contains(&subnet.id)),
                }
                let mut seen: Vec<_> = homes.iter().map(|z| az(*z)).collect();
                seen.dedup();
                assert_eq!(seen.len(), homes.len(), "one subnet in each zone");
            }
        }
    }

    #[test]
    fn wherever_a_part_is_put_it_lands_on_nothing_and_in_its_subnet() {
        let board = sample::structure(2);
        for mode in Mode::ALL {
            let layout = tidy(&board, mode, &Shift::default());
            let b = layout.bounds;
            for n in 0..90 {
                let share = |v: i32, of: i32| f64::from(v) / f64::from(of - 1);
                let point = Point::new(
                    b.x - 60.0 + share(n % 10, 10) * (b.w + 120.0),
                    b.y - 60.0 + share(n / 10, 9) * (b.h + 120.0),
                );
                for kind in KINDS {
                    let landing = landing(&board, &layout, kind, point);
                    let mut more = board.clone();
                    let id = NodeId(u32::MAX);
                    more.nodes.push(NodeView {
                        id,
                        kind: Some(kind),
                        name: String::new(),
                        subnets: match stands_in_one(kind) {
                            true => landing.homes.iter().copied().take(1).collect(),
                            false => landing.homes.clone(),
                        },
                        standby: None,
                        at: landing.at,
                    });
                    let after = tidy(&more, mode, &Shift::default());
                    let r = after.node(id);
                    let off = r.corner().minus(landing.place.corner()).length();
                    assert!(off < 1e-6, "{mode:?} {kind:?} {point:?}: {off}");
                    let others = board.nodes.iter().map(|n| after.node(n.id));
                    let cards = after.instances.values().copied();
                    let solid = others.chain(cards).chain(after.standbys.values().copied());
                    for other in solid {
                        let apart = !other.touches(r.grown(-1.0));
                        assert!(apart, "{mode:?} {kind:?} at {point:?}: {r:?} on {other:?}");
                    }
                    if let [home] = more.nodes.last().map_or(&[][..], |n| &n.subnets) {
                        let home = after.frame(*home);
                        let whole = home.union(r);
                        assert!(
                            whole.w - home.w < 0.01 && whole.h - home.h < 0.01,
                            "{kind:?}"
                        );
                    }
                }
            }
        }
    }
}
