//! From events of followed requests to flights for the canvas: which lines a request took, when,
//! and where it failed. Probes of target groups fly too.

use super::mirror::{edge_links, instance_key, instance_name, part_name, shown};
use crate::draw::flight::{Flight, Leg};
use crate::draw::theme::Mark;
use crate::vocabulary::{
    EdgeKey, Item, LinkId, Moved, NodeId, PartName, RequestEvent, RequestStep, RequestTrace,
    RequestView, Role, SimTime, kind_of,
};
use std::net::Ipv4Addr;
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::small_map::SmallMap;
use swell_core::base::time::Instant;
use swell_core::contract::Member;
use swell_core::kinds::LivePart;
use swell_core::kinds::instance::Instance;
use swell_core::kinds::target_group::TargetGroup;
use swell_core::rules::network::Reach;
use swell_core::session::Session;
use swell_core::world::tracer::{Step, TraceEvent};

/// Requests under way that are kept; older ones were lost sight of.
const OPEN_MAX: usize = 4_096;
/// A leg that waits (a queue, a boot) is drawn no longer than this; the wait shows at the door.
const LEG_MAX_US: SimTime = 200_000;

/// Requests of the past are shown as fast ones are: their way in, and where it ended.
const REPLAY_SPEED: f64 = 60.0;

/// A leg with the part that it ends at.
#[derive(Clone, Copy)]
struct Way {
    leg: Leg,
    ends_at: PartIx,
}

#[derive(Default)]
pub struct Builder {
    open: SmallMap<u64, Vec<Way>>,
    events: Vec<TraceEvent>,
    heard: Heard,
    /// Newest probe shown, by target group and place.
    probes: SmallMap<(u32, u16), Instant>,
    kept: SmallMap<u64, RequestTrace>,
    moved: Option<Moved>,
    /// How far the run has been read.
    read_to: Instant,
}

/// What nobody has read yet, for what the second part of the page keeps.
#[derive(Default)]
pub struct Heard {
    /// Of the same run as what was read before; otherwise that is another one's.
    pub goes_on: bool,
    pub events: Vec<TraceEvent>,
}

/// Request traces that are kept: the followed requests that were sent last.
const KEPT_MAX: usize = 200;
/// Steps of one trace; retries and circles make no longer story.
const STEPS_MAX: usize = 64;

/// Events that wait to be read; more are left out until then.
const HEARD_MAX: usize = 20_000;

/// The two ends of lines, as the document names them.
type Links = SmallMap<(PartId, PartId), LinkId>;

impl Builder {
    /// Takes the events that have come in and gives the flights that are complete.
    /// `speed`: below real time the answer's way back is shown too.
    pub fn take(&mut self, session: &mut Session, speed: f64, out: &mut Vec<Flight>) {
        self.keep_up(session);
        let mut events = core::mem::take(&mut self.events);
        session.take_trace(&mut events);
        let links = edge_links(session.board());
        if self.heard.events.len() < HEARD_MAX {
            self.heard.events.extend_from_slice(&events);
        }
        for event in events.drain(..) {
            self.keep(session, &event);
            self.note(session, &links, &event, speed, out);
        }
        self.events = events;
        self.open.keep_last(OPEN_MAX);
        self.probes(session, &links, out);
    }

    /// What the events of the past were: the requests of then, and their flights, those that were still on
    /// their way too.
    pub fn replay(session: &Session, prints: &[TraceEvent]) -> (Self, Vec<Flight>) {
        let (mut builder, mut out) = (Self::default(), Vec::new());
        let links = edge_links(session.board());
        for print in prints {
            builder.keep(session, print);
            builder.note(session, &links, print, REPLAY_SPEED, &mut out);
        }
        let open = builder.open.iter().map(|(serial, ways)| Flight {
            serial: *serial,
            legs: ways.iter().map(|way| way.leg).collect(),
            mark: Mark::Request,
            failed: false,
        });
        out.extend(open.filter(|flight| !flight.legs.is_empty()));
        (builder, out)
    }

    /// All events since the last call.
    pub fn take_heard(&mut self) -> Heard {
        let next = Heard {
            goes_on: true,
            events: Vec::new(),
        };
        core::mem::replace(&mut self.heard, next)
    }

    /// A run that goes on from an earlier moment (whatever forked it) leaves what came later: that has not
    /// happened.
    pub fn keep_up(&mut self, session: &Session) {
        let head = session.head();
        if head < self.read_to {
            let now = shown(session.simulation(), head);
            self.open.clear();
            self.probes.clear();
            self.kept.retain(|_, trace| trace.sent_at() <= now);
        }
        self.read_to = head;
    }

