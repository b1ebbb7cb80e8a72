//! Mean and standard error of waiting times, which resemble their neighbours: by batch means.

/// Batches of consecutive values, long enough that their means are nearly independent.
const BATCHES: u64 = 50;

/// Sums integer values in batches; exact, so the same on every machine.
#[derive(Clone, Debug)]
pub struct Spread {
    batch_len: u64,
    left: u64,
    sum: u64,
    sums: Vec<u64>,
}

impl Spread {
    /// For about `expected` values; a shorter last batch is left out.
    pub fn new(expected: u64) -> Self {
        let batch_len = (expected / BATCHES).max(1);
        Self {
            batch_len,
            left: batch_len,
            sum: 0,
            sums: Vec::with_capacity(BATCHES as usize + 8),
        }
    }

    #[inline]
    pub fn add(&mut self, value: u64) {
        self.sum += value;
        self.left -= 1;
        if self.left == 0 {
            self.sums.push(self.sum);
            self.sum = 0;
            self.left = self.batch_len;
        }
    }

    pub fn sums(&self) -> &[u64] {
        &self.sums
    }

    pub fn mean(&self) -> f64 {
        let total: u128 = self.sums.iter().map(|&sum| u128::from(sum)).sum();
        total as f64 / (self.batch_len as f64 * self.sums.len() as f64)
    }

    pub fn standard_error(&self) -> f64 {
        let batches = self.sums.len() as f64;
        let mean = self.mean();
        let squares: f64 = self
            .sums
            .iter()
            .map(|&sum| {
                let off = sum as f64 / self.batch_len as f64 - mean;
                off * off
            })
            .sum();
        (squares / (batches - 1.0) / batches).sqrt()
    }
}
