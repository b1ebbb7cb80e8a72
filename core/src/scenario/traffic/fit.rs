//! Whether recorded traffic fits a board: what it carries, and by which factor the recording would be of use.

use crate::base::id::PartIx;
use crate::base::math;
use crate::document::Document;
use crate::engine::simulation::Simulation;
use crate::world::trace::Trace;

/// Below this share of what the first servers carry, nothing happens on the board.
const IDLE: f64 = 0.05;
/// Above this multiple of what the board can ever carry, nothing can be seen but refusals.
const DROWNED: f64 = 2.0;
/// What a suggestion aims at: somewhat more than the first servers carry, so that the board must grow.
const AIM: f64 = 1.25;

/// What a board carries. Units: requests per second.
struct Capacity {
    /// By the servers of the beginning.
    now: f64,
    /// With every group at its maximum.
    most: f64,
}

/// A factor for a recording that would leave the board idle or drown it; `None` if it fits, or if the
/// board has nothing to carry it. Basis: model - whole servers at their mean work; the highest rate counts.
pub fn suggested_factor(document: &Document, trace: &Trace) -> Option<f64> {
    let capacity = capacity(document)?;
    let peak = match trace {
        Trace::Regular { rps, .. } => rps.iter().copied().fold(0.0, f64::max),
        Trace::Points { points } => points.iter().map(|p| p.1).fold(0.0, f64::max),
    };
    let fits = peak >= capacity.now * IDLE && peak <= capacity.most * DROWNED;
    (peak > 0.0 && !fits).then(|| plain(capacity.now * AIM / peak))
}

fn capacity(document: &Document) -> Option<Capacity> {
    let simulation = Simulation::new(document);
    let (mut work_s, mut most) = (None, 0.0);
    for (part, ix) in simulation.parts().iter().zip((0..).map(PartIx)) {
        if !simulation.is_drawn(ix) {
            continue;
        }
        let tally = part.tally(simulation.now());
        work_s = work_s.or(tally.request_cpu_s);
        let id = simulation.control().id(ix);
        let mut first = simulation.machines().filter(|(_, m)| m.id.owner == id);
        let vcpus = first.next().map_or(1, |(_, machine)| machine.vcpus);
        most += f64::from(tally.most) * f64::from(vcpus);
    }
    let machines = simulation.machines();
    let vcpus: f64 = machines.map(|(_, machine)| f64::from(machine.vcpus)).sum();
    let work_s = work_s.filter(|work_s| *work_s > 0.0 && vcpus > 0.0)?;
    Some(Capacity {
        now: vcpus / work_s,
        most: most.max(vcpus) / work_s,
    })
}

/// The nearest of 1, 2 and 5 with zeros: 0.02, 50.
fn plain(factor: f64) -> f64 {
    let mut unit = 1.0;
    while unit > factor {
        unit /= 10.0;
    }
    while unit * 10.0 <= factor {
        unit *= 10.0;
    }
    let digit = match factor / unit {
        x if x < 1.5 => 1.0,
        x if x < 3.5 => 2.0,
        x if x < 7.5 => 5.0,
        _ => 10.0,
    };
    // No tail of binary fractions in a field.
    math::round(digit * unit * 1e6) / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalog;

    fn suggested(peak: f64) -> Option<f64> {
        let board = catalog::preset("default").unwrap();
        let document = Document::from_json(board.json).unwrap();
        let points = alloc::vec![(0.0, peak / 10.0), (60.0, peak)];
        suggested_factor(&document, &Trace::Points { points })
    }

    #[test]
    fn a_recording_of_another_size_gets_a_factor() {
        // Two servers of two vCPUs at 0.05 s: 80 a second; four of them at the most.
        assert_eq!(suggested(100.0), None);
        assert_eq!(suggested(10.0), None);
        assert_eq!(suggested(0.8), Some(100.0));
        assert_eq!(suggested(8_000.0), Some(0.01));
        assert_eq!(suggested(0.0), None);
    }
}
