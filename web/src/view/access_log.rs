//! The access log of a balancer, as it lies in S3 (spec 5.11), and what applications write, as it lies in a
//! log group (spec 9.4); three queries of each.

use super::Shell;
use crate::board::letters::{self, LogView, Origin};
use crate::i18n::format::{number, whole};
use crate::view::piece;
use leptos::prelude::*;

/// Of what is selected; nothing where it writes none.
pub fn panel(shell: Shell) -> AnyView {
    let log = letters::log(shell.board);
    let origin = {
        let log = log.clone();
        Memo::new(move |_| log.with(|log| log.as_ref().map(|log| log.origin)))
    };
    let body = move || {
        let log = log.clone();
        origin.get().map(|origin| {
            let m = shell.lang.more();
            let (title, note) = match origin {
                Origin::Balancer => (m.log_lines, m.log_note),
                Origin::Application => (m.app_lines, m.app_note),
            };
            let filled = move || log.with(|log| log.as_ref().map(|log| filled(shell, log)));
            view! {
                <details class="access-log">
                    <summary>{title}</summary>
                    <p class="share-note">{note}</p>
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
        match log.origin {
            Origin::Balancer => m.log_delivered,
            Origin::Application => m.app_delivered,
        },
        whole(log.delivered as i64),
        m.log_waiting,
        whole(log.waiting as i64)
    );
    let lines = log.lines.iter().map(|(text, is_delivered)| {
        let state = match (is_delivered, log.origin) {
            (false, _) => "…",
            (true, Origin::Balancer) => "S3",
            (true, Origin::Application) => "Logs",
        };
        view! { <li><span>{state}</span> <code>{text.clone()}</code></li> }
    });
    let titles = match log.origin {
        Origin::Balancer => [m.query_targets, m.query_rules, m.query_paths],
        Origin::Application => [m.query_errors, m.query_streams, m.query_paths],
    };
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
                    <code>{found.query}</code>
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
