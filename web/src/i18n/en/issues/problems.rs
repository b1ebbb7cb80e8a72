//! What is wrong at one place of a file, in English.

use super::field_fault;
use crate::i18n::format::number;
use crate::i18n::{json_detail, listed};
use swell_core::document::problem::{Problem, ProblemKind};

/// The problem behind its JSON path.
pub fn problem(problem: &Problem) -> String {
    let place = match problem.path.as_str() {
        "$" => "File",
        path => path,
    };
    format!("{place}: {}", text(&problem.kind))
}

pub fn text(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::NotJson {
            line,
            column,
            detail,
        } => format!(
            "Not valid JSON at line {line}, column {column}: {}",
            json_detail(detail)
        ),
        ProblemKind::NotAnObject => {
            "Not an object. It takes names and values in braces, { … }.".to_owned()
        }
        ProblemKind::Missing => "Missing. The board cannot be read without it.".to_owned(),
        ProblemKind::WrongType { expected } => {
            format!(
                "The wrong kind of value. Expected: {}",
                expected_text(expected)
            )
        }
        ProblemKind::NewerFormat { found: 0, known } => {
            format!("Format 0 does not exist. This copy reads 1 to {known}.")
        }
        ProblemKind::NewerFormat { found, known } => format!(
            "Made by a newer Swell (format {found}). This copy reads up to {known}; reload the page to get the newest."
        ),
        ProblemKind::DuplicateId { id } => format!(
            "The number {id} stands there twice. Each zone, part and wire needs its own, because wires refer to it."
        ),
        ProblemKind::UnknownPart { id } => {
            format!("There is no part {id}. Use the id of a part of this file.")
        }
        ProblemKind::UnknownWord { allowed } => {
            format!("An unknown word. Use one of: {}", listed(allowed))
        }
        ProblemKind::CannotBelong { allowed } if allowed.is_empty() => {
            "It cannot belong to another part. Leave it out: this kind stands by itself.".to_owned()
        }
        ProblemKind::CannotBelong { allowed } => {
            let words: Vec<&str> = allowed.iter().map(|kind| kind.name()).collect();
            format!(
                "It cannot belong to this part. It belongs to: {}",
                listed(&words)
            )
        }
        ProblemKind::IllegalLink { protocol } => format!(
            "These two cannot be wired with {protocol}. The first must send it and the second take it."
        ),
        ProblemKind::CannotStandIn { id } => {
            format!(
                "It cannot stand in part {id}. Frames nest as region, VPC, Availability Zone, subnet."
            )
        }
        ProblemKind::BadTime => {
            "Not a time. Write it with its zone, such as 2026-03-02T09:00:00+09:00.".to_owned()
        }
        ProblemKind::TooMany { limit } => format!(
            "Too many entries. It takes up to {limit}, so that the board stays fast.",
            limit = number(*limit as f64, 0)
        ),
        ProblemKind::Field(fault) => field_fault(fault),
        ProblemKind::CannotBeKept => {
            "A file cannot hold this value: a number that is none, or two values for one name."
                .to_owned()
        }
    }
}

fn expected_text(expected: &str) -> &str {
    match expected {
        "number" => "a number from 0 up",
        "text" => "a text in quotes",
        "list" => "a list, [ … ]",
        "id" => "a whole number from 1 up",
        "list of ids" => "a list of whole numbers, such as [3, 7]",
        other => other,
    }
}
