//! How many requests passed over each wire: counted by the part that hands them on, because a part
//! at the end of several wires cannot tell them apart.

use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::engine::simulation::Simulation;
use alloc::vec::Vec;

/// What has passed over each wire of the run since its start, by its ends. Those of a target group
/// lead to its targets.
pub fn passed(simulation: &Simulation) -> SmallMap<(PartIx, PartIx), u64> {
    let mut all: Vec<((PartIx, PartIx), u64)> = Vec::new();
    for (ix, part) in simulation.parts().iter().enumerate() {
        let from = PartIx(ix as u16);
        if let Some(balancer) = part.balancing() {
            for pool in &balancer.pools {
                let present = pool.targets.iter().filter(|t| t.is_present);
                all.extend(present.map(|t| ((pool.group, t.part), t.requests)));
            }
        }
        let wires = &simulation.world().wires;
        for wire in wires.of(from) {
            all.push(((from, wire.to), wire.passed));
            // The same line goes on from there: what is inspected on its way.
            let mut on = wires.of(wire.to).iter();
            let on = on.find(|on| on.link == wire.link);
            all.extend(on.map(|on| ((from, on.to), wire.passed)));
        }
    }
    let mut sums: SmallMap<_, u64> = all.iter().map(|(wire, _)| (*wire, 0)).collect();
    for (wire, count) in all {
        *sums.or_insert_with(wire, || 0) += count;
    }
    sums
}
