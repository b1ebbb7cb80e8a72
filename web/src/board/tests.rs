//! What every board that comes with Swell looks like before anybody has touched it.

use super::mirror::structure;
use crate::geometry::Rect;
use crate::geometry::fit::{Layout, Mode, Shift, tidy};
use crate::vocabulary::{FrameView, Level, NodeId, NodeView, Structure};
use swell_core::document::Document;
use swell_core::engine::simulation::Simulation;
use swell_core::scenario::catalog::{PRESETS, Preset};

fn board(preset: &Preset) -> Structure {
    let document = Document::from_json(preset.json).expect(preset.id);
    structure(&document, &Simulation::new(&document))
}

/// Everything solid with the part that it is of: cards, what hangs below them, servers and standbys.
fn cards(board: &Structure, layout: &Layout) -> Vec<(NodeId, Rect)> {
    let standing = board.nodes.iter().filter(|n| !n.is_fleet());
    let mut all: Vec<_> = standing.map(|n| (n.id, layout.node(n.id))).collect();
    let servers = board.instances.iter();
    all.extend(servers.map(|i| (i.group, layout.instance(i.id))));
    all.extend(layout.standbys.iter().map(|(id, r)| (*id, *r)));
    let hung = board.nodes.iter().filter(|_| layout.mode.is_wide());
    let hung = hung.filter_map(|n| Some((n.id, below(board, n, layout.node(n.id))?)));
    all.extend(hung.collect::<Vec<_>>());
    all
}

/// The cards below a part, a little smaller than they are.
fn below(board: &Structure, node: &NodeView, r: Rect) -> Option<Rect> {
    let high = match board.attached(node).count() {
        0 => return None,
        1 => 46.0,
        count => count as f64 * 26.0,
    };
    Some(Rect::new(
        r.centre().x - 57.0,
        r.bottom() + 2.0,
        114.0,
        high,
    ))
}

fn overlaps(a: Rect, b: Rect) -> bool {
    a.touches(b.grown(-0.5))
}

/// Pairs of cards that lie on each other.
fn on_each_other(board: &Structure, layout: &Layout) -> Vec<(NodeId, NodeId)> {
    let all = cards(board, layout);
    let pairs = all.iter().enumerate().flat_map(|(n, (a, r))| {
        let rest = all.iter().skip(n + 1);
        let on = rest.filter(|(_, other)| overlaps(*r, *other));
        on.map(|(b, _)| (*a, *b))
    });
    pairs.collect()
}

#[test]
fn no_two_cards_of_a_board_lie_on_each_other() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for mode in Mode::ALL {
            let layout = tidy(&board, mode, &Shift::default());
            for (a, b) in on_each_other(&board, &layout) {
                bad.push(format!("{} {mode:?}: {a:?} and {b:?}", preset.id));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Lines through cards that they do not belong to.
fn through(board: &Structure, layout: &Layout) -> Vec<String> {
    let (all, mut bad) = (cards(board, layout), Vec::new());
    for (key, curve) in &layout.curves {
        let link = board.links.iter().find(|l| l.id == key.link);
        let is_end = |id: NodeId| link.is_some_and(|l| l.from == id || l.to == id);
        for (of, r) in all.iter().filter(|(of, _)| !is_end(*of)) {
            if curve.trail().any(|p| r.grown(-1.0).contains(p)) {
                bad.push(format!("{:?} {of:?}", key.link));
            }
        }
    }
    bad
}

#[test]
fn no_line_of_a_board_runs_through_a_card_that_it_does_not_belong_to() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for mode in [Mode::Wide, Mode::Snug] {
            let found = through(&board, &tidy(&board, mode, &Shift::default()));
            let told = found
                .into_iter()
                .map(|what| format!("{} {mode:?}: {what}", preset.id));
            bad.extend(told);
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// The row of a frame's name, as far as its letters go at least.
fn name(layout: &Layout, frame: &FrameView) -> Rect {
    let r = layout.frame(frame.id);
    let (wide, high) = (60.0_f64.min(r.w), 14.0);
    match layout.low_names.contains(&frame.id) {
        true => Rect::new(r.x + 8.0, r.bottom() - high - 3.0, wide, high),
        false => Rect::new(r.x + 8.0, r.y + 4.0, wide, high),
    }
}

#[test]
fn names_of_frames_cover_neither_each_other_nor_a_card() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for mode in Mode::ALL {
            let layout = tidy(&board, mode, &Shift::default());
            let is_named = |z: &&FrameView| mode.is_wide() || z.level != Level::Subnet;
            let names = board.frames.iter().filter(is_named);
            let names: Vec<_> = names.map(|z| (z.id, name(&layout, z))).collect();
            for (n, (a, r)) in names.iter().enumerate() {
                for (b, other) in names.iter().skip(n + 1) {
                    if overlaps(*r, *other) {
                        bad.push(format!("{} {mode:?}: {a:?} and {b:?}", preset.id));
                    }
                }
                for (of, card) in cards(&board, &layout) {
                    if mode.is_wide() && overlaps(*r, card) {
                        bad.push(format!("{} {mode:?}: {a:?} under {of:?}", preset.id));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

mod tidied;
