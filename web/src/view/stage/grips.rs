//! What frames are held by: the row of the name and the edge move one with what stands in it; the one
//! that is selected has handles at its corners and edges. The keys of the last handle do the same. In
//! the small layouts, where a finger means to move the picture, the selected frame alone is held, by
//! two handles: a round one that moves it, and a square one that sizes it.

use super::super::{Shell, Verb};
use super::{click, focus, frame, hit_at, overlay, place_of};
use crate::board::put;
use crate::dom::{El, svg};
use crate::geometry::decimal::decimal;
use crate::geometry::fit::Layout;
use crate::geometry::fit::pull::{Grip, Held};
use crate::geometry::snap::{GRID, NUDGE_LARGE};
use crate::geometry::{Point, Rect};
use crate::input::gesture::{SLOP_MOUSE, SLOP_TOUCH};
use crate::input::hit::Hit;
use crate::platform::listener::{Listener, Mode};
use crate::vocabulary::{FrameId, Item, Structure};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// The corners and edges of a frame: the left and upper ones are -1.
const EDGES: [(i8, i8); 8] = [
    (0, -1),
    (1, 0),
    (0, 1),
    (-1, 0),
    (-1, -1),
    (1, -1),
    (-1, 1),
    (1, 1),
];

/// The row of a frame's name.
const NAME: f64 = 22.0;

/// A frame in the pointer's hand.
struct Pull {
    pointer: i32,
    start: Point,
    frame: FrameId,
    grip: Grip,
    held: Held,
    has_begun: bool,
    /// Escape gives it up before it means anything else.
    _escape: Option<Listener>,
}

type Hand = StoredValue<Option<Pull>, LocalStorage>;

pub fn grips(shell: Shell) -> El {
    let hand: Hand = StoredValue::new_local(None);
    let held = move || match is_wide(shell) {
        true => frame::in_order(shell)(),
        false => selected(shell).into_iter().collect(),
    };
    svg("g").class("grips").child_fn(move || {
        can_edit(shell).then(|| svg("g").each(held, move |id| body(shell, hand, *id)))
    })
}

/// The handles of the selected frame, above all parts.
pub fn handles(shell: Shell) -> El {
    let hand: Hand = StoredValue::new_local(None);
    svg("g").class("grips").child_fn(move || {
        let id = selected(shell).filter(|_| can_edit(shell))?;
        let all = match is_wide(shell) {
            true => &EDGES[..],
            false => &[(-1, -1), (1, 1)],
        };
        let all = all.iter().map(|(x, y)| handle(shell, hand, id, *x, *y));
        Some(svg("g").children(all))
    })
}

fn can_edit(shell: Shell) -> bool {
    shell.board.enabled.with(|e| e.can_edit)
}

fn is_wide(shell: Shell) -> bool {
    shell.ui.mode.get().is_wide()
}

/// The frame that is selected alone.
fn selected(shell: Shell) -> Option<FrameId> {
    shell.ui.selection.with(|all| match all.as_slice() {
        [Item::Frame(id)] => Some(*id),
        _ => None,
    })
}

fn body(shell: Shell, hand: Hand, id: FrameId) -> El {
    let name = move |l: &Layout| {
        let r = l.frame(id);
        let y = match l.low_names.contains(&id) {
            true => r.bottom() - NAME,
            false => r.y,
        };
        Rect::new(r.x, y, r.w, NAME.min(r.h))
    };
    let rect = |class| svg("rect").class(class);
    let whole = move || shell.ui.layout.with(|l| l.frame(id));
    let row = move || shell.ui.layout.with(|l| name(l));
    let el = svg("g").attr("data-frame", id.0.to_string()).children([
        rect("grip-edge").rect_fn(whole),
        rect("grip-name").rect_fn(row),
    ]);
    holds(shell, hand, id, Grip::Body, el, is_free)
}

fn handle(shell: Shell, hand: Hand, id: FrameId, x: i8, y: i8) -> El {
    // As large on the screen, however far away the board is.
    let place = move || {
        let r = shell.ui.layout.with(|l| l.frame(id));
        let c = r.centre();
        let at = Point::new(
            c.x + f64::from(x) * r.w / 2.0,
            c.y + f64::from(y) * r.h / 2.0,
        );
        let scale = shell.ui.view.with(|v| v.scale);
        format!("{} scale({})", at.translate(), decimal(1.0 / scale, 4))
    };
    let moves = !is_wide(shell) && (x, y) == (-1, -1);
    let square = |class, half: f64| {
        let r = Rect::new(-half, -half, 2.0 * half, 2.0 * half);
        svg("rect").class(class).rect(r)
    };
    let shape = match (x, y) {
        _ if moves => "move",
        (0, _) => "ns",
        (_, 0) => "ew",
        _ if x == y => "nwse",
        _ => "nesw",
    };
    let round = if moves { 4.5 } else { 0.0 };
    let el = svg("g")
        .class("grip")
        .attr("data-cursor", shape)
        .attr_fn("transform", place)
        .child(square("grip-reach", 12.0))
        .child(square("grip-dot", 4.5).attr("rx", round));
    let el = match (x, y) {
        (1, 1) => with_keys(shell, id, el),
        _ => el.attr("aria-hidden", "true"),
    };
    let grip = if moves {
        Grip::Body
    } else {
        Grip::Edge { x, y }
    };
    holds(shell, hand, id, grip, el, |_, _| true)
}

