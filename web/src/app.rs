//! The layouts: full, tablet, phone and the three embeds.

use crate::board::model::Speed;
use crate::board::player::Player;
use crate::board::{Board, start};
use crate::desk::{Desk, presets};
use crate::environment;
use crate::input::action::Action;
use crate::later;
use crate::platform::options::{self, Lock};
use crate::view::dynamic;
use crate::view::state::{Dialog, Screen, Tab, UiState};
use crate::view::{Shell, action_button, alarm, icon, live_region, stage, surge, toast, toolbar};
use leptos::prelude::*;

/// Everything of one board on a page.
pub fn app() -> impl IntoView {
    let board = Board::new();
    let ui = UiState::new(board);
    let lang = RwSignal::new(environment::root_lang());
    let opening = start::open();
    board.preset.set(opening.preset.clone());
    ui.is_locked
        .set(matches!(opening.options.lock, Some(Lock::Edit | Lock::All)));
    ui.hide.set(opening.options.hide);
    environment::read(ui);
    let player = Player::new(board, ui, lang, opening.document);
    board.presets.set(presets(lang.get_untracked()));
    if let Some(speed) = opening.options.speed {
        player.set_speed(nearest(speed));
    }
    let desk = Desk {
        player,
        board,
        ui,
        lang,
    };
    desk.select_first();
    let verbs = Callback::new(move |verb| desk.handle(verb));
    let shell = Memo::new(move |_| lang.get());
    environment::listen(board, ui, verbs);
    environment::show(ui, lang);
    desk.watch();
    desk.open_files();
    later::fetch(desk, opening.troubles);
    if opening.starts && !ui.is_still.get_untracked() {
        player.play(true);
    }
    // A change of language builds the views anew; all that matters lives in the signals above.
    move || {
        layouts(Shell {
            lang: shell.get(),
            board,
            ui,
            verbs,
        })
    }
}

fn nearest(speed: options::Speed) -> Speed {
    match speed {
        options::Speed::Max => Speed::Max,
        options::Speed::Times(times) => {
            let off = |s: &Speed| (s.factor().unwrap_or(1e5).ln() - times.ln()).abs();
            let all = Speed::ALL.into_iter();
            all.min_by(|a, b| off(a).total_cmp(&off(b)))
                .unwrap_or(Speed::X60)
        }
    }
}

fn layouts(shell: Shell) -> AnyView {
    view! {
        {dynamic(move || {
            let screen = shell.ui.screen.get();
            view! {
                <div class="app" data-screen=screen.name()>
                    {layout(shell, screen)}
                </div>
            }
        })}
        {later::view(shell, "", move |later| (later.dialogs)(shell))}
        {toast::toasts(shell)}
        {live_region::live_region(shell)}
        {later::view(shell, "", move |later| (later.announcer)(shell))}
    }
    .into_any()
}

fn layout(shell: Shell, screen: Screen) -> AnyView {
    // An embed's author may leave out what the article does not talk about.
    let hide = shell.ui.hide.get_untracked();
    let inspector = || {
        (!hide.inspector).then(|| {
            later::view(
                shell,
                if screen == Screen::Desktop {
                    "inspector"
                } else {
                    ""
                },
                move |l| (l.inspector)(shell, screen),
            )
        })
    };
    let outline = || later::view(shell, "", move |l| (l.outline)(shell, false));
    let palette = || {
        later::view(shell, "palette", move |l| {
            (l.palette)(shell, screen == Screen::Tablet)
        })
    };
    let timeline = || {
        (!hide.charts).then(|| later::view(shell, "timeline", move |l| (l.timeline)(shell, screen)))
    };
    match screen {
        Screen::Poster => ().into_any(),
        Screen::Desktop | Screen::Tablet => view! {
            {toolbar::toolbar(shell, screen)}
            {(!hide.palette).then(palette)}
            <main class="main">{stage::stage(shell)}</main>
            {inspector()}
            {timeline()}
            {outline()}
        }
        .into_any(),
        Screen::Phone => view! {
            {toolbar::toolbar(shell, screen)}
            <main class="main">{stage::stage(shell)}</main>
            {phone_bar(shell)}
            {phone_tabs(shell)}
        }
        .into_any(),
        Screen::EmbedL => view! {
            <main class="main">{stage::stage(shell)}</main>
            {inspector()}
            {timeline()}
            {toolbar::toolbar(shell, screen)}
            {outline()}
        }
        .into_any(),
        Screen::EmbedM | Screen::EmbedS => view! {
            <main class="main">{stage::stage(shell)}</main>
            {(screen == Screen::EmbedM && !hide.charts).then(|| metric_line(shell))}
            {inspector()}
            {toolbar::toolbar(shell, screen)}
            {outline()}
        }
        .into_any(),
    }
}

