//! The pages below the board of a phone: policy, charts, what happened, and the board as a list.

use super::state::{Screen, Tab};
use super::{
    Shell, decision_card, inspector, journal, outline, perspective, request_trace, timeline,
};
use crate::view::{dynamic, piece};
use leptos::prelude::*;

pub fn phone_tabs(shell: Shell) -> AnyView {
    let t = shell.t();
    let tab = shell.ui.tab;
    let hide = shell.ui.hide.get_untracked();
    let is_shown = move |one: Tab| match one {
        Tab::Policy => !hide.inspector,
        Tab::Charts => !hide.charts,
        Tab::Log => !hide.log,
        Tab::Outline => true,
    };
    let all = [Tab::Policy, Tab::Charts, Tab::Log, Tab::Outline];
    if !is_shown(tab.get_untracked())
        && let Some(first) = all.into_iter().find(|one| is_shown(*one))
    {
        tab.set(first);
    }
    let buttons = [
        (Tab::Policy, t.tab_policy),
        (Tab::Charts, t.tab_charts),
        (Tab::Log, t.tab_log),
        (Tab::Outline, t.outline),
    ]
    .into_iter()
    .filter(|(one, _)| is_shown(*one))
    .map(|(one, name)| {
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=dynamic(move || (tab.get() == one).to_string())
                on:click=move |_| tab.set(one)
            >
                {name}
            </button>
        }
    })
    .collect_view();
    let body = move || match tab.get() {
        hidden if !is_shown(hidden) => ().into_any(),
        Tab::Policy => inspector::inspector(shell, Screen::Phone),
        Tab::Charts => timeline::timeline(shell, Screen::Phone),
        Tab::Log => log(shell),
        Tab::Outline => outline::outline(shell, true),
    };
    view! {
        <div class="phone-tabs">
            <div class="tabs" role="tablist">{buttons}</div>
            <div class="phone-page" role="tabpanel" data-region="" tabindex="-1">
                <div class="phone-perspectives">{perspective::perspectives(shell)}</div>
                {piece(body)}
            </div>
        </div>
    }
    .into_any()
}

/// Decisions, requests and events.
fn log(shell: Shell) -> AnyView {
    view! {
        <h2 class="visually-hidden">{shell.t().tab_log}</h2>
        {decision_card::newest(shell, None)}
        {request_trace::newest(shell)}
        {journal::journal(shell)}
    }
    .into_any()
}
