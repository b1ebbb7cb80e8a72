//! Everything that keeps a board: its draft, its address, and the one way to open another.

use super::{Controller, embed, leave_field};
use crate::board::start::{self, Offered, OfferedWhy, Trouble};
use crate::i18n_platform::Notice;
use crate::platform::debounce::{Debounce, HASH_QUIET_MS};
use crate::platform::link::{self, Content};
use crate::platform::observe::VisibilityWatch;
use crate::platform::storage::{DraftId, Kept, Store};
use crate::platform::{self, address, options, timer};
use crate::view::Verb;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use swell_core::document::Document;

/// Longer addresses are refused by some browsers; the draft and files keep the board then.
const URL_MAX: usize = 60_000;
/// A board that has run for so long does not freeze the page.
const IS_OPEN_AFTER: Duration = Duration::from_secs(10);

/// What a page knows of its drafts.
#[derive(Default)]
pub struct Drafts {
    /// Where the open board is kept, once it is.
    id: Option<DraftId>,
    /// Which board that is, see `Player::board_number`.
    board: u32,
    /// The draft that the page began with, and its text then: what is kept replaces it.
    opened: Option<(DraftId, String)>,
    offered: Option<Offered>,
    /// Whether the address names the board.
    is_named: bool,
    /// What was open when the page left an address that names no board.
    unnamed: Option<Content>,
    /// The text that was kept last.
    kept: String,
    is_full_said: bool,
}

impl Drafts {
    pub fn new(drafting: start::Drafting) -> Self {
        Self {
            opened: drafting.opened,
            offered: drafting.offered,
            is_named: drafting.is_named,
            ..Self::default()
        }
    }
}

/// What was wrong with the page's address or its draft, and the draft that is offered.
pub fn tell(controller: Controller, troubles: Vec<Trouble>) {
    let lang = controller.lang.get_untracked();
    for trouble in &troubles {
        let inner = match trouble {
            Trouble::Draft(inner) => inner,
            other => other,
        };
        // Only the browser had trouble with it.
        if let Trouble::Text(json) = inner
            && let Ok(document) = start::read_document(json, lang)
        {
            controller.player.open(document, "");
        }
    }
    for said in troubles.iter().flat_map(|trouble| trouble.say(lang)) {
        controller.ui.say(said, false);
    }
    let offered = controller
        .drafts
        .with_value(|d| d.offered.as_ref().map(|o| o.why));
    if let Some(why) = offered {
        let m = lang.more();
        let said = match why {
            OfferedWhy::Stopped => m.draft_stopped,
            OfferedWhy::NeverOpened => m.draft_never_opened,
        };
        controller.ui.offer(said, m.back_to_board, Verb::OpenDraft);
    }
}

/// Opens the draft that was offered.
pub fn open_offered(controller: Controller) {
    let offered = controller
        .drafts
        .try_update_value(|d| d.offered.take())
        .flatten();
    let Some(Offered { id, .. }) = offered else {
        return;
    };
    if let Some(json) = open_kept(controller, &id) {
        controller
            .drafts
            .update_value(|d| d.opened = Some((id, json)));
    }
}

/// Opens a draft, which stays where it is: another page may have it open. Returns its text.
pub fn open_kept(controller: Controller, id: &DraftId) -> Option<String> {
    let (store, lang) = (Store::open(), controller.lang.get_untracked());
    let json = store.draft(id)?;
    match start::read_document(&json, lang) {
        Ok(document) => {
            store.mark_opening(Some(id));
            open_board(controller, document, "");
            Some(json)
        }
        Err(why) => {
            controller
                .ui
                .say(lang.more().draft_unreadable.to_owned(), false);
            why.into_iter()
                .for_each(|line| controller.ui.say(line, false));
            None
        }
    }
}

/// Opens another board: a ready-made one by its id, or one's own. The open board is kept in
/// its draft, and comes back with undo, or by the browser's way back.
pub fn open_board(controller: Controller, document: Document, preset: &str) {
    leave_field();
    save_now(controller);
    let before = content(controller);
    open_over(controller, document, preset);
    // A frame leaves the history to its article.
    if !platform::host::is_framed() && content(controller) != before {
        leave_address(controller, before, true);
        write_address(controller, address::push);
    }
}

