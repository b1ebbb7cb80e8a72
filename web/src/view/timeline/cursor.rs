//! The cursor that looks at the past, and the border that sets the height.

use super::plan::Plan;
use crate::i18n::format::clock;
use crate::view::{Shell, Verb, capture, dynamic};
use crate::vocabulary::SECOND;
use leptos::html;
use leptos::prelude::*;

/// The cursor: a slider for keys and pointers alike.
pub(super) fn cursor(
    shell: Shell,
    host: NodeRef<html::Div>,
    size: RwSignal<(f64, f64)>,
) -> AnyView {
    let t = shell.t();
    let plan = Memo::new(move |_| {
        let (w, h) = size.get();
        shell.board.timeline.with(|v| Plan::new(w, h, v))
    });
    let at = Memo::new(move |_| shell.board.clock.with(|c| c.looking_at.unwrap_or(c.now)));
    // Between two drawings of the chart the clock is ahead of it: the cursor waits at the edge.
    let left = move || {
        let plan = plan.get();
        format!("{:.1}px", plan.x(at.get().min(plan.to)))
    };
    let is_held = StoredValue::new(false);
    let seek = move |ev: &web_sys::PointerEvent| {
        let Some(element) = host.get_untracked() else {
            return;
        };
        let x = f64::from(ev.client_x()) - element.get_bounding_client_rect().left();
        let now = shell.board.clock.with_untracked(|c| c.now);
        let time = plan.get_untracked().time(x).min(now);
        // Close to now is now: letting go there goes on.
        let is_now = (plan.get_untracked().x(now) - x).abs() < 6.0 || time >= now;
        shell.send(Verb::LookAt((!is_now).then_some(time)));
    };
    let down = move |ev: web_sys::PointerEvent| {
        if ev.button() != 0 {
            return;
        }
        capture(&ev);
        is_held.set_value(true);
        seek(&ev);
    };
    let moved = move |ev: web_sys::PointerEvent| {
        if is_held.get_value() {
            seek(&ev);
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let step = shell.board.timeline.with_untracked(|v| v.step.max(SECOND));
        let (now, from) = (
            shell.board.clock.with_untracked(|c| c.now),
            plan.get_untracked().from,
        );
        let next = match ev.key().as_str() {
            "ArrowLeft" | "ArrowDown" => at.get_untracked() - step,
            "ArrowRight" | "ArrowUp" => at.get_untracked() + step,
            "PageDown" => at.get_untracked() - 6 * step,
            "PageUp" => at.get_untracked() + 6 * step,
            "Home" => from,
            "End" => now,
            _ => return,
        };
        ev.prevent_default();
        let next = next.clamp(from, now);
        shell.send(Verb::LookAt((next < now).then_some(next)));
    };
    view! {
        <div
            class="scrubber"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| is_held.set_value(false)
            on:pointercancel=move |_| {
                is_held.set_value(false);
                shell.send(Verb::LookAt(None));
            }
        >
            <div
                class="cursor"
                role="slider"
                tabindex="0"
                aria-label=t.clock
                aria-valuemin=dynamic(move || plan.get().from / SECOND)
                aria-valuemax=dynamic(move || shell.board.clock.with(|c| c.now / SECOND))
                aria-valuenow=dynamic(move || at.get() / SECOND)
                aria-valuetext=dynamic(move || clock(at.get()))
                style:left=dynamic(left)
                on:keydown=keydown
            ></div>
        </div>
    }
    .into_any()
}

/// The border above the timeline: drag it or use the arrow keys.
pub(super) fn grip(shell: Shell) -> AnyView {
    let from = StoredValue::new(None::<(i32, f64)>);
    let set = move |height: f64| shell.ui.timeline_height.set(height.clamp(120.0, 480.0));
    let down = move |ev: web_sys::PointerEvent| {
        ev.prevent_default();
        from.set_value(Some((
            ev.client_y(),
            shell.ui.timeline_height.get_untracked(),
        )));
        capture(&ev);
    };
    let moved = move |ev: web_sys::PointerEvent| {
        if let Some((y, height)) = from.get_value() {
            set(height - f64::from(ev.client_y() - y));
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let by = match ev.key().as_str() {
            "ArrowUp" => 16.0,
            "ArrowDown" => -16.0,
            _ => return,
        };
        ev.prevent_default();
        set(shell.ui.timeline_height.get_untracked() + by);
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="horizontal"
            aria-label=shell.lang.more().resize_timeline
            aria-valuemin="120"
            aria-valuemax="480"
            aria-valuenow=dynamic(move || shell.ui.timeline_height.get())
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| from.set_value(None)
            on:pointercancel=move |_| from.set_value(None)
            on:keydown=keydown
        ></div>
    }
    .into_any()
}
