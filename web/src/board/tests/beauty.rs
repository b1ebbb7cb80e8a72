//! What a picky eye minds although no card lies on another: lines over names and over what hangs below a
//! part, parts that no request meets in front of all others.

use super::*;

/// The letters of a frame's name at the least, as they stand in their row.
fn letters(layout: &Layout, frame: &FrameView) -> Rect {
    let is_wide = layout.mode.is_wide();
    let long: f64 = match frame.level {
        Level::Subnet => 84.0,
        Level::Az if is_wide => 100.0,
        _ => 24.0,
    };
    let r = name(layout, frame);
    let room = layout.frame(frame.id).w - 24.0;
    // Above and below letters there is air in the row.
    Rect::new(r.x + 4.0, r.y + 3.0, long.min(room), r.h - 5.0)
}

#[test]
fn no_line_of_a_board_runs_over_the_name_of_a_frame() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for mode in Mode::ALL {
            let layout = tidy(&board, mode, &Shift::default());
            let is_named = |z: &&FrameView| mode.is_wide() || z.level != Level::Subnet;
            for frame in board.frames.iter().filter(is_named) {
                let r = letters(&layout, frame);
                for (key, curve) in &layout.curves {
                    if curve.trail().any(|p| r.contains(p)) {
                        bad.push(format!(
                            "{} {mode:?}: {key:?} over {:?}",
                            preset.id, frame.id
                        ));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}: {bad:#?}", bad.len());
}

#[test]
fn what_no_request_meets_stands_in_front_of_nothing() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        let is_linked = |id| board.links.iter().any(|l| l.from == id || l.to == id);
        let outside = || {
            board
                .nodes
                .iter()
                .filter(|n| n.subnets.is_empty() && !n.is_fleet())
        };
        for mode in Mode::ALL {
            let layout = tidy(&board, mode, &Shift::default());
            let along = |r: Rect| match mode {
                Mode::Column => r.y,
                _ => r.x,
            };
            let met = outside().filter(|n| is_linked(n.id));
            let first = met.map(|n| along(layout.node(n.id))).reduce(f64::min);
            let before = |n: &&NodeView| Some(along(layout.node(n.id))) < first;
            for node in outside().filter(|n| !is_linked(n.id)).filter(before) {
                bad.push(format!("{} {mode:?}: {}", preset.id, node.name));
            }
        }
    }
    assert!(bad.is_empty(), "{}: {bad:#?}", bad.len());
}

#[test]
fn lines_do_not_lie_on_what_hangs_below_a_part() {
    let mut bad = Vec::new();
    for preset in PRESETS {
        let board = board(preset);
        for mode in [Mode::Wide, Mode::Snug] {
            let layout = tidy(&board, mode, &Shift::default());
            for node in &board.nodes {
                let Some(r) = below(&board, node, layout.node(node.id)) else {
                    continue;
                };
                let is_end = |id| {
                    let link = board.links.iter().find(|l| l.id == id);
                    link.is_some_and(|l| l.from == node.id || l.to == node.id)
                };
                for (key, curve) in layout.curves.iter().filter(|(key, _)| !is_end(key.link)) {
                    let inside = curve.trail().filter(|p| r.grown(-3.0).contains(*p)).count();
                    if inside > 0 {
                        bad.push(format!(
                            "{} {mode:?}: {key:?} over what {:?} has",
                            preset.id, node.name
                        ));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}: {bad:#?}", bad.len());
}
