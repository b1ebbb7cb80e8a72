//! The same numbers as a table.

use super::summary;
use crate::i18n::format::{clock, glance, number};
use crate::view::Shell;
use crate::vocabulary::{SimTime, TimelineView};
use leptos::prelude::*;

/// Rows of the table twin.
const ROWS_MAX: usize = 60;

/// The same numbers as a table of at most 60 rows.
pub(super) fn table(shell: Shell, v: &TimelineView) -> AnyView {
    let t = shell.t();
    let count = v.sent_per_s.len();
    let every = count.div_ceil(ROWS_MAX).max(1);
    let rows = (0..count)
        .step_by(every)
        .map(|n| {
            let at = v.from + n as SimTime * v.step;
            let f = |all: &[f32]| {
                all.get(n)
                    .map_or_else(String::new, |v| glance(f64::from(*v)))
            };
            let cpu = v
                .metric
                .get(n)
                .copied()
                .flatten()
                .map_or_else(|| "–".to_owned(), |v| number(f64::from(v), 1));
            let u = |all: &[u32]| all.get(n).map_or_else(String::new, u32::to_string);
            view! {
                <tr>
                    <th scope="row">{clock(at)}</th>
                    <td>{f(&v.sent_per_s)}</td>
                    <td>{f(&v.failed_per_s)}</td>
                    <td>{cpu}</td>
                    <td>{u(&v.desired)}</td>
                    <td>{u(&v.healthy)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-host" tabindex="0">
            <table>
                <caption>{summary(shell, v)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.time}</th>
                        <th scope="col">{t.row_traffic}</th>
                        <th scope="col">{t.failed}</th>
                        <th scope="col">{t.row_metric}</th>
                        <th scope="col">{t.desired}</th>
                        <th scope="col">{t.healthy}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
