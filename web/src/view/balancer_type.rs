//! A balancer's type: what would break and what would be different as one of another type, the change
//! itself, and the table of the four types.

use super::{Shell, Verb};
use crate::i18n::balancers::{Words, difference};
use crate::view::{dynamic, piece};
use crate::vocabulary::{KindId, NodeId, TypeView};
use leptos::prelude::*;
use swell_core::rules::balancer_type::{Difference, LoadBalancerType};

/// A change that was made, as long as the inspector lives.
#[derive(Clone, PartialEq)]
pub struct Changed {
    id: NodeId,
    from: KindId,
    to: TypeView,
}

/// Of a part that is a balancer; nothing of any other. `changed`: the last change.
pub fn panel(
    shell: Shell,
    id: NodeId,
    kind: Option<KindId>,
    changed: RwSignal<Option<Changed>>,
) -> AnyView {
    let Some(from) = kind.filter(|kind| kind.balancer().is_some()) else {
        return ().into_any();
    };
    let w = Words::of(shell.lang);
    let inspector = shell.board.inspector;
    let types = Memo::new(move |_| {
        inspector.with(|i| i.as_ref().map_or_else(Vec::new, |i| i.types.clone()))
    });
    let chosen = RwSignal::new(None::<KindId>);
    let found = move |to: KindId| types.with(|all| all.iter().find(|one| one.kind == to).cloned());
    let choice = move |to: TypeView| {
        let to = to.kind;
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=dynamic(move || (chosen.get() == Some(to)).to_string())
                on:click=move |_| chosen.set(Some(to))
            >
                {shell.lang.kind(to)}
            </button>
        }
    };
    let change = move |to: TypeView| {
        let kind = to.kind;
        changed.set(Some(Changed { id, from, to }));
        shell.send(Verb::SwapBalancer(id, kind));
    };
    let preview = move || {
        let to = found(chosen.get()?)?;
        let locked = move || !shell.board.enabled.with(|e| e.can_edit);
        Some(view! {
            {lists(shell, &to, [w.will_break, w.will_differ])}
            <button
                type="button"
                class="button"
                data-primary=""
                disabled=dynamic(locked)
                on:click=move |_| change(to.clone())
            >
                {w.do_it}
            </button>
        })
    };
    let last = move || {
        let last = changed.get().filter(|c| c.id == id && c.to.kind == from)?;
        let [before, now] = [last.from, from].map(|kind| shell.lang.kind(kind));
        Some(view! {
            <div class="type-changed" role="status">
                <p><strong>{format!("{before} → {now}")}</strong></p>
                {lists(shell, &last.to, [w.broke, w.differs])}
                <p class="inspector-help">{w.undo}</p>
            </div>
        })
    };
    let choices = move || types.get().into_iter().map(choice).collect_view();
    let was_changed = changed.with_untracked(|c| c.as_ref().is_some_and(|c| c.id == id));
    view! {
        <details class="section types" open=was_changed>
            <summary><strong>{w.change}</strong></summary>
            {piece(last)}
            <p class="inspector-help">{w.change_help}</p>
            <div class="type-choices" role="group" aria-label=w.to>{piece(choices)}</div>
            {piece(preview)}
        </details>
        <details class="section types">
            <summary><strong>{w.table}</strong></summary>
            {table(shell, from)}
        </details>
    }
    .into_any()
}

/// What breaks, and what is different.
fn lists(shell: Shell, to: &TypeView, titles: [&'static str; 2]) -> AnyView {
    let w = Words::of(shell.lang);
    let list = |(title, some, tone): (&'static str, &[Difference], &'static str)| {
        let lines: Vec<String> = match some.is_empty() {
            true => vec![w.nothing.to_owned()],
            false => some
                .iter()
                .map(|one| difference(shell.lang, *one))
                .collect(),
        };
        let tone = if some.is_empty() { "neutral" } else { tone };
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! {
            <h4>{title}</h4>
            <ul data-tone=tone>{lines.collect_view()}</ul>
        }
    };
    let [broken, different] = titles;
    [
        (broken, to.breaks.as_slice(), "bad"),
        (different, &to.differs, "decision"),
    ]
    .map(list)
    .collect_view()
    .into_any()
}

fn table(shell: Shell, own: KindId) -> AnyView {
    let w = Words::of(shell.lang);
    let of = |kind: &&KindId| kind.balancer().is_some();
    let kinds = KindId::ALL.iter().filter(of).copied();
    let mut kinds: Vec<KindId> = kinds.collect();
    let order = |kind: &KindId| {
        let mut all = LoadBalancerType::ALL.iter();
        all.position(|one| kind.balancer() == Some(*one))
    };
    kinds.sort_by_key(order);
    let head = kinds.iter().map(|kind| {
        let slug = kind.drawing().slug.to_uppercase();
        view! { <th scope="col" data-own=(*kind == own).then_some("")>{slug}</th> }
    });
    let head = head.collect_view();
    let row = |(name, cells): (&'static str, [String; 4])| {
        let cells = cells.map(|cell| view! { <td>{cell}</td> });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    };
    let rows = w.rows(shell.lang).into_iter().map(row).collect_view();
    view! {
        <div class="type-table" tabindex="0" role="group" aria-label=w.table>
            <table>
                <thead><tr><td aria-hidden="true"></td>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
