//! The rules of a balancer's listeners, below its cards: a line for each in the order in which they
//! are tried, with its priority, its name and what share of the requests it takes; last what no rule
//! takes.

use super::super::Shell;
use super::node::{cut, label, width_of};
use super::{dom_id, opener};
use crate::dom::{El, svg};
use crate::geometry::Rect;
use crate::vocabulary::{Face, Item, NodeId, Structure};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::observe::meters::Amount;
use swell_core::observe::shares::percents;

const LETTERS: f64 = 12.0;
const WIDE: f64 = 128.0;
const HIGH: f64 = 19.0;
/// From one line to the next, and from the cards above.
const STEP: f64 = 21.0;

#[derive(Clone, PartialEq)]
struct Line {
    id: NodeId,
    of: NodeId,
    /// From the lower edge of the part.
    below: f64,
    name: String,
    share: u32,
}

pub fn lines(shell: Shell) -> El {
    let all = Memo::new(move |_| lines_of(shell));
    let ids = move || all.with(|all| all.iter().map(|l| (l.id, l.of)).collect());
    svg("g").each(ids, move |(id, of)| line(shell, all, *id, *of))
}

fn lines_of(shell: Shell) -> Vec<Line> {
    if !shell.ui.mode.get().is_wide() {
        return Vec::new();
    }
    let listeners = shell.board.structure.with(listeners);
    let mut all: Vec<Line> = Vec::new();
    for (of, listener, rules, first) in listeners {
        let mut rules: Vec<(f32, NodeId, String)> = rules
            .into_iter()
            .map(|(id, name)| (priority(shell, id), id, name))
            .collect();
        rules.sort_by(|a, b| a.0.total_cmp(&b.0));
        rules.push((f32::INFINITY, listener, String::new()));
        let rates: Vec<f32> = rules.iter().map(|(_, id, _)| rate(shell, *id)).collect();
        let lines = rules.into_iter().zip(percents(&rates)).enumerate();
        all.extend(lines.map(|(n, ((priority, id, name), share))| Line {
            id,
            of,
            below: first + n as f64 * STEP,
            name: match priority.is_finite() {
                true => format!("{priority:.0} {name}"),
                false => shell.lang.more().rule_default.to_owned(),
            },
            share,
        }));
    }
    all
}

/// Each listener that has rules: its balancer, itself, its rules, and how far below its balancer their
/// lines begin.
type Ruled = (NodeId, NodeId, Vec<(NodeId, String)>, f64);

fn listeners(board: &Arc<Structure>) -> Vec<Ruled> {
    let mut all = Vec::new();
    for node in &board.nodes {
        let mut below = match board.attached(node).count() {
            1 => 52.0,
            count => count as f64 * 26.0 + 8.0,
        };
        for listener in board.attached(node) {
            let rules = board.chips_of(listener.id);
            let rules: Vec<_> = rules.map(|c| (c.id, c.name.clone())).collect();
            if !rules.is_empty() {
                let count = rules.len() + 1;
                all.push((node.id, listener.id, rules, below));
                below += count as f64 * STEP;
            }
        }
    }
    all
}

fn rate(shell: Shell, id: NodeId) -> f32 {
    shell.board.node(id).with(|face| match &face.headline {
        Some(shown) => number(shown.amount),
        None => 0.0,
    })
}

fn priority(shell: Shell, id: NodeId) -> f32 {
    let is_it = |face: &Face| {
        let row = face.rows.iter().find(|row| row.word == "priority");
        row.map_or(0.0, |row| number(row.amount))
    };
    shell.board.node(id).with(is_it)
}

const fn number(amount: Amount) -> f32 {
    match amount {
        Amount::Number(value) => value,
        _ => 0.0,
    }
}

fn line(shell: Shell, all: Memo<Vec<Line>>, id: NodeId, of: NodeId) -> El {
    let find = move || all.with(|all| all.iter().find(|l| l.id == id).cloned());
    let rect = move || {
        let r = shell.ui.layout.with(|l| l.node(of));
        let below = find().map_or(0.0, |line| line.below);
        Rect::new(r.centre().x - WIDE / 2.0, r.bottom() + below, WIDE, HIGH)
    };
    let share = move || find().map_or_else(String::new, |line| format!("{} %", line.share));
    let name = move || find().map_or_else(String::new, |line| line.name);
    let shown = move || cut(&name(), WIDE - 20.0 - width_of(&share(), LETTERS), LETTERS);
    let at = move |x: f64| [rect().x + x, rect().y + 13.5];
    let item = Item::Node(id);
    opener(shell, item, format!("{}-rule", dom_id(item)))
        .class("rule-line")
        .attr_fn("aria-label", move || format!("{}, {}", name(), share()))
        .child(svg("rect").class("body").rect_fn(rect).attr("rx", 5.0))
        .child(
            label("rule-name", 0.0, 0.0)
                .numbers_fn(["x", "y"], move || at(7.0))
                .text_fn(shown),
        )
        .child(
            label("rule-share", 0.0, 0.0)
                .numbers_fn(["x", "y"], move || at(WIDE - 7.0))
                .text_fn(share),
        )
        .child(svg("title").text_fn(name))
}
