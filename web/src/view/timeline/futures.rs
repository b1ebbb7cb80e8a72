//! The two futures of a fork, or two boards: which is shown, a way to the other one, and one score
//! table.

use crate::view::score::score;
use crate::view::{Shell, dynamic, icon, piece};
use crate::vocabulary::Action;
use leptos::prelude::*;
use swell_core::session::rival::Lane;

/// While the cursor looks at the past, the banner of the past stands here instead.
pub(super) fn futures(shell: Shell) -> AnyView {
    let both = shell.board.futures;
    let lane = Memo::new(move |_| {
        let is_past = shell.board.clock.with(|c| c.looking_at.is_some());
        both.with(|f| f.as_ref().filter(|_| !is_past).map(|f| f.lane))
    });
    view! { {piece(move || lane.get().map(|lane| bar(shell, lane)))} }.into_any()
}

fn bar(shell: Shell, lane: Lane) -> AnyView {
    let m = shell.lang.more();
    let both = shell.board.futures;
    let is_boards = both.with_untracked(|f| f.as_ref().is_some_and(|f| f.beside.is_some()));
    let shows = shell.ui.shows_score;
    let lanes = [(Lane::A, "A"), (Lane::B, "B")]
        .map(|(one, name)| {
            view! {
                <button
                    type="button"
                    aria-pressed=(one == lane).to_string()
                    title=m.show_future
                    on:click=move |_| {
                        if one != lane {
                            shell.act(Action::SwapFuture);
                        }
                    }
                >
                    {name}
                </button>
            }
        })
        .collect_view();
    let card = move || {
        // Two boards have a page of their own for it.
        let is_open = shows.get() && !is_boards;
        both.with(|f| f.as_ref().filter(|_| is_open).map(|f| score(shell, f)))
    };
    view! {
        <div class="futures" role="group" aria-label=if is_boards { m.two_boards } else { m.futures }>
            <span class="segments">{lanes}</span>
            <button
                type="button"
                class="button"
                aria-expanded=dynamic(move || shows.get().to_string())
                on:click=move |_| shell.act(Action::Compare)
            >
                {m.compare}
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=m.end_fork
                title=m.end_fork
                on:click=move |_| shell.act(Action::EndFork)
            >
                {icon::ui(icon::CLOSE)}
            </button>
        </div>
        {piece(card)}
    }
    .into_any()
}
