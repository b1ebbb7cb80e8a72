//! The two futures of a fork: which is shown, a way to the other one, and one score table.

use crate::i18n::format::{clock, latency, number, span, whole};
use crate::view::{Shell, dynamic, icon, piece};
use crate::vocabulary::{Action, FuturesView, ScoreView};
use leptos::prelude::*;
use swell_core::observe::score::Score;
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
    let t = shell.t();
    let both = shell.board.futures;
    let shows = shell.ui.shows_score;
    let lanes = [(Lane::A, "A"), (Lane::B, "B")]
        .map(|(one, name)| {
            view! {
                <button
                    type="button"
                    aria-pressed=(one == lane).to_string()
                    title=t.show_future
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
        let is_open = shows.get();
        both.with(|f| f.as_ref().filter(|_| is_open).map(|f| score(shell, f)))
    };
    view! {
        <div class="futures" role="group" aria-label=t.futures>
            <span class="segments">{lanes}</span>
            <button
                type="button"
                class="button"
                aria-expanded=dynamic(move || shows.get().to_string())
                on:click=move |_| shell.act(Action::Compare)
            >
                {t.compare}
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=shell.lang.more().end_fork
                title=shell.lang.more().end_fork
                on:click=move |_| shell.act(Action::EndFork)
            >
                {icon::ui(icon::CLOSE)}
            </button>
        </div>
        {piece(card)}
    }
    .into_any()
}

/// One row: what is counted, both values as text, and which of them is better.
struct Row {
    name: &'static str,
    texts: [String; 2],
    better: Option<usize>,
}

/// The lower value is the better one.
fn row(name: &'static str, values: [Option<f64>; 2], text: impl Fn(f64) -> String) -> Row {
    let texts = values.map(|v| v.map_or_else(|| "–".to_owned(), &text));
    // What reads the same is the same.
    let better = match values {
        [Some(a), Some(b)] if texts[0] != texts[1] => Some(usize::from(b < a)),
        _ => None,
    };
    Row {
        name,
        texts,
        better,
    }
}

fn rows(shell: Shell, s: ScoreView) -> Vec<Row> {
    let t = shell.t();
    let of = |get: fn(&Score) -> Option<f64>| [get(&s.a), get(&s.b)];
    let failed = |v: f64| whole(v as i64);
    vec![
        row(t.score_failed, of(|s| Some(s.failed as f64)), failed),
        row(t.score_p95, of(|s| s.p95_ms), |v| latency(v, shell.lang)),
        row(t.score_hours, of(|s| Some(s.instance_hours)), |v| {
            number(v, 2)
        }),
        row(t.cost, of(|s| Some(s.usd)), |v| {
            format!("${}", number(v, 3))
        }),
        row(t.score_over, of(|s| Some(s.over_target_s)), |v| {
            span(v as u64, shell.lang)
        }),
    ]
}

fn score(shell: Shell, f: &FuturesView) -> AnyView {
    let t = shell.t();
    let Some(s) = f.score else {
        return view! { <p class="score">{shell.lang.more().score_soon}</p> }.into_any();
    };
    let caption = format!("{} – {} · {}", clock(f.from), clock(s.to), t.same_seed);
    let body = rows(shell, s)
        .into_iter()
        .map(|r| {
            let cell = |n: usize| {
                let is_better = r.better == Some(n);
                view! {
                    <td data-better=is_better.then_some("")>
                        {is_better.then(|| icon::ui(icon::CHECK))}
                        {r.texts[n].clone()}
                    </td>
                }
            };
            view! { <tr><th scope="row">{r.name}</th>{cell(0)}{cell(1)}</tr> }
        })
        .collect_view();
    view! {
        <div class="score">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr><th></th><th scope="col">"A"</th><th scope="col">"B"</th></tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_number_is_better_and_equal_words_are_a_draw() {
        let text = |v: f64| number(v, 1);
        assert_eq!(row("", [Some(3.0), Some(2.0)], text).better, Some(1));
        assert_eq!(row("", [Some(3.0), Some(4.0)], text).better, Some(0));
        assert_eq!(row("", [Some(3.01), Some(3.02)], text).better, None);
        assert_eq!(row("", [None, Some(3.0)], text).better, None);
    }
}
