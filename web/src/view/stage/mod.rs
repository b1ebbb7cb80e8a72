//! The board as a picture: SVG for everything that stands still or can be focused, one canvas above
//! it for what moves. Pointers go to the gesture machine; this file turns its intents into verbs.

pub mod chain;
pub mod instance;
pub mod link;
pub mod marquee;
pub mod node;
pub mod overlay;
pub mod places;
pub mod port;
pub mod rename;
pub mod zone;

use super::state::{Armed, fitted};
use super::{Shell, Verb};
use crate::board::model::{Item, Kind, NodeId, Structure};
use crate::board::put;
use crate::geometry::Point;
use crate::geometry::fit::{Layout, Mode, Shift, flow_order};
use crate::geometry::snap::snap;
use crate::input::action::Action;
use crate::input::gesture::{Gesture, Intent, Pointer};
use crate::input::hit::{self, Hit};
use crate::view::dynamic;
use leptos::html;
use leptos::prelude::*;
use swell_core::base::order::sort_short;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The name of an element in the page, for focus and for tests.
pub fn dom_id(item: Item) -> String {
    match item {
        Item::Node(id) => format!("n-{}", id.0),
        Item::Instance(id) => format!("i-{}", id.0),
        Item::Zone(id) => format!("z-{}", id.0),
        Item::Link(id) => format!("l-{}", id.0),
        Item::Alarm(id) => format!("a-{}", id.0),
    }
}

/// The stage: picture, canvas, zoom buttons, legend.
pub fn stage(shell: Shell) -> AnyView {
    let host = NodeRef::<html::Div>::new();
    let gesture = StoredValue::new(Gesture::default());
    watch_size(shell, host);
    follow(shell);
    shell.ui.places.follow();
    let run = move |intents: Vec<Intent>| {
        for intent in intents {
            perform(shell, intent);
        }
    };
    let down = move |ev: web_sys::PointerEvent| {
        let Some(p) = pointer(&ev, host) else { return };
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
            shell.send(Verb::Passport(serial));
            return;
        }
        if let Some(element) = host.get_untracked() {
            let _ = element.set_pointer_capture(ev.pointer_id());
        }
        let mut intents = Vec::new();
        gesture.update_value(|g| intents = g.press(p, hit, view, &selection));
        run(intents);
    };
    let moved = move |ev: web_sys::PointerEvent| {
        let Some(p) = pointer(&ev, host) else { return };
        if gesture.with_value(Gesture::is_idle) {
            hover(shell, p.at);
            return;
        }
        let mut intents = Vec::new();
        gesture.update_value(|g| intents = g.moved(p));
        run(intents);
    };
    let up = move |ev: web_sys::PointerEvent| {
        let Some(p) = pointer(&ev, host) else { return };
        let mut intents = Vec::new();
        gesture.update_value(|g| intents = g.release(p));
        run(intents);
    };
    let cancel = move || {
        let mut intents = Vec::new();
        gesture.update_value(|g| intents = g.cancel());
        run(intents);
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Escape" && !gesture.with_value(Gesture::is_idle) {
            ev.stop_propagation();
            cancel();
        }
    };
    let t = shell.t();
    view! {
        <section class="stage" id="stage" data-region="" tabindex="-1" aria-label=t.board>
            <div
                class="stage-host"
                node_ref=host
                data-armed=dynamic(move || shell.ui.armed.with(Option::is_some).then_some(""))
                data-line=dynamic(move || shell.ui.is_on_line.get().then_some(""))
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=move |_| cancel()
                on:keydown=keydown
                on:dblclick=move |ev| renames(shell, host, &ev)
                on:wheel=move |ev| wheel(shell, host, &ev)
            >
                {dynamic(move || scene(shell))}
                {overlay::dots(shell)}
            </div>
            {rename::rename(shell)}
            {hint(shell)}
            {overlay::legend(shell)}
            {super::surge::reveal(shell)}
            {overlay::zoom(shell)}
        </section>
    }
    .into_any()
}

