//! The lines of a part, the subnets it stands in, and what can be done to it as a whole: the twins
//! of pointing at lines and of dragging a part into another zone.

use super::{Shell, Verb};
use crate::view::{dynamic, piece};
use crate::vocabulary::NodeView;
use crate::vocabulary::{Action, FrameId, Item, KindId, Level, LinkView, NodeId, Structure};
use leptos::prelude::*;
use swell_core::base::id as core;
use swell_core::contract::Place;
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

/// Where a part stands, as boxes to tick; one of several for what stands in one place: the subnets of
/// a part, the zones that a subnet may be in.
pub fn homes(shell: Shell, item: Item, kind: Option<KindId>) -> AnyView {
    let (Some(place), Item::Node(NodeId(id)) | Item::Frame(FrameId(id))) =
        (kind.map(|k| k.spec().place), item)
    else {
        return ().into_any();
    };
    let structure = shell.board.structure;
    let all = Memo::new(move |_| structure.with(|s| offered(shell, s, place)));
    let chosen = Memo::new(move |_| structure.with(|s| stands_in(s, item)));
    let is_one = place != Place::Subnets;
    let row = move |(home, name): (FrameId, String)| {
        let is_on = move || chosen.with(|c| c.contains(&home));
        // The last one stays: a part without a subnet runs nowhere.
        let is_last = move || !is_one && chosen.with(|c| c.as_slice() == [home]);
        let locked = move || is_last() || !shell.board.enabled.with(|e| e.can_edit);
        view! {
            <li>
                <label>
                    <input
                        type=if is_one { "radio" } else { "checkbox" }
                        name=format!("homes-{id}")
                        prop:checked=is_on
                        disabled=dynamic(locked)
                        on:change=move |ev| shell.send(Verb::SwitchHome(item, home, event_target_checked(&ev)))
                    />
                    {name}
                </label>
            </li>
        }
    };
    let rows = move || all.get().into_iter().map(row).collect_view();
    // A frame that only one other can hold has no choice.
    let fewest = if place.is_ground() { 2 } else { 1 };
    let word = match place.is_ground() {
        true => shell.lang.more().stands_in,
        false => shell.lang.more().subnets,
    };
    view! {
        <details class="section subnets" hidden=dynamic(move || all.with(|all| all.len() < fewest))>
            <summary><strong>{word}</strong></summary>
            <ul>{piece(rows)}</ul>
        </details>
    }
    .into_any()
}

fn stands_in(board: &Structure, item: Item) -> Vec<FrameId> {
    match item {
        Item::Node(id) => board
            .node(id)
            .map(|n| n.subnets.clone())
            .unwrap_or_default(),
        Item::Frame(id) => board.frame(id).and_then(|z| z.parent).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The frames of the narrowest level that may hold what has this place; subnets with their zones.
fn offered(shell: Shell, board: &Structure, place: Place) -> Vec<(FrameId, String)> {
    let t = shell.t();
    let holding = || board.frames.iter().filter(|z| place.may_stand_in(z.level));
    let level = holding().map(|z| z.level).max();
    holding()
        .filter(|z| Some(z.level) == level)
        .map(|z| {
            let name = match z.level {
                Level::Region => t.region.to_owned(),
                Level::Vpc => format!("{} {}", t.vpc, z.block),
                Level::Az => format!("{} {}", t.az, z.name),
                Level::Subnet => {
                    let az = z.parent.and_then(|p| board.frame(p));
                    let az = az.map(|a| a.name.clone()).unwrap_or_default();
                    let own = match z.name.as_str() {
                        "app" => t.tier_app,
                        "data" => t.tier_data,
                        "" => &z.block,
                        other => other,
                    };
                    format!("{} {az} · {} {own}", t.az_short, t.subnet(z.subnet))
                }
            };
            (z.id, name)
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
