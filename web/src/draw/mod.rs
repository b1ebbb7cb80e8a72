//! What is painted rather than built: charts as SVG text.

pub mod plot;