    /// The newest step of a followed request.
    pub fn moved(&self) -> Option<&Moved> {
        self.moved.as_ref()
    }

    /// Forgets the newest step, to see whether there is a newer one.
    pub fn forget_moved(&mut self) {
        self.moved = None;
    }

    /// The trace of a request that was followed not long ago.
    pub fn request_trace(&self, serial: u64) -> Option<RequestTrace> {
        self.kept.get(&serial).cloned()
    }

    /// Requests that have ended, newest first.
    pub fn newest(&self, count: usize) -> Vec<RequestView> {
        let ended = self.kept.values().rev().filter_map(|p| {
            let (code, is_ok) = p.end()?;
            Some(RequestView {
                serial: p.serial,
                at: p.sent_at(),
                code,
                is_ok,
            })
        });
        ended.take(count).collect()
    }

    fn keep(&mut self, session: &Session, print: &TraceEvent) {
        if let Step::Sent { class, identity } = print.step {
            let client = session.simulation().world().client(class, identity);
            let trace = RequestTrace {
                serial: print.serial,
                client: Ipv4Addr::from(client.address).to_string(),
                ..RequestTrace::default()
            };
            self.kept.insert(print.serial, trace);
            self.kept.keep_last(KEPT_MAX);
        }
        let step = seen(session, print);
        self.moved = Some(Moved {
            serial: print.serial,
            step: step.clone(),
        });
        // A request that was on its way when following began has no beginning: leave it.
        let Some(trace) = self.kept.get_mut(&print.serial) else {
            return;
        };
        if trace.steps.len() >= STEPS_MAX {
            return;
        }
        trace.steps.push(step);
    }

    fn note(
        &mut self,
        session: &Session,
        links: &Links,
        print: &TraceEvent,
        speed: f64,
        out: &mut Vec<Flight>,
    ) {
        let at = shown(session.simulation(), print.at);
        let is_slow = speed < 1.0;
        if let Some(last) = self
            .open
            .get_mut(&print.serial)
            .and_then(|ways| ways.last_mut())
            .map(|way| &mut way.leg)
            && last.due == last.leave
        {
            last.due = at.clamp(last.leave, last.leave + LEG_MAX_US);
            // In slow motion nobody waits for the end of a request to see its beginning.
            if is_slow && last.due > last.leave {
                out.push(Flight {
                    serial: print.serial,
                    legs: vec![*last],
                    mark: Mark::Request,
                    failed: false,
                });
            }
        }
        match print.step {
            Step::Sent { .. } => {
                self.open.insert(print.serial, Vec::new());
            }
            Step::Reached { from } | Step::Resolved { from, .. } => {
                if let Some(edge) = edge(session, links, from, print.part) {
                    let leg = Leg {
                        edge,
                        is_return: false,
                        leave: at,
                        due: at,
                    };
                    let ends_at = print.part;
                    let ways = self.open.or_insert_with(print.serial, Vec::new);
                    ways.push(Way { leg, ends_at });
                }
            }
            Step::Answered { outcome, .. } if !outcome.is_ok() => {
                self.go_back_to(print.serial, print.part);
                self.finish(print.serial, true, is_slow, out);
            }
            Step::Answered { to, .. } if is_slow => {
                if let Some(edge) = edge(session, links, to, print.part)
                    && let Some(ways) = self.open.get_mut(&print.serial)
                {
                    let leg = Leg {
                        edge,
                        is_return: true,
                        leave: at,
                        due: at,
                    };
                    ways.push(Way { leg, ends_at: to });
                }
            }
            Step::Received { outcome } => self.finish(print.serial, !outcome.is_ok(), is_slow, out),
            Step::GaveUp => self.finish(print.serial, true, is_slow, out),
            Step::Answered { .. }
            | Step::Started
            | Step::Picked { .. }
            | Step::Noted { .. }
            | Step::Dropped { .. } => {}
        }
    }

    /// Leaves out the ways behind the part that made the failure: the cross belongs to it. A part
    /// that the request never reached (a client whose connection failed) leaves it where it got to.
    fn go_back_to(&mut self, serial: u64, part: PartIx) {
        if let Some(ways) = self.open.get_mut(&serial)
            && let Some(last) = ways.iter().rposition(|way| way.ends_at == part)
        {
            ways.truncate(last + 1);
        }
    }

    fn finish(&mut self, serial: u64, failed: bool, is_slow: bool, out: &mut Vec<Flight>) {
        if let Some(ways) = self.open.remove(&serial).filter(|ways| !ways.is_empty()) {
            let mut legs: Vec<Leg> = ways.into_iter().map(|way| way.leg).collect();
            if is_slow {
                // Its legs have been shown; what is left is the cross at the end of the last.
                let last = legs.pop().filter(|_| failed);
                let Some(last) = last else { return };
                let leave = last.due;
                legs = vec![Leg { leave, ..last }];
            }
            out.push(Flight {
                serial,
                legs,
                mark: Mark::Request,
                failed,
            });
        }
    }

