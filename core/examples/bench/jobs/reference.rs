//! The reference loop: what a programmer writes by hand for exactly these two jobs, without an engine.
//!
//! `std` heap of (time, id), an arena of requests, a portable generator, exponentials by ziggurat. Whole nanoseconds.
//! Every ratio of the benchmark is over this loop, so it has to stay fast: no hashing, no metrics but the checked sums.

use super::{Args, Check, Line, Spread, WEB_ANSWERS, mmc_answer};
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};
use rand_distr::{Distribution, Exp1};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

const NS_PER_MS: f64 = 1e6;
/// One service time of `mmc`.
const SERVICE_NS: f64 = 1e6;
const LOAD: f64 = 0.8;
/// The heap's id of the next arrival; every other id is a request's slot.
const ARRIVAL: u32 = u32::MAX;

/// Events in time order; among equal times, by id.
struct Queue(BinaryHeap<Reverse<(u64, u32)>>);

impl Queue {
    #[inline]
    fn push(&mut self, time: u64, id: u32) {
        self.0.push(Reverse((time, id)));
    }

    #[inline]
    fn pop(&mut self) -> Option<(u64, u32)> {
        self.0.pop().map(|Reverse(event)| event)
    }
}

struct Random(Xoshiro256PlusPlus);

impl Random {
    #[inline]
    fn exp(&mut self, mean_ns: f64) -> u64 {
        let x: f64 = Exp1.sample(&mut self.0);
        (x * mean_ns + 0.5) as u64
    }
}

/// Servers with one queue. It holds the slots of those who wait.
struct Station {
    free: u32,
    waiting: VecDeque<u32>,
}

impl Station {
    fn new(servers: u32) -> Self {
        Self {
            free: servers,
            waiting: VecDeque::new(),
        }
    }

    /// Whether `slot` is served at once; otherwise it waits.
    #[inline]
    fn enter(&mut self, slot: u32) -> bool {
        if self.free > 0 {
            self.free -= 1;
            return true;
        }
        self.waiting.push_back(slot);
        false
    }

    /// One service ends: who is next, if anyone waits.
    #[inline]
    fn leave(&mut self) -> Option<u32> {
        let next = self.waiting.pop_front();
        if next.is_none() {
            self.free += 1;
        }
        next
    }
}

/// Poisson arrivals, one queue, `c` servers, exponential service.
pub fn mmc(args: &Args) -> Line {
    let mut random = Random(Xoshiro256PlusPlus::seed_from_u64(args.seed));
    let mut queue = Queue(BinaryHeap::new());
    let mut station = Station::new(args.c);
    // A customer is only its arrival time.
    let mut arrived: Vec<u64> = Vec::new();
    let mut unused: Vec<u32> = Vec::new();
    let mut waits = Spread::new(args.n);
    let gap_ns = SERVICE_NS / (LOAD * f64::from(args.c));
    let (mut events, mut to_come, mut now) = (0_u64, args.n, 0_u64);
    queue.push(random.exp(gap_ns), ARRIVAL);
    while let Some((time, id)) = queue.pop() {
        now = time;
        events += 1;
        if id == ARRIVAL {
            let slot = take_slot(&mut unused, &mut arrived, now);
            to_come -= 1;
            if to_come > 0 {
                queue.push(now + random.exp(gap_ns), ARRIVAL);
            }
            if station.enter(slot) {
                waits.add(0);
                queue.push(now + random.exp(SERVICE_NS), slot);
            }
        } else {
            unused.push(id);
            if let Some(next) = station.leave() {
                waits.add(now - arrived[next as usize]);
                queue.push(now + random.exp(SERVICE_NS), next);
            }
        }
    }
    let answer = mmc_answer(args.c).unwrap_or(f64::NAN);
    let check = Check::new("queue wait", &waits, SERVICE_NS, answer);
    line(args, events, now, &[&waits]).checked(args, vec![check])
}

/// Where a request is, named by what its next event ends.
#[derive(Clone, Copy)]
enum Stage {
    Dns,
    Cdn,
    Balancer,
    Host,
    Database,
    Answer,
}

#[derive(Clone, Copy)]
struct Request {
    born: u64,
    /// When it came to the station where it waits.
    entered: u64,
    /// Index of its host or database.
    station: u32,
    stage: Stage,
}

/// Users, DNS, CDN, load balancer, hosts, databases. Everything a `web` run changes.
struct Web {
    queue: Queue,
    random: Random,
    requests: Vec<Request>,
    unused: Vec<u32>,
    hosts: Vec<Station>,
    databases: Vec<Station>,
    responses: Spread,
    host_waits: Spread,
    database_waits: Spread,
}

const DNS_NS: u64 = 1_000_000;
const BALANCER_NS: u64 = 200_000;
const ANSWER_NS: u64 = 20_000_000;
const CDN_MEAN_NS: f64 = 2e6;
const HOST_MEAN_NS: f64 = 10e6;
const DATABASE_MEAN_NS: f64 = 5e6;
const HIT_SHARE: f64 = 0.6;
const ARRIVALS_PER_MS: f64 = 6.4;
const HOSTS: u32 = 8;
const HOST_SERVERS: u32 = 4;
const DATABASE_SERVERS: u32 = 16;

