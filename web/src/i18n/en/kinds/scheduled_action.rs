//! The words for one kind of part: scheduled action.

use crate::i18n::FieldWords;

pub const NAME: &str = "Scheduled action";
pub const HELP: &str = "Changes the capacity at a set time.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "scheduled action cron";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Recurrence" => FieldWords {
            label: "Recurrence (cron)",
            help: "Minute, hour, day, month, weekday: 0 9 * * 1-5 is 9:00 on weekdays.",
        },
        "TimeZone" => FieldWords {
            label: "Time zone",
            help: "The clock of the cron, such as Asia/Seoul; daylight saving is followed.",
        },
        "StartTime" => FieldWords {
            label: "Start",
            help: "First run, in UTC and in the future; the cron goes on from there.",
        },
        "EndTime" => FieldWords {
            label: "End",
            help: "No run after this; the sizes stay until another action sets them.",
        },
        "MinSize" => FieldWords {
            label: "Minimum",
            help: "The group never gets smaller; a higher one costs more and absorbs more.",
        },
        "MaxSize" => FieldWords {
            label: "Maximum",
            help: "The group never gets larger, whatever a policy wants.",
        },
        "DesiredCapacity" => FieldWords {
            label: "Desired",
            help: "How many servers the group tries to have; policies move it.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
