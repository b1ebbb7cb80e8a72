//! English: short, imperative where the reader can do something.

use super::{Notice, duration, grouped, list, place, size};
use crate::import::aws_json::{ImportError, ImportNotice, LeftOut, Shape};
use crate::import::content::{Content, Foreign};
use crate::platform::file::FileError;
use crate::platform::link::LinkError;
use crate::platform::options::OptionNotice;
use crate::platform::storage::Kept;
use swell_core::scenario::traffic::{
    Meaning, TrafficError, TrafficNotice, TrafficProblem, ValueForm,
};

const UNITS: [&str; 4] = [" d", " h", " min", " s"];

pub(super) fn text(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Link(error) => link(error),
        Notice::Option(notice) => option(notice),
        Notice::File(error) => file(error),
        Notice::Kept(kept) => kept_text(*kept).to_owned(),
        Notice::TrafficError(error) => traffic_error(error),
        Notice::Traffic(notice) => traffic(notice),
        Notice::ImportError(error) => import_error(error),
        Notice::Import(notice) => import(notice),
        Notice::NotRead(content) => not_aws(*content).to_owned(),
    }
}

fn link(error: &LinkError) -> String {
    match error {
        LinkError::Empty => "The link holds no board.".to_owned(),
        LinkError::VersionMissing => {
            "The link does not say its version. Copy it again from its source.".to_owned()
        }
        LinkError::VersionUnknown { found } => {
            format!(
                "The link has version {found}, which this copy does not know. Open a newer copy."
            )
        }
        LinkError::Base64Invalid { at } => format!(
            "The link was altered or cut at character {}. Copy it again from its source.",
            at + 1
        ),
        LinkError::DeflateInvalid => {
            "The link was altered or cut. Copy it again from its source.".to_owned()
        }
        LinkError::TooLarge { bytes_max } => {
            format!(
                "The board in the link is larger than {}. Open it as a file.",
                size(*bytes_max)
            )
        }
        LinkError::NotUtf8 { at } => {
            format!(
                "The board in the link is not text (byte {}). Copy it again.",
                at + 1
            )
        }
        LinkError::PresetInvalid { found } => format!("There is no ready-made board \"{found}\"."),
    }
}

fn option(notice: &OptionNotice) -> String {
    let (name, accepts) = (notice.key.name(), notice.key.accepts());
    format!(
        "\"{}\" is not a value for \"{name}\" and was left out. It takes: {accepts}.",
        notice.found
    )
}

fn file(error: &FileError) -> String {
    match error {
        FileError::KindUnknown { name } => {
            format!("Open a .json board, AWS CLI JSON or a .csv of traffic. Not understood: {name}")
        }
        FileError::TooLarge { name, bytes_max } => {
            format!("{name} is larger than {}.", size(*bytes_max as usize))
        }
        FileError::Several { count } => format!("{count} files at once. Drop one."),
        FileError::Unreadable { name } if name.is_empty() => {
            "This cannot be read as a file.".to_owned()
        }
        FileError::Unreadable { name } => format!("The browser could not read {name}."),
        FileError::NotSaved => {
            "This page may not download files. Copy the text instead.".to_owned()
        }
    }
}

fn kept_text(kept: Kept) -> &'static str {
    match kept {
        Kept::Stored => "Draft saved in this browser.",
        Kept::NotAllowed => "This page may not keep drafts. Save a file to be safe.",
        Kept::Full => "The browser's storage is full: the draft was not saved. Save a file.",
    }
}

