//! Finds out how a table is laid out: its separator, its columns, and whether a row is an interval or a request.

use super::cells::{self, Cell};
use super::meaning::{self, Meaning};
use super::moment::{self, Moment};
use super::series::{self, Picked};
use alloc::{string::String, vec::Vec};

/// Content lines that decide about separator and columns.
const SAMPLE_LINES_MAX: usize = 50;

/// Names of a column of times; compared without regard to case and to what is no letter.
const TIME_NAMES: [&str; 17] = [
    "timestamp",
    "time",
    "date",
    "datetime",
    "starttime",
    "startedat",
    "eventtime",
    "offset",
    "seconds",
    "second",
    "sec",
    "s",
    "t",
    "ts",
    "minute",
    "hour",
    "day",
];
/// Columns that only a row about one request has.
const REQUEST_NAMES: [&str; 12] = [
    "url",
    "uri",
    "path",
    "method",
    "request",
    "requesturl",
    "requestverb",
    "endpoint",
    "label",
    "csuristem",
    "csmethod",
    "useragent",
];
/// Columns whose cells are names of metrics.
const METRIC_NAMES: [&str; 2] = ["metricname", "metric"];

/// What one row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An interval that begins at its time.
    Intervals,
    /// A request, or so many requests, at its time.
    Requests,
}

/// How the file is laid out.
#[derive(Clone)]
pub(super) struct Layout {
    pub separator: char,
    pub time: usize,
    /// The column of the time of day, where `time` is a day alone.
    pub clock: Option<usize>,
    /// Columns whose numbers are added; empty where every row is one request.
    pub values: Vec<usize>,
    /// Columns of text: together they name the series of a row.
    pub labels: Vec<usize>,
    pub are_metrics: bool,
    pub is_dated: bool,
    pub shape: Shape,
    /// What the values are by their column or their unit.
    pub meaning: Meaning,
    /// The names of the columns of values.
    pub names: Vec<String>,
}

/// Lines that are neither blank nor a comment, with their numbers from 1.
pub(super) fn content_lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let newline = if text.contains('\n') { '\n' } else { '\r' };
    (1..)
        .zip(text.split(newline))
        .map(|(n, l)| (n, l.trim_end_matches('\r')))
        .filter(|(_, l)| {
            let body = l.trim_start();
            !body.starts_with('#')
                && body.contains(|c: char| !c.is_whitespace() && !",;\"".contains(c))
                && !(body.starts_with("sep=") && body.len() <= 5)
        })
}

/// Picks the separator under which most of the first lines hold a time and a number.
pub(super) fn find_layout(text: &str, picked: &Picked) -> Layout {
    let mut best: Option<(usize, Layout)> = None;
    for separator in ['\t', ';', ','] {
        let Some(found) = Sample::take(text, separator).and_then(|sample| sample.layout(picked))
        else {
            continue;
        };
        if best.as_ref().is_none_or(|(score, _)| found.0 > *score) {
            best = Some(found);
        }
    }
    best.map_or_else(|| guess_layout(text), |(_, layout)| layout)
}

/// For a file without a single good row, so that each bad one can be told what it lacks.
fn guess_layout(text: &str) -> Layout {
    let lines = || content_lines(text).take(SAMPLE_LINES_MAX).map(|(_, l)| l);
    let is_used = |separator: &char| lines().any(|l| l.contains(*separator));
    let separator = ['\t', ';'].into_iter().find(is_used).unwrap_or(',');
    let mut cells = Vec::new();
    let first = lines().find_map(|line| {
        cells::split(line, separator, &mut cells).ok()?;
        moment::parse(&cells.first()?.text, separator)
    });
    Layout {
        separator,
        time: 0,
        clock: None,
        values: alloc::vec![1],
        labels: Vec::new(),
        are_metrics: false,
        is_dated: matches!(first, Some(Moment::Unix { .. })),
        shape: Shape::Intervals,
        meaning: Meaning::Neutral,
        names: Vec::new(),
    }
}

/// Whether a line names the columns: what stands above it is header, what follows is not.
pub(super) fn names_columns(time: Option<&str>, value: Option<&str>) -> bool {
    time.is_some_and(is_time_name)
        || value.is_some_and(|cell| {
            !matches!(meaning::of(cell), Meaning::Unknown) && cell.chars().any(char::is_alphabetic)
        })
}

fn is_time_name(cell: &str) -> bool {
    TIME_NAMES.contains(&plain(cell).as_str())
}

