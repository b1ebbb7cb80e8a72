//! What follows from the places: lines, their sides and the bounds.

use super::{Layout, Mode};
use crate::geometry::Rect;
use crate::geometry::curve::{Curve, Side};
use crate::vocabulary::{EdgeKey, NodeId, NodeView, Structure};
use swell_core::base::small_map::SmallMap;

pub(super) fn transpose(layout: &mut Layout) {
    for r in layout
        .frames
        .values_mut()
        .chain(layout.nodes.values_mut())
        .chain(layout.standbys.values_mut())
        .chain(layout.instances.values_mut())
    {
        *r = r.transposed();
    }
}

pub(super) fn connect(board: &Structure, layout: &mut Layout) {
    let mut curves = SmallMap::new();
    for key in board.edges() {
        let Some((from, to)) = ends(board, layout, key) else {
            continue;
        };
        let [leave, enter] = sides(layout.mode, from, to);
        curves.insert(key, Curve::between(from, leave, to, enter));
    }
    layout.curves = curves;
}

/// What a line joins: two parts, or a part and a server of a group.
pub(super) fn ends(board: &Structure, layout: &Layout, key: EdgeKey) -> Option<(Rect, Rect)> {
    let link = board.links.iter().find(|l| l.id == key.link)?;
    let is_group = |id: NodeId| board.node(id).is_some_and(NodeView::is_fleet);
    let end = |id: NodeId| match key.instance {
        Some(instance) if is_group(id) => layout.instance(instance),
        _ => layout.node(id),
    };
    Some((end(link.from), end(link.to)))
}

/// The pair of sides that face each other, along the flow first.
pub(super) fn sides(mode: Mode, from: Rect, to: Rect) -> [Side; 2] {
    let (a, b) = (from.centre(), to.centre());
    let ahead = to.x - from.right();
    let behind = from.x - to.right();
    let below = to.y - from.bottom();
    let above = from.y - to.bottom();
    let flows_down = mode == Mode::Column;
    if flows_down && below >= 0.0 {
        [Side::Bottom, Side::Top]
    } else if ahead >= 0.0 && (!flows_down || ahead >= below) {
        [Side::Right, Side::Left]
    } else if below >= 0.0 {
        [Side::Bottom, Side::Top]
    } else if behind >= 0.0 {
        [Side::Left, Side::Right]
    } else if above >= 0.0 {
        [Side::Top, Side::Bottom]
    } else if b.x >= a.x {
        [Side::Right, Side::Left]
    } else {
        [Side::Left, Side::Right]
    }
}

pub(super) fn bounds(layout: &Layout) -> Rect {
    layout
        .frames
        .values()
        .chain(layout.nodes.values())
        .chain(layout.chain.iter())
        .copied()
        .reduce(Rect::union)
        .unwrap_or_default()
}
