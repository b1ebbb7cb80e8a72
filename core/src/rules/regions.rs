//! Regions of AWS as places on the globe: where viewers, servers and edge locations are, how far they
//! are from each other, and which of them a distribution uses (spec 1.4, 2.1, 3).

use crate::base::codec::string_enum;
use crate::base::time::Span;
use serde::{Deserialize, Serialize};

/// The Regions that the playground offers. Each stands for its city as well, which has an edge
/// location.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    #[default]
    Seoul,
    Tokyo,
    Singapore,
    Mumbai,
    Sydney,
    Frankfurt,
    Ireland,
    Virginia,
    Oregon,
    SaoPaulo,
    CapeTown,
}

string_enum!(Region {
    Seoul: "ap-northeast-2",
    Tokyo: "ap-northeast-1",
    Singapore: "ap-southeast-1",
    Mumbai: "ap-south-1",
    Sydney: "ap-southeast-2",
    Frankfurt: "eu-central-1",
    Ireland: "eu-west-1",
    Virginia: "us-east-1",
    Oregon: "us-west-2",
    SaoPaulo: "sa-east-1",
    CapeTown: "af-south-1",
});

/// As Route 53 tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Continent {
    Asia,
    Oceania,
    Europe,
    NorthAmerica,
    SouthAmerica,
    Africa,
}

impl Region {
    pub const ALL: [Self; 11] = [
        Self::Seoul,
        Self::Tokyo,
        Self::Singapore,
        Self::Mumbai,
        Self::Sydney,
        Self::Frankfurt,
        Self::Ireland,
        Self::Virginia,
        Self::Oregon,
        Self::SaoPaulo,
        Self::CapeTown,
    ];

    /// Errors: `None` for a code that is not offered.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.as_str() == code)
    }

    /// The country of its city, and the state of it where Route 53 tells states apart.
    /// Basis: documented - ISO 3166.
    pub const fn country(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Seoul => ("KR", None),
            Self::Tokyo => ("JP", None),
            Self::Singapore => ("SG", None),
            Self::Mumbai => ("IN", None),
            Self::Sydney => ("AU", None),
            Self::Frankfurt => ("DE", None),
            Self::Ireland => ("IE", None),
            Self::Virginia => ("US", Some("US-VA")),
            Self::Oregon => ("US", Some("US-OR")),
            Self::SaoPaulo => ("BR", None),
            Self::CapeTown => ("ZA", None),
        }
    }

    pub const fn continent(self) -> Continent {
        match self {
            Self::Seoul | Self::Tokyo | Self::Singapore | Self::Mumbai => Continent::Asia,
            Self::Sydney => Continent::Oceania,
            Self::Frankfurt | Self::Ireland => Continent::Europe,
            Self::Virginia | Self::Oregon => Continent::NorthAmerica,
            Self::SaoPaulo => Continent::SouthAmerica,
            Self::CapeTown => Continent::Africa,
        }
    }
}

impl Continent {
    /// Basis: documented - R53 API, `ContinentCode`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asia => "AS",
            Self::Oceania => "OC",
            Self::Europe => "EU",
            Self::NorthAmerica => "NA",
            Self::SouthAmerica => "SA",
            Self::Africa => "AF",
        }
    }
}

/// Some of the Regions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regions(u16);

impl Regions {
    pub const ALL: Self = Self(u16::MAX);

    pub fn insert(&mut self, region: Region) {
        self.0 |= 1 << region as u8;
    }

    pub const fn contains(self, region: Region) -> bool {
        self.0 & 1 << region as u8 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// From a viewer to the edge location of its city, there and back. Basis: model (spec 1.4).
pub const EDGE_ROUND_TRIP: Span = Span::from_ms(5);

/// There and back between two places. Basis: model (spec 1.4).
pub fn round_trip(from: Region, to: Region) -> Span {
    match (from == to, from.continent() == to.continent()) {
        (true, _) => Span::from_ms(10),
        (false, true) => Span::from_ms(30),
        (false, false) => Span::from_ms(180),
    }
}
