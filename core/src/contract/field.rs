//! How parameters are edited and checked, field by field.

use super::{Owners, Protocol, Unit};
use crate::kinds::KindId;
use core::ops::RangeInclusive;

/// How a field is edited and checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldKind {
    Number {
        min: f64,
        max: f64,
        is_whole: bool,
    },
    /// As a number, but may be absent (`null`).
    OptionalNumber {
        min: f64,
        max: f64,
        is_whole: bool,
    },
    Bool,
    Choice(&'static [&'static str]),
    /// A text that is mostly one of these; what others mean is the kind's to say.
    Suggested(&'static [&'static str]),
    /// A metric, of those of the part that this one belongs to; others are kept as they are.
    Metric,
    /// A type of a table, or another one whose numbers the reader gives.
    Type(&'static [&'static str]),
    Text,
    /// A structure with an editor of its own.
    Structure,
    /// A list of structures, each with these fields.
    Records(&'static [Field]),
    /// The id of another part of the board, or `null`.
    Part(Takes),
    /// Ids of other parts of the board.
    Parts(Takes),
}

/// Which parts a parameter may refer to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Takes {
    Kinds(&'static [KindId]),
    /// Parts that accept it.
    Protocol(Protocol),
    /// Parts that accept any of these.
    AnyOf(&'static [Protocol]),
    /// What filters connections.
    Filters,
    /// What watches a metric of the part that it belongs to.
    Watchers,
}

impl Takes {
    pub fn takes(self, kind: KindId) -> bool {
        match self {
            Self::Kinds(kinds) => kinds.contains(&kind),
            Self::Protocol(protocol) => kind.spec().accepts.contains(&protocol),
            Self::AnyOf(protocols) => {
                let accepts = kind.spec().accepts;
                protocols.iter().any(|protocol| accepts.contains(protocol))
            }
            Self::Filters => kind.is_filter(),
            Self::Watchers => kind.of() == Owners::Publishers,
        }
    }
}

/// The page of the inspector that a field stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Settings,
    Health,
    /// When and how a group scales.
    Policy,
}

/// One field of a kind's parameters: drives inspector, range check, `SetField` and search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Name in the JSON of the parameters; `/` goes into a nested object.
    pub path: &'static str,
    pub kind: FieldKind,
    pub unit: Unit,
    pub section: Section,
    /// Most readers never need to touch it.
    pub is_rare: bool,
    /// A picture beside the fields edits it: it is not listed again.
    pub is_pictured: bool,
}

impl Field {
    const fn new(kind: FieldKind, unit: Unit) -> Self {
        Self {
            path: "",
            kind,
            unit,
            section: Section::Settings,
            is_rare: false,
            is_pictured: false,
        }
    }

    /// The words that it can be set to by choosing.
    pub const fn words(&self) -> Option<&'static [&'static str]> {
        match self.kind {
            FieldKind::Choice(words) | FieldKind::Suggested(words) | FieldKind::Type(words) => {
                Some(words)
            }
            _ => None,
        }
    }

    /// The parts that it may refer to.
    pub const fn takes(&self) -> Option<Takes> {
        match self.kind {
            FieldKind::Part(takes) | FieldKind::Parts(takes) => Some(takes),
            _ => None,
        }
    }

    /// Whether it refers to parts, itself or within the structures that it lists.
    pub fn refers(&self) -> bool {
        match self.kind {
            FieldKind::Records(fields) => fields.iter().any(Self::refers),
            _ => self.takes().is_some(),
        }
    }

    /// A field inside of a structure.
    pub const fn at(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    /// Under the name of its parameter, unless it lies inside of it.
    pub(crate) const fn or_at(self, word: &'static str) -> Self {
        match self.path.is_empty() {
            true => self.at(word),
            false => self,
        }
    }

    pub const fn of_health(mut self) -> Self {
        self.section = Section::Health;
        self
    }

    pub const fn of_policy(mut self) -> Self {
        self.section = Section::Policy;
        self
    }

    pub const fn rare(mut self) -> Self {
        self.is_rare = true;
        self
    }

    pub const fn pictured(mut self) -> Self {
        self.is_pictured = true;
        self
    }
}

/// A number with decimals, bounds included.
pub const fn number(range: RangeInclusive<f64>, unit: Unit) -> Field {
    let (min, max) = (*range.start(), *range.end());
    let is_whole = false;
    Field::new(FieldKind::Number { min, max, is_whole }, unit)
}

pub const fn whole(range: RangeInclusive<f64>, unit: Unit) -> Field {
    let (min, max) = (*range.start(), *range.end());
    let is_whole = true;
    Field::new(FieldKind::Number { min, max, is_whole }, unit)
}

/// A whole number, or none.
pub const fn optional(range: RangeInclusive<f64>, unit: Unit) -> Field {
    let (min, max) = (*range.start(), *range.end());
    let is_whole = true;
    Field::new(FieldKind::OptionalNumber { min, max, is_whole }, unit)
}

pub const fn toggle() -> Field {
    Field::new(FieldKind::Bool, Unit::None)
}

pub const fn choice(words: &'static [&'static str]) -> Field {
    Field::new(FieldKind::Choice(words), Unit::None)
}

pub const fn suggested(words: &'static [&'static str]) -> Field {
    Field::new(FieldKind::Suggested(words), Unit::None)
}

pub const fn type_of(table: &'static [&'static str]) -> Field {
    Field::new(FieldKind::Type(table), Unit::None)
}

/// A metric of the part that this one belongs to.
pub const fn metric() -> Field {
    Field::new(FieldKind::Metric, Unit::None)
}

pub const fn text() -> Field {
    Field::new(FieldKind::Text, Unit::None)
}

pub const fn structure() -> Field {
    Field::new(FieldKind::Structure, Unit::None)
}

/// A list of structures, each with these fields at their paths in it.
pub const fn records(fields: &'static [Field]) -> Field {
    Field::new(FieldKind::Records(fields), Unit::None)
}

pub const fn part(takes: Takes) -> Field {
    Field::new(FieldKind::Part(takes), Unit::None)
}

pub const fn parts(takes: Takes) -> Field {
    Field::new(FieldKind::Parts(takes), Unit::None)
}
