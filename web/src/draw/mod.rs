//! What is painted rather than built: moving requests on a canvas.

pub mod dots;
pub mod flight;
pub mod theme;
