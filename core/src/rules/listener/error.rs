//! Errors that an Application Load Balancer makes itself.

use super::headers;
use serde::Deserialize;

/// The largest body that it hands to a function. Units: bytes. Basis: documented - ALB "Lambda functions as
/// targets", limits.
pub const FUNCTION_BODY_MAX: u32 = 1 << 20;
/// Addresses in X-Forwarded-For. Basis: documented - ALB "Troubleshoot", HTTP 463.
const FORWARDED_MAX: usize = 30;

/// Why it answers instead of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlbError {
    NoRegisteredTargets,
    ZoneWithoutTargetsCrossZoneOff,
    TargetSentReset,
    TargetUnreachableIcmp,
    TargetResponseMalformed,
    TargetTlsHandshakeFailed,
    DeregistrationDelayElapsed,
    #[serde(rename = "response_header_over_32k")]
    ResponseHeaderOver32k,
    #[serde(rename = "connect_timeout_10s")]
    ConnectTimeout,
    TargetSilentPastIdleTimeout,
    ClientClosedEarly,
    #[serde(rename = "x_forwarded_for_over_30_addresses")]
    XForwardedForTooLong,
    ProtocolVersionMismatch,
    WafBlocked,
    WafRuleError,
    TraceMethod,
    ClientSentNothingBeforeIdleTimeout,
    #[serde(rename = "header_over_16k")]
    HeaderOver16k,
    #[serde(rename = "lambda_body_over_1mb")]
    LambdaBodyOver1mb,
    UriTooLong,
    UnsupportedTransferEncoding,
    UnauthenticatedDenied,
    HttpVersionUnexpected,
}

impl AlbError {
    /// What is wrong with all requests of this method and these headers, whoever is behind it; `None`: it
    /// takes them. `headers`: as [`headers`] reads them.
    pub fn of_request(method: &str, lines: &str) -> Option<Self> {
        let forwarded = headers(lines)
            .filter(|(name, _)| name.eq_ignore_ascii_case("X-Forwarded-For"))
            .flat_map(|(_, addresses)| addresses.split(','));
        match () {
            () if method == "TRACE" => Some(Self::TraceMethod),
            () if forwarded.count() > FORWARDED_MAX => Some(Self::XForwardedForTooLong),
            () => None,
        }
    }

    /// The status that the client gets, or that the log has for one who left.
    /// Basis: documented - ALB "Troubleshoot your Application Load Balancers".
    pub const fn status(self) -> u16 {
        match self {
            Self::HeaderOver16k => 400,
            Self::UnauthenticatedDenied => 401,
            Self::WafBlocked => 403,
            Self::TraceMethod => 405,
            Self::ClientSentNothingBeforeIdleTimeout => 408,
            Self::LambdaBodyOver1mb => 413,
            Self::UriTooLong => 414,
            Self::ClientClosedEarly => 460,
            Self::XForwardedForTooLong => 463,
            Self::ProtocolVersionMismatch => 464,
            Self::WafRuleError => 500,
            Self::UnsupportedTransferEncoding => 501,
            Self::HttpVersionUnexpected => 505,
            Self::TargetSentReset
            | Self::TargetUnreachableIcmp
            | Self::TargetResponseMalformed
            | Self::TargetTlsHandshakeFailed
            | Self::DeregistrationDelayElapsed
            | Self::ResponseHeaderOver32k => 502,
            Self::NoRegisteredTargets | Self::ZoneWithoutTargetsCrossZoneOff => 503,
            Self::ConnectTimeout | Self::TargetSilentPastIdleTimeout => 504,
        }
    }
}
