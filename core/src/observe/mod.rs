//! What the viewer keeps: read from a simulation, never read by it; cut back on rewind.

pub mod access_log;
pub mod activity;
pub mod app_log;
pub mod exchanges;
pub mod feeling;
pub mod gauges;
pub mod headers;
pub mod journal;
pub mod logins;
pub mod makeup;
pub mod meters;
pub mod migration;
pub mod particulars;
pub mod plan;
pub mod reach;
pub mod response;
pub mod score;
pub mod series;
pub mod servers;
pub mod shares;
pub mod tracks;
pub mod viewers;
pub mod wires;
