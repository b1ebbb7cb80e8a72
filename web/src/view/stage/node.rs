//! Parts that stand on the board, and the frame of an Auto Scaling group with its limits.

use super::super::{Shell, icon};
use super::{dom_id, port};
use crate::board::model::{Item, Kind, Load, NodeId, NodeView, Tone};
use crate::geometry::Rect;
use crate::geometry::fit::Mode;
use crate::i18n::format::{glance, latency, number, whole};
use crate::view::dynamic;
use leptos::prelude::*;

/// A glyph of the state language in a box of 16, filled with the tone's colour.
pub fn tone_glyph(tone: Tone) -> &'static str {
    match tone {
        Tone::Ok => icon::CHECK,
        Tone::Bad => {
            "M5.3 1h5.4L15 5.3v5.4L10.7 15H5.3L1 10.7V5.3zM5.4 4.3 4.3 5.4 6.9 8l-2.6 2.6 1.1 1.1L8 9.1l2.6 2.6 1.1-1.1L9.1 8l2.6-2.6-1.1-1.1L8 6.9z"
        }
        Tone::Warn => {
            "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zM7.2 4.3h1.6v3.4l2.4 1.4-.8 1.4-3.2-1.9z"
        }
        Tone::Decision => icon::DIAMOND,
        Tone::Flow | Tone::Neutral => "M3 7.200h10v1.600H3z",
    }
}

/// One part; a group is its frame and then its servers, so that the Tab key follows a request.
pub fn node(shell: Shell, id: NodeId) -> AnyView {
    let Some(node) = shell
        .board
        .structure
        .with_untracked(|s| s.node(id).cloned())
    else {
        return ().into_any();
    };
    if node.kind == Kind::AutoScalingGroup {
        let servers = move || {
            shell
                .board
                .structure
                .with(|s| s.instances_of(id).copied().collect::<Vec<_>>())
        };
        return view! {
            {group_frame(shell, id)}
            <For each=servers key=|i| i.id let:i>{super::instance::card(shell, i.id)}</For>
        }
        .into_any();
    }
    let mode = shell.ui.mode.get_untracked();
    let stands = shell.ui.places.part(id);
    let place = move || {
        let r = stands.get();
        format!("translate({:.1} {:.1})", r.x, r.y)
    };
    let name = shell.node_name(id);
    let live = shell.board.node(id);
    let label = {
        let (name, live) = (name.clone(), live.clone());
        let kind = shell.lang.kind(node.kind);
        move || {
            let load = load_text(shell, live.with(|l| l.load));
            if name == kind {
                format!("{name}, {load}")
            } else {
                format!("{kind} {name}, {load}")
            }
        }
    };
    let size = shell.ui.layout.with_untracked(|l| l.node(id));
    let value = move || load_text(shell, live.with(|l| l.load));
    let kind = node.kind;
    view! {
        {standby(shell, &node)}
        <g
            class="node"
            id=dom_id(Item::Node(id))
            data-kind=format!("{kind:?}")
            data-selected=dynamic(move || shell.ui.is_selected(Item::Node(id)).then_some(""))
            role="button"
            tabindex="0"
            aria-label=label
            transform=dynamic(place)
            on:focus=move |_| {
                let rect = shell.ui.layout.with_untracked(|l| l.node(id));
                focused(shell, Item::Node(id), rect);
            }
        >
            {ring(size)}
            <rect class="body" width=size.w height=size.h rx=radius(mode)></rect>
            {face(shell, &node, name, size, mode, value)}
            {port::port(shell, id, kind, size)}
        </g>
        {chips(shell, &node, mode)}
    }
    .into_any()
}

fn radius(mode: Mode) -> f64 {
    if mode == Mode::Wide { 10.0 } else { 7.0 }
}

/// The focus ring: ink outside, surface inside, so that it shows on everything.
pub fn ring(size: Rect) -> AnyView {
    let (w, h) = (size.w, size.h);
    view! {
        <rect class="ring-outer" x="-5" y="-5" width=w + 10.0 height=h + 10.0 rx="13"></rect>
        <rect class="ring-inner" x="-3" y="-3" width=w + 6.0 height=h + 6.0 rx="12"></rect>
    }
    .into_any()
}

