//! A map for few entries: one sorted list. Less code than a tree for every pair of types, and
//! quicker to walk; for at most some thousands of entries, added mostly at the end.

use alloc::collections::BTreeMap;
use alloc::vec::{self, Vec};
use core::slice;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Entries in the order of their keys.
///
/// Cost: a look-up halves its way, a new last key is a push; any other change moves what lies
/// behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> SmallMap<K, V> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| is_kept(key, value));
    }

    /// Drops the first entries until no more than `count` are left.
    pub fn keep_last(&mut self, count: usize) {
        self.0.drain(..self.0.len().saturating_sub(count));
    }
}

impl<K: Ord, V> SmallMap<K, V> {
    /// The place of a key, or where it would be.
    fn find(&self, key: &K) -> Result<usize, usize> {
        match self.0.last() {
            Some((last, _)) if last < key => Err(self.0.len()),
            _ => self.0.binary_search_by(|(known, _)| known.cmp(key)),
        }
    }

    pub fn get(&self, key: &K) -> Option<&V> {
        let ix = self.find(key).ok()?;
        self.0.get(ix).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let ix = self.find(key).ok()?;
        self.0.get_mut(ix).map(|(_, value)| value)
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Puts `value` there and returns what was there before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(ix) => {
                let known = self.0.get_mut(ix)?;
                Some(core::mem::replace(&mut known.1, value))
            }
            Err(ix) => {
                self.0.insert(ix, (key, value));
                None
            }
        }
    }

    pub fn remove(&mut self, key: &K) -> Option<V> {
        let ix = self.find(key).ok()?;
        Some(self.0.remove(ix).1)
    }

    /// The value of `key`; a new key gets what `make` makes.
    #[allow(clippy::indexing_slicing, reason = "found, or inserted there just now")]
    pub fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let ix = self.find(&key).unwrap_or_else(|ix| {
            self.0.insert(ix, (key, make()));
            ix
        });
        &mut self.0[ix].1
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SmallMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for SmallMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SmallMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for SmallMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

type Pair<'a, K, V> = fn(&'a (K, V)) -> (&'a K, &'a V);

impl<'a, K, V> IntoIterator for &'a SmallMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = core::iter::Map<slice::Iter<'a, (K, V)>, Pair<'a, K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

/// As any map: an object.
impl<K: Serialize, V: Serialize> Serialize for SmallMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for SmallMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = BTreeMap::deserialize(deserializer)?;
        Ok(Self(map.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Rng};

    #[test]
    fn it_behaves_as_a_tree_does() {
        for seed in 0..50 {
            let mut rng = Rng::stream(seed, 1, Purpose::Routing);
            let mut below = |n: f64| (rng.unit() * n) as u32;
            let mut small = SmallMap::new();
            let mut tree = BTreeMap::new();
            for step in 0..400 {
                let key = below(40.0);
                match below(9.0) {
                    0..=2 => assert_eq!(small.insert(key, step), tree.insert(key, step)),
                    3..=4 => assert_eq!(small.remove(&key), tree.remove(&key)),
                    5 => {
                        *small.or_insert_with(key, || step) += 1;
                        *tree.entry(key).or_insert(step) += 1;
                    }
                    6 => {
                        if let (Some(a), Some(b)) = (small.get_mut(&key), tree.get_mut(&key)) {
                            (*a, *b) = (*a + 7, *b + 7);
                        }
                    }
                    7 if key == 0 => {
                        small.retain(|k, v| (*k + *v) % 3 > 0);
                        tree.retain(|k, v| (*k + *v) % 3 > 0);
                    }
                    _ => {
                        let count = 35;
                        small.keep_last(count);
                        while tree.len() > count {
                            tree.pop_first();
                        }
                    }
                }
                assert_eq!(small.get(&key), tree.get(&key));
                assert_eq!(small.contains_key(&key), tree.contains_key(&key));
                assert_eq!(
                    (small.len(), small.is_empty()),
                    (tree.len(), tree.is_empty())
                );
                assert!(small.iter().eq(tree.iter()));
                assert!(small.values().rev().eq(tree.values().rev()));
            }
            let again: SmallMap<u32, u32> = tree.clone().into_iter().rev().collect();
            assert_eq!(again, small);
            let text = serde_json::to_string(&small).unwrap();
            assert_eq!(text, serde_json::to_string(&tree).unwrap());
            assert_eq!(
                serde_json::from_str::<SmallMap<_, _>>(&text).unwrap(),
                small
            );
        }
    }
}
