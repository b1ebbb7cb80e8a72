//! In which order requests meet the parts.

use crate::vocabulary::{NodeId, Structure};
use swell_core::base::order::sort_short;
use swell_core::base::small_map::SmallMap;

/// How far from the sources each part is, in hops.
pub fn ranks(board: &Structure) -> SmallMap<NodeId, u32> {
    let mut ranks: SmallMap<NodeId, u32> = board.nodes.iter().map(|n| (n.id, 0)).collect();
    // A circle of links would push ranks up for ever; as many rounds as parts are enough without.
    for _ in 0..board.nodes.len() {
        let mut changed = false;
        for link in &board.links {
            let from = ranks.get(&link.from).copied().unwrap_or(0);
            if let Some(to) = ranks.get_mut(&link.to)
                && *to < from + 1
                && (from as usize) < board.nodes.len()
            {
                *to = from + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    ranks
}

/// Parts in the order in which a request meets them: the order of the Tab key.
pub fn flow_order(board: &Structure) -> Vec<NodeId> {
    let ranks = ranks(board);
    let mut ids: Vec<(u32, NodeId)> = ranks.into_iter().map(|(id, rank)| (rank, id)).collect();
    sort_short(&mut ids, Ord::cmp);
    ids.into_iter().map(|(_, id)| id).collect()
}
