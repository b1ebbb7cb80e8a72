//! How a kind comes to a board: what whoever draws has to know of it before there is a part.

use crate::kinds::KindId;

/// How parts of a kind are drawn and added.
#[derive(Clone, Copy, Debug)]
pub struct Drawing {
    /// What a new part is called before its number, as AWS's own consoles shorten the kind.
    pub slug: &'static str,
    /// Parameters of a new part where they are not the defaults, as JSON.
    pub params: &'static str,
    /// What may belong to it and does to a new part from the beginning, with its parameters in the
    /// same form.
    pub brings: &'static [(KindId, &'static str)],
    pub tier: Tier,
    /// Where it is offered; `None`: it belongs to other parts or is for experiments.
    pub family: Option<Family>,
    pub role: Role,
}

impl Drawing {
    /// A kind with nothing particular about it.
    pub const fn of(slug: &'static str) -> Self {
        Self {
            slug,
            params: "{}",
            brings: &[],
            tier: Tier::FirstPrivate,
            family: None,
            role: Role::Plain,
        }
    }

    /// The kind of what it brings along and has send its requests: lines start there. `None`: it
    /// sends them itself.
    pub fn sender(&self) -> Option<KindId> {
        let mut brought = self.brings.iter().map(|(kind, _)| *kind);
        brought.find(|kind| !kind.spec().offers.is_empty())
    }
}

/// Which subnet of a zone takes a new part that was put into none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    Public,
    FirstPrivate,
    LastPrivate,
}

/// What parts are offered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Where requests come from and how they find their way.
    Entry,
    Balancing,
    Compute,
    Data,
    /// Frames to stand in, and what filters and leads packets.
    Network,
}

/// What a part is to the picture as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Plain,
    /// It sends requests: the traffic starts there.
    Source,
    /// It launches and ends servers, which are drawn inside of it.
    Fleet,
    /// A server that stands alone.
    Server,
    /// What a fleet makes its servers from: its frame names it.
    Blueprint,
    /// It stands in the chain that leads from metrics to the size of a fleet.
    Chain,
    /// It writes down what passes its owner.
    Log,
}
