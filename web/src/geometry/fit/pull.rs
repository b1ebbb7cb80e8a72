//! A frame in somebody's hand: where it and what stands in it go when it is moved, or pulled by an
//! edge. The outcome is the board with other places on it, which is shown while the frame is held and
//! kept when it is let go.

use super::frames::{LEAST, Scale, inside, turned};
use super::{Flow, Layout, Mode, arranged, ranks, settle};
use crate::geometry::room::{AIR, Room};
use crate::geometry::snap::{GRID, snap};
use crate::geometry::{Point, Rect};
use crate::vocabulary::{FrameId, FrameView, Level, Structure};
use swell_core::contract::Place;

/// What a frame is held by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// The whole of it.
    Body,
    /// An edge or a corner: the left edge is -1 along `x`, the right one 1; 0 is neither.
    Edge { x: i8, y: i8 },
}

/// How near to a neighbour's edge an edge is drawn to it.
const REACH: f64 = 5.0;

/// A frame and the board around it, as they were when it was taken.
#[derive(Clone, Debug)]
pub struct Held {
    board: Structure,
    layout: Layout,
    frame: FrameId,
    /// Where it stood.
    from: Rect,
    /// The least it can be: as large, and around what was put into it by hand.
    least: Point,
    content: Option<Rect>,
    /// The frame that it belongs to, and those beside it there.
    parent: Option<FrameId>,
    beside: Vec<Rect>,
}

impl Held {
    /// `None`: the frame is not in the picture.
    pub fn new(board: &Structure, layout: &Layout, frame: FrameId) -> Option<Self> {
        let mode = layout.mode;
        let from = *layout.frames.get(&frame)?;
        let view = board.frame(frame)?;
        let mut flow = Flow::new(board, mode);
        flow.layout.low_names.clone_from(&layout.low_names);
        let frames = board.frames.iter().filter(|z| z.parent == Some(frame));
        let frames = frames.filter_map(|z| layout.frames.get(&z.id).copied());
        let (least, content) = match view.level {
            Level::Subnet => {
                let parts = settle::put_into(board, layout, frame);
                let least = flow.need(&flow.plan(&ranks(board)), frame);
                let least = turned(Rect::new(0.0, 0.0, least.x, least.y), mode);
                (Point::new(least.w, least.h), parts)
            }
            _ => (
                LEAST,
                frames
                    .reduce(Rect::union)
                    .map(|r| turned(flow.around(frame, turned(r, mode)), mode)),
            ),
        };
        let held = Self {
            board: board.clone(),
            layout: layout.clone(),
            frame,
            from,
            least,
            content,
            parent: None,
            beside: Vec::new(),
        };
        Some(held.within(view.parent))
    }

    /// As it would be in another frame.
    fn within(mut self, parent: Option<FrameId>) -> Self {
        let beside = self.board.frames.iter();
        let beside = beside.filter(|z| z.parent == parent && z.id != self.frame);
        let beside = beside.filter_map(|z| self.layout.frames.get(&z.id).copied());
        self.beside = beside.collect();
        self.parent = parent;
        self
    }

    /// The frame that it belongs to once its middle is at `point`: the narrowest one there that may
    /// hold it, else the one that does.
    fn home(&self, point: Point) -> Option<FrameId> {
        let own = self.board.frame(self.frame)?;
        let held = inside(&self.board, self.frame);
        let may_hold = |z: &&FrameView| {
            Place::Frame(own.level).may_stand_in(z.level)
                && !held.contains(&z.id)
                && self.layout.frame(z.id).contains(point)
        };
        let around = self.board.frames.iter().filter(may_hold);
        around.max_by_key(|z| z.level).map(|z| z.id).or(own.parent)
    }

