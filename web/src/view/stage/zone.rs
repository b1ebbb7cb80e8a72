//! Nested frames: VPC, Availability Zones, subnets, each with its name at its own top left.

use super::super::Shell;
use super::dom_id;
use crate::dom::{El, svg};
use crate::geometry::fit::Mode;
use crate::vocabulary::{Item, Level, Structure, ZoneId, ZoneView};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::order::sort_short;

/// The frames of the board, outer ones first.
pub fn zones(shell: Shell) -> El {
    let zones = move || {
        let mut zones = shell.board.structure.with(|s| s.zones.clone());
        sort_short(&mut zones, |a, b| a.level.cmp(&b.level));
        zones.into_iter().map(|z| z.id).collect()
    };
    svg("g").each(zones, move |id| zone(shell, *id))
}

fn zone(shell: Shell, id: ZoneId) -> El {
    let frame = svg("g").class("zone");
    let Some(zone) = shell
        .board
        .structure
        .with_untracked(|s| s.zone(id).cloned())
    else {
        return frame;
    };
    let mode = shell.ui.mode.get_untracked();
    let rect = move || shell.ui.layout.with(|l| l.zone(id));
    let kind = match zone.is_public() {
        true => "public",
        false => zone.kind_word(),
    };
    let radius = match zone.level {
        Level::Subnet => 8.0,
        _ => 12.0,
    };
    let (name, detail) = label(shell, &zone, mode);
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
        [r.x + 12.0, y]
    };
    let item = Item::Zone(id);
    let detail = svg("tspan").class("dim").attr("dx", 6.0).text(detail);
    let state = svg("tspan")
        .class("zone-state")
        .attr("dx", 6.0)
        .text_fn(move || state(shell, id));
    frame
        .attr("data-zone", kind)
        .attr_fn("data-down", move || {
            let is_down = |s: &Arc<Structure>| s.zone(id).is_some_and(|z| z.is_down);
            shell.board.structure.with(is_down)
        })
        .attr("id", dom_id(item))
        .attr("data-selected", shell.ui.is_selected(item))
        .child(svg("rect").rect_fn(rect).attr("rx", radius))
        .child(
            svg("text")
                .numbers_fn(["x", "y"], corner)
                .text(name)
                .child(detail)
                .child(state),
        )
}

/// What is wrong with the whole zone.
fn state(shell: Shell, id: ZoneId) -> String {
    let t = shell.t();
    let (is_down, is_full) = shell.board.structure.with(|s| {
        s.zone(id)
            .map_or((false, false), |z| (z.is_down, z.is_full))
    });
    let words = [
        is_down.then_some(t.is_down),
        is_full.then_some(t.zone_is_full),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn label(shell: Shell, zone: &ZoneView, mode: Mode) -> (String, String) {
    let t = shell.t();
    let is_wide = mode.is_wide();
    match zone.level {
        Level::Region => (t.region.to_owned(), zone.name.clone()),
        Level::Vpc => (
            t.vpc.to_owned(),
            if is_wide {
                zone.block.clone()
            } else {
                String::new()
            },
        ),
        Level::Az => {
            let word = if is_wide { t.az } else { t.az_short };
            (format!("{word} {}", zone.name), String::new())
        }
        // The small layouts have no room for subnets' names; the outline has them all.
        Level::Subnet if !is_wide => (String::new(), String::new()),
        Level::Subnet => {
            let own = match zone.name.as_str() {
                "app" => t.tier_app,
                "data" => t.tier_data,
                // A block is wider than most subnets are; the inspector has it.
                "" => "",
                other => other,
            };
            (t.subnet(zone.subnet).to_owned(), own.to_owned())
        }
    }
}
