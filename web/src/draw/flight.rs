//! The display clock of sampled real requests.
//!
//! A hop of 15 ms at 60x would last a quarter of a millisecond, so a dot is a real request shown
//! late: its path, wait and outcome are true, and every leg lasts `max(0.4 s of wall time, its true
//! time at this speed)`. Below 1x the true time alone counts, so a single request can be followed.

use super::theme::Mark;
use crate::geometry::Point;
use crate::geometry::curve::Curve;
use crate::vocabulary::{EdgeKey, SimTime};
use std::collections::VecDeque;
use swell_core::base::small_map::SmallMap;

/// The shortest time a leg is shown for, in seconds of wall time.
pub const LEG_SHOWN_MIN_S: f64 = 0.4;
/// The longest: a request that waits a minute in a queue must not block the picture at 1x.
pub const LEG_SHOWN_MAX_S: f64 = 20.0;
/// How long a failed request's cross stays where it failed.
pub const CROSS_STAYS_S: f64 = 0.9;
/// Flights that wait for their turn are dropped beyond this, oldest first.
const PENDING_MAX: usize = 512;
/// Pixels from dot to dot on a busy line; closer together they are a chain and not requests.
pub const DOT_GAP_PX: f64 = 26.0;
/// No line counts as shorter than this: a stub must not thin out the whole board.
const LINE_MIN_PX: f64 = 100.0;
/// More than this in the queue is late; passing ones are dropped before failures.
const QUEUE_MAX: usize = 6;

/// Dots at once, by the kind of screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    Desktop,
    Phone,
    Embed,
    /// That many, past every limit: the drawing bench.
    Crowd(usize),
}

impl Budget {
    pub fn dots_max(self) -> usize {
        match self {
            Self::Desktop => 400,
            Self::Phone => 150,
            Self::Embed => 120,
            Self::Crowd(count) => count,
        }
    }
}

/// One hop of a request: which line, which way, and when it left and arrived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    pub edge: EdgeKey,
    /// The answer travels the same line back.
    pub is_return: bool,
    pub leave: SimTime,
    pub due: SimTime,
}

/// A sampled request with all its legs, known when it ended (or when it was cut off).
#[derive(Clone, Debug, PartialEq)]
pub struct Flight {
    /// The request's serial: the sample is every n-th, so it is even over time.
    pub serial: u64,
    pub legs: Vec<Leg>,
    pub mark: Mark,
    /// Failed at the end of its last leg.
    pub failed: bool,
}

/// A mark to paint, in world units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    pub x: f32,
    pub y: f32,
    pub mark: Mark,
    /// 1 is fully there; a cross fades out.
    pub alpha: f32,
    /// Whose dot it is; zero for what is no request.
    pub serial: u64,
}

#[derive(Clone, Debug)]
struct Shown {
    flight: Flight,
    leg: usize,
    /// Wall seconds spent on this leg.
    spent: f64,
    /// Wall seconds this leg is shown for.
    lasts: f64,
    /// A cross that stays: wall seconds left.
    cross: f64,
    /// Side by side on a busy line.
    lane: f32,
}

/// All flights on the screen.
#[derive(Debug, Default)]
pub struct Flights {
    shown: Vec<Shown>,
    pending: VecDeque<Flight>,
    dots_max: usize,
    /// Requests begin at least so far apart, in seconds of wall time; zero begins all at once.
    gap_s: f64,
    since_s: f64,
}

impl Flights {
    pub fn new(budget: Budget) -> Self {
        Self {
            dots_max: budget.dots_max(),
            ..Self::default()
        }
    }

    pub fn set_budget(&mut self, budget: Budget) {
        self.dots_max = budget.dots_max();
    }

    /// Spreads the beginnings of requests, so that dots that were ready together do not overlap.
    pub fn set_gap(&mut self, gap_s: f64) {
        self.gap_s = gap_s.max(0.0);
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty() && self.pending.is_empty()
    }

    pub fn clear(&mut self) {
        self.shown.clear();
        self.pending.clear();
    }

    /// A request to show, from now on.
    pub fn push(&mut self, flight: Flight) {
        if flight.legs.is_empty() {
            return;
        }
        if flight.mark == Mark::Probe && !flight.failed && self.has_probe_at_the_start(&flight) {
            return;
        }
        if self.pending.len() >= PENDING_MAX {
            self.pending.pop_front();
        }
        self.pending.push_back(flight);
    }

