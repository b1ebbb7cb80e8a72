//! What each alarm compared at each step of the series: the metric by the alarm's own statistic and
//! period, and the threshold of that time. A chart of the past is drawn with the lines of then.

use crate::base::id::{PartId, PartIx};
use crate::base::time::{Instant, Span};
use crate::engine::simulation::Simulation;
use crate::kinds::alarm::machine::Watch;
use crate::rules::alarm::ComparisonOperator;
use crate::world::log::AlarmKey;
use crate::world::metric::Metric;
use alloc::vec;
use alloc::vec::Vec;

/// Alarms that are followed; a board with more has the first of them.
const TRACKS_MAX: usize = 12;
/// A datapoint stands until the next one is due, with basic monitoring too.
const STANDS: Span = Span::from_s(300);

/// One step of an alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The newest datapoint; `None`: there was none.
    pub value: Option<f32>,
    pub threshold: f32,
}

/// An alarm through the run; `None` where it was not on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    pub alarm: AlarmKey,
    /// The group that its policies act on; without any, the part that it belongs to.
    pub group: PartId,
    pub metric: Metric,
    /// As it was last.
    pub operator: ComparisonOperator,
    pub scales_in: bool,
    pub points: Vec<Option<Point>>,
}

/// The tracks of all alarms, each as long as the series.
#[derive(Clone, Debug, Default)]
pub struct Tracks(Vec<Track>);

impl Tracks {
    pub fn all(&self) -> &[Track] {
        &self.0
    }

    pub fn of(&self, alarm: AlarmKey) -> Option<&Track> {
        self.0.iter().find(|t| t.alarm == alarm)
    }

    /// Adds a step to every track of a series that had `steps` before.
    pub(super) fn take(&mut self, simulation: &Simulation, steps: usize) {
        for (alarm, group, watch) in watched(simulation) {
            let Some((_, metric)) = watch.source else {
                continue;
            };
            let Some(track) = self.track(alarm, metric, steps) else {
                continue;
            };
            track.group = group;
            track.operator = watch.operator;
            track.scales_in = watch.scales_in;
            track.points.push(Some(Point {
                value: value(simulation, &watch),
                threshold: watch.threshold as f32,
            }));
        }
        for track in &mut self.0 {
            track.points.resize(steps + 1, None);
        }
    }

    /// The alarm's track, a new one if there is room: those without an alarm give way.
    fn track(&mut self, alarm: AlarmKey, metric: Metric, steps: usize) -> Option<&mut Track> {
        let is_it = |t: &Track| t.alarm == alarm && t.metric == metric;
        let at = match self.0.iter().position(is_it) {
            Some(at) => at,
            None => {
                // Another metric of the same alarm is another chart.
                self.0.retain(|t| t.alarm != alarm);
                if self.0.len() >= TRACKS_MAX {
                    let is_gone = |t: &Track| t.points.last() == Some(&None);
                    let gone = self.0.iter().position(is_gone)?;
                    self.0.remove(gone);
                }
                self.0.push(Track {
                    alarm,
                    group: alarm.part,
                    metric,
                    operator: ComparisonOperator::default(),
                    scales_in: false,
                    points: vec![None; steps],
                });
                self.0.len() - 1
            }
        };
        self.0.get_mut(at)
    }

    /// Of every two steps the later one stays.
    pub(super) fn thin(&mut self) {
        for track in &mut self.0 {
            let pairs = track.points.chunks(2);
            track.points = pairs.map(|pair| pair.last().copied().flatten()).collect();
        }
    }

    pub(super) fn cut(&mut self, steps: usize) {
        for track in &mut self.0 {
            track.points.truncate(steps);
        }
    }
}

/// The alarms of the board with what they watch now.
fn watched(simulation: &Simulation) -> impl Iterator<Item = (AlarmKey, PartId, Watch)> {
    let (parts, control) = (simulation.parts().iter().enumerate(), simulation.control());
    parts.flat_map(move |(ix, part)| {
        let ix = PartIx(ix as u16);
        let id = control.id(ix);
        let owner = control.facts.get(ix.ix()).and_then(|facts| facts.of);
        let owner = owner.map_or(id, |owner| control.id(owner));
        let found = part
            .alarms()
            .into_iter()
            .filter_map(move |(role, machine)| {
                let watch = machine.watch?;
                let group = watch.group.unwrap_or(owner);
                Some((AlarmKey { part: id, role }, group, watch))
            });
        found.collect::<Vec<_>>()
    })
}

/// The newest datapoint by the alarm's statistic, over the last of its periods that has ended.
fn value(simulation: &Simulation, watch: &Watch) -> Option<f32> {
    let (control, now) = (simulation.control(), simulation.now());
    let source = watch.source?;
    let newest = control.published.newest(source)?;
    let found = if watch.period <= Span::from_s(60) {
        (now.since(newest.end) <= STANDS).then(|| newest.clone())?
    } else {
        let next = control.calendar.next_boundary(now, watch.period);
        let end = Instant::from_us(next.us().checked_sub(watch.period.us())?);
        control.published.period(source, end, watch.period)?
    };
    Some(found.value(watch.statistic) as f32)
}
