//! Why a load balancer: eight reasons, each a click away from the board that shows it.

use super::{Shell, Verb};
use crate::vocabulary::KindId;
use leptos::prelude::*;
use swell_core::contract::Family;
use swell_core::scenario::reasons::REASONS;

/// At what hands requests on to target groups.
pub fn reasons(shell: Shell, kind: Option<KindId>) -> Option<AnyView> {
    let drawing = kind?.drawing();
    let balances = drawing.family == Some(Family::Balancing) && drawing.sender().is_some();
    let reason = |(word, board): &(&'static str, &'static str)| {
        let (word, board) = (*word, *board);
        let title = shell
            .lang
            .preset_title(board)
            .map_or(board, |title| title.0);
        let open = move |_| shell.send(Verb::OpenPreset(board.to_owned()));
        view! {
            <li>
                <span>{shell.lang.reason(word)}</span>
                <button type="button" class="quiet-button" on:click=open>{title}</button>
            </li>
        }
    };
    balances.then(|| {
        view! {
            <details class="reasons">
                <summary>{shell.lang.more().reasons}</summary>
                <ol>{REASONS.iter().map(reason).collect_view()}</ol>
            </details>
        }
        .into_any()
    })
}
