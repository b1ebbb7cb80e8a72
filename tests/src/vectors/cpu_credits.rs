//! Operations of `cpu_credits`.

use serde_json::{Value, json};
use swell_core::rules::credits::{self, Account, CpuCredits};
use swell_core::rules::instance_type::{InstanceType, instance_type};
use swell_core::theory::credits as theory;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    let kind = || instance_type(given.str("instance_type")).expect("a type on offer");
    Some(match op {
        "credit_rates" => rates(kind()),
        "credit_timeline" => timeline(kind(), given),
        "credit_minutes_to_empty" => {
            let (earned, cpu) = (given.f64("earned_credits"), given.f64("cpu_percent"));
            json!({"minutes": theory::minutes_to_empty(kind(), earned, cpu)})
        }
        "credit_breakeven" => {
            let (burst, fixed) = (given.f64("burst_price"), given.f64("fixed_price"));
            let baseline = given.f64("baseline_percent");
            let percent = theory::breakeven_percent(given.u32("vcpus"), burst, fixed, baseline);
            json!({"breakeven_cpu_percent": percent})
        }
        "credit_surplus_cost" => {
            json!({"usd": credits::surplus_usd(given.f64("surplus_credits"))})
        }
        _ => return None,
    })
}

fn rates(kind: &InstanceType) -> Value {
    let credits = kind.credits.expect("burstable");
    json!({
        "vcpus": kind.vcpus,
        "earned_per_hour": credits.per_hour,
        "max_earned": credits.max,
        "baseline_percent": credits.baseline_percent,
        "launch_credits_standard": credits::launch_credits(kind),
    })
}

fn timeline(kind: &InstanceType, given: &Arguments<'_>) -> Value {
    let mode = match given.str("mode") {
        "unlimited" => CpuCredits::Unlimited,
        _ => CpuCredits::Standard,
    };
    let mut account = Account::new(kind, mode).expect("burstable");
    account.launch = given.f64("launch_credits");
    account.earned = given.f64("initial_earned");
    let ends: Vec<(Account, f64)> = given
        .objects("segments")
        .map(|segment| {
            let minutes = segment.f64("hours") * 60.0;
            let delivered = account.pass(minutes, segment.f64("cpu_percent"));
            (account, delivered)
        })
        .collect();
    let each = |value: fn(&(Account, f64)) -> f64| ends.iter().map(value).collect::<Vec<f64>>();
    json!({
        "balance": each(|(account, _)| account.balance()),
        "surplus": each(|(account, _)| account.surplus),
        "charged": each(|(account, _)| account.charged),
        "delivered_cpu_percent": each(|(_, delivered)| *delivered),
    })
}
