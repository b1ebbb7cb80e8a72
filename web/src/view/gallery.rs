//! The boards that come with Swell: a picture of each, its name, and what to look for on it. Found by
//! words of either language, also by the parts that are on them.

use super::state::Dialog;
use super::{Shell, Verb, dynamic, icon};
use crate::board::thumbnail::{Thumbnail, thumbnail};
use crate::dom::{El, svg};
use crate::geometry::Rect;
use crate::i18n::{Lang, matches, synonyms};
use crate::platform::storage::{KeptDraft, Store};
use crate::platform::timer::next_frame;
use crate::vocabulary::{Action, KindId};
use leptos::html;
use leptos::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use swell_core::document::Document;
use swell_core::scenario::catalog::{BLANKS, PRESETS, Preset};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Room around a picture. Units: world units.
const AIR: f64 = 24.0;
/// The box of a glyph.
const GLYPH: f64 = 24.0;

pub fn gallery(shell: Shell) -> AnyView {
    let (t, m) = (shell.t(), shell.lang.more());
    let query = RwSignal::new(String::new());
    let cards = |all: Vec<Card>| -> Vec<_> {
        let card = |card: Card| {
            let words = card.words.clone();
            (card, Memo::new(move |_| query.with(|q| matches(q, &words))))
        };
        all.into_iter().map(card).collect()
    };
    let coming =
        |all: &'static [Preset]| cards(all.iter().map(|p| Card::ready(shell, p)).collect());
    let (ready, blank) = (coming(PRESETS), coming(BLANKS));
    let kept = Store::open().other_drafts().into_iter();
    let kept = cards(kept.map(|draft| Card::kept(shell, draft)).collect());
    let all = ready.iter().chain(&blank).chain(&kept);
    let found: Vec<Memo<bool>> = all.map(|(_, is)| *is).collect();
    let count = move || found.iter().filter(|is| is.get()).count();
    let said = move || match count() {
        0 => m.gallery_none.to_owned(),
        n => format!("{} {n}", t.boards),
    };
    let list = |all: Vec<(Card, Memo<bool>)>, name: &'static str| {
        let cards = all.into_iter().map(|(card, is)| draw_card(shell, card, is));
        view! { <ul class="gallery" aria-label=name>{cards.collect_view()}</ul> }
    };
    let own = (!kept.is_empty()).then(|| {
        view! {
            <h3>{m.kept_boards}</h3>
            {list(kept, m.kept_boards)}
        }
    });
    view! {
        <div class="gallery-page" on:keydown=go_on>
            <input
                class="input"
                type="search"
                autofocus
                aria-label=m.gallery_search
                placeholder=m.gallery_search
                on:input=move |ev| query.set(event_target_value(&ev))
            />
            <p class="share-note" role="status">{dynamic(said)}</p>
            {list(ready, t.boards)}
            <h3>{shell.lang.build().new_board}</h3>
            {list(blank, shell.lang.build().new_board)}
            {own}
            <p class="share-note">
                <button type="button" class="button" on:click=move |_| shell.act(Action::Coverage)>
                    {shell.lang.action(Action::Coverage)}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| shell.ui.dialog.set(Some(Dialog::Beside))
                >
                    {m.two_boards_beside}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| shell.ui.dialog.set(Some(Dialog::Glossary))
                >
                    {m.glossary}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// What a card says of a board, and what opens it.
struct Card {
    id: String,
    json: Cow<'static, str>,
    title: String,
    look: String,
    /// What it is found by.
    words: String,
    verb: Verb,
}

impl Card {
    fn ready(shell: Shell, preset: &'static Preset) -> Self {
        let (title, look) = shell
            .lang
            .preset_title(preset.id)
            .unwrap_or((preset.id, ""));
        Self {
            id: preset.id.to_owned(),
            json: Cow::Borrowed(preset.json),
            title: title.to_owned(),
            look: look.to_owned(),
            words: words(preset),
            verb: Verb::OpenPreset(preset.id.to_owned()),
        }
    }

    fn kept(shell: Shell, draft: KeptDraft) -> Self {
        let look = draft.when(shell.lang.tag());
        let document = Document::from_json(&draft.json).unwrap_or_default();
        let mut words = format!("{} {look}", document.title);
        for kind in kinds(&document) {
            words.push(' ');
            words.push_str(&synonyms(kind));
        }
        Self {
            verb: Verb::OpenKept(draft.id.clone()),
            id: draft.id,
            json: Cow::Owned(draft.json),
            title: document.title,
            look,
            words,
        }
    }
}

/// Title and sentence in both languages, and the parts by all their names.
fn words(preset: &Preset) -> String {
    let mut words = preset.id.to_owned();
    let mut add = |word: &str| {
        words.push(' ');
        words.push_str(word);
    };
    for lang in Lang::ALL {
        let (title, look) = lang.preset_title(preset.id).unwrap_or_default();
        add(title);
        add(look);
    }
    for kind in kinds(&Document::from_json(preset.json).unwrap_or_default()) {
        add(&synonyms(kind));
    }
    words
}

fn kinds(document: &Document) -> BTreeSet<KindId> {
    document.parts.iter().filter_map(|p| p.kind()).collect()
}

fn draw_card(shell: Shell, card: Card, is_found: Memo<bool>) -> AnyView {
    let Card {
        id,
        json,
        title,
        look,
        verb,
        ..
    } = card;
    let place = NodeRef::<html::Span>::new();
    // One picture after the other: the dialog opens at once.
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let json = json.clone();
            next_frame(move || {
                if let Some(picture) = thumbnail(&json) {
                    drop(El::of((*place).clone()).child(draw(&picture)));
                }
            });
        }
    });
    let open = move |_| {
        shell.ui.dialog.set(None);
        shell.send(verb.clone());
    };
    view! {
        <li hidden=dynamic(move || !is_found.get())>
            <button type="button" class="board-card" data-board=id on:click=open>
                <span class="thumbnail" aria-hidden="true" node_ref=place></span>
                <strong>{title}</strong>
                <span>{look}</span>
            </button>
        </li>
    }
    .into_any()
}

