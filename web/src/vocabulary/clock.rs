//! Time: the clock, its speeds, the surge and the timeline.

use super::{
    AlarmId, ClientView, ComparisonOperator, EntryId, Face, InstanceId, Metric, NodeId, SimTime,
    Structure,
};
use std::sync::Arc;
use swell_core::base::small_map::SmallMap;
use swell_core::observe::response::Stage;
use swell_core::observe::score::Score;
use swell_core::session::rival::Lane;

/// The speeds of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speed {
    Slow,
    X1,
    X10,
    X60,
    X300,
    Max,
}

impl Speed {
    pub const ALL: [Self; 6] = [
        Self::Slow,
        Self::X1,
        Self::X10,
        Self::X60,
        Self::X300,
        Self::Max,
    ];

    /// Simulated seconds per second of wall time; `None` as fast as the machine can.
    pub fn factor(self) -> Option<f64> {
        match self {
            Self::Slow => Some(0.05),
            Self::X1 => Some(1.0),
            Self::X10 => Some(10.0),
            Self::X60 => Some(60.0),
            Self::X300 => Some(300.0),
            Self::Max => None,
        }
    }

    pub fn faster(self) -> Self {
        Self::ALL.into_iter().find(|&s| s > self).unwrap_or(self)
    }

    pub fn slower(self) -> Self {
        Self::ALL
            .into_iter()
            .rev()
            .find(|&s| s < self)
            .unwrap_or(self)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockView {
    pub now: SimTime,
    pub is_running: bool,
    pub speed: Speed,
    /// The speed really reached, when it is below the one asked for.
    pub reached: Option<f32>,
    /// The cursor looks at the past; the run itself stands at `now`.
    pub looking_at: Option<SimTime>,
    /// At the fastest speed: share of the way that is done.
    pub progress: Option<f32>,
    /// Why time stands, where nobody has stopped it.
    pub stopped: Option<Standstill>,
}

/// Why time has come to stand by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standstill {
    /// The fastest speed goes so far at a time.
    DayAhead,
    /// The recorded traffic has been played.
    TraceEnd,
    /// A run goes no further.
    RunOver,
}

impl Default for ClockView {
    fn default() -> Self {
        Self {
            now: 0,
            is_running: false,
            speed: Speed::X60,
            reached: None,
            looking_at: None,
            progress: None,
            stopped: None,
        }
    }
}

/// The surge button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SurgeView {
    #[default]
    Ready,
    /// Waiting for the answer to the one question.
    Asking,
    Running {
        left_s: u32,
    },
}

/// When the learner thinks a new server takes traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    AtOnce,
    OneMinute,
    Minutes,
    Skipped,
}

/// The axis and the rows of the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineView {
    /// The calendar at the first picture: seconds since 1970 in the board's own time zone.
    pub epoch_s: i64,
    pub from: SimTime,
    pub to: SimTime,
    pub step: SimTime,
    pub sent_per_s: Vec<f32>,
    pub failed_per_s: Vec<f32>,
    /// CPU of the first group, and the thresholds of its alarms as they were.
    pub metric: Vec<Option<f32>>,
    pub bounds: Vec<BoundView>,
    /// What alarms compared, whatever the metric.
    pub tracks: Vec<TrackView>,
    pub desired: Vec<u32>,
    pub healthy: Vec<u32>,
    pub max: u32,
    pub rival: Option<RivalView>,
    pub marks: Vec<MarkView>,
    pub response: Option<ResponseView>,
}

/// A threshold through time; `None` where there was no alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundView {
    pub is_low: bool,
    pub operator: ComparisonOperator,
    pub values: Vec<Option<f32>>,
}

/// The values that an alarm compared, in the columns of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackView {
    pub alarm: AlarmId,
    /// The group that it acts on.
    pub group: NodeId,
    pub metric: Metric,
    pub values: Vec<Option<f32>>,
}

/// From the last rush to the first new server that could take its traffic.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseView {
    pub surge: SimTime,
    pub served: SimTime,
    /// What the time went to, in order, in seconds that add up to the whole.
    pub stages: Vec<(Stage, u64)>,
}

/// The future that is not shown, in the columns of the one that is; nothing where it was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RivalView {
    pub sent_per_s: Vec<Option<f32>>,
    pub failed_per_s: Vec<Option<f32>>,
    pub metric: Vec<Option<f32>>,
    pub desired: Vec<Option<u32>>,
}

/// The two futures of a fork.
#[derive(Clone, Debug, PartialEq)]
pub struct FuturesView {
    /// Which of them is shown.
    pub lane: Lane,
    /// Where they parted.
    pub from: SimTime,
    /// What both came to, the last time they stood at the same instant.
    pub score: Option<ScoreView>,
    /// The two boards by lane, where these are no futures of one.
    pub beside: Option<[SideView; 2]>,
}

/// One of two boards that run side by side, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct SideView {
    pub name: String,
    pub structure: Arc<Structure>,
    pub client: ClientView,
    pub nodes: SmallMap<NodeId, Face>,
    pub servers: SmallMap<InstanceId, Face>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreView {
    pub to: SimTime,
    pub a: Score,
    pub b: Score,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MarkView {
    pub at: SimTime,
    pub kind: MarkKind,
    pub entry: Option<EntryId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    AlarmOn,
    AlarmOff,
    Decision(i32),
    Edit,
    Surge,
    Fault,
    FirstServed,
    Guess(Guess),
}
