//! State of the interface itself: selection, panels, the window on the board. None of it is part
//! of the document, and undo never touches it.

use crate::board::{Board, put};
use crate::geometry::fit::{Layout, Mode, Shift, arranged, fitted, shifted};
use crate::geometry::viewport::Viewport;
use crate::geometry::{Point, Rect};
use crate::platform::debounce::Debounce;
use crate::platform::environment::root_lang;
use crate::platform::file::{DropZone, FilePicker, Opened};
use crate::platform::host::Host;
use crate::platform::observe::{ViewWatch, VisibilityWatch};
use crate::platform::options::{Hide, Theme};
use crate::share::ShareTexts;
use crate::view::Verb;
use crate::view::deferred::Deferred;
use crate::view::stage::places::Places;
use crate::vocabulary::{Action, Item, KindId, NodeId, Page, Structure};
use leptos::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;
use swell_core::scenario::traffic::Choice;

/// The layouts of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Desktop,
    Tablet,
    Phone,
    EmbedL,
    EmbedM,
    EmbedS,
    /// Too small for anything but the picture and a link.
    Poster,
}

/// A lower window has no room for a board above a timeline: a phone on its side, or a zoomed page.
const PHONE_BELOW: f64 = 500.0;

impl Screen {
    pub fn for_size(w: f64, h: f64, is_embed: bool) -> Self {
        if w < 320.0 || h < 240.0 {
            Self::Poster
        } else if is_embed {
            match w {
                w if w >= 720.0 && h >= 420.0 => Self::EmbedL,
                w if w >= 480.0 => Self::EmbedM,
                _ => Self::EmbedS,
            }
        } else if w >= 1200.0 && h >= PHONE_BELOW {
            Self::Desktop
        } else if w >= 768.0 && h >= PHONE_BELOW {
            Self::Tablet
        } else {
            Self::Phone
        }
    }

    /// The value of `data-screen`, which the style sheets match.
    pub fn name(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Tablet => "tablet",
            Self::Phone => "phone",
            Self::EmbedL => "embed-l",
            Self::EmbedM => "embed-m",
            Self::EmbedS => "embed-s",
            Self::Poster => "poster",
        }
    }

    pub fn is_embed(self) -> bool {
        matches!(self, Self::EmbedL | Self::EmbedM | Self::EmbedS)
    }

    /// Wide enough for words on the toolbar's buttons.
    pub fn is_roomy(self) -> bool {
        matches!(self, Self::Desktop | Self::Tablet)
    }
}

/// The tabs of the phone layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Policy,
    Charts,
    Log,
    Outline,
}

/// A way to look at one run (spec 1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perspective {
    /// What stands where.
    Architecture,
    /// One request, step by step.
    Journey,
    /// One kind of what flows.
    Flow(Stream),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Requests,
    Probes,
    Metrics,
    Log,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    Commands,
    Keys,
    Parts,
    /// The boards that come with Swell.
    Gallery,
    /// Two boards side by side.
    Beside,
    /// What of the study notes is seen where.
    Coverage,
    /// What names and abbreviations stand for.
    Glossary,
    Share,
    Import,
    /// What is wrong with a file that was to be opened.
    Problems,
    /// One request and its hops.
    RequestTrace,
}

/// Waiting for the second click of something that takes two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Armed {
    Placing(KindId),
    Linking(NodeId),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    pub id: u32,
    pub text: String,
    /// What it offers to do about it: the button's label, and what the button asks for.
    pub deed: Option<(&'static str, Verb)>,
    /// Stays until it is closed.
    pub stays: bool,
}

