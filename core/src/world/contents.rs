//! What stores hand out: which version, and who may keep it for how long. Whoever has fetched something
//! reads here what its answer said.

use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::base::time::Instant;
use crate::rules::cdn::CacheControl;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a part has to hand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub version: u32,
    /// When this version came.
    pub since: Instant,
    pub cache_control: CacheControl,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Contents {
    #[serde(with = "crate::base::pairs")]
    of: SmallMap<PartIx, Content>,
    /// Parts that sign what they ask stores for.
    signers: Vec<PartIx>,
    /// Parts that ask for a page of their own choice in place of the root.
    rooted: Vec<PartIx>,
}

impl Contents {
    /// Errors: `None` for a part that keeps nothing to hand out.
    pub fn of(&self, part: PartIx) -> Option<Content> {
        self.of.get(&part).copied()
    }

    pub fn set(&mut self, part: PartIx, content: Content) {
        self.of.insert(part, content);
    }

    /// Whether requests of a part prove who it is.
    pub fn signs(&self, part: PartIx) -> bool {
        self.signers.contains(&part)
    }

    /// Whether a part names a page where its clients ask for the root.
    pub fn names_root(&self, part: PartIx) -> bool {
        self.rooted.contains(&part)
    }

    pub fn set_names_root(&mut self, part: PartIx, names_it: bool) {
        self.rooted.retain(|rooted| *rooted != part);
        if names_it {
            self.rooted.push(part);
        }
    }

    pub fn set_signs(&mut self, part: PartIx, signs: bool) {
        self.signers.retain(|signer| *signer != part);
        if signs {
            self.signers.push(part);
        }
    }
}