    /// Probes follow each other with room between them; at the fastest speeds hundreds a second
    /// would make a solid line. One that fails is always shown.
    fn has_probe_at_the_start(&self, flight: &Flight) -> bool {
        let edge = flight.legs.first().map(|leg| leg.edge);
        let is_it = |f: &Flight| f.mark == Mark::Probe && f.legs.first().map(|l| l.edge) == edge;
        let is_young = |s: &&Shown| s.cross <= 0.0 && s.spent < s.lasts * 0.75;
        let mut shown = self.shown.iter().filter(is_young);
        shown.any(|s| is_it(&s.flight)) || self.pending.iter().any(is_it)
    }

    /// Moves every dot by `wall_s` seconds at `speed` simulated seconds per second.
    pub fn advance(&mut self, wall_s: f64, speed: f64) {
        for shown in &mut self.shown {
            if shown.cross > 0.0 {
                shown.cross -= wall_s;
                continue;
            }
            shown.spent += wall_s;
            while shown.spent >= shown.lasts {
                let over = shown.spent - shown.lasts;
                if shown.leg + 1 < shown.flight.legs.len() {
                    shown.leg += 1;
                    shown.spent = over;
                    shown.lasts = shown_for(shown.flight.legs.get(shown.leg), speed);
                } else {
                    shown.spent = shown.lasts;
                    shown.cross = if shown.flight.failed {
                        CROSS_STAYS_S - over
                    } else {
                        -1.0
                    };
                    break;
                }
            }
        }
        self.shown
            .retain(|s| s.cross > 0.0 || (s.cross == 0.0 && s.spent < s.lasts));
        self.since_s += wall_s;
        self.thin_out();
        let mut waiting = VecDeque::new();
        while self.shown.len() < self.dots_max {
            let Some(flight) = self.pending.pop_front() else {
                break;
            };
            let is_paced = self.gap_s > 0.0 && flight.mark == Mark::Request;
            if is_paced && self.since_s < self.gap_s {
                waiting.push_back(flight);
                continue;
            }
            if is_paced {
                // What is over is kept, so that the beat stays even across frames.
                let over = self.since_s - self.gap_s;
                self.since_s = if over < self.gap_s { over } else { 0.0 };
            }
            self.begin(flight, speed);
        }
        waiting.append(&mut self.pending);
        self.pending = waiting;
        // No room: what waited longer than a leg is stale.
        let room = self.dots_max;
        while self.pending.len() > room {
            self.pending.pop_front();
        }
    }

    fn begin(&mut self, flight: Flight, speed: f64) {
        let lasts = shown_for(flight.legs.first(), speed);
        // A small sideways place by serial, so that neighbours on a busy line stay apart.
        let lane = (flight.serial % 3) as f32 - 1.0;
        self.shown.push(Shown {
            flight,
            leg: 0,
            spent: 0.0,
            lasts,
            cross: 0.0,
            lane,
        });
    }

    /// A queue of paced requests that grows is cut, and failures are the last to go.
    fn thin_out(&mut self) {
        if self.gap_s <= 0.0 {
            return;
        }
        let count = |p: &VecDeque<Flight>| p.iter().filter(|f| f.mark == Mark::Request).count();
        let mut over = count(&self.pending).saturating_sub(QUEUE_MAX);
        for only_passed in [true, false] {
            self.pending.retain(|f| {
                let goes = over > 0 && f.mark == Mark::Request && !(only_passed && f.failed);
                over -= usize::from(goes);
                !goes
            });
        }
    }

    /// The dots in their places. A line that is gone takes its dots with it.
    pub fn dots(&self, curves: &SmallMap<EdgeKey, Curve>, out: &mut Vec<Dot>) {
        out.clear();
        for shown in &self.shown {
            let Some(leg) = shown.flight.legs.get(shown.leg) else {
                continue;
            };
            let Some(curve) = curves.get(&leg.edge) else {
                continue;
            };
            let share = (shown.spent / shown.lasts).clamp(0.0, 1.0);
            let along = if leg.is_return { 1.0 - share } else { share };
            let p = beside(curve, along, shown.lane);
            let is_cross = shown.cross > 0.0;
            let mark = if is_cross {
                Mark::Failed
            } else {
                shown.flight.mark
            };
            let alpha = if is_cross {
                (shown.cross / CROSS_STAYS_S * 2.0).min(1.0)
            } else {
                1.0
            };
            out.push(Dot {
                x: p.x as f32,
                y: p.y as f32,
                mark,
                alpha: alpha as f32,
                serial: shown.flight.serial,
            });
        }
        in_order(out);
    }
}

/// Puts dots in the order of painting; those of one mark stay as they are.
pub fn in_order(dots: &mut Vec<Dot>) {
    let all = core::mem::take(dots);
    for mark in Mark::ALL {
        dots.extend(all.iter().filter(|d| d.mark == mark));
    }
}

