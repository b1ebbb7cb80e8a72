//! The board `nearest-edge`: which edge location answers whom.

use super::{cdn, fault, users};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::contract::Quantity;
use swell_core::rules::cdn::pop;
use swell_core::rules::regions::Region;
use swell_core::world::tracer::Step;
use swell_tests::boards::preset;
use swell_tests::harness::Harness;

const TRAVELLER: u32 = 10;
const SEOUL: u32 = 11;
const VIRGINIA: u32 = 12;
const SYDNEY: u32 = 13;
const CDN: u32 = 15;

/// Requests that edge locations have answered from one moment to another.
fn answered(harness: &mut Harness, from: f64, to: f64) -> Vec<(Region, u64)> {
    let all = |harness: &Harness| {
        let sent = &cdn(harness, CDN).sent;
        Region::ALL.map(|edge| sent.get(&edge).map_or(0, |sent| sent.requests()))
    };
    harness.until(from);
    let before = all(harness);
    harness.until(to);
    let gained = all(harness).into_iter().zip(before);
    let gained = Region::ALL
        .into_iter()
        .zip(gained.map(|(now, then)| now - then));
    gained.filter(|(_, some)| *some > 0).collect()
}

fn edges(answered: &[(Region, u64)]) -> Vec<Region> {
    answered.iter().map(|(edge, _)| *edge).collect()
}

#[test]
fn another_edge_answers_whoever_moves() {
    let mut harness = Harness::new(preset("nearest-edge"));
    let at_home = answered(&mut harness, 0.0, 60.0);
    assert_eq!(
        edges(&at_home),
        [
            Region::Seoul,
            Region::Sydney,
            Region::Frankfurt,
            Region::Virginia
        ]
    );
    for (edge, some) in at_home {
        assert!((450..750).contains(&some), "{some} at {edge:?}");
    }
    let near = cdn(&harness, CDN)
        .felt_ms(Region::Frankfurt)
        .expect("a minute");
    assert!(
        (5.5..7.0).contains(&near),
        "{near} ms at the edge of the own city"
    );
    // The viewer flies from Frankfurt to São Paulo.
    harness.set(TRAVELLER, "location", json!("sa-east-1"));
    harness.until(120.0);
    let first = cdn(&harness, CDN)
        .felt_ms(Region::SaoPaulo)
        .expect("a minute");
    assert!(first > 3.0 * near, "{first} ms while its edge is cold");
    let moved = answered(&mut harness, 1_200.0, 1_260.0);
    assert_eq!(
        edges(&moved),
        [
            Region::Seoul,
            Region::Sydney,
            Region::Virginia,
            Region::SaoPaulo
        ]
    );
    let warm = cdn(&harness, CDN)
        .felt_ms(Region::SaoPaulo)
        .expect("a minute");
    assert!((5.5..8.0).contains(&warm), "{warm} ms once it is warm");
}

#[test]
fn a_price_class_sends_far_viewers_to_farther_edges() {
    let answers = |class: &str| {
        let mut harness = Harness::new(preset("nearest-edge"));
        harness.set(CDN, "PriceClass", json!(class));
        let found = edges(&answered(&mut harness, 600.0, 660.0));
        let median = |part: u32| {
            let median = users(&harness, part).latency.quantile_us(0.5);
            median.expect("answers") / 1e3
        };
        let felt = [SEOUL, SYDNEY, TRAVELLER, VIRGINIA].map(median);
        (found, felt)
    };
    let (found, felt) = answers("PriceClass_All");
    assert_eq!(found.len(), 4);
    assert!(felt.iter().all(|ms| *ms < 7.0), "{felt:?}");
    // 200 leaves Oceania out: Sydney goes to Singapore.
    let (found, felt) = answers("PriceClass_200");
    assert!(found.contains(&Region::Singapore) && found.contains(&Region::Seoul));
    assert!(felt[0] < 7.0 && felt[1] > 150.0, "{felt:?}");
    // 100 leaves Asia out as well: Seoul goes to Oregon, Frankfurt and Virginia stay at home.
    let (found, felt) = answers("PriceClass_100");
    assert_eq!(found, [Region::Frankfurt, Region::Virginia, Region::Oregon]);
    assert!(
        felt[0] > 175.0 && felt[2] < 7.0 && felt[3] < 7.0,
        "{felt:?}"
    );
}

#[test]
fn the_trace_and_the_inspector_name_the_edge_with_its_latency() {
    let mut harness = Harness::new(preset("nearest-edge"));
    harness.until(120.0);
    let simulation = harness.session.simulation();
    let vitals = simulation.part(PartId(CDN)).expect("a part");
    let vitals = vitals.vitals(simulation.now(), 0);
    for edge in [
        Region::Seoul,
        Region::Frankfurt,
        Region::Virginia,
        Region::Sydney,
    ] {
        let row = vitals.rows.iter().find(|row| row.word == pop(edge));
        let Some(Quantity::Level(ms)) = row.map(|row| row.quantity) else {
            panic!("no row of {edge:?}");
        };
        assert!((5.0..9.0).contains(&ms), "{ms} ms at {edge:?}");
    }
    fault(&mut harness, CDN, "edges_cold");
    let mut simulation = harness.session.simulation().clone();
    simulation.follow_every(1);
    let end = simulation.instant_of_shown(130.0);
    simulation.advance(end, u64::MAX);
    let mut noted = Vec::new();
    simulation.take_trace(&mut noted);
    let mut words: Vec<&str> = noted
        .iter()
        .filter_map(|event| match event.step {
            Step::Noted { word } => Some(word),
            _ => None,
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    for edge in [
        Region::Seoul,
        Region::Frankfurt,
        Region::Virginia,
        Region::Sydney,
    ] {
        assert!(words.contains(&pop(edge)), "{words:?}");
    }
}
