//! The numbers beside the things: rates from the difference of two readings, levels as they are.

use super::structure::instance_key;
use super::trouble::{outages, trouble};
use crate::board::{Board, put};
use crate::vocabulary::*;
use swell_core::base::id::{InstanceId as CoreInstanceId, PartId, PartIx};
use swell_core::base::small_map::SmallMap;
use swell_core::base::time::{Instant, Span};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::Part;
use swell_core::kinds::auto_scaling::{Group, Member};
use swell_core::kinds::instance::{App, Instance};
use swell_core::observe::meters::Meters;
use swell_core::rules::health::TargetState;
use swell_core::rules::lifecycle::Ec2State;
use swell_core::session::Session;

pub fn show(board: Board, session: &Session, structure: &Structure, meters: &mut Meters) {
    let simulation = session.simulation();
    meters.turn(simulation);
    let now = simulation.now();
    put(&board.client, meters.client(simulation));
    let seen = Seen::of(simulation);
    put(&board.outages, outages(simulation, structure));
    for node in &structure.nodes {
        let part = simulation.part(PartId(node.id.0));
        let shown = face(simulation, node.id, meters);
        match part {
            Some(Part::AutoScalingGroup(group)) => {
                put(&board.group(node.id), group_view(&seen, group, now));
                // Only the servers that have a card have numbers.
                let cards = structure.instances_of(node.id).count();
                for member in group.members.iter().take(cards) {
                    let view = instance_view(&seen, group, member, meters, now);
                    put(&board.instance(instance_key(member.id)), view);
                }
            }
            Some(Part::Instance(instance)) => {
                let target = seen.state(instance.id);
                let state = state(instance, target, false);
                let view = common_view(&seen, instance, state, None, &shown, now);
                put(&board.instance(InstanceId(node.id.0)), view.clone());
            }
            _ => {}
        }
        put(&board.node(node.id), shown);
    }
    for chip in &structure.chips {
        put(&board.node(chip.id), face(simulation, chip.id, meters));
    }
    for key in structure.edges() {
        put(&board.edge(key), edge_live(session, &seen, key, meters));
    }
}

/// What is shown of a part of the document; nothing of one that the run does not have.
fn face(simulation: &Simulation, id: NodeId, meters: &Meters) -> Face {
    let part = simulation.control().ix(PartId(id.0));
    part.map_or_else(Face::default, |part| meters.face(simulation, part))
}

/// What is looked up for every server and line, found once.
struct Seen<'a> {
    simulation: &'a Simulation,
    /// What target groups say of each instance.
    targets: SmallMap<CoreInstanceId, Vec<TargetOpinion>>,
    /// Servers of groups by the number that lines know them by.
    members: SmallMap<InstanceId, (PartIx, CoreInstanceId)>,
}

impl<'a> Seen<'a> {
    fn of(simulation: &'a Simulation) -> Self {
        let mut all: Vec<(CoreInstanceId, TargetOpinion)> = Vec::new();
        let mut members = Vec::new();
        for (ix, part) in simulation.parts().iter().enumerate() {
            match part {
                Part::TargetGroup(group) => {
                    let by = NodeId(simulation.control().id(PartIx(ix as u16)).0);
                    all.extend(group.targets().map(|(_, target)| {
                        let opinion = TargetOpinion {
                            by,
                            state: target.health.state,
                            reason: target.reason,
                        };
                        (target.instance, opinion)
                    }));
                }
                Part::AutoScalingGroup(group) => {
                    let of_group = group.members.iter();
                    members.extend(of_group.map(|m| (instance_key(m.id), (m.part.at, m.id))));
                }
                _ => {}
            }
        }
        let ids = all.iter().map(|(id, _)| (*id, Vec::new()));
        let mut targets: SmallMap<_, Vec<TargetOpinion>> = ids.collect();
        for (id, opinion) in all {
            targets.or_insert_with(id, Vec::new).push(opinion);
        }
        Self {
            simulation,
            targets,
            members: members.into_iter().collect(),
        }
    }

