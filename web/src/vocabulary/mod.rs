//! What the picture shows, as plain data: the only thing views know about a simulation.
//! Values are typed and carry no prose; `i18n` makes the words. One place (`mirror`) fills them.

mod action;
mod clock;
mod inspector;
mod lang;
mod live;
mod point;
mod records;
mod refusal;
mod structure;
mod traffic;

pub use action::{Action, Enabled};
pub use clock::{
    BoundView, ClockView, FuturesView, Guess, MarkKind, MarkView, ResponseView, RivalView,
    ScoreView, SideView, Speed, Standstill, SurgeView, TimelineView, TrackView,
};
pub use inspector::{
    Addresses, Bounds, FieldEdit, FieldValue, FieldView, Followed, InspectorView, IssueView,
    LadderView, LineKind, LineView, NumberSpec, Page, PlanRow, PolicyRow, PolicyView, ReachCell,
    ReachView, ScheduleView, SectionView, StepView, TypeView,
};
pub use lang::Lang;
pub use live::{
    ClientView, EdgeLive, Face, FaultView, Fleet, GroupOpinion, InstanceState, InstanceView,
    Opinions, OutageView, StatusChecks, Tone, Trouble,
};
pub use point::Point;
pub use records::{
    ActionView, AlarmState, AlarmView, Because, ComparisonOperator, DecisionView, FaultName, Gaps,
    JournalEvent, JournalView, LaunchProblem, Limit, Metric, Statistic, Told,
};
pub use refusal::Refusal;
#[cfg(test)]
pub use structure::sample;
pub use structure::{
    ChipView, EdgeKey, FrameView, InstanceRef, LinkView, LogView, NodeView, Structure, kind_of,
    role,
};
pub use traffic::{
    Moved, PartName, RequestEvent, RequestStep, RequestTrace, RequestView, Stop, TraceFile,
    TraceView,
};

/// An id that is one number; each is its own type so that they cannot be mixed up.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )+};
}

ids! {
    /// A part of the document that stands on the canvas or hangs on another as a chip.
    NodeId,
    /// A frame of the ground: VPC, Availability Zone or subnet.
    FrameId,
    /// A link of the document.
    LinkId,
    /// A running server: comes and goes while time runs.
    InstanceId,
    /// An alarm, drawn or made by a target-tracking policy.
    AlarmId,
    /// An entry of the journal.
    EntryId,
}

/// Simulated time in microseconds since the first picture; negative in the pre-roll.
pub type SimTime = i64;

/// One second of simulated time.
pub const SECOND: SimTime = 1_000_000;

pub use swell_core::contract::{Family, Level, Role, Unit};
pub use swell_core::kinds::KindId;
pub use swell_core::rules::network::SubnetKind;

/// What can be selected, focused and opened in the inspector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Node(NodeId),
    Instance(InstanceId),
    Frame(FrameId),
    Link(LinkId),
    Alarm(AlarmId),
}
