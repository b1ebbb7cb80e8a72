//! One generic editor for one field: a number that can be typed, stepped, scrubbed and reset, a
//! choice, a switch or a text. Every field of every kind goes through here.

mod number;

use super::Shell;
use crate::i18n::Lang;
use crate::i18n::format::{number, suffix};
use crate::view::dynamic;
use crate::vocabulary::{Bounds, FieldEdit, FieldValue, FieldView, NumberSpec};
use leptos::prelude::*;
use number::number_input;
use std::sync::Arc;
use swell_core::document::field::FieldFault;

/// Text that was typed and could not be taken: it waits in the field, with the reason below it, also
/// when the field's panel has been away in between.
#[derive(Clone)]
struct Typed {
    shell: Shell,
    key: Arc<str>,
    wrong: RwSignal<Option<String>>,
}

impl Typed {
    /// What the field shows at first: what waits, or its value.
    fn or(&self, value: String, problem: impl Fn(&str) -> Option<String>) -> String {
        let Some(text) = self.shell.ui.unsaved(&self.key) else {
            return value;
        };
        self.wrong.set(problem(&text));
        text
    }

    /// Notes what stands in the field, and what is wrong with it.
    fn note(&self, text: String, problem: Option<String>) {
        let text = problem.is_some().then_some(text);
        self.shell.ui.keep_unsaved(&self.key, text);
        self.wrong.set(problem);
    }
}

/// Draws `field`, which `key` tells from those of other parts; edits leave through `edit`.
pub fn field(shell: Shell, key: &str, field: FieldView, edit: Callback<FieldEdit>) -> AnyView {
    let t = shell.t();
    let id = format!(
        "f-{}",
        field
            .path
            .replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    );
    let help_id = format!("{id}-help");
    let (label, api) = (field.label.clone(), field.api_name.clone());
    let shows_api = label != api;
    let wrong = RwSignal::new(None::<String>);
    let typed = Typed {
        shell,
        key: key.into(),
        wrong,
    };
    let control = match field.value.clone() {
        FieldValue::Number(spec) => number_input(
            shell,
            &id,
            label.clone(),
            spec,
            field.is_locked,
            typed,
            edit,
        ),
        FieldValue::Choice { index, options, .. } => {
            choice(&id, index, options, field.is_locked, edit)
        }
        FieldValue::Bool { value, .. } => switch(shell, &id, value, field.is_locked, edit),
        FieldValue::Text { value, bounds } => {
            text(shell, &id, value, bounds, field.is_locked, typed, edit)
        }
        FieldValue::Parts(parts) => references(&id, parts, field.is_locked, edit),
        // Each of their fields comes through here by itself.
        FieldValue::Records(_) => ().into_any(),
    };
    let range = match field.value {
        FieldValue::Number(NumberSpec {
            min,
            max,
            unit,
            default,
            ..
        }) => format!(
            "{} {}–{}{} · {} {}",
            t.range,
            number(min, 2),
            number(max, 2),
            suffix(unit, shell.lang),
            t.default_value,
            number(default, 2)
        ),
        _ => String::new(),
    };
    let warns = field.warning.is_some().then_some("");
    view! {
        <div class="field" data-warning=warns>
            <label class="field-label" for=id.clone()>
                <span>{label}</span>
                {shows_api.then(|| view! { <code lang="en">{breakable(&api)}</code> })}
            </label>
            {control}
            <p
                class="field-warning"
                data-tone="bad"
                id=format!("{id}-error")
                role="status"
                hidden=dynamic(move || wrong.with(Option::is_none))
            >
                {wrong}
            </p>
            <p class="field-help" id=help_id>
                {field.help}
                <span class="field-range">{range}</span>
            </p>
            {field.warning.map(|w| view! { <p class="field-warning" data-tone="warn">{w}</p> })}
        </div>
    }
    .into_any()
}

/// A name that may break after dots and underscores and before capitals, and nowhere else.
fn breakable(name: &str) -> AnyView {
    pieces(name)
        .into_iter()
        .map(|piece| view! { {piece.to_owned()} <wbr/> })
        .collect_view()
        .into_any()
}

