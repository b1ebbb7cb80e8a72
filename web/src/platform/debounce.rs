//! Does something once things have calmed down: the draft and the hash follow the document this way.

use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Quiet time before the hash and the host page hear of a change. Units: ms.
pub const HASH_QUIET_MS: u32 = 500;
/// No change waits longer than this for quiet. Units: ms.
pub const LONGEST_MS: u32 = 5_000;

/// Calls an action after a quiet time, or after [`LONGEST_MS`] of unrest. Dropping it cancels.
pub struct Debounce {
    quiet_ms: u32,
    action: Rc<dyn Fn()>,
    timer: Rc<RefCell<Option<Timeout>>>,
    /// When the oldest change that still waits was made.
    first_ms: Cell<Option<f64>>,
}

impl Debounce {
    pub fn new(quiet_ms: u32, action: impl Fn() + 'static) -> Self {
        Self {
            quiet_ms,
            action: Rc::new(action),
            timer: Rc::default(),
            first_ms: Cell::new(None),
        }
    }

    /// Does at once what still waits for quiet.
    pub fn flush(&self) {
        if self.timer.take().is_some() {
            (self.action)();
        }
    }

    /// Leaves undone what waits.
    pub fn cancel(&self) {
        self.timer.take();
    }

    /// Notes a change.
    pub fn touch(&self) {
        let now_ms = js_sys::Date::now();
        let is_waiting = self.timer.borrow().is_some();
        let first_ms = self.first_ms.get().filter(|_| is_waiting).unwrap_or(now_ms);
        self.first_ms.set(Some(first_ms));
        // Weak: a timer that held itself would outlive its owner.
        let (action, timer) = (self.action.clone(), Rc::downgrade(&self.timer));
        let timeout = Timeout::new(delay_ms(self.quiet_ms, now_ms - first_ms), move || {
            // Taken out first: the action may touch this debounce again.
            let spent = timer.upgrade().and_then(|t| t.borrow_mut().take());
            action();
            drop(spent);
        });
        self.timer.replace(Some(timeout));
    }
}

/// How long to wait when the oldest change is `waited_ms` old. Units: ms.
fn delay_ms(quiet_ms: u32, waited_ms: f64) -> u32 {
    let left_ms = f64::from(LONGEST_MS) - waited_ms;
    quiet_ms.min(left_ms.max(0.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unrest_cannot_put_off_the_action_for_ever() {
        assert_eq!(delay_ms(500, 0.0), 500);
        assert_eq!(delay_ms(500, 4_700.0), 300);
        assert_eq!(delay_ms(500, 9_000.0), 0);
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_wait() {
        assert_eq!(delay_ms(500, -1e9), 500);
    }
}
