//! One generic editor for one field: a number that can be typed, stepped, scrubbed and reset, a
//! choice, a switch or a text. Every field of every kind goes through here.

use super::Shell;
use crate::board::model::{FieldEdit, FieldValue, FieldView, Unit};
use crate::i18n::format::{number, suffix};
use leptos::html;
use leptos::prelude::*;

/// Pixels of scrubbing for one step of a field.
const SCRUB_PX: f64 = 4.0;

/// Draws `field`; edits leave through `edit`.
pub fn field(shell: Shell, field: FieldView, edit: Callback<FieldEdit>) -> AnyView {
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
    let control = match field.value.clone() {
        FieldValue::Number {
            value,
            min,
            max,
            step,
            unit,
            default,
        } => {
            let spec = Number {
                value,
                min,
                max,
                step,
                unit,
                default,
            };
            number_input(
                shell,
                &id,
                &help_id,
                label.clone(),
                spec,
                field.is_locked,
                edit,
            )
        }
        FieldValue::Choice { index, options, .. } => {
            choice(&id, index, options, field.is_locked, edit)
        }
        FieldValue::Bool { value, .. } => switch(shell, &id, value, field.is_locked, edit),
        FieldValue::Text { value } => text(&id, value, field.is_locked, edit),
    };
    let range = match field.value {
        FieldValue::Number {
            min,
            max,
            unit,
            default,
            ..
        } => format!(
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
                {label}
                {shows_api.then(|| view! { <code lang="en">{api}</code> })}
            </label>
            {control}
            <p class="field-help" id=help_id>
                {field.help}
                <span class="field-range">{range}</span>
            </p>
            {field.warning.map(|w| view! { <p class="field-warning" data-tone="warn">{w}</p> })}
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Number {
    value: f64,
    min: f64,
    max: f64,
    step: f64,
    unit: Unit,
    default: f64,
}

impl Number {
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
    help_id: &str,
    label: String,
    spec: Number,
    locked: bool,
    edit: Callback<FieldEdit>,
) -> AnyView {
    let t = shell.t();
    let input = NodeRef::<html::Input>::new();
    let places = if spec.step < 0.1 {
        2
    } else {
        u32::from(spec.step < 1.0)
    };
    // The digits alone are what people type; the unit stands beside them.
    let shown = number(spec.value, places).replace(',', "");
    let commit = move || {
        let Some(element) = input.get_untracked() else {
            return;
        };
        match element
            .value()
            .replace([',', ' '], "")
            .replace('−', "-")
            .parse::<f64>()
        {
            Ok(value) if value.is_finite() => edit.run(FieldEdit::Number(value)),
            _ => element.set_value(&number(spec.value, places).replace(',', "")),
        }
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
            {reset}
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
                aria-valuetext=format!("{shown}{}", suffix(spec.unit, shell.lang))
                aria-describedby=help_id.to_owned()
                disabled=locked
                value=shown.clone()
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
fn scrub(spec: Number, edit: Callback<FieldEdit>, locked: bool) -> AnyView {
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
        let next = Number {
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
            class="grip"
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

fn text(id: &str, value: String, locked: bool, edit: Callback<FieldEdit>) -> AnyView {
    view! {
        <input
            id=id.to_owned()
            class="input"
            type="text"
            value=value
            disabled=locked
            on:change=move |ev| edit.run(FieldEdit::Text(event_target_value(&ev)))
        />
    }
    .into_any()
}
