//! Above the picture: the canvas with its loop, the zoom buttons, the legend.

use super::super::state::{Screen, UiState};
use super::super::{Shell, action_button, icon};
use super::chain;
use crate::dom::{El, html};
use crate::draw::dots::Dots;
use crate::draw::flight::{Budget, Dot, Flights, in_order, shown_per_s_max};
use crate::draw::signals::Signals;
use crate::draw::theme::{Colours, Mark};
use crate::geometry::Point;
use crate::i18n::Lang;
use crate::i18n::format::whole;
use crate::platform::frame_loop::FrameLoop;
use crate::vocabulary::{Action, ClockView};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// The canvas. It runs only while time does, the page is seen and motion is welcome.
pub fn dots(shell: Shell) -> El {
    let canvas = html("canvas").class("dots").attr("aria-hidden", "true");
    let Some(painter) = canvas
        .element()
        .dyn_ref::<HtmlCanvasElement>()
        .cloned()
        .and_then(Dots::new)
    else {
        return canvas;
    };
    let frames = animate(shell, painter);
    // Anything that the loop looks at may have to wake it.
    canvas.effect(move |_| {
        shell.board.clock.with(|c| c.is_running);
        shell.ui.is_unseen.track();
        shell.ui.theme.track();
        shell.ui.view.track();
        shell.ui.stage_size.track();
        shell.ui.is_still.track();
        shell.ui.shows_requests.track();
        shell.ui.shows_probes.track();
        shell.ui.shows_metrics.track();
        shell.ui.shows_decisions.track();
        frames.wake();
    })
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
    let mut last: Option<ClockView> = None;
    FrameLoop::new(move |wall_s| {
        let Some(clock) = shell.board.clock.try_get_untracked() else {
            return false;
        };
        if shell.ui.is_unseen.get_untracked() {
            return false;
        }
        // What is under way belongs to another time.
        if last.replace(clock).is_some_and(|l| is_elsewhere(l, clock)) {
            flights.borrow_mut().clear();
            signals.clear();
            shell.board.feed.update_value(Vec::clear);
            shell.board.signals.update_value(Vec::clear);
        }
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
        // Time stands still there, but what was on its way then goes its way again and again.
        let is_past = clock.looking_at.is_some();
        if is_past {
            if flights.is_empty() {
                let replay = shell.board.replay;
                replay.with_value(|all| all.iter().cloned().for_each(|f| flights.push(f)));
            }
            flights.set_gap(REPLAY_GAP_S);
            flights.advance(wall_s, clock.speed.factor().unwrap_or(1_000.0).max(1.0));
        }
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
            in_order(&mut buffer);
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
        clock.is_running || (is_past && !flights.is_empty())
    })
}

/// Between two requests of the past that set out. Units: s of wall time.
const REPLAY_GAP_S: f64 = 0.12;

/// Wall seconds that a board may be late with the numbers of a run.
const LATE_S: f64 = 0.5;

