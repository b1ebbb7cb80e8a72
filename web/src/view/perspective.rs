//! Three ways to look at one run: what stands where, one request step by step, and what flows, one
//! kind at a time (spec 1.6).

use super::request_trace::{label, lock, words};
use super::state::{Dialog, Perspective, Screen, Stream};
use super::{Shell, Verb, dynamic, icon, piece, world};
use crate::board::letters;
use crate::board::put;
use crate::geometry::curve::{Curve, Side};
use crate::i18n::format::{number, whole};
use crate::vocabulary::{
    EdgeKey, Item, KindId, Level, LogView, Moved, NodeId, RequestEvent, RequestStep, RequestTrace,
    Role, Stop, Structure, role,
};
use leptos::prelude::*;
use swell_core::base::time::Span;
use swell_core::observe::feeling::Feeling;
use web_sys::KeyboardEvent;

/// Which of them, and what it has to say.
pub fn perspectives(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let at = shell.ui.perspective;
    follow(shell);
    let is_flow = |p: Option<Perspective>| matches!(p, Some(Perspective::Flow(_)));
    let button = |name: &'static str, one: Perspective| {
        let is_on = move || match one {
            Perspective::Flow(_) => is_flow(at.get()),
            _ => at.get() == Some(one),
        };
        // A second press shows everything again.
        let press = move |_| at.set((!untrack(is_on)).then_some(one));
        view! {
            <button type="button" aria-pressed=dynamic(move || is_on().to_string()) on:click=press>
                {name}
            </button>
        }
    };
    let panel = move || match at.get()? {
        Perspective::Architecture => Some(layers(shell)),
        Perspective::Journey => Some(journey(shell)),
        Perspective::Flow(stream) => Some(flow(shell, stream)),
    };
    view! {
        <div class="perspectives" role="group" aria-label=m.perspectives>
            <span class="segments">
                {button(m.view_architecture, Perspective::Architecture)}
                {button(m.view_journey, Perspective::Journey)}
                {button(m.view_flow, Perspective::Flow(Stream::Requests))}
            </span>
        </div>
        {piece(panel)}
    }
    .into_any()
}

/// The picture says which way it is looked at, and only the marks of that are on the canvas.
fn follow(shell: Shell) {
    let ui = shell.ui;
    Effect::new(move |before: Option<Option<Perspective>>| {
        let now = ui.perspective.get();
        if before.flatten() == now {
            return now;
        }
        let only = |stream| match now {
            Some(Perspective::Flow(shown)) => shown == stream,
            Some(Perspective::Architecture) => false,
            _ => true,
        };
        put(&ui.shows_requests, only(Stream::Requests));
        put(&ui.shows_probes, only(Stream::Probes));
        put(&ui.shows_metrics, only(Stream::Metrics));
        put(&ui.shows_decisions, only(Stream::Metrics));
        let word = match now {
            None => "",
            Some(Perspective::Architecture) => "architecture",
            Some(Perspective::Journey) => "journey",
            Some(Perspective::Flow(Stream::Requests)) => "requests",
            Some(Perspective::Flow(Stream::Probes)) => "probes",
            Some(Perspective::Flow(Stream::Metrics)) => "metrics",
            Some(Perspective::Flow(Stream::Log)) => "log",
        };
        let stage = document().get_element_by_id("stage");
        let _ = stage.map(|stage| stage.set_attribute("data-view", word));
        match now {
            Some(Perspective::Journey) => shell.send(Verb::FollowNewest),
            _ => put(&shell.board.moved, None),
        }
        now
    });
}

/// What the board is made of.
fn layers(shell: Shell) -> AnyView {
    let text = move || {
        let board = shell.board.structure.get();
        let frames = |level| board.frames.iter().filter(|z| z.level == level).count();
        let public = board.frames.iter().filter(|z| z.is_public()).count();
        let mut groups: Vec<NodeId> = board.filtered.iter().map(|(_, filter)| *filter).collect();
        groups.sort_unstable();
        groups.dedup();
        let counts = [
            ("{r}", frames(Level::Region)),
            ("{v}", frames(Level::Vpc)),
            ("{z}", frames(Level::Az)),
            ("{s}", frames(Level::Subnet)),
            ("{p}", public),
            ("{g}", groups.len()),
        ];
        let fill = |piece: &str| {
            let mut text = piece.to_owned();
            for (hole, count) in &counts {
                // What the board does not have is not spoken of.
                if *count == 0 && *hole != "{p}" && text.contains(hole) {
                    return None;
                }
                text = text.replace(hole, &count.to_string());
            }
            Some(text)
        };
        let pieces = shell.lang.more().layers.split(" · ").filter_map(fill);
        pieces.collect::<Vec<_>>().join(" · ")
    };
    // Elsewhere it stands over the board.
    let is_phone = shell.ui.screen.get_untracked() == Screen::Phone;
    let world = is_phone.then(|| world::strip(shell));
    view! {
        <div class="perspective-panel">
            <p>{dynamic(text)}</p>
            {world}
            {super::layers::table(shell)}
        </div>
    }
    .into_any()
}

