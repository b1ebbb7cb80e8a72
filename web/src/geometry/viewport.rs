//! The window on the board: which part of the world the stage shows, and how large.

use super::decimal::decimal;
use super::{Point, Rect};

/// Smallest and largest magnification a person can choose.
pub const SCALE_MIN: f64 = 0.2;
pub const SCALE_MAX: f64 = 4.0;
/// The smallest that shows a whole board: a stage on which nothing can be seen says less.
const SCALE_FIT_MIN: f64 = 0.01;

/// World to screen: `screen = world * scale + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    pub scale: f64,
    pub offset: Point,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            scale: 1.0,
            offset: Point::new(0.0, 0.0),
        }
    }
}

impl Viewport {
    pub fn to_screen(self, p: Point) -> Point {
        Point::new(
            p.x * self.scale + self.offset.x,
            p.y * self.scale + self.offset.y,
        )
    }

    pub fn to_world(self, p: Point) -> Point {
        Point::new(
            (p.x - self.offset.x) / self.scale,
            (p.y - self.offset.y) / self.scale,
        )
    }

    /// Magnifies about a point of the screen, which stays where it is.
    pub fn zoomed_at(self, screen: Point, factor: f64) -> Self {
        let scale = (self.scale * factor)
            .max(SCALE_MIN.min(self.scale))
            .min(SCALE_MAX);
        let world = self.to_world(screen);
        let offset = Point::new(screen.x - world.x * scale, screen.y - world.y * scale);
        Self { scale, offset }
    }

    pub fn panned(self, by: Point) -> Self {
        Self {
            scale: self.scale,
            offset: self.offset.plus(by),
        }
    }

    /// Shows all of `world` in a stage of the given size, never larger than `scale_max`.
    pub fn fitting(world: Rect, size: Point, padding: f64, scale_max: f64) -> Self {
        if world.w <= 0.0 || world.h <= 0.0 || size.x <= 0.0 || size.y <= 0.0 {
            return Self::default();
        }
        let room = Point::new(
            (size.x - 2.0 * padding).max(1.0),
            (size.y - 2.0 * padding).max(1.0),
        );
        let scale = (room.x / world.w)
            .min(room.y / world.h)
            .max(SCALE_FIT_MIN)
            .min(scale_max);
        let c = world.centre();
        let offset = Point::new(size.x / 2.0 - c.x * scale, size.y / 2.0 - c.y * scale);
        Self { scale, offset }
    }

    /// Brings a point of the world into the middle of a stage of the given size, at least so large.
    pub fn centred(self, world: Point, size: Point, scale_min: f64) -> Self {
        let scale = self.scale.max(scale_min);
        let offset = Point::new(
            size.x / 2.0 - world.x * scale,
            size.y / 2.0 - world.y * scale,
        );
        Self { scale, offset }
    }

    /// The smallest pan that brings `world` into a stage of the given size, with a margin, so that
    /// something that gets the focus is never under the edge.
    pub fn revealing(self, world: Rect, size: Point, margin: f64) -> Self {
        let a = self.to_screen(Point::new(world.x, world.y));
        let b = self.to_screen(Point::new(world.right(), world.bottom()));
        let shift = |low: f64, high: f64, room: f64| {
            if low < margin {
                margin - low
            } else if high > room - margin {
                (room - margin - high).max(margin - low)
            } else {
                0.0
            }
        };
        self.panned(Point::new(shift(a.x, b.x, size.x), shift(a.y, b.y, size.y)))
    }

    /// The value of an SVG `transform` attribute.
    pub fn transform(self) -> String {
        format!(
            "translate({} {}) scale({})",
            decimal(self.offset.x, 2),
            decimal(self.offset.y, 2),
            decimal(self.scale, 4)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let v = Viewport {
            scale: 0.8,
            offset: Point::new(30.0, -12.0),
        };
        let at = Point::new(200.0, 150.0);
        let before = v.to_world(at);
        let after = v.zoomed_at(at, 1.7).to_world(at);
        assert!((before.x - after.x).abs() < 1e-9 && (before.y - after.y).abs() < 1e-9);
    }

    #[test]
    fn zoom_stays_in_its_range() {
        let v = Viewport::default();
        assert_eq!(v.zoomed_at(Point::default(), 1e9).scale, SCALE_MAX);
        assert_eq!(v.zoomed_at(Point::default(), 1e-9).scale, SCALE_MIN);
    }

    #[test]
    fn fitting_centres_and_never_magnifies_past_the_limit() {
        let v = Viewport::fitting(
            Rect::new(0.0, 0.0, 100.0, 50.0),
            Point::new(400.0, 400.0),
            10.0,
            1.0,
        );
        assert_eq!(v.scale, 1.0);
        assert_eq!(
            v.to_screen(Point::new(50.0, 25.0)),
            Point::new(200.0, 200.0)
        );
    }

    #[test]
    fn fitting_survives_an_empty_world_or_stage() {
        assert_eq!(
            Viewport::fitting(Rect::default(), Point::new(9.0, 9.0), 0.0, 1.0),
            Viewport::default()
        );
        let world = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert_eq!(
            Viewport::fitting(world, Point::default(), 0.0, 1.0),
            Viewport::default()
        );
    }

    #[test]
    fn revealing_moves_only_as_far_as_needed() {
        let v = Viewport::default();
        let size = Point::new(100.0, 100.0);
        assert_eq!(v.revealing(Rect::new(20.0, 20.0, 30.0, 30.0), size, 8.0), v);
        let moved = v.revealing(Rect::new(120.0, 20.0, 30.0, 30.0), size, 8.0);
        assert_eq!(moved.offset, Point::new(-58.0, 0.0));
    }

    #[test]
    fn a_board_of_any_extent_can_be_seen_whole() {
        let (size, world) = (
            Point::new(760.0, 440.0),
            Rect::new(0.0, 0.0, 40_000.0, 20_000.0),
        );
        let v = Viewport::fitting(world, size, 10.0, 1.0);
        let (a, b) = (
            v.to_screen(world.corner()),
            v.to_screen(Point::new(40_000.0, 20_000.0)),
        );
        assert!(
            a.x >= 0.0 && a.y >= 0.0 && b.x <= size.x && b.y <= size.y,
            "{a:?} {b:?}"
        );
        // Nearer from there, step by step.
        assert!((v.zoomed_at(a, 1.25).scale / v.scale - 1.25).abs() < 1e-9);
    }
}
