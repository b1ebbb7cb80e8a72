//! What the browser says about the page: its visibility, an element's size, whether it is in view.

use super::listener::Listener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, ResizeObserver, ResizeObserverEntry,
    VisibilityState,
};

type OnEntries = Closure<dyn FnMut(js_sys::Array)>;

/// True unless the tab is in the background.
pub fn is_page_visible() -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    document.is_none_or(|d| d.visibility_state() != VisibilityState::Hidden)
}

/// Tells when the tab is hidden or shown, and when the page is left for good (as hidden).
pub struct VisibilityWatch {
    _listeners: Vec<Listener>,
}

impl VisibilityWatch {
    pub fn new(on_change: impl Fn(bool) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let on_change = std::rc::Rc::new(on_change);
        let (on_hide, on_return) = (on_change.clone(), on_change.clone());
        let change = Listener::new(&document, "visibilitychange", move |_| {
            on_change(is_page_visible());
        })?;
        // Safari leaves a page without changing its visibility.
        let hide = Listener::new(&window, "pagehide", move |_| on_hide(false))?;
        // A page that comes back from the cache of pages is as it was left.
        let back = Listener::new(&window, "pageshow", move |_| on_return(is_page_visible()))?;
        Some(Self {
            _listeners: vec![change, hide, back],
        })
    }
}

/// Tells an element's content size, at first and after every change. Units: CSS px.
pub struct ResizeWatch {
    observer: ResizeObserver,
    _on_entries: OnEntries,
}

impl ResizeWatch {
    pub fn new(element: &Element, mut on_size: impl FnMut(f64, f64) + 'static) -> Option<Self> {
        let on_entries: OnEntries = Closure::new(move |entries: js_sys::Array| {
            // Several changes in one frame: only the last one counts.
            let last = entries
                .iter()
                .last()
                .and_then(|e| e.dyn_into::<ResizeObserverEntry>().ok());
            if let Some(entry) = last {
                let rect = entry.content_rect();
                on_size(rect.width(), rect.height());
            }
        });
        let observer = ResizeObserver::new(on_entries.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _on_entries: on_entries,
        })
    }
}

impl Drop for ResizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells when an element comes into view or leaves it, so that a loop out of sight can sleep.
pub struct ViewWatch {
    observer: IntersectionObserver,
    _on_entries: OnEntries,
}

impl ViewWatch {
    pub fn new(element: &Element, mut on_change: impl FnMut(bool) + 'static) -> Option<Self> {
        let on_entries: OnEntries = Closure::new(move |entries: js_sys::Array| {
            let last = entries
                .iter()
                .last()
                .and_then(|e| e.dyn_into::<IntersectionObserverEntry>().ok());
            if let Some(entry) = last {
                on_change(entry.is_intersecting());
            }
        });
        let observer = IntersectionObserver::new(on_entries.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _on_entries: on_entries,
        })
    }
}

impl Drop for ViewWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
