//! What people put somewhere gives way to what stands there, stays in the subnet it lives in, and
//! covers no zone's name.

use super::sizes::Sizes;
use super::tracks::is_group;
use super::{Layout, Mode, carry};
use crate::geometry::room::Room;
use crate::geometry::{Point, Rect};
use crate::vocabulary::{ChipView, FrameId, FrameView, Level, NodeId, NodeView, Structure};

/// Moves the parts that were put by hand to the nearest place where they lie on nothing.
pub(super) fn settle(board: &Structure, layout: &mut Layout) {
    let by_hand: Vec<&NodeView> = board.nodes.iter().filter(|n| n.at.is_some()).collect();
    if by_hand.is_empty() {
        return;
    }
    let at_rest = board.nodes.iter().filter(|n| n.at.is_none());
    let feet = |n, r| footprint(board, layout.mode, n, r);
    let mut placed: Vec<(&NodeView, Rect)> = at_rest
        .filter_map(|n| Some((n, feet(n, *layout.nodes.get(&n.id)?))))
        .collect();
    let mut rest = Room::default();
    // A standby stays where it waits, wherever its primary was put.
    for r in layout.standbys.values().chain(&layout.chain) {
        rest.take(*r);
    }
    let titles = titles(board, layout);
    let mut gone = Vec::new();
    for node in by_hand {
        let Some(r) = layout.nodes.get(&node.id).copied() else {
            continue;
        };
        let mut room = rest.clone();
        // A frame that straddles its zones has their names in it.
        for title in titles.iter().filter(|_| !is_group(node)) {
            room.take(*title);
        }
        let by = way(board, layout, room, &placed, node, r);
        gone.push((node.id, by));
        placed.push((node, feet(node, r.moved(by))));
    }
    for (id, by) in gone {
        carry(board, layout, id, by);
    }
}

/// How far a part has to go from `r` to stand well among those that are placed already.
fn way(
    board: &Structure,
    layout: &Layout,
    mut room: Room,
    placed: &[(&NodeView, Rect)],
    node: &NodeView,
    r: Rect,
) -> Point {
    let home = home(layout, node);
    let into = home.map_or(Point::default(), |home| home.way_in(r));
    let feet = footprint(board, layout.mode, node, r.moved(into));
    // What straddles other subnets may reach over this one: it is not in it.
    let is_elsewhere = |other: &NodeView| match (home, node.subnets.first()) {
        (Some(_), Some(home)) if is_group(other) || other.at.is_none() => {
            !other.subnets.is_empty() && !other.subnets.contains(home)
        }
        _ => false,
    };
    for (_, r) in placed.iter().filter(|(other, _)| !is_elsewhere(other)) {
        room.take(*r);
    }
    let found = room.way(&[feet], home).or_else(|| {
        for (_, r) in placed.iter().filter(|(other, _)| is_elsewhere(other)) {
            room.take(*r);
        }
        room.way(&[feet], None)
    });
    into.plus(found.unwrap_or_default())
}

/// Parts that are moved, and the room that the others leave them.
pub(super) struct Moved {
    /// What they cover.
    feet: Vec<Rect>,
    room: Room,
    /// The subnets of the board, if it is one part that stands in one of them.
    homes: Vec<Rect>,
}

impl Moved {
    pub(super) fn of(board: &Structure, layout: &Layout, nodes: &[NodeId]) -> Self {
        Self::among(board, layout, nodes, nodes)
    }

    /// The originals stay.
    pub(super) fn copies(board: &Structure, layout: &Layout, nodes: &[NodeId]) -> Self {
        Self::among(board, layout, nodes, &[])
    }

    fn among(board: &Structure, layout: &Layout, nodes: &[NodeId], gone: &[NodeId]) -> Self {
        let moved = || board.nodes.iter().filter(|n| nodes.contains(&n.id));
        let mut room = taken(board, layout, gone);
        if !moved().any(is_group) {
            for title in titles(board, layout) {
                room.take(title);
            }
        }
        let place = |n: &NodeView| {
            let r = layout.nodes.get(&n.id)?;
            Some(footprint(board, layout.mode, n, *r))
        };
        let is_home = |z: &&FrameView| z.level == Level::Subnet;
        let mut all = moved();
        let lives_in_one = match (all.next(), all.next()) {
            (Some(one), None) => home(layout, one).is_some(),
            _ => false,
        };
        let frames = board.frames.iter().filter(is_home).filter(|_| lives_in_one);
        let homes = frames.filter_map(|z| Some(content(layout, z.id, *layout.frames.get(&z.id)?)));
        Self {
            feet: moved().filter_map(place).collect(),
            room,
            homes: homes.collect(),
        }
    }

    /// The frame that a part is in which has gone `by`, or the nearest.
    fn home(&self, by: Point) -> Option<Rect> {
        let centre = self.feet.first()?.moved(by).centre();
        nearest(self.homes.iter().copied(), centre)
    }

    pub(super) fn is_free(&self, by: Point) -> bool {
        let frame = self.home(by);
        self.feet.iter().all(|r| {
            let r = r.moved(by);
            let is_in = frame.is_none_or(|f| f.way_in(r) == Point::default());
            is_in && self.room.is_free(r)
        })
    }

