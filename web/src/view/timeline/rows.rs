//! The rows: traffic, the metric against its thresholds, capacity.

use super::plan::{Plan, area, axis_step, held, line, steps, top_of};
use crate::i18n::format::{clock_short, day, glance, number, time_of_day};
use crate::view::Shell;
use crate::vocabulary::{SECOND, SimTime, TimelineView};
use leptos::prelude::*;

/// A line of the future that is not shown.
fn other(d: &Option<String>) -> AnyView {
    let path = d.clone().filter(|d| !d.is_empty());
    path.map(|d| view! { <path class="other" d=d></path> })
        .into_any()
}

/// From here on the axis speaks of hours and days.
const HOUR: SimTime = 3_600 * SECOND;

/// The upper end of a row's scale, on the line that it stands for.
pub(super) fn scale(plan: Plan, row: usize, top: String) -> AnyView {
    let (y, _) = plan.row(row);
    (!plan.is_narrow() && !plan.is_low())
        .then(|| view! { <text class="axis scale" x=plan.left - 7.0 y=y + 4.5>{top}</text> })
        .into_any()
}

pub(super) fn axis(shell: Shell, v: &TimelineView, plan: Plan) -> AnyView {
    let step = axis_step(plan);
    let first = plan.from.div_euclid(step) + i64::from(plan.from.rem_euclid(step) != 0);
    let last = plan.to.div_euclid(step);
    // Hours and days are those of the calendar; below, the seconds of the run are what counts.
    let is_calendar = step >= HOUR;
    let shift = if is_calendar { v.epoch_s * SECOND } else { 0 };
    let (first, last) = match is_calendar {
        true => (
            (plan.from + shift).div_euclid(step) + 1,
            (plan.to + shift).div_euclid(step),
        ),
        false => (first, last),
    };
    let text = move |at: SimTime| {
        let local_s = (at + shift) / SECOND;
        match (is_calendar, local_s.rem_euclid(86_400)) {
            (false, _) => clock_short(at),
            (true, 0) => day(local_s, shell.lang),
            (true, _) => time_of_day(local_s),
        }
    };
    // A label that would be cut off at the edge says less than none.
    let is_whole = |x: f64| x > 22.0 && x < plan.width - 22.0;
    (first..=last)
        .map(|n| {
            let at = n * step - shift;
            let x = plan.x(at);
            view! {
                <path class="tick" d=format!("M{x:.1} 6V{:.1}", plan.height - 18.0)></path>
                <text class="axis" x=x y=plan.height - 5.0>{is_whole(x).then(|| text(at))}</text>
            }
        })
        .collect_view()
        .into_any()
}

pub(super) fn traffic(v: &TimelineView, plan: Plan, now: f64) -> AnyView {
    let (top, h) = plan.row(0);
    let of_rival = v.rival.iter().flat_map(|r| r.sent_per_s.iter().flatten());
    let most = top_of(v.sent_per_s.iter().chain(of_rival).copied());
    let y = move |value: f64| top + h - value / most * h;
    let numbers = |all: &[f32]| all.iter().map(|v| Some(f64::from(*v))).collect::<Vec<_>>();
    let sent = line(numbers(&v.sent_per_s).into_iter(), plan, v.step, y);
    let below = |all: &[f32]| area(numbers(all).into_iter(), plan, v.step, top + h, y);
    let newest = v.sent_per_s.last().copied().map(f64::from);
    let other_failed = v.rival.as_ref().map(|r| {
        let d = line(
            r.failed_per_s.iter().map(|v| v.map(f64::from)),
            plan,
            v.step,
            y,
        );
        view! { <path class="other failed" d=d></path> }
    });
    view! {
        {scale(plan, 0, glance(most))}
        <path class="area" d=below(&v.sent_per_s)></path>
        <path class="area-failed" d=below(&v.failed_per_s)></path>
        <path class="curve" d=sent></path>
        {other(&v.rival.as_ref().map(|r| line(r.sent_per_s.iter().map(|v| v.map(f64::from)), plan, v.step, y)))}
        {other_failed}
        {newest.map(|n| view! { <text class="direct" data-tone="flow" x=now y=plan.within(0, y(n) + 8.0)>{glance(n)}</text> })}
    }
    .into_any()
}

