//! What names stand for: a small card beside the part or the frame's name that the pointer rests on,
//! a finger stays on or the keys have reached; and the list of all terms.

use super::{Shell, dynamic, piece};
use crate::geometry::Rect;
use crate::i18n::glossary::{Gloss, TERMS, Term, frame_kind};
use crate::i18n::matches;
use crate::platform::listener::Listener;
use crate::platform::timer::after;
use crate::vocabulary::{FrameId, KindId, NodeId, Role, kind_of};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// How long something rests on a part before the card shows.
const REST: Duration = Duration::from_millis(550);
const ID: &str = "gloss";
/// As the style sheet has it. Units: px.
const WIDE: f64 = 264.0;
const HIGH: f64 = 110.0;
/// What says what a part is, and is no name of its own.
const NAMED: &str = "[id^='n-'], [id^='i-'], .zone";

/// The card, and for which element of the stage.
#[derive(Clone, PartialEq)]
struct Card {
    of: String,
    gloss: Gloss,
    left: f64,
    top: f64,
}

/// What has been asked for, and the latest turn: an older one comes to nothing.
#[derive(Clone, Copy)]
struct Asking {
    shell: Shell,
    shown: RwSignal<Option<Card>>,
    asked: StoredValue<(String, u32)>,
}

impl Asking {
    /// Shows the card of a part in a while, unless something else is asked for by then.
    fn ask(self, part: Option<Element>, by_keys: bool) {
        let id = part.as_ref().map(Element::id).unwrap_or_default();
        // The pointer has only gone from the name of the same part to its number.
        if !id.is_empty() && self.asked.with_value(|(old, _)| *old == id) {
            return;
        }
        self.hide();
        let Some(part) = part else { return };
        self.asked.update_value(|(old, _)| *old = id);
        let mine = self.asked.with_value(|(_, turn)| *turn);
        after(REST, move || {
            if self.asked.with_value(|(_, turn)| *turn) == mine {
                self.shown.set(self.card(&part));
                if by_keys && self.shown.with_untracked(Option::is_some) {
                    let _ = part.set_attribute("aria-describedby", ID);
                }
            }
        });
    }

    fn hide(self) {
        self.asked.update_value(|(id, turn)| {
            id.clear();
            *turn += 1;
        });
        if let Some(card) = self.shown.get_untracked() {
            let part = document().get_element_by_id(&card.of);
            let _ = part.map(|part| part.remove_attribute("aria-describedby"));
            self.shown.set(None);
        }
    }

    /// Below the part, or above it where there is no room.
    fn card(self, part: &Element) -> Option<Card> {
        let gloss = self.shell.lang.gloss(self.kind(&part.id())?);
        let face = part.query_selector(":scope > :is(.body, text)").ok()?;
        let at = face
            .unwrap_or_else(|| part.clone())
            .get_bounding_client_rect();
        let stage = part.closest(".stage").ok()??.get_bounding_client_rect();
        let r = Rect::new(
            at.left() - stage.left(),
            at.top() - stage.top(),
            at.width(),
            at.height(),
        );
        let is_low = r.bottom() + HIGH > stage.height();
        let top = if is_low { r.y - HIGH } else { r.bottom() + 8.0 };
        Some(Card {
            of: part.id(),
            gloss,
            left: (r.centre().x - WIDE / 2.0).clamp(4.0, (stage.width() - WIDE - 4.0).max(4.0)),
            top: top.max(4.0),
        })
    }

    /// Of the element of a part, a server or a frame.
    fn kind(self, id: &str) -> Option<KindId> {
        let (what, number) = id.split_once('-')?;
        let number = number.parse().ok()?;
        self.shell.board.structure.with_untracked(|s| match what {
            "i" => kind_of(Role::Server),
            "z" => frame_kind(s.frame(FrameId(number))?.level),
            _ => {
                let chip = || s.chips.iter().find(|c| c.id == NodeId(number));
                let node = s.node(NodeId(number)).map(|n| n.kind);
                node.or_else(|| Some(chip()?.kind)).flatten()
            }
        })
    }
}

