//! What a part that hands requests on to others lets them see of who asks.

use crate::rules::listener::XffMode;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forwards {
    /// Packets: whoever is behind it sees the address of the client.
    #[default]
    Packets,
    /// By a connection of its own that says nothing of the client.
    Bytes,
    /// By a connection of its own, with headers that say who asked and how.
    Requests { mode: XffMode, names_port: bool },
}
