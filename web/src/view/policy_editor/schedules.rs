//! Scheduled actions: when they run, and when next.

use super::Policy;
use crate::board::model::{FieldEdit, Item, NodeId, PolicyKind, ScheduleView};
use crate::i18n::policy::{PolicyWords, cron_error, until};
use crate::input::action::Action;
use crate::view::{Shell, Verb, dynamic};
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
    let is_scheduled =
        move || policy.with(|p| p.as_ref().is_some_and(|p| p.kind == PolicyKind::Scheduled));
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
            {dynamic(zones)}
            <For each=move || ids.get() key=|id| *id let:id>{one(id)}</For>
            <button
                type="button"
                class="button"
                hidden=dynamic(move || !is_scheduled() && !has_any.get())
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
    // What is typed and does not parse stays in the field, with the reason below it.
    let typed_cron = RwSignal::new(None::<String>);
    let typed_zone = RwSignal::new(None::<String>);
    let cron = move || {
        typed_cron
            .get()
            .unwrap_or_else(|| read(|s| s.recurrence.clone()))
    };
    let zone = move || typed_zone.get().unwrap_or_else(|| read(|s| s.zone.clone()));
    let cron_problem = Memo::new(move |_| {
        let text = cron();
        let is_empty = text.trim().is_empty();
        let error = Cron::parse(&text).err().filter(|_| !is_empty);
        error.map(|e| cron_error(e, shell.lang))
    });
    let zone_problem = Memo::new(move |_| {
        TimeZone::named(zone().trim())
            .is_none()
            .then_some(w.bad_zone)
    });
    let edit = move |field: &str, text: String| {
        shell.send(Verb::Edit {
            item,
            path: format!("{}:{field}", id.0),
            edit: FieldEdit::Text(text),
        });
    };
    let commit_cron = move |_| {
        if cron_problem.get_untracked().is_none()
            && let Some(text) = typed_cron.get_untracked()
        {
            edit("Recurrence", text.trim().to_owned());
            typed_cron.set(None);
        }
    };
    let commit_zone = move |_| {
        if zone_problem.get_untracked().is_none()
            && let Some(text) = typed_zone.get_untracked()
        {
            edit("TimeZone", text.trim().to_owned());
            typed_zone.set(None);
        }
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
    let (cron_id, zone_id) = (format!("cron-{}", id.0), format!("zone-{}", id.0));
    let (cron_error_id, zone_error_id) = (format!("{cron_id}-error"), format!("{zone_id}-error"));
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
            <div class="field">
                <label class="field-label" for=cron_id.clone()>
                    {w.recurrence}
                    <code lang="en">"Recurrence"</code>
                </label>
                <input
                    id=cron_id
                    class="input schedule-input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    disabled=dynamic(locked)
                    aria-invalid=dynamic(move || cron_problem.with(Option::is_some).to_string())
                    aria-describedby=cron_error_id.clone()
                    prop:value=cron
                    on:input=move |ev| typed_cron.set(Some(event_target_value(&ev)))
                    on:change=commit_cron
                />
                <p
                    class="field-warning"
                    data-tone="bad"
                    id=cron_error_id
                    role="status"
                    hidden=dynamic(move || cron_problem.with(Option::is_none))
                >
                    {cron_problem}
                </p>
            </div>
            <div class="field">
                <label class="field-label" for=zone_id.clone()>
                    {w.time_zone}
                    <code lang="en">"TimeZone"</code>
                </label>
                <input
                    id=zone_id
                    class="input schedule-input"
                    type="text"
                    list=ZONES
                    autocomplete="off"
                    spellcheck="false"
                    disabled=dynamic(locked)
                    aria-invalid=dynamic(move || zone_problem.with(Option::is_some).to_string())
                    aria-describedby=zone_error_id.clone()
                    prop:value=zone
                    on:input=move |ev| typed_zone.set(Some(event_target_value(&ev)))
                    on:change=commit_zone
                />
                <p
                    class="field-warning"
                    data-tone="bad"
                    id=zone_error_id
                    role="status"
                    hidden=dynamic(move || zone_problem.with(Option::is_none))
                >
                    {zone_problem}
                </p>
            </div>
            <h4>{w.next_runs}</h4>
            {next}
        </section>
    }
    .into_any()
}
