//! How many requests passed over each wire: counted by the part that hands them on, because a part
//! at the end of several wires cannot tell them apart.

use crate::base::id::PartIx;
use crate::engine::simulation::Simulation;
use crate::kinds::Part;
use alloc::vec::Vec;

/// A wire of the run by its ends, and what has passed over it since the start. Those of a target
/// group lead to its targets.
pub type Passed = ((PartIx, PartIx), u64);

/// All wires that carry requests.
pub fn passed(simulation: &Simulation) -> Vec<Passed> {
    let mut all = Vec::new();
    for (ix, part) in simulation.parts().iter().enumerate() {
        let from = PartIx(ix as u16);
        let count = match part {
            Part::Users(users) => users.sent,
            Part::Route53(route53) => route53.queries + route53.from_cache,
            Part::Instance(instance) => instance.called,
            Part::LoadBalancer(balancer) => {
                for pool in &balancer.pools {
                    let present = pool.targets.iter().filter(|t| t.is_present);
                    all.extend(present.map(|t| ((pool.group, t.part), t.requests)));
                }
                continue;
            }
            _ => continue,
        };
        // These hand everything to what their first wire leads to.
        if let Some(to) = simulation.world().outlets(from).first() {
            all.push(((from, *to), count));
        }
    }
    all
}
