//! What changes the document: verbs and actions as commands, with a word to the reader when one
//! is refused.

use super::{Desk, files, import};
use crate::board::mirror::{self, part_of};
use crate::board::model::{Item, Kind, NodeId};
use crate::board::{commands, start, traffic};
use crate::geometry::{Point, fit};
use crate::input::action::Action;
use crate::view::Verb;
use crate::view::state::Dialog;
use leptos::prelude::*;
use swell_core::base::id::{PartId, ZoneId};
use swell_core::document::command::{Command, EditError};

/// Does what `Desk::handle` leaves to the second part of the program.
pub fn handle(desk: Desk, verb: Verb) {
    match verb {
        Verb::Edit { path, edit, .. } => {
            desk.player.edit_field(|document| {
                let (part, path, value) = mirror::edited(document, &path, &edit)?;
                Some(Command::SetField { part, path, value })
            });
            desk.ui.run_end.with_value(|run_end| {
                if let Some(run_end) = run_end {
                    run_end.touch();
                }
            });
        }
        Verb::Rename { item, name } => {
            if let Some(part) = part_of(item) {
                let name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
                desk.player.edit_or_say(Command::Rename { part, name });
            }
        }
        Verb::Move { nodes, by } => shift(desk, &nodes, by),
        Verb::Link { from, to } => link(desk, PartId(from.0), PartId(to.0)),
        Verb::Place { kind, at, zone } => place(desk, kind, at, zone.map(|z| ZoneId(z.0))),
        Verb::Remove(item) => remove(desk, &[item]),
        Verb::OpenPreset(id) => {
            if let Some(document) = start::preset(&id) {
                desk.board.preset.set(id);
                desk.player.open(document);
                desk.select(None);
                desk.player.play(!desk.ui.is_still.get_untracked());
            }
        }
        Verb::SwitchSubnet(node, zone, is_on) => {
            let (part, zone) = (PartId(node.0), ZoneId(zone.0));
            desk.player
                .command(|document| commands::switch_subnet(document, part, zone, is_on));
        }
        Verb::SetSteps(policy, steps) => {
            let policy = PartId(policy.0);
            desk.player
                .command(|document| commands::set_steps(document, policy, &steps));
        }
        Verb::MarkEdits => desk.player.mark(),
        Verb::SquashEdits => {
            desk.player.squash();
            desk.player.show();
        }
        Verb::AddSchedule(group) => {
            let group = PartId(group.0);
            desk.player
                .command(|document| commands::add_schedule(document, group));
        }
        Verb::Import { text, is_replacing } => import::import(desk, &text, is_replacing),
        Verb::UseTrace(users, is_used) => {
            let id = PartId(users.0);
            desk.player
                .command(|document| traffic::use_trace(document, id, is_used));
        }
        Verb::SetPolicy(group, kind) => {
            let group = PartId(group.0);
            desk.player
                .command(|document| commands::set_policy(document, group, kind));
        }

        // Done by `Desk::handle` itself.
        Verb::Act(_)
        | Verb::LookAt(_)
        | Verb::Guess(_)
        | Verb::Strike(..)
        | Verb::Happen(_)
        | Verb::Passport(_) => {}
    }
}

/// Does what `Desk::act` leaves to the second part of the program.
pub fn act(desk: Desk, action: Action) {
    let (ui, player) = (desk.ui, desk.player);
    match action {
        Action::NewSeed => {
            let seed = player.read(|session| session.document().seed);
            player.edit_or_say(Command::SetSeed(seed.wrapping_add(1)));
            player.restart();
        }
        Action::Undo => player.undo(),
        Action::Redo => player.redo(),
        Action::Delete => {
            let items = ui.selection.get_untracked();
            remove(desk, &items);
        }
        Action::Duplicate => duplicate(desk),
        Action::Nudge(x, y) => shift(desk, &ui.selected_nodes(), Point::new(x, y)),
        Action::Add(kind) => place(desk, kind, None, None),
        Action::Tidy => {
            let places = player.read(|session| {
                session
                    .document()
                    .layout
                    .keys()
                    .map(|id| (*id, None))
                    .collect::<Vec<_>>()
            });
            player.edit_or_say(Command::Move { places });
            ui.fit();
        }
        Action::SaveFile => files::save_file(desk),
        Action::Share => {
            ui.share.set(files::share_texts(desk));
            ui.dialog.set(Some(Dialog::Share));
        }
        Action::CopyPolicies => import::copy_policies(desk),
        // Done by `Desk::act` itself.
        Action::PlayPause
        | Action::NextEvent
        | Action::NextDecision
        | Action::PreviousMark
        | Action::NextMark
        | Action::SetSpeed(_)
        | Action::Slower
        | Action::Faster
        | Action::Restart
        | Action::Surge
        | Action::KillServer
        | Action::Fork
        | Action::OpenFile
        | Action::ZoomIn
        | Action::ZoomOut
        | Action::Fit
        | Action::ActualSize
        | Action::Cancel
        | Action::OpenProperties
        | Action::StartLink
        | Action::SelectAll
        | Action::Rename
        | Action::Commands
        | Action::Keys
        | Action::ImportPolicies
        | Action::NextRegion
        | Action::PreviousRegion
        | Action::ToggleMotion
        | Action::ToggleSingleKeys
        | Action::ToggleLanguage
        | Action::ToggleTheme => {}
    }
}

