//! The latency chart: median and 95th percentile, as the client sees them.

use super::scale::round_max;
use super::series::{self, last_shown, max_shown};
use super::svg::{self, Ink};
use super::table::{self, Column, Table};
use super::timeline::{end_labels, lane_frame, times};
use super::{Axis, BOTTOM_PX, Sampling, Size, TOP_PX, Window, has_end_labels, px, time_axis};
use plotters::style::text_anchor::{HPos, VPos};

/// What the chart shows. Units: ms.
#[derive(Clone, Copy, Debug)]
pub struct Latency<'a> {
    /// Unique on the page.
    pub id: &'a str,
    pub size: Size,
    pub window: Window,
    pub sampling: Sampling,
    pub p50: &'a [f64],
    pub p95: &'a [f64],
    /// The names of the lines.
    pub p50_label: &'a str,
    pub p95_label: &'a str,
}

/// Where everything lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatencyGeometry {
    pub time: Axis,
    pub value: Axis,
}

/// The numbers of a one-line summary. Units: ms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatencySummary {
    pub p50_last: Option<f64>,
    pub p95_last: Option<f64>,
    pub p95_max: Option<f64>,
}

impl Latency<'_> {
    /// The scales of the picture.
    pub fn geometry(&self) -> LatencyGeometry {
        let shown = |values: &[f64]| max_shown(values, self.sampling, self.window);
        let bottom = (px(self.size.height) - BOTTOM_PX).max(TOP_PX + 1);
        let max = round_max(shown(self.p50).max(shown(self.p95)));
        LatencyGeometry {
            time: time_axis(self.size, self.window),
            value: Axis::new(0.0, max, bottom, TOP_PX),
        }
    }

    /// The twin of the picture for readers who want numbers.
    pub fn table(&self) -> Table<LatencySummary> {
        let last = |values: &[f64]| last_shown(values, self.sampling, self.window);
        let summary = LatencySummary {
            p50_last: last(self.p50),
            p95_last: last(self.p95),
            p95_max: last(self.p95).map(|_| max_shown(self.p95, self.sampling, self.window)),
        };
        let sources = [(Column::P50, self.p50), (Column::P95, self.p95)];
        table::table(&sources, self.sampling, self.window, summary)
    }
}

/// Draws the chart.
pub fn latency(chart: &Latency<'_>) -> String {
    let LatencyGeometry { time, value } = chart.geometry();
    svg::draw(chart.size, chart.id, |canvas| {
        times(canvas, chart.size, &time, value.px_from);
        lane_frame(canvas, &time, &value);
        let plane = canvas.plane(&time, &value);
        let lines = [
            (Ink::P50, Ink::FlowText, chart.p50, chart.p50_label),
            (Ink::P95, Ink::PlainText, chart.p95, chart.p95_label),
        ];
        for (ink, _, values, _) in lines {
            plane.line(ink, &series::line(values, chart.sampling, &time));
        }
        let labels: Vec<_> = lines
            .into_iter()
            .filter_map(|(_, ink, values, label)| {
                Some((
                    ink,
                    last_shown(values, chart.sampling, chart.window)?,
                    label,
                ))
            })
            .collect();
        if has_end_labels(chart.size) {
            end_labels(canvas, &time, &value, &labels);
        } else {
            for ((ink, _, label), row) in labels.iter().rev().zip(0_i32..) {
                let at = (time.px_from + 4, value.px_to + 2 + 12 * row);
                canvas.text(*ink, at, (HPos::Left, VPos::Top), label);
            }
        }
    })
}
