//! The line of a link from side to side, as SVG text and as places along the way.
//! The picture and the moving dots use the same curve, so a dot never leaves its line.

use super::decimal::px;
use super::{Point, Rect};

/// Steps of the arc-length table for each cubic: enough that a dot's speed looks even on the longest link.
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

    /// Square out of that side, and square into it.
    pub fn out_of(self, r: Rect) -> Stop {
        (self.of(r), self.outward())
    }

    pub fn into(self, r: Rect) -> Stop {
        let out = self.outward();
        (self.of(r), Point::new(-out.x, -out.y))
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

/// Cubics one after the other, with their arc-length table.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pieces: Vec<[Point; 4]>,
    reach: Vec<f32>,
}

/// A place on the way of a line, and its direction there.
pub type Stop = (Point, Point);

impl Curve {
    /// From one side of a rectangle to a side of another, leaving and entering square to them.
    pub fn between(from: Rect, leave: Side, to: Rect, enter: Side) -> Self {
        Self::through(&[leave.out_of(from), enter.into(to)])
    }

    /// From place to place.
    pub fn through(stops: &[Stop]) -> Self {
        let pieces: Vec<_> = stops.windows(2).filter_map(piece).collect();
        let mut curve = Self {
            reach: Vec::with_capacity(pieces.len() * STEPS + 1),
            pieces,
        };
        let (mut last, mut sum) = (curve.raw(0.0), 0.0);
        let reach = curve.trail().map(|p| {
            sum += p.minus(last).length();
            last = p;
            sum as f32
        });
        curve.reach = reach.collect();
        curve
    }

    fn steps(&self) -> usize {
        self.pieces.len() * STEPS
    }

    /// The place after so many steps.
    fn raw(&self, steps: f64) -> Point {
        let last = self.pieces.len().saturating_sub(1);
        let n = ((steps / STEPS as f64) as usize).min(last);
        let [a, b, c, d] = self.pieces.get(n).copied().unwrap_or_default();
        let t = steps / STEPS as f64 - n as f64;
        let u = 1.0 - t;
        let (k0, k1, k2, k3) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
        Point::new(
            a.x * k0 + b.x * k1 + c.x * k2 + d.x * k3,
            a.y * k0 + b.y * k1 + c.y * k2 + d.y * k3,
        )
    }

    /// Places all along the way, close to each other.
    pub fn trail(&self) -> impl Iterator<Item = Point> {
        (0..=self.steps()).map(|n| self.raw(n as f64))
    }

    pub fn length(&self) -> f64 {
        f64::from(self.reach.last().copied().unwrap_or_default())
    }

    /// The place at a share of the length, 0 at the start and 1 at the end, at an even speed.
    pub fn at(&self, share: f64) -> Point {
        let want = (share.clamp(0.0, 1.0) * self.length()) as f32;
        let next = self.reach.partition_point(|&r| r < want);
        let next = next.clamp(1, self.steps().max(1));
        let (low, high) = (self.reach[next - 1], self.reach[next]);
        let inside = if high > low {
            f64::from((want - low) / (high - low))
        } else {
            0.0
        };
        self.raw(next as f64 - 1.0 + inside)
    }

    /// The value of an SVG `d` attribute.
    pub fn d(&self) -> String {
        let start = self.pieces.first().map(|p| p[0]).unwrap_or_default();
        let mut d = format!("M{} {}", px(start.x), px(start.y));
        for piece in &self.pieces {
            let letters = ["C", " ", " "].into_iter().zip(&piece[1..]);
            d.extend(letters.map(|(letter, p)| format!("{letter}{} {}", px(p.x), px(p.y))));
        }
        d
    }
}

/// From one place to the next.
fn piece(stops: &[Stop]) -> Option<[Point; 4]> {
    let [(a, out), (b, into)] = stops.try_into().ok()?;
    let d = b.minus(a);
    let along = (d.x * out.x + d.y * out.y).abs();
    // Half of the way along the axis, but a visible bulge when the two lie side by side.
    let pull = (along * 0.5).max(d.length() * 0.25).min(160.0);
    let bend = |p: Point, o: Point, by: f64| Point::new(p.x + o.x * by, p.y + o.y * by);
    Some([a, bend(a, out, pull), bend(b, into, -pull), b])
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
