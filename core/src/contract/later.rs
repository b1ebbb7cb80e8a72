//! Kinds that no first board needs: their code may come later than the rest of the program. A part
//! of such a kind, and its parameters, are known by what they can do alone; their own types stand
//! behind one list, and whatever is reached only through the list can be fetched on its own.

use super::{
    CheckCtx, Fault, Field, Forwards, InForce, Kind, Launched, Machine, Member, NetworkSettings,
    Notice, Price, Probe, ProbeAnswer, Route, Setup, Sizes, Table, Tally, TargetOpinion, Upkeep,
    Usage, Viewers, Vitals,
};
use crate::balancing::Balancing;
use crate::base::codec::{Record, Slot};
use crate::base::id::{Handle, InstanceId, PartId, PartIx, RequestId};
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx};
use crate::kinds::alarm::machine::AlarmMachine;
use crate::kinds::users::ClientStats;
use crate::kinds::{KindId, later_settings};
use crate::rules::regions::Region;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{AlarmRole, EntryId};
use crate::world::reach::Filter;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt;
use once_cell::race::OnceRef;

/// The default parameters of a kind that comes later. `None`: it does not.
pub type Settings = fn(KindId) -> Option<Box<dyn AnySettings>>;

/// The list, once it is here.
static LIST: OnceRef<'static, Settings> = OnceRef::new();
static ALL: Settings = later_settings;

/// Tells that the code of all kinds is here.
pub(crate) fn bring() {
    // Whoever came first brought the same.
    let _ = LIST.set(&ALL);
    crate::world::names::records::bring();
    crate::balancing::bring();
    crate::base::zipf::bring();
    crate::kinds::bring();
}

/// Whether the code of kinds that come later is here. Only a page ever lacks it.
pub fn is_here() -> bool {
    list().is_some()
}

fn list() -> Option<&'static Settings> {
    match cfg!(target_arch = "wasm32") {
        true => LIST.get(),
        false => Some(&ALL),
    }
}

/// What every kind that comes later is: its state stands in [`Later`], its parameters in [`LaterParams`].
pub trait Whole: Kind + Member + Clone + 'static {}

impl<K: Kind + Member + Clone + 'static> Whole for K {}

/// The default parameters of kind `K`, as the list holds them.
pub fn settings<K: Whole>() -> Box<dyn AnySettings> {
    Box::new(Of::<K>(K::Params::default()))
}

/// Parameters of a kind that is known to them alone.
pub trait AnySettings {
    fn any(&self) -> &dyn Any;
    fn copy(&self) -> Box<dyn AnySettings>;
    fn is_equal(&self, other: &dyn AnySettings) -> bool;
    fn record(&self) -> &dyn Record;
    fn record_mut(&mut self) -> &mut dyn Record;
    fn fields(&self) -> &'static [Field];
    fn is_shown(&self, path: &str) -> bool;
    fn filter(&self, is_broken: &dyn Fn(&str) -> bool) -> Filter;
    fn is_way_out(&self, is_broken: &dyn Fn(&str) -> bool) -> Option<bool>;
    fn network(&self) -> NetworkSettings<'_>;
    fn port(&self) -> u32;
    fn forwards(&self) -> Forwards;
    fn address(&self) -> Option<&str>;
    fn host(&self) -> Option<PartId>;
    fn check(&self, cx: &mut CheckCtx<'_>);
    fn needs_later(&self) -> bool;
    fn follow(&mut self, path: &str);
    fn in_force(&self, state: Option<&dyn Any>, path: &str) -> Option<InForce>;
    fn state(&self, setup: &mut Setup<'_>) -> Box<dyn AnyState>;
}

struct Of<K: Kind>(K::Params);

impl<K: Whole> AnySettings for Of<K> {
    fn any(&self) -> &dyn Any {
        &self.0
    }

    fn copy(&self) -> Box<dyn AnySettings> {
        Box::new(Self(self.0.clone()))
    }

    fn is_equal(&self, other: &dyn AnySettings) -> bool {
        other.any().downcast_ref() == Some(&self.0)
    }

    fn record(&self) -> &dyn Record {
        &self.0
    }

    fn record_mut(&mut self) -> &mut dyn Record {
        &mut self.0
    }

    fn fields(&self) -> &'static [Field] {
        self.0.fields()
    }

    fn is_shown(&self, path: &str) -> bool {
        self.0.is_shown(path)
    }

    fn filter(&self, is_broken: &dyn Fn(&str) -> bool) -> Filter {
        K::filter(&self.0, is_broken)
    }

    fn is_way_out(&self, is_broken: &dyn Fn(&str) -> bool) -> Option<bool> {
        K::is_way_out(&self.0, is_broken)
    }

    fn network(&self) -> NetworkSettings<'_> {
        K::network(&self.0)
    }

