//! Frames that people moved and sized. What stands in a frame goes along with it, a frame holds what
//! stands in it, and of two in one frame the one that lies behind or below makes room.

use super::chosen::SMALL;
use super::flow::Flow;
use super::tracks::Plan;
use super::{Layout, Mode, snug_of_wide};
use crate::geometry::room::AIR;
use crate::geometry::{Point, Rect};
use crate::vocabulary::{FrameId, FrameView, Level, Structure};
use swell_core::base::order::sort_short;
use swell_core::base::small_map::SmallMap;

/// No frame is smaller.
pub(super) const LEAST: Point = Point::new(72.0, 56.0);

/// The frames that people put somewhere, along the flow and across it as this mode has them. Places
/// are kept in units of the wide layout; in the small ones a frame stands as far from its usual place,
/// and is as much larger, in proportion.
pub(super) fn wanted(board: &Structure, mode: Mode) -> Vec<(FrameId, Rect)> {
    if board.frames.iter().all(|z| z.at.is_none()) {
        return Vec::new();
    }
    let scale = Scale::new(board, mode);
    let put = |frame: &FrameView| Some((frame.id, scale.shown(frame.id, frame.at?)));
    board.frames.iter().filter_map(put).collect()
}

/// Between the places that are kept of frames and those of a mode.
pub(super) struct Scale {
    mode: Mode,
    share: Point,
    /// The usual places on the wide board and here, where one is measured by the other.
    usual: Option<[Layout; 2]>,
}

impl Scale {
    pub(super) fn new(board: &Structure, mode: Mode) -> Self {
        let usual = |mode| {
            let mut flow = Flow::new(board, mode);
            flow.place();
            flow.layout
        };
        Self {
            mode,
            share: match mode {
                Mode::Wide => Point::new(1.0, 1.0),
                Mode::Snug => snug_of_wide(board),
                _ => Point::new(SMALL, SMALL),
            },
            usual: (!mode.is_wide()).then(|| [usual(Mode::Wide), usual(mode)]),
        }
    }

    fn usual(&self, id: FrameId) -> [Rect; 2] {
        let usual = self.usual.as_ref();
        usual.map_or_else(Default::default, |both| {
            both.each_ref().map(|l| l.frame(id))
        })
    }

    fn shown(&self, id: FrameId, (at, size): (Point, Point)) -> Rect {
        let ([wide, here], share) = (self.usual(id), self.share);
        Rect::new(
            here.x + (at.x - wide.x) * share.x,
            here.y + (at.y - wide.y) * share.y,
            here.w + (size.x - wide.w) * share.x,
            here.h + (size.y - wide.h) * share.y,
        )
    }

    /// What to keep of a frame that is drawn at `r`.
    pub(super) fn kept(&self, id: FrameId, r: Rect) -> (Point, Point) {
        let ([wide, here], share) = (self.usual(id), self.share);
        let r = turned(r, self.mode);
        let x = |by: f64| (by / share.x).round();
        let y = |by: f64| (by / share.y).round();
        (
            Point::new(wide.x + x(r.x - here.x), wide.y + y(r.y - here.y)),
            Point::new(wide.w + x(r.w - here.w), wide.h + y(r.h - here.h)),
        )
    }
}

/// Between the picture and the flow, which runs down in a column.
pub(super) fn turned(r: Rect, mode: Mode) -> Rect {
    match mode {
        Mode::Column => r.transposed(),
        _ => r,
    }
}

/// The frames inside of a frame, at any depth.
pub(super) fn inside(board: &Structure, frame: FrameId) -> Vec<FrameId> {
    let mut all = Vec::new();
    for child in board.frames.iter().filter(|z| z.parent == Some(frame)) {
        all.push(child.id);
        all.extend(inside(board, child.id));
    }
    all
}

