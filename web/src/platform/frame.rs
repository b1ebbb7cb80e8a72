//! The loop of animation frames: it runs only while someone wants it and ends with its owner.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What a frame's work says about the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Frame,
    /// Paused, hidden or out of sight: no frame until [`FrameLoop::start`].
    Sleep,
}

/// Calls back once per animation frame with the browser's clock. Units: ms.
pub struct FrameLoop(Rc<Inner>);

type Work = Box<dyn FnMut(f64) -> Next>;
type Tick = Closure<dyn FnMut(f64)>;

struct Inner {
    /// The frame asked for, if any.
    request: Cell<Option<i32>>,
    work: RefCell<Work>,
    /// Filled once, right after the struct that it points to exists.
    tick: RefCell<Option<Tick>>,
}

impl FrameLoop {
    /// Makes a loop that sleeps.
    pub fn new(work: impl FnMut(f64) -> Next + 'static) -> Self {
        let inner = Rc::new(Inner {
            request: Cell::new(None),
            work: RefCell::new(Box::new(work)),
            tick: RefCell::new(None),
        });
        // Weak: the browser must not keep a loop alive whose owner is gone.
        let weak = Rc::downgrade(&inner);
        let tick: Tick = Closure::new(move |now_ms| {
            if let Some(inner) = weak.upgrade() {
                inner.run(now_ms);
            }
        });
        inner.tick.replace(Some(tick));
        Self(inner)
    }

    /// Asks for frames; does nothing if the loop runs.
    pub fn start(&self) {
        self.0.ask();
    }

    /// Stops at once; [`FrameLoop::start`] goes on.
    pub fn stop(&self) {
        self.0.cancel();
    }

    pub fn is_running(&self) -> bool {
        self.0.request.get().is_some()
    }
}

impl Drop for FrameLoop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Inner {
    fn ask(&self) {
        if self.request.get().is_some() {
            return;
        }
        let tick = self.tick.borrow();
        let (Some(window), Some(tick)) = (web_sys::window(), tick.as_ref()) else {
            return;
        };
        self.request.set(
            window
                .request_animation_frame(tick.as_ref().unchecked_ref())
                .ok(),
        );
    }

    fn cancel(&self) {
        if let (Some(window), Some(request)) = (web_sys::window(), self.request.take()) {
            // A frame that has run cannot be cancelled, and need not be.
            let _ = window.cancel_animation_frame(request);
        }
    }

    fn run(&self, now_ms: f64) {
        self.request.set(None);
        // The next frame is asked for first, so that the work itself may stop the loop.
        self.ask();
        let Ok(mut work) = self.work.try_borrow_mut() else {
            return;
        };
        if work(now_ms) == Next::Sleep {
            self.cancel();
        }
    }
}
