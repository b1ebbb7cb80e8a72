//! The layouts: full, tablet, phone and the three embeds; and the one place where verbs arrive.

use crate::board::mirror::{self, part_of};
use crate::board::model::{Item, Kind, NodeId, PresetView, Speed, SurgeView};
use crate::board::player::Player;
use crate::board::{Board, commands, start, traffic};
use crate::geometry::{Point, fit};
use crate::i18n::Lang;
use crate::i18n::policy::PolicyWords;
use crate::i18n_platform::Notice;
use crate::import::aws_json;
use crate::input::action::{Action, Enabled};
use crate::input::keymap::{self, Focus, KeyPress};
use crate::platform::clipboard::Copied;
use crate::platform::debounce::Debounce;
use crate::platform::link::Content;
use crate::platform::options::{self, Lock};
use crate::platform::storage::Store;
use crate::platform::{self, address, file};
use crate::share::{self, ShareTexts};
use crate::view::state::{Armed, Dialog, Screen, Tab, Theme, UiState};
use crate::view::{
    Shell, Verb, action_button, alarm, decision_card, dialog, icon, inspector, journal,
    live_region, outline, palette, passport, stage, surge, timeline, toast, toolbar,
};
use leptos::ev;
use leptos::prelude::*;
use swell_core::base::id::{PartId, ZoneId};
use swell_core::document::command::{Command, EditError};
use swell_core::engine::fault::Incident;
use wasm_bindgen::JsCast;

/// Everything of one board on a page.
pub fn app() -> impl IntoView {
    let board = Board::new();
    let ui = UiState::new(board);
    let lang = RwSignal::new(root_lang());
    let opening = start::open(lang.get_untracked());
    board.preset.set(opening.preset.clone());
    ui.is_locked
        .set(matches!(opening.options.lock, Some(Lock::Edit | Lock::All)));
    ui.hide.set(opening.options.hide);
    read_environment(board, ui);
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
    listen(board, ui, verbs);
    show_environment(ui, lang);
    desk.keep();
    desk.open_files();
    desk.watch();
    for notice in opening.notices {
        ui.say(notice, false);
    }
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

/// The ready-made boards under their names.
fn presets(lang: Lang) -> Vec<PresetView> {
    let all = swell_core::scenario::catalog::PRESETS.iter();
    all.map(|p| PresetView {
        id: p.id.to_owned(),
        title: lang.preset_title(p.id).map_or(p.id, |t| t.0).to_owned(),
    })
    .collect()
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
        {move || {
            let screen = shell.ui.screen.get();
            view! {
                <div class="app" data-screen=screen.name()>
                    {layout(shell, screen)}
                </div>
            }
        }}
        {dialog::dialogs(shell)}
        {toast::toasts(shell)}
        {live_region::live_region(shell)}
    }
    .into_any()
}

fn layout(shell: Shell, screen: Screen) -> AnyView {
    // An embed's author may leave out what the article does not talk about.
    let hide = shell.ui.hide.get_untracked();
    let inspector = || (!hide.inspector).then(|| inspector::inspector(shell, screen));
    let timeline = || (!hide.charts).then(|| timeline::timeline(shell, screen));
    match screen {
        Screen::Poster => ().into_any(),
        Screen::Desktop | Screen::Tablet => view! {
            {toolbar::toolbar(shell, screen)}
            {(!hide.palette).then(|| palette::palette(shell, screen == Screen::Tablet))}
            <main class="main">{stage::stage(shell)}</main>
            {inspector()}
            {timeline()}
            {outline::outline(shell, false)}
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
            {outline::outline(shell, false)}
        }
        .into_any(),
        Screen::EmbedM | Screen::EmbedS => view! {
            <main class="main">{stage::stage(shell)}</main>
            {(screen == Screen::EmbedM && !hide.charts).then(|| metric_line(shell))}
            {inspector()}
            {toolbar::toolbar(shell, screen)}
            {outline::outline(shell, false)}
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
    view! { <ul class="metric-line">{row}</ul> }.into_any()
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
                aria-selected=move || (tab.get() == one).to_string()
                on:click=move |_| tab.set(one)
            >
                {name}
            </button>
        }
    })
    .collect_view();
    let body = move || match tab.get() {
        hidden if !is_shown(hidden) => ().into_any(),
        Tab::Policy => view! {
            {inspector::inspector(shell, Screen::Phone)}
        }
        .into_any(),
        Tab::Charts => timeline::timeline(shell, Screen::Phone),
        Tab::Log => view! {
            {decision_card::newest(shell)}
            {passport::newest(shell)}
            {journal::journal(shell)}
        }
        .into_any(),
        Tab::Lesson => view! {
            <p class="empty">{t.lesson_empty}</p>
            {outline::outline(shell, true)}
        }
        .into_any(),
    };
    view! {
        <div class="phone-tabs">
            <div class="tabs" role="tablist">{buttons}</div>
            <div class="phone-page" role="tabpanel" data-region="" tabindex="-1">{body}</div>
        </div>
    }
    .into_any()
}

