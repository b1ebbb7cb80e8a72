//! Why the capacity changed, or why it did not: the numbers at that instant in the order in which
//! they led to the decision, what shaped it, and the AWS fields to look up.

use super::{Shell, icon};
use crate::i18n::format::{clock, signed, whole};
use crate::i18n::policy::PolicyWords;
use crate::view::{dynamic, piece};
use crate::vocabulary::{DecisionView, NodeId};
use leptos::prelude::*;

pub fn card(shell: Shell, d: &DecisionView) -> AnyView {
    let t = shell.t();
    // With one group its name says nothing.
    let groups = shell.board.structure.with_untracked(|s| {
        let groups = s.nodes.iter().filter(|n| n.is_fleet());
        groups.count()
    });
    let group =
        (groups > 1).then(|| view! { <p class="decision-group">{d.group_name.clone()}</p> });
    let change = d.change();
    let title = if change == 0 {
        t.no_change_decision.to_owned()
    } else {
        shell
            .lang
            .event(&crate::vocabulary::JournalEvent::CapacityChanged {
                from: d.from,
                to: d.to,
            })
    };
    let steps = d
        .because
        .iter()
        .map(|b| view! { <li>{shell.lang.because(b)}</li> })
        .collect_view();
    let limits = d
        .limits
        .iter()
        .map(|l| view! { <li>{shell.lang.limit(l)}</li> })
        .collect_view();
    let w = PolicyWords::of(shell.lang);
    let question = match change {
        0 => w.why_nothing,
        c if c > 0 => t.why_not_more,
        _ => w.why_not_less,
    };
    let has_limits = !d.limits.is_empty();
    let fields = d
        .fields
        .iter()
        .map(|f| view! { <code lang="en">{f.clone()}</code> })
        .collect_view();
    let has_fields = !d.fields.is_empty();
    view! {
        <article class="decision" data-tone="decision" id=format!("d-{}", d.id.0) tabindex="-1">
            <header>
                {icon::ui(icon::DIAMOND)}
                <h3>{title}</h3>
                {(change != 0).then(|| view! { <span class="decision-change">{signed(change)}</span> })}
                <time>{clock(d.at)}</time>
            </header>
            {group}
            <ol>{steps}</ol>
            {has_limits.then(|| view! {
                <div class="decision-limits">
                    <h4>{question}</h4>
                    <ul>{limits}</ul>
                </div>
            })}
            {has_fields.then(|| view! {
                <p class="decision-fields">
                    <span>{t.api_fields}</span>
                    {fields}
                </p>
            })}
        </article>
    }
    .into_any()
}

/// The newest decision of a group (or of all of them) that changed something, with what came to
/// nothing after it folded below; the newest one of all while nothing has changed; or what to do to
/// get one.
pub fn newest(shell: Shell, group: Option<NodeId>) -> AnyView {
    let t = shell.t();
    let is_mine = move |d: &&DecisionView| group.is_none_or(|group| d.group == group);
    let change = Memo::new(move |_| {
        shell.board.decisions.with(|all| {
            let mut mine = all.iter().filter(is_mine);
            mine.rfind(|d| d.change() != 0).cloned()
        })
    });
    // Without a change: how often it was looked at again, and what was said last.
    let since = Memo::new(move |_| {
        shell.board.decisions.with(|all| {
            let mine = || all.iter().filter(is_mine).rev();
            let after = mine().take_while(|d| d.change() == 0);
            let count = after.map(|d| d.count).sum::<u32>();
            let last = mine().next().filter(|_| count > 0).cloned();
            last.map(|d| (count, d))
        })
    });
    let is_open = RwSignal::new(false);
    let has_since = Memo::new(move |_| since.with(Option::is_some));
    let folded = move || {
        let count = move || since.with(|s| s.as_ref().map_or(0, |s| s.0));
        let line = move || format!("{} × {}", t.no_change_since, whole(i64::from(count())));
        let last = move || since.with(|s| s.as_ref().map(|s| card(shell, &s.1)));
        view! {
            <details
                class="since"
                open=is_open.get_untracked()
            >
                <summary on:click=move |_| is_open.update(|o| *o = !*o)>{dynamic(line)}</summary>
                {piece(last)}
            </details>
        }
    };
    let shown = move || match change.get() {
        Some(d) => view! {
            {card(shell, &d)}
            {piece(move || has_since.get().then(folded))}
        }
        .into_any(),
        None => since.with(|s| match s {
            Some((_, d)) => card(shell, d),
            None => view! { <p class="empty">{t.no_decisions}</p> }.into_any(),
        }),
    };
    view! { <section class="newest-decision" aria-label=t.decision>{piece(shown)}</section> }
        .into_any()
}
