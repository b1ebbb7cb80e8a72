//! Two boards side by side, on the same seed and with the same crowd: which two, both as they stand,
//! and one table of what they came to.

use super::score::score;
use super::stage::node::cut;
use super::stopped;
use super::toolbar::{speed_name, times};
use super::{Guest, Shell, Verb, dynamic, icon, piece};
use crate::dom::{El, svg};
use crate::geometry::decimal::decimal;
use crate::geometry::fit::{Layout, Mode, Shift, tidy};
use crate::geometry::{Point, Rect};
use crate::i18n::format::{clock, latency, number};
use crate::vocabulary::{
    Action, Face, InstanceId, KindId, NodeView, Role, SideView, Speed, Structure, SurgeView,
    kind_of, role,
};
use leptos::html;
use leptos::prelude::*;
use swell_core::contract::{Tone, Unit};
use swell_core::observe::meters::{Amount, Shown};
use swell_core::scenario::catalog::PRESETS;
use swell_core::scenario::pairs::PAIRS;
use swell_core::session::rival::Lane;

/// Room around a picture. Units: world units.
const AIR: f64 = 8.0;
/// The box of a glyph.
const GLYPH: f64 = 24.0;
const LETTERS: f64 = 12.0;
/// What the choices stand for besides the ready-made boards.
const THIS: &str = "this";
const COPY: &str = "copy";
const BEFORE: &str = "before";

pub fn beside(shell: Shell) -> AnyView {
    let both = shell.board.futures;
    let is_running =
        Memo::new(move |_| both.with(|f| f.as_ref().is_some_and(|f| f.beside.is_some())));
    let panes = move || is_running.get().then(|| running(shell));
    view! {
        <div class="beside">
            <p class="share-note">{shell.lang.more().beside_note}</p>
            <details open=dynamic(move || !is_running.get())>
                <summary>{shell.lang.more().beside_which}</summary>
                {choices(shell)}
            </details>
            {piece(panes)}
        </div>
    }
    .into_any()
}

/// Which two boards, and comparisons that the notes make.
fn choices(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let (a, b) = (
        RwSignal::new(THIS.to_owned()),
        RwSignal::new(COPY.to_owned()),
    );
    let start = move |_| {
        let own = a.with_untracked(|a| preset(a));
        let guest = b.with_untracked(|b| match b.as_str() {
            COPY => Some(Guest::Copy),
            BEFORE => Some(Guest::Before),
            id => preset(id).map(Guest::Preset),
        });
        if let Some(guest) = guest {
            shell.send(Verb::StandBeside(own, guest));
        }
    };
    let known = PAIRS.iter().map(|pair| {
        let begin = move |_| {
            a.set(pair.a.to_owned());
            b.set(pair.b.to_owned());
            shell.send(Verb::StandBeside(Some(pair.a), Guest::Preset(pair.b)));
        };
        // An item of several comparisons is told apart by what each begins with.
        let of_item = PAIRS.iter().filter(|other| other.item == pair.item);
        let title = shell
            .lang
            .preset_title(pair.a)
            .filter(|_| of_item.count() > 1);
        let name = title.map_or_else(|| shell.lang.noted(pair.item), |(title, _)| title);
        view! {
            <button type="button" class="button" data-pair=pair.item on:click=begin>
                {name}
            </button>
        }
    });
    let first = [(THIS, m.beside_this)];
    let second = [(COPY, m.beside_copy), (BEFORE, m.beside_before)];
    view! {
        <div class="beside-choice">
            {choice(shell, m.beside_a, a, &first)}
            {choice(shell, m.beside_b, b, &second)}
            <button type="button" class="button primary" on:click=start>{m.beside_start}</button>
        </div>
        <div class="beside-try" role="group" aria-label=m.beside_try>
            <span>{m.beside_try}</span>
            {known.collect_view()}
        </div>
    }
    .into_any()
}

fn preset(id: &str) -> Option<&'static str> {
    PRESETS.iter().find(|p| p.id == id).map(|p| p.id)
}

