//! The automatic layout: which place every zone, part, server and line gets.
//!
//! One set of rules and a set of sizes for each shape of the stage, so that no letter is ever shrunk
//! below what can be read: where there is less room there are fewer words, not smaller ones. A place
//! that the user chose wins on the wide boards; in the small rows and columns a part stands as far
//! from its usual place, in proportion.

mod flow;
mod frames;
mod lines;
pub mod pull;
mod settle;
mod sizes;
mod tracks;

use super::curve::Curve;
use super::viewport::Viewport;
use super::{Point, Rect};
use crate::vocabulary::{EdgeKey, FrameId, InstanceId, KindId, NodeId, NodeView, Structure};
use flow::Flow;
use lines::{bounds, connect, transpose};
use sizes::Sizes;
use swell_core::base::order::sort_short;
use swell_core::base::small_map::SmallMap;

/// How the stage is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Wide,
    /// As the wide board, with everything closer together: a laptop's stage.
    Snug,
    /// Long and low: an embed in an article.
    Strip,
    /// Small, low and wider than high.
    Flat,
    /// Small and a little wider than high: traffic flows to the right.
    Row,
    /// Small and higher than wide: traffic flows down.
    Column,
}

impl Mode {
    #[cfg(test)]
    pub const ALL: [Self; 6] = [
        Self::Wide,
        Self::Snug,
        Self::Strip,
        Self::Flat,
        Self::Row,
        Self::Column,
    ];

    /// The mode for a stage of this many CSS pixels.
    pub fn for_size(size: Point) -> Self {
        let Point { x, y } = size;
        match size {
            _ if x >= 880.0 && y >= 620.0 => Self::Wide,
            _ if x >= 620.0 && y >= 380.0 => Self::Snug,
            _ if x >= 600.0 && x >= y * 1.8 => Self::Strip,
            _ if x >= y * 1.45 => Self::Flat,
            _ if x >= y * 1.15 => Self::Row,
            _ => Self::Column,
        }
    }

    /// Whether the board says everything: names of subnets, chips, the chain of decisions.
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Wide | Self::Snug)
    }

    /// The name by which style sheets know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide | Self::Snug => "wide",
            Self::Strip | Self::Flat | Self::Row => "row",
            Self::Column => "column",
        }
    }
}

/// The places of everything, in world units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub mode: Mode,
    pub frames: SmallMap<FrameId, Rect>,
    pub nodes: SmallMap<NodeId, Rect>,
    pub standbys: SmallMap<NodeId, Rect>,
    pub instances: SmallMap<InstanceId, Rect>,
    /// The strip of metric, alarms, policies and group.
    pub chain: Option<Rect>,
    pub curves: SmallMap<EdgeKey, Curve>,
    /// Zones whose name stands at their bottom: the lanes mirror each other, so that what straddles
    /// them (a balancer, a group's limits) covers no name.
    pub low_names: Vec<FrameId>,
    pub bounds: Rect,
}

impl Layout {
    pub fn node(&self, id: NodeId) -> Rect {
        self.nodes.get(&id).copied().unwrap_or_default()
    }

    pub fn frame(&self, id: FrameId) -> Rect {
        self.frames.get(&id).copied().unwrap_or_default()
    }

    pub fn instance(&self, id: InstanceId) -> Rect {
        self.instances.get(&id).copied().unwrap_or_default()
    }
}

/// A preview of parts being dragged: who, and by how much.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shift {
    pub nodes: Vec<NodeId>,
    pub by: Point,
}

/// Lays the board out.
pub fn tidy(board: &Structure, mode: Mode, shift: &Shift) -> Layout {
    shifted(arranged(board, mode), board, shift)
}

/// The places of everything without its lines, which [`shifted`] adds: what stays while parts are
/// dragged, and takes by far the most work.
pub fn arranged(board: &Structure, mode: Mode) -> Layout {
    let mut flow = Flow::new(board, mode);
    flow.wanted = frames::wanted(board, mode);
    flow.place();
    let mut layout = flow.layout;
    if mode == Mode::Column {
        transpose(&mut layout);
    }
    put_where_wanted(board, mode, &mut layout);
    settle::settle(board, &mut layout);
    layout
}

