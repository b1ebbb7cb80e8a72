//! What a kind of part must contribute: the checklist that the compiler goes through.

mod board;
mod check;
mod drawing;
mod fault;
pub mod field;
mod fleet;
mod forwards;
mod in_force;
pub mod later;
mod machine;
mod metric;
mod network;
mod notice;
mod owners;
mod params;
mod place;
mod price;
mod probe;
mod reference;
mod route;
mod setup;
mod spec;
mod tally;
mod upkeep;
mod viewers;
mod vitals;

pub use crate::base::unit::Unit;
pub use crate::world::protocol::Protocol;
pub use board::{Board, BoardPart};
pub use check::{CheckCtx, Issue, IssueWhat, Issues, whole};
pub use drawing::{Drawing, Family, Role, Tier};
pub use fault::Fault;
pub use field::{Field, FieldKind, Section, Takes};
pub use fleet::{Launched, Sizes, TargetOpinion};
pub use forwards::Forwards;
pub use in_force::InForce;
pub use machine::{InstanceState, Machine};
pub use metric::Dimension;
pub use network::NetworkSettings;
pub use notice::{BalancerNotice, Ec2Notice, GroupNotice, Notice};
pub use owners::Owners;
pub use params::Table;
pub(crate) use params::params;
pub use place::{Level, Place};
pub use price::{Price, Running, Usage};
pub use probe::{Probe, ProbeAnswer, ProbeCall};
pub use reference::{refer, references};
pub use route::Route;
pub use setup::Setup;
pub use spec::Spec;
pub use tally::Tally;
pub use upkeep::Upkeep;
pub use viewers::Viewers;
pub use vitals::{Badge, Quantity, Reading, Tone, Vitals};

use crate::balancing::Balancing;
use crate::base::id::{Handle, InstanceId, PartId, PartIx, RequestId};
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx};
use crate::kinds::alarm::machine::AlarmMachine;
use crate::kinds::users::ClientStats;
use crate::kinds::{KindId, LivePart, Params};
use crate::rules::balancer_type::{LoadBalancerType, TargetType};
use crate::rules::regions::Region;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{AlarmRole, EntryId};
use crate::world::metric::Metric;
use crate::world::reach::Filter;
use crate::world::request::{FailureCause, Outcome};
use alloc::vec::Vec;

