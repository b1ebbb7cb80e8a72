//! An event listener that lives as long as its owner.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// Listens until it is dropped.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    is_capturing: bool,
    closure: Closure<dyn FnMut(Event)>,
}

/// How a listener takes part in an event's way through the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mode {
    /// Sees the event on its way down.
    pub is_capturing: bool,
    /// May call `prevent_default` on wheel, touch and drag events.
    pub is_blocking: bool,
}

impl Listener {
    /// Listens to `kind` on `target`. `None` if the browser refuses.
    pub fn new(
        target: &EventTarget,
        kind: &'static str,
        on_event: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::with_mode(target, kind, Mode::default(), on_event)
    }

    /// As [`Listener::new`], with a say in when it is called and what it may stop.
    pub fn with_mode(
        target: &EventTarget,
        kind: &'static str,
        mode: Mode,
        on_event: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        let closure: Closure<dyn FnMut(Event)> = Closure::new(on_event);
        let options = AddEventListenerOptions::new();
        options.set_capture(mode.is_capturing);
        options.set_passive(!mode.is_blocking);
        let function = closure.as_ref().unchecked_ref();
        target
            .add_event_listener_with_callback_and_add_event_listener_options(
                kind, function, &options,
            )
            .ok()?;
        Some(Self {
            target: target.clone(),
            kind,
            is_capturing: mode.is_capturing,
            closure,
        })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        // A target that is already gone has nothing to remove.
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.kind,
            function,
            self.is_capturing,
        );
    }
}
