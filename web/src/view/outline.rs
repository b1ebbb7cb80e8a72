//! The board in words, in the order summary, components, links, controls: fed by the same model as
//! the picture, and able to do everything that the picture can.

use super::{Shell, Verb};
use crate::board::model::{Item, NodeId};
use crate::board::put;
use crate::geometry::fit::flow_order;
use crate::i18n::format::{glance, whole};
use crate::input::action::Action;
use crate::view::dynamic;
use leptos::prelude::*;

/// `is_visible` shows it as a list (phone); otherwise it is there for screen readers.
pub fn outline(shell: Shell, is_visible: bool) -> AnyView {
    let t = shell.t();
    let summary = move || {
        let c = shell.board.client.get();
        format!(
            "{}{}, {} {}, {} {} %",
            whole(i64::from(c.users)),
            t.users_unit,
            glance(f64::from(c.sent_per_s)),
            t.per_second,
            t.failed,
            glance(f64::from(c.failed_percent))
        )
    };
    let parts = move || shell.board.structure.with(|s| flow_order(s));
    let servers = move || shell.board.structure.with(|s| s.instances.clone());
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
            {super::passport::newest(shell)}
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

/// A part, and a form to link it: the twin of drawing a line.
fn part(shell: Shell, id: NodeId) -> AnyView {
    let t = shell.t();
    let name = shell.node_name(id);
    // The choices are made when somebody comes near: a list of all parts for each of them would be
    // forty thousand for a large board.
    let is_near = RwSignal::new(false);
    let comes_near = move || put(&is_near, true);
    let others = move || {
        let is_other = |other: &NodeId| *other != id && is_near.get();
        let all = shell.board.structure.with(|s| {
            let ids = s.nodes.iter().map(|n| n.id);
            ids.filter(is_other).collect::<Vec<_>>()
        });
        let option = |other: NodeId| view! { <option value=other.0.to_string()>{shell.node_name(other)}</option> };
        all.into_iter().map(option).collect_view()
    };
    let link = move |ev| {
        if let Ok(to) = event_target_value(&ev).parse::<u32>() {
            shell.send(Verb::Link {
                from: id,
                to: NodeId(to),
            });
        }
    };
    view! {
        <li>
            <button type="button" class="outline-item" on:click=move |_| open(shell, Item::Node(id))>
                {name.clone()}
            </button>
            <select
                class="select"
                aria-label=format!("{name}: {}", t.links_to)
                on:focus=move |_| comes_near()
                on:pointerenter=move |_| comes_near()
                on:pointerdown=move |_| comes_near()
                on:change=link
            >
                <option value="">{t.links_to}</option>
                {dynamic(others)}
            </select>
        </li>
    }
    .into_any()
}
