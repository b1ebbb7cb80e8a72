//! Turns the rows of a file, of whatever form, into requests per second over time.

use super::layout::Shape;
use super::meaning::Meaning;
use super::moment;
use super::series::{self, Picked};
use super::{
    GAP_FACTOR, GAPS_MAX, ROWS_MAX, Traffic, TrafficError, TrafficNotice, TrafficProblem, ValueForm,
};
use alloc::collections::BTreeMap;
use alloc::{string::String, vec::Vec};

/// One row that was understood.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub line: u32,
    /// Seconds on the file's axis, or milliseconds since 1970.
    pub at: f64,
    /// `None` where the exporter had no datapoint: the interval is known, the rate before it holds.
    pub value: Option<f64>,
    /// Which of the file's series.
    pub series: u32,
}

/// What a file holds, before it is known which of it is the traffic.
pub(super) struct Gathered {
    pub rows: Vec<Row>,
    /// The names of the series.
    pub names: Vec<String>,
    /// Whether the series are different metrics, as a rule.
    pub are_metrics: bool,
    pub shape: Shape,
    pub is_dated: bool,
    pub is_zoned: bool,
    /// The offset from UTC that the first time names.
    pub offset_s: Option<i64>,
    /// What the values are, as far as their column and unit say, and its name.
    pub meaning: Meaning,
    pub name: String,
    pub notices: Vec<TrafficNotice>,
}

/// Steps of the intervals in which requests are counted. Units: seconds.
const STEPS_S: [f64; 5] = [1.0, 60.0, 300.0, 3_600.0, 86_400.0];
/// Requests of a longer time are counted by the minute.
const BY_THE_SECOND_MAX_S: f64 = 6.0 * 3_600.0;
/// Fewer rows than this may rise by chance.
const RUNNING_TOTAL_ROWS_MIN: usize = 5;

impl Gathered {
    /// The traffic of the file. Errors: what only the reader can know, or what is no traffic.
    pub fn traffic(
        mut self,
        form: ValueForm,
        picked: &Picked,
    ) -> Result<Traffic, Vec<TrafficError>> {
        let line = self.rows.first().map_or(1, |row| row.line);
        self.traffic_of(form, picked).map_err(|problem| {
            let column = 1;
            alloc::vec![TrafficError {
                line,
                column,
                problem
            }]
        })
    }

    fn traffic_of(&mut self, form: ValueForm, picked: &Picked) -> Result<Traffic, TrafficProblem> {
        self.sort();
        self.keep_traffic(form, picked)?;
        let form = self.form(form)?;
        let leading = self.rows.iter().take_while(|r| r.value.is_none()).count();
        self.rows.drain(..leading);
        let first = self.rows.first().map_or(0.0, |r| r.at);
        let start = self
            .is_dated
            .then(|| moment::to_iso(first as i64, self.offset()));
        if self.is_dated {
            for row in &mut self.rows {
                row.at = (row.at - first) / 1000.0;
            }
            if !self.is_zoned {
                self.notices.push(TrafficNotice::ZoneAssumedUtc);
            }
        }
        let (points, end_s) = match self.shape {
            Shape::Requests => self.count_requests(),
            Shape::Intervals => self.divide(form)?,
        };
        let notices = core::mem::take(&mut self.notices);
        Ok(Traffic {
            points,
            end_s,
            start,
            form,
            notices,
        })
    }

    fn offset(&self) -> Option<i64> {
        if self.is_zoned {
            self.offset_s.or(Some(0))
        } else {
            None
        }
    }

    /// Rows in order of time, and those of one time in the order of the file.
    fn sort(&mut self) {
        let is_sorted = self.rows.is_sorted_by(|a, b| a.at <= b.at);
        if !is_sorted {
            self.rows.sort_by(|a, b| a.at.total_cmp(&b.at));
            if self.shape == Shape::Intervals {
                self.notices.push(TrafficNotice::Sorted);
            }
        }
    }

