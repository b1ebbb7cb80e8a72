//! The address plan of a frame, subnet by subnet, as the run has it now: what AWS keeps for itself, what
//! is left, and what will run out first (spec 13.1).

use crate::base::id::PartId;
use crate::contract::Level;
use crate::document::{Document, Part};
use crate::engine::simulation::Simulation;
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::network::{Cidr, has_room_for_alb, usable};
use alloc::vec::Vec;

/// The addresses of one subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubnetPlan {
    pub subnet: PartId,
    /// The Availability Zone around it.
    pub zone: PartId,
    pub block: Cidr,
    pub usable: u64,
    pub free: u64,
    pub shortage: Option<Shortage>,
}

/// What runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// Nothing more can be launched there.
    Full,
    /// Groups may still ask for so many, and there are fewer.
    Groups(u64),
    /// An ALB wants at least a /27 with eight free addresses.
    Balancer,
}

/// All subnets in a frame, in document order. Those without a block are for the checks of the drawing to
/// complain about.
pub fn address_plan(
    simulation: &Simulation,
    document: &Document,
    scope: PartId,
) -> Vec<SubnetPlan> {
    const LEVELS: [Level; 4] = [Level::Region, Level::Vpc, Level::Az, Level::Subnet];
    let is_inside = |subnet: PartId| {
        let mut levels = LEVELS.iter();
        levels.any(|level| document.frame_around(subnet, *level) == Some(scope))
    };
    let control = simulation.control();
    let inside = control.ground.subnets.iter().filter(|s| is_inside(s.id));
    let plan = inside.filter_map(|subnet| {
        let (block, free) = (subnet.block?, control.addresses.free(subnet)?);
        Some(SubnetPlan {
            subnet: subnet.id,
            zone: document.az_of(subnet.id),
            block,
            usable: usable(block.prefix()),
            free,
            shortage: shortage(simulation, document, subnet.id, (block, free)),
        })
    });
    plan.collect()
}

fn shortage(
    simulation: &Simulation,
    document: &Document,
    subnet: PartId,
    (block, free): (Cidr, u64),
) -> Option<Shortage> {
    if free == 0 {
        return Some(Shortage::Full);
    }
    let here = || {
        document
            .parts
            .iter()
            .filter(|part| part.stands_in.contains(&subnet))
    };
    let wanted = here().map(|part| wanted(simulation, part)).sum();
    if wanted > free {
        return Some(Shortage::Groups(wanted));
    }
    let is_alb = |part: &Part| {
        let kind = part.kind().and_then(|kind| kind.balancer());
        kind == Some(LoadBalancerType::Application)
    };
    let is_short = here().any(is_alb) && !has_room_for_alb(block, free);
    is_short.then_some(Shortage::Balancer)
}

/// Servers that a part may still launch into each of its subnets, at its largest.
fn wanted(simulation: &Simulation, part: &Part) -> u64 {
    let now = simulation.now();
    let found = simulation.part(part.id).and_then(|live| {
        let most = u64::from(live.sizes(now)?.max);
        Some(most.saturating_sub(live.launched(now).len() as u64))
    });
    found.map_or(0, |more| more.div_ceil(part.stands_in.len().max(1) as u64))
}