fn choice(
    shell: Shell,
    label: &'static str,
    value: RwSignal<String>,
    own: &[(&'static str, &'static str)],
) -> AnyView {
    let ready = PRESETS
        .iter()
        .filter_map(|p| Some((p.id, shell.lang.preset_title(p.id)?.0)));
    let all = own.iter().copied().chain(ready);
    let options = all.map(|(id, name)| {
        view! { <option value=id prop:selected=move || value.with(|v| v == id)>{name}</option> }
    });
    view! {
        <label>
            <span>{label}</span>
            <select class="input" on:change=move |ev| value.set(event_target_value(&ev))>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}

fn running(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let table = move || {
        shell
            .board
            .futures
            .with(|f| f.as_ref().map(|f| score(shell, f)))
    };
    view! {
        {transport(shell)}
        <div class="beside-run">
            <div class="beside-panes">{pane(shell, Lane::A)}{pane(shell, Lane::B)}</div>
            <div class="beside-score">{piece(table)}</div>
        </div>
        <p class="share-note">
            <button type="button" class="quiet-button" on:click=move |_| shell.act(Action::EndFork)>
                {m.beside_end}
            </button>
        </p>
    }
    .into_any()
}

/// Time, for both.
fn transport(shell: Shell) -> AnyView {
    let t = shell.t();
    let runs = move || shell.board.clock.with(|c| c.is_running);
    let word = move || if runs() { t.pause } else { t.play };
    let glyph = move || icon::ui(if runs() { icon::PAUSE } else { icon::PLAY });
    let now = move || clock(shell.board.clock.with(|c| c.now));
    let rushes = move || {
        let can = shell.board.enabled.with(|e| e.allows(Action::Surge));
        !can || shell.board.surge.with(|s| *s != SurgeView::Ready)
    };
    let speed = Memo::new(move |_| shell.board.clock.with(|c| c.speed));
    let speeds = Speed::ALL.into_iter().enumerate().map(|(n, s)| {
        let is_it = move || speed.get() == s;
        view! { <option value=n prop:selected=is_it>{speed_name(shell, s)}</option> }
    });
    let choose = move |ev| {
        let chosen = event_target_value(&ev).parse().ok();
        if let Some(s) = chosen.and_then(|n: usize| Speed::ALL.get(n)) {
            shell.act(Action::SetSpeed(*s));
        }
    };
    // Less than was asked for is less for both.
    let reached = move || {
        if let Some(why) = stopped::why(shell) {
            return Some(why.to_owned());
        }
        let reached = shell.board.clock.with(|c| c.reached).map(times)?;
        let why = match speed.get() {
            Speed::Max => String::new(),
            _ => format!(" · {}", shell.lang.more().beside_slow),
        };
        Some(format!("{} {reached}×{why}", t.reached))
    };
    view! {
        <div class="beside-time">
            <button
                type="button"
                class="icon-button"
                aria-label=dynamic(word)
                on:click=move |_| shell.act(Action::PlayPause)
            >
                {piece(glyph)}
            </button>
            <strong>{dynamic(now)}</strong>
            <select class="select speed" aria-label=t.speed on:change=choose>
                {speeds.collect_view()}
            </select>
            <span class="beside-reached" data-tone="warn">{dynamic(reached)}</span>
            <button
                type="button"
                class="button"
                disabled=dynamic(rushes)
                on:click=move |_| shell.act(Action::Surge)
            >
                {t.surge}
            </button>
            <button type="button" class="button" on:click=move |_| shell.act(Action::Restart)>
                {shell.lang.action(Action::Restart)}
            </button>
        </div>
    }
    .into_any()
}

fn pane(shell: Shell, lane: Lane) -> AnyView {
    let m = shell.lang.more();
    let both = shell.board.futures;
    let side = Memo::new(move |_| {
        both.with(|f| {
            let [a, b] = f.as_ref()?.beside.as_ref()?;
            Some(match lane {
                Lane::A => a.clone(),
                Lane::B => b.clone(),
            })
        })
    });
    let is_shown = Memo::new(move |_| both.with(|f| f.as_ref().is_some_and(|f| f.lane == lane)));
    let structure = Memo::new(move |_| side.with(|s| s.as_ref().map(|s| s.structure.clone())));
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let room = place.clone();
        let picture = move || {
            shell.ui.stage_size.track();
            let r = room.get_bounding_client_rect();
            let size = Point::new(r.width(), r.height());
            structure.with(|board| Some(draw(shell, side, board.as_deref()?, size)))
        };
        drop(El::of((**place).clone()).child_fn(picture));
    });
    let name = move || side.with(|s| s.as_ref().map(|s| s.name.clone()).unwrap_or_default());
    let felt = move || side.with(|s| s.as_ref().map(|s| felt(shell, s)));
    let show = move |_| {
        if !is_shown.get_untracked() {
            shell.act(Action::SwapFuture);
        }
        shell.ui.dialog.set(None);
    };
    let word = move || match is_shown.get() {
        true => m.beside_shown,
        false => m.beside_show,
    };
    view! {
        <section class="beside-pane" data-lane=format!("{lane:?}") aria-label=dynamic(name)>
            <h3><span class="beside-lane">{format!("{lane:?}")}</span> {dynamic(name)}</h3>
            <dl aria-label=m.users_feel>{piece(felt)}</dl>
            <div class="beside-picture" aria-hidden="true" node_ref=place></div>
            <button type="button" class="button" on:click=show>{dynamic(word)}</button>
        </section>
    }
    .into_any()
}

