//! Real traffic of the users: load a file, see what was understood, go back to a constant load.

use super::{Shell, Verb};
use crate::i18n::format::{glance, span, whole};
use crate::view::{dynamic, piece};
use crate::vocabulary::{Action, NodeId, TraceView};
use leptos::prelude::*;
use std::fmt::Write;

pub fn panel(shell: Shell, users: NodeId) -> AnyView {
    let m = shell.lang.more();
    let trace = shell.board.trace;
    let blocked = move || !shell.board.enabled.with(|e| e.can_edit);
    let loaded = move || {
        trace.with(|t| {
            t.as_ref().map(|t| {
                let use_it = !t.is_used;
                let text = if use_it { m.use_traffic } else { m.to_constant };
                view! {
                    {facts(shell, t)}
                    {suggestion(shell, users, t)}
                    {use_it.then(|| view! { <p class="share-note">{m.traffic_is_off}</p> })}
                    <button
                        type="button"
                        class="button"
                        disabled=dynamic(blocked)
                        on:click=move |_| shell.send(Verb::UseTrace(users, use_it))
                    >
                        {text}
                    </button>
                }
            })
        })
    };
    view! {
        <section class="traffic" aria-label=m.traffic>
            <h3>{m.traffic}</h3>
            {piece(loaded)}
            <button
                type="button"
                class="button"
                disabled=dynamic(blocked)
                on:click=move |_| shell.act(Action::OpenFile)
            >
                {m.load_csv}
            </button>
            <p class="share-help">{m.drop_hint}</p>
            <details>
                <summary>{m.accepted}</summary>
                <ul class="accepted">
                    <li>{m.accepted_1}</li>
                    <li>{m.accepted_2}</li>
                    <li>{m.accepted_3}</li>
                    <li>{m.accepted_4}</li>
                    <li>{m.accepted_5}</li>
                    <li>{m.accepted_6}</li>
                </ul>
            </details>
        </section>
    }
    .into_any()
}

/// A recording of another size than the board: a factor, as a button.
fn suggestion(shell: Shell, users: NodeId, t: &TraceView) -> Option<AnyView> {
    let m = shell.lang.more();
    let factor = shell.board.trace_file.with(|file| file.suggested)?;
    if t.factor != 1.0 {
        return None;
    }
    let blocked = move || !shell.board.enabled.with(|e| e.can_edit);
    let text = if factor > 1.0 {
        m.traffic_idle
    } else {
        m.traffic_drowns
    };
    Some(
        view! {
            <p class="share-note">{text}</p>
            <button
                type="button"
                class="button"
                disabled=dynamic(blocked)
                on:click=move |_| shell.send(Verb::ScaleTrace(users, factor))
            >
                {format!("{} ×{factor}", m.multiply_traffic)}
            </button>
        }
        .into_any(),
    )
}

/// What is loaded: shape, size, numbers, and what the file said beside them.
fn facts(shell: Shell, t: &TraceView) -> AnyView {
    let m = shell.lang.more();
    let per_s = shell.t().per_second;
    let file = shell.board.trace_file.get();
    let pair =
        |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let notices = file
        .notices
        .into_iter()
        .map(|n| view! { <li>{n}</li> })
        .collect_view();
    view! {
        {sparkline(shell, &t.shape)}
        <p class="traffic-name">{file.name}</p>
        <dl class="opinions">
            {pair(m.rows, whole(t.rows as i64))}
            {pair(m.span, long_span(t.span_s, shell))}
            {pair(m.peak, format!("{} {per_s}", glance(t.peak_per_s)))}
            {pair(m.mean, format!("{} {per_s}", glance(t.mean_per_s)))}
            {file.start.map(|s| pair(m.starts_at, s))}
        </dl>
        <ul class="traffic-notices">{notices}</ul>
    }
    .into_any()
}

/// Hours and days for long files.
fn long_span(seconds: f64, shell: Shell) -> String {
    let s = seconds.max(0.0) as u64;
    let (days, hours, minutes) = (s / 86_400, s / 3_600 % 24, s / 60 % 60);
    match (shell.lang, days, s / 3_600) {
        (_, 0, 0) => span(s, shell.lang),
        (crate::i18n::Lang::Ko, 0, h) => format!("{h}시간 {minutes}분"),
        (crate::i18n::Lang::En, 0, h) => format!("{h} h {minutes} min"),
        (crate::i18n::Lang::Ko, d, _) => format!("{d}일 {hours}시간"),
        (crate::i18n::Lang::En, d, _) => format!("{d} d {hours} h"),
    }
}

fn sparkline(shell: Shell, shape: &[f32]) -> AnyView {
    let last = shape.len().saturating_sub(1).max(1) as f64;
    let mut line = String::new();
    for (n, v) in shape.iter().enumerate() {
        let (x, y) = (n as f64 / last * 280.0, 42.0 - f64::from(*v) * 38.0);
        let _ = write!(line, "{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
    }
    let area = format!("{line}L280 44L0 44Z");
    view! {
        <svg
            class="sparkline"
            viewBox="0 0 280 44"
            preserveAspectRatio="none"
            role="img"
            aria-label=shell.lang.more().sparkline
        >
            <path class="spark-area" d=area></path>
            <path class="spark-line" d=line></path>
        </svg>
    }
    .into_any()
}
