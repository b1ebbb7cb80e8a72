//! Sums of passed and failed tests, read from the runners' own closing lines.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// `test result: ok. 3 passed; 0 failed; …`, once per test binary.
    pub fn of_cargo(output: &str) -> Self {
        let mut tally = Self::default();
        let results = output.lines().filter(|l| l.starts_with("test result:"));
        for part in results.flat_map(|line| line.split([';', '.'])) {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => tally.passed += count.parse::<u64>().unwrap_or(0),
                Some((count, "failed")) => tally.failed += count.parse::<u64>().unwrap_or(0),
                _ => {}
            }
        }
        tally
    }

    /// `ℹ pass 3` and `ℹ fail 0`, once per run.
    pub fn of_node(output: &str) -> Self {
        let count = |word: &str| -> u64 {
            let value = |line: &str| -> Option<u64> {
                line.strip_prefix("ℹ ")?.strip_prefix(word)?.parse().ok()
            };
            output.lines().filter_map(value).sum()
        };
        Self {
            passed: count("pass "),
            failed: count("fail "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_closing_lines_are_summed() {
        let output = "test a ... ok\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.25s\n";
        let expected = Tally {
            passed: 15,
            failed: 2,
        };
        assert_eq!(Tally::of_cargo(output), expected);
    }

    #[test]
    fn node_closing_lines_are_read() {
        let output = "✔ opens (12ms)\nℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ skipped 0\n";
        let expected = Tally {
            passed: 4,
            failed: 1,
        };
        assert_eq!(Tally::of_node(output), expected);
    }
}
