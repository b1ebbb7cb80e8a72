//! The three addresses that are edited when a box with containers moves (item D7): a checklist that the
//! board ticks itself.

use super::{Shell, icon};
use crate::view::{dynamic, piece};
use leptos::prelude::*;
use swell_core::observe::migration::Migration;

/// Of a box with somewhere to move to; nothing of anything else.
pub fn panel(shell: Shell) -> AnyView {
    let inspector = shell.board.inspector;
    let found = Memo::new(move |_| inspector.with(|i| i.as_ref().and_then(|i| i.migration)));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    piece(move || is_there.get().then(|| checklist(shell, found))).into_any()
}

/// What is edited, and whether it has been.
type Step = (&'static str, fn(&Migration) -> bool);

fn checklist(shell: Shell, found: Memo<Option<Migration>>) -> AnyView {
    let m = shell.lang.more();
    let steps: [Step; 3] = [
        (m.migration_domain, |steps| steps.domain),
        (m.migration_api, |steps| steps.api),
        (m.migration_database, |steps| steps.database),
    ];
    let is_done = move |read: fn(&Migration) -> bool| found.with(|f| f.as_ref().is_some_and(read));
    let step = |(what, read): Step| {
        let line = move || {
            let (glyph, tone) = match is_done(read) {
                true => (icon::CHECK, "ok"),
                false => (icon::CLOSE, "bad"),
            };
            view! {
                <span data-tone=tone>{icon::ui(glyph)}</span>
                {what}
            }
        };
        view! { <li class="known">{piece(line)}</li> }
    };
    let sum = move || {
        let done = steps.iter().filter(|(_, read)| is_done(*read)).count();
        format!("{done} / {}", steps.len())
    };
    view! {
        <section class="section keys" data-migration="">
            <h3>{m.migration} " " {dynamic(sum)}</h3>
            <ol>{steps.map(step).into_iter().collect_view()}</ol>
            <p class="inspector-help">{m.migration_note}</p>
        </section>
    }
    .into_any()
}
