//! Operations of `rds_elasticache`.

use serde_json::{Value, json};
use swell_core::rules::database::{max_connections, pool_fit};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "rds_max_connections" => {
            let memory = given.f64("memory_bytes") as u64;
            json!({"max_connections": max_connections(given.str("engine"), memory)})
        }
        "db_pool" => {
            let limit = given.u32("max_connections");
            let fit = pool_fit(given.u32("instances"), given.u32("pool_size"), limit);
            let most = fit.instances_max;
            json!({"needed": fit.needed, "fits": fit.fits, "max_instances": most})
        }
        _ => return None,
    })
}
