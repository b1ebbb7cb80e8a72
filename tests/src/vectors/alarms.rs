//! Operations of `alarms`.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::rules::alarm::{self, AlarmState, Statistic, TreatMissingData};
use swell_core::rules::lifecycle::LifecycleState::Terminated;
use swell_core::rules::summary::{Summary, summarise};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "alarm_state" => {
            let points = given.strings("datapoints");
            let point = |text: &&str| match *text {
                "X" => Some(true),
                "0" => Some(false),
                _ => None,
            };
            let window: Vec<Option<bool>> = points.iter().map(point).collect();
            let previous = given.opt_read("previous").unwrap_or_default();
            json!({"state": evaluate(given, &window, previous).as_str()})
        }
        "breach" => json!({"breaching": breaches(given, given.f64("value"))}),
        "alarm_timeline" => timeline(given),
        "aggregate" => {
            let samples = given.numbers("samples").into_iter().map(Summary::of);
            let value = summarise(samples).map(|all| all.value(given.read("statistic")));
            json!({"value": value})
        }
        "group_metric" => {
            let warmup = Span::from_s_f64(given.opt_f64("warmup_s").unwrap_or(0.0));
            let sample = |instance: Arguments<'_>| {
                let state = instance.opt_read("state").unwrap_or(Terminated);
                let in_service = instance.opt_f64("in_service_s").unwrap_or(0.0);
                let counts = alarm::counts_in_group(state, Span::from_s_f64(in_service), warmup);
                instance.opt_f64("cpu").filter(|_| counts).map(Summary::of)
            };
            let metric = alarm::group_metric(given.objects("instances").filter_map(sample));
            let value = |(_, samples): &(u32, Summary)| samples.value(Statistic::Average);
            json!({"count": metric.as_ref().map_or(0, |m| m.0), "value": metric.as_ref().map(value)})
        }
        _ => return None,
    })
}

fn evaluate(given: &Arguments<'_>, window: &[Option<bool>], previous: AlarmState) -> AlarmState {
    let periods = given.u32("evaluation_periods");
    let needed = given.opt_u32("datapoints_to_alarm").unwrap_or(periods);
    let treat: TreatMissingData = given.opt_read("treat_missing_data").unwrap_or_default();
    alarm::evaluate(window, periods, needed, treat, previous).state
}

fn breaches(given: &Arguments<'_>, value: f64) -> bool {
    alarm::breaches(given.read("comparison"), given.f64("threshold"), value)
}

fn timeline(given: &Arguments<'_>) -> Value {
    let range = given
        .opt_u32("evaluation_range")
        .unwrap_or_else(|| alarm::evaluation_range(given.u32("evaluation_periods")));
    let mut window = vec![None; range as usize];
    let mut state: AlarmState = given.opt_read("initial").unwrap_or_default();
    let (mut states, mut action_indices) = (Vec::new(), Vec::new());
    for (index, value) in given.list("values").iter().enumerate() {
        window.push(value.as_f64().map(|value| breaches(given, value)));
        window.remove(0);
        state = evaluate(given, &window, state);
        states.push(state.as_str());
        if state == AlarmState::Alarm {
            action_indices.push(index);
        }
    }
    json!({"states": states, "action_indices": action_indices})
}
