//! Route 53 records: no CNAME at the apex, weights, and no TTL on an alias.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, is_outside};

/// A record set. Units: seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DnsRecord {
    pub name: String,
    #[serde(rename = "Type")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i64>,
    #[serde(rename = "TTL", skip_serializing_if = "Option::is_none")]
    pub ttl: Option<i64>,
}

/// Whether two records of a set have the same identifier; those without one are told apart by what they
/// lead to. Basis: documented - R53 "Values that are common", `SetIdentifier`.
pub fn has_duplicate(identifiers: &[&str]) -> Option<Fault> {
    let twice = |(at, one): (usize, &&str)| {
        !one.is_empty() && identifiers.get(..at).is_some_and(|all| all.contains(one))
    };
    identifiers.iter().enumerate().any(twice).then_some(Fault {
        code: Code::R53SetIdentifierDup,
        field: "Records",
    })
}

impl DnsRecord {
    /// All faults, given the name of the hosted zone and whether the record is an alias.
    /// Basis: documented - R53 "Choosing between alias and non-alias records".
    pub fn check(&self, zone: &str, is_alias: bool) -> Vec<Fault> {
        let mut faults = Faults::default();
        let plain = |name: &str| String::from(name.trim_end_matches('.')).to_ascii_lowercase();
        let is_apex = plain(&self.name) == plain(zone);
        let is_cname = self.kind.eq_ignore_ascii_case("CNAME");
        faults.when(is_apex && is_cname, Code::R53CnameApex, "Type");
        faults.when(
            is_outside(self.weight, 0, 255),
            Code::R53WeightRange,
            "Weight",
        );
        faults.when(is_alias && self.ttl.is_some(), Code::R53AliasTtl, "TTL");
        faults.0
    }
}
