//! Scheduled actions: when they run, and when next.

use super::Policy;
use crate::i18n::Lang;
use crate::i18n::policy::{PolicyWords, cron_error, until};
use crate::view::{Shell, Verb, dynamic, piece};
use crate::vocabulary::{Action, FieldEdit, Item, NodeId, ScheduleView};
use leptos::prelude::*;
use swell_core::rules::schedule::Cron;
use swell_core::rules::time_zone::TimeZone;

/// The id of the list of time zones.
const ZONES: &str = "time-zones";

pub(super) fn schedules(shell: Shell, item: Item, policy: Policy) -> AnyView {
    let w = PolicyWords::of(shell.lang);
    let ids = Memo::new(move |_| {
        policy.with(|p| {
            let all = p.as_ref().map_or(&[][..], |p| &p.schedules);
            all.iter().map(|s| s.action).collect::<Vec<_>>()
        })
    });
    let has_any = Memo::new(move |_| !ids.with(Vec::is_empty));
    let zones = move || {
        has_any.get().then(|| {
            let names = TimeZone::names().map(|name| view! { <option value=name></option> });
            view! { <datalist id=ZONES>{names.collect_view()}</datalist> }
        })
    };
    let add = move |_| {
        if let Item::Node(group) = item {
            shell.send(Verb::AddSchedule(group));
        }
    };
    let one = move |id: NodeId| {
        let this = Memo::new(move |_| {
            policy.with(|p| {
                p.as_ref()?
                    .schedules
                    .iter()
                    .find(|s| s.action == id)
                    .cloned()
            })
        });
        schedule(shell, item, this, id)
    };
    view! {
        <div class="schedules">
            {piece(zones)}
            <For each=move || ids.get() key=|id| *id let:id>{one(id)}</For>
            <button
                type="button"
                class="button"
                hidden=dynamic(move || !has_any.get())
                disabled=dynamic(move || shell.ui.is_locked.get())
                on:click=add
            >
                {w.add_schedule}
            </button>
        </div>
    }
    .into_any()
}

fn schedule(shell: Shell, item: Item, this: Memo<Option<ScheduleView>>, id: NodeId) -> AnyView {
    let w = PolicyWords::of(shell.lang);
    let read = move |pick: fn(&ScheduleView) -> String| {
        this.with(|s| s.as_ref().map(pick).unwrap_or_default())
    };
    let recurrence = Checked {
        name: "Recurrence",
        label: w.recurrence,
        list: "",
        now: |s| s.recurrence.clone(),
        problem: |text, lang| {
            let is_empty = text.trim().is_empty();
            let error = Cron::parse(text).err().filter(|_| !is_empty);
            error.map(|e| cron_error(e, lang))
        },
    };
    let time_zone = Checked {
        name: "TimeZone",
        label: w.time_zone,
        list: ZONES,
        now: |s| s.zone.clone(),
        problem: |text, lang| {
            let is_known = TimeZone::named(text.trim()).is_some();
            (!is_known).then(|| PolicyWords::of(lang).bad_zone.to_owned())
        },
    };
    let next = move || {
        let next = this.with(|s| s.as_ref().map(|s| s.next.clone()).unwrap_or_default());
        if next.is_empty() {
            return view! { <p class="empty">{w.never_runs}</p> }.into_any();
        }
        let lines = next.into_iter().map(|(at, left_s)| {
            view! { <li><span>{at}</span> <small>{until(left_s, shell.lang)}</small></li> }
        });
        view! { <ol class="runs" aria-label=w.next_runs>{lines.collect_view()}</ol> }.into_any()
    };
    let locked = move || this.with(|s| s.as_ref().is_some_and(|s| s.is_locked));
    let delete = shell.lang.action(Action::Delete);
    view! {
        <section class="schedule">
            <header class="schedule-head">
                <h3>{dynamic(move || read(|s| s.name.clone()))}</h3>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=dynamic(move || format!("{delete}: {}", read(|s| s.name.clone())))
                    title=delete
                    disabled=dynamic(locked)
                    on:click=move |_| shell.send(Verb::Remove(Item::Node(id)))
                >
                    {crate::view::icon::ui(crate::view::icon::CLOSE)}
                </button>
            </header>
            {checked(shell, item, this, id, recurrence)}
            {checked(shell, item, this, id, time_zone)}
            <h4>{w.next_runs}</h4>
            {piece(next)}
        </section>
    }
    .into_any()
}

/// A text of a scheduled action that is checked before it is taken.
#[derive(Clone, Copy)]
struct Checked {
    /// AWS's name of the field.
    name: &'static str,
    label: &'static str,
    /// Id of a list of words to choose from; empty without one.
    list: &'static str,
    now: fn(&ScheduleView) -> String,
    problem: fn(&str, Lang) -> Option<String>,
}

/// What is typed and does not parse stays in the field, with the reason below it.
fn checked(
    shell: Shell,
    item: Item,
    this: Memo<Option<ScheduleView>>,
    id: NodeId,
    field: Checked,
) -> AnyView {
    let typed = RwSignal::new(None::<String>);
    let text = move || {
        let now = || this.with(|s| s.as_ref().map(field.now).unwrap_or_default());
        typed.get().unwrap_or_else(now)
    };
    let problem = Memo::new(move |_| (field.problem)(&text(), shell.lang));
    let commit = move |_| {
        if problem.with_untracked(Option::is_none)
            && let Some(text) = typed.get_untracked()
        {
            shell.send(Verb::Edit {
                item,
                path: format!("{}:{}", id.0, field.name),
                edit: FieldEdit::Text(text.trim().to_owned()),
            });
            typed.set(None);
        }
    };
    let locked = move || this.with(|s| s.as_ref().is_some_and(|s| s.is_locked));
    let input_id = format!("{}-{}", field.name, id.0);
    let error_id = format!("{input_id}-error");
    view! {
        <div class="field">
            <label class="field-label" for=input_id.clone()>
                {field.label}
                <code lang="en">{field.name}</code>
            </label>
            <input
                id=input_id
                class="input schedule-input"
                type="text"
                list=(!field.list.is_empty()).then_some(field.list)
                autocomplete="off"
                spellcheck="false"
                disabled=dynamic(locked)
                aria-invalid=dynamic(move || problem.with(Option::is_some).to_string())
                aria-describedby=error_id.clone()
                prop:value=text
                on:input=move |ev| typed.set(Some(event_target_value(&ev)))
                on:change=commit
            />
            <p
                class="field-warning"
                data-tone="bad"
                id=error_id
                role="status"
                hidden=dynamic(move || problem.with(Option::is_none))
            >
                {problem}
            </p>
        </div>
    }
    .into_any()
}
