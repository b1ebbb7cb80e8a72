//! Files, links and the draft: everything that keeps a board.

use super::{Desk, embed};
use crate::board::start::Trouble;
use crate::board::{commands, mirror, start, traffic};
use crate::i18n_platform::Notice;
use crate::platform::debounce::{Debounce, HASH_QUIET_MS};
use crate::platform::link::Content;
use crate::platform::storage::Store;
use crate::platform::{self, address, file, options};
use crate::share::{self, ShareTexts};
use crate::view::state::Dialog;
use leptos::prelude::*;
use swell_core::document::MODEL;

/// Longer addresses are refused by some browsers; the draft and files keep the board then.
const URL_MAX: usize = 60_000;

/// What was wrong with the page's address.
pub fn tell(desk: Desk, troubles: Vec<Trouble>) {
    let lang = desk.lang.get_untracked();
    for trouble in &troubles {
        // Only the browser had trouble with it.
        if let Trouble::Text(json) = trouble
            && let Ok(document) = start::read_document(json, lang)
        {
            desk.board.preset.set(String::new());
            desk.player.open(document);
        }
    }
    for said in troubles.iter().flat_map(|trouble| trouble.say(lang)) {
        desk.ui.say(said, false);
    }
}

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

/// Keeps the draft and the address in step with the document.
pub fn keep(desk: Desk) {
    platform::panic::install();
    embed::report(desk);
    let save = Debounce::new(HASH_QUIET_MS, move || save_now(desk));
    let version = Memo::new(move |_| {
        desk.board.structure.track();
        desk.board.enabled.get();
        desk.board.inspector.track();
        desk.player.read(|session| session.document().to_json())
    });
    Effect::new(move |before: Option<String>| {
        let now = version.get();
        if before.is_some_and(|before| before != now) {
            platform::panic::remember(&now);
            save.touch();
        }
        now
    });
}

fn save_now(desk: Desk) {
    let document = desk.player.document();
    let preset = desk.board.preset.get_untracked();
    let content = start::content_of(&document, &preset);
    let (mut options, _) = options::read(&address::hash(), &address::query());
    options.unknown.retain(|u| u.place == options::Place::Hash);
    let is_own = matches!(content, Content::Document(_));
    embed::tell_state(desk);
    if !platform::host::is_framed() {
        let store = Store::open();
        match is_own {
            true => {
                store.keep_draft(&document.to_json());
            }
            false => store.forget_draft(),
        }
    }
    let url = options::build_url(
        &address::base(),
        &options,
        Some(&content),
        options::Place::Hash,
    );
    if url.len() <= URL_MAX {
        address::replace(&url);
    }
}

/// A board or traffic from a picked or dropped file.
pub fn opened(desk: Desk, result: Result<file::Opened, file::FileError>) {
    let lang = desk.lang.get_untracked();
    let opened = match result {
        Ok(opened) => opened,
        Err(error) => return desk.ui.say(start::say(&Notice::File(&error), lang), false),
    };
    let said = match opened.kind {
        file::FileKind::Csv => traffic::load(desk.player, &opened.name, &opened.text, lang),
        _ => start::read_document(&opened.text, lang).map(|document| {
            desk.board.preset.set(String::new());
            desk.player.open(document);
            Vec::new()
        }),
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
