//! The bar at the top (at the bottom of small embeds): time first, then edits, then the rest.
//! Play and pause is the first control at every size.

use super::state::Screen;
use super::{Shell, action_button, deferred, hint, icon, surge};
use crate::dom::{El, html, svg};
use crate::i18n::Lang;
use crate::i18n::format::{clock, number};
use crate::platform::debounce::Debounce;
use crate::platform::options::Theme;
use crate::vocabulary::{Action, AlarmState, AlarmView, Speed};
use leptos::prelude::*;

pub fn toolbar(shell: Shell, screen: Screen) -> El {
    let t = shell.t();
    let roomy = screen.is_roomy();
    let brand = || html("span").class("brand").child(logo()).text("Swell");
    let title = || {
        let class = if roomy {
            "board-title"
        } else {
            "visually-hidden"
        };
        let title = html("h1").class(class);
        title.text_fn(move || shell.board.title.get())
    };
    let transport = html("div")
        .class("transport")
        .child(play(shell, screen))
        .child(action_button(
            shell,
            "button",
            Action::NextDecision,
            t.next_decision,
            icon::NEXT,
            screen == Screen::Desktop,
        ));
    let transport = speeds(shell, screen, transport)
        .child(time(shell))
        .child(deferred::panel(shell, "", move |d, at| {
            (d.stopped)(at, shell);
        }))
        .child(counts(shell));
    html("header")
        .class("toolbar")
        .attr("data-region", "")
        .attr("tabindex", "-1")
        .attr("id", "toolbar")
        .child(roomy.then(brand))
        .child(title())
        .child(transport)
        .child(roomy.then(|| edits(shell)))
        .child(screen.is_embed().then(|| surge::button(shell)))
        .child(screen.is_embed().then(|| whole(shell)))
}

/// The way out of an embed to the whole page.
fn whole(shell: Shell) -> El {
    let t = shell.t();
    html("a")
        .class("button open-full")
        .attr_fn("href", move || shell.ui.whole.get())
        // What was done a moment ago comes along.
        .on_click(move || {
            let save = shell.ui.save;
            save.with_value(|save| save.iter().for_each(Debounce::flush));
        })
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("title", t.open_full)
        .attr("aria-label", t.open_full)
        .child(icon::glyph(icon::OPEN))
}

fn logo() -> El {
    let wave = svg("path").attr("d", "M1 11c4 0 4-8 8-8s4 8 8 8 4-5 6-5");
    svg("svg")
        .class("logo")
        .attr("viewBox", "0 0 24 16")
        .attr("aria-hidden", "true")
        .child(wave)
}

fn play(shell: Shell, screen: Screen) -> El {
    let t = shell.t();
    let running = Memo::new(move |_| shell.board.clock.with(|c| c.is_running));
    let label = move || if running.get() { t.pause } else { t.play };
    let blocked = move || !shell.board.enabled.with(|e| e.allows(Action::PlayPause));
    let path = svg("path").attr_fn("d", move || match running.get() {
        true => icon::PAUSE,
        false => icon::PLAY,
    });
    let word = || html("span").class("play-word").text_fn(label);
    html("button")
        .attr("type", "button")
        .class("button play")
        .attr("id", "play")
        .attr_fn("aria-label", label)
        .attr_fn("title", move || hint(label(), Action::PlayPause))
        .attr_fn("disabled", blocked)
        .on_click(move || shell.act(Action::PlayPause))
        .child(icon::boxed("glyph").child(path))
        .child(screen.is_roomy().then(word))
}

pub fn speed_name(shell: Shell, speed: Speed) -> &'static str {
    match speed {
        Speed::Slow => shell.t().speed_slow,
        Speed::X1 => "1×",
        Speed::X10 => "10×",
        Speed::X60 => "60×",
        Speed::X300 => "300×",
        Speed::Max => shell.t().speed_max,
    }
}

/// A row of buttons where there is room, one list where there is not; behind it, what is reached
/// when the machine cannot keep up.
fn speeds(shell: Shell, screen: Screen, bar: El) -> El {
    let t = shell.t();
    let speed = Memo::new(move |_| shell.board.clock.with(|c| c.speed));
    let reached = Memo::new(move |_| shell.board.clock.with(|c| c.reached.map(times)));
    let reached_text = move || {
        let text = format!("{} {}×", t.reached, reached.get()?);
        let span = html("span").class("reached").attr("data-tone", "warn");
        Some(span.text(text))
    };
    let chosen = if screen == Screen::Desktop {
        let button = |s| {
            html("button")
                .attr("type", "button")
                .attr_fn("aria-pressed", move || (speed.get() == s).to_string())
                .on_click(move || shell.act(Action::SetSpeed(s)))
                .text(speed_name(shell, s))
        };
        html("div")
            .class("segments")
            .attr("role", "group")
            .attr("aria-label", t.speed)
            .children(Speed::ALL.map(button))
    } else {
        let option = |(n, s): (usize, Speed)| {
            html("option")
                .attr("value", n.to_string())
                .attr_fn("selected", move || speed.get() == s)
                .text(speed_name(shell, s))
        };
        html("select")
            .class("select speed")
            .attr("aria-label", t.speed)
            .on("change", move |ev: web_sys::Event| {
                let n: usize = event_target_value(&ev).parse().unwrap_or(3);
                if let Some(&s) = Speed::ALL.get(n) {
                    shell.act(Action::SetSpeed(s));
                }
            })
            .children(Speed::ALL.into_iter().enumerate().map(option))
    };
    let bar = bar.child(chosen);
    let bar = match screen {
        Screen::EmbedS => bar,
        _ => bar.child_fn(reached_text),
    };
    progress(shell, bar)
}

