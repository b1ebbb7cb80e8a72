//! Reads the rows of a file whose layout is known and turns them into rates.

use super::cells::{self, Cell};
use super::layout::{Layout, content_lines, find_layout, names_columns};
use super::moment::{self, Moment};
use super::{
    ERRORS_MAX, GAP_FACTOR, GAPS_MAX, ROWS_MAX, Traffic, TrafficError, TrafficNotice,
    TrafficProblem, ValueForm,
};
use alloc::{string::String, vec::Vec};

/// Lines above the first row that may be a header (the console's export has up to six).
const HEADER_LINES_MAX: usize = 20;
/// Characters of the file quoted in an error.
const FOUND_CHARS_MAX: usize = 40;

/// A line above the first time of the file: header, or a row whose time is bad. Which of them is
/// known only when the header is complete.
struct Above {
    line: u32,
    problem: (u32, TrafficProblem),
    value: Value,
    names_columns: bool,
    /// Its value cell, in lower case.
    name: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Absent,
    Text,
    Number,
}

/// One row that was understood.
#[derive(Clone, Copy)]
struct Row {
    line: u32,
    /// Seconds on the file's axis, or milliseconds since 1970.
    at: f64,
    /// `None` where the exporter had no datapoint: the interval is known, the rate before it holds.
    value: Option<f64>,
}

pub(super) fn read(text: &str, form: ValueForm) -> Result<Traffic, Vec<TrafficError>> {
    let layout = find_layout(text);
    let mut reader = Reader::new(layout);
    for (line, content) in content_lines(text) {
        if !reader.line(line, content) {
            break;
        }
    }
    reader.end_header();
    reader.errors.sort_by_key(|error| error.line);
    reader.errors.truncate(ERRORS_MAX);
    if reader.rows.iter().all(|r| r.value.is_none()) && reader.errors.is_empty() {
        reader.fail(1, 1, TrafficProblem::NoRows);
    }
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let form = match form {
        ValueForm::Auto => reader.guess_form(),
        given => given,
    };
    reader.finish(form)
}

struct Reader {
    layout: Layout,
    rows: Vec<Row>,
    errors: Vec<TrafficError>,
    notices: Vec<TrafficNotice>,
    /// Lines that wait for the end of the header.
    above: Vec<Above>,
    has_begun: bool,
    header_lines: usize,
    value_name: String,
    has_unit_per_second: bool,
    is_zoned: bool,
    columns_ignored: Option<(u32, u32)>,
    missing: Option<(u32, u32)>,
}

