//! What the picture shows, as plain data: the only thing views know about a simulation.
//! Values are typed and carry no prose; `i18n` makes the words. One place (`mirror`) fills them.

use crate::geometry::Point;

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
    /// A zone: VPC, Availability Zone or subnet.
    ZoneId,
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

/// Every kind of part the views know how to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Users,
    Route53,
    LoadBalancer,
    AutoScalingGroup,
    Instance,
    Database,
    TargetGroup,
    LaunchTemplate,
    ScalingPolicy,
    ScheduledAction,
    Alarm,
    /// A kind this copy does not know: a grey box with a notice.
    Unknown,
}

/// Kinds of zones, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneKind {
    Region,
    Vpc,
    Az,
    Subnet,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ZoneView {
    pub id: ZoneId,
    pub kind: ZoneKind,
    pub parent: Option<ZoneId>,
    pub name: String,
    pub cidr: String,
    pub is_public: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NodeView {
    pub id: NodeId,
    pub kind: Kind,
    pub name: String,
    /// The subnets it lives in, or may launch into.
    pub zones: Vec<ZoneId>,
    /// Where a standby of it waits, if it has one.
    pub standby: Option<ZoneId>,
    /// A place the user chose; without one it is laid out by tidy.
    pub at: Option<Point>,
}

/// A named thing that belongs to a part: target group, launch template, policy, alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct ChipView {
    pub id: NodeId,
    pub of: NodeId,
    pub kind: Kind,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkView {
    pub id: LinkId,
    pub from: NodeId,
    pub to: NodeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstanceRef {
    pub id: InstanceId,
    pub group: NodeId,
    pub zone: Option<ZoneId>,
}

/// Everything whose change adds or removes elements of the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    pub zones: Vec<ZoneView>,
    pub nodes: Vec<NodeView>,
    pub chips: Vec<ChipView>,
    pub links: Vec<LinkView>,
    pub instances: Vec<InstanceRef>,
}

impl Structure {
    pub fn node(&self, id: NodeId) -> Option<&NodeView> {
        self.nodes.iter().find(|n| n.id == id)
    }

    pub fn zone(&self, id: ZoneId) -> Option<&ZoneView> {
        self.zones.iter().find(|z| z.id == id)
    }

    pub fn chips_of(&self, id: NodeId) -> impl Iterator<Item = &ChipView> {
        self.chips.iter().filter(move |c| c.of == id)
    }

    pub fn instances_of(&self, id: NodeId) -> impl Iterator<Item = &InstanceRef> {
        self.instances.iter().filter(move |i| i.group == id)
    }

    /// Every line of the picture: a link that ends in a group is drawn to each of its servers.
    pub fn edges(&self) -> Vec<EdgeKey> {
        let mut edges = Vec::new();
        for link in &self.links {
            let grouped = [link.to, link.from].into_iter().find(|&id| {
                self.node(id)
                    .is_some_and(|n| n.kind == Kind::AutoScalingGroup)
            });
            match grouped {
                Some(group) => edges.extend(self.instances_of(group).map(|i| EdgeKey {
                    link: link.id,
                    instance: Some(i.id),
                })),
                None => edges.push(EdgeKey {
                    link: link.id,
                    instance: None,
                }),
            }
        }
        edges
    }
}

/// One drawn line: a link, and which server of the group at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeKey {
    pub link: LinkId,
    pub instance: Option<InstanceId>,
}

/// What can be selected, focused and opened in the inspector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Node(NodeId),
    Instance(InstanceId),
    Zone(ZoneId),
    Link(LinkId),
    Alarm(AlarmId),
}

/// The five states of the visual language; everything that has a state maps to one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Flow,
    Ok,
    Warn,
    Bad,
    Decision,
    #[default]
    Neutral,
}

impl Tone {
    /// The value of the `data-tone` attribute that the style sheets match.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Decision => "decision",
            Self::Neutral => "neutral",
        }
    }
}

/// What a server is doing, from its launch to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InstanceState {
    #[default]
    Pending,
    /// Running, its software is still being installed or started.
    Bootstrapping,
    /// Registered, waiting for the health checks to pass.
    Checking,
    Healthy,
    Unhealthy,
    Draining,
    Terminating,
    Stopped,
}

impl InstanceState {
    pub fn tone(self) -> Tone {
        match self {
            Self::Healthy => Tone::Ok,
            Self::Pending | Self::Bootstrapping | Self::Checking | Self::Draining => Tone::Warn,
            Self::Unhealthy => Tone::Bad,
            Self::Terminating | Self::Stopped => Tone::Neutral,
        }
    }

