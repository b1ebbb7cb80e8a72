//! Sorting short lists: one small function where the library's sorts would be made anew, large,
//! for every type. Lists that may be long (rows of a file, samples) keep the library's.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Sorts by insertion; equal items keep their order. Cost: grows with the square of the length,
/// next to nothing when the list is in order already.
pub fn sort_short<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    for end in 2..=items.len() {
        let mut end = end;
        while let Some([.., before, item]) = items.get_mut(..end)
            && compare(item, before) == Ordering::Less
        {
            core::mem::swap(before, item);
            end -= 1;
        }
    }
}

/// Sorts a list of any length; which of equal items comes first is not said. Cost: n log n, twice
/// the library's time for a twentieth of its code.
pub fn sort_long<T: Ord>(items: Vec<T>) -> Vec<T> {
    BinaryHeap::from(items).into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Rng};

    #[test]
    fn it_sorts_as_the_library_does() {
        for seed in 0..100 {
            let mut rng = Rng::stream(seed, 1, Purpose::Routing);
            let items = (0..seed % 23).map(|ix| ((rng.unit() * 9.0) as u32, ix));
            let mut short: Vec<(u32, u64)> = items.collect();
            let mut expected = short.clone();
            expected.sort_by_key(|item| item.0);
            sort_short(&mut short, |a, b| a.0.cmp(&b.0));
            assert_eq!(short, expected);
            assert_eq!(sort_long(short), {
                expected.sort();
                expected
            });
        }
    }
}
