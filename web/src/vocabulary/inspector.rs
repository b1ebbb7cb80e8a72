//! What the inspector shows of one item, and the policy editor of a group.

use super::records::Metric;
use super::{Item, KindId, NodeId, Unit};
use swell_core::kinds::policy::PolicyType;
use swell_core::observe::logins::Logins;
use swell_core::observe::migration::Migration;
use swell_core::observe::particulars::Particulars;
use swell_core::observe::plan::Shortage;
use swell_core::rules::balancer_type::Difference;
use swell_core::rules::network::Reach;

/// A metric that is followed; `None`: one that this program does not know.
pub type Followed = Option<Metric>;

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

/// A number, what it may be, and in which steps it moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberSpec {
    pub value: f64,
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub unit: Unit,
    pub default: f64,
    pub is_whole: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    Number(NumberSpec),
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
        /// Of a number that may be absent.
        bounds: Option<Bounds>,
    },
    /// Other parts by name, and whether each is referred to.
    Parts(Vec<(String, bool)>),
    /// The fields of each structure of a list.
    Records(Vec<Vec<FieldView>>),
}

/// The numbers that a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub min: f64,
    pub max: f64,
    pub is_whole: bool,
}

/// An edit of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldEdit {
    Number(f64),
    Choice(usize),
    Bool(bool),
    Text(String),
    /// The n-th part is referred to, or is not any more.
    Part(usize, bool),
    /// One more structure in a list.
    AddRecord,
    /// The list is without its n-th structure.
    RemoveRecord(usize),
    /// A field of the n-th structure of a list, by its place among them.
    Record(usize, usize, Box<Self>),
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
    pub kind: Option<KindId>,
    pub name: String,
    pub pages: Vec<(Page, Vec<FieldView>)>,
    pub policy: Option<PolicyView>,
    /// Fields of a page under the name of the part that they belong to; a page without any is flat.
    pub sections: Vec<SectionView>,
    /// What is odd or wrong about the part and what belongs to it.
    pub issues: Vec<IssueView>,
    /// Its private addresses, or what a subnet has left of its own.
    pub addresses: Addresses,
    /// Of a host that is logged in to by SSH.
    pub logins: Option<Logins>,
    /// The address plan of a frame: its subnets.
    pub plan: Vec<PlanRow>,
    /// Of a balancer: the kinds that it may be instead, and what would be different.
    pub types: Vec<TypeView>,
    /// Who may connect to what stands on it, or is filtered by it.
    pub reach: Option<ReachView>,
    /// Of a part of the run.
    pub particulars: Option<Particulars>,
    /// Of a box with containers that has somewhere to move to.
    pub migration: Option<Migration>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Addresses {
    #[default]
    None,
    /// Of a part, one in each of its subnets.
    Own(Vec<String>),
    /// Of a subnet.
    Free { left: u64, usable: u64 },
}

/// Who may connect to whom, by name.
#[derive(Clone, Debug, PartialEq)]
pub struct ReachView {
    pub to: Vec<String>,
    /// Who connects, with a cell for each of `to`; `None`: it is the part itself.
    pub rows: Vec<(String, Vec<Option<ReachCell>>)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReachCell {
    pub by: Reach,
    /// The name of what decides: a filter, or the subnet of a network ACL.
    pub place: String,
    /// Whether a line of the board leads there.
    pub is_wired: bool,
}

/// A subnet of an address plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    pub name: String,
    pub zone: String,
    /// The field that holds its block.
    pub path: String,
    pub block: String,
    /// The addresses that AWS keeps of it, in the order of their reasons.
    pub reserved: Vec<String>,
    pub usable: u64,
    pub free: u64,
    pub shortage: Option<Shortage>,
    pub warning: Option<String>,
    pub is_locked: bool,
}

/// A kind that a balancer may be instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeView {
    pub kind: KindId,
    /// What would be gone or no longer work.
    pub breaks: Vec<Difference>,
    /// What would be otherwise.
    pub differs: Vec<Difference>,
}

/// The fields of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionView {
    pub page: Page,
    pub kind: Option<KindId>,
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
    /// Every policy but scheduled actions.
    pub policies: Vec<PolicyRow>,
    /// The metrics that policies or their alarms read: one chart each, for no two share an axis.
    pub metrics: Vec<Followed>,
    /// What the metric is compared with; each can be dragged.
    pub lines: Vec<LineView>,
    pub ladders: Vec<LadderView>,
    /// Simple policies and scheduled actions by name, with the field of their one main number.
    pub adjustments: Vec<(String, String)>,
    pub schedules: Vec<ScheduleView>,
    /// The chart's metric.
    pub metric: Option<Metric>,
    /// The timeline's metric is this one; otherwise the alarms' own datapoints are all there is.
    pub has_series: bool,
}

impl PolicyView {
    /// What concerns one metric.
    pub fn only(&self, metric: Followed) -> Self {
        let mut one = self.clone();
        one.lines.retain(|l| l.metric == metric);
        one.ladders.retain(|l| l.metric == metric);
        one.has_series &= metric == one.metric;
        one.metric = metric;
        one
    }
}

/// A policy in the list of a group's policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    pub id: NodeId,
    pub name: String,
    pub kind: PolicyType,
    /// What it follows, or the alarm that invokes it; `None`: nothing.
    pub metric: Option<Followed>,
}

/// An alarm's threshold or a target.
#[derive(Clone, Debug, PartialEq)]
pub struct LineView {
    pub metric: Followed,
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
    /// Of the alarm that invokes it.
    pub metric: Followed,
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
