//! Cuts a line into cells and reads numbers the way people write them.

use alloc::{borrow::Cow, string::String, vec::Vec};

/// Cells looked at in one line; a wider table keeps its first ones.
const CELLS_MAX: usize = 64;

/// One cell of a line, without quotes and outer blanks.
pub(super) struct Cell<'a> {
    pub text: Cow<'a, str>,
    /// Where the cell begins. Units: characters, from 1.
    pub column: u32,
    pub quoted: bool,
}

/// Cuts `line` at `separator` into `out`. Errors: the column of a quote that is never closed.
pub(super) fn split<'a>(
    line: &'a str,
    separator: char,
    out: &mut Vec<Cell<'a>>,
) -> Result<(), u32> {
    out.clear();
    let mut rest = line;
    let mut column = 1;
    loop {
        let body = rest.trim_start_matches(|c: char| c.is_whitespace() && c != separator);
        column += chars(rest.get(..rest.len() - body.len()).unwrap_or(""));
        let cell_column = column;
        let (text, quoted, after) = match body.strip_prefix('"') {
            Some(inner) => {
                let (text, after) = unquote(inner).ok_or(cell_column)?;
                (text, true, after)
            }
            None => {
                let end = body.find(separator).unwrap_or(body.len());
                let (cell, after) = body.split_at_checked(end).unwrap_or((body, ""));
                (Cow::Borrowed(cell.trim_end()), false, after)
            }
        };
        out.push(Cell {
            text,
            column: cell_column,
            quoted,
        });
        let Some(at) = after.find(separator).filter(|_| out.len() < CELLS_MAX) else {
            return Ok(());
        };
        let next = after.get(at + separator.len_utf8()..).unwrap_or("");
        column = cell_column + chars(body.get(..body.len() - next.len()).unwrap_or(""));
        rest = next;
    }
}

fn chars(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The text up to the closing quote and what follows it; a doubled quote is one quote.
fn unquote(inner: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut text = String::new();
    let mut rest = inner;
    loop {
        let (before, after) = rest.split_once('"')?;
        match after.strip_prefix('"') {
            Some(more) => {
                text.push_str(before);
                text.push('"');
                rest = more;
            }
            None if text.is_empty() => return Some((Cow::Borrowed(before), after)),
            None => {
                text.push_str(before);
                return Some((Cow::Owned(text), after));
            }
        }
    }
}

/// A finite number in plain or scientific notation.
///
/// With a comma as separator a quoted `"1,234.5"` has thousands; with any other the comma is decimal.
pub(super) fn number(cell: &str, separator: char, quoted: bool) -> Option<f64> {
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',' | 'e' | 'E');
    if !cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ','))
        || !cell.chars().all(is_plain)
    {
        return None;
    }
    let value = match (cell.rfind(','), cell.rfind('.')) {
        (None, _) => cell.parse::<f64>().ok(),
        (Some(comma), None) if separator != ',' && cell.find(',') == Some(comma) => {
            cell.replace(',', ".").parse().ok()
        }
        (Some(comma), Some(dot)) if separator != ',' && comma > dot => {
            cell.replace('.', "").replace(',', ".").parse().ok()
        }
        _ if separator != ',' || quoted => ungroup(cell)?.parse().ok(),
        _ => None,
    };
    value.filter(|v| v.is_finite())
}

/// Removes thousands commas if each closes a group of three.
fn ungroup(cell: &str) -> Option<String> {
    let whole = cell.split('.').next().unwrap_or("");
    let grouped = whole
        .split(',')
        .skip(1)
        .all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    grouped.then(|| cell.replace(',', ""))
}

/// True for what exporters write where there is no datapoint.
pub(super) fn is_missing(cell: &str) -> bool {
    ["", "-", "nan", "null", "none", "n/a"]
        .iter()
        .any(|word| cell.eq_ignore_ascii_case(word))
}

/// A number with what stands behind it: `10 req/s` is 10 and `req/s`, `1.25K req/s` is 1,250. The unit is
/// empty for a plain number.
pub(super) fn quantity(cell: &str, separator: char, quoted: bool) -> Option<(f64, &str)> {
    if let Some(plain) = number(cell, separator, quoted) {
        return Some((plain, ""));
    }
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',');
    let end = cell.find(|c: char| !is_of_number(c))?;
    let (digits, rest) = cell.split_at_checked(end)?;
    let value = number(digits, separator, quoted)?;
    let (factor, unit) = prefix(rest);
    let unit = unit.trim();
    // A date or an address begins with digits as well.
    let is_unit = unit.is_empty() && factor != 1.0
        || (rest.starts_with(' ') || factor != 1.0 || unit.len() <= 3)
            && unit.starts_with(|c: char| c.is_alphabetic() || c == '%')
            && !unit.contains(|c: char| c.is_ascii_digit());
    is_unit.then_some((value * factor, unit))
}

/// The factor of a prefix that stands at the number or before the unit, as dashboards write it.
fn prefix(rest: &str) -> (f64, &str) {
    let body = rest.trim_start();
    for (name, factor) in [
        ("Mil", 1e6),
        ("Bil", 1e9),
        ("K", 1e3),
        ("k", 1e3),
        ("M", 1e6),
        ("G", 1e9),
    ] {
        if let Some(unit) = body.strip_prefix(name)
            && (unit.is_empty() || unit.starts_with(' '))
        {
            return (factor, unit);
        }
    }
    (1.0, rest)
}

/// Whether the cell is a unit of CloudWatch by itself.
pub(super) fn is_unit(cell: &str) -> bool {
    let units = [
        "Count",
        "Seconds",
        "Milliseconds",
        "Microseconds",
        "Percent",
        "Bytes",
        "Kilobytes",
        "Megabytes",
    ];
    let unit = cell.strip_suffix("/Second").unwrap_or(cell);
    units.iter().any(|known| unit.eq_ignore_ascii_case(known))
}
