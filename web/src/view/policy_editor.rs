//! The policy page of a group, in the order in which a learner needs it: the kind, the metric with
//! its lines to drag, the main numbers, the newest decision, then everything else.

use super::policy_table::{self, Numbers};
use super::{Shell, Verb, alarm, decision_card, inspector};
use crate::board::model::{
    AlarmView, Datapoint, FieldEdit, Item, LadderView, LineKind, Metric, NodeId, Page, PolicyKind,
    PolicyView, ScheduleView, StepView, TimelineView,
};
use crate::draw::plot::policy::step_range;
use crate::draw::plot::{
    Axis, Band, BandKind, PolicyChart, Sampling, Size, Threshold, ThresholdKind, Window,
    policy_chart,
};
use crate::i18n::format::{number, signed, suffix};
use crate::i18n::ko::decisions::metric_unit;
use crate::i18n::policy::{PolicyWords, cron_error, until};
use crate::input::action::Action;
use crate::platform::observe::ResizeWatch;
use crate::view::dynamic;
use leptos::html;
use leptos::prelude::*;
use swell_core::rules::schedule::Cron;
use swell_core::rules::time_zone::TimeZone;
use wasm_bindgen::JsCast;

const CHART_HEIGHT: u32 = 136;
/// What is near enough to be taken hold of. Units: px.
const REACH_PX: f64 = 18.0;
/// The chart shows this much at most. Units: s.
const WINDOW_S: f64 = 1_800.0;

type Policy = Memo<Option<PolicyView>>;

