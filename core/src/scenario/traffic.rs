//! Reads recorded traffic into a rate over time: tables (`seconds,rps`, `timestamp,count`, exports of CloudWatch,
//! Grafana, Locust), one row per request (JMeter, k6, hey, logs of web servers), and metrics as JSON.
//!
//! A number is traffic only if its name, its unit or its file says so: durations, bytes and percentages are
//! refused as what they are, several series are added only as parts of one total.
//!
//! Everything wrong with a file is reported with its line and column, never only the first problem; what was
//! merely odd (a gap, an order, a column left out) becomes a notice. Scaling the load is left to the caller.

mod cells;
mod fit;
mod json;
mod layout;
mod log;
mod meaning;
mod moment;
mod rates;
mod reader;
mod series;
mod trace;
mod words;

use crate::document::stamp::Stamp;
use alloc::{string::String, vec::Vec};

pub use fit::suggested_factor;
pub use meaning::Meaning;
pub use series::Picked;
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
    /// As names and units say; where none does, seconds come with rates and timestamps with counts.
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
    /// The first timestamp as ISO text, with the zone that the file named.
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
    /// What stands there is no number of requests.
    NotRequests {
        name: String,
        meaning: Meaning,
    },
    /// Nothing says whether the numbers are requests: the reader must, by a [`ValueForm`].
    Unclear {
        name: String,
    },
    /// Several series of which the reader must choose, or have all added: see [`Picked`].
    SeveralSeries {
        names: Vec<String>,
    },
    /// Series whose times differ: they cannot be added, one must be chosen.
    SeriesApart {
        names: Vec<String>,
    },
    /// A statistic of a count that does not count: only the sum does.
    NeedsSum {
        name: String,
        statistic: String,
    },
    NotJson,
    /// JSON in which no metric over time was found.
    JsonUnknown,
}

/// Something that a reader of the chart should know; nothing was lost. Lines count from 1; 0 where the file is
/// not made of lines.
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
    /// One row per request: they were counted in steps of `step_s`.
    RequestsCounted { requests: u64, step_s: f64 },
    /// The parts of one total were added.
    SeriesAdded { names: Vec<String> },
    /// Series that are something else were left out.
    SeriesLeftOut { names: Vec<String> },
    /// The file has a total of its own; its parts were left out.
    SeriesTotal { name: String },
    /// The name says nothing: the values were read as `form`.
    MeaningAssumed { name: String, form: ValueForm },
    /// The values go on counting from the start of a process: their rises were read.
    RunningTotal,
    /// Lines of another form were left out. `line` is the first.
    LinesSkipped { line: u32, count: u32 },
    /// Rows of whole transactions beside those of their requests were left out. `line` is the first.
    TransactionsLeftOut { line: u32, count: u32 },
}

/// What a reader has answered about a file that does not say enough by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub form: ValueForm,
    pub series: Picked,
}

/// Reads a traffic file.
///
/// Separators `,` `;` tab, decimal comma unless the separator is a comma, BOM, CRLF, quotes, blank lines and
/// `#` comments are all accepted. Errors: every problem up to [`ERRORS_MAX`], in the order of the file.
pub fn parse(text: &str, choice: &Choice) -> Result<Traffic, Vec<TrafficError>> {
    let failed = |line, column, problem| {
        alloc::vec![TrafficError {
            line,
            column,
            problem
        }]
    };
    if text.len() > BYTES_MAX {
        let bytes_max = BYTES_MAX;
        return Err(failed(1, 1, TrafficProblem::TooManyBytes { bytes_max }));
    }
    let text = text.trim_start_matches('\u{feff}');
    let gathered = if looks_like_json(text) {
        json::read(text).map_err(|(line, column, problem)| failed(line, column, problem))?
    } else if let Some(log) = log::read(text) {
        log
    } else {
        reader::read(text, &choice.series)?
    };
    gathered.traffic(choice.form, &choice.series)
}

/// Whether a JSON text is traffic rather than a board or the answer of a `describe-` command.
pub fn is_metrics_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    looks_like_json(text) && json::is_metrics(text)
}

/// Whether a text is the log of a web server or a load generator; its first lines are enough.
pub fn is_log(text: &str) -> bool {
    log::read(text).is_some()
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

impl Traffic {
    /// When the recording begins in the calendar, if the file has one: the epoch for a board that plays it.
    /// Times without a zone are UTC.
    pub fn epoch(&self) -> Option<Stamp> {
        let start = self.start.as_deref()?;
        let found = Stamp::parse(start).or_else(|| match moment::iso(start)? {
            moment::Moment::Unix { ms, offset_s } => Some(Stamp {
                unix_s: ms.div_euclid(1_000),
                offset_s: offset_s.unwrap_or(0),
            }),
            moment::Moment::Seconds(_) => None,
        });
        // A document's calendar begins in 1970.
        found.filter(|stamp| Stamp::parse(&stamp.format()) == Some(*stamp))
    }
}

#[cfg(test)]
mod tests;
