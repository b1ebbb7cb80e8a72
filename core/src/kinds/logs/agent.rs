//! CloudWatch agent: a program on the servers that sends what EC2 does not know. Their memory, once a
//! minute (spec 9.2), and the lines that the application writes (spec 9.4). What single lines say is
//! made of followed requests (`observe/app_log.rs`).

use super::log_group::LogGroup;
use crate::base::id::{PartId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Drawing, Family, IssueWhat, Kind, Member, Owners, Place, Quantity, Role, Setup, Spec,
    Tone, Vitals, params,
};
use crate::control::{ControlCtx, Due, PublishCtx, timers};
use crate::kinds::auto_scaling::{Group, check::template};
use crate::kinds::instance::{App, Instance};
use crate::rules::lifecycle::Ec2State;
use crate::rules::memory::used_percent;
use crate::rules::summary::Summary;
use crate::rules::validate::Warning;
use crate::world::metric::Metric;
use crate::world::published::tidy;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Between two deliveries of log lines. Basis: documented - CW "Manually create or edit the CloudWatch
/// agent configuration file", `force_flush_interval`.
pub const FLUSH_EVERY: Span = Span::from_s(5);

pub const MEM_USED_PERCENT: Metric = Metric::of("mem_used_percent", Unit::Percent);

params! {
    pub struct Params {
        is_on: bool = true, "enabled" => toggle();
        measures_memory: bool = true, "mem" if |p| p.is_on => toggle();
        /// Where the lines of the application go. `None`: nowhere.
        log_group: Option<PartId> = None, "log_group_name" if |p| p.is_on
            => part(Takes::Kinds(&[LogGroup::ID]));
    }
}

/// Meters of a server's application at the last delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Read {
    answered: u64,
    errors: u64,
    has_crashed: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Agent {
    params: Params,
    /// Of each server, by its place in the engine's table.
    #[serde(with = "crate::base::pairs")]
    read: SmallMap<PartIx, Read>,
    /// Lines that it has sent.
    pub lines: u64,
    memory_percent: Option<f64>,
    /// No server may send anything: it has no role.
    is_denied: bool,
}

timers! {
    Timer {
        /// Lines are sent.
        Flushes: Publication,
    }
}

impl Kind for Agent {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "cloudwatch_agent",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Kinds(&[Group::ID, Instance::ID]);
    const START: u8 = 5;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Compute),
        role: Role::Log,
        ..Drawing::of("agent")
    };
    const NOTES: &'static [&'static str] = &["A22", "C21"];
    const METRICS: &'static [Metric] = &[MEM_USED_PERCENT];

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("CWAgent")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let Some(owner) = cx.me.of.filter(|_| params.is_on) else {
            return;
        };
        let alone = cx.board.get::<Instance>(owner);
        let machine = alone.or_else(|| template(cx.board, owner));
        if machine.is_some_and(|machine| !machine.has_role) {
            cx.warn("", Warning::AgentWithoutRole);
        }
        if params.log_group.is_none() && !params.measures_memory {
            cx.push("log_group_name", IssueWhat::LeadsNowhere);
        }
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            read: SmallMap::new(),
            lines: 0,
            memory_percent: None,
            is_denied: false,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.read_all(cx);
        self.wait(cx);
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        self.wait(cx);
        let (lines, errors) = self.read_all(cx);
        let group = self.sends_to().filter(|_| lines > 0);
        if let Some(group) = group.and_then(|group| cx.control.ix(group)) {
            self.lines += lines;
            cx.with::<LogGroup, _>(group, |group, cx| group.take(lines, errors, cx));
        }
    }

    /// The average over the servers that run, as the group has it of their other metrics.
    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.memory_percent = None;
        if !self.tells_memory() {
            return;
        }
        let mut all: Option<Summary> = None;
        for server in servers(cx) {
            let Some(server) = cx.get::<Instance>(server) else {
                continue;
            };
            if server.ec2 == Ec2State::Running && server.params.has_role {
                let percent = used_percent(server.params.memory_gib(), server.inside());
                Summary::add(&mut all, tidy(percent));
            }
        }
        if let Some(all) = all {
            self.memory_percent = Some(all.sum / all.count);
            let contributors = all.count as u32;
            cx.put_of(cx.me, MEM_USED_PERCENT, contributors, all);
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.tone = match (self.params.is_on, self.is_denied) {
            (false, _) => Tone::Neutral,
            (true, true) => Tone::Warn,
            (true, false) => Tone::Ok,
        };
        if self.is_denied && self.params.is_on {
            vitals.badge("denied", Tone::Warn);
        }
        if let Some(percent) = self.memory_percent {
            vitals.headline("memory", Quantity::Level(percent), Unit::Percent);
        }
        let lines = Quantity::Level(self.lines as f64);
        vitals.row("lines", lines, Unit::Count);
    }
}

impl Agent {
    /// Whether the memory of its servers comes to CloudWatch.
    pub const fn tells_memory(&self) -> bool {
        self.params.is_on && self.params.measures_memory && !self.is_denied
    }

    /// The log group that lines go to. `None`: they go nowhere.
    pub const fn sends_to(&self) -> Option<PartId> {
        match self.params.is_on && !self.is_denied {
            true => self.params.log_group,
            false => None,
        }
    }

    fn wait(&self, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        let at = cx.control.calendar.next_boundary(now, FLUSH_EVERY);
        cx.set(Timer::Flushes, at);
    }

    /// Reads the meters of all servers. Returns the lines that were written since the last time, and
    /// how many of them are errors: one line for each answer, and one of a process that ends.
    fn read_all(&mut self, cx: &ControlCtx<'_>) -> (u64, u64) {
        let before = core::mem::take(&mut self.read);
        let (mut lines, mut errors) = (0, 0);
        let mut has_role = false;
        for part in servers(cx) {
            let Some(server) = cx.get::<Instance>(part) else {
                continue;
            };
            has_role |= server.params.has_role;
            let now = Read {
                answered: server.answered,
                errors: server.errors,
                has_crashed: server.app == App::Crashed,
            };
            let old = before.get(&part).copied();
            // One that has just been launched has written nothing before.
            let old = old.unwrap_or_default();
            let ended = u64::from(now.has_crashed && !old.has_crashed);
            lines += now.answered.saturating_sub(old.answered) + ended;
            errors += now.errors.saturating_sub(old.errors) + ended;
            self.read.insert(part, now);
        }
        self.is_denied = !self.read.is_empty() && !has_role;
        (lines, errors)
    }
}

/// The servers that it runs on.
fn servers(cx: &ControlCtx<'_>) -> Vec<PartIx> {
    let Some(owner) = cx.owner(cx.me) else {
        return Vec::new();
    };
    match cx.get::<Group>(owner) {
        Some(group) => group.launched(cx.now()).iter().map(|s| s.part.at).collect(),
        None => vec![owner],
    }
}
