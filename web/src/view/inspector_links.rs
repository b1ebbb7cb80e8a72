//! The lines of a part, the subnets it stands in, and what can be done to it as a whole: the twins
//! of pointing at lines and of dragging a part into another zone.

use super::{Shell, Verb};
use crate::board::landing::{lives_in_subnets, stands_in_one};
use crate::view::{dynamic, piece};
use crate::vocabulary::NodeView;
use crate::vocabulary::{Action, FrameId, Item, KindId, Level, LinkView, NodeId, Structure};
use leptos::prelude::*;
use swell_core::base::id as core;
use swell_core::engine::injection::Injection;

/// The lines that begin or end here, each opening its own page.
pub fn links(shell: Shell, id: NodeId) -> AnyView {
    let m = shell.lang.more();
    let all = Memo::new(move |_| {
        let is_mine = |l: &&LinkView| l.from == id || l.to == id;
        let structure = shell.board.structure;
        structure.with(|s| s.links.iter().filter(is_mine).cloned().collect::<Vec<_>>())
    });
    let line = move |l: LinkView| {
        let item = Item::Link(l.id);
        view! {
            <li>
                <button type="button" class="quiet-button" on:click=move |_| open(shell, item)>
                    {name(shell, &l)}
                </button>
            </li>
        }
    };
    let lines = move || all.get().into_iter().map(line).collect_view();
    view! {
        <section class="own-links" hidden=dynamic(move || all.with(Vec::is_empty))>
            <h3>{m.links}</h3>
            <ul>{piece(lines)}</ul>
        </section>
    }
    .into_any()
}

/// Shows another item from inside the panel. The button that was pressed leaves with the old page:
/// the panel takes the focus, so that the next Tab goes on from here and not from the top.
fn open(shell: Shell, item: Item) {
    shell.ui.choose(Some(item));
    crate::view::stage::focus("inspector");
}

/// `from → to`
pub fn name(shell: Shell, link: &LinkView) -> String {
    let (from, to) = (shell.node_name(link.from), shell.node_name(link.to));
    format!("{from} → {to}")
}

/// The two parts that a selected line joins.
pub fn ends(shell: Shell, link: crate::vocabulary::LinkId) -> AnyView {
    let found = shell
        .board
        .structure
        .with_untracked(|s| s.links.iter().find(|l| l.id == link).cloned());
    let Some(found) = found else {
        return ().into_any();
    };
    let end = |id: NodeId| {
        view! {
            <button
                type="button"
                class="quiet-button"
                on:click=move |_| open(shell, Item::Node(id))
            >
                {shell.node_name(id)}
            </button>
        }
    };
    view! { <p class="link-ends">{end(found.from)} <span aria-hidden="true">"→"</span> {end(found.to)}</p> }
        .into_any()
}

/// The subnets of a part as boxes to tick; one of several for what stands in one place.
pub fn subnets(shell: Shell, id: NodeId, kind: Option<KindId>) -> AnyView {
    if !kind.is_some_and(lives_in_subnets) {
        return ().into_any();
    }
    let all = Memo::new(move |_| shell.board.structure.with(|s| offered(shell, s)));
    let chosen = Memo::new(move |_| {
        let subnets = |s: &Structure| s.node(id).map(|n| n.subnets.clone());
        shell
            .board
            .structure
            .with(|s| subnets(s).unwrap_or_default())
    });
    let is_one = kind.is_some_and(stands_in_one);
    let row = move |(subnet, name): (FrameId, String)| {
        let is_on = move || chosen.with(|c| c.contains(&subnet));
        // The last one stays: a part without a subnet runs nowhere.
        let is_last = move || !is_one && chosen.with(|c| c.as_slice() == [subnet]);
        let locked = move || is_last() || !shell.board.enabled.with(|e| e.can_edit);
        view! {
            <li>
                <label>
                    <input
                        type=if is_one { "radio" } else { "checkbox" }
                        name=format!("subnets-{}", id.0)
                        prop:checked=is_on
                        disabled=dynamic(locked)
                        on:change=move |ev| shell.send(Verb::SwitchSubnet(id, subnet, event_target_checked(&ev)))
                    />
                    {name}
                </label>
            </li>
        }
    };
    let rows = move || all.get().into_iter().map(row).collect_view();
    view! {
        <details class="section subnets" hidden=dynamic(move || all.with(Vec::is_empty))>
            <summary><strong>{shell.lang.more().subnets}</strong></summary>
            <ul>{piece(rows)}</ul>
        </details>
    }
    .into_any()
}

