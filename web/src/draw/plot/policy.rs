//! The policy editor's live chart: a metric, the lines it is compared with, and what each height would do.

use super::frame::{end_labels, lane_frame, threshold_inks, times};
use super::scale::round_max;
use super::series::{self, last_shown, max_shown};
use super::svg::{self, Canvas, Ink};
use super::table::{self, Table};
use super::{
    Axis, BOTTOM_PX, Sampling, Size, TOP_PX, Threshold, Window, has_end_labels, px, time_axis,
};
use plotters::style::text_anchor::{HPos, VPos};

/// A band that is lower than this has no room for its label. Units: px.
const BAND_LABEL_PX: i32 = 12;

/// What the chart shows.
#[derive(Clone, Copy, Debug)]
pub struct PolicyChart<'a> {
    /// Unique on the page.
    pub id: &'a str,
    pub size: Size,
    pub window: Window,
    pub sampling: Sampling,
    pub metric: &'a [f64],
    /// The metric's natural end, as 100 of a percentage.
    pub metric_max: Option<f64>,
    /// The metric's name.
    pub metric_label: &'a str,
    /// Alarm thresholds or the target; each can be dragged.
    pub lines: &'a [Threshold<'a>],
    pub bands: &'a [Band<'a>],
}

/// A range of the metric and what the policy does there. The ends may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band<'a> {
    pub from: f64,
    pub to: f64,
    pub kind: BandKind,
    /// As `+2`; empty for none.
    pub label: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandKind {
    Out,
    In,
    /// Between the two alarms, where nothing happens.
    Dead,
}

/// Where everything lies: `value.value(px)` is the height that a dragged line was left at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicyGeometry {
    pub time: Axis,
    pub value: Axis,
}

/// The numbers of a one-line summary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicySummary {
    pub last: Option<f64>,
    pub max: Option<f64>,
    /// Samples above the first line of all that have a value, 0 to 1.
    pub share_above: Option<f64>,
}

/// A step's absolute range, from bounds that are relative to the alarm's threshold as AWS has them.
pub fn step_range(threshold: f64, lower: Option<f64>, upper: Option<f64>) -> (f64, f64) {
    let from = lower.map_or(f64::NEG_INFINITY, |b| threshold + b);
    (from, upper.map_or(f64::INFINITY, |b| threshold + b))
}

impl PolicyChart<'_> {
    /// The scales of the picture. A line is always inside, with room to drag it up.
    pub fn geometry(&self) -> PolicyGeometry {
        let edges = self
            .bands
            .iter()
            .flat_map(|b| [b.from, b.to])
            .filter(|v| v.is_finite());
        let lines = self.lines.iter().map(|l| l.value * 1.25);
        let shown = max_shown(self.metric, self.sampling, self.window);
        let highest = edges.chain(lines).fold(shown, f64::max);
        let max = match self.metric_max {
            Some(max) if highest <= max * 1.25 => max.max(shown),
            Some(max) => round_max(highest.max(max)),
            None => round_max(highest),
        };
        let bottom = (px(self.size.height) - BOTTOM_PX).max(TOP_PX + 1);
        PolicyGeometry {
            time: time_axis(self.size, self.window),
            value: Axis::new(0.0, max, bottom, TOP_PX),
        }
    }

    /// The twin of the picture for readers who want numbers.
    pub fn table(&self) -> Table<PolicySummary> {
        let is_shown = |i: usize| {
            let t_s = series::time(self.sampling, i);
            self.window.from_s <= t_s && t_s <= self.window.to_s
        };
        let known = self
            .metric
            .iter()
            .enumerate()
            .filter(|(i, v)| v.is_finite() && is_shown(*i));
        let known: Vec<f64> = known.map(|(_, v)| *v).collect();
        let above = self
            .lines
            .first()
            .filter(|_| !known.is_empty())
            .map(|line| {
                known.iter().filter(|v| **v > line.value).count() as f64 / known.len() as f64
            });
        let summary = PolicySummary {
            last: known.last().copied(),
            max: known.iter().copied().max_by(f64::total_cmp),
            share_above: above,
        };
        table::table(self.metric, self.sampling, self.window, summary)
    }
}

/// Draws the chart.
pub fn policy_chart(chart: &PolicyChart<'_>) -> String {
    let PolicyGeometry { time, value } = chart.geometry();
    svg::draw(chart.size, chart.id, |canvas| {
        let plane = canvas.plane(&time, &value);
        for band in chart.bands {
            draw_band(canvas, &time, &value, band);
        }
        times(canvas, chart.size, &time, value.px_from);
        lane_frame(canvas, &time, &value);
        for line in chart.lines {
            let ink = threshold_inks(line.kind).0;
            plane.line(ink, &[vec![(time.from, line.value), (time.to, line.value)]]);
        }
        plane.line(
            Ink::Metric,
            &series::line(chart.metric, chart.sampling, &time),
        );
        let last = last_shown(chart.metric, chart.sampling, chart.window);
        let mut labels: Vec<_> = last
            .map(|v| (Ink::PlainText, v, chart.metric_label))
            .into_iter()
            .collect();
        labels.extend(
            chart
                .lines
                .iter()
                .map(|l| (threshold_inks(l.kind).1, l.value, l.label)),
        );
        if has_end_labels(chart.size) {
            end_labels(canvas, &time, &value, &labels);
        } else {
            // Beside its line at the left, where the metric is oldest and matters least.
            for (ink, at, text) in labels.iter().skip(usize::from(last.is_some())) {
                let at = (time.px_from + 4, value.px(*at));
                canvas.text(*ink, at, (HPos::Left, VPos::Bottom), text);
            }
        }
    })
}

fn draw_band(canvas: &Canvas<'_>, time: &Axis, value: &Axis, band: &Band<'_>) {
    let (from, to) = (band.from.max(value.from), band.to.min(value.to));
    if from.is_nan() || to.is_nan() || to <= from {
        return;
    }
    let (ink, text) = match band.kind {
        BandKind::Out => (Ink::StepOut, Ink::DecisionText),
        BandKind::In => (Ink::StepIn, Ink::FlowText),
        BandKind::Dead => (Ink::DeadBand, Ink::AxisText),
    };
    canvas
        .plane(time, value)
        .band(ink, (time.from, from), (time.to, to));
    let (bottom, top) = (value.px(from), value.px(to));
    // Two steps of one direction share a colour; the edge tells them apart.
    canvas.rule(Ink::Grid, (time.px_from, bottom), (time.px_to, bottom));
    if bottom - top >= BAND_LABEL_PX && !band.label.is_empty() {
        let at = (time.px_to - 4, (bottom + top) / 2);
        canvas.text(text, at, (HPos::Right, VPos::Center), band.label);
    }
}