    /// The board once the frame was pulled `by`.
    pub fn pulled(&self, grip: Grip, by: Point) -> Structure {
        match grip {
            Grip::Body => {
                let home = self.home(self.from.moved(by).centre());
                match home == self.parent {
                    true => self.moved(self.free(by)),
                    false => {
                        let there = self.clone().within(home);
                        there.moved(there.free(by))
                    }
                }
            }
            Grip::Edge { x, y } => self.sized(x, y, by),
        }
    }

    /// The board once the frame went a step: over what stands in its way, to the next free place.
    pub fn nudged(&self, step: Point) -> Option<Structure> {
        const STEPS_MAX: u32 = 120;
        let room = self.room();
        let far = |n: u32| Point::new(step.x * f64::from(n), step.y * f64::from(n));
        let mut steps = (1..=STEPS_MAX).map(far);
        let by = steps.find(|by| room.is_free(self.from.moved(*by)))?;
        Some(self.moved(by))
    }

    fn room(&self) -> Room {
        let mut room = Room::default();
        for other in &self.beside {
            room.take(*other);
        }
        room
    }

    /// The nearest place on the grid, or in line with a neighbour, where it lies on none.
    fn free(&self, by: Point) -> Point {
        let by = by.plus(snap(self.from.moved(by), &self.beside, REACH).by);
        let way = self.room().way(&[self.from.moved(by)], None);
        by.plus(way.unwrap_or_default())
    }

    fn moved(&self, by: Point) -> Structure {
        let mut frames = vec![(self.frame, self.from.moved(by))];
        for id in inside(&self.board, self.frame) {
            // The others follow by themselves.
            let is_put = self.board.frame(id).is_some_and(|z| z.at.is_some());
            frames.extend(is_put.then(|| (id, self.layout.frame(id).moved(by))));
        }
        self.with(&frames)
    }

    fn sized(&self, x: i8, y: i8, by: Point) -> Structure {
        let r = self.from;
        let in_row = |o: &&Rect| o.y < r.bottom() && o.bottom() > r.y;
        let in_column = |o: &&Rect| o.x < r.right() && o.right() > r.x;
        let along = Extent {
            span: (r.x, r.right()),
            content: self.content.map(|c| (c.x, c.right())),
            least: self.least.x,
            beside: self
                .beside
                .iter()
                .filter(in_row)
                .map(|o| (o.x, o.right()))
                .collect(),
        };
        let across = Extent {
            span: (r.y, r.bottom()),
            content: self.content.map(|c| (c.y, c.bottom())),
            least: self.least.y,
            beside: self
                .beside
                .iter()
                .filter(in_column)
                .map(|o| (o.y, o.bottom()))
                .collect(),
        };
        let (left, right) = along.pulled(x, by.x);
        let (top, bottom) = across.pulled(y, by.y);
        let now = Rect::new(left, top, right - left, bottom - top);
        let mut frames = vec![(self.frame, now)];
        if now.corner() != r.corner() {
            // Only an edge was pulled: what stands in it stays.
            let all = inside(&self.board, self.frame).into_iter();
            frames.extend(all.map(|id| (id, self.layout.frame(id))));
        }
        self.with(&frames)
    }

    /// The board with frames in other places; what was put into them by hand goes along.
    fn with(&self, frames: &[(FrameId, Rect)]) -> Structure {
        let mut board = self.board.clone();
        for frame in board.frames.iter_mut().filter(|z| z.id == self.frame) {
            frame.parent = self.parent;
        }
        let scale = Scale::new(&board, self.layout.mode);
        for frame in &mut board.frames {
            if let Some((id, r)) = frames.iter().find(|(id, _)| *id == frame.id) {
                frame.at = Some(scale.kept(*id, *r));
            }
        }
        if board.nodes.iter().all(|n| n.at.is_none()) {
            return board;
        }
        // Places are kept in units of the wide layout, whatever is shown.
        let before = arranged(&self.board, Mode::Wide);
        let after = arranged(&board, Mode::Wide);
        for node in &mut board.nodes {
            let (Some(home), Some(at)) = (node.subnets.first(), node.at) else {
                continue;
            };
            let gone = after
                .frame(*home)
                .corner()
                .minus(before.frame(*home).corner());
            let at = at.plus(gone);
            node.at = Some(Point::new(at.x.round(), at.y.round()));
        }
        board
    }
}

