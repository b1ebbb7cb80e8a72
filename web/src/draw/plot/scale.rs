//! Values to pixels and back, round numbers for axes, and the simulation's clock.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

/// Seconds between two times on an axis that people read easily.
const TIME_STEPS_S: [f64; 20] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 7_200.0,
    14_400.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0, 604_800.0,
];
/// What a round maximum may begin with.
const ROUND_STARTS: [f64; 9] = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// A straight scale from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    pub from: f64,
    pub to: f64,
    /// The pixel of `from`; on a vertical axis the bottom.
    pub px_from: i32,
    pub px_to: i32,
}

impl Axis {
    /// An axis that is at least something long, whatever it is given.
    pub fn new(from: f64, to: f64, px_from: i32, px_to: i32) -> Self {
        let from = if from.is_finite() { from } else { 0.0 };
        let to = if to.is_finite() && to > from {
            to
        } else {
            from + 1.0
        };
        Self {
            from,
            to,
            px_from,
            px_to,
        }
    }

    /// The pixel that plotters draws `value` at; values beyond the ends stay at the ends.
    pub fn px(&self, value: f64) -> i32 {
        let inside = if value.is_nan() {
            self.from
        } else {
            value.clamp(self.from, self.to)
        };
        RangedCoordf64::from(self.from..self.to).map(&inside, (self.px_from, self.px_to))
    }

    /// The value under a pixel, for cursors and dragged lines; pixels beyond the ends stay at the ends.
    pub fn value(&self, px: f64) -> f64 {
        let length = f64::from(self.px_to - self.px_from);
        if length == 0.0 || px.is_nan() {
            return self.from;
        }
        let share = (px - f64::from(self.px_from)) / length;
        self.from + (self.to - self.from) * share.clamp(0.0, 1.0)
    }

    /// Where a line at `value` ends up when it is dragged from one pixel to another.
    ///
    /// By difference: taking the pixel's own value would make a line jump when it is merely touched.
    pub fn dragged(&self, value: f64, from_px: f64, to_px: f64, step: f64) -> f64 {
        let moved = value + self.value(to_px) - self.value(from_px);
        let snapped = if step > 0.0 && step.is_finite() {
            (moved / step).round() * step
        } else {
            moved
        };
        snapped.clamp(self.from, self.to)
    }

    pub fn contains(&self, value: f64) -> bool {
        self.from <= value && value <= self.to
    }

    /// Round times inside the axis, at least `px_min` pixels apart.
    pub fn time_ticks(&self, px_min: f64) -> Vec<f64> {
        let length = f64::from((self.px_to - self.px_from).abs()).max(1.0);
        let least_s = (self.to - self.from) * px_min / length;
        let step_s = TIME_STEPS_S
            .into_iter()
            .find(|s| *s >= least_s)
            .unwrap_or_else(|| {
                let week_s = 604_800.0;
                (least_s / week_s).ceil() * week_s
            });
        let first = (self.from / step_s).ceil();
        let last = (self.to / step_s).floor();
        // By construction there are few; the cap guards against an absurd axis.
        (0..100)
            .map(|i| first + f64::from(i))
            .take_while(|i| *i <= last)
            .map(|i| i * step_s)
            .collect()
    }
}

/// The smallest round number that is not below `value`; one for nothing at all.
pub fn round_max(value: f64) -> f64 {
    if !(value > 0.0 && value.is_finite()) {
        return 1.0;
    }
    let mut power = 10_f64.powf(value.log10().floor());
    // The logarithm may be off by one in the last digit.
    if power * 10.0 <= value {
        power *= 10.0;
    }
    ROUND_STARTS
        .into_iter()
        .map(|s| s * power)
        .find(|max| *max >= value)
        .unwrap_or(value)
}

/// Plain digits, no more than the size of the number deserves.
pub fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        a if a >= 100.0 => 0,
        a if a >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// The simulation clock, `+hh:mm:ss` in every language; the pre-roll counts down to zero.
pub fn clock(time_s: f64) -> String {
    let whole = if time_s.is_finite() {
        time_s.round() as i64
    } else {
        0
    };
    let sign = if whole < 0 { '-' } else { '+' };
    let whole = whole.unsigned_abs();
    format!(
        "{sign}{:02}:{:02}:{:02}",
        whole / 3_600,
        whole / 60 % 60,
        whole % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_and_values_invert_each_other() {
        let axis = Axis::new(0.0, 100.0, 120, 20);
        assert_eq!((axis.px(0.0), axis.px(70.0), axis.px(100.0)), (120, 50, 20));
        assert_eq!(
            (axis.px(-5.0), axis.px(1e9), axis.px(f64::NAN)),
            (120, 20, 120)
        );
        for value in 0..=100 {
            let px = axis.px(f64::from(value));
            assert!((axis.value(f64::from(px)) - f64::from(value)).abs() < 1e-9);
        }
        assert_eq!(axis.value(-1e6), 100.0);
        assert_eq!(axis.value(1e6), 0.0);
    }

    #[test]
    fn a_touched_line_stays_and_a_dragged_one_follows() {
        let axis = Axis::new(0.0, 100.0, 150, 6);
        let y = f64::from(axis.px(70.0));
        assert_eq!(axis.dragged(70.0, y + 3.0, y + 3.0, 1.0), 70.0);
        assert_eq!(axis.dragged(70.0, y, y + 14.4, 1.0), 60.0);
        assert_eq!(axis.dragged(70.0, y, -500.0, 1.0), 100.0);
    }

    #[test]
    fn an_axis_without_length_is_still_an_axis() {
        for axis in [Axis::new(5.0, 5.0, 0, 10), Axis::new(f64::NAN, 1.0, 0, 10)] {
            assert!(axis.to > axis.from);
            assert!((0..=10).contains(&axis.px(axis.from)));
        }
        assert_eq!(Axis::new(3.0, 4.0, 7, 7).value(7.0), 3.0);
    }

    #[test]
    fn maxima_are_round() {
        let rounded = [
            (0.0, 1.0),
            (1.0, 1.0),
            (7.0, 8.0),
            (61.0, 80.0),
            (101.0, 150.0),
            (0.013, 0.015),
        ];
        for (value, max) in rounded {
            assert!((round_max(value) - max).abs() < 1e-12, "{value}");
        }
        assert_eq!(round_max(f64::INFINITY), 1.0);
        assert!(round_max(1000.0) >= 1000.0 && round_max(1e300) >= 1e300);
    }

    #[test]
    fn times_are_few_and_round() {
        let axis = Axis::new(-300.0, 600.0, 40, 640);
        assert_eq!(axis.time_ticks(90.0), [-300.0, 0.0, 300.0, 600.0]);
        assert_eq!(Axis::new(0.0, 1e9, 0, 100).time_ticks(90.0).len(), 2);
        assert_eq!(clock(-300.0), "-00:05:00");
        assert_eq!(clock(220.4), "+00:03:40");
        assert_eq!(clock(360_000.0), "+100:00:00");
    }

    #[test]
    fn digits_are_plain() {
        let shown = [
            (0.0, "0"),
            (70.0, "70"),
            (1500.0, "1500"),
            (0.313, "0.31"),
            (12.34, "12.3"),
        ];
        for (value, text) in shown {
            assert_eq!(digits(value), text);
        }
    }
}
