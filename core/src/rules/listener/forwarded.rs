//! What a balancer tells a target of who asks: X-Forwarded-For.

use crate::base::codec::string_enum;
use alloc::format;
use alloc::string::String;

/// `routing.http.xff_header_processing.mode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum XffMode {
    #[default]
    Append,
    Preserve,
    Remove,
}

string_enum!(XffMode {
    Append: "append",
    Preserve: "preserve",
    Remove: "remove",
});

/// The header that a target gets; `None`: none is sent. `port`: of the last hop, where the balancer
/// says it.
/// Basis: documented - ALB "HTTP headers and Application Load Balancers", X-Forwarded-For.
pub fn forwarded_for(
    mode: XffMode,
    incoming: Option<&str>,
    last_hop: &str,
    port: Option<u32>,
) -> Option<String> {
    let hop = match port {
        Some(port) if last_hop.contains(':') => format!("[{last_hop}]:{port}"),
        Some(port) => format!("{last_hop}:{port}"),
        None => String::from(last_hop),
    };
    match (mode, incoming) {
        (XffMode::Append, Some(before)) => Some(format!("{before}, {hop}")),
        (XffMode::Append, None) => Some(hop),
        (XffMode::Preserve, incoming) => incoming.map(String::from),
        (XffMode::Remove, _) => None,
    }
}
