//! What changes the document: verbs and actions as commands, with a word to the reader when one
//! is refused.

use super::{Controller, drafts, files, import, links, traffic};
use crate::board::landing::{landing, stands_in_one};
use crate::board::mirror::{self, part_of};
use crate::board::{commands, start};
use crate::geometry::Point;
use crate::geometry::fit::pull::Held;
use crate::geometry::fit::{self, Layout};
use crate::input::hit;
use crate::view::state::Dialog;
use crate::view::{Guest, Verb};
use crate::vocabulary::{Action, FrameId, FuturesView, Item, KindId, NodeId, Structure};
use leptos::prelude::*;
use swell_core::base::id::PartId;
use swell_core::contract::Place;
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::session::Session;

/// Does what `Controller::handle` leaves to the second part of the program.
pub fn handle(controller: Controller, verb: Verb) {
    match verb {
        Verb::Edit { path, edit, .. } => {
            controller.player.edit_field(|document| {
                let (part, path, value) = mirror::edited(document, &path, &edit)?;
                Some(Command::SetField { part, path, value })
            });
            controller.ui.run_end.with_value(|run_end| {
                if let Some(run_end) = run_end {
                    run_end.touch();
                }
            });
        }
        Verb::Rename { item, name } => {
            if let Some(part) = part_of(item) {
                let name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
                controller
                    .player
                    .edit_or_say(Command::Rename { part, name });
            }
        }
        Verb::Move { nodes, by } => shift(controller, &nodes, by),
        Verb::Arrange(board) => arrange(controller, &board),
        Verb::Link { from, to } => links::link(controller, from, to),
        Verb::Place { kind, at } => place(controller, kind, at),
        Verb::Remove(item) => remove(controller, &[item]),
        Verb::OpenPreset(id) => {
            if let Some(document) = start::preset(&id) {
                drafts::open_board(controller, document, &id);
            }
        }
        Verb::StandBeside(own, guest) => stand_beside(controller, own, guest),
        Verb::OpenDraft => drafts::open_offered(controller),
        Verb::OpenKept(id) => drop(drafts::open_kept(controller, &id)),
        Verb::SwitchHome(item, home, is_on) => {
            let Some(part) = part_of(item) else { return };
            let home = PartId(home.0);
            controller
                .player
                .command(|document| commands::switch_home(document, part, home, is_on));
        }
        Verb::SwapBalancer(id, kind) => {
            let part = PartId(id.0);
            controller
                .player
                .command(|document| Some(document.swap(part, kind)?.command));
        }
        Verb::SetSteps(policy, steps) => {
            let policy = PartId(policy.0);
            controller
                .player
                .command(|document| commands::set_steps(document, policy, &steps));
        }
        Verb::MarkEdits => controller.player.mark(),
        Verb::SquashEdits => {
            controller.player.squash();
            controller.player.show();
        }
        Verb::AddSchedulePair(group) => {
            let group = PartId(group.0);
            controller
                .player
                .command(|document| commands::add_schedule_pair(document, group));
        }
        Verb::AddSchedule(group) => {
            let group = PartId(group.0);
            controller
                .player
                .command(|document| commands::add_schedule(document, group));
        }
        Verb::Import {
            text,
            is_replacing,
            goes,
        } => import::import(controller, &text, is_replacing, &goes),
        Verb::UseTrace(users, is_used) => {
            let id = PartId(users.0);
            controller
                .player
                .command(|document| traffic::use_trace(document, id, is_used));
        }
        Verb::ScaleTrace(users, factor) => {
            let id = PartId(users.0);
            controller
                .player
                .command(|document| traffic::scale(document, id, factor));
        }
        Verb::FollowNewest => {
            let newest = controller
                .board
                .requests
                .with_untracked(|all| all.first().map(|r| r.serial));
            if !newest.is_some_and(|serial| controller.player.request_trace(serial)) {
                let m = controller.lang.get_untracked().more();
                controller.ui.say(m.newest_empty.to_owned(), false);
            }
        }
        Verb::ReadAs(offer) => files::read_as(controller, offer),
        Verb::AddPolicy(group, kind) => {
            let group = PartId(group.0);
            controller
                .player
                .command(|document| commands::add_policy(document, group, kind));
        }
        Verb::EndFault(id, fault) => controller.player.end_fault(id, fault),
        Verb::RemovePolicy(policy) => {
            let policy = PartId(policy.0);
            let make = |document: &_| commands::remove_policy(document, policy);
            if controller.player.command(make) {
                let text = controller.lang.get_untracked().ui().removed;
                controller.ui.say(text.to_owned(), true);
            }
        }

        // Done by `Controller::handle` itself.
        Verb::Act(_)
        | Verb::LookAt(_)
        | Verb::Guess(_)
        | Verb::InjectFault(..)
        | Verb::Inject(_)
        | Verb::TraceRequest(_) => {}
    }
}

