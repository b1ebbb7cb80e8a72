//! The board `cache-aside`: what a cache spares the database, and what it costs to lose it.

use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::contract::Member as _;
use swell_core::engine::injection::Injection;
use swell_core::kinds::LivePart;
use swell_core::kinds::database::Database;
use swell_core::kinds::elasticache::{CACHE_HIT_RATE, ElastiCache};
use swell_core::kinds::instance::metrics::CPU_UTILIZATION;
use swell_core::theory::caching::{self, Traffic};
use swell_core::world::metric::Metric;
use swell_tests::boards::preset;
use swell_tests::harness::{GROUP, Harness, USERS};

const DATABASE: u32 = 16;
const CACHE: u32 = 17;
/// Things that the users of the board ask for, and how they ask.
const OBJECTS: u32 = 10_000;
const READS_PER_S: f64 = 240.0 * 0.98;

fn harness() -> Harness {
    Harness::new(preset("cache-aside"))
}

fn cache(harness: &Harness) -> &ElastiCache {
    ElastiCache::of(harness.part(CACHE)).expect("the cache")
}

fn database(harness: &Harness) -> &Database {
    match harness.part(DATABASE) {
        LivePart::Database(database) => database,
        _ => panic!("part {DATABASE} is the database"),
    }
}

fn inject(harness: &mut Harness, fault: &str) {
    let (part, fault) = (PartId(CACHE), fault.to_owned());
    harness.session.inject(Injection::Part { part, fault });
}

/// What was published last.
fn newest(harness: &Harness, part: u32, metric: Metric) -> f64 {
    let control = harness.session.simulation().control();
    let part = control.ix(PartId(part)).expect("a part");
    let point = control.published.newest((part, metric));
    point
        .expect("a datapoint")
        .value(metric.default_statistic())
}

/// Hit ratio from `from` to `to`.
fn hit_ratio(harness: &mut Harness, from: f64, to: f64) -> f64 {
    harness.until(from);
    let before = (cache(harness).hits, cache(harness).misses);
    harness.until(to);
    let hits = (cache(harness).hits - before.0) as f64;
    hits / (hits + (cache(harness).misses - before.1) as f64)
}

#[test]
fn a_full_cache_hits_as_often_as_che_says() {
    let mut harness = harness();
    harness.set(CACHE, "item_bytes", json!(400_000.0));
    harness.set(CACHE, "ttl_s", json!(0.0));
    harness.set(CACHE, "maxmemory-policy", json!("allkeys-lru"));
    let found = hit_ratio(&mut harness, 300.0, 900.0);
    let room = f64::from(cache(&harness).params().room());
    let expected = caching::che(&caching::zipf_shares(OBJECTS, 1.0), room).hit_ratio;
    assert!((found - expected).abs() < 0.03, "{found} for {expected}");
    assert!(cache(&harness).evictions > 1_000);
    // Without a TTL the default policy finds nothing that may go: it keeps what came first.
    harness.set(CACHE, "maxmemory-policy", json!("volatile-lru"));
    let before = cache(&harness).evictions;
    harness.until(960.0);
    assert_eq!(cache(&harness).evictions, before);
}

#[test]
fn the_database_gets_what_misses_and_what_is_written() {
    let mut harness = harness();
    harness.until(600.0);
    let (queries, misses) = (database(&harness).queries, cache(&harness).misses);
    let hit_ratio = hit_ratio(&mut harness, 600.0, 1_200.0);
    let queries = (database(&harness).queries - queries) as f64 / 600.0;
    let traffic = Traffic {
        rps: 240.0,
        read_fraction: 0.98,
        hit_ratio,
        cache_ms: 0.75,
        db_ms: 5.0,
    };
    let load = caching::load(&traffic, true, false);
    assert!(
        (queries / load.db_rps - 1.0).abs() < 0.05,
        "{queries} {load:?}"
    );
    assert!(cache(&harness).misses > misses);
    // Write-through: every write goes to both, so what is read after it is there.
    let commands = cache(&harness).commands;
    harness.set(15, "cache_strategy", json!("write_through"));
    harness.until(1_210.0);
    assert!(cache(&harness).commands > commands);
}

