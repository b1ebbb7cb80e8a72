//! Output ports: small to see, large to hit; and the line being drawn from one.

use super::super::Shell;
use super::super::state::Armed;
use crate::board::model::{Kind, NodeId};
use crate::geometry::Rect;
use crate::geometry::curve::{Curve, Side};
use crate::geometry::fit::Mode;
use crate::input::hit;
use crate::view::dynamic;
use leptos::prelude::*;

pub fn port(shell: Shell, id: NodeId, kind: Kind, size: Rect) -> AnyView {
    if !hit::has_output(kind) || !shell.board.enabled.get_untracked().can_edit {
        return ().into_any();
    }
    let is_column = shell.ui.mode.get_untracked() == Mode::Column;
    let (x, y) = if is_column {
        (size.w / 2.0, size.h)
    } else {
        (size.w, size.h / 2.0)
    };
    let armed = move || (shell.ui.armed.get() == Some(Armed::Linking(id))).then_some("");
    view! {
        <g class="port" data-armed=dynamic(armed)>
            <circle class="port-reach" cx=x cy=y r="16"></circle>
            <circle class="port-dot" cx=x cy=y r="5"></circle>
        </g>
    }
    .into_any()
}

/// The line that follows the pointer while a link is made.
pub fn wire(shell: Shell) -> AnyView {
    let d = move || {
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
    };
    view! { <path class="wire" d=dynamic(d)></path> }.into_any()
}
