//! What the first part of the program shows of the second, and where: see `controller::deferred`.

use super::Shell;
use super::state::Screen;
use crate::board::letters::Hear;
use crate::board::mirror::Record;
use crate::dom::{El, html, svg};
use leptos::prelude::*;
use web_sys::Element;

/// What is shown by the second part. Each gets the element to show itself in.
pub struct Deferred {
    pub inspector: fn(&Element, Shell, Screen),
    pub dialogs: fn(&Element, Shell),
    pub palette: fn(&Element, Shell, bool),
    pub timeline: fn(&Element, Shell, Screen),
    pub outline: fn(&Element, Shell),
    pub phone_tabs: fn(&Element, Shell),
    pub rename: fn(&Element, Shell),
    pub question: fn(&Element, Shell),
    pub reveal: fn(&Element, Shell),
    pub chain: fn(&Element, Shell),
    pub grips: fn(&Element, Shell),
    pub rules: fn(&Element, Shell),
    /// What is carried, and the handles of what is selected.
    pub above: fn(&Element, Shell),
    pub badges: fn(&Element, Shell),
    pub moved: fn(&Element, Shell),
    pub told: fn(&Element, Shell),
    pub feedback: fn(&Element, Shell),
    pub stopped: fn(&Element, Shell),
    pub announcer: fn(&Element, Shell),
    pub record: Record,
    pub hear: Hear,
}

/// A place of the second part; until that is here it holds an empty box of the class, so that
/// nothing moves when it arrives.
pub fn panel(
    shell: Shell,
    class: &'static str,
    show: impl Fn(&'static Deferred, &Element) + 'static,
) -> El {
    let box_ = (!class.is_empty()).then(|| html("div").class(class).attr("aria-hidden", "true"));
    let place = html("div").class("deferred").child(box_);
    place.effect(move |place| {
        if let Some(deferred) = shell.ui.deferred.get() {
            place.set_inner_html("");
            show(deferred, place);
        }
    })
}

/// As [`panel`], among the elements of the stage.
pub fn layer(shell: Shell, which: fn(&Deferred) -> fn(&Element, Shell)) -> El {
    svg("g").effect(move |place| {
        if let Some(deferred) = shell.ui.deferred.get() {
            which(deferred)(place, shell);
        }
    })
}
