//! The group itself, as `describe-auto-scaling-groups` prints it or `create-auto-scaling-group`
//! takes it: sizes, health checks, warm-up, suspended processes.

use super::{Gathered, GroupSettings, ImportNotice, Params, fields, join, text};
use serde_json::Value;
use swell_core::rules::suspension::Process;

impl Gathered {
    pub(super) fn group(&mut self, path: &str, object: Params) {
        let group = text(&object, "AutoScalingGroupName");
        let mut params = self.cleaner.object(path, object, &fields::GROUP);
        self.keep_units(path, &mut params);
        if let Some(types) = text(&params, "HealthCheckType") {
            let others = types.split(',').filter(|t| !matches!(*t, "EC2" | "ELB"));
            others.for_each(|other| self.left_out(path, "HealthCheckType", other));
            // Checks of EC2 are always on; the board knows those of the balancer beside them.
            let kind = if types.contains("ELB") { "ELB" } else { "EC2" };
            params.insert("HealthCheckType".to_owned(), kind.into());
        }
        let spread = params.remove("AvailabilityZoneDistribution");
        let spread = spread
            .as_ref()
            .and_then(|s| s.get("CapacityDistributionStrategy"));
        if let Some(strategy) = spread {
            let name = "CapacityDistributionStrategy".to_owned();
            params.insert(name, strategy.clone());
        }
        self.keep_processes(path, &mut params);
        self.groups.push(GroupSettings { group, params });
    }

    /// Sizes count servers here; those that count vCPUs, memory or weights are others.
    fn keep_units(&mut self, path: &str, params: &mut Params) {
        const FIELD: &str = "DesiredCapacityType";
        let unit = text(params, FIELD).filter(|unit| unit != "units");
        params.remove(FIELD);
        if let Some(unit) = &unit {
            self.left_out(path, FIELD, unit);
        }
        let weight = is_weighted(params).then(|| "WeightedCapacity".to_owned());
        if let Some(unit) = unit.or(weight) {
            for size in ["MinSize", "MaxSize", "DesiredCapacity"] {
                if params.remove(size).is_some() {
                    self.left_out(path, size, &unit);
                }
            }
        }
    }

    /// A word of a field that means nothing here.
    fn left_out(&mut self, path: &str, field: &str, word: &str) {
        let path = format!("{}: {word}", join(path, field));
        let notice = ImportNotice::FieldUnknown { path };
        self.cleaner.notices.push(notice);
    }

    /// The output lists processes with reasons, the board by name. Others than it has are named.
    fn keep_processes(&mut self, path: &str, params: &mut Params) {
        const FIELD: &str = "SuspendedProcesses";
        let Some(Value::Array(items)) = params.remove(FIELD) else {
            return;
        };
        let mut kept: Vec<Value> = Vec::new();
        for item in items {
            let word = item.get("ProcessName").unwrap_or(&item);
            let word = word.as_str().unwrap_or_default();
            if Process::WORDS.contains(&word) {
                kept.push(word.into());
            } else {
                self.left_out(path, FIELD, word);
            }
        }
        params.insert(FIELD.to_owned(), kept.into());
    }
}

/// Whether an instance type of the group counts as more than one server.
fn is_weighted(params: &Params) -> bool {
    let overrides = params
        .get("MixedInstancesPolicy")
        .and_then(|policy| policy.pointer("/LaunchTemplate/Overrides"));
    let mut weights = overrides
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|one| one.get("WeightedCapacity")?.as_str());
    weights.any(|weight| weight != "1")
}
