//! What a step moved, or what moves in slow motion: a mark where the request is, and one sentence of
//! what happened there. A press on the sentence tells the whole story of the request.

use super::super::request_trace::{label, words};
use super::super::{Shell, Verb};
use crate::geometry::Point;
use crate::i18n::format::{clock, millis_of};
use crate::view::piece;
use crate::vocabulary::{Item, RequestEvent};
use leptos::prelude::*;

/// The mark, in the board's own units: at the door that a request comes in by, in the middle while
/// it is worked on, at the door that it goes out by.
pub fn mark(shell: Shell) -> AnyView {
    let at = Memo::new(move |_| {
        let moved = shell.board.moved.get()?;
        let rect = shell.ui.layout.with(|l| match moved.step.item? {
            Item::Node(id) => l.nodes.get(&id).copied(),
            Item::Instance(id) => l.instances.get(&id).copied(),
            _ => None,
        })?;
        let y = rect.centre().y;
        Some(match moved.step.what {
            RequestEvent::Reached => Point::new(rect.x, y),
            RequestEvent::Started => rect.centre(),
            RequestEvent::Sent | RequestEvent::Picked { .. } => Point::new(rect.right(), y),
            _ => Point::new(rect.x, y),
        })
    });
    let circles = move || {
        at.get().map(|p| {
            view! {
                <circle class="moved-ring" cx=p.x cy=p.y r="11"></circle>
                <circle class="moved-dot" cx=p.x cy=p.y r="5"></circle>
            }
        })
    };
    view! { <g pointer-events="none" aria-hidden="true">{piece(circles)}</g> }.into_any()
}

/// The sentence.
pub fn told(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let line = move || {
        let moved = shell.board.moved.get()?;
        let (tone, what) = words(shell, &moved.step, &[]);
        let serial = moved.serial;
        let text = format!(
            "{}{} · {} #{serial} · {}: {what}",
            clock(moved.step.at),
            millis_of(moved.step.at),
            m.request,
            label(shell, &moved.step.part),
        );
        Some(view! {
            <button
                type="button"
                class="moved"
                data-tone=tone
                on:click=move |_| shell.send(Verb::TraceRequest(serial))
            >
                {text}
            </button>
        })
    };
    view! { <div class="moved-line" role="status">{piece(line)}</div> }.into_any()
}
