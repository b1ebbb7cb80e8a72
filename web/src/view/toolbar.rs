//! The bar at the top (at the bottom of small embeds): time first, then edits, then the rest.
//! Play and pause is the first control at every size.

use super::state::{Screen, Theme};
use super::{Shell, action_button, hint, icon, surge};
use crate::board::model::{AlarmState, Speed};
use crate::i18n::format::{clock, number};
use crate::input::action::Action;
use crate::view::dynamic;
use leptos::prelude::*;

pub fn toolbar(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let is_embed = screen.is_embed();
    let roomy = screen.is_roomy();
    let title = move || shell.board.title.get();
    view! {
        <header class="toolbar" data-region="" tabindex="-1" id="toolbar">
            {roomy.then(|| view! { <span class="brand">{logo()}"Swell"</span> })}
            {roomy.then(|| view! { <h1 class="board-title">{dynamic(title)}</h1> })}
            <div class="transport">
                {play(shell, screen)}
                {action_button(
                    shell,
                    "button",
                    Action::NextDecision,
                    t.next_decision,
                    icon::NEXT,
                    screen == Screen::Desktop,
                )}
                {speeds(shell, screen)}
                {time(shell)}
                {counts(shell)}
            </div>
            {roomy.then(|| edits(shell))}
            {is_embed.then(|| view! {
                <a class="button open-full" href="?" target="_blank" rel="noopener" title=t.open_full aria-label=t.open_full>
                    {icon::ui(icon::OPEN)}
                </a>
            })}
        </header>
    }
    .into_any()
}

fn logo() -> AnyView {
    view! {
        <svg class="logo" viewBox="0 0 24 16" aria-hidden="true">
            <path d="M1 11c4 0 4-8 8-8s4 8 8 8 4-5 6-5"></path>
        </svg>
    }
    .into_any()
}

fn play(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let running = Memo::new(move |_| shell.board.clock.with(|c| c.is_running));
    let label = move || if running.get() { t.pause } else { t.play };
    let path = move || {
        if running.get() {
            icon::PAUSE
        } else {
            icon::PLAY
        }
    };
    view! {
        <button
            type="button"
            class="button play"
            id="play"
            aria-label=dynamic(label)
            title=dynamic(move || hint(label(), Action::PlayPause))
            on:click=move |_| shell.act(Action::PlayPause)
        >
            <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
                <path d=dynamic(path)></path>
            </svg>
            {screen.is_roomy().then(|| view! { <span class="play-word">{dynamic(label)}</span> })}
        </button>
    }
    .into_any()
}

fn speed_name(shell: Shell, speed: Speed) -> &'static str {
    match speed {
        Speed::Slow => shell.t().speed_slow,
        Speed::X1 => "1×",
        Speed::X10 => "10×",
        Speed::X60 => "60×",
        Speed::X300 => "300×",
        Speed::Max => shell.t().speed_max,
    }
}

/// A row of buttons where there is room, one list where there is not.
fn speeds(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let speed = Memo::new(move |_| shell.board.clock.with(|c| c.speed));
    let reached = Memo::new(move |_| shell.board.clock.with(|c| c.reached.map(|r| r as i64)));
    let reached_text = move || {
        reached.get().map(|r| {
            view! { <span class="reached" data-tone="warn">{format!("{} {}×", t.reached, number(r as f64, 0))}</span> }
        })
    };
    let progress = progress(shell);
    if screen == Screen::Desktop {
        let buttons = Speed::ALL
            .into_iter()
            .map(|s| {
                view! {
                    <button
                        type="button"
                        aria-pressed=dynamic(move || (speed.get() == s).to_string())
                        on:click=move |_| shell.act(Action::SetSpeed(s))
                    >
                        {speed_name(shell, s)}
                    </button>
                }
            })
            .collect_view();
        return view! {
            <div class="segments" role="group" aria-label=t.speed>{buttons}</div>
            {dynamic(reached_text)}
            {progress}
        }
        .into_any();
    }
    let options = Speed::ALL
        .into_iter()
        .enumerate()
        .map(|(n, s)| {
            view! {
                <option value=n.to_string() selected=dynamic(move || speed.get() == s)>
                    {speed_name(shell, s)}
                </option>
            }
        })
        .collect_view();
    let changed = move |ev| {
        let n: usize = event_target_value(&ev).parse().unwrap_or(3);
        if let Some(&s) = Speed::ALL.get(n) {
            shell.act(Action::SetSpeed(s));
        }
    };
    view! {
        <select class="select speed" aria-label=t.speed on:change=changed>{options}</select>
        {(screen != Screen::EmbedS).then_some(reached_text)}
        {progress}
    }
    .into_any()
}

