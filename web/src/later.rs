//! The second part of the program: panels, dialogs, edits and files. A first visit runs without it,
//! so it is cut out of the module (`#[wasm_split]`) and arrives once the board runs; in a small
//! embed, where it may never be wanted, with the first sign of interest.
//!
//! Whatever is reached only through the functions listed in [`Later`] is in that part.

use crate::board::Board;
use crate::board::mirror::{self, Look, Records};
use crate::board::start::Trouble;
use crate::desk::{Desk, drafts, edits, embed, files, links};
use crate::dom::{El, html, mount};
use crate::environment::root_lang;
use crate::input::action::Action;
use crate::platform::file::{FileError, Opened};
use crate::platform::timer::next_frame;
use crate::view::stage::{badges, carried, chain, moved, rename};
use crate::view::state::{Screen, UiState};
use crate::view::{Shell, Verb};
use crate::view::{dialog, inspector, live_region, outline, palette, phone_tabs, surge, timeline};
use leptos::prelude::*;
use swell_core::session::Session;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// What the first part calls in the second. Those that show something get the element to show it in.
pub struct Later {
    pub inspector: fn(&Element, Shell, Screen),
    pub dialogs: fn(&Element, Shell),
    pub palette: fn(&Element, Shell, bool),
    pub timeline: fn(&Element, Shell, Screen),
    pub outline: fn(&Element, Shell),
    pub phone_tabs: fn(&Element, Shell),
    pub rename: fn(&Element, Shell),
    pub question: fn(&Element, Shell),
    pub reveal: fn(&Element, Shell),
    pub chain: fn(&Element, Shell),
    pub carried: fn(&Element, Shell),
    pub badges: fn(&Element, Shell),
    pub moved: fn(&Element, Shell),
    pub told: fn(&Element, Shell),
    pub feedback: fn(&Element, Shell),
    pub announcer: fn(&Element, Shell),
    pub handle: fn(Desk, Verb),
    pub act: fn(Desk, Action),
    /// The draft and the address, for as long as the page lives.
    pub keep: fn(Desk),
    /// The lines that are being made, likewise.
    pub link: fn(Desk),
    /// The crowd of the drawing bench, if the address asks for it: then there is no board to keep.
    #[cfg(feature = "drawing-bench")]
    pub scene: fn(Desk) -> bool,
    pub tell: fn(Desk, Vec<Trouble>),
    /// The address names another board.
    pub follow_address: fn(Desk),
    pub opened: fn(Desk, Result<Opened, FileError>),
    /// A message of the page around this frame.
    pub hear: fn(Desk, String),
    pub record: fn(&mut Records, Board, &Session, Look),
}

static LATER: Later = Later {
    inspector: |at, shell, screen| mount(at, inspector::inspector(shell, screen)),
    dialogs: |at, shell| mount(at, dialog::dialogs(shell)),
    palette: |at, shell, is_narrow| mount(at, palette::palette(shell, is_narrow)),
    timeline: |at, shell, screen| mount(at, timeline::timeline(shell, screen)),
    outline: |at, shell| mount(at, outline::outline(shell, false)),
    phone_tabs: |at, shell| mount(at, phone_tabs::phone_tabs(shell)),
    rename: |at, shell| mount(at, rename::rename(shell)),
    question: |at, shell| mount(at, surge::question(shell)),
    reveal: |at, shell| mount(at, surge::reveal(shell)),
    chain: |at, shell| mount(at, chain::chain(shell)),
    carried: |at, shell| mount(at, carried::carried(shell)),
    badges: |at, shell| mount(at, badges::badges(shell)),
    moved: |at, shell| mount(at, moved::mark(shell)),
    told: |at, shell| mount(at, moved::told(shell)),
    feedback: |at, shell| mount(at, chain::feedback(shell)),
    announcer: |at, shell| mount(at, live_region::announcer(shell)),
    handle: edits::handle,
    act: edits::act,
    keep: drafts::keep,
    link: links::watch,
    #[cfg(feature = "drawing-bench")]
    scene: crate::desk::scene::scene,
    tell: drafts::tell,
    follow_address: drafts::follow_address,
    opened: files::opened,
    hear: embed::hear,
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
        next_frame(move || next_frame(move || with(ui, |_| {})));
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
            #[cfg(feature = "drawing-bench")]
            if (later.scene)(desk) {
                return;
            }
            (later.keep)(desk);
            (later.link)(desk);
            (later.tell)(desk, tell);
            desk.player.show();
        }
    });
}

/// A place of the second part; until that is here it holds an empty box of the class, so that
/// nothing moves when it arrives.
pub fn panel(
    shell: Shell,
    class: &'static str,
    show: impl Fn(&'static Later, &Element) + 'static,
) -> El {
    let box_ = (!class.is_empty()).then(|| html("div").class(class).attr("aria-hidden", "true"));
    let place = html("div").class("later").child(box_);
    place.effect(move |place| {
        if let Some(later) = shell.ui.later.get() {
            place.set_inner_html("");
            show(later, place);
        }
    })
}
