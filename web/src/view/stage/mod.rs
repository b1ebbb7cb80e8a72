//! The board as a picture: SVG for everything that stands still or can be focused, one canvas above
//! it for what moves. Pointers go to the gesture machine; this file turns its intents into verbs.

pub mod badges;
pub mod carried;
pub mod chain;
pub mod frame;
pub mod grips;
pub mod group;
pub mod instance;
pub mod link;
pub mod marquee;
pub mod moved;
pub mod node;
pub mod overlay;
pub mod places;
pub mod port;
pub mod rename;
pub mod rule_lines;
pub mod rules;

use super::deferred;
use super::state::Armed;
use super::{Shell, Verb};
use crate::board::landing::lives_in_subnets;
use crate::board::put;
use crate::dom::{El, html, svg};
use crate::geometry::Point;
use crate::geometry::fit::fitted;
use crate::geometry::fit::{Layout, Shift};
use crate::geometry::snap::snap;
use crate::input::gesture::{Gesture, Intent, Pointer};
use crate::input::hit::{self, Hit};
use crate::vocabulary::{Action, InstanceId, Item, KindId, NodeId, Structure};
use leptos::prelude::*;
use swell_core::base::order::sort_short;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusEvent, KeyboardEvent, PointerEvent};

/// The name of an element in the page, for focus and for tests.
pub fn dom_id(item: Item) -> String {
    match item {
        Item::Node(id) => format!("n-{}", id.0),
        Item::Instance(id) => format!("i-{}", id.0),
        Item::Frame(id) => format!("z-{}", id.0),
        Item::Link(id) => format!("l-{}", id.0),
        Item::Alarm(id) => format!("a-{}", id.0),
    }
}

/// A small thing on the stage that opens an item, by a press or by keys.
fn opener(shell: Shell, item: Item, id: String) -> El {
    svg("g")
        .attr("data-opens", "")
        .attr("id", id)
        .attr("role", "button")
        .attr("tabindex", "0")
        .on_click(move || shell.ui.open(item))
}

/// The item of an element of the stage.
fn item_of(id: &str) -> Option<Item> {
    let (kind, number) = id.split_once('-')?;
    let id = number.parse().ok()?;
    match kind {
        "n" => Some(Item::Node(NodeId(id))),
        "i" => Some(Item::Instance(InstanceId(id))),
        _ => None,
    }
}

/// The stage: picture, canvas, zoom buttons, legend.
pub fn stage(shell: Shell) -> El {
    follow(shell);
    shell.ui.places.follow();
    mark_states(shell);
    let t = shell.t();
    let host = html("div")
        .class("stage-host")
        .attr_fn("data-armed", move || shell.ui.armed.with(Option::is_some))
        .attr_fn("data-line", move || shell.ui.is_on_line.get())
        .child_fn(move || Some(scene(shell)))
        .child(overlay::dots(shell));
    watch_size(shell, host.element());
    html("section")
        .class("stage")
        .attr("id", "stage")
        .attr("data-region", "")
        .attr("tabindex", "-1")
        .attr("aria-label", t.board)
        .child(pointed(shell, host))
        .child(deferred::panel(shell, "", move |d, host| {
            (d.rename)(host, shell);
        }))
        .child(hint(shell))
        .child(deferred::panel(shell, "", move |d, host| {
            (d.told)(host, shell);
        }))
        .child(overlay::cost(shell))
        .child(overlay::legend(shell))
        .child(deferred::panel(shell, "", move |d, host| {
            (d.reveal)(host, shell);
        }))
        .child(overlay::zoom(shell))
}

