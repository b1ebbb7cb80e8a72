//! Where things are: points, rectangles, the viewport, curves, snapping and the automatic layout.
//! Pure arithmetic, no browser.

pub mod chain;
pub mod curve;
pub mod decimal;
pub mod fit;
pub mod room;
pub mod snap;
pub mod viewport;

pub use crate::vocabulary::Point;
use decimal::px;

impl Point {
    /// The value of an SVG `transform` attribute that moves the origin here.
    pub fn translate(self) -> String {
        format!("translate({} {})", px(self.x), px(self.y))
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    /// What is about to leave the picture has no size any more, and what is inside of it would have
    /// less: no size is below zero, which browsers refuse to draw.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        let (w, h) = (w.max(0.0), h.max(0.0));
        Self { x, y, w, h }
    }

    /// The rectangle spanned by two corners, in any order.
    pub fn between(a: Point, b: Point) -> Self {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        Self::new(x, y, (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// The top left.
    pub fn corner(self) -> Point {
        Point::new(self.x, self.y)
    }

    pub fn centre(self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    pub fn right(self) -> f64 {
        self.x + self.w
    }

    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    pub fn contains(self, p: Point) -> bool {
        p.x >= self.x && p.x <= self.right() && p.y >= self.y && p.y <= self.bottom()
    }

    pub fn touches(self, other: Self) -> bool {
        self.x <= other.right()
            && other.x <= self.right()
            && self.y <= other.bottom()
            && other.y <= self.bottom()
    }

    /// Grows on every side; a negative amount shrinks, never below nothing.
    pub fn grown(self, by: f64) -> Self {
        let by = by.max(-self.w.min(self.h) / 2.0);
        Self::new(
            self.x - by,
            self.y - by,
            self.w + 2.0 * by,
            self.h + 2.0 * by,
        )
    }

    /// The shortest way of `other` into this one; of one that is larger, to its corner.
    pub fn way_in(self, other: Self) -> Point {
        let into = |low: f64, high: f64, from: f64, to: f64| match () {
            () if from < low => low - from,
            () if to > high => (high - to).max(low - from),
            () => 0.0,
        };
        Point::new(
            into(self.x, self.right(), other.x, other.right()),
            into(self.y, self.bottom(), other.y, other.bottom()),
        )
    }

    pub fn moved(self, by: Point) -> Self {
        Self::new(self.x + by.x, self.y + by.y, self.w, self.h)
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self::new(x, y, right - x, bottom - y)
    }

    /// The four sides of `self` and `other` swapped along the diagonal.
    pub fn transposed(self) -> Self {
        Self::new(self.y, self.x, self.h, self.w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rectangle_has_less_than_no_size() {
        let gone = Rect::default();
        let inside = Rect::new(gone.x + 8.0, gone.y, gone.w - 16.0, gone.h - 4.0);
        assert_eq!((inside.w, inside.h), (0.0, 0.0));
    }
}