/// Keyboard focus selects, and the view moves just far enough to show it.
pub fn focused(shell: Shell, item: Item, rect: Rect) {
    shell.ui.select(Some(item));
    let size = shell.ui.stage_size.get_untracked();
    let view = shell.ui.view.get_untracked();
    let next = view.revealing(rect, size, 12.0);
    if next != view {
        shell.ui.view.set(next);
    }
}

/// A text that fits into `width`, cut with an ellipsis; widths of letters are estimated.
pub fn cut(text: &str, width: f64, px: f64) -> String {
    let wide = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | '-' | ' ' | 'I' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.88,
        c if c.is_ascii_uppercase() => 0.7,
        c if c.is_ascii() => 0.58,
        _ => 1.0,
    };
    let room = width / px;
    if text.chars().map(wide).sum::<f64>() <= room {
        return text.to_owned();
    }
    let mut used = 0.75;
    let kept = text.chars().take_while(|c| {
        used += wide(*c);
        used <= room
    });
    let kept: String = kept.collect();
    format!("{}…", kept.trim_end_matches(['.', '-', ' ']))
}

/// What is written on a part.
fn face(
    shell: Shell,
    node: &NodeView,
    name: String,
    size: Rect,
    mode: Mode,
    value: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let is_wide = mode == Mode::Wide;
    let glyph = if is_wide { 24.0 } else { 16.0 };
    let middle = size.w / 2.0;
    let is_users = node.kind == Kind::Users;
    // Name and value sit below the glyph; the users' card has a second half below a line.
    let half = if is_users && is_wide { 84.0 } else { size.h };
    let (top, name_y, value_y) = match (is_wide, is_users) {
        (true, _) => (half / 2.0 - 33.0, half / 2.0 + 11.0, half / 2.0 + 28.0),
        (false, true) => (4.0, 0.0, 21.0 + (size.h - 21.0) * 0.34),
        (false, false) => (4.0, half - 18.0, half - 6.0),
    };
    let place = format!(
        "translate({} {}) scale({})",
        middle - glyph / 2.0,
        top,
        glyph / 24.0
    );
    // The small card of the users has three lines; their number says who they are.
    let name = if is_users && !is_wide {
        String::new()
    } else {
        name
    };
    let (px, room) = if is_wide { (13.5, 10.0) } else { (11.0, 6.0) };
    let shown = cut(&name, size.w - room, px);
    let whole_name = (shown != name).then(|| view! { <title>{name}</title> });
    view! {
        {whole_name}
        <g class="node-icon" transform=place inner_html=icon::svg(node.kind)></g>
        <text class="node-name" x=middle y=name_y>{shown}</text>
        <text class="node-value" x=middle y=value_y>{dynamic(value)}</text>
        {is_users.then(|| felt(shell, size, half, is_wide))}
    }
    .into_any()
}

/// What the people outside feel, on their own card: failures and latency.
fn felt(shell: Shell, size: Rect, top: f64, is_wide: bool) -> AnyView {
    let t = shell.t();
    let client = shell.board.client;
    let failed = Memo::new(move |_| client.with(|c| glance(f64::from(c.failed_percent))));
    let tone = move || {
        if client.with(|c| c.failed_percent >= 0.05) {
            "bad"
        } else {
            "neutral"
        }
    };
    let p95 = Memo::new(move |_| client.with(|c| latency(f64::from(c.p95_ms), shell.lang)));
    let w = size.w;
    if !is_wide {
        return view! {
            <text class="felt" data-tone=dynamic(tone) x=w / 2.0 y=size.h - 5.0>
                {dynamic(move || format!("{} {} %", t.failed, failed.get()))}
            </text>
        }
        .into_any();
    }
    view! {
        <path class="rule" d=format!("M10 {top}H{}", w - 10.0)></path>
        <text class="felt-name" x="10" y=top + 20.0>{t.failed}</text>
        <text class="felt" data-tone=dynamic(tone) x=w - 10.0 y=top + 20.0>
            {dynamic(move || format!("{} %", failed.get()))}
        </text>
        <text class="felt-name" x="10" y=top + 40.0>"p95"</text>
        <text class="felt" x=w - 10.0 y=top + 40.0>{p95}</text>
    }
    .into_any()
}