/// Where verbs arrive: those of the interface are done here, those of the board by the player.
#[derive(Clone, Copy)]
struct Desk {
    player: Player,
    board: Board,
    ui: UiState,
    lang: RwSignal<Lang>,
}

impl Desk {
    fn handle(self, verb: Verb) {
        match verb {
            Verb::Act(action) => self.act(action),
            Verb::LookAt(time) => self.player.look_at(time),
            Verb::Guess(guess) => self.player.guess(guess),
            Verb::Edit { path, edit, .. } => {
                self.player.edit_field(|document| {
                    let (part, path, value) = mirror::edited(document, &path, &edit)?;
                    Some(Command::SetField { part, path, value })
                });
                self.ui.run_end.with_value(|run_end| {
                    if let Some(run_end) = run_end {
                        run_end.touch();
                    }
                });
            }
            Verb::Rename { item, name } => {
                if let Some(part) = part_of(item) {
                    let name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
                    self.player.edit_or_say(Command::Rename { part, name });
                }
            }
            Verb::Move { nodes, by } => self.shift(&nodes, by),
            Verb::Link { from, to } => self.link(PartId(from.0), PartId(to.0)),
            Verb::Unlink { from, to } => {
                let (from, to) = (PartId(from.0), PartId(to.0));
                self.player
                    .command(|document| commands::unlink(document, from, to));
            }
            Verb::Place { kind, at, zone } => self.place(kind, at, zone.map(|z| ZoneId(z.0))),
            Verb::Remove(item) => self.remove(&[item]),
            Verb::OpenPreset(id) => {
                if let Some(document) = start::preset(&id) {
                    self.board.preset.set(id);
                    self.player.open(document);
                    self.select_first();
                    self.player.play(!self.ui.is_still.get_untracked());
                }
            }
            Verb::Strike(id, fault) => self.player.strike(id, fault),
            Verb::SwitchZone(zone, is_down) => {
                let zone = ZoneId(zone.0);
                self.player.happen(match is_down {
                    true => Incident::ZoneDown { zone },
                    false => Incident::ZoneUp { zone },
                });
            }
            Verb::SwitchDatabase(node, is_down) => {
                let database = PartId(node.0);
                self.player.happen(match is_down {
                    true => Incident::DatabaseDown { database },
                    false => Incident::DatabaseUp { database },
                });
            }
            Verb::SwitchSubnet(node, zone, is_on) => {
                let (part, zone) = (PartId(node.0), ZoneId(zone.0));
                self.player
                    .command(|document| commands::switch_subnet(document, part, zone, is_on));
            }
            Verb::SetSteps(policy, steps) => {
                let policy = PartId(policy.0);
                self.player
                    .command(|document| commands::set_steps(document, policy, &steps));
            }
            Verb::MarkEdits => self.player.mark(),
            Verb::SquashEdits => {
                self.player.squash();
                self.player.show();
            }
            Verb::AddSchedule(group) => {
                let group = PartId(group.0);
                self.player
                    .command(|document| commands::add_schedule(document, group));
            }
            Verb::Import { text, is_replacing } => self.import(&text, is_replacing),
            Verb::Passport(serial) => {
                if self.player.passport(serial) {
                    self.ui.dialog.set(Some(Dialog::Passport));
                }
            }
            Verb::UseTrace(users, is_used) => {
                let id = PartId(users.0);
                self.player
                    .command(|document| traffic::use_trace(document, id, is_used));
            }
            Verb::SetPolicy(group, kind) => {
                let group = PartId(group.0);
                self.player
                    .command(|document| commands::set_policy(document, group, kind));
            }
        }
    }

