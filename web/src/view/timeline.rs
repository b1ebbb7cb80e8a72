//! The spine: traffic, metric against threshold, capacity steps and decisions on one axis of
//! simulated time. Dragging the cursor looks at the past; the same data is there as a table.

use super::state::Screen;
use super::{Shell, Verb, icon};
use crate::board::model::{Guess, MarkKind, MarkView, SECOND, SimTime, TimelineView};
use crate::i18n::format::{clock, clock_short, glance, number, signed};
use crate::view::dynamic;
use leptos::html;
use leptos::prelude::*;
use std::fmt::Write;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Rows of the table twin.
const ROWS_MAX: usize = 60;

/// Where things are, in the pixels of the element.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plan {
    left: f64,
    right: f64,
    width: f64,
    height: f64,
    from: SimTime,
    to: SimTime,
}

impl Plan {
    fn new(width: f64, height: f64, t: &TimelineView) -> Self {
        let is_small = width < 560.0;
        let (left, right) = if is_small { (10.0, 56.0) } else { (92.0, 84.0) };
        Self {
            left,
            right,
            width,
            height,
            from: t.from,
            to: t.to.max(t.from + SECOND),
        }
    }

    fn x(self, at: SimTime) -> f64 {
        let share = (at - self.from) as f64 / (self.to - self.from) as f64;
        self.left + share * (self.width - self.left - self.right)
    }

    fn time(self, x: f64) -> SimTime {
        let share = (x - self.left) / (self.width - self.left - self.right).max(1.0);
        self.from + (share.clamp(0.0, 1.0) * (self.to - self.from) as f64) as SimTime
    }

    /// Top and height of a row: three rows, two lines of marks, the axis.
    fn row(self, n: usize) -> (f64, f64) {
        let room = self.height - 6.0 - self.marks_h() - 18.0;
        let each = room / 3.0;
        (6.0 + each * n as f64 + 2.0, each - 8.0)
    }

    /// What the group did stands above what people did.
    fn marks_y(self, kind: MarkKind) -> f64 {
        let is_chain = matches!(
            kind,
            MarkKind::AlarmOn | MarkKind::AlarmOff | MarkKind::Decision(_)
        );
        match self.is_low() {
            true => self.height - 18.0 - 10.0,
            false => self.height - 18.0 - if is_chain { 28.0 } else { 11.0 },
        }
    }

    /// Too low for two lines of marks and for labels one above the other.
    fn is_low(self) -> bool {
        self.height < 150.0
    }

    fn marks_h(self) -> f64 {
        if self.is_low() { 20.0 } else { 36.0 }
    }
}

/// The smallest round step of the axis that leaves room for its labels.
fn axis_step(plan: Plan) -> SimTime {
    let room = ((plan.width - plan.left - plan.right) / 76.0).max(1.0);
    let span_s = (plan.to - plan.from) / SECOND;
    for s in [
        10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200,
    ] {
        if span_s as f64 / s as f64 <= room {
            return s * SECOND;
        }
    }
    86_400 * SECOND
}

/// A line through values; a gap where there is none.
fn line(
    values: impl Iterator<Item = Option<f64>>,
    plan: Plan,
    step: SimTime,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut d = String::new();
    let mut pen = false;
    for (n, v) in values.enumerate() {
        match v {
            Some(v) => {
                let x = plan.x(plan.from + n as SimTime * step);
                let _ = write!(d, "{}{x:.1} {:.1}", if pen { "L" } else { "M" }, y(v));
                pen = true;
            }
            None => pen = false,
        }
    }
    d
}

/// Steps: a value holds until the next one.
fn steps(values: &[u32], plan: Plan, step: SimTime, y: impl Fn(f64) -> f64) -> String {
    let mut d = String::new();
    let mut last = None;
    for (n, v) in values.iter().enumerate() {
        let x = plan.x(plan.from + n as SimTime * step);
        let at = y(f64::from(*v));
        match last {
            None => {
                let _ = write!(d, "M{x:.1} {at:.1}");
            }
            Some(old) if old == *v && n + 1 < values.len() => {}
            Some(_) => {
                let _ = write!(d, "H{x:.1}V{at:.1}");
            }
        }
        last = Some(*v);
    }
    d
}

fn top_of(values: impl Iterator<Item = f32>) -> f64 {
    f64::from(values.fold(1.0_f32, f32::max)) * 1.08
}

