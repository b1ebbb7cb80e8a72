//! The spine: traffic, metric against threshold, capacity steps and decisions on one axis of
//! simulated time. Dragging the cursor looks at the past; the same data is there as a table.

mod cursor;
mod futures;
mod marks;
mod plan;
mod readout;
mod rows;
mod table;

use super::state::Screen;
use super::{Shell, Verb};
use crate::i18n::format::glance;
use crate::view::{dynamic, piece};
use crate::vocabulary::{Action, TimelineView};
use cursor::{cursor, grip};
use leptos::html;
use leptos::prelude::*;
use marks::{labelled, mark};
use plan::Plan;
use readout::readout;
use rows::{axis, capacity, metric, traffic};
use std::sync::Arc;
use table::table;

pub fn timeline(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let host = NodeRef::<html::Div>::new();
    let size = RwSignal::new((0.0_f64, 0.0_f64));
    watch(host, size);
    let resizes = screen == Screen::Desktop || screen == Screen::Tablet;
    let height = move || resizes.then(|| format!("{}px", shell.ui.timeline_height.get()));
    let pointed = RwSignal::new(None::<f64>);
    let point = move |ev: web_sys::PointerEvent| {
        let Some(element) = host.get_untracked() else {
            return;
        };
        let x = f64::from(ev.client_x()) - element.get_bounding_client_rect().left();
        pointed.set(Some(x));
    };
    let is_table = move || shell.ui.shows_table.get();
    let toggle_name = move || if is_table() { t.as_chart } else { t.as_table };
    view! {
        <section
            class="timeline"
            data-region=""
            id="timeline"
            tabindex="-1"
            aria-label=t.timeline
            style:height=dynamic(height)
        >
            {resizes.then(|| grip(shell))}
            <div
                class="timeline-host"
                node_ref=host
                hidden=dynamic(is_table)
                on:pointermove=point
                on:pointerleave=move |_| pointed.set(None)
            >
                {piece(move || {
                    let (w, h) = size.get();
                    let view = shell.board.timeline.get();
                    (w > 40.0 && h > 40.0).then(|| chart(shell, &view, w, h))
                })}
                {cursor(shell, host, size)}
                {readout(shell, size, pointed)}
            </div>
            {piece(move || is_table().then(|| table(shell, &shell.board.timeline.get())))}
            <button
                type="button"
                class="quiet-button table-toggle"
                on:click=move |_| shell.ui.shows_table.update(|s| *s = !*s)
            >
                {dynamic(toggle_name)}
            </button>
            {futures::futures(shell)}
            {past(shell)}
        </section>
    }
    .into_any()
}

/// A banner while the cursor looks at the past.
fn past(shell: Shell) -> AnyView {
    let t = shell.t();
    let is_past = Memo::new(move |_| shell.board.clock.with(|c| c.looking_at.is_some()));
    let banner = move || {
        is_past.get().then(|| {
            view! {
                <p class="past">
                    {shell.lang.more().past}
                    <button type="button" class="button" on:click=move |_| shell.act(Action::Fork)>
                        {t.fork_here}
                    </button>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| shell.send(Verb::LookAt(None))
                    >
                        {t.back_to_now}
                    </button>
                </p>
            }
        })
    };
    view! { {piece(banner)} }.into_any()
}

fn chart(shell: Shell, v: &Arc<TimelineView>, width: f64, height: f64) -> AnyView {
    let t = shell.t();
    let plan = Plan::new(width, height, v);
    let is_small = plan.is_narrow();
    // Labels of the newest values stand after the cursor, which is never left of the data.
    // The cursor runs on until the chart is drawn again, so they keep some distance.
    let away = if is_small { 9.0 } else { 18.0 };
    let cursor = plan.x(shell.board.clock.with_untracked(|c| c.now));
    let now = cursor + away;
    let now = now.min((width - plan.right + 9.0).max(plan.left));
    let names = [t.row_traffic, t.row_metric, t.row_capacity];
    let labels = names
        .into_iter()
        .enumerate()
        .map(|(n, name)| {
            let (top, h) = plan.row(n);
            let (x, y) = if is_small { (plan.left, top + 9.0) } else { (14.0, top + h / 2.0 + 4.0) };
            view! {
                <text class="row-name" x=x y=y>{name}</text>
                <path class="base" d=format!("M{} {}H{}", plan.left, top + h + 0.5, width - plan.right)></path>
            }
        })
        .collect_view();
    view! {
        <svg class="timeline-chart" width=width height=height role="img" aria-label=summary(shell, v)>
            {axis(shell, v, plan)}
            {labels}
            {traffic(v, plan, now)}
            {metric(v, plan, now)}
            {capacity(shell, v, plan, now)}
            {v.marks.iter().zip(labelled(shell, v, plan, cursor)).map(|(m, has)| mark(shell, m, has, plan)).collect_view()}
        </svg>
    }
    .into_any()
}

/// The chart in one line, for those who do not see it.
fn summary(shell: Shell, v: &TimelineView) -> String {
    let t = shell.t();
    let last = |all: &[f32]| {
        all.last()
            .map_or_else(String::new, |v| glance(f64::from(*v)))
    };
    let cpu = v
        .metric
        .iter()
        .rev()
        .flatten()
        .next()
        .map_or_else(String::new, |v| glance(f64::from(*v)));
    format!(
        "{}: {}, {}: {} %, {}: {}",
        t.row_traffic,
        last(&v.sent_per_s),
        t.row_metric,
        cpu,
        t.desired_capacity,
        v.desired.last().copied().unwrap_or(0)
    )
}

fn watch(host: NodeRef<html::Div>, size: RwSignal<(f64, f64)>) {
    let keep = StoredValue::new_local(None::<super::stage::SizeWatcher>);
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        keep.set_value(super::stage::SizeWatcher::new(&element, move |p| {
            if size
                .try_get_untracked()
                .is_some_and(|old| old != (p.x, p.y))
            {
                size.set((p.x, p.y));
            }
        }));
    });
}
