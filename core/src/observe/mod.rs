//! What the viewer keeps: read from a simulation, never read by it; cut back on rewind.

pub mod journal;
pub mod series;