pub fn page(shell: Shell, item: Item) -> AnyView {
    let policy: Policy = Memo::new(move |_| {
        shell
            .board
            .inspector
            .with(|i| i.as_ref().and_then(|i| i.policy.clone()))
    });
    view! {
        {kinds(shell, item, policy)}
        {chart(shell, item, policy)}
        {mains(shell, item, policy)}
        {decision_card::newest(shell)}
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
            let here = move || policy.with(|p| p.as_ref().is_some_and(|p| p.kind == kind));
            let pick = move |_| {
                if let Item::Node(group) = item
                    && !here()
                {
                    shell.send(Verb::SetPolicy(group, kind));
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
    view! { <div class="segments wide" role="group" aria-label=t.policy>{buttons}</div> }.into_any()
}

// --- the chart ---------------------------------------------------------------------------------

/// Something on the chart that can be moved up and down.
#[derive(Clone, Debug, PartialEq)]
struct Handle {
    key: String,
    what: What,
    name: String,
    value: f64,
    /// How far it may go.
    min: f64,
    max: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    /// The field of an alarm or a policy.
    Field(String),
    /// The n-th border between steps of a policy.
    Border(NodeId, usize),
}

/// The drawn chart and the scale that it was drawn with.
#[derive(Clone, Debug, PartialEq)]
struct Picture {
    svg: String,
    size: Size,
    value: Axis,
    left: i32,
    right: i32,
    numbers: Numbers,
}

/// A drag that is under way.
#[derive(Clone)]
struct Drag {
    key: String,
    pointer: i32,
    axis: Axis,
    from_y: f64,
    start: f64,
    last: f64,
}

fn chart(shell: Shell, item: Item, policy: Policy) -> AnyView {
    let w = PolicyWords::of(shell.lang);
    let host = NodeRef::<html::Div>::new();
    let width = RwSignal::new(288_u32);
    let watch = StoredValue::new_local(None::<ResizeWatch>);
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            let seen = ResizeWatch::new(&host, move |wide, _| {
                let wide = wide.clamp(160.0, 1_200.0) as u32;
                if width.get_untracked() != wide {
                    width.set(wide);
                }
            });
            watch.set_value(seen);
        }
    });
    let picture = Memo::new(move |_| {
        let wide = width.get();
        policy.with(|p| {
            let p = p.as_ref()?;
            // Lines move at once; the metric follows the timeline, three times a second.
            let picture = shell.board.timeline.with(|timeline| {
                shell
                    .board
                    .alarms
                    .with_untracked(|alarms| draw(shell, item, p, timeline, alarms, wide))
            });
            Some(picture)
        })
    });
    let handles = Memo::new(move |_| policy.with(|p| p.as_ref().map_or_else(Vec::new, handles_of)));
    let overlay = NodeRef::<leptos::svg::Svg>::new();
    let drag = StoredValue::new(None::<Drag>);
    let find =
        move |key: &str| handles.with_untracked(|all| all.iter().find(|h| h.key == key).cloned());
    let y_of = move |ev: &web_sys::PointerEvent| {
        let height = f64::from(CHART_HEIGHT);
        overlay.get_untracked().map_or(0.0, |svg| {
            let r = svg.get_bounding_client_rect();
            (f64::from(ev.client_y()) - r.top()) * height / r.height().max(1.0)
        })
    };
    let down = move |ev: web_sys::PointerEvent| {
        let axis = picture.with_untracked(|p| p.as_ref().map(|p| p.value));
        let Some(axis) = axis.filter(|_| ev.button() == 0 && !shell.ui.is_locked.get_untracked())
        else {
            return;
        };
        let y = y_of(&ev);
        let away = |h: &Handle| (f64::from(axis.px(h.value)) - y).abs();
        let near = handles.with_untracked(|all| {
            let near = all.iter().filter(|h| away(h) <= REACH_PX);
            near.min_by(|a, b| away(a).total_cmp(&away(b))).cloned()
        });
        let Some(handle) = near else { return };
        ev.prevent_default();
        super::stage::focus(&dom_id(&handle.key));
        if let Some(svg) = overlay.get_untracked() {
            let _ = svg.set_pointer_capture(ev.pointer_id());
        }
        drag.set_value(Some(Drag {
            key: handle.key,
            pointer: ev.pointer_id(),
            axis,
            from_y: y,
            start: handle.value,
            last: handle.value,
        }));
        shell.send(Verb::MarkEdits);
    };
    let moved = move |ev: web_sys::PointerEvent| {
        let Some(mut held) = drag.get_value().filter(|d| d.pointer == ev.pointer_id()) else {
            return;
        };
        let Some(handle) = find(&held.key) else {
            return;
        };
        let step = step_of(held.axis);
        let to = held.axis.dragged(held.start, held.from_y, y_of(&ev), step);
        let to = to.clamp(handle.min, handle.max.max(handle.min));
        if to != held.last {
            held.last = to;
            drag.set_value(Some(held));
            put(shell, item, policy, &handle, to);
        }
    };
    let end = move |ev: web_sys::PointerEvent, is_cancelled: bool| {
        let Some(held) = drag.get_value().filter(|d| d.pointer == ev.pointer_id()) else {
            return;
        };
        drag.set_value(None);
        if is_cancelled && let Some(handle) = find(&held.key) {
            put(shell, item, policy, &handle, held.start);
        }
        shell.send(Verb::SquashEdits);
    };
    let marks = move |key: String| {
        let handle = {
            let key = key.clone();
            Memo::new(move |_| handles.with(|all| all.iter().find(|h| h.key == key).cloned()))
        };
        let keydown = move |ev: web_sys::KeyboardEvent| {
            let steps = match ev.key().as_str() {
                "ArrowUp" | "ArrowRight" => 1.0,
                "ArrowDown" | "ArrowLeft" => -1.0,
                "PageUp" => 10.0,
                "PageDown" => -10.0,
                _ => return,
            };
            ev.prevent_default();
            ev.stop_propagation();
            let axis = picture.with_untracked(|p| p.as_ref().map(|p| p.value));
            let (Some(handle), Some(axis)) = (handle.get_untracked(), axis) else {
                return;
            };
            if shell.ui.is_locked.get_untracked() {
                return;
            }
            let step = step_of(axis);
            let to = ((handle.value + steps * step) / step).round() * step;
            put(
                shell,
                item,
                policy,
                &handle,
                to.clamp(handle.min, handle.max.max(handle.min)),
            );
        };
        let y = move || {
            let value = handle.with(|h| h.as_ref().map_or(0.0, |h| h.value));
            picture.with(|p| p.as_ref().map_or(0, |p| p.value.px(value)))
        };
        let left = move || picture.with(|p| p.as_ref().map_or(0, |p| p.left));
        let right = move || picture.with(|p| p.as_ref().map_or(0, |p| p.right));
        let now = move || handle.with(|h| h.as_ref().map_or(0.0, |h| h.value));
        let name = move || handle.with(|h| h.as_ref().map_or_else(String::new, |h| h.name.clone()));
        let words = move || {
            let unit = policy.with(|p| p.as_ref().map(|p| metric_unit(p.metric)));
            let unit = unit.map_or("", |u| suffix(u, shell.lang));
            format!("{}{unit}", number(now(), 2))
        };
        view! {
            <g
                class="plot-handle"
                id=dom_id(&key)
                role="slider"
                tabindex="0"
                aria-orientation="vertical"
                aria-label=name
                aria-valuenow=dynamic(move || number(now(), 2).replace(',', "").replace('−', "-"))
                aria-valuemin=dynamic(move || handle.with(|h| h.as_ref().map_or(0.0, |h| h.min)))
                aria-valuemax=dynamic(move || {
                    picture.with(|p| p.as_ref().map_or(100.0, |p| p.value.to))
                })
                aria-valuetext=dynamic(words)
                aria-disabled=dynamic(move || shell.ui.is_locked.get().to_string())
                on:keydown=keydown
            >
                <rect
                    class="plot-hit"
                    x=dynamic(left)
                    y=dynamic(move || y() - 16)
                    width=dynamic(move || (right() - left()).max(0))
                    height="32"
                ></rect>
                <rect
                    class="plot-ring"
                    x=dynamic(move || left() + 1)
                    y=dynamic(move || y() - 8)
                    width=dynamic(move || (right() - left() - 2).max(0))
                    height="16"
                    rx="4"
                ></rect>
                <path
                    class="plot-knob"
                    d=dynamic(move || {
                        let (x, y) = (right() - 44, y());
                        format!("M{x} {}l5 -6 5 6zM{x} {}l5 6 5 -6z", y - 2, y + 2)
                    })
                ></path>
            </g>
        }
        .into_any()
    };
    let keys = Memo::new(move |_| {
        handles.with(|all| all.iter().map(|h| h.key.clone()).collect::<Vec<_>>())
    });
    let svg = move || picture.with(|p| p.as_ref().map_or_else(String::new, |p| p.svg.clone()));
    let view_box = move || {
        picture.with(|p| {
            let size = p.as_ref().map_or((1, 1), |p| (p.size.width, p.size.height));
            format!("0 0 {} {}", size.0, size.1)
        })
    };
    let numbers = Memo::new(move |_| {
        let read = |p: &Picture| p.numbers.clone();
        picture.with(|p| p.as_ref().map(read).unwrap_or_default())
    });
    let caption = move || numbers.with(|n| n.caption.clone());
    let has_handles = move || !keys.with(Vec::is_empty);
    view! {
        <figure class="policy-chart" aria-label=w.chart>
            <div class="policy-plot" node_ref=host>
                <div inner_html=svg></div>
                <svg
                    node_ref=overlay
                    class="plot-handles"
                    viewBox=dynamic(view_box)
                    on:pointerdown=down
                    on:pointermove=moved
                    on:pointerup=move |ev| end(ev, false)
                    on:pointercancel=move |ev| end(ev, true)
                >
                    <For each=move || keys.get() key=|k| k.clone() let:key>{marks(key)}</For>
                </svg>
            </div>
            <figcaption>
                <span>{caption}</span>
                <span hidden=dynamic(move || !has_handles())>{w.chart_hint}</span>
            </figcaption>
            {policy_table::twin(shell, numbers)}
        </figure>
    }
    .into_any()
}

