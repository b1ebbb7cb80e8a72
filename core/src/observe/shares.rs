//! Shares of a whole, as people read them.

use crate::base::order::sort_short;
use alloc::vec::Vec;

/// Of each rate its percent of all, in whole numbers that add up to 100; 0 for all while nothing
/// flows. What rounding leaves goes to those that lost most by it.
pub fn percents(rates: &[f32]) -> Vec<u32> {
    let all: f64 = rates.iter().map(|rate| f64::from(rate.max(0.0))).sum();
    if all <= 0.0 {
        return rates.iter().map(|_| 0).collect();
    }
    let exact = |rate: &f32| f64::from(rate.max(0.0)) * 100.0 / all;
    let mut shares: Vec<(usize, u32, f64)> = Vec::new();
    for (place, rate) in rates.iter().enumerate() {
        let exact = exact(rate);
        let whole = exact as u32;
        shares.push((place, whole, exact - f64::from(whole)));
    }
    let left = 100
        - shares
            .iter()
            .map(|(_, whole, _)| *whole)
            .sum::<u32>()
            .min(100);
    sort_short(&mut shares, |a, b| b.2.total_cmp(&a.2));
    for share in shares.iter_mut().take(left as usize) {
        share.1 += 1;
    }
    sort_short(&mut shares, |a, b| a.0.cmp(&b.0));
    shares.into_iter().map(|(_, whole, _)| whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_a_hundred() {
        assert_eq!(percents(&[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(percents(&[12.4, 3.1, 0.0]), [80, 20, 0]);
        assert_eq!(percents(&[0.0, 0.0]), [0, 0]);
        assert_eq!(percents(&[]), [0_u32; 0]);
        for rates in [[0.1, 7.7, 3.3, 0.4], [5.0, 5.0, 5.0, 1.0]] {
            assert_eq!(percents(&rates).iter().sum::<u32>(), 100);
        }
    }
}
