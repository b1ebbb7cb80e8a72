//! Operations of `queueing`.

use serde_json::{Value, json};
use swell_core::theory::queueing::{self, Mmc, Station, Steady};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    let rates = || (given.f64("arrival_rate"), given.f64("service_rate"));
    Some(match op {
        "erlang_b" => {
            let load = given.f64("offered_load");
            json!({"p_block": queueing::erlang_b(given.u32("servers"), load)})
        }
        "erlang_c" => {
            let load = given.f64("offered_load");
            json!({"p_wait": queueing::erlang_c(given.u32("servers"), load)})
        }
        "mm1" => {
            let (arrival, service) = rates();
            queueing::mm1(arrival, service)
                .as_ref()
                .map_or(Value::Null, waiting)
        }
        "mmc" => {
            let (arrival, service) = rates();
            let station = queueing::mmc(arrival, service, given.u32("servers"));
            station.as_ref().map_or(Value::Null, waiting)
        }
        "mmck" => {
            let (arrival, service) = rates();
            let (servers, capacity) = (given.u32("servers"), given.u32("capacity"));
            let Some(station) = queueing::mmck(arrival, service, servers, capacity) else {
                return Some(Value::Null);
            };
            let mut answer = steady(&station.steady);
            answer["p_block"] = json!(station.p_block);
            answer["throughput"] = json!(station.throughput);
            answer
        }
        "mg1" => {
            let (mean, scv) = (given.f64("mean_service_s"), given.f64("service_scv"));
            let station = queueing::mg1(given.f64("arrival_rate"), mean, scv);
            station.as_ref().map_or(Value::Null, steady)
        }
        "jackson" => jackson(given),
        _ => return None,
    })
}

fn steady(steady: &Steady) -> Value {
    json!({
        "utilization": steady.utilization,
        "mean_in_system": steady.mean_in_system,
        "mean_in_queue": steady.mean_in_queue,
        "mean_sojourn_s": steady.mean_sojourn_s,
        "mean_wait_s": steady.mean_wait_s,
    })
}

fn waiting(station: &Mmc) -> Value {
    let mut answer = steady(&station.steady);
    answer["p_wait"] = json!(station.p_wait);
    for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
        answer[format!("{name}_wait_s")] = json!(station.wait_quantile_s(share));
        answer[format!("{name}_sojourn_s")] = json!(station.sojourn_quantile_s(share));
    }
    answer
}

fn jackson(given: &Arguments<'_>) -> Value {
    let arrival = given.f64("arrival_rate");
    let station = |station: Arguments<'_>| Station {
        servers: station.u32("servers"),
        mean_service_s: station.f64("mean_service_s"),
        visits: station.f64("visits"),
    };
    let stations: Vec<Station> = given.objects("stations").map(station).collect();
    let line = |(named, station): (Arguments<'_>, &Station)| {
        let steady = station.alone(arrival).map(|alone| alone.steady);
        let utilization = steady.map(|steady| steady.utilization);
        json!([
            named.get("name"),
            utilization,
            steady.map(|steady| steady.mean_sojourn_s)
        ])
    };
    let lines: Vec<Value> = given.objects("stations").zip(&stations).map(line).collect();
    let total = queueing::jackson_end_to_end_s(arrival, &stations);
    json!({"stations": lines, "mean_end_to_end_s": total})
}
