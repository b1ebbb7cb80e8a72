//! The second part of the program: panels, dialogs, edits and files. A first visit runs without it,
//! so it is cut out of the module (`#[wasm_split]`) and arrives once the board runs; in a small
//! embed, where it may never be wanted, with the first sign of interest.
//!
//! Whatever is reached only through the functions listed in [`Deferred`] is in that part.

use super::{Controller, drafts, edits, embed, files, links};
use crate::board::start::{Opening, Trouble};
use crate::board::{letters, mirror};
use crate::dom::{El, mount};
use crate::platform::environment::root_lang;
use crate::platform::file::{FileError, Opened};
use crate::platform::storage::Store;
use crate::platform::timer::next_frame;
use crate::view::Verb;
use crate::view::deferred as view;
use crate::view::stage::{badges, carried, chain, grips, moved, rename, rule_lines, rules};
use crate::view::state::Screen;
use crate::view::{
    dialog, glossary, inspector, live_region, outline, palette, perspective, phone_tabs, stopped,
    surge, timeline, world,
};
use crate::vocabulary::Action;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// What the controller calls in the second part, and what the views show of it.
pub struct Deferred {
    view: view::Deferred,
    pub handle: fn(Controller, Verb),
    pub act: fn(Controller, Action),
    /// The draft and the address, for as long as the page lives.
    pub keep: fn(Controller),
    /// The lines that are being made, likewise.
    pub link: fn(Controller),
    /// The crowd of the drawing bench, if the address asks for it: then there is no board to keep.
    #[cfg(feature = "drawing-bench")]
    pub scene: fn(Controller) -> bool,
    pub tell: fn(Controller, Vec<Trouble>),
    /// The address names another board.
    pub follow_address: fn(Controller),
    pub opened: fn(Controller, Result<Opened, FileError>),
    /// A message of the page around this frame.
    pub hear: fn(Controller, String),
    /// A board whose kinds were not all here when it was read.
    read_again: fn(Opening) -> Opening,
}

static DEFERRED: Deferred = Deferred {
    view: view::Deferred {
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
        grips: |at, shell| drop(El::of(at.clone()).child(grips::grips(shell))),
        rules: |at, shell| drop(El::of(at.clone()).child(rules::rules(shell))),
        above: |at, shell| {
            mount(at, perspective::way(shell));
            mount(at, perspective::log_ways(shell));
            mount(at, carried::carried(shell));
            drop(El::of(at.clone()).child(grips::handles(shell)));
        },
        badges: |at, shell| {
            drop(El::of(at.clone()).child(rule_lines::lines(shell)));
            mount(at, badges::badges(shell));
        },
        moved: |at, shell| mount(at, moved::mark(shell)),
        told: |at, shell| {
            mount(at, moved::told(shell));
            mount(at, glossary::card(shell));
            if shell.ui.screen.get_untracked() != Screen::Phone {
                mount(at, perspective::perspectives(shell));
                mount(at, world::strip(shell));
            }
        },
        feedback: |at, shell| mount(at, chain::feedback(shell)),
        stopped: |at, shell| mount(at, stopped::stopped(shell)),
        announcer: |at, shell| mount(at, live_region::announcer(shell)),
        record: mirror::record,
        hear: letters::hear,
    },
    handle: edits::handle,
    act: edits::act,
    keep: drafts::keep,
    link: links::watch,
    #[cfg(feature = "drawing-bench")]
    scene: super::scene::scene,
    tell: drafts::tell,
    follow_address: drafts::follow_address,
    opened: files::opened,
    hear: embed::hear,
    read_again: Opening::read_again,
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
    use super::{DEFERRED, Deferred, Unreachable};

    #[wasm_split_helpers::wasm_split(deferred, fallible)]
    pub fn deferred() -> Result<&'static Deferred, Unreachable> {
        swell_core::session::bring();
        swell_core::scenario::catalog::bring();
        crate::i18n::later::bring();
        crate::view::icon::bring();
        crate::platform::style::bring();
        crate::geometry::fit::bring();
        Ok(&DEFERRED)
    }
}

/// The board with the kinds that come with the second part. `None`: it could not be fetched, and
/// without them the board would run and be another one.
pub async fn complete(opening: Opening) -> Option<Opening> {
    match cut::deferred().await {
        Ok(deferred) => Some((deferred.read_again)(opening)),
        Err(Unreachable) => {
            // Nothing is wrong with the draft.
            Store::open().mark_opening(None);
            None
        }
    }
}

/// Calls `act` with the second part, at once if it is here. Says so when it cannot be fetched; the
/// next call tries again.
pub fn with(controller: Controller, act: impl FnOnce(&'static Deferred) + 'static) {
    if let Some(deferred) = controller.deferred.get_value() {
        return act(deferred);
    }
    let owner = Owner::current();
    let act: Box<dyn FnOnce(&'static Deferred)> = Box::new(act);
    spawn_local(async move {
        match cut::deferred().await {
            Ok(deferred) => {
                if controller.deferred.get_value().is_none() {
                    controller.deferred.set_value(Some(deferred));
                    controller.ui.deferred.set(Some(&deferred.view));
                }
                match owner {
                    Some(owner) => owner.with(|| act(deferred)),
                    None => act(deferred),
                }
            }
            Err(Unreachable) => {
                let text = root_lang().ui().cut_off;
                controller.ui.say(text.to_owned(), false);
            }
        }
    });
}

/// Asks for the second part: once the first pictures are drawn; in a small embed with the first
/// sign of interest, unless there is something to `tell`. A sign of interest also tries again after
/// a failure.
pub fn fetch(controller: Controller, tell: Vec<Trouble>) {
    let ui = controller.ui;
    let is_small = matches!(
        ui.screen.get_untracked(),
        Screen::EmbedM | Screen::EmbedS | Screen::Poster
    );
    if !tell.is_empty() || !is_small {
        next_frame(move || next_frame(move || with(controller, |_| {})));
    }
    for sign in ["pointerdown", "keydown", "focusin", "dragenter"] {
        let heard = window_event_listener_untyped(sign, move |_| {
            if ui.deferred.with_untracked(Option::is_none) {
                with(controller, |_| {});
            }
        });
        on_cleanup(move || heard.remove());
    }
    let tell = StoredValue::new_local(Some(tell));
    Effect::new(move |_| {
        if ui.deferred.with(Option::is_none) {
            return;
        }
        let Some(deferred) = controller.deferred.get_value() else {
            return;
        };
        if let Some(tell) = tell.try_update_value(Option::take).flatten() {
            #[cfg(feature = "drawing-bench")]
            if (deferred.scene)(controller) {
                return;
            }
            (deferred.keep)(controller);
            (deferred.link)(controller);
            (deferred.tell)(controller, tell);
            controller.player.show();
        }
    });
}
