//! The automatic layout: which place every zone, part, server and line gets.
//!
//! One set of rules and a set of sizes for each shape of the stage, so that letters are not shrunk
//! below what can be read: where there is less room there are fewer words, not smaller ones. A place
//! that the user chose wins on the wide boards; in the small rows and columns a part stands as far
//! from its usual place, in proportion.

mod chosen;
mod flow;
mod frames;
mod lines;
mod order;
mod outside;
pub mod pull;
mod rows;
mod settle;
mod sizes;
mod tracks;
mod ways;

use super::curve::Curve;
use super::viewport::Viewport;
use super::{Point, Rect};
use crate::vocabulary::{EdgeKey, FrameId, InstanceId, KindId, NodeId, NodeView, Structure};
pub use chosen::{place_after, wide_place};
use chosen::{put_where_wanted, snug_of_wide, unmoved};
use flow::Flow;
use lines::{bounds, connect, transpose};
pub use order::{flow_order, ranks};
use sizes::Sizes;
use std::sync::OnceLock;
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

    /// The mode for a board: where its letters would be small on the wide one, the parts stand closer
    /// together. Places that people chose do not count, so that nothing jumps when a part is moved.
    pub fn for_board(board: &Structure, size: Point) -> Self {
        let is_small = || {
            let mut board = board.clone();
            board.frames.iter_mut().for_each(|z| z.at = None);
            fitted(bounds(&unmoved(&board)), size).scale < LEGIBLE
        };
        match Self::for_size(size) {
            Self::Wide if is_small() => Self::Snug,
            mode => mode,
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

/// From this scale on the letters of the wide board are large enough.
const LEGIBLE: f64 = 0.87;

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

/// What the second part of the page adds: boards that open before it need none of this.
struct More {
    /// Parts that stand behind the zones.
    behind: fn(&Flow<'_>) -> Vec<NodeId>,
    place_behind: fn(&mut Flow<'_>, &flow::Ranks, f64),
    /// Many parts before the zones.
    place_crowd: fn(&mut Flow<'_>, &flow::Ranks, &[&NodeView], f64),
    /// Rows of those that stand in one subnet each, the way from row to row, and their order.
    rows: fn(&Flow<'_>) -> usize,
    pitch: fn(&Flow<'_>) -> f64,
    order: fn(&Flow<'_>, &flow::Ranks, &mut [NodeId]),
    /// Keeps lines clear of cards.
    keep_clear: fn(&Structure, &mut Layout),
}

static MORE: OnceLock<More> = OnceLock::new();

const fn all() -> More {
    More {
        behind: outside::behind,
        place_behind: outside::place_behind,
        place_crowd: outside::place_crowd,
        rows: rows::rows,
        pitch: rows::pitch,
        order: rows::order,
        keep_clear: ways::keep_clear,
    }
}

pub fn bring() {
    // Whoever came first brought the same.
    let _ = MORE.set(all());
}

fn more() -> Option<&'static More> {
    match cfg!(target_arch = "wasm32") {
        true => MORE.get(),
        false => Some(MORE.get_or_init(all)),
    }
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
    if let Some(more) = more() {
        (more.keep_clear)(board, &mut layout);
    }
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

/// Heights of the legend's line and of the line with the costs, beside the padding; a small stage has both in one.
const LEGEND_PX: f64 = 30.0;
const COST_PX: f64 = 14.0;
const FOOT_PX: f64 = 22.0;

/// The whole board in the stage; small boards may grow a little, never to posters.
pub fn fitted(bounds: Rect, size: Point) -> Viewport {
    let is_wide = Mode::for_size(size).is_wide();
    // Nothing that is said of a board stands on it.
    let (padding, above, below) = if is_wide {
        (14.0, COST_PX, LEGEND_PX)
    } else {
        (6.0, 0.0, FOOT_PX)
    };
    let room = Point::new(size.x, (size.y - above - below).max(1.0));
    Viewport::fitting(bounds, room, padding, 1.35).panned(Point::new(0.0, above))
}

#[cfg(test)]
mod tests;
