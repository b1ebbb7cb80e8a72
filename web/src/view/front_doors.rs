//! Reverse proxy, load balancer or API gateway: a switch between the three, and what the one that is
//! chosen is for. One that stands on the board is looked at, so that its numbers are seen too.

use super::{Shell, Verb};
use crate::i18n::front_doors::{FRONT_DOORS, FrontDoor};
use crate::view::{dynamic, piece};
use crate::vocabulary::{Item, KindId, NodeView, Structure};
use leptos::prelude::*;

/// Where all three stand beside each other.
const BOARD: &str = "three-front-doors";

/// Nothing for a part that is none of the three.
pub fn front_doors(shell: Shell, kind: Option<KindId>) -> Option<AnyView> {
    let is_of =
        |door: &FrontDoor, kind: Option<KindId>| kind.is_some_and(|k| door.kinds.contains(&k));
    let here = FRONT_DOORS.iter().position(|door| is_of(door, kind))?;
    let chosen = RwSignal::new(here);
    let choose = move |n: usize| {
        chosen.set(n);
        let stands = |s: &std::sync::Arc<Structure>| {
            let is_it = |node: &&NodeView| FRONT_DOORS.get(n).is_some_and(|d| is_of(d, node.kind));
            s.nodes.iter().find(is_it).map(|node| Item::Node(node.id))
        };
        let on_board = shell.board.structure.with_untracked(stands);
        if on_board.is_some() {
            shell.ui.choose(on_board);
        }
    };
    let buttons = FRONT_DOORS.iter().enumerate().map(|(n, door)| {
        view! {
            <button
                type="button"
                aria-pressed=dynamic(move || (chosen.get() == n).to_string())
                on:click=move |_| choose(n)
            >
                {door.name(shell.lang)}
            </button>
        }
    });
    let table = move || {
        let door = FRONT_DOORS.get(chosen.get())?;
        let row = |(question, answer)| view! { <div><dt>{question}</dt><dd>{answer}</dd></div> };
        Some(door.rows(shell.lang).map(row).collect_view())
    };
    let is_open = move || shell.board.preset.with(|preset| preset == BOARD);
    let open = move |_| shell.send(Verb::OpenPreset(BOARD.to_owned()));
    let title = shell.lang.preset_title(BOARD).map(|(title, _)| title);
    let buttons = buttons.collect_view();
    let m = shell.lang.more();
    let view = view! {
        <details class="section front-doors">
            <summary><strong>{m.front_doors}</strong></summary>
            <span class="segments" role="group" aria-label=m.front_doors>{buttons}</span>
            <dl class="opinions">{piece(table)}</dl>
            <button type="button" class="quiet-button" hidden=dynamic(is_open) on:click=open>
                {title}
            </button>
        </details>
    };
    Some(view.into_any())
}
