//! What is being carried: the ghost of a new part where it will stand, and the subnet that it, or a
//! part that is dragged, will live in.

use super::super::Shell;
use crate::board::landing::{Landing, landing, stands_in_one};
use crate::geometry::Rect;
use crate::input::hit;
use crate::view::piece;
use crate::vocabulary::{FrameId, NodeId};
use leptos::prelude::*;

pub fn carried(shell: Shell) -> AnyView {
    let ghost = Memo::new(move |_| {
        let (kind, at) = shell.ui.carried.get()?;
        let point = shell.ui.view.get_untracked().to_world(at);
        let board = shell.board.structure.get_untracked();
        // The arrangement of before: what is carried has not moved it yet.
        let layout = shell.ui.layout.get_untracked();
        Some((kind, landing(&board, &layout, kind, point)))
    });
    let target = Memo::new(move |_| match ghost.get() {
        Some((_, landing)) => landing.frames,
        None => {
            let into = dragged_into(shell);
            let frame = |z: FrameId| shell.ui.layout.with(|l| l.frame(z));
            into.map(frame).into_iter().collect()
        }
    });
    // A subnet that makes room lies over what it will push aside.
    let frames = move || {
        let seen = target.get().into_iter().filter(|r| r.w > 0.0);
        seen.map(|r| rect("drop-target", r, 8.0)).collect_view()
    };
    let body = move || {
        let (kind, Landing { place, .. }) = ghost.get()?;
        let (x, y) = (place.centre().x, place.centre().y + 4.0);
        Some(view! {
            <g class="ghost">
                {rect("ghost-body", place, 10.0)}
                <text x=x y=y>{shell.lang.kind(kind)}</text>
            </g>
        })
    };
    view! {
        <g pointer-events="none" aria-hidden="true">
            {piece(frames)}
            {piece(body)}
        </g>
    }
    .into_any()
}

fn rect(class: &'static str, r: Rect, round: f64) -> AnyView {
    view! { <rect class=class x=r.x y=r.y width=r.w height=r.h rx=round></rect> }.into_any()
}

/// The subnet that a dragged part would enter if it were let go now.
fn dragged_into(shell: Shell) -> Option<FrameId> {
    let moved = shell.ui.shift.with(|s| match s.nodes.as_slice() {
        [one] => Some(*one),
        _ => None,
    })?;
    let board = shell.board.structure.get();
    let is_one = |id: NodeId| {
        board
            .node(id)
            .and_then(|n| n.kind)
            .is_some_and(stands_in_one)
    };
    if !is_one(moved) {
        return None;
    }
    shell
        .ui
        .layout
        .with(|l| hit::subnet_near(&board, l, l.node(moved).centre()))
}
