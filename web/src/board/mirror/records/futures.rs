//! The two futures of a fork, or two boards: the lines of the one that is not shown, how two boards
//! stand, and what both came to.

use crate::board::Board;
use crate::board::mirror::{instance_key, shown, structure};
use crate::vocabulary::{FuturesView, RivalView, ScoreView, SideView, SimTime};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::engine::simulation::Simulation;
use swell_core::observe::meters::Meters;
use swell_core::observe::series::Sample;
use swell_core::session::Session;
use swell_core::session::rival::Lane;

/// Which of the two is shown, where they parted, and the newest score that both have.
pub fn futures(session: &Session, board: Board, sides: &mut Sides) -> Option<FuturesView> {
    let rival = session.rival()?;
    let simulation = session.simulation();
    let from = shown(simulation, rival.from());
    let compared = session.comparison().map(|both| ScoreView {
        to: shown(simulation, both.to),
        a: both.a,
        b: both.b,
    });
    // While one of them catches up, the last score that both had stands.
    let before = || {
        let old = board.futures.with_untracked(|f| {
            let f = f.as_ref().filter(|f| f.from == from)?;
            f.score
        });
        old.filter(|s| s.to <= shown(simulation, session.head()))
    };
    Some(FuturesView {
        lane: session.lane(),
        from,
        score: compared.or_else(before),
        beside: sides.both(session),
    })
}

/// The readings that rates of two boards are taken from, by lane.
#[derive(Debug, Default)]
pub struct Sides([Meters; 2]);

impl Sides {
    /// The two boards as they stand. `None`: there are no two boards.
    fn both(&mut self, session: &Session) -> Option<[SideView; 2]> {
        let rival = session.rival()?;
        let [name_a, name_b] = rival.names()?.clone();
        let shown = (session.board(), session.simulation());
        let hidden = (rival.document(), rival.simulation());
        let (a, b) = match session.lane() {
            Lane::A => (shown, hidden),
            Lane::B => (hidden, shown),
        };
        let [meters_a, meters_b] = &mut self.0;
        Some([side(name_a, a, meters_a), side(name_b, b, meters_b)])
    }
}

fn side(
    name: String,
    (document, simulation): (&Document, &Simulation),
    meters: &mut Meters,
) -> SideView {
    meters.turn(simulation);
    let structure = structure(document, simulation);
    let nodes = structure.nodes.iter();
    let nodes = nodes.map(|node| (node.id, meters.face_of(simulation, PartId(node.id.0))));
    let parts = simulation.parts().iter();
    let launched = parts.flat_map(|part| part.launched(simulation.now()));
    let servers = launched.map(|member| {
        let face = meters.face(simulation, member.part.at);
        (instance_key(member.id), face)
    });
    SideView {
        name,
        client: meters.client(simulation),
        nodes: nodes.collect(),
        servers: servers.collect(),
        structure: Arc::new(structure),
    }
}

/// The future that is not shown, from where it parted, in columns that begin at `from`.
pub fn rival(session: &Session, from: SimTime, to: SimTime, step: SimTime) -> Option<RivalView> {
    let rival = session.rival()?;
    let simulation = session.simulation();
    let series = &rival.run().series;
    let parted = shown(simulation, rival.from());
    let samples = series.samples().iter();
    let later = samples.filter(|s| shown(simulation, s.end) > parted.max(from));
    let count = usize::try_from((to - from) / step.max(1)).unwrap_or(0);
    let mut columns: Vec<Vec<&Sample>> = vec![Vec::new(); count];
    for sample in later {
        // A sample speaks of the time that ends with it.
        let n = (shown(simulation, sample.end) - from - 1).div_euclid(step.max(1));
        if let Some(column) = usize::try_from(n).ok().and_then(|n| columns.get_mut(n)) {
            column.push(sample);
        }
    }
    while columns.last().is_some_and(Vec::is_empty) {
        columns.pop();
    }
    let sample_s = (series.step.us() as f64 / 1e6) as f32;
    let rate = |count: fn(&Sample) -> u64| -> Vec<Option<f32>> {
        let of = |column: &Vec<&Sample>| {
            let sum: u64 = column.iter().map(|s| count(s)).sum();
            (!column.is_empty()).then(|| sum as f32 / (sample_s * column.len() as f32))
        };
        columns.iter().map(of).collect()
    };
    let last = |column: &Vec<&Sample>| column.last().copied().copied();
    Some(RivalView {
        sent_per_s: rate(|s| s.sent),
        failed_per_s: rate(|s| s.failed + s.gave_up),
        metric: columns.iter().map(|c| last(c)?.metric).collect(),
        desired: columns.iter().map(|c| Some(last(c)?.desired)).collect(),
    })
}
