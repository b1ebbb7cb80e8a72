//! The rush: one button, one question while it starts, and the guess shown beside the truth.
//! Nothing here is a modal; ignoring it leaves a working board.

use super::{Shell, Verb};
use crate::board::model::{Guess, SurgeView};
use crate::i18n::format::span;
use crate::input::action::Action;
use leptos::prelude::*;

pub fn button(shell: Shell) -> AnyView {
    let t = shell.t();
    let surge = shell.board.surge;
    let text = move || match surge.get() {
        SurgeView::Running { left_s } => {
            format!(
                "{} · {}",
                t.surge_running,
                span(u64::from(left_s), shell.lang)
            )
        }
        _ => t.surge.to_owned(),
    };
    let busy = move || matches!(surge.get(), SurgeView::Running { .. });
    view! {
        <span class="surge">
            <button
                type="button"
                class="button surge-button"
                disabled=busy
                on:click=move |_| shell.act(Action::Surge)
            >
                {text}
            </button>
            {question(shell)}
        </span>
    }
    .into_any()
}

/// The one question; one tap answers it, or it goes away by itself.
pub fn question(shell: Shell) -> AnyView {
    let t = shell.t();
    let asking = move || shell.board.surge.get() == SurgeView::Asking;
    let answers =
        move || {
            [
            (Guess::AtOnce, t.guess_at_once),
            (Guess::OneMinute, t.guess_one_minute),
            (Guess::Minutes, t.guess_minutes),
            (Guess::Skipped, t.guess_skip),
        ]
        .into_iter()
        .map(|(guess, text)| {
            let class = if guess == Guess::Skipped { "quiet-button" } else { "button" };
            view! {
                <button type="button" class=class on:click=move |_| shell.send(Verb::Guess(guess))>
                    {text}
                </button>
            }
        })
        .collect_view()
        };
    view! {
        <Show when=asking>
            <div class="question" role="group" aria-labelledby="surge-question">
                <p id="surge-question">{t.surge_question}</p>
                <div class="answers">{answers()}</div>
            </div>
        </Show>
    }
    .into_any()
}
