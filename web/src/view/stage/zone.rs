//! Nested frames: VPC, Availability Zones, subnets, each with its name at its own top left.

use super::super::Shell;
use super::dom_id;
use crate::board::model::{Item, ZoneId, ZoneKind, ZoneView};
use crate::geometry::fit::Mode;
use crate::view::dynamic;
use leptos::prelude::*;

pub fn zone(shell: Shell, id: ZoneId) -> AnyView {
    let Some(zone) = shell
        .board
        .structure
        .with_untracked(|s| s.zone(id).cloned())
    else {
        return ().into_any();
    };
    let mode = shell.ui.mode.get_untracked();
    let rect = move || shell.ui.layout.with(|l| l.zone(id));
    let kind = match zone.kind {
        ZoneKind::Region => "region",
        ZoneKind::Vpc => "vpc",
        ZoneKind::Az => "az",
        ZoneKind::Subnet if zone.is_public => "public",
        ZoneKind::Subnet => "subnet",
    };
    let radius = match zone.kind {
        ZoneKind::Subnet => 8,
        _ => 12,
    };
    let (name, detail) = label(shell, &zone, mode);
    let inside = if mode == Mode::Wide { 17.0 } else { 12.0 };
    let baseline = move || {
        let is_low = shell.ui.layout.with(|l| l.low_names.contains(&id));
        if is_low {
            rect().bottom() - inside + 9.0
        } else {
            rect().y + inside
        }
    };
    view! {
        <g
            class="zone"
            data-zone=kind
            id=dom_id(Item::Zone(id))
            data-selected=dynamic(move || shell.ui.is_selected(Item::Zone(id)).then_some(""))
        >
            <rect
                x=dynamic(move || rect().x)
                y=dynamic(move || rect().y)
                width=dynamic(move || rect().w)
                height=dynamic(move || rect().h)
                rx=radius
            ></rect>
            <text x=dynamic(move || rect().x + 12.0) y=dynamic(baseline)>
                {name}
                <tspan class="dim" dx="6">{detail}</tspan>
            </text>
        </g>
    }
    .into_any()
}

fn label(shell: Shell, zone: &ZoneView, mode: Mode) -> (String, String) {
    let t = shell.t();
    let is_wide = mode == Mode::Wide;
    match zone.kind {
        ZoneKind::Region => (t.region.to_owned(), zone.name.clone()),
        ZoneKind::Vpc => (
            t.vpc.to_owned(),
            if is_wide {
                zone.cidr.clone()
            } else {
                String::new()
            },
        ),
        ZoneKind::Az => {
            let word = if is_wide { t.az } else { t.az_short };
            (format!("{word} {}", zone.name), String::new())
        }
        // The small layouts have no room for subnets' names; the outline has them all.
        ZoneKind::Subnet if !is_wide => (String::new(), String::new()),
        ZoneKind::Subnet => {
            let name = if zone.is_public {
                t.public_subnet
            } else {
                t.private_subnet
            };
            let tier = match zone.name.as_str() {
                "app" => t.tier_app,
                "data" => t.tier_data,
                other => other,
            };
            (name.to_owned(), tier.to_owned())
        }
    }
}
