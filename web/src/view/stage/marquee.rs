//! The rectangle that selects what it touches.

use super::super::Shell;
use crate::dom::{El, svg};
use crate::geometry::{Point, Rect};
use leptos::prelude::*;

pub fn marquee(shell: Shell) -> El {
    svg("g").child_fn(move || {
        let view = shell.ui.view.get();
        let r = shell.ui.marquee.get()?;
        let a = view.to_world(Point::new(r.x, r.y));
        let b = view.to_world(Point::new(r.right(), r.bottom()));
        Some(svg("rect").class("marquee").rect(Rect::between(a, b)))
    })
}