/// The picture, built anew when the way of laying out changes; lists inside keep their elements.
fn scene(shell: Shell) -> AnyView {
    let mode = shell.ui.mode.get();
    let t = shell.t();
    // What is drawn once with a part: another name or standby draws it anew.
    let order = move || {
        shell.board.structure.with(|s| {
            let face = |id: NodeId| {
                let node = s.node(id);
                let (name, standby) = node.map(|n| (n.name.clone(), n.standby)).unzip();
                let chips: Vec<_> = s.chips_of(id).map(|c| c.name.clone()).collect();
                (id, name, standby.flatten(), chips)
            };
            flow_order(s).into_iter().map(face).collect::<Vec<_>>()
        })
    };
    let zones = move || {
        let mut zones = shell.board.structure.with(|s| s.zones.clone());
        sort_short(&mut zones, |a, b| a.kind.cmp(&b.kind));
        zones
    };
    let edges = move || shell.board.structure.with(|s| s.edges());
    view! {
        <svg class="board" data-mode=mode.name() role="group" aria-label=t.board_help>
            <g transform=dynamic(move || shell.ui.view.get().transform())>
                <For each=zones key=|z| z.id let:z>{zone::zone(shell, z.id)}</For>
                {chain::feedback(shell)}
                <For each=edges key=|key| *key let:key>{link::edge(shell, key)}</For>
                {port::wire(shell)}
                <For each=order key=|face| face.clone() let:face>{node::node(shell, face.0)}</For>
                {chain::chain(shell)}
                {marquee::marquee(shell)}
            </g>
        </svg>
    }
    .into_any()
}

/// Says what the next click will do while something is armed.
fn hint(shell: Shell) -> AnyView {
    let t = shell.t();
    let text = move || match shell.ui.armed.get() {
        Some(Armed::Placing(_)) => t.place_hint,
        Some(Armed::Linking(_)) => t.link_hint,
        None => "",
    };
    view! {
        <p class="stage-hint" role="status" hidden=dynamic(move || shell.ui.armed.with(Option::is_none))>
            {dynamic(text)}
        </p>
    }
    .into_any()
}

/// What lies at a point of the stage; `ports` as in [`hit::at`].
fn hit_at(shell: Shell, at: Point, ports: Option<&[NodeId]>) -> Hit {
    let view = shell.ui.view.get_untracked();
    let hit = |s: &Structure, l: &Layout| hit::at(s, l, view.to_world(at), view.scale, ports);
    let board = shell.board.structure;
    board.with_untracked(|s| shell.ui.layout.with_untracked(|l| hit(s, l)))
}

/// Presses on buttons inside the stage are not gestures.
fn from_control(ev: &web_sys::PointerEvent) -> bool {
    ev.target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        .and_then(|e| e.closest("button, a, input").ok().flatten())
        .is_some()
}

fn pointer(ev: &web_sys::PointerEvent, host: NodeRef<html::Div>) -> Option<Pointer> {
    let box_ = host.get_untracked()?.get_bounding_client_rect();
    let at = Point::new(
        f64::from(ev.client_x()) - box_.left(),
        f64::from(ev.client_y()) - box_.top(),
    );
    Some(Pointer {
        id: ev.pointer_id(),
        at,
        is_touch: ev.pointer_type() == "touch",
        adds: ev.shift_key(),
        pans: ev.button() == 1,
    })
}

/// While a link is armed its line follows the pointer, also between the two clicks; and what a
/// press would select shows in the pointer's shape. Parts say so themselves, lines are too thin.
fn hover(shell: Shell, at: Point) {
    let is_on_line = matches!(hit_at(shell, at, Some(&[])), Hit::Item(Item::Link(_)));
    put(&shell.ui.is_on_line, is_on_line);
    if let Some(Armed::Linking(from)) = shell.ui.armed.get_untracked() {
        let world = shell.ui.view.get_untracked().to_world(at);
        shell.ui.wire.set(Some((from, world)));
    }
}