pub fn timeline(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let host = NodeRef::<html::Div>::new();
    let size = RwSignal::new((0.0_f64, 0.0_f64));
    watch(host, size);
    let resizes = screen == Screen::Desktop || screen == Screen::Tablet;
    let height = move || resizes.then(|| format!("{}px", shell.ui.timeline_height.get()));
    let is_table = move || shell.ui.shows_table.get();
    let toggle_name = move || if is_table() { t.as_chart } else { t.as_table };
    view! {
        <section
            class="timeline"
            data-region=""
            id="timeline"
            tabindex="-1"
            aria-label=t.timeline
            style:height=dynamic(height)
        >
            {resizes.then(|| grip(shell))}
            <div class="timeline-host" node_ref=host hidden=dynamic(is_table)>
                {dynamic(move || {
                    let (w, h) = size.get();
                    let view = shell.board.timeline.get();
                    (w > 40.0 && h > 40.0).then(|| chart(shell, &view, w, h))
                })}
                {cursor(shell, host, size)}
            </div>
            {dynamic(move || is_table().then(|| table(shell, &shell.board.timeline.get())))}
            <button
                type="button"
                class="quiet-button table-toggle"
                on:click=move |_| shell.ui.shows_table.update(|s| *s = !*s)
            >
                {dynamic(toggle_name)}
            </button>
            {past(shell)}
        </section>
    }
    .into_any()
}

/// A banner while the cursor looks at the past.
fn past(shell: Shell) -> AnyView {
    let t = shell.t();
    view! {
        <Show when=move || shell.board.clock.with(|c| c.looking_at.is_some())>
            <p class="past">
                {t.past}
                <button
                    type="button"
                    class="button"
                    on:click=move |_| shell.send(Verb::LookAt(None))
                >
                    {t.back_to_now}
                </button>
            </p>
        </Show>
    }
    .into_any()
}

fn chart(shell: Shell, v: &Arc<TimelineView>, width: f64, height: f64) -> AnyView {
    let t = shell.t();
    let plan = Plan::new(width, height, v);
    let is_small = plan.left < 20.0;
    // Labels of the newest values stand after the cursor, which is never left of the data.
    // The cursor runs on until the chart is drawn again, so they keep some distance.
    let away = if is_small { 9.0 } else { 18.0 };
    let now = plan.x(shell.board.clock.with_untracked(|c| c.now)) + away;
    let now = now.min((width - plan.right + 9.0).max(plan.left));
    let names = [t.row_traffic, t.row_metric, t.row_capacity];
    let labels = names
        .into_iter()
        .enumerate()
        .map(|(n, name)| {
            let (top, h) = plan.row(n);
            let (x, y) = if is_small { (plan.left, top + 9.0) } else { (14.0, top + h / 2.0 + 4.0) };
            view! {
                <text class="row-name" x=x y=y>{name}</text>
                <path class="base" d=format!("M{} {}H{}", plan.left, top + h + 0.5, width - plan.right)></path>
            }
        })
        .collect_view();
    view! {
        <svg class="timeline-chart" width=width height=height role="img" aria-label=summary(shell, v)>
            {axis(plan)}
            {labels}
            {traffic(v, plan, now)}
            {metric(v, plan, now)}
            {capacity(shell, v, plan, now)}
            {v.marks.iter().enumerate().map(|(n, m)| mark(shell, m, room_of(v, n, plan), plan)).collect_view()}
        </svg>
    }
    .into_any()
}

/// The chart in one line, for those who do not see it.
fn summary(shell: Shell, v: &TimelineView) -> String {
    let t = shell.t();
    let last = |all: &[f32]| {
        all.last()
            .map_or_else(String::new, |v| glance(f64::from(*v)))
    };
    let cpu = v
        .metric
        .iter()
        .rev()
        .flatten()
        .next()
        .map_or_else(String::new, |v| glance(f64::from(*v)));
    format!(
        "{}: {}, {}: {} %, {}: {}",
        t.row_traffic,
        last(&v.sent_per_s),
        t.row_metric,
        cpu,
        t.desired_capacity,
        v.desired.last().copied().unwrap_or(0)
    )
}

fn axis(plan: Plan) -> AnyView {
    let step = axis_step(plan);
    let first = plan.from.div_euclid(step) + i64::from(plan.from.rem_euclid(step) != 0);
    let last = plan.to.div_euclid(step);
    // A label that would be cut off at the edge says less than none.
    let is_whole = |x: f64| x > 22.0 && x < plan.width - 22.0;
    (first..=last)
        .map(|n| {
            let at = n * step;
            let x = plan.x(at);
            view! {
                <path class="tick" d=format!("M{x:.1} 6V{:.1}", plan.height - 18.0)></path>
                <text class="axis" x=x y=plan.height - 5.0>{is_whole(x).then(|| clock_short(at))}</text>
            }
        })
        .collect_view()
        .into_any()
}

