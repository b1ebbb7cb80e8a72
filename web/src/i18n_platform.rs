//! The words for everything that links, files, traffic and imports can have to say, in both languages.
//!
//! One exhaustive match per language: a new case does not build until both have a sentence for it.

mod en;
mod ko;

use crate::i18n::Lang;
use crate::import::aws_json::{ImportError, ImportNotice};
use crate::import::content::Content;
use crate::platform::file::FileError;
use crate::platform::link::LinkError;
use crate::platform::options::OptionNotice;
use crate::platform::storage::Kept;
use swell_core::scenario::traffic::{TrafficError, TrafficNotice};

/// Something to tell the reader.
#[derive(Clone, Copy, Debug)]
pub enum Notice<'a> {
    Link(&'a LinkError),
    Option(&'a OptionNotice),
    File(&'a FileError),
    Kept(Kept),
    TrafficError(&'a TrafficError),
    Traffic(&'a TrafficNotice),
    ImportError(&'a ImportError),
    Import(&'a ImportNotice),
    /// What was dropped or pasted, where it is not read.
    NotRead(Content),
}

/// One sentence or two, without markup.
pub fn text(notice: &Notice<'_>, lang: Lang) -> String {
    match lang {
        Lang::Ko => ko::text(notice),
        Lang::En => en::text(notice),
    }
}

/// A length of time in the two largest units that say something, as `5 min` or `2 h 30 min`.
fn duration(seconds: f64, units: [&str; 4]) -> String {
    let total = if seconds.is_finite() {
        seconds.max(0.0)
    } else {
        0.0
    };
    if total < 60.0 {
        return format!("{}{}", (total * 10.0).round() / 10.0, units[3]);
    }
    let whole = total.round() as u64;
    let parts = [
        whole / 86_400,
        whole / 3_600 % 24,
        whole / 60 % 60,
        whole % 60,
    ]
    .into_iter()
    .zip(units);
    let mut shown: Vec<String> = Vec::new();
    for (count, unit) in parts {
        if shown.len() == 2 || (count == 0 && shown.is_empty()) {
            continue;
        }
        // The second unit follows the first directly or not at all.
        shown.push(if count == 0 {
            String::new()
        } else {
            format!("{count}{unit}")
        });
    }
    shown.retain(|part| !part.is_empty());
    shown.join(" ")
}

/// `16 MiB`, `256 KiB`.
fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 {
        format!("{} MiB", bytes >> 20)
    } else {
        format!("{} KiB", bytes >> 10)
    }
}

/// Digits in groups of three, as both languages write them.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Names in one line: the first ones, and how many more there are.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut text = names
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(", … (+{})", names.len() - SHOWN));
    }
    text
}

/// How an element of a path is named where there is none: the whole text.
fn place<'a>(path: &'a str, whole: &'a str) -> &'a str {
    if path.is_empty() { whole } else { path }
}

#[cfg(test)]
mod tests;
