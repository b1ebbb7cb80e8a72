//! What is counted for a part by others: those that hand on, fetch or give up know it first.

use crate::base::id::PartIx;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Requests that it decided about without their passing it.
    Decided,
    /// Requests that it waited for when their clients closed the connection.
    Abandoned,
    /// Bytes of its answers that edge locations fetched.
    ToEdges,
    /// Rules that its listeners looked at, and those of them beyond what is free for each request.
    Evaluations,
    PaidEvaluations,
    /// Bytes that it exchanged with functions.
    WithFunctions,
}

const KINDS: usize = Counted::WithFunctions as usize + 1;

/// By part.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counts(Vec<[u64; KINDS]>);

impl Counts {
    pub fn add(&mut self, part: PartIx, what: Counted, more: u64) {
        if self.0.len() <= part.ix() {
            self.0.resize(part.ix() + 1, [0; KINDS]);
        }
        let counts = self.0.get_mut(part.ix());
        if let Some(count) = counts.and_then(|counts| counts.get_mut(what as usize)) {
            *count += more;
        }
    }

    pub fn of(&self, part: PartIx, what: Counted) -> u64 {
        let counts = self.0.get(part.ix());
        let count = counts.and_then(|counts| counts.get(what as usize));
        count.copied().unwrap_or(0)
    }

    /// The part's place is given to another.
    pub fn forget(&mut self, part: PartIx) {
        if let Some(counts) = self.0.get_mut(part.ix()) {
            *counts = [0; KINDS];
        }
    }
}
