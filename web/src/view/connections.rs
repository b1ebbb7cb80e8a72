//! The connections of a balancer in its inspector: those of its clients and its own to the targets.

use super::Shell;
use crate::i18n::format::{number, span, whole};
use crate::vocabulary::{FrameId, Structure};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::balancing::connections::AtNode;
use swell_core::base::id::PartId;
use swell_core::observe::particulars::{Connections, Particulars};

/// The connections of a balancer, as far as they are counted.
pub fn rows(shell: Shell, particulars: &Particulars) -> Vec<(&'static str, String)> {
    let (lang, m) = (shell.lang, shell.lang.more());
    let Some(Connections { counted, .. }) = &particulars.connections else {
        let uncounted = |busy: u32| m.connections_uncounted.replace("{n}", &whole(busy.into()));
        let busy = particulars.busy.map(uncounted);
        return busy
            .map(|busy| (m.connections_busy, busy))
            .into_iter()
            .collect();
    };
    let [requests, by_clients, to_targets] = [
        counted.requests_per_s,
        counted.by_clients_per_s,
        counted.to_targets_per_s,
    ]
    .map(|rate| number(rate, 2));
    let rates = m
        .connections_new_rates
        .replace("{r}", &requests)
        .replace("{c}", &by_clients)
        .replace("{t}", &to_targets);
    let first = match counted.keep_alive < counted.timeout {
        true => m.connections_target_first,
        false => m.connections_balancer_first,
    };
    let [timeout, keep_alive] =
        [counted.timeout, counted.keep_alive].map(|s| span(s.us() / 1_000_000, lang));
    let kept = first.replace("{b}", &timeout).replace("{t}", &keep_alive);
    vec![
        (m.connections_new, rates),
        (m.connections_kept, kept),
        (m.connections_stale, whole(counted.stale as i64)),
    ]
}

/// The connections of each node of a balancer, on both sides of it.
pub fn table(shell: Shell, connections: &Connections) -> AnyView {
    let (t, m) = (shell.t(), shell.lang.more());
    let zone_name = |zone: &PartId| {
        let zone = FrameId(zone.0);
        let name = |s: &Arc<Structure>| s.frame(zone).map(|frame| frame.name.clone());
        let name = shell.board.structure.with(name);
        name.map(|name| format!("{} {name}", t.az_short))
    };
    let row = |node: &AtNode| {
        let zone = connections.zones.get(usize::from(node.zone));
        let name = zone.and_then(zone_name);
        let [clients, in_use, unused] =
            [node.clients, node.in_use, node.unused].map(|count| whole(count.into()));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{clients}</td>
                <td>{in_use}</td>
                <td>{unused}</td>
            </tr>
        }
    };
    let rows = connections.counted.nodes.iter().map(row).collect_view();
    view! {
        <table class="targets">
            <thead>
                <tr>
                    <th scope="col">{m.connections_node}</th>
                    <th scope="col">{m.connections_clients}</th>
                    <th scope="col">{m.connections_busy}</th>
                    <th scope="col">{m.connections_unused}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
