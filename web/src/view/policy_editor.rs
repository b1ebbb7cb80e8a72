//! The policy page of a group, in the order in which a learner needs it: the kind, the metric with
//! its lines to drag, the main numbers, the newest decision, then everything else.

mod chart;
mod picture;
mod schedules;
mod steps;

use super::{Shell, Verb, alarm, decision_card, inspector};
use crate::dom::El;
use crate::i18n::policy::PolicyWords;
use crate::view::{dynamic, piece};
use crate::vocabulary::{
    Action, AlarmView, Followed, Item, LineKind, NodeId, Page, PolicyRow, PolicyView,
};
use chart::chart;
use leptos::html;
use leptos::prelude::*;
use schedules::schedules;
use steps::ladders;
use swell_core::kinds::policy::PolicyType;

type Policy = Memo<Option<PolicyView>>;

pub fn page(shell: Shell, item: Item) -> AnyView {
    let policy: Policy = Memo::new(move |_| {
        shell
            .board
            .inspector
            .with(|i| i.as_ref().and_then(|i| i.policy.clone()))
    });
    let group = match item {
        Item::Node(group) => Some(group),
        _ => None,
    };
    view! {
        {policies(shell, item, policy)}
        {charts(shell, item, policy)}
        {mains(shell, item, policy)}
        {decision_card::newest(shell, group)}
        {inspector::issues(shell)}
        {schedules(shell, item, policy)}
        {ladders(shell, policy)}
        {alarms(shell, item)}
        {inspector::sections(shell, item, Page::Policy)}
        {exchange(shell)}
    }
    .into_any()
}

/// The group's policies, each with what it follows and a way to remove it, and one button for every
/// kind that can be added beside them.
fn policies(shell: Shell, item: Item, policy: Policy) -> AnyView {
    let (t, w) = (shell.t(), PolicyWords::of(shell.lang));
    let rows = Memo::new(move |_| policy.with(|p| p.as_ref().map(|p| p.policies.clone())));
    let rows = move || rows.get().unwrap_or_default();
    let has_none = move || {
        let is_none = |p: &PolicyView| p.policies.is_empty() && p.schedules.is_empty();
        policy.with(|p| p.as_ref().is_some_and(is_none))
    };
    let locked = move || shell.ui.is_locked.get();
    let row = move |row: PolicyRow| {
        let metric = row.metric.map(|m| alarm::metric_name(shell, m));
        let remove = format!("{}: {}", shell.lang.action(Action::Delete), row.name);
        view! {
            <li>
                <strong>{row.name.clone()}</strong>
                <span>{kind_name(shell, row.kind)} {metric.map(|m| format!(" · {m}"))}</span>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=remove.clone()
                    title=remove
                    disabled=dynamic(locked)
                    on:click=move |_| shell.send(Verb::RemovePolicy(row.id))
                >
                    {crate::view::icon::ui(crate::view::icon::CLOSE)}
                </button>
            </li>
        }
    };
    let add = |name: &'static str, verb: fn(NodeId) -> Verb| {
        let add = move |_| {
            if let Item::Node(group) = item {
                shell.send(verb(group));
            }
        };
        view! {
            <button type="button" class="button" disabled=dynamic(locked) on:click=add>
                {name}
            </button>
        }
    };
    let tracking = |group| Verb::AddPolicy(group, PolicyType::TargetTrackingScaling);
    let step = |group| Verb::AddPolicy(group, PolicyType::StepScaling);
    let simple = |group| Verb::AddPolicy(group, PolicyType::SimpleScaling);
    view! {
        <section class="policies">
            <ul aria-label=t.policy>
                {piece(move || rows().into_iter().map(row).collect_view())}
            </ul>
            <p class="empty" hidden=dynamic(move || !has_none())>{w.no_policy}</p>
            <div class="add-policy" role="group" aria-labelledby="add-policy">
                <span id="add-policy">{w.add_policy}</span>
                {add(t.policy_tracking, tracking)}
                {add(t.policy_step, step)}
                {add(t.policy_simple, simple)}
                {add(t.policy_scheduled, Verb::AddSchedulePair)}
            </div>
        </section>
    }
    .into_any()
}