/// A frame along one direction.
struct Extent {
    span: (f64, f64),
    content: Option<(f64, f64)>,
    least: f64,
    /// What stands beside it in this direction.
    beside: Vec<(f64, f64)>,
}

impl Extent {
    /// With the near edge (-1), the far one (1) or neither pulled `by`. The near edge stops at what
    /// stands before it; what is behind the far one makes room.
    fn pulled(&self, side: i8, by: f64) -> (f64, f64) {
        let (near, far) = self.span;
        match side {
            -1 => {
                let before = self.beside.iter().filter(|(_, end)| *end <= near);
                let stop = before
                    .map(|(_, end)| end + AIR)
                    .fold(f64::NEG_INFINITY, f64::max);
                let inner = self.content.map_or(f64::INFINITY, |(near, _)| near);
                let wished = self.drawn(near + by).max(stop.min(near));
                (wished.min(inner).min(far - self.least), far)
            }
            1 => {
                let inner = self.content.map_or(f64::NEG_INFINITY, |(_, far)| far);
                (near, self.drawn(far + by).max(inner).max(near + self.least))
            }
            _ => self.span,
        }
    }

    /// To an edge of a neighbour, else to the grid.
    fn drawn(&self, edge: f64) -> f64 {
        let edges = self.beside.iter().flat_map(|(near, far)| [*near, *far]);
        let near = edges.filter(|e| (e - edge).abs() <= REACH);
        let nearest = near.min_by(|a, b| (a - edge).abs().total_cmp(&(b - edge).abs()));
        nearest.unwrap_or_else(|| (edge / GRID).round() * GRID)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mode, Shift, tidy};
    use super::*;
    use crate::vocabulary::{NodeId, sample};

    const VPC: FrameId = FrameId(1);
    const AZ: FrameId = FrameId(2);
    const PUBLIC: FrameId = FrameId(4);
    const APP: FrameId = FrameId(5);

    fn drawn(board: &Structure, mode: Mode) -> Layout {
        tidy(board, mode, &Shift::default())
    }

    /// Frames hold what stands in them, and no two of one frame lie on each other.
    fn assert_sound(board: &Structure, layout: &Layout) {
        let holds = |outer: Rect, inner: Rect| {
            let all = outer.union(inner);
            all.w - outer.w < 1.5 && all.h - outer.h < 1.5
        };
        for frame in &board.frames {
            let r = layout.frame(frame.id);
            if let Some(parent) = frame.parent {
                assert!(
                    holds(layout.frame(parent), r),
                    "{frame:?} is out of its own"
                );
            }
            let others = board
                .frames
                .iter()
                .filter(|o| o.parent == frame.parent && o.id > frame.id);
            for other in others {
                assert!(
                    !layout.frame(other.id).touches(r),
                    "{:?} on {:?}",
                    frame.id,
                    other.id
                );
            }
        }
        for node in &board.nodes {
            if let [home] = node.subnets.as_slice() {
                assert!(
                    holds(layout.frame(*home), layout.node(node.id)),
                    "{node:?} fell out"
                );
            }
        }
        for card in &board.instances {
            let home = card.subnet.map(|z| layout.frame(z)).unwrap_or_default();
            assert!(holds(home, layout.instance(card.id)), "{card:?} fell out");
        }
    }

