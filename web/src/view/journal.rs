//! What happened, newest first, each line with its time and tone.

use super::stage::node::tone_glyph;
use super::{Shell, Verb, icon};
use crate::i18n::format::{clock, whole};
use crate::view::piece;
use crate::vocabulary::JournalView;
use leptos::prelude::*;

/// Lines in the page at once; older ones are on the timeline.
const LINES_MAX: usize = 60;

pub fn journal(shell: Shell) -> AnyView {
    let t = shell.t();
    let lines = move || {
        shell.board.journal.with(|all| {
            if all.is_empty() {
                return view! { <p class="empty">{t.journal_empty}</p> }.into_any();
            }
            let items = all
                .iter()
                .rev()
                .take(LINES_MAX)
                .map(|line| entry(shell, line))
                .collect_view();
            view! { <ol class="journal">{items}</ol> }.into_any()
        })
    };
    view! { <section aria-label=t.journal>{piece(lines)}</section> }.into_any()
}

fn entry(shell: Shell, line: &JournalView) -> AnyView {
    let t = shell.t();
    let at = line.at;
    let times = (line.count > 1).then(|| {
        view! { <span class="times">{format!("× {}", whole(i64::from(line.count)))}</span> }
    });
    // As the console tells it, in the words of AWS.
    let told = shell.lang.told(&line.told);
    let cause = (!told.is_empty()).then(|| view! { <small class="journal-cause">{told}</small> });
    view! {
        <li data-tone=line.tone.name()>
            <button
                type="button"
                class="journal-line"
                title=t.timeline
                on:click=move |_| shell.send(Verb::LookAt(Some(at)))
            >
                <time>{clock(at)}</time>
                {icon::ui(tone_glyph(line.tone))}
                <span class="journal-text">
                    {shell.lang.event(&line.event)}
                    {cause}
                </span>
                {times}
            </button>
        </li>
    }
    .into_any()
}