    /// Leaves the rows of the traffic, one for each time where rows are intervals.
    fn keep_traffic(&mut self, form: ValueForm, picked: &Picked) -> Result<(), TrafficProblem> {
        let are_apart = self.rows.is_sorted_by(|a, b| a.at < b.at);
        let is_asked = matches!(picked, Picked::Only(_));
        let is_told_apart = is_asked || !are_apart || self.are_metrics;
        if self.names.len() < 2 || !is_told_apart {
            if let [name] = self.names.as_slice() {
                self.meaning = series::one_of(self.meaning, name);
            }
            // Texts that differ from row to row, as days of the week do.
            self.rows.iter_mut().for_each(|row| row.series = 0);
            self.difference();
            self.drop_duplicates();
            return Ok(());
        }
        if self.shape == Shape::Requests && !self.are_metrics && !is_asked {
            return Ok(());
        }
        // A form that the reader names stands for what the column says.
        let meaning = match form {
            ValueForm::Auto => self.meaning,
            ValueForm::Rate => Meaning::Rate { unit_s: 1 },
            ValueForm::Count => Meaning::Count,
        };
        let meaning = if self.are_metrics {
            self.meaning
        } else {
            meaning
        };
        let chosen = series::choose(&self.names, meaning, self.are_metrics, picked)?;
        let keep = |series: u32| chosen.keep.get(series as usize) == Some(&true);
        self.rows.retain(|row| keep(row.series));
        self.meaning = chosen.meaning;
        self.notices.extend(chosen.notices);
        self.difference();
        if self.shape == Shape::Intervals {
            self.drop_duplicates();
            self.add()?;
        }
        Ok(())
    }