fn open_over(controller: Controller, document: Document, preset: &str) {
    keep_draft(controller);
    let was_own = matches!(content(controller), Content::Document(_));
    controller.player.open(document, preset);
    controller.select(None);
    controller
        .player
        .play(!controller.ui.is_still.get_untracked());
    if was_own {
        let m = controller.lang.get_untracked().more();
        controller.ui.say(m.board_put_aside.to_owned(), true);
    }
}

/// An address that names no board can still be come back to. `left` was open there.
fn leave_address(controller: Controller, left: Content, is_named: bool) {
    controller.drafts.update_value(|d| {
        if !d.is_named {
            d.unnamed = Some(left);
        }
        d.is_named = is_named;
    });
}

/// The board of an address that names none: what was open there, else what a page opens there.
fn unnamed(controller: Controller) -> Content {
    let open = controller.player.document().to_json();
    let known = controller.drafts.with_value(|d| d.unnamed.clone());
    known.unwrap_or_else(|| {
        let store = Store::open();
        let draft = store.last_draft().and_then(|id| store.draft(&id));
        match draft.filter(|json| *json != open) {
            Some(json) => Content::Document(json),
            None => Content::Preset(start::FIRST_PRESET.to_owned()),
        }
    })
}

/// The address is another one, by a link within the page or by the browser's way back.
pub fn follow_address(controller: Controller) {
    let lang = controller.lang.get_untracked();
    let (hash, query) = (address::hash(), address::query());
    leave_field();
    // The board of then must not be written over the address of now.
    controller
        .ui
        .save
        .with_value(|save| save.iter().for_each(Debounce::cancel));
    let named = link::read(&hash, &query);
    let was_named = controller.drafts.with_value(|d| d.is_named);
    leave_address(controller, content(controller), named.is_some());
    let named = match named {
        None if !was_named => return,
        None => Ok(unnamed(controller)),
        Some(named) => named,
    };
    let found = match named {
        Ok(named) if named == content(controller) => return,
        Ok(named) => {
            keep_draft(controller);
            let is_it = |document: &Document, preset: &str| {
                start::content_of(document.clone(), preset, lang) == named
            };
            if controller.player.take_up(is_it) {
                return;
            }
            start::read_content(&named)
        }
        Err(error) => Err(Trouble::Link(error)),
    };
    let found = match found {
        Err(Trouble::Text(json)) => match start::read_document(&json, lang) {
            Ok(document) => Ok((document, String::new())),
            Err(_) => Err(Trouble::Text(json)),
        },
        found => found,
    };
    match found {
        Ok((document, preset)) => open_over(controller, document, &preset),
        Err(trouble) => {
            let said = trouble.say(lang).into_iter();
            said.for_each(|line| controller.ui.say(line, false));
        }
    }
}

/// Keeps the draft and the address in step with the document.
pub fn keep(controller: Controller) {
    embed::report(controller);
    let save = Debounce::new(HASH_QUIET_MS, move || save_now(controller));
    controller.ui.save.set_value(Some(save));
    let version = Memo::new(move |_| {
        controller.board.structure.track();
        controller.board.enabled.get();
        controller.board.inspector.track();
        controller
            .player
            .read(|session| session.document().to_json())
    });
    Effect::new(move |before: Option<String>| {
        let now = version.get();
        match before {
            Some(before) if before != now => {
                platform::panic::remember(&now);
                controller
                    .ui
                    .save
                    .with_value(|save| save.iter().for_each(Debounce::touch));
            }
            Some(_) => {}
            None => controller.drafts.update_value(|d| d.kept.clone_from(&now)),
        }
        now
    });
    // Whoever leaves the page has left the field, too.
    let leaving = VisibilityWatch::new(move |is_visible| {
        if !is_visible {
            leave_field();
            Store::open().mark_opening(None);
            save_now(controller);
        }
    });
    StoredValue::new_local(leaving);
    // Whoever goes on with a draft takes its place. While this page has that board open it is nobody's old one.
    let taken = window_event_listener(ev::storage, move |ev| {
        let is_gone = ev.new_value().is_none();
        if let Some(key) = ev.key().filter(|_| is_gone) {
            keep_again(controller, &key);
        }
    });
    on_cleanup(move || taken.remove());
    timer::after(IS_OPEN_AFTER, || Store::open().mark_opening(None));
}

