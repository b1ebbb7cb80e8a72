//! How much work is done between two looks at the wall's clock: little where events are dear, so
//! that a slice ends when its share of the frame does.

use super::now_ms;

/// A look at the clock costs a little itself: between two of them at least this much work.
const CHUNK_MS_MIN: f64 = 0.25;
const CHUNK_MS_MAX: f64 = 0.5;
/// The effort of a chunk in events of a request: dear events may follow on any number of cheap ones.
const EFFORT_MAX: u64 = 4_096;

pub struct Pace {
    effort: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { effort: 64 }
    }
}

impl Pace {
    /// Calls `work` with the effort of a chunk until it says that it is done, or `until_ms` has
    /// come. Returns whether it is done.
    pub fn run(&mut self, until_ms: f64, work: impl FnMut(u64) -> bool) -> bool {
        self.run_by(until_ms, now_ms, work)
    }

    fn run_by(
        &mut self,
        until_ms: f64,
        clock: impl Fn() -> f64,
        mut work: impl FnMut(u64) -> bool,
    ) -> bool {
        let mut before = clock();
        loop {
            if work(self.effort) {
                return true;
            }
            let now = clock();
            let took = now - before;
            if took > CHUNK_MS_MAX {
                // To what would have fitted: one chunk too long is enough.
                let fits = (self.effort as f64 * CHUNK_MS_MAX / took) as u64;
                self.effort = fits.max(1);
            } else if took < CHUNK_MS_MIN {
                self.effort = (self.effort * 2).min(EFFORT_MAX);
            }
            if now >= until_ms {
                return false;
            }
            before = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Runs slices of 4 ms over events of which each costs what `cost_ms` says; gives the longest.
    fn longest_slice(cost_ms: impl Fn(u64) -> f64) -> f64 {
        let (clock, mut event) = (Cell::new(0.0), 0u64);
        let mut pace = Pace::default();
        let mut longest: f64 = 0.0;
        for _ in 0..200 {
            let began = clock.get();
            pace.run_by(
                began + 4.0,
                || clock.get(),
                |effort| {
                    for _ in 0..effort {
                        clock.set(clock.get() + cost_ms(event));
                        event += 1;
                    }
                    false
                },
            );
            longest = longest.max(clock.get() - began);
        }
        longest
    }

    #[test]
    fn a_slice_ends_with_its_share_of_the_frame() {
        // A hundred nanoseconds, a microsecond, a tenth of a millisecond an event.
        for cost in [1e-4, 1e-3, 0.1] {
            let longest = longest_slice(|_| cost);
            assert!(longest <= 10.0, "{cost}: {longest}");
        }
        // Milliseconds each: once the first chunk has been dear, one at a time.
        let clock = Cell::new(0.0);
        let mut pace = Pace::default();
        let mut slices = Vec::new();
        for _ in 0..10 {
            let began = clock.get();
            pace.run_by(
                began + 4.0,
                || clock.get(),
                |effort| {
                    clock.set(clock.get() + 3.0 * effort as f64);
                    false
                },
            );
            slices.push(clock.get() - began);
        }
        assert!(slices.iter().skip(1).all(|ms| *ms <= 6.0), "{slices:?}");
    }
}
