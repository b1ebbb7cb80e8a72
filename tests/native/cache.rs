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
use swell_tests::story::{GROUP, Story, USERS};

const DATABASE: u32 = 16;
const CACHE: u32 = 17;
/// Things that the users of the board ask for, and how they ask.
const OBJECTS: u32 = 10_000;
const READS_PER_S: f64 = 240.0 * 0.98;

fn story() -> Story {
    Story::new(preset("cache-aside"))
}

fn cache(story: &Story) -> &ElastiCache {
    ElastiCache::of(story.part(CACHE)).expect("the cache")
}

fn database(story: &Story) -> &Database {
    match story.part(DATABASE) {
        LivePart::Database(database) => database,
        _ => panic!("part {DATABASE} is the database"),
    }
}

fn inject(story: &mut Story, fault: &str) {
    let (part, fault) = (PartId(CACHE), fault.to_owned());
    story.session.inject(Injection::Part { part, fault });
}

/// What was published last.
fn newest(story: &Story, part: u32, metric: Metric) -> f64 {
    let control = story.session.simulation().control();
    let part = control.ix(PartId(part)).expect("a part");
    let point = control.published.newest((part, metric));
    point
        .expect("a datapoint")
        .value(metric.default_statistic())
}

/// Hit ratio from `from` to `to`.
fn hit_ratio(story: &mut Story, from: f64, to: f64) -> f64 {
    story.until(from);
    let before = (cache(story).hits, cache(story).misses);
    story.until(to);
    let hits = (cache(story).hits - before.0) as f64;
    hits / (hits + (cache(story).misses - before.1) as f64)
}

#[test]
fn a_full_cache_hits_as_often_as_che_says() {
    let mut story = story();
    story.set(CACHE, "item_bytes", json!(400_000.0));
    story.set(CACHE, "ttl_s", json!(0.0));
    story.set(CACHE, "maxmemory-policy", json!("allkeys-lru"));
    let found = hit_ratio(&mut story, 300.0, 900.0);
    let room = f64::from(cache(&story).params().room());
    let expected = caching::che(&caching::zipf_shares(OBJECTS, 1.0), room).hit_ratio;
    assert!((found - expected).abs() < 0.03, "{found} for {expected}");
    assert!(cache(&story).evictions > 1_000);
    // Without a TTL the default policy finds nothing that may go: it keeps what came first.
    story.set(CACHE, "maxmemory-policy", json!("volatile-lru"));
    let before = cache(&story).evictions;
    story.until(960.0);
    assert_eq!(cache(&story).evictions, before);
}

#[test]
fn the_database_gets_what_misses_and_what_is_written() {
    let mut story = story();
    story.until(600.0);
    let (queries, misses) = (database(&story).queries, cache(&story).misses);
    let hit_ratio = hit_ratio(&mut story, 600.0, 1_200.0);
    let queries = (database(&story).queries - queries) as f64 / 600.0;
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
    assert!(cache(&story).misses > misses);
    // Write-through: every write goes to both, so what is read after it is there.
    let commands = cache(&story).commands;
    story.set(15, "cache_strategy", json!("write_through"));
    story.until(1_210.0);
    assert!(cache(&story).commands > commands);
}

#[test]
fn a_flush_and_a_lost_node_send_all_reads_to_the_database() {
    let mut story = story();
    story.until(900.0);
    let calm = newest(&story, DATABASE, CPU_UTILIZATION);
    inject(&mut story, "flush");
    assert_eq!(cache(&story).items(), 0);
    story.until(960.0);
    let flushed = newest(&story, DATABASE, CPU_UTILIZATION);
    assert!(flushed > 1.5 * calm, "{calm} then {flushed}");
    story.until(1_500.0);
    inject(&mut story, "node_lost");
    story.until(1_519.0);
    assert_eq!(cache(&story).items(), 0);
    assert!(cache(&story).refused > 3_000, "nobody is there to ask");
    story.until(1_560.0);
    let lost = newest(&story, DATABASE, CPU_UTILIZATION);
    assert!(
        lost > flushed,
        "{flushed} after a flush, {lost} after the loss"
    );
    assert!(cache(&story).items() > 0, "an empty node took its place");
}

#[test]
fn a_replica_in_another_zone_saves_the_items() {
    let mut story = story();
    story.set(CACHE, "MultiAZEnabled", json!(true));
    story.until(900.0);
    let before = newest(&story, CACHE, CACHE_HIT_RATE);
    story.zone(2, false);
    story.until(1_080.0);
    let after = newest(&story, CACHE, CACHE_HIT_RATE);
    assert!((after - before).abs() < 5.0, "{before} % then {after} %");
    assert_eq!(cache(&story).refused, 0);
    // Without it a zone takes the cache along until it is back.
    story.zone(2, true).until(1_500.0);
    story.set(CACHE, "MultiAZEnabled", json!(false));
    story.zone(6, false).until(1_600.0);
    assert_eq!(cache(&story).items(), 0);
    story.zone(6, true).until(1_680.0);
    assert!(cache(&story).items() > 0);
}

#[test]
fn a_cache_in_each_server_sees_its_share_and_begins_empty() {
    let shares = caching::zipf_shares(OBJECTS, 1.0);
    let expected =
        |servers: f64| caching::ttl_catalogue(&shares, READS_PER_S / servers, 300.0).hit_ratio;
    let mut story = story();
    let shared = hit_ratio(&mut story, 900.0, 1_500.0);
    assert!(
        (shared - expected(1.0)).abs() < 0.03,
        "{shared} for {}",
        expected(1.0)
    );
    story.set(CACHE, "scope", json!("per_server"));
    let own = hit_ratio(&mut story, 2_400.0, 3_000.0);
    assert!(
        (own - expected(4.0)).abs() < 0.03,
        "{own} for {}",
        expected(4.0)
    );
    assert!(own < shared - 0.05, "{own} each, {shared} together");
    assert_eq!(cache(&story).stores(), 4);
    story.set(GROUP, "DesiredCapacity", json!(6)).until(3_400.0);
    assert_eq!(cache(&story).stores(), 6);
    story.set(GROUP, "DesiredCapacity", json!(4)).until(4_400.0);
    assert_eq!(cache(&story).stores(), 4, "what a server had goes with it");
    assert!(story.client_stats().failed * 1_000 < story.client_stats().sent);
}

#[test]
fn connections_have_a_limit() {
    let mut story = story();
    story.set(CACHE, "maxclients", json!(1));
    story.set(USERS, "users", json!(2_400)).until(300.0);
    assert!(cache(&story).refused > 100, "{}", cache(&story).refused);
    // A refused look-up is a read of the database, and no failure.
    assert_eq!(story.client_stats().failed, 0);
}