    /// From there on to where they lie well.
    pub(super) fn way(&self, by: Point) -> Option<Point> {
        let frame = self.home(by);
        let into = match (frame, self.feet.first()) {
            (Some(frame), Some(r)) => frame.way_in(r.moved(by)),
            _ => Point::default(),
        };
        let all: Vec<Rect> = self.feet.iter().map(|r| r.moved(by.plus(into))).collect();
        let found = self.room.way(&all, frame);
        found
            .or_else(|| self.room.way(&all, None))
            .map(|w| into.plus(w))
    }
}

/// The frame that a point is in, or the one nearest to it.
fn nearest(frames: impl Iterator<Item = Rect>, p: Point) -> Option<Rect> {
    let point = Rect::new(p.x, p.y, 0.0, 0.0);
    let away = |f: &Rect| f.way_in(point).length();
    frames.min_by(|a, b| away(a).total_cmp(&away(b)))
}

/// Everything that stands on the board but for some parts.
fn taken(board: &Structure, layout: &Layout, without: &[NodeId]) -> Room {
    let mut room = Room::default();
    let others = board.nodes.iter().filter(|n| !without.contains(&n.id));
    for node in others {
        if let Some(r) = layout.nodes.get(&node.id) {
            room.take(footprint(board, layout.mode, node, *r));
        }
    }
    for standby in layout
        .standbys
        .iter()
        .filter(|(id, _)| !without.contains(id))
    {
        room.take(*standby.1);
    }
    if let Some(chain) = layout.chain {
        room.take(chain);
    }
    room
}

/// What a part covers: with the card of what sends its requests, a group with its limits.
pub(super) fn footprint(board: &Structure, mode: Mode, node: &NodeView, r: Rect) -> Rect {
    match hanging(board, mode, node, r) {
        Some(below) => r.union(below),
        None if mode.is_wide() && is_group(node) => Rect::new(r.x, r.y, r.w, r.h + 26.0),
        None => r,
    }
}

/// The cards below a part of what belongs to it.
pub(super) fn hanging(board: &Structure, mode: Mode, node: &NodeView, r: Rect) -> Option<Rect> {
    // One with two lines, or a line for each.
    let high = match board.attached(node).count() {
        0 => return None,
        1 => 50.0,
        count => count as f64 * 26.0 + 6.0,
    };
    // A line for each rule of a listener, and one for what no rule takes.
    let rules = |c: &ChipView| match board.chips_of(c.id).count() {
        0 => 0,
        count => count + 1,
    };
    let lines = board.attached(node).map(rules).sum::<usize>();
    let high = high + lines as f64 * 21.0;
    let below = Rect::new(r.centre().x - 64.0, r.bottom(), 128.0, high);
    mode.is_wide().then_some(below)
}

/// The room of the one subnet that a part stands in.
fn home(layout: &Layout, node: &NodeView) -> Option<Rect> {
    match node.subnets.as_slice() {
        [frame] if !is_group(node) => layout
            .frames
            .get(frame)
            .map(|r| content(layout, *frame, *r)),
        _ => None,
    }
}

/// What a subnet must be around: the parts that were put into it by hand, with the row of its name.
pub(super) fn put_into(board: &Structure, layout: &Layout, frame: FrameId) -> Option<Rect> {
    let is_put = |n: &&NodeView| n.at.is_some() && !is_group(n) && n.subnets.as_slice() == [frame];
    let parts = board.nodes.iter().filter(is_put);
    let feet =
        parts.filter_map(|n| Some(footprint(board, layout.mode, n, *layout.nodes.get(&n.id)?)));
    let r = feet.reduce(Rect::union)?.grown(2.0);
    let name = Sizes::of(layout.mode).name;
    let above = if layout.low_names.contains(&frame) {
        0.0
    } else {
        name
    };
    Some(Rect::new(r.x, r.y - above, r.w, r.h + name))
}

/// A subnet without the row of its name.
fn content(layout: &Layout, frame: FrameId, r: Rect) -> Rect {
    let name = Sizes::of(layout.mode).name;
    let above = if layout.low_names.contains(&frame) {
        0.0
    } else {
        name
    };
    Rect::new(r.x, r.y + above, r.w, r.h - name).grown(-2.0)
}

/// Where the names of zones stand; their widths are estimated.
pub(super) fn titles(board: &Structure, layout: &Layout) -> Vec<Rect> {
    let is_wide = layout.mode.is_wide();
    let (high, wide): (f64, f64) = if is_wide { (18.0, 176.0) } else { (13.0, 90.0) };
    let named = board
        .frames
        .iter()
        .filter(|z| is_wide || z.level != Level::Subnet);
    named
        .filter_map(|frame| {
            let r = layout.frames.get(&frame.id)?;
            let y = match layout.low_names.contains(&frame.id) {
                true => r.bottom() - high - 3.0,
                false => r.y + 3.0,
            };
            Some(Rect::new(r.x + 8.0, y, wide.min(r.w - 8.0), high))
        })
        .collect()
}
