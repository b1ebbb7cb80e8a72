//! What is done a little later: after some time, with the next picture, once it is painted. Whatever
//! it was for may be gone by then, and with it the values that it uses: it is left undone when the
//! owner that asked for it has ended.

use leptos::prelude::{Owner, on_cleanup, request_animation_frame, set_timeout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Does `act` after `wait`.
pub fn after(wait: Duration, act: impl FnOnce() + 'static) {
    set_timeout(while_owned(act), wait);
}

/// Does `act` before the next picture is drawn.
pub fn next_frame(act: impl FnOnce() + 'static) {
    request_animation_frame(while_owned(act));
}

/// As [`next_frame`], also when the owner of now has ended by then: for what speaks of the page alone
/// and uses no value of anybody's.
pub fn next_frame_of_page(act: impl FnOnce() + 'static) {
    request_animation_frame(act);
}

/// Does `act` once the next picture is on the screen.
pub fn after_paint(act: impl FnOnce() + 'static) {
    let act = while_owned(act);
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

/// `act`, if the owner of now still lives when it is called.
fn while_owned(act: impl FnOnce() + 'static) -> impl FnOnce() + 'static {
    let ended = Arc::new(AtomicBool::new(false));
    // Without an owner, as in a listener of the page, it belongs to the page.
    if Owner::current().is_some() {
        let ended = ended.clone();
        on_cleanup(move || ended.store(true, Ordering::Relaxed));
    }
    move || {
        if !ended.load(Ordering::Relaxed) {
            act();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;

    fn counting() -> (Rc<Cell<u32>>, impl FnOnce() + 'static) {
        let done = Rc::new(Cell::new(0));
        let counted = done.clone();
        (done, move || counted.set(counted.get() + 1))
    }

    #[test]
    fn it_is_done_while_the_owner_lives_and_not_after() {
        let owner = Owner::new();
        let (done, act) = counting();
        let later = owner.with(|| while_owned(act));
        later();
        assert_eq!(done.get(), 1);
        let (done, act) = counting();
        let later = owner.with(|| while_owned(act));
        owner.cleanup();
        later();
        assert_eq!(done.get(), 0);
    }

    #[test]
    fn without_an_owner_it_is_done() {
        let (done, act) = counting();
        while_owned(act)();
        assert_eq!(done.get(), 1);
    }
}
