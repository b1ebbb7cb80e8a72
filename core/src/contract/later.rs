//! Kinds that no first board needs: their code may come later than the rest of the program. A part
//! of such a kind, and its parameters, are known by what they can do alone; their own types stand
//! behind one list, and whatever is reached only through the list can be fetched on its own.

use super::{
    CheckCtx, Dimension, Drawing, Fault, Field, InForce, Kind, Launched, Machine, Member,
    NetworkSettings, Notice, Owners, Price, Probe, ProbeAnswer, Route, Setup, Sizes, Spec, Table,
    Tally, TargetOpinion, Usage, Vitals,
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
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{AlarmRole, EntryId};
use crate::world::metric::Metric;
use crate::world::reach::Filter;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt;
use core::marker::PhantomData;
use once_cell::race::OnceRef;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The default parameters of a kind that comes later. `None`: it does not.
pub type Settings = fn(KindId) -> Option<Box<dyn AnySettings>>;

/// The list, once it is here.
static LIST: OnceRef<'static, Settings> = OnceRef::new();
static ALL: Settings = later_settings;

/// Tells that the code of all kinds is here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = LIST.set(&ALL);
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

/// What every kind that comes later is: [`Later`] for the state, [`LaterParams`] for parameters.
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
    fn check(&self, cx: &mut CheckCtx<'_>);
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

    fn check(&self, cx: &mut CheckCtx<'_>) {
        K::check(&self.0, cx);
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

/// Parameters of kind `K`. Empty as long as its code is not here: then no document has any.
pub struct LaterParams<K>(Option<Box<dyn AnySettings>>, PhantomData<fn() -> K>);

impl<K: Whole> LaterParams<K> {
    pub fn get(&self) -> Option<&K::Params> {
        self.0.as_ref()?.any().downcast_ref()
    }
}

impl<K: Whole> Default for LaterParams<K> {
    fn default() -> Self {
        Self(list().and_then(|list| list(K::ID)), PhantomData)
    }
}

impl<K> Clone for LaterParams<K> {
    fn clone(&self) -> Self {
        Self(self.0.as_ref().map(|all| all.copy()), PhantomData)
    }
}

impl<K> PartialEq for LaterParams<K> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(two)) => one.is_equal(&**two),
            (one, two) => one.is_none() && two.is_none(),
        }
    }
}

impl<K: Kind> fmt::Debug for LaterParams<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(K::SPEC.name)
    }
}

impl<K> Record for LaterParams<K> {
    fn names(&self) -> &'static [&'static str] {
        self.0.as_ref().map_or(&[], |all| all.record().names())
    }

    fn slot(&self, ix: usize) -> Option<&dyn Slot> {
        self.0.as_ref()?.record().slot(ix)
    }

    fn slot_mut(&mut self, ix: usize) -> Option<&mut dyn Slot> {
        self.0.as_mut()?.record_mut().slot_mut(ix)
    }

    fn is_sparse(&self) -> bool {
        self.0.as_ref().is_some_and(|all| all.record().is_sparse())
    }
}

impl<K: Whole> Table for LaterParams<K> {
    fn fields(&self) -> &'static [Field] {
        self.0.as_ref().map_or(&[], |all| all.fields())
    }

    fn is_shown(&self, path: &str) -> bool {
        self.0.as_ref().is_some_and(|all| all.is_shown(path))
    }
}

/// The state of a part of kind `K`.
pub struct Later<K>(Option<Box<dyn AnyState>>, PhantomData<fn() -> K>);

impl<K: Whole> Later<K> {
    pub fn of(state: K) -> Self {
        Self(Some(Box::new(state)), PhantomData)
    }

    pub fn get(&self) -> Option<&K> {
        self.0.as_ref()?.any().downcast_ref()
    }

    pub fn get_mut(&mut self) -> Option<&mut K> {
        self.0.as_mut()?.any_mut().downcast_mut()
    }
}

