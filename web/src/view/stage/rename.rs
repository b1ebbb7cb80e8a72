//! A name edited where it stands: an input over the picture. Enter or leaving it keeps the name,
//! Escape drops it; an empty name gives the part its kind's name back. And a word on a board that
//! has nothing on it yet.

use super::super::{Shell, Verb};
use super::{dom_id, focus};
use crate::geometry::{Point, Rect};
use crate::platform::timer::next_frame_of_page;
use crate::view::{dynamic, piece};
use crate::vocabulary::{Item, NodeId};
use leptos::html;
use leptos::prelude::*;

const WIDTH: f64 = 140.0;
const HEIGHT: f64 = 36.0;

pub fn rename(shell: Shell) -> AnyView {
    let is_empty = move || {
        let board = shell.board.structure;
        board.with(|s| s.nodes.is_empty()) && shell.ui.armed.with(Option::is_none)
    };
    let hint = shell.lang.build().empty_board;
    view! {
        {piece(move || shell.ui.renaming.get().map(|item| editor(shell, item)))}
        <p class="empty-board" hidden=dynamic(move || !is_empty())>{hint}</p>
    }
    .into_any()
}

fn editor(shell: Shell, item: Item) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(element) = input.get() {
            let _ = element.focus();
            element.select();
        }
    });
    // What hangs on a part is edited where that stands.
    let (name, at) = shell.board.structure.with_untracked(|s| {
        let chip = |id: NodeId| s.chips.iter().find(|c| c.id == id);
        let found = match item {
            Item::Node(id) => match s.node(id) {
                Some(node) => Some((node.name.clone(), item)),
                None => chip(id).map(|c| (c.name.clone(), Item::Node(c.of))),
            },
            Item::Frame(id) => s.frame(id).map(|z| (z.name.clone(), item)),
            _ => None,
        };
        found.unwrap_or((String::new(), item))
    });
    let placeholder = match at {
        Item::Node(id) => shell.node_name(id),
        _ => String::new(),
    };
    let old = StoredValue::new(name.clone());
    let end = move |keeps: bool| {
        // Taking the input away makes it lose the focus: only the first end counts.
        if shell.ui.renaming.get_untracked() != Some(item) {
            return;
        }
        let name = input.get_untracked().map(|e| e.value()).unwrap_or_default();
        shell.ui.renaming.set(None);
        if keeps && old.with_value(|old| *old != name.trim()) {
            shell.send(Verb::Rename { item, name });
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        ev.stop_propagation();
        if !ev.is_composing() && matches!(ev.key().as_str(), "Enter" | "Escape") {
            ev.prevent_default();
            end(ev.key() == "Enter");
            // The part was drawn anew under its new name.
            next_frame_of_page(move || focus(&dom_id(item)));
        }
    };
    let place = move || {
        let r = shell.ui.layout.with(|l| match at {
            Item::Frame(id) => l.frame(id),
            Item::Node(id) => l.node(id),
            _ => Rect::default(),
        });
        let size = shell.ui.stage_size.get();
        let p = shell.ui.view.get().to_screen(r.centre());
        let inside = |v: f64, span: f64, room: f64| v.clamp(4.0, (room - span - 4.0).max(4.0));
        Point::new(
            inside(p.x - WIDTH / 2.0, WIDTH, size.x),
            inside(p.y - HEIGHT / 2.0, HEIGHT, size.y),
        )
    };
    view! {
        <input
            node_ref=input
            class="input rename"
            type="text"
            maxlength="60"
            autocomplete="off"
            aria-label=shell.lang.more().new_name
            placeholder=placeholder
            value=name
            style:left=dynamic(move || format!("{:.0}px", place().x))
            style:top=dynamic(move || format!("{:.0}px", place().y))
            on:keydown=keydown
            on:blur=move |_| end(true)
        />
    }
    .into_any()
}