/// Small letters and digits alone.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The first lines of a file, cut at one separator.
struct Sample {
    separator: char,
    /// The column names, if a line of text stands above the rows.
    names: Vec<String>,
    time: usize,
    clock: Option<usize>,
    is_dated: bool,
    columns: Vec<Column>,
    rows: usize,
    /// Whether several rows have one time, or one that is earlier than the row before.
    is_crowded: bool,
}

/// What the first row says of a column.
struct Column {
    is_number: bool,
    unit: Meaning,
}

impl Sample {
    /// `None` where no line has a time and another cell.
    fn take(text: &str, separator: char) -> Option<Self> {
        let mut cells = Vec::new();
        let mut names: Vec<String> = Vec::new();
        let mut found: Option<Self> = None;
        let mut before = f64::NEG_INFINITY;
        for (_, line) in content_lines(text).take(SAMPLE_LINES_MAX) {
            if cells::split(line, separator, &mut cells).is_err() {
                continue;
            }
            let header = found.as_ref().map_or(&names, |known| &known.names);
            let time = time_of(&cells, header, separator);
            match (time, &mut found) {
                (None, None) => names = cells.iter().map(|c| c.text.clone().into()).collect(),
                (Some((time, moment)), None) if has_value(&cells, time, separator) => {
                    let clock = clock_of(&cells, &names, time);
                    let moment = at_clock(moment, &cells, clock).unwrap_or(moment);
                    found = Some(Self {
                        separator,
                        names: core::mem::take(&mut names),
                        time,
                        clock,
                        is_dated: matches!(moment, Moment::Unix { .. }),
                        columns: cells.iter().map(|c| Column::of(c, separator)).collect(),
                        rows: 1,
                        is_crowded: false,
                    });
                    before = moment.number();
                }
                (Some((time, moment)), Some(known)) if time == known.time => {
                    let moment = at_clock(moment, &cells, known.clock).unwrap_or(moment);
                    let now = moment.number();
                    known.is_crowded |= now <= before;
                    known.rows += usize::from(has_value(&cells, time, separator));
                    before = now;
                }
                _ => {}
            }
        }
        found
    }

    /// The layout, and for how many rows it holds.
    fn layout(self, picked: &Picked) -> Option<(usize, Layout)> {
        let name = |ix: usize| self.names.get(ix).map_or("", String::as_str);
        let of = |ix: usize| {
            // A number above a column is no name of it.
            let has_name = name(ix).contains(|c: char| c.is_alphabetic() || c == '%');
            let named = if has_name {
                meaning::of(name(ix))
            } else {
                Meaning::Neutral
            };
            let unit = self.columns.get(ix).map_or(Meaning::Neutral, |c| c.unit);
            named.with_unit(unit)
        };
        let is_other = |ix: &usize| *ix != self.time && Some(*ix) != self.clock;
        let others = || (0..self.columns.len()).filter(is_other);
        let is_number = |ix: &usize| self.columns.get(*ix).is_some_and(|c| c.is_number);
        let numbers: Vec<usize> = others().filter(is_number).collect();
        let metric = others().find(|ix| METRIC_NAMES.contains(&plain(name(*ix)).as_str()));
        // `N/A` under a percentile is no name.
        let is_label = |ix: &usize| match of(*ix) {
            Meaning::Code => true,
            meaning => !is_number(ix) && meaning.is_open(),
        };
        let labels = others().filter(is_label).collect();
        let mut layout = Layout {
            separator: self.separator,
            time: self.time,
            clock: self.clock,
            values: Vec::new(),
            labels: metric.map_or(labels, |metric| alloc::vec![metric]),
            are_metrics: metric.is_some(),
            is_dated: self.is_dated,
            shape: Shape::Intervals,
            meaning: Meaning::Count,
            names: Vec::new(),
        };
        let meanings: Vec<Meaning> = numbers.iter().map(|ix| of(*ix)).collect();
        let is_request = |ix: usize| REQUEST_NAMES.contains(&plain(name(ix)).as_str());
        if metric.is_none() && self.is_of_requests(&meanings, others().any(is_request)) {
            layout.shape = Shape::Requests;
            return Some((self.rows, layout));
        }
        let candidates: Vec<usize> = numbers
            .into_iter()
            .filter(|ix| of(*ix) != Meaning::Code)
            .collect();
        let named: Vec<(&str, Meaning)> =
            candidates.iter().map(|ix| (name(*ix), of(*ix))).collect();
        let columns = series::of_columns(&named, picked);
        layout.values = columns
            .iter()
            .filter_map(|n| candidates.get(*n).copied())
            .collect();
        let first = *layout.values.first()?;
        layout.meaning = of(first);
        // The CLI's text begins with the name of the metric, alone in its line.
        if let [label] = self.names.as_slice() {
            layout.meaning = meaning::of(label);
        }
        layout.names = layout.values.iter().map(|ix| name(*ix).into()).collect();
        // A unit stands beside the numbers, in a column of its own.
        let unit = others()
            .filter(|ix| !is_number(ix))
            .filter_map(|ix| self.columns.get(ix));
        let unit = unit.map(|c| c.unit).find(|unit| !unit.is_open());
        layout.meaning = layout.meaning.with_unit(unit.unwrap_or(Meaning::Neutral));
        if layout.are_metrics {
            layout.shape = Shape::Requests;
        }
        Some((self.rows, layout))
    }

