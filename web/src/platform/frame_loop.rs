//! One animation loop, asleep unless somebody needs it: `wake` starts it, a callback that returns
//! `false` stops it, and dropping it takes it out of the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Leaving and coming back never asks for more than one frame of work.
const STEP_MAX_S: f64 = 0.1;

type Tick = Box<dyn FnMut(f64) -> bool>;
type Callback = Closure<dyn FnMut(f64)>;

struct Inner {
    tick: RefCell<Tick>,
    callback: RefCell<Option<Callback>>,
    handle: Cell<Option<i32>>,
    last_ms: Cell<Option<f64>>,
}

impl Inner {
    /// Asks for one frame, however often it is called before that.
    fn request(&self) {
        if self.handle.get().is_some() {
            return;
        }
        let (Some(window), callback) = (web_sys::window(), self.callback.borrow()) else {
            return;
        };
        let Some(callback) = callback.as_ref() else {
            return;
        };
        self.handle.set(
            window
                .request_animation_frame(callback.as_ref().unchecked_ref())
                .ok(),
        );
    }
}

/// A handle on the loop; the loop ends with the last of its clones.
#[derive(Clone)]
pub struct FrameLoop(Rc<Inner>);

impl FrameLoop {
    /// `tick` gets the wall seconds since the last frame and says whether it wants another.
    pub fn new(tick: impl FnMut(f64) -> bool + 'static) -> Self {
        let inner = Rc::new(Inner {
            tick: RefCell::new(Box::new(tick)),
            callback: RefCell::new(None),
            handle: Cell::new(None),
            last_ms: Cell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        let callback = Callback::new(move |now_ms: f64| {
            let Some(inner) = weak.upgrade() else { return };
            inner.handle.set(None);
            let passed = inner
                .last_ms
                .get()
                .map_or(0.0, |last| (now_ms - last) / 1000.0);
            inner.last_ms.set(Some(now_ms));
            let Ok(mut tick) = inner.tick.try_borrow_mut() else {
                return;
            };
            let goes_on = tick(passed.clamp(0.0, STEP_MAX_S));
            drop(tick);
            if goes_on {
                inner.request();
            } else {
                inner.last_ms.set(None);
            }
        });
        inner.callback.replace(Some(callback));
        Self(inner)
    }

    /// Runs the loop if it is asleep.
    pub fn wake(&self) {
        self.0.request();
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let (Some(handle), Some(window)) = (self.handle.get(), web_sys::window()) {
            let _ = window.cancel_animation_frame(handle);
        }
    }
}
