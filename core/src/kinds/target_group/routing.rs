//! What the balancer may do with the targets: who may be picked by which node, and which nodes are in
//! DNS (spec 5.7).

use super::{Target, TargetGroup};
use crate::balancing::PoolTarget;
use crate::base::time::Span;
use crate::control::ControlCtx;
use crate::kinds::{KindId, LivePart};
use crate::rules::balancer_type::TargetType;
use crate::rules::distribution::{HealthThreshold, ZoneHealth, dns_zones, eligible};
use crate::rules::health::TargetState;
use crate::world::log::What;
use alloc::vec;
use alloc::vec::Vec;

impl TargetGroup {
    /// Brings the balancer's table and its addresses in DNS up to date.
    pub fn sync(&mut self, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        let Some(owner) = cx.owner(me) else { return };
        let Some(zones) = cx.balancing(owner).map(|b| b.zones) else {
            return;
        };
        let zone_count = (32 - zones.leading_zeros()) as usize;
        let (lists, open) = self.eligible_by_zone(zone_count);
        let is_fail_open = open != 0;
        let (in_dns, well) = self.zones_in_dns(zones, zone_count);
        let out_of_dns = zones & !in_dns;
        let (algorithm, is_cross_zone) = (self.params.algorithm, self.params.is_cross_zone);
        let slow_start = match algorithm.has_slow_start() {
            true => Span::from_s_f64(self.params.slow_start_s),
            false => Span::ZERO,
        };
        // A group that leads nowhere yet is not in the listener's action: drawing it costs nobody.
        let is_forwarded_to = !cx.world.wires.of(me).is_empty();
        let (stickiness, keeps_sources) = (self.params.stickiness(), self.params.keeps_sources());
        let invokes = self.targets.iter().flatten().any(|target| {
            let part = cx.parts.get(target.part.at.ix());
            let kind = part.and_then(LivePart::kind);
            kind.and_then(KindId::target) == Some(TargetType::Lambda)
        });
        // There is no connection to a function that could be kept.
        let keep_alive = self.params.keep_alive().filter(|_| !invokes);
        let (targets, weight) = (&self.targets, self.params.weight);
        cx.with_balancing(owner, |balancer, cx| {
            let Some(pool) = balancer.pool_mut(me) else {
                return;
            };
            pool.algorithm = algorithm;
            pool.is_cross_zone = is_cross_zone;
            pool.slow_start = slow_start;
            pool.remember(stickiness, keep_alive);
            pool.keeps_sources = keeps_sources;
            pool.invokes = invokes;
            pool.fail_open(zones & !open == 0);
            pool.zones_open = open & zones;
            pool.zones_well = well;
            let in_use = || targets.iter().flatten().filter(|t| t.is_in_use());
            pool.in_use = in_use().count() as u32;
            pool.healthy = in_use().filter(|t| t.health.state.takes_traffic()).count() as u32;
            pool.targets.resize_with(targets.len(), PoolTarget::default);
            for (row, target) in pool.targets.iter_mut().zip(targets) {
                update_row(row, target.as_ref());
                row.is_watched = row.is_draining || keep_alive.is_some();
            }
            pool.set_eligible(&lists);
            pool.is_forwarded_to = is_forwarded_to;
            pool.weight = weight;
            pool.zones_out_of_dns = out_of_dns;
            balancer.follow_pools(cx);
        });
        if is_fail_open != self.is_fail_open {
            self.is_fail_open = is_fail_open;
            let is_on = is_fail_open;
            let cause = self.targets().filter_map(|(_, t)| t.entry).max();
            cx.log(What::FailOpen { is_on }, cause);
        }
    }