fn kind_name(shell: Shell, kind: PolicyType) -> &'static str {
    let t = shell.t();
    match kind {
        PolicyType::TargetTrackingScaling => t.policy_tracking,
        PolicyType::StepScaling => t.policy_step,
        PolicyType::SimpleScaling => t.policy_simple,
    }
}

/// A chart for every metric: two of them on one axis would say nothing true of either.
fn charts(shell: Shell, item: Item, policy: Policy) -> AnyView {
    let metrics = Memo::new(move |_| policy.with(|p| p.as_ref().map(|p| p.metrics.clone())));
    let one = move |metric: Followed| {
        let only = Memo::new(move |_| policy.with(|p| p.as_ref().map(|p| p.only(metric))));
        chart(shell, item, only)
    };
    view! {
        <For each=move || metrics.get().unwrap_or_default() key=|m| *m let:metric>
            {one(metric)}
        </For>
    }
    .into_any()
}

/// The numbers that the lines stand for, typed.
fn mains(shell: Shell, item: Item, policy: Policy) -> AnyView {
    let list = Memo::new(move |_| {
        policy.with(|p| {
            let Some(p) = p else { return Vec::new() };
            let lines = p.lines.iter().filter(|l| l.kind != LineKind::Derived);
            let lines = lines.map(|l| (l.name.clone(), l.path.clone()));
            lines
                .chain(p.adjustments.iter().cloned())
                .collect::<Vec<_>>()
        })
    });
    let row = move |(name, path): (String, String)| {
        view! {
            <div class="main-number">
                <span class="main-name">{name}</span>
                {inspector::one_field(shell, item, path)}
            </div>
        }
    };
    view! {
        <div class="main-numbers">
            <For each=move || list.get() key=|l| l.clone() let:line>{row(line)}</For>
        </div>
    }
    .into_any()
}

/// Alarms that are listed; a group may have thousands.
const ALARMS_MAX: usize = 50;

/// The alarms that act on this group, or watch it: the first of them, and how many more.
fn alarms(shell: Shell, item: Item) -> AnyView {
    let is_mine = move |a: &&AlarmView| item == Item::Node(a.of);
    let list = NodeRef::<html::Ul>::new();
    list.on_load(move |list| {
        let mine = move || {
            let all = shell.board.alarms;
            let mine = |all: &Vec<AlarmView>| {
                let mine = all.iter().filter(is_mine).take(ALARMS_MAX);
                mine.cloned().collect()
            };
            all.with(mine)
        };
        El::of(list).each(mine, move |a| alarm::row(shell, a));
    });
    let count = Memo::new(move |_| {
        let all = shell.board.alarms;
        all.with(|all| all.iter().filter(is_mine).count())
    });
    let none = move || count.get() == 0;
    let rest = move || {
        let rest = count.get().saturating_sub(ALARMS_MAX);
        (rest > 0).then(|| view! { <p class="rest">{shell.lang.and_more(rest)}</p> })
    };
    view! {
        <ul class="alarms" aria-label=shell.t().alarm hidden=dynamic(none) node_ref=list></ul>
        {piece(rest)}
    }
    .into_any()
}

/// In and out in AWS's own words.
fn exchange(shell: Shell) -> AnyView {
    let button = |action: Action, is_edit: bool| {
        view! {
            <button
                type="button"
                class="button"
                disabled=dynamic(move || is_edit && shell.ui.is_locked.get())
                on:click=move |_| shell.act(action)
            >
                {shell.lang.action(action)}
            </button>
        }
    };
    view! {
        <div class="exchange">
            {button(Action::ImportPolicies, true)}
            {button(Action::CopyPolicies, false)}
        </div>
    }
    .into_any()
}
