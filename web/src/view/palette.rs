//! What can be put on the board. Click an item and then a place, drag it there, or press Enter to
//! drop it beside the selection. Shows only what works.

use super::state::Armed;
use super::{Shell, Verb, icon};
use crate::board::put;
use crate::geometry::Point;
use crate::i18n::{matches, synonyms};
use crate::input::gesture::{Gesture, Intent, Pointer};
use crate::view::{capture, dynamic, piece};
use crate::vocabulary::{Action, Family, KindId};
use leptos::prelude::*;
use swell_core::scenario::catalog::BLANKS;

/// The item that is dragged, and where the pointer is in the window.
type Hand = RwSignal<Option<(KindId, Point)>>;

/// The groups and what is in them.
fn groups(shell: Shell) -> [(&'static str, Vec<KindId>); 5] {
    let t = shell.t();
    [
        (t.group_entry, Family::Entry),
        (t.group_balancing, Family::Balancing),
        (t.group_compute, Family::Compute),
        (t.group_data, Family::Data),
        (t.group_network, Family::Network),
    ]
    .map(|(name, family)| {
        let is_in = |kind: &KindId| kind.drawing().family == Some(family);
        (name, KindId::ALL.iter().copied().filter(is_in).collect())
    })
}

/// The palette; as a rail it shows glyphs only.
pub fn palette(shell: Shell, is_rail: bool) -> AnyView {
    let t = shell.t();
    let query = RwSignal::new(String::new());
    let hand: Hand = RwSignal::new(None);
    let found = move |kind: KindId| {
        query.with(|q| matches(q, &format!("{} {}", shell.lang.kind(kind), synonyms(kind))))
    };
    let nothing = move || {
        !groups(shell)
            .into_iter()
            .flat_map(|(_, kinds)| kinds)
            .any(found)
    };
    let lists = groups(shell)
        .into_iter()
        .map(|(name, kinds)| {
            let listed = kinds.clone();
            let none = move || !listed.iter().any(|&k| found(k));
            let items = kinds
                .into_iter()
                .map(|kind| {
                    view! { <li hidden=dynamic(move || !found(kind))>{item(shell, kind, is_rail, hand)}</li> }
                })
                .collect_view();
            view! {
                <section hidden=dynamic(none)>
                    {(!is_rail).then(|| view! { <h2>{name}</h2> })}
                    <ul aria-label=name>{items}</ul>
                </section>
            }
        })
        .collect_view();
    let search = (!is_rail).then(|| {
        view! {
            <input
                type="search"
                class="input"
                placeholder=t.search_parts
                aria-label=t.search_parts
                prop:value=query
                on:input=move |ev| query.set(event_target_value(&ev))
            />
            <p class="empty" hidden=dynamic(move || !nothing())>{shell.lang.more().nothing_found}</p>
        }
    });
    view! {
        <nav class="palette" class:rail=is_rail data-region="" id="palette" tabindex="-1" aria-label=t.parts>
            {search}
            {lists}
            {(!is_rail).then(|| boards(shell))}
            {held(hand, shell)}
        </nav>
    }
    .into_any()
}

fn item(shell: Shell, kind: KindId, is_rail: bool, hand: Hand) -> AnyView {
    let gesture = StoredValue::new(Gesture::default());
    // The browser reports a click after every drag; it is none.
    let was_dragged = StoredValue::new(false);
    let armed = move || shell.ui.armed.get() == Some(Armed::Placing(kind));
    let arm = move || {
        if was_dragged.get_value() {
            return was_dragged.set_value(false);
        }
        let next = (!untrack(armed)).then_some(Armed::Placing(kind));
        shell.ui.disarm();
        shell.ui.armed.set(next);
        shell.ui.dialog.set(None);
    };
    // A drag from here ends over the stage, so its point is measured against the stage.
    let perform = move |intents: Vec<Intent>| {
        for intent in intents {
            match intent {
                Intent::PreviewPlace { kind, at } => {
                    was_dragged.set_value(true);
                    hand.set(Some((kind, at)));
                    put(&shell.ui.carried, on_stage(at).map(|at| (kind, at)));
                }
                Intent::Place { kind, at } => {
                    if let Some(at) = on_stage(at) {
                        super::stage::place(shell, kind, at);
                    }
                }
                Intent::ClearPreview => {
                    put(&hand, None);
                    put(&shell.ui.carried, None);
                }
                _ => {}
            }
        }
    };
    let advance = move |step: &dyn Fn(&mut Gesture) -> Vec<Intent>| {
        let mut intents = Vec::new();
        gesture.try_update_value(|g| intents = step(g));
        perform(intents);
    };
    let down = move |ev: web_sys::PointerEvent| {
        was_dragged.set_value(false);
        // In the dialog of a phone the board is out of reach: there a press is all.
        let is_free = shell.ui.dialog.with_untracked(Option::is_none);
        let can_edit = shell.board.enabled.with_untracked(|e| e.can_edit);
        if ev.button() == 0 && is_free && can_edit {
            gesture.update_value(|g| g.pick_up(pointer(&ev), kind));
            capture(&ev);
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "Enter" => {
            ev.prevent_default();
            shell.ui.disarm();
            shell.send(Verb::Place { kind, at: None });
        }
        "Escape" if !gesture.with_value(Gesture::is_idle) => {
            ev.prevent_default();
            advance(&Gesture::cancel);
        }
        _ => {}
    };
    let name = shell.lang.kind(kind);
    view! {
        <button
            type="button"
            class="palette-item"
            aria-pressed=dynamic(move || armed().to_string())
            aria-label=is_rail.then_some(name)
            title=shell.lang.kind_help(kind)
            disabled=dynamic(move || !shell.board.enabled.with(|e| e.can_edit))
            on:click=move |_| arm()
            on:keydown=keydown
            on:pointerdown=down
            on:pointermove=move |ev| advance(&|g| g.moved(pointer(&ev)))
            on:pointerup=move |ev| advance(&|g| g.release(pointer(&ev)))
            on:pointercancel=move |_| advance(&Gesture::cancel)
        >
            {icon::kind(kind)}
            {(!is_rail).then(|| view! { <span>{name}</span> })}
        </button>
    }
    .into_any()
}

/// What follows the pointer while an item is dragged.
fn held(hand: Hand, shell: Shell) -> AnyView {
    let body = move || {
        let (kind, at) = hand.get()?;
        Some(view! {
            <div
                class="in-hand"
                aria-hidden="true"
                style:left=format!("{:.0}px", at.x)
                style:top=format!("{:.0}px", at.y)
            >
                {icon::kind(kind)}
                <span>{shell.lang.kind(kind)}</span>
            </div>
        })
    };
    view! { {piece(body)} }.into_any()
}

fn pointer(ev: &web_sys::PointerEvent) -> Pointer {
    Pointer {
        id: ev.pointer_id(),
        at: Point::new(f64::from(ev.client_x()), f64::from(ev.client_y())),
        is_touch: ev.pointer_type() == "touch",
        adds: false,
        pans: false,
    }
}

/// A point of the window as a point of the stage, if it is over it.
fn on_stage(at: Point) -> Option<Point> {
    let host = web_sys::window()?
        .document()?
        .query_selector(".stage-host")
        .ok()??;
    let r = host.get_bounding_client_rect();
    let p = Point::new(at.x - r.left(), at.y - r.top());
    (p.x >= 0.0 && p.y >= 0.0 && p.x <= r.width() && p.y <= r.height()).then_some(p)
}

fn boards(shell: Shell) -> AnyView {
    let t = shell.t();
    let item = |title: &'static str, act: Box<dyn Fn()>| {
        view! {
            <li>
                <button type="button" class="palette-item" on:click=move |_| act()>
                    <span>{title}</span>
                </button>
            </li>
        }
    };
    let gallery = shell.lang.action(Action::Gallery);
    let blank = BLANKS.iter().map(|p| {
        let title = shell.lang.preset_title(p.id).map_or(p.id, |t| t.0);
        let open = move || shell.send(Verb::OpenPreset(p.id.to_owned()));
        item(title, Box::new(open))
    });
    let new = shell.lang.build().new_board;
    view! {
        <section>
            <h2>{t.boards}</h2>
            <ul aria-label=t.boards>
                {item(gallery, Box::new(move || shell.act(Action::Gallery)))}
            </ul>
            <h2>{new}</h2>
            <ul aria-label=new>{blank.collect_view()}</ul>
        </section>
    }
    .into_any()
}
