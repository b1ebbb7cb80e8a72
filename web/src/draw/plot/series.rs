//! Samples to the points of a line: gaps, the visible part, and no more points than pixels show.

use super::{Axis, Sampling, Window};

pub(super) type Points = Vec<(f64, f64)>;

/// The time of a sample.
pub(super) fn time(sampling: Sampling, index: usize) -> f64 {
    sampling.start_s + index as f64 * sampling.step_s
}

/// The line through the samples, cut where there is none and at the window's ends.
pub(super) fn line(values: &[f64], sampling: Sampling, axis: &Axis) -> Vec<Points> {
    let mut pieces = vec![Points::new()];
    for (i, value) in values.iter().enumerate() {
        match pieces.last_mut() {
            Some(piece) if value.is_finite() => piece.push((time(sampling, i), *value)),
            Some(piece) if !piece.is_empty() => pieces.push(Points::new()),
            _ => {}
        }
    }
    let visible = pieces.into_iter().map(|p| thin(&clip(&p, axis), axis));
    visible.filter(|p| !p.is_empty()).collect()
}

/// The part of a line inside the axis, with new ends where it crosses them.
fn clip(points: &[(f64, f64)], axis: &Axis) -> Points {
    let mut out = Points::new();
    if let [only] = points {
        out.extend(axis.contains(only.0).then_some(*only));
    }
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        if b.0 < axis.from || a.0 > axis.to {
            continue;
        }
        let at = |t: f64| {
            let share = if b.0 > a.0 {
                (t - a.0) / (b.0 - a.0)
            } else {
                0.0
            };
            (t, a.1 + (b.1 - a.1) * share)
        };
        let from = if a.0 < axis.from { at(axis.from) } else { *a };
        let to = if b.0 > axis.to { at(axis.to) } else { *b };
        if out.last() != Some(&from) {
            out.push(from);
        }
        out.push(to);
    }
    out
}

/// Keeps of each pixel column the first, lowest, highest and last point: the picture stays the same.
fn thin(points: &[(f64, f64)], axis: &Axis) -> Points {
    let columns = (axis.px_to - axis.px_from).unsigned_abs() as usize;
    if points.len() <= columns * 2 {
        return points.to_vec();
    }
    let mut out = Points::new();
    for column in points.chunk_by(|a, b| axis.px(a.0) == axis.px(b.0)) {
        let by_value = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
        let extremes = (
            column.iter().min_by(by_value),
            column.iter().max_by(by_value),
        );
        let ends = (column.first(), column.last());
        let (Some(first), Some(last), Some(low), Some(high)) =
            (ends.0, ends.1, extremes.0, extremes.1)
        else {
            continue;
        };
        let (early, late) = if low.0 <= high.0 {
            (low, high)
        } else {
            (high, low)
        };
        for point in [first, early, late, last] {
            if out.last() != Some(point) {
                out.push(*point);
            }
        }
    }
    out
}

/// The largest value that a window shows; nothing shown is zero.
pub(super) fn max_shown(values: &[f64], sampling: Sampling, window: Window) -> f64 {
    let shown = values.iter().enumerate().filter(|(i, v)| {
        v.is_finite() && time(sampling, *i) <= window.to_s && time(sampling, i + 1) >= window.from_s
    });
    shown.map(|(_, v)| *v).fold(0.0, f64::max)
}

/// The last value of a window, for labels at the end of a line.
pub(super) fn last_shown(values: &[f64], sampling: Sampling, window: Window) -> Option<f64> {
    let shown = values.iter().enumerate();
    let shown = shown.filter(|(i, v)| v.is_finite() && time(sampling, *i) <= window.to_s);
    shown.map(|(_, v)| *v).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY_10: Sampling = Sampling {
        start_s: 0.0,
        step_s: 10.0,
    };

    #[test]
    fn a_line_breaks_where_nothing_was_reported() {
        let axis = Axis::new(0.0, 100.0, 0, 100);
        let found = line(
            &[f64::NAN, 1.0, f64::NAN, f64::NAN, 3.0, 5.0],
            EVERY_10,
            &axis,
        );
        assert_eq!(found, [vec![(10.0, 1.0)], vec![(40.0, 3.0), (50.0, 5.0)]]);
        assert!(line(&[f64::NAN], EVERY_10, &axis).is_empty());
    }

    #[test]
    fn lines_are_cut_at_the_window() {
        let axis = Axis::new(5.0, 15.0, 0, 100);
        assert_eq!(
            line(&[0.0, 10.0, 20.0], EVERY_10, &axis),
            [vec![(5.0, 5.0), (10.0, 10.0), (15.0, 15.0)]]
        );
        let away = Axis::new(500.0, 600.0, 0, 100);
        assert!(line(&[0.0, 10.0, 20.0], EVERY_10, &away).is_empty());
    }

    #[test]
    fn more_points_than_pixels_keep_their_peaks() {
        let mut values = vec![1.0; 10_000];
        values[5_003] = 90.0;
        values[7_777] = 0.0;
        let axis = Axis::new(0.0, 100_000.0, 0, 100);
        let found = line(&values, EVERY_10, &axis);
        assert!(found[0].len() <= 404);
        assert!(found[0].iter().any(|p| p.1 == 90.0) && found[0].iter().any(|p| p.1 == 0.0));
        assert!(found[0].is_sorted_by(|a, b| a.0 <= b.0));
    }
}
