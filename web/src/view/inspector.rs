//! Everything about the selected item: its five numbers, its settings page by page, its alarms and
//! its newest decision. Drawn from `InspectorView`; knows no kind.

use super::state::Screen;
use super::{Shell, Verb, alarm, decision_card, field, icon, journal};
use crate::board::model::{
    FaultName, FieldEdit, GroupView, Health, InspectorView, InstanceId, Item, NodeId, Page,
    PolicyKind, PolicyView, StepView,
};
use crate::i18n::format::{number, signed, span};
use leptos::prelude::*;

/// The panel; in the small layouts it is a drawer that can be closed.
pub fn inspector(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let closes = screen != Screen::Desktop && screen != Screen::Phone;
    // Which item is shown and which pages it has: the frame is built for these, and the values
    // inside are read apart, so that typing into a field never loses the focus.
    let shape = Memo::new(move |_| {
        shell.board.inspector.with(|i| {
            i.as_ref()
                .map(|i| (i.item, i.pages.iter().map(|(p, _)| *p).collect::<Vec<_>>()))
        })
    });
    let hidden = move || closes && !shell.ui.is_inspector_open.get();
    let body = move || match shape.get() {
        Some((item, pages)) => filled(shell, item, pages, closes),
        None => view! {
            <div class="inspector-empty">
                <h2>{t.nothing_selected}</h2>
                <p>{t.nothing_selected_help}</p>
                {decision_card::newest(shell)}
            </div>
        }
        .into_any(),
    };
    view! {
        <aside
            class="inspector"
            data-region=""
            id="inspector"
            tabindex="-1"
            aria-label=t.inspector
            hidden=hidden
        >
            {body}
        </aside>
    }
    .into_any()
}

fn filled(shell: Shell, item: Item, pages: Vec<Page>, closes: bool) -> AnyView {
    let t = shell.t();
    let get = move |f: fn(&InspectorView) -> String| {
        move || {
            shell
                .board
                .inspector
                .with(|i| i.as_ref().map(f).unwrap_or_default())
        }
    };
    let kind = shell
        .board
        .inspector
        .with_untracked(|i| i.as_ref().map(|i| i.kind));
    let kind_name = kind.map(|k| shell.lang.kind(k)).unwrap_or_default();
    let help = kind.map(|k| shell.lang.kind_help(k)).unwrap_or_default();
    let name = get(|i| i.name.clone());
    let close = closes.then(|| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=t.close
                on:click=move |_| {
                    shell.ui.is_inspector_open.set(false);
                    super::stage::focus(&super::stage::dom_id(item));
                }
            >
                {icon::ui(icon::CLOSE)}
            </button>
        }
    });
    let numbers = match item {
        Item::Node(id) if kind == Some(crate::board::model::Kind::AutoScalingGroup) => {
            five_numbers(shell, id)
        }
        Item::Instance(id) => opinions(shell, id),
        Item::Zone(id) => switch(
            shell,
            Verb::SwitchZone(id, true),
            Verb::SwitchZone(id, false),
        ),
        Item::Node(id) if kind == Some(crate::board::model::Kind::Database) => switch(
            shell,
            Verb::SwitchDatabase(id, true),
            Verb::SwitchDatabase(id, false),
        ),
        Item::Node(id) if kind == Some(crate::board::model::Kind::Users) => {
            super::traffic_panel::panel(shell, id)
        }
        Item::Node(id) if kind == Some(crate::board::model::Kind::Instance) => {
            opinions(shell, InstanceId(id.0))
        }
        _ => ().into_any(),
    };
    let several = pages.len() > 1;
    let first = pages.first().copied();
    // A page that this item does not have falls back to its first.
    let offered = pages.clone();
    let page = Memo::new(move |_| {
        let wanted = shell.ui.page.get();
        if offered.contains(&wanted) {
            Some(wanted)
        } else {
            first
        }
    });
    let tabs = several.then(|| tabs(shell, pages, page));
    view! {
        <header class="inspector-head">
            {kind.map(icon::kind)}
            <div>
                <h2>{name}</h2>
                <p class="inspector-kind">{kind_name}</p>
            </div>
            {close}
        </header>
        <p class="inspector-help">{help}</p>
        {numbers}
        {tabs}
        <div class="page" role=several.then_some("tabpanel")>
            {move || page.get().map(|p| page_body(shell, item, p))}
        </div>
    }
    .into_any()
}

fn page_name(shell: Shell, page: Page) -> &'static str {
    let t = shell.t();
    match page {
        Page::Settings => t.page_settings,
        Page::Policy => t.page_policy,
        Page::Health => t.page_health,
        Page::History => t.page_history,
    }
}

