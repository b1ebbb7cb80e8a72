//! Operations of `cost`.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::rules::cache::NodeType;
use swell_core::rules::cost::{
    ALB_PER_HOUR, LCU_PER_HOUR, LcuUse, NAT_PER_GB, NAT_PER_HOUR, NLB_PER_HOUR, NLCU_PER_HOUR,
    billed, cross_zone_usd, hourly, lcu_hours, nlcu_hours, usd,
};
use swell_core::rules::database::DbClass;
use swell_core::rules::instance_type::instance_type;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    const SECONDS: f64 = 3_600.0;
    Some(match op {
        "alb_lcu" => {
            let requests = given.f64("requests_per_s") * SECONDS;
            let rules = (given.f64("rules") - 10.0).max(0.0);
            let used = LcuUse {
                new_connections: given.f64("new_connections_per_s") * SECONDS,
                active_hours: given.f64("active_connections"),
                gb: given.f64("gb_per_hour"),
                lambda_gb: given.opt_f64("lambda_gb_per_hour").unwrap_or(0.0),
                rule_evaluations: requests * rules,
            };
            let (lcu, dimension) = lcu_hours(&used);
            let usd_per_hour = ALB_PER_HOUR + lcu * LCU_PER_HOUR;
            json!({"lcu": lcu, "dimension": dimension.as_str(), "usd_per_hour": usd_per_hour})
        }
        "nlb_tcp_nlcu" => {
            let used = LcuUse {
                new_connections: given.f64("new_flows_per_s") * SECONDS,
                active_hours: given.f64("active_flows"),
                gb: given.f64("gb_per_hour"),
                ..LcuUse::default()
            };
            let (nlcu, dimension) = nlcu_hours(&used);
            let usd_per_hour = NLB_PER_HOUR + nlcu * NLCU_PER_HOUR;
            json!({"nlcu": nlcu, "dimension": dimension.as_str(), "usd_per_hour": usd_per_hour})
        }
        "cross_zone_cost" => {
            // A node has an equal share of the data; what it keeps at home is its zone's part of the
            // targets, or all of it.
            let zones = given.list("targets_per_zone");
            let targets = zones.iter().filter_map(Value::as_f64);
            let all: f64 = targets.clone().sum();
            let away: f64 = targets
                .map(|here| (1.0 - here / all) / zones.len() as f64)
                .sum();
            let away = if given.flag("cross_zone") { away } else { 0.0 };
            let gb = given.f64("gb") * away;
            let is_free = given.str("type") == "application";
            let usd = if is_free { 0.0 } else { cross_zone_usd(gb) };
            json!({"cross_zone_gb": gb, "usd": usd})
        }
        "ec2_cost" => {
            let of_run = |run: &Value| {
                let name = run[0].as_str().expect("a type");
                let (count, seconds) = (run[1].as_f64(), run[2].as_f64());
                let price = instance_type(name).expect("a known type").usd_per_hour;
                let paid = billed(Span::from_s_f64(seconds.expect("seconds")));
                usd(paid, price) * count.expect("a count")
            };
            json!({"usd": given.list("runs").iter().map(of_run).sum::<f64>()})
        }
        "hourly_cost" => hourly_cost(given),
        _ => return None,
    })
}

/// A board by its parts, as they stand.
fn hourly_cost(given: &Arguments<'_>) -> Value {
    let of_type = |entry: &Value| {
        let name = entry[0].as_str().expect("a type");
        let price = instance_type(name).expect("a known type").usd_per_hour;
        price * entry[1].as_f64().expect("a count")
    };
    let instances: f64 = given.list("instances").iter().map(of_type).sum();
    let balancers = given.f64("alb_count") * ALB_PER_HOUR + given.f64("lcu") * LCU_PER_HOUR;
    let nat = given.f64("nat_count") * NAT_PER_HOUR + given.f64("nat_gb") * NAT_PER_GB;
    let class = given.opt_str("rds_class").and_then(DbClass::named);
    let primary = if given.flag("rds_multi_az") { 2.0 } else { 1.0 };
    let databases = primary + given.f64("rds_replicas");
    let database = class.map_or(0.0, |class| class.usd_per_hour * databases);
    let node = given.opt_str("cache_node").and_then(NodeType::named);
    let cache = node.map_or(0.0, |node| node.usd_per_hour * given.f64("cache_nodes"));
    let usd_per_hour = instances + balancers + nat + database + cache;
    json!({"usd_per_hour": usd_per_hour, "usd_per_month": usd_per_hour / hourly(1.0)})
}
