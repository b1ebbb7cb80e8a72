//! The words for one kind of part: log group.

use crate::i18n::FieldWords;

pub const NAME: &str = "Log group (CloudWatch Logs)";
pub const HELP: &str = "Where agents send the lines of applications, a stream for each server. A metric filter counts the errors for an alarm, a subscription hands them to a function at once, and Logs Insights asks questions.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "log group cloudwatch logs insights metric filter subscription app log";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "retentionInDays" => FieldWords {
            label: "Retention (days)",
            help: "How long AWS would keep the lines. A run is shorter than a day: nothing is dropped here.",
        },
        "metricFilter" => FieldWords {
            label: "Metric filter on ERROR",
            help: "Counts lines of this level every minute as the metric ErrorCount, and picks them for the subscription.",
        },
        "destinationArn" => FieldWords {
            label: "Subscription: function",
            help: "Gets the error lines as they come and tells people. None: somebody has to look.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "lines" => "lines",
        "errors" => "error lines",
        "handed_on" => "batches to the function",
        "bytes" => "ingested",
        "IncomingLogEvents" => "Lines that came in (IncomingLogEvents)",
        "ErrorCount" => "Error lines (ErrorCount)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "notified" => "{0} error lines handed to {1} at once: somebody is told",
        _ => return None,
    })
}