    #[test]
    fn a_frame_takes_what_stands_in_it_along() {
        let mut board = sample::structure(2);
        board.nodes[4].at = Some(Point::new(820.0, 90.0));
        for mode in [Mode::Wide, Mode::Snug] {
            let before = drawn(&board, mode);
            let by = Point::new(160.0, 80.0);
            let held = Held::new(&board, &before, VPC).expect("it is drawn");
            let after = drawn(&held.pulled(Grip::Body, by), mode);
            let gone = after.frame(VPC).corner().minus(before.frame(VPC).corner());
            assert!(gone.minus(by).length() < 12.0, "{mode:?} {gone:?}");
            let moved = |a: Rect, b: Rect| a.moved(gone).corner().minus(b.corner()).length() < 2.0;
            for frame in &board.frames {
                assert!(
                    moved(before.frame(frame.id), after.frame(frame.id)),
                    "{mode:?} {frame:?}"
                );
            }
            for node in board.nodes.iter().filter(|n| !n.subnets.is_empty()) {
                assert!(
                    moved(before.node(node.id), after.node(node.id)),
                    "{mode:?} {node:?}"
                );
            }
            assert_sound(&board, &after);
        }
    }

    #[test]
    fn wherever_a_frame_is_pulled_the_ground_stays_in_order() {
        let mut board = sample::structure(4);
        board.nodes[4].at = Some(Point::new(820.0, 90.0));
        let ways = [
            (-400.0, 0.0),
            (-24.0, 10.0),
            (60.0, 0.0),
            (700.0, 30.0),
            (0.0, -300.0),
            (0.0, 260.0),
            (90.0, 120.0),
        ];
        for mode in Mode::ALL {
            for frame in board.frames.iter().map(|z| z.id) {
                let mut now = board.clone();
                for (x, y) in ways {
                    for grip in [
                        Grip::Body,
                        Grip::Edge { x: -1, y: 1 },
                        Grip::Edge { x: 1, y: 0 },
                        Grip::Edge { x: 0, y: -1 },
                    ] {
                        let layout = drawn(&now, mode);
                        let held = Held::new(&now, &layout, frame).expect("it is drawn");
                        now = held.pulled(grip, Point::new(x, y));
                        assert_sound(&now, &drawn(&now, mode));
                    }
                }
            }
        }
    }

    #[test]
    fn what_lies_behind_a_wider_frame_makes_room_and_comes_back() {
        let board = sample::structure(2);
        let before = drawn(&board, Mode::Wide);
        let held = Held::new(&board, &before, PUBLIC).expect("it is drawn");
        let right = Grip::Edge { x: 1, y: 0 };
        let wider = drawn(&held.pulled(right, Point::new(80.0, 0.0)), Mode::Wide);
        assert_eq!(wider.frame(PUBLIC).x, before.frame(PUBLIC).x);
        assert!(wider.frame(APP).x > before.frame(APP).x + 70.0);
        assert!(wider.frame(AZ).w > before.frame(AZ).w + 70.0);
        assert!(
            wider
                .instances
                .iter()
                .all(|(id, r)| r.x >= before.instance(*id).x)
        );
        let back = drawn(&held.pulled(right, Point::default()), Mode::Wide);
        assert!(
            back.frame(APP)
                .corner()
                .minus(before.frame(APP).corner())
                .length()
                < 8.0
        );
    }

    #[test]
    fn a_frame_is_never_smaller_than_what_stands_in_it() {
        let mut board = sample::structure(2);
        let database = board.nodes[4].id;
        board.nodes[4].at = Some(Point::new(820.0, 90.0));
        let before = drawn(&board, Mode::Wide);
        for frame in board.frames.iter().map(|z| z.id) {
            let held = Held::new(&board, &before, frame).expect("it is drawn");
            let small = held.pulled(Grip::Edge { x: 1, y: 1 }, Point::new(-3_000.0, -3_000.0));
            let after = drawn(&small, Mode::Wide);
            assert_sound(&small, &after);
            if board
                .node(database)
                .is_some_and(|n| n.subnets.contains(&frame))
            {
                assert_eq!(after.node(database), before.node(database));
            }
        }
    }

