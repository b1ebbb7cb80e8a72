//! What is odd or wrong in a drawing, an edit or a file, in English.

mod codes;
mod problems;

use super::kinds::field;
use crate::i18n::format::number;
use crate::i18n::listed;
pub use codes::code;
pub use problems::problem;
use swell_core::base::id::PartId;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::EditError;
use swell_core::document::field::FieldFault;
use swell_core::rules::network::{Leg, Reach};

pub fn issue(what: &IssueWhat) -> String {
    match what {
        IssueWhat::Error(code) => codes::code(*code),
        IssueWhat::Warning(warning) => codes::warning(*warning),
        IssueWhat::LeadsNowhere => {
            "Requests end here. Draw a wire from it to the part that should take them."
        }
        IssueWhat::NoAlarmInvokes => {
            "No alarm invokes this policy. Step and simple policies need one, or they never act."
        }
        IssueWhat::ReferenceMissing => {
            "It refers to a part that is not there. Choose one of this board, or it does nothing."
        }
        IssueWhat::OtherModel => {
            "The board was made with other rules of the model. It runs with this copy's, so times and numbers may differ."
        }
        IssueWhat::UnknownKind => {
            "This copy does not know this kind of part. It is kept as it is and does nothing."
        }
        IssueWhat::LinkedTwice => {
            "Two wires lead to the same part. One carries everything, so remove the other."
        }
        IssueWhat::NotSimulated => {
            "AWS takes this, but nobody publishes it here. Choose a metric of the group, of its target group or balancer, with a period of 60 s."
        }
        IssueWhat::NeverPublished => {
            "This part never publishes a metric of that name, so the alarm stays without data. Choose one of its own metrics."
        }
        IssueWhat::Unreachable { by, .. } => return unreachable(*by),
        IssueWhat::OwnType => {
            "Not in the table of types, so vCPUs, memory and price are your own numbers. Set them in the fields below."
        }
    }
    .to_owned()
}

/// Why nobody comes by a wire. What is dropped is never answered.
fn unreachable(by: Reach) -> String {
    let why = match by {
        Reach::Open { .. } => return String::new(),
        Reach::NoRoute => "no route leads here from its other end".to_owned(),
        Reach::NoGroupRule { is_far: true } => {
            "no inbound rule of this part's security groups lets its other end in".to_owned()
        }
        Reach::NoGroupRule { is_far: false } => {
            "no outbound rule of its other end's security groups lets that out".to_owned()
        }
        Reach::Acl { leg, by, .. } => {
            let rule = by.map_or_else(|| "*".to_owned(), |number| number.to_string());
            let what = match leg {
                Leg::Request => "requests",
                Leg::Answer => "answers",
            };
            format!("rule {rule} of a network ACL denies the {what}")
        }
    };
    format!("A wire leads here, but {why}. Connections time out.")
}

pub fn edit_error(error: &EditError, name: &dyn Fn(PartId) -> String) -> String {
    match error {
        EditError::NoSuchPart { id } => {
            format!(
                "{}: not on the board any more, or of a kind that cannot be edited.",
                name(*id)
            )
        }
        EditError::Field {
            part,
            kind,
            path,
            fault,
        } => {
            let api_name = path.rsplit('/').next().unwrap_or(path);
            let label = field(*kind, path).map_or_else(
                || api_name.to_owned(),
                |words| format!("{} ({api_name})", words.label),
            );
            format!("{} · {label}: {}", name(*part), field_fault(fault))
        }
        EditError::IllegalLink { from, to } => format!(
            "{} → {}: these two cannot be wired. The second does not take what the first sends.",
            name(*from),
            name(*to)
        ),
        EditError::AlreadyLinked { from, to } => format!(
            "{} → {}: already wired. One wire carries everything.",
            name(*from),
            name(*to)
        ),
        EditError::IdTaken { id } => format!(
            "The number {id} is taken. Each zone, part and wire needs its own, because wires refer to it."
        ),
        EditError::TooMany { limit } => format!(
            "The board is full. It holds up to {limit} of these, so that it stays fast.",
            limit = number(*limit as f64, 0)
        ),
        EditError::Refused { id, of, path, kind } => {
            let place = id.map(|id| name(PartId(id)));
            let field = of.and_then(|of| field(of, path));
            let field = field.map(|words| format!("{} ({path})", words.label));
            let field = field.or_else(|| (!path.is_empty()).then(|| path.clone()));
            let places: Vec<String> = place.into_iter().chain(field).collect();
            format!("{}: {}", places.join(" · "), problems::text(kind))
        }
    }
}

pub fn field_fault(fault: &FieldFault) -> String {
    match fault {
        FieldFault::UnknownField => {
            "The part has no field of this name, so nothing was changed.".to_owned()
        }
        FieldFault::NotANumber => "Not a number. Use digits, such as 30 or 0.5.".to_owned(),
        FieldFault::NotWhole => {
            "Not a whole number. Only whole steps count here, such as 2.".to_owned()
        }
        // A limit that only says "finite" is none to tell.
        FieldFault::OutOfRange { min, max } if *max >= 1e12 => format!(
            "Out of range. Use {} or more; AWS or the model takes nothing else.",
            number(*min, 4)
        ),
        FieldFault::OutOfRange { min, max } => format!(
            "Out of range. Use {} to {}; AWS or the model takes nothing else.",
            number(*min, 4),
            number(*max, 4)
        ),
        FieldFault::NotABool => "Neither on nor off. Use true or false.".to_owned(),
        FieldFault::NotText => "Not a text. In a file it stands in quotes.".to_owned(),
FieldFault::TooLong { chars } => format!(
            "Too long. It takes up to {} characters.",
            number(*chars as f64, 0)
        ),
        FieldFault::ControlCharacter => {
            "It holds a line break, a tab or another character that cannot be read. Write it in one line.".to_owned()
        }
        FieldFault::NotOneOf { words } => {
            format!("Not a choice here. Use one of: {}", listed(words))
        }
        FieldFault::WrongForm { detail } => {
            format!("It does not have the form that this field needs: {detail}")
        }
    }
}
