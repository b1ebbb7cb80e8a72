//! What enters a part leaves it or is there, at every part and every instant: on random boards made of
//! the kinds' own specifications, and on one with every way that requests can take in a row.

use serde_json::json;
use std::collections::BTreeMap;
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::Span;
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::{KindId, LivePart};
use swell_core::session::Session;
use swell_tests::ledger::Ledger;
use swell_tests::test_rng::{TestRng, for_seeds};
use swell_tests::{boards, invariants, legal};

/// Looks at the books, at instants that are no rounder than those of the events.
const SLICES: usize = 8;
const SLICE: Span = Span::from_s(15);
/// A look after so much effort at the most: an event that answers all who wait for it takes many steps.
const EFFORT_MAX: usize = 1_000;
/// Steps of followed requests that are kept between two looks.
const STEPS_MAX: usize = 20_000;
/// What a board may take of the machine before its sources go.
const LOAD_EFFORT: u64 = 300_000;
/// Patience, time-outs and deregistration are over by then, and what waits for a slow server, too.
const QUIET: Span = Span::from_s(86_400);
const QUIET_SLICE: Span = Span::from_s(600);
const QUIET_EFFORT: u64 = 1_000_000;

/// A run whose books are kept.
struct Kept {
    session: Session,
    ledger: Ledger,
    /// One event took more steps than are kept: the books say nothing from then on.
    is_closed: bool,
}

impl Kept {
    fn new(document: Document) -> Self {
        let mut session = Session::new(document);
        session.follow_every(1);
        let ledger = Ledger::default();
        Self {
            session,
            ledger,
            is_closed: false,
        }
    }

    fn simulation(&self) -> &Simulation {
        self.session.simulation()
    }

    /// Goes on in steps that end anywhere, the middle of an instant too, with a look after each.
    fn go_on(&mut self, span: Span, rng: &mut TestRng) {
        let end = self.session.now() + span;
        loop {
            let is_there = self.session.advance(end, 1 + rng.below(EFFORT_MAX) as u64);
            let mut events = Vec::new();
            self.session.take_trace(&mut events);
            self.is_closed |= events.len() >= STEPS_MAX;
            if !self.is_closed {
                self.ledger.book(&events);
                let parts = self.session.document().parts.iter().map(|p| p.id);
                self.ledger.agrees(self.session.simulation(), parts);
            }
            invariants::hold(self.session.simulation());
            if is_there || self.simulation().effort() > LOAD_EFFORT {
                return;
            }
        }
    }

    /// Takes the sources away and waits. Returns whether time was enough for all to end.
    fn falls_quiet(&mut self) -> bool {
        let ids = legal::sources(self.session.document());
        self.session
            .edit(Command::Remove { ids })
            .expect("sources go");
        let (end, limit) = (
            self.session.now() + QUIET,
            self.simulation().effort() + QUIET_EFFORT,
        );
        while self.session.now() < end && !self.is_quiet() {
            let left = limit.saturating_sub(self.simulation().effort());
            if !self.session.advance(self.session.now() + QUIET_SLICE, left) {
                return false;
            }
        }
        let simulation = self.session.simulation();
        assert_eq!(simulation.world().requests.len(), 0, "requests in flight");
        for (ix, part) in simulation.parts().iter().enumerate() {
            assert_eq!(part.inside(), 0, "part {ix} holds on to requests: {part:?}");
        }
        invariants::hold(simulation);
        true
    }

    fn is_quiet(&self) -> bool {
        let is_empty = |part: &LivePart| part.inside() == 0;
        self.simulation().world().requests.is_empty()
            && self.simulation().parts().iter().all(is_empty)
    }

    /// Whether a rule of the network stands on the board while requests pass two balancers in a row.
    fn is_chain(&self) -> (bool, bool) {
        let balances = |part: &PartIx| {
            let part = self.simulation().parts().get(part.ix());
            part.is_some_and(|part| part.balancing().is_some())
        };
        let has_two = self
            .ledger
            .hops()
            .any(|(from, to)| balances(from) && balances(to));
        (
            has_two,
            has_two && !self.simulation().world().reach.is_open(),
        )
    }

    /// Kinds that take requests and got some, themselves or by machines of theirs.
    fn reached(&self) -> impl Iterator<Item = KindId> {
        let control = self.simulation().control();
        let document = self.session.document();
        document.parts.iter().filter_map(move |p| {
            let me = control.ix(p.id)?;
            let machines = self
                .simulation()
                .parts()
                .get(me.ix())?
                .as_targets(control.handle(me));
            let entered = |part: PartIx| self.ledger.entered(part) > 0;
            let is_reached = entered(me) || machines.iter().any(|machine| entered(machine.at));
            p.kind().filter(|_| is_reached)
        })
    }
}

