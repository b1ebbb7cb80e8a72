//! Finds out how a file is laid out: its separator and which columns hold the time and the value.

use super::cells::{self, Cell};
use super::moment::{self, Moment};
use alloc::{string::String, vec::Vec};

/// Content lines that decide about separator and columns.
const SAMPLE_LINES_MAX: usize = 50;
/// Column names, the surest first; compared without regard to case.
const VALUE_NAMES: [&str; 12] = [
    "rps",
    "requests/s",
    "requests_per_second",
    "requestcount",
    "sum",
    "count",
    "requests",
    "value",
    "rate",
    "average",
    "maximum",
    "samplecount",
];

const TIME_NAMES: [&str; 9] = [
    "timestamp",
    "time",
    "date",
    "datetime",
    "seconds",
    "second",
    "sec",
    "s",
    "t",
];

/// How the file is laid out.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub separator: char,
    pub time: usize,
    pub value: usize,
    pub is_dated: bool,
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
        })
}

/// Picks the separator under which most of the first lines hold a time and a number.
pub(super) fn find_layout(text: &str) -> Layout {
    let mut best: Option<(usize, Layout)> = None;
    for separator in ['\t', ';', ','] {
        let Some(found) = try_separator(text, separator) else {
            continue;
        };
        if best.is_none_or(|(score, _)| found.0 > score) {
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
        value: 1,
        is_dated: matches!(first, Some(Moment::Unix { .. })),
    }
}

/// Whether a line names the columns: what stands above it is header, what follows is not.
pub(super) fn names_columns(time: Option<&str>, value: Option<&str>) -> bool {
    let is_one_of = |cell: Option<&str>, names: &[&str]| {
        cell.is_some_and(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name)))
    };
    is_one_of(time, &TIME_NAMES) || is_one_of(value, &VALUE_NAMES)
}

fn try_separator(text: &str, separator: char) -> Option<(usize, Layout)> {
    let mut cells = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut layout: Option<Layout> = None;
    let mut are_numbers = Vec::new();
    let mut score = 0;
    for (_, line) in content_lines(text).take(SAMPLE_LINES_MAX) {
        if cells::split(line, separator, &mut cells).is_err() {
            continue;
        }
        match (row_layout(&cells, separator), layout) {
            (Some(found), None) => {
                layout = Some(found);
                are_numbers = cells.iter().map(|c| is_number(c, separator)).collect();
                score += 1;
            }
            (Some(found), Some(known)) if found.time == known.time => score += 1,
            (None, None) => names = cells.iter().map(|c| c.text.to_lowercase()).collect(),
            _ => {}
        }
    }
    let mut layout = layout?;
    let named = VALUE_NAMES
        .iter()
        .find_map(|name| names.iter().position(|cell| cell == name))
        .filter(|column| *column != layout.time && are_numbers.get(*column) == Some(&true));
    layout.value = named.unwrap_or(layout.value);
    Some((score, layout))
}

/// A dated cell is the time wherever it stands; seconds must come first. The value is the next number.
fn row_layout(cells: &[Cell<'_>], separator: char) -> Option<Layout> {
    let dated = cells.iter().position(|c| moment::iso(&c.text).is_some());
    let time = dated.unwrap_or(0);
    let first = moment::parse(&cells.get(time)?.text, separator)?;
    let value = cells.iter().enumerate().find_map(|(i, c)| {
        let is_value = i != time && is_number(c, separator);
        is_value.then_some(i)
    })?;
    Some(Layout {
        separator,
        time,
        value,
        is_dated: matches!(first, Moment::Unix { .. }),
    })
}

fn is_number(cell: &Cell<'_>, separator: char) -> bool {
    cells::number(&cell.text, separator, cell.quoted).is_some()
}
