//! Which records Route 53 answers with, by routing policy and health, and to whom (spec 2.1).

use super::params::Failover;
use super::{Entry, RecordSet};
use crate::base::id::PartIx;
use crate::base::time::Span;
use crate::control::ControlCtx;
use crate::rules::dns::{self, RoutingPolicy, Whereabouts};
use crate::rules::regions::{EDGE_ROUND_TRIP, Region, Regions, round_trip};
use crate::world::names::{Choice, Name, Selection};
use crate::world::wires::Outlet;
use alloc::vec;
use alloc::vec::Vec;

impl RecordSet {
    /// Which records Route 53 answers with from now on; resolvers learn it when they ask again.
    pub(super) fn answer(&self, cx: &mut ControlCtx<'_>) {
        let ttl_s = Some(self.params.ttl_s).filter(|_| !self.params.alias);
        let name = Name {
            choices: Some(self.choices(cx)),
            gives_all: self.params.gives_all(),
            selection: Some(self.selection()),
            ttl: ttl_s.map(Span::from_s_f64),
            query: Span::from_s_f64(self.params.query_ms / 1e3),
            queries: 0,
        };
        cx.world.names.set(cx.me, name);
        let entries = self.entries.iter();
        let heard = entries.flat_map(|entry| [Some(entry.by.to), entry.checked_by]);
        let heard: Vec<PartIx> = heard.flatten().collect();
        cx.world.names.listen(cx.me, &heard);
        let healthy = self.health().map(|health| health != Some(false));
        cx.vouch(dns::calculated(healthy, 1, false));
    }

    /// The records in play, each with its weight and with the networks that are told of it.
    fn choices(&self, cx: &ControlCtx<'_>) -> Vec<Choice> {
        let viewers = self.viewers(cx);
        let entries = self.entries.iter().zip(self.weights()).zip(viewers);
        let choices = entries.map(|((entry, weight), viewers)| Choice {
            by: entry.nobody.map_or(entry.by, Outlet::straight),
            weight,
            viewers,
        });
        let in_play = choices.filter(|choice| choice.weight > 0 && !choice.viewers.is_empty());
        in_play.collect()
    }

    fn selection(&self) -> Selection {
        let healthy = self.health().filter(|health| *health != Some(false));
        Selection {
            policy: self.params.policy,
            healthy: healthy.count() as u16,
            records: self.entries.len() as u16,
        }
    }

    /// Where the networks are that each record is for.
    fn viewers(&self, cx: &ControlCtx<'_>) -> Vec<Regions> {
        let nearest = |network: Region| {
            let latency = |entry: &Entry| match entry.region(cx) {
                Some(region) => round_trip(network, region),
                None => EDGE_ROUND_TRIP,
            };
            let records = self.entries.iter().map(|e| (latency(e), e.is_healthy));
            dns::latency(&records.collect::<Vec<_>>())
        };
        let around = |network: Region| {
            let records = self.entries.iter().map(|e| (e.location(), e.is_healthy));
            let network = Whereabouts::of(network);
            dns::geolocation(&records.collect::<Vec<_>>(), &network)
        };
        let mut viewers = vec![Regions::default(); self.entries.len()];
        for network in Region::ALL {
            let chosen = match self.params.policy {
                RoutingPolicy::Latency => nearest(network),
                RoutingPolicy::Geolocation => around(network),
                _ => return vec![Regions::ALL; self.entries.len()],
            };
            if let Some(viewers) = chosen.and_then(|place| viewers.get_mut(place)) {
                viewers.insert(network);
            }
        }
        viewers
    }

    /// Chances of the records, by policy and health.
    fn weights(&self) -> Vec<u32> {
        let entries = &self.entries;
        match self.params.policy {
            RoutingPolicy::Simple | RoutingPolicy::Latency | RoutingPolicy::Geolocation => {
                vec![1; entries.len()]
            }
            RoutingPolicy::Weighted => {
                let records = entries.iter().map(|e| (e.record.weight, e.is_healthy));
                dns::weighted(&records.collect::<Vec<_>>())
            }
            RoutingPolicy::Multivalue => {
                let healthy = self.health().map(|health| health != Some(false));
                let values = dns::multivalue(&healthy.collect::<Vec<_>>());
                values.into_iter().map(u32::from).collect()
            }
            RoutingPolicy::Failover => {
                let place = |role| entries.iter().position(|e| e.record.failover == role);
                // A role that nobody has is as good as an unhealthy record.
                let health = |place: Option<usize>| {
                    let entry = place.and_then(|place| entries.get(place));
                    entry.map_or(Some(false), |entry| entry.is_healthy)
                };
                let (first, second) = (place(Failover::Primary), place(Failover::Secondary));
                let chosen = match dns::is_primary_chosen(health(first), health(second)) {
                    true => first.or(second),
                    false => second,
                };
                let places = 0..entries.len();
                places
                    .map(|place| u32::from(Some(place) == chosen))
                    .collect()
            }
        }
    }
}
