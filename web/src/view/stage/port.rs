//! Output ports: small to see, large to hit; and the line being drawn from one.

use super::super::Shell;
use crate::board::model::Kind;
use crate::dom::{El, svg};
use crate::geometry::Rect;
use crate::geometry::curve::{Curve, Side};
use crate::geometry::fit::Mode;
use crate::input::hit;
use leptos::prelude::*;

/// The port of a part; nothing where no line can begin.
pub fn port(shell: Shell, kind: Kind, size: Rect) -> Option<El> {
    if !hit::has_output(kind) || !shell.board.enabled.get_untracked().can_edit {
        return None;
    }
    let is_column = shell.ui.mode.get_untracked() == Mode::Column;
    let (x, y) = if is_column {
        (size.w / 2.0, size.h)
    } else {
        (size.w, size.h / 2.0)
    };
    let circle = |class, r| {
        svg("circle")
            .class(class)
            .numbers(["cx", "cy", "r"], [x, y, r])
    };
    let port = svg("g").class("port");
    Some(
        port.child(circle("port-reach", 16.0))
            .child(circle("port-dot", 5.0)),
    )
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