impl<K> Clone for Later<K> {
    fn clone(&self) -> Self {
        Self(self.0.as_ref().map(|state| state.copy()), PhantomData)
    }
}

impl<K: Kind> fmt::Debug for Later<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(K::SPEC.name)
    }
}

/// Written as the state itself.
impl<K: Whole + Serialize> Serialize for Later<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<'de, K: Whole + Deserialize<'de>> Deserialize<'de> for Later<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let state = Option::<K>::deserialize(deserializer)?;
        Ok(Self(
            state.map(|state| Box::new(state) as Box<dyn AnyState>),
            PhantomData,
        ))
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

        impl<K: Whole> Kind for Later<K> {
            type Params = LaterParams<K>;
            const SPEC: Spec = K::SPEC;
            const START: u8 = K::START;
            const OF: Owners = K::OF;
            const DRAWING: Drawing = K::DRAWING;
            const METRICS: &'static [Metric] = K::METRICS;
            const DIMENSION: Option<Dimension> = K::DIMENSION;
            const FAULTS: &'static [Fault] = K::FAULTS;
            const IS_FILTER: bool = K::IS_FILTER;

            fn namespace(metric: Metric) -> Option<&'static str> {
                K::namespace(metric)
            }

            fn filter(params: &LaterParams<K>, is_broken: &dyn Fn(&str) -> bool) -> Filter {
                let all = params.0.as_ref();
                all.map_or_else(Filter::default, |all| all.filter(is_broken))
            }

            fn is_way_out(params: &LaterParams<K>, is_broken: &dyn Fn(&str) -> bool) -> Option<bool> {
                params.0.as_ref()?.is_way_out(is_broken)
            }

            fn network(params: &LaterParams<K>) -> NetworkSettings<'_> {
                params.0.as_ref().map_or_else(NetworkSettings::default, |all| all.network())
            }

            fn port(params: &LaterParams<K>) -> u32 {
                params.0.as_ref().map_or(0, |all| all.port())
            }

            fn check(params: &LaterParams<K>, cx: &mut CheckCtx<'_>) {
                if let Some(all) = &params.0 {
                    all.check(cx);
                }
            }

            fn follow(params: &mut LaterParams<K>, path: &str) {
                if let Some(all) = &mut params.0 {
                    all.follow(path);
                }
            }

            fn in_force(params: &LaterParams<K>, state: Option<&Self>, path: &str) -> Option<InForce> {
                let state = state.and_then(|state| state.0.as_ref());
                params.0.as_ref()?.in_force(state.map(|state| state.any()), path)
            }

            fn new(params: &LaterParams<K>, setup: &mut Setup<'_>) -> Self {
                Self(params.0.as_ref().map(|all| all.state(setup)), PhantomData)
            }

            fn edit(&mut self, params: &LaterParams<K>, setup: &mut Setup<'_>) {
                if let (Some(state), Some(params)) = (&mut self.0, &params.0) {
                    state.edit(params.any(), setup);
                }
            }

            $(fn $read(&self $(, $of: $from)*) $(-> $read_out)? {
                match &self.0 {
                    Some(state) => state.$read($($of),*),
                    None => Default::default(),
                }
            })*
            $(fn $act(&mut self $(, $by: $with)*) $(-> $act_out)? {
                match &mut self.0 {
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
    fn vitals(&self, now: Instant, vitals: &mut Vitals);
    fn tally(&self, now: Instant) -> Tally;
    fn notice(&self, of: InstanceId, now: Instant, calendar: &Calendar) -> Option<Notice>;
    fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)>;
    fn client_stats(&self) -> Option<&ClientStats>;
    fn price(&self) -> Price;
    fn usage(&self, me: PartIx, world: &World) -> Option<Usage>;
    fn usage_usd(&self, used: Usage, span: Span) -> f64;
    mut
    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>);
    fn route(&mut self, id: RequestId, routing: &mut Rng, cx: &mut Ctx<'_>) -> Option<Route>;
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
