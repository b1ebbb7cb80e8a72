//! Where things are in the chart, in the pixels of the element.

use crate::vocabulary::{MarkKind, SECOND, SimTime, TimelineView};
use std::fmt::Write;

/// Where things are, in the pixels of the element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) from: SimTime,
    pub(super) to: SimTime,
}

impl Plan {
    pub(super) fn new(width: f64, height: f64, t: &TimelineView) -> Self {
        let is_small = width < 560.0;
        let (left, right) = if is_small {
            (10.0, 56.0)
        } else {
            (118.0, 84.0)
        };
        Self {
            left,
            right,
            width,
            height,
            from: t.from,
            to: t.to.max(t.from + SECOND),
        }
    }

    pub(super) fn x(self, at: SimTime) -> f64 {
        let share = (at - self.from) as f64 / (self.to - self.from) as f64;
        self.left + share * (self.width - self.left - self.right)
    }

    /// The column of values that lies at a place; nothing outside the values.
    pub(super) fn column(self, at: SimTime, step: SimTime, columns: usize) -> Option<usize> {
        let n = usize::try_from((at - self.from).div_euclid(step.max(1))).ok()?;
        (columns > 0).then(|| n.min(columns - 1))
    }

    pub(super) fn time(self, x: f64) -> SimTime {
        let share = (x - self.left) / (self.width - self.left - self.right).max(1.0);
        self.from + (share.clamp(0.0, 1.0) * (self.to - self.from) as f64) as SimTime
    }

    /// Top and height of a row: three rows, two lines of marks, the axis.
    pub(super) fn row(self, n: usize) -> (f64, f64) {
        let room = self.height - 6.0 - self.marks_h() - 18.0;
        let each = room / 3.0;
        (6.0 + each * n as f64 + 2.0, each - 8.0)
    }

    /// Where a label of a row stands that wishes for `y`: on no other row.
    pub(super) fn within(self, n: usize, y: f64) -> f64 {
        let (top, h) = self.row(n);
        y.clamp(top + 9.0, (top + h).max(top + 9.0))
    }

    /// What the group did stands above what people did.
    pub(super) fn marks_y(self, kind: MarkKind) -> f64 {
        let is_chain = matches!(
            kind,
            MarkKind::AlarmOn | MarkKind::AlarmOff | MarkKind::Decision(_)
        );
        match self.is_low() {
            true => self.height - 18.0 - 10.0,
            false => self.height - 18.0 - if is_chain { 28.0 } else { 11.0 },
        }
    }

    /// Too narrow for names and scales beside the rows.
    pub(super) fn is_narrow(self) -> bool {
        self.left < 20.0
    }

    /// Too low for two lines of marks and for labels one above the other.
    pub(super) fn is_low(self) -> bool {
        self.height < 150.0
    }

    fn marks_h(self) -> f64 {
        if self.is_low() { 20.0 } else { 36.0 }
    }
}

/// The smallest round step of the axis that leaves room for its labels.
pub(super) fn axis_step(plan: Plan) -> SimTime {
    let room = ((plan.width - plan.left - plan.right) / 76.0).max(1.0);
    let span_s = (plan.to - plan.from) / SECOND;
    for s in [
        10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200,
    ] {
        if span_s as f64 / s as f64 <= room {
            return s * SECOND;
        }
    }
    // So many whole days, however long the run.
    let days = (span_s as f64 / 86_400.0 / room).ceil().max(1.0);
    days as SimTime * 86_400 * SECOND
}

/// A line through values; a gap where there is none. Empty without any: a path must begin somewhere.
pub(super) fn line(
    values: impl Iterator<Item = Option<f64>>,
    plan: Plan,
    step: SimTime,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut d = String::new();
    let mut pen = false;
    for (n, v) in values.enumerate() {
        match v {
            Some(v) if v.is_finite() => {
                let x = plan.x(plan.from + n as SimTime * step);
                let _ = write!(d, "{}{x:.1} {:.1}", if pen { "L" } else { "M" }, y(v));
                pen = true;
            }
            _ => pen = false,
        }
    }
    d
}

/// What lies between a line and its `floor`, each piece closed by itself.
pub(super) fn area(
    values: impl Iterator<Item = Option<f64>>,
    plan: Plan,
    step: SimTime,
    floor: f64,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut d = String::new();
    let mut piece: Option<(f64, f64)> = None;
    let close = |piece: (f64, f64), d: &mut String| {
        let _ = write!(d, "L{:.1} {floor:.1}L{:.1} {floor:.1}Z", piece.1, piece.0);
    };
    for (n, v) in values.enumerate() {
        let x = plan.x(plan.from + n as SimTime * step);
        let Some(v) = v.filter(|v| v.is_finite()) else {
            piece.take().into_iter().for_each(|p| close(p, &mut d));
            continue;
        };
        let start = piece.map_or(x, |p| p.0);
        let pen = if piece.is_some() { "L" } else { "M" };
        let _ = write!(d, "{pen}{x:.1} {:.1}", y(v));
        piece = Some((start, x));
    }
    piece.into_iter().for_each(|p| close(p, &mut d));
    d
}

