//! Typed ids. Document ids are plain numbers in one space and never reused inside a document;
//! run ids (`PartIx`) are places in the engine's tables.

use super::codec::Codec;
use serde::{Deserialize, Serialize};
use serde_json::{Error, Value};

macro_rules! document_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl Codec for $name {
            fn parse(value: &Value) -> Result<Self, Error> {
                u32::parse(value).map(Self)
            }

            fn write(&self) -> Value {
                self.0.write()
            }
        }
    };
}

document_id!(
    /// A part of the document: what the user placed, what belongs to it (target group, alarm…), or the
    /// ground that it stands on (VPC, Availability Zone, subnet…).
    PartId
);
document_id!(
    /// A wire between two parts of the document.
    LinkId
);

/// A part of the running simulation by its place in the engine's table: document parts and instances.
/// Bounds: 14 bits, 16,383 parts at a time; places of ended instances are used again.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PartIx(pub u16);

impl PartIx {
    pub const COUNT_MAX: usize = 1 << 14;
    /// No part: forwarded requests that lead nowhere.
    pub const NONE: Self = Self(u16::MAX);

    pub const fn ix(self) -> usize {
        self.0 as usize
    }
}

/// A part that is held over time: by its place, and by how often that place had been given away.
/// Once the part has ended, nothing is found by it, whoever has its place.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Handle {
    pub at: PartIx,
    pub generation: u32,
}

/// An instance as people see it: the part that owns it and its serial number there (`i-3`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct InstanceId {
    /// The Auto Scaling group, or the instance part itself when it stands alone.
    pub owner: PartId,
    /// Counts from 1 inside the owner; never reused in a run.
    pub serial: u32,
}

/// A request in flight. Stale ids are normal: every look-up may answer `None`.
/// Bounds: 24 bits of slot (16 M at a time), 22 bits of generation.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RequestId(u64);

impl RequestId {
    pub const BITS: u32 = 46;
    const SLOT_BITS: u32 = 24;
    pub const SLOTS_MAX: usize = 1 << Self::SLOT_BITS;
    pub const GENERATION_MASK: u32 = (1 << 22) - 1;
    /// No request.
    pub const NONE: Self = Self(u64::MAX);

    pub const fn new(slot: u32, generation: u32) -> Self {
        Self(((generation & Self::GENERATION_MASK) as u64) << Self::SLOT_BITS | slot as u64)
    }

    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }

    pub const fn bits(self) -> u64 {
        self.0
    }

    pub const fn slot(self) -> usize {
        (self.0 & ((1 << Self::SLOT_BITS) - 1)) as usize
    }

    pub const fn generation(self) -> u32 {
        (self.0 >> Self::SLOT_BITS) as u32
    }
}
