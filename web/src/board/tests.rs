//! What every board that comes with Swell looks like before anybody has touched it.

use super::mirror::structure;
use crate::geometry::curve::Curve;
use crate::geometry::fit::{Layout, Mode, Shift, fitted, ranks, tidy};
use crate::geometry::{Point, Rect};
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
        for mode in Mode::ALL {
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

mod beauty;
mod tidied;

/// The stages of the screens that boards open on, in CSS pixels, and the smallest letters there.
const STAGES: [(&str, f64, f64, f64); 6] = [
    ("desktop 1440 x 900", 912.0, 652.0, 9.0),
    ("laptop 1280 x 720", 752.0, 474.0, 7.5),
    ("large embed", 760.0, 256.0, 7.0),
    ("phone", 390.0, 306.0, 6.4),
    ("phone on its side", 524.0, 286.0, 7.9),
    ("small embed", 400.0, 216.0, 5.7),
];

/// The size of the smallest letters in the unit of the board.
const LETTERS: f64 = 12.0;

#[test]
fn letters_of_a_board_are_large_enough_where_it_opens() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for (stage, w, h, least) in STAGES {
            let size = Point::new(w, h);
            let mode = Mode::for_board(&board, size);
            let scale = fitted(tidy(&board, mode, &Shift::default()).bounds, size).scale;
            if scale * LETTERS < least {
                bad.push(format!(
                    "{} {stage} {mode:?}: {:.1}",
                    preset.id,
                    scale * LETTERS
                ));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// The row below the picture where its legend, its costs and its perspectives are.
const FOOT: f64 = 26.0;

#[test]
fn nothing_of_a_board_leaves_its_stage_or_stands_under_what_is_said_of_it() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for (stage, w, h, _) in STAGES {
            let size = Point::new(w, h);
            let mode = Mode::for_board(&board, size);
            let layout = tidy(&board, mode, &Shift::default());
            let view = fitted(layout.bounds, size);
            let free = Rect::new(0.0, 0.0, w, h - FOOT);
            let lines = layout.curves.values().flat_map(Curve::trail);
            let cards = cards(&board, &layout).into_iter();
            let ends = cards.flat_map(|(_, r)| [r.corner(), Point::new(r.right(), r.bottom())]);
            let is_out = |p: &Point| !free.contains(view.to_screen(*p));
            if let Some(p) = lines.chain(ends).find(is_out) {
                bad.push(format!("{} {stage}: {:?}", preset.id, view.to_screen(p)));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn no_line_of_a_board_takes_a_long_way() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for mode in Mode::ALL {
            for (key, curve) in &tidy(&board, mode, &Shift::default()).curves {
                let away = curve.at(1.0).minus(curve.at(0.0)).length();
                if curve.length() > 2.0 * away.max(40.0) {
                    bad.push(format!("{} {mode:?}: {key:?}", preset.id));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Whether two ways that begin at one place meet again.
fn meet_again(a: &Curve, b: &Curve) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (a.trail().skip(2).collect(), b.trail().skip(2).collect());
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let crosses = |p: &[Point], q: &[Point]| match (p, q) {
        ([p0, p1], [q0, q1]) => {
            side(*p0, *p1, *q0) * side(*p0, *p1, *q1) < 0.0
                && side(*q0, *q1, *p0) * side(*q0, *q1, *p1) < 0.0
        }
        _ => false,
    };
    a.windows(2).any(|p| b.windows(2).any(|q| crosses(p, q)))
}

/// Boards whose servers stand in two rows behind one balancer.
const ROWS: [&str; 4] = [
    "containers",
    "health-check-numbers",
    "light-and-heavy",
    "sticky-sessions",
];

#[test]
fn lines_to_both_sides_of_a_row_do_not_cross() {
    let mut bad = Vec::new();
    for preset in PRESETS.iter().filter(|p| ROWS.contains(&p.id)) {
        let board = board(preset);
        for mode in [Mode::Wide, Mode::Snug] {
            let layout = tidy(&board, mode, &Shift::default());
            let curves: Vec<_> = layout.curves.iter().collect();
            for (n, (key, a)) in curves.iter().enumerate() {
                for (other, b) in curves.iter().skip(n + 1) {
                    let start = a.at(0.0);
                    let is_apart = (a.at(1.0).y - start.y) * (b.at(1.0).y - start.y) < 0.0;
                    let is_one = start.minus(b.at(0.0)).length() < 1.0;
                    if is_one && is_apart && meet_again(a, b) {
                        bad.push(format!("{} {mode:?}: {key:?} and {other:?}", preset.id));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn what_stands_before_the_ground_is_no_higher_than_it_on_a_small_stage() {
    for preset in PRESETS {
        let board = board(preset);
        let ranks = ranks(&board);
        let outside = board.nodes.iter().filter(|n| n.subnets.is_empty());
        let mut hops: Vec<_> = outside.map(|n| ranks.get(&n.id)).collect();
        hops.sort();
        // A crowd has rules of its own.
        let is_crowd = hops.len() > 6 || hops.chunk_by(|a, b| a == b).any(|hop| hop.len() > 2);
        if is_crowd || board.frames.is_empty() {
            continue;
        }
        for mode in [Mode::Flat, Mode::Row] {
            let layout = tidy(&board, mode, &Shift::default());
            let outside = board.nodes.iter().filter(|n| n.subnets.is_empty());
            let stack = outside.map(|n| layout.node(n.id)).reduce(Rect::union);
            let ground = layout.frames.values().copied().reduce(Rect::union);
            let (Some(stack), Some(ground)) = (stack, ground) else {
                continue;
            };
            assert!(stack.h <= ground.h + 1.0, "{} {mode:?}", preset.id);
        }
    }
}

#[test]
fn the_limits_of_a_group_that_has_one_subnet_are_not_on_its_name() {
    for preset in PRESETS {
        let board = board(preset);
        for node in board.nodes.iter().filter(|n| n.is_fleet()) {
            if let [home] = node.subnets.as_slice() {
                let layout = tidy(&board, Mode::Wide, &Shift::default());
                assert!(!layout.low_names.contains(home), "{}", preset.id);
            }
        }
    }
}