impl Flow<'_> {
    /// Puts the frames where people want them; parts have no place yet and follow.
    pub(super) fn put_frames(&mut self, plan: &Plan) {
        let before = self.left();
        let mut frames: Vec<&FrameView> = self.board.frames.iter().collect();
        sort_short(&mut frames, |a, b| a.level.cmp(&b.level));
        let mut gone: SmallMap<FrameId, Point> = SmallMap::new();
        for frame in frames {
            let Some(usual) = self.layout.frames.get(&frame.id).copied() else {
                continue;
            };
            let along = frame.parent.and_then(|p| gone.get(&p).copied());
            let wanted = self.wanted.iter().find(|(id, _)| *id == frame.id);
            let now = match wanted {
                Some((_, r)) => *r,
                None => usual.moved(along.unwrap_or_default()),
            };
            gone.insert(frame.id, now.corner().minus(usual.corner()));
            self.layout.frames.insert(frame.id, now);
        }
        self.make_room(None, plan);
        // What stands before the ground stays before it.
        let by = Point::new((self.left() - before).min(0.0), 0.0);
        for r in self.layout.nodes.values_mut() {
            *r = r.moved(by);
        }
    }

    /// Where the ground begins.
    fn left(&self) -> f64 {
        let frames = self.layout.frames.values();
        frames.map(|r| r.x).fold(f64::INFINITY, f64::min)
    }

    /// Sizes what stands in a frame, sets it apart, and widens the frame around it.
    fn make_room(&mut self, parent: Option<FrameId>, plan: &Plan) {
        let is_there = |z: Option<FrameId>| z.filter(|z| self.layout.frames.contains_key(z));
        let children = self.board.frames.iter();
        let children =
            children.filter(|z| is_there(z.parent) == parent && is_there(Some(z.id)).is_some());
        let mut children: Vec<FrameId> = children.map(|z| z.id).collect();
        for child in &children {
            self.make_room(Some(*child), plan);
        }
        let place = |flow: &Self, id: &FrameId| {
            let r = flow.layout.frame(*id);
            r.x + r.y
        };
        sort_short(&mut children, |a, b| {
            place(self, a).total_cmp(&place(self, b))
        });
        for n in 0..children.len() {
            let (before, rest) = children.split_at(n);
            if let Some(child) = rest.first() {
                self.make_way(*child, before);
            }
        }
        let Some(parent) = parent else { return };
        let own = self.layout.frame(parent);
        let rects = children.iter().map(|z| self.layout.frame(*z));
        let now = match rects.reduce(Rect::union) {
            Some(content) => own.union(self.around(parent, content)),
            None => {
                let least = match self.board.frame(parent).map(|z| z.level) {
                    Some(Level::Subnet) => self.need(plan, parent),
                    _ => LEAST,
                };
                Rect::new(own.x, own.y, own.w.max(least.x), own.h.max(least.y))
            }
        };
        self.layout.frames.insert(parent, now);
    }

    /// Moves a frame, and what is in it, behind or below those that it lies on.
    fn make_way(&mut self, id: FrameId, others: &[FrameId]) {
        let first = self.layout.frame(id);
        let mut r = first;
        let lies_on = |r: Rect| {
            let near = r.grown(AIR - 0.1);
            let others = others.iter().map(|z| self.layout.frame(*z));
            others.into_iter().find(|o| o.touches(near))
        };
        // Each of the others pushes once at the most: the way leads right and down alone.
        while let Some(other) = lies_on(r) {
            match first.x - other.x >= first.y - other.y {
                true => r.x = other.right() + AIR,
                false => r.y = other.bottom() + AIR,
            }
        }
        let by = r.corner().minus(first.corner());
        if by != Point::default() {
            for frame in inside(self.board, id).into_iter().chain([id]) {
                if let Some(r) = self.layout.frames.get_mut(&frame) {
                    *r = r.moved(by);
                }
            }
        }
    }

    /// The least that a frame is around what stands in it, with the row of its name.
    pub(super) fn around(&self, frame: FrameId, content: Rect) -> Rect {
        let pad = self.sizes.pad;
        let r = content.grown(pad);
        let name = self.sizes.label - pad;
        match self.layout.low_names.contains(&frame) {
            // In a column the names stand along the flow, before their content, and lanes begin at the edge.
            _ if self.mode == Mode::Column => {
                Rect::new(r.x - name, content.y, r.w + name, r.h - pad)
            }
            true => Rect::new(r.x, r.y, r.w, r.h + name),
            false => Rect::new(r.x, r.y - name, r.w, r.h + name),
        }
    }
}