/// An arrangement with the dragged parts moved, and its lines.
pub fn shifted(mut layout: Layout, board: &Structure, shift: &Shift) -> Layout {
    for id in &shift.nodes {
        carry(board, &mut layout, *id, shift.by);
    }
    connect(board, &mut layout);
    layout.bounds = bounds(&layout);
    layout
}

/// Moves a part, and the servers of a group with it.
fn carry(board: &Structure, layout: &mut Layout, id: NodeId, by: Point) {
    if let Some(r) = layout.nodes.get_mut(&id) {
        *r = r.moved(by);
    }
    for server in board.instances_of(id) {
        if let Some(r) = layout.instances.get_mut(&server.id) {
            *r = r.moved(by);
        }
    }
}

/// How much smaller distances are in the small layouts.
const SMALL: f64 = 0.6;

/// A distance of the wide layout in a small one; in a column the flow runs down.
fn from_wide(by: Point, mode: Mode) -> Point {
    match mode {
        Mode::Column => Point::new(by.y * SMALL, by.x * SMALL),
        _ => Point::new(by.x * SMALL, by.y * SMALL),
    }
}

/// The same the other way.
fn to_wide(by: Point, mode: Mode) -> Point {
    match mode {
        Mode::Column => Point::new(by.y / SMALL, by.x / SMALL),
        _ => Point::new(by.x / SMALL, by.y / SMALL),
    }
}

/// How the snug board lies on the wide one: its extent along the flow and across it, as shares.
/// A place that the user chose is one place on both, and keeps its lane and its subnet.
fn snug_of_wide(board: &Structure) -> Point {
    let (wide, snug) = (
        Flow::new(board, Mode::Wide).extent(),
        Flow::new(board, Mode::Snug).extent(),
    );
    Point::new(snug.x / wide.x.max(1.0), snug.y / wide.y.max(1.0))
}

/// The place on the wide board of a place on this one. Only boards that say everything have one.
pub fn wide_place(board: &Structure, mode: Mode, at: Point) -> Option<Point> {
    match mode {
        Mode::Wide => Some(at),
        Mode::Snug => {
            let share = snug_of_wide(board);
            Some(Point::new(at.x / share.x, at.y / share.y))
        }
        _ => None,
    }
}

/// Moves parts to the places that people gave them. Places are kept in units of the wide layout;
/// in the small ones a part stands as far from its usual place, in proportion.
fn put_where_wanted(board: &Structure, mode: Mode, layout: &mut Layout) {
    if board.nodes.iter().all(|n| n.at.is_none()) {
        return;
    }
    let usual = (!mode.is_wide()).then(|| unmoved(board));
    let share = match mode {
        Mode::Snug => snug_of_wide(board),
        _ => Point::new(1.0, 1.0),
    };
    for node in &board.nodes {
        let (Some(at), Some(r)) = (node.at, layout.nodes.get(&node.id)) else {
            continue;
        };
        let by = match usual.as_ref().and_then(|u| u.nodes.get(&node.id)) {
            None => Point::new(at.x * share.x, at.y * share.y).minus(r.corner()),
            Some(u) => from_wide(at.minus(u.corner()), mode),
        };
        carry(board, layout, node.id, by);
    }
}

/// The wide layout as if nobody had moved anything.
fn unmoved(board: &Structure) -> Layout {
    let mut board = board.clone();
    for node in &mut board.nodes {
        node.at = None;
    }
    tidy(&board, Mode::Wide, &Shift::default())
}

