//! Many parts outside every zone, and those that are met from inside alone: a store, a function, a server
//! elsewhere, which stand behind the zones. Each hop has a column of its own, so that requests run one
//! way; what no request meets stands aside. It comes with the second part of the page.

use super::flow::{Flow, Ranks};
use super::rows::size;
use super::settle;
use crate::geometry::{Point, Rect};
use crate::vocabulary::{NodeId, NodeView};
use swell_core::base::order::sort_short;

/// Which parts do not stand before the zones: whatever sends to them stands in a zone, or is one of
/// them; and those at which no line ends.
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
            break;
        }
    }
    behind.extend(outside.iter().filter(|id| !flow.is_linked(**id)));
    behind
}

/// Parts behind everything, about as high as what sends to them.
pub(super) fn place_behind(flow: &mut Flow<'_>, ranks: &Ranks, middle: f64) {
    let rank = |n: &NodeView| ranks.get(&n.id).copied().unwrap_or(0);
    let mut rest: Vec<&NodeView> = flow.outside().collect();
    rest.retain(|n| flow.behind.contains(&n.id) && flow.is_linked(n.id));
    sort_short(&mut rest, |a, b| rank(a).cmp(&rank(b)));
    let layout = &flow.layout;
    let places = layout.frames.values().chain(layout.nodes.values());
    let mut x = places.map(|r| r.right()).fold(0.0, f64::max);
    for hop in rest.chunk_by(|a, b| rank(a) == rank(b)) {
        let links = || flow.board.links.iter();
        let before = |id: NodeId| links().filter(move |l| l.to == id).map(|l| l.from);
        let near = |n: &NodeView| height(flow, before(n.id)).unwrap_or(middle);
        let column = sorted(hop, near);
        let column = Column::new(flow, &column);
        x += flow.sizes.stride;
        x += column.put(flow, x);
    }
    place_aside(flow, middle);
}

/// What no request meets: in rows below what stands before the zones, or in columns behind everything,
/// whichever leaves the letters larger.
fn place_aside(flow: &mut Flow<'_>, middle: f64) {
    let aside: Vec<&NodeView> = flow.outside().filter(|n| !flow.is_linked(n.id)).collect();
    let Some(first) = aside.first() else { return };
    let gap = flow.sizes.stride;
    let feet = |n: &NodeView| {
        let (w, h) = flow.size_of(n);
        settle::footprint(flow.board, flow.mode, n, Rect::new(0.0, 0.0, w, h))
    };
    let ground = flow.layout.frames.values().copied().reduce(Rect::union);
    let is_before = |r: &Rect| ground.is_none_or(|g| r.right() <= g.x);
    let before = flow.outside().filter_map(|n| flow.feet(n));
    let before = before.filter(is_before).reduce(Rect::union);
    let all = ground.into_iter().chain(before).reduce(Rect::union);
    let others = flow.layout.nodes.values().copied();
    let all = all.into_iter().chain(others).reduce(Rect::union);
    let all = all.unwrap_or_default();
    let pitch = aside.iter().map(|n| feet(n).h).fold(0.0, f64::max) + gap;
    let high = (all.h + gap - 0.1).max(pitch);
    let column = (high / pitch) as usize;
    let behind = aside.len().div_ceil(column) as f64 * (feet(first).w + gap);
    if let Some(before) = before {
        let (mut at, mut row) = (before.corner(), Vec::new());
        at.y = before.bottom() + gap;
        for node in &aside {
            let (feet, (w, h)) = (feet(node), flow.size_of(node));
            if at.x + feet.w > before.right() + 0.1 && at.x > before.x {
                at = Point::new(before.x, at.y + pitch);
            }
            row.push((node.id, Rect::new(at.x - feet.x, at.y, w, h)));
            at.x += feet.w + gap;
        }
        let below = (at.y + pitch - gap - all.bottom()).max(0.0);
        if size(flow.mode, all.w, all.h + below) <= size(flow.mode, all.w + behind, all.h) {
            flow.layout.nodes.extend(row);
            return;
        }
    }
    let mut x = all.right();
    for column in aside.chunks(column) {
        let column: Vec<(f64, &NodeView)> = column.iter().map(|n| (middle, *n)).collect();
        x += gap;
        x += Column::new(flow, &column).put(flow, x);
    }
}

