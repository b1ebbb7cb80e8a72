//! The values under the pointer, or under the cursor while it looks at the past: what the charts
//! draw, in numbers.

use super::plan::Plan;
use crate::i18n::format::{clock, day, glance, number, time_of_day};
use crate::view::{Shell, piece};
use crate::vocabulary::{SECOND, SimTime, TimelineView};
use leptos::prelude::*;

/// Room that the box takes beside its line.
const WIDTH: f64 = 190.0;

/// `pointed`: where the pointer is over the chart, in its pixels.
pub(super) fn readout(
    shell: Shell,
    size: RwSignal<(f64, f64)>,
    pointed: RwSignal<Option<f64>>,
) -> AnyView {
    let shown = Memo::new(move |_| {
        let (w, h) = size.get();
        let (now, past) = shell.board.clock.with(|c| (c.now, c.looking_at));
        shell.board.timeline.with(|v| {
            let plan = Plan::new(w, h, v);
            let at = match pointed.get() {
                Some(x) => plan.time(x).min(now),
                None => past?,
            };
            let n = plan.column(at, v.step, v.sent_per_s.len())?;
            // The box stands on the side where there is room, and never on its own line.
            let x = plan.x(at);
            let left = if x + WIDTH + 12.0 > w {
                x - WIDTH - 8.0
            } else {
                x + 8.0
            };
            Some((x, left.max(2.0), lines(shell, v, at, n)))
        })
    });
    view! {
        {piece(move || {
            shown.get().map(|(x, left, lines)| {
                let lines = lines.into_iter().map(|l| view! { <span>{l}</span> }).collect_view();
                view! {
                    <i class="readout-line" style:left=format!("{x:.1}px")></i>
                    <p class="readout" style:left=format!("{left:.1}px")>{lines}</p>
                }
            })
        })}
    }
    .into_any()
}

/// When, by the run and by the calendar, and the values of that column.
fn lines(shell: Shell, v: &TimelineView, at: SimTime, n: usize) -> Vec<String> {
    let t = shell.t();
    let local_s = v.epoch_s + at.div_euclid(SECOND);
    let rate = |all: &[f32]| all.get(n).map(|v| glance(f64::from(*v)));
    let count = |all: &[u32]| all.get(n).map(u32::to_string);
    let metric = v.metric.get(n).copied().flatten();
    let metric = metric.map_or_else(
        || "–".to_owned(),
        |v| format!("{} %", number(f64::from(v), 1)),
    );
    let mut lines = vec![format!(
        "{} · {} {}",
        clock(at),
        day(local_s, shell.lang),
        time_of_day(local_s)
    )];
    if let (Some(sent), Some(failed)) = (rate(&v.sent_per_s), rate(&v.failed_per_s)) {
        lines.push(format!("{} {sent} · {} {failed}", t.row_traffic, t.failed));
    }
    lines.push(format!("{} {metric}", t.row_metric));
    if let (Some(desired), Some(healthy)) = (count(&v.desired), count(&v.healthy)) {
        lines.push(format!(
            "{} {desired} · {} {healthy}",
            t.desired, t.lower_healthy
        ));
    }
    lines
}
