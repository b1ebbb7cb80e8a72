//! Load balancers: an application load balancer needs two zones.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, Warning};
use crate::rules::balancer_type::LoadBalancerType;

/// A load balancer, as far as it has rules of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct LoadBalancer {
    #[serde(rename = "Type")]
    pub kind: LoadBalancerType,
}

impl LoadBalancer {
    /// All faults, given the zones of its subnets (repeats count once).
    /// Basis: documented - ELB "How Elastic Load Balancing works", Availability Zones.
    pub fn check<Z: PartialEq>(&self, zones: &[Z]) -> Vec<Fault> {
        let mut faults = Faults::default();
        let is_application = self.kind == LoadBalancerType::Application;
        faults.when(is_application && !has_two(zones), Code::AlbTwoAz, "Subnets");
        faults.0
    }

    /// Legal but seldom meant.
    pub fn warnings<Z: PartialEq>(&self, zones: &[Z]) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.kind != LoadBalancerType::Application && !has_two(zones) {
            warnings.push(Warning::SingleZone);
        }
        warnings
    }
}

fn has_two<Z: PartialEq>(zones: &[Z]) -> bool {
    zones
        .first()
        .is_some_and(|first| zones.iter().any(|zone| zone != first))
}
