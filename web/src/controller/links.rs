//! Lines that are being made: where they can go lights up, keys walk from one target to the next,
//! and a refusal says what can be drawn instead.

use super::Controller;
use crate::board::{commands, mirror, put};
use crate::geometry::fit::flow_order;
use crate::view::stage::{dom_id, focus};
use crate::vocabulary::{Item, NodeId};
use leptos::prelude::*;
use swell_core::base::id::PartId;
use web_sys::Element;

/// Keeps the targets of the line that is being made, for as long as the page lives.
pub fn watch(controller: Controller) {
    let ui = controller.ui;
    let from = Memo::new(move |_| ui.links_from());
    Effect::new(move |marked: Option<Vec<Element>>| {
        for element in marked.into_iter().flatten() {
            for mark in MARKS {
                let _ = element.remove_attribute(mark);
            }
        }
        let Some(from) = from.get() else {
            put(&ui.targets, Vec::new());
            return Vec::new();
        };
        let targets = targets(controller, from);
        if targets.is_empty() && ui.armed.with_untracked(Option::is_some) {
            ui.say(dead_end(controller, from), false);
            ui.disarm();
            return Vec::new();
        }
        say_begin(controller, from, targets.len());
        let marked = mark(from, &targets);
        put(&ui.targets, targets);
        marked
    });
}

const MARKS: [&str; 3] = ["data-linking", "data-from", "data-target"];

/// Writes on the board that a line is being made, from where, and where it can go.
fn mark(from: NodeId, targets: &[NodeId]) -> Vec<Element> {
    let document = document();
    let board = document.query_selector(".board").ok().flatten();
    let part = |id: &NodeId| document.get_element_by_id(&dom_id(Item::Node(*id)));
    let [linking, begin, target] = MARKS;
    let mut marked = Vec::new();
    let mut write = |element: Option<Element>, mark: &str| {
        if let Some(element) = element {
            let _ = element.set_attribute(mark, "");
            marked.push(element);
        }
    };
    write(board, linking);
    write(part(&from), begin);
    for id in targets {
        write(part(id), target);
    }
    marked
}

/// No part of the board takes what this one sends.
fn dead_end(controller: Controller, from: NodeId) -> String {
    let lang = controller.lang.get_untracked();
    controller.player.read(|session| {
        let document = session.document();
        let name = |id| mirror::shown_name(document, id, lang);
        let kinds = commands::takers(document, PartId(from.0));
        lang.dead_end(&name(PartId(from.0)), &kinds)
    })
}

/// Where a line can go, in the order of the traffic.
fn targets(controller: Controller, from: NodeId) -> Vec<NodeId> {
    let possible = controller
        .player
        .read(|session| commands::targets(session.document(), PartId(from.0)));
    let order = controller.board.structure.with_untracked(|s| flow_order(s));
    let is_possible = |id: &NodeId| possible.contains(&PartId(id.0));
    order.into_iter().filter(is_possible).collect()
}

fn name(controller: Controller, id: NodeId) -> String {
    let lang = controller.lang.get_untracked();
    let shown = |document: &_| mirror::shown_name(document, PartId(id.0), lang);
    controller.player.read(|session| shown(session.document()))
}

fn say_begin(controller: Controller, from: NodeId, count: usize) {
    let w = controller.lang.get_untracked().build();
    let name = name(controller, from);
    let (from, targets, keys) = (w.link_from, w.targets, w.link_keys);
    let text = format!("{from}: {name}. {targets}: {count}. {keys}");
    controller.ui.announcement.set(text);
}

/// Goes to the next part that can take the line, or to the one before.
pub fn aim(controller: Controller, step: i32) {
    let ui = controller.ui;
    let targets = ui.targets.get_untracked();
    let count = targets.len() as i32;
    let Some(from) = untrack(|| ui.links_from()).filter(|_| count > 0) else {
        return;
    };
    let here = aimed(controller).and_then(|id| targets.iter().position(|t| *t == id));
    let next = match (here, step > 0) {
        (Some(here), _) => (here as i32 + step).rem_euclid(count),
        (None, true) => 0,
        (None, false) => count - 1,
    };
    let Some(id) = targets.get(next as usize).copied() else {
        return;
    };
    let centre = ui.layout.with_untracked(|l| l.node(id).centre());
    ui.wire.set(Some((from, centre)));
    focus(&dom_id(Item::Node(id)));
    let text = format!("{}, {} / {count}", name(controller, id), next + 1);
    ui.announcement.set(text);
}

/// The target that has the focus.
fn aimed(controller: Controller) -> Option<NodeId> {
    let active = document().active_element()?.id();
    let mut targets = controller.ui.targets.get_untracked().into_iter();
    targets.find(|id| dom_id(Item::Node(*id)) == active)
}

/// Draws the line to the target that has the focus.
pub fn link_to_aim(controller: Controller) {
    if let (Some(from), Some(to)) = (untrack(|| controller.ui.links_from()), aimed(controller)) {
        link(controller, from, to);
    }
}

/// Draws a line, or says why not and what to draw instead.
pub fn link(controller: Controller, from: NodeId, to: NodeId) {
    controller.ui.disarm();
    let lang = controller.lang.get_untracked();
    let (from, to) = (PartId(from.0), PartId(to.0));
    let (refusal, made) = controller.player.read(|session| {
        let document = session.document();
        let why = commands::refusal(document, from, to);
        let name = |id| mirror::shown_name(document, id, lang);
        let said = why.map(|why| lang.refusal(&name(from), &name(to), &why, &name));
        let done = format!("{}: {} → {}", lang.build().linked, name(from), name(to));
        (said, commands::link(document, from, to).map(|c| (c, done)))
    });
    match (refusal, made) {
        (None, Some((command, done))) => {
            if controller.player.edit_or_say(command) {
                controller.ui.announcement.set(done);
            }
        }
        (why, _) => controller.ui.say(why.unwrap_or_default(), false),
    }
}