/// Edits and the rush with its question, within reach of a thumb. The dots open every command.
fn phone_bar(shell: Shell) -> AnyView {
    let t = shell.t();
    view! {
        <div class="phone-bar">
            {action_button(shell, "icon-button", Action::Undo, t.undo, icon::UNDO, false)}
            {action_button(shell, "icon-button", Action::Redo, t.redo, icon::REDO, false)}
            {surge::button(shell)}
            <button
                type="button"
                class="icon-button"
                aria-label=t.parts
                title=t.parts
                on:click=move |_| shell.ui.dialog.set(Some(Dialog::Parts))
            >
                {icon::ui(icon::PLUS)}
            </button>
            {action_button(shell, "icon-button", Action::Commands, t.commands, icon::MORE, false)}
        </div>
    }
    .into_any()
}

/// The one metric line of the middle embed: the first alarm, with its boxes and bell.
fn metric_line(shell: Shell) -> AnyView {
    let row = move || {
        shell
            .board
            .alarms
            .with(|all| all.first().map(|a| alarm::row(shell, a)))
    };
    view! { <ul class="metric-line">{dynamic(row)}</ul> }.into_any()
}

fn phone_tabs(shell: Shell) -> AnyView {
    let t = shell.t();
    let tab = shell.ui.tab;
    let hide = shell.ui.hide.get_untracked();
    let is_shown = move |one: Tab| match one {
        Tab::Policy => !hide.inspector,
        Tab::Charts => !hide.charts,
        Tab::Log => !hide.log,
        Tab::Lesson => !hide.lesson,
    };
    let all = [Tab::Policy, Tab::Charts, Tab::Log, Tab::Lesson];
    if !is_shown(tab.get_untracked())
        && let Some(first) = all.into_iter().find(|one| is_shown(*one))
    {
        tab.set(first);
    }
    let buttons = [
        (Tab::Policy, t.tab_policy),
        (Tab::Charts, t.tab_charts),
        (Tab::Log, t.tab_log),
        (Tab::Lesson, t.tab_lesson),
    ]
    .into_iter()
    .filter(|(one, _)| is_shown(*one))
    .map(|(one, name)| {
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=dynamic(move || (tab.get() == one).to_string())
                on:click=move |_| tab.set(one)
            >
                {name}
            </button>
        }
    })
    .collect_view();
    let body = move || match tab.get() {
        hidden if !is_shown(hidden) => ().into_any(),
        Tab::Policy => later::view(shell, "", move |l| (l.inspector)(shell, Screen::Phone)),
        Tab::Charts => later::view(shell, "", move |l| (l.timeline)(shell, Screen::Phone)),
        Tab::Log => later::view(shell, "", move |l| (l.log)(shell)),
        Tab::Lesson => view! {
            <p class="empty">{t.lesson_empty}</p>
            {later::view(shell, "", move |l| (l.outline)(shell, true))}
        }
        .into_any(),
    };
    view! {
        <div class="phone-tabs">
            <div class="tabs" role="tablist">{buttons}</div>
            <div class="phone-page" role="tabpanel" data-region="" tabindex="-1">{dynamic(body)}</div>
        </div>
    }
    .into_any()
}
