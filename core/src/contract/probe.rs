//! A health check as it comes to a part, and what the part answers. Whoever asks judges.

use crate::base::id::PartIx;
use crate::world::protocol::Protocol;
use serde::{Deserialize, Serialize};

/// A check that waits in line with the requests: who asks, and which of its checks it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeCall {
    pub from: PartIx,
    pub slot: u16,
    pub number: u32,
}

#[derive(Clone, Copy, Debug)]
pub struct Probe<'a> {
    pub from: PartIx,
    /// HTTP asks for a page, TCP only for a connection.
    pub protocol: Protocol,
    /// Where it knocks; `None`: where requests do.
    pub port: Option<u32>,
    pub path: &'a str,
    /// It takes its place among the requests; `None`: it passes by their queue.
    pub in_line: Option<ProbeCall>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProbeAnswer {
    Status(u16),
    /// The connection is taken, which is all that a check by TCP asks for.
    Connected,
    #[default]
    Refused,
    /// Nothing comes back: the check runs into its time-out.
    Silent,
    /// It waits in line; the part wakes who asked when its turn has come.
    Later,
}