/// The host with everything that a pointer or the focus does on it.
fn pointed(shell: Shell, host: El) -> El {
    let gesture = StoredValue::new(Gesture::default());
    let element = host.element().clone();
    let pointer = move |ev: &PointerEvent| pointer(ev, &element);
    let run = move |intents: Vec<Intent>| {
        for intent in intents {
            perform(shell, intent);
        }
    };
    let advance = move |step: &dyn Fn(&mut Gesture) -> Vec<Intent>| {
        let mut intents = Vec::new();
        gesture.update_value(|g| intents = step(g));
        run(intents);
    };
    let (down_at, move_at, up_at) = (pointer.clone(), pointer.clone(), pointer);
    let element = host.element().clone();
    let down = move |ev: PointerEvent| {
        let p = down_at(&ev);
        if ev.button() > 1 || from_control(&ev) {
            return;
        }
        let view = shell.ui.view.get_untracked();
        let selection = shell.ui.selected_nodes();
        let ports = match shell.board.enabled.with_untracked(|e| e.can_edit) {
            true => p.is_touch.then_some(selection.as_slice()),
            false => Some(&[][..]),
        };
        let hit = hit_at(shell, p.at, ports);
        let is_free = !matches!(
            hit,
            Hit::Port(_) | Hit::Item(Item::Node(_) | Item::Instance(_))
        );
        if is_free
            && shell.ui.armed.with_untracked(Option::is_none)
            && gesture.with_value(Gesture::is_idle)
            && let Some(serial) = overlay::dot_at(shell, p.at, p.is_touch)
        {
            ev.prevent_default();
            shell.send(Verb::TraceRequest(serial));
            return;
        }
        let _ = element.set_pointer_capture(ev.pointer_id());
        advance(&|g| g.press(p, hit, view, &selection));
    };
    let moved = move |ev: PointerEvent| {
        let p = move_at(&ev);
        match gesture.with_value(Gesture::is_idle) {
            true => hover(shell, p.at),
            false => advance(&|g| g.moved(p)),
        }
    };
    let up = move |ev: PointerEvent| {
        let p = up_at(&ev);
        advance(&|g| g.release(p));
    };
    let keydown = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" && !gesture.with_value(Gesture::is_idle) {
            ev.stop_propagation();
            advance(&Gesture::cancel);
        }
    };
    let (element, wheeled) = (host.element().clone(), host.element().clone());
    host.on("pointerdown", down)
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", move |_: PointerEvent| {
            advance(&Gesture::cancel);
        })
        .on("pointerleave", move |_: PointerEvent| {
            put(&shell.ui.carried, None);
        })
        .on("keydown", keydown)
        .on("focusin", move |ev| on_focus(shell, &ev, true))
        .on("focusout", move |ev| on_focus(shell, &ev, false))
        .on("dblclick", move |ev| renames(shell, &element, &ev))
        .on("wheel", move |ev| wheel(shell, &wheeled, &ev))
}

/// A part that gets the focus is selected and ringed.
fn on_focus(shell: Shell, ev: &FocusEvent, is_in: bool) {
    let part = ev.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some((part, item)) = part.and_then(|p| item_of(&p.id()).map(|item| (p, item))) else {
        return;
    };
    node::ring(&part, is_in);
    if is_in {
        node::focused(shell, item);
    }
}

/// Writes on the parts which are selected and from which a line is being made: a part that watched
/// for itself would be one of hundreds told of every press.
fn mark_states(shell: Shell) {
    let find = |item: Item| document().get_element_by_id(&dom_id(item));
    Effect::new(move |old: Option<Vec<Item>>| {
        let now = shell.ui.selection.get();
        for item in old.into_iter().flatten().filter(|i| !now.contains(i)) {
            if let Some(part) = find(item) {
                let _ = part.remove_attribute("data-selected");
            }
        }
        for part in now.iter().filter_map(|item| find(*item)) {
            let _ = part.set_attribute("data-selected", "");
        }
        now
    });
    Effect::new(move |old: Option<Option<Element>>| {
        if let Some(old) = old.flatten() {
            let _ = old.remove_attribute("data-armed");
        }
        let from = match shell.ui.armed.get() {
            Some(Armed::Linking(from)) => find(Item::Node(from))?,
            _ => return None,
        };
        let port = from.query_selector(".port").ok().flatten()?;
        let _ = port.set_attribute("data-armed", "");
        Some(port)
    });
}

/// Below this scale letters are four pixels high: they would be grey noise, and most of the cost of
/// a crowded picture.
const FAR: f64 = 0.34;

