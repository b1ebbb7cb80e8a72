//! Many parts outside every zone, and those that are met from inside alone: a store, a function, a server
//! elsewhere, which stand behind the zones. Each hop has a column of its own, so that requests run one
//! way. It comes with the second part of the page.

use super::flow::{Flow, Ranks};
use crate::vocabulary::{NodeId, NodeView};
use swell_core::base::order::sort_short;

/// Which parts these are: whatever sends to them stands in a zone, or is one of them.
pub(super) fn behind(flow: &Flow<'_>) -> Vec<NodeId> {
    let into = |id: NodeId| flow.board.links.iter().filter(move |l| l.to == id);
    let outside: Vec<NodeId> = flow.outside().map(|n| n.id).collect();
    let is_met = |id: &NodeId| into(*id).next().is_some();
    let mut behind: Vec<NodeId> = outside.iter().copied().filter(is_met).collect();
    loop {
        let all = behind.clone();
        let is_before = |id: NodeId| outside.contains(&id) && !all.contains(&id);
        behind.retain(|id| !into(*id).any(|l| is_before(l.from)));
        if behind.len() == all.len() {
            return behind;
        }
    }
}

/// Parts behind everything, about as high as what sends to them.
pub(super) fn place_behind(flow: &mut Flow<'_>, ranks: &Ranks, middle: f64) {
    let rank = |n: &NodeView| ranks.get(&n.id).copied().unwrap_or(0);
    let mut rest: Vec<&NodeView> = flow.outside().collect();
    rest.retain(|n| flow.behind.contains(&n.id));
    sort_short(&mut rest, |a, b| rank(a).cmp(&rank(b)));
    let layout = &flow.layout;
    let places = layout.frames.values().chain(layout.nodes.values());
    let mut x = places.map(|r| r.right()).fold(0.0, f64::max);
    for hop in rest.chunk_by(|a, b| rank(a) == rank(b)) {
        let links = || flow.board.links.iter();
        let before = |id: NodeId| links().filter(move |l| l.to == id).map(|l| l.from);
        let near = |n: &NodeView| height(flow, before(n.id)).unwrap_or(middle);
        let middle = hop.iter().map(|n| near(n)).sum::<f64>() / hop.len() as f64;
        let column = sorted(hop, near);
        x = flow.stack(&column, x + flow.sizes.stride, middle);
    }
}

/// Parts before the zones, by hops, each about as high as what it sends to.
pub(super) fn place_crowd(
    flow: &mut Flow<'_>,
    ranks: &Ranks,
    outside: &[&NodeView],
    middle: f64,
) -> f64 {
    let start = flow.start();
    let mut x = start;
    let hop = |n: &NodeView| flow.hop(n.id, ranks);
    let hops: Vec<&[&NodeView]> = outside.chunk_by(|a, b| hop(a) == hop(b)).collect();
    for hop in hops.into_iter().rev() {
        let links = || flow.board.links.iter();
        let after = |id: NodeId| links().filter(move |l| l.from == id).map(|l| l.to);
        // What sends nothing on stands below, or the way to others would lead across it.
        let near = |n: &NodeView| match after(n.id).next() {
            Some(_) => height(flow, after(n.id)).unwrap_or(middle),
            None => f64::INFINITY,
        };
        let column = sorted(hop, near);
        let wide = flow.stack(&column, 0.0, middle);
        x -= wide + flow.sizes.stride;
        flow.stack(&column, x, middle);
    }
    start
}

/// In the order of these heights, where they are the same in the order of the board.
fn sorted<'a>(column: &[&'a NodeView], near: impl Fn(&NodeView) -> f64) -> Vec<&'a NodeView> {
    let mut column: Vec<(f64, &NodeView)> = column.iter().map(|n| (near(n), *n)).collect();
    sort_short(&mut column, |a, b| {
        a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id))
    });
    column.into_iter().map(|(_, node)| node).collect()
}

/// The middle of those parts that have their places.
fn height(flow: &Flow<'_>, of: impl Iterator<Item = NodeId>) -> Option<f64> {
    let rects = of.filter_map(|id| flow.layout.nodes.get(&id));
    let middles: Vec<f64> = rects.map(|r| r.centre().y).collect();
    (!middles.is_empty()).then(|| middles.iter().sum::<f64>() / middles.len() as f64)
}