    pub fn is_starting(self) -> bool {
        matches!(self, Self::Pending | Self::Bootstrapping | Self::Checking)
    }

    /// Which of the three steps of a start it is in.
    pub fn start_step(self) -> Option<usize> {
        match self {
            Self::Pending => Some(0),
            Self::Bootstrapping => Some(1),
            Self::Checking => Some(2),
            _ => None,
        }
    }
}

/// One server, as the picture shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstanceView {
    pub name: String,
    pub state: InstanceState,
    pub cpu_percent: f32,
    pub waiting: u32,
    /// Share of the present phase that is over, 0 to 1.
    pub progress: f32,
    /// Seconds until the group's metric counts it; 0 when it does.
    pub warmup_left_s: u32,
    /// Requests still to finish while draining.
    pub in_flight: u32,
    pub refused_per_s: f32,
    pub target_health: Health,
    pub group_health: Health,
    pub age_s: u32,
}

/// One opinion about health; there are three of them and they may differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    #[default]
    Unknown,
    Healthy,
    Unhealthy,
}

/// The changing numbers of a node that is not a server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeLive {
    pub tone: Tone,
    pub load: Load,
}

/// The number a node shows under its name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Load {
    #[default]
    None,
    Users(u32),
    PerSecond(f32),
    Percent(f32),
    Alias,
    Healthy {
        healthy: u32,
        all: u32,
    },
}

/// What the people outside feel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClientView {
    pub users: u32,
    pub sent_per_s: f32,
    pub failed_percent: f32,
    pub p95_ms: f32,
    pub failed: u64,
    pub usd_per_hour: f32,
}

/// A group's five numbers and its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupView {
    pub min: u32,
    pub desired: u32,
    pub max: u32,
    pub running: u32,
    pub in_service: u32,
    pub healthy: u32,
    pub counted: u32,
}

/// Load on a drawn line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeLive {
    pub per_s: f32,
    /// No traffic is sent there for now (not healthy, draining).
    pub is_idle: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlarmState {
    Ok,
    Alarm,
    #[default]
    InsufficientData,
}

/// One datapoint of an alarm's window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Datapoint {
    Good(f32),
    Breaching(f32),
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Comparison {
    pub fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::AtMost => "≤",
        }
    }
}

/// Units that a shown number can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    None,
    Percent,
    Seconds,
    Milliseconds,
    Users,
    Instances,
    PerSecond,
    Bytes,
}

/// Metrics that alarms and policies watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    Cpu,
    RequestsPerTarget,
    NetworkIn,
    NetworkOut,
    TargetResponseTime,
    Errors5xx,
    Custom,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AlarmView {
    pub id: AlarmId,
    /// The group that it acts on; without an action, the part that it watches.
    pub of: NodeId,
    pub name: String,
    pub metric: Metric,
    pub state: AlarmState,
    pub comparison: Comparison,
    pub threshold: f32,
    pub unit: Unit,
    pub period_s: u32,
    /// M of `datapoints to alarm`.
    pub needed: u32,
    /// The newest N datapoints, oldest first.
    pub window: Vec<Datapoint>,
    /// An alarm whose ALARM is the normal state of a quiet group (scale-in) is never an incident.
    pub is_scale_in: bool,
    /// What it does when it goes off, as a signed change, and which policy does it.
    pub action: Option<ActionView>,
}

impl AlarmView {
    pub fn breaching(&self) -> usize {
        self.window
            .iter()
            .filter(|d| matches!(d, Datapoint::Breaching(_)))
            .count()
    }
}

/// A policy behind an alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActionView {
    pub policy: NodeId,
    pub kind: PolicyKind,
    /// The change it would make now, or the target value for target tracking.
    pub amount: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    TargetTracking,
    Step,
    Simple,
    Scheduled,
}

/// A decision of a group, with the numbers it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionView {
    pub id: EntryId,
    pub at: SimTime,
    pub group: String,
    pub from: u32,
    pub to: u32,
    pub because: Vec<Because>,
    /// Why not more, why not less, why nothing.
    pub limits: Vec<Limit>,
    /// AWS field names that had a part in it.
    pub fields: Vec<String>,
}

impl DecisionView {
    pub fn change(&self) -> i64 {
        i64::from(self.to) - i64::from(self.from)
    }
}

