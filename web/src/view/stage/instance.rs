//! A server's card: what it is doing as shape, word and colour, and the numbers of that state.

use super::super::Shell;
use super::dom_id;
use super::node::{focused, ring, tone_glyph};
use crate::board::model::{InstanceId, InstanceState, InstanceView, Item, Tone};
use crate::geometry::Rect;
use crate::i18n::format::{number, span};
use crate::view::dynamic;
use leptos::prelude::*;

/// Ticks of a queue that fit on a card; the number beside them says the rest.
const TICKS_MAX: u32 = 20;

pub fn card(shell: Shell, id: InstanceId) -> AnyView {
    let live = shell.board.instance(id);
    let rect = move || shell.ui.layout.with(|l| l.instance(id));
    let size = Memo::new(move |_| {
        let r = rect();
        Rect::new(0.0, 0.0, r.w, r.h)
    });
    let item = Item::Instance(id);
    let place = move || format!("translate({:.1} {:.1})", rect().x, rect().y);
    let tone = {
        let live = live.clone();
        move || live.with(|i| i.state.tone().name())
    };
    let shape = {
        let live = live.clone();
        move || {
            live.with(|i| match i.state {
                InstanceState::Draining => "draining",
                s if s.is_starting() => "starting",
                InstanceState::Terminating | InstanceState::Stopped => "off",
                _ => "solid",
            })
        }
    };
    let label = {
        let live = live.clone();
        move || live.with(|i| spoken(shell, i))
    };
    let radius = move || match size.get().h > 50.0 {
        true => 9,
        false => 7,
    };
    let content = move || {
        let size = size.get();
        if size.w >= 200.0 {
            full(shell, id, size)
        } else {
            compact(shell, id, size)
        }
    };
    view! {
        <g
            class="card"
            id=dom_id(item)
            data-tone=tone
            data-shape=shape
            data-selected=dynamic(move || shell.ui.is_selected(item).then_some(""))
            role="button"
            tabindex="0"
            aria-label=label
            transform=dynamic(place)
            on:focus=move |_| focused(shell, item, rect())
        >
            {dynamic(move || ring(size.get()))}
            <rect
                class="body"
                width=dynamic(move || size.get().w)
                height=dynamic(move || size.get().h)
                rx=dynamic(radius)
            ></rect>
            {dynamic(content)}
        </g>
    }
    .into_any()
}

/// The name of a card for those who hear it.
fn spoken(shell: Shell, i: &InstanceView) -> String {
    let t = shell.t();
    let mut text = format!(
        "{} {}, {}",
        shell.lang.kind(crate::board::model::Kind::Instance),
        i.name,
        shell.lang.state(i.state)
    );
    if i.state == InstanceState::Healthy {
        text.push_str(&format!(", CPU {} %", number(f64::from(i.cpu_percent), 0)));
    }
    if i.waiting > 0 {
        text.push_str(&format!(", {} {}", t.queued, i.waiting));
    }
    if i.warmup_left_s > 0 {
        text.push_str(&format!(
            ", {} {}",
            t.warmup,
            span(u64::from(i.warmup_left_s), shell.lang)
        ));
    }
    text
}

fn glyph(state: InstanceState) -> &'static str {
    match state {
        InstanceState::Draining => "M7.2 2h1.6v8.3l3-3L13 8.4l-5 5-5-5 1.2-1.1 3 3z",
        state => tone_glyph(state.tone()),
    }
}

/// The bar shows CPU while it serves, and how far the phase is while it does not.
fn bar_share(i: &InstanceView) -> f64 {
    let share = match i.state {
        InstanceState::Healthy | InstanceState::Unhealthy => i.cpu_percent / 100.0,
        _ => i.progress,
    };
    f64::from(share.clamp(0.0, 1.0))
}

/// A full bar is its own warning: colour follows what the number means.
fn bar_tone(i: &InstanceView) -> Tone {
    match i.state {
        InstanceState::Healthy if i.cpu_percent >= 90.0 => Tone::Bad,
        InstanceState::Healthy => Tone::Flow,
        state => state.tone(),
    }
}

fn bar_text(shell: Shell, i: &InstanceView) -> String {
    let t = shell.t();
    match i.state {
        InstanceState::Healthy | InstanceState::Unhealthy => {
            format!("CPU {} %", number(f64::from(i.cpu_percent), 0))
        }
        InstanceState::Draining => format!("{} {}", t.in_flight, i.in_flight),
        state if state.is_starting() => format!("{} %", number(f64::from(i.progress) * 100.0, 0)),
        _ => String::new(),
    }
}

