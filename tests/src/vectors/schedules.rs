//! Operations of `schedules`.

use serde_json::{Value, json};
use swell_core::rules::capacity::GroupSizes;
use swell_core::rules::civil::{format_utc, parse_utc};
use swell_core::rules::schedule::{Cron, Schedule, SizeChange, scheduled_apply};
use swell_core::rules::time_zone::TimeZone;
use swell_core::rules::validate::Code;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "cron_next" => times(given, "after").unwrap_or_else(error),
        "schedule_times" => times(given, "now").unwrap_or_else(error),
        "scheduled_apply" => apply(given).unwrap_or_else(error),
        _ => return None,
    })
}

fn error(code: Code) -> Value {
    json!({"error": code.as_str()})
}

fn times(given: &Arguments<'_>, from: &str) -> Result<Value, Code> {
    let stamp = |name| {
        given
            .opt_str(name)
            .map(|text| parse_utc(text).expect("a UTC stamp"))
    };
    let cron = given.opt_str("cron").map(Cron::parse);
    let schedule = Schedule {
        cron: cron.transpose().map_err(|_| Code::SchedCronBad)?,
        zone: match given.opt_str("time_zone") {
            Some(name) => TimeZone::named(name).ok_or(Code::SchedTz)?,
            None => TimeZone::UTC,
        },
        start: stamp("start"),
        end: stamp("end"),
    };
    let now = stamp(from).expect("a UTC stamp");
    let first = schedule.first(now);
    let runs = std::iter::successors(first, |&run| schedule.next_after(run));
    let utc: Vec<String> = runs
        .take(given.u32("count") as usize)
        .map(format_utc)
        .collect();
    Ok(json!({"utc": utc}))
}

fn apply(given: &Arguments<'_>) -> Result<Value, Code> {
    let group = Arguments::new(given.get("group").expect("a group"));
    let action = Arguments::new(given.get("action").expect("an action"));
    let group = GroupSizes {
        min: group.u32("min"),
        max: group.u32("max"),
        desired: group.u32("desired"),
    };
    let change = SizeChange {
        min: action.opt_u32("min"),
        max: action.opt_u32("max"),
        desired: action.opt_u32("desired"),
    };
    let sizes = scheduled_apply(group, change)?;
    Ok(json!({"min": sizes.min, "max": sizes.max, "desired": sizes.desired}))
}