/// Where to keep a part that is moved `by` in the layout `mode`.
pub fn place_after(board: &Structure, mode: Mode, id: NodeId, by: Point) -> Option<Point> {
    if mode.is_wide() {
        let r = arranged(board, mode).nodes.get(&id).copied()?;
        return wide_place(board, mode, r.corner().plus(by));
    }
    let wide = arranged(board, Mode::Wide);
    let r = wide.nodes.get(&id)?;
    Some(r.corner().plus(to_wide(by, mode)))
}

/// How large a part of this kind is drawn.
pub fn size_of(kind: KindId, mode: Mode) -> (f64, f64) {
    let sizes = Sizes::of(mode);
    let (along, across) = sizes.of_kind(Some(kind));
    match mode {
        Mode::Column => (across, along),
        _ => (along, across),
    }
}

/// The board with one more part on it; and where its place is kept, if it is put down at `corner`
/// on a board that keeps places.
pub fn landing(
    board: &Structure,
    mode: Mode,
    node: NodeView,
    corner: Option<Point>,
) -> (Layout, Option<Point>) {
    let id = node.id;
    let mut board = board.clone();
    board.nodes.push(node);
    let at = corner.and_then(|c| wide_place(&board, mode, c));
    if let Some(node) = board.nodes.last_mut() {
        node.at = at;
    }
    let layout = arranged(&board, mode);
    let corner = layout.node(id).corner();
    let kept = at.and_then(|_| wide_place(&board, mode, corner));
    (layout, kept)
}

/// How far parts go that are put down `by` from where they stand: to the nearest place where they
/// lie on nothing, and cover no zone's name.
pub fn put_down(board: &Structure, layout: &Layout, nodes: &[NodeId], by: Point) -> Point {
    let moved = settle::Moved::of(board, layout, nodes);
    by.plus(moved.way(by).unwrap_or_default())
}

/// How far copies of parts go from their originals, which stay.
pub fn copied(board: &Structure, layout: &Layout, nodes: &[NodeId], by: Point) -> Point {
    let copies = settle::Moved::copies(board, layout, nodes);
    by.plus(copies.way(by).unwrap_or_default())
}

/// How far parts go that are nudged: over what stands in their way, to the next free place.
pub fn nudged(board: &Structure, layout: &Layout, nodes: &[NodeId], step: Point) -> Option<Point> {
    const STEPS_MAX: u32 = 120;
    let moved = settle::Moved::of(board, layout, nodes);
    let far = |n: u32| Point::new(step.x * f64::from(n), step.y * f64::from(n));
    (1..=STEPS_MAX).map(far).find(|by| moved.is_free(*by))
}

