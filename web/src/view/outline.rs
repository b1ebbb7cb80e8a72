//! The board in words, in the order summary, components, links, controls: fed by the same model as
//! the picture, and able to do everything that the picture can.

use super::inspector::zone_kind;
use super::{Shell, Verb};
use crate::board::commands::may_join;
use crate::board::put;
use crate::geometry::fit::flow_order;
use crate::i18n::format::glance;
use crate::view::{dynamic, piece};
use crate::vocabulary::{Action, FrameId, Item, NodeId, Structure};
use leptos::prelude::*;
use std::sync::Arc;

/// `is_visible` shows it as a list (phone); otherwise it is there for screen readers.
pub fn outline(shell: Shell, is_visible: bool) -> AnyView {
    let t = shell.t();
    let summary = move || {
        let c = shell.board.client.get();
        format!(
            "{}, {} {}, {} {} %",
            shell.lang.counted(f64::from(c.users), t.users_unit),
            glance(f64::from(c.sent_per_s)),
            t.per_second,
            t.failed,
            glance(f64::from(c.rates.failed_percent))
        )
    };
    let parts = move || shell.board.structure.with(|s| flow_order(s));
    let servers = move || shell.board.structure.with(|s| s.instances.clone());
    let rest = move || {
        let uncarded = |s: &Arc<Structure>| s.uncarded.iter().map(|(_, count)| *count).sum::<u32>();
        let rest = shell.board.structure.with(uncarded) as usize;
        (rest > 0).then(|| view! { <li>{shell.lang.and_more(rest)}</li> })
    };
    let frames = move || {
        let ids = |s: &Arc<Structure>| s.frames.iter().map(|z| z.id).collect::<Vec<_>>();
        shell.board.structure.with(ids)
    };
    let rules = move || {
        let of_frame = |s: &Arc<Structure>| {
            let chips = s
                .chips
                .iter()
                .filter(|c| s.frame(FrameId(c.of.0)).is_some());
            chips.map(|c| c.id).collect::<Vec<_>>()
        };
        shell.board.structure.with(of_frame)
    };
    let links = move || shell.board.structure.with(|s| s.links.clone());
    view! {
        <section class="outline" class:visually-hidden=!is_visible aria-label=t.outline>
            <h2>{t.outline}</h2>
            <h3>{t.outline_summary}</h3>
            <p>{dynamic(summary)}</p>
            <h3>{t.outline_parts}</h3>
            <ul>
                <For each=parts key=|id| *id let:id>{part(shell, id)}</For>
                <For each=servers key=|i| i.id let:i>
                    {
                        let live = shell.board.instance(i.id);
                        let text = move || live.with(|i| format!("{}, {}", i.name, shell.lang.state(i.state)));
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="outline-item"
                                    on:click=move |_| open(shell, Item::Instance(i.id))
                                >
                                    {dynamic(text)}
                                </button>
                            </li>
                        }
                    }
                </For>
                {piece(rest)}
                <For each=frames key=|id| *id let:id>{frame(shell, id)}</For>
                <For each=rules key=|id| *id let:id>{rule(shell, id)}</For>
            </ul>
            <h3>{t.outline_links}</h3>
            <ul>
                <For each=links key=|l| l.id let:l>
                    <li>
                        <button
                            type="button"
                            class="outline-item"
                            on:click=move |_| open(shell, Item::Link(l.id))
                        >
                            {super::inspector_links::name(shell, &l)}
                        </button>
                    </li>
                </For>
            </ul>
            {super::request_trace::newest(shell)}
            <h3>{t.outline_controls}</h3>
            <ul>
                {[Action::PlayPause, Action::NextDecision, Action::Surge, Action::Undo]
                    .into_iter()
                    .map(|action| {
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="outline-item"
                                    on:click=move |_| shell.act(action)
                                >
                                    {shell.lang.action(action)}
                                </button>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn open(shell: Shell, item: Item) {
    shell.ui.choose(Some(item));
    shell.ui.is_inspector_open.set(true);
}

/// A frame of the ground with its name and its addresses.
fn frame(shell: Shell, id: FrameId) -> AnyView {
    let text = move || {
        let of = |s: &Arc<Structure>| s.frame(id).map(|z| [z.name.clone(), z.block.clone()]);
        let own = shell.board.structure.with(of).unwrap_or_default();
        let words = std::iter::once(zone_kind(shell, id).to_owned()).chain(own);
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    view! {
        <li>
            <button
                type="button"
                class="outline-item"
                on:click=move |_| open(shell, Item::Frame(id))
            >
                {dynamic(text)}
            </button>
        </li>
    }
    .into_any()
}

/// What belongs to a frame: its filters and its ways out.
fn rule(shell: Shell, id: NodeId) -> AnyView {
    let item = Item::Node(id);
    let text = move || {
        let chip = |s: &Arc<Structure>| s.chips.iter().find(|c| c.id == id).cloned();
        let chip = shell.board.structure.with(chip);
        chip.map(|c| format!("{} {}", shell.lang.kind(c.kind), c.name))
    };
    view! {
        <li>
            <button type="button" class="outline-item" on:click=move |_| open(shell, item)>
                {dynamic(text)}
            </button>
        </li>
    }
    .into_any()
}

/// A part, and a form to link it: the twin of drawing a line.
fn part(shell: Shell, id: NodeId) -> AnyView {
    let t = shell.t();
    let name = shell.node_name(id);
    // The choices are made when somebody comes near: a list of all parts for each of them would be
    // forty thousand for a large board.
    let is_near = RwSignal::new(false);
    let comes_near = move || put(&is_near, true);
    let chosen = RwSignal::new(None::<NodeId>);
    let takes = move |board: &Structure, other: NodeId| {
        let kind = |id: NodeId| board.node(id)?.kind;
        let (Some(from), Some(to)) = (kind(id), kind(other)) else {
            return false;
        };
        let is_linked = board.links.iter().any(|l| (l.from, l.to) == (id, other));
        other != id && !is_linked && may_join(from, to)
    };
    let targets = Memo::new(move |_| {
        shell.board.structure.with(|s| {
            let ids = s.nodes.iter().map(|n| n.id);
            let near = ids.filter(|_| is_near.get());
            near.filter(|other| takes(s, *other)).collect::<Vec<_>>()
        })
    });
    let option = move |other: NodeId| {
        let is_it = move || chosen.get() == Some(other);
        view! {
            <option value=other.0.to_string() selected=dynamic(is_it)>{shell.node_name(other)}</option>
        }
    };
    let options = move || targets.get().into_iter().map(option).collect_view();
    let choose = move |ev| {
        let to = event_target_value(&ev).parse::<u32>();
        chosen.set(to.ok().map(NodeId));
    };
    let link = move || {
        if let Some(to) = chosen.get_untracked() {
            chosen.set(None);
            shell.send(Verb::Link { from: id, to });
        }
    };
    // Walking through the choices with the arrow keys must not draw a line at every step.
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Enter" {
            ev.prevent_default();
            link();
        }
    };
    let w = shell.lang.build();
    let sends = shell.board.structure.with_untracked(|s| {
        let kind = s.node(id).map(|n| n.kind);
        kind.is_some_and(crate::input::hit::has_output)
    });
    let form = sends.then(|| {
        view! {
            <select
                class="select"
                aria-label=format!("{name}: {}", t.links_to)
                on:focus=move |_| comes_near()
                on:pointerenter=move |_| comes_near()
                on:pointerdown=move |_| comes_near()
                on:change=choose
                on:keydown=keydown
            >
                <option value="" selected=dynamic(move || chosen.get().is_none())>{t.links_to}</option>
                {piece(options)}
            </select>
            <button
                type="button"
                class="button"
                aria-label=format!("{name}: {}", w.link_now)
                disabled=dynamic(move || chosen.get().is_none())
                on:click=move |_| link()
            >
                {w.link_now}
            </button>
        }
    });
    view! {
        <li>
            <button type="button" class="outline-item" on:click=move |_| open(shell, Item::Node(id))>
                {name.clone()}
            </button>
            {form}
        </li>
    }
    .into_any()
}