/// The web site, `args.scale` times as large.
pub fn web(args: &Args) -> Line {
    let stations = |count, servers| (0..count).map(|_| Station::new(servers)).collect();
    let misses = (args.n as f64 * (1.0 - HIT_SHARE)) as u64;
    let mut web = Web {
        queue: Queue(BinaryHeap::new()),
        random: Random(Xoshiro256PlusPlus::seed_from_u64(args.seed)),
        requests: Vec::new(),
        unused: Vec::new(),
        hosts: stations(HOSTS * args.scale, HOST_SERVERS),
        databases: stations(args.scale, DATABASE_SERVERS),
        responses: Spread::new(args.n),
        host_waits: Spread::new(misses),
        database_waits: Spread::new(misses),
    };
    let gap_ns = NS_PER_MS / (ARRIVALS_PER_MS * f64::from(args.scale));
    let (mut events, mut to_come, mut now) = (0_u64, args.n, 0_u64);
    let first = web.random.exp(gap_ns);
    web.queue.push(first, ARRIVAL);
    while let Some((time, id)) = web.queue.pop() {
        now = time;
        events += 1;
        if id == ARRIVAL {
            web.arrive(now);
            to_come -= 1;
            if to_come > 0 {
                let gap = web.random.exp(gap_ns);
                web.queue.push(now + gap, ARRIVAL);
            }
        } else {
            web.step(now, id);
        }
    }
    let spreads = [&web.responses, &web.host_waits, &web.database_waits];
    let checks = WEB_ANSWERS
        .iter()
        .zip(spreads)
        .map(|(&(name, answer), spread)| Check::new(name, spread, NS_PER_MS, answer))
        .collect();
    line(args, events, now, &spreads).checked(args, checks)
}

impl Web {
    fn arrive(&mut self, now: u64) {
        let request = Request {
            born: now,
            entered: now,
            station: 0,
            stage: Stage::Dns,
        };
        let slot = take_slot(&mut self.unused, &mut self.requests, request);
        self.queue.push(now + DNS_NS, slot);
    }

    /// The present stage of the request in `slot` ends.
    #[inline]
    fn step(&mut self, now: u64, slot: u32) {
        let Request {
            stage,
            station,
            born,
            ..
        } = self.requests[slot as usize];
        match stage {
            Stage::Dns => {
                let span = self.random.exp(CDN_MEAN_NS);
                self.go(slot, Stage::Cdn, now + span);
            }
            Stage::Cdn => {
                if self.random.0.random::<f64>() < HIT_SHARE {
                    self.go(slot, Stage::Answer, now + ANSWER_NS);
                } else {
                    self.go(slot, Stage::Balancer, now + BALANCER_NS);
                }
            }
            Stage::Balancer => self.enter_host(now, slot),
            Stage::Host => {
                if let Some(next) = self.hosts[station as usize].leave() {
                    self.serve_host(now, next);
                }
                self.enter_database(now, slot);
            }
            Stage::Database => {
                if let Some(next) = self.databases[station as usize].leave() {
                    self.serve_database(now, next);
                }
                self.go(slot, Stage::Answer, now + ANSWER_NS);
            }
            Stage::Answer => {
                self.responses.add(now - born);
                self.unused.push(slot);
            }
        }
    }

    #[inline]
    fn go(&mut self, slot: u32, stage: Stage, time: u64) {
        self.requests[slot as usize].stage = stage;
        self.queue.push(time, slot);
    }

    fn enter_host(&mut self, now: u64, slot: u32) {
        let host = self.random.0.random_range(0..self.hosts.len() as u32);
        let request = &mut self.requests[slot as usize];
        (request.entered, request.station) = (now, host);
        if self.hosts[host as usize].enter(slot) {
            self.serve_host(now, slot);
        }
    }

    fn serve_host(&mut self, now: u64, slot: u32) {
        self.host_waits
            .add(now - self.requests[slot as usize].entered);
        let span = self.random.exp(HOST_MEAN_NS);
        self.go(slot, Stage::Host, now + span);
    }

    fn enter_database(&mut self, now: u64, slot: u32) {
        // The plain job has one database and draws nothing.
        let database = match self.databases.len() as u32 {
            1 => 0,
            count => self.random.0.random_range(0..count),
        };
        let request = &mut self.requests[slot as usize];
        (request.entered, request.station) = (now, database);
        if self.databases[database as usize].enter(slot) {
            self.serve_database(now, slot);
        }
    }

    fn serve_database(&mut self, now: u64, slot: u32) {
        self.database_waits
            .add(now - self.requests[slot as usize].entered);
        let span = self.random.exp(DATABASE_MEAN_NS);
        self.go(slot, Stage::Database, now + span);
    }
}

/// A free slot of the arena, holding `value`.
#[inline]
fn take_slot<T>(unused: &mut Vec<u32>, arena: &mut Vec<T>, value: T) -> u32 {
    if let Some(slot) = unused.pop() {
        arena[slot as usize] = value;
        return slot;
    }
    arena.push(value);
    (arena.len() - 1) as u32
}

/// The loop hashes only its result: hashing each event is a cost of the engine, not of this yardstick.
fn line(args: &Args, events: u64, end_ns: u64, spreads: &[&Spread]) -> Line {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let sums = spreads.iter().flat_map(|spread| spread.sums());
    for &value in [events, end_ns].iter().chain(sums) {
        hash = (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    Line {
        events,
        n: args.n,
        hash: format!("{hash:016x}"),
        simulated_s: end_ns as f64 / 1e9,
        ..Line::default()
    }
}