/// One step of the reasoning.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    Observed {
        metric: Metric,
        values: Vec<f32>,
        comparison: Comparison,
        threshold: f32,
    },
    AlarmWentOff {
        name: String,
        breaching: u32,
        needed: u32,
    },
    StepMatched {
        above: f32,
        adjustment: i32,
        is_percent: bool,
    },
    SimpleAdjustment {
        adjustment: i32,
        is_percent: bool,
    },
    RequiredForTarget {
        counted: u32,
        value: f32,
        target: f32,
        required: u32,
    },
    Scheduled {
        name: String,
    },
    Manual,
    WithinLimits {
        min: u32,
        max: u32,
    },
    Launched {
        count: u32,
    },
    Terminated {
        count: u32,
    },
}

/// What shaped or stopped a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    AtMax {
        max: u32,
        offered_percent: f32,
    },
    AtMin {
        min: u32,
    },
    Warmup {
        left_s: u32,
    },
    Cooldown {
        left_s: u32,
    },
    ScaleInDisabled,
    Suspended {
        process: String,
    },
    MissingData,
    NoStep,
    AlreadyOrdered {
        count: u32,
    },
    OtherPolicyWon {
        name: String,
    },
    OtherPolicyHolds {
        name: String,
    },
    AwaitsFreshData,
    PolicyDisabled,
    ActivityInProgress,
    /// The policy applies and asks for what is already desired.
    NothingToChange,
    /// Nothing held it back: it went as far as the policy asked.
    AsAsked {
        min: u32,
        max: u32,
    },
}

/// One line of the activity history.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalView {
    pub id: EntryId,
    pub at: SimTime,
    pub tone: Tone,
    pub event: JournalEvent,
    /// How often it repeated, 1 for once.
    pub count: u32,
    pub cause: Option<EntryId>,
}

/// What a journal line says.
#[derive(Clone, Debug, PartialEq)]
pub enum JournalEvent {
    SurgeStarted {
        users: u32,
    },
    AlarmChanged {
        name: String,
        to: AlarmState,
    },
    CapacityChanged {
        from: u32,
        to: u32,
    },
    Blocked {
        limit: Limit,
    },
    Launched {
        instance: String,
        zone: String,
    },
    InService {
        instance: String,
    },
    TookTraffic {
        instance: String,
    },
    BecameUnhealthy {
        instance: String,
    },
    Draining {
        instance: String,
    },
    Terminated {
        instance: String,
    },
    Edited,
    Fault {
        what: FaultName,
        instance: String,
    },
    LaunchFailed {
        why: LaunchProblem,
    },
    WarmedUp {
        instance: String,
    },
    Registered {
        instance: String,
    },
    Terminating {
        instance: String,
        why: EndCause,
    },
    ConnectionsCut {
        instance: String,
    },
    FailOpen {
        is_on: bool,
    },
    ZoneDown {
        zone: String,
    },
    ZoneUp {
        zone: String,
    },
    ReplacementWaits {
        count: u32,
    },
    AllProtected {
        count: u32,
    },
    ScheduleFired {
        name: String,
        min: u32,
        to: u32,
        max: u32,
    },
}

/// Why an instance is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndCause {
    ScaleIn,
    NotRunning,
    Impaired,
    UnhealthyTarget,
    SetUnhealthy,
    Rebalance,
    Removed,
}

/// Why a launch failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaunchProblem {
    NoTemplate,
    NoSubnet,
    NoZone,
    Suspended,
    TooMany,
}

/// Something that was done to the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultName {
    Instance(swell_core::engine::fault::InstanceFault),
    DatabaseDown,
    DatabaseUp,
}

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
    pub from: SimTime,
    pub to: SimTime,
    pub step: SimTime,
    pub sent_per_s: Vec<f32>,
    pub failed_per_s: Vec<f32>,
    pub metric: Vec<Option<f32>>,
    pub threshold: Option<f32>,
    pub threshold_low: Option<f32>,
    pub desired: Vec<u32>,
    pub healthy: Vec<u32>,
    pub max: u32,
    pub marks: Vec<MarkView>,
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

/// One field of the inspector.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldView {
    /// The path the edit command takes.
    pub path: String,
    /// The name AWS gives it, shown as it is.
    pub api_name: String,
    pub label: String,
    pub help: String,
    pub value: FieldValue,
    pub warning: Option<String>,
    pub is_locked: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    Number {
        value: f64,
        min: f64,
        max: f64,
        step: f64,
        unit: Unit,
        default: f64,
    },
    Choice {
        index: usize,
        options: Vec<String>,
        default: usize,
    },
    Bool {
        value: bool,
        default: bool,
    },
    Text {
        value: String,
    },
}

/// An edit of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldEdit {
    Number(f64),
    Choice(usize),
    Bool(bool),
    Text(String),
}