/// What the crowd feels and what it costs, now.
fn felt(shell: Shell, side: &SideView) -> AnyView {
    let (t, m) = (shell.t(), shell.lang.more());
    let client = &side.client;
    let p95 = match client.rates.p95_ms {
        0.0 => "–".to_owned(),
        ms => latency(f64::from(ms), shell.lang),
    };
    let failed = client.rates.failed_percent;
    let all = [
        (
            t.row_traffic,
            shell.lang.amount(&Shown {
                word: "",
                amount: Amount::Number(client.sent_per_s),
                unit: Unit::PerSecond,
            }),
            false,
        ),
        (
            m.score_failed,
            format!("{} %", number(f64::from(failed), 1)),
            failed >= 0.05,
        ),
        (m.score_p95, p95, false),
        (
            t.cost,
            format!(
                "${}{}",
                number(f64::from(client.usd_per_hour), 2),
                t.per_hour
            ),
            false,
        ),
    ];
    all.into_iter()
        .map(|(name, value, is_bad)| {
            view! { <div data-tone=is_bad.then_some("bad")><dt>{name}</dt><dd>{value}</dd></div> }
        })
        .collect_view()
        .into_any()
}

/// A side of the comparison; nothing once it has ended.
type Side = Memo<Option<SideView>>;

/// A board in a box of this size. What its parts say follows the run; the rest stays until the board
/// itself becomes another one.
fn draw(shell: Shell, side: Side, board: &Structure, size: Point) -> El {
    let layout = fitting(board, size);
    let b = layout.bounds;
    let (w, h) = (
        (b.w + 2.0 * AIR).max(size.x / LARGEST),
        (b.h + 2.0 * AIR).max(size.y / LARGEST),
    );
    let c = b.centre();
    let view = Rect::new(c.x - w / 2.0, c.y - h / 2.0, w, h);
    let mut frames: Vec<_> = board.frames.iter().collect();
    frames.sort_by_key(|frame| frame.level);
    let frames = frames.into_iter().map(|frame| {
        let rect = svg("rect").attr("data-frame", frame.look()).attr("rx", 8.0);
        rect.rect(layout.frame(frame.id))
    });
    let lines = layout
        .curves
        .values()
        .map(|curve| svg("path").attr("d", curve.d()));
    svg("svg")
        .attr(
            "viewBox",
            format!("{:.0} {:.0} {:.0} {:.0}", view.x, view.y, view.w, view.h),
        )
        .children(frames)
        .children(lines)
        .children(parts(shell, side, board, &layout))
        .children(servers(shell, side, &layout))
}

/// Letters may be this much smaller than they are on the stage, and that much larger.
const SMALLEST: f64 = 0.85;
const LARGEST: f64 = 1.2;

