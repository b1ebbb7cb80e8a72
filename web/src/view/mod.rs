//! Components: they take handles and closures and own no rules. A `Shell` is everything a view may
//! touch; what people ask for leaves through `Shell::send` as a `Verb`.

mod access_log;
mod address_plan;
pub mod alarm;
mod balancer_type;
pub mod beside;
mod connections;
pub mod coverage;
pub mod decision_card;
pub mod deferred;
pub mod dialog;
pub mod faults;
pub mod field;
pub mod front_doors;
pub mod gallery;
pub mod glossary;
pub mod icon;
pub mod import_dialog;
pub mod inspector;
pub mod inspector_links;
pub mod journal;
mod key_pair;
mod layers;
pub mod live_region;
pub mod migration;
pub mod outline;
pub mod palette;
pub mod particulars;
pub mod perspective;
pub mod phone_tabs;
pub mod policy_editor;
pub mod policy_table;
pub mod reach;
mod reasons;
pub mod records;
pub mod request_trace;
pub mod score;
pub mod share_dialog;
pub mod stage;
pub mod state;
pub mod stopped;
pub mod surge;
pub mod timeline;
pub mod toast;
pub mod toolbar;
pub mod traffic_panel;
pub mod world;

use crate::board::Board;
use crate::dom::{El, Showing, html};
use crate::geometry::Point;
use crate::i18n::{Lang, Ui};
use crate::platform::storage::DraftId;
use crate::vocabulary::{
    Action, FieldEdit, FrameId, Guess, Item, KindId, NodeId, SimTime, Structure,
};
use leptos::prelude::*;
use state::UiState;
use std::sync::{Arc, Mutex};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::policy::PolicyType;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    Act(Action),
    Edit {
        item: Item,
        path: String,
        edit: FieldEdit,
    },
    Rename {
        item: Item,
        name: String,
    },
    Move {
        nodes: Vec<NodeId>,
        by: Point,
    },
    /// Frames and parts go where this board has them.
    Arrange(Arc<Structure>),
    Link {
        from: NodeId,
        to: NodeId,
    },
    /// At a world point, or beside the selection.
    Place {
        kind: KindId,
        at: Option<Point>,
    },
    Remove(Item),
    /// Look at the past; `None` comes back to now.
    LookAt(Option<SimTime>),
    Guess(Guess),
    OpenPreset(String),
    /// Runs a board, the open one or a ready-made one, beside another.
    StandBeside(Option<&'static str>, Guest),
    /// The draft that was offered at the start.
    OpenDraft,
    /// A board that this browser has kept.
    OpenKept(DraftId),
    InjectFault(crate::vocabulary::InstanceId, InstanceFault),
    /// One fault of a server is over.
    EndFault(crate::vocabulary::InstanceId, InstanceFault),
    /// Something else happens to the board.
    Inject(Injection),
    /// A frame that something stands in on or off; what stands in one alone moves there.
    SwitchHome(Item, FrameId, bool),
    /// A balancer becomes one of another kind in its place.
    SwapBalancer(NodeId, KindId),
    /// Stop time and show the hops of a request.
    TraceRequest(u64),
    /// Stop time and follow the newest request that has ended.
    FollowNewest,
    /// The load of some users: what was loaded from a file, or what they did before.
    UseTrace(NodeId, bool),
    /// Multiply the load that was loaded from a file.
    ScaleTrace(NodeId, f64),
    /// Read the file again as the reader says, by the place of the offer.
    ReadAs(usize),
    /// One more policy for a group.
    AddPolicy(NodeId, PolicyType),
    /// A policy or scheduled action goes, with the alarms that serve it alone.
    RemovePolicy(NodeId),
    /// The steps of a step policy.
    SetSteps(NodeId, Vec<crate::vocabulary::StepView>),
    /// Edits from here to `SquashEdits` are one step of undo.
    MarkEdits,
    SquashEdits,
    /// One more scheduled action for a group.
    AddSchedule(NodeId),
    /// The two scheduled actions of a lunch break.
    AddSchedulePair(NodeId),
    /// Pasted AWS JSON for the selected group, or the first; of several groups each goes where it
    /// was told, or nowhere.
    Import {
        text: String,
        is_replacing: bool,
        goes: Vec<(String, Option<NodeId>)>,
    },
}

/// The board that another one runs beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    /// The same once more.
    Copy,
    Preset(&'static str),
    /// The one that was open before.
    Before,
}

