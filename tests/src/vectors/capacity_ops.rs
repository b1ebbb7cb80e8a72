//! Operations of `capacity_ops`.

use serde_json::{Value, json};
use swell_core::rules::capacity::{self, GroupSizes, Placement, ZoneCount};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "warm_pool_size" => {
            let size = capacity::warm_pool_size(
                given.u32("desired"),
                given.u32("max"),
                given.opt_u32("max_group_prepared_capacity"),
                given.opt_u32("min_size").unwrap_or(0),
            );
            json!({"warm_pool_size": size})
        }
        "refresh_batch" => {
            let min_healthy = given.opt_u32("min_healthy").unwrap_or(90);
            let max_healthy = given.opt_u32("max_healthy").unwrap_or(100);
            let refresh = capacity::refresh_batch(given.u32("desired"), min_healthy, max_healthy);
            let launch_first = refresh.launch_before_terminate;
            json!({"batch": refresh.batch, "launch_before_terminate": launch_first})
        }
        "checkpoint" => {
            let marks: Vec<u32> = given.opt_read("checkpoints").unwrap_or_default();
            let (before, replaced) = (given.u32("previously_replaced"), given.u32("replaced"));
            let state = capacity::checkpoint(given.u32("total"), &marks, before, replaced);
            json!({"percent": state.percent, "reached": state.reached, "skipped": state.skipped})
        }
        "unhealthy_batch" => {
            let batch = capacity::unhealthy_batch(given.u32("desired"), given.u32("unhealthy"));
            json!({"batch": batch})
        }
        "rebalance_margin" => {
            let margin = capacity::rebalance_margin(given.u32("max"));
            json!({"margin": margin, "temporary_max": given.u32("max") + margin})
        }
        "place" => place(given),
        "rebalance" => rebalance(given),
        "predictive_apply" => {
            let sizes = GroupSizes {
                min: given.u32("min"),
                max: given.u32("max"),
                desired: given.u32("desired"),
            };
            let behavior = given.opt_read("breach_behavior").unwrap_or_default();
            let buffer = given.opt_u32("buffer").unwrap_or(0);
            let (new_desired, new_max) =
                capacity::predictive_apply(sizes, given.u32("forecast"), behavior, buffer);
            json!({"new_desired": new_desired, "new_max": new_max})
        }
        "predictive_launch_time" => {
            let clock = given.str("forecast_time").split(':');
            let seconds = clock.zip([3_600, 60, 1]).map(|(part, unit)| {
                let part: u32 = part.parse().expect("a time such as 10:00");
                part * unit
            });
            let buffer = given.u32("scheduling_buffer_s");
            let at = capacity::predictive_launch_second(seconds.sum(), buffer);
            let (hour, minute, second) = (at / 3_600, at / 60 % 60, at % 60);
            json!({"launch_time": format!("{hour:02}:{minute:02}:{second:02}")})
        }
        _ => return None,
    })
}

fn place(given: &Arguments<'_>) -> Value {
    let names: Vec<&str> = given
        .pairs("zones")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let unavailable = given.strings("unavailable");
    let zone = |(name, instances): (&str, f64)| ZoneCount {
        instances: instances as u32,
        failed: 0,
        is_available: !unavailable.contains(&name),
    };
    let mut zones: Vec<ZoneCount> = given.pairs("zones").into_iter().map(zone).collect();
    let strategy = given.opt_read("strategy").unwrap_or_default();
    let mut failed = 0;
    for _ in 0..given.u32("launches") {
        match capacity::place(&zones, strategy).expect("a zone") {
            Placement::In(at) => zones[at].instances += 1,
            Placement::FailsIn(at) => {
                zones[at].failed += 1;
                failed += 1;
            }
        }
    }
    let counts = zones.iter().map(|zone| zone.instances);
    json!({"zones": names.into_iter().zip(counts).collect::<Vec<_>>(), "failed": failed})
}

fn rebalance(given: &Arguments<'_>) -> Value {
    let pairs = given.pairs("zones");
    let mut counts: Vec<u32> = pairs.iter().map(|&(_, count)| count as u32).collect();
    let mut moves = 0;
    while let Some((to, from)) = capacity::rebalance_move(&counts) {
        counts[to] += 1;
        counts[from] -= 1;
        moves += 1;
    }
    let names = pairs.iter().map(|&(name, _)| name);
    json!({"zones": names.zip(counts).collect::<Vec<_>>(), "moves": moves})
}
