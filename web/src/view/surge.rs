//! The rush: one button, one question while it starts, and the guess shown beside the truth.
//! Nothing here is a modal; ignoring it leaves a working board.

use super::icon;
use super::{Shell, Verb, deferred};
use crate::dom::{El, html};
use crate::i18n::format::span;
use crate::platform::timer::after;
use crate::view::piece;
use crate::vocabulary::{
    Action, FrameId, Guess, InstanceId, Level, MarkKind, SECOND, SimTime, Structure, SurgeView,
};
use leptos::prelude::*;
use std::time::Duration;
use swell_core::base::id as core;
use swell_core::engine::injection::{Injection, InstanceFault};

/// What a board calls for.
#[derive(Clone, Copy, PartialEq)]
enum Call {
    Rush,
    LoseZone(FrameId),
    BringBack(FrameId),
    HangServer(InstanceId),
}

/// The ready-made boards about faults have a call of their own; the rush is for all others.
fn call(shell: Shell) -> Call {
    let preset = shell.board.preset.get();
    let of_zone = |s: &Structure| {
        let azs = || s.frames.iter().filter(|z| z.level == Level::Az);
        let down = azs().find(|z| z.is_down).map(|z| Call::BringBack(z.id));
        down.or_else(|| azs().next().map(|z| Call::LoseZone(z.id)))
    };
    let of_server = |s: &Structure| s.instances.first().map(|i| Call::HangServer(i.id));
    let found = shell.board.structure.with(|s| match preset.as_str() {
        "two-zones" => of_zone(s),
        "one-fails" => of_server(s),
        _ => None,
    });
    found.unwrap_or(Call::Rush)
}

fn answer(shell: Shell, call: Call) {
    let zone = |id: FrameId| core::PartId(id.0);
    match call {
        Call::Rush => return shell.act(Action::Surge),
        Call::LoseZone(id) => shell.send(Verb::Inject(Injection::ZoneDown { zone: zone(id) })),
        Call::BringBack(id) => shell.send(Verb::Inject(Injection::ZoneUp { zone: zone(id) })),
        Call::HangServer(id) => shell.send(Verb::InjectFault(id, InstanceFault::Hang)),
    }
    let is_running = shell.board.clock.with_untracked(|c| c.is_running);
    if !is_running && !shell.ui.is_still.get_untracked() {
        shell.act(Action::PlayPause);
    }
}

pub fn button(shell: Shell) -> El {
    let t = shell.t();
    let surge = shell.board.surge;
    let calls = Memo::new(move |_| call(shell));
    let text = move || match (calls.get(), surge.get()) {
        (Call::Rush, SurgeView::Running { left_s }) => {
            let left = span(u64::from(left_s), shell.lang);
            format!("{} · {left}", t.surge_running)
        }
        (Call::Rush, _) => t.surge.to_owned(),
        (Call::LoseZone(_), _) => t.lose_zone.to_owned(),
        (Call::BringBack(_), _) => t.zone_back.to_owned(),
        (Call::HangServer(_), _) => t.hang_server.to_owned(),
    };
    let enabled = shell.board.enabled;
    let busy = move || {
        let is_rush = calls.get() == Call::Rush;
        let is_ready = enabled.with(|e| e.can_surge);
        is_rush && (!is_ready || matches!(surge.get(), SurgeView::Running { .. }))
    };
    let button = html("button")
        .attr("type", "button")
        .class("button surge-button")
        .attr_fn("disabled", busy)
        .on_click(move || answer(shell, calls.get_untracked()))
        .text_fn(text);
    let question = deferred::panel(shell, "", move |d, host| (d.question)(host, shell));
    html("span").class("surge").child(button).child(question)
}

/// The one question; one tap answers it, or it goes away by itself.
pub fn question(shell: Shell) -> AnyView {
    let t = shell.t();
    let asking = Memo::new(move |_| shell.board.surge.get() == SurgeView::Asking);
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
    let question = move || {
        asking.get().then(|| {
            view! {
                <div class="question" role="group" aria-labelledby="surge-question">
                    <p id="surge-question">{t.surge_question}</p>
                    <div class="answers">{answers()}</div>
                </div>
            }
        })
    };
    view! { {piece(question)} }.into_any()
}

/// The guess beside the truth, with the reason in one sentence; stays until it is closed, half a
/// minute at most.
pub fn reveal(shell: Shell) -> AnyView {
    let (t, m) = (shell.t(), shell.lang.more());
    let closed = RwSignal::new(None::<SimTime>);
    let found = Memo::new(move |_| {
        shell.board.timeline.with(|v| {
            let response = v.response.clone()?;
            let guess = v.marks.iter().rev().find_map(|m| match m.kind {
                MarkKind::Guess(guess) if m.at >= response.surge => Some(guess),
                _ => None,
            });
            Some((response, guess))
        })
    });
    let surge = Memo::new(move |_| found.with(|f| f.as_ref().map(|f| f.0.surge)));
    // Long enough to be read twice; the timeline keeps the marks.
    Effect::new(move |_| {
        if let Some(surge) = surge.get() {
            after(Duration::from_secs(30), move || closed.set(Some(surge)));
        }
    });
    // The truth ends the question: a guess after the answer is none.
    Effect::new(move |_| {
        let asking = shell.board.surge;
        if found.get().is_some() && asking.get_untracked() == SurgeView::Asking {
            asking.set(SurgeView::Ready);
        }
    });
    let body = move || {
        let (response, guess) = found.get()?;
        let surge = response.surge;
        if closed.get() == Some(surge) {
            return None;
        }
        let guess = guess.map(|g| {
            let answer = match g {
                Guess::AtOnce => t.guess_at_once,
                Guess::OneMinute => t.guess_one_minute,
                Guess::Minutes => t.guess_minutes,
                Guess::Skipped => "",
            };
            view! { <span>{m.guessed}" "<strong>{answer}</strong></span> }
        });
        let after_s = (response.served - surge) / SECOND;
        let real = span(after_s.max(0) as u64, shell.lang);
        let stages = response.stages.iter().map(|(stage, s)| {
            let lasts = span(*s, shell.lang);
            view! {
                <li>
                    <span>{shell.lang.stage(*stage)}</span>
                    <strong>{lasts}</strong>
                </li>
            }
        });
        let stages = stages.collect_view();
        let has_stages = !response.stages.is_empty();
        Some(view! {
            <div class="reveal" role="status">
                <div>
                    <p class="reveal-title">{m.first_server_took}</p>
                    <p class="reveal-numbers">
                        {guess}
                        <span data-tone="ok">{m.really}" "<strong>{real}</strong></span>
                    </p>
                    {has_stages.then(|| view! { <ol class="reveal-stages">{stages}</ol> })}
                </div>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t.close
                    on:click=move |_| closed.set(Some(surge))
                >
                    {icon::ui(icon::CLOSE)}
                </button>
            </div>
        })
    };
    view! { {piece(body)} }.into_any()
}