fn traffic_error(error: &TrafficError) -> String {
    let problem = match &error.problem {
        TrafficProblem::NoRows => {
            return "No row holds a time and a number. Expected seconds,rps or timestamp,count."
                .to_owned();
        }
        TrafficProblem::TooManyBytes { bytes_max } => {
            return format!("The file is larger than {}.", size(*bytes_max));
        }
        TrafficProblem::TooManyRows { rows_max } => {
            format!("more than {} rows", grouped(*rows_max))
        }
        TrafficProblem::ColumnMissing { cell } => format!("the row ends before column {cell}"),
        TrafficProblem::NotATime { found } => format!(
            "\"{found}\" is not a time; expected seconds, 2026-03-02 09:00:00 or epoch seconds"
        ),
        TrafficProblem::NotANumber { found } => format!("\"{found}\" is not a number"),
        TrafficProblem::Negative { found } => format!("{found} is below zero"),
        TrafficProblem::TimeFormChanged { found } => {
            format!("\"{found}\" mixes seconds with dates")
        }
        TrafficProblem::TimeWentBack { found } => {
            format!("{found} s lies before the row above; seconds must not decrease")
        }
        TrafficProblem::QuoteNotClosed => "a quote is never closed".to_owned(),
        TrafficProblem::IntervalUnknown => {
            "one count alone has no interval to divide by; add a second row".to_owned()
        }
        TrafficProblem::NotRequests { name, meaning } => {
            let what = meaning_words(*meaning);
            return match name.is_empty() {
                true => format!("The numbers are {what}, not requests."),
                false => format!("\"{name}\" is {what}, not a number of requests."),
            };
        }
        TrafficProblem::Unclear { name } => {
            return format!(
                "Nothing says what \"{name}\" counts. Say what it is, or name its column count or rps."
            );
        }
        TrafficProblem::SeveralSeries { names } => {
            return format!(
                "Several series, and not plainly parts of one total: {}. Choose one, or add all.",
                list(names)
            );
        }
        TrafficProblem::SeriesApart { names } => {
            return format!(
                "Several series whose times differ, so they cannot be added: {}. Choose one.",
                list(names)
            );
        }
        TrafficProblem::NeedsSum { name, statistic } => {
            return format!("The {statistic} of {name} does not count requests; export its Sum.");
        }
        TrafficProblem::NotJson => "this is no JSON".to_owned(),
        TrafficProblem::JsonUnknown => {
            return "There is no metric over time in this JSON. Known: get-metric-statistics, get-metric-data, Prometheus, Datadog, Artillery, k6.".to_owned();
        }
    };
    if error.line == 0 {
        return format!("In this JSON {problem}.");
    }
    format!("Line {}, column {}: {problem}.", error.line, error.column)
}

/// What numbers are that are no requests.
fn meaning_words(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Duration => "a length of time",
        Meaning::Bytes => "an amount of data",
        Meaning::Percent => "a percentage",
        Meaning::Code => "a code",
        Meaning::Level => "a number of users, hosts or connections at a time",
        Meaning::PerTarget => "the share of one target",
        Meaning::Errors => "a count of errors alone",
        Meaning::Status { .. } => "the answers of one class of status alone",
        Meaning::Rate { .. } | Meaning::Count | Meaning::Neutral | Meaning::Unknown => {
            "something else"
        }
    }
}

fn traffic(notice: &TrafficNotice) -> String {
    match notice {
        TrafficNotice::Sorted => "The rows were not in order of time and were sorted.".to_owned(),
        TrafficNotice::Gap {
            line: 0,
            length_s,
            usual_s,
            ..
        } => format!(
            "A gap of {} (usual: {}): the last rate holds.",
            duration(*length_s, UNITS),
            duration(*usual_s, UNITS)
        ),
        TrafficNotice::Gap {
            line,
            length_s,
            usual_s,
            ..
        } => format!(
            "A gap of {} after line {line} (usual: {}): the last rate holds.",
            duration(*length_s, UNITS),
            duration(*usual_s, UNITS)
        ),
        TrafficNotice::MoreGaps { count } => format!("Further gaps: {count}."),
        TrafficNotice::DuplicateTime { line: 0, count } => {
            format!("Points with a time that stands there already: {count}. The last one counts.")
        }
        TrafficNotice::ValueMissing { line: 0, count } => {
            format!("Points without a value: {count}. The last rate holds.")
        }
        TrafficNotice::DuplicateTime { line, count } => format!(
            "Rows with a time that stands there already: {count}, the first in line {line}. The last one counts."
        ),
        TrafficNotice::ValueMissing { line, count } => {
            format!("Rows without a value: {count}, the first in line {line}. The last rate holds.")
        }
        TrafficNotice::ColumnsIgnored { used, ignored, .. } => {
            format!("Column {used} was read; other columns of numbers left out: {ignored}.")
        }
        TrafficNotice::HeaderSkipped { lines } => format!("Header lines skipped: {lines}."),
        TrafficNotice::ZoneAssumedUtc => "The times name no zone and were read as UTC.".to_owned(),
        TrafficNotice::CountsDivided { usual_s } => format!(
            "Counts were divided by their interval (usually {}) to get requests per second.",
            duration(*usual_s, UNITS)
        ),
        TrafficNotice::RequestsCounted { requests, step_s } => format!(
            "One row per request: {} requests, counted in steps of {}.",
            grouped(*requests as usize),
            duration(*step_s, UNITS)
        ),
        TrafficNotice::SeriesAdded { names } => {
            format!("Series added as parts of one total: {}.", list(names))
        }
        TrafficNotice::SeriesLeftOut { names } => {
            format!(
                "Left out, as no requests or counted already: {}.",
                list(names)
            )
        }
        TrafficNotice::SeriesTotal { name } => {
            format!("The rows of \"{name}\" are the total; its parts were left out.")
        }
        TrafficNotice::MeaningAssumed { name, form } => match form {
            ValueForm::Rate => format!("\"{name}\" does not say it: read as requests per second."),
            _ => format!("\"{name}\" does not say it: read as requests in each interval."),
        },
        TrafficNotice::RunningTotal => {
            "The values are a running total: what they rise by was read.".to_owned()
        }
        TrafficNotice::LinesSkipped { line, count } => {
            format!("Lines of another form left out: {count}, the first is line {line}.")
        }
        TrafficNotice::TransactionsLeftOut { line, count } => format!(
            "Rows of whole transactions left out: {count}, the first is line {line}. Their requests have rows of their own."
        ),
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Null => "null",
        Shape::Flag => "true or false",
        Shape::Whole => "a whole number",
        Shape::Number => "a number",
        Shape::Text => "a text",
        Shape::List => "a list",
        Shape::Object => "an object",
    }
}