fn dom_id(key: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("line-{}", key.chars().map(plain).collect::<String>())
}

/// What a drag or an arrow key moves by: about a hundredth of the scale, in round numbers.
fn step_of(axis: Axis) -> f64 {
    let range = axis.to - axis.from;
    match range {
        r if r <= 2.0 => 0.01,
        r if r <= 20.0 => 0.1,
        r if r <= 500.0 => 1.0,
        r => 10_f64.powf((r.log10() - 2.0).floor()),
    }
}

/// Sets what a handle stands for.
fn put(shell: Shell, item: Item, policy: Policy, handle: &Handle, to: f64) {
    match &handle.what {
        What::Field(path) => shell.send(Verb::Edit {
            item,
            path: path.clone(),
            edit: FieldEdit::Number(to),
        }),
        What::Border(id, n) => {
            let steps = policy.with_untracked(|p| {
                let ladder = p.as_ref()?.ladders.iter().find(|l| l.policy == *id)?;
                moved_border(ladder, *n, to)
            });
            if let Some(steps) = steps {
                shell.send(Verb::SetSteps(*id, steps));
            }
        }
    }
}

/// The finite bounds of a ladder's steps, rising; without the threshold itself.
fn bounds(ladder: &LadderView) -> Vec<f64> {
    let steps = ladder.steps.iter();
    let mut all: Vec<f64> = steps.flat_map(|s| [s.low, s.high]).flatten().collect();
    all.retain(|b| *b != 0.0);
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// The steps with one border elsewhere: both neighbours follow, so that no gap opens.
fn moved_border(ladder: &LadderView, n: usize, to: f64) -> Option<Vec<StepView>> {
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

fn handles_of(p: &PolicyView) -> Vec<Handle> {
    let shown = p.lines.iter().filter(|l| l.kind != LineKind::Derived);
    let mut all: Vec<Handle> = shown
        .map(|line| Handle {
            key: line.path.clone(),
            what: What::Field(line.path.clone()),
            name: line.name.clone(),
            value: line.value,
            min: if line.kind == LineKind::Target {
                0.01
            } else {
                0.0
            },
            max: f64::INFINITY,
        })
        .collect();
    for ladder in &p.ladders {
        let Some(threshold) = ladder.threshold else {
            continue;
        };
        let borders = bounds(ladder);
        for (n, border) in borders.iter().enumerate() {
            // A border stays between its neighbours and on its side of the threshold.
            let below = n.checked_sub(1).and_then(|n| borders.get(n)).copied();
            let above = borders.get(n + 1).copied();
            let (min, max) = if *border > 0.0 {
                (
                    below.unwrap_or(0.0).max(0.0),
                    above.unwrap_or(f64::INFINITY),
                )
            } else {
                (
                    below.unwrap_or(f64::NEG_INFINITY),
                    above.unwrap_or(0.0).min(0.0),
                )
            };
            all.push(Handle {
                key: format!("{}-border-{n}", ladder.policy.0),
                what: What::Border(ladder.policy, n),
                name: ladder.name.clone(),
                value: threshold + border,
                min: threshold + min + 1.0,
                max: threshold + max - 1.0,
            });
        }
    }
    all
}

/// The metric's values: the session's series, or the datapoints that the alarms hold.
fn series(
    item: Item,
    p: &PolicyView,
    timeline: &TimelineView,
    alarms: &[AlarmView],
) -> (Vec<f64>, Sampling) {
    let second = |us: i64| us as f64 / 1e6;
    if p.has_series {
        let values = timeline.metric.iter();
        let values: Vec<f64> = values.map(|v| v.map_or(f64::NAN, f64::from)).collect();
        let sampling = Sampling {
            start_s: second(timeline.from),
            step_s: second(timeline.step).max(1.0),
        };
        return (values, sampling);
    }
    let is_own = |a: &&AlarmView| a.metric == p.metric && item == Item::Node(a.of);
    let own = alarms.iter().filter(is_own);
    let longest = own.max_by_key(|a| a.window.len());
    let values: Vec<f64> = longest.map_or_else(Vec::new, |a| {
        let value = |d: &Datapoint| match d {
            Datapoint::Good(v) | Datapoint::Breaching(v) => f64::from(*v),
            Datapoint::Missing => f64::NAN,
        };
        a.window.iter().map(value).collect()
    });
    let step_s = longest.map_or(60.0, |a| f64::from(a.period_s.max(1)));
    let end_s = second(timeline.from) + second(timeline.step) * timeline.metric.len() as f64;
    let start_s = end_s - step_s * values.len() as f64;
    (values, Sampling { start_s, step_s })
}

fn draw(
    shell: Shell,
    item: Item,
    p: &PolicyView,
    timeline: &TimelineView,
    alarms: &[AlarmView],
    width: u32,
) -> Picture {
    let (metric, sampling) = series(item, p, timeline, alarms);
    let unit = suffix(metric_unit(p.metric), shell.lang);
    let end_s = sampling.start_s + sampling.step_s * metric.len() as f64;
    let from_s = (end_s - WINDOW_S).max(sampling.start_s);
    let labels: Vec<String> = p
        .lines
        .iter()
        .map(|l| format!("{}{unit}", number(l.value, 1)))
        .collect();
    let lines: Vec<Threshold<'_>> = p
        .lines
        .iter()
        .zip(&labels)
        .map(|(l, label)| Threshold {
            value: l.value,
            kind: match l.kind {
                LineKind::High => ThresholdKind::High,
                LineKind::Low | LineKind::Derived => ThresholdKind::Low,
                LineKind::Target => ThresholdKind::Target,
            },
            label,
        })
        .collect();
    let steps: Vec<(f64, f64, BandKind, String)> = bands(p);
    let bands: Vec<Band<'_>> = steps
        .iter()
        .map(|(from, to, kind, label)| Band {
            from: *from,
            to: *to,
            kind: *kind,
            label,
        })
        .collect();
    let size = Size {
        width,
        height: CHART_HEIGHT,
    };
    let name = alarm::metric_name(shell, p.metric);
    let chart = PolicyChart {
        id: "policy",
        size,
        window: Window {
            from_s,
            to_s: end_s.max(from_s + 600.0),
        },
        sampling,
        metric: &metric,
        metric_max: (p.metric == Metric::Cpu).then_some(100.0),
        metric_label: name,
        lines: &lines,
        bands: &bands,
    };
    let geometry = chart.geometry();
    let table = chart.table();
    let summary = table.summary;
    let caption = match summary.last {
        Some(last) => {
            let max = summary.max.unwrap_or(last);
            let (now, most) = (number(last, 1), number(max, 1));
            format!("{name}: {now}{unit} ({} {most}{unit})", shell.t().max)
        }
        None => format!("{name}: {}", PolicyWords::of(shell.lang).no_metric),
    };
    Picture {
        svg: policy_chart(&chart),
        size,
        value: geometry.value,
        left: geometry.time.px_from,
        right: geometry.time.px_to,
        numbers: Numbers {
            caption,
            lines: p
                .lines
                .iter()
                .map(|l| l.name.clone())
                .zip(labels.iter().cloned())
                .collect(),
            metric: name,
            unit,
            rows: table.rows,
        },
    }
}

/// What happens at each height of the metric.
fn bands(p: &PolicyView) -> Vec<(f64, f64, BandKind, String)> {
    let mut all = Vec::new();
    for ladder in &p.ladders {
        let Some(threshold) = ladder.threshold else {
            continue;
        };
        for step in &ladder.steps {
            let (from, to) = step_range(threshold, step.low, step.high);
            let kind = match step.adjustment {
                0 => BandKind::Dead,
                n if n > 0 => BandKind::Out,
                _ => BandKind::In,
            };
            let percent = if ladder.is_percent { " %" } else { "" };
            let label = format!("{}{percent}", signed(step.adjustment));
            all.push((from, to, kind, label));
        }
    }
    let at = |wanted: &[LineKind]| {
        let found = p.lines.iter().filter(|l| wanted.contains(&l.kind));
        found.map(|l| l.value).next()
    };
    let high = at(&[LineKind::High, LineKind::Target]);
    let low = at(&[LineKind::Low, LineKind::Derived]);
    if p.ladders.is_empty() {
        if let Some(high) = high {
            all.push((high, f64::INFINITY, BandKind::Out, String::new()));
        }
        if let Some(low) = low {
            all.push((f64::NEG_INFINITY, low, BandKind::In, String::new()));
        }
    }
    if let (Some(low), Some(high)) = (low, high)
        && low < high
    {
        all.push((low, high, BandKind::Dead, String::new()));
    }
    all
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

// --- steps -------------------------------------------------------------------------------------

fn ladders(shell: Shell, policy: Policy) -> AnyView {
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

fn ladder(shell: Shell, policy: Policy, id: NodeId) -> AnyView {
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
                        {super::icon::ui(super::icon::CLOSE)}
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

// --- alarms, schedules, exchange ---------------------------------------------------------------

/// The alarms that act on this group, or watch it.
fn alarms(shell: Shell, item: Item) -> AnyView {
    let is_mine = move |a: &&AlarmView| item == Item::Node(a.of);
    let rows = move || {
        let row = |a: &AlarmView| alarm::row(shell, a);
        let all = shell.board.alarms;
        all.with(|all| all.iter().filter(is_mine).map(row).collect_view())
    };
    let none = move || {
        !shell
            .board
            .alarms
            .with(|all| all.iter().any(|a| is_mine(&a)))
    };
    view! { <ul class="alarms" aria-label=shell.t().alarm hidden=dynamic(none)>{dynamic(rows)}</ul> }.into_any()
}

/// The id of the list of time zones.
const ZONES: &str = "time-zones";

fn schedules(shell: Shell, item: Item, policy: Policy) -> AnyView {
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
                    {super::icon::ui(super::icon::CLOSE)}
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
