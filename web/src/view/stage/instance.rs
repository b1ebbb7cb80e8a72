//! A server's card: what it is doing as shape, word and colour, and the numbers of that state.

use super::super::Shell;
use super::dom_id;
use super::node::{label, tone_glyph};
use crate::dom::{El, Source, Text, Value, svg};
use crate::geometry::Rect;
use crate::geometry::decimal::px;
use crate::i18n::format::{number, span};
use crate::vocabulary::{InstanceId, InstanceState, InstanceView, Item, Role, Tone, kind_of};
use leptos::prelude::*;

/// Ticks of a queue that fit on a card; the number beside them says the rest.
const TICKS_MAX: u32 = 20;

/// What to show of a server.
type Showing = fn(Shell, &InstanceView) -> Text;

/// What a card shows of its server: one closure for every text and attribute.
fn showing(shell: Shell, id: InstanceId) -> impl Fn(Showing) -> Source {
    let live = shell.board.instance(id);
    move |of| {
        let live = live.clone();
        Box::new(move || live.with(|i| of(shell, i)))
    }
}

pub fn card(shell: Shell, id: InstanceId) -> El {
    let rect = move || shell.ui.layout.with(|l| l.instance(id));
    let size = Memo::new(move |_| {
        let r = rect();
        Rect::new(0.0, 0.0, r.w, r.h)
    });
    let item = Item::Instance(id);
    let shows = showing(shell, id);
    let shape = |_: Shell, i: &InstanceView| {
        match i.state {
            InstanceState::Draining => "draining",
            s if s.is_starting() => "starting",
            InstanceState::Terminating | InstanceState::Stopped => "off",
            _ => "solid",
        }
        .text()
    };
    let body = svg("rect")
        .class("body")
        .numbers_fn(["width", "height", "rx"], move || {
            let r = size.get();
            [r.w, r.h, if r.h > 50.0 { 9.0 } else { 7.0 }]
        });
    let content = move || {
        let size = size.get();
        Some(match size.w >= 200.0 {
            true => full(shell, id, size),
            false => compact(shell, id, size),
        })
    };
    svg("g")
        .class("card")
        .attr("id", dom_id(item))
        .attr_fn("data-tone", shows(|_, i| Tone::of(i.state).name().text()))
        .attr_fn("data-shape", shows(shape))
        .attr("data-selected", shell.ui.is_selected(item))
        .attr("role", "button")
        .attr("tabindex", "0")
        .attr_fn("aria-label", shows(|shell, i| spoken(shell, i).text()))
        .attr_fn("transform", move || rect().corner().translate())
        .child(body)
        .child_fn(content)
}

/// The name of a card for those who hear it.
fn spoken(shell: Shell, i: &InstanceView) -> String {
    let t = shell.t();
    let mut text = format!(
        "{} {}, {}",
        shell.lang.kind(kind_of(Role::Server)),
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
        state => tone_glyph(Tone::of(state)),
    }
}

/// The bar shows CPU while it serves, and how far the phase is while it does not.
fn bar_share(i: &InstanceView) -> f64 {
    let share = match i.state {
        state if state.is_up() => i.cpu_percent / 100.0,
        _ => i.progress,
    };
    f64::from(share.clamp(0.0, 1.0))
}

/// A full bar is its own warning: colour follows what the number means.
fn bar_tone(i: &InstanceView) -> Tone {
    match i.state {
        InstanceState::Healthy if i.cpu_percent >= 90.0 => Tone::Bad,
        InstanceState::Healthy => Tone::Flow,
        state => Tone::of(state),
    }
}

fn bar_text(shell: Shell, i: &InstanceView) -> String {
    let t = shell.t();
    match i.state {
        state if state.is_up() => {
            format!("CPU {} %", number(f64::from(i.cpu_percent), 0))
        }
        InstanceState::Draining => format!("{} {}", t.in_flight, i.in_flight),
        state if state.is_starting() => format!("{} %", number(f64::from(i.progress) * 100.0, 0)),
        _ => String::new(),
    }
}

fn state_word(shell: Shell, i: &InstanceView) -> Text {
    shell.lang.state(i.state).text()
}

/// The bar of a card in its track: how wide, and in which tone.
fn bar(shell: Shell, id: InstanceId, at: Rect) -> [El; 2] {
    // A server that has just gone has no place any more.
    let at = Rect {
        w: at.w.max(0.0),
        ..at
    };
    let live = shell.board.instance(id);
    let track = svg("rect").class("track").rect(at).attr("rx", at.h / 2.0);
    let bar = svg("rect")
        .class("bar")
        .rect(at)
        .attr("rx", at.h / 2.0)
        .attr_fn(
            "data-tone",
            showing(shell, id)(|_, i| bar_tone(i).name().text()),
        )
        .attr_fn("width", move || px(live.with(bar_share) * at.w).to_string());
    [track, bar]
}