fn draw(picture: &Thumbnail) -> El {
    let b = picture.bounds;
    let view = Rect::new(b.x - AIR, b.y - AIR, b.w + 2.0 * AIR, b.h + 2.0 * AIR);
    let frames = picture.frames.iter().map(|(look, r)| {
        let rect = svg("rect").attr("data-frame", *look).attr("rx", 10.0);
        rect.rect(*r)
    });
    let lines = picture
        .lines
        .iter()
        .map(|d| svg("path").attr("d", d.clone()));
    let parts = picture.parts.iter().map(|(kind, r)| {
        let side = r.w.min(r.h) * 0.8;
        let c = r.centre();
        let at = format!(
            "translate({:.1} {:.1}) scale({:.2})",
            c.x - side / 2.0,
            c.y - side / 2.0,
            side / GLYPH
        );
        svg("g")
            .child(svg("rect").class("part").rect(*r).attr("rx", 10.0))
            .child(svg("g").attr("transform", at).markup(icon::markup(*kind)))
    });
    let servers = picture.servers.iter();
    let servers = servers.map(|r| svg("rect").class("server").rect(*r).attr("rx", 8.0));
    svg("svg")
        .attr(
            "viewBox",
            format!("{:.0} {:.0} {:.0} {:.0}", view.x, view.y, view.w, view.h),
        )
        .children(frames)
        .children(lines)
        .children(parts)
        .children(servers)
}

/// The arrows go from card to card, those up and down by rows.
fn go_on(ev: KeyboardEvent) {
    let target = ev.current_target();
    let page = target.and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let all = page.and_then(|p| p.query_selector_all("li:not([hidden]) > .board-card").ok());
    let Some(all) = all else { return };
    let cards: Vec<HtmlElement> = (0..all.length())
        .filter_map(|n| all.item(n)?.dyn_into().ok())
        .collect();
    let active = web_sys::window().and_then(|w| w.document()?.active_element());
    let here = active.and_then(|a| cards.iter().position(|c| c.is_same_node(Some(&a))));
    let place = |card: &HtmlElement| {
        let r = card.get_bounding_client_rect();
        (r.left(), r.top())
    };
    let next = match (ev.key().as_str(), here) {
        ("ArrowDown", None) => Some(0),
        ("ArrowRight", Some(n)) => Some(n + 1),
        ("ArrowLeft", Some(n)) => n.checked_sub(1),
        (key @ ("ArrowDown" | "ArrowUp"), Some(n)) => {
            let (x, y) = cards.get(n).map(place).unwrap_or_default();
            let is_there = |card: &HtmlElement| {
                let (left, top) = place(card);
                let is_beyond = match key {
                    "ArrowDown" => top > y + 1.0,
                    _ => top < y - 1.0,
                };
                is_beyond && (left - x).abs() < 1.0
            };
            match key {
                "ArrowDown" => cards.iter().position(is_there),
                _ => cards.iter().rposition(is_there),
            }
        }
        _ => return,
    };
    if let Some(card) = next.and_then(|n| cards.get(n)) {
        ev.prevent_default();
        let _ = card.focus();
    }
}
