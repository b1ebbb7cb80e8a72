//! What stands around a chart's lines: times, numbers and labels.

use super::scale::{clock, digits};
use super::svg::{Canvas, Ink};
use super::{Axis, LABEL_STEP_PX, Size, ThresholdKind, px};
use plotters::style::text_anchor::{HPos, VPos};
use swell_core::base::order::sort_short;

/// Times on the axis keep this distance. Units: px.
const TIME_LABEL_PX: f64 = 92.0;
/// Half the width of such a label, generously. Units: px.
const TIME_LABEL_HALF_PX: i32 = 32;

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

/// The line of a threshold and its label.
pub(super) fn threshold_inks(kind: ThresholdKind) -> (Ink, Ink) {
    match kind {
        ThresholdKind::High => (Ink::High, Ink::BadText),
        ThresholdKind::Low => (Ink::Low, Ink::BadText),
        ThresholdKind::Target => (Ink::Target, Ink::DecisionText),
    }
}