fn traffic(v: &TimelineView, plan: Plan, now: f64) -> AnyView {
    let (top, h) = plan.row(0);
    let most = top_of(v.sent_per_s.iter().copied());
    let y = move |value: f64| top + h - value / most * h;
    let numbers = |all: &[f32]| all.iter().map(|v| Some(f64::from(*v))).collect::<Vec<_>>();
    let sent = line(numbers(&v.sent_per_s).into_iter(), plan, v.step, y);
    let failed = line(numbers(&v.failed_per_s).into_iter(), plan, v.step, y);
    let end = plan.x(plan.from + v.step * (v.sent_per_s.len().max(1) as SimTime - 1));
    let close = format!("L{end:.1} {:.1}L{:.1} {:.1}Z", top + h, plan.left, top + h);
    let newest = v.sent_per_s.last().copied().map(f64::from);
    view! {
        <path class="area" d=format!("{sent}{close}")></path>
        <path class="area-failed" d=format!("{failed}{close}")></path>
        <path class="curve" d=sent></path>
        {newest.map(|n| view! { <text class="direct" data-tone="flow" x=now y=y(n) + 8.0>{glance(n)}</text> })}
    }
    .into_any()
}

fn metric(v: &TimelineView, plan: Plan, now: f64) -> AnyView {
    let (top, h) = plan.row(1);
    let y = move |value: f64| top + h - (value / 100.0).clamp(0.0, 1.05) * h;
    let d = line(v.metric.iter().map(|v| v.map(f64::from)), plan, v.step, y);
    let end = plan.x(plan.from + v.step * (v.metric.len().max(1) as SimTime - 1));
    let newest = v
        .metric
        .iter()
        .rev()
        .flatten()
        .next()
        .map(|v| f64::from(*v));
    let edge = plan.width - plan.right + 6.0;
    let lines = [
        (v.threshold, "threshold", ">"),
        (v.threshold_low, "threshold low", "≤"),
    ];
    let bounds = lines
        .iter()
        .filter_map(|(b, class, sign)| Some((f64::from((*b)?), *class, *sign)));
    let bounds: Vec<_> = bounds.collect();
    // The newest value stands at the cursor; near the edge it stands among the thresholds' names.
    let joins = newest.filter(|_| now + 44.0 > edge);
    let edge = if joins.is_some() { edge.max(now) } else { edge };
    let values = bounds
        .iter()
        .map(|b| y(b.0) + 4.0)
        .chain(joins.map(|n| y(n) + 4.0));
    let places = spread(values.collect(), top + 9.0, top + h + 4.0);
    let paths = bounds
        .iter()
        .map(|(b, class, _)| {
            let d = format!("M{} {:.1}H{}", plan.left, y(*b), plan.width - plan.right);
            view! { <path class=*class d=d></path> }
        })
        .collect_view();
    let names = bounds
        .iter()
        .zip(&places)
        .filter_map(|((b, _, sign), at)| {
            let at = (*at)?;
            let text = format!("{sign} {} %", number(*b, 0));
            Some(view! { <text class="direct bound" x=edge y=at>{text}</text> })
        })
        .collect_view();
    let value = newest.map(|n| {
        let at = match joins {
            Some(_) => places.last().copied().flatten().unwrap_or(y(n) + 4.0),
            None => y(n) + 8.0,
        };
        let x = if joins.is_some() { edge } else { now };
        view! {
            <circle class="newest" cx=end cy=y(n) r="3.5"></circle>
            <text class="direct" data-tone="flow" x=x y=at>{format!("{} %", number(n, 0))}</text>
        }
    });
    view! {
        {paths}
        {names}
        <path class="curve" d=d></path>
        {value}
    }
    .into_any()
}

