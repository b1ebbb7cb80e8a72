//! The second part of the program: panels, dialogs, edits and files. A first visit runs without it,
//! so it is cut out of the module (`#[wasm_split]`) and arrives once the board runs; in a small
//! embed, where it may never be wanted, with the first sign of interest.
//!
//! Whatever is reached only through the functions listed in [`Later`] is in that part.

use crate::board::Board;
use crate::board::mirror::{self, Look, Records};
use crate::board::start::Trouble;
use crate::desk::{Desk, edits, files, scene};
use crate::environment::root_lang;
use crate::input::action::Action;
use crate::platform::file::{FileError, Opened};
use crate::view::state::{Screen, UiState};
use crate::view::{Shell, Verb};
use crate::view::{
    decision_card, dialog, inspector, journal, live_region, outline, palette, passport, timeline,
};
use leptos::prelude::*;
use swell_core::session::Session;
use wasm_bindgen_futures::spawn_local;

/// What the first part calls in the second.
pub struct Later {
    pub inspector: fn(Shell, Screen) -> AnyView,
    pub dialogs: fn(Shell) -> AnyView,
    pub palette: fn(Shell, bool) -> AnyView,
    pub timeline: fn(Shell, Screen) -> AnyView,
    pub outline: fn(Shell, bool) -> AnyView,
    pub announcer: fn(Shell) -> AnyView,
    /// The page of decisions, requests and events of the phone layout.
    pub log: fn(Shell) -> AnyView,
    pub handle: fn(Desk, Verb),
    pub act: fn(Desk, Action),
    /// The draft and the address, for as long as the page lives.
    pub keep: fn(Desk),
    /// The crowd of the drawing bench, if the address asks for it: then there is no board to keep.
    pub scene: fn(Desk) -> bool,
    pub tell: fn(Desk, Vec<Trouble>),
    pub opened: fn(Desk, Result<Opened, FileError>),
    pub record: fn(&mut Records, Board, &Session, Look),
}

static LATER: Later = Later {
    inspector: inspector::inspector,
    dialogs: dialog::dialogs,
    palette: palette::palette,
    timeline: timeline::timeline,
    outline: outline::outline,
    announcer: live_region::announcer,
    log,
    handle: edits::handle,
    act: edits::act,
    keep: files::keep,
    scene: scene::scene,
    tell: files::tell,
    opened: files::opened,
    record: mirror::record,
};

/// The part could not be fetched.
#[derive(Clone, Copy, Debug)]
struct Unreachable;

impl From<wasm_split_helpers::SplitLoaderError> for Unreachable {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

// The macro declares the function as one of another module, which takes an `unsafe` block; both
// modules are made from this very crate.
#[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions)]
mod cut {
    use super::{LATER, Later, Unreachable};

    #[wasm_split_helpers::wasm_split(later, fallible)]
    pub fn later() -> Result<&'static Later, Unreachable> {
        Ok(&LATER)
    }
}

fn log(shell: Shell) -> AnyView {
    view! {
        {decision_card::newest(shell)}
        {passport::newest(shell)}
        {journal::journal(shell)}
    }
    .into_any()
}

/// Calls `act` with the second part, at once if it is here. Says so when it cannot be fetched; the
/// next call tries again.
pub fn with(ui: UiState, act: impl FnOnce(&'static Later) + 'static) {
    if let Some(later) = ui.later.get_untracked() {
        return act(later);
    }
    let owner = Owner::current();
    let act: Box<dyn FnOnce(&'static Later)> = Box::new(act);
    spawn_local(async move {
        match cut::later().await {
            Ok(later) => {
                if ui.later.with_untracked(Option::is_none) {
                    ui.later.set(Some(later));
                }
                match owner {
                    Some(owner) => owner.with(|| act(later)),
                    None => act(later),
                }
            }
            Err(Unreachable) => ui.say(root_lang().ui().cut_off.to_owned(), false),
        }
    });
}

/// Asks for the second part: once the first pictures are drawn; in a small embed with the first
/// sign of interest, unless there is something to `tell`. A sign of interest also tries again after
/// a failure.
pub fn fetch(desk: Desk, tell: Vec<Trouble>) {
    let ui = desk.ui;
    let is_small = matches!(
        ui.screen.get_untracked(),
        Screen::EmbedM | Screen::EmbedS | Screen::Poster
    );
    if !tell.is_empty() || !is_small {
        request_animation_frame(move || request_animation_frame(move || with(ui, |_| {})));
    }
    for sign in ["pointerdown", "keydown", "focusin", "dragenter"] {
        let heard = window_event_listener_untyped(sign, move |_| {
            if ui.later.with_untracked(Option::is_none) {
                with(ui, |_| {});
            }
        });
        on_cleanup(move || heard.remove());
    }
    let tell = StoredValue::new_local(Some(tell));
    Effect::new(move |_| {
        let Some(later) = ui.later.get() else { return };
        if let Some(tell) = tell.try_update_value(Option::take).flatten() {
            if (later.scene)(desk) {
                return;
            }
            (later.keep)(desk);
            (later.tell)(desk, tell);
            desk.player.show();
        }
    });
}

/// A view of the second part; until that is here an empty box of the same class, so that nothing
/// moves when it arrives.
pub fn view(
    shell: Shell,
    class: &'static str,
    make: impl Fn(&'static Later) -> AnyView + Send + 'static,
) -> AnyView {
    let make: Box<dyn Fn(&'static Later) -> AnyView + Send> = Box::new(make);
    (move || match shell.ui.later.get() {
        Some(later) => make(later),
        None if class.is_empty() => ().into_any(),
        None => view! { <div class=class aria-hidden="true"></div> }.into_any(),
    })
    .into_any()
}