/// Every subnet with the zone that it is in.
fn offered(shell: Shell, board: &Structure) -> Vec<(FrameId, String)> {
    let t = shell.t();
    let subnets = board.frames.iter().filter(|z| z.level == Level::Subnet);
    subnets
        .map(|z| {
            let az = z.parent.and_then(|p| board.frame(p));
            let az = az.map(|a| a.name.clone()).unwrap_or_default();
            let kind = t.subnet(z.subnet);
            let own = match z.name.as_str() {
                "app" => t.tier_app,
                "data" => t.tier_data,
                "" => &z.block,
                other => other,
            };
            (z.id, format!("{} {az} · {kind} {own}", t.az_short))
        })
        .collect()
}

/// Lets EC2 run out of capacity in an Availability Zone, and have it again.
pub fn capacity(shell: Shell, id: FrameId) -> AnyView {
    let structure = shell.board.structure;
    let is_az = |s: &Structure| s.frame(id).is_some_and(|z| z.level == Level::Az);
    if !structure.with_untracked(|s| is_az(s)) {
        return ().into_any();
    }
    let is_full = move || structure.with(|s| s.frame(id).is_some_and(|z| z.is_full));
    let is_full = Signal::derive(is_full);
    let label = shell.lang.more().no_capacity;
    let button = toggle(shell, label, is_full, move |is_on| {
        let zone = core::PartId(id.0);
        Verb::Inject(match is_on {
            true => Injection::CapacityOff { zone },
            false => Injection::CapacityOn { zone },
        })
    });
    view! { <div class="faults" role="group" aria-label=shell.t().break_things>{button}</div> }
        .into_any()
}

/// Stops the metrics of a group and lets them be published again.
fn metrics(shell: Shell, id: NodeId) -> AnyView {
    let group = shell.board.group(id);
    let is_silent = Signal::derive(move || group.with(|g| g.is_silent));
    let label = shell.lang.more().stop_metrics;
    toggle(shell, label, is_silent, move |is_on| {
        let group = core::PartId(id.0);
        Verb::Inject(match is_on {
            true => Injection::MetricsOff { group },
            false => Injection::MetricsOn { group },
        })
    })
}

/// One button for something that can be on or off.
fn toggle(
    shell: Shell,
    label: &'static str,
    is_on: Signal<bool>,
    verb: impl Fn(bool) -> Verb + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=dynamic(move || is_on.get().to_string())
            disabled=dynamic(move || !shell.board.enabled.with(|e| e.can_edit))
            on:click=move |_| shell.send(verb(!is_on.get_untracked()))
        >
            {label}
        </button>
    }
    .into_any()
}

/// Rename, duplicate, delete, for hands without a keyboard.
pub fn deeds(shell: Shell, item: Item) -> AnyView {
    let all: &[Action] = match item {
        Item::Node(_) => &[Action::Rename, Action::Duplicate, Action::Delete],
        Item::Frame(_) => &[Action::Rename, Action::Delete],
        Item::Link(_) => &[Action::Delete],
        _ => &[],
    };
    let button = |action: &'static Action| {
        let action = *action;
        let blocked = move || !shell.board.enabled.with(|e| e.allows(action));
        view! {
            <button
                type="button"
                class="button"
                title=super::hint(shell.lang.action(action), action)
                disabled=dynamic(blocked)
                on:click=move |_| shell.act(action)
            >
                {shell.lang.action(action)}
            </button>
        }
    };
    if all.is_empty() {
        return ().into_any();
    }
    let is_group = |s: &Structure, id| {
        let node = s.node(id);
        node.is_some_and(NodeView::is_fleet)
    };
    let metrics = match item {
        Item::Node(id) if shell.board.structure.with_untracked(|s| is_group(s, id)) => {
            Some(metrics(shell, id))
        }
        _ => None,
    };
    view! { <div class="deeds">{all.iter().map(button).collect_view()} {metrics}</div> }.into_any()
}
