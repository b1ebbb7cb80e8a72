//! One request, hop by hop: who had it, for how long, what the balancer chose, who failed it.

use super::{Shell, Verb, icon};
use crate::board::letters;
use crate::i18n::Lang;
use crate::i18n::format::{clock, number};
use crate::view::{dynamic, piece};
use crate::vocabulary::{NodeId, PartName, RequestEvent, RequestStep, RequestTrace, SimTime};
use leptos::prelude::*;
use swell_core::observe::headers::{Connection, Envelope, Header};
use swell_core::rules::network::{Leg, Reach};
use swell_core::world::names::Selection;
use swell_core::world::request::Outcome;

pub fn dialog(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let body = move || match shell.board.request_trace.get() {
        Some(trace) => filled(shell, &trace),
        None => view! { <p class="empty">{m.newest_empty}</p> }.into_any(),
    };
    view! { <div class="request-trace">{piece(body)}</div> }.into_any()
}

fn filled(shell: Shell, trace: &RequestTrace) -> AnyView {
    let m = shell.lang.more();
    let sent = trace.sent_at();
    let (tone, end) = match trace.end() {
        Some((code, true)) => ("ok", code.to_string()),
        Some((0, false)) => ("bad", m.no_status.to_owned()),
        Some((code, false)) => ("bad", code.to_string()),
        None => ("warn", m.on_the_way.to_owned()),
    };
    let signal = letters::envelope(shell.board);
    let is_secure = signal.with(|told| told.as_ref().is_some_and(|told| told.is_secure));
    let rows = (0..trace.steps.len())
        .filter_map(|n| row(shell, trace, (n, is_secure), sent))
        .collect_view();
    let told = move || signal.with(|told| told.as_ref().map(|told| envelope(shell, told)));
    view! {
        <p class="request-head">
            <strong>{format!("{} #{}", m.request, trace.serial)}</strong>
            <time>{clock(sent)}</time>
            <code>{trace.client.clone()}</code>
            <span class="request-end" data-tone=tone>{end}</span>
        </p>
        {blame(shell, trace)}
        <ol class="hops">{rows}</ol>
        {piece(told)}
        <p class="share-note">{m.trace_frozen}</p>
    }
    .into_any()
}

/// Who made the error: the part whose answer was the first that failed.
fn blame(shell: Shell, trace: &RequestTrace) -> Option<AnyView> {
    let m = shell.lang.more();
    let (part, outcome) = trace.steps.iter().find_map(|s| match s.what {
        RequestEvent::Answered(outcome) | RequestEvent::Received(outcome) if !outcome.is_ok() => {
            Some((s.part.clone(), outcome))
        }
        _ => None,
    })?;
    let text = format!(
        "{}: {} · {}",
        m.made_by,
        label(shell, &part),
        result(shell, outcome)
    );
    Some(view! { <p class="request-blame" data-tone="bad">{text}</p> }.into_any())
}

fn row(
    shell: Shell,
    trace: &RequestTrace,
    (n, is_secure): (usize, bool),
    sent: SimTime,
) -> Option<AnyView> {
    let step = trace.steps.get(n)?;
    let before = trace.steps.get(..n).unwrap_or_default();
    let (tone, text) = words(shell, step, before);
    let is_same = before.last().is_some_and(|s| s.part == step.part);
    let name = (!is_same).then(|| {
        view! { <span class="hop-part">{icon::kind(step.part.kind)}{label(shell, &step.part)}</span> }
    });
    let arrives = step.what == RequestEvent::Reached;
    let is_locked = trace.is_locked_to(n);
    let lock = (arrives && is_secure).then(|| lock(shell, is_locked));
    Some(
        view! {
            <li class="hop" data-tone=tone>
                <time>{format!("+{}", millis(step.at - sent))}</time>
                <div>{name}<span class="hop-what">{text}{lock}</span></div>
            </li>
        }
        .into_any(),
    )
}

/// The rule that kept a connection out. Who is kept out hears nothing (spec 13.3).
pub fn why_dropped(shell: Shell, by: Reach, place: &str) -> String {
    let m = shell.lang.more();
    match by {
        Reach::Open { .. } => String::new(),
        Reach::NoRoute => m.no_route.to_owned(),
        Reach::NoGroupRule { is_far: true } => m.no_rule_in.to_owned(),
        Reach::NoGroupRule { is_far: false } => m.no_rule_out.to_owned(),
        Reach::Acl { leg, by, .. } => {
            let leg = match leg {
                Leg::Request => m.acl_request,
                Leg::Answer => m.acl_answer,
            };
            let rule = by.map_or_else(|| "*".to_owned(), |number| number.to_string());
            format!("{leg} · {place} · {} {rule}", m.rule)
        }
    }
}

