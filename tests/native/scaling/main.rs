//! Behaviours of group, balancer and alarms through the whole engine, one sentence each. Boards here,
//! behaviours by subject in the files.

mod care;
mod cautions;
mod drawn;
mod faults;
mod measures;
mod money;
mod policies;
mod presets;
mod processes;
mod requests;
mod sizes;
mod termination;
mod units;

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::document::{Document, Part};
use swell_core::kinds::{KindId, Params};
use swell_core::world::log::{TerminationCause, What};
use swell_tests::boards::{preset, set};
use swell_tests::harness::{GROUP, Harness, under_load};

const OUT: u32 = 16;
const IN: u32 = 17;
const HIGH: u32 = 18;
const DATABASE: u32 = 20;

/// The metric that target tracking follows.
const METRIC: &str =
    "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType";

fn edited(mut document: Document, fields: &[(u32, &str, Value)]) -> Document {
    for (part, path, value) in fields {
        set(&mut document, *part, path, value.clone());
    }
    document
}

fn default(fields: &[(u32, &str, Value)]) -> Harness {
    Harness::new(edited(preset("default"), fields))
}

fn loaded(rps: u32, fields: &[(u32, &str, Value)]) -> Harness {
    Harness::new(edited(under_load(rps), fields))
}

fn without(mut document: Document, ids: &[u32]) -> Document {
    let ids = ids.to_vec();
    document.apply(Command::Remove { ids }).expect("removable");
    document
}

/// Adds a part that belongs to the group.
fn with(mut document: Document, id: u32, kind: KindId, params: Value) -> Document {
    let defaults = Params::defaults(kind);
    let mut all = defaults.to_value();
    for (key, value) in params.as_object().expect("parameters") {
        all[key] = value.clone();
    }
    let params = defaults.parse_like(all).expect("parameters of the kind");
    let mut part = Part::new(PartId(id), params);
    part.of = Some(PartId(GROUP));
    let add = Command::add_part(&document, part, None);
    document.apply(add).expect("free");
    document
}

/// No policies: only the group's own care.
fn plain(fields: &[(u32, &str, Value)]) -> Harness {
    Harness::new(edited(
        without(preset("default"), &[16, 17, 18, 19]),
        fields,
    ))
}

fn simple(fields: &[(u32, &str, Value)]) -> Harness {
    let mut document = edited(
        under_load(100),
        &[
            (OUT, "PolicyType", json!("SimpleScaling")),
            (OUT, "StepAdjustments", json!([])),
            (OUT, "ScalingAdjustment", json!(1)),
        ],
    );
    document = edited(document, fields);
    Harness::new(document)
}

fn tracking(document: Document, target: u32) -> Document {
    let document = without(document, &[17, 18, 19]);
    edited(
        document,
        &[
            (OUT, "PolicyType", json!("TargetTrackingScaling")),
            (OUT, "AdjustmentType", Value::Null),
            (OUT, "StepAdjustments", json!([])),
            (
                OUT,
                "TargetTrackingConfiguration/TargetValue",
                json!(target),
            ),
            (OUT, METRIC, json!("ASGAverageCPUUtilization")),
        ],
    )
}

/// Policy 30 alone, which tracks a metric of the user's own.
fn customized_tracker(document: Document, target: u32, spec: Value) -> Document {
    let tracked = json!({ "TargetValue": target, "CustomizedMetricSpecification": spec });
    let policy = json!({ "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": tracked });
    with(
        without(document, &[16, 17, 18, 19]),
        30,
        KindId::ScalingPolicy,
        policy,
    )
}

fn terminations(harness: &Harness) -> Vec<(f64, u32, TerminationCause)> {
    let of = |e: &swell_core::world::log::Entry| match e.what {
        What::InstanceTerminating { instance, why, .. } => {
            Some((harness.shown_s(e), instance.serial, why))
        }
        _ => None,
    };
    harness.entries().iter().filter_map(of).collect()
}

fn launches(harness: &Harness) -> usize {
    harness
        .when(|w| matches!(w, What::InstanceLaunched { .. }))
        .len()
}
