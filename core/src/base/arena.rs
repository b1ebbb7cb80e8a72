//! Generational arena of requests: O(1) insert, remove and look-up; slots are reused last-freed
//! first, so a saved and loaded arena hands out the same ids as the original.

use super::id::RequestId;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Aligned: with many in flight each look at a request is a cache miss, and should be only one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[repr(align(64))]
struct Slot<T> {
    /// Moves on when the value is removed: a free slot answers to none of the ids given out.
    generation: u32,
    is_live: bool,
    value: T,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arena<T> {
    slots: Vec<Slot<T>>,
    /// Those of the slots once more, side by side: a sweep asks thousands of ids whether they are live,
    /// and for nothing else of their slots.
    generations: Vec<u32>,
    free: Vec<u32>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            generations: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T> Arena<T> {
    /// Stores `value`. Errors: `None` when all slots are taken.
    #[inline(always)]
    pub fn insert(&mut self, value: T) -> Option<RequestId> {
        if let Some(ix) = self.free.pop() {
            let slot = self.slots.get_mut(ix as usize)?;
            slot.is_live = true;
            slot.value = value;
            return Some(RequestId::new(ix, slot.generation));
        }
        if self.slots.len() >= RequestId::SLOTS_MAX {
            return None;
        }
        let ix = self.slots.len() as u32;
        self.generations.push(0);
        self.slots.push(Slot {
            generation: 0,
            is_live: true,
            value,
        });
        Some(RequestId::new(ix, 0))
    }

    /// Whether an id is not stale.
    #[inline(always)]
    pub fn contains(&self, id: RequestId) -> bool {
        self.generations.get(id.slot()) == Some(&id.generation())
    }

    #[inline(always)]
    pub fn get(&self, id: RequestId) -> Option<&T> {
        let slot = self.slots.get(id.slot())?;
        if slot.generation != id.generation() {
            return None;
        }
        Some(&slot.value)
    }

    #[inline(always)]
    pub fn get_mut(&mut self, id: RequestId) -> Option<&mut T> {
        let slot = self.slots.get_mut(id.slot())?;
        if slot.generation != id.generation() {
            return None;
        }
        Some(&mut slot.value)
    }

    /// Frees the slot; the id is stale from now on.
    pub fn remove(&mut self, id: RequestId) -> bool {
        match self.slots.get_mut(id.slot()) {
            Some(slot) if slot.generation == id.generation() => {
                slot.is_live = false;
                slot.generation = (slot.generation + 1) & RequestId::GENERATION_MASK;
                if let Some(generation) = self.generations.get_mut(id.slot()) {
                    *generation = slot.generation;
                }
                self.free.push(id.slot() as u32);
                true
            }
            _ => false,
        }
    }

    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Memory of all slots, free ones included.
    pub fn bytes(&self) -> usize {
        let numbers = self.generations.len() + self.free.len();
        self.slots.len() * size_of::<Slot<T>>() + numbers * size_of::<u32>()
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let live = self.slots.iter_mut().filter(|slot| slot.is_live);
        live.map(|slot| &mut slot.value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (RequestId, &T)> {
        self.slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_live)
            .map(|(ix, slot)| (RequestId::new(ix as u32, slot.generation), &slot.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_id_is_stale_and_its_slot_is_used_again() {
        let mut arena = Arena::default();
        let a = arena.insert('a').unwrap();
        assert!(arena.remove(a));
        assert!(!arena.remove(a));
        let b = arena.insert('b').unwrap();
        assert_eq!(a.slot(), b.slot());
        assert_eq!((arena.get(a), arena.contains(a)), (None, false));
        assert!(arena.contains(b));
        assert_eq!(arena.get(b), Some(&'b'));
        assert_eq!(arena.len(), 1);
    }
}