/// Does what `Controller::act` leaves to the second part of the program.
pub fn act(controller: Controller, action: Action) {
    let (ui, player) = (controller.ui, controller.player);
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
            remove(controller, &items);
        }
        Action::Duplicate => duplicate(controller),
        Action::Nudge(x, y) => nudge(controller, &ui.selected_nodes(), Point::new(x, y)),
        Action::Add(kind) => place(controller, kind, None),
        Action::Tidy => {
            player.command(commands::tidy);
            ui.fit();
        }
        Action::NextTarget => links::aim(controller, 1),
        Action::PreviousTarget => links::aim(controller, -1),
        Action::LinkTarget => links::link_to_aim(controller),
        Action::SaveFile => files::save_file(controller),
        Action::Share => {
            ui.share.set(files::share_texts(controller));
            ui.dialog.set(Some(Dialog::Share));
        }
        Action::CopyPolicies => import::copy_policies(controller),
        Action::Compare => compare(controller),
        // Done by `Controller::act` itself.
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
        | Action::SwapFuture
        | Action::EndFork
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
        | Action::Gallery
        | Action::Coverage
        | Action::ImportPolicies
        | Action::NextRegion
        | Action::PreviousRegion
        | Action::ToggleMotion
        | Action::ToggleSingleKeys
        | Action::ToggleLanguage
        | Action::ToggleTheme => {}
    }
}

/// The score of two futures; without any, the page of two boards.
fn compare(controller: Controller) {
    let ui = controller.ui;
    let is_fork = |f: &Option<FuturesView>| f.as_ref().is_some_and(|f| f.beside.is_none());
    match controller.board.futures.with_untracked(is_fork) {
        true => ui.shows_score.update(|s| *s = !*s),
        false => ui.dialog.set(Some(Dialog::Beside)),
    }
}

fn stand_beside(controller: Controller, own: Option<&'static str>, guest: Guest) {
    let (player, lang) = (controller.player, controller.lang.get_untracked());
    if let Some((id, document)) = own.and_then(|id| Some((id, start::preset(id)?))) {
        drafts::open_board(controller, document, id);
    }
    let titled =
        |document: &Document, preset: &str| commands::title(document.title.clone(), preset, lang);
    let this = player.document();
    let own = titled(&this, &controller.board.preset.get_untracked());
    let found = match guest {
        Guest::Copy => Some((this, lang.more().beside_copy.to_owned())),
        Guest::Preset(id) => start::preset(id).map(|d| {
            let name = titled(&d, id);
            (d, name)
        }),
        Guest::Before => player.board_before().map(|(d, preset)| {
            let name = titled(&d, &preset);
            (d, name)
        }),
    };
    if let Some((document, name)) = found {
        player.stand_beside(&document, [own, name]);
        player.play(true);
    } else {
        controller.ui.say(lang.more().beside_none.to_owned(), false);
    }
}

/// Puts parts down that were carried a distance from where they are drawn now; previews have ended.
fn shift(controller: Controller, nodes: &[NodeId], by: Point) {
    let board = controller.board.structure.get_untracked();
    let layout = controller.ui.layout.get_untracked();
    let by = fit::put_down(&board, &layout, nodes, by);
    shift_exactly(controller, &board, &layout, nodes, by);
}

