//! What is wrong and who has noticed: of servers, and of zones that are cut off.

use super::shown;
use crate::vocabulary::{FaultView, FrameView, OutageView, Structure, Trouble};
use swell_core::base::id::{PartId, PartIx};
use swell_core::contract::Member;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::instance::Instance;

/// What is wrong with a server; most have nothing, and are not looked up.
pub fn trouble(simulation: &Simulation, part: PartIx) -> Option<Trouble> {
    let instance = Instance::of(simulation.parts().get(part.ix())?)?;
    instance.ailments().next()?;
    let noticed = simulation.noticed(instance.id)?;
    let now = simulation.now();
    let faults = instance.ailments().map(|(what, at)| FaultView {
        what,
        since: shown(simulation, at),
        for_s: now.since(at).s_f64() as u32,
    });
    Some(Trouble {
        faults: faults.collect(),
        ec2: noticed.ec2,
        balancer: noticed.balancer,
        group: noticed.group,
    })
}

/// The zones that are cut off, and how many of their servers each watcher has noticed.
pub fn outages(simulation: &Simulation, structure: &Structure) -> Vec<OutageView> {
    let down = structure.frames.iter().filter(|z| z.is_down);
    let view = |zone: &FrameView| {
        let noticed = simulation.zone_noticed(PartId(zone.id.0))?;
        Some(OutageView {
            zone: zone.id,
            since: shown(simulation, noticed.since),
            for_s: simulation.now().since(noticed.since).s_f64() as u32,
            instances: noticed.instances,
            ec2: noticed.ec2,
            balancer: noticed.balancer,
            group: noticed.group,
        })
    };
    down.filter_map(view).collect()
}