/// The handle that keys reach: arrows pull the right and the lower edge.
fn with_keys(shell: Shell, id: FrameId, el: El) -> El {
    let keydown = move |ev: KeyboardEvent| {
        let step = if ev.shift_key() { NUDGE_LARGE } else { GRID };
        let (x, y) = match ev.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, -step),
            "ArrowDown" => (0.0, step),
            _ => return,
        };
        ev.prevent_default();
        let grip = Grip::Edge {
            x: i8::from(x != 0.0),
            y: i8::from(y != 0.0),
        };
        if let Some(held) = take(shell, id) {
            keep(shell, held.pulled(grip, Point::new(x, y)));
        }
    };
    el.attr("tabindex", "0")
        .attr("role", "button")
        .attr("aria-label", shell.lang.more().resize)
        .on("keydown", keydown)
}

/// The frame as it stands now.
fn take(shell: Shell, id: FrameId) -> Option<Held> {
    let board = shell.board.structure.get_untracked();
    shell.ui.layout.with_untracked(|l| Held::new(&board, l, id))
}

fn keep(shell: Shell, board: Structure) {
    shell.send(Verb::Arrange(Arc::new(board)));
}

/// Lets an element be dragged, where a press `is_meant` for it.
fn holds(
    shell: Shell,
    hand: Hand,
    id: FrameId,
    grip: Grip,
    el: El,
    is_meant: fn(Shell, &PointerEvent) -> bool,
) -> El {
    let element = el.element().clone();
    let down = move |ev: PointerEvent| {
        let is_plain = ev.button() == 0 && !ev.shift_key();
        let is_idle = shell.ui.armed.with_untracked(Option::is_none);
        let is_mine =
            is_plain && is_idle && hand.with_value(Option::is_none) && is_meant(shell, &ev);
        let Some(held) = is_mine.then(|| take(shell, id)).flatten() else {
            return;
        };
        ev.stop_propagation();
        // No text is selected on the way; keys are for the board.
        ev.prevent_default();
        focus("stage");
        let _ = element.set_pointer_capture(ev.pointer_id());
        hand.set_value(Some(Pull {
            pointer: ev.pointer_id(),
            start: point(&ev),
            frame: id,
            grip,
            held,
            has_begun: false,
            _escape: escape(shell, hand),
        }));
    };
    let moved = move |ev: PointerEvent| {
        let preview = hand.try_update_value(|hand| {
            let pull = hand.as_mut().filter(|p| p.pointer == ev.pointer_id())?;
            pull.way(shell, &ev)
                .map(|by| pull.held.pulled(pull.grip, by))
        });
        if let Some(board) = preview.flatten() {
            shell.ui.framed.set(Some(Arc::new(board)));
        }
    };
    let up = move |ev: PointerEvent| {
        let is_mine = hand.with_value(|h| h.as_ref().is_some_and(|p| p.pointer == ev.pointer_id()));
        let Some(mut pull) = is_mine.then(|| end(shell, hand)).flatten() else {
            return;
        };
        match pull.way(shell, &ev) {
            Some(by) => keep(shell, pull.held.pulled(pull.grip, by)),
            None => click(shell, Hit::Item(Item::Frame(pull.frame)), pull.start, false),
        }
    };
    el.on("pointerdown", down)
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", move |_: PointerEvent| {
            drop(end(shell, hand));
        })
}

impl Pull {
    /// How far it was pulled, in world units; nothing as long as it may still be a click.
    fn way(&mut self, shell: Shell, ev: &PointerEvent) -> Option<Point> {
        let slop = match ev.pointer_type().as_str() {
            "touch" => SLOP_TOUCH,
            _ => SLOP_MOUSE,
        };
        let by = point(ev).minus(self.start);
        self.has_begun |= by.length() > slop;
        let scale = shell.ui.view.with_untracked(|v| v.scale);
        self.has_begun
            .then(|| Point::new(by.x / scale, by.y / scale))
    }
}

/// Whether a press is meant for a frame, and not for what lies on it.
fn is_free(shell: Shell, ev: &PointerEvent) -> bool {
    let stage = ev.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(stage) = stage.and_then(|e| e.closest(".stage-host").ok().flatten()) else {
        return false;
    };
    let at = place_of(ev, &stage);
    let hit = hit_at(shell, at, Some(&[]));
    let is_touch = ev.pointer_type() == "touch";
    matches!(hit, Hit::Item(Item::Frame(_)) | Hit::Empty)
        && overlay::dot_at(shell, at, is_touch).is_none()
}

/// Lays down what is held.
fn end(shell: Shell, hand: Hand) -> Option<Pull> {
    put(&shell.ui.framed, None);
    hand.try_update_value(Option::take).flatten()
}

fn escape(shell: Shell, hand: Hand) -> Option<Listener> {
    let mode = Mode {
        is_capturing: true,
        is_blocking: true,
    };
    let heard = move |ev: Event| {
        let is_escape = ev
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|e| e.key() == "Escape");
        if is_escape {
            ev.stop_propagation();
            // The listener must not end while it runs.
            let pull = end(shell, hand);
            crate::platform::timer::next_frame_of_page(move || drop(pull));
        }
    };
    Listener::with_mode(&web_sys::window()?.into(), "keydown", mode, heard)
}

fn point(ev: &PointerEvent) -> Point {
    Point::new(f64::from(ev.client_x()), f64::from(ev.client_y()))
}