fn beside(curve: &Curve, along: f64, lane: f32) -> Point {
    let p = curve.at(along);
    if lane == 0.0 {
        return p;
    }
    let ahead = curve
        .at((along + 0.02).min(1.0))
        .minus(curve.at((along - 0.02).max(0.0)));
    let length = ahead.length().max(0.001);
    // Together at the ends, apart in the middle, so that they still leave and enter the port.
    let away =
        f64::from(lane) * (curve.length() * 0.05).min(3.0) * (along * (1.0 - along) * 4.0).min(1.0);
    Point::new(p.x - ahead.y / length * away, p.y + ahead.x / length * away)
}

/// How long a leg is shown for, in seconds of wall time.
pub fn shown_for(leg: Option<&Leg>, speed: f64) -> f64 {
    let Some(leg) = leg else {
        return LEG_SHOWN_MIN_S;
    };
    let true_s = (leg.due - leg.leave).max(0) as f64 / 1e6 / speed.max(1e-6);
    if speed < 1.0 {
        // Slow motion is for following one request: nothing is stretched.
        true_s.clamp(0.016, LEG_SHOWN_MAX_S)
    } else {
        true_s.clamp(LEG_SHOWN_MIN_S, LEG_SHOWN_MAX_S)
    }
}

/// Requests that may begin per second of wall time so that dots keep [`DOT_GAP_PX`] between them on
/// the shortest line that every request takes.
pub fn shown_per_s_max(curves: &SmallMap<EdgeKey, Curve>, scale: f64) -> f64 {
    let trunk = curves.iter().filter(|(key, _)| key.instance.is_none());
    let shortest = trunk
        .map(|(_, curve)| curve.length() * scale)
        .fold(f64::INFINITY, f64::min);
    let length = if shortest.is_finite() {
        shortest.max(LINE_MIN_PX)
    } else {
        LINE_MIN_PX
    };
    length / LEG_SHOWN_MIN_S / DOT_GAP_PX
}

/// Which requests to sample so that the dots fit the budget, no more than `shown_per_s` of them a
/// second: every n-th by serial, n a round number that a person can read in the legend. Stays with
/// the number that was `before` while that fits about as well, so that the legend does not flicker.
pub fn sample_steadily(
    per_s: f64,
    speed: f64,
    dots_max: usize,
    shown_per_s: f64,
    before: u64,
) -> u64 {
    let need = sample_need(per_s, 5.0, speed, dots_max);
    let need = match speed < 1.0 {
        true => need,
        false => need.max(per_s * speed / shown_per_s.max(0.1)),
    };
    let old = before as f64;
    if old >= need * 0.95 && (old <= need * 3.0 || before == 1) {
        return before;
    }
    round_up(need)
}

fn sample_need(per_s: f64, legs: f64, speed: f64, dots_max: usize) -> f64 {
    let leg_s = if speed < 1.0 {
        0.05 / speed.max(1e-6)
    } else {
        LEG_SHOWN_MIN_S
    };
    // Requests that arrive per wall second, each on the screen for all of its legs.
    per_s * speed * leg_s * legs / dots_max.max(1) as f64
}