/// Keeps the places that frames and parts have on another drawing of the board, and which frames are
/// in which.
fn arrange(controller: Controller, wanted: &Structure) {
    let board = controller.board.structure.get_untracked();
    let frames = wanted.frames.iter().filter_map(|frame| {
        let (at, size) = frame.at.filter(|_| {
            let now = board.frame(frame.id);
            now.is_some_and(|now| now.at != frame.at)
        })?;
        Some((frame.id.0, Some(vec![at.x, at.y, size.x, size.y])))
    });
    let parts = wanted.nodes.iter().filter_map(|node| {
        let at = node.at.filter(|_| {
            let now = board.node(node.id);
            now.is_some_and(|now| now.at != node.at)
        })?;
        Some((node.id.0, Some(vec![at.x, at.y])))
    });
    let places: Vec<_> = frames.chain(parts).collect();
    let homes = wanted.frames.iter().filter_map(|frame| {
        let was = board.frame(frame.id)?.parent;
        (was != frame.parent).then(|| Command::StandIn {
            part: PartId(frame.id.0),
            frames: frame.parent.iter().map(|z| PartId(z.0)).collect(),
        })
    });
    let mut all: Vec<Command> = homes.collect();
    if !places.is_empty() {
        all.push(Command::Move { places });
    }
    if !all.is_empty() {
        // Whoever moves frames wants them where they were put: the view stays.
        controller.ui.follows.set(false);
        controller.player.edit_or_say(Command::All(all));
    }
}

/// One step of the arrow keys, over what stands in the way.
fn nudge(controller: Controller, nodes: &[NodeId], step: Point) {
    let board = controller.board.structure.get_untracked();
    let layout = controller.ui.layout.get_untracked();
    if let [Item::Frame(frame)] = controller.ui.selection.get_untracked()[..] {
        let held = Held::new(&board, &layout, frame);
        if let Some(moved) = held.and_then(|held| held.nudged(step)) {
            arrange(controller, &moved);
        }
        return;
    }
    if let Some(by) = fit::nudged(&board, &layout, nodes, step) {
        shift_exactly(controller, &board, &layout, nodes, by);
    }
}

fn shift_exactly(
    controller: Controller,
    board: &Structure,
    layout: &Layout,
    nodes: &[NodeId],
    by: Point,
) {
    let mode = controller.ui.mode.get_untracked();
    let place = |id: &NodeId| {
        let at = fit::place_after(board, mode, *id, by)?;
        Some((id.0, Some(vec![at.x.round(), at.y.round()])))
    };
    let places: Vec<_> = nodes.iter().filter_map(place).collect();
    if places.is_empty() {
        return;
    }
    // What is carried into another subnet lives there from now on.
    let homes = controller.player.read(|session| {
        let document = session.document();
        let entered = |id: &NodeId| {
            let centre = layout.nodes.get(id)?.centre().plus(by);
            let subnet = hit::subnet_near(board, layout, centre)?;
            commands::carry_into(document, PartId(id.0), PartId(subnet.0))
        };
        nodes.iter().filter_map(entered).collect::<Vec<_>>()
    });
    let mut all = vec![Command::Move { places }];
    all.extend(homes);
    controller.player.edit_or_say(Command::All(all));
}

