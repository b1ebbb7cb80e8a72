//! The address plan of a frame: a block to edit for each subnet, the five addresses that AWS keeps, and
//! what runs out.

use super::{Shell, Verb};
use crate::i18n::ground::{Words, reserved, shortage};
use crate::view::{dynamic, piece};
use crate::vocabulary::{FieldEdit, Item, PlanRow};
use leptos::prelude::*;

/// Of a frame with subnets; nothing of anything else.
pub fn panel(shell: Shell, item: Item) -> AnyView {
    let w = Words::of(shell.lang);
    let inspector = shell.board.inspector;
    let all = Memo::new(move |_| {
        inspector.with(|i| i.as_ref().map_or_else(Vec::new, |i| i.plan.clone()))
    });
    let paths = Memo::new(move |_| {
        all.with(|all| all.iter().map(|row| row.path.clone()).collect::<Vec<_>>())
    });
    let row = move |path: String| {
        let found =
            Memo::new(move |_| all.with(|all| all.iter().find(|row| row.path == path).cloned()));
        one(shell, item, found)
    };
    let rows = move || paths.get().into_iter().map(row).collect_view();
    view! {
        <section class="address-plan" hidden=dynamic(move || all.with(Vec::is_empty))>
            <h3>{w.plan}</h3>
            <p>{w.plan_help}</p>
            <ul>{piece(rows)}</ul>
        </section>
    }
    .into_any()
}

/// One subnet. Its input stays while its numbers change.
fn one(shell: Shell, item: Item, found: Memo<Option<PlanRow>>) -> AnyView {
    let w = Words::of(shell.lang);
    let get = move |read: fn(&PlanRow) -> String| {
        move || found.with(|row| row.as_ref().map(read).unwrap_or_default())
    };
    let name = get(|row| row.name.clone());
    let label = move || format!("{} {}", w.block, name());
    let is_locked = move || found.with(|row| row.as_ref().is_none_or(|row| row.is_locked));
    let change = move |ev| {
        let Some(path) = found.get_untracked().map(|row| row.path) else {
            return;
        };
        let edit = FieldEdit::Text(event_target_value(&ev));
        shell.send(Verb::Edit { item, path, edit });
    };
    let left = move || {
        let row = found.get()?;
        Some(format!("{} {} / {}", w.left, row.free, row.usable))
    };
    let wrong = move || {
        let row = found.get()?;
        let short = row.shortage.map(|short| shortage(shell.lang, short));
        let tone = if row.warning.is_some() { "bad" } else { "warn" };
        let text = row.warning.or(short)?;
        Some(view! { <p class="field-warning" data-tone=tone>{text}</p> })
    };
    let kept = move || {
        let addresses = found.with(|row| {
            row.as_ref()
                .map_or_else(Vec::new, |row| row.reserved.clone())
        });
        let line = |(address, why): (String, &'static str)| view! { <li><code>{address}</code>" "{why}</li> };
        let lines = addresses.into_iter().zip(reserved(shell.lang));
        lines.map(line).collect_view()
    };
    let meter = move || {
        let (free, usable) = found.with(|row| row.as_ref().map_or((0, 0), |r| (r.free, r.usable)));
        format!("{}%", (usable - free) * 100 / usable.max(1))
    };
    view! {
        <li>
            <div class="plan-head">
                <strong>{dynamic(get(|row| row.name.clone()))}</strong>
                <span>{dynamic(get(|row| row.zone.clone()))}</span>
            </div>
            <input
                class="input"
                type="text"
                spellcheck="false"
                aria-label=dynamic(label)
                prop:value=get(|row| row.block.clone())
                disabled=dynamic(is_locked)
                on:change=change
            />
            <div class="plan-meter" aria-hidden="true"><i style:width=dynamic(meter)></i></div>
            <p>{dynamic(left)}</p>
            {piece(wrong)}
            <details>
                <summary>{w.kept}</summary>
                <ul class="plan-kept">{piece(kept)}</ul>
            </details>
        </li>
    }
    .into_any()
}
