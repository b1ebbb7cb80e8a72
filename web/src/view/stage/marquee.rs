//! The rectangle that selects what it touches.

use super::super::Shell;
use crate::geometry::{Point, Rect};
use crate::view::dynamic;
use leptos::prelude::*;

pub fn marquee(shell: Shell) -> AnyView {
    let area = move || {
        let view = shell.ui.view.get();
        shell.ui.marquee.get().map(|r| {
            let a = view.to_world(Point::new(r.x, r.y));
            let b = view.to_world(Point::new(r.right(), r.bottom()));
            Rect::between(a, b)
        })
    };
    view! {
        {dynamic(move || {
            area().map(|r| view! { <rect class="marquee" x=r.x y=r.y width=r.w height=r.h></rect> })
        })}
    }
    .into_any()
}
