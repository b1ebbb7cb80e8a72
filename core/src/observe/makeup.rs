//! What a board is made of, in the numbers by which the notes tell pages of servers from pages of a
//! store (spec 15.1): how a new version comes to everybody, and what there is to look after.

use crate::engine::simulation::Simulation;
use crate::kinds::LivePart;
use crate::rules::delivery::{self, Launch};

/// Units: seconds. `None`: there is nothing of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Makeup {
    /// From the start of a deployment until everybody has the new pages.
    pub deploy_s: Option<f64>,
    /// The same from the push on.
    pub pipeline_s: Option<f64>,
    /// Until what is broken serves again: a server is replaced, files are uploaded anew.
    pub repair_s: Option<f64>,
    /// Running servers: each has an operating system to patch.
    pub servers: u32,
    /// Metrics that are published.
    pub metrics: u32,
}

impl Makeup {
    /// Pages that lie in a store are new with its files; those that servers make, with the servers.
    pub fn of(simulation: &Simulation) -> Self {
        let parts = simulation.parts();
        let upkeep = || parts.iter().map(LivePart::upkeep);
        let longest = |all: &mut dyn Iterator<Item = f64>| all.reduce(f64::max);
        let renews_s = longest(&mut upkeep().filter_map(|u| u.renews_s)).unwrap_or(0.0);
        let kept_s = longest(&mut upkeep().filter_map(|u| u.kept_s));
        let files = kept_s.map(|kept_s| {
            let deploy_s = delivery::renews_files_s(kept_s.max(renews_s));
            (deploy_s, delivery::renews_files_s(0.0))
        });
        let boots_s = longest(&mut upkeep().filter_map(|u| u.boots_s));
        let servers = boots_s.map(|boots_s| {
            let passes_s = longest(&mut upkeep().filter_map(|u| u.passes_s)).unwrap_or(0.0);
            let fails_s = longest(&mut upkeep().filter_map(|u| u.fails_s)).unwrap_or(0.0);
            let launch = Launch { boots_s, passes_s };
            (launch.replaces_all_s(), launch.repairs_s(fails_s))
        });
        let pages = files.or(servers);
        let deploy_s = pages.map(|(deploy_s, _)| deploy_s);
        let machines = parts.iter().filter_map(|p| p.machine(simulation.now()));
        let running = machines.filter(|machine| machine.running_since.is_some());
        Self {
            deploy_s,
            pipeline_s: deploy_s.map(delivery::pipeline_s),
            repair_s: pages.map(|(_, repair_s)| repair_s),
            servers: running.count() as u32,
            metrics: simulation.control().published.count() as u32,
        }
    }
}
