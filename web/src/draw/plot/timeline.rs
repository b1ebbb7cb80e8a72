//! The timeline: requests, metric against thresholds, and capacity, in three lanes over one time axis.

use super::scale::{clock, digits, round_max};
use super::series::{self, last_shown, max_shown};
use super::svg::{self, Canvas, Ink};
use super::table::{self, Column, Table};
use super::{
    Axis, BOTTOM_PX, LABEL_STEP_PX, Sampling, Size, TOP_PX, Threshold, ThresholdKind, Window,
    has_end_labels, px, time_axis,
};
use plotters::style::text_anchor::{HPos, VPos};
use swell_core::base::order::sort_short;

/// Times on the axis keep this distance. Units: px.
const TIME_LABEL_PX: f64 = 92.0;
/// Half the width of such a label, generously. Units: px.
const TIME_LABEL_HALF_PX: i32 = 32;
/// Numbers at marks keep this distance. Units: px.
const MARK_LABEL_PX: i32 = 26;
/// Marks drawn at most; where more happen they could not be told apart.
const MARKS_MAX: usize = 200;

/// What the timeline shows. All series share one sampling.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// Unique on the page.
    pub id: &'a str,
    pub size: Size,
    pub window: Window,
    pub sampling: Sampling,
    /// Requests per second.
    pub sent: &'a [f64],
    pub failed: &'a [f64],
    pub metric: &'a [f64],
    /// The metric's natural end, as 100 of a percentage.
    pub metric_max: Option<f64>,
    pub thresholds: &'a [Threshold<'a>],
    /// Instances.
    pub desired: &'a [f64],
    pub in_service: &'a [f64],
    pub healthy: &'a [f64],
    pub marks: &'a [Mark<'a>],
    pub words: TimelineWords<'a>,
}

/// The names of the lines.
#[derive(Clone, Copy, Debug)]
pub struct TimelineWords<'a> {
    pub requests: &'a str,
    pub failed: &'a str,
    pub metric: &'a str,
    pub desired: &'a str,
    pub in_service: &'a str,
    pub healthy: &'a str,
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    pub t_s: f64,
    pub kind: MarkKind,
    /// A number at the mark, as `+2`; empty for none.
    pub label: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A diamond in the capacity lane.
    Decision,
    /// A filled triangle in the metric lane.
    Alarm,
    /// An outlined one.
    AlarmOver,
    /// A dotted line through all lanes.
    Edit,
}

/// Where everything lies: for the cursor, for dragged thresholds and for tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineGeometry {
    pub time: Axis,
    pub requests: Axis,
    pub metric: Axis,
    pub capacity: Axis,
}

/// The numbers of a one-line summary. `None` where nothing was reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineSummary {
    pub sent_max: Option<f64>,
    /// Failed requests of all that were sent, 0 to 1.
    pub failed_share: Option<f64>,
    pub metric_max: Option<f64>,
    pub desired_first: Option<f64>,
    pub desired_max: Option<f64>,
    pub desired_last: Option<f64>,
    pub decisions: usize,
    pub alarms: usize,
}

impl Timeline<'_> {
    /// The scales of the picture.
    pub fn geometry(&self) -> TimelineGeometry {
        let (from, to) = (TOP_PX, (px(self.size.height) - BOTTOM_PX).max(TOP_PX + 3));
        let gap = 6;
        // The metric is what decides, so it gets the most room.
        let room = (to - from - 2 * gap).max(3);
        let requests_px = room * 3 / 10;
        let capacity_px = room * 3 / 10;
        let metric_px = room - requests_px - capacity_px;
        let requests_end = from + requests_px;
        let metric_end = requests_end + gap + metric_px;
        let lane =
            |max: f64, bottom: i32, height: i32| Axis::new(0.0, max, bottom, bottom - height);
        let shown = |values: &[f64]| max_shown(values, self.sampling, self.window);
        let highest = self
            .thresholds
            .iter()
            .map(|t| t.value)
            .fold(shown(self.metric), f64::max);
        let metric_max = round_max(highest.max(self.metric_max.unwrap_or(0.0)));
        let capacity_max = [self.desired, self.in_service, self.healthy]
            .map(shown)
            .into_iter()
            .fold(2.0, f64::max);
        TimelineGeometry {
            time: time_axis(self.size, self.window),
            requests: lane(
                round_max(shown(self.sent).max(shown(self.failed))),
                requests_end,
                requests_px,
            ),
            metric: lane(metric_max, metric_end, metric_px),
            // One free row above the top step, so that its line is not the lane's edge.
            capacity: lane(round_max(capacity_max + 1.0), to, capacity_px),
        }
    }

    /// The twin of the picture for readers who want numbers.
    pub fn table(&self) -> Table<TimelineSummary> {
        let sources = [
            (Column::Sent, self.sent),
            (Column::Failed, self.failed),
            (Column::Metric, self.metric),
            (Column::Desired, self.desired),
            (Column::InService, self.in_service),
            (Column::Healthy, self.healthy),
        ];
        table::table(&sources, self.sampling, self.window, self.summary())
    }

    fn summary(&self) -> TimelineSummary {
        let is_shown = |t_s: f64| self.window.from_s <= t_s && t_s <= self.window.to_s;
        let shown = |values: &[f64]| -> Vec<f64> {
            let timed = values.iter().enumerate();
            let timed =
                timed.filter(|(i, v)| v.is_finite() && is_shown(series::time(self.sampling, *i)));
            timed.map(|(_, v)| *v).collect()
        };
        let max = |values: &[f64]| values.iter().copied().max_by(f64::total_cmp);
        let (sent, failed) = (shown(self.sent), shown(self.failed));
        let total: f64 = sent.iter().sum();
        let desired = shown(self.desired);
        let count = |kind: MarkKind| {
            self.marks
                .iter()
                .filter(|m| m.kind == kind && is_shown(m.t_s))
                .count()
        };
        TimelineSummary {
            sent_max: max(&sent),
            failed_share: (total > 0.0).then(|| failed.iter().sum::<f64>() / total),
            metric_max: max(&shown(self.metric)),
            desired_first: desired.first().copied(),
            desired_max: max(&desired),
            desired_last: desired.last().copied(),
            decisions: count(MarkKind::Decision),
            alarms: count(MarkKind::Alarm),
        }
    }
}

