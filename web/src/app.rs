//! The layouts: full, tablet, phone and the three embeds.

use crate::board::Board;
use crate::board::start::{self, Opening};
use crate::controller::drafts::Drafts;
use crate::controller::player::Player;
use crate::controller::{Controller, deferred, environment, frame};
use crate::dom::{El, html};
use crate::platform::environment::root_lang;
use crate::platform::options::Lock;
use crate::platform::{address, boot};
use crate::view::deferred::{Deferred, panel};
use crate::view::state::{Dialog, Screen, Tab, UiState};
use crate::view::{Shell, action_button, alarm, icon, live_region, stage, surge, toast, toolbar};
use crate::vocabulary::{Action, Tone};
use leptos::prelude::*;

/// Everything of one board on a page: grows in `root` for as long as the owner lives.
pub fn app(root: El, opening: Opening) {
    let board = Board::new();
    let ui = UiState::new(board);
    let lang = RwSignal::new(root_lang());
    board.preset.set(opening.preset.clone());
    let lock = opening.options.lock;
    ui.is_locked
        .set(matches!(lock, Some(Lock::Edit | Lock::All)));
    ui.is_view_fixed
        .set(matches!(lock, Some(Lock::View | Lock::All)));
    ui.is_clock_manual.set(opening.options.is_clock_manual);
    ui.hide.set(opening.options.hide);
    ui.whole.set(address::of_whole_page());
    environment::read(ui);
    let player = Player::new(board, ui, lang, opening.document);
    if let Some(speed) = opening.options.speed {
        player.set_speed(start::speed(speed));
    }
    let drafts = Drafts::new(opening.drafting);
    let controller = Controller {
        player,
        board,
        ui,
        lang,
        drafts: StoredValue::new_local(drafts),
        deferred: StoredValue::new(None),
    };
    controller.select(opening.options.focus.as_deref());
    let verbs = Callback::new(move |verb| controller.handle(verb));
    let shown = Memo::new(move |_| lang.get());
    environment::listen(board, ui, verbs);
    environment::show(ui, lang);
    controller.watch();
    frame::rest_unseen(controller);
    controller.open_files();
    deferred::fetch(controller, opening.troubles);
    if opening.starts && (boot::is_asked() || !ui.is_still.get_untracked()) {
        player.play(true);
    }
    frame::greet(controller);
    // A change of language builds the views anew; all that matters lives in the signals above.
    root.child_fn(move || {
        Some(page(Shell {
            lang: shown.get(),
            board,
            ui,
            verbs,
        }))
    });
}

fn page(shell: Shell) -> El {
    html("div")
        .child_fn(move || {
            let screen = shell.ui.screen.get();
            let app = html("div").class("app").attr("data-screen", screen.name());
            Some(layout(shell, screen, app))
        })
        .child(panel(shell, "", move |d, host| {
            (d.dialogs)(host, shell);
        }))
        .child(toast::toasts(shell))
        .child(live_region::live_region(shell))
        .child(panel(shell, "", move |d, host| {
            (d.announcer)(host, shell);
        }))
}

fn layout(shell: Shell, screen: Screen, app: El) -> El {
    // An embed's author may leave out what the article does not talk about.
    let hide = shell.ui.hide.get_untracked();
    let inspector = || {
        let class = match screen {
            Screen::Desktop => "inspector",
            _ => "",
        };
        let show = move |d: &Deferred, host: &_| (d.inspector)(host, shell, screen);
        (!hide.inspector).then(|| panel(shell, class, show))
    };
    let outline = || panel(shell, "", move |d, host| (d.outline)(host, shell));
    let palette = || {
        let is_narrow = screen == Screen::Tablet;
        let show = move |d: &Deferred, host: &_| (d.palette)(host, shell, is_narrow);
        panel(shell, "palette", show)
    };
    let timeline = || {
        let show = move |d: &Deferred, host: &_| (d.timeline)(host, shell, screen);
        (!hide.charts).then(|| panel(shell, "timeline", show))
    };
    let picture = |tag| html(tag).class("main").child(stage::stage(shell));
    let main = || picture("main");
    // What stands below the picture without a panel of its own belongs to the main part of the page.
    let around = |picture: El| html("main").class("around").child(picture);
    let bar = || toolbar::toolbar(shell, screen);
    match screen {
        Screen::Poster => app,
        Screen::Desktop | Screen::Tablet => app
            .child(bar())
            .child((!hide.palette).then(palette))
            .child(main())
            .child(inspector())
            .child(timeline())
            .child(outline()),
        Screen::Phone => app.child(bar()).child(
            around(picture("div"))
                .child((!hide.log).then(|| metric_line(shell).child(newest_decision(shell))))
                .child(phone_bar(shell))
                .child(panel(shell, "phone-tabs", move |d, host| {
                    (d.phone_tabs)(host, shell);
                })),
        ),
        Screen::EmbedL => app
            .child(main())
            .child(inspector())
            .child(timeline())
            .child(bar())
            .child(outline()),
        Screen::EmbedM | Screen::EmbedS => app
            .child(
                around(picture("div"))
                    .child((screen == Screen::EmbedM && !hide.charts).then(|| metric_line(shell))),
            )
            .child(inspector())
            .child(bar())
            .child(outline()),
    }
}

/// Edits and the rush with its question, within reach of a thumb. The dots open every command.
fn phone_bar(shell: Shell) -> El {
    let t = shell.t();
    let button =
        |action, name, glyph| action_button(shell, "icon-button", action, name, glyph, false);
    let parts = html("button")
        .attr("type", "button")
        .class("icon-button")
        .attr("aria-label", t.parts)
        .attr("title", t.parts)
        .on_click(move || shell.ui.dialog.set(Some(Dialog::Parts)))
        .child(icon::glyph(icon::PLUS));
    html("div")
        .class("phone-bar")
        .child(button(Action::Undo, t.undo, icon::UNDO))
        .child(button(Action::Redo, t.redo, icon::REDO))
        .child(surge::button(shell))
        .child((!shell.ui.hide.with_untracked(|hide| hide.palette)).then_some(parts))
        .child(button(Action::Commands, t.commands, icon::MORE))
}

/// One line where there is no room for a list: the alarm that rings, or the first, with its boxes
/// and bell.
fn metric_line(shell: Shell) -> El {
    let first = move || {
        let all = shell.board.alarms;
        all.with(|all| {
            let rings = all.iter().find(|a| alarm::tone(a) == Tone::Bad);
            rings.or(all.first()).map(|a| alarm::row(shell, a))
        })
    };
    html("ul").class("metric-line").child_fn(first)
}

/// The newest decision beside it: a press tells the whole of it.
fn newest_decision(shell: Shell) -> El {
    let change = Memo::new(move |_| {
        let decisions = shell.board.decisions;
        decisions.with(|all| {
            all.iter()
                .rev()
                .find(|d| d.change() != 0)
                .map(|d| (d.from, d.to))
        })
    });
    let button = move || {
        let (from, to) = change.get()?;
        Some(
            html("button")
                .attr("type", "button")
                .class("quiet-button newest-change")
                .attr("data-tone", "decision")
                .attr(
                    "aria-label",
                    format!("{}: {from} → {to}", shell.t().capacity),
                )
                .on_click(move || shell.ui.tab.set(Tab::Log))
                .child(icon::glyph(icon::DIAMOND))
                .text(format!("{from} → {to}")),
        )
    };
    html("li").child_fn(button)
}
