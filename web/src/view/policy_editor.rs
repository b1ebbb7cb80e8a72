//! The policy page of a group, in the order in which a learner needs it: the kind, the metric with
//! its lines to drag, the main numbers, the newest decision, then everything else.

mod chart;
mod picture;
mod schedules;
mod steps;

use super::{Shell, Verb, alarm, decision_card, inspector};
use crate::board::model::{AlarmView, Item, LineKind, Page, PolicyKind, PolicyView};
use crate::dom::El;
use crate::i18n::policy::PolicyWords;
use crate::input::action::Action;
use crate::view::dynamic;
use chart::chart;
use leptos::html;
use leptos::prelude::*;
use schedules::schedules;
use steps::ladders;

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
        {kinds(shell, item, policy)}
        {chart(shell, item, policy)}
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

/// The kinds of policies.
fn kinds(shell: Shell, item: Item, policy: Policy) -> AnyView {
    let t = shell.t();
    let kinds = [
        (PolicyKind::TargetTracking, t.policy_tracking),
        (PolicyKind::Step, t.policy_step),
        (PolicyKind::Simple, t.policy_simple),
        (PolicyKind::Scheduled, t.policy_scheduled),
    ];
    let buttons = kinds
        .into_iter()
        .map(|(kind, name)| {
            let here = move || policy.with(|p| p.as_ref().is_some_and(|p| p.kind == Some(kind)));
            let pick = move |_| {
                if let Item::Node(group) = item
                    && !here()
                {
                    shell.send(Verb::AddPolicy(group, kind));
                }
            };
            view! {
                <button
                    type="button"
                    aria-pressed=dynamic(move || here().to_string())
                    disabled=dynamic(move || shell.ui.is_locked.get())
                    on:click=pick
                >
                    {name}
                </button>
            }
        })
        .collect_view();
    let has_none = move || policy.with(|p| p.as_ref().is_some_and(|p| p.kind.is_none()));
    view! {
        <div class="segments wide" role="group" aria-label=t.policy>{buttons}</div>
        <p class="empty" hidden=dynamic(move || !has_none())>
            {PolicyWords::of(shell.lang).no_policy}
        </p>
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

/// The alarms that act on this group, or watch it.
fn alarms(shell: Shell, item: Item) -> AnyView {
    let is_mine = move |a: &&AlarmView| item == Item::Node(a.of);
    let list = NodeRef::<html::Ul>::new();
    list.on_load(move |list| {
        let mine = move || {
            let all = shell.board.alarms;
            all.with(|all| all.iter().filter(is_mine).cloned().collect())
        };
        El::of(list).each(mine, move |a| alarm::row(shell, a));
    });
    let none = move || {
        !shell
            .board
            .alarms
            .with(|all| all.iter().any(|a| is_mine(&a)))
    };
    view! { <ul class="alarms" aria-label=shell.t().alarm hidden=dynamic(none) node_ref=list></ul> }
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