/// One kind of part. Its type is the part's state; all that makes the kind is in its file.
pub trait Kind: Sized {
    type Params: Table + 'static;
    const SPEC: Spec;
    /// Rank of starting: a part that others need is started before them.
    const START: u8 = 9;
    /// What a part of the kind may belong to.
    const OF: Owners = Owners::None;
    const DRAWING: Drawing = Drawing::of(Self::SPEC.name);
    /// The items of the study notes (spec 19) that its inspector shows.
    const NOTES: &'static [&'static str] = &[];
    /// What it publishes.
    const METRICS: &'static [Metric] = &[];
    /// How CloudWatch names a part of the kind. `None`: nothing of it is published.
    const DIMENSION: Option<Dimension> = None;
    /// How it can be broken by hand.
    const FAULTS: &'static [Fault] = &[];
    /// Whether parts may list it to have their connections filtered.
    const IS_FILTER: bool = false;
    /// Whether AWS itself leads connections from outside to it, past routes and filters; who may come is
    /// for the part to say.
    const IS_MANAGED: bool = false;
    /// Whether it is a machine that gets a public address where its subnet gives them.
    const GETS_ADDRESS: bool = false;
    /// Which type of balancer it is: one may take another's place.
    const BALANCER: Option<LoadBalancerType> = None;
    /// As what a target group registers a part of the kind.
    const TARGET: Option<TargetType> = None;

    /// What it lets through, if it is such a filter; who it is stands there already. `is_broken`: which
    /// of its lasting faults go on.
    fn filter(_params: &Self::Params, _is_broken: &dyn Fn(&str) -> bool) -> Filter {
        Filter::default()
    }

    /// Whether the frame that it belongs to meets the internet by it while these faults go on. `None`:
    /// it is no such gateway.
    fn is_way_out(_params: &Self::Params, _is_broken: &dyn Fn(&str) -> bool) -> Option<bool> {
        None
    }

    /// The namespace of CloudWatch that a metric of the kind is in. `None`: that of its owner's, whose
    /// dimension it has as well.
    fn namespace(_metric: Metric) -> Option<&'static str> {
        None
    }

    /// What it says of the network that parts stand in, if it is ground.
    fn network(_params: &Self::Params) -> NetworkSettings<'_> {
        NetworkSettings::default()
    }

    /// The port that it listens on.
    fn port(_params: &Self::Params) -> u32 {
        Self::SPEC.accepts.first().map_or(0, |p| p.port())
    }

    /// What those behind it see of a client, if it hands requests on.
    fn forwards(_params: &Self::Params) -> Forwards {
        Forwards::default()
    }

    /// The private address that it is reached by outside of any subnet.
    fn address(_params: &Self::Params) -> Option<&str> {
        None
    }

    /// The machine that it runs on, whose addresses are its own.
    fn host(_params: &Self::Params) -> Option<PartId> {
        None
    }

    /// What is wrong or odd about its own parameters and its neighbourhood.
    fn check(_params: &Self::Params, _cx: &mut CheckCtx<'_>) {}

    /// Whether so set it needs code that comes with the kinds that come later ([`later`]).
    fn needs_later(_params: &Self::Params) -> bool {
        false
    }

    /// What an edit of one parameter does to the others.
    fn follow(_params: &mut Self::Params, _path: &str) {}

    /// What holds where the document says nothing, or something of old. `None`: what it says.
    fn in_force(_params: &Self::Params, _state: Option<&Self>, _path: &str) -> Option<InForce> {
        None
    }

    /// The state at the start of a run, or of a part added while time runs.
    fn new(params: &Self::Params, setup: &mut Setup<'_>) -> Self;

    /// Takes over edited parameters while time runs; what is in flight stays.
    fn edit(&mut self, params: &Self::Params, setup: &mut Setup<'_>);

    /// The data plane: requests. A part that takes none answers that it is not wired for them.
    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        if let Input::Arrive(id) = input {
            cx.reply(id, Outcome::failed(0, FailureCause::NotWired));
        }
    }

    /// Where a request goes that came to the balancer which it belongs to; what a balancer listens with
    /// it keeps itself. `None`: it does not listen on that port.
    fn route(&mut self, _id: RequestId, _routing: &mut Rng, _cx: &mut Ctx<'_>) -> Option<Route> {
        None
    }

    /// As [`Self::route`], of a health check; that asks for a page and says nothing else.
    fn route_probe(&mut self, _probe: &Probe<'_>, _routing: &mut Rng) -> Option<Route> {
        None
    }

    /// Whether a listener may forward to a target group of its balancer.
    fn names(&self, _group: PartIx) -> bool {
        false
    }

    /// The control plane: one of its timers is due.
    fn timer(&mut self, _due: Due, _cx: &mut ControlCtx<'_>) {}

    /// The control plane: another part, or its own data plane, tells it something.
    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Signalled
            && let Some(balancing) = self.balancing_mut()
        {
            balancing.report_drained(cx);
        }
    }

    /// How many parts it goes through when it acts on the control plane: a measure of cost.
    fn breadth(&self) -> usize {
        0
    }

    /// What machine it is, if it is one.
    fn machine(&self, _now: Instant) -> Option<Machine> {
        None
    }

    /// How many servers it has, if it launches any.
    fn sizes(&self, _now: Instant) -> Option<Sizes> {
        None
    }

    /// The servers that it has launched, oldest first.
    fn launched(&self, _now: Instant) -> Vec<Launched> {
        Vec::new()
    }

    /// What it (`me`) says of the servers among its targets.
    fn opinions(&self, _me: PartId) -> Vec<(InstanceId, TargetOpinion)> {
        Vec::new()
    }

    /// One of its faults begins, or ends ([`Self::FAULTS`]). `entry`: what the log says of it, the
    /// cause of what follows.
    fn fault(&mut self, _fault: Fault, _begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {}

    /// Whether a lasting fault goes on.
    fn is_broken(&self, _word: &'static str) -> bool {
        false
    }

    /// Called once when the run starts, after all parts exist, and for parts added later.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.settle(None, cx);
    }

    /// After [`Self::edit`], when all edited parts have their new parameters: plans anew, looks again.
    /// A balancer's zones may be others: who may be picked is listed by zone.
    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.settle(None, cx);
        if self.balancing().is_some() {
            for group in cx.children(cx.me) {
                cx.send(group, Message::Reconcile);
            }
        }
    }

    /// Its wires or those of another part are others now. `before`: where its own led.
    fn wires_changed(&mut self, _before: &[PartIx], _cx: &mut ControlCtx<'_>) {}

    /// A zone was cut off or came back. Those that were started last are told first.
    fn ground_changed(&mut self, cause: EntryId, cx: &mut ControlCtx<'_>) {
        self.settle(Some(cause), cx);
    }

    /// Looks where it stands and whether its zones are up: at the start, after an edit of it, and
    /// when the ground has changed for the entry `cause`.
    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        if let Some(balancing) = self.balancing_mut() {
            balancing.follow_zones(cx);
        }
    }

    /// Another part is about to be taken off the board, or a launched one with a wire to this ends.
    fn neighbour_left(&mut self, _who: Handle, _cx: &mut ControlCtx<'_>) {}

    /// It is taken off the board itself: who waits for it must not wait in vain.
    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        cx.reset_connections(FailureCause::ConnectionCut);
    }

    /// Of the subnets that it is drawn in, each with the number of its zone, the one where it works and
    /// the one where its standby waits. `None`: it works in all of them.
    fn roles(&self, _subnets: &[(PartId, u8)]) -> Option<(PartId, Option<PartId>)> {
        None
    }

    /// The targets that a target group registers for a wire to it: itself (`me`), or what it launched.
    fn as_targets(&self, me: Handle) -> Vec<Handle> {
        alloc::vec![me]
    }

    /// Minutes of metrics that it looks back at.
    fn looks_back(&self) -> usize {
        0
    }

    /// What it answers to a health check.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        match self.balancing_mut() {
            Some(balancing) => {
                let answers = Self::BALANCER.is_some_and(|kind| kind.traits().answers);
                balancing.probe(probe, answers, cx)
            }
            None => ProbeAnswer::Refused,
        }
    }

    /// The metric period ends: takes its samples, before any part publishes. An owner publishes what
    /// is taken for it.
    fn sample(&mut self, _cx: &mut PublishCtx<'_, '_>) {}

    /// Publishes the metrics of the period that ends.
    fn publish(&mut self, _cx: &mut PublishCtx<'_, '_>) {}

    /// Its nodes and its tables of target groups, if it balances.
    fn balancing(&self) -> Option<&Balancing> {
        None
    }

    fn balancing_mut(&mut self) -> Option<&mut Balancing> {
        None
    }

    /// Requests that it has taken and not let go, by its own books: none once the load has stopped.
    fn inside(&self) -> usize {
        self.balancing().map_or(0, |all| all.outstanding() as usize)
    }

    /// Cuts every connection to a target: its deregistration delay ran out (spec 5.10).
    fn cut_target(&mut self, _group: PartIx, _slot: u16, _cx: &mut ControlCtx<'_>) {}

    /// What its card and the inspector show of it.
    fn vitals(&self, _now: Instant, _vitals: &mut Vitals) {}

    /// What the inspector says beside that of the one part that is looked at. Levels alone: nobody
    /// keeps an earlier reading of them.
    fn particulars(&self, _now: Instant, _vitals: &mut Vitals) {}

    /// What it adds to the sums of the board.
    fn tally(&self, _now: Instant) -> Tally {
        Tally::default()
    }

    /// How long something new, or a repair, takes.
    fn upkeep(&self) -> Upkeep {
        Upkeep::default()
    }

    /// What it has noticed of a machine. `None`: it does not watch it.
    fn notice(&self, _of: InstanceId, _now: Instant, _calendar: &Calendar) -> Option<Notice> {
        None
    }

    /// The alarms that it keeps.
    fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)> {
        Vec::new()
    }

    /// What its users felt since the first picture.
    fn client_stats(&self) -> Option<&ClientStats> {
        None
    }

    /// Where its clients are, and whom they turn to.
    fn viewers(&self, _me: PartIx, _world: &World) -> Option<Viewers> {
        None
    }

    /// The city whose edge location answers viewers of a Region. `None`: it answers where it stands.
    fn edge_for(&self, _viewer: Region) -> Option<Region> {
        None
    }

    /// A target of one of its target groups has turned unhealthy.
    fn target_failed(&mut self, _group: PartIx, _slot: u16, _cx: &mut ControlCtx<'_>) {}

    /// What it costs standing.
    fn price(&self) -> Price {
        Price::default()
    }

    /// What has been used of it since the start of the run; `None`: its use costs nothing.
    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        None
    }

    /// What so much use costs, within a span that ends now. Units: US dollars.
    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        used.usd()
    }
}

/// A kind as one of those that a part may be: downcast by type.
pub trait Member: Kind {
    const ID: KindId;
    fn of(part: &LivePart) -> Option<&Self>;
    fn of_mut(part: &mut LivePart) -> Option<&mut Self>;
    fn params(params: &Params) -> Option<&Self::Params>;
}
