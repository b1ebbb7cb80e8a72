//! Lines that keep clear of cards. A line is one curve from side to side; where that would run through
//! a card it does not belong to, other sides and wider bends are tried, and the shortest way is taken
//! of those that touch least. It comes with the second part of the page.

use super::lines::{bounds, ends};
use super::{Layout, settle};
use crate::geometry::curve::{Curve, Side};
use crate::geometry::{Point, Rect};
use crate::vocabulary::{EdgeKey, NodeId, NodeView, Structure};

/// Between a line and a card that it passes.
const AIR: f64 = 6.0;
/// How far out of a card a line goes before it turns, as shares of the way between the two; and in
/// world units at least and at most.
const PULLS: [f64; 4] = [0.3, 0.6, 1.0, 1.6];
const PULL: (f64, f64) = (24.0, 420.0);
/// What a place in a card, one close to it, one outside of the board, one in a name, and a side that faces away are
/// worth, in world units of detour.
const CARD: f64 = 10_000.0;
const NEAR: f64 = 2_000.0;
const OUTSIDE: f64 = 300.0;
const NAME: f64 = 24.0;
const BACK: f64 = 90.0;

pub(super) fn keep_clear(board: &Structure, layout: &mut Layout) {
    let blocks = Blocks::of(board, layout);
    let detours = layout.curves.iter().filter_map(|(key, curve)| {
        let straight = blocks.cost(board, *key, curve);
        let is_clear = straight < CARD;
        let found = (!is_clear).then(|| blocks.best(board, layout, *key))??;
        (found.0 < straight).then_some((*key, found.1))
    });
    for (key, curve) in detours.collect::<Vec<_>>() {
        layout.curves.insert(key, curve);
    }
}

/// What lines should not run through.
struct Blocks {
    /// With the part whose lines end there; what hangs below a part and what waits is nobody's.
    cards: Vec<(Option<NodeId>, Rect)>,
    names: Vec<Rect>,
    board: Rect,
}

impl Blocks {
    fn of(board: &Structure, layout: &Layout) -> Self {
        let own = |node: &NodeView| Some((Some(node.id), *layout.nodes.get(&node.id)?));
        let below = |node: &NodeView| {
            let r = *layout.nodes.get(&node.id)?;
            Some((None, settle::hanging(board, layout.mode, node, r)?))
        };
        let cards = board.nodes.iter().filter_map(own);
        let cards = cards.chain(board.nodes.iter().filter_map(below));
        let waiting = layout.standbys.values().map(|r| (None, *r));
        Self {
            cards: cards.chain(waiting).collect(),
            names: settle::titles(board, layout),
            board: bounds(layout).grown(2.0 * AIR),
        }
    }

    /// How long a way is, with what it touches.
    fn cost(&self, board: &Structure, key: EdgeKey, curve: &Curve) -> f64 {
        let link = board.links.iter().find(|l| l.id == key.link);
        let is_end = |id: &NodeId| link.is_some_and(|l| l.from == *id || l.to == *id);
        let group = |id: &NodeId| board.node(*id).is_some_and(NodeView::is_fleet);
        let mut cost = curve.length();
        for p in curve.trail() {
            let touched = self.cards.iter().filter(|(of, r)| match of {
                // Its own cards it may touch at their edges, and the frame of its group anywhere.
                Some(of) if is_end(of) => !group(of) && r.grown(-2.0).contains(p),
                Some(_) => r.contains(p),
                None => r.grown(-2.0).contains(p),
            });
            cost += touched.count() as f64 * CARD;
            let near = self.cards.iter().filter(|(of, r)| {
                let is_strange = of.as_ref().is_some_and(|of| !is_end(of));
                is_strange && r.grown(AIR).contains(p)
            });
            cost += near.count() as f64 * NEAR;
            cost += if self.board.contains(p) { 0.0 } else { OUTSIDE };
            cost += self.names.iter().filter(|r| r.contains(p)).count() as f64 * NAME;
        }
        cost
    }

    /// The cheapest of all ways from any side to any other.
    fn best(&self, board: &Structure, layout: &Layout, key: EdgeKey) -> Option<(f64, Curve)> {
        let (from, to) = ends(board, layout, key)?;
        let way = to.centre().minus(from.centre());
        let pull = |share: f64| (share * way.length()).clamp(PULL.0, PULL.1);
        let mut best: Option<(f64, Curve)> = None;
        for leave in Side::ALL {
            for enter in Side::ALL {
                let is_back = [leave.faces(way), enter.faces(Point::new(-way.x, -way.y))];
                let back = is_back.into_iter().filter(|is| !is).count() as f64 * BACK;
                for out in PULLS {
                    for into in PULLS {
                        let pulls = (pull(out), pull(into));
                        let curve = Curve::bent((from, leave), (to, enter), pulls);
                        let cost = self.cost(board, key, &curve) + back;
                        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                            best = Some((cost, curve));
                        }
                    }
                }
            }
        }
        best
    }
}