    /// Rows with a status and what a single request has beside it; or several durations a row, with rows
    /// too many for their times.
    fn is_of_requests(&self, meanings: &[Meaning], names_request: bool) -> bool {
        let has = |wanted: Meaning| meanings.contains(&wanted);
        let is_counted = meanings.iter().any(|m| {
            matches!(
                m,
                Meaning::Rate { .. } | Meaning::Status { .. } | Meaning::Errors
            )
        });
        let has_time = has(Meaning::Duration);
        let status = has(Meaning::Code) && (has_time || (!has(Meaning::Count) && names_request));
        let durations = meanings.iter().filter(|m| **m == Meaning::Duration).count();
        let crowd = self.is_crowded && durations > 1 && !has(Meaning::Count);
        !is_counted && (status || crowd)
    }
}

impl Column {
    fn of(cell: &Cell<'_>, separator: char) -> Self {
        let quantity = cells::quantity(&cell.text, separator, cell.quoted);
        let unit = match quantity {
            Some((_, unit)) => meaning::of_unit(unit),
            // CloudWatch's words for units alone: other text means nothing here.
            None if cells::is_unit(&cell.text) => meaning::of_unit(&cell.text),
            None => Meaning::Neutral,
        };
        Self {
            is_number: quantity.is_some(),
            unit,
        }
    }
}

/// A dated cell is the time wherever it stands; else a column that is named so; seconds come first.
fn time_of(cells: &[Cell<'_>], names: &[String], separator: char) -> Option<(usize, Moment)> {
    let dated = cells.iter().position(|c| moment::iso(&c.text).is_some());
    let at = |ix: usize| {
        let moment = moment::parse(&cells.get(ix)?.text, separator)?;
        Some((ix, moment))
    };
    let named = || {
        let ixs = (0..cells.len()).filter(|ix| names.get(*ix).is_some_and(|n| is_time_name(n)));
        ixs.into_iter().find_map(at)
    };
    match dated {
        Some(ix) => at(ix),
        None => named().or_else(|| at(0)),
    }
}

/// Where the time of day stands beside a day: under a name that says so, or right behind it. A plain number is
/// an hour only where its name is.
fn clock_of(cells: &[Cell<'_>], names: &[String], day: usize) -> Option<usize> {
    let is_day = cells.get(day).is_some_and(|c| moment::is_day(&c.text));
    let is_clock = |ix: &usize| {
        let cell = cells.get(*ix);
        let is_plain = cell.is_some_and(|c| !c.text.contains(':'));
        let is_named = match names.get(*ix) {
            Some(name) if is_plain => plain(name) == "hour",
            Some(name) => is_time_name(name),
            None => *ix == day + 1 && !is_plain,
        };
        *ix != day && is_named && of_day(cell).is_some()
    };
    is_day.then(|| (0..cells.len()).find(is_clock)).flatten()
}

fn of_day(cell: Option<&Cell<'_>>) -> Option<i64> {
    moment::of_day(&cell?.text)
}

/// A moment with its time of day. `None`: that cell has none.
pub(super) fn at_clock(moment: Moment, cells: &[Cell<'_>], clock: Option<usize>) -> Option<Moment> {
    match clock {
        Some(ix) => Some(moment.at(of_day(cells.get(ix))?)),
        None => Some(moment),
    }
}

fn has_value(cells: &[Cell<'_>], time: usize, separator: char) -> bool {
    cells
        .iter()
        .enumerate()
        .any(|(ix, c)| ix != time && cells::quantity(&c.text, separator, c.quoted).is_some())
}