    /// The selected group, or the first.
    fn group(self) -> Option<PartId> {
        let chosen = self.ui.selected_nodes();
        self.board.structure.with_untracked(|s| {
            let is_group = |n: &&crate::board::model::NodeView| n.kind == Kind::AutoScalingGroup;
            let mut groups = s.nodes.iter().filter(is_group);
            let selected = groups.clone().find(|n| chosen.contains(&n.id));
            selected.or_else(|| groups.next()).map(|n| PartId(n.id.0))
        })
    }

    /// Pasted AWS JSON as parts; the text stays where it is when something is wrong with it.
    fn import(self, text: &str, is_replacing: bool) {
        let lang = self.lang.get_untracked();
        let words = PolicyWords::of(lang);
        let fail = |said: Vec<String>| {
            let said = said.into_iter().map(|s| (true, s)).collect();
            self.ui.import_said.set(said);
        };
        let found = match aws_json::read(text) {
            Ok(found) => found,
            Err(errors) => {
                let say = |e| start::say(&Notice::ImportError(e), lang);
                return fail(errors.iter().map(say).collect());
            }
        };
        let Some(group) = self.group() else {
            return fail(vec![words.import_no_group.to_owned()]);
        };
        let made = self.player.document();
        let imported = match commands::import(&made, group, &found, is_replacing, lang) {
            Ok(imported) => imported,
            Err(errors) => return fail(errors),
        };
        if let Some(command) = imported.command {
            if let Err(error) = self.player.edit(command) {
                let said = self.player.read(|session| {
                    let name = |id| mirror::part_name(session, id);
                    lang.edit_error(&error, &name)
                });
                return fail(vec![said]);
            }
            self.ui.say(words.import_done.to_owned(), true);
        }
        let notices = found.notices.iter();
        let said: Vec<(bool, String)> = notices
            .map(|n| start::say(&Notice::Import(n), lang))
            .chain(imported.skipped)
            .map(|s| (false, s))
            .collect();
        if said.is_empty() {
            self.ui.dialog.set(None);
            self.ui.import_text.set(String::new());
        }
        self.ui.import_said.set(said);
        self.ui.select(Some(Item::Node(NodeId(group.0))));
        self.player.show();
    }