    #[test]
    fn the_left_edge_stops_at_a_neighbour_and_moves_nothing_inside() {
        let board = sample::structure(2);
        let before = drawn(&board, Mode::Wide);
        let left = Grip::Edge { x: -1, y: 0 };
        let held = Held::new(&board, &before, APP).expect("it is drawn");
        let after = drawn(&held.pulled(left, Point::new(-200.0, 0.0)), Mode::Wide);
        assert_eq!(after.frame(PUBLIC), before.frame(PUBLIC));
        assert!(after.frame(APP).x >= after.frame(PUBLIC).right() + AIR - 1.0);
        let held = Held::new(&board, &before, VPC).expect("it is drawn");
        let after = drawn(&held.pulled(left, Point::new(-120.0, 0.0)), Mode::Wide);
        assert!(after.frame(VPC).x < before.frame(VPC).x - 100.0);
        assert!(
            after
                .frame(AZ)
                .corner()
                .minus(before.frame(AZ).corner())
                .length()
                < 1.0
        );
        // Users and names stay before it.
        assert!(after.node(NodeId(11)).right() < after.frame(VPC).x);
    }

    #[test]
    fn a_frame_that_is_put_on_another_goes_beside_it() {
        let board = sample::structure(2);
        let before = drawn(&board, Mode::Wide);
        let held = Held::new(&board, &before, PUBLIC).expect("it is drawn");
        let by = before
            .frame(APP)
            .centre()
            .minus(before.frame(PUBLIC).centre());
        let now = held.pulled(Grip::Body, by);
        let after = drawn(&now, Mode::Wide);
        assert_sound(&now, &after);
        assert_eq!(after.frame(APP), before.frame(APP));
        assert_ne!(after.frame(PUBLIC), before.frame(PUBLIC));
    }

    #[test]
    fn a_frame_that_is_dragged_into_another_belongs_to_it_with_what_it_holds() {
        for mode in Mode::ALL {
            let board = sample::structure(4);
            let before = drawn(&board, mode);
            let other = FrameId(3);
            let middle = before.frame(APP).centre();
            let by = before.frame(other).centre().minus(middle);
            let held = Held::new(&board, &before, APP).expect("it is drawn");
            let now = held.pulled(Grip::Body, by);
            assert_eq!(now.frame(APP).and_then(|z| z.parent), Some(other));
            assert_sound(&now, &drawn(&now, mode));
            // A zone stays in the VPC, which may hold it, wherever it is put; nothing may hold that.
            for (frame, home) in [(AZ, Some(VPC)), (VPC, None)] {
                let held = Held::new(&board, &before, frame).expect("it is drawn");
                let far = held.pulled(Grip::Body, by);
                assert_eq!(far.frame(frame).and_then(|z| z.parent), home);
            }
            let back = held.pulled(Grip::Body, Point::default());
            assert_eq!(back.frame(APP).and_then(|z| z.parent), Some(AZ));
        }
    }

    #[test]
    fn a_frame_is_moved_and_sized_in_every_layout_and_stays_there() {
        let board = sample::structure(2);
        for mode in Mode::ALL {
            let before = drawn(&board, mode);
            let right = Grip::Edge { x: 1, y: 0 };
            for (grip, by) in [
                (Grip::Body, Point::new(24.0, 16.0)),
                (right, Point::new(24.0, 0.0)),
            ] {
                let held = Held::new(&board, &before, VPC).expect("it is drawn");
                let pulled = held.pulled(grip, by);
                let after = drawn(&pulled, mode);
                let (was, is) = (before.frame(VPC), after.frame(VPC));
                let gone = match grip {
                    Grip::Body => is.corner().minus(was.corner()),
                    Grip::Edge { .. } => Point::new(is.w - was.w, is.h - was.h),
                };
                assert!(gone.minus(by).length() < 9.0, "{mode:?} {grip:?}: {gone:?}");
                assert_sound(&pulled, &after);
                // Moved here, moved there.
                for other in Mode::ALL {
                    assert_ne!(
                        drawn(&pulled, other).frame(VPC),
                        drawn(&board, other).frame(VPC)
                    );
                }
            }
        }
    }
}
