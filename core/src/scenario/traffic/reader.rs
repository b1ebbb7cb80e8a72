//! Reads the rows of a table whose layout is known.

use super::cells::{self, Cell};
use super::layout::{Layout, Shape, at_clock, content_lines, find_layout, names_columns};
use super::moment::{self, Moment};
use super::rates::{Gathered, Row, nth};
use super::series::Picked;
use super::{ERRORS_MAX, ROWS_MAX, TrafficError, TrafficNotice, TrafficProblem};
use alloc::collections::BTreeMap;
use alloc::{string::String, vec::Vec};

/// Lines above the first row that may be a header (the console's export has up to six).
const HEADER_LINES_MAX: usize = 20;
/// Characters of the file quoted in an error.
const FOUND_CHARS_MAX: usize = 40;
/// What JMeter says of a transaction, which is a row of its own beside those of its requests, or instead of them.
const TRANSACTION: &str = "Number of samples in transaction : ";

/// A line above the first time of the file: header, or a row whose time is bad. Which of them is
/// known only when the header is complete.
struct Above {
    line: u32,
    problem: (u32, TrafficProblem),
    value: Value,
    names_columns: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Absent,
    Text,
    Number,
}

/// The rows of a table. Errors: everything that is wrong with them.
pub(super) fn read(text: &str, picked: &Picked) -> Result<Gathered, Vec<TrafficError>> {
    let layout = find_layout(text, picked);
    let mut reader = Reader::new(layout);
    for (line, content) in content_lines(text) {
        if !reader.line(line, content) {
            break;
        }
    }
    reader.end_header();
    reader.leave_transactions();
    reader.errors.sort_by_key(|error| error.line);
    reader.errors.truncate(ERRORS_MAX);
    if reader.rows.iter().all(|r| r.value.is_none()) && reader.errors.is_empty() {
        reader.fail(1, 1, TrafficProblem::NoRows);
    }
    if reader.errors.is_empty() {
        Ok(reader.gathered())
    } else {
        Err(reader.errors)
    }
}

struct Reader {
    layout: Layout,
    rows: Vec<Row>,
    /// Rows of whole transactions, by how many requests they had.
    transactions: Vec<Row>,
    /// The names of series, and the numbers that rows have for them.
    series: BTreeMap<String, u32>,
    errors: Vec<TrafficError>,
    /// Lines that wait for the end of the header.
    above: Vec<Above>,
    has_begun: bool,
    header_lines: usize,
    is_zoned: bool,
    offset_s: Option<i64>,
    columns_ignored: Option<(u32, u32)>,
    missing: Option<(u32, u32)>,
}

impl Reader {
    fn new(layout: Layout) -> Self {
        Self {
            layout,
            rows: Vec::new(),
            transactions: Vec::new(),
            series: BTreeMap::new(),
            errors: Vec::new(),
            above: Vec::new(),
            has_begun: false,
            header_lines: 0,
            is_zoned: false,
            offset_s: None,
            columns_ignored: None,
            missing: None,
        }
    }

    /// A transaction's requests are counted once: in their own rows where there are such.
    fn leave_transactions(&mut self) {
        if self.rows.is_empty() {
            self.rows = core::mem::take(&mut self.transactions);
        }
    }

    fn fail(&mut self, line: u32, column: u32, problem: TrafficProblem) {
        self.errors.push(TrafficError {
            line,
            column,
            problem,
        });
    }

    /// Reads one content line; false when there is no use in going on.
    fn line(&mut self, line: u32, content: &str) -> bool {
        let mut cells = Vec::new();
        if let Err(column) = cells::split(content, self.layout.separator, &mut cells) {
            self.fail(line, column, TrafficProblem::QuoteNotClosed);
            return self.errors.len() < ERRORS_MAX;
        }
        // Requests are counted, however many; only what is kept has a limit.
        let is_full = self.rows.len() >= ROWS_MAX;
        if is_full && self.layout.shape == Shape::Intervals {
            self.fail(line, 1, TrafficProblem::TooManyRows { rows_max: ROWS_MAX });
            return false;
        }
        if let Err((column, problem)) = self.row(line, content, &cells) {
            self.fail(line, column, problem);
        }
        self.errors.len() < ERRORS_MAX
    }