/// Whether the picture shows another time than the one just before: the past or the present
/// again, a run from its beginning, or a leap to the next decision.
fn is_elsewhere(before: ClockView, now: ClockView) -> bool {
    let speed = now.speed.factor().unwrap_or(100_000.0);
    let by_s = (now.now - before.now) as f64 / 1e6;
    let leaps = !now.is_running && by_s > 1.0 + LATE_S * speed;
    before.looking_at != now.looking_at || by_s < 0.0 || leaps
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

/// What the board costs, as its parts are now.
pub fn cost(shell: Shell) -> El {
    let t = shell.t();
    let text = move || {
        let usd = shell.board.client.with(|c| f64::from(c.usd_per_hour));
        let cents = (usd * 100.0).round() as u64;
        // A small board has no room for more than the number.
        let word = match shell.ui.mode.get().is_wide() {
            true => format!("{} ", t.cost),
            false => String::new(),
        };
        // A real cost is never nothing.
        let (sign, cents) = match cents {
            0 if usd > 0.0 => ("< ", 1),
            _ => ("", cents),
        };
        format!(
            "{word}{sign}${}.{:02}{}",
            cents / 100,
            cents % 100,
            t.per_hour
        )
    };
    html("p").class("cost").text_fn(text)
}

/// Zoom buttons, the twins of pinch and wheel.
pub fn zoom(shell: Shell) -> El {
    let t = shell.t();
    let button =
        |action, name, glyph| action_button(shell, "icon-button", action, name, glyph, false);
    html("div")
        .class("zoom")
        .attr("role", "group")
        .attr("aria-label", t.board)
        .child(button(Action::ZoomIn, t.zoom_in, icon::PLUS))
        .child(button(Action::ZoomOut, t.zoom_out, icon::MINUS))
        .child(button(Action::Fit, t.fit, icon::FIT))
        .child(button(
            Action::Tidy,
            shell.lang.action(Action::Tidy),
            icon::TIDY,
        ))
}

/// What the dots mean and how many requests one stands for.
pub fn legend(shell: Shell) -> El {
    let t = shell.t();
    let count = move || whole(shell.board.requests_per_dot.get() as i64);
    let text = move || {
        let is_short = !shell.ui.mode.get().is_wide();
        match shell.lang {
            Lang::Ko if is_short => format!("= {}{}", count(), t.legend_dot_unit),
            Lang::En if is_short => format!("= {}", count()),
            Lang::Ko => format!("{} {}{}", t.legend_dot, count(), t.legend_dot_unit),
            Lang::En => format!("{} {} {}", t.legend_dot, count(), t.legend_dot_unit),
        }
    };
    let ui = shell.ui;
    let mark = |class| Some(html("span").class(class).attr("aria-hidden", "true"));
    let scale = html("span").attr("title", t.show_requests).text_fn(text);
    // Where there is little room the word is gone.
    let named = |name, shows, glyph, text: &'static str| {
        toggle(name, shows, glyph, html("span").text(text)).attr("title", text)
    };
    let chain = html("span")
        .class("legend-chain")
        .attr_fn("hidden", move || ui.layout.with(|l| l.chain.is_none()))
        .child(named(
            "metrics",
            ui.shows_metrics,
            mark("legend-square"),
            t.show_metrics,
        ))
        .child(named(
            "decisions",
            ui.shows_decisions,
            icon::glyph(icon::DIAMOND),
            t.show_decisions,
        ));
    let failed = html("span")
        .class("legend-cross")
        .attr("data-tone", "bad")
        .child(icon::glyph(icon::CROSS))
        .text(t.legend_failed);
    html("div")
        .class("legend")
        .attr("role", "group")
        .attr("aria-label", t.legend_title)
        .attr_fn("hidden", move || ui.is_still.get())
        .child(toggle(
            "requests",
            ui.shows_requests,
            mark("legend-dot"),
            html("span").child(scale),
        ))
        .child(named(
            "probes",
            ui.shows_probes,
            icon::glyph(icon::CHECK),
            t.show_probes,
        ))
        .child(chain)
        .child(failed)
        .child(html("span").class("legend-late").text(t.legend_late))
}

/// A kind of mark in the legend: its shape, its name, and a press that takes it off the canvas.
fn toggle(name: &'static str, shows: RwSignal<bool>, glyph: Option<El>, text: El) -> El {
    let tone = match name {
        "probes" => "ok",
        "decisions" => "decision",
        _ => "neutral",
    };
    html("button")
        .attr("type", "button")
        .class("legend-toggle")
        .attr("data-marks", name)
        .attr("data-tone", tone)
        .attr_fn("aria-pressed", move || shows.get().to_string())
        .on_click(move || shows.update(|on| *on = !*on))
        .child(glyph)
        .child(text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Speed;

    #[test]
    fn only_another_time_clears_the_canvas() {
        let at = |now_s: i64, looking_at: Option<i64>, is_running| ClockView {
            now: now_s * 1_000_000,
            looking_at: looking_at.map(|s| s * 1_000_000),
            is_running,
            speed: Speed::X60,
            ..ClockView::default()
        };
        let running = at(100, None, true);
        assert!(!is_elsewhere(running, at(106, None, true)));
        assert!(!is_elsewhere(running, at(106, None, false)));
        assert!(is_elsewhere(running, at(100, Some(40), false)));
        assert!(is_elsewhere(
            at(100, Some(40), false),
            at(100, Some(41), false)
        ));
        assert!(is_elsewhere(at(100, Some(40), false), running));
        assert!(is_elsewhere(running, at(-1, None, false)));
        assert!(is_elsewhere(running, at(700, None, false)));
    }
}
