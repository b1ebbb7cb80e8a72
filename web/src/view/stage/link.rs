//! Lines: as wide as their load; the number stands on the part that receives it.

use super::super::Shell;
use super::{dom_id, places};
use crate::dom::{El, svg};
use crate::geometry::decimal::px;
use crate::i18n::format::glance;
use crate::vocabulary::{EdgeKey, Item};
use leptos::prelude::*;

/// Width by load: tenfold traffic adds a fixed amount, so quiet and busy boards both read.
pub fn width(per_s: f32) -> f64 {
    (1.4 + 1.5 * f64::from(per_s.max(0.0) + 1.0).log10()).min(7.0)
}

/// The lines of the board.
pub fn lines(shell: Shell) -> El {
    let edges = move || shell.board.structure.with(|s| s.edges());
    svg("g").each(edges, move |key| edge(shell, *key))
}

fn edge(shell: Shell, key: EdgeKey) -> El {
    let live = shell.board.edge(key);
    let stroke = live.clone();
    let line = svg("path")
        .class("edge")
        .attr_fn("stroke-width", move || {
            px(stroke.with(|e| width(e.per_s))).to_string()
        })
        .attr_fn("data-idle", move || live.with(|e| e.is_idle));
    let item = Item::Link(key.link);
    svg("g")
        .class("link")
        .attr("id", dom_id(item))
        .attr("data-selected", shell.ui.is_selected(item))
        .child(shell.ui.places.line(key, line))
}

/// Wide and below the lines, so that selected ones stand out.
pub fn halos(shell: Shell) -> El {
    let selected = move || {
        let all = shell.ui.selection.get();
        let is_in = |key: &EdgeKey| all.contains(&Item::Link(key.link));
        let edges = shell.board.structure.with(|s| s.edges());
        edges.into_iter().filter(is_in).collect()
    };
    svg("g").each(selected, move |&key: &EdgeKey| {
        svg("path")
            .class("edge-halo")
            .attr_fn("d", move || shell.ui.layout.with(|l| places::path(l, key)))
    })
}

/// The load in numbers, where no dots fly.
pub fn rates(shell: Shell) -> El {
    let edges = move || match shell.ui.is_still.get() {
        true => shell.board.structure.with(|s| s.edges()),
        false => Vec::new(),
    };
    svg("g").each(edges, move |&key: &EdgeKey| {
        let live = shell.board.edge(key);
        svg("text")
            .class("edge-rate")
            .numbers_fn(["x", "y"], move || {
                let curve =
                    |l: &crate::geometry::fit::Layout| l.curves.get(&key).map(|c| c.at(0.5));
                let middle = shell.ui.layout.with(|l| curve(l)).unwrap_or_default();
                [middle.x, middle.y - 6.0]
            })
            .text_fn(move || live.with(|e| glance(f64::from(e.per_s))))
    })
}
