//! Subnets: size, inside the VPC, apart from each other.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults};
use crate::rules::network::Cidr;

/// A subnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Subnet {
    pub cidr_block: String,
}

impl Subnet {
    /// All faults, given the block of the VPC and those of its other subnets.
    /// Basis: documented - VPC "Subnet CIDR blocks".
    pub fn check(&self, vpc: &str, others: &[&str]) -> Vec<Fault> {
        const FIELD: &str = "CidrBlock";
        let mut faults = Faults::default();
        let is_sized = |block: &Cidr| (16..=28).contains(&block.prefix());
        let own = Cidr::parse(&self.cidr_block);
        let vpc = Cidr::parse(vpc);
        let is_good_size = own.as_ref().is_some_and(is_sized) && vpc.as_ref().is_none_or(is_sized);
        faults.when(!is_good_size, Code::SubnetSize, FIELD);
        let Some(own) = own else {
            return faults.0;
        };
        let is_inside = vpc.is_some_and(|vpc| vpc.contains(own));
        faults.when(!is_inside, Code::SubnetOutsideVpc, FIELD);
        let mut taken = others.iter().filter_map(|other| Cidr::parse(other));
        let is_taken = taken.any(|other| other.overlaps(own));
        faults.when(is_taken, Code::SubnetOverlap, FIELD);
        faults.0
    }
}