/// The picture, built anew when the way of laying out changes; lists inside keep their elements.
fn scene(shell: Shell) -> El {
    let mode = shell.ui.mode.get();
    let t = shell.t();
    let world = svg("g")
        .attr_fn("transform", move || shell.ui.view.get().transform())
        .child(frame::frames(shell))
        .child(deferred::layer(shell, |d| d.feedback))
        .child(deferred::layer(shell, |d| d.grips))
        .child(deferred::layer(shell, |d| d.rules))
        .child(link::halos(shell))
        .child(link::lines(shell))
        .child(link::rates(shell))
        .child(port::wire(shell))
        .child(node::parts(shell))
        .child(deferred::layer(shell, |d| d.badges))
        .child(deferred::layer(shell, |d| d.chain))
        .child(deferred::layer(shell, |d| d.above))
        .child(deferred::layer(shell, |d| d.moved))
        .child(marquee::marquee(shell));
    svg("svg")
        .class("board")
        .attr("data-mode", mode.name())
        .attr_fn("data-far", move || shell.ui.view.with(|v| v.scale < FAR))
        .attr("role", "group")
        .attr("aria-label", t.board_help)
        .child(world)
}

/// Says what the next click will do while something is armed.
fn hint(shell: Shell) -> El {
    let t = shell.t();
    html("p")
        .class("stage-hint")
        .attr("role", "status")
        .attr_fn("hidden", move || shell.ui.armed.with(Option::is_none))
        .text_fn(move || match shell.ui.armed.get() {
            Some(Armed::Placing(_)) => t.place_hint,
            Some(Armed::Linking(_)) => t.link_hint,
            None => "",
        })
}

/// What lies at a point of the stage; `ports` as in [`hit::at`].
fn hit_at(shell: Shell, at: Point, ports: Option<&[NodeId]>) -> Hit {
    let view = shell.ui.view.get_untracked();
    let hit = |s: &Structure, l: &Layout| hit::at(s, l, view.to_world(at), view.scale, ports);
    let board = shell.board.structure;
    board.with_untracked(|s| shell.ui.layout.with_untracked(|l| hit(s, l)))
}

/// Presses on buttons inside the stage are not gestures.
fn from_control(ev: &PointerEvent) -> bool {
    ev.target()
        .and_then(|t| t.dyn_into::<Element>().ok())
        .and_then(|e| e.closest("button, a, input, [data-opens]").ok().flatten())
        .is_some()
}

/// Where in the stage an event is.
fn place_of(ev: &web_sys::MouseEvent, host: &Element) -> Point {
    let box_ = host.get_bounding_client_rect();
    Point::new(
        f64::from(ev.client_x()) - box_.left(),
        f64::from(ev.client_y()) - box_.top(),
    )
}

fn pointer(ev: &PointerEvent, host: &Element) -> Pointer {
    Pointer {
        id: ev.pointer_id(),
        at: place_of(ev, host),
        is_touch: ev.pointer_type() == "touch",
        adds: ev.shift_key(),
        pans: ev.button() == 1,
    }
}

/// While a link is armed its line follows the pointer, also between the two clicks; and what a
/// press would select shows in the pointer's shape. Parts say so themselves, lines are too thin.
fn hover(shell: Shell, at: Point) {
    let is_on_line = matches!(hit_at(shell, at, Some(&[])), Hit::Item(Item::Link(_)));
    put(&shell.ui.is_on_line, is_on_line);
    match shell.ui.armed.get_untracked() {
        Some(Armed::Linking(from)) => {
            let world = shell.ui.view.get_untracked().to_world(at);
            shell.ui.wire.set(Some((from, world)));
        }
        Some(Armed::Placing(kind)) => shell.ui.carried.set(Some((kind, at))),
        None => {}
    }
}

/// A double click edits the name of what lies there.
fn renames(shell: Shell, host: &Element, ev: &web_sys::MouseEvent) {
    if let Some(Item::Node(_) | Item::Frame(_)) = item_at(shell, place_of(ev, host)) {
        shell.act(Action::Rename);
    }
}

