//! A board as the globe sees it: where viewers are, who answers them there, and how far that is.

use super::shares::percents;
use crate::base::id::{PartId, PartIx};
use crate::base::time::Span;
use crate::contract::Viewers;
use crate::engine::simulation::Simulation;
use crate::rules::regions::{EDGE_ROUND_TRIP, Region, round_trip};
use alloc::vec::Vec;

/// The clients of one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Crowd {
    pub part: PartId,
    pub at: Region,
    /// The most told first.
    pub answers: Vec<Answering>,
}

/// A part that answers them, and from where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answering {
    pub part: PartId,
    pub at: Region,
    /// From an edge location of that city.
    pub is_edge: bool,
    /// Of the networks of these viewers, so many send them there.
    pub percent: u32,
    pub round_trip: Span,
}

/// All viewers of the board. Empty while everybody and everything is in one Region: then there is
/// nothing to see on the globe.
pub fn crowds(simulation: &Simulation) -> Vec<Crowd> {
    let control = simulation.control();
    let parts = simulation.parts().iter().enumerate();
    let all: Vec<Crowd> = parts
        .filter_map(|(ix, part)| {
            let me = PartIx(ix as u16);
            let viewers = part.viewers(me, simulation.world())?;
            Some(crowd(simulation, control.id(me), &viewers))
        })
        .collect();
    let home = simulation.world().places.home();
    let is_home = |crowd: &Crowd| {
        let mut answers = crowd.answers.iter();
        crowd.at == home && answers.all(|a| a.at == home && !a.is_edge)
    };
    match all.iter().all(is_home) {
        true => Vec::new(),
        false => all,
    }
}

fn crowd(simulation: &Simulation, part: PartId, viewers: &Viewers) -> Crowd {
    let at = viewers.at.unwrap_or(simulation.world().places.home());
    let weights: Vec<f32> = viewers.told.iter().map(|(_, n)| *n as f32).collect();
    let told = viewers.told.iter().zip(percents(&weights));
    let answers = told.filter_map(|((to, _), percent)| {
        let edge = simulation.parts().get(to.ix())?.edge_for(at);
        let place = edge.or_else(|| simulation.world().places.region(*to))?;
        let round_trip = match (edge, place == at) {
            (Some(_), true) => EDGE_ROUND_TRIP,
            (None, true) => viewers.near,
            (_, false) => round_trip(at, place),
        };
        Some(Answering {
            part: simulation.control().id(*to),
            at: place,
            is_edge: edge.is_some(),
            percent,
            round_trip,
        })
    });
    let mut answers: Vec<Answering> = answers.collect();
    crate::base::order::sort_short(&mut answers, |a, b| b.percent.cmp(&a.percent));
    Crowd { part, at, answers }
}