#[test]
fn a_flush_and_a_lost_node_send_all_reads_to_the_database() {
    let mut harness = harness();
    harness.until(900.0);
    let calm = newest(&harness, DATABASE, CPU_UTILIZATION);
    inject(&mut harness, "flush");
    assert_eq!(cache(&harness).items(), 0);
    harness.until(960.0);
    let flushed = newest(&harness, DATABASE, CPU_UTILIZATION);
    assert!(flushed > 1.5 * calm, "{calm} then {flushed}");
    harness.until(1_500.0);
    inject(&mut harness, "node_lost");
    harness.until(1_519.0);
    assert_eq!(cache(&harness).items(), 0);
    assert!(cache(&harness).refused > 3_000, "nobody is there to ask");
    harness.until(1_560.0);
    let lost = newest(&harness, DATABASE, CPU_UTILIZATION);
    assert!(
        lost > flushed,
        "{flushed} after a flush, {lost} after the loss"
    );
    assert!(cache(&harness).items() > 0, "an empty node took its place");
}

#[test]
fn a_replica_in_another_zone_saves_the_items() {
    let mut harness = harness();
    harness.set(CACHE, "MultiAZEnabled", json!(true));
    harness.until(900.0);
    let before = newest(&harness, CACHE, CACHE_HIT_RATE);
    harness.zone(2, false);
    harness.until(1_080.0);
    let after = newest(&harness, CACHE, CACHE_HIT_RATE);
    assert!((after - before).abs() < 5.0, "{before} % then {after} %");
    assert_eq!(cache(&harness).refused, 0);
    // Without it a zone takes the cache along until it is back.
    harness.zone(2, true).until(1_500.0);
    harness.set(CACHE, "MultiAZEnabled", json!(false));
    harness.zone(6, false).until(1_600.0);
    assert_eq!(cache(&harness).items(), 0);
    harness.zone(6, true).until(1_680.0);
    assert!(cache(&harness).items() > 0);
}

#[test]
fn a_cache_in_each_server_sees_its_share_and_begins_empty() {
    let shares = caching::zipf_shares(OBJECTS, 1.0);
    let expected =
        |servers: f64| caching::ttl_catalogue(&shares, READS_PER_S / servers, 300.0).hit_ratio;
    let mut harness = harness();
    let shared = hit_ratio(&mut harness, 900.0, 1_500.0);
    assert!(
        (shared - expected(1.0)).abs() < 0.03,
        "{shared} for {}",
        expected(1.0)
    );
    harness.set(CACHE, "scope", json!("per_server"));
    let own = hit_ratio(&mut harness, 2_400.0, 3_000.0);
    assert!(
        (own - expected(4.0)).abs() < 0.03,
        "{own} for {}",
        expected(4.0)
    );
    assert!(own < shared - 0.05, "{own} each, {shared} together");
    assert_eq!(cache(&harness).stores(), 4);
    harness
        .set(GROUP, "DesiredCapacity", json!(6))
        .until(3_400.0);
    assert_eq!(cache(&harness).stores(), 6);
    harness
        .set(GROUP, "DesiredCapacity", json!(4))
        .until(4_400.0);
    assert_eq!(
        cache(&harness).stores(),
        4,
        "what a server had goes with it"
    );
    assert!(harness.client_stats().failed * 1_000 < harness.client_stats().sent);
}

#[test]
fn connections_have_a_limit() {
    let mut harness = harness();
    harness.set(CACHE, "maxclients", json!(1));
    harness.set(USERS, "users", json!(2_400)).until(300.0);
    assert!(cache(&harness).refused > 100, "{}", cache(&harness).refused);
    // A refused look-up is a read of the database, and no failure.
    assert_eq!(harness.client_stats().failed, 0);
}
