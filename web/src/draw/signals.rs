//! Metrics and decisions in motion along the chain. Each stands for one event of the run: a
//! datapoint that was published, an alarm that read it, a policy that decided or had to hold still.

use super::flight::Dot;
use super::theme::Mark;
use crate::geometry::chain::{Stop, along, route};
use crate::geometry::fit::Layout;
use crate::vocabulary::{AlarmId, NodeId};

/// How long one leg is shown, in seconds of wall time: the run itself takes no time for it.
pub const LEG_S: f64 = 0.7;
/// How long a decision that changed nothing stays where it was stopped.
const HELD_S: f64 = 0.9;
/// Signals at once; what comes on top at high speed would be a blur.
const SHOWN_MAX: usize = 24;

/// A mark and the places that it visits.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    pub mark: Mark,
    pub stops: Vec<Stop>,
}

struct Shown {
    signal: Signal,
    spent: f64,
}

impl Shown {
    fn travels_s(&self) -> f64 {
        self.signal.stops.len().saturating_sub(1) as f64 * LEG_S
    }

    fn ends_s(&self) -> f64 {
        match self.signal.mark {
            Mark::Held => self.travels_s() + HELD_S,
            _ => self.travels_s(),
        }
    }
}

/// All signals on the screen.
#[derive(Default)]
pub struct Signals {
    shown: Vec<Shown>,
}

impl Signals {
    pub fn push(&mut self, signal: Signal) {
        // Decisions are rare and are what all of this is about: they always find room.
        let is_metric = signal.mark == Mark::Metric;
        if signal.stops.len() > 1 && (!is_metric || self.shown.len() < SHOWN_MAX) {
            self.shown.push(Shown { signal, spent: 0.0 });
        }
        if self.shown.len() > SHOWN_MAX {
            self.shown.remove(0);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub fn clear(&mut self) {
        self.shown.clear();
    }

    pub fn advance(&mut self, wall_s: f64) {
        for shown in &mut self.shown {
            shown.spent += wall_s;
        }
        self.shown.retain(|s| s.spent < s.ends_s());
    }

    /// Adds the signals in their places. `rows` and `group`: what the chain shows.
    pub fn dots(
        &self,
        layout: &Layout,
        rows: &[AlarmId],
        group: Option<NodeId>,
        out: &mut Vec<Dot>,
    ) {
        for shown in &self.shown {
            let done = (shown.spent / LEG_S).max(0.0);
            let legs = shown.signal.stops.len().saturating_sub(1);
            let leg = (done as usize).min(legs.saturating_sub(1));
            let Some(&[from, to]) = shown.signal.stops.get(leg..leg + 2) else {
                continue;
            };
            let way = route(layout, rows, group, from, to);
            let Some(p) = along(&way, done - leg as f64) else {
                continue;
            };
            let left = shown.ends_s() - shown.spent;
            out.push(Dot {
                x: p.x as f32,
                y: p.y as f32,
                mark: shown.signal.mark,
                alpha: (left / HELD_S * 3.0).min(1.0) as f32,
                serial: 0,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    fn decision(mark: Mark) -> Signal {
        let a = AlarmId(1);
        Signal {
            mark,
            stops: vec![Stop::Alarm(a), Stop::Policy(a)],
        }
    }

    fn dots(signals: &Signals) -> Vec<Dot> {
        let mut layout = Layout {
            chain: Some(Rect::new(0.0, 0.0, 600.0, 92.0)),
            ..Layout::default()
        };
        layout.nodes.insert(NodeId(1), Rect::default());
        let mut out = Vec::new();
        signals.dots(&layout, &[AlarmId(1)], Some(NodeId(1)), &mut out);
        out
    }

    #[test]
    fn a_decision_without_effect_stays_where_it_was_stopped() {
        let mut s = Signals::default();
        s.push(decision(Mark::Held));
        s.push(decision(Mark::Decision));
        s.advance(LEG_S + 0.1);
        let left = dots(&s);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].mark, Mark::Held);
        s.advance(HELD_S);
        assert!(dots(&s).is_empty());
    }

    #[test]
    fn a_flood_of_metrics_never_hides_a_decision() {
        let mut s = Signals::default();
        for _ in 0..500 {
            s.push(Signal {
                mark: Mark::Metric,
                stops: vec![Stop::Metric, Stop::Alarm(AlarmId(1))],
            });
        }
        s.push(decision(Mark::Decision));
        let shown = dots(&s);
        assert_eq!(shown.len(), SHOWN_MAX);
        assert!(shown.iter().any(|d| d.mark == Mark::Decision));
    }
}
