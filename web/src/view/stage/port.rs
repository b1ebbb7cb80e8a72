//! Output ports: small to see, large to hit; and the line being drawn from one.

use super::super::Shell;
use crate::dom::{El, svg};
use crate::geometry::curve::{Curve, Side};
use crate::geometry::fit::{Layout, Mode};
use crate::geometry::{Point, Rect};
use crate::input::hit;
use crate::vocabulary::{KindId, NodeId};
use leptos::prelude::*;

/// The port of a part; nothing where no line can begin.
pub fn port(shell: Shell, kind: Option<KindId>, size: Rect) -> Option<El> {
    if !hit::has_output(kind) || !shell.board.enabled.get_untracked().can_edit {
        return None;
    }
    let is_column = shell.ui.mode.get_untracked() == Mode::Column;
    let at = if is_column {
        Point::new(size.w / 2.0, size.h)
    } else {
        Point::new(size.w, size.h / 2.0)
    };
    Some(dot().attr("transform", at.translate()))
}

/// The port of a group, on its frame, which is as large as its servers need.
pub fn port_of_frame(shell: Shell, id: NodeId) -> Option<El> {
    let place = move || {
        let out = |l: &Layout| hit::port_out(l, l.node(id));
        shell.ui.layout.with(|l| out(l)).translate()
    };
    let can_edit = shell.board.enabled.get_untracked().can_edit;
    can_edit.then(|| dot().attr_fn("transform", place))
}

fn dot() -> El {
    let circle = |class, r| svg("circle").class(class).attr("r", r);
    svg("g")
        .class("port")
        .child(circle("port-reach", 16.0))
        .child(circle("port-dot", 5.0))
}

/// The line that follows the pointer while a link is made.
pub fn wire(shell: Shell) -> El {
    svg("path").class("wire").attr_fn("d", move || {
        let Some((from, to)) = shell.ui.wire.get() else {
            return String::new();
        };
        shell.ui.layout.with(|l| {
            let end = Rect::new(to.x, to.y, 0.0, 0.0);
            let (leave, enter) = match l.mode {
                Mode::Column => (Side::Bottom, Side::Top),
                _ => (Side::Right, Side::Left),
            };
            Curve::between(l.node(from), leave, end, enter).d()
        })
    })
}
