//! Lines that keep clear of cards. A line is one curve from side to side; where that would run through
//! a card it does not belong to, other sides and wider bends are tried, and the shortest way is taken
//! of those that touch least. It comes with the second part of the page.

use super::lines::{bounds, ends};
use super::{Layout, settle};
use crate::geometry::Rect;
use crate::geometry::curve::{Curve, Side};
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
const BACK: f64 = 2_000.0;

pub(super) fn keep_clear(board: &Structure, layout: &mut Layout) {
    let blocks = Blocks::of(board, layout);
    let detours = layout.curves.iter().filter_map(|(key, curve)| {
        let around = blocks.around(board, *key);
        let straight = blocks.cost(&around, curve, f64::INFINITY);
        let is_clear = straight < CARD;
        let found = (!is_clear).then(|| blocks.best(board, layout, *key))??;
        (found.0 < straight).then_some((*key, found.1))
    });
    for (key, curve) in detours.collect::<Vec<_>>() {
        layout.curves.insert(key, curve);
    }
}

/// The most that a line is pulled out of a card. Where it turns once, it does so before it has gone
/// past the other card: lines to the two sides of a row do not cross.
fn farthest(ahead: f64, turns_once: bool) -> f64 {
    match turns_once && ahead > PULL.0 {
        true => ahead.min(PULL.1),
        false => PULL.1,
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
        let cards = board.nodes.iter().filter_map(own);
        let waiting = layout.standbys.values().map(|r| (None, *r));
        Self {
            cards: cards.chain(waiting).collect(),
            hung: board.nodes.iter().filter_map(below).collect(),
            names: settle::titles(board, layout),
            board: bounds(layout).grown(2.0 * AIR),
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

    /// The cheapest of all ways from any side to any other.
    fn best(&self, board: &Structure, layout: &Layout, key: EdgeKey) -> Option<(f64, Curve)> {
        let (from, to) = ends(board, layout, key)?;
        let around = self.around(board, key);
        let mut best: Option<(f64, Curve)> = None;
        for leave in Side::ALL {
            for enter in Side::ALL {
                let (a, b) = (leave.of(from), enter.of(to));
                let length = b.minus(a).length();
                let aheads = [leave.ahead(b.minus(a)), enter.ahead(a.minus(b))];
                let back = aheads.into_iter().filter(|a| *a <= 0.0).count() as f64 * BACK;
                let turns_once = leave.is_across(enter);
                let [far_out, far_in] = aheads.map(|ahead| farthest(ahead, turns_once));
                for out in PULLS {
                    for into in PULLS {
                        let pull = |share: f64, most| (share * length).clamp(PULL.0, most);
                        let pulls = (pull(out, far_out), pull(into, far_in));
                        let curve = Curve::bent((from, leave), (to, enter), pulls);
                        let least = best.as_ref().map_or(f64::INFINITY, |(least, _)| *least);
                        let cost = self.cost(&around, &curve, least - back) + back;
                        if cost < least {
                            best = Some((cost, curve));
                        }
                    }
                }
            }
        }
        best
    }
}