/// Another page has taken this draft away: it is written again if it is of the open board.
fn keep_again(controller: Controller, gone: &str) {
    let is_of_board = controller.drafts.with_value(|d| {
        let opened = d.opened.as_ref().map(|(id, _)| id);
        let is_same = d.board == controller.player.board_number();
        is_same && d.id.as_ref().or(opened).is_some_and(|id| id == gone)
    });
    if is_of_board && Store::open().has_room() {
        controller.drafts.update_value(|d| d.kept.clear());
        keep_draft(controller);
    }
}

pub fn content(controller: Controller) -> Content {
    let preset = controller.board.preset.get_untracked();
    let lang = controller.lang.get_untracked();
    start::content_of(controller.player.document(), &preset, lang)
}

/// Writes the draft and the address, if the board is another one than the last time.
fn save_now(controller: Controller) {
    let json = controller.player.document().to_json();
    if controller.drafts.with_value(|d| d.kept == json) {
        return;
    }
    keep_draft(controller);
    embed::tell_state(controller);
    write_address(controller, address::replace);
}

fn write_address(controller: Controller, write: fn(&str) -> bool) {
    let content = content(controller);
    let (mut options, _) = options::read(&address::hash(), &address::query());
    options.unknown.retain(|u| u.place == options::Place::Hash);
    let base = address::base();
    let url = options::build_url(&base, &options, Some(&content), options::Place::Hash);
    if url.len() <= URL_MAX && link::fits(&content) {
        let is_named = write(&url);
        controller.drafts.update_value(|d| d.is_named |= is_named);
    }
    controller.ui.whole.set(options::build_url(
        &base,
        &options.of_whole_page(),
        Some(&content),
        options::Place::Hash,
    ));
}

/// Writes the draft, if the board is another one than the last time. An untouched ready-made board
/// is none, and a frame belongs to its article.
fn keep_draft(controller: Controller) {
    let json = controller.player.document().to_json();
    let own = match content(controller) {
        Content::Document(own) => Some(own),
        Content::Preset(_) => None,
    };
    let board = controller.player.board_number();
    let kept = controller.drafts.try_update_value(|d| {
        if d.board != board {
            d.board = board;
            d.id = None;
        }
        if d.kept == json {
            return Kept::Stored;
        }
        d.kept.clone_from(&json);
        if platform::host::is_framed() {
            return Kept::NotAllowed;
        }
        d.write(&Store::open(), own.as_deref())
    });
    if kept == Some(Kept::Full) && !controller.drafts.with_value(|d| d.is_full_said) {
        controller.drafts.update_value(|d| d.is_full_said = true);
        let lang = controller.lang.get_untracked();
        controller
            .ui
            .say(start::say(&Notice::Kept(Kept::Full), lang), false);
    }
}

impl Drafts {
    fn write(&mut self, store: &Store, json: Option<&str>) -> Kept {
        let Some(json) = json else {
            if let Some(id) = self.id.take() {
                store.forget_draft(&id);
            }
            return Kept::Stored;
        };
        let kept = store.keep_draft(self.id.get_or_insert_with(Store::new_draft), json);
        if kept != Kept::Stored {
            return kept;
        }
        self.is_full_said = false;
        // The one that this board began as is part of it now, unless another tab goes on with it.
        if let Some((old, text)) = self.opened.take()
            && store.draft(&old).is_some_and(|now| now == text)
        {
            store.forget_draft(&old);
        }
        kept
    }
}
