//! The steps of a step policy as a table, and its borders.

use super::Policy;
use crate::draw::plot::policy::step_range;
use crate::i18n::format::number;
use crate::i18n::policy::PolicyWords;
use crate::view::{Shell, Verb, dynamic};
use crate::vocabulary::{LadderView, NodeId, StepView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The finite bounds of a ladder's steps, rising; without the threshold itself.
pub(super) fn bounds(ladder: &LadderView) -> Vec<f64> {
    let steps = ladder.steps.iter();
    let mut all: Vec<f64> = steps.flat_map(|s| [s.low, s.high]).flatten().collect();
    all.retain(|b| *b != 0.0);
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// The steps with one border elsewhere: both neighbours follow, so that no gap opens.
pub(super) fn moved_border(ladder: &LadderView, n: usize, to: f64) -> Option<Vec<StepView>> {
    let old = bounds(ladder).get(n).copied()?;
    let new = to - ladder.threshold?;
    let shift = |b: Option<f64>| b.map(|b| if b == old { new } else { b });
    let steps = ladder.steps.iter().map(|s| StepView {
        low: shift(s.low),
        high: shift(s.high),
        ..*s
    });
    Some(steps.collect())
}

pub(super) fn ladders(shell: Shell, policy: Policy) -> AnyView {
    let ids = Memo::new(move |_| {
        policy.with(|p| {
            let ladders = p.as_ref().map_or(&[][..], |p| &p.ladders);
            ladders.iter().map(|l| l.policy).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || ids.get() key=|id| *id let:id>{ladder(shell, policy, id)}</For>
    }
    .into_any()
}

/// Which number of a step.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Low,
    High,
    Change,
}

pub(super) fn ladder(shell: Shell, policy: Policy, id: NodeId) -> AnyView {
    let (t, w) = (shell.t(), PolicyWords::of(shell.lang));
    let this = Memo::new(move |_| {
        policy.with(|p| p.as_ref()?.ladders.iter().find(|l| l.policy == id).cloned())
    });
    let steps =
        move || this.with_untracked(|l| l.as_ref().map_or_else(Vec::new, |l| l.steps.clone()));
    let rows = move || this.with(|l| l.as_ref().map_or(0, |l| l.steps.len()));
    let locked = move || shell.ui.is_locked.get();
    let text_of = move |n: usize, cell: Cell| {
        this.with(|l| {
            let step = l.as_ref().and_then(|l| l.steps.get(n)).copied();
            let plain = |v: f64| number(v, 2).replace(',', "").replace('−', "-");
            step.map_or_else(String::new, |s| match cell {
                Cell::Low => s.low.map_or_else(String::new, plain),
                Cell::High => s.high.map_or_else(String::new, plain),
                Cell::Change => s.adjustment.to_string(),
            })
        })
    };
    let commit = move |n: usize, cell: Cell, ev: &web_sys::Event| {
        let typed = event_target_value(ev)
            .trim()
            .replace([',', '+'], "")
            .replace('−', "-");
        let mut all = steps();
        let is_fine = all.get_mut(n).is_some_and(|step| {
            let bound = match typed.as_str() {
                "" => Some(None),
                text => text.parse().ok().filter(|v: &f64| v.is_finite()).map(Some),
            };
            match (cell, bound) {
                (Cell::Low, Some(b)) => step.low = b,
                (Cell::High, Some(b)) => step.high = b,
                (Cell::Change, Some(Some(b))) => step.adjustment = b.round() as i64,
                _ => return false,
            }
            true
        });
        if is_fine {
            shell.send(Verb::SetSteps(id, all));
        } else if let Some(input) = ev
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            input.set_value(&text_of(n, cell));
        }
    };
    let cell = move |n: usize, cell: Cell, name: &'static str| {
        view! {
            <td>
                <input
                    class="input step-input"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=format!("{} {}: {name}", t.steps, n + 1)
                    placeholder=if cell == Cell::Change { "" } else { "∞" }
                    disabled=dynamic(locked)
                    prop:value=move || text_of(n, cell)
                    on:change=move |ev| commit(n, cell, &ev)
                />
            </td>
        }
    };
    let range = move |n: usize| {
        this.with(|l| {
            let ladder = l.as_ref()?;
            let step = ladder.steps.get(n)?;
            let (from, to) = step_range(ladder.threshold?, step.low, step.high);
            let end = |v: f64| {
                if v.is_finite() {
                    number(v, 1)
                } else {
                    "∞".to_owned()
                }
            };
            Some(match (from.is_finite(), to.is_finite()) {
                (false, _) => format!("≤ {}", end(to)),
                (_, false) => format!("≥ {}", end(from)),
                _ => format!("{}–{}", end(from), end(to)),
            })
        })
    };
    let remove = move |n: usize| {
        let mut all = steps();
        if n < all.len() {
            all.remove(n);
            shell.send(Verb::SetSteps(id, all));
        }
    };
    let row = move |n: usize| {
        view! {
            <tr>
                <th scope="row">{dynamic(move || range(n))}</th>
                {cell(n, Cell::Low, w.step_from)}
                {cell(n, Cell::High, w.step_to)}
                {cell(n, Cell::Change, w.step_change)}
                <td>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=format!("{} {}", w.remove_step, n + 1)
                        title=w.remove_step
                        disabled=dynamic(locked)
                        on:click=move |_| remove(n)
                    >
                        {crate::view::icon::ui(crate::view::icon::CLOSE)}
                    </button>
                </td>
            </tr>
        }
    };
    let title = move || {
        this.with(|l| {
            l.as_ref().map(|l| {
                let base = match l.threshold {
                    Some(threshold) => format!("{} {}", w.threshold, number(threshold, 1)),
                    None => w.no_alarm.to_owned(),
                };
                let unit = if l.is_percent { " · %" } else { "" };
                format!("{} · {base}{unit}", l.name)
            })
        })
    };
    view! {
        <div class="steps" role="group" aria-label=dynamic(title)>
            <h3>{dynamic(title)}</h3>
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{w.step_from}</th>
                        <th scope="col">{w.step_to}</th>
                        <th scope="col">{w.step_change}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || 0..rows() key=|n| *n let:n>{row(n)}</For>
                </tbody>
            </table>
            <p class="steps-help">{w.steps_relative}</p>
            <button
                type="button"
                class="button"
                disabled=dynamic(locked)
                on:click=move |_| shell.send(Verb::SetSteps(id, one_more(steps())))
            >
                {w.add_step}
            </button>
        </div>
    }
    .into_any()
}

/// One more step at the far end, with no gap.
fn one_more(mut steps: Vec<StepView>) -> Vec<StepView> {
    const WIDTH: f64 = 10.0;
    let goes_down = !steps.is_empty() && steps.iter().all(|s| s.adjustment <= 0);
    let far = if goes_down {
        steps.iter().position(|s| s.low.is_none())
    } else {
        steps.iter().position(|s| s.high.is_none())
    };
    let new = match far.and_then(|n| steps.get_mut(n)) {
        Some(last) if goes_down => {
            let border = last.high.unwrap_or(0.0) - WIDTH;
            last.low = Some(border);
            StepView {
                low: None,
                high: Some(border),
                adjustment: last.adjustment - 1,
            }
        }
        Some(last) => {
            let border = last.low.unwrap_or(0.0) + WIDTH;
            last.high = Some(border);
            StepView {
                low: Some(border),
                high: None,
                adjustment: last.adjustment + 1,
            }
        }
        None => {
            let ends = steps.iter().filter_map(|s| s.high);
            StepView {
                low: Some(ends.fold(0.0, f64::max)),
                high: None,
                adjustment: 1,
            }
        }
    };
    steps.push(new);
    steps
}