/// What happened at a step, and its tone; `before` are the steps of the request up to then.
pub fn words(shell: Shell, step: &RequestStep, before: &[RequestStep]) -> (&'static str, String) {
    let m = shell.lang.more();
    // Since the last such step at the same part.
    let since = |is_it: fn(&RequestEvent) -> bool| {
        let last = before
            .iter()
            .rev()
            .find(|s: &&RequestStep| s.part == step.part && is_it(&s.what));
        last.map(|s| millis(step.at - s.at))
    };
    match &step.what {
        RequestEvent::Sent => ("flow", m.sent.to_owned()),
        RequestEvent::Reached => ("neutral", m.arrived.to_owned()),
        RequestEvent::Resolved {
            is_cached,
            target,
            left,
            selection,
        } => {
            let (tone, told) = match is_cached {
                true => ("neutral", m.from_cache.to_owned()),
                // What the records were like is known of an answer that has just been given.
                false => ("flow", asked(shell, step, selection.as_ref())),
            };
            let left = format!(
                "{} {} s",
                m.ttl_left,
                number((*left as f64 / 1e6).ceil(), 0)
            );
            let chosen = format!("{}: {}", m.chose, label(shell, target));
            (tone, format!("{told} · {chosen} · {left}"))
        }
        RequestEvent::Started => {
            let waited = since(|w| matches!(w, RequestEvent::Reached)).unwrap_or_default();
            ("neutral", format!("{} {waited}", m.waited))
        }
        RequestEvent::Picked {
            target,
            eligible,
            outstanding,
            ..
        } => (
            "decision",
            format!(
                "{}: {} · {} {eligible} · {} {outstanding}",
                m.chose,
                label(shell, target),
                m.eligible,
                m.outstanding
            ),
        ),
        RequestEvent::Noted(word) => {
            let text = shell.lang.said(step.part.kind, word);
            ("decision", text.to_owned())
        }
        RequestEvent::Dropped { target, by, place } => {
            let why = why_dropped(shell, *by, place);
            (
                "bad",
                format!("{}: {} · {why}", m.dropped, label(shell, target)),
            )
        }
        RequestEvent::Answered(outcome) => {
            let worked = since(|w| matches!(w, RequestEvent::Started));
            let worked = worked.map_or_else(String::new, |w| format!(" · {} {w}", m.worked));
            let text = format!("{} {}{worked}", m.answered, result(shell, *outcome));
            (tone(*outcome), text)
        }
        RequestEvent::Received(outcome) => (
            tone(*outcome),
            format!("{} {}", m.received, result(shell, *outcome)),
        ),
        RequestEvent::GaveUp => ("bad", m.gave_up.to_owned()),
    }
}

/// That the name was asked, and how it chose among its records.
fn asked(shell: Shell, step: &RequestStep, selection: Option<&Selection>) -> String {
    let m = shell.lang.more();
    let Some(selection) = selection else {
        return m.name_asked.to_owned();
    };
    let kind = step.part.kind;
    let word = selection.policy.as_str();
    let policy = kind.map_or(word, |kind| shell.lang.choice(kind, "RoutingPolicy", word));
    let (healthy, records) = (selection.healthy, selection.records);
    let of = format!("{} {healthy}/{records}", m.healthy_records);
    format!("{} · {policy} · {of}", m.name_asked)
}

fn tone(outcome: Outcome) -> &'static str {
    if outcome.is_ok() { "ok" } else { "bad" }
}

/// The status, and why it is none of the good ones.
fn result(shell: Shell, outcome: Outcome) -> String {
    let code = match outcome.code {
        0 => shell.lang.more().no_status.to_owned(),
        code => code.to_string(),
    };
    match shell.lang.failure(outcome.cause) {
        "" => code,
        why => format!("{code} · {why}"),
    }
}

pub fn label(shell: Shell, part: &PartName) -> String {
    match part.name.as_str() {
        "" => shell.lang.kind(part.kind).to_owned(),
        name => name.to_owned(),
    }
}

/// Milliseconds as far as they matter.
fn millis(us: SimTime) -> String {
    let ms = us as f64 / 1e3;
    format!("{} ms", number(ms, if ms < 100.0 { 1 } else { 0 }))
}

