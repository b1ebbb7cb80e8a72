//! Lines: as wide as their load; the number stands on the part that receives it.

use super::super::Shell;
use super::dom_id;
use crate::board::model::{EdgeKey, EdgeLive, Item};
use crate::geometry::fit::Layout;
use crate::i18n::format::glance;
use crate::view::dynamic;
use leptos::prelude::*;

/// Width by load: tenfold traffic adds a fixed amount, so quiet and busy boards both read.
pub fn width(per_s: f32) -> f64 {
    (1.4 + 1.5 * f64::from(per_s.max(0.0) + 1.0).log10()).min(7.0)
}

pub fn edge(shell: Shell, key: EdgeKey) -> AnyView {
    let live = shell.board.edge(key);
    let line = shell.ui.places.line(key);
    let (a, b, c) = (live.clone(), live.clone(), live);
    let stroke = move || format!("{:.1}", a.with(|e| width(e.per_s)));
    let idle = move || b.with(|e| e.is_idle).then_some("");
    let item = Item::Link(key.link);
    let selected = move || shell.ui.is_selected(item).then_some("");
    // Wide and below the line, so that a selected one stands out.
    let halo = {
        let line = line.clone();
        move || {
            let line = line.clone();
            let d = dynamic(move || line.get());
            let is_selected = shell.ui.is_selected(item);
            is_selected.then(|| view! { <path class="edge-halo" d=d></path> }.into_any())
        }
    };
    view! {
        <g class="link" id=dom_id(item) data-selected=dynamic(selected)>
            {dynamic(halo)}
            <path class="edge" data-idle=dynamic(idle) d=dynamic(move || line.get()) stroke-width=dynamic(stroke)></path>
            {dynamic(move || shell.ui.is_still.get().then(|| rate(shell, key, c.clone())))}
        </g>
    }
    .into_any()
}

/// The load in numbers, where no dots fly.
fn rate(shell: Shell, key: EdgeKey, live: ArcRwSignal<EdgeLive>) -> AnyView {
    let middle = move || {
        let curves = |l: &std::sync::Arc<Layout>| l.curves.get(&key).map(|c| c.at(0.5));
        shell.ui.layout.with(curves).unwrap_or_default()
    };
    let text = move || live.with(|e| glance(f64::from(e.per_s)));
    view! { <text class="edge-rate" x=dynamic(move || middle().x) y=dynamic(move || middle().y - 6.0)>{dynamic(text)}</text> }
        .into_any()
}