/// Moves parts by a distance from where they are drawn now; previews have ended.
fn shift(desk: Desk, nodes: &[NodeId], by: Point) {
    let mode = desk.ui.mode.get_untracked();
    let places = desk.board.structure.with_untracked(|structure| {
        let place = |id: &NodeId| {
            let at = fit::place_after(structure, mode, *id, by)?;
            Some((id.0, Some(vec![at.x.round(), at.y.round()])))
        };
        nodes.iter().filter_map(place).collect::<Vec<_>>()
    });
    if places.is_empty() {
        return;
    }
    // What is carried into another subnet lives there from now on.
    let zones = desk.player.read(|session| {
        let document = session.document();
        let entered = |id: &NodeId| {
            let zone = desk.ui.layout.with_untracked(|l| {
                let centre = l.nodes.get(id)?.centre().plus(by);
                let mut here = l.zones.iter().filter(|(_, r)| r.contains(centre));
                here.find(|(z, _)| commands::is_subnet(document, ZoneId(z.0)))
                    .map(|(z, _)| ZoneId(z.0))
            })?;
            commands::carry_into(document, PartId(id.0), zone)
        };
        nodes.iter().filter_map(entered).collect::<Vec<_>>()
    });
    let mut all = vec![Command::Move { places }];
    all.extend(zones);
    desk.player.edit_or_say(Command::All(all));
}

fn link(desk: Desk, from: PartId, to: PartId) {
    let made = desk
        .player
        .read(|session| commands::link(session.document(), from, to));
    match made {
        Some(command) => {
            desk.player.edit_or_say(command);
        }
        None => {
            let error = EditError::IllegalLink { from, to };
            let text = desk.player.read(|session| {
                let name = |id| mirror::part_name(session, id);
                desk.lang.get_untracked().edit_error(&error, &name)
            });
            desk.ui.say(text, false);
        }
    }
}

fn place(desk: Desk, kind: Kind, at: Option<Point>, zone: Option<ZoneId>) {
    let made = desk
        .player
        .read(|session| commands::place(session.document(), kind, at, zone));
    if let Some((command, id)) = made
        && desk.player.edit_or_say(command)
    {
        desk.ui.select(Some(Item::Node(NodeId(id.0))));
        desk.ui.is_inspector_open.set(true);
        desk.player.show();
    }
}

fn remove(desk: Desk, items: &[Item]) {
    let ids: Vec<u32> = items
        .iter()
        .filter_map(|item| match item {
            Item::Node(id) => Some(id.0),
            Item::Link(id) => Some(id.0),
            Item::Zone(id) => Some(id.0),
            Item::Instance(_) | Item::Alarm(_) => None,
        })
        .collect();
    if !ids.is_empty() && desk.player.edit_or_say(Command::Remove { ids }) {
        desk.ui
            .selection
            .update(|chosen| chosen.retain(|one| !items.contains(one)));
        desk.ui
            .say(desk.lang.get_untracked().ui().removed.to_owned(), true);
        desk.player.show();
    }
}

fn duplicate(desk: Desk) {
    let chosen: Vec<PartId> = desk
        .ui
        .selected_nodes()
        .into_iter()
        .map(|id| PartId(id.0))
        .collect();
    let places = desk.ui.layout.with_untracked(|layout| {
        let place = |id: &PartId| {
            let r = layout.nodes.get(&NodeId(id.0))?;
            Some((*id, Point::new(r.x, r.y)))
        };
        chosen.iter().filter_map(place).collect::<Vec<_>>()
    });
    desk.player
        .command(|document| commands::duplicate(document, &chosen, &places));
}