/// Heights for labels that want to stand at `wanted`, a line apart and between `low` and `high`.
/// The last one is the newest value and always stays; of the others those without room go.
fn spread(wanted: Vec<f64>, low: f64, high: f64) -> Vec<Option<f64>> {
    const LINE: f64 = 13.0;
    let room = (((high - low) / LINE).floor() as usize + 1).max(1);
    let skipped = wanted.len().saturating_sub(room);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    // The lower threshold is the first to go.
    if skipped > 0 {
        let goes = if wanted.len() > 2 {
            1..1 + skipped.min(1)
        } else {
            0..0
        };
        order.drain(goes);
    }
    let of = |n: usize| wanted.get(n).copied().unwrap_or_default();
    order.sort_by(|a, b| of(*a).total_cmp(&of(*b)));
    let mut places = vec![None; wanted.len()];
    let mut least = low;
    let mut made: Vec<(usize, f64)> = Vec::new();
    for n in order {
        let at = of(n).max(least);
        made.push((n, at));
        least = at + LINE;
    }
    let mut most = high;
    for (n, at) in made.into_iter().rev() {
        let at = at.min(most);
        most = at - LINE;
        if let Some(place) = places.get_mut(n) {
            *place = Some(at);
        }
    }
    places
}

fn capacity(shell: Shell, v: &TimelineView, plan: Plan, now: f64) -> AnyView {
    let t = shell.t();
    let (top, h) = plan.row(2);
    let most = f64::from(
        v.max
            .max(v.desired.iter().copied().max().unwrap_or(1))
            .max(1),
    );
    let y = move |value: f64| top + h - value / most * (h - 4.0);
    let desired = v.desired.last().copied().unwrap_or(0);
    let healthy = v.healthy.last().copied().unwrap_or(0);
    let (high, low) = (y(f64::from(desired)) + 4.0, y(f64::from(healthy)) + 4.0);
    // Two labels need room; closer than a line they become one.
    let is_tight = (high - low).abs() < 13.0;
    let texts = if is_tight && plan.is_low() {
        let both = format!("{} {desired} · {} {healthy}", t.desired, t.lower_healthy);
        // One long label may not run out of the picture.
        let wide = both.chars().map(|c| if c.is_ascii() { 7.0 } else { 12.0 });
        let x = now.min(plan.width - 4.0 - wide.sum::<f64>()).max(plan.left);
        view! { <text class="direct" x=x y=top + h / 2.0 + 4.0>{both}</text> }.into_any()
    } else {
        let (high, low) = if is_tight {
            (top + h / 2.0 - 3.0, top + h / 2.0 + 11.0)
        } else {
            (high, low)
        };
        view! {
            <text class="direct" x=now y=high>{format!("{} {desired}", t.desired)}</text>
            <text class="direct" data-tone="ok" x=now y=low>{format!("{} {healthy}", t.lower_healthy)}</text>
        }
        .into_any()
    };
    view! {
        <path class="healthy" d=steps(&v.healthy, plan, v.step, y)></path>
        <path class="desired" d=steps(&v.desired, plan, v.step, y)></path>
        {texts}
    }
    .into_any()
}

/// Pixels to the next mark of the same line: a text that is longer would cover it.
fn room_of(v: &TimelineView, n: usize, plan: Plan) -> f64 {
    let Some(m) = v.marks.get(n) else { return 0.0 };
    let later = v.marks.get(n + 1..).unwrap_or_default();
    let next = later
        .iter()
        .find(|next| plan.marks_y(next.kind) == plan.marks_y(m.kind));
    next.map_or(plan.width, |next| plan.x(next.at)) - plan.x(m.at)
}

fn mark(shell: Shell, m: &MarkView, room: f64, plan: Plan) -> AnyView {
    if plan.is_low() && matches!(m.kind, MarkKind::Guess(_)) {
        return ().into_any();
    }
    let t = shell.t();
    let (x, y) = (plan.x(m.at), plan.marks_y(m.kind));
    let (tone, d, text): (&str, &str, String) = match m.kind {
        MarkKind::AlarmOn => ("bad", icon::BELL, String::new()),
        MarkKind::AlarmOff => (
            "neutral",
            super::alarm::bell(crate::board::model::AlarmState::Ok),
            String::new(),
        ),
        MarkKind::Decision(n) => ("decision", icon::DIAMOND, signed(i64::from(n))),
        MarkKind::Edit => ("neutral", "M3 11l7-7 2.5 2.5-7 7H3z", String::new()),
        MarkKind::Surge => ("flow", icon::WAVE, String::new()),
        MarkKind::Fault => ("bad", icon::CROSS, String::new()),
        MarkKind::FirstServed => ("ok", icon::CHECK, t.first_served.to_owned()),
        MarkKind::Guess(g) => ("neutral", "M2 7.2h12v1.6H2z", guess_text(shell, g)),
    };
    let is_long = matches!(m.kind, MarkKind::Guess(_) | MarkKind::FirstServed);
    let fits = !is_long || super::stage::node::cut(&text, room - 24.0, 12.0) == text;
    let title = is_long.then(|| view! { <title>{text.clone()}</title> });
    let text = if fits { text } else { String::new() };
    // An alarm and its decision fall on one instant: the bell stands left of the diamond.
    let x = if matches!(m.kind, MarkKind::AlarmOn | MarkKind::AlarmOff) {
        x - 14.0
    } else {
        x
    };
    view! {
        <g class="mark" data-tone=tone>
            {title}
            <path d=d transform=format!("translate({:.1} {:.1}) scale(.9)", x - 7.2, y - 7.2)></path>
            <text x=x + 10.0 y=y + 4.5>{text}</text>
        </g>
    }
    .into_any()
}

