//! Targets by address: private ones alone.

use super::{Code, Fault, Faults};
use crate::rules::network::Cidr;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

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
        let block = address.and_then(|address| Cidr::around(address, 32));
        let is_private = block.is_some_and(Cidr::is_private);
        faults.when(!is_private, Code::TargetIpRange, "address");
        faults.0
    }
}
