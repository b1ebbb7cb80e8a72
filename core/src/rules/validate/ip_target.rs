//! Targets by address: private ones alone.

use super::{Code, Fault, Faults};
use crate::rules::network::Cidr;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

/// Basis: documented - ALB "Target groups", target type: RFC 1918, RFC 6598 and the VPC's own ranges,
/// which lie in these.
const PRIVATE: [&str; 4] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
];

/// A target of a group whose target type is `ip`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IpTarget<'a> {
    pub address: &'a str,
}

impl IpTarget<'_> {
    /// Basis: documented - ELB-API CreateTargetGroup, `TargetType`.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let address: Option<Ipv4Addr> = self.address.trim().parse().ok();
        let is_in = |block: &&str| {
            let block = Cidr::parse(block);
            block.zip(address).is_some_and(|(block, at)| block.has(at))
        };
        let is_private = PRIVATE.iter().any(|block| is_in(&block));
        faults.when(!is_private, Code::TargetIpRange, "address");
        faults.0
    }
}
