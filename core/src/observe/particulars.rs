//! What is worth knowing of one part beside its card, when somebody looks at it: numbers of its own
//! kind, where it listens, what it costs, and which versions of its blueprint its servers are.

use super::gauges::Gauges;
use crate::balancing::connections::Counted;
use crate::balancing::{Balancing, Cookies, Pool, PoolTarget};
use crate::base::id::{InstanceId, PartId, PartIx};
use crate::base::small_map::SmallMap;
use crate::contract::{Reading, TargetOpinion};
use crate::engine::simulation::Simulation;
use crate::kinds::{KindId, LivePart};
use alloc::vec::Vec;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Particulars {
    /// By the words of its kind.
    pub rows: Vec<Reading>,
    /// What it listens on. `None`: it has no address.
    pub port: Option<u32>,
    /// What it costs as it stands, its use left out. Units: US dollars.
    pub usd_per_hour: f64,
    /// What the servers that it has launched cost together. `None`: it launches none.
    pub servers_usd_per_hour: Option<f64>,
    /// The versions of the launch template, and how many servers are of each; of a server its own.
    pub versions: Vec<(u32, u32)>,
    /// Of a target group.
    pub targets: Vec<TargetRow>,
    /// Of a target group that keeps its clients.
    pub logged_out: Option<LoggedOut>,
    /// Of servers and groups of them.
    pub gauges: Option<Gauges>,
    /// Connections of a balancer to targets that wait for an answer. `None`: it has none of its own.
    pub busy: Option<u32>,
    /// Of a balancer whose target groups have them counted.
    pub connections: Option<Connections>,
}

/// The connections of a balancer's nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Connections {
    pub counted: Counted,
    /// The Availability Zones that the nodes are told apart by, by their numbers.
    pub zones: Vec<PartId>,
}

/// A target: what its group thinks of it, beside what its balancer has made of that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetRow {
    pub instance: InstanceId,
    pub opinion: TargetOpinion,
    /// Handed to it since it was registered.
    pub requests: u64,
    /// Its balancer's connections to it that wait for an answer.
    pub busy: u32,
    /// `None`: no client is led back to its target.
    pub cookies: Option<Cookies>,
}

/// Clients of a group that keeps them, whose cookie led nowhere: they had to log in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedOut {
    /// Too old.
    pub expired: u64,
    /// Its target takes nothing more.
    pub lost: u64,
}

/// The table of a target group at its balancer.
fn pool(simulation: &Simulation, group: PartIx) -> Option<&Pool> {
    let parts = simulation.parts().iter();
    let mut pools = parts.filter_map(LivePart::balancing).flat_map(|b| &b.pools);
    pools.find(|pool| pool.group == group)
}

fn logged_out(pool: &Pool) -> Option<LoggedOut> {
    let sticky = pool.sticky.as_ref()?;
    Some(LoggedOut {
        expired: sticky.expired,
        lost: sticky.moved.saturating_sub(sticky.expired),
    })
}

fn targets(simulation: &Simulation, group: PartIx) -> Vec<TargetRow> {
    let (parts, now) = (simulation.parts(), simulation.now());
    let pool = pool(simulation, group);
    let sticky = pool.and_then(|pool| pool.sticky.as_ref());
    let taken = |id: InstanceId| {
        let places = pool.iter().flat_map(|pool| &pool.targets);
        let is_it = |part: PartIx| {
            let machine = parts.get(part.ix())?.machine(now)?;
            Some(machine.id == id)
        };
        let mut places = (0..).zip(places);
        places.find(|(_, place)| place.is_present && is_it(place.part) == Some(true))
    };
    let Some(state) = parts.get(group.ix()) else {
        return Vec::new();
    };
    let opinions = state.opinions(simulation.control().id(group)).into_iter();
    let row = |(instance, opinion)| {
        let taken = taken(instance);
        let cookies =
            |(slot, place): (u16, &PoolTarget)| Some(sticky?.cookies(slot, place.order, now));
        TargetRow {
            instance,
            opinion,
            requests: taken.map_or(0, |(_, place)| place.requests),
            busy: taken.map_or(0, |(_, place)| place.outstanding),
            cookies: taken.and_then(cookies),
        }
    };
    opinions.map(row).collect()
}

/// Whether it has connections of its own to targets, and does not only pass on those of its clients.
fn ends_connections(part: &LivePart) -> bool {
    let kind = part.kind().and_then(KindId::balancer);
    kind.is_some_and(|kind| kind.traits().answers)
}

