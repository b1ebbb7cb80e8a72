//! Charts as SVG text, drawn with plotters: the policy editor's metric with its lines and bands.
//!
//! Geometry is a value of its own, so that cursors and dragged lines use the very scales that the picture
//! was drawn with. Colours are `var(--token)` and no element carries a style: themes switch without a
//! redraw and a strict content security policy holds. Words come from the caller.

mod frame;
pub mod policy;
pub mod scale;
mod series;
mod svg;
pub mod table;

pub use policy::{Band, BandKind, PolicyChart, policy_chart};
pub use scale::Axis;

/// A picture's size. Units: CSS px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// The times that a picture shows. Units: seconds from the first picture of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub from_s: f64,
    pub to_s: f64,
}

/// When the values of a chart's series were taken: the first at `start_s`, then every `step_s` seconds.
///
/// A value that is not a number means that there was nothing to report: the line breaks there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    pub start_s: f64,
    pub step_s: f64,
}

/// A horizontal line that a metric is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold<'a> {
    pub value: f64,
    pub kind: ThresholdKind,
    /// Shown at its end, for example `70`.
    pub label: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdKind {
    /// The alarm that scales out.
    High,
    /// The alarm that scales in.
    Low,
    /// What target tracking aims at.
    Target,
}

/// Room at the left of a chart for two numbers. Units: px.
const LEFT_PX: i32 = 40;
/// Room at the right for direct labels, where there is room at all. Units: px.
const RIGHT_PX: i32 = 76;
const RIGHT_NARROW_PX: i32 = 8;
/// From this width on lines are labelled at their end. Units: px.
const LABELS_WIDTH_MIN: u32 = 480;
/// Room at the bottom for the times. Units: px.
const BOTTOM_PX: i32 = 16;
const TOP_PX: i32 = 6;
/// Direct labels keep this distance. Units: px.
const LABEL_STEP_PX: i32 = 12;

/// The horizontal axis that all charts share, for the same width the same.
fn time_axis(size: Size, window: Window) -> Axis {
    let width = px(size.width);
    let right = if has_end_labels(size) {
        RIGHT_PX
    } else {
        RIGHT_NARROW_PX
    };
    Axis::new(
        window.from_s,
        window.to_s,
        LEFT_PX,
        (width - right).max(LEFT_PX + 1),
    )
}

fn has_end_labels(size: Size) -> bool {
    size.width >= LABELS_WIDTH_MIN
}

fn px(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests;
