//! The line of a link: one cubic from side to side, as SVG text and as places along the way.
//! The picture and the moving dots use the same curve, so a dot never leaves its line.

use super::decimal::px;
use super::{Point, Rect};

/// Steps of the arc-length table: enough that a dot's speed looks even on the longest link.
const STEPS: usize = 24;

/// Which side of a rectangle a link leaves or enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    pub const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Top, Self::Bottom];

    /// The middle of that side.
    pub fn of(self, r: Rect) -> Point {
        let c = r.centre();
        match self {
            Self::Left => Point::new(r.x, c.y),
            Self::Right => Point::new(r.right(), c.y),
            Self::Top => Point::new(c.x, r.y),
            Self::Bottom => Point::new(c.x, r.bottom()),
        }
    }

    /// How far a way leads out of that side; less than nothing where it leads back over it.
    pub fn ahead(self, way: Point) -> f64 {
        let out = self.outward();
        out.x * way.x + out.y * way.y
    }

    /// Whether one is at the end of a card and the other above or below it.
    pub fn is_across(self, other: Self) -> bool {
        let is_end = |side| matches!(side, Self::Left | Self::Right);
        is_end(self) != is_end(other)
    }

    fn outward(self) -> Point {
        match self {
            Self::Left => Point::new(-1.0, 0.0),
            Self::Right => Point::new(1.0, 0.0),
            Self::Top => Point::new(0.0, -1.0),
            Self::Bottom => Point::new(0.0, 1.0),
        }
    }
}

/// A cubic with its arc-length table.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    control: [Point; 4],
    reach: [f32; STEPS + 1],
}

impl Curve {
    /// From one side of a rectangle to a side of another, leaving and entering square to them.
    pub fn between(from: Rect, leave: Side, to: Rect, enter: Side) -> Self {
        Self::joining(
            leave.of(from),
            leave.outward(),
            enter.of(to),
            enter.outward(),
        )
    }

    /// From a place to a place with given outward directions.
    pub fn joining(a: Point, out_a: Point, b: Point, out_b: Point) -> Self {
        let d = b.minus(a);
        let along = (d.x * out_a.x + d.y * out_a.y).abs();
        // Half of the way along the axis, but a visible bulge when the two lie side by side.
        let pull = (along * 0.5).max(d.length() * 0.25).min(160.0);
        let bend = |p: Point, o: Point| Point::new(p.x + o.x * pull, p.y + o.y * pull);
        Self::new([a, bend(a, out_a), bend(b, out_b), b])
    }

    /// From one side of a rectangle to a side of another, as far out of each as `pull` says.
    pub fn bent(from: (Rect, Side), to: (Rect, Side), pull: (f64, f64)) -> Self {
        let far = |(r, side): (Rect, Side), pull: f64| {
            let (p, out) = (side.of(r), side.outward());
            [p, Point::new(p.x + out.x * pull, p.y + out.y * pull)]
        };
        let ([a, b], [d, c]) = (far(from, pull.0), far(to, pull.1));
        Self::new([a, b, c, d])
    }

    fn new(control: [Point; 4]) -> Self {
        let mut curve = Self {
            control,
            reach: [0.0; STEPS + 1],
        };
        let mut last = curve.raw(0.0);
        let mut sum = 0.0;
        for i in 1..=STEPS {
            let p = curve.raw(i as f64 / STEPS as f64);
            sum += p.minus(last).length();
            last = p;
            if let Some(slot) = curve.reach.get_mut(i) {
                *slot = sum as f32;
            }
        }
        curve
    }

    fn raw(&self, t: f64) -> Point {
        let [a, b, c, d] = self.control;
        let u = 1.0 - t;
        let (k0, k1, k2, k3) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
        Point::new(
            a.x * k0 + b.x * k1 + c.x * k2 + d.x * k3,
            a.y * k0 + b.y * k1 + c.y * k2 + d.y * k3,
        )
    }

    /// Places all along the way, close to each other.
    pub fn trail(&self) -> impl Iterator<Item = Point> {
        (0..=STEPS).map(|n| self.raw(n as f64 / STEPS as f64))
    }

    pub fn length(&self) -> f64 {
        f64::from(self.reach[STEPS])
    }

    /// The place at a share of the length, 0 at the start and 1 at the end, at an even speed.
    pub fn at(&self, share: f64) -> Point {
        let want = (share.clamp(0.0, 1.0) * self.length()) as f32;
        let next = self.reach.partition_point(|&r| r < want).clamp(1, STEPS);
        let (low, high) = (self.reach[next - 1], self.reach[next]);
        let inside = if high > low {
            f64::from((want - low) / (high - low))
        } else {
            0.0
        };
        self.raw((next as f64 - 1.0 + inside) / STEPS as f64)
    }

    /// The value of an SVG `d` attribute.
    pub fn d(&self) -> String {
        let [a, b, c, d] = self.control.map(|p| (px(p.x), px(p.y)));
        format!(
            "M{} {}C{} {} {} {} {} {}",
            a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve() -> Curve {
        let a = Rect::new(0.0, 0.0, 40.0, 20.0);
        let b = Rect::new(200.0, 90.0, 40.0, 20.0);
        Curve::between(a, Side::Right, b, Side::Left)
    }

    #[test]
    fn it_starts_and_ends_on_the_sides() {
        let c = curve();
        assert_eq!(c.at(0.0), Point::new(40.0, 10.0));
        assert_eq!(c.at(1.0), Point::new(200.0, 100.0));
        assert_eq!(c.at(-3.0), c.at(0.0));
        assert_eq!(c.at(7.0), c.at(1.0));
    }

    #[test]
    fn equal_shares_are_equal_distances() {
        let c = curve();
        let step = c.length() / 10.0;
        for i in 0..10 {
            let gap = c
                .at(f64::from(i + 1) / 10.0)
                .minus(c.at(f64::from(i) / 10.0))
                .length();
            assert!((gap - step).abs() < step * 0.08, "{gap} against {step}");
        }
    }

    #[test]
    fn a_link_to_itself_is_still_finite() {
        let r = Rect::new(5.0, 5.0, 0.0, 0.0);
        let c = Curve::between(r, Side::Right, r, Side::Left);
        assert!(c.at(0.5).x.is_finite() && c.length().is_finite());
    }
}