fn flow(shell: Shell, shown: Stream) -> AnyView {
    let m = shell.lang.more();
    let all = [
        (Stream::Requests, m.stream_requests),
        (Stream::Probes, m.stream_probes),
        (Stream::Metrics, m.stream_metrics),
        (Stream::Log, m.stream_log),
    ];
    let buttons = all.map(|(stream, name)| {
        let press = move |_| shell.ui.perspective.set(Some(Perspective::Flow(stream)));
        view! {
            <button type="button" aria-pressed=(stream == shown).to_string() on:click=press>{name}</button>
        }
    });
    let text = move || match shown {
        Stream::Requests => {
            let per_s = shell.board.client.with(|c| c.sent_per_s);
            format!("{} {}", m.stream_requests_help, number(f64::from(per_s), 1))
        }
        Stream::Probes => m.stream_probes_help.to_owned(),
        Stream::Metrics => {
            let alarms = shell.board.alarms.with(Vec::len);
            format!("{} {}", m.stream_metrics_help, whole(alarms as i64))
        }
        Stream::Log => m.stream_log_help.to_owned(),
    };
    let entries = move || (shown == Stream::Log).then(|| logs(shell));
    view! {
        <div class="perspective-panel">
            <span class="segments" role="group" aria-label=m.view_flow>{buttons.into_iter().collect_view()}</span>
            <p role="status">{dynamic(text)}</p>
            {piece(entries)}
        </div>
    }
    .into_any()
}

/// What writes logs, how much it has put where, and when the next files go; or that nothing does.
fn logs(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let writers = letters::writers(shell.board);
    let body = move || match writers.get() {
        all if all.is_empty() => {
            let kinds = KindId::ALL.iter().copied();
            let kinds = kinds.filter(|kind| role(Some(*kind)) == Role::Log);
            let add = |kind: KindId| {
                let name = format!("{}: {}", m.log_add, shell.lang.kind(kind));
                let place = move |_| shell.send(Verb::Place { kind, at: None });
                view! { <button type="button" class="button" on:click=place>{name}</button> }
            };
            let adds = kinds.map(add).collect_view();
            view! { <p class="flow-none">{m.log_none}</p> {adds} }.into_any()
        }
        all => {
            let rows = all.into_iter().map(|log| log_row(shell, log));
            view! { <ul class="flow-log">{rows.collect_view()}</ul> }.into_any()
        }
    };
    view! { {piece(body)} <p class="share-note">{m.log_application}</p> }.into_any()
}

fn log_row(shell: Shell, log: LogView) -> AnyView {
    let kind = shell.board.structure.with_untracked(|s| {
        let chip = s.chips.iter().find(|c| c.id == log.id);
        chip.and_then(|c| c.kind)
    });
    let to = match log.to {
        Some(bucket) => shell.node_name(bucket),
        None => shell.lang.more().log_undrawn.to_owned(),
    };
    let name = format!("{} → {to}", shell.node_name(log.of));
    let face = shell.board.node(log.id);
    let said = move || {
        face.with(|face| {
            let readings = face.headline.iter().chain(&face.rows);
            let (lang, word) = (shell.lang, |word| shell.lang.vital(kind, word));
            let said = readings.map(|r| format!("{} {}", word(r.word), lang.amount(r)));
            said.collect::<Vec<_>>().join(" · ")
        })
    };
    let open = move |_| shell.ui.open(Item::Node(log.id));
    view! {
        <li>
            <button type="button" class="quiet-button" on:click=open>{name}</button>
            <span>{dynamic(said)}</span>
        </li>
    }
    .into_any()
}

/// Files of logs on their way, while they are looked at.
pub fn log_ways(shell: Shell) -> AnyView {
    let writers = letters::writers(shell.board);
    let ways = move || {
        if shell.ui.perspective.get() != Some(Perspective::Flow(Stream::Log)) {
            return None;
        }
        let logs = writers.get();
        let ways = shell.ui.layout.with(|l| {
            let way = |log: &LogView| {
                let (from, to) = (l.node(log.of), l.node(log.to?));
                let (leave, enter) = match from.y < to.y {
                    true => (Side::Bottom, Side::Top),
                    false => (Side::Top, Side::Bottom),
                };
                Some(Curve::between(from, leave, to, enter).d())
            };
            logs.iter().filter_map(way).collect::<Vec<_>>()
        });
        let path = |d: String| view! { <path class="log-line" d=d></path> };
        Some(ways.into_iter().map(path).collect_view())
    };
    view! { <g pointer-events="none" aria-hidden="true">{piece(ways)}</g> }.into_any()
}

