//! Saving a text as a file, and opening one by a dialog or by dropping it.

use super::listener::{Listener, Mode};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, EventTarget, File, HtmlAnchorElement, HtmlInputElement, Url,
};

/// Bytes of a file that will be read at all; the largest is a traffic file.
pub const FILE_BYTES_MAX: u32 = 16 << 20;
/// A download needs its object URL for a while after the click. Units: ms.
const REVOKE_AFTER_MS: u32 = 10_000;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub name: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Nothing that is known by its name or by what stands in it.
    KindUnknown {
        name: String,
    },
    TooLarge {
        name: String,
        bytes_max: u32,
    },
    /// Several files were dropped; one at a time.
    Several {
        count: u32,
    },
    /// The browser could not read it, or something other than a file was dropped.
    Unreadable {
        name: String,
    },
    /// The browser refused the download, as in a sandboxed frame: show the text instead.
    NotSaved,
}

/// A file name that every system takes, from a board's title.
pub fn file_name(title: &str, ending: &str) -> String {
    let keep = |c: char| {
        if c.is_alphanumeric() || "-_".contains(c) {
            c
        } else {
            ' '
        }
    };
    let cleaned: String = title.chars().take(60).map(keep).collect();
    let stem = cleaned.split_whitespace().collect::<Vec<_>>().join("-");
    format!("{}.{ending}", if stem.is_empty() { "swell" } else { &stem })
}

/// Offers `text` as a download.
///
/// Errors: `NotSaved` where the browser throws. A frame without `allow-downloads` drops the download in
/// silence.
pub fn save(name: &str, mime: &str, text: &str) -> Result<(), FileError> {
    save_blob(name, mime, text).ok_or(FileError::NotSaved)
}

fn save_blob(name: &str, mime: &str, text: &str) -> Option<()> {
    let url = object_url(mime, text)?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    // Firefox follows only links that are in the page.
    let body = document.body()?;
    body.append_child(&link).ok()?;
    link.click();
    link.remove();
    Timeout::new(REVOKE_AFTER_MS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}

/// A URL for a text that lives in this page only.
pub(super) fn object_url(mime: &str, text: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let bag = BlobPropertyBag::new();
    bag.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &bag).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

type OnOpened = Rc<dyn Fn(Result<Opened, FileError>)>;

/// A hidden file input; [`FilePicker::open`] shows the browser's dialog.
pub struct FilePicker {
    input: HtmlInputElement,
    _change: Listener,
}

impl FilePicker {
    pub fn new(on_opened: impl Fn(Result<Opened, FileError>) + 'static) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let input: HtmlInputElement = document.create_element("input").ok()?.dyn_into().ok()?;
        input.set_type("file");
        input.set_accept(
            ".json,.csv,.tsv,.txt,.jtl,.log,.tf,.yaml,.yml,application/json,text/csv,text/plain",
        );
        let on_opened: OnOpened = Rc::new(on_opened);
        let field = input.clone();
        let change = Listener::new(&input, "change", move |_| {
            if let Some(file) = field.files().and_then(|f| f.get(0)) {
                read(file, on_opened.clone());
            }
            // So that choosing the same file again is a change again.
            field.set_value("");
        })?;
        Some(Self {
            input,
            _change: change,
        })
    }

    /// Shows the dialog. Call it from inside a click or key event.
    pub fn open(&self) {
        self.input.click();
    }
}

/// Takes files that are dropped on an element. `on_hover` is told when a file hovers or leaves.
pub struct DropZone {
    _listeners: Vec<Listener>,
}

impl DropZone {
    pub fn new(
        target: &EventTarget,
        on_hover: impl Fn(bool) + 'static,
        on_opened: impl Fn(Result<Opened, FileError>) + 'static,
    ) -> Option<Self> {
        let blocking = Mode {
            is_blocking: true,
            ..Mode::default()
        };
        let on_hover = Rc::new(on_hover);
        let on_opened: OnOpened = Rc::new(on_opened);
        let hover = on_hover.clone();
        let over = Listener::with_mode(target, "dragover", blocking, move |event| {
            if has_files(&event) {
                event.prevent_default();
                hover(true);
            }
        })?;
        let hover = on_hover.clone();
        let leave = Listener::new(target, "dragleave", move |_| hover(false))?;
        let drop = Listener::with_mode(target, "drop", blocking, move |event| {
            if !has_files(&event) {
                return;
            }
            event.prevent_default();
            on_hover(false);
            dropped(&event, &on_opened);
        })?;
        Some(Self {
            _listeners: vec![over, leave, drop],
        })
    }
}

/// Text and links that are dragged within the page are none of our business.
fn has_files(event: &web_sys::Event) -> bool {
    let transfer = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer);
    transfer.is_some_and(|t| t.types().includes(&JsValue::from_str("Files"), 0))
}

fn dropped(event: &web_sys::Event, on_opened: &OnOpened) {
    let transfer = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer);
    let files = transfer.and_then(|t| t.files());
    match files.map(|f| (f.length(), f.get(0))) {
        Some((1, Some(file))) => read(file, on_opened.clone()),
        Some((count, _)) if count > 1 => on_opened(Err(FileError::Several { count })),
        _ => on_opened(Err(FileError::Unreadable {
            name: String::new(),
        })),
    }
}

fn read(file: File, on_opened: OnOpened) {
    let name = file.name();
    if file.size() > f64::from(FILE_BYTES_MAX) {
        return on_opened(Err(FileError::TooLarge {
            name,
            bytes_max: FILE_BYTES_MAX,
        }));
    }
    spawn_local(async move {
        let text = JsFuture::from(file.text())
            .await
            .ok()
            .and_then(|t| t.as_string());
        on_opened(match text {
            None => Err(FileError::Unreadable { name }),
            Some(text) => Ok(Opened { name, text }),
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_file_names() {
        assert_eq!(file_name("점심 러시: 2 → 4", "json"), "점심-러시-2-4.json");
        assert_eq!(file_name("../../etc", "json"), "etc.json");
        assert_eq!(file_name(" ", "csv"), "swell.csv");
    }
}
