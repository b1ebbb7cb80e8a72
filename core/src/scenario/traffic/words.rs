//! English for developers; the viewer makes its own words.

use super::{Meaning, TrafficError, TrafficProblem};
use core::fmt;

impl fmt::Display for TrafficError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}, column {}: ", self.line, self.column)?;
        }
        self.problem.fmt(f)
    }
}

impl fmt::Display for TrafficProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRows => f.write_str("no row holds a time and a number"),
            Self::TooManyRows { rows_max } => write!(f, "more than {rows_max} rows"),
            Self::TooManyBytes { bytes_max } => write!(f, "more than {bytes_max} bytes"),
            Self::ColumnMissing { cell } => write!(f, "the row ends before column {cell}"),
            Self::NotATime { found } => write!(f, "{found:?} is not a time"),
            Self::NotANumber { found } => write!(f, "{found:?} is not a number"),
            Self::Negative { found } => write!(f, "{found} is below zero"),
            Self::TimeFormChanged { found } => write!(f, "{found:?} mixes seconds with dates"),
            Self::TimeWentBack { found } => write!(f, "{found} s lies before the row above"),
            Self::QuoteNotClosed => f.write_str("a quote is never closed"),
            Self::IntervalUnknown => f.write_str("one count alone has no interval to divide by"),
            Self::NotRequests { name, meaning } => {
                write!(f, "{name:?} is {meaning}, not a number of requests")
            }
            Self::Unclear { name } => {
                write!(
                    f,
                    "nothing says whether {name:?} is requests: say --traffic-as rate or count"
                )
            }
            Self::SeveralSeries { names } => {
                let names = names.join(", ");
                write!(
                    f,
                    "several series, choose one with --traffic-series, or all: {names}"
                )
            }
            Self::SeriesApart { names } => {
                let names = names.join(", ");
                write!(
                    f,
                    "series of different times, choose one with --traffic-series: {names}"
                )
            }
            Self::NeedsSum { name, statistic } => {
                write!(
                    f,
                    "the {statistic} of {name:?} does not count requests: export its Sum"
                )
            }
            Self::NotJson => f.write_str("not JSON"),
            Self::JsonUnknown => f.write_str("JSON without a metric over time"),
        }
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rate { .. } => "a rate of requests",
            Self::Count => "a count of requests",
            Self::Status { .. } => "the answers of one class of status alone",
            Self::Errors => "a count of errors",
            Self::Duration => "a length of time",
            Self::Bytes => "an amount of data",
            Self::Percent => "a percentage",
            Self::Code => "a code",
            Self::Level => "a number of users, hosts or connections at a time",
            Self::PerTarget => "the share of one target",
            Self::Neutral | Self::Unknown => "a number of something",
        })
    }
}
