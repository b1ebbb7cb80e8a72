//! Short notices with an undo, instead of questions before every deed.

use super::state::Toast;
use super::{Shell, icon};
use crate::dom::{El, html};
use crate::platform::timer::after;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Element;

/// How long a notice stays; one that is read or held stays on.
const STAYS: Duration = Duration::from_secs(9);

fn close(shell: Shell, id: u32) {
    shell.ui.toasts.try_update(|all| all.retain(|t| t.id != id));
}

/// Takes a notice away after a while, unless the pointer or the focus is on it.
fn fade(shell: Shell, id: u32, element: Element) {
    let act = move || {
        match element.matches(":hover, :focus-within") {
            Ok(true) => fade(shell, id, element),
            _ => close(shell, id),
        };
    };
    after(STAYS, act);
}

pub fn toasts(shell: Shell) -> El {
    html("div")
        .class("toasts")
        .attr("role", "status")
        .each(move || shell.ui.toasts.get(), move |one| toast(shell, one))
}

fn toast(shell: Shell, toast: &Toast) -> El {
    let t = shell.t();
    let id = toast.id;
    let deed = toast.deed.clone().map(|(label, verb)| {
        html("button")
            .attr("type", "button")
            .class("quiet-button")
            .text(label)
            .on_click(move || {
                close(shell, id);
                shell.send(verb.clone());
            })
    });
    let dismiss = html("button")
        .attr("type", "button")
        .class("icon-button")
        .attr("aria-label", t.dismiss)
        .child(icon::glyph(icon::CLOSE))
        .on_click(move || close(shell, id));
    let notice = html("div")
        .class("toast")
        .child(html("span").text(toast.text.clone()))
        .child(deed)
        .child(dismiss);
    if !toast.stays {
        fade(shell, id, notice.element().clone());
    }
    notice
}
