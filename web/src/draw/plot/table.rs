//! The table that stands for a chart: at most sixty rows of plain numbers.

use super::{Sampling, Window, series};

/// Rows that a table may have.
pub const ROWS_MAX: usize = 60;

/// A chart in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<Summary> {
    /// Seconds on the simulation's clock and the highest value of the row's time, if it has any.
    pub rows: Vec<(f64, Option<f64>)>,
    /// The numbers of a one-line summary.
    pub summary: Summary,
}

/// Gathers samples into rows.
pub(super) fn table<Summary>(
    values: &[f64],
    sampling: Sampling,
    window: Window,
    summary: Summary,
) -> Table<Summary> {
    let shown = shown(values.len(), sampling, window);
    let per_row = shown.len().div_ceil(ROWS_MAX).max(1);
    let rows = shown.clone().step_by(per_row).map(|first| {
        let last = (first + per_row).min(shown.end);
        let cells = values.get(first..last).unwrap_or(&[]).iter().copied();
        let highest = cells.filter(|v| v.is_finite()).max_by(f64::total_cmp);
        (series::time(sampling, first), highest)
    });
    Table {
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

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY_10: Sampling = Sampling {
        start_s: 0.0,
        step_s: 10.0,
    };

    #[test]
    fn many_samples_become_sixty_rows() {
        let metric: Vec<f64> = (0..605).map(f64::from).collect();
        let window = Window {
            from_s: 0.0,
            to_s: 1e9,
        };
        let table = table(&metric, EVERY_10, window, ());
        assert!(table.rows.len() <= ROWS_MAX);
        assert_eq!(table.rows[1], (110.0, Some(21.0)));
    }

    #[test]
    fn cells_without_a_value_are_empty() {
        let window = Window {
            from_s: 10.0,
            to_s: 20.0,
        };
        let table = table(&[1.0, f64::NAN, 3.0, 9.0], EVERY_10, window, ());
        assert_eq!(table.rows, [(10.0, None), (20.0, Some(3.0))]);
    }

    #[test]
    fn nothing_sampled_is_an_empty_table() {
        let window = Window {
            from_s: 0.0,
            to_s: 100.0,
        };
        assert!(table(&[], EVERY_10, window, ()).rows.is_empty());
    }
}
