//! The key pair of a host that is logged in to by SSH: a checklist from making it to logging in. What the
//! board knows is ticked by itself; who holds which half stands below.

use super::{Shell, icon};
use crate::i18n::keys::{STEPS, Words};
use crate::view::{dynamic, piece};
use leptos::prelude::*;
use swell_core::observe::logins::Logins;

/// Of a part with logins; nothing of anything else. `ticked`: the steps at a terminal that are done.
pub fn panel(shell: Shell, ticked: RwSignal<[bool; STEPS]>) -> AnyView {
    let inspector = shell.board.inspector;
    let found = Memo::new(move |_| inspector.with(|i| i.as_ref().and_then(|i| i.logins)));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    piece(move || is_there.get().then(|| checklist(shell, found, ticked))).into_any()
}

fn checklist(
    shell: Shell,
    found: Memo<Option<Logins>>,
    ticked: RwSignal<[bool; STEPS]>,
) -> AnyView {
    let w = Words::of(shell.lang);
    let step = |(nth, (what, command)): (usize, (&'static str, &'static str))| {
        let is_done = move || ticked.with(|all| all.get(nth) == Some(&true));
        let tick = move |ev| {
            let is_on = event_target_checked(&ev);
            ticked.update(|all| {
                if let Some(step) = all.get_mut(nth) {
                    *step = is_on;
                }
            });
        };
        view! {
            <li>
                <label>
                    <input type="checkbox" prop:checked=is_done on:change=tick />
                    {what}
                </label>
                <code>{command}</code>
            </li>
        }
    };
    let steps = w.steps.into_iter().enumerate().map(step).collect_view();
    let known = |(what, read): (&'static str, fn(&Logins) -> bool)| {
        let is_so = move || found.with(|found| found.as_ref().is_some_and(read));
        let line = move || {
            let (glyph, tone, said) = match is_so() {
                true => (icon::CHECK, "ok", w.done),
                false => (icon::CLOSE, "bad", w.open),
            };
            view! {
                <span data-tone=tone aria-label=said>{icon::ui(glyph)}</span>
                {what}
            }
        };
        view! { <li class="known">{piece(line)}</li> }
    };
    let known = [
        (w.keeps_no_key, (|l| l.keeps_no_key) as fn(&Logins) -> bool),
        (w.is_for_one_address, |l| l.is_for_one_address),
        (w.is_only_way, |l| l.is_only_way),
    ]
    .map(known)
    .collect_view();
    let sum = move || {
        let by_hand = ticked.with(|all| all.iter().filter(|done| **done).count());
        let seen = found.get().map_or(0, |l| {
            let all = [l.keeps_no_key, l.is_for_one_address, l.is_only_way];
            all.iter().filter(|done| **done).count()
        });
        format!("{} / {}", by_hand + seen, STEPS + 3)
    };
    view! {
        <details class="section keys">
            <summary><strong>{w.title}</strong><span>{dynamic(sum)}</span></summary>
            <ol>{steps}{known}</ol>
            <dl class="opinions">
                <div><dt>{w.private_half}</dt><dd>{w.private_holder}</dd></div>
                <div><dt>{w.public_half}</dt><dd>{w.public_holder}</dd></div>
            </dl>
            <p class="inspector-help">{w.none_needed}</p>
        </details>
    }
    .into_any()
}
