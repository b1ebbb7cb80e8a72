//! Parts that stand on the board: their faces, and the chips that belong to them.

use super::super::{Shell, icon};
use super::group::group_frame;
use super::{dom_id, opener, port};
use crate::dom::{El, svg};
use crate::geometry::decimal::{decimal, px};
use crate::geometry::fit::{Layout, Mode, flow_order};
use crate::geometry::{Point, Rect};
use crate::i18n::format::{glance, latency};
use crate::vocabulary::{
    ChipView, Face, Item, KindId, NodeId, NodeView, Role, Structure, Tone, role,
};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::math::plain_number;
use swell_core::observe::meters::{Amount, ClientRates};
use web_sys::Element;

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

/// The parts of the board, in the order of the traffic. What is drawn once with a part is its key:
/// another name or standby draws it anew.
pub fn parts(shell: Shell) -> El {
    let order = move || {
        shell.board.structure.with(|s| {
            let face = |id: NodeId| {
                let node = s.node(id);
                let shown = node.map(|n| (n.name.clone(), n.standby, n.kind));
                let chips: Vec<_> = s.chips_of(id).map(|c| c.name.clone()).collect();
                (id, shown, chips)
            };
            flow_order(s).into_iter().map(face).collect::<Vec<_>>()
        })
    };
    svg("g").each(order, move |face| node(shell, face.0))
}

/// One part; a group is its frame and then its servers, so that the Tab key follows a request.
fn node(shell: Shell, id: NodeId) -> El {
    let Some(node) = shell
        .board
        .structure
        .with_untracked(|s| s.node(id).cloned())
    else {
        return svg("g");
    };
    if node.is_fleet() {
        let servers = move || {
            let servers = |s: &Arc<Structure>| s.instances_of(id).map(|i| i.id).collect();
            shell.board.structure.with(servers)
        };
        return svg("g")
            .child(group_frame(shell, id, node.kind))
            .child(svg("g").each(servers, move |id| super::instance::card(shell, *id)));
    }
    let mode = shell.ui.mode.get_untracked();
    let size = shell.ui.layout.with_untracked(|l| l.node(id));
    let item = Item::Node(id);
    let part = svg("g")
        .class("node")
        .attr("id", dom_id(item))
        .attr(
            "data-kind",
            node.kind
                .map_or_else(String::new, |kind| format!("{kind:?}")),
        )
        .attr("data-selected", shell.ui.is_selected(item))
        .attr_fn("data-down", {
            let live = shell.board.node(id);
            move || live.with(Face::is_down)
        })
        .attr("role", "button")
        .attr("tabindex", "0")
        .attr_fn("aria-label", spoken(shell, &node))
        .child(body(size).attr("rx", radius(mode)));
    let part = face(shell, &node, part, size, mode).child(port::port(shell, node.kind, size));
    let part = shell.ui.places.part(id, part);
    let (standby, chips) = (standby(shell, &node), chips(shell, &node, mode));
    if standby.is_none() && chips.is_empty() {
        return part;
    }
    svg("g").child(standby).child(part).children(chips)
}

pub(super) fn body(size: Rect) -> El {
    svg("rect")
        .class("body")
        .numbers(["width", "height"], [size.w, size.h])
}

/// A text at a place.
pub fn label(class: &'static str, x: f64, y: f64) -> El {
    svg("text").class(class).numbers(["x", "y"], [x, y])
}

/// The name of a part for those who hear it: what it is, how it is called, how busy it is.
fn spoken(shell: Shell, node: &NodeView) -> impl FnMut() -> String + use<> {
    let live = shell.board.node(node.id);
    let kind = node.kind;
    let word = shell.lang.kind(kind);
    let name = shell.node_name(node.id);
    let who = if name == word {
        name
    } else {
        format!("{word} {name}")
    };
    let said = move |face: &Face| {
        let state = state_text(shell, kind, face);
        let feels = face.client.map_or_else(String::new, |client| {
            let failed = glance(f64::from(client.failed_percent));
            format!(
                ", {} {failed} %, p95 {}",
                shell.t().failed,
                p95(shell, client)
            )
        });
        format!("{who}, {state}{feels}")
    };
    move || live.with(&said)
}

