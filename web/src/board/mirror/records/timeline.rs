//! The rows of the timeline and the marks on it.

use super::alarms::alarm_id;
use super::futures::rival;
use crate::board::mirror::shown;
use crate::vocabulary::{
    AlarmState, BoundView, EntryId, Guess, MarkKind, MarkView, NodeId, ResponseView, SECOND,
    SimTime, TimelineView, TrackView,
};
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::{Instant, Span};
use swell_core::contract::Member;
use swell_core::kinds::auto_scaling::Group;
use swell_core::kinds::instance;
use swell_core::observe::response::Response;
use swell_core::observe::series::Sample;
use swell_core::observe::tracks::{Point, Track};
use swell_core::session::Session;
use swell_core::world::log::What;

/// Columns of the timeline: more would not be seen.
const COLUMNS_MAX: usize = 240;

/// The timeline shows this much at least, and the newest of it.
const SPAN_MIN: SimTime = 1_200 * SECOND;

/// A second as the engine counts it.
const SECOND_US: u64 = 1_000_000;

const SPAN_MAX: SimTime = 3_600 * SECOND;

pub fn timeline(session: &Session, guess: Option<(Guess, Instant)>) -> TimelineView {
    let simulation = session.simulation();
    let head = shown(simulation, session.head());
    let start = shown(simulation, Instant::ZERO);
    // A long run is shown whole only as long as its columns can be told apart.
    let from = if head - start > SPAN_MAX && head < SPAN_MAX * 24 {
        head - SPAN_MAX
    } else {
        start
    };
    let other = session.rival().map(|r| shown(simulation, r.run().head()));
    let to = head.max(other.unwrap_or(head)).max(from + SPAN_MIN);
    let samples = session.run().series.samples();
    let inside: Vec<&Sample> = samples
        .iter()
        .filter(|s| shown(simulation, s.end) > from)
        .collect();
    let per_column = inside.len().div_ceil(COLUMNS_MAX).max(1);
    let step = session.run().series.step.us() as SimTime;
    let column_s = (step as f64 / 1e6) as f32 * per_column as f32;
    let columns: Vec<&[&Sample]> = inside.chunks(per_column).collect();
    let rate = |count: fn(&Sample) -> u64| -> Vec<f32> {
        let sum = |column: &&[&Sample]| column.iter().map(|s| count(s)).sum::<u64>() as f32;
        columns.iter().map(|c| sum(c) / column_s).collect()
    };
    let last = |column: &[&Sample]| column.last().copied().copied().unwrap_or_default();
    let before = samples.len() - inside.len();
    let tracks = session.run().series.tracks.all();
    // The later step of a column, as for the other levels.
    let column = |track: &Track, of: fn(&Point) -> Option<f32>| -> Vec<Option<f32>> {
        let points = track.points.get(before..).unwrap_or(&[]).chunks(per_column);
        points.map(|c| c.last()?.as_ref().and_then(of)).collect()
    };
    let first_group = first_group(session);
    let on_cpu =
        |t: &&Track| t.metric == instance::metrics::CPU_UTILIZATION && Some(t.group) == first_group;
    let bounds = tracks.iter().filter(on_cpu).map(|t| BoundView {
        is_low: !t.operator.is_greater(),
        operator: t.operator,
        values: column(t, |p| Some(p.threshold)),
    });
    let max = simulation
        .parts()
        .iter()
        .filter_map(Group::of)
        .map(|g| g.max);
    let epoch = session.board().epoch;
    TimelineView {
        epoch_s: epoch.unix_s.saturating_add(epoch.offset_s),
        from,
        to,
        step: step * per_column as SimTime,
        sent_per_s: rate(|s| s.sent),
        failed_per_s: rate(|s| s.failed + s.gave_up),
        metric: columns.iter().map(|c| last(c).metric).collect(),
        bounds: bounds.collect(),
        tracks: tracks
            .iter()
            .map(|t| TrackView {
                alarm: alarm_id(t.alarm),
                group: NodeId(t.group.0),
                metric: t.metric,
                values: column(t, |p| p.value),
            })
            .collect(),
        desired: columns.iter().map(|c| last(c).desired).collect(),
        healthy: columns.iter().map(|c| last(c).healthy).collect(),
        max: max.sum(),
        rival: rival(session, from, to, step * per_column as SimTime),
        marks: marks(session, from, guess),
        response: response(session),
    }
}

/// The group whose CPU the series holds.
fn first_group(session: &Session) -> Option<PartId> {
    let mut parts = session.simulation().parts().iter();
    let ix = parts.position(|p| Group::of(p).is_some())?;
    Some(session.simulation().control().id(PartIx(ix as u16)))
}

/// The answer to the last rush, as far as it is known at the instant that is shown.
fn response(session: &Session) -> Option<ResponseView> {
    let found = Response::to_last_surge(&session.run().journal, session.now())?;
    // Whole seconds that add up to the whole: of each end, not of each length.
    let mut end = Span::ZERO;
    let stages = found.stages.iter().map(|(stage, span)| {
        let before = end;
        end = end + *span;
        (*stage, end.us() / SECOND_US - before.us() / SECOND_US)
    });
    Some(ResponseView {
        surge: shown(session.simulation(), found.surge),
        served: shown(session.simulation(), found.served),
        stages: stages.filter(|(_, s)| *s > 0).collect(),
    })
}

fn marks(session: &Session, from: SimTime, guess: Option<(Guess, Instant)>) -> Vec<MarkView> {
    let simulation = session.simulation();
    let entries = session.run().journal.entries().iter();
    let found = entries
        .filter_map(|entry| {
            let at = shown(simulation, entry.at);
            let kind = match &entry.what {
                What::AlarmChanged { to, scales_in, .. } => match to {
                    AlarmState::Alarm if !scales_in => MarkKind::AlarmOn,
                    AlarmState::Ok if !scales_in => MarkKind::AlarmOff,
                    _ => return None,
                },
                What::SurgeSent { .. } => MarkKind::Surge,
                What::FaultInjected { .. }
                | What::ZoneDown { .. }
                | What::ZoneUp { .. }
                | What::ZoneCapacity { .. } => MarkKind::Fault,
                What::Edited => MarkKind::Edit,
                what => match what.desired() {
                    Some((before, after)) if before != after => {
                        MarkKind::Decision(after as i32 - before as i32)
                    }
                    _ => return None,
                },
            };
            (at >= from).then_some(MarkView {
                at,
                kind,
                entry: Some(EntryId(entry.id.0)),
            })
        })
        .collect::<Vec<_>>();
    let mut surges = session.run().journal.entries().iter();
    let surge = surges.rfind(|e| matches!(e.what, What::SurgeSent { .. }));
    let surge = surge.map(|e| e.at);
    let response = Response::to_last_surge(&session.run().journal, session.head());
    let served = response.map(|r| (r.served, MarkKind::FirstServed));
    // The guess stands where it said the server would come.
    let guess = surge.zip(guess).and_then(|(surge, (guess, asked))| {
        let after_s = match guess {
            Guess::AtOnce => 2,
            Guess::OneMinute => 60,
            Guess::Minutes => 240,
            Guess::Skipped => return None,
        };
        (asked >= surge).then(|| (surge + Span::from_s(after_s), MarkKind::Guess(guess)))
    });
    let more = served.into_iter().chain(guess).map(|(at, kind)| MarkView {
        at: shown(simulation, at),
        kind,
        entry: None,
    });
    let mut all: Vec<MarkView> = found
        .into_iter()
        .chain(more.filter(|m| m.at >= from))
        .collect();
    all.sort_by_key(|m| m.at);
    all
}