impl Verb {
    /// Whether it changes the document or puts another in its place: an embed's author can forbid
    /// that. What happens to the board, and looking at it, is nobody's edit.
    pub fn edits(&self) -> bool {
        match self {
            Self::Act(action) => action.edits(),
            Self::Edit { .. }
            | Self::Rename { .. }
            | Self::Move { .. }
            | Self::Arrange(_)
            | Self::Link { .. }
            | Self::Place { .. }
            | Self::Remove(_)
            | Self::OpenPreset(_)
            | Self::StandBeside(..)
            | Self::OpenDraft
            | Self::OpenKept(_)
            | Self::SwitchHome(..)
            | Self::SwapBalancer(..)
            | Self::UseTrace(..)
            | Self::ScaleTrace(..)
            | Self::ReadAs(_)
            | Self::AddPolicy(..)
            | Self::RemovePolicy(_)
            | Self::SetSteps(..)
            | Self::MarkEdits
            | Self::SquashEdits
            | Self::AddSchedule(_)
            | Self::AddSchedulePair(_)
            | Self::Import { .. } => true,
            Self::LookAt(_)
            | Self::Guess(_)
            | Self::InjectFault(..)
            | Self::EndFault(..)
            | Self::Inject(_)
            | Self::TraceRequest(_)
            | Self::FollowNewest => false,
        }
    }

    /// Whether whoever asks for it has left the field that has the focus; what is typed or slid in a
    /// field itself has not.
    pub fn is_from_elsewhere(&self) -> bool {
        !matches!(
            self,
            Self::Edit { .. }
                | Self::Rename { .. }
                | Self::SetSteps(..)
                | Self::MarkEdits
                | Self::SquashEdits
                | Self::Import { .. }
        )
    }
}

/// Everything a view may touch; cheap to copy. The language is a plain value: changing it builds
/// the views anew, which is far less code than making every label a signal.
#[derive(Clone, Copy)]
pub struct Shell {
    pub lang: Lang,
    pub board: Board,
    pub ui: UiState,
    pub verbs: Callback<Verb>,
}

impl Shell {
    pub fn t(self) -> &'static Ui {
        self.lang.ui()
    }

    pub fn send(self, verb: Verb) {
        self.verbs.run(verb);
    }

    pub fn act(self, action: Action) {
        self.send(Verb::Act(action));
    }

    /// The name to show for a node: its own, or what its kind is called.
    pub fn node_name(self, id: NodeId) -> String {
        self.board.structure.with(|s| match s.node(id) {
            Some(n) if n.name.is_empty() => self.lang.kind(n.kind).to_owned(),
            Some(n) => n.name.clone(),
            None => String::new(),
        })
    }
}

/// A button that asks for one action, disabled while the board does not allow it.
pub fn action_button(
    shell: Shell,
    class: &'static str,
    action: Action,
    label: &'static str,
    glyph: &'static str,
    shows_text: bool,
) -> El {
    let blocked = move || !shell.board.enabled.with(|e| e.allows(action));
    html("button")
        .attr("type", "button")
        .class(class)
        .attr("aria-label", label)
        .attr("title", hint(label, action))
        .attr_fn("disabled", blocked)
        .on_click(move || shell.act(action))
        .child(icon::glyph(glyph))
        .child(shows_text.then(|| html("span").text(label)))
}

/// A tooltip: the name and its keys.
pub fn hint(label: &str, action: Action) -> String {
    match crate::input::action::keys(action) {
        "" => label.to_owned(),
        keys => format!("{label} ({})", readable_keys(keys)),
    }
}

/// `Mod` as this machine calls it.
pub fn readable_keys(keys: &str) -> String {
    let is_mac = web_sys::window()
        .and_then(|w| w.navigator().platform().ok())
        .is_some_and(|p| p.starts_with("Mac") || p.starts_with("iP"));
    keys.replace("Mod+", if is_mac { "⌘" } else { "Ctrl+" })
}

/// The element that is pressed hears of the pointer until it is let go, wherever that goes.
fn capture(ev: &web_sys::PointerEvent) {
    if let Some(element) = ev
        .current_target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
    {
        let _ = element.set_pointer_capture(ev.pointer_id());
    }
}

/// A value of a view that follows its signals.
pub type Dynamic<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// Texts, numbers and flags: what a view may show without owning anything.
#[diagnostic::on_unimplemented(message = "a view that is made anew goes through `piece`")]
pub trait Plain: 'static {}

impl Plain for String {}
impl Plain for &'static str {}
impl Plain for bool {}
impl Plain for i32 {}
impl Plain for i64 {}
impl Plain for u32 {}
impl Plain for f64 {}
impl<T: Plain> Plain for Option<T> {}

/// A plain value that follows its signals, behind one type per kind of value. A bare closure has a
/// type of its own, and with it a copy of all the code that shows and updates it.
pub fn dynamic<T: Plain>(value: impl FnMut() -> T + Send + 'static) -> Dynamic<T> {
    Arc::new(Mutex::new(value))
}

/// A piece of a view that is made anew when its signals change. What its listeners use lives until
/// the old piece has left the page, see [`Showing`]; a bare closure would free it before.
pub fn piece<V: 'static>(mut make: impl FnMut() -> V + Send + 'static) -> Dynamic<V> {
    let showing = Showing::new();
    Arc::new(Mutex::new(move || {
        let (view, before) = showing.next(&mut make);
        // The caller puts the new view in the old one's place, now.
        spawn_local(async move {
            if let Some(before) = before {
                before.cleanup();
            }
        });
        view
    }))
}
