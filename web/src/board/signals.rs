//! What moves along the chain, from the run itself: datapoints as CloudWatch publishes them, alarms
//! as they read them, and every decision that was written down.

use super::mirror::{alarm_id, instance_key, standalone};
use crate::draw::signals::Signal;
use crate::draw::theme::Mark;
use crate::geometry::chain::Stop;
use crate::vocabulary::{Item, NodeId};
use swell_core::base::id::PartIx;
use swell_core::base::time::{Instant, Span};
use swell_core::contract::Launched;
use swell_core::kinds::instance;
use swell_core::session::Session;
use swell_core::world::log::{AlarmKey, Entry, What};
use swell_core::world::published::Source;

/// Entries of the journal that are looked through for what is new.
const ENTRIES_SEEN: usize = 64;
/// Servers of a group that send a mark of their own.
const SENDERS_MAX: usize = 8;

/// What has been shown already.
#[derive(Default)]
pub struct Watcher {
    seen: Option<Instant>,
    journal_version: u64,
}

impl Watcher {
    /// Adds what has happened since the last look.
    pub fn take(&mut self, session: &Session, out: &mut Vec<Signal>) {
        let now = session.now();
        let Some(seen) = self.seen.replace(now).filter(|seen| *seen < now) else {
            return;
        };
        let is_new = |at: Instant| at > seen && at <= now;
        metrics(session, &is_new, out);
        let journal = &session.run().journal;
        if journal.version != self.journal_version {
            self.journal_version = journal.version;
            let newest = journal.entries().iter().rev().take(ENTRIES_SEEN);
            let new = newest.filter(|e| is_new(e.at) || is_new(e.last_at));
            out.extend(new.filter_map(decided));
        }
    }
}

/// A decision on its way to the group; one that changes nothing gets no further than its policy.
fn decided(entry: &Entry) -> Option<Signal> {
    let (from, to) = entry.what.desired()?;
    let (group, mut stops) = match &entry.what {
        What::PolicyEvaluated { group, because, .. } => {
            let alarm = alarm_id(because.alarm);
            (*group, vec![Stop::Alarm(alarm), Stop::Policy(alarm)])
        }
        What::ScheduleFired { group, .. } => (*group, Vec::new()),
        _ => (entry.part, Vec::new()),
    };
    let mark = match from == to {
        true => Mark::Held,
        false => Mark::Decision,
    };
    if from != to || stops.is_empty() {
        stops.extend([Stop::Capacity, Stop::Group(NodeId(group.0))]);
    }
    Some(Signal { mark, stops })
}

/// Published datapoints, and those that an alarm has just read.
fn metrics(session: &Session, is_new: &dyn Fn(Instant) -> bool, out: &mut Vec<Signal>) {
    let control = session.simulation().control();
    let delay = control.metric_delay;
    let mut sent: Vec<Source> = Vec::new();
    for (ix, part) in session.simulation().parts().iter().enumerate() {
        let me = control.id(PartIx(ix as u16));
        for (role, machine) in part.alarms() {
            let source = machine.watch.and_then(|watch| watch.source);
            if let Some(source) = source.filter(|s| !sent.contains(s)) {
                sent.push(source);
                let newest = control.published.newest(source);
                if newest.is_some_and(|d| is_new(d.end)) {
                    out.extend(senders(session, source).into_iter().map(|item| Signal {
                        mark: Mark::Metric,
                        stops: vec![Stop::Item(item), Stop::Metric],
                    }));
                }
            }
            let read = machine.slots.last().filter(|slot| slot.value.is_some());
            if read.is_some_and(|slot| is_new(slot.end + delay)) {
                let alarm = alarm_id(AlarmKey { part: me, role });
                out.push(Signal {
                    mark: Mark::Metric,
                    stops: vec![Stop::Metric, Stop::Alarm(alarm)],
                });
            }
        }
    }
}

/// The parts of the picture that a datapoint comes from: of a group's average, the servers in it.
fn senders(session: &Session, (ix, metric): Source) -> Vec<Item> {
    let of_servers = [
        instance::metrics::CPU_UTILIZATION,
        instance::metrics::NETWORK_IN,
        instance::metrics::NETWORK_OUT,
    ];
    let simulation = session.simulation();
    let now = simulation.now();
    if let Some(part) = simulation.parts().get(ix.ix())
        && part.sizes(now).is_some()
        && of_servers.contains(&metric)
    {
        let counts = |m: &&Launched| m.is_in_service && m.warmup_left == Span::ZERO;
        let launched = part.launched(now);
        let counted = launched.iter().filter(counts).take(SENDERS_MAX);
        return counted
            .map(|m| Item::Instance(instance_key(m.id)))
            .collect();
    }
    let id = standalone(session.board(), simulation.control().id(ix));
    vec![Item::Node(NodeId(id.0))]
}
