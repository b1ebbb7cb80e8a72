//! The document: what the user drew and set. A file, a link, a ready-made board and a draft are all this.

pub mod check;
pub mod command;
pub mod field;
mod gate;
mod ground;
pub mod history;
pub mod load;
mod migrate;
pub mod problem;
pub mod reach;
pub mod save;
pub mod stamp;
pub mod swap;

use crate::base::id::{LinkId, PartId};
use crate::base::order::sort_long;
use crate::base::small_map::SmallMap;
use crate::contract::{Member, Protocol};
use crate::kinds::{KindId, Params};
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Map, Value};
use stamp::Stamp;

/// The form that this build writes.
pub const FORMAT: u64 = 2;
/// The rules that this build follows.
pub const MODEL: &str = "1";
/// Parts that a run works with; the ground is counted by itself.
pub const PARTS_MAX: usize = 200;
/// Parts that belong to one another in a row: rule, listener, balancer.
const OWNERS_MAX: usize = 8;
pub const LINKS_MAX: usize = 1_000;
/// Frames, route tables and network ACLs.
pub const GROUND_MAX: usize = 192;
/// Places of a layout: those of parts, and of some that are gone.
pub const PLACES_MAX: usize = 2_000;
/// How far from the middle something may stand, and how wide it may be. Units: board pixels.
pub const PLACE_MAX: f64 = 20_000.0;
/// Characters of a name, a title or any other text that is not a structure.
pub const TEXT_CHARS_MAX: usize = 1_024;

/// What a part is: a kind of this build, or a word from a newer one that is kept and does nothing.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all parts are of known kinds"
)]
pub enum Content {
    Known(Params),
    Unknown { kind: String, params: Value },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub id: PartId,
    pub name: Option<String>,
    /// The part that it belongs to.
    pub of: Option<PartId>,
    /// The frames that it stands in: the subnets that it lives in, or may launch into; of a frame, the
    /// one around it.
    pub stands_in: Vec<PartId>,
    pub content: Content,
    /// Parameters that this build does not know: kept on save.
    pub extra_params: Map<String, Value>,
    pub extra: Map<String, Value>,
}

impl Part {
    pub fn new(id: PartId, params: Params) -> Self {
        Self {
            id,
            name: None,
            of: None,
            stands_in: Vec::new(),
            content: Content::Known(params),
            extra_params: Map::new(),
            extra: Map::new(),
        }
    }

    /// `None`: a kind of a newer build, which [`Self::kind_word`] still names.
    pub fn kind(&self) -> Option<KindId> {
        self.params().map(Params::kind)
    }

    /// The word in files and messages.
    pub fn kind_word(&self) -> &str {
        match &self.content {
            Content::Known(params) => params.kind().name(),
            Content::Unknown { kind, .. } => kind,
        }
    }

    pub const fn params(&self) -> Option<&Params> {
        match &self.content {
            Content::Known(params) => Some(params),
            Content::Unknown { .. } => None,
        }
    }

    pub fn set_params(&mut self, params: Params) {
        self.content = Content::Known(params);
    }

    /// Its parameters, if it is of kind `K`.
    pub fn get<K: Member>(&self) -> Option<&K::Params> {
        K::params(self.params()?)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub id: LinkId,
    pub from: PartId,
    pub to: PartId,
    pub protocol: Protocol,
    pub extra: Map<String, Value>,
}

/// How a run begins and is shown at first.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Simulated time before the first picture.
    pub preroll_s: f64,
    /// From the end of a metric period until its datapoint is available.
    pub metric_delay_s: f64,
    /// Speed at the start.
    pub speed: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            preroll_s: 0.0,
            metric_delay_s: 60.0,
            speed: 1.0,
        }
    }
}

/// Ids that one command may hand out, at the least.
const IDS_AHEAD: u32 = 4_096;

/// A place on the board: x, y, and for frames width and height. The engine cannot see it.
pub type Place = Vec<f64>;

/// The highest id that a document has borne, also by what was removed since. It says nothing about
/// the board, so it is neither saved nor compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct HighestId(u32);

