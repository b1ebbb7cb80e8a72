//! P6 to P8: drawing, loading and response in Chromium, measured by the scripts of `tests/browser/bench`.

use super::goal::{Figure, P6, P7, P8};
use super::runner::Runner;
use crate::{Outcome, site};
use serde_json::Value;

pub fn p6(runner: &Runner) -> Outcome<Vec<Figure>> {
    figures(
        &runner.browser("p6", &site::drawing_bench())?,
        P6.iter().map(|goal| goal.id),
    )
}

pub fn p7(runner: &Runner) -> Outcome<Vec<Figure>> {
    let bytes = site::first_load(&site::weigh()?);
    let mut all = figures(
        &runner.browser("p7", &site::folder())?,
        P7.iter().map(|goal| goal.id),
    )?;
    all.push(Figure::single("P7", bytes as f64 / 1000.0));
    Ok(all)
}

pub fn p8(runner: &Runner) -> Outcome<Vec<Figure>> {
    figures(
        &runner.browser("p8", &site::folder())?,
        P8.iter().map(|goal| goal.id),
    )
}

/// Reads `{"P7.fcp": [rounds…], …}`; an id that is not there was not measured.
fn figures(report: &Value, ids: impl Iterator<Item = &'static str>) -> Outcome<Vec<Figure>> {
    let mut found = Vec::new();
    for id in ids {
        let Some(rounds) = report[id].as_array() else {
            continue;
        };
        let rounds: Option<Vec<f64>> = rounds.iter().map(Value::as_f64).collect();
        let rounds = rounds.ok_or_else(|| format!("{id}: not numbers: {}", report[id]))?;
        found.push(Figure::median(id, rounds));
    }
    Ok(found)
}