/// Draws the timeline.
pub fn timeline(chart: &Timeline<'_>) -> String {
    let geometry = chart.geometry();
    svg::draw(chart.size, chart.id, |canvas| {
        times(
            canvas,
            chart.size,
            &geometry.time,
            geometry.capacity.px_from,
        );
        for lane in [&geometry.requests, &geometry.metric, &geometry.capacity] {
            lane_frame(canvas, &geometry.time, lane);
        }
        marks(canvas, chart, &geometry, MarkKind::Edit);
        requests(canvas, chart, &geometry);
        metric(canvas, chart, &geometry);
        capacity(canvas, chart, &geometry);
        for kind in [MarkKind::AlarmOver, MarkKind::Alarm, MarkKind::Decision] {
            marks(canvas, chart, &geometry, kind);
        }
    })
}

/// The times below a chart.
pub(super) fn times(canvas: &Canvas<'_>, size: Size, time: &Axis, bottom: i32) {
    let last_x = px(size.width) - TIME_LABEL_HALF_PX;
    for t_s in time.time_ticks(TIME_LABEL_PX) {
        let x = time.px(t_s);
        canvas.rule(Ink::Grid, (x, bottom), (x, bottom + 3));
        // A time at the picture's edge leans inwards instead of being cut.
        let (x, anchor) = if x > last_x {
            (px(size.width) - 1, HPos::Right)
        } else {
            (x, HPos::Center)
        };
        canvas.text(
            Ink::AxisText,
            (x, bottom + 4),
            (anchor, VPos::Top),
            &clock(t_s),
        );
    }
}

/// The lines of a lane's ends and their two numbers.
pub(super) fn lane_frame(canvas: &Canvas<'_>, time: &Axis, lane: &Axis) {
    for (value, y) in [(lane.from, lane.px_from), (lane.to, lane.px_to)] {
        canvas.rule(Ink::Grid, (time.px_from, y), (time.px_to, y));
        // The lower number sits on its line, the upper one hangs from it: lanes lie close together.
        let anchor = if y == lane.px_from {
            VPos::Bottom
        } else {
            VPos::Top
        };
        let at = (time.px_from - 5, y);
        canvas.text(Ink::AxisText, at, (HPos::Right, anchor), &digits(value));
    }
}

/// Labels at the right end of lines, moved apart where lines end close to each other.
pub(super) fn end_labels(
    canvas: &Canvas<'_>,
    time: &Axis,
    lane: &Axis,
    labels: &[(Ink, f64, &str)],
) {
    let mut placed: Vec<_> = labels
        .iter()
        .map(|(ink, v, text)| (lane.px(*v), *ink, *text))
        .collect();
    sort_short(&mut placed, |a, b| a.0.cmp(&b.0));
    let mut lowest = lane.px_to;
    for (y, ink, text) in placed {
        let y = y.max(lowest);
        lowest = y + LABEL_STEP_PX;
        canvas.text(ink, (time.px_to + 5, y), (HPos::Left, VPos::Center), text);
    }
}

fn requests(canvas: &Canvas<'_>, chart: &Timeline<'_>, geometry: &TimelineGeometry) {
    let (time, lane) = (&geometry.time, &geometry.requests);
    let plane = canvas.plane(time, lane);
    let sent = series::steps(chart.sent, chart.sampling, time);
    plane.area(Ink::RequestsArea, &sent, 0.0);
    plane.line(Ink::Requests, &sent);
    // Where nothing failed there is no mark at all: a red line along the floor would cry wolf.
    let failed: Vec<f64> = chart
        .failed
        .iter()
        .map(|v| if *v > 0.0 { *v } else { f64::NAN })
        .collect();
    let failed = series::steps(&failed, chart.sampling, time);
    plane.area(Ink::FailedArea, &failed, 0.0);
    plane.line(Ink::Failed, &failed);
    let last = |values: &[f64]| last_shown(values, chart.sampling, chart.window);
    let sent_label = (
        Ink::FlowText,
        last(chart.sent).unwrap_or(lane.to),
        chart.words.requests,
    );
    let failed_label = (
        Ink::BadText,
        last(chart.failed).unwrap_or(0.0),
        chart.words.failed,
    );
    let has_failed = !failed.is_empty();
    labels(
        canvas,
        chart,
        geometry,
        lane,
        &[Some(sent_label), has_failed.then_some(failed_label)],
    );
}