    fn port(&self) -> u32 {
        K::port(&self.0)
    }

    fn forwards(&self) -> Forwards {
        K::forwards(&self.0)
    }

    fn address(&self) -> Option<&str> {
        K::address(&self.0)
    }

    fn host(&self) -> Option<PartId> {
        K::host(&self.0)
    }

    fn check(&self, cx: &mut CheckCtx<'_>) {
        K::check(&self.0, cx);
    }

    fn needs_later(&self) -> bool {
        K::needs_later(&self.0)
    }

    fn follow(&mut self, path: &str) {
        K::follow(&mut self.0, path);
    }

    fn in_force(&self, state: Option<&dyn Any>, path: &str) -> Option<InForce> {
        K::in_force(&self.0, state.and_then(|state| state.downcast_ref()), path)
    }

    fn state(&self, setup: &mut Setup<'_>) -> Box<dyn AnyState> {
        Box::new(K::new(&self.0, setup))
    }
}

/// Parameters of a kind whose code comes later. Empty as long as it is not here: then no document has
/// any.
pub struct LaterParams {
    kind: KindId,
    all: Option<Box<dyn AnySettings>>,
}

impl LaterParams {
    pub fn defaults(kind: KindId) -> Self {
        let all = list().and_then(|list| list(kind));
        Self { kind, all }
    }

    pub const fn kind(&self) -> KindId {
        self.kind
    }

    pub fn get<K: Whole>(&self) -> Option<&K::Params> {
        self.all.as_ref()?.any().downcast_ref()
    }

    pub fn filter(&self, is_broken: &dyn Fn(&str) -> bool) -> Filter {
        let all = self.all.as_ref();
        all.map_or_else(Filter::default, |all| all.filter(is_broken))
    }

    pub fn is_way_out(&self, is_broken: &dyn Fn(&str) -> bool) -> Option<bool> {
        self.all.as_ref()?.is_way_out(is_broken)
    }

    pub fn network(&self) -> NetworkSettings<'_> {
        let all = self.all.as_ref();
        all.map_or_else(NetworkSettings::default, |all| all.network())
    }

    pub fn port(&self) -> u32 {
        self.all.as_ref().map_or(0, |all| all.port())
    }

    pub fn forwards(&self) -> Forwards {
        let all = self.all.as_ref();
        all.map_or(Forwards::default(), |all| all.forwards())
    }

    pub fn address(&self) -> Option<&str> {
        self.all.as_ref()?.address()
    }

    pub fn host(&self) -> Option<PartId> {
        self.all.as_ref()?.host()
    }

    pub fn check(&self, cx: &mut CheckCtx<'_>) {
        if let Some(all) = &self.all {
            all.check(cx);
        }
    }

    pub fn needs_later(&self) -> bool {
        self.all.as_ref().is_none_or(|all| all.needs_later())
    }

    pub fn follow(&mut self, path: &str) {
        if let Some(all) = &mut self.all {
            all.follow(path);
        }
    }

    pub fn fields(&self) -> &'static [Field] {
        self.all.as_ref().map_or(&[], |all| all.fields())
    }

    pub fn is_shown(&self, path: &str) -> bool {
        self.all.as_ref().is_some_and(|all| all.is_shown(path))
    }

    pub fn in_force(&self, state: Option<&Later>, path: &str) -> Option<InForce> {
        let state = state.and_then(|state| state.state.as_ref());
        let all = self.all.as_ref()?;
        all.in_force(state.map(|state| state.any()), path)
    }
}