fn import_error(error: &ImportError) -> String {
    match error {
        ImportError::Empty => "Nothing was pasted.".to_owned(),
        ImportError::TooLarge { bytes_max } => {
            format!("The text is larger than {}.", size(*bytes_max))
        }
        ImportError::Syntax { line, column } => {
            format!(
                "Line {line}, column {column}: this is not JSON. Run the command with --output json."
            )
        }
        ImportError::CutOff { line, column } => {
            format!("Line {line}, column {column}: the JSON ends too early. Copy all of it.")
        }
        ImportError::NotRecognised { path, keys } => format!(
            "Neither a board nor a scaling policy, alarm, scheduled action or group at {} ({}). Use the output of describe-policies, describe-alarms, describe-scheduled-actions or describe-auto-scaling-groups.",
            place(path, "the top"),
            keys.join(", ")
        ),
        ImportError::WrongType {
            path,
            expected,
            found,
        } => {
            format!(
                "{}: expected {}, found {}.",
                place(path, "The text"),
                shape(*expected),
                shape(*found)
            )
        }
        ImportError::PolicyTypeUnknown { path, found } => format!(
            "{path}: \"{found}\" is none of SimpleScaling, StepScaling, TargetTrackingScaling, PredictiveScaling."
        ),
        ImportError::TimeUnreadable { path, found } => format!(
            "{path}: {found} is no time. Use a date with a time, such as 2026-03-02T09:00:00Z, or seconds since 1970."
        ),
        ImportError::NotAws { content } => not_aws(*content).to_owned(),
        ImportError::OtherService { name, service } => format!(
            "{}: {} belongs to another service. The playground scales EC2 Auto Scaling groups only, so there is nothing to import.",
            place(service, "Application Auto Scaling"),
            place(name, "this")
        ),
        ImportError::OtherOutput { key } => format!(
            "{key}: the output of another command, not read yet. Paste describe-policies, describe-alarms, describe-scheduled-actions or describe-auto-scaling-groups."
        ),
    }
}

