//! What filters packets, as pills in the row of its frame's name; and what belongs together: a filter
//! and the parts that list it light up with each other.

use super::super::Shell;
use super::node::{cut, label, width_of};
use super::{dom_id, opener};
use crate::dom::{El, svg};
use crate::geometry::Rect;
use crate::vocabulary::{Face, FaultName, FrameId, Item, KindId, NodeId, Structure};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Element;

const LETTERS: f64 = 11.5;
const HIGH: f64 = 17.0;
/// Around the words of a pill, and between two.
const PAD: f64 = 8.0;
const GAP: f64 = 5.0;
const NAME_MAX: f64 = 96.0;
/// What the name of the frame and its addresses take.
const TITLE: f64 = 150.0;

#[derive(Clone, PartialEq)]
struct Pill {
    id: NodeId,
    kind: KindId,
    at: Rect,
    text: String,
    is_broken: bool,
}

pub fn rules(shell: Shell) -> El {
    light(shell);
    let pills = Memo::new(move |_| pills(shell));
    let ids = move || pills.with(|all| all.iter().map(|p| (p.id, p.kind)).collect());
    svg("g")
        .class("rules")
        .each(ids, move |(id, _)| pill(shell, pills, *id))
}

/// Those of a frame from its right end to the left, as many as there is room for.
fn pills(shell: Shell) -> Vec<Pill> {
    if !shell.ui.mode.get().is_wide() {
        return Vec::new();
    }
    let mut ends: Vec<(FrameId, f64)> = Vec::new();
    let mut all = Vec::new();
    for (id, of, kind, name) in shell.board.structure.with(filters).into_iter().rev() {
        let (frame, is_low) = shell
            .ui
            .layout
            .with(|l| (l.frame(of), l.low_names.contains(&of)));
        let (text, is_broken) = said(shell, id, kind, &name);
        let wide = width_of(&text, LETTERS) + 2.0 * PAD;
        let known = ends.iter().position(|(frame, _)| *frame == of);
        let place = known.unwrap_or_else(|| {
            ends.push((of, frame.right() - PAD));
            ends.len() - 1
        });
        let Some((_, end)) = ends.get_mut(place) else {
            continue;
        };
        if *end - wide < frame.x + TITLE {
            continue;
        }
        let y = match is_low {
            true => frame.bottom() - HIGH - 3.0,
            false => frame.y + 4.0,
        };
        *end -= wide;
        all.push(Pill {
            id,
            kind,
            at: Rect::new(*end, y, wide, HIGH),
            text,
            is_broken,
        });
        *end -= GAP;
    }
    all
}

/// Chips of frames that can be broken.
fn filters(board: &Arc<Structure>) -> Vec<(NodeId, FrameId, KindId, String)> {
    let chips = board.chips.iter().filter_map(|chip| {
        let kind = chip.kind.filter(|kind| !kind.faults().is_empty())?;
        let frame = board.frame(FrameId(chip.of.0))?;
        Some((chip.id, frame.id, kind, chip.name.clone()))
    });
    chips.collect()
}

/// Its name, and what it suffers.
fn said(shell: Shell, id: NodeId, kind: KindId, name: &str) -> (String, bool) {
    let lang = shell.lang;
    let name = match name {
        "" => lang.kind(kind),
        name => name,
    };
    let name = cut(name, NAME_MAX, LETTERS);
    let face = shell.board.node(id);
    let fault = face.with(|face: &Face| face.broken.first().copied());
    match fault {
        Some(word) => (
            format!("{name} · {}", lang.fault(FaultName { kind, word })),
            true,
        ),
        None => (name, false),
    }
}

fn pill(shell: Shell, pills: Memo<Vec<Pill>>, id: NodeId) -> El {
    let find = move |all: &Vec<Pill>| all.iter().find(|p| p.id == id).cloned();
    let read = move |pick: fn(&Pill) -> Rect| {
        move || pills.with(find).map_or_else(Rect::default, |p| pick(&p))
    };
    let text = move || pills.with(find).map_or_else(String::new, |p| p.text);
    let kind = pills.with_untracked(find).map(|p| p.kind);
    let item = Item::Node(id);
    let spoken = move || format!("{} {}", shell.lang.kind(kind), text());
    let words = move || {
        let at = read(|p| p.at)();
        [at.centre().x, at.y + 12.5]
    };
    opener(shell, item, dom_id(item))
        .class("rules-pill")
        .attr_fn("aria-label", spoken)
        .attr("data-tone", "bad")
        .attr_fn("data-broken", move || {
            pills.with(find).is_some_and(|p| p.is_broken)
        })
        .attr("data-selected", shell.ui.is_selected(item))
        .child(
            svg("rect")
                .class("body")
                .rect_fn(read(|p| p.at))
                .attr("rx", HIGH / 2.0),
        )
        .child(
            label("rules-name", 0.0, 0.0)
                .numbers_fn(["x", "y"], words)
                .text_fn(text),
        )
}

/// Marks on the stage whoever goes with what is selected.
fn light(shell: Shell) {
    let lit = Memo::new(move |_| {
        let all = shell.ui.selection.get();
        let partners =
            |s: &Arc<Structure>| all.iter().flat_map(|item| partners(s, *item)).collect();
        shell.board.structure.with(partners)
    });
    let find = |id: NodeId| document().get_element_by_id(&dom_id(Item::Node(id)));
    Effect::new(move |old: Option<Vec<Element>>| {
        for el in old.into_iter().flatten() {
            let _ = el.remove_attribute("data-lit");
        }
        let now: Vec<Element> =
            lit.with(|all: &Vec<NodeId>| all.iter().filter_map(|id| find(*id)).collect());
        for el in &now {
            let _ = el.set_attribute("data-lit", "");
        }
        now
    });
}

/// The filters that a part lists, or the parts that list a filter.
fn partners(board: &Structure, item: Item) -> Vec<NodeId> {
    let id = match item {
        Item::Node(id) => id,
        Item::Instance(id) => match board.instances.iter().find(|i| i.id == id) {
            Some(instance) => instance.group,
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let pairs = board.filtered.iter().filter_map(|(part, by)| match id {
        id if id == *part => Some(*by),
        id if id == *by => Some(*part),
        _ => None,
    });
    pairs.collect()
}