    /// The group's policies for the AWS CLI; shown to be copied by hand where a page may not.
    fn copy_policies(self) {
        let Some(group) = self.group() else {
            return;
        };
        let text = commands::aws_json(&self.player.document(), group);
        let (ui, words) = (self.ui, PolicyWords::of(self.lang.get_untracked()));
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

    /// The group is what a newcomer will want to look at.
    fn select_first(self) {
        let group = self.board.structure.with_untracked(|s| {
            s.nodes
                .iter()
                .find(|n| n.kind == Kind::AutoScalingGroup)
                .map(|n| Item::Node(n.id))
        });
        self.ui.select(group);
        self.player.show();
    }

    /// Moves parts by a distance from where they are drawn now; previews have ended.
    fn shift(self, nodes: &[NodeId], by: Point) {
        let mode = self.ui.mode.get_untracked();
        let places = self.board.structure.with_untracked(|structure| {
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
        let zones = self.player.read(|session| {
            let document = session.document();
            let entered = |id: &NodeId| {
                let zone = self.ui.layout.with_untracked(|l| {
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
        self.player.edit_or_say(Command::All(all));
    }

    fn link(self, from: PartId, to: PartId) {
        let made = self
            .player
            .read(|session| commands::link(session.document(), from, to));
        match made {
            Some(command) => {
                self.player.edit_or_say(command);
            }
            None => {
                let error = EditError::IllegalLink { from, to };
                let text = self.player.read(|session| {
                    let name = |id| mirror::part_name(session, id);
                    self.lang.get_untracked().edit_error(&error, &name)
                });
                self.ui.say(text, false);
            }
        }
    }

    fn place(self, kind: Kind, at: Option<Point>, zone: Option<ZoneId>) {
        let made = self
            .player
            .read(|session| commands::place(session.document(), kind, at, zone));
        if let Some((command, id)) = made
            && self.player.edit_or_say(command)
        {
            self.ui.select(Some(Item::Node(NodeId(id.0))));
            self.ui.is_inspector_open.set(true);
            self.player.show();
        }
    }

    fn remove(self, items: &[Item]) {
        let ids: Vec<u32> = items
            .iter()
            .filter_map(|item| match item {
                Item::Node(id) => Some(id.0),
                Item::Link(id) => Some(id.0),
                Item::Zone(id) => Some(id.0),
                Item::Instance(_) | Item::Alarm(_) => None,
            })
            .collect();
        if !ids.is_empty() && self.player.edit_or_say(Command::Remove { ids }) {
            self.ui
                .selection
                .update(|chosen| chosen.retain(|one| !items.contains(one)));
            self.ui
                .say(self.lang.get_untracked().ui().removed.to_owned(), true);
            self.player.show();
        }
    }

    fn duplicate(self) {
        let chosen: Vec<PartId> = self
            .ui
            .selected_nodes()
            .into_iter()
            .map(|id| PartId(id.0))
            .collect();
        let places = self.ui.layout.with_untracked(|layout| {
            let place = |id: &PartId| {
                let r = layout.nodes.get(&NodeId(id.0))?;
                Some((*id, Point::new(r.x, r.y)))
            };
            chosen.iter().filter_map(place).collect::<Vec<_>>()
        });
        self.player
            .command(|document| commands::duplicate(document, &chosen, &places));
    }

    fn act(self, action: Action) {
        let (ui, board, player) = (self.ui, self.board, self.player);
        match action {
            Action::PlayPause => player.toggle(),
            Action::NextEvent => player.step(),
            Action::NextDecision => player.next_decision(),
            Action::PreviousMark => player.to_mark(false),
            Action::NextMark => player.to_mark(true),
            Action::SetSpeed(speed) => player.set_speed(speed),
            Action::Slower => player.set_speed(player.speed().slower()),
            Action::Faster => player.set_speed(player.speed().faster()),
            Action::Restart => player.restart(None),
            Action::NewSeed => {
                let seed = player.read(|session| session.document().seed);
                player.restart(Some(seed.wrapping_add(1)));
            }
            Action::Surge => {
                player.surge();
                board.surge.set(SurgeView::Asking);
            }
            Action::KillServer => player.kill_one(),
            Action::Fork => player.fork(),
            Action::Undo => player.undo(),
            Action::Redo => player.redo(),
            Action::Delete => {
                let items = ui.selection.get_untracked();
                self.remove(&items);
            }
            Action::Duplicate => self.duplicate(),
            Action::Rename => {
                if board.enabled.with_untracked(|e| e.can_edit) {
                    ui.renaming.set(ui.selected_nodes().last().copied());
                }
            }
            Action::Nudge(x, y) => self.shift(&ui.selected_nodes(), Point::new(x, y)),
            Action::Add(kind) => self.place(kind, None, None),
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
            Action::SaveFile => self.save_file(),
            Action::OpenFile => ui.picker.with_value(|p| {
                if let Some(p) = p {
                    p.open();
                }
            }),
            Action::ZoomIn => ui.zoom(1.25),
            Action::ZoomOut => ui.zoom(0.8),
            Action::Fit => ui.fit(),
            Action::ActualSize => {
                let scale = ui.view.get_untracked().scale;
                ui.zoom(1.0 / scale);
            }
            Action::Cancel => self.cancel(),
            Action::OpenProperties => {
                ui.is_inspector_open.set(true);
                stage::focus("inspector");
            }
            Action::StartLink => {
                if let Some(&from) = ui.selected_nodes().first() {
                    ui.armed.set(Some(Armed::Linking(from)));
                }
            }
            Action::SelectAll => {
                let all = board
                    .structure
                    .with_untracked(|s| s.nodes.iter().map(|n| Item::Node(n.id)).collect());
                ui.selection.set(all);
            }
            Action::Commands => ui.dialog.set(Some(Dialog::Commands)),
            Action::Keys => ui.dialog.set(Some(Dialog::Keys)),
            Action::Share => {
                ui.share.set(self.share_texts());
                ui.dialog.set(Some(Dialog::Share));
            }
            Action::ImportPolicies => {
                ui.import_said.set(Vec::new());
                ui.dialog.set(Some(Dialog::Import));
            }
            Action::CopyPolicies => self.copy_policies(),
            Action::NextRegion => move_region(1),
            Action::PreviousRegion => move_region(-1),
            Action::ToggleMotion => ui.is_still.update(|s| *s = !*s),
            Action::ToggleSingleKeys => ui.single_keys.update(|s| *s = !*s),
            Action::ToggleLanguage => {
                self.lang.update(|l| *l = l.other());
                board.presets.set(presets(self.lang.get_untracked()));
                player.show_all();
                // The button was built anew: keep the focus on it.
                request_animation_frame(|| stage::focus("language"));
            }
            Action::ToggleTheme => ui.theme.update(|t| *t = next_theme(*t)),
        }
    }

    fn cancel(self) {
        let ui = self.ui;
        if ui.armed.get_untracked().is_some() {
            ui.armed.set(None);
            ui.wire.set(None);
        } else if self.board.clock.with_untracked(|c| c.looking_at.is_some()) {
            self.player.look_at(None);
        } else {
            ui.select(None);
            ui.is_inspector_open.set(false);
        }
    }

    fn save_file(self) {
        let document = self.player.document();
        let title = commands::title(
            document.title.clone(),
            &self.board.preset.get_untracked(),
            self.lang.get_untracked(),
        );
        let name = file::file_name(&title, "json");
        if let Err(error) = file::save(&name, "application/json", &document.to_json_pretty()) {
            let lang = self.lang.get_untracked();
            self.ui.say(start::say(&Notice::File(&error), lang), false);
        }
    }

    fn share_texts(self) -> Option<ShareTexts> {
        let document = self.player.document();
        let preset = self.board.preset.get_untracked();
        let content = start::content_of(&document, &preset);
        let lang = self.lang.get_untracked();
        let options = options::Options {
            lang: Some(start::platform_lang(lang)),
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
        }))
    }

    /// Keeps the draft and the address in step with the document.
    fn keep(self) {
        let save = Debounce::new(platform::debounce::HASH_QUIET_MS, move || self.save_now());
        let version = Memo::new(move |_| {
            self.board.structure.track();
            self.board.enabled.get();
            self.board.inspector.track();
            self.player.read(|session| session.document().to_json())
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

    fn save_now(self) {
        let document = self.player.document();
        let preset = self.board.preset.get_untracked();
        let content = start::content_of(&document, &preset);
        let (mut options, _) = options::read(&address::hash(), &address::query());
        options.unknown.retain(|u| u.place == options::Place::Hash);
        let is_own = matches!(content, Content::Document(_));
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

    /// Boards and traffic by file picker and by dropping them on the page.
    fn open_files(self) {
        let opened = move |result: Result<file::Opened, file::FileError>| {
            let lang = self.lang.get_untracked();
            match result {
                Err(error) => self.ui.say(start::say(&Notice::File(&error), lang), false),
                Ok(opened) => self.opened(&opened),
            }
        };
        self.ui.picker.set_value(file::FilePicker::new(opened));
        let target = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.body());
        if let Some(body) = target {
            let zone = file::DropZone::new(&body, |_| {}, opened);
            self.ui.drop_zone.set_value(zone);
        }
    }

    fn opened(self, opened: &file::Opened) {
        let lang = self.lang.get_untracked();
        let said = match opened.kind {
            file::FileKind::Csv => traffic::load(self.player, &opened.name, &opened.text, lang),
            _ => start::read_document(&opened.text, lang).map(|document| {
                self.board.preset.set(String::new());
                self.player.open(document);
                Vec::new()
            }),
        };
        match said {
            Ok(notices) => {
                let t = lang.ui();
                let text = format!("{}: {}", t.opened, opened.name);
                self.ui.say(text, false);
                notices
                    .into_iter()
                    .take(2)
                    .for_each(|n| self.ui.say(n, false));
                self.player.play(!self.ui.is_still.get_untracked());
            }
            Err(problems) => {
                self.ui.problems.set(problems);
                self.ui.dialog.set(Some(Dialog::Problems));
            }
        }
    }

    /// Selection decides what the inspector shows; a hidden page stands still.
    fn watch(self) {
        Effect::new(move |_| {
            self.ui.selection.track();
            self.player.show();
        });
        let paused_by_us = StoredValue::new(false);
        let watch = platform::observe::VisibilityWatch::new(move |is_visible| {
            let is_running = self.board.clock.with_untracked(|c| c.is_running);
            if !is_visible && is_running {
                paused_by_us.set_value(true);
                self.player.play(false);
            } else if is_visible && paused_by_us.get_value() {
                paused_by_us.set_value(false);
                self.player.play(true);
            }
        });
        self.ui.visibility.set_value(watch);
        // A run of edits in one field ends with a pause, or when the field is left.
        let player = self.player;
        let pause = Debounce::new(RUN_PAUSE_MS, move || player.end_run());
        self.ui.run_end.set_value(Some(pause));
        let left = window_event_listener(ev::focusout, move |_| player.end_run());
        on_cleanup(move || left.remove());
    }
}

/// Typing or sliding that stops for so long has ended.
const RUN_PAUSE_MS: u32 = 1_000;

/// Longer addresses are refused by some browsers; the draft and files keep the board then.
const URL_MAX: usize = 60_000;

/// The first press always changes something: it leaves the theme that is on the screen.
fn next_theme(theme: Theme) -> Theme {
    match theme {
        Theme::Auto if prefers("(prefers-color-scheme: dark)") => Theme::Light,
        Theme::Auto | Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Light,
    }
}

/// F6: the next landmark that takes the focus.
fn move_region(step: i32) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else {
        return;
    };
    let Ok(regions) = document.query_selector_all("[data-region]:not([hidden])") else {
        return;
    };
    let count = regions.length() as i32;
    if count == 0 {
        return;
    }
    let active = document.active_element();
    let here = (0..count).find(|&n| {
        regions
            .item(n as u32)
            .is_some_and(|r| r.contains(active.as_ref().map(|a| a.unchecked_ref())))
    });
    let next = here.map_or(0, |n| (n + step).rem_euclid(count));
    let region = regions
        .item(next as u32)
        .and_then(|r| r.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(region) = region {
        let _ = region.focus();
    }
}

/// Keys of the whole page.
fn listen(board: Board, ui: UiState, verbs: Callback<Verb>) {
    let keydown = window_event_listener(ev::keydown, move |ev| {
        if ev.default_prevented() || ui.dialog.with_untracked(Option::is_some) {
            return;
        }
        let (code, key) = (ev.code(), ev.key());
        let press = KeyPress {
            code: &code,
            key: &key,
            shift: ev.shift_key(),
            alt: ev.alt_key(),
            command: ev.ctrl_key() || ev.meta_key(),
            is_composing: ev.is_composing(),
            is_repeat: ev.repeat(),
        };
        let single = ui.single_keys.get_untracked();
        let Some(action) = keymap::action(press, focus_place(), single) else {
            return;
        };
        if action == Action::OpenProperties && ui.armed.with_untracked(Option::is_some) {
            return;
        }
        if board.enabled.with_untracked(|e: &Enabled| e.allows(action)) {
            ev.prevent_default();
            verbs.run(Verb::Act(action));
        }
    });
    let resize = window_event_listener(ev::resize, move |_| {
        let screen = measure();
        if ui.screen.get_untracked() != screen {
            ui.screen.set(screen);
        }
    });
    on_cleanup(move || {
        keydown.remove();
        resize.remove();
    });
}

fn focus_place() -> Focus {
    let active = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.active_element());
    let Some(active) = active else {
        return Focus::Canvas;
    };
    let within = |selector: &str| active.closest(selector).ok().flatten().is_some();
    if within("input, select, textarea, [contenteditable]") {
        Focus::Field
    } else if active.tag_name() == "BODY" || (within(".stage") && !within("button, a")) {
        Focus::Canvas
    } else {
        Focus::Control
    }
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

fn root_lang() -> Lang {
    Lang::from_tag(
        &root()
            .and_then(|r| r.get_attribute("lang"))
            .unwrap_or_default(),
    )
}

fn is_embed() -> bool {
    root().is_some_and(|r| r.has_attribute("data-embed"))
}

fn measure() -> Screen {
    let size = |v: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        v.ok().and_then(|v| v.as_f64()).unwrap_or(1_280.0)
    };
    let Some(window) = web_sys::window() else {
        return Screen::Desktop;
    };
    Screen::for_size(
        size(window.inner_width()),
        size(window.inner_height()),
        is_embed(),
    )
}

fn prefers(query: &str) -> bool {
    web_sys::window()
        .and_then(|w| w.match_media(query).ok().flatten())
        .is_some_and(|m| m.matches())
}

fn read_environment(board: Board, ui: UiState) {
    ui.screen.set(measure());
    ui.theme.set(
        match root()
            .and_then(|r| r.get_attribute("data-theme"))
            .as_deref()
        {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Auto,
        },
    );
    if prefers("(prefers-reduced-motion: reduce)") {
        ui.is_still.set(true);
    }
    let _ = board;
}

/// Language and theme on the root, where the style sheets and screen readers look.
fn show_environment(ui: UiState, lang: RwSignal<Lang>) {
    Effect::new(move |_| {
        let Some(root) = root() else { return };
        let _ = root.set_attribute("lang", lang.get().tag());
        let _ = match ui.theme.get() {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
    });
}
