//! Elements made by hand: the stage, the toolbar and the frame of the page, which the first part of
//! the program draws.
//!
//! A view of Leptos is a value whose type spells out its whole tree, and every such type brings its
//! own code to build and update it. That is convenient and, for panels that come with the second
//! part, worth its bytes; here it would double what is fetched before the board runs. An [`El`] is
//! one type over one DOM element. What depends on signals is a closure that one effect runs, and
//! ends with its owner as every effect does.

use crate::geometry::Rect;
use crate::geometry::decimal::decimal;
use crate::platform::listener::{Listener, Mode};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use std::borrow::Cow;
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, Node};

const RECT: [&str; 4] = ["x", "y", "width", "height"];
const SVG: &str = "http://www.w3.org/2000/svg";

/// A handle to an element of the page; copies are the same element.
#[derive(Clone)]
pub struct El(Element);

/// The text of an attribute or of an element; `None` is an attribute that is not there.
pub type Text = Option<Cow<'static, str>>;

/// Where a text comes from, and where it goes.
pub type Source = Box<dyn FnMut() -> Text>;
type Sink = Box<dyn FnMut(Option<&str>)>;

/// What an attribute or a text can be.
pub trait Value {
    fn text(self) -> Text;
}

impl Value for &'static str {
    fn text(self) -> Text {
        Some(Cow::Borrowed(self))
    }
}

impl Value for String {
    fn text(self) -> Text {
        Some(Cow::Owned(self))
    }
}

impl Value for f64 {
    fn text(self) -> Text {
        decimal(self, 3).to_string().text()
    }
}

/// There or not, as `hidden` and `data-selected` are.
impl Value for bool {
    fn text(self) -> Text {
        self.then_some(Cow::Borrowed(""))
    }
}

impl Value for Text {
    fn text(self) -> Text {
        self
    }
}

fn document() -> Document {
    leptos::prelude::document()
}

/// An element of the page.
pub fn html(tag: &'static str) -> El {
    // Tags are written in this program: the browser knows them all.
    #[allow(clippy::expect_used)]
    El(document().create_element(tag).expect("a tag of HTML"))
}

/// An element of a picture.
pub fn svg(tag: &'static str) -> El {
    #[allow(clippy::expect_used)]
    El(document()
        .create_element_ns(Some(SVG), tag)
        .expect("a tag of SVG"))
}

impl El {
    /// A handle to an element that is there already.
    pub fn of(element: impl Into<Element>) -> Self {
        Self(element.into())
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.0
    }

    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// Writes an attribute of an element that is there.
    pub fn set(&self, name: &str, value: &str) {
        write(&self.0, name, Some(value));
    }

    pub fn attr(self, name: &'static str, value: impl Value) -> Self {
        write(&self.0, name, value.text().as_deref());
        self
    }

    /// An attribute that follows its signals.
    pub fn attr_fn<V: Value>(
        self,
        name: &'static str,
        mut value: impl FnMut() -> V + 'static,
    ) -> Self {
        let element = self.0.clone();
        changes(
            Box::new(move || value().text()),
            Box::new(move |text| write(&element, name, text)),
        );
        self
    }

