//! From footprints of followed requests to flights for the canvas: which lines a request took, when,
//! and where it failed. Probes of target groups fly too.

use super::addresses;
use super::mirror::{edge_links, instance_key, instance_name, kind_of, shown};
use super::model::{
    EdgeKey, Kind, LinkId, PartName, Passport, PassportStep, PassportWhat, RequestView, SimTime,
};
use crate::draw::flight::{Flight, Leg};
use crate::draw::theme::Mark;
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::small_map::SmallMap;
use swell_core::base::time::Instant;
use swell_core::kinds::Part;
use swell_core::session::Session;
use swell_core::world::trail::{Footprint, Step};

/// Requests under way that are kept; older ones were lost sight of.
const OPEN_MAX: usize = 4_096;
/// A leg that waits (a queue, a boot) is drawn no longer than this; the wait shows at the door.
const LEG_MAX_US: SimTime = 200_000;

#[derive(Default)]
pub struct Builder {
    open: SmallMap<u64, Vec<Leg>>,
    footprints: Vec<Footprint>,
    /// Newest probe shown, by target group and place.
    probes: SmallMap<(u32, u16), Instant>,
    kept: SmallMap<u64, Passport>,
}

/// Passports that are kept: the followed requests that were sent last.
const KEPT_MAX: usize = 200;
/// Steps of one passport; retries and circles make no longer story.
const STEPS_MAX: usize = 64;

/// The two ends of lines, as the document names them.
type Links = SmallMap<(PartId, PartId), LinkId>;

impl Builder {
    /// Takes the footprints that have come in and gives the flights that are complete.
    /// `speed`: below real time the answer's way back is shown too.
    pub fn take(&mut self, session: &mut Session, speed: f64, out: &mut Vec<Flight>) {
        let mut footprints = core::mem::take(&mut self.footprints);
        session.take_footprints(&mut footprints);
        let links = edge_links(session.document());
        for footprint in footprints.drain(..) {
            self.keep(session, &footprint);
            self.note(session, &links, &footprint, speed, out);
        }
        self.footprints = footprints;
        self.open.keep_last(OPEN_MAX);
        self.probes(session, &links, out);
    }

    /// The passport of a request that was followed not long ago.
    pub fn passport(&self, serial: u64) -> Option<Passport> {
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

    fn keep(&mut self, session: &Session, print: &Footprint) {
        if print.step == Step::Sent {
            self.kept.insert(
                print.serial,
                Passport {
                    serial: print.serial,
                    client: addresses::client(
                        session.document(),
                        session.simulation().control().id(print.part),
                        print.serial,
                    ),
                    steps: Vec::new(),
                },
            );
            self.kept.keep_last(KEPT_MAX);
        }
        // A request that was on its way when following began has no beginning: leave it.
        let Some(passport) = self.kept.get_mut(&print.serial) else {
            return;
        };
        if passport.steps.len() >= STEPS_MAX {
            return;
        }
        let what = match print.step {
            Step::Sent => PassportWhat::Sent,
            Step::Reached { .. } => PassportWhat::Reached,
            Step::Started => PassportWhat::Started,
            Step::Picked {
                target,
                eligible,
                outstanding,
                zone,
            } => PassportWhat::Picked {
                target: named(session, target),
                eligible,
                outstanding,
                node: node_address(session, print.part, zone),
            },
            Step::Answered { outcome, .. } => PassportWhat::Answered(outcome),
            Step::Received { outcome } => PassportWhat::Received(outcome),
            Step::GaveUp => PassportWhat::GaveUp,
        };
        passport.steps.push(PassportStep {
            at: shown(session.simulation(), print.at),
            part: named(session, print.part),
            what,
        });
    }

    fn note(
        &mut self,
        session: &Session,
        links: &Links,
        print: &Footprint,
        speed: f64,
        out: &mut Vec<Flight>,
    ) {
        let at = shown(session.simulation(), print.at);
        let is_slow = speed < 1.0;
        if let Some(last) = self
            .open
            .get_mut(&print.serial)
            .and_then(|legs| legs.last_mut())
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
            Step::Sent => {
                self.open.insert(print.serial, Vec::new());
            }
            Step::Reached { from } => {
                if let Some(edge) = edge(session, links, from, print.part) {
                    let leg = Leg {
                        edge,
                        is_return: false,
                        leave: at,
                        due: at,
                    };
                    self.open.or_insert_with(print.serial, Vec::new).push(leg);
                }
            }
            Step::Answered { outcome, .. } if !outcome.is_ok() => {
                self.finish(print.serial, true, is_slow, out);
            }
            Step::Answered { to, .. } if is_slow => {
                if let Some(edge) = edge(session, links, to, print.part)
                    && let Some(legs) = self.open.get_mut(&print.serial)
                {
                    legs.push(Leg {
                        edge,
                        is_return: true,
                        leave: at,
                        due: at,
                    });
                }
            }
            Step::Received { outcome } => self.finish(print.serial, !outcome.is_ok(), is_slow, out),
            Step::GaveUp => self.finish(print.serial, true, is_slow, out),
            Step::Answered { .. } | Step::Started | Step::Picked { .. } => {}
        }
    }

    fn finish(&mut self, serial: u64, failed: bool, is_slow: bool, out: &mut Vec<Flight>) {
        if let Some(mut legs) = self.open.remove(&serial).filter(|legs| !legs.is_empty()) {
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
            let Part::TargetGroup(group) = part else {
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
                if let Some(edge) = edge(session, links, tg, target.part) {
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
        if let Some(Part::Instance(i)) = simulation.parts().get(ix.ix())
            && i.owner != ix
        {
            instance = Some(instance_key(i.id));
            return i.id.owner;
        }
        let id = simulation.control().id(ix);
        let part = session.document().part(id);
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
    let az = control.zones.get(usize::from(zone))?;
    addresses::node(session.document(), control.id(balancer), *az)
}

/// The name of a part of the run, as it is now.
fn named(session: &Session, ix: PartIx) -> PartName {
    let simulation = session.simulation();
    if let Some(Part::Instance(i)) = simulation.parts().get(ix.ix()) {
        return PartName {
            kind: Kind::Instance,
            name: instance_name(session, i.id),
        };
    }
    let part = session.document().part(simulation.control().id(ix));
    PartName {
        kind: part.map_or(Kind::Unknown, |p| kind_of(p.kind())),
        name: part.and_then(|p| p.name.clone()).unwrap_or_default(),
    }
}