/// The layout of the stage that can be read there, else the one that is largest.
fn fitting(board: &Structure, size: Point) -> Layout {
    let modes = [Mode::Snug, Mode::Flat, Mode::Row, Mode::Column];
    let all = modes.map(|mode| tidy(board, mode, &Shift::default()));
    let scale = |l: &Layout| (size.x / l.bounds.w.max(1.0)).min(size.y / l.bounds.h.max(1.0));
    let readable = all.iter().find(|l| scale(l) >= SMALLEST);
    let largest = || all.iter().max_by(|a, b| scale(a).total_cmp(&scale(b)));
    readable.or_else(largest).cloned().unwrap_or_default()
}

fn parts(shell: Shell, side: Side, board: &Structure, layout: &Layout) -> Vec<El> {
    let part = |node: &NodeView| {
        let (id, kind, r) = (node.id, node.kind, layout.node(node.id));
        if role(kind) == Role::Fleet {
            return svg("rect").class("fleet").rect(r).attr("rx", 8.0);
        }
        let name = match node.name.is_empty() {
            true => shell.lang.kind(kind).to_owned(),
            false => node.name.clone(),
        };
        let face = Memo::new(move |_| side.with(|s| s.as_ref()?.nodes.get(&id).cloned()));
        card(shell, kind, face, &name, r)
    };
    board.nodes.iter().map(part).collect()
}

fn servers(shell: Shell, side: Side, layout: &Layout) -> Vec<El> {
    let kind = kind_of(Role::Server);
    let server = |(id, r): (&InstanceId, &Rect)| {
        let (id, r) = (*id, *r);
        let face = Memo::new(move |_| side.with(|s| s.as_ref()?.servers.get(&id).cloned()));
        svg("g")
            .attr_fn("data-tone", move || tone(face))
            .child(svg("rect").class("server").rect(r).attr("rx", 7.0))
            .child(says(shell, kind, face, r.grown(-1.0), r.centre().y + 4.0))
    };
    layout.instances.iter().map(server).collect()
}

/// How a part stands.
type Stands = Memo<Option<Face>>;

/// A part: what it is, what it is called, and its headline.
fn card(shell: Shell, kind: Option<KindId>, face: Stands, name: &str, r: Rect) -> El {
    let c = r.centre();
    let side = if r.h > 70.0 { 22.0 } else { 15.0 };
    let top = c.y - (side + 34.0) / 2.0;
    let icon = Rect::new(c.x - side / 2.0, top, side, side);
    let name = cut(name, r.w - 6.0, LETTERS);
    svg("g")
        .attr_fn("data-tone", move || tone(face))
        .child(svg("rect").class("part").rect(r).attr("rx", 8.0))
        .child(glyph(icon::markup(kind), GLYPH, icon))
        .child(label(c.x, top + side + 14.0).class("name").text(name))
        .child(says(shell, kind, face, r, top + side + 30.0))
}

fn tone(face: Stands) -> &'static str {
    face.with(
        |face| match face.as_ref().map_or(Tone::Neutral, |f| f.tone) {
            Tone::Neutral => "neutral",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        },
    )
}

/// The headline of a part, in its card.
fn says(shell: Shell, kind: Option<KindId>, face: Stands, r: Rect, y: f64) -> El {
    let said = move |face: &Face| match (&face.headline, face.is_down()) {
        (_, true) => shell.t().is_down.to_owned(),
        (Some(headline), _) => shell.lang.reading(kind, headline),
        (None, _) => String::new(),
    };
    let text = move || face.with(|face| face.as_ref().map(said).unwrap_or_default());
    label(r.centre().x, y).text_fn(move || cut(&text(), r.w - 6.0, LETTERS))
}

fn label(x: f64, y: f64) -> El {
    svg("text").numbers(["x", "y"], [x, y])
}

fn glyph(markup: &'static str, box_: f64, r: Rect) -> El {
    let scale = decimal(r.w / box_, 3);
    let at = format!("{} scale({scale})", r.corner().translate());
    svg("g").class("glyph").attr("transform", at).markup(markup)
}
