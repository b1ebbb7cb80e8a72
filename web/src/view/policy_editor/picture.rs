//! What the chart shows: the values of the metric, the lines and the bands of the policy.

use crate::draw::plot::policy::step_range;
use crate::draw::plot::{
    Axis, Band, BandKind, PolicyChart, Sampling, Size, Threshold, ThresholdKind, Window,
    policy_chart,
};
use crate::i18n::format::{number, signed, suffix};
use crate::i18n::policy::PolicyWords;
use crate::view::policy_table::Numbers;
use crate::view::{Shell, alarm};
use crate::vocabulary::{
    AlarmView, Item, LineKind, Metric, PolicyView, SimTime, TimelineView, TrackView, Unit,
};
use swell_core::kinds::instance;

pub(super) const CHART_HEIGHT: u32 = 136;

/// The chart shows this much at most. Units: s.
const WINDOW_S: f64 = 1_800.0;

/// The drawn chart and the scale that it was drawn with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Picture {
    pub(super) svg: String,
    pub(super) size: Size,
    pub(super) value: Axis,
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) numbers: Numbers,
}

/// How many columns of the timeline had come by then, while the past is looked at.
fn shown_columns(timeline: &TimelineView, past: Option<SimTime>) -> usize {
    past.map_or(usize::MAX, |at| {
        usize::try_from((at - timeline.from) / timeline.step.max(1)).unwrap_or(0)
    })
}

/// The metric's values: the session's series, or the datapoints that the alarms hold.
fn series(
    item: Item,
    p: &PolicyView,
    timeline: &TimelineView,
    alarms: &[AlarmView],
    past: Option<SimTime>,
) -> (Vec<f64>, Sampling) {
    let second = |us: i64| us as f64 / 1e6;
    let is_it = |t: &&TrackView| Some(t.metric) == p.metric && item == Item::Node(t.group);
    let track = timeline.tracks.iter().find(is_it).map(|t| &t.values);
    if let Some(values) = track.or(p.has_series.then_some(&timeline.metric)) {
        let values = values.iter().take(shown_columns(timeline, past));
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
        let values = a.window.iter().map(|slot| slot.value.unwrap_or(f64::NAN));
        values.collect()
    });
    let step_s = longest.map_or(60.0, |a| f64::from(a.period_s.max(1)));
    let end_s = second(timeline.from) + second(timeline.step) * timeline.metric.len() as f64;
    let start_s = end_s - step_s * values.len() as f64;
    (values, Sampling { start_s, step_s })
}

pub(super) fn draw(
    shell: Shell,
    item: Item,
    p: &PolicyView,
    timeline: &TimelineView,
    alarms: &[AlarmView],
    past: Option<SimTime>,
    width: u32,
) -> Picture {
    let (metric, sampling) = series(item, p, timeline, alarms, past);
    let unit = suffix(p.metric.map_or(Unit::None, Metric::unit), shell.lang);
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
    let id = format!("policy-{}", p.metric.map_or("custom", Metric::name));
    let chart = PolicyChart {
        id: &id,
        size,
        window: Window {
            from_s,
            to_s: end_s.max(from_s + 600.0),
        },
        sampling,
        metric: &metric,
        metric_max: (p.metric == Some(instance::metrics::CPU_UTILIZATION)).then_some(100.0),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_at_the_past_draws_no_value_of_later() {
        let timeline = TimelineView {
            from: -100,
            step: 10,
            ..TimelineView::default()
        };
        assert_eq!(shown_columns(&timeline, None), usize::MAX);
        for (at, columns) in [(-200, 0), (-100, 0), (-81, 1), (-80, 2), (100, 20)] {
            assert_eq!(shown_columns(&timeline, Some(at)), columns, "{at}");
        }
    }
}
