//! What parts share while time runs: requests, the context a part acts through, metrics, the log.

pub mod addresses;
pub mod class;
pub mod client;
pub mod contents;
pub mod counted;
pub mod ctx;
pub mod ground;
pub mod log;
pub mod metric;
pub mod names;
pub mod page;
pub mod places;
pub mod protocol;
pub mod published;
pub mod reach;
pub mod redirects;
pub mod request;
pub mod requests;
pub mod trace;
pub mod tracer;
pub mod wires;
pub mod workers;