/// The number under a name.
fn load_text(shell: Shell, load: Load) -> String {
    let t = shell.t();
    match load {
        Load::None => String::new(),
        Load::Users(n) => format!("{}{}", whole(i64::from(n)), joined(shell, t.users_unit)),
        Load::PerSecond(v) => format!("{} {}", glance(f64::from(v)), t.per_second),
        Load::Percent(v) => format!("CPU {} %", number(f64::from(v), 0)),
        Load::Alias => t.alias.to_owned(),
        Load::Healthy { healthy, all } => format!("{} {healthy}/{all}", t.healthy),
    }
}

/// Korean counters join their number, English words do not.
fn joined(shell: Shell, unit: &str) -> String {
    match shell.lang {
        crate::i18n::Lang::Ko => unit.to_owned(),
        crate::i18n::Lang::En => format!(" {unit}"),
    }
}

/// A part's standby in another zone: the same shape, dotted, and the line that keeps it current.
fn standby(shell: Shell, node: &NodeView) -> AnyView {
    if node.standby.is_none() {
        return ().into_any();
    }
    let id = node.id;
    let rect = move || {
        shell
            .ui
            .layout
            .with(|l| l.standbys.get(&id).copied().unwrap_or_default())
    };
    let line = move || {
        let (a, b) = (shell.ui.layout.with(|l| l.node(id)), rect());
        if (a.centre().x - b.centre().x).abs() < (a.centre().y - b.centre().y).abs() {
            format!("M{:.1} {:.1}V{:.1}", a.centre().x, a.bottom(), b.y)
        } else {
            format!("M{:.1} {:.1}H{:.1}", a.right(), a.centre().y, b.x)
        }
    };
    let is_wide = shell.ui.mode.get_untracked() == Mode::Wide;
    let word = match is_wide {
        true => format!("{} {}", shell.lang.kind(node.kind), shell.t().standby),
        false => shell.t().standby.to_owned(),
    };
    view! {
        <g class="standby">
            <path d=dynamic(line)></path>
            <rect
                x=dynamic(move || rect().x)
                y=dynamic(move || rect().y)
                width=dynamic(move || rect().w)
                height=dynamic(move || rect().h)
                rx="8"
            ></rect>
            <text x=dynamic(move || rect().centre().x) y=dynamic(move || rect().centre().y + 4.0)>{word}</text>
        </g>
    }
    .into_any()
}

/// Named things that belong to a part, under it: the target group of a balancer.
fn chips(shell: Shell, node: &NodeView, mode: Mode) -> AnyView {
    let id = node.id;
    if mode != Mode::Wide {
        return ().into_any();
    }
    let found = shell.board.structure.with_untracked(|s| {
        s.chips_of(id)
            .find(|c| c.kind == Kind::TargetGroup)
            .cloned()
    });
    let Some(chip) = found else {
        return ().into_any();
    };
    let place = move || {
        let r = shell.ui.layout.with(|l| l.node(id));
        format!(
            "translate({:.1} {:.1})",
            r.centre().x - 64.0,
            r.bottom() + 8.0
        )
    };
    let live = shell.board.node(chip.id);
    let value = move || load_text(shell, live.with(|l| l.load));
    let item = Item::Node(chip.id);
    let size = Rect::new(0.0, 0.0, 128.0, 42.0);
    view! {
        <g
            class="chip"
            id=dom_id(item)
            role="button"
            tabindex="0"
            aria-label=format!("{} {}", shell.t().target_group, chip.name)
            transform=place
            data-selected=dynamic(move || shell.ui.is_selected(item).then_some(""))
            on:focus=move |_| shell.ui.select(Some(item))
            on:click=move |_| shell.ui.select(Some(item))
        >
            {ring(size)}
            <rect class="body" width="128" height="42" rx="8"></rect>
            <text class="chip-name" x="64" y="17">{format!("{} {}", shell.t().target_group, chip.name)}</text>
            <text class="chip-value" x="64" y="33">{dynamic(value)}</text>
        </g>
    }
    .into_any()
}

