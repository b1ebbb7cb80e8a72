//! The globe in one line over the board: the viewers of each place by continent, which edge location
//! or Region answers them, how far that is, and what they feel.

use super::{Shell, dynamic, piece};
use crate::board::letters;
use crate::i18n::format::latency;
use crate::vocabulary::{Item, NodeId};
use leptos::prelude::*;
use swell_core::observe::viewers::{Answering, Crowd};

/// Hidden while everybody and everything is in one Region.
pub fn strip(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let globe = letters::globe(shell.board);
    let shown = move || {
        let mut all = globe.get();
        all.sort_by_key(|crowd| (crowd.at.continent(), crowd.at, crowd.part));
        let groups = all.chunk_by(|a, b| a.at.continent() == b.at.continent());
        let group = |group: &[Crowd]| {
            let name = group
                .first()
                .map(|c| shell.lang.continent(c.at.continent()));
            let crowds = group.iter().map(|c| crowd(shell, c)).collect_view();
            view! {
                <li>
                    <span class="world-continent">{name}</span>
                    {crowds}
                </li>
            }
        };
        let groups = groups.map(group).collect_view();
        (!all.is_empty()).then_some(view! {
            <ul class="world-strip" aria-label=m.world>{groups}</ul>
        })
    };
    view! { {piece(shown)} }.into_any()
}

/// The viewers of one part; a press opens it.
fn crowd(shell: Shell, crowd: &Crowd) -> AnyView {
    let (m, lang) = (shell.lang.more(), shell.lang);
    let id = NodeId(crowd.part.0);
    let from = lang.city(crowd.at);
    let answer = |a: &Answering| {
        let who = match a.is_edge {
            true => format!("{} {}", lang.city(a.at), m.world_edge),
            false => format!("{} {}", lang.city(a.at), shell.node_name(NodeId(a.part.0))),
        };
        let share = match a.percent {
            100 => String::new(),
            percent => format!(" {percent} %"),
        };
        let ms = latency(a.round_trip.s_f64() * 1e3, lang);
        format!("{who}{share} · {ms}")
    };
    let mut answers: Vec<String> = crowd.answers.iter().map(answer).collect();
    if answers.is_empty() {
        answers.push(m.world_nobody.to_owned());
    }
    let face = shell.board.node(id);
    let felt = move || {
        let client = face.with(|face| face.client.unwrap_or_default());
        match f64::from(client.p95_ms) {
            ms if ms > 0.0 => format!("p95 {}", latency(ms, lang)),
            _ => String::new(),
        }
    };
    view! {
        <button
            type="button"
            class="world-crowd"
            on:click=move |_| shell.ui.open(Item::Node(id))
        >
            <strong>{from}</strong>
            <span>{format!("→ {}", answers.join(", "))}</span>
            <span class="world-felt">{dynamic(felt)}</span>
        </button>
    }
    .into_any()
}