/// The signals of the interface.
#[derive(Clone, Copy)]
pub struct UiState {
    pub screen: RwSignal<Screen>,
    pub theme: RwSignal<Theme>,
    pub selection: RwSignal<Vec<Item>>,
    pub view: RwSignal<Viewport>,
    pub stage_size: RwSignal<Point>,
    pub mode: Memo<Mode>,
    pub layout: Memo<Arc<Layout>>,
    pub places: Places,
    /// The pointer rests on a line.
    pub is_on_line: RwSignal<bool>,
    /// The view follows the board until somebody pans or zooms.
    pub follows: RwSignal<bool>,
    /// The part in the middle of the view that follows; none shows the whole board.
    pub centred: RwSignal<Option<NodeId>>,
    pub shift: RwSignal<Shift>,
    /// The board as it will be once the frame in somebody's hand is let go.
    pub framed: RwSignal<Option<Arc<Structure>>>,
    pub marquee: RwSignal<Option<Rect>>,
    /// A link being drawn: from this part to this world point.
    pub wire: RwSignal<Option<(NodeId, Point)>>,
    pub armed: RwSignal<Option<Armed>>,
    /// Where a line can go that is being made, in the order of the traffic.
    pub targets: RwSignal<Vec<NodeId>>,
    /// A new part on its way to the board, and its point of the stage.
    pub carried: RwSignal<Option<(KindId, Point)>>,
    /// The part whose name is being edited on the board.
    pub renaming: RwSignal<Option<Item>>,
    pub tab: RwSignal<Tab>,
    pub page: RwSignal<Page>,
    pub dialog: RwSignal<Option<Dialog>>,
    pub is_inspector_open: RwSignal<bool>,
    pub timeline_height: RwSignal<f64>,
    pub shows_table: RwSignal<bool>,
    /// The score table of two futures is open.
    pub shows_score: RwSignal<bool>,
    pub toasts: RwSignal<Vec<Toast>>,
    pub announcement: RwSignal<String>,
    pub single_keys: RwSignal<bool>,
    /// The person asked the system for less motion.
    pub is_still: RwSignal<bool>,
    /// An embed that may be looked at but not edited.
    pub is_locked: RwSignal<bool>,
    /// Pan, zoom and selection stay as the author of an embed left them.
    pub is_view_fixed: RwSignal<bool>,
    /// Time moves by steps alone.
    pub is_clock_manual: RwSignal<bool>,
    /// Nobody can see the board: time and pictures stand still.
    pub is_unseen: RwSignal<bool>,
    /// Parts of the screen that an embed leaves out.
    pub hide: RwSignal<Hide>,
    pub share: RwSignal<Option<ShareTexts>>,
    /// The text of the import dialog, and what became of it: sentences, errors first.
    pub import_text: RwSignal<String>,
    pub import_said: RwSignal<Vec<(bool, String)>>,
    /// Which group of the board takes a group of that text, as the reader chose.
    pub import_goes: RwSignal<Vec<(String, Option<NodeId>)>>,
    /// Every problem of the last file, with its place; kept until the dialog is closed.
    pub problems: RwSignal<Vec<String>>,
    /// Ways to read that file which only its reader can choose.
    pub offers: RwSignal<Vec<Offer>>,
    /// How the run is looked at; `None`: all of it at once.
    pub perspective: RwSignal<Option<Perspective>>,
    /// Marks of the canvas that are switched off in the legend.
    pub shows_requests: RwSignal<bool>,
    pub shows_probes: RwSignal<bool>,
    /// The second part of the program, once it is here.
    pub deferred: RwSignal<Option<&'static Deferred>>,
    pub shows_metrics: RwSignal<bool>,
    pub shows_decisions: RwSignal<bool>,
    /// Dots at once in a crowd that goes past the budget of the screen; 0 for every real board.
    pub crowd: StoredValue<usize>,
    /// Listeners that live as long as the interface.
    pub picker: StoredValue<Option<FilePicker>, LocalStorage>,
    pub drop_zone: StoredValue<Option<DropZone>, LocalStorage>,
    pub visibility: StoredValue<Option<VisibilityWatch>, LocalStorage>,
    pub in_view: StoredValue<Option<ViewWatch>, LocalStorage>,
    /// The line to the page around this one.
    pub host: StoredValue<Option<Host>, LocalStorage>,
    /// What that page asked, in its order.
    pub mail: StoredValue<VecDeque<String>>,
    /// Ends a run of edits in one field after a pause.
    pub run_end: StoredValue<Option<Debounce>, LocalStorage>,
    /// Writes draft and address, once the second part is here.
    pub save: StoredValue<Option<Debounce>, LocalStorage>,
    /// What was typed into fields and could not be taken, by item and path: it outlives the panel.
    unsaved: StoredValue<Vec<(String, String)>>,
    /// The address of the whole page with this board, for an embed.
    pub whole: RwSignal<String>,
}

