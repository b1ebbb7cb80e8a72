//! Above the picture: the canvas with its loop, the zoom buttons, the legend.

use super::super::state::{Screen, UiState};
use super::super::{Shell, action_button, icon};
use super::chain;
use crate::board::frame_loop::FrameLoop;
use crate::draw::dots::Dots;
use crate::draw::flight::{Budget, Dot, Flights, shown_per_s_max};
use crate::draw::signals::Signals;
use crate::draw::theme::{Colours, Mark};
use crate::geometry::Point;
use crate::geometry::fit::Mode;
use crate::i18n::Lang;
use crate::i18n::format::whole;
use crate::input::action::Action;
use crate::view::dynamic;
use leptos::html;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// The canvas. It runs only while time does, the page is seen and motion is welcome.
pub fn dots(shell: Shell) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    let keep = StoredValue::new_local(None::<FrameLoop>);
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let Some(painter) = Dots::new(element) else {
            return;
        };
        keep.set_value(Some(animate(shell, painter)));
    });
    // Anything that the loop looks at may have to wake it.
    Effect::new(move |_| {
        let runs = shell.board.clock.with(|c| c.is_running);
        shell.ui.theme.track();
        shell.ui.view.track();
        shell.ui.stage_size.track();
        shell.ui.is_still.track();
        shell.ui.shows_requests.track();
        shell.ui.shows_probes.track();
        shell.ui.shows_metrics.track();
        shell.ui.shows_decisions.track();
        let _ = runs;
        keep.with_value(|k| {
            if let Some(k) = k {
                k.wake();
            }
        });
    });
    view! { <canvas class="dots" aria-hidden="true" node_ref=canvas></canvas> }.into_any()
}

fn budget(ui: UiState) -> Budget {
    match ui.screen.get_untracked() {
        _ if ui.crowd.get_value() > 0 => Budget::Crowd(ui.crowd.get_value()),
        Screen::Desktop | Screen::Tablet => Budget::Desktop,
        Screen::Phone => Budget::Phone,
        _ => Budget::Embed,
    }
}

fn animate(shell: Shell, mut painter: Dots) -> FrameLoop {
    let flights = Rc::new(RefCell::new(Flights::new(budget(shell.ui))));
    let mut signals = Signals::default();
    let mut colours = Colours::default();
    let mut theme = None;
    let mut buffer: Vec<Dot> = Vec::new();
    FrameLoop::new(move |wall_s| {
        let Some(clock) = shell.board.clock.try_get_untracked() else {
            return false;
        };
        let size = shell.ui.stage_size.get_untracked();
        let ratio = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio());
        painter.resize(size, ratio);
        if shell.ui.is_still.get_untracked() {
            painter.clear();
            flights.borrow_mut().clear();
            signals.clear();
            return false;
        }
        let now_theme = shell.ui.theme.get_untracked();
        if theme != Some(now_theme) {
            theme = Some(now_theme);
            colours = read_colours();
        }
        let mut flights = flights.borrow_mut();
        flights.set_budget(budget(shell.ui));
        if clock.is_running {
            let speed = clock.speed.factor().unwrap_or(1_000.0);
            shell.board.feed.update_value(|feed| {
                for flight in feed.drain(..) {
                    flights.push(flight);
                }
            });
            let scale = shell.ui.view.with_untracked(|v| v.scale);
            let per_s = shell
                .ui
                .layout
                .with_untracked(|l| shown_per_s_max(&l.curves, scale));
            flights.set_gap(if speed < 1.0 { 0.0 } else { 0.9 / per_s });
            flights.advance(wall_s, speed);
            shell.board.signals.update_value(|feed| {
                for signal in feed.drain(..) {
                    signals.push(signal);
                }
            });
            signals.advance(wall_s);
        }
        shell
            .ui
            .layout
            .with_untracked(|l| flights.dots(&l.curves, &mut buffer));
        if !signals.is_empty() {
            let (rows, group) = chain::shown(shell);
            shell
                .ui
                .layout
                .with_untracked(|l| signals.dots(l, &rows, group, &mut buffer));
            buffer.sort_by_key(|d| d.mark);
        }
        let (requests, probes) = (
            shell.ui.shows_requests.get_untracked(),
            shell.ui.shows_probes.get_untracked(),
        );
        let (metrics, decisions) = (
            shell.ui.shows_metrics.get_untracked(),
            shell.ui.shows_decisions.get_untracked(),
        );
        buffer.retain(|d| match (d.mark, d.serial) {
            (Mark::Probe, _) | (Mark::Failed, 0) => probes,
            (Mark::Request | Mark::CacheHit | Mark::Failed, _) => requests,
            (Mark::Metric, _) => metrics,
            (Mark::Decision | Mark::Held, _) => decisions,
        });
        shell
            .board
            .painted
            .update_value(|painted| painted.clone_from(&buffer));
        painter.paint(&buffer, shell.ui.view.get_untracked(), &colours);
        clock.is_running
    })
}

