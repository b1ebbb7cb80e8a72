//! What is on its way from origins, and who waits for it: whoever asks for a thing that an edge
//! location or a regional cache is just fetching waits for the same answer.

use super::edge::Thing;
use crate::base::id::RequestId;
use crate::base::small_map::SmallMap;
use crate::base::time::Instant;
use crate::rules::regions::Region;
use crate::world::requests::Note;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where a thing is kept: at an edge location, or in a regional cache behind several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Layer {
    Edge(Region),
    Regional(Region),
}

/// One request to an origin.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fetch {
    /// `None`: nothing of it is kept, and nobody else waits for it.
    pub key: Option<u64>,
    pub thing: Thing,
    pub behavior: u16,
    /// The edge location that asks.
    pub edge: Region,
    pub via: Option<Region>,
    pub is_second: bool,
    pub attempt: u8,
    pub called_at: Instant,
    /// Who waits, the one that is on its way first.
    pub waiting: Vec<(RequestId, Region)>,
}

impl Fetch {
    /// The layers that it is fetched for.
    fn layers(&self) -> impl Iterator<Item = Layer> {
        let edges = self.waiting.iter().map(|(_, edge)| Layer::Edge(*edge));
        edges.chain(self.via.map(Layer::Regional))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Fetches {
    slots: Vec<Option<Fetch>>,
    free: Vec<u32>,
    #[serde(with = "crate::base::pairs")]
    index: SmallMap<(Layer, u64), u32>,
}

impl Fetches {
    /// Requests that wait, in whatever way.
    pub fn waiting(&self) -> usize {
        let all = self.slots.iter().flatten();
        all.map(|fetch| fetch.waiting.len()).sum()
    }

    /// The fetch that a layer has under way for a key.
    pub fn under_way(&self, layer: Layer, key: u64) -> Option<u32> {
        self.index.get(&(layer, key)).copied()
    }

    pub fn get(&self, place: u32) -> Option<&Fetch> {
        self.slots.get(place as usize)?.as_ref()
    }

    pub fn get_mut(&mut self, place: u32) -> Option<&mut Fetch> {
        self.slots.get_mut(place as usize)?.as_mut()
    }

    /// One more waits for it.
    pub fn join(&mut self, place: u32, id: RequestId, edge: Region) {
        let Some(fetch) = self.get_mut(place) else {
            return;
        };
        fetch.waiting.push((id, edge));
        if let Some(key) = fetch.key {
            self.index.insert((Layer::Edge(edge), key), place);
        }
    }

    pub fn add(&mut self, fetch: Fetch) -> u32 {
        let place = self.free.pop().unwrap_or(self.slots.len() as u32);
        if let Some(key) = fetch.key {
            for layer in fetch.layers() {
                self.index.insert((layer, key), place);
            }
        }
        if self.slots.len() <= place as usize {
            self.slots.resize(place as usize + 1, None);
        }
        if let Some(slot) = self.slots.get_mut(place as usize) {
            *slot = Some(fetch);
        }
        place
    }

    /// It is over.
    pub fn take(&mut self, place: u32) -> Option<Fetch> {
        let fetch = self.slots.get_mut(place as usize)?.take()?;
        self.free.push(place);
        if let Some(key) = fetch.key {
            for layer in fetch.layers() {
                self.index.remove(&(layer, key));
            }
        }
        Some(fetch)
    }
}

/// The note beside a call: which fetch it is for.
pub const fn note(place: u32) -> Note {
    place as Note + 1
}

/// Errors: `None` for a note of nobody's.
pub fn place(note: Note) -> Option<u32> {
    u32::try_from(note.checked_sub(1)?).ok()
}