/// A speed in two digits or so; one that is hardly any is no zero.
pub fn times(speed: f32) -> String {
    let places = match speed {
        s if s >= 10.0 => 0,
        s if s >= 1.0 => 1,
        _ => 2,
    };
    number(f64::from(speed.max(0.01)), places)
}

/// How far what takes long has come, and the way out of it.
fn progress(shell: Shell, bar: El) -> El {
    let t = shell.t();
    let percent = Memo::new(move |_| {
        shell
            .board
            .clock
            .with(|c| Some((c.progress?.clamp(0.0, 1.0) * 100.0) as u32))
    });
    let is_under_way = Memo::new(move |_| percent.get().is_some());
    let cancel = move || {
        let is_fastest = shell
            .board
            .clock
            .with_untracked(|c| c.is_running && c.speed == Speed::Max);
        shell.act(Action::PlayPause);
        if is_fastest {
            shell.act(Action::SetSpeed(Speed::X60));
        }
    };
    bar.child_fn(move || {
        is_under_way.get().then(|| {
            let bar = html("progress")
                .attr("max", "100")
                .attr_fn("value", move || {
                    percent.get().unwrap_or_default().to_string()
                })
                .attr("aria-label", t.progress);
            let cancel = html("button")
                .attr("type", "button")
                .class("button")
                .on_click(cancel)
                .text(t.cancel);
            html("span").class("progress").child(bar).child(cancel)
        })
    })
}

fn time(shell: Shell) -> El {
    let t = shell.t();
    let text = move || {
        let now = shell.board.clock.with(|c| c.looking_at.unwrap_or(c.now));
        clock(now)
    };
    html("time")
        .class("clock")
        .attr("role", "timer")
        .attr("aria-live", "off")
        .attr("aria-label", t.clock)
        .attr_fn("data-past", move || {
            shell.board.clock.with(|c| c.looking_at.is_some())
        })
        .text_fn(text)
}

/// Alarms that ring and decisions made: visible at every size.
fn counts(shell: Shell) -> El {
    let t = shell.t();
    let ringing = Memo::new(move |_| {
        let rings = |a: &&AlarmView| a.state == AlarmState::Alarm && !a.is_scale_in;
        shell
            .board
            .alarms
            .with(|all| all.iter().filter(rings).count())
    });
    let made = shell.board.decided;
    let label = move || {
        format!(
            "{} {}, {} {}",
            t.alarm,
            ringing.get(),
            t.decisions,
            made.get()
        )
    };
    let tone = move || if ringing.get() > 0 { "bad" } else { "neutral" };
    let bells = html("span")
        .attr_fn("data-tone", tone)
        .child(icon::glyph(icon::BELL))
        .text_fn(move || ringing.get().to_string());
    let diamonds = html("span")
        .attr("data-tone", "decision")
        .child(icon::glyph(icon::DIAMOND))
        .text_fn(move || made.get().to_string());
    html("span")
        .class("counts")
        .attr("role", "img")
        .attr_fn("aria-label", label)
        .child(bells)
        .child(diamonds)
}

fn edits(shell: Shell) -> El {
    let t = shell.t();
    let button =
        |action, name, glyph| action_button(shell, "icon-button", action, name, glyph, false);
    html("div")
        .class("edits")
        .child(button(Action::Undo, t.undo, icon::UNDO))
        .child(button(Action::Redo, t.redo, icon::REDO))
        .child(surge::button(shell))
        .child(language(shell))
        .child(theme(shell))
        .child(action_button(
            shell,
            "button primary",
            Action::Share,
            t.share,
            "",
            true,
        ))
}

/// One button: names the other language in that language.
fn language(shell: Shell) -> El {
    let other = shell.lang.other();
    let name = match other {
        Lang::Ko => "한국어",
        Lang::En => "English",
    };
    html("button")
        .attr("type", "button")
        .class("button language")
        .attr("id", "language")
        .attr("lang", other.tag())
        .on_click(move || shell.act(Action::ToggleLanguage))
        .text(name)
}

fn theme(shell: Shell) -> El {
    let t = shell.t();
    let label = move || match shell.ui.theme.get() {
        Theme::Auto => t.theme_auto,
        Theme::Light => t.theme_light,
        Theme::Dark => t.theme_dark,
    };
    html("button")
        .attr("type", "button")
        .class("icon-button")
        .attr_fn("aria-label", move || format!("{}: {}", t.theme, label()))
        .attr_fn("title", label)
        .on_click(move || shell.act(Action::ToggleTheme))
        .child(icon::glyph(icon::SUN))
}