/// How far the fastest speed has come, and the way out of it.
fn progress(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let percent = Memo::new(move |_| {
        shell.board.clock.with(|c| {
            let share = c.progress.filter(|_| c.is_running)?;
            Some((share.clamp(0.0, 1.0) * 100.0) as u32)
        })
    });
    let cancel = move |_| {
        shell.act(Action::PlayPause);
        shell.act(Action::SetSpeed(Speed::X60));
    };
    view! {
        <Show when=move || percent.with(Option::is_some)>
            <span class="progress">
                <progress
                    max="100"
                    value=dynamic(move || percent.get().unwrap_or_default().to_string())
                    aria-label=m.progress
                ></progress>
                <button type="button" class="button" on:click=cancel>{m.cancel}</button>
            </span>
        </Show>
    }
    .into_any()
}

fn time(shell: Shell) -> AnyView {
    let t = shell.t();
    let text = Memo::new(move |_| {
        shell
            .board
            .clock
            .with(|c| clock(c.looking_at.unwrap_or(c.now)))
    });
    let past = move || {
        shell
            .board
            .clock
            .with(|c| c.looking_at.is_some())
            .then_some("")
    };
    view! {
        <time class="clock" role="timer" aria-live="off" aria-label=t.clock data-past=dynamic(past)>{text}</time>
    }
    .into_any()
}

/// Alarms that ring and decisions made: visible at every size.
fn counts(shell: Shell) -> AnyView {
    let t = shell.t();
    let ringing = Memo::new(move |_| {
        shell.board.alarms.with(|all| {
            all.iter()
                .filter(|a| a.state == AlarmState::Alarm && !a.is_scale_in)
                .count()
        })
    });
    let made = Memo::new(move |_| {
        shell
            .board
            .decisions
            .with(|d| d.iter().filter(|d| d.change() != 0).count())
    });
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
    view! {
        <span class="counts" role="img" aria-label=dynamic(label)>
            <span data-tone=dynamic(tone)>{icon::ui(icon::BELL)}{ringing}</span>
            <span data-tone="decision">{icon::ui(icon::DIAMOND)}{made}</span>
        </span>
    }
    .into_any()
}

fn edits(shell: Shell) -> AnyView {
    let t = shell.t();
    view! {
        <div class="edits">
            {action_button(shell, "icon-button", Action::Undo, t.undo, icon::UNDO, false)}
            {action_button(shell, "icon-button", Action::Redo, t.redo, icon::REDO, false)}
            {surge::button(shell)}
            {language(shell)}
            {theme(shell)}
            {action_button(shell, "button primary", Action::Share, t.share, "", true)}
        </div>
    }
    .into_any()
}

/// One button: names the other language in that language.
fn language(shell: Shell) -> AnyView {
    let other = shell.lang.other();
    let name = match other {
        crate::i18n::Lang::Ko => "한국어",
        crate::i18n::Lang::En => "English",
    };
    view! {
        <button
            type="button"
            class="button language"
            id="language"
            lang=other.tag()
            on:click=move |_| shell.act(Action::ToggleLanguage)
        >
            {name}
        </button>
    }
    .into_any()
}

fn theme(shell: Shell) -> AnyView {
    let t = shell.t();
    let label = move || match shell.ui.theme.get() {
        Theme::Auto => t.theme_auto,
        Theme::Light => t.theme_light,
        Theme::Dark => t.theme_dark,
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=dynamic(move || format!("{}: {}", t.theme, label()))
            title=dynamic(label)
            on:click=move |_| shell.act(Action::ToggleTheme)
        >
            {icon::ui(icon::SUN)}
        </button>
    }
    .into_any()
}