impl Particulars {
    /// Errors: `None` for a part that is gone.
    pub fn of(simulation: &Simulation, part: PartIx) -> Option<Self> {
        let now = simulation.now();
        let state = simulation.parts().get(part.ix())?;
        let cost = |ix: PartIx| {
            let part = simulation.parts().get(ix.ix());
            let price = part.map(|part| simulation.control().price(ix, part, now));
            price.map_or(0.0, |price| price.usd_per_hour_now())
        };
        let own = state.launched(now);
        let servers = || own.iter().map(|server| cost(server.part.at)).sum();
        // A server is among those that another part has launched.
        let all = simulation
            .parts()
            .iter()
            .flat_map(|part| part.launched(now));
        let mut versions = SmallMap::new();
        for server in all.filter(|s| s.part.at == part).chain(own.iter().copied()) {
            *versions.or_insert_with(server.template_version, || 0) += 1;
        }
        Some(Self {
            rows: state.particulars(now).rows,
            targets: targets(simulation, part),
            logged_out: pool(simulation, part).and_then(logged_out),
            gauges: Gauges::of(simulation, part),
            busy: state
                .balancing()
                .filter(|_| ends_connections(state))
                .map(Balancing::outstanding),
            connections: state
                .balancing()
                .and_then(|balancing| balancing.connections(now))
                .map(|counted| Connections {
                    counted,
                    zones: simulation.control().zones.clone(),
                }),
            port: simulation.world().reach.port_of(part),
            usd_per_hour: cost(part),
            servers_usd_per_hour: state.sizes(now).map(|_| servers()),
            versions: versions
                .iter()
                .map(|(version, count)| (*version, *count))
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::balancing::connections::AtNode;
    use crate::base::time::{Instant, Span};
    use crate::contract::Member;
    use crate::contract::Quantity;
    use crate::document::Document;
    use crate::document::command::Command;
    use crate::engine::injection::{Injection, InstanceFault};
    use crate::kinds::load_balancer::LoadBalancer;
    use crate::rules::alarm::Statistic;
    use crate::rules::health::TargetState;
    use crate::scenario::catalog::preset;
    use crate::session::Session;
    use crate::world::metric::Metric;
    use serde_json::json;

    const GROUP: PartId = PartId(14);

    fn session(id: &str) -> Session {
        Session::new(Document::from_json(preset(id).unwrap().json).unwrap())
    }

    fn run(session: &mut Session, s: u64) {
        session.advance(session.now() + Span::from_s(s), u64::MAX);
    }

    fn of(session: &Session, part: PartIx) -> Particulars {
        Particulars::of(session.simulation(), part).unwrap()
    }

    fn group(session: &Session) -> Particulars {
        of(session, session.simulation().control().ix(GROUP).unwrap())
    }

    fn number(particulars: &Particulars, word: &str) -> Option<Quantity> {
        let mut rows = particulars.rows.iter();
        rows.find(|row| row.word == word).map(|row| row.quantity)
    }

    fn set(session: &mut Session, part: u32, path: &str, value: serde_json::Value) {
        let (part, path) = (PartId(part), path.into());
        session
            .edit(Command::SetField { part, path, value })
            .unwrap();
    }

    /// A20: its workers, those inside and where it listens.
    #[test]
    fn a_server_says_what_it_has_in_hand_and_where_it_listens() {
        let mut session = session("default");
        set(&mut session, 10, "users", json!(2_000));
        run(&mut session, 1_100);
        let now = session.now();
        let servers = session
            .simulation()
            .parts()
            .iter()
            .flat_map(|p| p.launched(now));
        let server = servers.take(1).map(|s| s.part.at).next().unwrap();
        let server = of(&session, server);
        assert_eq!(server.port, Some(80));
        assert_eq!(server.versions, [(1, 1)]);
        assert!((server.usd_per_hour - 0.0879).abs() < 1e-4);
        // Overrun: all workers at work, and its queue full.
        let some = |word| match number(&server, word) {
            Some(Quantity::Of { some, all }) => (some, all),
            other => panic!("{word}: {other:?}"),
        };
        assert!(some("workers").0 >= 2 && some("workers").1 == 64);
        assert!(some("in_system").0 > 100 && some("in_system").1 == 130);
    }

    /// E18 and C4: the group costs nothing, its servers do; an edited template is for new ones alone.
    #[test]
    fn a_group_is_free_and_its_servers_may_be_of_several_versions() {
        let mut session = session("default");
        run(&mut session, 60);
        let before = group(&session);
        assert_eq!(before.usd_per_hour, 0.0);
        let servers = before.servers_usd_per_hour.unwrap();
        assert!((servers - 2.0 * 0.08788).abs() < 1e-4, "{servers}");
        assert_eq!(before.versions, [(1, 2)]);
        set(&mut session, 15, "InstanceType", json!("m5.large"));
        set(&mut session, 14, "DesiredCapacity", json!(3));
        run(&mut session, 60);
        let after = group(&session);
        assert_eq!(after.versions, [(1, 2), (2, 1)]);
        assert!(after.servers_usd_per_hour.unwrap() > servers + 0.09);
    }

    /// A17: what the checks found beside where the requests went.
    #[test]
    fn a_target_group_says_of_each_target_how_it_is_and_what_it_got() {
        let mut session = session("health-check-numbers");
        let targets = |session: &Session| {
            let group = session.simulation().control().ix(PartId(13)).unwrap();
            of(session, group).targets
        };
        run(&mut session, 300);
        let before = targets(&session);
        let got = |n: usize| before[n].requests;
        assert!(got(0) > 2_000 && got(0).abs_diff(got(1)) <= 2, "{before:?}");
        // C19: connections of the balancer that are in use, as many as requests are with the targets.
        let busy: u32 = before.iter().map(|target| target.busy).sum();
        let simulation = session.simulation();
        let group = simulation.control().ix(PartId(13)).unwrap();
        let out = pool(simulation, group).unwrap().targets.iter();
        assert_eq!(busy, out.map(|target| target.outstanding).sum::<u32>());
        let (owner, fault) = (before[0].instance.owner, InstanceFault::Crash);
        let instance = InstanceId { owner, serial: 1 };
        session.inject(Injection::Instance { instance, fault });
        run(&mut session, 100);
        let found = targets(&session);
        assert_eq!(found[0].opinion.state, TargetState::Unhealthy);
        run(&mut session, 100);
        let after = targets(&session);
        assert_eq!(after[0].requests, found[0].requests, "nothing more");
        assert!(after[1].requests > found[1].requests + 1_000);
    }

    /// E12: how long the cookies to each target last, and who was logged out when one had ended.
    #[test]
    fn a_target_group_counts_cookies_down_and_who_was_logged_out() {
        let mut session = session("sticky-sessions");
        let of_group = |session: &Session| {
            let group = session.simulation().control().ix(PartId(13)).unwrap();
            of(session, group)
        };
        run(&mut session, 300);
        let before = of_group(&session);
        let cookies: Vec<Cookies> = before.targets.iter().filter_map(|t| t.cookies).collect();
        // Ten clients that come every second: each cookie is renewed long before its minute is over.
        assert_eq!(cookies.iter().map(|c| c.clients).sum::<u32>(), 10);
        let next = cookies.iter().filter_map(|c| c.next_ends).min().unwrap();
        assert!(
            next > Span::from_s(40) && next <= Span::from_s(60),
            "{next:?}"
        );
        let none = LoggedOut {
            expired: 0,
            lost: 0,
        };
        assert_eq!(before.logged_out, Some(none));
        // Nobody comes any more: they are counted down to nothing.
        set(&mut session, 10, "users", json!(0));
        run(&mut session, 30);
        let after = of_group(&session);
        let left = after
            .targets
            .iter()
            .filter_map(|t| t.cookies?.next_ends)
            .min();
        assert!(left.is_some_and(|left| left < next && next - left <= Span::from_s(31)));
        run(&mut session, 40);
        let gone = of_group(&session);
        assert!(
            gone.targets
                .iter()
                .all(|t| t.cookies == Some(Cookies::default()))
        );
        // Who comes back is somebody new to the application.
        set(&mut session, 10, "users", json!(10));
        run(&mut session, 60);
        let back = of_group(&session).logged_out.unwrap();
        assert_eq!((back.expired, back.lost), (10, 0));
    }

    fn balancer(session: &Session) -> Particulars {
        of(
            session,
            session.simulation().control().ix(PartId(12)).unwrap(),
        )
    }

    /// What its clients have and what it has to the targets are two; both are of use again.
    #[test]
    fn a_balancer_counts_the_connections_of_each_node_on_both_sides() {
        let mut session = session("connection-reuse");
        run(&mut session, 600);
        let found = balancer(&session);
        let Connections { counted, zones } = found.connections.unwrap();
        assert_eq!((counted.nodes.len(), zones.len()), (2, 2));
        let sum = |of: fn(&AtNode) -> u32| counted.nodes.iter().map(of).sum::<u32>();
        assert_eq!(sum(|node| node.in_use), found.busy.unwrap());
        // 48 clients that come every ten seconds, and are remembered for sixty: nearly all of them, at
        // one node or at both.
        let clients = sum(|node| node.clients);
        assert!((40..=96).contains(&clients), "{clients}");
        // Twelve pairs of node and server, each with work for 2 % of the time: one of theirs is enough,
        // and is closed by the server after five seconds.
        let kept = sum(|node| node.unused);
        assert!((4..=24).contains(&kept), "{kept}");
        assert!((3.5..6.5).contains(&counted.requests_per_s), "{counted:?}");
        assert!(counted.by_clients_per_s < 0.2 * counted.requests_per_s);
        assert!(counted.to_targets_per_s < 0.5 * counted.requests_per_s);
        assert_eq!(counted.timeout, Span::from_s(60));
        assert_eq!(counted.keep_alive, Span::from_s(5));
        // Clients that open one for each request have as many as they have sent.
        set(&mut session, 10, "keep_alive", json!(false));
        run(&mut session, 120);
        let counted = balancer(&session).connections.unwrap().counted;
        assert_eq!(counted.by_clients_per_s, counted.requests_per_s);
        // Nobody comes any more: what is idle is closed, on both sides.
        set(&mut session, 10, "users", json!(0));
        run(&mut session, 70);
        let nodes = balancer(&session).connections.unwrap().counted.nodes;
        let none = |node: &AtNode| (node.clients, node.in_use, node.unused) == (0, 0, 0);
        assert!(nodes.iter().all(none), "{nodes:?}");
    }

    /// Spec 5.15: what is published, and paid, is what the nodes have, however their clients keep it.
    #[test]
    fn the_connections_that_are_published_are_those_of_the_nodes() {
        let mut session = session("connection-reuse");
        set(&mut session, 10, "users", json!(1_500));
        for (keeps, idle_s) in [(true, 60), (true, 7), (false, 60)] {
            set(&mut session, 10, "keep_alive", json!(keeps));
            set(
                &mut session,
                12,
                "idle_timeout.timeout_seconds",
                json!(idle_s),
            );
            let minute = session.now().us() / 60_000_000 + 3;
            session.advance(
                Instant::ZERO + Span::from_s(minute * 60) + Span::from_us(1),
                u64::MAX,
            );
            let nodes = balancer(&session).connections.unwrap().counted.nodes;
            let open: u32 = nodes.iter().map(|node| node.clients).sum();
            let control = session.simulation().control();
            let key = (
                control.ix(PartId(12)).unwrap(),
                Metric::named("ActiveConnectionCount").unwrap(),
            );
            let published = control.published.newest(key).unwrap();
            let published = published.value(Statistic::Maximum);
            assert_eq!(f64::from(open), published, "{keeps} {idle_s} {nodes:?}");
        }
    }

    /// A board whose groups say nothing of it counts nothing, and loses nothing to closed connections.
    #[test]
    fn connections_are_counted_where_a_target_group_says_how_long_they_are_kept() {
        let mut session = session("connection-reuse");
        set(&mut session, 13, "target_keep_alive_s", json!(null));
        run(&mut session, 60);
        let found = balancer(&session);
        assert_eq!(found.connections, None);
        assert!(found.busy.is_some());
        // One that only passes on what its clients open has none of its own.
        let mut types = self::session("balancer-types");
        run(&mut types, 60);
        let control = types.simulation().control();
        let busy = |id: u32| of(&types, control.ix(PartId(id)).unwrap()).busy;
        assert_eq!(
            [12, 17, 19].map(|id| busy(id).is_some()),
            [true, false, true]
        );
    }

    /// Section 5.2: the target closes first, and what is sent at that moment gets 502, at random; never
    /// where it keeps them longer than the balancer.
    #[test]
    fn a_keep_alive_below_the_idle_timeout_costs_a_request_now_and_then() {
        let lost = |keep_alive_s: u32| {
            let mut session = session("connection-reuse");
            set(&mut session, 13, "target_keep_alive_s", json!(keep_alive_s));
            run(&mut session, 7_200);
            let control = session.simulation().control();
            let balancer = control.ix(PartId(12)).unwrap();
            let state = LoadBalancer::of(&session.simulation().parts()[balancer.ix()]).unwrap();
            let stale = state.balancing.connections(session.now()).unwrap().stale;
            assert_eq!(state.codes.elb_502, stale);
            (stale, state.codes.requests)
        };
        let (stale, requests) = lost(5);
        // 12 pairs, each asked 0.4 times a second: e^-2 of the waits reach five seconds, and the next
        // request comes within 10 ms of that with 0.4 %: 18 in two hours.
        assert!((8..=32).contains(&stale), "{stale} of {requests}");
        assert_eq!(lost(75).0, 0);
        assert_eq!(
            lost(60).0,
            0,
            "the balancer closes at the same instant, and knows"
        );
    }

    /// E26: 300 s, counted down.
    #[test]
    fn a_cooldown_is_counted_down() {
        let mut session = session("simple-70-30");
        set(&mut session, 10, "users", json!(1_000));
        let mut left = Vec::new();
        for _ in 0..50 {
            run(&mut session, 10);
            if let Some(Quantity::Level(s)) = number(&group(&session), "cooldown") {
                left.push(s);
            }
        }
        let falls = left.windows(2).all(|w| (w[0] - w[1] - 10.0).abs() < 1e-6);
        assert!(
            falls && left.len() >= 20 && (290.0..=300.0).contains(&left[0]),
            "{left:?}"
        );
    }
}
