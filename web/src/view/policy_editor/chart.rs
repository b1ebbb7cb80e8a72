//! The metric with its lines to drag: what can be taken hold of, by pointer and by key.

use super::Policy;
use super::picture::{CHART_HEIGHT, Picture, draw};
use super::steps::{bounds, moved_border};
use crate::draw::plot::Axis;
use crate::i18n::format::{number, suffix};
use crate::i18n::policy::PolicyWords;
use crate::platform::observe::ResizeWatch;
use crate::view::policy_table;
use crate::view::{Shell, Verb, dynamic};
use crate::vocabulary::{FieldEdit, Item, LineKind, Metric, NodeId, PolicyView};
use leptos::html;
use leptos::prelude::*;

/// What is near enough to be taken hold of. Units: px.
const REACH_PX: f64 = 18.0;

/// Something on the chart that can be moved up and down.
#[derive(Clone, Debug, PartialEq)]
struct Handle {
    key: String,
    what: Edits,
    name: String,
    value: f64,
    /// How far it may go.
    min: f64,
    max: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Edits {
    /// The field of an alarm or a policy.
    Field(String),
    /// The n-th border between steps of a policy.
    Border(NodeId, usize),
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

pub(super) fn chart(shell: Shell, item: Item, policy: Policy) -> AnyView {
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
    let past = Memo::new(move |_| shell.board.clock.with(|c| c.looking_at));
    let picture = Memo::new(move |_| {
        let wide = width.get();
        let past = past.get();
        policy.with(|p| {
            let p = p.as_ref()?;
            // Lines move at once; the metric follows the timeline, three times a second.
            let picture = shell.board.timeline.with(|timeline| {
                shell
                    .board
                    .alarms
                    .with_untracked(|alarms| draw(shell, item, p, timeline, alarms, past, wide))
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
        crate::view::stage::focus(&dom_id(&handle.key));
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
            let unit = policy.with(|p| p.as_ref()?.metric.map(Metric::unit));
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
                <span>{dynamic(caption)}</span>
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
        Edits::Field(path) => shell.send(Verb::Edit {
            item,
            path: path.clone(),
            edit: FieldEdit::Number(to),
        }),
        Edits::Border(id, n) => {
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

fn handles_of(p: &PolicyView) -> Vec<Handle> {
    let shown = p.lines.iter().filter(|l| l.kind != LineKind::Derived);
    let mut all: Vec<Handle> = shown
        .map(|line| Handle {
            key: line.path.clone(),
            what: Edits::Field(line.path.clone()),
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
                what: Edits::Border(ladder.policy, n),
                name: ladder.name.clone(),
                value: threshold + border,
                min: threshold + min + 1.0,
                max: threshold + max - 1.0,
            });
        }
    }
    all
}
