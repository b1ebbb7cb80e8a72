//! The metrics that the kinds of this build publish, by their names, and how CloudWatch tells the
//! parts apart that they are of.

use crate::base::id::PartId;
use crate::kinds::KindId;
use crate::world::metric::Metric;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
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

/// The dimension by which CloudWatch knows a part of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimension {
    pub name: &'static str,
    /// What the end of an ARN begins with, as in `app/NAME/ID`; empty: the value is the name alone.
    arn_prefix: &'static str,
    /// A second dimension that all metrics of the kind have, and its one value.
    pub fixed: Option<(&'static str, &'static str)>,
    /// Its metrics are its own alone: CloudWatch tells none of what belongs to it apart.
    pub is_whole: bool,
}

impl Dimension {
    /// Its value is the name of the part.
    pub const fn of_name(name: &'static str) -> Self {
        Self::of_arn(name, "")
    }

    /// Its value is the end of an ARN.
    pub const fn of_arn(name: &'static str, arn_prefix: &'static str) -> Self {
        Self {
            name,
            arn_prefix,
            fixed: None,
            is_whole: false,
        }
    }

    /// With a second dimension that has always this value.
    pub const fn with(self, name: &'static str, value: &'static str) -> Self {
        let fixed = Some((name, value));
        Self { fixed, ..self }
    }

    /// What belongs to the part has no dimension of its own.
    pub const fn whole(self) -> Self {
        Self {
            is_whole: true,
            ..self
        }
    }

    /// Its value for a part. The number is ours: AWS draws one that means nothing to others.
    pub fn value(self, name: &str, id: PartId) -> String {
        match self.arn_prefix {
            "" => String::from(name),
            prefix => format!("{prefix}/{name}/{:016x}", id.0),
        }
    }

    /// The name of the part that a value is of, which may have been written as the name alone.
    pub fn name_in(self, value: &str) -> &str {
        let name = match self.arn_prefix {
            "" => None,
            _ => value.split('/').nth(1),
        };
        name.unwrap_or(value)
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| D::Error::custom("no such metric"))
    }
}
