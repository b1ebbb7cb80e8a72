//! What CloudWatch knows of a server, or of all servers of a group: its newest datapoints (spec 9.2). What
//! nobody sends it does not know.

use crate::base::id::PartIx;
use crate::base::time::Span;
use crate::contract::Member;
use crate::engine::simulation::Simulation;
use crate::kinds::instance::metrics::{CPU_UTILIZATION, NETWORK_IN};
use crate::kinds::logs::agent::{Agent, MEM_USED_PERCENT};
use crate::rules::alarm::Statistic;
use crate::world::published::Source;

/// A gauge as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Gauge {
    /// Nobody sends it, or may.
    #[default]
    Unknown,
    /// It is sent, and nothing has come yet.
    Waits,
    /// The newest datapoint, and how long ago its period ended.
    Known { value: f64, ago: Span },
}

/// Units: percent, bytes in a period, percent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gauges {
    pub cpu: Gauge,
    pub network_in: Gauge,
    /// EC2 does not see into a machine: only an agent on it tells.
    pub memory: Gauge,
}

impl Gauges {
    /// Of a server that stands alone, or of a group; of a server of a group those of the group. Errors:
    /// `None` for anything else.
    pub fn of(simulation: &Simulation, part: PartIx) -> Option<Self> {
        let (control, now) = (simulation.control(), simulation.now());
        let facts = |part: PartIx| control.facts.get(part.ix());
        let subject = facts(part).and_then(|f| f.launched_by).unwrap_or(part);
        let state = simulation.parts().get(subject.ix())?;
        if state.machine(now).is_none() && state.sizes(now).is_none() {
            return None;
        }
        let newest = |source: Source| match control.published.newest(source) {
            Some(datapoint) => Gauge::Known {
                value: datapoint.value(Statistic::Average),
                ago: now.since(datapoint.end),
            },
            None => Gauge::Waits,
        };
        let agents = simulation.parts().iter().zip((0..).map(PartIx));
        let mut agents = agents.filter(|(_, ix)| facts(*ix).and_then(|f| f.of) == Some(subject));
        let agent = agents.find(|(part, _)| Agent::of(part).is_some_and(Agent::tells_memory));
        Some(Self {
            cpu: newest((subject, CPU_UTILIZATION)),
            network_in: newest((subject, NETWORK_IN)),
            memory: match agent {
                Some((_, agent)) => newest((agent, MEM_USED_PERCENT)),
                None => Gauge::Unknown,
            },
        })
    }
}
