//! Nested frames: VPC, Availability Zones, subnets, each with its name at its own top left.

use super::super::Shell;
use super::dom_id;
use super::group::template;
use super::node::width_of;
use crate::dom::{El, svg};
use crate::geometry::fit::Mode;
use crate::vocabulary::{FrameId, FrameView, Item, Level, NodeView, Structure};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::order::sort_short;

/// The frames of the board, outer ones first.
pub fn frames(shell: Shell) -> El {
    svg("g").each(in_order(shell), move |id| frame(shell, *id))
}

/// The frames, outer ones first, as they come and go.
pub fn in_order(shell: Shell) -> impl Fn() -> Vec<FrameId> {
    move || {
        let mut frames = shell.board.structure.with(|s| s.frames.clone());
        sort_short(&mut frames, |a, b| a.level.cmp(&b.level));
        frames.into_iter().map(|z| z.id).collect()
    }
}

fn frame(shell: Shell, id: FrameId) -> El {
    let Some(level) = shell
        .board
        .structure
        .with_untracked(|s| s.frame(id).map(|z| z.level))
    else {
        return svg("g").class("zone");
    };
    let mode = shell.ui.mode.get_untracked();
    let rect = move || shell.ui.layout.with(|l| l.frame(id));
    let radius = match level {
        Level::Subnet => 8.0,
        _ => 12.0,
    };
    let inside = match mode {
        Mode::Wide => 17.0,
        Mode::Snug => 14.5,
        _ => 12.0,
    };
    let corner = move || {
        let r = rect();
        let is_low = shell.ui.layout.with(|l| l.low_names.contains(&id));
        let y = match is_low {
            true => r.bottom() - inside + 9.0,
            false => r.y + inside,
        };
        [r.x + LEAD, y]
    };
    let item = Item::Frame(id);
    let name = move || said(shell, id, name);
    let word = |class, text: fn(Shell, &FrameView) -> String| {
        let text = move || said(shell, id, text);
        svg("tspan").class(class).attr("dx", GAP).text_fn(text)
    };
    svg("g")
        .class("zone")
        .attr_fn("data-zone", move || {
            said(shell, id, |_, frame| frame.look().to_owned())
        })
        .attr_fn("data-down", move || {
            let is_down = |s: &Arc<Structure>| s.frame(id).is_some_and(|z| z.is_down);
            shell.board.structure.with(is_down)
        })
        .attr("id", dom_id(item))
        .attr("data-selected", shell.ui.is_selected(item))
        .child(svg("rect").rect_fn(rect).attr("rx", radius))
        .child(
            svg("text")
                .numbers_fn(["x", "y"], corner)
                .text_fn(name)
                .child(word("dim", detail))
                .child(word("zone-state", state)),
        )
}

/// Before a frame's name.
const LEAD: f64 = 12.0;
/// Between the words of a frame's name.
const GAP: f64 = 6.0;
const LETTERS: f64 = 12.5;

/// What is said of a frame, as it is now.
fn said(shell: Shell, id: FrameId, text: impl Fn(Shell, &FrameView) -> String) -> String {
    let of = |s: &Arc<Structure>| s.frame(id).map(|frame| text(shell, frame));
    shell.board.structure.with(of).unwrap_or_default()
}

/// What is wrong with the whole zone.
fn state(shell: Shell, frame: &FrameView) -> String {
    let t = shell.t();
    let words = [
        frame.is_down.then_some(t.is_down),
        frame.is_full.then_some(t.zone_is_full),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn name(shell: Shell, frame: &FrameView) -> String {
    let t = shell.t();
    let is_wide = shell.ui.mode.get().is_wide();
    match frame.level {
        Level::Region => t.region.to_owned(),
        Level::Vpc => t.vpc.to_owned(),
        Level::Az => {
            let word = if is_wide { t.az } else { t.az_short };
            format!("{word} {}", frame.name)
        }
        // The small layouts have no room for subnets' names; the outline has them all.
        Level::Subnet if !is_wide => String::new(),
        Level::Subnet if is_crowded(shell, frame) => frame.name.clone(),
        Level::Subnet => t.subnet(frame.subnet).to_owned(),
    }
}

/// Whether the name that a reader gave a subnet has no room beside the word for its kind: then it
/// stands alone.
fn is_crowded(shell: Shell, frame: &FrameView) -> bool {
    let is_given = !matches!(frame.name.as_str(), "" | "app" | "data");
    let words = [shell.t().subnet(frame.subnet), &frame.name].map(|text| width_of(text, LETTERS));
    is_given && words.iter().sum::<f64>() + GAP > room(shell, frame.id)
}

/// A frame's own name, and its addresses where there is room for both.
fn detail(shell: Shell, frame: &FrameView) -> String {
    let t = shell.t();
    let is_wide = shell.ui.mode.get().is_wide();
    let own = match (frame.level, frame.name.as_str()) {
        (Level::Az, _) => "",
        (Level::Subnet, _) if !is_wide || is_crowded(shell, frame) => "",
        (Level::Subnet, "app") => t.tier_app,
        (Level::Subnet, "data") => t.tier_data,
        (_, other) => other,
    };
    let all = match (own.is_empty(), is_wide) {
        (_, false) => return own.to_owned(),
        (true, _) => frame.block.clone(),
        _ => format!("{own} {}", frame.block).trim_end().to_owned(),
    };
    let left = room(shell, frame.id) - width_of(&name(shell, frame), LETTERS) - GAP;
    let fits = |text: &&str| width_of(text, LETTERS) <= left;
    let said = [all.as_str(), own].into_iter().find(fits);
    said.unwrap_or_default().to_owned()
}

/// Room for a frame's words: up to its right edge, or to the launch template of a group that begins
/// under them.
fn room(shell: Shell, id: FrameId) -> f64 {
    let begins = |n: &&NodeView| n.is_fleet() && n.subnets.contains(&id);
    let group = |s: &Arc<Structure>| s.nodes.iter().find(begins).map(|n| n.id);
    let group = shell.board.structure.with(group);
    let beside = group.and_then(|group| Some((group, template(shell, group)?.1)));
    shell.ui.layout.with(|l| {
        let (r, is_low) = (l.frame(id), l.low_names.contains(&id));
        let end = match beside {
            Some((group, text)) if !is_low => l.node(group).right() - width_of(&text, 12.0),
            _ => r.right(),
        };
        end - r.x - 2.0 * LEAD
    })
}
