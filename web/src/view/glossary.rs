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
/// Between the card and what it speaks of. Units: px.
const GAP: f64 = 8.0;
/// What says what a part is, and is no name of its own.
const NAMED: &str = "[id^='n-'], [id^='i-'], .zone";
/// What the card had better not cover.
const OTHERS: &str = "[role='button'], button";

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
    /// Whether what is focused now is focused by a press.
    is_pressed: StoredValue<bool>,
}

impl Asking {
    /// Shows the card of a part in a while, unless something else is asked for by then.
    fn ask(self, part: Option<Element>, by_keys: bool) {
        let id = part.as_ref().map(Element::id).unwrap_or_default();
        // The pointer has only gone from the name of the same part to its number.
        if !id.is_empty() && self.asked.with_value(|(old, _)| *old == id) {
            return;
        }
        self.turn_to(part.as_ref());
        let Some(part) = part else { return };
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

    /// It is about this part now, of which nothing is shown: the same one is not asked about again before the
    /// pointer has left it.
    fn turn_to(self, part: Option<&Element>) {
        self.hide();
        let id = part.map(Element::id).unwrap_or_default();
        self.asked.update_value(|(old, _)| *old = id);
    }

    /// Whether the pointer is still where the part is drawn that was asked about last.
    fn is_over_it(self, ev: &Event) -> bool {
        let id = self.asked.with_value(|(id, _)| id.clone());
        let part = document().get_element_by_id(&id);
        let at = ev.dyn_ref::<PointerEvent>();
        part.zip(at).is_some_and(|(part, at)| {
            let r = part.get_bounding_client_rect();
            let (x, y) = (f64::from(at.client_x()), f64::from(at.client_y()));
            (r.left()..=r.right()).contains(&x) && (r.top()..=r.bottom()).contains(&y)
        })
    }

    fn hide(self) {
        self.asked.update_value(|(_, turn)| *turn += 1);
        if let Some(card) = self.shown.get_untracked() {
            let part = document().get_element_by_id(&card.of);
            let _ = part.map(|part| part.remove_attribute("aria-describedby"));
            self.shown.set(None);
        }
    }

    /// Beside the part, where it covers least.
    fn card(self, part: &Element) -> Option<Card> {
        let gloss = self.shell.lang.gloss(self.kind(&part.id())?);
        let face = part.query_selector(":scope > :is(.body, text)").ok()?;
        let face = face.unwrap_or_else(|| part.clone());
        let stage = part.closest(".stage").ok()??;
        let room = stage.get_bounding_client_rect();
        let place = |of: &Element| {
            let r = of.get_bounding_client_rect();
            let (x, y) = (r.left() - room.left(), r.top() - room.top());
            Rect::new(x, y, r.width(), r.height())
        };
        let others = all_of(&stage, OTHERS).filter(|other| !other.contains(Some(part)));
        let others: Vec<Rect> = others.map(|other| place(&other)).collect();
        let at = beside(place(&face), room.width(), room.height(), &others);
        Some(Card {
            of: part.id(),
            gloss,
            left: at.x,
            top: at.y,
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

/// Below, above, to the right or to the left of a part: where the card covers least of the others, and
/// of the part itself.
fn beside(part: Rect, wide: f64, high: f64, others: &[Rect]) -> Rect {
    let (x, y) = (part.centre().x - WIDE / 2.0, part.centre().y - HIGH / 2.0);
    let places = [
        (x, part.bottom() + GAP),
        (x, part.y - HIGH - GAP),
        (part.right() + GAP, y),
        (part.x - WIDE - GAP, y),
    ];
    let within = |at: f64, size: f64, room: f64| at.min(room - size - 4.0).max(4.0);
    let places = places.map(|(x, y)| {
        let (x, y) = (within(x, WIDE, wide), within(y, HIGH, high));
        Rect::new(x, y, WIDE, HIGH)
    });
    let covered = |card: &Rect| -> f64 {
        let all = others.iter().chain([&part]);
        all.map(|other| shared(*card, *other)).sum()
    };
    let least = places.into_iter().reduce(|best, next| {
        let is_better = covered(&next) < covered(&best);
        if is_better { next } else { best }
    });
    least.unwrap_or_default()
}

/// The area that two rectangles have in common.
fn shared(a: Rect, b: Rect) -> f64 {
    let wide = a.right().min(b.right()) - a.x.max(b.x);
    let high = a.bottom().min(b.bottom()) - a.y.max(b.y);
    wide.max(0.0) * high.max(0.0)
}

fn all_of(stage: &Element, which: &str) -> impl Iterator<Item = Element> {
    let found = stage.query_selector_all(which).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |n| found.as_ref()?.item(n)?.dyn_into().ok())
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
        is_pressed: StoredValue::default(),
    };
    let is_finger = |ev: &Event| {
        let pointer = ev.dyn_ref::<PointerEvent>();
        pointer.is_some_and(|p| p.pointer_type() == "touch")
    };
    let over = move |ev: Event| {
        let part = named(&ev);
        // What is drawn anew under the pointer has not been left by it.
        if !is_finger(&ev) && (part.is_some() || !asking.is_over_it(&ev)) {
            asking.ask(part, false);
        }
    };
    let down = move |ev: Event| {
        asking.is_pressed.set_value(true);
        let part = named(&ev);
        match is_finger(&ev) {
            true => {
                asking.turn_to(None);
                asking.ask(part, false);
            }
            false => asking.turn_to(part.as_ref()),
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
        if !asking.is_pressed.get_value() {
            asking.ask(part.filter(is_by_keys), true);
        }
    };
    let key = move |ev: Event| {
        asking.is_pressed.set_value(false);
        if ev
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|k| k.key() == "Escape")
        {
            asking.hide();
        }
    };
    let hide = move |_: Event| asking.hide();
    let leave = move |_: Event| asking.turn_to(None);
    // What a press takes the focus from says nothing about the part that is pressed.
    let blur = move |_: Event| match asking.is_pressed.get_value() {
        true => asking.hide(),
        false => asking.turn_to(None),
    };
    let (page, stage) = (document(), document().get_element_by_id("stage"));
    let listeners = stage.map(|stage| {
        let on = |kind, act: Box<dyn Fn(Event)>| Listener::new(&stage, kind, act);
        vec![
            on("pointerover", Box::new(over)),
            on("pointerleave", Box::new(leave)),
            on("pointerdown", Box::new(down)),
            on("pointerup", Box::new(cancel)),
            on("pointermove", Box::new(cancel)),
            on("focusin", Box::new(focus)),
            on("focusout", Box::new(blur)),
            on("wheel", Box::new(hide)),
            // Also the key that leads here from outside.
            Listener::new(&page, "keydown", Box::new(key)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_lies_beside_its_part_and_on_nothing_else_where_there_is_room() {
        let part = Rect::new(300.0, 200.0, 96.0, 84.0);
        let below = Rect::new(300.0, 290.0, 96.0, 60.0);
        let above = Rect::new(280.0, 60.0, 160.0, 84.0);
        for others in [vec![], vec![below], vec![below, above]] {
            let card = beside(part, 800.0, 600.0, &others);
            let all = others.iter().chain([&part]);
            assert!(
                all.map(|r| shared(card, *r)).sum::<f64>() <= 0.0,
                "{card:?}"
            );
        }
        // In a small stage it stays inside.
        let card = beside(part, 400.0, 300.0, &[]);
        assert!(card.x >= 0.0 && card.right() <= 400.0 && card.y >= 0.0);
    }
}