#[test]
fn legal_boards_conserve_requests_at_every_part() {
    const BOARDS: u64 = 200;
    let (mut received, mut quiet, mut sought, mut edits) = (0, 0, 0, 0);
    let (mut chains, mut guarded, mut closed) = (0, 0, 0);
    let mut reached: BTreeMap<KindId, u64> = BTreeMap::new();
    let is_whole = for_seeds(BOARDS, |seed| {
        let mut rng = TestRng::new(seed);
        let document = legal::board(seed, &mut rng);
        invariants::document_is_stable(&document);
        let mut kept = Kept::new(document);
        let mut then = None;
        for slice in 0..SLICES {
            kept.go_on(SLICE, &mut rng);
            if slice == SLICES / 2 && kept.simulation().effort() < LOAD_EFFORT {
                then = Some((kept.session.now(), kept.simulation().fingerprint()));
            }
            if let Some(command) = legal::edit(kept.session.document(), &mut rng) {
                edits += u64::from(kept.session.edit(command).is_ok());
            }
        }
        invariants::document_is_stable(kept.session.document());
        invariants::survives_saving(kept.simulation());
        let mut kinds: Vec<KindId> = kept.reached().collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            *reached.entry(kind).or_default() += 1;
        }
        received += u64::from(kept.ledger.received > 0);
        closed += u64::from(kept.is_closed);
        let (is_chain, is_guarded) = kept.is_chain();
        chains += u64::from(is_chain);
        guarded += u64::from(is_guarded);
        if let Some((then, expected)) = then {
            kept.session.seek(then);
            let found = kept.simulation().fingerprint();
            assert_eq!(found, expected, "another past");
            kept.session.leave_past();
            sought += 1;
        }
        quiet += u64::from(kept.falls_quiet());
    });
    println!("{received} with answers, {quiet} quiet, {sought} sought, {edits} edits; {reached:?}");
    println!("{chains} with two balancers in a row, {guarded} of them with rules of the network");
    if !is_whole {
        return;
    }
    assert!(received >= BOARDS * 3 / 4, "{received} boards with answers");
    assert!(closed <= BOARDS / 50, "{closed} boards with closed books");
    assert!(quiet >= BOARDS * 9 / 10, "{quiet} boards fell quiet");
    assert!(sought >= BOARDS * 3 / 4, "{sought} pasts");
    assert!(edits >= BOARDS * 2, "{edits} edits");
    assert!(
        chains >= BOARDS / 10,
        "{chains} with two balancers in a row"
    );
    assert!(guarded >= 3, "{guarded} of them with rules of the network");
    for kind in KindId::ALL {
        // Only route tables lead to them (`inspection.rs`).
        let led_to = [KindId::GatewayEndpoint, KindId::GatewayLoadBalancer];
        let takes = legal::is_source(*kind) || !kind.spec().accepts.is_empty();
        let is_sought = takes && !led_to.contains(kind);
        let boards = reached.get(kind).copied().unwrap_or(0);
        assert!(
            !is_sought || boards >= 10,
            "{kind:?} is reached on {boards} boards"
        );
    }
}

/// Contract of the data plane: what is noted for one hop does not disturb another.
#[test]
fn a_chain_of_all_hops_conserves_requests_and_its_traces_are_whole() {
    let mut rng = TestRng::new(1);
    let mut kept = Kept::new(boards::chain());
    let preroll = kept.simulation().preroll();
    kept.go_on(preroll, &mut rng);
    for _ in 0..40 {
        kept.go_on(SLICE, &mut rng);
    }
    invariants::survives_saving(kept.simulation());
    // An edit of something else: each line of the picture goes on with its number.
    let passed = |kept: &Kept| -> Vec<u64> {
        let parts = (0..kept.simulation().parts().len()).map(|ix| PartIx(ix as u16));
        let wires = parts.flat_map(|part| kept.simulation().world().wires.of(part));
        wires.map(|wire| wire.passed).collect()
    };
    let before = passed(&kept);
    let retries = Command::SetField {
        part: PartId(10),
        path: String::from("retries"),
        value: json!(1),
    };
    kept.session.edit(retries).expect("a number of retries");
    assert_eq!(passed(&kept), before);
    // There and back, with all that a server asks for: the name is asked, and its answer is no part of
    // the way back.
    let simulation = kept.simulation();
    let kind = |part: &PartIx| {
        let id = simulation.control().id(*part);
        let kind = kept.session.document().part(id).and_then(|p| p.kind());
        kind.map_or("server", KindId::name)
    };
    let way: Vec<&str> = kept.ledger.longest.iter().map(kind).collect();
    let (there, back) = (
        ["network_load_balancer", "load_balancer"],
        ["load_balancer", "network_load_balancer"],
    );
    let data = ["elasticache", "server", "database", "server", "elasticache"];
    let expected = [
        &["users", "record_set"][..],
        &there,
        &["server"],
        &data,
        &["server"],
        &back,
        &["users"],
    ];
    assert_eq!(way, expected.concat());
    let balancers = || simulation.parts().iter().filter_map(LivePart::balancing);
    assert_eq!(balancers().count(), 3);
    for balancing in balancers() {
        let targets = balancing.pools.iter().flat_map(|pool| &pool.targets);
        assert!(targets.map(|target| target.requests).sum::<u64>() > 1_000);
        assert!(balancing.outstanding() > 0, "the surge goes on");
    }
    let reached: Vec<KindId> = kept.reached().collect();
    let document = kept.session.document();
    let takes = |kind: &KindId| !kind.spec().accepts.is_empty();
    for kind in document.parts.iter().filter_map(|p| p.kind()).filter(takes) {
        assert!(reached.contains(&kind), "{kind:?} is not reached");
    }
    assert!(kept.falls_quiet(), "all requests end");
    let parts = kept.simulation().parts().iter();
    for balancing in parts.filter_map(LivePart::balancing) {
        assert_eq!(balancing.outstanding(), 0);
    }
}