/// A way to read a file, as a button.
#[derive(Clone, Debug)]
pub struct Offer {
    pub label: String,
    pub choice: Choice,
    pub file: Arc<Opened>,
}

impl UiState {
    pub fn new(board: Board) -> Self {
        let stage_size = RwSignal::new(Point::default());
        let shift = RwSignal::new(Shift::default());
        let mode = Memo::new(move |_| {
            let size = stage_size.get();
            board.structure.with(|s| Mode::for_board(s, size))
        });
        let framed = RwSignal::new(None);
        let deferred = RwSignal::new(None);
        let drawn = move || framed.get().unwrap_or_else(|| board.structure.get());
        let at_rest = Memo::new(move |_| Arc::new(arranged(&drawn(), mode.get())));
        let layout = Memo::new(move |_| {
            // It brings what leads lines around cards.
            deferred.track();
            let layout = at_rest.with(|l| Layout::clone(l));
            let board = drawn();
            shift.with(|shift| Arc::new(shifted(layout, &board, shift)))
        });
        Self {
            screen: RwSignal::default(),
            theme: RwSignal::default(),
            selection: RwSignal::default(),
            view: RwSignal::default(),
            stage_size,
            mode,
            layout,
            places: Places::new(layout),
            is_on_line: RwSignal::new(false),
            follows: RwSignal::new(true),
            centred: RwSignal::new(None),
            shift,
            framed,
            marquee: RwSignal::new(None),
            wire: RwSignal::new(None),
            armed: RwSignal::new(None),
            targets: RwSignal::default(),
            carried: RwSignal::new(None),
            renaming: RwSignal::new(None),
            tab: RwSignal::default(),
            page: RwSignal::new(Page::Policy),
            dialog: RwSignal::new(None),
            is_inspector_open: RwSignal::new(false),
            timeline_height: RwSignal::new(TIMELINE_MAX),
            shows_table: RwSignal::new(false),
            shows_score: RwSignal::new(false),
            toasts: RwSignal::default(),
            announcement: RwSignal::default(),
            single_keys: RwSignal::new(true),
            is_still: RwSignal::new(false),
            is_locked: RwSignal::new(false),
            is_view_fixed: RwSignal::new(false),
            is_clock_manual: RwSignal::new(false),
            is_unseen: RwSignal::new(false),
            hide: RwSignal::default(),
            share: RwSignal::new(None),
            import_text: RwSignal::default(),
            import_said: RwSignal::default(),
            import_goes: RwSignal::default(),
            problems: RwSignal::default(),
            offers: RwSignal::default(),
            perspective: RwSignal::new(None),
            shows_requests: RwSignal::new(true),
            shows_probes: RwSignal::new(true),
            deferred,
            shows_metrics: RwSignal::new(true),
            shows_decisions: RwSignal::new(true),
            crowd: StoredValue::new(0),
            picker: StoredValue::new_local(None),
            drop_zone: StoredValue::new_local(None),
            visibility: StoredValue::new_local(None),
            in_view: StoredValue::new_local(None),
            host: StoredValue::new_local(None),
            mail: StoredValue::default(),
            run_end: StoredValue::new_local(None),
            save: StoredValue::new_local(None),
            unsaved: StoredValue::new(Vec::new()),
            whole: RwSignal::default(),
        }
    }

    /// Whether an item is selected now; nobody is told of later changes.
    pub fn is_selected(self, item: Item) -> bool {
        self.selection.with_untracked(|s| s.contains(&item))
    }

    /// As [`Self::select`], by the reader's hand: not where the author of an embed has fixed it.
    pub fn choose(self, item: Option<Item>) {
        if !self.is_view_fixed.get_untracked() {
            self.select(item);
        }
    }

