//! Code of one's own at the edge: CloudFront Functions and Lambda@Edge, at which events each may run,
//! how long, and what it costs (spec 3.5).

use super::function::billed_ms;
use crate::base::codec::string_enum;
use crate::base::time::Span;

/// What runs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// CloudFront Functions: small, at every edge location.
    #[default]
    Functions,
    /// Lambda@Edge.
    Lambda,
}

string_enum!(Runtime {
    Functions: "cloudfront_functions",
    Lambda: "lambda_edge",
});

/// When it runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Event {
    /// For each request, before the cache is looked at.
    #[default]
    ViewerRequest,
    /// For each answer.
    ViewerResponse,
    /// Before an origin is asked.
    OriginRequest,
    /// Before the answer of an origin is kept.
    OriginResponse,
}

string_enum!(Event {
    ViewerRequest: "viewer-request",
    ViewerResponse: "viewer-response",
    OriginRequest: "origin-request",
    OriginResponse: "origin-response",
});

impl Event {
    const fn is_of_viewers(self) -> bool {
        matches!(self, Self::ViewerRequest | Self::ViewerResponse)
    }
}

/// The longest that a function may take at an event. Errors: `None` where it cannot run.
/// Basis: documented - CF guide, "Differences between CloudFront Functions and Lambda@Edge"; model - what
/// is said to take less than a millisecond takes one at the most.
pub const fn time_max(runtime: Runtime, event: Event) -> Option<Span> {
    match (runtime, event.is_of_viewers()) {
        (Runtime::Functions, false) => None,
        (Runtime::Functions, true) => Some(Span::from_ms(1)),
        (Runtime::Lambda, true) => Some(Span::from_s(5)),
        (Runtime::Lambda, false) => Some(Span::from_s(30)),
    }
}

/// What one run costs, with the least memory. Units: US dollars. Basis: documented - CloudFront pricing
/// (0.10 per million), Lambda@Edge pricing (0.60 per million and 0.00005001 per GB-second).
pub fn usd(runtime: Runtime, took: Span) -> f64 {
    const MEMORY_GB: f64 = 0.125;
    const PER_GB_S: f64 = 0.000_050_01;
    match runtime {
        Runtime::Functions => 0.10 / 1e6,
        Runtime::Lambda => 0.60 / 1e6 + billed_ms(took) as f64 / 1e3 * MEMORY_GB * PER_GB_S,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_functions_run_for_viewers_alone_and_lambda_everywhere_for_longer() {
        let max = |runtime, event| time_max(runtime, event).map(Span::s_f64);
        assert_eq!(max(Runtime::Functions, Event::ViewerRequest), Some(0.001));
        assert_eq!(max(Runtime::Functions, Event::OriginRequest), None);
        assert_eq!(max(Runtime::Lambda, Event::ViewerResponse), Some(5.0));
        assert_eq!(max(Runtime::Lambda, Event::OriginResponse), Some(30.0));
    }

    #[test]
    fn a_million_runs_cost_what_the_price_list_says() {
        let million = |runtime, ms| usd(runtime, Span::from_ms(ms)) * 1e6;
        assert!((million(Runtime::Functions, 1) - 0.10).abs() < 1e-9);
        // 0.60, and 50 ms of an eighth of a gigabyte.
        let expected = 0.60 + 0.05 * 0.125 * 50.01;
        assert!((million(Runtime::Lambda, 50) - expected).abs() < 1e-9);
    }
}