fn guess_text(shell: Shell, guess: Guess) -> String {
    let t = shell.t();
    let answer = match guess {
        Guess::AtOnce => t.guess_at_once,
        Guess::OneMinute => t.guess_one_minute,
        Guess::Minutes => t.guess_minutes,
        Guess::Skipped => return String::new(),
    };
    format!("{}: {answer}", t.guess)
}

/// The cursor: a slider for keys and pointers alike.
fn cursor(shell: Shell, host: NodeRef<html::Div>, size: RwSignal<(f64, f64)>) -> AnyView {
    let t = shell.t();
    let plan = Memo::new(move |_| {
        let (w, h) = size.get();
        shell.board.timeline.with(|v| Plan::new(w, h, v))
    });
    let at = Memo::new(move |_| shell.board.clock.with(|c| c.looking_at.unwrap_or(c.now)));
    // Between two drawings of the chart the clock is ahead of it: the cursor waits at the edge.
    let left = move || {
        let plan = plan.get();
        format!("{:.1}px", plan.x(at.get().min(plan.to)))
    };
    let is_held = StoredValue::new(false);
    let seek = move |ev: &web_sys::PointerEvent| {
        let Some(element) = host.get_untracked() else {
            return;
        };
        let x = f64::from(ev.client_x()) - element.get_bounding_client_rect().left();
        let now = shell.board.clock.with_untracked(|c| c.now);
        let time = plan.get_untracked().time(x).min(now);
        // Close to now is now: letting go there goes on.
        let is_now = (plan.get_untracked().x(now) - x).abs() < 6.0 || time >= now;
        shell.send(Verb::LookAt((!is_now).then_some(time)));
    };
    let down = move |ev: web_sys::PointerEvent| {
        if ev.button() != 0 {
            return;
        }
        if let Some(e) = ev
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        {
            let _ = e.set_pointer_capture(ev.pointer_id());
        }
        is_held.set_value(true);
        seek(&ev);
    };
    let moved = move |ev: web_sys::PointerEvent| {
        if is_held.get_value() {
            seek(&ev);
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let step = shell.board.timeline.with_untracked(|v| v.step.max(SECOND));
        let (now, from) = (
            shell.board.clock.with_untracked(|c| c.now),
            plan.get_untracked().from,
        );
        let next = match ev.key().as_str() {
            "ArrowLeft" => at.get_untracked() - step,
            "ArrowRight" => at.get_untracked() + step,
            "PageUp" => at.get_untracked() - 6 * step,
            "PageDown" => at.get_untracked() + 6 * step,
            "Home" => from,
            "End" => now,
            _ => return,
        };
        ev.prevent_default();
        let next = next.clamp(from, now);
        shell.send(Verb::LookAt((next < now).then_some(next)));
    };
    view! {
        <div
            class="scrubber"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| is_held.set_value(false)
            on:pointercancel=move |_| {
                is_held.set_value(false);
                shell.send(Verb::LookAt(None));
            }
        >
            <div
                class="cursor"
                role="slider"
                tabindex="0"
                aria-label=t.clock
                aria-valuemin=dynamic(move || plan.get().from / SECOND)
                aria-valuemax=dynamic(move || shell.board.clock.with(|c| c.now / SECOND))
                aria-valuenow=dynamic(move || at.get() / SECOND)
                aria-valuetext=dynamic(move || clock(at.get()))
                style:left=dynamic(left)
                on:keydown=keydown
            ></div>
        </div>
    }
    .into_any()
}

/// The border above the timeline: drag it or use the arrow keys.
fn grip(shell: Shell) -> AnyView {
    let t = shell.t();
    let from = StoredValue::new(None::<(i32, f64)>);
    let set = move |height: f64| shell.ui.timeline_height.set(height.clamp(120.0, 480.0));
    let down = move |ev: web_sys::PointerEvent| {
        ev.prevent_default();
        from.set_value(Some((
            ev.client_y(),
            shell.ui.timeline_height.get_untracked(),
        )));
        if let Some(e) = ev
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        {
            let _ = e.set_pointer_capture(ev.pointer_id());
        }
    };
    let moved = move |ev: web_sys::PointerEvent| {
        if let Some((y, height)) = from.get_value() {
            set(height - f64::from(ev.client_y() - y));
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let by = match ev.key().as_str() {
            "ArrowUp" => 16.0,
            "ArrowDown" => -16.0,
            _ => return,
        };
        ev.prevent_default();
        set(shell.ui.timeline_height.get_untracked() + by);
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="horizontal"
            aria-label=t.resize_timeline
            aria-valuemin="120"
            aria-valuemax="480"
            aria-valuenow=dynamic(move || shell.ui.timeline_height.get())
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| from.set_value(None)
            on:pointercancel=move |_| from.set_value(None)
            on:keydown=keydown
        ></div>
    }
    .into_any()
}

/// The same numbers as a table of at most 60 rows.
fn table(shell: Shell, v: &TimelineView) -> AnyView {
    let t = shell.t();
    let count = v.sent_per_s.len();
    let every = count.div_ceil(ROWS_MAX).max(1);
    let rows = (0..count)
        .step_by(every)
        .map(|n| {
            let at = v.from + n as SimTime * v.step;
            let f = |all: &[f32]| {
                all.get(n)
                    .map_or_else(String::new, |v| glance(f64::from(*v)))
            };
            let cpu = v
                .metric
                .get(n)
                .copied()
                .flatten()
                .map_or_else(|| "–".to_owned(), |v| number(f64::from(v), 1));
            let u = |all: &[u32]| all.get(n).map_or_else(String::new, u32::to_string);
            view! {
                <tr>
                    <th scope="row">{clock(at)}</th>
                    <td>{f(&v.sent_per_s)}</td>
                    <td>{f(&v.failed_per_s)}</td>
                    <td>{cpu}</td>
                    <td>{u(&v.desired)}</td>
                    <td>{u(&v.healthy)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-host" tabindex="0">
            <table>
                <caption>{summary(shell, v)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.time}</th>
                        <th scope="col">{t.row_traffic}</th>
                        <th scope="col">{t.failed}</th>
                        <th scope="col">{t.row_metric}</th>
                        <th scope="col">{t.desired}</th>
                        <th scope="col">{t.healthy}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn watch(host: NodeRef<html::Div>, size: RwSignal<(f64, f64)>) {
    let keep = StoredValue::new_local(None::<super::stage::SizeWatcher>);
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        keep.set_value(super::stage::SizeWatcher::new(&element, move |p| {
            if size
                .try_get_untracked()
                .is_some_and(|old| old != (p.x, p.y))
            {
                size.set((p.x, p.y));
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let view = TimelineView {
            from: -100 * SECOND,
            to: 100 * SECOND,
            ..TimelineView::default()
        };
        Plan::new(1_000.0, 200.0, &view)
    }

    #[test]
    fn time_and_place_are_each_others_inverse() {
        let p = plan();
        for s in [-100, -3, 0, 55, 100] {
            assert!((p.time(p.x(s * SECOND)) - s * SECOND).abs() < SECOND / 100);
        }
    }

    #[test]
    fn labels_keep_apart() {
        let places: Vec<f64> = spread(vec![15.0, 30.0, 10.0], 9.0, 40.0)
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(places.len(), 3);
        assert!(places[0] - places[2] >= 13.0 && places[1] - places[0] >= 13.0);
    }

    #[test]
    fn a_gap_lifts_the_pen() {
        let d = line(
            [Some(1.0), None, Some(2.0), Some(3.0)].into_iter(),
            plan(),
            SECOND,
            |v| v,
        );
        assert_eq!(d.matches('M').count(), 2);
        assert_eq!(d.matches('L').count(), 1);
    }

    #[test]
    fn the_axis_has_room_for_its_labels() {
        let p = plan();
        let labels = (p.to - p.from) / axis_step(p);
        assert!(labels as f64 <= (p.width - p.left - p.right) / 76.0);
    }
}
