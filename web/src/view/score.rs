//! What two runs came to, line by line, and which of them is better.

use crate::i18n::format::{clock, latency, number, span, whole};
use crate::view::{Shell, icon};
use crate::vocabulary::{FuturesView, ScoreView};
use leptos::prelude::*;
use swell_core::observe::score::Score;

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
    let (t, m) = (shell.t(), shell.lang.more());
    let of = |get: fn(&Score) -> Option<f64>| [get(&s.a), get(&s.b)];
    let failed = |v: f64| whole(v as i64);
    let mut all = vec![
        row(m.score_failed, of(|s| Some(s.failed as f64)), failed),
        row(m.score_p95, of(|s| s.p95_ms), |v| latency(v, shell.lang)),
        row(m.score_hours, of(|s| Some(s.instance_hours)), |v| {
            number(v, 2)
        }),
        row(t.cost, of(|s| Some(s.usd)), |v| {
            format!("${}", number(v, 3))
        }),
        row(m.score_over, of(|s| Some(s.over_target_s)), |v| {
            span(v as u64, shell.lang)
        }),
    ];
    let pages = of(|s| s.page_ms);
    if pages.iter().any(Option::is_some) {
        all.push(row(m.score_page, pages, |v| latency(v, shell.lang)));
    }
    // The more of it the better.
    let hits = of(|s| s.hit_percent);
    if hits.iter().any(Option::is_some) {
        let mut row = row(m.score_hits, hits, |v| format!("{} %", number(v, 1)));
        row.better = row.better.map(|n| 1 - n);
        all.push(row);
    }
    all.extend(makeup(shell, s));
    all
}

/// What the boards are made of: of interest where that differs.
fn makeup(shell: Shell, s: ScoreView) -> Vec<Row> {
    let m = shell.lang.more();
    let of = |get: fn(&Score) -> Option<f64>| [get(&s.a), get(&s.b)];
    let seconds = |v: f64| span(v as u64, shell.lang);
    let count = |v: f64| whole(v as i64);
    // Neither better nor worse: there is that much to do, or to see.
    let told = |row: Row| Row {
        better: None,
        ..row
    };
    let all = [
        row(m.score_deploy, of(|s| s.makeup.deploy_s), seconds),
        row(m.score_pipeline, of(|s| s.makeup.pipeline_s), seconds),
        told(row(m.score_added, of(|s| Some(f64::from(s.added))), count)),
        told(row(m.score_balanced, of(|s| s.balanced_percent), |v| {
            format!("{} %", number(v, 0))
        })),
        row(
            m.score_patched,
            of(|s| Some(f64::from(s.makeup.servers))),
            count,
        ),
        told(row(
            m.score_metrics,
            of(|s| Some(f64::from(s.makeup.metrics))),
            count,
        )),
        row(m.score_repair, of(|s| s.makeup.repair_s), seconds),
    ];
    let differs = |row: &Row| row.texts[0] != row.texts[1];
    all.into_iter().filter(differs).collect()
}

/// What both came to so far.
pub fn score(shell: Shell, f: &FuturesView) -> AnyView {
    let m = shell.lang.more();
    let Some(s) = f.score else {
        return view! { <p class="score">{m.score_soon}</p> }.into_any();
    };
    let caption = format!("{} – {} · {}", clock(f.from), clock(s.to), m.same_seed);
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
                    <tr><td></td><th scope="col">"A"</th><th scope="col">"B"</th></tr>
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