/// Parts before the zones, by hops, each about as high as what it sends to.
pub(super) fn place_crowd(flow: &mut Flow<'_>, ranks: &Ranks, outside: &[&NodeView], middle: f64) {
    let has_ground = !flow.layout.frames.is_empty();
    let frames = flow.layout.frames.values();
    let mut x = frames.map(|r| r.x).fold(flow.start(), f64::min);
    let hop = |n: &NodeView| flow.hop(n.id, ranks);
    let last = outside.last().and_then(|n| hop(n));
    // What is passed and sends nothing on stands below, or the way to others would lead across it.
    let below = middle + flow.sizes.users.1 + flow.sizes.stride;
    let hops = outside.chunk_by(|a, b| hop(a) == hop(b));
    for hops in columns(flow, hops.collect()).iter().rev() {
        let links = || flow.board.links.iter();
        let after = |id: NodeId| links().filter(move |l| l.from == id).map(|l| l.to);
        let is_end = |id: NodeId| {
            let rank = flow.hop(id, ranks);
            let is_passed = rank.is_some_and(|r| r > 0) && (rank < last || has_ground);
            is_passed && !flow.sends(id) && outside.iter().any(|n| n.id == id)
        };
        // As high as what it sends on, if that is not all that it does.
        let near = |n: &NodeView| match is_end(n.id) {
            true => below,
            false => height(flow, after(n.id).filter(|id| !is_end(*id)))
                .or_else(|| height(flow, after(n.id)))
                .unwrap_or(middle),
        };
        let column = Column::new(flow, &sorted(hops, near));
        x -= column.wide + flow.sizes.stride;
        column.put(flow, x);
    }
}

/// The hops that share a column: each has its own, but where length is scarce those one after the other
/// that are together no higher than the highest.
fn columns<'a>(flow: &Flow<'_>, hops: Vec<&[&'a NodeView]>) -> Vec<Vec<&'a NodeView>> {
    let gap = flow.sizes.stride;
    let high = |hop: &[&NodeView]| hop.iter().map(|n| flow.size_of(n).1 + gap).sum::<f64>();
    let highest = hops.iter().map(|hop| high(hop)).fold(0.0, f64::max);
    let mut columns: Vec<Vec<&NodeView>> = Vec::new();
    for hop in hops {
        let is_shared = |last: &Vec<_>| high(last) + high(hop) <= highest;
        match columns.last_mut() {
            Some(last) if flow.sizes.stacks_outside && is_shared(last) => last.extend(hop),
            _ => columns.push(hop.to_vec()),
        }
    }
    columns
}

/// Parts side by side across the flow.
struct Column {
    /// Each with what it covers and its place across the flow.
    parts: Vec<(NodeId, Rect, f64)>,
    wide: f64,
}

impl Column {
    /// As near as can be to the heights that they wish for, in whose order they come.
    fn new(flow: &Flow<'_>, wished: &[(f64, &NodeView)]) -> Self {
        let gap = flow.sizes.stride;
        // Runs of parts that touch each other: how many, how far they reach, and the sum of the places that
        // each wishes for the first of them.
        let mut runs: Vec<(f64, f64, f64)> = Vec::new();
        let mut parts = Vec::new();
        for (near, node) in wished {
            let (w, h) = flow.size_of(node);
            let feet = settle::footprint(flow.board, flow.mode, node, Rect::new(0.0, 0.0, w, h));
            parts.push((node.id, Rect::new(0.0, 0.0, w, h), feet));
            let mut run = (1.0, feet.h + gap, near - h / 2.0);
            while let Some((count, high, sum)) = runs.last().copied() {
                if sum / count + high <= run.2 / run.0 {
                    break;
                }
                runs.pop();
                run = (count + run.0, high + run.1, sum + run.2 - run.0 * high);
            }
            runs.push(run);
        }
        let wide = parts.iter().map(|(.., feet)| feet.w).fold(0.0, f64::max);
        let mut parts = parts.into_iter();
        let mut placed = Vec::new();
        for (count, _, sum) in runs {
            let mut y = sum / count;
            for (id, r, feet) in parts.by_ref().take(count as usize) {
                placed.push((id, r, y));
                y += feet.h + gap;
            }
        }
        Self {
            parts: placed,
            wide,
        }
    }

    /// Puts them there along the flow. Returns how far they reach.
    fn put(self, flow: &mut Flow<'_>, x: f64) -> f64 {
        for (id, r, y) in self.parts {
            let r = r.moved(Point::new(x + (self.wide - r.w) / 2.0, y));
            flow.layout.nodes.insert(id, r);
        }
        self.wide
    }
}

/// With these heights and in their order, where they are the same in the order of the board.
fn sorted<'a>(
    column: &[&'a NodeView],
    near: impl Fn(&NodeView) -> f64,
) -> Vec<(f64, &'a NodeView)> {
    let mut column: Vec<(f64, &NodeView)> = column.iter().map(|n| (near(n), *n)).collect();
    sort_short(&mut column, |a, b| {
        a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id))
    });
    column
}

/// The middle of those parts that have their places.
fn height(flow: &Flow<'_>, of: impl Iterator<Item = NodeId>) -> Option<f64> {
    let rects = of.filter_map(|id| flow.layout.nodes.get(&id));
    let middles: Vec<f64> = rects.map(|r| r.centre().y).collect();
    (!middles.is_empty()).then(|| middles.iter().sum::<f64>() / middles.len() as f64)
}