fn tabs(shell: Shell, pages: Vec<Page>, page: Memo<Option<Page>>) -> AnyView {
    let count = pages.len();
    let all = pages.clone();
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let step = match ev.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => count - 1,
            _ => return,
        };
        ev.prevent_default();
        let here = page
            .get_untracked()
            .and_then(|p| all.iter().position(|&x| x == p))
            .unwrap_or(0);
        if let Some(&next) = all.get((here + step) % count) {
            shell.ui.page.set(next);
            super::stage::focus(&format!("tab-{next:?}"));
        }
    };
    let buttons = pages
        .into_iter()
        .map(|p| {
            let here = move || page.get() == Some(p);
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("tab-{p:?}")
                    aria-selected=move || here().to_string()
                    tabindex=move || if here() { "0" } else { "-1" }
                    on:click=move |_| shell.ui.page.set(p)
                >
                    {page_name(shell, p)}
                </button>
            }
        })
        .collect_view();
    view! { <div class="tabs" role="tablist" on:keydown=keydown>{buttons}</div> }.into_any()
}

fn page_body(shell: Shell, item: Item, page: Page) -> AnyView {
    match page {
        Page::History => journal::journal(shell),
        Page::Policy => view! {
            {policy(shell, item)}
            {alarms(shell)}
            {fields(shell, item, page)}
            {decision_card::newest(shell)}
        }
        .into_any(),
        _ => fields(shell, item, page),
    }
}

fn fields(shell: Shell, item: Item, page: Page) -> AnyView {
    let of_page = move |i: &Option<InspectorView>| {
        i.as_ref()
            .and_then(|i| i.pages.iter().find(|(p, _)| *p == page))
            .map(|(_, fields)| fields.clone())
            .unwrap_or_default()
    };
    let paths = Memo::new(move |_| {
        shell
            .board
            .inspector
            .with(|i| of_page(i).into_iter().map(|f| f.path).collect::<Vec<_>>())
    });
    let one = move |path: String| {
        let view_of = {
            let path = path.clone();
            Memo::new(move |_| {
                shell
                    .board
                    .inspector
                    .with(|i| of_page(i).into_iter().find(|f| f.path == path))
            })
        };
        let edit = Callback::new(move |edit: FieldEdit| {
            shell.send(Verb::Edit {
                item,
                path: path.clone(),
                edit,
            });
        });
        view! { {move || view_of.get().map(|f| field::field(shell, f, edit))} }.into_any()
    };
    view! {
        <div class="fields">
            <For each=move || paths.get() key=|p| p.clone() let:path>{one(path)}</For>
        </div>
    }
    .into_any()
}