fn full(shell: Shell, id: InstanceId, size: Rect) -> El {
    let shows = showing(shell, id);
    let live = shell.board.instance(id);
    let track = (size.w - 24.0 - 82.0).max(0.0);
    // The last row is rebuilt only when it is another kind of row, not when its numbers change.
    let row =
        Memo::new(move |_| live.with(|i| (i.state, i.waiting.min(TICKS_MAX * 5), i.warmup_left_s)));
    let icon = svg("path")
        .class("state-icon")
        .attr_fn("d", shows(|_, i| glyph(i.state).text()))
        .attr("transform", "translate(11 9) scale(.95)");
    svg("g")
        .child(icon)
        .child(label("card-name", 33.0, 21.0).text_fn(shows(|_, i| i.short().to_owned().text())))
        .child(label("state-word", size.w - 12.0, 21.0).text_fn(shows(state_word)))
        .children(bar(shell, id, Rect::new(12.0, 31.0, track, 8.0)))
        .child(
            label("card-value", size.w - 12.0, 40.0)
                .text_fn(shows(|shell, i| bar_text(shell, i).text())),
        )
        .child_fn(move || {
            let (state, waiting, warmup) = row.get();
            last_row(shell, id, size, state, waiting, warmup)
        })
}

/// Queue, boot steps or warm-up: the one thing that matters in this state.
fn last_row(
    shell: Shell,
    id: InstanceId,
    size: Rect,
    state: InstanceState,
    waiting: u32,
    warmup_s: u32,
) -> Option<El> {
    let t = shell.t();
    let y = size.h - 11.0;
    if let Some(step) = state.start_step() {
        let names = [t.boot, t.install, t.first_check];
        let steps = names.into_iter().enumerate().map(|(n, name)| {
            let class = match n.cmp(&step) {
                core::cmp::Ordering::Less => "step done",
                core::cmp::Ordering::Equal => "step here",
                core::cmp::Ordering::Greater => "step",
            };
            let before = if n > 0 { " › " } else { "" };
            svg("tspan").class(class).text(format!("{before}{name}"))
        });
        let row = label("card-row", 12.0, y).attr("xml:space", "preserve");
        return Some(row.children(steps));
    }
    if waiting > 0 {
        let ticks = waiting.div_ceil(5).min(TICKS_MAX);
        let d: String = (0..ticks)
            .map(|n| format!("M{} {}v8", px(13.5 + f64::from(n) * 5.0), px(y - 8.0)))
            .collect();
        let count =
            showing(shell, id)(|shell, i| format!("{} {}", shell.t().queued, i.waiting).text());
        return Some(
            svg("g")
                .child(svg("path").class("ticks").attr("d", d))
                .child(label("card-value", size.w - 12.0, y).text_fn(count)),
        );
    }
    (warmup_s > 0).then(|| {
        let text = format!("{} {}", t.warmup, span(u64::from(warmup_s), shell.lang));
        label("card-row", 12.0, y)
            .attr("data-tone", "warn")
            .text(text)
    })
}

/// Below this a card has one line of text and its bar.
const LOW: f64 = 36.0;

fn compact(shell: Shell, id: InstanceId, size: Rect) -> El {
    let is_low = size.h < LOW;
    let is_narrow = size.w < 130.0;
    let shows = showing(shell, id);
    let value: fn(Shell, &InstanceView) -> Text = match (is_low, is_narrow) {
        // One text for both: what is no trouble is told by its number, the rest by its word.
        (true, _) => |shell, i| match i.state {
            InstanceState::Healthy => cpu(i).text(),
            _ => state_word(shell, i),
        },
        (false, true) => |_, i| {
            let is_up = i.state == InstanceState::Healthy;
            is_up.then(|| cpu(i).into())
        },
        (false, false) => |shell, i| match i.state {
            InstanceState::Healthy if i.waiting > 0 => {
                format!("{} · {} {}", cpu(i), shell.t().queued, i.waiting).text()
            }
            InstanceState::Healthy => cpu(i).text(),
            _ => bar_text(shell, i).text(),
        },
    };
    let y = size.h - 13.0;
    let (track, value_y) = match (is_low, is_narrow) {
        (true, _) => (
            Rect::new(8.0, size.h - 9.0, (size.w - 16.0).max(0.0), 5.0),
            15.0,
        ),
        (false, true) => (Rect::new(8.0, y, (size.w - 54.0).max(0.0), 6.0), y + 7.0),
        (false, false) => (
            Rect::new(8.0, y, (size.w - 16.0).max(0.0) * 0.36, 6.0),
            y + 7.0,
        ),
    };
    let icon = svg("path")
        .class("state-icon")
        .attr_fn("d", shows(|_, i| glyph(i.state).text()))
        .attr("transform", "translate(7 5) scale(.72)");
    let word =
        (!is_low).then(|| label("state-word", size.w - 8.0, 15.0).text_fn(shows(state_word)));
    svg("g")
        .child(icon)
        .child(label("card-name", 22.0, 15.0).text_fn(shows(|_, i| i.short().to_owned().text())))
        .child(word)
        .children(bar(shell, id, track))
        .child(label("card-value", size.w - 8.0, value_y).text_fn(shows(value)))
}

fn cpu(i: &InstanceView) -> String {
    format!("{} %", number(f64::from(i.cpu_percent), 0))
}
