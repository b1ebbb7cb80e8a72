//! A bag of samples that remembers quantiles: the values themselves while they are few, and after
//! that log-linear bins of which each is within 0.8 % of the samples that it stands for. Two of
//! them make one that is as good as if all samples had come to it.

use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Different values up to which all are kept as they are.
const EXACT_MAX: usize = 64;
/// Bits of a float's fraction that name its bin: 64 bins to an octave.
const BIN_BITS: u32 = 6;
const REST_BITS: u32 = f64::MANTISSA_DIGITS - 1 - BIN_BITS;

/// One value and how many samples have it.
type Bin = (f64, u64);

/// Cost: a copy shares what it holds, so that saved and running simulations keep one of each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Bins", into = "Bins")]
pub struct Sketch(Arc<Bins>);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Bins {
    /// By value, each once.
    bins: Vec<Bin>,
    /// The values are middles of bins.
    is_coarse: bool,
}

impl From<Bins> for Sketch {
    fn from(bins: Bins) -> Self {
        Self(Arc::new(bins))
    }
}

impl From<Sketch> for Bins {
    fn from(sketch: Sketch) -> Self {
        Arc::unwrap_or_clone(sketch.0)
    }
}

impl Sketch {
    /// A sketch of samples that were counted in bins already, in the order of their values.
    pub fn of_bins(bins: impl Iterator<Item = Bin>) -> Self {
        Self(Arc::new(Bins {
            bins: bins.collect(),
            is_coarse: true,
        }))
    }

    /// Takes in `count` samples of one value.
    pub fn add(&mut self, value: f64, count: u64) {
        Arc::make_mut(&mut self.0).add(value, count);
    }

    /// Takes in all samples of another sketch.
    pub fn merge(&mut self, other: &Self) {
        let bins = Arc::make_mut(&mut self.0);
        if other.0.is_coarse {
            bins.coarsen();
        }
        for (value, count) in &other.0.bins {
            match other.0.is_coarse {
                // As they are: rounded twice they would be less exact.
                true => bins.insert(*value, *count),
                false => bins.add(*value, *count),
            }
        }
    }

    /// Nearest-rank quantile, `q` in 0..=1; `None` without samples.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let total: u64 = self.0.bins.iter().map(|bin| bin.1).sum();
        let rank = super::math::ceil(q * total as f64 - 1e-9).max(1.0) as u64;
        let mut seen = 0;
        let mut bins = self.0.bins.iter();
        let found = bins.find(|(_, count)| {
            seen += count;
            seen >= rank
        });
        found.or(self.0.bins.last()).map(|bin| bin.0)
    }
}

impl Bins {
    fn add(&mut self, value: f64, count: u64) {
        self.insert(if self.is_coarse { middle(value) } else { value }, count);
        if self.bins.len() > EXACT_MAX {
            self.coarsen();
        }
    }

    fn insert(&mut self, value: f64, count: u64) {
        let place = self.bins.binary_search_by(|bin| bin.0.total_cmp(&value));
        match place {
            Ok(at) => {
                if let Some(bin) = self.bins.get_mut(at) {
                    bin.1 += count;
                }
            }
            Err(at) => self.bins.insert(at, (value, count)),
        }
    }

    fn coarsen(&mut self) {
        if self.is_coarse {
            return;
        }
        self.is_coarse = true;
        for (value, count) in core::mem::take(&mut self.bins) {
            self.insert(middle(value), count);
        }
    }
}

/// The middle of a value's bin: the first bits of its fraction, then a half.
fn middle(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let bits = value.to_bits() >> REST_BITS;
    f64::from_bits(bits << REST_BITS | 1 << (REST_BITS - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(values: impl Iterator<Item = f64>) -> Sketch {
        let mut sketch = Sketch::default();
        values.for_each(|value| sketch.add(value, 1));
        sketch
    }

    #[test]
    fn quantiles_of_few_samples_are_samples_and_of_many_within_one_percent() {
        let few = sketch([17.25, 3.5, 9.125].into_iter());
        assert_eq!(few.quantile(0.5), Some(9.125));
        assert_eq!(few.quantile(0.0), Some(3.5));
        assert_eq!(Sketch::default().quantile(0.5), None);
        for scale in [1e-6, 0.013, 1.0, 977.0, 1e9] {
            let many = sketch((1..=10_000).map(|n| f64::from(n) * scale));
            for q in [0.001, 0.25, 0.5, 0.95, 0.99, 1.0] {
                let exact = q * 10_000.0 * scale;
                let got = many.quantile(q).unwrap();
                assert!((got / exact - 1.0).abs() < 0.01, "{q} of {scale}: {got}");
            }
        }
    }

    #[test]
    fn merged_sketches_are_as_good_as_one_of_all_samples() {
        let all = |n: u32| (0..n).map(|n| f64::from(n * 7_919 % 10_007) + 1.0);
        let whole = sketch(all(5_000));
        let mut merged = sketch(all(40));
        merged.merge(&sketch(all(5_000).skip(40).take(30)));
        merged.merge(&sketch(all(5_000).skip(70)));
        for q in [0.01, 0.5, 0.95, 0.999] {
            let (a, b) = (whole.quantile(q).unwrap(), merged.quantile(q).unwrap());
            assert!((a / b - 1.0).abs() < 0.01, "{q}: {a} {b}");
        }
        let text = serde_json::to_string(&merged).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&text).unwrap(), merged);
    }
}
