//! CloudFront cache behaviours: the order of the three times to live.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, Warning};

/// The times to live of a cache policy. Units: seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CacheBehavior {
    #[serde(rename = "MinTTL", skip_serializing_if = "Option::is_none")]
    pub min_ttl: Option<i64>,
    #[serde(rename = "DefaultTTL", skip_serializing_if = "Option::is_none")]
    pub default_ttl: Option<i64>,
    #[serde(rename = "MaxTTL", skip_serializing_if = "Option::is_none")]
    pub max_ttl: Option<i64>,
}

impl CacheBehavior {
    /// All faults; fields left out have CloudFront's defaults 0, 86,400 and 31,536,000.
    /// Basis: model - 0 <= minimum <= default <= maximum.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let min = self.min_ttl.unwrap_or(0);
        let default = self.default_ttl.unwrap_or(86_400);
        let max = self.max_ttl.unwrap_or(31_536_000);
        let is_ordered = 0 <= min && min <= default && default <= max;
        faults.when(!is_ordered, Code::CfTtlOrder, "DefaultTTL");
        faults.0
    }

    /// Legal but seldom meant.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.min_ttl.is_some_and(|min| min > 0) {
            warnings.push(Warning::MinTtlKeepsPrivatePages);
        }
        warnings
    }
}
