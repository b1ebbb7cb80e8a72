//! The numbers beside the things: rates from the difference of two readings, levels as they are.

use super::instance_name;
use super::structure::instance_key;
use super::trouble::{outages, trouble};
use crate::board::{Board, put};
use crate::vocabulary::*;
use swell_core::base::id::{InstanceId as CoreInstanceId, PartId, PartIx};
use swell_core::base::small_map::SmallMap;
use swell_core::contract::Launched;
use swell_core::engine::simulation::Simulation;
use swell_core::observe::meters::Meters;
use swell_core::observe::servers::{Server, Servers};
use swell_core::rules::health::TargetState;
use swell_core::session::Session;

pub fn show(board: Board, session: &Session, structure: &Structure, meters: &mut Meters) {
    let simulation = session.simulation();
    meters.turn(simulation);
    put(&board.client, meters.client(simulation));
    put(&board.outages, outages(simulation, structure));
    let servers = Servers::of(simulation);
    let members = members(&servers);
    for node in &structure.nodes {
        let Some(part) = simulation.control().ix(PartId(node.id.0)) else {
            put(&board.node(node.id), Face::default());
            continue;
        };
        if let Some(fleet) = servers.fleet(part) {
            put(&board.group(node.id), fleet);
            // Only the servers that have a card have numbers.
            let cards = structure.instances_of(node.id).count();
            for member in servers.launched(part).iter().take(cards) {
                let view = member_view(session, &servers, member, meters);
                put(&board.instance(instance_key(member.id)), view);
            }
        } else if let Some(server) = servers.alone(part) {
            let view = server_view(server, String::new(), simulation, part, meters);
            put(&board.instance(InstanceId(node.id.0)), view);
        }
        put(&board.node(node.id), meters.face(simulation, part));
    }
    for chip in &structure.chips {
        let face = meters.face_of(simulation, PartId(chip.id.0));
        put(&board.node(chip.id), face);
    }
    for key in structure.edges() {
        let live = edge_live(session, &servers, &members, key, meters);
        put(&board.edge(key), live);
    }
}

/// Servers of groups by the number that lines know them by.
type Members = SmallMap<InstanceId, (PartIx, CoreInstanceId)>;

fn members(servers: &Servers<'_>) -> Members {
    let members = servers.members();
    let known = members.map(|m| (instance_key(m.id), (m.part.at, m.id)));
    known.collect()
}

fn member_view(
    session: &Session,
    servers: &Servers<'_>,
    member: &Launched,
    meters: &Meters,
) -> InstanceView {
    let simulation = session.simulation();
    let Some(server) = servers.member(member) else {
        return InstanceView::default();
    };
    let name = instance_name(session, member.id);
    server_view(server, name, simulation, member.part.at, meters)
}

fn server_view(
    server: Server,
    name: String,
    simulation: &Simulation,
    part: PartIx,
    meters: &Meters,
) -> InstanceView {
    let face = meters.face(simulation, part);
    InstanceView {
        name,
        state: server.state,
        cpu_percent: face.number("cpu"),
        waiting: server.waiting,
        progress: server.progress as f32,
        warmup_left_s: server.warmup_left.s_f64().ceil() as u32,
        in_flight: server.in_flight,
        refused_per_s: face.number("refused"),
        opinions: server.opinions,
        age_s: server.age.s_f64() as u32,
        trouble: trouble(simulation, part),
        is_protected: server.is_protected,
        is_set_unhealthy: server.is_set_unhealthy,
    }
}

/// Load on a line: what passes over it.
fn edge_live(
    session: &Session,
    servers: &Servers<'_>,
    members: &Members,
    key: EdgeKey,
    meters: &Meters,
) -> EdgeLive {
    let mut links = session.board().links.iter();
    let Some(link) = links.find(|l| l.id.0 == key.link.0) else {
        return EdgeLive::default();
    };
    // A line of a group is drawn to one of its servers.
    let server = key.instance.and_then(|id| members.get(&id)).copied();
    let end = |id: PartId| match server {
        Some((part, instance)) if instance.owner == id => Some(part),
        _ => session.simulation().control().ix(id),
    };
    let Some(wire) = end(link.from).zip(end(link.to)) else {
        return EdgeLive::default();
    };
    let per_s = meters.passed(wire);
    let takes = server.is_some_and(|(_, id)| {
        let opinions = servers.opinions(id).iter();
        let mut of_link = opinions.filter(|o| o.by == link.from);
        of_link.any(|o| o.state == TargetState::Healthy)
    });
    EdgeLive {
        per_s,
        is_idle: !takes && per_s <= 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::structure::structure;
    use super::*;
    use serde_json::{Value, json};
    use swell_core::base::time::Span;
    use swell_core::document::Document;
    use swell_core::scenario::catalog::preset;

    fn session(change: impl FnOnce(&mut Value)) -> Session {
        let mut value: Value = serde_json::from_str(preset("default").unwrap().json).unwrap();
        change(&mut value);
        Session::new(Document::from_value(value).unwrap_or_else(|p| panic!("{p:#?}")))
    }

    fn run(session: &mut Session, s: u64) {
        session.advance(session.now() + Span::from_s(s), u64::MAX);
    }

    /// Rates on all lines by their links, after some time.
    fn rates(session: &mut Session) -> Vec<(u32, Option<InstanceId>, f32)> {
        let mut meters = Meters::default();
        meters.turn(session.simulation());
        run(session, 120);
        meters.turn(session.simulation());
        let structure = structure(session.document(), session.simulation());
        let servers = Servers::of(session.simulation());
        let members = members(&servers);
        let edges = structure.edges().into_iter();
        edges
            .map(|key| {
                let live = edge_live(session, &servers, &members, key, &meters);
                (key.link.0, key.instance, live.per_s)
            })
            .collect()
    }

    #[test]
    fn a_line_shows_what_passes_over_it() {
        // A second crowd at the same balancer, a third that nobody is wired to, writes alone.
        let mut session = session(|value| {
            let parts = value["parts"].as_array_mut().unwrap();
            parts.push(json!({ "id": 50, "kind": "users", "params": {
                "users": 400, "requests_per_user_s": 0.1, "cpu_seconds_per_request": 0.001 } }));
            parts.push(json!({ "id": 51, "kind": "users", "params": { "users": 900 } }));
            let links = value["links"].as_array_mut().unwrap();
            links.push(json!({ "id": 60, "from": 50, "to": 12, "protocol": "http" }));
        });
        run(&mut session, 60);
        let rates = rates(&mut session);
        let of = |link: u32| -> f32 {
            let lines = rates.iter().filter(|(id, ..)| *id == link);
            lines.map(|(_, _, per_s)| per_s).sum()
        };
        let is_near = |link: u32, per_s: f32| {
            let found = of(link);
            assert!(
                (found - per_s).abs() < per_s * 0.15,
                "{link}: {found}: {rates:?}"
            );
        };
        is_near(21, 10.0);
        is_near(22, 10.0);
        is_near(60, 40.0);
        // What both send, on the lines to two servers; each passes its half on to the database.
        is_near(23, 50.0);
        is_near(24, 50.0);
        let servers = rates.iter().filter(|(id, ..)| *id == 23);
        for (_, instance, per_s) in servers {
            assert!(
                instance.is_some() && (per_s - 25.0).abs() < 5.0,
                "{rates:?}"
            );
        }
    }
}