fn metric(canvas: &Canvas<'_>, chart: &Timeline<'_>, geometry: &TimelineGeometry) {
    let (time, lane) = (&geometry.time, &geometry.metric);
    let plane = canvas.plane(time, lane);
    for threshold in chart.thresholds {
        let (ink, _) = threshold_inks(threshold.kind);
        plane.line(
            ink,
            &[vec![
                (time.from, threshold.value),
                (time.to, threshold.value),
            ]],
        );
    }
    plane.line(
        Ink::Metric,
        &series::line(chart.metric, chart.sampling, time),
    );
    let last = last_shown(chart.metric, chart.sampling, chart.window).unwrap_or(0.0);
    let mut named = vec![Some((Ink::PlainText, last, chart.words.metric))];
    named.extend(
        chart
            .thresholds
            .iter()
            .map(|t| Some((threshold_inks(t.kind).1, t.value, t.label))),
    );
    labels(canvas, chart, geometry, lane, &named);
}

fn capacity(canvas: &Canvas<'_>, chart: &Timeline<'_>, geometry: &TimelineGeometry) {
    let (time, lane) = (&geometry.time, &geometry.capacity);
    let plane = canvas.plane(time, lane);
    let healthy = series::steps(chart.healthy, chart.sampling, time);
    plane.area(Ink::HealthyArea, &healthy, 0.0);
    plane.line(Ink::Healthy, &healthy);
    plane.line(
        Ink::InService,
        &series::steps(chart.in_service, chart.sampling, time),
    );
    plane.line(
        Ink::Desired,
        &series::steps(chart.desired, chart.sampling, time),
    );
    let label = |ink: Ink, values: &[f64], word| {
        last_shown(values, chart.sampling, chart.window).map(|last| (ink, last, word))
    };
    let words = &chart.words;
    let named = [
        label(Ink::DecisionText, chart.desired, words.desired),
        label(Ink::PlainText, chart.in_service, words.in_service),
        label(Ink::OkText, chart.healthy, words.healthy),
    ];
    labels(canvas, chart, geometry, lane, &named);
}

/// Direct labels where there is room, else the lane's first name inside it.
fn labels(
    canvas: &Canvas<'_>,
    chart: &Timeline<'_>,
    geometry: &TimelineGeometry,
    lane: &Axis,
    named: &[Option<(Ink, f64, &str)>],
) {
    let named: Vec<_> = named.iter().flatten().copied().collect();
    if has_end_labels(chart.size) {
        end_labels(canvas, &geometry.time, lane, &named);
    } else if let Some((ink, _, text)) = named.first() {
        let at = (geometry.time.px_from + 4, lane.px_to + 2);
        canvas.text(*ink, at, (HPos::Left, VPos::Top), text);
    }
}

/// The line of a threshold and its label.
pub(super) fn threshold_inks(kind: ThresholdKind) -> (Ink, Ink) {
    match kind {
        ThresholdKind::High => (Ink::High, Ink::BadText),
        ThresholdKind::Low => (Ink::Low, Ink::BadText),
        ThresholdKind::Target => (Ink::Target, Ink::DecisionText),
    }
}

fn marks(canvas: &Canvas<'_>, chart: &Timeline<'_>, geometry: &TimelineGeometry, kind: MarkKind) {
    let shown = chart
        .marks
        .iter()
        .filter(|m| m.kind == kind && geometry.time.contains(m.t_s));
    let mut label_end = i32::MIN;
    for mark in shown.take(MARKS_MAX) {
        let x = geometry.time.px(mark.t_s);
        let (top, bottom) = (geometry.metric.px_to, geometry.capacity.px_from);
        match kind {
            MarkKind::Edit => {
                canvas.rule(Ink::Edit, (x, geometry.requests.px_to), (x, bottom));
            }
            MarkKind::Alarm | MarkKind::AlarmOver => {
                let ink = if kind == MarkKind::Alarm {
                    Ink::Alarm
                } else {
                    Ink::AlarmOver
                };
                canvas.shape(ink, vec![(x - 5, top), (x + 5, top), (x, top + 8)]);
            }
            MarkKind::Decision => {
                let y = geometry.capacity.px_to + 1;
                let corners = vec![(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)];
                canvas.shape(Ink::Decision, corners);
                if x >= label_end && !mark.label.is_empty() {
                    let at = (x + 8, y);
                    canvas.text(
                        Ink::DecisionText,
                        at,
                        (HPos::Left, VPos::Center),
                        mark.label,
                    );
                    label_end = x + MARK_LABEL_PX;
                }
            }
        }
    }
}
