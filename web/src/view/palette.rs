//! What can be put on the board. Click an item and then a place, drag it there, or press Enter to
//! drop it beside the selection. Shows only what works.

use super::state::Armed;
use super::{Shell, Verb, icon};
use crate::board::model::Kind;
use crate::geometry::Point;
use crate::i18n::{matches, synonyms};
use crate::input::gesture::{Gesture, Intent, Pointer};
use crate::view::{capture, dynamic};
use leptos::prelude::*;

/// The groups and what is in them.
fn groups(shell: Shell) -> [(&'static str, &'static [Kind]); 4] {
    let t = shell.t();
    [
        (t.group_entry, &[Kind::Users, Kind::Route53]),
        (t.group_balancing, &[Kind::LoadBalancer]),
        (t.group_compute, &[Kind::AutoScalingGroup, Kind::Instance]),
        (t.group_data, &[Kind::Database]),
    ]
}

/// The palette; as a rail it shows glyphs only.
pub fn palette(shell: Shell, is_rail: bool) -> AnyView {
    let t = shell.t();
    let query = RwSignal::new(String::new());
    let found = move |kind: Kind| {
        query.with(|q| matches(q, &format!("{} {}", shell.lang.kind(kind), synonyms(kind))))
    };
    let nothing = move || {
        !groups(shell)
            .into_iter()
            .flat_map(|(_, kinds)| kinds.iter())
            .any(|&k| found(k))
    };
    let lists = groups(shell)
        .into_iter()
        .map(|(name, kinds)| {
            let none = move || !kinds.iter().any(|&k| found(k));
            let items = kinds
                .iter()
                .map(|&kind| {
                    view! { <li hidden=dynamic(move || !found(kind))>{item(shell, kind, is_rail)}</li> }
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
            <p class="empty" hidden=dynamic(move || !nothing())>{t.nothing_found}</p>
        }
    });
    view! {
        <nav class="palette" class:rail=is_rail data-region="" id="palette" tabindex="-1" aria-label=t.parts>
            {search}
            {lists}
            {(!is_rail).then(|| boards(shell))}
        </nav>
    }
    .into_any()
}

fn item(shell: Shell, kind: Kind, is_rail: bool) -> AnyView {
    let gesture = StoredValue::new(Gesture::default());
    let armed = move || shell.ui.armed.get() == Some(Armed::Placing(kind));
    let arm = move || {
        let next = (!armed()).then_some(Armed::Placing(kind));
        shell.ui.armed.set(next);
        shell.ui.dialog.set(None);
    };
    // A drag from here ends over the stage, so its point is measured against the stage.
    let down = move |ev: web_sys::PointerEvent| {
        if ev.button() == 0 && ev.pointer_type() != "touch" {
            gesture.update_value(|g| g.pick_up(pointer(&ev), kind));
            capture(&ev);
        }
    };
    let moved = move |ev: web_sys::PointerEvent| {
        gesture.update_value(|g| {
            g.moved(pointer(&ev));
        });
    };
    let up = move |ev: web_sys::PointerEvent| {
        let mut intents = Vec::new();
        gesture.update_value(|g| intents = g.release(pointer(&ev)));
        for intent in intents {
            if let Intent::Place { kind, at } = intent
                && let Some(at) = on_stage(at)
            {
                super::stage::place(shell, kind, at);
            }
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Enter" {
            ev.prevent_default();
            shell.send(Verb::Place { kind, at: None });
        }
    };
    let name = shell.lang.kind(kind);
    view! {
        <button
            type="button"
            class="palette-item"
            aria-pressed=dynamic(move || armed().to_string())
            aria-label=is_rail.then_some(name)
            title=shell.lang.kind_help(kind)
            on:click=move |_| arm()
            on:keydown=keydown
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=move |_| gesture.update_value(|g| { g.cancel(); })
        >
            {icon::kind(kind)}
            {(!is_rail).then(|| view! { <span>{name}</span> })}
        </button>
    }
    .into_any()
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
    let items = move || {
        shell
            .board
            .presets
            .get()
            .into_iter()
            .map(|p| {
                let id = p.id.clone();
                view! {
                    <li>
                        <button
                            type="button"
                            class="palette-item"
                            on:click=move |_| shell.send(Verb::OpenPreset(id.clone()))
                        >
                            <span>{p.title}</span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section>
            <h2>{t.boards}</h2>
            <ul aria-label=t.boards>{items}</ul>
        </section>
    }
    .into_any()
}
