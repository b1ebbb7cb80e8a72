//! The goals in numbers: what must be reached, what we aim for, and how a figure is judged and shown.

use serde_json::{Value, json};

/// One row of the table.
pub struct Goal {
    pub id: &'static str,
    pub what: &'static str,
    pub must: f64,
    pub aim: f64,
    pub unit: &'static str,
    pub better: Better,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
}

/// What was measured for the goal with the same id.
pub struct Figure {
    pub id: &'static str,
    pub value: f64,
    /// Every round, for whoever doubts the median.
    pub rounds: Vec<f64>,
}

impl Figure {
    pub fn median(id: &'static str, rounds: Vec<f64>) -> Self {
        let value = median(&rounds);
        Self { id, value, rounds }
    }

    pub fn single(id: &'static str, value: f64) -> Self {
        let rounds = vec![value];
        Self { id, value, rounds }
    }
}

pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        len if len % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

pub const HEADING: &str = "goal     value      must       aim        unit    verdict  what";

impl Goal {
    pub fn is_met(&self, value: f64) -> bool {
        self.reaches(value, self.must)
    }

    fn reaches(&self, value: f64, line: f64) -> bool {
        match self.better {
            Better::Higher => value >= line,
            Better::Lower => value <= line,
        }
    }

    pub fn row(&self, figure: Option<&Figure>) -> String {
        let value = figure.map_or("-".into(), |figure| short(figure.value));
        let verdict = match figure {
            None => "none",
            Some(figure) if self.reaches(figure.value, self.aim) => "aim",
            Some(figure) if self.is_met(figure.value) => "must",
            Some(_) => "MISSED",
        };
        let sign = match self.better {
            Better::Higher => "≥",
            Better::Lower => "≤",
        };
        let (must, aim) = (short(self.must), short(self.aim));
        format!(
            "{:<8} {value:<10} {sign}{must:<9} {sign}{aim:<9} {:<7} {verdict:<8} {}",
            self.id, self.unit, self.what
        )
    }

    pub fn json(&self, figure: Option<&Figure>, reason: Option<&String>) -> Value {
        json!({
            "value": figure.map(|figure| figure.value),
            "must": self.must,
            "aim": self.aim,
            "unit": self.unit,
            "better": if self.better == Better::Higher { "higher" } else { "lower" },
            "met": figure.is_some_and(|figure| self.is_met(figure.value)),
            "what": self.what,
            "rounds": figure.map_or(&[][..], |figure| &figure.rounds),
            "reason": reason,
        })
    }
}

fn short(value: f64) -> String {
    if value.abs() >= 100.0 {
        return format!("{value:.0}");
    }
    format!("{value:.2}")
}

/// At least `must`, better `aim`.
const fn high(
    id: &'static str,
    must: f64,
    aim: f64,
    unit: &'static str,
    what: &'static str,
) -> Goal {
    let better = Better::Higher;
    Goal {
        id,
        what,
        must,
        aim,
        unit,
        better,
    }
}

/// At most `must`, better `aim`.
const fn low(
    id: &'static str,
    must: f64,
    aim: f64,
    unit: &'static str,
    what: &'static str,
) -> Goal {
    let better = Better::Lower;
    Goal {
        id,
        what,
        must,
        aim,
        unit,
        better,
    }
}

pub const P1: [Goal; 1] = [high(
    "P1",
    0.8,
    1.1,
    "×",
    "engine over the hand-written loop, both in wasm",
)];
pub const P2: [Goal; 1] = [high(
    "P2",
    0.8,
    1.0,
    "×",
    "engine over the hand-written loop, both native",
)];
pub const P3: [Goal; 1] = [low(
    "P3",
    1.0,
    0.7,
    "×",
    "slow-down from 190 to 48,000 pending over that of the loop",
)];
pub const P4: [Goal; 2] = [
    low(
        "P4",
        1.1,
        1.1,
        "×",
        "wasm memory after 2 million requests over that after 100,000",
    ),
    low(
        "P4.mb",
        16.0,
        16.0,
        "MB",
        "wasm memory after 2 million requests",
    ),
];
pub const P5: [Goal; 1] = [high(
    "P5",
    0.9,
    0.9,
    "×",
    "throughput cut into calls of 1/60 s over one call",
)];
pub const P6: [Goal; 3] = [
    low(
        "P6",
        1.5,
        1.2,
        "×",
        "frame time of 60 parts, 90 links, 2,000 dots over a plain canvas",
    ),
    low(
        "P6.forty",
        1.5,
        1.2,
        "×",
        "frame time of a running board of 40 parts with 400 dots over a plain canvas",
    ),
    low(
        "P6.flow",
        0.5,
        0.5,
        "×",
        "frame time of 450 moving nodes over React Flow",
    ),
];
pub const P7: [Goal; 2] = [
    low(
        "P7",
        324.0,
        250.0,
        "kB",
        "first load in brotli: all that is fetched before the board runs",
    ),
    low(
        "P7.fcp",
        3.0,
        2.2,
        "×",
        "first contentful paint over a plain text page",
    ),
];
pub const P8: [Goal; 4] = [
    low(
        "P8",
        2500.0,
        2500.0,
        "ms",
        "largest contentful paint, processor 4 times slower",
    ),
    low(
        "P8.inp",
        200.0,
        200.0,
        "ms",
        "interaction to next paint, processor 4 times slower",
    ),
    low("P8.cls", 0.1, 0.1, "", "cumulative layout shift"),
    low(
        "P8.slice",
        4.0,
        4.0,
        "ms",
        "95th percentile of the simulation's share of a frame",
    ),
];
pub const P9: [Goal; 2] = [
    high(
        "P9",
        300.0,
        800.0,
        "×",
        "default board at 1,000 requests/s over real time, in wasm",
    ),
    low(
        "P9.day",
        1.1,
        1.1,
        "×",
        "wasm memory after a simulated day over that after an hour",
    ),
];
pub const P10: [Goal; 1] = [low(
    "P10",
    1.15,
    1.0,
    "×",
    "time per hop of a chain of all balancers over that of web, in wasm",
)];
pub const P11: [Goal; 3] = [
    high(
        "P11",
        100.0,
        300.0,
        "×",
        "one of every kind at 500 requests/s over real time, in wasm",
    ),
    low("P11.ms", 2.0, 2.0, "ms", "one keyframe of it"),
    low("P11.mb", 2.0, 2.0, "MB", "memory of one keyframe of it"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_ignores_one_wild_round() {
        assert_eq!(median(&[1.0, 100.0, 1.2]), 1.2);
        assert_eq!(median(&[1.0, 2.0]), 1.5);
    }

    #[test]
    fn a_goal_is_met_on_its_better_side() {
        assert!(P1[0].is_met(0.8) && !P1[0].is_met(0.79));
        assert!(P3[0].is_met(1.0) && !P3[0].is_met(1.01) && !P3[0].is_met(f64::NAN));
    }
}