/// The tokens as the browser resolves them now.
pub fn read_colours() -> Colours {
    let style = web_sys::window().and_then(|w| {
        let root = w.document()?.document_element()?;
        w.get_computed_style(&root).ok().flatten()
    });
    let read = |name: &str| {
        style
            .as_ref()
            .and_then(|s| s.get_property_value(name).ok())
            .map(|v| v.trim().to_owned())
            .unwrap_or_default()
    };
    Colours {
        marks: Mark::ALL.map(|m| read(m.token())),
        surface: read("--surface-0"),
    }
}

/// Zoom buttons, the twins of pinch and wheel.
pub fn zoom(shell: Shell) -> AnyView {
    let t = shell.t();
    view! {
        <div class="zoom" role="group" aria-label=t.fit>
            {action_button(shell, "icon-button", Action::ZoomIn, t.zoom_in, icon::PLUS, false)}
            {action_button(shell, "icon-button", Action::ZoomOut, t.zoom_out, icon::MINUS, false)}
            {action_button(shell, "icon-button", Action::Fit, t.fit, icon::FIT, false)}
        </div>
    }
    .into_any()
}

/// What the dots mean and how many requests one stands for.
pub fn legend(shell: Shell) -> AnyView {
    let t = shell.t();
    let count = move || whole(shell.board.requests_per_dot.get() as i64);
    let text = move || {
        let is_short = shell.ui.mode.get() != Mode::Wide;
        match shell.lang {
            Lang::Ko if is_short => format!("= {}{}", count(), t.legend_dot_unit),
            Lang::En if is_short => format!("= {}", count()),
            Lang::Ko => format!("{} {}{}", t.legend_dot, count(), t.legend_dot_unit),
            Lang::En => format!("{} {} {}", t.legend_dot, count(), t.legend_dot_unit),
        }
    };
    let m = shell.lang.more();
    let ui = shell.ui;
    let dot = view! { <span class="legend-dot" aria-hidden="true"></span> }.into_any();
    let square = view! { <span class="legend-square" aria-hidden="true"></span> }.into_any();
    let no_chain = move || ui.layout.with(|l| l.chain.is_none());
    view! {
        <div class="legend" role="group" aria-label=t.legend_title hidden=dynamic(move || ui.is_still.get())>
            {toggle("requests", ui.shows_requests, dot, view! { <span title=m.show_requests>{dynamic(text)}</span> }.into_any())}
            {toggle("probes", ui.shows_probes, icon::ui(icon::CHECK), m.show_probes.into_any())}
            <span class="legend-chain" hidden=dynamic(no_chain)>
                {toggle("metrics", ui.shows_metrics, square, m.show_metrics.into_any())}
                {toggle("decisions", ui.shows_decisions, icon::ui(icon::DIAMOND), m.show_decisions.into_any())}
            </span>
            <span class="legend-cross" data-tone="bad">{icon::ui(icon::CROSS)}{t.legend_failed}</span>
            <span class="legend-late">{t.legend_late}</span>
        </div>
    }
    .into_any()
}

/// A kind of mark in the legend: its shape, its name, and a press that takes it off the canvas.
fn toggle(name: &'static str, shows: RwSignal<bool>, glyph: AnyView, text: AnyView) -> AnyView {
    let tone = match name {
        "probes" => "ok",
        "decisions" => "decision",
        _ => "neutral",
    };
    view! {
        <button
            type="button"
            class="legend-toggle"
            data-marks=name
            data-tone=tone
            aria-pressed=dynamic(move || shows.get().to_string())
            on:click=move |_| shows.update(|on| *on = !*on)
        >
            {glyph}
            <span>{text}</span>
        </button>
    }
    .into_any()
}

/// The request whose dot is at a point of the stage.
pub fn dot_at(shell: Shell, at: Point, is_touch: bool) -> Option<u64> {
    let view = shell.ui.view.get_untracked();
    let reach = if is_touch { 22.0 } else { 11.0 };
    shell.board.painted.with_value(|dots| {
        let near = dots.iter().filter(|d| d.serial != 0).map(|d| {
            let p = view.to_screen(Point::new(f64::from(d.x), f64::from(d.y)));
            (p.minus(at).length(), d.serial)
        });
        near.filter(|(away, _)| *away <= reach)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, serial)| serial)
    })
}
