//! The access log of a balancer, as it lies in S3 (spec 5.11), and the three queries of the notes.

use super::Shell;
use crate::board::letters::{self, LogView};
use crate::i18n::format::{number, whole};
use crate::view::piece;
use leptos::prelude::*;

/// Of what is selected; nothing where it writes none.
pub fn panel(shell: Shell) -> AnyView {
    let log = letters::log(shell.board);
    let is_there = {
        let log = log.clone();
        Memo::new(move |_| log.with(Option::is_some))
    };
    let body = move || {
        let log = log.clone();
        is_there.get().then(|| {
            let m = shell.lang.more();
            let filled = move || log.with(|log| log.as_ref().map(|log| filled(shell, log)));
            view! {
                <details class="access-log">
                    <summary>{m.log_lines}</summary>
                    <p class="share-note">{m.log_note}</p>
                    {piece(filled)}
                </details>
            }
        })
    };
    piece(body).into_any()
}

fn filled(shell: Shell, log: &LogView) -> AnyView {
    let m = shell.lang.more();
    let counts = format!(
        "{} {} · {} {}",
        m.log_delivered,
        whole(log.delivered as i64),
        m.log_waiting,
        whole(log.waiting as i64)
    );
    let lines = log.lines.iter().map(|(text, is_delivered)| {
        let state = if *is_delivered { "S3" } else { "…" };
        view! { <li><span>{state}</span> <code>{text.clone()}</code></li> }
    });
    let titles = [m.query_targets, m.query_rules, m.query_paths];
    let queries = log
        .found
        .iter()
        .zip(titles)
        .enumerate()
        .map(|(nth, (found, title))| {
            let is_time = nth == 2;
            let row = |(key, value): &(String, f64)| {
                let value = match is_time {
                    true => format!("{} s", number(*value, 3)),
                    false => whole(*value as i64),
                };
                view! { <tr><th scope="row"><code>{key.clone()}</code></th><td>{value}</td></tr> }
            };
            let none = found
                .rows
                .is_empty()
                .then(|| view! { <p class="empty">{m.query_none}</p> });
            view! {
                <section class="log-query">
                    <h4>{title}</h4>
                    <code>{found.sql}</code>
                    {none}
                    <table><tbody>{found.rows.iter().map(row).collect_view()}</tbody></table>
                </section>
            }
        });
    view! {
        <p>{counts}</p>
        <ol class="log-lines" tabindex="0">{lines.collect_view()}</ol>
        {queries.collect_view()}
    }
    .into_any()
}
