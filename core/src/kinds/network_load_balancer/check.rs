//! What is legal of a Network Load Balancer but seldom meant (spec 17).

use super::Params;
use crate::base::id::PartId;
use crate::contract::{Board, BoardPart, CheckCtx, Takes};
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::network::{GroupRule, Peer};
use crate::rules::validate::Warning;
use alloc::vec::Vec;

pub(super) fn check(params: &Params, cx: &mut CheckCtx<'_>) {
    cx.check_zones(LoadBalancerType::Network);
    cx.expect_own_way();
    let (board, me) = (cx.board, cx.me.id);
    let groups = board.parts.iter().filter(|part| part.of == Some(me));
    let mut targets = groups.flat_map(|group| board.outlets(group.id));
    // Its own security group may be named in place of the clients.
    let has_own = !params.security_groups.is_empty();
    if !has_own && targets.any(|target| keeps_clients_out(board, target)) {
        cx.warn("SecurityGroups", Warning::ClientsNotAdmitted);
    }
}

/// The address of the client stays in the packet: a target that is filtered has to let clients in, not the
/// balancer. Basis: documented - NLB "Register targets", client IP preservation.
fn keeps_clients_out(board: &Board<'_>, target: PartId) -> bool {
    let parts = board.parts.iter();
    let own = parts.filter(|part| part.id == target || part.of == Some(target));
    let filters: Vec<PartId> = own.flat_map(filters).collect();
    let port = board.part(target).and_then(|part| part.params);
    let port = port.map_or(0, |params| params.port());
    let rules = filters.iter().filter_map(|id| board.part(*id)?.params);
    let mut rules = rules.flat_map(|params| params.filter(&|_| false).inbound);
    let is_for_clients = |rule: GroupRule| {
        let is_outside = matches!(rule.peer, Peer::Block(block) if !block.is_private());
        is_outside && rule.ports.has(port)
    };
    !filters.is_empty() && !rules.any(is_for_clients)
}

fn filters(part: &BoardPart<'_>) -> Vec<PartId> {
    let all = part
        .params
        .map(|params| params.references())
        .unwrap_or_default();
    let filters = all
        .into_iter()
        .filter(|(field, _)| field.takes() == Some(Takes::Filters));
    filters.map(|(_, id)| id).collect()
}
