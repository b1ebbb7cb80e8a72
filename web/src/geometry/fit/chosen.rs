//! Places that people chose: kept in units of the wide layout, and found again in every other.

use super::{Flow, Layout, Mode, arranged, carry};
use crate::geometry::Point;
use crate::vocabulary::{NodeId, Structure};

/// How much smaller distances are in the small layouts.
pub(super) const SMALL: f64 = 0.6;

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
pub(super) fn snug_of_wide(board: &Structure) -> Point {
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
pub(super) fn put_where_wanted(board: &Structure, mode: Mode, layout: &mut Layout) {
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
pub(super) fn unmoved(board: &Structure) -> Layout {
    let mut board = board.clone();
    for node in &mut board.nodes {
        node.at = None;
    }
    arranged(&board, Mode::Wide)
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
