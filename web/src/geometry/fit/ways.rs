//! Lines that keep clear of cards and names. Where a line would run through a card that it does not belong
//! to, or over the name of a frame, it goes along a side of what stands in its way: the shortest way is taken
//! of those that touch least.
//! It comes with the second part of the page.

use super::lines::{bounds, ends, sides};
use super::{Layout, settle};
use crate::geometry::curve::{Curve, Side, Stop};
use crate::geometry::{Point, Rect};
use crate::vocabulary::{EdgeKey, InstanceRef, NodeId, NodeView, Structure};

/// Between a line and a card that it passes.
const AIR: f64 = 6.0;
/// Between it and a card that it goes along.
const LANE: f64 = 9.0;
/// What a place in a card, one close to it, one outside of the board, one in a name, a side that faces away and one
/// that lines usually do not take are worth, in world units of detour.
const CARD: f64 = 10_000.0;
const NEAR: f64 = 100.0;
const OUTSIDE: f64 = 1_000.0;
const NAME: f64 = 40.0;
const BACK: f64 = 200.0;
const TURN: f64 = 15.0;
/// A way around what stands in the way may meet something else, so often.
const ROUNDS: usize = 3;

pub(super) fn keep_clear(board: &Structure, layout: &mut Layout) {
    let blocks = Blocks::of(board, layout);
    let detours = layout.curves.iter().filter_map(|(key, curve)| {
        let around = blocks.around(board, *key);
        let met = || around.cards.iter().chain(&blocks.names);
        let is_clear = curve.trail().all(|p| !met().any(|r| r.contains(p)));
        let found = (!is_clear).then(|| blocks.best(board, layout, *key, curve))??;
        Some((*key, found))
    });
    for (key, curve) in detours.collect::<Vec<_>>() {
        layout.curves.insert(key, curve);
    }
}

/// What lines should not run through.
struct Blocks {
    /// With the part whose lines end there; what waits is nobody's.
    cards: Vec<(Option<NodeId>, Rect)>,
    /// What hangs below a part; its own lines come out from under it.
    hung: Vec<(NodeId, Rect)>,
    names: Vec<Rect>,
    board: Rect,
}

/// The same for one line: what it must not touch, and what it had better not come close to.
#[derive(Default)]
struct Around {
    cards: Vec<Rect>,
    near: Vec<Rect>,
}

impl Blocks {
    fn of(board: &Structure, layout: &Layout) -> Self {
        let own = |node: &NodeView| Some((Some(node.id), *layout.nodes.get(&node.id)?));
        let below = |node: &NodeView| {
            let r = *layout.nodes.get(&node.id)?;
            Some((node.id, settle::hanging(board, layout.mode, node, r)?))
        };
        // Nothing stands in the frame of a group but its servers.
        let cards = board.nodes.iter().filter(|n| !n.is_fleet()).filter_map(own);
        let server = |i: &InstanceRef| Some((Some(i.group), *layout.instances.get(&i.id)?));
        let cards = cards.chain(board.instances.iter().filter_map(server));
        let waiting = layout.standbys.values().map(|r| (None, *r));
        Self {
            cards: cards.chain(waiting).collect(),
            hung: board.nodes.iter().filter_map(below).collect(),
            names: settle::titles(board, layout),
            board: bounds(layout).grown(AIR),
        }
    }

    /// What is in the way of one line.
    fn around(&self, board: &Structure, key: EdgeKey) -> Around {
        let link = board.links.iter().find(|l| l.id == key.link);
        let is_end = |id: NodeId| link.is_some_and(|l| l.from == id || l.to == id);
        let group = |id: NodeId| board.node(id).is_some_and(NodeView::is_fleet);
        let mut around = Around::default();
        for (of, r) in &self.cards {
            match *of {
                // Its own cards it may touch at their edges, and the frame of its group anywhere.
                Some(of) if is_end(of) && group(of) => {}
                Some(of) if is_end(of) => around.cards.push(r.grown(-2.0)),
                Some(_) => {
                    around.cards.push(*r);
                    around.near.push(r.grown(AIR));
                }
                None => around.cards.push(r.grown(-2.0)),
            }
        }
        let hung = self.hung.iter().filter(|(of, _)| !is_end(*of));
        around.cards.extend(hung.map(|(_, r)| r.grown(-2.0)));
        around
    }