/// What stands under a name; where the card is too narrow for its word, the number alone.
fn value(
    shell: Shell,
    id: NodeId,
    kind: Option<KindId>,
    room: f64,
) -> impl FnMut() -> String + use<> {
    let live = shell.board.node(id);
    let text = move |face: &Face| {
        let whole = state_text(shell, kind, face);
        match &face.headline {
            Some(shown) if !face.is_down() && width_of(&whole, 12.0) > room => {
                shell.lang.amount(shown)
            }
            _ => whole,
        }
    };
    move || live.with(text)
}

/// The headline of a part and what else is true of it, or that it is down: then its load says nothing.
fn state_text(shell: Shell, kind: Option<KindId>, face: &Face) -> String {
    let is_count = matches!(face.headline, Some(s) if matches!(s.amount, Amount::Of { .. }));
    if face.is_down() && !is_count {
        return shell.t().is_down.to_owned();
    }
    let lang = shell.lang;
    let headline = face.headline.iter().map(|s| lang.reading(kind, s));
    let badges = face
        .badges
        .iter()
        .map(|b| lang.vital(kind, b.word).to_owned());
    headline.chain(badges).collect::<Vec<_>>().join(" · ")
}

fn radius(mode: Mode) -> f64 {
    if mode.is_wide() { 10.0 } else { 7.0 }
}

/// The focus ring: ink outside, surface inside, so that it shows on everything. It is there only
/// while its part has the focus.
pub fn ring(part: &Element, is_there: bool) {
    let found = |selector| part.query_selector(selector).ok().flatten();
    while let Some(old) = found(":scope > .ring") {
        old.remove();
    }
    let Some(body) = found(":scope > .body").filter(|_| is_there) else {
        return;
    };
    let side = |name| {
        let text = body.get_attribute(name);
        text.as_deref().and_then(plain_number).unwrap_or_default()
    };
    let (w, h) = (side("width"), side("height"));
    let frame = |class, by: f64, rx: f64| {
        let frame = Rect::new(-by, -by, w + 2.0 * by, h + 2.0 * by);
        svg("rect").class(class).rect(frame).attr("rx", rx)
    };
    let ring = svg("g")
        .class("ring")
        .child(frame("ring-outer", 5.0, 13.0))
        .child(frame("ring-inner", 3.0, 12.0));
    let _ = part.insert_before(ring.element(), Some(&body));
}

/// Keyboard focus selects, and the view moves just far enough to show it.
pub fn focused(shell: Shell, item: Item) {
    // Whoever walks the targets of a line chooses none of them yet.
    if shell.ui.armed.with_untracked(Option::is_none) {
        shell.ui.choose(Some(item));
    }
    let rect = shell.ui.layout.with_untracked(|l| match item {
        Item::Node(id) => l.nodes.get(&id).copied(),
        Item::Instance(id) => Some(l.instance(id)),
        _ => None,
    });
    let Some(rect) = rect else { return };
    let size = shell.ui.stage_size.get_untracked();
    let view = shell.ui.view.get_untracked();
    let next = view.revealing(rect, size, 12.0);
    if next != view {
        shell.ui.view.set(next);
    }
}

/// The width of a letter at a size of one, estimated.
fn wide(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | '-' | ' ' | 'I' | '·' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.88,
        c if c.is_ascii_uppercase() => 0.7,
        c if c.is_ascii() => 0.58,
        _ => 1.0,
    }
}

/// The width of a text, estimated.
pub fn width_of(text: &str, px: f64) -> f64 {
    text.chars().map(wide).sum::<f64>() * px
}