/// A double click edits the name of what lies there.
fn renames(shell: Shell, host: NodeRef<html::Div>, ev: &web_sys::MouseEvent) {
    let Some(element) = host.get_untracked() else {
        return;
    };
    let box_ = element.get_bounding_client_rect();
    let at = Point::new(
        f64::from(ev.client_x()) - box_.left(),
        f64::from(ev.client_y()) - box_.top(),
    );
    if let Some(Item::Node(_)) = item_at(shell, at) {
        shell.act(Action::Rename);
    }
}

fn wheel(shell: Shell, host: NodeRef<html::Div>, ev: &web_sys::WheelEvent) {
    let zooms = ev.ctrl_key() || ev.meta_key();
    // In an article the wheel scrolls the article.
    if !zooms && shell.ui.screen.get_untracked().is_embed() {
        return;
    }
    let Some(element) = host.get_untracked() else {
        return;
    };
    ev.prevent_default();
    let box_ = element.get_bounding_client_rect();
    let at = Point::new(
        f64::from(ev.client_x()) - box_.left(),
        f64::from(ev.client_y()) - box_.top(),
    );
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
    match intent {
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
            all.sort_unstable();
            all.dedup();
            ui.selection.set(all);
        }
        Intent::PreviewWire { from, to } => {
            ui.wire
                .set(Some((from, ui.view.get_untracked().to_world(to))));
        }
        Intent::Wire { from, at } => {
            if let Some(Item::Node(to)) = item_at(shell, at)
                && to != from
            {
                shell.send(Verb::Link { from, to });
            }
        }
        Intent::StartWire(from) => ui.armed.set(Some(Armed::Linking(from))),
        // The palette draws the item that is carried; the stage has nothing to show for it.
        Intent::PreviewPlace { .. } => {}
        Intent::Place { kind, at } => place(shell, kind, at),
        Intent::Click { hit, at, adds } => click(shell, hit, at, adds),
        Intent::ClearPreview => {
            ui.shift.set(Shift::default());
            ui.marquee.set(None);
            ui.wire.set(None);
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

/// Puts a new part at a point of the stage, into the subnet that is there.
pub fn place(shell: Shell, kind: Kind, screen: Point) {
    let at = shell.ui.view.get_untracked().to_world(screen);
    let zone = match item_at(shell, screen) {
        Some(Item::Zone(id)) => Some(id),
        _ => None,
    };
    // Places are kept in units of the wide layout; the small ones find their own.
    let is_wide = shell.ui.mode.get_untracked() == Mode::Wide;
    shell.send(Verb::Place {
        kind,
        at: is_wide.then_some(at),
        zone,
    });
}

fn click(shell: Shell, hit: Hit, at: Point, adds: bool) {
    let ui = shell.ui;
    match ui.armed.get_untracked() {
        Some(Armed::Placing(kind)) => {
            ui.armed.set(None);
            place(shell, kind, at);
            return;
        }
        Some(Armed::Linking(from)) => {
            ui.armed.set(None);
            ui.wire.set(None);
            if let Some(Item::Node(to)) = item_at(shell, at).filter(|i| *i != Item::Node(from)) {
                shell.send(Verb::Link { from, to });
            }
            return;
        }
        None => {}
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

/// Follows the board with the view until somebody moves the view.
fn follow(shell: Shell) {
    Effect::new(move |_| {
        let size = shell.ui.stage_size.get();
        let bounds = shell.ui.layout.with(|l| l.bounds);
        if shell.ui.follows.get() && size.x > 0.0 && shell.ui.shift.with(|s| s.nodes.is_empty()) {
            shell.ui.view.set(fitted(bounds, size));
        }
    });
}

/// Keeps `stage_size` at the element's size.
fn watch_size(shell: Shell, host: NodeRef<html::Div>) {
    let watcher = StoredValue::new_local(None::<SizeWatcher>);
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        watcher.set_value(SizeWatcher::new(&element, move |size| {
            if shell
                .ui
                .stage_size
                .try_get_untracked()
                .is_some_and(|old| old != size)
            {
                shell.ui.stage_size.set(size);
            }
        }));
    });
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
