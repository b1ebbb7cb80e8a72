//! Boards and traffic as files, and boards as links.

use super::{Desk, drafts, leave_field};
use crate::board::{commands, mirror, start, traffic};
use crate::i18n_platform::Notice;
use crate::import::content;
use crate::platform::{address, file, options};
use crate::share::{self, ShareTexts};
use crate::view::state::Dialog;
use leptos::prelude::*;
use swell_core::document::MODEL;

pub fn save_file(desk: Desk) {
    let document = desk.player.document();
    let title = commands::title(
        document.title.clone(),
        &desk.board.preset.get_untracked(),
        desk.lang.get_untracked(),
    );
    let name = file::file_name(&title, "json");
    if let Err(error) = file::save(&name, "application/json", &document.to_json_pretty()) {
        let lang = desk.lang.get_untracked();
        desk.ui.say(start::say(&Notice::File(&error), lang), false);
    }
}

pub fn share_texts(desk: Desk) -> Option<ShareTexts> {
    let document = desk.player.document();
    let preset = desk.board.preset.get_untracked();
    let content = start::content_of(&document, &preset);
    let lang = desk.lang.get_untracked();
    let options = options::Options {
        lang: Some(lang),
        ..options::Options::default()
    };
    let title = commands::title(document.title, &preset, lang);
    let base = address::base();
    Some(share::texts(&share::Request {
        base: &base,
        options: &options,
        content: &content,
        title: &title,
        picture: None,
        height: 480,
        run: run_mark(desk),
    }))
}

/// Engine and model, the simulated instant in seconds since the first picture, and the fingerprint of
/// everything that has happened up to it.
fn run_mark(desk: Desk) -> String {
    desk.player.read(|session| {
        let simulation = session.simulation();
        let at = mirror::shown(simulation, simulation.now()) as f64 / 1e6;
        let version = env!("CARGO_PKG_VERSION");
        let print = simulation.fingerprint();
        format!("swell {version} model {MODEL} t={at:.6} {print}")
    })
}

/// A board, settings of AWS or traffic from a picked or dropped file, told apart by what stands in
/// it. AWS JSON goes where it is pasted too: the reader sees what it holds and says where it goes.
pub fn opened(desk: Desk, result: Result<file::Opened, file::FileError>) {
    let lang = desk.lang.get_untracked();
    if desk.refuses_edits() {
        return;
    }
    leave_field();
    let opened = match result {
        Ok(opened) => opened,
        Err(error) => return desk.ui.say(start::say(&Notice::File(&error), lang), false),
    };
    use content::Content;
    let content = content::classify(&opened.name, &opened.text);
    let said = match content {
        Content::Table | Content::MetricJson => {
            traffic::load(desk.player, &opened.name, &opened.text, lang)
        }
        Content::Board => start::read_document(&opened.text, lang).map(|document| {
            drafts::open_board(desk, document, "");
            Vec::new()
        }),
        Content::AwsJson => return super::import::bring(desk, opened.text),
        Content::Foreign(_) => Err(vec![start::say(&Notice::NotRead(content), lang)]),
        Content::Unknown => {
            let error = file::FileError::KindUnknown { name: opened.name };
            return desk.ui.say(start::say(&Notice::File(&error), lang), false);
        }
    };
    match said {
        Ok(notices) => {
            let t = lang.ui();
            let text = format!("{}: {}", t.opened, opened.name);
            desk.ui.say(text, false);
            notices
                .into_iter()
                .take(2)
                .for_each(|n| desk.ui.say(n, false));
            desk.player.play(!desk.ui.is_still.get_untracked());
        }
        Err(problems) => {
            desk.ui.problems.set(problems);
            desk.ui.dialog.set(Some(Dialog::Problems));
        }
    }
}