impl Clone for LaterParams {
    fn clone(&self) -> Self {
        Self {
            kind: self.kind,
            all: self.all.as_ref().map(|all| all.copy()),
        }
    }
}

impl PartialEq for LaterParams {
    fn eq(&self, other: &Self) -> bool {
        let is_equal = match (&self.all, &other.all) {
            (Some(one), Some(two)) => one.is_equal(&**two),
            (one, two) => one.is_none() && two.is_none(),
        };
        is_equal && self.kind == other.kind
    }
}

impl fmt::Debug for LaterParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())
    }
}

impl Record for LaterParams {
    fn names(&self) -> &'static [&'static str] {
        self.all.as_ref().map_or(&[], |all| all.record().names())
    }

    fn slot(&self, ix: usize) -> Option<&dyn Slot> {
        self.all.as_ref()?.record().slot(ix)
    }

    fn slot_mut(&mut self, ix: usize) -> Option<&mut dyn Slot> {
        self.all.as_mut()?.record_mut().slot_mut(ix)
    }

    fn is_sparse(&self) -> bool {
        self.all
            .as_ref()
            .is_some_and(|all| all.record().is_sparse())
    }
}

/// The state of a part of a kind whose code comes later.
pub struct Later {
    kind: KindId,
    state: Option<Box<dyn AnyState>>,
}

impl Later {
    pub fn of<K: Whole>(state: K) -> Self {
        Self {
            kind: K::ID,
            state: Some(Box::new(state)),
        }
    }

    pub fn new(params: &LaterParams, setup: &mut Setup<'_>) -> Self {
        Self {
            kind: params.kind,
            state: params.all.as_ref().map(|all| all.state(setup)),
        }
    }

    pub const fn kind(&self) -> KindId {
        self.kind
    }

    /// Rank of starting.
    pub fn rank(&self) -> u8 {
        self.state
            .as_ref()
            .map_or(u8::MAX, |state| state.start_rank())
    }

    pub fn get<K: Whole>(&self) -> Option<&K> {
        self.state.as_ref()?.any().downcast_ref()
    }

    pub fn get_mut<K: Whole>(&mut self) -> Option<&mut K> {
        self.state.as_mut()?.any_mut().downcast_mut()
    }

    /// Takes over edited parameters. Parameters of another kind change nothing.
    pub fn edit(&mut self, params: &LaterParams, setup: &mut Setup<'_>) {
        if let (Some(state), Some(params)) = (&mut self.state, &params.all) {
            state.edit(params.any(), setup);
        }
    }
}

impl Clone for Later {
    fn clone(&self) -> Self {
        Self {
            kind: self.kind,
            state: self.state.as_ref().map(|state| state.copy()),
        }
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())
    }
}

