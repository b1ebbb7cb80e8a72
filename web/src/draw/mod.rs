//! What is painted rather than built: moving requests on a canvas, charts as SVG text.

pub mod dots;
pub mod flight;
pub mod plot;
pub mod signals;
pub mod theme;