    /// One tick per probe since the last look, on the line from the balancer to the target.
    fn probes(&mut self, session: &Session, links: &Links, out: &mut Vec<Flight>) {
        let simulation = session.simulation();
        for (ix, part) in simulation.parts().iter().enumerate() {
            let Some(group) = TargetGroup::of(part) else {
                continue;
            };
            let tg = PartIx(ix as u16);
            for (slot, target) in group.targets() {
                let Some((at, passed)) = target.last_probe else {
                    continue;
                };
                let seen = self.probes.insert((u32::from(tg.0), slot), at);
                if seen.is_some_and(|seen| at <= seen) {
                    continue;
                }
                if let Some(edge) = edge(session, links, tg, target.part.at) {
                    let at = shown(simulation, at);
                    let leg = Leg {
                        edge,
                        is_return: false,
                        leave: at,
                        due: at,
                    };
                    let legs = vec![leg];
                    out.push(Flight {
                        serial: 0,
                        legs,
                        mark: Mark::Probe,
                        failed: !passed,
                    });
                }
            }
        }
    }
}

/// The line between two parts of the run; an instance of a group has the group's line.
fn edge(session: &Session, links: &Links, from: PartIx, to: PartIx) -> Option<EdgeKey> {
    let simulation = session.simulation();
    let mut instance = None;
    let mut named = |ix: PartIx| -> PartId {
        if let Some(i) = simulation.parts().get(ix.ix()).and_then(Instance::of)
            && i.owner != ix
        {
            instance = Some(instance_key(i.id));
            return i.id.owner;
        }
        let id = simulation.control().id(ix);
        let part = session.board().part(id);
        part.and_then(|p| p.of).unwrap_or(id)
    };
    let ends = (named(from), named(to));
    Some(EdgeKey {
        link: *links.get(&ends)?,
        instance,
    })
}

/// Where the node of a balancer stands that took a request.
fn node_address(session: &Session, balancer: PartIx, zone: u8) -> Option<String> {
    let control = session.simulation().control();
    let mut subnets = control.ground.subnets.iter();
    let address = subnets.find_map(|subnet| {
        let is_there = subnet.az == zone;
        let address = control.addresses.address(subnet, balancer);
        address.filter(|_| is_there)
    });
    Some(address?.to_string())
}

/// The name of a part of the run, as it is now.
/// An event in the words of a request trace.
fn seen(session: &Session, print: &TraceEvent) -> RequestStep {
    let what = match print.step {
        Step::Sent { .. } => RequestEvent::Sent,
        Step::Reached { .. } => RequestEvent::Reached,
        Step::Resolved {
            is_cached,
            to,
            left,
            selection,
            ..
        } => RequestEvent::Resolved {
            is_cached,
            target: named(session, to),
            left: left.us() as SimTime,
            selection,
        },
        Step::Started => RequestEvent::Started,
        Step::Picked {
            target,
            eligible,
            outstanding,
            zone,
        } => RequestEvent::Picked {
            target: named(session, target),
            eligible,
            outstanding,
            node: node_address(session, print.part, zone),
        },
        Step::Noted { word } => RequestEvent::Noted(word),
        Step::Dropped { to, by } => RequestEvent::Dropped {
            target: named(session, to),
            by,
            place: match by {
                Reach::Acl { subnet, .. } => part_name(session, subnet),
                _ => String::new(),
            },
        },
        Step::Answered { outcome, .. } => RequestEvent::Answered(outcome),
        Step::Received { outcome } => RequestEvent::Received(outcome),
        Step::GaveUp => RequestEvent::GaveUp,
    };
    RequestStep {
        at: shown(session.simulation(), print.at),
        part: named(session, print.part),
        item: item_of(session, print.part),
        what,
    }
}

/// The element of a part on the board.
fn item_of(session: &Session, ix: PartIx) -> Option<Item> {
    let simulation = session.simulation();
    let part = simulation.parts().get(ix.ix())?;
    match Instance::of(part) {
        Some(i) => Some(Item::Instance(instance_key(i.id))),
        None if matches!(part, LivePart::Vacant) => None,
        None => Some(Item::Node(NodeId(simulation.control().id(ix).0))),
    }
}