/// Steps: a value holds until the next one.
pub(super) fn steps(values: &[u32], plan: Plan, step: SimTime, y: impl Fn(f64) -> f64) -> String {
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

/// As [`steps`], with a gap where there is no value; the last one holds to the edge.
pub(super) fn held(
    values: impl Iterator<Item = Option<f64>>,
    plan: Plan,
    step: SimTime,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut d = String::new();
    let mut last: Option<f64> = None;
    for (n, v) in values.enumerate() {
        let x = plan.x(plan.from + n as SimTime * step);
        let v = v.filter(|v| v.is_finite());
        let _ = match (last, v) {
            (Some(old), Some(v)) if old.to_bits() == v.to_bits() => Ok(()),
            (Some(_), Some(v)) => write!(d, "H{x:.1}V{:.1}", y(v)),
            (None, Some(v)) => write!(d, "M{x:.1} {:.1}", y(v)),
            (Some(_), None) => write!(d, "H{x:.1}"),
            (None, None) => Ok(()),
        };
        last = v;
    }
    if last.is_some() {
        let _ = write!(d, "H{:.1}", plan.width - plan.right);
    }
    d
}

/// The upper end of an axis that holds all values: the next of 1, 2, 2.5, 4, 5 or 8 times a power
/// of ten, so that its number can be read and does not change with every new value.
pub(super) fn top_of(values: impl Iterator<Item = f32>) -> f64 {
    let most = f64::from(values.filter(|v| v.is_finite()).fold(1.0_f32, f32::max));
    let mut power = 1.0;
    while power * 10.0 <= most && power < 1e12 {
        power *= 10.0;
    }
    let steps = [1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0];
    let found = steps
        .into_iter()
        .map(|s| s * power)
        .find(|top| *top >= most);
    found.unwrap_or(most)
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
    fn a_label_stays_in_its_row() {
        for height in [100.0, 160.0, 200.0] {
            let plan = Plan { height, ..plan() };
            for n in 0..3 {
                let (top, h) = plan.row(n);
                for y in [-900.0, top, top + h, 900.0] {
                    let at = plan.within(n, y);
                    assert!(at >= top + 9.0 && at <= (top + h).max(top + 9.0));
                }
            }
        }
    }

    #[test]
    fn a_threshold_is_drawn_as_it_was_and_holds_to_the_edge() {
        let held = |values: &[Option<f64>]| held(values.iter().copied(), plan(), SECOND, |v| v);
        let d = held(&[None, Some(70.0), Some(70.0), Some(90.0)]);
        assert!(d.starts_with('M') && !d.starts_with("M0"), "{d}");
        assert_eq!((d.matches('M').count(), d.matches('V').count()), (1, 1));
        assert!(d.contains("70.0") && d.ends_with(&format!("H{:.1}", 1_000.0 - plan().right)));
        // An alarm that is gone has no line from then on.
        let gone = held(&[Some(70.0), None, None]);
        assert_eq!(gone.matches('H').count(), 1);
        assert_eq!(held(&[None, None]), "");
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

    /// Whether a browser can draw it: it begins with a move, and all its numbers are numbers.
    fn is_path(d: &str) -> bool {
        let numbers = |text: &str| text.split(' ').all(|n| n.parse().is_ok_and(f64::is_finite));
        let mut pieces = d.split_inclusive(|c: char| c.is_ascii_uppercase());
        let is_first_a_move = d.is_empty() || d.starts_with('M');
        // Each piece is the numbers of a command and the letter of the next one.
        let _ = pieces.next();
        let is_done = |piece: &str| piece.is_empty() || numbers(piece);
        is_first_a_move
            && pieces.all(|piece| is_done(piece.trim_end_matches(|c: char| c.is_ascii_uppercase())))
    }

    #[test]
    fn every_series_gives_a_path_that_can_be_drawn() {
        let mut dice = 7u64;
        let mut roll = move |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (dice >> 33) % sides
        };
        for _ in 0..2_000 {
            let length = roll(6) as usize;
            let values: Vec<Option<f64>> = (0..length)
                .map(|_| match roll(6) {
                    0 => None,
                    1 => Some(f64::NAN),
                    2 => Some(f64::INFINITY),
                    3 => Some(1e300),
                    n => Some(n as f64),
                })
                .collect();
            let most = top_of(values.iter().map(|v| v.unwrap_or_default() as f32));
            let y = |v: f64| 100.0 - (v / most).clamp(-2.0, 2.0) * 50.0;
            let counts: Vec<u32> = (0..length).map(|_| roll(3) as u32).collect();
            for d in [
                line(values.iter().copied(), plan(), SECOND, y),
                area(values.iter().copied(), plan(), SECOND, 150.0, y),
                held(values.iter().copied(), plan(), SECOND, y),
                steps(&counts, plan(), SECOND, y),
            ] {
                assert!(is_path(&d), "{d:?} of {values:?}");
            }
        }
        assert!(!is_path("L3.0 4.0Z") && !is_path("MNaN 1.0") && is_path("M1.0 2.0L3.0 -4.0Z"));
    }

    #[test]
    fn an_axis_ends_at_a_round_number_above_its_values() {
        for (most, top) in [
            (0.0, 1.0),
            (1.0, 1.0),
            (9.7, 10.0),
            (10.4, 20.0),
            (103.0, 200.0),
            (4_200.0, 5_000.0),
        ] {
            assert_eq!(top_of([most].into_iter()), top, "{most}");
        }
    }

    #[test]
    fn the_axis_has_room_for_its_labels() {
        let p = plan();
        let years = Plan {
            to: p.from + 1_500 * 86_400 * SECOND,
            ..p
        };
        let room = (p.width - p.left - p.right) / 76.0;
        assert!(((years.to - years.from) / axis_step(years)) as f64 <= room);
        let labels = (p.to - p.from) / axis_step(p);
        assert!(labels as f64 <= (p.width - p.left - p.right) / 76.0);
    }
}