    /// Who may be picked by a node of each zone (one list with cross-zone on), and the zones whose
    /// list is there only because routing failed open, one bit each.
    fn eligible_by_zone(&self, zone_count: usize) -> (Vec<Vec<u16>>, u32) {
        let of_zone = |zone: Option<u8>| -> Vec<(u16, TargetState)> {
            self.targets()
                .filter(|(_, t)| t.is_in_use() && zone.is_none_or(|z| t.is_in(z)))
                .map(|(slot, t)| (slot, t.health.state))
                .collect()
        };
        let scopes: Vec<Option<u8>> = if self.params.is_cross_zone {
            vec![None]
        } else {
            (0..zone_count).map(|z| Some(z as u8)).collect()
        };
        let threshold = HealthThreshold {
            count: Some(self.params.routing_minimum),
            percent: self.params.routing_minimum_percent.map(f64::from),
        };
        let mut open = 0;
        let lists = scopes
            .into_iter()
            .map(|scope| {
                let members = of_zone(scope);
                let states: Vec<TargetState> = members.iter().map(|m| m.1).collect();
                let healthy = states.iter().filter(|s| s.takes_traffic()).count() as u32;
                let health = ZoneHealth {
                    healthy,
                    total: states.len() as u32,
                };
                let picked = eligible(&states);
                let fails_open = picked.is_fail_open || (healthy > 0 && threshold.is_below(health));
                if fails_open {
                    open |= scope.map_or(u32::MAX, |zone| 1 << zone);
                }
                let takes = |state: &TargetState| match fails_open {
                    true => state.takes_traffic_in_fail_open(),
                    false => state.takes_traffic(),
                };
                let taking = members.iter().filter(|(_, state)| takes(state));
                taking.map(|(slot, _)| *slot).collect()
            })
            .collect();
        (lists, open)
    }

    /// Zones whose node addresses DNS gives: those not below the DNS threshold (5.7). With cross-zone
    /// off a zone without any target has nothing to be judged by: its node stays, and answers 503
    /// (5.1, 5.9). With how many of them are not below it: if all are, all stay.
    fn zones_in_dns(&self, zones: u32, zone_count: usize) -> (u32, u32) {
        let mut health = vec![
            ZoneHealth {
                healthy: 0,
                total: 0
            };
            zone_count
        ];
        for (_, target) in self.targets().filter(|(_, t)| t.is_in_use()) {
            let zones = health.iter_mut().zip(0..);
            for (zone, _) in zones.filter(|(_, zone)| target.is_in(*zone)) {
                zone.total += 1;
                zone.healthy += u32::from(target.health.state.takes_traffic());
            }
        }
        let threshold = HealthThreshold {
            count: Some(self.params.dns_minimum),
            percent: self.params.dns_minimum_percent.map(f64::from),
        };
        let below = threshold.zones_below(&health, self.params.is_cross_zone);
        let is_enabled = |zone: &usize| zones & (1 << zone) != 0;
        let enabled: Vec<bool> = below
            .iter()
            .enumerate()
            .filter(|(zone, _)| is_enabled(zone))
            .map(|(_, below)| *below)
            .collect();
        let is_empty = |zone: &ZoneHealth| !self.params.is_cross_zone && zone.total == 0;
        let kept = dns_zones(&enabled);
        let well = enabled.iter().filter(|is_below| !**is_below).count() as u32;
        let in_dns = (0..zone_count)
            .zip(&health)
            .filter(|(zone, _)| is_enabled(zone))
            .zip(kept)
            .filter(|((_, health), is_kept)| *is_kept || is_empty(health))
            .fold(0, |mask, ((zone, _), _)| mask | 1 << zone);
        (in_dns, well)
    }
}

fn update_row(row: &mut PoolTarget, target: Option<&Target>) {
    let Some(target) = target else {
        *row = PoolTarget::default();
        return;
    };
    if !row.is_present || row.part != target.part.at || row.registered_at != target.registered_at {
        *row = PoolTarget {
            part: target.part.at,
            zone: target.zone,
            ..PoolTarget::default()
        };
        row.registered_at = target.registered_at;
        row.is_present = true;
    }
    row.order = target.generation;
    row.is_draining = target.drain_ends.is_some();
    row.slow_from = target.slow_from;
    row.weight = target.watch.weight;
}
