//! Scheduled actions: their times as text or seconds, and the start that only says when the next
//! run is.

use super::{Gathered, ImportError, ImportNotice, Params, Scheduled, fields, join, matching, text};
use serde_json::Value;
use swell_core::rules::civil::{UNIX_S_MAX, format_utc, parse_utc};

/// The years in which people schedule, in milliseconds: what is larger than all seconds.
const MS_MIN: f64 = 1e11;

impl Gathered {
    pub(super) fn scheduled(&mut self, path: &str, mut object: Params) {
        let name = text(&object, "ScheduledActionName");
        let arn = text(&object, "ScheduledActionARN");
        let group = text(&object, "AutoScalingGroupName").or_else(|| {
            let arn = arn.as_deref()?;
            matching::group_name(arn).map(str::to_owned)
        });
        // Only what the API prints has these two.
        let is_described = arn.is_some() || object.contains_key("Time");
        if let Some(time) = object.remove("Time") {
            object.entry("StartTime".to_owned()).or_insert(time);
        }
        for field in ["StartTime", "EndTime"] {
            let given = object.get(field);
            let Some(value) = given.filter(|v| !v.is_null() && v.as_str() != Some("")) else {
                continue;
            };
            match time(value) {
                Some(stamp) => {
                    object.insert(field.to_owned(), stamp.into());
                }
                None => {
                    let (path, found) = (join(path, field), value.to_string());
                    self.cleaner
                        .fail(ImportError::TimeUnreadable { path, found });
                }
            }
        }
        if is_described && text(&object, "Recurrence").is_some() {
            let start = object.remove("StartTime");
            if let Some(start) = start.as_ref().and_then(Value::as_str) {
                self.cleaner.notices.push(ImportNotice::NextRunDropped {
                    action: name.clone().unwrap_or_default(),
                    start: start.to_owned(),
                });
            }
        }
        let params = self.cleaner.object(path, object, &fields::SCHEDULED);
        self.scheduled.push(Scheduled {
            name,
            group,
            params,
        });
    }
}

/// A stamp of UTC from a date with a time, or from seconds or milliseconds since 1970, which older
/// tools print as numbers.
fn time(value: &Value) -> Option<String> {
    let seconds = match value {
        Value::String(text) => match parse_utc(text) {
            // Kept as it was written: the offset says where the account's people are.
            Some(_) => return Some(text.clone()),
            None => text.trim().parse().ok()?,
        },
        number => number.as_f64()?,
    };
    let seconds = if seconds.abs() >= MS_MIN {
        seconds / 1_000.0
    } else {
        seconds
    };
    let is_time = (0.0..=UNIX_S_MAX as f64).contains(&seconds);
    is_time.then(|| format_utc(seconds as i64))
}
