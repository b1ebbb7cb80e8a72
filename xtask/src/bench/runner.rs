//! Runs benchmark jobs natively, in wasm under Node, or in wasm in Chromium, and reads the lines they print.

use crate::process::{command, output, root, run};
use crate::{Outcome, wasm};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Native,
    Node,
    Chromium,
}

/// See `core/examples/bench/jobs/mod.rs`.
#[derive(Clone, Debug)]
pub struct Job {
    pub job: &'static str,
    pub engine: &'static str,
    pub scale: u32,
    pub n: u64,
    pub seed: u64,
    pub slice_us: u64,
}

impl Job {
    pub fn new(job: &'static str, engine: &'static str, n: u64) -> Self {
        Self {
            job,
            engine,
            scale: 1,
            n,
            seed: 1,
            slice_us: 0,
        }
    }

    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    fn json(&self) -> Value {
        json!({
            "job": self.job, "engine": self.engine, "scale": self.scale,
            "n": self.n, "seed": self.seed, "slice_us": self.slice_us,
        })
    }

    fn flags(&self) -> Vec<String> {
        let pairs = [
            ("--job", self.job.to_owned()),
            ("--engine", self.engine.to_owned()),
            ("--scale", self.scale.to_string()),
            ("--n", self.n.to_string()),
            ("--seed", self.seed.to_string()),
            ("--slice-us", self.slice_us.to_string()),
        ];
        pairs
            .into_iter()
            .flat_map(|(flag, value)| [flag.to_owned(), value])
            .collect()
    }
}

/// What a job printed.
#[derive(Clone, Debug)]
pub struct Line {
    pub events: f64,
    /// Processor seconds.
    pub cpu: f64,
    pub rss_kb: f64,
    pub hash: String,
    pub simulated_s: f64,
}

impl Line {
    pub fn ns_per_event(&self) -> f64 {
        self.cpu * 1e9 / self.events
    }

    fn read(text: &str, place: Place, job: &Job) -> Outcome<Self> {
        let broken = |reason: &str| format!("{} by {} ({place:?}): {reason}", job.job, job.engine);
        let value: Value =
            serde_json::from_str(text).map_err(|error| broken(&error.to_string()))?;
        if let Some(error) = value["error"].as_str() {
            return Err(broken(error));
        }
        if value["void"] == json!(true) {
            let reason = format!(
                "a mean is farther than 4 standard errors from its answer: {}",
                value["checks"]
            );
            return Err(broken(&reason));
        }
        let number = |key: &str| {
            value[key]
                .as_f64()
                .ok_or_else(|| broken(&format!("no {key} in {text}")))
        };
        Ok(Self {
            events: number("events")?,
            cpu: number("cpu")?,
            rss_kb: number("rss_kb")?,
            hash: value["hash"].as_str().unwrap_or_default().into(),
            simulated_s: number("simulated_s")?,
        })
    }
}

pub struct Runner {
    pub rounds: usize,
    native: PathBuf,
    module: PathBuf,
}

impl Runner {
    /// Builds the native runner for speed, as nothing bounds its size, and the module as the product's.
    pub fn build(rounds: usize) -> Outcome<Self> {
        let example = [
            "build",
            "--profile=bench-native",
            "--locked",
            "-p",
            "swell-core",
            "--example",
            "bench",
        ];
        run(&mut command("cargo", &example))?;
        Ok(Self {
            rounds,
            native: wasm::target_folder().join("bench-native/examples/bench"),
            module: wasm::build()?,
        })
    }

    /// Runs `jobs` one after the other; in wasm, within one process, each in a fresh instance.
    pub fn run(&self, place: Place, jobs: &[Job]) -> Outcome<Vec<Line>> {
        if place == Place::Native {
            let native = self.native.to_string_lossy().into_owned();
            let one = |job: &Job| {
                let text = output(command(&native, &[]).args(job.flags()))
                    .map_err(|error| format!("{} by {}: {error}", job.job, job.engine))?;
                Line::read(&text, place, job)
            };
            return jobs.iter().map(one).collect();
        }
        let mut node = command("node", &["tests/wasm/run.mjs"]);
        if place == Place::Chromium {
            node.arg("--chromium");
        }
        let list = Value::Array(jobs.iter().map(Job::json).collect());
        node.arg(&self.module).arg(list.to_string());
        let text = output(&mut node)?;
        let lines = text.lines().zip(jobs);
        let lines: Outcome<Vec<Line>> = lines
            .map(|(line, job)| Line::read(line, place, job))
            .collect();
        lines.and_then(|lines| {
            let complete = lines.len() == jobs.len();
            complete
                .then_some(lines)
                .ok_or_else(|| format!("run.mjs printed too few lines:\n{text}"))
        })
    }

    /// Runs two jobs in turn, as often as there are rounds, each round with its own seed and the
    /// other order, and returns `figure(first, second)` of every round.
    pub fn compare(
        &self,
        place: Place,
        first: &Job,
        second: &Job,
        figure: fn(&Line, &Line) -> f64,
    ) -> Outcome<Vec<f64>> {
        let mut figures = Vec::new();
        for round in 0..self.rounds {
            let seed = round as u64 + 1;
            let mut jobs = [first.clone().seed(seed), second.clone().seed(seed)];
            let swapped = round % 2 == 1;
            if swapped {
                jobs.reverse();
            }
            let lines = self.run(place, &jobs)?;
            let (a, b) = if swapped { (1, 0) } else { (0, 1) };
            figures.push(figure(&lines[a], &lines[b]));
        }
        Ok(figures)
    }

    /// The same job everywhere, whole and in slices: one fingerprint, or the engine is not deterministic.
    pub fn same_hash(&self, job: &Job) -> Outcome {
        let sliced = Job {
            slice_us: 16_667,
            ..job.clone()
        };
        let mut hashes = Vec::new();
        for place in [Place::Native, Place::Node, Place::Chromium] {
            for line in self.run(place, &[job.clone(), sliced.clone()])? {
                hashes.push(line.hash);
            }
        }
        if hashes.iter().all(|hash| *hash == hashes[0]) {
            return Ok(());
        }
        Err(format!(
            "fingerprints of {} differ: native, Node, Chromium, each whole and sliced: {hashes:?}",
            job.job
        ))
    }

    /// A measuring script of `tests/browser` on a built site; it prints one JSON object.
    pub fn browser(&self, what: &str, site: &Path) -> Outcome<Value> {
        let rounds = self.rounds.to_string();
        let mut node = command("node", &["tests/browser/bench/main.mjs", what, &rounds]);
        let text = output(node.current_dir(root()).env("SWELL_DIST", site))?;
        let value: Value =
            serde_json::from_str(&text).map_err(|error| format!("{what}: {error} in {text}"))?;
        match value["error"].as_str() {
            Some(error) => Err(error.into()),
            None => Ok(value),
        }
    }
}