/// Whether a hop is encrypted, with what it is called.
pub fn lock(shell: Shell, is_locked: bool) -> AnyView {
    let m = shell.lang.more();
    let (glyph, text, tone) = match is_locked {
        true => (icon::LOCKED, m.hop_locked, "ok"),
        false => (icon::UNLOCKED, m.hop_open, "neutral"),
    };
    view! { <span class="hop-lock" data-tone=tone>{icon::ui(glyph)}{text}</span> }.into_any()
}

/// What every balancer on the way made of it: two connections, and the headers before and after.
fn envelope(shell: Shell, envelope: &Envelope) -> AnyView {
    let m = shell.lang.more();
    let passages = envelope.passages.iter().map(|passage| {
        let node = NodeId(passage.balancer.0);
        let structure = shell.board.structure.get_untracked();
        let found = structure.nodes.iter().find(|known| known.id == node);
        let name = found.map(|found| found.name.clone()).unwrap_or_default();
        let connection = |label: &'static str, it: &Connection| {
            let glyph = if it.is_secure {
                icon::LOCKED
            } else {
                icon::UNLOCKED
            };
            let kept = if it.is_kept {
                m.connection_kept
            } else {
                m.connection_once
            };
            view! {
                <p class="connection">
                    {icon::ui(glyph)}
                    <span>{label}</span>
                    <code>{format!("{} → {}", it.from, it.to)}</code>
                    <span>{kept}</span>
                </p>
            }
        };
        view! {
            <section class="passage">
                <h4>{name}</h4>
                {connection(m.connection_front, &passage.front)}
                {connection(m.connection_back, &passage.back)}
                {table(shell, &passage.headers)}
            </section>
        }
    });
    let passages = passages.collect_view();
    let seen = envelope
        .peer
        .clone()
        .map(|peer| view! { <p>{m.header_peer} " " <code>{peer}</code></p> });
    view! {
        <p class="asked"><code>{envelope.asked.clone()}</code></p>
        <details class="headers">
            <summary>{m.headers}</summary>
            {passages}
            {seen}
            <p class="share-note">{m.header_note}</p>
        </details>
    }
    .into_any()
}

fn table(shell: Shell, headers: &[Header]) -> Option<AnyView> {
    let m = shell.lang.more();
    if headers.is_empty() {
        return Some(view! { <p class="share-note">{m.headers_unread}</p> }.into_any());
    }
    let told = |value: &Option<String>| match value {
        Some(value) => view! { <code>{value.clone()}</code> }.into_any(),
        None => m.header_none.into_any(),
    };
    let row = |header: &Header| {
        view! {
            <tr data-changed=(header.before != header.after).then_some("")>
                <th scope="row"><code>{header.name.clone()}</code></th>
                <td>{told(&header.before)}</td>
                <td>{told(&header.after)}</td>
            </tr>
        }
    };
    Some(
        view! {
            <table>
                <thead>
                    <tr>
                        <th scope="col">{m.header}</th>
                        <th scope="col">{m.header_before}</th>
                        <th scope="col">{m.header_after}</th>
                    </tr>
                </thead>
                <tbody>{headers.iter().map(row).collect_view()}</tbody>
            </table>
        }
        .into_any(),
    )
}

/// The newest followed requests, each opening its trace: the twin of clicking a dot.
pub fn newest(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let rows = move || {
        shell
            .board
            .requests
            .get()
            .into_iter()
            .map(|r| {
                let (tone, glyph) = match r.is_ok {
                    true => ("ok", icon::CHECK),
                    false => ("bad", icon::CROSS),
                };
                let code = match r.code {
                    0 if shell.lang == Lang::Ko => "연결 오류".to_owned(),
                    0 => "no status".to_owned(),
                    code => code.to_string(),
                };
                let serial = r.serial;
                view! {
                    <li>
                        <button
                            type="button"
                            class="journal-line"
                            data-tone=tone
                            on:click=move |_| shell.send(Verb::TraceRequest(serial))
                        >
                            <time>{clock(r.at)}</time>
                            {icon::ui(glyph)}
                            <span>{format!("{} #{serial}", m.request)}</span>
                            <span>{code}</span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let has_any = move || shell.board.requests.with(|all| !all.is_empty());
    view! {
        <section class="newest-requests" aria-label=m.newest_requests>
            <h3>{m.newest_requests}</h3>
            <p class="empty" hidden=dynamic(has_any)>{m.newest_empty}</p>
            <ul class="journal">{piece(rows)}</ul>
        </section>
    }
    .into_any()
}
