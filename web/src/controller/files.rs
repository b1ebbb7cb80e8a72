//! Boards and traffic as files, and boards as links.

use super::{Controller, drafts, leave_field, traffic};
use crate::board::{commands, mirror, start};
use crate::i18n_platform::Notice;
use crate::import::content;
use crate::platform::{address, file, options};
use crate::share::{self, ShareTexts};
use crate::view::state::{Dialog, Offer};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::document::MODEL;
use swell_core::scenario::traffic::{Choice, Picked, TrafficProblem, ValueForm};

/// Series that a dialog offers; a file may have any number.
const SERIES_OFFERED: usize = 12;

pub fn save_file(controller: Controller) {
    let lang = controller.lang.get_untracked();
    let preset = controller.board.preset.get_untracked();
    let document = commands::titled(controller.player.document(), &preset, lang);
    let name = file::file_name(&document.title, "json");
    if let Err(error) = file::save(&name, "application/json", &document.to_json_pretty()) {
        controller
            .ui
            .say(start::say(&Notice::File(&error), lang), false);
    }
}

pub fn share_texts(controller: Controller) -> Option<ShareTexts> {
    let document = controller.player.document();
    let preset = controller.board.preset.get_untracked();
    let lang = controller.lang.get_untracked();
    let options = options::Options {
        lang: Some(lang),
        ..options::Options::default()
    };
    let title = commands::title(document.title.clone(), &preset, lang);
    let content = start::content_of(document, &preset, lang);
    let base = address::base();
    Some(share::texts(&share::Request {
        base: &base,
        options: &options,
        content: &content,
        title: &title,
        picture: None,
        height: 480,
        run: run_mark(controller),
    }))
}

/// Engine and model, the simulated instant in seconds since the first picture, and the fingerprint of
/// everything that has happened up to it.
fn run_mark(controller: Controller) -> String {
    controller.player.read(|session| {
        let simulation = session.simulation();
        let at = mirror::shown(simulation, simulation.now()) as f64 / 1e6;
        let version = env!("CARGO_PKG_VERSION");
        let print = simulation.fingerprint();
        format!("swell {version} model {MODEL} t={at:.6} {print}")
    })
}

/// A board, settings of AWS or traffic from a picked or dropped file, told apart by what stands in
/// it. AWS JSON goes where it is pasted too: the reader sees what it holds and says where it goes.
pub fn opened(controller: Controller, result: Result<file::Opened, file::FileError>) {
    let lang = controller.lang.get_untracked();
    if controller.refuses_edits() {
        return;
    }
    leave_field();
    let opened = match result {
        Ok(opened) => opened,
        Err(error) => {
            return controller
                .ui
                .say(start::say(&Notice::File(&error), lang), false);
        }
    };
    use content::Content;
    let content = content::classify(&opened.name, &opened.text);
    match content {
        Content::Table | Content::MetricJson => {
            return read_traffic(controller, Arc::new(opened), &Choice::default());
        }
        Content::AwsJson => return super::import::bring(controller, opened.text),
        Content::Foreign(_) => {
            let problem = start::say(&Notice::NotRead(content), lang);
            return show_problems(controller, vec![problem], Vec::new());
        }
        Content::Unknown => {
            let error = file::FileError::KindUnknown { name: opened.name };
            return controller
                .ui
                .say(start::say(&Notice::File(&error), lang), false);
        }
        Content::Board => {}
    }
    match start::read_document(&opened.text, lang) {
        Ok(document) => {
            drafts::open_board(controller, document, "");
            tell_opened(controller, &opened.name, Vec::new());
        }
        Err(problems) => show_problems(controller, problems, Vec::new()),
    }
}

fn tell_opened(controller: Controller, name: &str, notices: Vec<String>) {
    let t = controller.lang.get_untracked().ui();
    controller.ui.say(format!("{}: {name}", t.opened), false);
    notices
        .into_iter()
        .take(2)
        .for_each(|n| controller.ui.say(n, false));
    controller
        .player
        .play(!controller.ui.is_still.get_untracked());
}

fn show_problems(controller: Controller, problems: Vec<String>, offers: Vec<Offer>) {
    controller.ui.problems.set(problems);
    controller.ui.offers.set(offers);
    controller.ui.dialog.set(Some(Dialog::Problems));
}

fn read_traffic(controller: Controller, file: Arc<file::Opened>, choice: &Choice) {
    let lang = controller.lang.get_untracked();
    match traffic::load(controller.player, &file.name, &file.text, choice, lang) {
        Ok(notices) => tell_opened(controller, &file.name, notices),
        Err(errors) => {
            let say = |error| start::say(&Notice::TrafficError(error), lang);
            let offers = match errors.as_slice() {
                [only] => offers(controller, &only.problem, &file, choice),
                _ => Vec::new(),
            };
            show_problems(controller, errors.iter().map(say).collect(), offers);
        }
    }
}

/// The file once more, as its reader has said.
pub fn read_as(controller: Controller, offer: usize) {
    let chosen = controller
        .ui
        .offers
        .with_untracked(|all| all.get(offer).cloned());
    if let Some(offer) = chosen {
        controller.ui.dialog.set(None);
        read_traffic(controller, offer.file, &offer.choice);
    }
}

/// What the reader can say about a file that does not say it by itself.
fn offers(
    controller: Controller,
    problem: &TrafficProblem,
    file: &Arc<file::Opened>,
    choice: &Choice,
) -> Vec<Offer> {
    let m = controller.lang.get_untracked().more();
    let offer = |label: &str, choice: Choice| Offer {
        label: label.to_owned(),
        choice,
        file: file.clone(),
    };
    let form = |form| Choice {
        form,
        ..choice.clone()
    };
    let series = |series| Choice {
        series,
        ..choice.clone()
    };
    let only = |name: &String| offer(name, series(Picked::Only(name.clone())));
    let named = |names: &[String]| {
        names
            .iter()
            .take(SERIES_OFFERED)
            .map(only)
            .collect::<Vec<_>>()
    };
    match problem {
        TrafficProblem::Unclear { .. } => vec![
            offer(m.read_as_counts, form(ValueForm::Count)),
            offer(m.read_as_rates, form(ValueForm::Rate)),
        ],
        TrafficProblem::SeveralSeries { names } => {
            let mut all = vec![offer(m.add_all, series(Picked::All))];
            all.extend(named(names));
            all
        }
        TrafficProblem::SeriesApart { names } => named(names),
        _ => Vec::new(),
    }
}