    pub fn select(self, item: Option<Item>) {
        let next: Vec<Item> = item.into_iter().collect();
        if self.selection.with_untracked(|s| *s != next) {
            self.selection.set(next);
        }
    }

    /// As [`Self::choose`], and shows all about the item.
    pub fn open(self, item: Item) {
        if !self.is_view_fixed.get_untracked() {
            self.select(Some(item));
            self.is_inspector_open.set(true);
        }
    }

    pub fn selected_nodes(self) -> Vec<NodeId> {
        self.selection.with_untracked(|s| {
            s.iter()
                .filter_map(|i| {
                    if let Item::Node(id) = i {
                        Some(*id)
                    } else {
                        None
                    }
                })
                .collect()
        })
    }

    /// The part from which a line is being made, by a drag or by two presses.
    pub fn links_from(self) -> Option<NodeId> {
        match (
            self.armed.get(),
            self.wire.with(|w| w.map(|(from, _)| from)),
        ) {
            (Some(Armed::Linking(from)), _) => Some(from),
            (_, from) => from,
        }
    }

    /// Lays down whatever waits for a second press.
    pub fn disarm(self) {
        put(&self.armed, None);
        put(&self.wire, None);
        put(&self.carried, None);
    }

    /// What was typed into this field and could not be taken.
    pub fn unsaved(self, field: &str) -> Option<String> {
        self.unsaved.with_value(|all| {
            let found = all.iter().find(|(key, _)| key == field);
            found.map(|(_, text)| text.clone())
        })
    }

    /// Keeps what cannot be taken from a field; `None` once it can.
    pub fn keep_unsaved(self, field: &str, text: Option<String>) {
        self.unsaved.update_value(|all| {
            all.retain(|(key, _)| key != field);
            all.extend(text.map(|text| (field.to_owned(), text)));
        });
    }

    /// Another board has other fields.
    pub fn forget_unsaved(self) {
        self.unsaved.update_value(Vec::clear);
    }

    /// Says something for a few seconds.
    pub fn say(self, text: String, offers_undo: bool) {
        let undo = root_lang().ui().undo;
        let deed = offers_undo.then_some((undo, Verb::Act(Action::Undo)));
        self.show_toast(text, deed, false);
    }

    /// Offers to do something, until it is done or turned down.
    pub fn offer(self, text: &str, label: &'static str, deed: Verb) {
        self.show_toast(text.to_owned(), Some((label, deed)), true);
    }

    fn show_toast(self, text: String, deed: Option<(&'static str, Verb)>, stays: bool) {
        self.toasts.update(|all| {
            let id = all.iter().map(|t| t.id).max().unwrap_or(0) + 1;
            all.push(Toast {
                id,
                text,
                deed,
                stays,
            });
            if all.len() > 3
                && let Some(oldest) = all.iter().position(|t| !t.stays)
            {
                all.remove(oldest);
            }
        });
    }

    /// Fits the board into the stage and follows it again.
    pub fn fit(self) {
        self.centred.set(None);
        self.follows.set(true);
        let size = self.stage_size.get_untracked();
        let bounds = self.layout.with_untracked(|l| l.bounds);
        self.view.set(fitted(bounds, size));
    }

    pub fn zoom(self, factor: f64) {
        let size = self.stage_size.get_untracked();
        let middle = Point::new(size.x / 2.0, size.y / 2.0);
        self.follows.set(false);
        self.view.update(|v| *v = v.zoomed_at(middle, factor));
    }
}

/// A timeline takes this share of the window at the beginning, within these bounds: as the style
/// sheet keeps free for it.
const TIMELINE_SHARE: f64 = 0.22;
const TIMELINE_MIN: f64 = 156.0;
const TIMELINE_MAX: f64 = 200.0;

/// How high the timeline of a window is at the beginning.
pub fn timeline_height(window: f64) -> f64 {
    (window * TIMELINE_SHARE).clamp(TIMELINE_MIN, TIMELINE_MAX)
}