/// What a state does, one line for each method of [`Kind`] that has one: those that read it, and those
/// that act. A part whose code is not here does nothing.
macro_rules! passed_on {
    (
        $(fn $read:ident(&self $(, $of:ident: $from:ty)*) $(-> $read_out:ty)?;)*
        mut
        $(fn $act:ident(&mut self $(, $by:ident: $with:ty)*) $(-> $act_out:ty)?;)*
    ) => {
        /// A state whose kind is known to it alone.
        pub trait AnyState {
            fn any(&self) -> &dyn Any;
            fn any_mut(&mut self) -> &mut dyn Any;
            fn copy(&self) -> Box<dyn AnyState>;
            fn start_rank(&self) -> u8;
            fn edit(&mut self, params: &dyn Any, setup: &mut Setup<'_>);
            $(fn $read(&self $(, $of: $from)*) $(-> $read_out)?;)*
            $(fn $act(&mut self $(, $by: $with)*) $(-> $act_out)?;)*
        }

        impl<K: Whole> AnyState for K {
            fn any(&self) -> &dyn Any {
                self
            }

            fn any_mut(&mut self) -> &mut dyn Any {
                self
            }

            fn copy(&self) -> Box<dyn AnyState> {
                Box::new(self.clone())
            }

            fn start_rank(&self) -> u8 {
                K::START
            }

            fn edit(&mut self, params: &dyn Any, setup: &mut Setup<'_>) {
                if let Some(params) = params.downcast_ref() {
                    Kind::edit(self, params, setup);
                }
            }

            $(fn $read(&self $(, $of: $from)*) $(-> $read_out)? {
                Kind::$read(self $(, $of)*)
            })*
            $(fn $act(&mut self $(, $by: $with)*) $(-> $act_out)? {
                Kind::$act(self $(, $by)*)
            })*
        }

        impl Later {
            $(pub fn $read(&self $(, $of: $from)*) $(-> $read_out)? {
                match &self.state {
                    Some(state) => state.$read($($of),*),
                    None => Default::default(),
                }
            })*
            $(pub fn $act(&mut self $(, $by: $with)*) $(-> $act_out)? {
                match &mut self.state {
                    Some(state) => state.$act($($by),*),
                    None => Default::default(),
                }
            })*
        }
    };
}

passed_on! {
    fn breadth(&self) -> usize;
    fn machine(&self, now: Instant) -> Option<Machine>;
    fn sizes(&self, now: Instant) -> Option<Sizes>;
    fn launched(&self, now: Instant) -> Vec<Launched>;
    fn opinions(&self, me: PartId) -> Vec<(InstanceId, TargetOpinion)>;
    fn is_broken(&self, word: &'static str) -> bool;
    fn roles(&self, subnets: &[(PartId, u8)]) -> Option<(PartId, Option<PartId>)>;
    fn as_targets(&self, me: Handle) -> Vec<Handle>;
    fn looks_back(&self) -> usize;
    fn balancing(&self) -> Option<&Balancing>;
    fn inside(&self) -> usize;
    fn names(&self, group: PartIx) -> bool;
    fn vitals(&self, now: Instant, vitals: &mut Vitals);
    fn particulars(&self, now: Instant, vitals: &mut Vitals);
    fn tally(&self, now: Instant) -> Tally;
    fn upkeep(&self) -> Upkeep;
    fn notice(&self, of: InstanceId, now: Instant, calendar: &Calendar) -> Option<Notice>;
    fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)>;
    fn client_stats(&self) -> Option<&ClientStats>;
    fn viewers(&self, me: PartIx, world: &World) -> Option<Viewers>;
    fn edge_for(&self, viewer: Region) -> Option<Region>;
    fn price(&self) -> Price;
    fn usage(&self, me: PartIx, world: &World) -> Option<Usage>;
    fn usage_usd(&self, used: Usage, span: Span) -> f64;
    mut
    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>);
    fn route(&mut self, id: RequestId, routing: &mut Rng, cx: &mut Ctx<'_>) -> Option<Route>;
    fn route_probe(&mut self, probe: &Probe<'_>, routing: &mut Rng) -> Option<Route>;
    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>);
    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>);
    fn fault(&mut self, fault: Fault, begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>);
    fn start(&mut self, cx: &mut ControlCtx<'_>);
    fn edited(&mut self, cx: &mut ControlCtx<'_>);
    fn wires_changed(&mut self, before: &[PartIx], cx: &mut ControlCtx<'_>);
    fn ground_changed(&mut self, cause: EntryId, cx: &mut ControlCtx<'_>);
    fn settle(&mut self, cause: Option<EntryId>, cx: &mut ControlCtx<'_>);
    fn neighbour_left(&mut self, who: Handle, cx: &mut ControlCtx<'_>);
    fn leave(&mut self, cx: &mut ControlCtx<'_>);
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer;
    fn sample(&mut self, cx: &mut PublishCtx<'_, '_>);
    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>);
    fn balancing_mut(&mut self) -> Option<&mut Balancing>;
    fn cut_target(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>);
    fn target_failed(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>);
}
