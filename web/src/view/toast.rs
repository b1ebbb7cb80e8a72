//! Short notices with an undo, instead of questions before every deed.

use super::state::Toast;
use super::{Shell, icon};
use crate::dom::{El, html};
use crate::input::action::Action;
use leptos::prelude::*;

fn close(shell: Shell, id: u32) {
    shell.ui.toasts.try_update(|all| all.retain(|t| t.id != id));
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
    let undo = toast.offers_undo.then(|| {
        html("button")
            .attr("type", "button")
            .class("quiet-button")
            .text(t.undo)
            .on_click(move || {
                close(shell, id);
                shell.act(Action::Undo);
            })
    });
    let dismiss = html("button")
        .attr("type", "button")
        .class("icon-button")
        .attr("aria-label", t.dismiss)
        .child(icon::glyph(icon::CLOSE))
        .on_click(move || close(shell, id));
    html("div")
        .class("toast")
        .child(html("span").text(toast.text.clone()))
        .child(undo)
        .child(dismiss)
}