impl Reader {
    fn new(layout: Layout) -> Self {
        Self {
            layout,
            rows: Vec::new(),
            errors: Vec::new(),
            notices: Vec::new(),
            above: Vec::new(),
            has_begun: false,
            header_lines: 0,
            value_name: String::new(),
            has_unit_per_second: false,
            is_zoned: false,
            columns_ignored: None,
            missing: None,
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
        if self.rows.len() >= ROWS_MAX {
            self.fail(line, 1, TrafficProblem::TooManyRows { rows_max: ROWS_MAX });
            return false;
        }
        match self.row(line, content, &cells) {
            Ok(Some(row)) => self.rows.push(row),
            Ok(None) => {}
            Err((column, problem)) => self.fail(line, column, problem),
        }
        self.errors.len() < ERRORS_MAX
    }

    fn row(
        &mut self,
        line: u32,
        content: &str,
        cells: &[Cell<'_>],
    ) -> Result<Option<Row>, (u32, TrafficProblem)> {
        let end = u32::try_from(content.chars().count())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let missing = |i: usize| (end, TrafficProblem::ColumnMissing { cell: nth(i) });
        let layout = self.layout;
        let time = cells.get(layout.time);
        let moment = time.and_then(|time| moment::parse(&time.text, layout.separator));
        let (Some(time), Some(moment)) = (time, moment) else {
            let problem = match time {
                None => missing(layout.time),
                Some(time) => {
                    let found = cut(&time.text);
                    (time.column, TrafficProblem::NotATime { found })
                }
            };
            return self.above_or_bad(line, cells, problem);
        };
        self.end_header();
        let at = match moment {
            Moment::Seconds(s) if !layout.is_dated => s,
            Moment::Unix { ms, zoned } if layout.is_dated => {
                self.is_zoned |= zoned;
                ms as f64
            }
            _ => {
                let found = cut(&time.text);
                return Err((time.column, TrafficProblem::TimeFormChanged { found }));
            }
        };
        if !layout.is_dated {
            let went_back = self.rows.last().is_some_and(|r| at < r.at);
            let found = || cut(&time.text);
            if at < 0.0 {
                return Err((time.column, TrafficProblem::Negative { found: found() }));
            }
            if went_back {
                return Err((time.column, TrafficProblem::TimeWentBack { found: found() }));
            }
        }
        let value = cells
            .get(layout.value)
            .ok_or_else(|| missing(layout.value))?;
        if cells::is_missing(&value.text) {
            let (first, count) = self.missing.unwrap_or((line, 0));
            self.missing = Some((first, count + 1));
            return Ok(Some(Row {
                line,
                at,
                value: None,
            }));
        }
        let Some(number) = cells::number(&value.text, layout.separator, value.quoted) else {
            return Err((
                value.column,
                TrafficProblem::NotANumber {
                    found: cut(&value.text),
                },
            ));
        };
        if number < 0.0 {
            return Err((
                value.column,
                TrafficProblem::Negative {
                    found: cut(&value.text),
                },
            ));
        }
        if self.rows.iter().all(|r| r.value.is_none()) {
            self.look_at_first_row(line, cells);
        }
        // Adding zero turns -0 into 0, which the engine's state must not hold.
        Ok(Some(Row {
            line,
            at,
            value: Some(number + 0.0),
        }))
    }

    fn above_or_bad(
        &mut self,
        line: u32,
        cells: &[Cell<'_>],
        problem: (u32, TrafficProblem),
    ) -> Result<Option<Row>, (u32, TrafficProblem)> {
        if self.has_begun || self.above.len() >= HEADER_LINES_MAX {
            return Err(problem);
        }
        let text = |ix: usize| cells.get(ix).map(|cell| cell.text.as_ref());
        let (time, value) = (text(self.layout.time), cells.get(self.layout.value));
        let is_number =
            |c: &Cell<'_>| cells::number(&c.text, self.layout.separator, c.quoted).is_some();
        self.above.push(Above {
            line,
            problem,
            names_columns: names_columns(time, value.map(|c| c.text.as_ref())),
            name: value.map(|c| c.text.to_lowercase()).unwrap_or_default(),
            value: match value {
                Some(value) if is_number(value) => Value::Number,
                Some(value) if !cells::is_missing(&value.text) => Value::Text,
                _ => Value::Absent,
            },
        });
        Ok(None)
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
                self.value_name = line.name;
            } else {
                self.fail(line.line, line.problem.0, line.problem.1);
            }
        }
    }

    /// Units and further columns are the same in every row, so the first one speaks for all.
    fn look_at_first_row(&mut self, line: u32, cells: &[Cell<'_>]) {
        let others = cells.iter().enumerate().filter(|(i, c)| {
            *i != self.layout.time
                && *i != self.layout.value
                && cells::number(&c.text, self.layout.separator, c.quoted).is_some()
        });
        let ignored = nth(others.count()) - 1;
        if ignored > 0 {
            self.columns_ignored = Some((line, ignored));
        }
        self.has_unit_per_second = cells
            .iter()
            .any(|c| c.text.eq_ignore_ascii_case("count/second"));
    }

    fn guess_form(&self) -> ValueForm {
        let name = self.value_name.as_str();
        let is_rate = ["rps", "/s", "per second", "per_second", "rate"];
        let is_count = ["count", "sum", "requests"];
        if self.has_unit_per_second || is_rate.iter().any(|word| name.contains(word)) {
            ValueForm::Rate
        } else if self.layout.is_dated || is_count.contains(&name) {
            ValueForm::Count
        } else {
            ValueForm::Rate
        }
    }

    fn finish(mut self, form: ValueForm) -> Result<Traffic, Vec<TrafficError>> {
        self.sort();
        let leading = self.rows.iter().take_while(|r| r.value.is_none()).count();
        self.rows.drain(..leading);
        let first = self.rows.first().map_or(0.0, |r| r.at);
        let start = self
            .layout
            .is_dated
            .then(|| moment::to_iso(first as i64, self.is_zoned));
        if self.layout.is_dated {
            for row in &mut self.rows {
                row.at = (row.at - first) / 1000.0;
            }
        }
        let usual = Usual::of(&self.rows);
        if let (None, ValueForm::Count, Some(row)) = (&usual, form, self.rows.first()) {
            let problem = TrafficProblem::IntervalUnknown;
            return Err(alloc::vec![TrafficError {
                line: row.line,
                column: 1,
                problem
            }]);
        }
        self.report(form, usual.as_ref());
        let usual = usual.unwrap_or(Usual {
            step_s: 0.0,
            is_regular: true,
        });
        let mut points = Vec::with_capacity(self.rows.len());
        let mut step_s = usual.step_s;
        let mut rows = self.rows.iter().peekable();
        while let Some(row) = rows.next() {
            if let Some(next) = rows.peek() {
                let to_next = next.at - row.at;
                let is_gap = usual.is_regular && to_next > usual.step_s * GAP_FACTOR;
                step_s = if is_gap { usual.step_s } else { to_next };
            }
            let Some(value) = row.value else { continue };
            let rate = if form == ValueForm::Count {
                value / step_s
            } else {
                value
            };
            points.push((row.at, rate));
        }
        let end_s = self.rows.last().map_or(0.0, |r| r.at) + step_s;
        Ok(Traffic {
            points,
            end_s,
            start,
            form,
            notices: self.notices,
        })
    }

    /// Puts the rows in order of time; of several rows with one time the last stays.
    fn sort(&mut self) {
        let is_sorted = self.rows.is_sorted_by(|a, b| a.at <= b.at);
        if !is_sorted {
            self.rows.sort_by(|a, b| a.at.total_cmp(&b.at));
            self.notices.push(TrafficNotice::Sorted);
        }
        let mut duplicates: Option<(u32, u32)> = None;
        self.rows.dedup_by(|later, kept| {
            let is_same = later.at == kept.at;
            if is_same {
                let (line, count) = duplicates.unwrap_or((later.line, 0));
                duplicates = Some((line, count + 1));
                *kept = *later;
            }
            is_same
        });
        if let Some((line, count)) = duplicates {
            self.notices
                .push(TrafficNotice::DuplicateTime { line, count });
        }
    }

    fn report(&mut self, form: ValueForm, usual: Option<&Usual>) {
        let notices = &mut self.notices;
        // One line of header is what every file has; only more than that is worth a word.
        if self.header_lines > 1 {
            notices.push(TrafficNotice::HeaderSkipped {
                lines: nth(self.header_lines) - 1,
            });
        }
        if let Some((line, ignored)) = self.columns_ignored {
            let used = nth(self.layout.value);
            notices.push(TrafficNotice::ColumnsIgnored {
                line,
                used,
                ignored,
            });
        }
        if let Some((line, count)) = self.missing {
            notices.push(TrafficNotice::ValueMissing { line, count });
        }
        if self.layout.is_dated && !self.is_zoned {
            notices.push(TrafficNotice::ZoneAssumedUtc);
        }
        let Some(usual_s) = usual.map(|u| u.step_s) else {
            return;
        };
        if form == ValueForm::Count {
            notices.push(TrafficNotice::CountsDivided { usual_s });
        }
        let mut gaps = 0_usize;
        for (row, next) in self.rows.iter().zip(self.rows.iter().skip(1)) {
            let length_s = next.at - row.at;
            if length_s > usual_s * GAP_FACTOR {
                gaps += 1;
                if gaps <= GAPS_MAX {
                    let (line, at_s) = (row.line, row.at);
                    notices.push(TrafficNotice::Gap {
                        line,
                        at_s,
                        length_s,
                        usual_s,
                    });
                }
            }
        }
        if gaps > GAPS_MAX {
            notices.push(TrafficNotice::MoreGaps {
                count: nth(gaps - GAPS_MAX) - 1,
            });
        }
    }
}

/// The usual time between two rows.
struct Usual {
    /// The median interval, the shorter one of two.
    step_s: f64,
    /// At least three quarters of the intervals lie within a tenth of the median.
    is_regular: bool,
}

impl Usual {
    /// `None` for fewer than two rows.
    fn of(rows: &[Row]) -> Option<Self> {
        let mut steps: Vec<f64> = rows
            .iter()
            .zip(rows.iter().skip(1))
            .map(|(a, b)| b.at - a.at)
            .collect();
        steps.sort_by(f64::total_cmp);
        let step_s = *steps.get(steps.len().checked_sub(1)? / 2)?;
        let near = steps
            .iter()
            .filter(|s| (**s - step_s).abs() <= step_s * 0.1)
            .count();
        Some(Self {
            step_s,
            is_regular: near * 4 >= steps.len() * 3,
        })
    }
}

/// An index as people count, from 1.
fn nth(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

fn cut(text: &str) -> String {
    text.chars().take(FOUND_CHARS_MAX).collect()
}