fn place(controller: Controller, kind: KindId, at: Option<Point>) {
    let board = controller.board.structure.get_untracked();
    let layout = controller.ui.layout.get_untracked();
    let landing = at.map(|point| landing(&board, &layout, kind, point));
    let beside = || {
        // Enter drops a part beside the selection: into the same subnet.
        let chosen = controller.ui.selected_nodes().last().copied()?;
        board.node(chosen)?.subnets.first().copied()
    };
    let (at, home) = match landing {
        _ if kind.owners().next().is_some() && !kind.spec().place.is_ground() => {
            let chosen = controller.ui.selected_nodes().last().copied();
            (None, chosen.map(|node| FrameId(node.0)))
        }
        Some(landing) => (landing.at, landing.home),
        None if kind.spec().place.is_ground() => (None, frame_beside(controller)),
        None => (None, beside().filter(|_| stands_in_one(kind))),
    };
    let home = home.map(|z| PartId(z.0));
    let made = controller
        .player
        .read(|session| commands::place(session.document(), kind, at, home));
    let Some((command, id)) = made else {
        return say_what_it_needs(controller, kind);
    };
    if controller.player.edit_or_say(command) {
        let item = match kind.spec().place {
            Place::Frame(_) => Item::Frame(FrameId(id.0)),
            Place::Rules => Item::Node(NodeId(id.0)),
            // What belongs to a part is shown with it.
            _ => {
                let read = |session: &Session| session.document().owners(id).last();
                Item::Node(NodeId(controller.player.read(read).unwrap_or(id).0))
            }
        };
        controller.ui.select(Some(item));
        controller.ui.is_inspector_open.set(true);
        controller.player.show();
        let lang = controller.lang.get_untracked();
        let name = controller
            .player
            .read(|session| mirror::shown_name(session.document(), id, lang));
        let text = format!("{}: {} {name}", lang.build().added, lang.kind(kind));
        controller.ui.announcement.set(text);
    }
}

/// There is nothing on the board that a new part could belong to.
fn say_what_it_needs(controller: Controller, kind: KindId) {
    let lang = controller.lang.get_untracked();
    let owners: Vec<&str> = kind.owners().map(|owner| lang.kind(owner)).collect();
    let text = match owners.as_slice() {
        [] => lang.more().no_room_for.replace("{kind}", lang.kind(kind)),
        owners => {
            let text = lang.more().needs_owner.replace("{kind}", lang.kind(kind));
            text.replace("{owners}", &owners.join(", "))
        }
    };
    controller.ui.say(text, false);
}

/// The frame that is chosen, or that the chosen part stands in.
fn frame_beside(controller: Controller) -> Option<FrameId> {
    let board = controller.board.structure.get_untracked();
    match controller.ui.selection.get_untracked().last()? {
        Item::Frame(id) => Some(*id),
        Item::Node(id) => board.node(*id)?.subnets.first().copied(),
        _ => None,
    }
}

fn remove(controller: Controller, items: &[Item]) {
    let ids: Vec<u32> = items
        .iter()
        .filter_map(|item| match item {
            Item::Node(id) => Some(id.0),
            Item::Link(id) => Some(id.0),
            Item::Frame(id) => Some(id.0),
            Item::Instance(_) | Item::Alarm(_) => None,
        })
        .collect();
    if !ids.is_empty() && controller.player.edit_or_say(Command::Remove { ids }) {
        controller
            .ui
            .selection
            .update(|chosen| chosen.retain(|one| !items.contains(one)));
        controller.ui.say(
            controller.lang.get_untracked().ui().removed.to_owned(),
            true,
        );
        controller.player.show();
    }
}

/// Copies beside their originals; what lives in subnets gets a place in them.
fn duplicate(controller: Controller) {
    const OFFSET: Point = Point::new(40.0, 40.0);
    let chosen = controller.ui.selected_nodes();
    let board = controller.board.structure.get_untracked();
    let layout = controller.ui.layout.get_untracked();
    let is_wide = layout.mode.is_wide();
    let stands_outside = |id: &NodeId| {
        let node = board.node(*id);
        is_wide && node.is_some_and(|n| n.subnets.is_empty() && !n.is_fleet())
    };
    let outside: Vec<NodeId> = chosen.iter().copied().filter(stands_outside).collect();
    let by = fit::copied(&board, &layout, &outside, OFFSET);
    let place = |id: &NodeId| {
        let r = layout.nodes.get(id)?;
        let at = fit::wide_place(&board, layout.mode, r.corner().plus(by))?;
        Some((PartId(id.0), at))
    };
    let places: Vec<_> = outside.iter().filter_map(place).collect();
    let chosen: Vec<PartId> = chosen.iter().map(|id| PartId(id.0)).collect();
    controller
        .player
        .command(|document| commands::duplicate(document, &chosen, &places));
}
