//! Many that stand in one subnet each: in rows, or the subnet would be too long. It comes with the second
//! part of the page.

use super::flow::{Flow, Ranks};
use super::{Mode, settle};
use crate::geometry::Rect;
use crate::vocabulary::{NodeId, NodeView};
use swell_core::base::order::sort_short;

/// How many rows the fullest subnet needs.
pub(super) fn rows(flow: &Flow<'_>) -> usize {
    let count = flow.subnets().map(|z| flow.singles(z.id).count());
    match count.max().unwrap_or(0) {
        0..=3 => 1,
        4..=8 => 2,
        _ => 3,
    }
}

/// How large a board is to the stages of a mode, along the flow and across it: the larger it is, the smaller
/// are its letters.
pub(super) fn size(mode: Mode, along: f64, across: f64) -> f64 {
    let aspect = match mode {
        Mode::Wide => 1.5,
        Mode::Snug => 1.75,
        Mode::Strip => 3.2,
        Mode::Flat => 2.0,
        Mode::Row => 1.35,
        Mode::Column => 0.9,
    };
    f64::max(along, across * aspect)
}

/// From row to row, with what hangs below their parts.
pub(super) fn pitch(flow: &Flow<'_>) -> f64 {
    let alone = flow.board.nodes.iter().filter(|n| n.subnets.len() == 1);
    let below = |n: &NodeView| settle::hanging(flow.board, flow.mode, n, Rect::default());
    let hangs = alone.filter_map(below).map(|r| r.h).fold(0.0, f64::max);
    flow.sizes.node.1 + hangs + flow.sizes.between
}

/// Those come to stand below each other that a request meets at once.
pub(super) fn order(flow: &Flow<'_>, ranks: &Ranks, singles: &mut [NodeId]) {
    let hop = |id: &NodeId| flow.hop(*id, ranks).unwrap_or(u32::MAX);
    sort_short(singles, |a, b| hop(a).cmp(&hop(b)));
}
