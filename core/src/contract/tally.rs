//! What a part adds to the sums of a board.

use crate::world::metric::Metric;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Users that it stands for now.
    pub users: f64,
    /// CPU time that a request of these users asks for. Units: seconds.
    pub request_cpu_s: Option<f64>,
    /// Machines that it wants, has in service, and may have at the most. Those that a part has
    /// launched are in its own tally.
    pub desired: u32,
    pub in_service: u32,
    pub most: u32,
    /// What a cache was asked for since the start of the run, and what it had.
    pub asked: u64,
    pub hits: u64,
    /// Pages that its users have had whole since the first picture, and how long they waited for all of
    /// them together. Units: microseconds.
    pub pages: u64,
    pub waited_us: u64,
    /// The metric that says how busy its machines are.
    pub load: Option<Metric>,
}
