//! `cargo xtask bench`: the goals P1 to P11, each measured beside its yardstick in one run, in a
//! table and in `target/bench.json`.

mod browser;
mod engine;
mod goal;
mod runner;

use crate::say::{say, tell};
use crate::{Outcome, setup, site, wasm};
use goal::{Figure, Goal};
use runner::Runner;
use serde_json::{Map, Value};

/// A goal's measurements: what was found, or why nothing was.
type Measure = fn(&Runner) -> Outcome<Vec<Figure>>;

/// Each names the rows it fills, so that a goal that cannot be measured still shows as missed.
const MEASURES: [(&[Goal], Measure); 11] = [
    (&goal::P1, engine::p1),
    (&goal::P2, engine::p2),
    (&goal::P3, engine::p3),
    (&goal::P4, engine::p4),
    (&goal::P5, engine::p5),
    (&goal::P6, browser::p6),
    (&goal::P7, browser::p7),
    (&goal::P8, browser::p8),
    (&goal::P9, engine::p9),
    (&goal::P10, engine::p10),
    (&goal::P11, engine::p11),
];

pub fn run(args: &[String]) -> Outcome {
    let (chosen, rounds) = parse(args)?;
    let wanted = |id: &str| chosen.is_empty() || chosen.iter().any(|name| name == id);
    setup::for_chromium()?;
    if wanted("P6") {
        setup::for_flow()?;
    }
    if wanted("P6") {
        site::build_drawing_bench()?;
    }
    if ["P7", "P8"].iter().any(|id| wanted(id)) {
        site::build()?;
    }
    let runner = Runner::build(rounds)?;
    let mut report = Map::new();
    let mut table = vec![goal::HEADING.to_owned()];
    let mut missed = 0;
    for (goals, measure) in MEASURES {
        let id = goals[0].id;
        if !wanted(id) {
            continue;
        }
        tell!("Measuring {id} …");
        let result = measure(&runner);
        for goal in goals {
            let figure = match &result {
                Ok(figures) => figures.iter().find(|figure| figure.id == goal.id),
                Err(_) => None,
            };
            table.push(goal.row(figure));
            missed += usize::from(!figure.is_some_and(|figure| goal.is_met(figure.value)));
            report.insert(goal.id.into(), goal.json(figure, result.as_ref().err()));
        }
        if let Err(reason) = &result {
            table.push(format!("         {reason}"));
        }
    }
    say!("\n{}", table.join("\n"));
    write(&Value::Object(report))?;
    if missed > 0 {
        return Err(format!("{missed} goals missed or not measured"));
    }
    Ok(())
}

fn parse(args: &[String]) -> Outcome<(Vec<String>, usize)> {
    let mut chosen = Vec::new();
    let mut rounds = 7;
    let mut words = args.iter();
    while let Some(word) = words.next() {
        if word == "--rounds" {
            let count = words.next().and_then(|count| count.parse().ok());
            rounds = count
                .filter(|&count| count > 0)
                .ok_or("--rounds needs a number from 1")?;
            continue;
        }
        let id = word.to_uppercase();
        if !MEASURES.iter().any(|(goals, _)| goals[0].id == id) {
            return Err(format!("bench knows P1 to P11, not {word:?}"));
        }
        chosen.push(id);
    }
    Ok((chosen, rounds))
}

fn write(report: &Value) -> Outcome {
    let file = wasm::target_folder().join("bench.json");
    let text = format!("{report:#}\n");
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    say!("Written to {}", file.display());
    Ok(())
}
