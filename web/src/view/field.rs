//! One generic editor for one field: a number that can be typed, stepped, scrubbed and reset, a
//! choice, a switch or a text. Every field of every kind goes through here.

use super::Shell;
use crate::i18n::Lang;
use crate::i18n::format::{number, suffix};
use crate::view::dynamic;
use crate::vocabulary::{Bounds, FieldEdit, FieldValue, FieldView, NumberSpec};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::document::field::FieldFault;

/// Pixels of scrubbing for one step of a field.
const SCRUB_PX: f64 = 4.0;

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

impl NumberSpec {
    /// Extremes are allowed with a warning, so the range is a hint and only nonsense is refused.
    fn sane(self, value: f64) -> f64 {
        let step = if self.step > 0.0 { self.step } else { 1.0 };
        let rounded = (value / step).round() * step;
        if self.min >= 0.0 {
            rounded.max(0.0)
        } else {
            rounded
        }
    }

    fn stepped(self, steps: f64) -> f64 {
        self.sane(self.value + steps * self.step)
            .clamp(self.min, self.max)
    }
}

fn number_input(
    shell: Shell,
    id: &str,
    label: String,
    spec: NumberSpec,
    locked: bool,
    typed_before: Typed,
    edit: Callback<FieldEdit>,
) -> AnyView {
    let t = shell.t();
    let wrong = typed_before.wrong;
    let input = NodeRef::<html::Input>::new();
    let places = if spec.step < 0.1 {
        2
    } else {
        u32::from(spec.step < 1.0)
    };
    // The digits alone are what people type; the unit stands beside them.
    let shown = StoredValue::new(number(spec.value, places).replace(',', ""));
    let NumberSpec {
        min, max, is_whole, ..
    } = spec;
    let bounds = Bounds { min, max, is_whole };
    let first = typed_before.or(shown.get_value(), |text| fault(text, bounds, shell.lang));
    let commit = move || {
        let Some(element) = input.get_untracked() else {
            return;
        };
        if let Ok(value) = typed(&element.value(), bounds) {
            if value == spec.value {
                element.set_value(&shown.with_value(String::clone));
            } else {
                edit.run(FieldEdit::Number(value));
            }
        }
    };
    let check = move |ev| {
        let text = event_target_value(&ev);
        let problem = fault(&text, bounds, shell.lang);
        typed_before.note(text, problem);
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if ev.is_composing() {
            return;
        }
        let steps = match ev.key().as_str() {
            "ArrowUp" => 1.0,
            "ArrowDown" => -1.0,
            "PageUp" => 10.0,
            "PageDown" => -10.0,
            "Enter" => return commit(),
            _ => return,
        };
        ev.prevent_default();
        edit.run(FieldEdit::Number(spec.stepped(steps)));
    };
    let grip = scrub(spec, edit, locked);
    let (at_min, at_max) = (
        locked || spec.value <= spec.min,
        locked || spec.value >= spec.max,
    );
    let (less, more) = (spec.stepped(-1.0), spec.stepped(1.0));
    let reset = (spec.value != spec.default && !locked).then(|| {
        view! {
            <button
                type="button"
                class="field-reset"
                title=t.reset_field
                aria-label=format!("{label}: {}", t.reset_field)
                on:click=move |_| edit.run(FieldEdit::Number(spec.default))
            >
                {super::icon::ui(super::icon::UNDO)}
            </button>
        }
    });
    view! {
        <span class="number" data-locked=locked.then_some("")>
            <button
                type="button"
                class="stepper"
                tabindex="-1"
                disabled=at_min
                aria-label=format!("{label}: {}", t.less)
                on:click=move |_| edit.run(FieldEdit::Number(less))
            >
                "−"
            </button>
            {grip}
            {reset}
            <input
                node_ref=input
                id=id.to_owned()
                class="number-input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                role="spinbutton"
                aria-valuenow=spec.value
                aria-valuemin=spec.min
                aria-valuemax=spec.max
                aria-valuetext=format!(
                    "{}{}", shown.with_value(String::clone), suffix(spec.unit, shell.lang)
                )
                aria-invalid=dynamic(is_wrong(wrong))
                aria-describedby=described(id)
                disabled=locked
                prop:value=first
                on:input=check
                on:change=move |_| commit()
                on:keydown=keydown
            />
            <span class="unit" aria-hidden="true">{suffix(spec.unit, shell.lang).trim_start()}</span>
            <button
                type="button"
                class="stepper"
                tabindex="-1"
                disabled=at_max
                aria-label=format!("{label}: {}", t.add)
                on:click=move |_| edit.run(FieldEdit::Number(more))
            >
                "+"
            </button>
        </span>
    }
    .into_any()
}

/// The grip in front of a number: dragging it sideways changes the value from where it began.
fn scrub(spec: NumberSpec, edit: Callback<FieldEdit>, locked: bool) -> AnyView {
    let from = StoredValue::new(None::<(i32, f64, f64)>);
    let down = move |ev: web_sys::PointerEvent| {
        if locked || ev.button() != 0 {
            return;
        }
        ev.prevent_default();
        from.set_value(Some((ev.client_x(), spec.value, spec.value)));
        crate::view::capture(&ev);
    };
    let moved = move |ev: web_sys::PointerEvent| {
        let Some((x, start, last)) = from.get_value() else {
            return;
        };
        let steps = (f64::from(ev.client_x() - x) / SCRUB_PX).trunc();
        let next = NumberSpec {
            value: start,
            ..spec
        }
        .stepped(steps);
        if next != last {
            from.set_value(Some((x, start, next)));
            edit.run(FieldEdit::Number(next));
        }
    };
    let cancel = move |_| {
        if let Some((_, start, _)) = from.get_value() {
            from.set_value(None);
            edit.run(FieldEdit::Number(start));
        }
    };
    view! {
        <span
            class="scrub"
            aria-hidden="true"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| from.set_value(None)
            on:pointercancel=cancel
        ></span>
    }
    .into_any()
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
