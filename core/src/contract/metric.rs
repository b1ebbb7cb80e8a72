//! The metrics that the kinds of this build publish, by their names.

use crate::kinds::KindId;
use crate::world::metric::Metric;
use alloc::borrow::Cow;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

impl Metric {
    /// All that some kind publishes; those of several kinds come several times.
    pub fn all() -> impl Iterator<Item = Self> {
        KindId::ALL.iter().flat_map(|kind| kind.metrics()).copied()
    }

    /// Errors: `None` for a name that no kind publishes.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|metric| metric.name() == name)
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| D::Error::custom("no such metric"))
    }
}
