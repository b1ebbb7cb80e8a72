//! A messy board that is tidied: every frame holds what stands in it, and nothing lies on anything else.

use super::*;
use crate::board::mirror::structure;
use crate::geometry::Rect;
use crate::geometry::fit::{Layout, Mode, Shift, tidy};
use crate::vocabulary::Structure;
use swell_core::engine::simulation::Simulation;
use swell_tests::test_rng::TestRng;

/// Parts that stand by themselves on a large board.
const MANY: usize = 40;

/// A board of so many parts anywhere, on each other too, joined as it comes.
fn messy(rng: &mut TestRng) -> Document {
    let mut document = Document::default();
    let stands = |document: &Document| {
        let parts = document.parts.iter();
        parts.filter(|p| p.of.is_none() && !p.is_ground()).count()
    };
    for _ in 0..MANY * 4 {
        if stands(&document) >= MANY {
            break;
        }
        let at = Some(Point::new(900.0 * rng.unit(), 500.0 * rng.unit()));
        let kind = rng.pick(KindId::ALL).copied().expect("a kind");
        if let Some((command, _)) = place(&document, kind, at, None) {
            let _ = document.apply(command);
        }
    }
    for _ in 0..MANY * 6 {
        let ids: Vec<PartId> = document.parts.iter().map(|p| p.id).collect();
        let (Some(from), Some(to)) = (rng.pick(&ids), rng.pick(&ids)) else {
            continue;
        };
        if let Some(command) = link(&document, *from, *to) {
            let _ = document.apply(command);
        }
    }
    assert!(stands(&document) >= MANY);
    document
}

/// Everything solid, by its id.
fn solid(board: &Structure, layout: &Layout) -> Vec<(String, Rect)> {
    let parts = board.nodes.iter().filter(|n| !n.is_fleet());
    let parts = parts.map(|n| (format!("part {}", n.id.0), layout.node(n.id)));
    let cards = layout.instances.iter();
    let cards = cards.map(|(id, r)| (format!("server {}", id.0), *r));
    parts.chain(cards).collect()
}

fn holds(outer: Rect, inner: Rect) -> bool {
    let all = outer.union(inner);
    all.w - outer.w < 1.5 && all.h - outer.h < 1.5
}

#[test]
fn a_messy_board_of_forty_parts_is_laid_out_in_frames() {
    for seed in 1..=12 {
        let mut document = messy(&mut TestRng::new(seed));
        let places = document.layout.keys().map(|id| (*id, None)).collect();
        assert!(document.apply(Command::Move { places }).is_ok());
        let board = structure(&document, &Simulation::new(&document));
        for mode in [Mode::Wide, Mode::Snug] {
            let layout = tidy(&board, mode, &Shift::default());
            let all = solid(&board, &layout);
            for (n, (name, r)) in all.iter().enumerate() {
                for (other, o) in all.iter().skip(n + 1) {
                    assert!(
                        !r.touches(*o),
                        "{seed} {mode:?}: {name} on {other}: {r:?} {o:?}"
                    );
                }
            }
            for frame in &board.frames {
                if let Some(parent) = frame.parent {
                    let (outer, inner) = (layout.frame(parent), layout.frame(frame.id));
                    assert!(
                        holds(outer, inner),
                        "{seed} {mode:?}: {frame:?} is out of its own"
                    );
                }
            }
            for node in &board.nodes {
                if let [home] = node.subnets.as_slice() {
                    let (outer, inner) = (layout.frame(*home), layout.node(node.id));
                    assert!(
                        holds(outer, inner),
                        "{seed} {mode:?}: part {} fell out",
                        node.id.0
                    );
                }
            }
        }
    }
}