fn wheel(shell: Shell, host: &Element, ev: &web_sys::WheelEvent) {
    let zooms = ev.ctrl_key() || ev.meta_key();
    // In an article the wheel scrolls the article.
    let is_articles = !zooms && shell.ui.screen.get_untracked().is_embed();
    if is_articles || shell.ui.is_view_fixed.get_untracked() {
        return;
    }
    ev.prevent_default();
    let at = place_of(ev, host);
    shell.ui.follows.set(false);
    shell.ui.view.update(|v| {
        *v = if zooms {
            v.zoomed_at(at, (-ev.delta_y() * 0.01).clamp(-0.5, 0.5).exp())
        } else {
            v.panned(Point::new(-ev.delta_x(), -ev.delta_y()))
        };
    });
}

fn perform(shell: Shell, intent: Intent) {
    let ui = shell.ui;
    let is_fixed = ui.is_view_fixed.get_untracked();
    match intent {
        Intent::View(_) | Intent::PreviewMarquee(_) | Intent::Marquee { .. } if is_fixed => {}
        Intent::PreviewMove { nodes, by } => {
            let by = snapped(shell, &nodes, by);
            ui.shift.set(Shift { nodes, by });
        }
        Intent::Move { nodes, by } => {
            let by = snapped(shell, &nodes, by);
            // Whoever moves parts wants them where they were put: the view stays.
            ui.follows.set(false);
            shell.send(Verb::Move { nodes, by });
        }
        Intent::View(view) => {
            ui.follows.set(false);
            ui.view.set(view);
        }
        Intent::PreviewMarquee(area) => ui.marquee.set(Some(area)),
        Intent::Marquee { area, keep } => {
            let found = shell
                .board
                .structure
                .with_untracked(|s| ui.layout.with_untracked(|l| hit::inside(s, l, area)));
            let mut all: Vec<Item> = keep.into_iter().chain(found).map(Item::Node).collect();
            sort_short(&mut all, Ord::cmp);
            all.dedup();
            ui.selection.set(all);
        }
        Intent::PreviewWire { from, to } => {
            ui.wire
                .set(Some((from, ui.view.get_untracked().to_world(to))));
        }
        Intent::Wire { from, at } => {
            if let Some(to) = part_at(shell, at).filter(|to| *to != from) {
                shell.send(Verb::Link { from, to });
            }
        }
        Intent::StartWire(from) => ui.armed.set(Some(Armed::Linking(from))),
        Intent::PreviewPlace { kind, at } => ui.carried.set(Some((kind, at))),
        Intent::Place { kind, at } => place(shell, kind, at),
        Intent::Click { hit, at, adds } => click(shell, hit, at, adds),
        Intent::ClearPreview => {
            ui.shift.set(Shift::default());
            ui.marquee.set(None);
            ui.wire.set(None);
            put(&ui.carried, None);
        }
    }
}

fn item_at(shell: Shell, screen: Point) -> Option<Item> {
    let world = shell.ui.view.get_untracked().to_world(screen);
    shell.board.structure.with_untracked(|s| {
        shell
            .ui
            .layout
            .with_untracked(|l| hit::item_at(s, l, world))
    })
}

/// The part at a point of the stage: a server of a group stands for its group.
fn part_at(shell: Shell, screen: Point) -> Option<NodeId> {
    match item_at(shell, screen)? {
        Item::Node(id) => Some(id),
        Item::Instance(id) => shell.board.structure.with_untracked(|s| {
            let server = s.instances.iter().find(|i| i.id == id);
            server.map(|i| i.group)
        }),
        _ => None,
    }
}

/// Puts a new part at a point of the stage, into the subnet that is there.
pub fn place(shell: Shell, kind: KindId, screen: Point) {
    let at = shell.ui.view.get_untracked().to_world(screen);
    let is_outside = !lives_in_subnets(kind) && !kind.spec().place.is_ground();
    if shell.ui.mode.get_untracked().is_wide() && is_outside {
        // As with a part that is moved: the view stays, unless the board has to make room.
        shell.ui.follows.set(false);
    }
    let at = Some(at);
    shell.send(Verb::Place { kind, at });
}