/// A page of the inspector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    Settings,
    Policy,
    Health,
    History,
}

/// All the inspector shows of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct InspectorView {
    pub item: Item,
    pub kind: Kind,
    pub name: String,
    pub pages: Vec<(Page, Vec<FieldView>)>,
    pub policy: Option<PolicyView>,
    pub group: Option<GroupView>,
    /// Fields of a page under the name of the part that they belong to; a page without any is flat.
    pub sections: Vec<SectionView>,
    /// What is odd or wrong about the part and what belongs to it.
    pub issues: Vec<IssueView>,
}

/// The fields of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionView {
    pub page: Page,
    pub kind: Kind,
    pub name: String,
    pub paths: Vec<String>,
    /// Fields that are seldom touched.
    pub rare: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct IssueView {
    /// The part and the API's name of the field.
    pub place: String,
    pub text: String,
    /// AWS would refuse it; everything else is a warning.
    pub is_error: bool,
}

/// The policy editor of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyView {
    pub kind: PolicyKind,
    /// What the metric is compared with; each can be dragged.
    pub lines: Vec<LineView>,
    pub ladders: Vec<LadderView>,
    /// Simple policies and scheduled actions by name, with the field of their one main number.
    pub adjustments: Vec<(String, String)>,
    pub schedules: Vec<ScheduleView>,
    /// The chart's metric.
    pub metric: Metric,
    /// The timeline's metric is this one; otherwise the alarms' own datapoints are all there is.
    pub has_series: bool,
}

/// An alarm's threshold or a target.
#[derive(Clone, Debug, PartialEq)]
pub struct LineView {
    /// The field that it edits.
    pub path: String,
    /// The alarm's name, or the policy's.
    pub name: String,
    pub value: f64,
    pub kind: LineKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    High,
    Low,
    Target,
    /// The low threshold that target tracking derives from its target: seen, not set.
    Derived,
}

/// The steps of a step policy.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderView {
    pub policy: NodeId,
    pub name: String,
    /// Bounds are relative to this; no alarm, no threshold.
    pub threshold: Option<f64>,
    pub is_percent: bool,
    pub steps: Vec<StepView>,
}

/// One step of a step policy, its bounds relative to the alarm's threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepView {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub adjustment: i64,
}

/// A scheduled action and when it runs next.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleView {
    pub action: NodeId,
    pub name: String,
    pub recurrence: String,
    pub zone: String,
    /// Local times in words, and seconds until then, soonest first.
    pub next: Vec<(String, u64)>,
    pub is_locked: bool,
}

/// One ready-made board of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct PresetView {
    pub id: String,
    pub title: String,
}

/// A part as a request's passport names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PartName {
    pub kind: Kind,
    /// Empty for a part without a name of its own.
    pub name: String,
}

/// A followed request: what it did, step by step, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passport {
    pub serial: u64,
    /// The address that it came from.
    pub client: String,
    pub steps: Vec<PassportStep>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PassportStep {
    pub at: SimTime,
    pub part: PartName,
    pub what: PassportWhat,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PassportWhat {
    Sent,
    Reached,
    /// Work on it began.
    Started,
    Picked {
        target: PartName,
        eligible: u16,
        outstanding: u32,
        /// The address of the balancer's node that chose, where it has one.
        node: Option<String>,
    },
    Answered(swell_core::world::request::Outcome),
    Received(swell_core::world::request::Outcome),
    GaveUp,
}

impl Passport {
    pub fn sent_at(&self) -> SimTime {
        self.steps.first().map_or(0, |s| s.at)
    }

    /// How it ended, if it has: the status (0 for none) and whether all was well.
    pub fn end(&self) -> Option<(u16, bool)> {
        self.steps.iter().rev().find_map(|s| match s.what {
            PassportWhat::Received(outcome) => Some((outcome.code, outcome.is_ok())),
            PassportWhat::GaveUp => Some((0, false)),
            _ => None,
        })
    }
}

/// One line of the list of newest requests.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestView {
    pub serial: u64,
    pub at: SimTime,
    pub code: u16,
    pub is_ok: bool,
}

/// The traffic that a file gave to users.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceView {
    pub rows: usize,
    pub span_s: f64,
    pub peak_per_s: f64,
    pub mean_per_s: f64,
    /// Whether it is the load now.
    pub is_used: bool,
    /// Shape from 0 to 1, evenly spaced.
    pub shape: Vec<f32>,
}

/// What the last traffic file said beside its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TraceFile {
    pub name: String,
    pub start: Option<String>,
    pub notices: Vec<String>,
}
