//! Connections that are kept for the next request: how long a balancer keeps those of its clients and its
//! own to targets, and what becomes of a request that is sent over one which the target has just closed
//! (spec 5.2, 5.11).

use crate::base::time::Span;

/// `client_keep_alive.seconds`: a client's connection is closed after its next answer at this age.
/// Basis: documented - ALB "Edit attributes", HTTP client keepalive duration, its default.
pub const CLIENT_KEEP_ALIVE: Span = Span::from_s(3_600);

/// From a target's closing of a connection until the balancer knows. Basis: model - the segment that says
/// so is on its way or not yet read.
pub const UNNOTICED: Span = Span::from_ms(10);

/// What has become of a connection that nobody used for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Open,
    /// The target has closed it and the balancer does not know yet: what it sends there is answered by a
    /// reset, and its client gets 502.
    Stale,
    Closed,
}

/// A connection to a target, unused for so long. `timeout`: the balancer's idle timeout; `keep_alive`: how
/// long the target keeps it. Basis: documented - ALB "Troubleshoot", HTTP 502: a keep-alive shorter than the
/// idle timeout lets the target close first.
pub fn kept(unused: Span, timeout: Span, keep_alive: Span) -> Kept {
    match () {
        () if unused >= timeout => Kept::Closed,
        () if unused < keep_alive => Kept::Open,
        () if unused < keep_alive + UNNOTICED => Kept::Stale,
        () => Kept::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_closes_first_decides_whether_a_request_is_lost() {
        let at = |us: u64, keep_alive_s: u64| {
            let unused = Span::from_us(us);
            kept(unused, Span::from_s(60), Span::from_s(keep_alive_s))
        };
        // Longer than the idle timeout: the balancer closes it, and knows.
        assert_eq!(at(59_999_999, 75), Kept::Open);
        assert_eq!(at(60_000_000, 75), Kept::Closed);
        assert_eq!(at(60_000_000, 60), Kept::Closed);
        // Shorter: for a moment the balancer does not know.
        assert_eq!(at(4_999_999, 5), Kept::Open);
        assert_eq!(at(5_000_000, 5), Kept::Stale);
        assert_eq!(at(5_009_999, 5), Kept::Stale);
        assert_eq!(at(5_010_000, 5), Kept::Closed);
    }
}