pub(super) fn click(shell: Shell, hit: Hit, at: Point, adds: bool) {
    let ui = shell.ui;
    match ui.armed.get_untracked() {
        Some(Armed::Placing(kind)) => {
            ui.disarm();
            place(shell, kind, at);
            return;
        }
        Some(Armed::Linking(from)) => {
            ui.disarm();
            if let Some(to) = part_at(shell, at).filter(|to| *to != from) {
                shell.send(Verb::Link { from, to });
            }
            return;
        }
        None => {}
    }
    if ui.is_view_fixed.get_untracked() {
        return;
    }
    let item = match hit {
        Hit::Port(id) => Some(Item::Node(id)),
        Hit::Item(item) => Some(item),
        Hit::Empty => None,
    };
    match item {
        Some(item) if adds => ui.selection.update(|s| {
            if let Some(i) = s.iter().position(|&one| one == item) {
                s.remove(i);
            } else {
                s.push(item);
            }
        }),
        Some(item) => {
            ui.select(Some(item));
            ui.is_inspector_open.set(true);
            focus(&dom_id(item));
        }
        None => {
            ui.select(None);
            ui.is_inspector_open.set(false);
            focus("stage");
        }
    }
}

/// Moves the focus to an element by its id, if it is there.
pub fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element {
        if let Some(html) = element.dyn_ref::<web_sys::HtmlElement>() {
            let _ = html.focus();
        } else if let Some(svg) = element.dyn_ref::<web_sys::SvgElement>() {
            let _ = svg.focus();
        }
    }
}

/// Lines the dragged parts up with the others.
fn snapped(shell: Shell, nodes: &[NodeId], by: Point) -> Point {
    let shift = shell.ui.shift.get_untracked();
    shell.ui.layout.with_untracked(|l| {
        // The layout already holds the preview; what was there before is what counts.
        let before = |id| match shift.nodes.contains(&id) {
            true => l.node(id).moved(Point::new(-shift.by.x, -shift.by.y)),
            false => l.node(id),
        };
        let Some(&first) = nodes.first() else {
            return by;
        };
        let others: Vec<_> = l
            .nodes
            .keys()
            .filter(|id| !nodes.contains(id))
            .map(|&id| l.node(id))
            .collect();
        by.plus(snap(before(first).moved(by), &others, 5.0).by)
    })
}

/// A part in the middle of the view is shown at least so large.
const READABLE: f64 = 0.9;

/// Follows the board with the view until somebody moves the view.
fn follow(shell: Shell) {
    Effect::new(move |_| {
        let size = shell.ui.stage_size.get();
        let bounds = shell.ui.layout.with(|l| l.bounds);
        let centred = shell.ui.centred.get();
        let is_held =
            shell.ui.framed.with(Option::is_some) || shell.ui.shift.with(|s| !s.nodes.is_empty());
        if shell.ui.follows.get() && size.x > 0.0 && !is_held {
            let all = fitted(bounds, size);
            let middle = centred.and_then(|id| {
                let part = shell
                    .ui
                    .layout
                    .with_untracked(|l| l.nodes.get(&id).copied());
                part.map(|rect| rect.centre())
            });
            shell.ui.view.set(match middle {
                Some(middle) => all.centred(middle, size, READABLE),
                None => all,
            });
        }
    });
}

/// Keeps `stage_size` at the element's size.
fn watch_size(shell: Shell, host: &Element) {
    let Some(host) = host.dyn_ref() else { return };
    let size = shell.ui.stage_size;
    let watcher = SizeWatcher::new(host, move |now| {
        if size.try_get_untracked().is_some_and(|old| old != now) {
            size.set(now);
        }
    });
    StoredValue::new_local(watcher);
}

/// A `ResizeObserver` that ends with its owner.
pub struct SizeWatcher {
    observer: web_sys::ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl SizeWatcher {
    pub fn new(
        element: &web_sys::HtmlElement,
        mut changed: impl FnMut(Point) + 'static,
    ) -> Option<Self> {
        let target = element.clone();
        let callback = Closure::<dyn FnMut()>::new(move || {
            let (w, h) = (target.client_width(), target.client_height());
            changed(Point::new(f64::from(w), f64::from(h)));
        });
        let observer = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for SizeWatcher {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Scrolls an element of a list into its view without moving the focus.
pub fn focus_into_view(id: &str) {
    let element = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