fn named(session: &Session, ix: PartIx) -> PartName {
    let simulation = session.simulation();
    if let Some(i) = simulation.parts().get(ix.ix()).and_then(Instance::of) {
        return PartName {
            kind: kind_of(Role::Server),
            name: instance_name(session, i.id),
        };
    }
    let part = session.board().part(simulation.control().id(ix));
    PartName {
        kind: part.and_then(|p| p.kind()),
        name: part.and_then(|p| p.name.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use swell_core::base::id::InstanceId;
    use swell_core::base::time::Span;
    use swell_core::document::Document;
    use swell_core::engine::injection::{Injection, InstanceFault};
    use swell_core::scenario::catalog;
    use swell_core::session::errand::Work;

    /// The links at whose ends the crosses of failed requests stand, and which end.
    fn crosses(session: &mut Session, speed: f64) -> Vec<(u32, bool)> {
        session.follow_every(1);
        let (mut builder, mut out) = (Builder::default(), Vec::new());
        for _ in 0..40 {
            let next = session.now() + Span::from_ms(250);
            session.advance(next, u64::MAX);
            builder.take(session, speed, &mut out);
        }
        let failed = out.iter().filter(|f| f.failed && f.mark == Mark::Request);
        let last = failed.filter_map(|f| f.legs.last());
        let mut all: Vec<_> = last.map(|l| (l.edge.link.0, l.is_return)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn session() -> Session {
        let preset = catalog::preset("default").unwrap();
        let mut value: serde_json::Value = serde_json::from_str(preset.json).unwrap();
        value["settings"]["preroll_s"] = json!(0);
        let mut session = Session::new(Document::from_value(value).unwrap());
        let start = session.now() + Span::from_s(5);
        session.advance(start, u64::MAX);
        session
    }

    fn link(session: &Session, from: u32, to: u32) -> u32 {
        let mut links = session.document().links.iter();
        let found = links.find(|l| l.from.0 == from && l.to.0 == to);
        found.unwrap().id.0
    }

    /// Runs an errand of the session to its end.
    fn work(session: &mut Session) {
        while session.is_busy() && session.work(u64::MAX) == Work::UnderWay {}
    }

    #[test]
    fn the_requests_of_a_moment_of_the_past_are_those_of_then() {
        let mut session = session();
        session.follow_every(1);
        let mut builder = Builder::default();
        for _ in 0..60 {
            let next = session.now() + Span::from_s(1);
            session.advance(next, u64::MAX);
            builder.take(&mut session, 60.0, &mut Vec::new());
        }
        let (moment, before) = (Span::from_s(8), Span::from_s(11));
        let now = session.now();
        let ago = |span: Span| Instant::from_us(now.us() - span.us());
        session.begin_seek(ago(before));
        work(&mut session);
        session.begin_seek(ago(moment));
        session.follow_past(1);
        work(&mut session);
        let mut prints = Vec::new();
        session.take_past_trace(&mut prints);
        let (replayed, _) = Builder::replay(&session, &prints);
        let at = |instant| shown(session.simulation(), instant);
        let (from, to) = (at(ago(before)), at(ago(moment)));
        let listed = replayed.newest(10);
        assert_eq!(listed.len(), 10);
        assert!(
            listed.iter().all(|r| r.at > from && r.at <= to),
            "{listed:?}"
        );
        assert!(replayed.request_trace(listed[0].serial).is_some());
        // What is done there forks the run: the requests of the future that was left are no longer among
        // the newest.
        let users = session.users().unwrap();
        session.inject(Injection::Surge { users });
        assert!(builder.newest(10).iter().any(|r| r.at > to));
        builder.keep_up(&session);
        let listed = builder.newest(10);
        assert!(
            !listed.is_empty() && listed.iter().all(|r| r.at <= to),
            "{listed:?}"
        );
    }

    #[test]
    fn the_cross_stands_where_the_failure_was_made() {
        for speed in [60.0, 0.05] {
            let mut session = session();
            let group = session.document().parts.iter();
            let group = group
                .clone()
                .find(|p| crate::vocabulary::role(p.kind()) == Role::Fleet);
            let owner = group.unwrap().id;
            for serial in [1, 2] {
                let instance = InstanceId { owner, serial };
                let fault = InstanceFault::Answer500;
                session.inject(Injection::Instance { instance, fault });
            }
            // The application answers 500, after its query: on the balancer's line to it, or in slow
            // motion at the end of the database's way back.
            let to_server = (link(&session, 13, 14), false);
            let back = (link(&session, 14, 20), true);
            let expected = if speed < 1.0 { back } else { to_server };
            assert_eq!(crosses(&mut session, speed), [expected], "{speed}");
        }
        // A database that is down makes its own.
        let mut session = session();
        let database = PartId(20);
        session.inject(Injection::DatabaseDown { database });
        let to_database = (link(&session, 14, 20), false);
        assert_eq!(crosses(&mut session, 60.0), [to_database]);
    }
}
