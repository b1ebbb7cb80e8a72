//! The order of the end of a metric period: what was used is paid, parts take their samples, and then
//! they publish (spec 9.2).

use super::simulation::Simulation;
use crate::base::id::PartIx;
use crate::control::{PublishCtx, Samples};

/// Publishes everything whose period ends now.
pub(super) fn publish(simulation: &mut Simulation) {
    let control = &mut simulation.control;
    control.settle_minute(&simulation.parts, &simulation.world);
    let mut samples = Samples::default();
    let parts = || (0..simulation.parts.len() as u16).map(PartIx);
    let (first, second) = (parts(), parts());
    for ix in first {
        simulation.act(ix, |part, cx| {
            part.sample(&mut PublishCtx::new(cx, &mut samples));
        });
    }
    for ix in second {
        simulation.act(ix, |part, cx| {
            part.publish(&mut PublishCtx::new(cx, &mut samples));
        });
    }
}
