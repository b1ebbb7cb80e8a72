//! Room for what is put somewhere: the way to the nearest place where it lies on nothing.

use super::{Point, Rect};

/// Between two things that were put beside each other.
pub const AIR: f64 = 8.0;
/// Places are tried in rings around the one that was wished for: first close together, then wider.
const NEAR: (u32, f64) = (12, 8.0);
const FAR: (u32, f64) = (20, 24.0);

/// What is taken already.
#[derive(Clone, Debug, Default)]
pub struct Room {
    taken: Vec<Rect>,
}

impl Room {
    pub fn take(&mut self, r: Rect) {
        if r.w > 0.0 && r.h > 0.0 {
            self.taken.push(r);
        }
    }

    /// Whether nothing lies there, or so close that it looks like it. Kept places are rounded.
    pub fn is_free(&self, r: Rect) -> bool {
        self.has_air(r, AIR - 1.0)
    }

    fn has_air(&self, r: Rect, air: f64) -> bool {
        let near = r.grown(air);
        !self.taken.iter().any(|t| t.touches(near))
    }

    /// The shortest way for `all` to a free place, as far as the rings tell; inside of `within`, if
    /// it is given, or `None`. Without bounds there is always one: below everything.
    pub fn way(&self, all: &[Rect], within: Option<Rect>) -> Option<Point> {
        let fits = |by: Point| {
            let end = |r: Rect| Point::new(r.right(), r.bottom());
            let is_inside =
                |r: Rect| within.is_none_or(|w| w.contains(r.corner()) && w.contains(end(r)));
            all.iter().all(|r| {
                let r = r.moved(by);
                is_inside(r) && self.has_air(r, AIR - 0.1)
            })
        };
        let is_well = all.iter().all(|r| self.is_free(*r));
        if is_well && within.is_none_or(|w| all.iter().all(|r| w.way_in(*r) == Point::default())) {
            return Some(Point::default());
        }
        let mut from = 0.0;
        for (rings, step) in [NEAR, FAR] {
            for ring in 1..=rings {
                let away = from + f64::from(ring) * step;
                if let Some(by) = nearest_of_ring(away, step, fits) {
                    return Some(by);
                }
            }
            from += f64::from(rings) * step;
        }
        within.is_none().then(|| self.below(all))
    }

    fn below(&self, all: &[Rect]) -> Point {
        let bottom = self.taken.iter().map(|t| t.bottom()).fold(0.0, f64::max);
        let top = all.iter().map(|r| r.y).fold(f64::INFINITY, f64::min);
        let y = bottom + AIR - top;
        Point::new(0.0, if y.is_finite() { y } else { 0.0 })
    }
}

/// The shortest of the ways that fit, all `away` across or down.
fn nearest_of_ring(away: f64, step: f64, fits: impl Fn(Point) -> bool) -> Option<Point> {
    let steps = (away / step).round() as i32;
    // From the middle of a side outwards: the shortest ways first.
    for n in 0..=steps {
        let across = f64::from(n) * step;
        for side in [across, -across] {
            for by in [
                Point::new(side, away),
                Point::new(away, side),
                Point::new(side, -away),
                Point::new(-away, side),
            ] {
                if fits(by) {
                    return Some(by);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_free_stays() {
        let room = Room::default();
        let r = Rect::new(3.0, 4.0, 10.0, 10.0);
        assert_eq!(room.way(&[r], None), Some(Point::default()));
    }

    #[test]
    fn what_is_taken_is_left_by_the_nearest_side() {
        let mut room = Room::default();
        room.take(Rect::new(0.0, 0.0, 96.0, 84.0));
        let r = Rect::new(80.0, 4.0, 96.0, 84.0);
        let by = room.way(&[r], None).unwrap_or_default();
        assert_eq!(by, Point::new(24.0, 0.0));
        assert!(room.is_free(r.moved(by)));
    }

    #[test]
    fn a_frame_is_kept_to_and_a_full_one_has_no_room() {
        let mut room = Room::default();
        room.take(Rect::new(0.0, 0.0, 96.0, 84.0));
        let frame = Rect::new(0.0, 0.0, 96.0, 300.0);
        let r = Rect::new(0.0, 10.0, 96.0, 84.0);
        let by = room.way(&[r], Some(frame)).unwrap_or_default();
        assert!(room.is_free(r.moved(by)) && frame.union(r.moved(by)) == frame);
        assert_eq!(room.way(&[r], Some(Rect::new(0.0, 0.0, 96.0, 100.0))), None);
    }

    #[test]
    fn a_crowd_on_one_place_ends_side_by_side() {
        let mut room = Room::default();
        let mut all: Vec<Rect> = Vec::new();
        for _ in 0..200 {
            let r = Rect::new(0.0, 0.0, 96.0, 84.0);
            let put = r.moved(room.way(&[r], None).unwrap_or_default());
            assert!(all.iter().all(|other| !other.touches(put)));
            room.take(put);
            all.push(put);
        }
    }

    #[test]
    fn several_keep_their_distance() {
        let mut room = Room::default();
        room.take(Rect::new(0.0, 0.0, 50.0, 50.0));
        let pair = [
            Rect::new(-200.0, 0.0, 50.0, 50.0),
            Rect::new(0.0, 0.0, 50.0, 50.0),
        ];
        let by = room.way(&pair, None).unwrap_or_default();
        assert!(pair.iter().all(|r| room.is_free(r.moved(by))));
    }
}