    /// How long a way is, with what it touches; of one that is worth more than `most`, a part of it.
    fn cost(&self, around: &Around, curve: &Curve, most: f64) -> f64 {
        let mut cost = curve.length();
        for p in curve.trail() {
            if cost >= most {
                break;
            }
            let at = |all: &[Rect]| all.iter().filter(|r| r.contains(p)).count() as f64;
            cost += at(&around.cards) * CARD + at(&around.near) * NEAR + at(&self.names) * NAME;
            cost += if self.board.contains(p) { 0.0 } else { OUTSIDE };
        }
        cost
    }

    /// The cheapest of all ways from any side to any other, along what the straight one meets.
    fn best(
        &self,
        board: &Structure,
        layout: &Layout,
        key: EdgeKey,
        straight: &Curve,
    ) -> Option<Curve> {
        let ends = ends(board, layout, key)?;
        let usual = sides(layout.mode, ends.0, ends.1);
        let around = self.around(board, key);
        let cost = self.cost(&around, straight, f64::INFINITY);
        let mut best = (cost, straight.clone());
        let mut met: Vec<Rect> = Vec::new();
        for _ in 0..ROUNDS {
            let is_met = |r: &&Rect| best.1.trail().any(|p| r.contains(p)) && !met.contains(r);
            let walls = around.cards.iter().chain(&self.names);
            let new: Vec<Rect> = walls.filter(is_met).copied().collect();
            if new.is_empty() {
                break;
            }
            // What is straight is tried with the first of them.
            if met.is_empty() {
                self.try_sides(&around, ends, usual, &[], &mut best);
            }
            met.extend(&new);
            let all = met.iter().copied().reduce(Rect::union);
            for wall in new.into_iter().chain(all.filter(|_| met.len() > 1)) {
                for way in along(wall.grown(LANE), ends.0, ends.1) {
                    self.try_sides(&around, ends, usual, &way, &mut best);
                }
            }
        }
        Some(best.1)
    }

    /// From any side to any other by way of `stops`.
    fn try_sides(
        &self,
        around: &Around,
        (from, to): (Rect, Rect),
        usual: [Side; 2],
        stops: &[Stop],
        best: &mut (f64, Curve),
    ) {
        for leave in Side::ALL {
            for enter in Side::ALL {
                let mut way = vec![leave.out_of(from)];
                way.extend(stops);
                way.push(enter.into(to));
                let leaps = || way.windows(2).map(|pair| pair[1].0.minus(pair[0].0));
                let aheads = [
                    leaps().next().map(|leap| leave.ahead(leap)),
                    leaps().next_back().map(|leap| -enter.ahead(leap)),
                ];
                let worth = |is: bool, worth: f64| if is { worth } else { 0.0 };
                let sides = aheads
                    .map(|a| worth(a <= Some(0.0), BACK))
                    .iter()
                    .sum::<f64>()
                    + worth(leave != usual[0], TURN)
                    + worth(enter != usual[1], TURN);
                // No curve is shorter than what is straight.
                if leaps().map(Point::length).sum::<f64>() + sides >= best.0 {
                    continue;
                }
                let curve = Curve::through(&way);
                let cost = self.cost(around, &curve, best.0 - sides) + sides;
                if cost < best.0 {
                    *best = (cost, curve);
                }
            }
        }
    }
}

/// Along both sides of a wall towards `to`: above and below it where that is farther away than high.
fn along(wall: Rect, from: Rect, to: Rect) -> [[Stop; 2]; 2] {
    let way = to.centre().minus(from.centre());
    let (mut near, mut far) = (wall.corner(), Point::new(wall.right(), wall.bottom()));
    if way.x < 0.0 {
        (near.x, far.x) = (far.x, near.x);
    }
    if way.y < 0.0 {
        (near.y, far.y) = (far.y, near.y);
    }
    let (a, b, unit) = match way.x.abs() >= way.y.abs() {
        true => (
            Point::new(far.x, near.y),
            Point::new(near.x, far.y),
            Point::new(way.x.signum(), 0.0),
        ),
        false => (
            Point::new(near.x, far.y),
            Point::new(far.x, near.y),
            Point::new(0.0, way.y.signum()),
        ),
    };
    [[(near, unit), (a, unit)], [(b, unit), (far, unit)]]
}