/// The dashed frame of a group, its name and its limits.
fn group_frame(shell: Shell, id: NodeId) -> AnyView {
    let mode = shell.ui.mode.get_untracked();
    let rect = move || shell.ui.layout.with(|l| l.node(id));
    let group = shell.board.group(id);
    let t = shell.t();
    let name = shell.node_name(id);
    let label = {
        let (group, name) = (group.clone(), name.clone());
        move || {
            let g = group.get();
            format!(
                "{} {name}, {} {}, {} {}–{}, {} {}",
                shell.lang.kind(Kind::AutoScalingGroup),
                t.desired_capacity,
                g.desired,
                t.min,
                g.min,
                g.max,
                t.healthy,
                g.healthy
            )
        }
    };
    let item = Item::Node(id);
    let chip = shell.board.structure.with_untracked(|s| {
        s.chips_of(id)
            .find(|c| c.kind == Kind::LaunchTemplate)
            .cloned()
    });
    let chip_place = move || {
        let r = rect();
        format!("translate({:.1} {:.1})", r.right() - 4.0, r.y - 6.0)
    };
    let chip = (mode == Mode::Wide).then_some(chip).flatten().map(|c| {
        view! {
            <g class="template" transform=dynamic(chip_place)>
                <text>{format!("{} {}", t.launch_template, c.name)}</text>
            </g>
        }
    });
    view! {
        <g
            class="group"
            id=dom_id(item)
            role="button"
            tabindex="0"
            aria-label=label
            data-selected=dynamic(move || shell.ui.is_selected(item).then_some(""))
            on:focus=move |_| focused(shell, item, rect())
        >
            <rect
                class="frame"
                x=dynamic(move || rect().x)
                y=dynamic(move || rect().y)
                width=dynamic(move || rect().w)
                height=dynamic(move || rect().h)
                rx="12"
            ></rect>
            {chip}
            {limits(shell, id, mode)}
        </g>
    }
    .into_any()
}

/// `min – desired – max`, one slot a server: filled serves, hatched is on its way, hollow is free.
fn limits(shell: Shell, id: NodeId, mode: Mode) -> AnyView {
    let group = shell.board.group(id);
    let t = shell.t();
    let is_wide = mode == Mode::Wide;
    let (w, h) = if is_wide { (236.0, 30.0) } else { (92.0, 15.0) };
    let place = move || {
        let r = shell.ui.layout.with(|l| l.node(id));
        let c = r.centre();
        if is_wide {
            format!("translate({:.1} {:.1})", c.x - w / 2.0, c.y - h / 2.0 + 1.0)
        } else {
            // At the frame's end, where no card and no name is.
            format!("translate({:.1} {:.1})", c.x - w / 2.0, r.bottom() - 2.0)
        }
    };
    let text = {
        let group = group.clone();
        move || {
            let g = group.get();
            if is_wide {
                format!("{} {}", t.desired, g.desired)
            } else {
                format!("{}–{}–{}", g.min, g.desired, g.max)
            }
        }
    };
    let range = {
        let group = group.clone();
        move || {
            let g = group.get();
            format!("{} {} · {} {}", t.min, g.min, t.max, g.max)
        }
    };
    let slots = move || {
        let g = group.get();
        let count = g.max.min(10);
        let step = 11.0;
        let x = w / 2.0 - f64::from(count) * step / 2.0;
        (0..count)
            .map(|n| {
                let state = match n {
                    n if n < g.healthy => "ok",
                    n if n < g.desired => "warn",
                    _ => "neutral",
                };
                let at = x + f64::from(n) * step;
                view! { <rect class="slot" data-tone=state x=at y="10.5" width="8" height="9" rx="2"></rect> }
            })
            .collect_view()
    };
    view! {
        <g class="limits" transform=place>
            <rect class="body" width=w height=h rx=h / 2.0></rect>
            {if is_wide {
                view! {
                    <text class="limits-desired" x="14" y="20">{text}</text>
                    {dynamic(slots)}
                    <text class="limits-range" x=w - 14.0 y="20">{range}</text>
                }
                    .into_any()
            } else {
                view! { <text class="limits-all" x=w / 2.0 y="11">{text}</text> }.into_any()
            }}
        </g>
    }
    .into_any()
}
