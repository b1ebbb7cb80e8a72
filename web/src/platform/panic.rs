//! The last screen: when the program stops, the board is saved and can be downloaded.
//!
//! Plain DOM, no closures into this program: after a panic nothing in here can be relied upon.

use super::file;
use super::storage::Store;
use crate::i18n::Lang;
use crate::i18n_platform::{PanicWords, panic_words};
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

type LatestText = Box<dyn Fn() -> Option<String>>;

thread_local! {
    /// The text of the last autosave: always there, even where asking for a newer one fails.
    static REMEMBERED: RefCell<Option<String>> = const { RefCell::new(None) };
    static LATEST: RefCell<Option<LatestText>> = const { RefCell::new(None) };
}

/// Installs the hook; call once, before anything else.
pub fn install() {
    std::panic::set_hook(Box::new(on_panic));
}

/// Notes the document's text; call it with every autosave.
pub fn remember(json: &str) {
    REMEMBERED.with_borrow_mut(|kept| *kept = Some(json.to_owned()));
}

/// Sets how to get the latest text. It must not panic: use `try_borrow`, return `None` if the board is busy.
pub fn set_latest(latest: impl Fn() -> Option<String> + 'static) {
    LATEST.with_borrow_mut(|kept| *kept = Some(Box::new(latest)));
}

fn on_panic(info: &PanicHookInfo<'_>) {
    let message = info.to_string();
    web_sys::console::error_1(&JsValue::from_str(&message));
    let remembered = REMEMBERED
        .try_with(|kept| kept.try_borrow().ok()?.clone())
        .ok()
        .flatten();
    // The screen first: should the callback fail as well, the older text is already offered.
    let shown = show(&message, remembered.as_deref());
    let store = Store::open();
    store.mark_crash();
    let latest = LATEST
        .try_with(|kept| kept.try_borrow().ok()?.as_ref()?())
        .ok()
        .flatten()
        .or(remembered);
    if let Some(json) = latest {
        store.keep_draft(&json);
        if let Some(screen) = shown {
            screen.offer(&json);
        }
    }
}

/// The two places of the screen that hold the document.
struct Screen {
    download: Element,
    text: Element,
}

impl Screen {
    fn offer(&self, json: &str) {
        if let Some(url) = file::object_url("application/json", json) {
            let _ = self.download.set_attribute("href", &url);
            let _ = self.download.remove_attribute("hidden");
        }
        // Selectable text: a sandboxed frame drops downloads.
        self.text.set_text_content(Some(json));
        let _ = self.text.remove_attribute("hidden");
    }
}

fn show(message: &str, json: Option<&str>) -> Option<Screen> {
    let document = web_sys::window()?.document()?;
    let main = element(&document, "main", None)?;
    main.set_attribute("class", "crash").ok()?;
    main.set_attribute("role", "alert").ok()?;
    for lang in [Lang::Ko, Lang::En] {
        let PanicWords { title, body, .. } = panic_words(lang);
        for (tag, words) in [("h1", title), ("p", body)] {
            let line = element(&document, tag, Some(words))?;
            line.set_attribute("lang", lang.tag()).ok()?;
            main.append_child(&line).ok()?;
        }
    }
    let (ko, en) = (panic_words(Lang::Ko), panic_words(Lang::En));
    let reload = element(
        &document,
        "button",
        Some(&format!("{} / {}", ko.reload, en.reload)),
    )?;
    reload_on_click(&reload);
    let download = element(
        &document,
        "a",
        Some(&format!("{} / {}", ko.download, en.download)),
    )?;
    download.set_attribute("download", "swell.json").ok()?;
    download.set_attribute("hidden", "").ok()?;
    let text = element(&document, "textarea", None)?;
    for (name, value) in [
        ("readonly", ""),
        ("hidden", ""),
        ("rows", "8"),
        ("aria-label", "JSON"),
    ] {
        text.set_attribute(name, value).ok()?;
    }
    let details = element(&document, "pre", Some(message))?;
    for part in [&reload, &download, &text, &details] {
        main.append_child(part).ok()?;
    }
    let body = document.body()?;
    body.set_text_content(None);
    body.append_child(&main).ok()?;
    let screen = Screen { download, text };
    if let Some(json) = json {
        screen.offer(json);
    }
    Some(screen)
}

/// Binds the browser's own function, so that the click needs nothing of this program.
fn reload_on_click(button: &Element) -> Option<()> {
    let location = web_sys::window()?.location();
    let reload = js_sys::Reflect::get(&location, &JsValue::from_str("reload")).ok()?;
    let bound = reload.dyn_into::<js_sys::Function>().ok()?.bind0(&location);
    button
        .add_event_listener_with_callback("click", &bound)
        .ok()
}

fn element(document: &Document, tag: &str, text: Option<&str>) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content(text);
    Some(element)
}
