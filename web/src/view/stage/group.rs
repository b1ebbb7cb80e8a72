//! The frame of an Auto Scaling group: its name, its launch template, its limits with a slot for each
//! server, and how many have no card.

use super::super::Shell;
use super::node::{body, cut, label, width_of};
use super::{dom_id, port};
use crate::dom::{El, svg};
use crate::geometry::fit::{Layout, Mode};
use crate::geometry::{Point, Rect};
use crate::i18n::format::whole;
use crate::vocabulary::{ChipView, Fleet, Item, KindId, NodeId, Role, Structure, role};
use leptos::prelude::*;
use std::sync::Arc;

/// The dashed frame of a group, its name and its limits.
pub fn group_frame(shell: Shell, id: NodeId, kind: Option<KindId>) -> El {
    let mode = shell.ui.mode.get_untracked();
    let rect = move || shell.ui.layout.with(|l| l.node(id));
    let group = shell.board.group(id);
    let t = shell.t();
    let name = shell.node_name(id);
    let spoken = move || {
        let g = group.get();
        format!(
            "{} {name}, {} {}, {} {}–{}, {} {}",
            shell.lang.kind(kind),
            t.desired_capacity,
            g.desired,
            t.min,
            g.min,
            g.max,
            t.healthy,
            g.healthy
        )
    };
    let item = Item::Node(id);
    let template = untrack(|| template(shell, id)).map(|(template, text)| {
        let place = move || {
            let r = rect();
            Point::new(r.right() - 4.0, r.y - 6.0).translate()
        };
        let item = Item::Node(template);
        svg("g")
            .class("template")
            .attr("data-opens", "")
            .on_click(move || shell.ui.open(item))
            .attr_fn("transform", place)
            .child(svg("text").text(text))
    });
    svg("g")
        .class("group")
        .attr("id", dom_id(item))
        .attr("role", "button")
        .attr("tabindex", "0")
        .attr_fn("aria-label", spoken)
        .attr("data-selected", shell.ui.is_selected(item))
        .child(svg("rect").class("frame").rect_fn(rect).attr("rx", 12.0))
        .child(template)
        .child_fn(move || uncarded(shell, id))
        .child(limits(shell, id, mode))
        .child(port::port_of_frame(shell, id))
}

/// Room for the words of a launch template.
const TEMPLATE: f64 = 150.0;

/// The launch template of a group, and what is said of it in the row of its subnet's name.
pub fn template(shell: Shell, group: NodeId) -> Option<(NodeId, String)> {
    let is_one = |c: &&ChipView| role(c.kind) == Role::Blueprint;
    let find = |s: &Arc<Structure>| s.chips_of(group).find(is_one).cloned();
    let chip = shell.board.structure.with(find)?;
    let text = match shell.ui.mode.get() {
        Mode::Wide => {
            let whole = format!("{} {}", shell.t().launch_template, chip.name);
            // The subnet's own name begins the row.
            match width_of(&whole, 12.0) <= TEMPLATE {
                true => whole,
                false => cut(&chip.name, TEMPLATE, 12.0),
            }
        }
        Mode::Snug => cut(&chip.name, 96.0, 12.0),
        _ => return None,
    };
    Some((chip.id, text))
}

/// How many servers have no card, on the frame's lower left corner.
fn uncarded(shell: Shell, id: NodeId) -> Option<El> {
    let count = shell.board.structure.with(|s| s.uncarded_of(id));
    if count == 0 {
        return None;
    }
    let text = format!("+{}", whole(i64::from(count)));
    let w = width_of(&text, 12.0) + 14.0;
    let place = move || {
        let r = shell.ui.layout.with(|l| l.node(id));
        Point::new(r.x + 8.0, r.bottom() - 9.0).translate()
    };
    let pill = svg("g")
        .class("limits uncarded")
        .attr("role", "img")
        .attr("aria-label", shell.lang.and_more(count as usize))
        .attr_fn("transform", place)
        .child(body(Rect::new(0.0, 0.0, w, 18.0)).attr("rx", 9.0))
        .child(label("limits-all", w / 2.0, 13.0).text(text));
    Some(pill)
}