/// A text that fits into `width`, cut with an ellipsis; widths of letters are estimated.
pub fn cut(text: &str, width: f64, px: f64) -> String {
    let room = width / px;
    if width_of(text, px) <= width {
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
fn face(shell: Shell, node: &NodeView, part: El, size: Rect, mode: Mode) -> El {
    let is_wide = mode.is_wide();
    let glyph = match mode {
        Mode::Wide => 24.0,
        Mode::Snug => 21.0,
        _ => 16.0,
    };
    let middle = size.w / 2.0;
    let is_users = role(node.kind) == Role::Source;
    // Name and value sit below the glyph; the users' card has a second half below a line.
    let half = match (is_users, mode) {
        (true, Mode::Wide) => 84.0,
        (true, Mode::Snug) => 70.0,
        _ => size.h,
    };
    let (top, name_y, value_y) = match (mode, is_users) {
        (Mode::Wide, _) => (half / 2.0 - 33.0, half / 2.0 + 11.0, half / 2.0 + 28.0),
        (Mode::Snug, _) => (half / 2.0 - 29.0, half / 2.0 + 9.0, half / 2.0 + 25.0),
        (_, true) => (4.0, 0.0, 21.0 + (size.h - 21.0) * 0.36),
        (_, false) => (3.0, half - 20.0, half - 6.5),
    };
    let corner = Point::new(middle - glyph / 2.0, top).translate();
    let place = format!("{corner} scale({})", decimal(glyph / 24.0, 4));
    // The small card of the users has three lines; their number says who they are.
    let name = if is_users && !is_wide {
        String::new()
    } else {
        shell.node_name(node.id)
    };
    let (px, room) = if is_wide { (13.5, 10.0) } else { (12.0, 4.0) };
    let shown = cut(&name, size.w - room, px);
    let whole_name = (shown != name).then(|| svg("title").text(name));
    let icon = svg("g")
        .class("node-icon")
        .attr("transform", place)
        .markup(icon::markup(node.kind));
    let number = value(shell, node.id, node.kind, size.w - 2.0);
    let part = part
        .child(whole_name)
        .child(icon)
        .child(label("node-name", middle, name_y).text(shown))
        .child(label("node-value", middle, value_y).text_fn(number));
    match is_users {
        true => part.children(client_stat(shell, node.id, size, half, is_wide)),
        false => part,
    }
}

/// What users feel, on their own card: failures and latency.
fn client_stat(shell: Shell, id: NodeId, size: Rect, top: f64, is_wide: bool) -> Vec<El> {
    let t = shell.t();
    let face = shell.board.node(id);
    let rates = move || face.with(|face| face.client.unwrap_or_default());
    let failed = {
        let rates = rates.clone();
        move || glance(f64::from(rates().failed_percent))
    };
    let tone = {
        let rates = rates.clone();
        move || match rates().failed_percent >= 0.05 {
            true => "bad",
            false => "neutral",
        }
    };
    let w = size.w;
    let client_stat = |x, y| label("client-stat", x, y);
    let name = |y, text| label("client-stat-name", 10.0, y).text(text);
    if !is_wide {
        let text = move || {
            let whole = format!("{} {} %", t.failed, failed());
            match width_of(&whole, 12.0) <= w {
                true => whole,
                false => format!("× {} %", failed()),
            }
        };
        let failures = client_stat(w / 2.0, size.h - 5.0).attr_fn("data-tone", tone);
        return vec![failures.text_fn(text)];
    }
    let rule = format!("M10 {}H{}", px(top), px(w - 10.0));
    vec![
        svg("path").class("rule").attr("d", rule),
        name(top + 19.0, t.failed),
        client_stat(w - 10.0, top + 19.0)
            .attr_fn("data-tone", tone)
            .text_fn(move || format!("{} %", failed())),
        name(top + 38.0, "p95"),
        client_stat(w - 10.0, top + 38.0).text_fn(move || p95(shell, rates())),
    ]
}

/// No answer has come yet: nothing is known, and not that it took no time.
fn p95(shell: Shell, client: ClientRates) -> String {
    match f64::from(client.p95_ms) {
        ms if ms > 0.0 => latency(ms, shell.lang),
        _ => "–".to_owned(),
    }
}

/// A part's standby in another zone: the same shape, dotted, and the line that keeps it current.
fn standby(shell: Shell, node: &NodeView) -> Option<El> {
    node.standby?;
    let id = node.id;
    let rect = move || {
        let standby = |l: &Arc<Layout>| l.standbys.get(&id).copied().unwrap_or_default();
        shell.ui.layout.with(standby)
    };
    let line = move || {
        let (a, b) = (shell.ui.layout.with(|l| l.node(id)), rect());
        if (a.centre().x - b.centre().x).abs() < (a.centre().y - b.centre().y).abs() {
            format!("M{} {}V{}", px(a.centre().x), px(a.bottom()), px(b.y))
        } else {
            format!("M{} {}H{}", px(a.right()), px(a.centre().y), px(b.x))
        }
    };
    let word = match shell.ui.mode.get_untracked().is_wide() {
        true => format!("{} {}", shell.lang.kind(node.kind), shell.t().standby),
        false => shell.t().standby.to_owned(),
    };
    let middle = move || [rect().centre().x, rect().centre().y + 4.0];
    Some(
        svg("g")
            .class("standby")
            .child(svg("path").attr_fn("d", line))
            .child(svg("rect").rect_fn(rect).attr("rx", 8.0))
            .child(svg("text").numbers_fn(["x", "y"], middle).text(word)),
    )
}

/// What belongs to a part, below it: one with its name over its value, several as lines.
fn chips(shell: Shell, node: &NodeView, mode: Mode) -> Vec<El> {
    if !mode.is_wide() {
        return Vec::new();
    }
    let attached = |s: &Arc<Structure>| s.attached(node).cloned().collect();
    let all: Vec<ChipView> = shell.board.structure.with_untracked(attached);
    let is_alone = all.len() == 1;
    let chip = |(n, one)| chip(shell, node.id, one, (n, is_alone), mode);
    (0..).map(f64::from).zip(all).map(chip).collect()
}

fn chip(shell: Shell, id: NodeId, chip: ChipView, (n, is_alone): (f64, bool), mode: Mode) -> El {
    let (w, h) = match mode {
        Mode::Wide => (128.0, 42.0),
        _ => (114.0, 38.0),
    };
    let top = h / 7.0 + n * LINE;
    let place = move || {
        let r = shell.ui.layout.with(|l| l.node(id));
        Point::new(r.centre().x - w / 2.0, r.bottom() + top).translate()
    };
    let item = Item::Node(chip.id);
    let kind = shell.lang.kind(chip.kind);
    let name = format!("{kind} {}", chip.name);
    let short = match chip.name.is_empty() {
        true => kind.to_owned(),
        false => chip.name,
    };
    // Beside a name there is room for the number, and for a short word of what it counts.
    let room = if is_alone { w } else { w * 0.6 };
    let mut number = value(shell, chip.id, chip.kind, room);
    let el = opener(shell, item, dom_id(item))
        .class("chip")
        .attr_fn("aria-label", {
            let (name, mut number) = (name.clone(), value(shell, chip.id, chip.kind, f64::MAX));
            move || format!("{name}, {}", number())
        })
        .attr_fn("transform", place)
        .attr("data-selected", shell.ui.is_selected(item));
    if is_alone {
        let shown = cut(&name, w - 6.0, 12.0);
        return el
            .child(body(Rect::new(0.0, 0.0, w, h)).attr("rx", 8.0))
            .child(label("chip-name", w / 2.0, h / 2.0 - 4.0).text(shown))
            .child(label("chip-value", w / 2.0, h - 8.5).text_fn(number));
    }
    let line = move || {
        let number = number();
        let room = w - 12.0 - width_of(&number, 12.0);
        format!("{} {number}", cut(&short, room, 12.0))
    };
    el.child(body(Rect::new(0.0, 0.0, w, LINE - 3.0)).attr("rx", 6.0))
        .child(label("chip-name", w / 2.0, 16.0).text_fn(line))
}

/// From one of several chips to the next.
const LINE: f64 = 26.0;
