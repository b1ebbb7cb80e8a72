//! Policies as AWS JSON, in and out.

use super::Controller;
use crate::board::mirror;
use crate::board::{commands, export, start};
use crate::i18n::policy::PolicyWords;
use crate::i18n_platform::Notice;
use crate::import::aws_json;
use crate::platform;
use crate::platform::clipboard::Copied;
use crate::view::state::Dialog;
use crate::vocabulary::{Item, NodeId};
use leptos::prelude::*;
use swell_core::base::id::PartId;

/// The selected group, or the first.
fn group(controller: Controller) -> Option<PartId> {
    let chosen = controller.ui.selected_nodes();
    controller.board.structure.with_untracked(|s| {
        let mut groups = s.nodes.iter().filter(|n| n.is_fleet());
        let selected = groups.clone().find(|n| chosen.contains(&n.id));
        selected.or_else(|| groups.next()).map(|n| PartId(n.id.0))
    })
}

/// AWS JSON of a file, shown where it is pasted too.
pub fn bring(controller: Controller, text: String) {
    let lang = controller.lang.get_untracked();
    match aws_json::read(&text) {
        Ok(_) => {
            controller.ui.import_text.set(text);
            controller.ui.import_said.set(Vec::new());
            controller.ui.dialog.set(Some(Dialog::Import));
        }
        Err(errors) => {
            let say = |e| start::say(&Notice::ImportError(e), lang);
            controller.ui.problems.set(errors.iter().map(say).collect());
            controller.ui.dialog.set(Some(Dialog::Problems));
        }
    }
}

/// Pasted AWS JSON as parts; the text stays where it is when something is wrong with it. `goes` says
/// which group of the board takes each group of the text, where there are several.
pub fn import(
    controller: Controller,
    text: &str,
    is_replacing: bool,
    goes: &[(String, Option<NodeId>)],
) {
    let lang = controller.lang.get_untracked();
    let words = PolicyWords::of(lang);
    let fail = |said: Vec<String>| {
        let said = said.into_iter().map(|s| (true, s)).collect();
        controller.ui.import_said.set(said);
    };
    let found = match aws_json::read(text) {
        Ok(found) => found,
        Err(errors) => {
            let say = |e| start::say(&Notice::ImportError(e), lang);
            return fail(errors.iter().map(say).collect());
        }
    };
    let Some(group) = group(controller) else {
        return fail(vec![words.import_no_group.to_owned()]);
    };
    let made = controller.player.document();
    let goes = goes.iter();
    let goes: Vec<_> = goes
        .map(|(name, to)| (name.clone(), to.map(|to| PartId(to.0))))
        .collect();
    let imported = match goes.is_empty() {
        true => commands::import(&made, group, &found, is_replacing, lang),
        false => commands::import_to(&made, group, &goes, &found, is_replacing, lang),
    };
    let imported = match imported {
        Ok(imported) => imported,
        Err(errors) => return fail(errors),
    };
    if let Some(command) = imported.command {
        if let Err(error) = controller.player.edit(command) {
            let said = controller.player.read(|session| {
                let name = |id| mirror::part_name(session, id);
                lang.edit_error(&error, &name)
            });
            return fail(vec![said]);
        }
        controller.ui.say(words.import_done.to_owned(), true);
    }
    let notices = found.notices.iter();
    let said: Vec<(bool, String)> = notices
        .map(|n| start::say(&Notice::Import(n), lang))
        .chain(imported.skipped)
        .map(|s| (false, s))
        .collect();
    if said.is_empty() {
        controller.ui.dialog.set(None);
        controller.ui.import_text.set(String::new());
    }
    controller.ui.import_said.set(said);
    let to = goes.iter().find_map(|(_, to)| *to).unwrap_or(group);
    controller.ui.select(Some(Item::Node(NodeId(to.0))));
    controller.player.show();
}

/// The group's policies for the AWS CLI; shown to be copied by hand where a page may not.
pub fn copy_policies(controller: Controller) {
    let Some(group) = group(controller) else {
        return;
    };
    let text = export::aws_json(&controller.player.document(), group);
    let (ui, words) = (
        controller.ui,
        PolicyWords::of(controller.lang.get_untracked()),
    );
    platform::clipboard::copy(text, move |copied| match copied {
        Copied::Done => ui.say(words.copied.to_owned(), false),
        Copied::ShowText(text) => {
            ui.import_text.set(text);
            ui.import_said
                .set(vec![(false, words.copy_by_hand.to_owned())]);
            ui.dialog.set(Some(Dialog::Import));
        }
    });
}