pub(super) fn metric(v: &TimelineView, plan: Plan, now: f64) -> AnyView {
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
    let class = |is_low: bool| if is_low { "threshold low" } else { "threshold" };
    // What is named at the edge is what holds now.
    let bounds = v.bounds.iter().filter_map(|b| {
        let newest = b.values.last().copied().flatten()?;
        Some((f64::from(newest), b.operator.sign()))
    });
    let bounds: Vec<_> = bounds.collect();
    // The newest value stands at the cursor; near the edge it stands among the thresholds' names.
    let joins = newest.filter(|_| now + 44.0 > edge);
    let edge = if joins.is_some() { edge.max(now) } else { edge };
    let values = bounds
        .iter()
        .map(|b| y(b.0) + 4.0)
        .chain(joins.map(|n| y(n) + 4.0));
    let places = spread(values.collect(), top + 9.0, top + h + 4.0);
    let paths = v
        .bounds
        .iter()
        .map(|b| {
            let values = b.values.iter().map(|v| v.map(f64::from));
            let d = held(values, plan, v.step, y);
            view! { <path class=class(b.is_low) d=d></path> }
        })
        .collect_view();
    let names = bounds
        .iter()
        .zip(&places)
        .filter_map(|((b, sign), at)| {
            let at = (*at)?;
            let text = format!("{sign} {} %", number(*b, 0));
            Some(view! { <text class="direct bound" x=edge y=at>{text}</text> })
        })
        .collect_view();
    let value = newest.map(|n| {
        let at = match joins {
            Some(_) => places.last().copied().flatten().unwrap_or(y(n) + 4.0),
            None => plan.within(1, y(n) + 8.0),
        };
        let x = if joins.is_some() { edge } else { now };
        view! {
            <circle class="newest" cx=end cy=y(n) r="3.5"></circle>
            <text class="direct" data-tone="flow" x=x y=at>{format!("{} %", number(n, 0))}</text>
        }
    });
    let of_rival = v
        .rival
        .as_ref()
        .map(|r| line(r.metric.iter().map(|v| v.map(f64::from)), plan, v.step, y));
    view! {
        {scale(plan, 1, "100 %".to_owned())}
        {paths}
        {names}
        <path class="curve" d=d></path>
        {other(&of_rival)}
        {value}
    }
    .into_any()
}

/// Heights for labels that want to stand at `wanted`, a line apart and between `low` and `high`.
/// The last one is the newest value and always stays; of the others those without room go.
pub(super) fn spread(wanted: Vec<f64>, low: f64, high: f64) -> Vec<Option<f64>> {
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

pub(super) fn capacity(shell: Shell, v: &TimelineView, plan: Plan, now: f64) -> AnyView {
    let t = shell.t();
    let (top, h) = plan.row(2);
    let of_rival = v.rival.iter().flat_map(|r| r.desired.iter().flatten());
    let wanted = of_rival.chain(&v.desired).copied().fold(v.max, u32::max);
    let most = f64::from(v.healthy.iter().copied().fold(wanted.max(1), u32::max));
    let y = move |value: f64| top + h - value / most * h;
    let desired = v.desired.last().copied().unwrap_or(0);
    let healthy = v.healthy.last().copied().unwrap_or(0);
    let label = |count: u32| plan.within(2, y(f64::from(count)) + 4.0);
    let (high, low) = (label(desired), label(healthy));
    // Two labels need room; closer than a line they become one.
    let is_tight = (high - low).abs() < 13.0;
    // A long label may not run out of the picture.
    let x = |text: &str| {
        let wide = text.chars().map(|c| if c.is_ascii() { 7.0 } else { 12.0 });
        now.min(plan.width - 4.0 - wide.sum::<f64>()).max(plan.left)
    };
    let texts = if wanted == 0 {
        // No group: nobody wants a number of servers; where there are none, nobody counts them.
        let has_any = v.healthy.iter().any(|n| *n > 0);
        has_any
            .then(|| {
                view! {
                    <text class="direct" data-tone="ok" x=now y=top + h / 2.0 + 4.0>
                        {format!("{} {healthy}", t.lower_healthy)}
                    </text>
                }
            })
            .into_any()
    } else if is_tight && plan.is_low() {
        let both = format!("{} {healthy}/{desired}", t.lower_healthy);
        view! { <text class="direct" x=x(&both) y=top + h / 2.0 + 4.0>{both.clone()}</text> }
            .into_any()
    } else {
        let (high, low) = if is_tight {
            (top + h / 2.0 - 3.0, top + h / 2.0 + 11.0)
        } else {
            (high, low)
        };
        let wanted = format!("{} {desired}", t.desired);
        let well = format!("{} {healthy}", t.lower_healthy);
        view! {
            <text class="direct" x=x(&wanted) y=high>{wanted.clone()}</text>
            <text class="direct" data-tone="ok" x=x(&well) y=low>{well.clone()}</text>
        }
        .into_any()
    };
    let of_rival = v.rival.as_ref().map(|r| {
        let values = r.desired.iter().map(|v| v.map(f64::from));
        line(values, plan, v.step, y)
    });
    view! {
        {scale(plan, 2, number(most, 0))}
        <path class="healthy" d=steps(&v.healthy, plan, v.step, y)></path>
        {other(&of_rival)}
        {(wanted > 0).then(|| view! { <path class="desired" d=steps(&v.desired, plan, v.step, y)></path> })}
        {texts}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart() {
        let places: Vec<f64> = spread(vec![15.0, 30.0, 10.0], 9.0, 40.0)
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(places.len(), 3);
        assert!(places[0] - places[2] >= 13.0 && places[1] - places[0] >= 13.0);
    }
}
