//! Lines: as wide as their load; the number stands on the part that receives it.

use super::super::Shell;
use crate::board::model::EdgeKey;
use leptos::prelude::*;

/// Width by load: tenfold traffic adds a fixed amount, so quiet and busy boards both read.
pub fn width(per_s: f32) -> f64 {
    (1.4 + 1.5 * f64::from(per_s.max(0.0) + 1.0).log10()).min(7.0)
}

pub fn edge(shell: Shell, key: EdgeKey) -> AnyView {
    let live = shell.board.edge(key);
    let d = move || {
        shell
            .ui
            .layout
            .with(|l| l.curves.get(&key).map(|c| c.d()).unwrap_or_default())
    };
    let (a, b) = (live.clone(), live);
    let stroke = move || format!("{:.1}", a.with(|e| width(e.per_s)));
    let idle = move || b.with(|e| e.is_idle).then_some("");
    view! { <path class="edge" data-idle=idle d=d stroke-width=stroke></path> }.into_any()
}