    fn row(&mut self, line: u32, content: &str, cells: &[Cell<'_>]) -> Result<(), Bad> {
        let end = nth(content.chars().count());
        let missing = |i: usize| (end, TrafficProblem::ColumnMissing { cell: nth(i) });
        let (separator, column) = (self.layout.separator, self.layout.time);
        let time = cells.get(column);
        let moment = time.and_then(|time| moment::parse(&time.text, separator));
        let (Some(time), Some(moment)) = (time, moment) else {
            let problem = match time {
                None => missing(column),
                Some(time) => {
                    let found = cut(&time.text);
                    (time.column, TrafficProblem::NotATime { found })
                }
            };
            return self.above_or_bad(line, cells, problem);
        };
        let clock = self.layout.clock;
        let moment = at_clock(moment, cells, clock).ok_or_else(|| {
            let cell = clock.and_then(|clock| cells.get(clock));
            let found = cell.map_or_else(String::new, |cell| cut(&cell.text));
            (
                cell.map_or(end, |cell| cell.column),
                TrafficProblem::NotATime { found },
            )
        })?;
        self.end_header();
        let at = self.time(time, moment)?;
        let series = self.series_of(cells);
        if self.layout.values.is_empty() {
            let transaction = cells.iter().find_map(|cell| samples(&cell.text));
            let value = Some(transaction.unwrap_or(1.0));
            let rows = match transaction {
                Some(_) => &mut self.transactions,
                None => &mut self.rows,
            };
            rows.push(Row {
                line,
                at,
                value,
                series,
            });
            return Ok(());
        }
        let mut value = None;
        for n in 0..self.layout.values.len() {
            let Some(column) = self.layout.values.get(n).copied() else {
                continue;
            };
            let cell = cells.get(column).ok_or_else(|| missing(column))?;
            if let Some(number) = self.value(cell)? {
                // Adding to zero turns -0 into 0, which the engine's state must not hold.
                value = Some(value.unwrap_or(0.0) + number);
            }
        }
        if value.is_none() {
            let (first, count) = self.missing.unwrap_or((line, 0));
            self.missing = Some((first, count + 1));
        } else if self.rows.iter().all(|r| r.value.is_none()) {
            self.look_at_first_row(line, cells);
        }
        self.rows.push(Row {
            line,
            at,
            value,
            series,
        });
        Ok(())
    }

    /// Seconds, or milliseconds since 1970.
    fn time(&mut self, cell: &Cell<'_>, moment: Moment) -> Result<f64, Bad> {
        let found = || cut(&cell.text);
        match moment {
            Moment::Seconds(s) if !self.layout.is_dated => {
                let went_back = self.rows.last().is_some_and(|r| s < r.at);
                if s < 0.0 {
                    return Err((cell.column, TrafficProblem::Negative { found: found() }));
                }
                // A log of requests is in the order of their ends.
                if went_back && self.layout.shape == Shape::Intervals {
                    return Err((cell.column, TrafficProblem::TimeWentBack { found: found() }));
                }
                Ok(s)
            }
            Moment::Unix { ms, offset_s } if self.layout.is_dated => {
                self.is_zoned |= offset_s.is_some();
                self.offset_s = self.offset_s.or(offset_s);
                Ok(ms as f64)
            }
            _ => Err((
                cell.column,
                TrafficProblem::TimeFormChanged { found: found() },
            )),
        }
    }

    /// `None` where the exporter had no datapoint: the interval is known, the rate before it holds.
    fn value(&self, cell: &Cell<'_>) -> Result<Option<f64>, Bad> {
        if cells::is_missing(&cell.text) {
            return Ok(None);
        }
        let found = || cut(&cell.text);
        match cells::quantity(&cell.text, self.layout.separator, cell.quoted) {
            None => Err((cell.column, TrafficProblem::NotANumber { found: found() })),
            Some((number, _)) if number < 0.0 => {
                Err((cell.column, TrafficProblem::Negative { found: found() }))
            }
            Some((number, _)) => Ok(Some(number)),
        }
    }

    /// The number of the series that the texts of a row name.
    fn series_of(&mut self, cells: &[Cell<'_>]) -> u32 {
        let mut name = String::new();
        for column in &self.layout.labels {
            let text = cells.get(*column).map_or("", |cell| cell.text.as_ref());
            if !name.is_empty() && !text.is_empty() {
                name.push(' ');
            }
            name.push_str(text);
        }
        let next = self.series.len() as u32;
        match self.series.get(&name) {
            Some(known) => *known,
            None => {
                self.series.insert(name, next);
                next
            }
        }
    }

    fn above_or_bad(&mut self, line: u32, cells: &[Cell<'_>], problem: Bad) -> Result<(), Bad> {
        if self.has_begun || self.above.len() >= HEADER_LINES_MAX {
            return Err(problem);
        }
        let text = |ix: usize| cells.get(ix).map(|cell| cell.text.as_ref());
        // Rows without a value column are requests; what their header says stands anywhere.
        let value = self
            .layout
            .values
            .first()
            .copied()
            .unwrap_or(usize::from(self.layout.time == 0));
        let (time, value) = (text(self.layout.time), cells.get(value));
        let is_number =
            |c: &Cell<'_>| cells::number(&c.text, self.layout.separator, c.quoted).is_some();
        self.above.push(Above {
            line,
            problem,
            names_columns: names_columns(time, value.map(|c| c.text.as_ref())),
            value: match value {
                Some(value) if is_number(value) => Value::Number,
                Some(value) if !cells::is_missing(&value.text) => Value::Text,
                _ => Value::Absent,
            },
        });
        Ok(())
    }

    /// A time has come, or the file is over. The header ends with the line that names the columns;
    /// where none does, with the last one that has a text for a value. Numbers below that are data.
    fn end_header(&mut self) {
        if self.has_begun {
            return;
        }
        self.has_begun = true;
        let above = core::mem::take(&mut self.above);
        let names = above.iter().rposition(|a| a.names_columns);
        let texts = above.iter().rposition(|a| a.value == Value::Text);
        let last = names.or(texts);
        for (ix, line) in above.into_iter().enumerate() {
            let is_above = last.is_some_and(|last| ix <= last);
            if is_above || (names.is_none() && line.value != Value::Number) {
                self.header_lines += 1;
            } else {
                self.fail(line.line, line.problem.0, line.problem.1);
            }
        }
    }

    /// Further columns are the same in every row, so the first one speaks for all.
    fn look_at_first_row(&mut self, line: u32, cells: &[Cell<'_>]) {
        let others = cells.iter().enumerate().filter(|(i, c)| {
            *i != self.layout.time
                && Some(*i) != self.layout.clock
                && !self.layout.values.contains(i)
                && cells::number(&c.text, self.layout.separator, c.quoted).is_some()
        });
        let ignored = nth(others.count()) - 1;
        if ignored > 0 {
            self.columns_ignored = Some((line, ignored));
        }
    }

    fn gathered(self) -> Gathered {
        let mut notices = Vec::new();
        // One line of header is what every file has; only more than that is worth a word.
        if self.header_lines > 1 {
            let lines = nth(self.header_lines) - 1;
            notices.push(TrafficNotice::HeaderSkipped { lines });
        }
        if let (Some((line, ignored)), [value]) =
            (self.columns_ignored, self.layout.values.as_slice())
        {
            let used = nth(*value);
            notices.push(TrafficNotice::ColumnsIgnored {
                line,
                used,
                ignored,
            });
        }
        if let Some((line, count)) = self.missing {
            notices.push(TrafficNotice::ValueMissing { line, count });
        }
        if let Some(first) = self.transactions.first() {
            notices.push(TrafficNotice::TransactionsLeftOut {
                line: first.line,
                count: nth(self.transactions.len()) - 1,
            });
        }
        let mut names = alloc::vec![String::new(); self.series.len()];
        for (name, ix) in self.series {
            if let Some(slot) = names.get_mut(ix as usize) {
                *slot = name;
            }
        }
        if self.layout.names.len() > 1 {
            let names = self.layout.names.clone();
            notices.push(TrafficNotice::SeriesAdded { names });
        }
        Gathered {
            rows: self.rows,
            names,
            are_metrics: self.layout.are_metrics,
            shape: self.layout.shape,
            is_dated: self.layout.is_dated,
            is_zoned: self.is_zoned,
            offset_s: self.offset_s,
            meaning: self.layout.meaning,
            name: self.layout.names.into_iter().next().unwrap_or_default(),
            notices,
        }
    }
}

/// The column of a problem and the problem.
type Bad = (u32, TrafficProblem);

fn cut(text: &str) -> String {
    text.chars().take(FOUND_CHARS_MAX).collect()
}

/// How many requests a transaction of JMeter had. `None`: the cell is of a request.
fn samples(cell: &str) -> Option<f64> {
    let (count, _) = cell.strip_prefix(TRANSACTION)?.split_once(',')?;
    count.trim().parse().ok()
}