impl PartialEq for HighestId {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub title: String,
    pub seed: u64,
    pub lang: Option<String>,
    pub epoch: Stamp,
    pub settings: Settings,
    pub parts: Vec<Part>,
    pub links: Vec<Link>,
    pub layout: SmallMap<u32, Place>,
    /// The rules it was made for, where they differ from this build's.
    pub model: String,
    pub extra: Map<String, Value>,
    pub highest_id: HighestId,
}

impl Default for Document {
    fn default() -> Self {
        Self {
            title: String::new(),
            seed: 1,
            lang: None,
            epoch: Stamp::default(),
            settings: Settings::default(),
            parts: Vec::new(),
            links: Vec::new(),
            layout: SmallMap::new(),
            model: String::from(MODEL),
            extra: Map::new(),
            highest_id: HighestId::default(),
        }
    }
}

impl Document {
    pub fn part(&self, id: PartId) -> Option<&Part> {
        // Ids are given in order, so most documents are sorted by them; one that is not is searched.
        let is_it = |part: &&Part| part.id == id;
        let sorted = self.parts.binary_search_by_key(&id, |part| part.id);
        let found = sorted.ok().and_then(|ix| self.parts.get(ix));
        found.or_else(|| self.parts.iter().find(is_it))
    }

    pub fn part_mut(&mut self, id: PartId) -> Option<&mut Part> {
        self.parts.iter_mut().find(|p| p.id == id)
    }

    pub fn params(&self, id: PartId) -> Option<&Params> {
        self.part(id)?.params()
    }

    /// The parameters of a part, if it is of kind `K`.
    pub fn get<K: Member>(&self, id: PartId) -> Option<&K::Params> {
        self.part(id)?.get::<K>()
    }

    pub fn children(&self, owner: PartId) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |p| p.of == Some(owner))
    }

    /// The part that a part belongs to, the one that this belongs to, and so on.
    pub fn owners(&self, part: PartId) -> impl Iterator<Item = PartId> {
        let owner = |part: PartId| self.part(part).and_then(|p| p.of);
        // No file says that parts belong to one another in a circle, and none is believed.
        core::iter::successors(owner(part), move |of| owner(*of)).take(OWNERS_MAX)
    }

    /// What makes a group scale: the parts that belong to it, and parts of others that refer to one
    /// of these, as alarms do to policies.
    pub fn scaling_parts(&self, group: PartId) -> impl Iterator<Item = &Part> {
        let is_of = move |id: PartId| self.part(id).is_some_and(|p| p.of == Some(group));
        self.parts.iter().filter(move |part| {
            let references = || part.params().map(Params::references).unwrap_or_default();
            part.of == Some(group) || references().iter().any(|(_, id)| is_of(*id))
        })
    }

    /// An id that this document has never used, one space for parts and links: undo must
    /// bring back what was meant, and records of a run name parts by their ids. Room for
    /// [`IDS_AHEAD`] more lies behind it; a file whose ids go up to the end has its first such gap.
    pub fn next_id(&self) -> u32 {
        let next = self.highest_id().max(self.highest_id.0).saturating_add(1);
        match u32::MAX - next < IDS_AHEAD {
            true => self.first_gap(),
            false => next,
        }
    }

    fn first_gap(&self) -> u32 {
        let used: Vec<u32> = self.ids().collect();
        sort_long(used).into_iter().fold(1, |free, id| {
            let is_room = id.saturating_sub(free) >= IDS_AHEAD;
            if is_room { free } else { id.saturating_add(1) }
        })
    }

    /// Never gives the ids again that it bears now, or that `other` has borne.
    pub fn remember_ids(&mut self, other: &Self) {
        let highest = self.next_id().max(other.next_id());
        self.highest_id = HighestId(highest.saturating_sub(1));
    }

    fn highest_id(&self) -> u32 {
        self.ids().max().unwrap_or(0)
    }

    fn ids(&self) -> impl Iterator<Item = u32> {
        let parts = self.parts.iter().map(|p| p.id.0);
        let links = self.links.iter().map(|l| l.id.0);
        let layout = self.layout.keys().copied();
        parts.chain(links).chain(layout)
    }
}
