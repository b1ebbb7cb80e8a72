//! Reads a traffic CSV (`seconds,rps`, `timestamp,count` or a CloudWatch export) into a rate over time.
//!
//! Everything wrong with a file is reported with its line and column, never only the first problem; what was
//! merely odd (a gap, an order, a column left out) becomes a notice. Scaling the load is left to the caller.

mod cells;
mod layout;
mod moment;
mod reader;
mod trace;

use alloc::{string::String, vec::Vec};

pub use trace::{TraceProblem, check, to_trace};

/// Rows of data that a file may have.
pub const ROWS_MAX: usize = 200_000;
/// Bytes that a file may have.
pub const BYTES_MAX: usize = 16 << 20;
/// Problems reported for one file; after that reading stops.
pub const ERRORS_MAX: usize = 20;
/// Gaps reported one by one; the rest is counted.
pub const GAPS_MAX: usize = 20;
/// A step of this many usual intervals or fewer is no gap.
pub const GAP_FACTOR: f64 = 1.5;

/// What the value column means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueForm {
    /// Decide by the header, else by the times: seconds come with rates, timestamps with counts.
    #[default]
    Auto,
    /// Requests per second.
    Rate,
    /// Requests in the interval that begins at the row's time.
    Count,
}

/// A traffic file that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Traffic {
    /// (seconds, requests per second); each rate holds until the next point. Ascending, no time twice.
    ///
    /// Timestamps count from the first row; `seconds,rps` keeps the seconds of the file.
    pub points: Vec<(f64, f64)>,
    /// Where the last point's interval ends. Units: seconds on the same axis as `points`.
    pub end_s: f64,
    /// The first timestamp as ISO text, with `Z` if the file named a zone.
    pub start: Option<String>,
    /// How the values were read; never [`ValueForm::Auto`].
    pub form: ValueForm,
    pub notices: Vec<TrafficNotice>,
}

/// One problem of a traffic file. Line and column count from 1; a column is a character, not a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficError {
    pub line: u32,
    pub column: u32,
    pub problem: TrafficProblem,
}

/// What was expected and what stood there instead (cut to a readable length).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrafficProblem {
    /// No row holds a time and a number.
    NoRows,
    TooManyRows {
        rows_max: usize,
    },
    TooManyBytes {
        bytes_max: usize,
    },
    /// The row ends before the column that holds the time or the value (counted from 1).
    ColumnMissing {
        cell: u32,
    },
    /// Expected `2014-04-10 00:04:00`, the same with `T` and a zone, epoch seconds or ms, or seconds.
    NotATime {
        found: String,
    },
    /// Expected a plain number.
    NotANumber {
        found: String,
    },
    /// Expected zero or more.
    Negative {
        found: String,
    },
    /// The rows before count seconds, this one has a date, or the other way round.
    TimeFormChanged {
        found: String,
    },
    /// Seconds must not decrease.
    TimeWentBack {
        found: String,
    },
    QuoteNotClosed,
    /// One single count: how long it took to collect is unknown.
    IntervalUnknown,
}

/// Something that a reader of the chart should know; nothing was lost.
#[derive(Clone, Debug, PartialEq)]
pub enum TrafficNotice {
    /// The rows were not in order of time and have been sorted.
    Sorted,
    /// No row for longer than usual after `line`: the last rate holds.
    Gap {
        line: u32,
        at_s: f64,
        length_s: f64,
        usual_s: f64,
    },
    /// Further gaps, not listed.
    MoreGaps { count: u32 },
    /// A time stands there more than once; its last row counts. `line` is the first such row.
    DuplicateTime { line: u32, count: u32 },
    /// Rows without a value (empty, `NaN`, `null`) were left out. `line` is the first.
    ValueMissing { line: u32, count: u32 },
    /// More than one column of numbers; only cell `used` (counted from 1) was read.
    ColumnsIgnored { line: u32, used: u32, ignored: u32 },
    /// Lines above the data that were not understood as data.
    HeaderSkipped { lines: u32 },
    /// Timestamps without a zone were read as UTC.
    ZoneAssumedUtc,
    /// Counts were divided by the interval; `usual_s` is its median.
    CountsDivided { usual_s: f64 },
}

/// Reads a traffic file.
///
/// Separators `,` `;` tab, decimal comma unless the separator is a comma, BOM, CRLF, quotes, blank lines and
/// `#` comments are all accepted. Errors: every problem up to [`ERRORS_MAX`], in the order of the file.
/// Basis: model - the counts of a mostly regular file are divided by its median interval where a row is
/// followed by a gap, because the count was collected in one period; elsewhere by the time to the next row.
pub fn parse(text: &str, form: ValueForm) -> Result<Traffic, Vec<TrafficError>> {
    if text.len() > BYTES_MAX {
        let problem = TrafficProblem::TooManyBytes {
            bytes_max: BYTES_MAX,
        };
        return Err(alloc::vec![TrafficError {
            line: 1,
            column: 1,
            problem
        }]);
    }
    reader::read(text.trim_start_matches('\u{feff}'), form)
}

#[cfg(test)]
mod tests;
