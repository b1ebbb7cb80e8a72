//! The table that stands for a chart: at most sixty rows of plain numbers.

use super::{Sampling, Window, series};

/// Rows that a table may have.
pub const ROWS_MAX: usize = 60;

/// What a column holds; its words are the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Seconds on the simulation's clock.
    Time,
    /// Requests per second, mean of the row's time.
    Sent,
    Failed,
    /// The highest value of the row's time.
    Metric,
    /// Instances at the end of the row's time.
    Desired,
    InService,
    Healthy,
    /// Milliseconds, the highest value of the row's time.
    P50,
    P95,
}

/// A chart in numbers. A cell without a value is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<Summary> {
    pub header: Vec<Column>,
    pub rows: Vec<Vec<Option<f64>>>,
    /// The numbers of a one-line summary.
    pub summary: Summary,
}

/// A column and its samples.
pub(super) type Source<'a> = (Column, &'a [f64]);

/// Gathers samples into rows.
pub(super) fn table<Summary>(
    sources: &[Source<'_>],
    sampling: Sampling,
    window: Window,
    summary: Summary,
) -> Table<Summary> {
    let header = std::iter::once(Column::Time)
        .chain(sources.iter().map(|s| s.0))
        .collect();
    let longest = sources.iter().map(|s| s.1.len()).max().unwrap_or(0);
    let shown = shown(longest, sampling, window);
    let per_row = shown.len().div_ceil(ROWS_MAX).max(1);
    let rows = shown.clone().step_by(per_row).map(|first| {
        let last = (first + per_row).min(shown.end);
        let cell = |(column, values): &Source<'_>| {
            let cells = values.get(first..last.min(values.len())).unwrap_or(&[]);
            gather(*column, cells)
        };
        let time = Some(series::time(sampling, first));
        std::iter::once(time)
            .chain(sources.iter().map(cell))
            .collect()
    });
    Table {
        header,
        rows: rows.collect(),
        summary,
    }
}

/// The samples that a window shows.
fn shown(count: usize, sampling: Sampling, window: Window) -> std::ops::Range<usize> {
    let is_before = |i: &usize| series::time(sampling, i + 1) <= window.from_s;
    let is_shown = |i: &usize| series::time(sampling, *i) <= window.to_s;
    let first = (0..count).take_while(is_before).count();
    first..first + (first..count).take_while(is_shown).count()
}

fn gather(column: Column, cells: &[f64]) -> Option<f64> {
    let mut known = cells.iter().copied().filter(|v| v.is_finite());
    match column {
        Column::Time => None,
        Column::Sent | Column::Failed => {
            let (sum, count) = known.fold((0.0, 0_u32), |(s, n), v| (s + v, n + 1));
            (count > 0).then(|| sum / f64::from(count))
        }
        Column::Metric | Column::P50 | Column::P95 => known.max_by(f64::total_cmp),
        Column::Desired | Column::InService | Column::Healthy => known.next_back(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY_10: Sampling = Sampling {
        start_s: 0.0,
        step_s: 10.0,
    };

    #[test]
    fn many_samples_become_sixty_rows() {
        let sent: Vec<f64> = (0..605).map(f64::from).collect();
        let desired = vec![2.0; 605];
        let window = Window {
            from_s: 0.0,
            to_s: 1e9,
        };
        let sources = [
            (Column::Sent, sent.as_slice()),
            (Column::Desired, desired.as_slice()),
        ];
        let table = table(&sources, EVERY_10, window, ());
        assert_eq!(table.header, [Column::Time, Column::Sent, Column::Desired]);
        assert!(table.rows.len() <= ROWS_MAX);
        assert_eq!(table.rows[1], [Some(110.0), Some(16.0), Some(2.0)]);
    }

    #[test]
    fn cells_without_a_value_are_empty() {
        let window = Window {
            from_s: 10.0,
            to_s: 20.0,
        };
        let metric = [1.0, f64::NAN, 3.0, 9.0];
        let table = table(
            &[(Column::Metric, &metric), (Column::Desired, &[])],
            EVERY_10,
            window,
            (),
        );
        assert_eq!(
            table.rows,
            [[Some(10.0), None, None], [Some(20.0), Some(3.0), None]]
        );
    }

    #[test]
    fn nothing_sampled_is_an_empty_table() {
        let window = Window {
            from_s: 0.0,
            to_s: 100.0,
        };
        assert!(
            table(&[(Column::Sent, &[])], EVERY_10, window, ())
                .rows
                .is_empty()
        );
    }
}