    fn opinions(&self, id: CoreInstanceId) -> &[TargetOpinion] {
        self.targets.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The state of an instance at the first target group that it is registered with.
    fn state(&self, id: CoreInstanceId) -> Option<TargetState> {
        self.opinions(id).first().map(|o| o.state)
    }
}

fn group_view(seen: &Seen<'_>, group: &Group, now: Instant) -> GroupView {
    let simulation = seen.simulation;
    let warmup = group.metric_warmup();
    let is_running = |m: &&Member| matches!(simulation.parts().get(m.part.at.ix()), Some(Part::Instance(i)) if i.ec2 == Ec2State::Running);
    let count = |n: usize| n as u32;
    let members = &group.members;
    let in_service = || members.iter().filter(|m| m.is_in_service());
    GroupView {
        is_silent: group.is_silent,
        min: group.min,
        desired: group.desired,
        max: group.max,
        running: count(members.iter().filter(is_running).count()),
        in_service: count(in_service().count()),
        healthy: count(
            in_service()
                .filter(|m| {
                    m.unhealthy.is_none()
                        && seen.state(m.id).is_none_or(|s| s == TargetState::Healthy)
                })
                .count(),
        ),
        counted: count(
            in_service()
                .filter(|m| m.in_service_for(now) >= warmup)
                .count(),
        ),
    }
}

fn instance_view(
    seen: &Seen<'_>,
    group: &Group,
    member: &Member,
    meters: &Meters,
    now: Instant,
) -> InstanceView {
    let Some(Part::Instance(instance)) = seen.simulation.parts().get(member.part.at.ix()) else {
        return InstanceView::default();
    };
    let state = state(instance, seen.state(member.id), member.is_terminating());
    let warm_left = match member.is_in_service() {
        true => group.metric_warmup() - member.in_service_for(now),
        false => Span::ZERO,
    };
    let verdict = match member.unhealthy {
        Some(why) => Some(Verdict::Unhealthy(why)),
        None => member.is_in_service().then_some(Verdict::Healthy),
    };
    let face = meters.face(seen.simulation, member.part.at);
    InstanceView {
        name: format!("i-{}", member.id.serial),
        warmup_left_s: warm_left.s_f64().ceil() as u32,
        is_protected: member.is_protected,
        is_set_unhealthy: member.is_set_unhealthy,
        ..common_view(seen, instance, state, verdict, &face, now)
    }
}

fn common_view(
    seen: &Seen<'_>,
    instance: &Instance,
    state: InstanceState,
    verdict: Option<Verdict>,
    face: &Face,
    now: Instant,
) -> InstanceView {
    let checks = StatusChecks {
        is_system_ok: !instance.is_unreachable,
        is_instance_ok: instance.impaired_since.is_none(),
    };
    InstanceView {
        state,
        cpu_percent: face.number("cpu"),
        waiting: instance.waiting() as u32,
        progress: instance.phase_progress(now) as f32,
        in_flight: instance.workers() + instance.waiting() as u32,
        refused_per_s: face.number("refused"),
        // Each from its own source: none of them knows what the others think.
        opinions: Opinions {
            ec2: Some(instance.ec2),
            checks: (instance.ec2 == Ec2State::Running).then_some(checks),
            targets: seen.opinions(instance.id).to_vec(),
            group: verdict,
        },
        age_s: now.since(instance.launched_at).s_f64() as u32,
        trouble: trouble(seen.simulation, instance),
        ..InstanceView::default()
    }
}

fn state(instance: &Instance, target: Option<TargetState>, is_terminating: bool) -> InstanceState {
    if is_terminating {
        return match target {
            Some(TargetState::Draining) if instance.ec2 == Ec2State::Running => {
                InstanceState::Draining
            }
            _ => InstanceState::Terminating,
        };
    }
    match (instance.ec2, instance.app) {
        (Ec2State::Pending, _) => InstanceState::Pending,
        (Ec2State::Running, _) if instance.is_unreachable => InstanceState::Unreachable,
        (Ec2State::Running, App::Bootstrapping) => InstanceState::Bootstrapping,
        (Ec2State::Running, App::Crashed) => InstanceState::Crashed,
        (Ec2State::Running, App::Hung) => InstanceState::Hung,
        (Ec2State::Running, _) => match target {
            Some(TargetState::Initial) => InstanceState::Checking,
            Some(TargetState::Unhealthy) => InstanceState::Unhealthy,
            Some(TargetState::Draining) => InstanceState::Draining,
            _ => InstanceState::Healthy,
        },
        _ => InstanceState::Stopped,
    }
}

/// Load on a line: what passes over it.
fn edge_live(session: &Session, seen: &Seen<'_>, key: EdgeKey, meters: &Meters) -> EdgeLive {
    let mut links = session.board().links.iter();
    let Some(link) = links.find(|l| l.id.0 == key.link.0) else {
        return EdgeLive::default();
    };
    // A line of a group is drawn to one of its servers.
    let server = key.instance.and_then(|id| seen.members.get(&id)).copied();
    let end = |id: PartId| match server {
        Some((part, instance)) if instance.owner == id => Some(part),
        _ => seen.simulation.control().ix(id),
    };
    let Some(wire) = end(link.from).zip(end(link.to)) else {
        return EdgeLive::default();
    };
    let per_s = meters.passed(wire);
    let takes = server.is_some_and(|(_, id)| {
        let opinions = seen.opinions(id).iter();
        let mut of_link = opinions.filter(|o| o.by.0 == link.from.0);
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
    use swell_core::document::Document;
    use swell_core::engine::fault::{Incident, InstanceFault};
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
        let seen = Seen::of(session.simulation());
        let edges = structure.edges().into_iter();
        edges
            .map(|key| {
                let live = edge_live(session, &seen, key, &meters);
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

    fn inject(session: &mut Session, fault: InstanceFault) -> CoreInstanceId {
        let instance = CoreInstanceId {
            owner: PartId(14),
            serial: 1,
        };
        session.inject(Incident::Instance { instance, fault });
        instance
    }

    fn view(session: &Session, id: CoreInstanceId) -> InstanceView {
        let Some(Part::AutoScalingGroup(group)) = session.simulation().part(id.owner) else {
            panic!("a group");
        };
        let member = group.members.iter().find(|m| m.id == id).unwrap();
        let seen = Seen::of(session.simulation());
        instance_view(&seen, group, member, &Meters::default(), session.now())
    }

    /// The lesson of health checks: EC2 sees no hung process, the balancer no failed status check.
    #[test]
    fn each_opinion_about_a_server_is_from_its_own_source() {
        // The group asks EC2 alone (quiz 2 of the notes).
        let mut session = session(|value| {
            let parts = value["parts"].as_array_mut().unwrap();
            let group = parts.iter_mut().find(|p| p["id"] == 14).unwrap();
            group["params"]["HealthCheckType"] = json!("EC2");
        });
        run(&mut session, 1_020);
        let id = inject(&mut session, InstanceFault::Hang);
        run(&mut session, 1);
        let hung = view(&session, id);
        assert_eq!(hung.state, InstanceState::Hung);
        assert_eq!(hung.opinions.ec2, Some(Ec2State::Running));
        assert_eq!(hung.opinions.checks, Some(StatusChecks::PASSED));
        // Nobody has noticed yet.
        assert_eq!(hung.opinions.targets[0].state, TargetState::Healthy);
        assert_eq!(hung.opinions.group, Some(Verdict::Healthy));
        run(&mut session, 95);
        let noticed = view(&session, id);
        assert_eq!(noticed.opinions.checks, Some(StatusChecks::PASSED));
        let target = noticed.opinions.targets[0];
        assert_eq!(target.state, TargetState::Unhealthy);
        assert_eq!(target.reason.map(|r| r.code()), Some("Target.Timeout"));
        assert_eq!(noticed.opinions.group, Some(Verdict::Healthy));
    }

    #[test]
    fn a_failed_status_check_is_ec2s_opinion_alone() {
        let mut session = session(|_| {});
        run(&mut session, 1_020);
        let id = inject(&mut session, InstanceFault::Impair);
        run(&mut session, 60);
        let impaired = view(&session, id);
        assert_eq!(impaired.opinions.ec2, Some(Ec2State::Running));
        let checks = impaired.opinions.checks.unwrap();
        assert!(checks.is_system_ok && !checks.is_instance_ok);
        assert_eq!(impaired.opinions.targets[0].state, TargetState::Healthy);
        assert_eq!(impaired.opinions.group, Some(Verdict::Healthy));
    }
}