fn journey(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let at = RwSignal::new(0_usize);
    let trace = shell.board.request_trace;
    let stops =
        Memo::new(move |_| trace.with(|t| t.as_ref().map(RequestTrace::stops).unwrap_or_default()));
    // Another request begins at its beginning.
    Effect::new(move |_| {
        stops.track();
        at.set(0);
    });
    Effect::new(move |_| {
        let n = at.get();
        let moved = trace.with(|trace| {
            let trace = trace.as_ref()?;
            let step =
                stops.with(|all| all.get(n).and_then(|s| trace.steps.get(s.last)).cloned())?;
            Some(Moved {
                serial: trace.serial,
                step,
            })
        });
        put(&shell.board.moved, moved);
    });
    let count = move || stops.with(Vec::len);
    let go = move |by: isize| {
        at.update(|n| {
            *n = n
                .saturating_add_signed(by)
                .min(untrack(count).saturating_sub(1));
        });
    };
    let keys = move |ev: KeyboardEvent| {
        let by = match ev.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return,
        };
        ev.prevent_default();
        ev.stop_propagation();
        go(by);
    };
    let said = move || {
        let n = at.get();
        trace.with(|trace| {
            let trace = trace.as_ref()?;
            let stop = stops.with(|all| all.get(n).copied())?;
            Some(step(shell, trace, stop))
        })
    };
    let body = move || match said() {
        Some(view) => view,
        None => view! { <p>{m.journey_none}</p> }.into_any(),
    };
    let dots = move || {
        let here = at.get();
        let dot = |n: usize| {
            view! {
                <button
                    type="button"
                    aria-label=format!("{}", n + 1)
                    aria-current=(n == here).then_some("step")
                    on:click=move |_| at.set(n)
                >
                    {n + 1}
                </button>
            }
        };
        (0..count()).map(dot).collect_view()
    };
    let is_first = move || at.get() == 0;
    let is_last = move || at.get() + 1 >= count();
    view! {
        <div class="perspective-panel journey" on:keydown=keys>
            <div role="status">{piece(body)}</div>
            <div class="journey-way">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=m.journey_previous
                    aria-disabled=dynamic(move || is_first().to_string())
                    on:click=move |_| go(-1)
                >
                    "←"
                </button>
                <span class="journey-dots">{piece(dots)}</span>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=m.journey_next
                    aria-disabled=dynamic(move || is_last().to_string())
                    on:click=move |_| go(1)
                >
                    "→"
                </button>
                <button type="button" class="button" on:click=move |_| shell.send(Verb::FollowNewest)>
                    {m.journey_other}
                </button>
                <button
                    type="button"
                    class="quiet-button"
                    on:click=move |_| shell.ui.dialog.set(Some(Dialog::RequestTrace))
                >
                    {m.journey_details}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// One stay of the request: where it is, what happens there, how long it has been under way.
fn step(shell: Shell, trace: &RequestTrace, stop: Stop) -> AnyView {
    let m = shell.lang.more();
    let steps = trace.steps.get(stop.first..=stop.last).unwrap_or_default();
    let Some(last) = steps.last() else {
        return ().into_any();
    };
    let took = last.at - trace.sent_at();
    let way = if stop.is_back {
        m.journey_back
    } else {
        m.journey_there
    };
    let (tone, text) = caption(shell, trace, steps, stop);
    let arrives = steps.iter().position(|s| s.what == RequestEvent::Reached);
    let is_secure = letters::envelope(shell.board)
        .with(|told| told.as_ref().is_some_and(|told| told.is_secure));
    let reached = arrives.filter(|_| is_secure).map(|at| stop.first + at);
    let lock = reached.map(|n| lock(shell, trace.is_locked_to(n)));
    view! {
        <p class="journey-head">
            {icon::kind(last.part.kind)}
            <strong>{label(shell, &last.part)}</strong>
            <span>{format!("{way} · +{} ms", number(took as f64 / 1e3, 1))}</span>
            {lock}
        </p>
        <p class="journey-text" data-tone=tone>{text}</p>
    }
    .into_any()
}

fn caption(
    shell: Shell,
    trace: &RequestTrace,
    steps: &[RequestStep],
    stop: Stop,
) -> (&'static str, String) {
    let m = shell.lang.more();
    let find = |is_it: fn(&RequestEvent) -> bool| steps.iter().find(|s| is_it(&s.what));
    let before = trace.steps.get(..stop.first).unwrap_or_default();
    let told = |step: &RequestStep| words(shell, step, before);
    if let Some(bad) = find(|w| matches!(w, RequestEvent::Dropped { .. })) {
        return told(bad);
    }
    let ended = find(|w| matches!(w, RequestEvent::Received(_) | RequestEvent::GaveUp));
    if let Some(end) = ended.filter(|_| stop.last + 1 == trace.steps.len()) {
        return ending(shell, trace, end);
    }
    if find(|w| matches!(w, RequestEvent::Sent)).is_some() {
        return ("flow", m.journey_sends.to_owned());
    }
    match find(|w| matches!(w, RequestEvent::Resolved { .. })).map(|s| &s.what) {
        Some(RequestEvent::Resolved {
            is_cached: true, ..
        }) => {
            return ("neutral", m.journey_knows.to_owned());
        }
        Some(_) => return ("flow", m.journey_asks.to_owned()),
        None => {}
    }
    if let Some(RequestStep {
        what: RequestEvent::Picked { target, .. },
        ..
    }) = find(|w| matches!(w, RequestEvent::Picked { .. }))
    {
        let text = format!("{}: {}", m.journey_picks, label(shell, target));
        return ("decision", text);
    }
    if let Some(step) = find(|w| matches!(w, RequestEvent::Answered(_))) {
        let (tone, what) = told(step);
        return (tone, format!("{} · {what}", m.journey_answers));
    }
    match steps.last() {
        Some(step) if matches!(step.what, RequestEvent::Reached | RequestEvent::Started) => {
            ("neutral", m.journey_works.to_owned())
        }
        Some(step) => told(step),
        None => ("neutral", String::new()),
    }
}

/// What the user gets, and what it feels like.
fn ending(shell: Shell, trace: &RequestTrace, end: &RequestStep) -> (&'static str, String) {
    let m = shell.lang.more();
    let is_ok = matches!(end.what, RequestEvent::Received(outcome) if outcome.is_ok());
    let us = u64::try_from(end.at - trace.sent_at()).unwrap_or_default();
    let (tone, felt) = match Feeling::of(is_ok, Span::from_us(us)) {
        Feeling::Ok => ("ok", m.feel_ok),
        Feeling::Slow => ("warn", m.feel_slow),
        Feeling::Error => ("bad", m.feel_error),
    };
    let ms = number(us as f64 / 1e3, 0);
    let (_, what) = words(shell, end, &[]);
    let seen = if is_ok { m.journey_ends } else { &what };
    (tone, format!("{seen} · {felt} ({ms} ms)"))
}

/// The way of the request so far, over the lines of the board.
pub fn way(shell: Shell) -> AnyView {
    let lines = move || {
        if shell.ui.perspective.get() != Some(Perspective::Journey) {
            return None;
        }
        let until = shell.board.moved.with(|m| m.as_ref().map(|m| m.step.at))?;
        let board = shell.board.structure.get();
        let items: Vec<Item> = shell.board.request_trace.with(|trace| {
            let steps = trace.iter().flat_map(|t| &t.steps);
            steps
                .take_while(|s| s.at <= until)
                .filter_map(|s| s.item)
                .collect()
        });
        let keys = items.windows(2).filter_map(|pair| match pair {
            [from, to] if from != to => edge(&board, *from, *to),
            _ => None,
        });
        let curve = |key: EdgeKey| shell.ui.layout.with(|l| l.curves.get(&key).map(|c| c.d()));
        let paths = keys.filter_map(curve);
        Some(
            paths
                .map(|d| view! { <path class="journey-line" d=d></path> })
                .collect_view(),
        )
    };
    view! { <g pointer-events="none" aria-hidden="true">{piece(lines)}</g> }.into_any()
}

/// The line between two things of the board, whichever way.
fn edge(board: &Structure, a: Item, b: Item) -> Option<EdgeKey> {
    let is_end = |node: NodeId, key: &EdgeKey, item: Item| match item {
        Item::Node(id) => id == node,
        Item::Instance(id) => key.instance == Some(id) || NodeId(id.0) == node,
        _ => false,
    };
    board.edges().into_iter().find(|key| {
        let link = board.links.iter().find(|l| l.id == key.link);
        link.is_some_and(|l| {
            (is_end(l.from, key, a) && is_end(l.to, key, b))
                || (is_end(l.from, key, b) && is_end(l.to, key, a))
        })
    })
}
