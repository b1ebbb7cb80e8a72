//! Short notices with an undo, instead of questions before every deed.

use super::Shell;
use super::state::Toast;
use crate::input::action::Action;
use leptos::prelude::*;

fn close(shell: Shell, id: u32) {
    shell.ui.toasts.try_update(|all| all.retain(|t| t.id != id));
}

pub fn toasts(shell: Shell) -> AnyView {
    let t = shell.t();
    let one = move |toast: Toast| {
        let id = toast.id;
        let undo = toast.offers_undo.then(|| {
            view! {
                <button
                    type="button"
                    class="quiet-button"
                    on:click=move |_| {
                        close(shell, id);
                        shell.act(Action::Undo);
                    }
                >
                    {t.undo}
                </button>
            }
        });
        view! {
            <div class="toast">
                <span>{toast.text}</span>
                {undo}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t.dismiss
                    on:click=move |_| close(shell, id)
                >
                    {super::icon::ui(super::icon::CLOSE)}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toasts" role="status">
            <For each=move || shell.ui.toasts.get() key=|t| t.id let:toast>{one(toast)}</For>
        </div>
    }
    .into_any()
}