fn pieces(name: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before = None;
    for (at, c) in name.char_indices() {
        let is_cut = before.is_some_and(|b: char| {
            matches!(b, '.' | '_' | '/') || b.is_ascii_lowercase() && c.is_ascii_uppercase()
        });
        if is_cut {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(name.len());
    cuts.windows(2)
        .filter_map(|w| name.get(*w.first()?..*w.last()?))
        .collect()
}

/// The number that was typed, or what is wrong with it.
fn typed(text: &str, bounds: Bounds) -> Result<f64, FieldFault> {
    let plain = text.replace([',', ' '], "").replace('−', "-");
    let value = plain.parse::<f64>().ok().filter(|v| v.is_finite());
    let value = value.ok_or(FieldFault::NotANumber)?;
    let Bounds { min, max, is_whole } = bounds;
    if value < min || value > max {
        Err(FieldFault::OutOfRange { min, max })
    } else if is_whole && value.fract() != 0.0 {
        Err(FieldFault::NotWhole)
    } else {
        Ok(value)
    }
}

fn fault(text: &str, bounds: Bounds, lang: Lang) -> Option<String> {
    typed(text, bounds).err().map(|f| lang.field_fault(&f))
}

fn is_wrong(wrong: RwSignal<Option<String>>) -> impl Fn() -> Option<&'static str> {
    move || wrong.with(Option::is_some).then_some("true")
}

fn choice(
    id: &str,
    index: usize,
    options: Vec<String>,
    locked: bool,
    edit: Callback<FieldEdit>,
) -> AnyView {
    let items = options
        .into_iter()
        .enumerate()
        .map(|(n, text)| view! { <option value=n.to_string() selected=n == index>{text}</option> })
        .collect_view();
    let changed = move |ev| {
        if let Ok(n) = event_target_value(&ev).parse() {
            edit.run(FieldEdit::Choice(n));
        }
    };
    view! {
        <select id=id.to_owned() class="select" disabled=locked on:change=changed>{items}</select>
    }
    .into_any()
}

/// Other parts to tick.
fn references(
    id: &str,
    parts: Vec<(String, bool)>,
    locked: bool,
    edit: Callback<FieldEdit>,
) -> AnyView {
    let rows = parts.into_iter().enumerate().map(|(n, (name, is_chosen))| {
        view! {
            <li>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=is_chosen
                        disabled=locked
                        on:change=move |ev| edit.run(FieldEdit::Part(n, event_target_checked(&ev)))
                    />
                    {name}
                </label>
            </li>
        }
    });
    view! { <ul id=id.to_owned() class="references">{rows.collect_view()}</ul> }.into_any()
}

fn switch(shell: Shell, id: &str, value: bool, locked: bool, edit: Callback<FieldEdit>) -> AnyView {
    let t = shell.t();
    view! {
        <button
            type="button"
            id=id.to_owned()
            class="switch"
            role="switch"
            aria-checked=value.to_string()
            disabled=locked
            on:click=move |_| edit.run(FieldEdit::Bool(!value))
        >
            <span class="switch-track" aria-hidden="true"></span>
            {if value { t.yes } else { t.no }}
        </button>
    }
    .into_any()
}

fn text(
    shell: Shell,
    id: &str,
    value: String,
    bounds: Option<Bounds>,
    locked: bool,
    typed: Typed,
    edit: Callback<FieldEdit>,
) -> AnyView {
    let wrong = typed.wrong;
    // An empty field is a value of its own.
    let problem = move |text: &str| {
        let bounds = bounds.filter(|_| !text.trim().is_empty())?;
        fault(text, bounds, shell.lang)
    };
    let changed = move |ev| {
        let text = event_target_value(&ev);
        if problem(&text).is_none() {
            let plain = bounds.map(|_| text.replace([',', ' '], "").replace('−', "-"));
            edit.run(FieldEdit::Text(plain.unwrap_or(text)));
        }
    };
    let first = typed.or(value, problem);
    let noted = move |ev| {
        let text = event_target_value(&ev);
        let problem = problem(&text);
        typed.note(text, problem);
    };
    view! {
        <input
            id=id.to_owned()
            class="input"
            type="text"
            inputmode=bounds.map(|_| "decimal")
            aria-invalid=dynamic(is_wrong(wrong))
            aria-describedby=described(id)
            prop:value=first
            disabled=locked
            on:input=noted
            on:change=changed
        />
    }
    .into_any()
}

/// What the control is described by: its help, and what is wrong with what was typed.
fn described(id: &str) -> String {
    format!("{id}-help {id}-error")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERCENT: Bounds = Bounds {
        min: 1.0,
        max: 100.0,
        is_whole: false,
    };

    #[test]
    fn names_break_at_dots_and_capitals() {
        assert_eq!(
            pieces("HealthCheckGracePeriod"),
            ["Health", "Check", "Grace", "Period"]
        );
        assert_eq!(
            pieces("slow_start.duration_seconds"),
            ["slow_", "start.", "duration_", "seconds"]
        );
        assert_eq!(pieces("TTL"), ["TTL"]);
    }

    #[test]
    fn what_cannot_be_taken_is_told() {
        assert_eq!(typed(" 1,0 0", PERCENT), Ok(100.0));
        assert_eq!(typed("abc", PERCENT), Err(FieldFault::NotANumber));
        let range = FieldFault::OutOfRange {
            min: 1.0,
            max: 100.0,
        };
        assert_eq!(typed("150", PERCENT), Err(range.clone()));
        assert_eq!(typed("−5", PERCENT), Err(range));
        let whole = Bounds {
            is_whole: true,
            ..PERCENT
        };
        assert_eq!(typed("2.5", whole), Err(FieldFault::NotWhole));
    }
}
