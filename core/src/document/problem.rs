//! What is wrong with a file, and where.

use super::field::FieldFault;
use crate::kinds::KindId;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// What is wrong at one place of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    NotJson {
        line: usize,
        column: usize,
        detail: String,
    },
    NotAnObject,
    Missing,
    WrongType {
        expected: &'static str,
    },
    NewerFormat {
        found: u64,
        known: u64,
    },
    DuplicateId {
        id: u32,
    },
    UnknownPart {
        id: u32,
    },
    UnknownWord {
        allowed: Vec<&'static str>,
    },
    CannotBelong {
        allowed: Vec<KindId>,
    },
    IllegalLink {
        protocol: &'static str,
    },
    /// What is there is no frame, or none that may be around this part.
    CannotStandIn {
        id: u32,
    },
    BadTime,
    TooMany {
        limit: usize,
    },
    Field(FieldFault),
    /// A file cannot say it: a number that is none, or two values for one name.
    CannotBeKept,
}

/// A problem and its place, as a JSON path: `parts[3].params.MaxSize`.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub path: String,
    pub kind: ProblemKind,
}

/// English for developers, with the place first; the viewer makes its own words.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path != "$" {
            write!(f, "{}: ", self.path)?;
        }
        self.kind.fmt(f)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The parser's own sentence ends with line and column.
            Self::NotJson { detail, .. } => write!(f, "not JSON: {detail}"),
            Self::NotAnObject => f.write_str("must be an object"),
            Self::Missing => f.write_str("is missing"),
            Self::WrongType { expected } => {
                let article = match *expected {
                    "number" | "list" | "list of ids" => "a ",
                    "id" => "an ",
                    _ => "",
                };
                write!(f, "must be {article}{expected}")
            }
            Self::NewerFormat { found, known } => write!(
                f,
                "format {found} is not known here; the newest known one is {known}"
            ),
            Self::DuplicateId { id } => write!(f, "id {id} is taken already"),
            Self::UnknownPart { id } => write!(f, "there is no part {id}"),
            Self::UnknownWord { allowed } => write!(f, "must be one of {}", allowed.join(", ")),
            Self::CannotBelong { allowed } if allowed.is_empty() => {
                f.write_str("belongs to no other part")
            }
            Self::CannotBelong { allowed } => {
                let words: Vec<&str> = allowed.iter().map(|kind| kind.name()).collect();
                write!(f, "belongs to {} only", words.join(" or "))
            }
            Self::IllegalLink { protocol } => {
                write!(f, "these two parts cannot be joined by {protocol}")
            }
            Self::CannotStandIn { id } => write!(f, "cannot stand in part {id}"),
            Self::BadTime => {
                f.write_str("must be a time with its offset, as 2026-03-02T09:00:00+09:00")
            }
            Self::TooMany { limit } => write!(f, "must be {limit} at the most"),
            Self::Field(fault) => fault.fmt(f),
            Self::CannotBeKept => f.write_str("cannot be kept in a file"),
        }
    }
}