fn full(shell: Shell, id: InstanceId, size: Rect) -> AnyView {
    let live = shell.board.instance(id);
    let get = move |f: fn(&InstanceView) -> String| {
        let live = live.clone();
        move || live.with(f)
    };
    let name = get(|i| i.name.clone());
    let path = get(|i| glyph(i.state).to_owned());
    let tone = get(|i| bar_tone(i).name().to_owned());
    let live = shell.board.instance(id);
    let (word, value) = {
        let (a, b) = (live.clone(), live.clone());
        (
            move || a.with(|i| shell.lang.state(i.state)),
            move || b.with(|i| bar_text(shell, i)),
        )
    };
    let track = (size.w - 24.0 - 82.0).max(0.0);
    let filled = {
        let live = live.clone();
        move || format!("{:.1}", live.with(bar_share) * track)
    };
    // The last row is rebuilt only when it is another kind of row, not when its numbers change.
    let row = Memo::new({
        let live = live.clone();
        move |_| live.with(|i| (i.state, i.waiting.min(TICKS_MAX * 5), i.warmup_left_s))
    });
    view! {
        <path class="state-icon" d=path transform="translate(11 9) scale(.95)"></path>
        <text class="card-name" x="33" y="21">{name}</text>
        <text class="state-word" x=size.w - 12.0 y="21">{dynamic(word)}</text>
        <rect class="track" x="12" y="31" width=track height="8" rx="4"></rect>
        <rect class="bar" data-tone=tone x="12" y="31" width=filled height="8" rx="4"></rect>
        <text class="card-value" x=size.w - 12.0 y="40">{dynamic(value)}</text>
        {dynamic(move || {
            let (state, waiting, warmup) = row.get();
            last_row(shell, id, size, state, waiting, warmup)
        })}
    }
    .into_any()
}

/// Queue, boot steps or warm-up: the one thing that matters in this state.
fn last_row(
    shell: Shell,
    id: InstanceId,
    size: Rect,
    state: InstanceState,
    waiting: u32,
    warmup_s: u32,
) -> AnyView {
    let t = shell.t();
    let y = size.h - 11.0;
    if let Some(step) = state.start_step() {
        let names = [t.boot, t.install, t.first_check];
        let steps = names
            .into_iter()
            .enumerate()
            .map(|(n, name)| {
                let class = match n.cmp(&step) {
                    core::cmp::Ordering::Less => "step done",
                    core::cmp::Ordering::Equal => "step here",
                    core::cmp::Ordering::Greater => "step",
                };
                let text = if n > 0 {
                    format!(" › {name}")
                } else {
                    name.to_owned()
                };
                view! { <tspan class=class>{text}</tspan> }
            })
            .collect_view();
        return view! { <text class="card-row" x="12" y=y xml:space="preserve">{steps}</text> }
            .into_any();
    }
    if waiting > 0 {
        let live = shell.board.instance(id);
        let ticks = waiting.div_ceil(5).min(TICKS_MAX);
        let d: String = (0..ticks)
            .map(|n| format!("M{} {}v8", 13.5 + f64::from(n) * 5.0, y - 8.0))
            .collect();
        let count = move || live.with(|i| format!("{} {}", t.queued, i.waiting));
        return view! {
            <path class="ticks" d=d></path>
            <text class="card-value" x=size.w - 12.0 y=y>{dynamic(count)}</text>
        }
        .into_any();
    }
    if warmup_s > 0 {
        let text = format!("{} {}", t.warmup, span(u64::from(warmup_s), shell.lang));
        return view! { <text class="card-row" data-tone="warn" x="12" y=y>{text}</text> }
            .into_any();
    }
    ().into_any()
}

fn compact(shell: Shell, id: InstanceId, size: Rect) -> AnyView {
    let live = shell.board.instance(id);
    let is_narrow = size.w < 130.0;
    let (a, b, c, d, e) = (
        live.clone(),
        live.clone(),
        live.clone(),
        live.clone(),
        live.clone(),
    );
    let name = move || a.with(|i| i.name.clone());
    let path = move || b.with(|i| glyph(i.state));
    let word = move || c.with(|i| shell.lang.state(i.state));
    let tone = move || d.with(|i| bar_tone(i).name());
    let value = move || {
        live.with(|i| match i.state {
            InstanceState::Healthy if i.waiting > 0 && !is_narrow => {
                format!(
                    "{} % · {} {}",
                    number(f64::from(i.cpu_percent), 0),
                    shell.t().queued,
                    i.waiting
                )
            }
            InstanceState::Healthy => format!("{} %", number(f64::from(i.cpu_percent), 0)),
            _ if is_narrow => String::new(),
            _ => bar_text(shell, i),
        })
    };
    let track = if is_narrow {
        size.w - 16.0 - 38.0
    } else {
        (size.w - 16.0) * 0.36
    };
    let track = track.max(0.0);
    let filled = move || format!("{:.1}", e.with(bar_share) * track);
    let y = size.h - 13.0;
    view! {
        <path class="state-icon" d=path transform="translate(7 5) scale(.72)"></path>
        <text class="card-name" x="22" y="15">{name}</text>
        <text class="state-word" x=size.w - 8.0 y="15">{dynamic(word)}</text>
        <rect class="track" x="8" y=y width=track height="6" rx="3"></rect>
        <rect class="bar" data-tone=tone x="8" y=y width=filled height="6" rx="3"></rect>
        <text class="card-value" x=size.w - 8.0 y=y + 7.0>{dynamic(value)}</text>
    }
    .into_any()
}