fn import(notice: &ImportNotice) -> String {
    match notice {
        ImportNotice::AlarmMissing { policy, alarm } => format!(
            "Policy {policy} is invoked by alarm {alarm}, whose threshold is not in here. Paste the output of describe-alarms as well."
        ),
        ImportNotice::PolicyWithoutAlarm { policy } => {
            format!("No alarm invokes policy {policy}. Add one, or it never acts.")
        }
        ImportNotice::PolicyMissing { alarm, policy } => {
            format!("Alarm {alarm} invokes policy {policy}, which is not in here.")
        }
        ImportNotice::ActionDropped { alarm, service } => {
            format!("Alarm {alarm}: an action of {service} was left out; the playground has none.")
        }
        ImportNotice::OtherStateDropped { alarm, policy } => format!(
            "Alarm {alarm}: an alarm invokes policies in the state ALARM alone here, so {policy} was left out of its other states."
        ),
        ImportNotice::TrackingAlarmSkipped { alarm } => {
            format!("Alarm {alarm} was left out: target tracking makes its own.")
        }
        ImportNotice::CompositeAlarmsSkipped { count } => {
            format!("Composite alarms left out: {count}.")
        }
        ImportNotice::FieldUnknown { path } => {
            format!("{path} is not known here and was left out; the rest was read.")
        }
        ImportNotice::PolicyTypeAssumed { path, kind } => {
            format!(
                "{path} is missing. The API takes {} then, whatever the other fields are for.",
                kind.as_str()
            )
        }
        ImportNotice::OtherService { name, service } => format!(
            "{}: left out, it belongs to another service ({}).",
            place(name, "A setting"),
            place(service, "Application Auto Scaling")
        ),
        ImportNotice::NextRunDropped { action, start } => format!(
            "Scheduled action {action}: its start {start} was left out. For a recurring action the output shows the next run there; here it runs by its recurrence from the first day on."
        ),
        ImportNotice::AlarmLeftOut { alarm, metric, why } => {
            format!("Alarm {alarm} was left out: {}", left_out(metric, *why))
        }
        ImportNotice::AlarmOfOnly {
            alarm,
            resource,
            part,
        } => format!(
            "Alarm {alarm} watches {resource} in its account; here it watches {part}, the part of this kind on the board."
        ),
        ImportNotice::PolicyLostAlarm { policy, alarm } => format!(
            "Policy {policy} was imported without its alarm {alarm}, so nothing invokes it. Add an alarm on a metric of this board."
        ),
        ImportNotice::PolicyMetricForeign { policy, metric } => format!(
            "{} follows {metric}, which nobody on the board publishes. It was imported and will not act until you choose another metric.",
            a_policy(policy)
        ),
        ImportNotice::PolicyMathLeftOut { policy } => format!(
            "{} was left out: it follows an expression over several metrics (metric math), which is not read yet.",
            a_policy(policy)
        ),
        ImportNotice::PredictiveLeftOut { policy } => {
            let policy = a_policy(policy);
            format!("{policy} was left out: predictive scaling does not run in this playground.")
        }
        ImportNotice::ScheduleIsPast { action, at, begins } => format!(
            "Scheduled action {action} never runs here: its time {at} lies before the board begins ({begins}). Change its times to see it."
        ),
        ImportNotice::ScheduleIsFar { action, at, days } => format!(
            "Scheduled action {action} first runs at {at}, {days} days after the board begins. Bring its start forward to see it."
        ),
        ImportNotice::GroupLeftOut { group } => {
            format!("Group {group} was left out, as you chose.")
        }
    }
}

/// Why an alarm stays out, with the metric by name.
fn left_out(metric: &str, why: LeftOut) -> String {
    match why {
        LeftOut::NotOnBoard => format!("nobody on the board publishes {metric}."),
        LeftOut::Ambiguous => {
            format!("several parts of the board could be meant by {metric}.")
        }
        LeftOut::GroupLeftOut => "its group was left out.".to_owned(),
        LeftOut::MetricMath => {
            format!("metric math is not read yet ({metric}).")
        }
        LeftOut::AnomalyBand => {
            format!("anomaly detection does not run in this playground ({metric}).")
        }
        LeftOut::Statistic => {
            format!("its statistic is not read yet ({metric}). Averages, sums and percentiles are.")
        }
        LeftOut::NoMetric => "it names no metric.".to_owned(),
    }
}

/// What was pasted or dropped instead of settings of the AWS CLI.
fn not_aws(content: Content) -> &'static str {
    match content {
        Content::Board => "This is a saved board. Open it as a file, or drop it on the page.",
        Content::MetricJson => {
            "These are datapoints of a metric. Drop them on the page as a file and they become traffic."
        }
        Content::Table => "This is a table. Drop it on the page as a file and it becomes traffic.",
        Content::Foreign(Foreign::Terraform) => {
            "This is Terraform, not read yet. Paste what the AWS CLI prints for the same group: describe-policies and describe-alarms with --output json."
        }
        Content::Foreign(Foreign::CloudFormation) => {
            "This is CloudFormation, not read yet. Paste what the AWS CLI prints for the same group: describe-policies and describe-alarms with --output json."
        }
        Content::Foreign(Foreign::Yaml) => {
            "This is YAML, not read yet. Run the command again with --output json."
        }
        Content::Foreign(Foreign::Html) => {
            "This is a web page, not read yet. Save the data itself, as JSON or CSV."
        }
        Content::Foreign(Foreign::Xml) => "This is XML, not read yet. Save it as JSON or CSV.",
        Content::AwsJson | Content::Unknown => {
            "This is neither a board, nor AWS JSON, nor traffic."
        }
    }
}

/// A policy by its name; the file of a configuration has none.
fn a_policy(name: &str) -> String {
    match name.is_empty() {
        true => "The policy".to_owned(),
        false => format!("Policy {name}"),
    }
}
