//! The twin of the policy chart for readers who want numbers: its lines, then at most sixty rows.

use super::Shell;
use crate::i18n::format::{clock, number};
use crate::view::{dynamic, piece};
use leptos::prelude::*;

/// What the table needs to know of the chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    pub caption: String,
    /// The chart's lines by name, with their values in words.
    pub lines: Vec<(String, String)>,
    pub metric: &'static str,
    pub unit: &'static str,
    /// Seconds on the simulation's clock, and the metric.
    pub rows: Vec<(f64, Option<f64>)>,
}

/// A button, and the table while it is wanted.
pub fn twin(shell: Shell, numbers: Memo<Numbers>) -> AnyView {
    let t = shell.t();
    let is_shown = RwSignal::new(false);
    let name = move || {
        if is_shown.get() {
            t.as_chart
        } else {
            t.as_table
        }
    };
    view! {
        <button
            type="button"
            class="quiet-button policy-table-toggle"
            aria-expanded=dynamic(move || is_shown.get().to_string())
            on:click=move |_| is_shown.update(|s| *s = !*s)
        >
            {dynamic(name)}
        </button>
        {piece(move || is_shown.get().then(|| table(shell, &numbers.get())))}
    }
    .into_any()
}

fn table(shell: Shell, n: &Numbers) -> AnyView {
    let lines = n.lines.iter().map(|(name, value)| {
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                <td>{value.clone()}</td>
            </tr>
        }
        .into_any()
    });
    let rows = n.rows.iter().rev().map(|(at_s, value)| {
        let at = (at_s * 1e6) as i64;
        let value = value.map_or_else(|| "–".to_owned(), |v| format!("{}{}", number(v, 1), n.unit));
        view! {
            <tr>
                <th scope="row">{clock(at)}</th>
                <td>{value}</td>
            </tr>
        }
        .into_any()
    });
    let all: Vec<AnyView> = lines.chain(rows).collect();
    view! {
        <div class="table-host policy-table" tabindex="0">
            <table>
                <caption>{n.caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{shell.t().time}</th>
                        <th scope="col">{n.metric}</th>
                    </tr>
                </thead>
                <tbody>{all}</tbody>
            </table>
        </div>
    }
    .into_any()
}