    /// Several numbers of a picture at once.
    pub fn numbers<const N: usize>(self, names: [&'static str; N], values: [f64; N]) -> Self {
        names
            .into_iter()
            .zip(values)
            .fold(self, |el, (name, value)| el.attr(name, value))
    }

    /// Several numbers that follow the same signals.
    pub fn numbers_fn<const N: usize>(
        self,
        names: [&'static str; N],
        mut values: impl FnMut() -> [f64; N] + 'static,
    ) -> Self {
        let element = self.0.clone();
        let mut old = [f64::NAN; N];
        follow(Box::new(move || {
            let now = values();
            for ((name, now), old) in names.iter().zip(now).zip(&mut old) {
                if *old != now {
                    *old = now;
                    write(&element, name, Some(&decimal(now, 3).to_string()));
                }
            }
        }));
        self
    }

    /// Place and size of a rectangle.
    pub fn rect(self, r: Rect) -> Self {
        self.numbers(RECT, [r.x, r.y, r.w, r.h])
    }

    /// Place and size of a rectangle that follow their signals.
    pub fn rect_fn(self, mut rect: impl FnMut() -> Rect + 'static) -> Self {
        self.numbers_fn(RECT, move || {
            let r = rect();
            [r.x, r.y, r.w, r.h]
        })
    }

    pub fn text(self, value: impl Value) -> Self {
        if let Some(text) = value.text() {
            add(&self.0, &document().create_text_node(&text));
        }
        self
    }

    /// A text that follows its signals.
    pub fn text_fn<V: Value>(self, mut value: impl FnMut() -> V + 'static) -> Self {
        let node = document().create_text_node("");
        add(&self.0, &node);
        changes(
            Box::new(move || value().text()),
            Box::new(move |text| node.set_data(text.unwrap_or_default())),
        );
        self
    }

    /// Markup from this program's own files.
    pub fn markup(self, text: &'static str) -> Self {
        self.0.set_inner_html(text);
        self
    }

    pub fn child(self, child: impl Into<Option<El>>) -> Self {
        if let Some(child) = child.into() {
            add(&self.0, &child.0);
        }
        self
    }

    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, El::child)
    }

    /// A child that is made anew when its signals change.
    pub fn child_fn(self, mut make: impl FnMut() -> Option<El> + 'static) -> Self {
        let (parent, end) = (self.0.clone(), anchor(&self.0));
        let mut shown = None::<El>;
        follow_showing(Box::new(move || {
            let now = make();
            if let Some(old) = shown.take() {
                old.0.remove();
            }
            if let Some(now) = &now {
                put_before(&parent, &now.0, &end);
            }
            shown = now;
        }));
        self
    }

    /// A child for every key, which stays as long as its key does.
    pub fn each<K: PartialEq + 'static>(
        self,
        mut keys: impl FnMut() -> Vec<K> + 'static,
        make: impl Fn(&K) -> El + 'static,
    ) -> Self {
        let (parent, end) = (self.0.clone(), anchor(&self.0));
        // Rows outlive the runs of the effect that orders them.
        let owner = Owner::current().unwrap_or_default();
        let mut rows: Vec<(K, Row)> = Vec::new();
        follow(Box::new(move || {
            let mut old: Vec<Option<(K, Row)>> = rows.drain(..).map(Some).collect();
            let mut from = 0;
            for key in keys() {
                let row = match take(&mut old, &mut from, &key) {
                    Some(row) => row,
                    None => Row::new(&owner, || make(&key)),
                };
                rows.push((key, row));
            }
            for (_, row) in old.into_iter().flatten() {
                row.end();
            }
            // From the end, so that only what is out of place moves: moving takes away the focus.
            let mut next: Node = end.clone();
            for (_, row) in rows.iter().rev() {
                let node: &Node = &row.el.0;
                if node.next_sibling().as_ref() != Some(&next) {
                    put_before(&parent, node, &next);
                }
                next = node.clone();
            }
        }));
        self
    }

    /// Calls `act` on an event, for as long as the owner lives.
    pub fn on<E: JsCast>(self, event: &'static str, mut act: impl FnMut(E) + 'static) -> Self {
        // May stop what the browser would do: wheel and touch ask for that in advance.
        let mode = Mode {
            is_blocking: true,
            ..Mode::default()
        };
        let heard = Box::new(move |ev: Event| act(ev.unchecked_into()));
        keep(Listener::with_mode(&self.0, event, mode, heard));
        self
    }

    /// Calls `act` on a press, whichever way it is made.
    pub fn on_click(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("click", move |_: Event| act())
    }

    /// Anything else that follows signals, and may show something in the element.
    pub fn effect(self, mut act: impl FnMut(&Element) + 'static) -> Self {
        let element = self.0.clone();
        follow_showing(Box::new(move || act(&element)));
        self
    }
}

/// An element of a list with the owner of its effects.
struct Row {
    el: El,
    owner: Owner,
}

impl Row {
    fn new(parent: &Owner, make: impl FnOnce() -> El) -> Self {
        let owner = parent.child();
        // What is read while it is made is no reason to make the list anew.
        let el = owner.with(|| untrack(make));
        Self { el, owner }
    }

