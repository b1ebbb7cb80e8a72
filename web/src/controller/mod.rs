//! Where verbs arrive. What moves time or the interface is done here at once; edits, files and
//! imports belong to the second part of the program (`deferred`) and wait for it if need be.

pub mod deferred;
pub mod drafts;
pub mod edits;
pub mod embed;
pub mod environment;
pub mod files;
pub mod frame;
pub mod import;
pub mod links;
pub mod player;
#[cfg(feature = "drawing-bench")]
pub mod scene;
pub mod traffic;

use crate::board::Board;
use crate::i18n::Lang;
use crate::platform::debounce::Debounce;
use crate::platform::environment::prefers;
use crate::platform::file;
use crate::platform::host::ChildMessage;
use crate::platform::options::Theme;
use crate::platform::timer::{after_paint, next_frame};
use crate::view::state::{Armed, Dialog, UiState};
use crate::view::{Verb, stage};
use crate::vocabulary::{Action, Item, NodeView, SurgeView};
use deferred::Deferred;
use leptos::ev;
use leptos::prelude::*;
use player::Player;
use wasm_bindgen::JsCast;

#[derive(Clone, Copy)]
pub struct Controller {
    pub player: Player,
    pub board: Board,
    pub ui: UiState,
    pub lang: RwSignal<Lang>,
    pub drafts: StoredValue<drafts::Drafts, LocalStorage>,
    /// The second part of the program, once it is here.
    pub deferred: StoredValue<Option<&'static Deferred>>,
}

impl Controller {
    /// The one gate for whatever people ask for.
    pub fn handle(self, verb: Verb) {
        if verb.edits() && self.refuses_edits() {
            return;
        }
        if verb.is_from_elsewhere() {
            leave_field();
        }
        match verb {
            Verb::Act(action) => self.act(action),
            Verb::LookAt(time) => self.player.look_at(time),
            Verb::Guess(guess) => self.player.guess(guess),
            Verb::InjectFault(id, fault) => self.player.inject_fault(id, fault),
            Verb::Inject(injection) => self.player.inject(injection),
            Verb::TraceRequest(serial) => {
                if self.player.request_trace(serial) {
                    self.ui.dialog.set(Some(Dialog::RequestTrace));
                }
            }
            edit => deferred::with(self, move |d| (d.handle)(self, edit)),
        }
    }

