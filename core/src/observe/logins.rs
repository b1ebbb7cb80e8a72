//! What a board knows of its logins by SSH: where a host that is logged in to keeps its key, and who may
//! try at all (spec 13.4).

use crate::base::id::PartId;
use crate::document::{Document, Part};
use crate::rules::network::{GroupRule, Peer, SSH_PORT};
use alloc::vec::Vec;

/// Of one host that listens for logins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logins {
    /// The private key is in no file on it.
    pub keeps_no_key: bool,
    /// Its security groups let single addresses in alone.
    pub is_for_one_address: bool,
    /// Others let in who is of its security groups alone.
    pub is_only_way: bool,
}

/// Errors: `None`: nothing of the part listens for logins.
pub fn logins(document: &Document, id: PartId) -> Option<Logins> {
    let host = document.part(id)?;
    let params = host.params().filter(|params| params.port() == SSH_PORT)?;
    let key = params.to_value();
    let own = document.filters_of(host).collect::<Vec<PartId>>();
    let others = document.parts.iter().filter(|part| part.id != id);
    let servers = others.filter(|part| part.of.is_none() && !is_host(part));
    let servers: Vec<GroupRule> = servers.flat_map(|part| rules(document, part)).collect();
    let is_one = |rule: &GroupRule| match rule.peer {
        Peer::Block(block) => block.prefix() == 32,
        Peer::Group(_) => true,
    };
    let is_by_it = |rule: &GroupRule| match rule.peer {
        Peer::Block(_) => false,
        Peer::Group(group) => own.contains(&group),
    };
    let own_rules = rules(document, host);
    Some(Logins {
        keeps_no_key: key.get("key_place").and_then(|place| place.as_str()) != Some("key_file"),
        is_for_one_address: !own_rules.is_empty() && own_rules.iter().all(is_one),
        is_only_way: !servers.is_empty() && servers.iter().all(is_by_it),
    })
}

fn is_host(part: &Part) -> bool {
    part.params()
        .is_some_and(|params| params.port() == SSH_PORT)
}

/// What lets logins in to a part.
fn rules(document: &Document, part: &Part) -> Vec<GroupRule> {
    let filters = document
        .filters_of(part)
        .filter_map(|id| document.part(id)?.params());
    let rules = filters.flat_map(|params| params.filter(&|_| false).inbound);
    rules.filter(|rule| rule.ports.has(SSH_PORT)).collect()
}