    fn end(self) {
        self.el.0.remove();
        self.owner.cleanup();
    }
}

/// Takes the row of a key, looking first where the last one was found.
fn take<K: PartialEq, V>(rows: &mut [Option<(K, V)>], from: &mut usize, key: &K) -> Option<V> {
    let is_it = |row: &Option<(K, V)>| row.as_ref().is_some_and(|(k, _)| k == key);
    let (before, after) = rows.split_at(*from);
    let ahead = after.iter().position(is_it).map(|n| *from + n);
    let n = ahead.or_else(|| before.iter().position(is_it))?;
    *from = n + 1;
    Some(rows.get_mut(n)?.take()?.1)
}

fn write(element: &Element, name: &str, value: Option<&str>) {
    // Names are written in this program: none is refused.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn add(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

fn put_before(parent: &Node, child: &Node, next: &Node) {
    let _ = parent.insert_before(child, Some(next));
}

/// Marks the place of children that come and go.
fn anchor(parent: &Node) -> Node {
    let anchor: Node = document().create_text_node("").into();
    add(parent, &anchor);
    anchor
}

/// Applies a text whenever it is another one.
fn changes(mut value: Source, mut apply: Sink) {
    let mut old = None::<Text>;
    follow(Box::new(move || {
        let now = value();
        if old.as_ref() != Some(&now) {
            apply(now.as_deref());
            old = Some(now);
        }
    }));
}

/// Runs `act` now and whenever a signal that it read changes, until the owner ends.
fn follow(mut act: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_: Option<()>| act()));
}

/// As [`follow`], for what makes elements and takes the old ones away.
fn follow_showing(mut act: Box<dyn FnMut()>) {
    let showing = Showing::new();
    follow(Box::new(move || {
        let ((), before) = showing.next(&mut act);
        if let Some(before) = before {
            before.cleanup();
        }
    }));
}

/// Who owns what is shown in one place, one showing after the other.
///
/// An effect frees what its last run made before it runs again, and only then do the old elements
/// leave the page. An element that leaves tells its listeners: a field says `change` for the text
/// that nobody has taken yet, the focus goes. They would find their values gone. So every showing
/// has an owner of its own, which ends when its elements have left.
#[derive(Clone)]
pub struct Showing(Arc<Mutex<Option<Owner>>>);

impl Showing {
    /// A place that belongs to the current owner.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let this = Self(Arc::default());
        let last = this.clone();
        on_cleanup(move || {
            if let Some(owner) = last.take() {
                owner.cleanup();
            }
        });
        this
    }

    /// Makes what is shown next. Returns the owner of what was shown until now as well: clean it up
    /// as soon as its elements have left.
    pub fn next<T>(&self, make: impl FnOnce() -> T) -> (T, Option<Owner>) {
        // Not a child of the effect's owner, which is cleaned up too early.
        let owner = Owner::default();
        let made = owner.with(make);
        let before = self.take();
        if let Ok(mut now) = self.0.lock() {
            *now = Some(owner);
        }
        (made, before)
    }

    fn take(&self) -> Option<Owner> {
        self.0.lock().ok()?.take()
    }
}

/// Ties a value to the owner.
fn keep<T: 'static>(value: T) {
    StoredValue::new_local(value);
}

/// Shows a view of Leptos in an element, for as long as the owner lives.
pub fn mount(host: &Element, view: AnyView) {
    let mut state = view.build();
    state.mount(host, None);
    keep(state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_lives_until_its_elements_have_left() {
        let place = Owner::new();
        let showing = place.with(Showing::new);
        let (first, before) = showing.next(|| StoredValue::new("typed"));
        assert!(before.is_none());
        let (second, before) = showing.next(|| StoredValue::new("other"));
        // The old elements leave now, and their listeners are still called.
        assert_eq!(first.try_get_value(), Some("typed"));
        before.expect("the first one's owner").cleanup();
        assert_eq!(first.try_get_value(), None);
        assert_eq!(second.try_get_value(), Some("other"));
        place.cleanup();
        assert_eq!(second.try_get_value(), None);
    }
}
