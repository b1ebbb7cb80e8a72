//! The editor of a list of structures, whatever they are: a small form for each, and one more. The
//! forms stay as they are while their values change, so that typing never loses the focus.

use super::{Shell, field, icon};
use crate::view::{dynamic, piece};
use crate::vocabulary::{FieldEdit, FieldValue, FieldView};
use leptos::prelude::*;

/// Whether a field is such a list.
pub fn is_list(field: &FieldView) -> bool {
    matches!(field.value, FieldValue::Records(_))
}

fn rows(field: &Option<FieldView>) -> &[Vec<FieldView>] {
    match field.as_ref().map(|f| &f.value) {
        Some(FieldValue::Records(rows)) => rows,
        _ => &[],
    }
}

/// Draws the list `found`; `key` tells it from those of other parts.
pub fn records(
    shell: Shell,
    key: &str,
    found: Memo<Option<FieldView>>,
    edit: Callback<FieldEdit>,
) -> AnyView {
    let m = shell.lang.more();
    let key = StoredValue::new(key.to_owned());
    let count = Memo::new(move |_| found.with(|f| rows(f).len()));
    let locked = move || found.with(|f| f.as_ref().is_none_or(|f| f.is_locked));
    let (label, help) = found.with_untracked(|f| {
        let words = f.as_ref().map(|f| (f.label.clone(), f.help.clone()));
        words.unwrap_or_default()
    });
    let cell = move |n: usize, at: usize| {
        let this = Memo::new(move |_| found.with(|f| rows(f).get(n)?.get(at).cloned()));
        let edit = Callback::new(move |inner| {
            edit.run(FieldEdit::Record(n, at, Box::new(inner)));
        });
        let key = key.with_value(|key| format!("{key}/{n}/{at}"));
        view! { {piece(move || this.get().map(|f| field::field(shell, &key, f, edit)))} }.into_any()
    };
    let row = move |n: usize| {
        let fields = found.with_untracked(|f| rows(f).get(n).map_or(0, Vec::len));
        let cells = (0..fields).map(|at| cell(n, at)).collect_view();
        view! {
            <li class="record">
                {cells}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=format!("{} {}", m.remove_record, n + 1)
                    title=m.remove_record
                    disabled=dynamic(locked)
                    on:click=move |_| edit.run(FieldEdit::RemoveRecord(n))
                >
                    {icon::ui(icon::CLOSE)}
                </button>
            </li>
        }
    };
    view! {
        <fieldset class="records">
            <legend class="field-label">{label}</legend>
            <ol>
                <For each=move || 0..count.get() key=|n| *n let:n>{row(n)}</For>
            </ol>
            <button
                type="button"
                class="button"
                disabled=dynamic(locked)
                on:click=move |_| edit.run(FieldEdit::AddRecord)
            >
                {m.add_record}
            </button>
            <p class="field-help">{help}</p>
        </fieldset>
    }
    .into_any()
}