/// How far from the sources each part is, in hops.
pub fn ranks(board: &Structure) -> SmallMap<NodeId, u32> {
    let mut ranks: SmallMap<NodeId, u32> = board.nodes.iter().map(|n| (n.id, 0)).collect();
    // A circle of links would push ranks up for ever; as many rounds as parts are enough without.
    for _ in 0..board.nodes.len() {
        let mut changed = false;
        for link in &board.links {
            let from = ranks.get(&link.from).copied().unwrap_or(0);
            if let Some(to) = ranks.get_mut(&link.to)
                && *to < from + 1
                && (from as usize) < board.nodes.len()
            {
                *to = from + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    ranks
}

/// Parts in the order in which a request meets them: the order of the Tab key.
pub fn flow_order(board: &Structure) -> Vec<NodeId> {
    let ranks = ranks(board);
    let mut ids: Vec<(u32, NodeId)> = ranks.into_iter().map(|(id, rank)| (rank, id)).collect();
    sort_short(&mut ids, Ord::cmp);
    ids.into_iter().map(|(_, id)| id).collect()
}

/// Height of the legend's line.
const LEGEND_PX: f64 = 30.0;

/// The whole board in the stage; small boards may grow a little, never to posters.
pub fn fitted(bounds: Rect, size: Point) -> Viewport {
    let is_wide = Mode::for_size(size).is_wide();
    // The legend and the zoom buttons stand below a wide board and not on it.
    let (padding, below) = if is_wide {
        (14.0, LEGEND_PX)
    } else {
        (8.0, 0.0)
    };
    let room = Point::new(size.x, (size.y - below).max(1.0));
    Viewport::fitting(bounds, room, padding, 1.35)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::sample;
    use crate::vocabulary::{LinkId, LinkView};

    fn overlaps(a: Rect, b: Rect) -> bool {
        a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
    }

    #[test]
    fn nothing_overlaps_in_any_mode() {
        for servers in [0, 2, 4, 7, 12] {
            let board = sample::structure(servers);
            for mode in Mode::ALL {
                let l = tidy(&board, mode, &Shift::default());
                let solid: Vec<Rect> = board
                    .nodes
                    .iter()
                    .filter(|n| n.kind != Some(KindId::AutoScalingGroup))
                    .map(|n| l.node(n.id))
                    .chain(l.instances.values().copied())
                    .chain(l.standbys.values().copied())
                    .collect();
                for (i, a) in solid.iter().enumerate() {
                    for b in solid.iter().skip(i + 1) {
                        assert!(!overlaps(*a, *b), "{mode:?} with {servers}: {a:?} {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_server_lies_in_its_subnet_and_every_subnet_in_its_zone() {
        for servers in [2, 4, 9] {
            let board = sample::structure(servers);
            for mode in Mode::ALL {
                let l = tidy(&board, mode, &Shift::default());
                for i in &board.instances {
                    let (Some(frame), card) = (i.subnet, l.instance(i.id)) else {
                        continue;
                    };
                    let outer = l.frame(frame);
                    assert!(
                        outer.union(card) == outer,
                        "{mode:?} {servers} {outer:?} {card:?}"
                    );
                }
                for z in &board.frames {
                    let Some(parent) = z.parent else { continue };
                    let outer = l.frame(parent);
                    let both = outer.union(l.frame(z.id));
                    assert!((both.w - outer.w).abs() < 0.01 && (both.h - outer.h).abs() < 0.01);
                }
            }
        }
    }

    /// The stages of the screens that the product is made for, in CSS pixels.
    const STAGES: [(&str, f64, f64); 9] = [
        ("desktop 1440 x 900", 912.0, 652.0),
        ("laptop 1280 x 720", 752.0, 512.0),
        ("tablet", 764.0, 932.0),
        ("large embed", 760.0, 264.0),
        ("embed 640 x 400", 640.0, 316.0),
        ("embed 400 x 320", 400.0, 240.0),
        ("phone", 390.0, 315.0),
        ("phone on its side", 524.0, 286.0),
        ("200 % zoom", 400.0, 340.0),
    ];

    /// The smallest letters of the board, in world units.
    const LETTERS: f64 = 12.0;

    #[test]
    fn no_letter_of_a_board_is_smaller_than_eleven_pixels() {
        let mut small = Vec::new();
        for (name, w, h) in STAGES {
            let size = Point::new(w, h);
            for servers in [2, 4] {
                let board = sample::structure(servers);
                let mode = Mode::for_size(size);
                let bounds = tidy(&board, mode, &Shift::default()).bounds;
                let scale = fitted(bounds, size).scale;
                if scale * LETTERS < 11.0 {
                    small.push((name, mode, servers, scale * LETTERS, bounds.w, bounds.h));
                }
            }
        }
        assert!(small.is_empty(), "{small:#.1?}");
    }

    #[test]
    fn a_place_dropped_on_the_snug_board_is_that_place() {
        let board = sample::structure(2);
        for mode in [Mode::Wide, Mode::Snug] {
            let drop = Point::new(23.0, -190.0);
            let mut more = board.clone();
            let at = wide_place(&board, mode, drop);
            more.nodes.push(lone(KindId::Users, &[], at));
            let found = tidy(&more, mode, &Shift::default()).node(NodeId(77));
            assert!(
                found.corner().minus(drop).length() < 1e-6,
                "{mode:?}: {found:?}"
            );
        }
    }

    #[test]
    fn a_chosen_place_wins_on_the_wide_board_only() {
        let mut board = sample::structure(2);
        let Some(first) = board.nodes.first_mut() else {
            return;
        };
        first.at = Some(Point::new(-300.0, 12.0));
        let id = first.id;
        assert_eq!(
            tidy(&board, Mode::Wide, &Shift::default()).node(id).x,
            -300.0
        );
        assert_ne!(
            tidy(&board, Mode::Row, &Shift::default()).node(id).x,
            -300.0
        );
    }

    /// A part without lines, in these subnets.
    fn lone(kind: KindId, subnets: &[u32], at: Option<Point>) -> NodeView {
        NodeView {
            id: NodeId(77),
            kind: Some(kind),
            name: String::new(),
            subnets: subnets.iter().map(|&z| FrameId(z)).collect(),
            standby: None,
            at,
        }
    }

    #[test]
    fn a_new_part_leaves_the_others_where_they_are() {
        let board = sample::structure(2);
        let before = tidy(&board, Mode::Wide, &Shift::default());
        let chosen = Some(Point::new(-40.0, 420.0));
        for at in [None, chosen] {
            for (kind, frames) in [
                (KindId::Instance, &[9][..]),
                (KindId::Database, &[6]),
                (KindId::Users, &[]),
                (KindId::Route53, &[]),
            ] {
                let mut more = board.clone();
                more.nodes.push(lone(kind, frames, at));
                let after = tidy(&more, Mode::Wide, &Shift::default());
                assert_eq!(after.instances, before.instances, "{kind:?} {at:?}");
                for node in &board.nodes {
                    let (a, b) = (after.node(node.id), before.node(node.id));
                    assert_eq!(a, b, "{kind:?} {at:?}: {node:?}");
                }
            }
        }
    }

    #[test]
    fn what_gets_a_neighbour_in_its_subnet_keeps_its_place_in_it() {
        let board = sample::structure(2);
        let before = tidy(&board, Mode::Wide, &Shift::default());
        for (kind, frames) in [
            (KindId::Instance, &[5][..]),
            (KindId::AutoScalingGroup, &[5, 8]),
            (KindId::LoadBalancer, &[4, 7]),
        ] {
            let mut more = board.clone();
            more.nodes.push(lone(kind, frames, None));
            let after = tidy(&more, Mode::Wide, &Shift::default());
            // The subnet grows at its far side: what was there stays, what is behind it makes room.
            let subnet = FrameId(frames[0]);
            assert_eq!(after.frame(subnet).x, before.frame(subnet).x, "{kind:?}");
            assert!(after.frame(subnet).w > before.frame(subnet).w, "{kind:?}");
            for node in board.nodes.iter().filter(|n| n.subnets.contains(&subnet)) {
                assert_eq!(after.node(node.id), before.node(node.id), "{kind:?}");
            }
        }
    }

    /// A board on which every subnet holds as much as people are likely to put into it.
    fn crowded() -> Structure {
        let mut board = sample::structure(7);
        let mut id = 100;
        for (kind, frames) in [
            (KindId::Instance, &[4][..]),
            (KindId::Instance, &[5]),
            (KindId::Instance, &[5]),
            (KindId::Instance, &[8]),
            (KindId::Database, &[6]),
            (KindId::Database, &[9]),
            (KindId::LoadBalancer, &[4, 7]),
            (KindId::LoadBalancer, &[4]),
            (KindId::AutoScalingGroup, &[5, 8]),
            (KindId::AutoScalingGroup, &[6, 9]),
        ] {
            id += 1;
            board.nodes.push(NodeView {
                id: NodeId(id),
                ..lone(kind, frames, None)
            });
        }
        if let Some(database) = board.nodes.iter_mut().find(|n| n.id == NodeId(105)) {
            database.standby = Some(FrameId(9));
        }
        board
    }

    /// Everything that lies on the board, and the frames of its groups.
    fn solid(board: &Structure, l: &Layout) -> Vec<Rect> {
        let nodes = board.nodes.iter().map(|n| l.node(n.id));
        nodes.chain(l.standbys.values().copied()).collect()
    }

    #[test]
    fn what_shares_a_subnet_lies_side_by_side() {
        let board = crowded();
        for mode in Mode::ALL {
            let l = tidy(&board, mode, &Shift::default());
            let all = solid(&board, &l);
            for (i, a) in all.iter().enumerate() {
                for b in all.iter().skip(i + 1) {
                    assert!(!overlaps(*a, *b), "{mode:?}: {a:?} {b:?}");
                }
            }
            for node in board.nodes.iter().filter(|n| n.subnets.len() == 1) {
                let (frame, r) = (l.frame(node.subnets[0]), l.node(node.id));
                let whole = frame.union(r);
                assert!(
                    whole.w - frame.w < 0.01 && whole.h - frame.h < 0.01,
                    "{mode:?} {r:?}"
                );
            }
        }
    }

    #[test]
    fn parts_that_were_all_put_on_one_place_lie_apart() {
        let mut board = crowded();
        for node in &mut board.nodes {
            if node.kind != Some(KindId::AutoScalingGroup) {
                node.at = Some(Point::new(420.0, 160.0));
            }
        }
        for mode in Mode::ALL {
            let l = tidy(&board, mode, &Shift::default());
            let all = solid(&board, &l);
            for (i, a) in all.iter().enumerate() {
                for b in all.iter().skip(i + 1) {
                    assert!(!overlaps(*a, *b), "{mode:?}: {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_part_that_is_put_down_on_another_goes_beside_it_and_off_the_names() {
        let board = sample::structure(2);
        for mode in Mode::ALL {
            let l = tidy(&board, mode, &Shift::default());
            let users = board.nodes[0].id;
            let others: Vec<Rect> = board.nodes.iter().skip(1).map(|n| l.node(n.id)).collect();
            let names = settle::titles(&board, &l);
            for target in others.iter().chain(&names) {
                let by = target.centre().minus(l.node(users).centre());
                let r = l.node(users).moved(put_down(&board, &l, &[users], by));
                for other in others.iter().chain(&names) {
                    assert!(!overlaps(r, *other), "{mode:?}: {r:?} on {other:?}");
                }
            }
        }
    }

    #[test]
    fn arrows_carry_a_part_over_what_stands_in_its_way() {
        let board = sample::structure(2);
        let l = tidy(&board, Mode::Wide, &Shift::default());
        let (users, dns) = (board.nodes[0].id, board.nodes[1].id);
        let mut by = Point::default();
        for _ in 0..400 {
            let shift = Shift {
                nodes: vec![users],
                by,
            };
            let now = tidy(&board, Mode::Wide, &shift);
            assert!(!overlaps(now.node(users), now.node(dns)));
            if now.node(users).x > now.node(dns).right() {
                return;
            }
            let Some(step) = nudged(&board, &now, &[users], Point::new(8.0, 0.0)) else {
                break;
            };
            by = by.plus(step);
        }
        panic!("it is stuck at {by:?} of {:?}", l.node(dns));
    }

    #[test]
    fn a_second_way_in_moves_neither_the_first_nor_the_vpc() {
        let board = sample::structure(2);
        let before = tidy(&board, Mode::Wide, &Shift::default());
        let mut more = board.clone();
        more.nodes.push(lone(KindId::Users, &[], None));
        let (Some(first), Some(id)) = (board.links.first(), more.nodes.last().map(|n| n.id)) else {
            return;
        };
        more.links.push(LinkView {
            id: LinkId(99),
            from: id,
            to: first.to,
        });
        let after = tidy(&more, Mode::Wide, &Shift::default());
        assert_eq!(after.frames, before.frames);
        for node in &board.nodes {
            assert_eq!(after.node(node.id), before.node(node.id));
        }
    }

    #[test]
    fn a_server_of_a_subnet_that_is_no_longer_chosen_stays_there() {
        let mut board = sample::structure(4);
        let before = board.clone();
        for node in &mut board.nodes {
            if node.kind == Some(KindId::AutoScalingGroup) {
                node.subnets.retain(|z| *z != FrameId(8));
            }
        }
        for mode in Mode::ALL {
            let (a, b) = (
                tidy(&board, mode, &Shift::default()),
                tidy(&before, mode, &Shift::default()),
            );
            assert_eq!(a.instances, b.instances, "{mode:?}");
            assert_eq!(a.frames, b.frames, "{mode:?}");
        }
        // Once the last one is gone, its subnet keeps the column of its twin.
        board.instances.retain(|i| i.subnet != Some(FrameId(8)));
        let l = tidy(&board, Mode::Wide, &Shift::default());
        assert_eq!(l.frame(FrameId(8)).x, l.frame(FrameId(5)).x);
    }

    #[test]
    fn a_server_whose_subnet_is_gone_has_a_place() {
        let mut board = sample::structure(2);
        if let Some(i) = board.instances.first_mut() {
            i.subnet = Some(FrameId(500));
        }
        let l = tidy(&board, Mode::Wide, &Shift::default());
        assert_eq!(l.instances.len(), 2);
    }

    #[test]
    fn subnets_of_one_zone_never_lie_on_each_other() {
        let mut board = sample::structure(0);
        board.links.clear();
        for mode in Mode::ALL {
            let l = tidy(&board, mode, &Shift::default());
            let subnets: Vec<Rect> = (4..10).map(|z| l.frame(FrameId(z))).collect();
            for (i, a) in subnets.iter().enumerate() {
                for b in subnets.iter().skip(i + 1) {
                    assert!(!overlaps(*a, *b), "{mode:?}: {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_servers_of_a_group_move_with_it() {
        let mut board = sample::structure(2);
        let before = tidy(&board, Mode::Wide, &Shift::default());
        let by = Point::new(24.0, 25.0);
        for node in &mut board.nodes {
            if node.kind == Some(KindId::AutoScalingGroup) {
                node.at = Some(before.node(node.id).corner().plus(by));
            }
        }
        let after = tidy(&board, Mode::Wide, &Shift::default());
        for i in &board.instances {
            assert_eq!(after.instance(i.id), before.instance(i.id).moved(by));
        }
    }

    #[test]
    fn a_circle_of_links_ends() {
        let mut board = sample::structure(2);
        let (Some(a), Some(b)) = (board.links.first().cloned(), board.links.last().cloned()) else {
            return;
        };
        board.links.push(LinkView {
            id: LinkId(999),
            from: b.to,
            to: a.from,
        });
        assert_eq!(flow_order(&board).len(), board.nodes.len());
    }

    #[test]
    fn requests_meet_users_first_and_the_database_last() {
        let board = sample::structure(2);
        let kinds: Vec<KindId> = flow_order(&board)
            .iter()
            .filter_map(|id| board.node(*id)?.kind)
            .collect();
        assert_eq!(kinds.first(), Some(&KindId::Users));
        assert_eq!(kinds.last(), Some(&KindId::Database));
    }

    #[test]
    fn a_part_that_was_moved_is_moved_in_every_layout() {
        let board = sample::structure(2);
        let Some(id) = board.nodes.first().map(|n| n.id) else {
            return;
        };
        for mode in Mode::ALL {
            let by = Point::new(-30.0, -12.0);
            let before = tidy(&board, mode, &Shift::default()).node(id);
            let mut moved = board.clone();
            if let Some(node) = moved.nodes.iter_mut().find(|n| n.id == id) {
                node.at = place_after(&board, mode, id, by);
            }
            let after = tidy(&moved, mode, &Shift::default()).node(id);
            let off = Point::new(after.x - before.x, after.y - before.y).minus(by);
            assert!(off.length() < 1e-6, "{mode:?}: {off:?}");
        }
    }
}