fn round_up(need: f64) -> u64 {
    let mut decade: u64 = 1;
    while decade < 1_000_000 {
        if let Some(step) = [1, 2, 5].into_iter().find(|s| (decade * s) as f64 >= need) {
            return decade * step;
        }
        decade *= 10;
    }
    decade
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::geometry::curve::Side;
    use crate::vocabulary::{LinkId, SECOND};

    const EDGE: EdgeKey = EdgeKey {
        link: LinkId(1),
        instance: None,
    };

    fn curves() -> SmallMap<EdgeKey, Curve> {
        let a = Rect::new(0.0, 0.0, 10.0, 10.0);
        let b = Rect::new(110.0, 0.0, 10.0, 10.0);
        SmallMap::from([(EDGE, Curve::between(a, Side::Right, b, Side::Left))])
    }

    fn flight(serial: u64, us: SimTime, failed: bool) -> Flight {
        let leg = Leg {
            edge: EDGE,
            is_return: false,
            leave: 0,
            due: us,
        };
        Flight {
            serial,
            legs: vec![leg],
            mark: Mark::Request,
            failed,
        }
    }

    fn dots(flights: &Flights) -> Vec<Dot> {
        let mut out = Vec::new();
        flights.dots(&curves(), &mut out);
        out
    }

    #[test]
    fn a_short_hop_is_shown_long_enough_to_see() {
        let mut f = Flights::new(Budget::Desktop);
        f.push(flight(1, 15_000, false));
        f.advance(0.0, 60.0);
        f.advance(0.2, 60.0);
        let d = dots(&f);
        assert!((d[0].x - 60.0).abs() < 2.0, "{d:?}");
        f.advance(0.21, 60.0);
        assert_eq!(f.shown.len(), 0);
    }

    #[test]
    fn a_long_wait_keeps_its_true_length() {
        let mut f = Flights::new(Budget::Desktop);
        f.push(flight(1, 4 * SECOND, false));
        f.advance(0.0, 1.0);
        f.advance(2.0, 1.0);
        assert!((dots(&f)[0].x - 60.0).abs() < 2.0);
    }

    #[test]
    fn below_real_time_nothing_is_stretched() {
        let leg = Leg {
            edge: EDGE,
            is_return: false,
            leave: 0,
            due: 15_000,
        };
        assert!((shown_for(Some(&leg), 0.05) - 0.3).abs() < 1e-9);
        assert_eq!(shown_for(Some(&leg), 1.0), LEG_SHOWN_MIN_S);
    }

    #[test]
    fn a_failure_stays_where_it_happened_and_then_goes() {
        let mut f = Flights::new(Budget::Desktop);
        f.push(flight(1, 15_000, true));
        f.advance(0.0, 60.0);
        f.advance(0.5, 60.0);
        let d = dots(&f);
        assert_eq!((d[0].mark, d[0].x), (Mark::Failed, 110.0));
        f.advance(CROSS_STAYS_S, 60.0);
        assert_eq!(f.shown.len(), 0);
    }

    #[test]
    fn an_answer_travels_back() {
        let mut f = Flights::new(Budget::Desktop);
        let mut one = flight(3, 15_000, false);
        one.legs[0].is_return = true;
        f.push(one);
        f.advance(0.0, 60.0);
        f.advance(0.1, 60.0);
        assert!(dots(&f)[0].x > 80.0);
    }

    #[test]
    fn probes_of_one_line_keep_their_distance() {
        let mut f = Flights::new(Budget::Desktop);
        for n in 0..20 {
            let mut probe = flight(0, 0, n == 19);
            probe.mark = Mark::Probe;
            f.push(probe);
            f.advance(0.01, 1_000.0);
        }
        // The first, and the one that failed.
        assert_eq!(f.shown.len(), 2);
    }

    #[test]
    fn the_budget_is_kept() {
        let mut f = Flights::new(Budget::Embed);
        for n in 0..5_000 {
            f.push(flight(n, 15_000, false));
        }
        f.advance(0.0, 60.0);
        assert_eq!(f.shown.len(), 120);
    }

    #[test]
    fn a_line_that_is_gone_takes_its_dots_with_it() {
        let mut f = Flights::new(Budget::Desktop);
        f.push(flight(1, 15_000, false));
        f.advance(0.0, 60.0);
        let mut out = Vec::new();
        f.dots(&SmallMap::new(), &mut out);
        assert!(out.is_empty());
    }

    #[test]
    fn dots_keep_their_distance_and_failures_are_the_last_to_go() {
        let mut f = Flights::new(Budget::Desktop);
        f.set_gap(0.1);
        for n in 0..20 {
            f.push(flight(n, 15_000, n == 0));
        }
        f.advance(0.1, 60.0);
        assert_eq!(f.shown.len(), 1);
        assert!(f.pending.len() < 7 && f.shown[0].flight.failed);
        f.advance(0.05, 60.0);
        assert_eq!(f.shown.len(), 1);
        f.advance(0.05, 60.0);
        assert_eq!(f.shown.len(), 2);
        let per_s = shown_per_s_max(&curves(), 1.0);
        let n = sample_steadily(10.0, 60.0, 400, per_s, 1);
        assert!(600.0 / n as f64 <= per_s);
        assert_eq!(sample_steadily(11.0, 60.0, 400, per_s, n), n);
    }

    #[test]
    fn the_sample_is_a_round_number_that_fits() {
        assert_eq!(round_up(sample_need(10.0, 4.0, 1.0, 400)), 1);
        for (per_s, speed) in [(100.0, 60.0), (1_000.0, 60.0), (100.0, 300.0), (9.0, 10.0)] {
            let n = round_up(sample_need(per_s, 6.0, speed, 400));
            assert!(per_s * speed * LEG_SHOWN_MIN_S * 6.0 / n as f64 <= 400.0);
            let first = n.to_string().chars().next();
            assert!(matches!(first, Some('1' | '2' | '5')), "{n}");
        }
    }
}
