//! Snapping while something is dragged: to the centre lines of others first, else to the grid.

use super::{Point, Rect};

/// The grid and the size of one nudge, in world units.
pub const GRID: f64 = 8.0;
/// The size of one large nudge.
pub const NUDGE_LARGE: f64 = 40.0;

/// The result of snapping: how far to move, and the lines to show.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Snap {
    pub by: Point,
    pub guide_x: Option<f64>,
    pub guide_y: Option<f64>,
}

/// How far `moving` has to move to line up with `others` (within `reach`) or with the grid.
pub fn snap(moving: Rect, others: &[Rect], reach: f64) -> Snap {
    let c = moving.centre();
    let nearest = |value: f64, pick: fn(Rect) -> f64| {
        let mut best: Option<f64> = None;
        for &other in others {
            let d = pick(other) - value;
            if d.abs() <= reach && best.is_none_or(|b| d.abs() < b.abs()) {
                best = Some(d);
            }
        }
        best
    };
    let to_grid = |value: f64| (value / GRID).round() * GRID - value;
    let dx = nearest(c.x, |r| r.centre().x);
    let dy = nearest(c.y, |r| r.centre().y);
    Snap {
        by: Point::new(
            dx.unwrap_or_else(|| to_grid(moving.x)),
            dy.unwrap_or_else(|| to_grid(moving.y)),
        ),
        guide_x: dx.map(|d| c.x + d),
        guide_y: dy.map(|d| c.y + d),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_prefers_a_neighbour_to_the_grid() {
        let s = snap(
            Rect::new(13.0, 21.0, 10.0, 10.0),
            &[Rect::new(100.0, 23.0, 10.0, 10.0)],
            5.0,
        );
        assert_eq!(s.by, Point::new(3.0, 2.0));
        assert_eq!((s.guide_x, s.guide_y), (None, Some(28.0)));
    }

    #[test]
    fn without_neighbours_it_lands_on_the_grid() {
        let s = snap(Rect::new(13.0, 3.0, 10.0, 10.0), &[], 5.0);
        assert_eq!(Point::new(13.0, 3.0).plus(s.by), Point::new(16.0, 0.0));
    }
}
