//! The board: what it shows, and (once wired) the run behind it.
//!
//! `Board` is a copyable bundle of signals. Views read them, one place writes them. Lists change
//! only when the structure changes; every number has its own signal, freed with its element.

pub mod commands;
pub mod export;
pub mod flights;
pub mod import;
pub mod landing;
pub mod letters;
pub mod mirror;
pub mod shelf;
pub mod signals;
pub mod start;
pub mod thumbnail;

use crate::draw::flight::{Dot, Flight};
use crate::draw::signals::Signal;
use crate::vocabulary::*;
use leptos::prelude::*;
use std::any::Any;
use std::sync::Arc;
use swell_core::base::small_map::SmallMap;

/// The signals of one board.
#[derive(Clone, Copy)]
pub struct Board {
    pub title: RwSignal<String>,
    pub structure: RwSignal<Arc<Structure>>,
    pub clock: RwSignal<ClockView>,
    pub client: RwSignal<ClientView>,
    pub surge: RwSignal<SurgeView>,
    pub alarms: RwSignal<Vec<AlarmView>>,
    /// The zones that are cut off.
    pub outages: RwSignal<Vec<OutageView>>,
    pub decisions: RwSignal<Vec<DecisionView>>,
    /// Changes of desired capacities so far, shown above or not.
    pub decided: RwSignal<u32>,
    pub journal: RwSignal<Vec<JournalView>>,
    pub timeline: RwSignal<Arc<TimelineView>>,
    /// The two futures of a fork, while both are kept.
    pub futures: RwSignal<Option<FuturesView>>,
    /// Settings of the selected item; `None` while nothing is selected.
    pub inspector: RwSignal<Option<InspectorView>>,
    pub enabled: RwSignal<Enabled>,
    /// How many requests one dot stands for.
    pub requests_per_dot: RwSignal<u64>,
    /// Id of the ready-made board that is open, empty for one's own.
    pub preset: RwSignal<String>,
    /// Followed requests on their way from the player to the canvas.
    pub feed: StoredValue<Vec<Flight>>,
    /// Requests of the last seconds before the moment of the past that is looked at.
    pub replay: StoredValue<Vec<Flight>>,
    /// Metrics and decisions on the same way.
    pub signals: StoredValue<Vec<Signal>>,
    /// The dots as they were painted last, for pointers.
    pub painted: StoredValue<Vec<Dot>>,
    /// The request whose trace is open.
    pub request_trace: RwSignal<Option<RequestTrace>>,
    /// What a step moved, or moved last in slow motion.
    pub moved: RwSignal<Option<Moved>>,
    /// Requests that were followed last, newest first.
    pub requests: RwSignal<Vec<RequestView>>,
    /// The traffic of the selected users.
    pub trace: RwSignal<Option<TraceView>>,
    pub trace_file: RwSignal<TraceFile>,
    /// What the second part of the page keeps for itself (`letters.rs`).
    letters: StoredValue<Option<Box<dyn Any + Send + Sync>>>,
    live: StoredValue<Live>,
}

/// The numbers, one signal per element. Reference counted, so that a signal lives as long as the
/// element that shows it and no longer.
#[derive(Default)]
struct Live {
    nodes: SmallMap<NodeId, ArcRwSignal<Face>>,
    groups: SmallMap<NodeId, ArcRwSignal<Fleet>>,
    instances: SmallMap<InstanceId, ArcRwSignal<InstanceView>>,
    edges: SmallMap<EdgeKey, ArcRwSignal<EdgeLive>>,
}

fn of<K: Ord, V: Default + Send + Sync + 'static>(
    map: &mut SmallMap<K, ArcRwSignal<V>>,
    key: K,
) -> ArcRwSignal<V> {
    map.or_insert_with(key, || ArcRwSignal::new(V::default()))
        .clone()
}

impl Board {
    /// An empty board, owned by the current reactive owner.
    pub fn new() -> Self {
        Self {
            title: RwSignal::default(),
            structure: RwSignal::default(),
            clock: RwSignal::default(),
            client: RwSignal::default(),
            surge: RwSignal::default(),
            alarms: RwSignal::default(),
            outages: RwSignal::default(),
            decisions: RwSignal::default(),
            decided: RwSignal::default(),
            journal: RwSignal::default(),
            timeline: RwSignal::default(),
            futures: RwSignal::default(),
            inspector: RwSignal::default(),
            enabled: RwSignal::default(),
            requests_per_dot: RwSignal::new(1),
            preset: RwSignal::default(),
            feed: StoredValue::new(Vec::new()),
            replay: StoredValue::new(Vec::new()),
            signals: StoredValue::new(Vec::new()),
            painted: StoredValue::new(Vec::new()),
            request_trace: RwSignal::default(),
            moved: RwSignal::default(),
            requests: RwSignal::default(),
            trace: RwSignal::default(),
            trace_file: RwSignal::default(),
            letters: StoredValue::new(None),
            live: StoredValue::new(Live::default()),
        }
    }

    pub fn node(self, id: NodeId) -> ArcRwSignal<Face> {
        self.with_live(|live| of(&mut live.nodes, id))
    }

    pub fn group(self, id: NodeId) -> ArcRwSignal<Fleet> {
        self.with_live(|live| of(&mut live.groups, id))
    }

    pub fn instance(self, id: InstanceId) -> ArcRwSignal<InstanceView> {
        self.with_live(|live| of(&mut live.instances, id))
    }

    pub fn edge(self, key: EdgeKey) -> ArcRwSignal<EdgeLive> {
        self.with_live(|live| of(&mut live.edges, key))
    }

    /// Forgets the numbers of elements that are gone.
    pub fn retain(self, structure: &Structure) {
        let edges = structure.edges();
        self.with_live(|live| {
            live.nodes.retain(|id, _| {
                structure.node(*id).is_some() || structure.chips.iter().any(|c| c.id == *id)
            });
            live.groups.retain(|id, _| structure.node(*id).is_some());
            live.instances
                .retain(|id, _| structure.instances.iter().any(|i| i.id == *id));
            live.edges.retain(|key, _| edges.contains(key));
        });
    }

    fn with_live<R: Default>(self, run: impl FnOnce(&mut Live) -> R) -> R {
        self.live.try_update_value(run).unwrap_or_default()
    }
}

impl Default for Board {
    fn default() -> Self {
        Self::new()
    }
}

/// Writes a signal only when the value is another one, so that nothing is drawn twice.
pub fn put<T, S>(signal: &S, value: T)
where
    T: PartialEq,
    S: Update<Value = T> + WithUntracked<Value = T>,
{
    if signal
        .try_with_untracked(|old| *old != value)
        .unwrap_or(false)
    {
        signal.update(|old| *old = value);
    }
}

#[cfg(test)]
mod tests;
