//! Several series in one file: which of them are parts of one total, and which are something else.

use super::TrafficNotice;
use super::TrafficProblem;
use super::meaning::{self, Meaning};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Which series of a file are the traffic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Picked {
    /// The total if there is one, else the parts of one, added.
    #[default]
    Auto,
    /// All, added.
    All,
    /// The one of this name.
    Only(String),
}

/// Rows of this name are the sum of the others.
const TOTALS: [&str; 6] = [
    "aggregated",
    "total",
    "all",
    "sum",
    "overall",
    "all requests",
];
/// Words that say which statistic it is, not of what.
const STATISTICS: [&str; 8] = [
    "sum",
    "samplecount",
    "average",
    "avg",
    "minimum",
    "maximum",
    "max",
    "min",
];
/// Names that every table could have, the surest first.
const COMMON: [&str; 12] = [
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

/// Which of several columns of numbers are the traffic, by their places in `columns`. Never none, but for no
/// columns: the caller sees by the meaning whether the one that is left can be.
pub(super) fn of_columns(columns: &[(&str, Meaning)], picked: &Picked) -> Vec<usize> {
    let named = |wanted: &str| {
        columns
            .iter()
            .position(|c| c.0.eq_ignore_ascii_case(wanted))
    };
    if let Picked::Only(wanted) = picked
        && let Some(ix) = named(wanted)
    {
        return alloc::vec![ix];
    }
    let all = |wanted: &dyn Fn(Meaning) -> bool| -> Vec<usize> {
        let places = columns.iter().enumerate().filter(|(_, c)| wanted(c.1));
        places.map(|(ix, _)| ix).collect()
    };
    let rates = all(&|m| matches!(m, Meaning::Rate { .. }));
    let counts = all(&|m| m == Meaning::Count);
    let statuses = all(&|m| matches!(m, Meaning::Status { .. }));
    let has_good = columns.iter().any(|c| c.1 == Meaning::Status { class: 2 });
    // What counts over an interval may go on counting; a rate cannot.
    let requests = if rates.is_empty() { counts } else { rates };
    match requests.as_slice() {
        [] if has_good => statuses,
        [] => {
            let open = all(&Meaning::is_open);
            let surest = COMMON.iter().find_map(|name| named(name));
            match (open.as_slice(), surest.filter(|ix| open.contains(ix))) {
                ([], _) => all(&|_| true).into_iter().take(1).collect(),
                (_, Some(ix)) => alloc::vec![ix],
                (open, None) => open.to_vec(),
            }
        }
        [one] => alloc::vec![*one],
        several => {
            let names: Vec<&str> = several
                .iter()
                .filter_map(|ix| columns.get(*ix))
                .map(|c| c.0)
                .collect();
            let is_common = |ix: &&usize| {
                columns
                    .get(**ix)
                    .is_some_and(|c| COMMON.iter().any(|n| c.0.eq_ignore_ascii_case(n)))
            };
            let surest = COMMON.iter().find_map(|name| named(name));
            match surest.filter(|ix| several.contains(ix)) {
                Some(ix) if several.iter().any(|ix| is_common(&ix)) => alloc::vec![ix],
                _ if are_parts(&names) || *picked == Picked::All => several.to_vec(),
                _ => several.iter().take(1).copied().collect(),
            }
        }
    }
}

/// Whether names differ in what they are about and not in the statistic.
fn are_parts(names: &[&str]) -> bool {
    let core = |name: &&str| -> String {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty() && !STATISTICS.contains(word))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut cores: Vec<String> = names.iter().map(core).collect();
    cores.sort();
    let count = cores.len();
    cores.dedup();
    // One that is how the others begin may be their sum.
    let first = cores.first().cloned().unwrap_or_default();
    cores.len() == count
        && !cores
            .iter()
            .skip(1)
            .any(|name| name.starts_with(&(first.clone() + " ")))
}

/// The series of a file whose rows are added, what else is to be said, and what the values are where only
/// the names of the series say it.
pub(super) struct Chosen {
    pub keep: Vec<bool>,
    pub meaning: Meaning,
    pub notices: Vec<TrafficNotice>,
}

/// Chooses among series that have times in common. `meaning` is what their column says; `are_metrics` where
/// the names are of different metrics. Errors: only the reader can know.
pub(super) fn choose(
    names: &[String],
    meaning: Meaning,
    are_metrics: bool,
    picked: &Picked,
) -> Result<Chosen, TrafficProblem> {
    let keep = |wanted: &dyn Fn(usize) -> bool| (0..names.len()).map(wanted).collect::<Vec<_>>();
    let ask = || TrafficProblem::SeveralSeries {
        names: names.to_vec(),
    };
    match picked {
        Picked::All => return Ok(added(names, keep(&|_| true), meaning)),
        Picked::Only(name) => {
            let keep = keep(&|ix| names.get(ix) == Some(name));
            let is_there = keep.contains(&true);
            let found = Chosen {
                keep,
                meaning: one_of(meaning, name),
                notices: Vec::new(),
            };
            return if is_there { Ok(found) } else { Err(ask()) };
        }
        Picked::Auto => {}
    }
    let totals: Vec<usize> = (0..names.len()).filter(|ix| is_total(names, *ix)).collect();
    if let [total] = totals.as_slice() {
        let name = names.get(*total).cloned().unwrap_or_default();
        return Ok(Chosen {
            keep: keep(&|ix| ix == *total),
            meaning,
            notices: alloc::vec![TrafficNotice::SeriesTotal { name }],
        });
    }
    if meaning.is_requests() {
        // The column says that all are requests; the names only say whose.
        return Ok(added(names, keep(&|_| true), meaning));
    }
    let meanings: Vec<Meaning> = names.iter().map(|name| meaning::of(name)).collect();
    let is =
        |ix: usize, wanted: &dyn Fn(Meaning) -> bool| meanings.get(ix).is_some_and(|m| wanted(*m));
    let any = |wanted: &dyn Fn(Meaning) -> bool| meanings.iter().any(|m| wanted(*m));
    let is_status = |m: Meaning| matches!(m, Meaning::Status { .. });
    let is_rate = |m: Meaning| matches!(m, Meaning::Rate { .. });
    if any(&Meaning::is_requests) {
        let both = any(&is_rate) && any(&|m| m == Meaning::Count);
        let open = any(&Meaning::is_open) && !are_metrics;
        let kept = keep(&|ix| is(ix, &Meaning::is_requests));
        let kept_names: Vec<&str> = kept_of(names, &kept).map(String::as_str).collect();
        if both || open || !are_parts(&kept_names) {
            return Err(ask());
        }
        let meaning = meanings
            .iter()
            .copied()
            .find(|m| m.is_requests())
            .unwrap_or(meaning);
        return Ok(added(names, kept, meaning));
    }
    if any(&|m| m == Meaning::Status { class: 2 }) && !any(&Meaning::is_open) {
        return Ok(added(names, keep(&|ix| is(ix, &is_status)), Meaning::Count));
    }
    if any(&Meaning::is_open) && !are_metrics && !any(&is_status) {
        return Ok(added(names, keep(&|ix| is(ix, &Meaning::is_open)), meaning));
    }
    match (names.first(), meanings.first()) {
        (Some(name), Some(meaning)) if !any(&Meaning::is_open) && !any(&is_status) => {
            Err(TrafficProblem::NotRequests {
                name: name.clone(),
                meaning: *meaning,
            })
        }
        _ => Err(ask()),
    }
}

/// What the name of one series says, where its column is open.
pub(super) fn one_of(meaning: Meaning, name: &str) -> Meaning {
    let named = meaning::of(name);
    if meaning.is_open() && !named.is_open() {
        named
    } else {
        meaning
    }
}

fn is_total(names: &[String], ix: usize) -> bool {
    names.get(ix).is_some_and(|name| {
        TOTALS
            .iter()
            .any(|total| name.trim().eq_ignore_ascii_case(total))
    })
}

fn kept_of<'a>(names: &'a [String], keep: &'a [bool]) -> impl Iterator<Item = &'a String> {
    names
        .iter()
        .zip(keep)
        .filter(|(_, keep)| **keep)
        .map(|(name, _)| name)
}

fn added(names: &[String], keep: Vec<bool>, meaning: Meaning) -> Chosen {
    let kept: Vec<String> = kept_of(names, &keep).cloned().collect();
    let left: Vec<String> = names
        .iter()
        .zip(&keep)
        .filter(|(_, keep)| !**keep)
        .map(|(name, _)| name.to_string())
        .collect();
    let mut notices = Vec::new();
    if kept.len() > 1 {
        notices.push(TrafficNotice::SeriesAdded { names: kept });
    }
    if !left.is_empty() {
        notices.push(TrafficNotice::SeriesLeftOut { names: left });
    }
    Chosen {
        keep,
        meaning,
        notices,
    }
}