    /// Whether the author of an embed has locked the board; says so.
    pub fn refuses_edits(self) -> bool {
        let is_locked = self.ui.is_locked.get_untracked();
        if is_locked {
            let text = self.lang.get_untracked().ui().locked;
            self.ui.say(text.to_owned(), false);
        }
        is_locked
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
            Action::Restart => player.restart(),
            Action::Surge => {
                if player.surge() {
                    board.surge.set(SurgeView::Asking);
                }
            }
            Action::KillServer => player.kill_one(),
            Action::Fork => {
                player.fork();
                ui.shows_score.set(true);
            }
            Action::SwapFuture => player.swap_future(),
            Action::EndFork => player.end_fork(),
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
            Action::Rename => {
                if board.enabled.with_untracked(|e| e.can_edit) {
                    let named = |item: &&Item| matches!(item, Item::Node(_) | Item::Frame(_));
                    let chosen = ui.selection.get_untracked();
                    ui.renaming.set(chosen.iter().rev().find(named).copied());
                }
            }
            Action::Commands => ui.dialog.set(Some(Dialog::Commands)),
            Action::Keys => ui.dialog.set(Some(Dialog::Keys)),
            Action::Gallery => ui.dialog.set(Some(Dialog::Gallery)),
            Action::Coverage => ui.dialog.set(Some(Dialog::Coverage)),
            Action::ImportPolicies => {
                ui.import_said.set(Vec::new());
                ui.dialog.set(Some(Dialog::Import));
            }
            Action::NextRegion => move_region(1),
            Action::PreviousRegion => move_region(-1),
            Action::ToggleMotion => ui.is_still.update(|s| *s = !*s),
            Action::ToggleSingleKeys => ui.single_keys.update(|s| *s = !*s),
            Action::ToggleLanguage => {
                self.speak(self.lang.get_untracked().other());
                // The button was built anew: keep the focus on it.
                next_frame(|| stage::focus("language"));
            }
            Action::ToggleTheme => ui.theme.update(|t| *t = next_theme(*t)),

            edit => deferred::with(self, move |d| (d.act)(self, edit)),
        }
    }

    fn cancel(self) {
        let ui = self.ui;
        if let Some(armed) = ui.armed.get_untracked() {
            ui.disarm();
            if let Armed::Linking(from) = armed {
                stage::focus(&stage::dom_id(Item::Node(from)));
            }
        } else if self.player.is_travelling() {
            self.player.cancel_trip();
        } else if self.board.clock.with_untracked(|c| c.looking_at.is_some()) {
            self.player.look_at(None);
        } else {
            ui.choose(None);
            ui.is_inspector_open.set(false);
        }
    }

    /// The part that the address names, by its id or its name; else the group, which a newcomer
    /// will want to look at.
    pub fn select(self, named: Option<&str>) {
        let found = self.board.structure.with_untracked(|s| {
            let is_named = |n: &&NodeView| {
                named.is_some_and(|name| n.name == name || n.id.0.to_string() == name)
            };
            let named = s.nodes.iter().find(is_named);
            let found = named.or_else(|| s.first_fleet())?;
            Some((found.id, named.is_some()))
        });
        self.ui.select(found.map(|(id, _)| Item::Node(id)));
        let centred = found.filter(|(_, is_named)| *is_named);
        self.ui.centred.set(centred.map(|(id, _)| id));
        self.player.show();
    }

    /// Boards and traffic by file picker and by dropping them on the page.
    pub fn open_files(self) {
        let arrived = move |result| deferred::with(self, move |d| (d.opened)(self, result));
        self.ui.picker.set_value(file::FilePicker::new(arrived));
        let target = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.body());
        if let Some(body) = target {
            let zone = file::DropZone::new(&body, |_| {}, arrived);
            self.ui.drop_zone.set_value(zone);
        }
        // Also where the address goes back to another query: then no hash has changed.
        let named = window_event_listener(ev::popstate, move |_| {
            deferred::with(self, move |d| (d.follow_address)(self));
        });
        on_cleanup(move || named.remove());
    }

    /// The page in another language.
    pub fn speak(self, lang: Lang) {
        if self.lang.get_untracked() == lang {
            return;
        }
        self.lang.set(lang);
        self.player.show_all();
    }

    /// Tells the page around this one, if there is one.
    pub fn post(self, message: &ChildMessage) {
        self.ui.host.with_value(|host| {
            if let Some(host) = host {
                host.post(message);
            }
        });
    }

    /// Selection decides what the inspector shows.
    pub fn watch(self) {
        Effect::new(move |before: Option<()>| {
            let has_selection = self.ui.selection.with(|chosen| !chosen.is_empty());
            let enabled = self.board.enabled;
            if enabled.with_untracked(|e| e.has_selection) != has_selection {
                enabled.update(|e| e.has_selection = has_selection);
            }
            // The press is answered first, by the ring around what was chosen; the inspector is
            // built after that picture. At the start there is nothing to answer.
            match before {
                Some(()) => after_paint(move || self.player.show()),
                None => self.player.show(),
            }
        });
        // A run of edits in one field ends with a pause, or when the field is left.
        let player = self.player;
        let pause = Debounce::new(RUN_PAUSE_MS, move || player.end_run());
        self.ui.run_end.set_value(Some(pause));
        let left = window_event_listener(ev::focusout, move |_| player.end_run());
        on_cleanup(move || left.remove());
    }
}

/// What is typed is taken before anything else happens: whoever asks for something elsewhere has left
/// the field, also where no pointer and no key has moved the focus (a dropped file, a press by
/// assistive technology). Else the board would change under text that nobody has taken yet.
pub fn leave_field() {
    let active = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.active_element())
        .filter(|e| e.matches("input, textarea").unwrap_or(false));
    let field = active.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        let _ = field.blur();
        // It goes on from there, if the field is still there.
        let _ = field.focus();
    }
}

/// Typing or sliding that stops for so long has ended.
const RUN_PAUSE_MS: u32 = 1_000;

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