/// `min – desired – max`, one slot a server: filled serves, hatched is on its way, hollow is free.
fn limits(shell: Shell, id: NodeId, mode: Mode) -> El {
    let group = shell.board.group(id);
    let is_wide = mode.is_wide();
    let (w, h) = match mode {
        Mode::Wide => (256.0, 30.0),
        Mode::Snug => (204.0, 27.0),
        _ => (92.0, 16.0),
    };
    let place = move || {
        let spot = |l: &Arc<Layout>| {
            let servers: Vec<Rect> = shell.board.structure.with(|s| {
                let all = s.instances_of(id);
                all.map(|i| l.instance(i.id)).collect()
            });
            limits_spot(l.node(id), &servers, w, h)
        };
        let r = shell.ui.layout.with(|l| l.node(id));
        // On a small board at the frame's end, where no card and no name is.
        match is_wide {
            true => shell.ui.layout.with(spot),
            false => Point::new(r.centre().x - w / 2.0, r.bottom() - 2.0),
        }
        .translate()
    };
    let shows = |of: fn(Shell, Fleet) -> String| {
        let group = group.clone();
        move || of(shell, group.get())
    };
    let pill = svg("g")
        .class("limits")
        .attr_fn("transform", place)
        .child(body(Rect::new(0.0, 0.0, w, h)).attr("rx", h / 2.0));
    if !is_wide {
        let all = shows(|_, g| format!("{}–{}–{}", g.min, g.desired, g.max));
        return pill.child(label("limits-all", w / 2.0, 12.0).text_fn(all));
    }
    let texts = {
        let group = group.clone();
        Memo::new(move |_| limits_text(shell, group.get(), w))
    };
    let y = h / 2.0 + 5.0;
    pill.child(
        label("limits-desired", PILL_PAD, y).text_fn(move || texts.with(|t| t.desired.clone())),
    )
    .child_fn(move || Some(slots(shell, group.get(), Rect::new(0.0, 0.0, w, h))))
    .child(label("limits-range", w - PILL_PAD, y).text_fn(move || texts.with(|t| t.range.clone())))
}

/// The room before and after the texts of a group's limits.
const PILL_PAD: f64 = 13.0;
/// From slot to slot where there is room, and so much that it is worth a longer text.
const SLOT_STEP: f64 = 11.0;
const SLOT_STEP_GOOD: f64 = 7.5;

/// In the middle of the group, between the zones; or on its end, where the middle is taken.
fn limits_spot(frame: Rect, servers: &[Rect], w: f64, h: f64) -> Point {
    let c = frame.centre();
    let middle = Rect::new(c.x - w / 2.0, c.y - h / 2.0 + 1.0, w, h);
    // Frames stand a little closer to each other than the limits are high.
    match servers.iter().any(|s| s.touches(middle.grown(-2.0))) {
        false => middle.corner(),
        true => Point::new(middle.x, frame.bottom() - 5.0),
    }
}

/// The two texts of the limits, and the room between them.
#[derive(Clone, PartialEq)]
struct LimitsText {
    desired: String,
    range: String,
    from: f64,
    to: f64,
}

fn limits_text(shell: Shell, g: Fleet, w: f64) -> LimitsText {
    let t = shell.t();
    let range = format!("{} {} · {} {}", t.min, g.min, t.max, g.max);
    let to = w - PILL_PAD - width_of(&range, 12.0) - 8.0;
    let with = |word: &str| {
        let text = format!("{word} {}", g.desired);
        let from = PILL_PAD + width_of(&text, 13.0) + 8.0;
        (text, from)
    };
    let (long, from) = with(t.desired_capacity);
    let (desired, from) = match slot_step(g.max.max(4), to - from) >= SLOT_STEP_GOOD {
        true => (long, from),
        false => with(t.desired),
    };
    LimitsText {
        desired,
        range,
        from,
        to,
    }
}

/// Slots of a group, however large it may become.
fn slot_count(max: u32) -> u32 {
    max.min(10)
}

/// From slot to slot, so that all of them fit into the room.
fn slot_step(max: u32, room: f64) -> f64 {
    let count = f64::from(slot_count(max).max(1));
    (room / count).clamp(0.0, SLOT_STEP)
}

fn slots(shell: Shell, g: Fleet, pill: Rect) -> El {
    let LimitsText { from, to, .. } = limits_text(shell, g, pill.w);
    let count = slot_count(g.max);
    let step = slot_step(g.max, to - from);
    let wide = step * 8.0 / SLOT_STEP;
    let x = (from + to - f64::from(count) * step) / 2.0 + (step - wide) / 2.0;
    svg("g").children((0..count).map(|n| {
        let state = match n {
            n if n < g.healthy => "ok",
            n if n < g.desired => "warn",
            _ => "neutral",
        };
        let at = Rect::new(x + f64::from(n) * step, pill.h / 2.0 - 4.5, wide, 9.0);
        svg("rect")
            .class("slot")
            .attr("data-tone", state)
            .rect(at)
            .attr("rx", wide / 4.0)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_of_ten_servers_fit_between_the_texts() {
        let room = 60.0;
        for max in [0, 1, 4, 6, 8, 10, 500] {
            let step = slot_step(max, room);
            assert!(step * f64::from(slot_count(max)) <= room + 1e-9, "{max}");
            assert!(step > 5.0, "{max}");
        }
        assert_eq!(slot_step(4, 60.0), SLOT_STEP);
    }

    #[test]
    fn the_limits_cover_no_server() {
        let frame = Rect::new(0.0, 0.0, 268.0, 160.0);
        let card = |y| Rect::new(12.0, y, 244.0, 66.0);
        let middle = limits_spot(frame, &[card(-14.0), card(120.0)], 256.0, 30.0);
        assert_eq!(middle.y, 66.0);
        let end = limits_spot(frame, &[card(6.0), card(82.0)], 256.0, 30.0);
        assert_eq!(end.y, 155.0);
    }
}