/// Desired, running, in service, healthy, counted: five numbers that learners blur into one.
fn five_numbers(shell: Shell, id: NodeId) -> AnyView {
    let t = shell.t();
    let group = shell.board.group(id);
    let cell = move |name: &'static str, tone: &'static str, pick: fn(&GroupView) -> u32| {
        let group = group.clone();
        let value = move || group.with(pick);
        view! {
            <div data-tone=tone>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="numbers">
            {cell(t.number_desired, "decision", |g| g.desired)}
            {cell(t.running, "neutral", |g| g.running)}
            {cell(t.in_service, "neutral", |g| g.in_service)}
            {cell(t.healthy, "ok", |g| g.healthy)}
            {cell(t.counted, "neutral", |g| g.counted)}
        </dl>
    }
    .into_any()
}

/// Three opinions about one server, which may differ.
fn opinions(shell: Shell, id: InstanceId) -> AnyView {
    let t = shell.t();
    let live = shell.board.instance(id);
    let verdict = move |h: Health| match h {
        Health::Unknown => (t.unknown, "neutral"),
        Health::Healthy => (t.healthy, "ok"),
        Health::Unhealthy => (t.unhealthy, "bad"),
    };
    let rows = move || {
        let i = live.get();
        let (target, target_tone) = verdict(i.target_health);
        let (group, group_tone) = verdict(i.group_health);
        [
            (
                t.health_ec2,
                shell.lang.state(i.state).to_owned(),
                i.state.tone().name(),
            ),
            (t.health_target, target.to_owned(), target_tone),
            (t.health_group, group.to_owned(), group_tone),
            (
                t.cpu,
                format!("{} %", number(f64::from(i.cpu_percent), 0)),
                "neutral",
            ),
            (t.queued, i.waiting.to_string(), "neutral"),
            (t.age, span(u64::from(i.age_s), shell.lang), "neutral"),
        ]
        .into_iter()
        .map(|(name, value, tone)| {
            view! {
                <div data-tone=tone>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect_view()
    };
    view! {
        <dl class="opinions">{rows}</dl>
        {faults(shell, id)}
    }
    .into_any()
}

/// What can be done to a server, by hand.
fn faults(shell: Shell, id: InstanceId) -> AnyView {
    use swell_core::engine::fault::InstanceFault;
    let one = |fault: &'static InstanceFault| {
        let class = match fault {
            InstanceFault::Terminate => "button kill",
            _ => "button",
        };
        view! {
            <button
                type="button"
                class=class
                on:click=move |_| shell.send(Verb::Strike(id, *fault))
            >
                {shell.lang.fault(FaultName::Instance(*fault))}
            </button>
        }
    };
    view! {
        <div class="faults" role="group" aria-label=shell.t().break_things>
            {InstanceFault::ALL.iter().map(one).collect_view()}
        </div>
    }
    .into_any()
}

/// Two buttons that take something down and bring it back.
fn switch(shell: Shell, down: Verb, up: Verb) -> AnyView {
    let t = shell.t();
    view! {
        <div class="faults" role="group" aria-label=t.break_things>
            <button type="button" class="button kill" on:click=move |_| shell.send(down.clone())>
                {t.take_down}
            </button>
            <button type="button" class="button" on:click=move |_| shell.send(up.clone())>
                {t.bring_back}
            </button>
        </div>
    }
    .into_any()
}

fn alarms(shell: Shell) -> AnyView {
    let rows = move || {
        shell
            .board
            .alarms
            .with(|all| all.iter().map(|a| alarm::row(shell, a)).collect_view())
    };
    view! { <ul class="alarms" aria-label=shell.t().alarm>{rows}</ul> }.into_any()
}

/// The kinds of policies and the steps of a step policy.
fn policy(shell: Shell, item: Item) -> AnyView {
    let t = shell.t();
    let policy = Memo::new(move |_| {
        shell
            .board
            .inspector
            .with(|i| i.as_ref().and_then(|i| i.policy.clone()))
    });
    let kinds = [
        (PolicyKind::TargetTracking, t.policy_tracking),
        (PolicyKind::Step, t.policy_step),
        (PolicyKind::Simple, t.policy_simple),
        (PolicyKind::Scheduled, t.policy_scheduled),
    ];
    let buttons = kinds
        .into_iter()
        .map(|(kind, name)| {
            let here = move || policy.with(|p| p.as_ref().is_some_and(|p| p.kind == kind));
            let pick = move |_| {
                if let Item::Node(group) = item {
                    shell.send(Verb::SetPolicy(group, kind));
                }
            };
            view! {
                <button type="button" aria-pressed=move || here().to_string() on:click=pick>
                    {name}
                </button>
            }
        })
        .collect_view();
    let steps = move || {
        policy
            .get()
            .filter(|p| !p.steps.is_empty())
            .map(|p| ladder(shell, &p))
    };
    view! {
        <Show when=move || policy.with(Option::is_some)>
            <div class="segments wide" role="group" aria-label=t.policy>{buttons.clone()}</div>
            {steps}
        </Show>
    }
    .into_any()
}

/// Steps along the metric's axis: what happens at which value.
fn ladder(shell: Shell, p: &PolicyView) -> AnyView {
    let t = shell.t();
    let (left, right, width) = (0.0_f64, 100.0_f64, 284.0_f64);
    let x = |v: f64| (v.clamp(left, right) - left) / (right - left) * width;
    let newest = shell.board.alarms.with(|all| {
        all.first().and_then(|a| {
            a.window.iter().rev().find_map(|d| match d {
                crate::board::model::Datapoint::Good(v)
                | crate::board::model::Datapoint::Breaching(v) => Some(f64::from(*v)),
                crate::board::model::Datapoint::Missing => None,
            })
        })
    });
    let block = |s: &StepView| {
        let from = x(s.low.map_or(left, f64::from));
        let to = x(s.high.map_or(right, f64::from));
        let tone = if s.adjustment == 0 {
            "neutral"
        } else {
            "decision"
        };
        let label = signed(i64::from(s.adjustment));
        view! {
            <g data-tone=tone>
                <rect class="step-block" x=from + 1.0 y="6" width=(to - from - 2.0).max(2.0) height="26" rx="5"></rect>
                <text class="step-label" x=(from + to) / 2.0 y="23.5">{label}</text>
            </g>
        }
    };
    let mut bounds: Vec<f32> = p
        .steps
        .iter()
        .flat_map(|s| [s.low, s.high])
        .flatten()
        .collect();
    bounds.sort_by(f32::total_cmp);
    bounds.dedup();
    let ticks = bounds
        .iter()
        .map(|&b| {
            view! { <text class="step-tick" x=x(f64::from(b)) y="46">{number(f64::from(b), 1)}</text> }
        })
        .collect_view();
    let here = newest.map(|v| {
        view! {
            <path class="step-here" d=format!("M{:.1} 0l-5-5h10zM{:.1} 0v36", x(v), x(v))></path>
        }
    });
    view! {
        <svg class="ladder" viewBox="-8 -8 300 58" role="img" aria-label=t.steps>
            <path class="step-axis" d=format!("M0 19H{width}")></path>
            {p.steps.iter().map(block).collect_view()}
            {ticks}
            {here}
        </svg>
    }
    .into_any()
}