    /// Of several rows of one series with one time the last stays.
    fn drop_duplicates(&mut self) {
        if self.shape == Shape::Requests {
            return;
        }
        self.rows
            .sort_by(|a, b| a.at.total_cmp(&b.at).then(a.series.cmp(&b.series)));
        let mut duplicates: Option<(u32, u32)> = None;
        self.rows.dedup_by(|later, kept| {
            let is_same = later.at == kept.at && later.series == kept.series;
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

    /// Adds the rows of each time. Errors: the series have too few times in common to be added.
    fn add(&mut self) -> Result<(), TrafficProblem> {
        let rows = self.rows.len();
        let mut series: Vec<u32> = self.rows.iter().map(|row| row.series).collect();
        series.sort_unstable();
        series.dedup();
        self.rows.dedup_by(|later, kept| {
            let is_same = later.at == kept.at;
            if is_same {
                kept.value = match (kept.value, later.value) {
                    (Some(a), Some(b)) => Some(a + b),
                    (a, b) => a.or(b),
                };
            }
            is_same
        });
        if series.len() > 1 && self.rows.len() * 2 > rows {
            let names = series.iter().filter_map(|ix| self.names.get(*ix as usize));
            let names = names.cloned().collect();
            return Err(TrafficProblem::SeriesApart { names });
        }
        Ok(())
    }

    /// A counter that only ever rises counts from its start: what matters is by how much it rises.
    fn difference(&mut self) {
        let says_so = |name: &str| {
            let name = name.to_lowercase();
            let words = name.split(|c: char| !c.is_alphanumeric());
            words.clone().any(|w| w == "total" || w == "cumulative") || name.ends_with("_total")
        };
        let is_named = says_so(&self.name) || self.names.iter().any(|name| says_so(name));
        let is_count = self.meaning == Meaning::Count && self.shape == Shape::Intervals;
        if !is_named || !is_count || self.rows.len() < RUNNING_TOTAL_ROWS_MIN {
            return;
        }
        let mut last: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
        let mut rises: Vec<(usize, Option<f64>)> = Vec::new();
        for (ix, row) in self.rows.iter().enumerate() {
            let Some(value) = row.value else { continue };
            if let Some((before, total)) = last.insert(row.series, (ix, value)) {
                if value < total {
                    return;
                }
                rises.push((before, Some(value - total)));
            }
        }
        rises.extend(last.values().map(|(ix, _)| (*ix, None)));
        for (ix, rise) in rises {
            if let Some(row) = self.rows.get_mut(ix) {
                row.value = rise;
            }
        }
        self.notices.push(TrafficNotice::RunningTotal);
    }

    /// Whether values are rates or counts; rates are brought to seconds.
    fn form(&mut self, form: ValueForm) -> Result<ValueForm, TrafficProblem> {
        if form != ValueForm::Auto {
            return Ok(form);
        }
        let name = || self.name.clone();
        let assumed = if self.is_dated {
            ValueForm::Count
        } else {
            ValueForm::Rate
        };
        match self.meaning {
            Meaning::Rate { unit_s } => {
                for row in &mut self.rows {
                    row.value = row.value.map(|value| value / f64::from(unit_s));
                }
                Ok(ValueForm::Rate)
            }
            Meaning::Count => Ok(ValueForm::Count),
            Meaning::Status { class: 2 } => Ok(ValueForm::Count),
            Meaning::Neutral => {
                if !self.name.is_empty() {
                    let (name, form) = (name(), assumed);
                    self.notices
                        .push(TrafficNotice::MeaningAssumed { name, form });
                }
                Ok(assumed)
            }
            Meaning::Unknown => Err(TrafficProblem::Unclear { name: name() }),
            meaning => Err(TrafficProblem::NotRequests {
                name: name(),
                meaning,
            }),
        }
    }

    /// Requests counted in steps of a second, or longer ones for a long time.
    fn count_requests(&mut self) -> (Vec<(f64, f64)>, f64) {
        let last = self.rows.last().map_or(0.0, |row| row.at);
        let first = self.rows.first().map_or(0.0, |row| row.at);
        let length = last - first;
        let fits = |step: &&f64| {
            let is_short = length <= BY_THE_SECOND_MAX_S || **step > 1.0;
            is_short && length / **step < ROWS_MAX as f64
        };
        let step_s = STEPS_S
            .iter()
            .find(fits)
            .copied()
            .unwrap_or(length / ROWS_MAX as f64 + 1.0);
        let mut bins: BTreeMap<u64, f64> = BTreeMap::new();
        let mut requests = 0.0;
        for row in &self.rows {
            let value = row.value.unwrap_or(0.0);
            requests += value;
            *bins.entry(((row.at - first) / step_s) as u64).or_default() += value;
        }
        let mut points: Vec<(f64, f64)> = Vec::new();
        let mut next = 0;
        let time = |bin: u64| first + bin as f64 * step_s;
        for (bin, count) in bins {
            if bin > next {
                // A second without a request is one, not a gap.
                points.push((time(next), 0.0));
            }
            points.push((time(bin), count / step_s));
            next = bin + 1;
        }
        self.notices.push(TrafficNotice::RequestsCounted {
            requests: requests as u64,
            step_s,
        });
        (points, time(next))
    }

    /// Rates of intervals: counts by their lengths. Basis: model - the counts of a mostly regular file are
    /// divided by its median interval where a row is followed by a gap, because the count was collected
    /// in one period; elsewhere by the time to the next row.
    fn divide(&mut self, form: ValueForm) -> Result<(Vec<(f64, f64)>, f64), TrafficProblem> {
        let usual = Usual::of(&self.rows);
        if usual.is_none() && form == ValueForm::Count {
            return Err(TrafficProblem::IntervalUnknown);
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
            let is_count = form == ValueForm::Count;
            points.push((row.at, if is_count { value / step_s } else { value }));
        }
        let end_s = self.rows.last().map_or(0.0, |r| r.at) + step_s;
        Ok((points, end_s))
    }

    fn report(&mut self, form: ValueForm, usual: Option<&Usual>) {
        let Some(usual_s) = usual.map(|u| u.step_s) else {
            return;
        };
        let notices = &mut self.notices;
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
            let count = nth(gaps - GAPS_MAX) - 1;
            notices.push(TrafficNotice::MoreGaps { count });
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
pub(super) fn nth(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}