/// The part or the frame's name that an event happens on.
fn named(ev: &Event) -> Option<Element> {
    let target = ev.target()?.dyn_into::<Element>().ok()?;
    // Where frames can be moved, their names lie under what they are held by.
    if target.matches(".grip-name").ok()? {
        let frame = target.parent_element()?.get_attribute("data-frame")?;
        return document().get_element_by_id(&format!("z-{frame}"));
    }
    let part = target.closest(NAMED).ok()??;
    // A frame is as large as the board: only its name asks.
    let is_frame = part.id().starts_with("z-");
    let is_name = matches!(target.tag_name().as_str(), "text" | "tspan");
    (!is_frame || is_name).then_some(part)
}

/// The card over the stage.
pub fn card(shell: Shell) -> AnyView {
    let asking = Asking {
        shell,
        shown: RwSignal::new(None),
        asked: StoredValue::default(),
    };
    let is_finger = |ev: &Event| {
        let pointer = ev.dyn_ref::<PointerEvent>();
        pointer.is_some_and(|p| p.pointer_type() == "touch")
    };
    let over = move |ev: Event| {
        if !is_finger(&ev) {
            asking.ask(named(&ev), false);
        }
    };
    let down = move |ev: Event| {
        asking.hide();
        if is_finger(&ev) {
            asking.ask(named(&ev), false);
        }
    };
    // A finger that moves or is lifted before the card shows wants something else.
    let cancel = move |ev: Event| {
        if is_finger(&ev) && asking.shown.with_untracked(Option::is_none) {
            asking.hide();
        }
    };
    let focus = move |ev: Event| {
        let part = named(&ev);
        let is_by_keys = |p: &Element| p.matches(":focus-visible").unwrap_or(false);
        asking.ask(part.filter(is_by_keys), true);
    };
    let key = move |ev: Event| {
        if ev
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|k| k.key() == "Escape")
        {
            asking.hide();
        }
    };
    let hide = move |_: Event| asking.hide();
    let stage = document().get_element_by_id("stage");
    let listeners = stage.map(|stage| {
        let on = |kind, act: Box<dyn Fn(Event)>| Listener::new(&stage, kind, act);
        vec![
            on("pointerover", Box::new(over)),
            on("pointerleave", Box::new(hide)),
            on("pointerdown", Box::new(down)),
            on("pointerup", Box::new(cancel)),
            on("pointermove", Box::new(cancel)),
            on("focusin", Box::new(focus)),
            on("focusout", Box::new(hide)),
            on("keydown", Box::new(key)),
            on("wheel", Box::new(hide)),
        ]
    });
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || listeners.dispose());
    let shown = move || {
        let card = asking.shown.get()?;
        let Gloss { word, full, text } = card.gloss;
        Some(view! {
            <div
                class="gloss"
                id=ID
                role="tooltip"
                style:left=format!("{:.0}px", card.left)
                style:top=format!("{:.0}px", card.top)
            >
                <strong>{word}</strong>
                <span>{full}</span>
                <p>{text}</p>
            </div>
        })
    };
    view! { {piece(shown)} }.into_any()
}

/// The list of all terms, also of what no part is of yet.
pub fn list(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let query = RwSignal::new(String::new());
    let is_found = move |term: &Term| {
        let words = term.words();
        Memo::new(move |_| query.with(|q| matches(q, &words)))
    };
    let found: Vec<_> = TERMS.iter().map(|term| (term, is_found(term))).collect();
    let all: Vec<Memo<bool>> = found.iter().map(|(_, is)| *is).collect();
    let said = move || match all.iter().filter(|is| is.get()).count() {
        0 => m.glossary_none.to_owned(),
        n => format!("{} {n}", m.glossary),
    };
    let row = |(term, is): (&'static Term, Memo<bool>)| {
        let name = term.name(shell.lang);
        view! {
            <div hidden=dynamic(move || !is.get())>
                <dt>
                    <strong>{term.word}</strong>
                    <span>{term.full}</span>
                    {(!name.is_empty()).then(|| view! { <span>{name}</span> })}
                </dt>
                <dd>{term.text(shell.lang)}</dd>
            </div>
        }
    };
    view! {
        <div class="glossary-page">
            <input
                class="input"
                type="search"
                autofocus
                aria-label=m.glossary_search
                placeholder=m.glossary_search
                on:input=move |ev| query.set(event_target_value(&ev))
            />
            <p class="share-note" role="status">{dynamic(said)}</p>
            <dl class="glossary">{found.into_iter().map(row).collect_view()}</dl>
        </div>
    }
    .into_any()
}
