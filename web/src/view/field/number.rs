//! The editor of a number: typed, stepped by buttons or keys, scrubbed by its grip, and reset.

use super::super::{Shell, icon};
use super::{Typed, described, fault, is_wrong, typed};
use crate::i18n::format::{number, suffix};
use crate::view::dynamic;
use crate::vocabulary::{Bounds, FieldEdit, NumberSpec};
use leptos::html;
use leptos::prelude::*;

/// Pixels of scrubbing for one step of a field.
const SCRUB_PX: f64 = 4.0;

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

pub(super) fn number_input(
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
                {icon::ui(icon::UNDO)}
            </button>
        }
    });
    let stepper = |sign: &'static str, word: &str, is_at_end: bool, next: f64| {
        view! {
            <button
                type="button"
                class="stepper"
                tabindex="-1"
                disabled=is_at_end
                aria-label=format!("{label}: {word}")
                on:click=move |_| edit.run(FieldEdit::Number(next))
            >
                {sign}
            </button>
        }
    };
    view! {
        <span class="number" data-locked=locked.then_some("")>
            {stepper("−", t.less, at_min, less)}
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
            {stepper("+", t.add, at_max, more)}
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
