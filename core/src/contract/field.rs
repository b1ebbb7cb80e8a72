//! How parameters are edited and checked, field by field.

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
    Text,
    /// A structure with an editor of its own.
    Structure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    None,
    Seconds,
    Milliseconds,
    Percent,
    PerSecond,
    Instances,
    Users,
    Factor,
    Count,
}

/// One field of a kind's parameters: drives inspector, range check, `SetField` and search.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in the JSON of the parameters; `/` goes into a nested object.
    pub path: &'static str,
    pub kind: FieldKind,
    pub unit: Unit,
}

impl Field {
    pub const fn number(path: &'static str, min: f64, max: f64, unit: Unit) -> Self {
        Self {
            path,
            kind: FieldKind::Number {
                min,
                max,
                is_whole: false,
            },
            unit,
        }
    }

    pub const fn whole(path: &'static str, min: f64, max: f64, unit: Unit) -> Self {
        Self {
            path,
            kind: FieldKind::Number {
                min,
                max,
                is_whole: true,
            },
            unit,
        }
    }

    pub const fn optional(path: &'static str, min: f64, max: f64, unit: Unit) -> Self {
        Self {
            path,
            kind: FieldKind::OptionalNumber {
                min,
                max,
                is_whole: true,
            },
            unit,
        }
    }

    pub const fn toggle(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Bool,
            unit: Unit::None,
        }
    }

    pub const fn choice(path: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            path,
            kind: FieldKind::Choice(names),
            unit: Unit::None,
        }
    }

    pub const fn suggested(path: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            path,
            kind: FieldKind::Suggested(names),
            unit: Unit::None,
        }
    }

    pub const fn metric(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Metric,
            unit: Unit::None,
        }
    }

    pub const fn text(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Text,
            unit: Unit::None,
        }
    }

    pub const fn structure(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Structure,
            unit: Unit::None,
        }
    }
}
