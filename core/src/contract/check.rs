//! What is wrong or odd about a board (spec 17): found part by part, each by its own kind.

use super::board::{Board, BoardPart};
use crate::base::id::PartId;
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::network::Reach;
use crate::rules::validate::{self, Code, Fault, Warning};
use alloc::string::String;
use alloc::vec::Vec;

/// What is wrong or odd, at which part and field.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    pub part: Option<PartId>,
    pub field: String,
    pub what: IssueWhat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueWhat {
    /// AWS would refuse it.
    Error(Code),
    Warning(Warning),
    /// Nothing is wired to the part's way out, so its requests end here.
    LeadsNowhere,
    /// A policy of this kind needs an alarm, and none invokes it.
    NoAlarmInvokes,
    /// A parameter refers to a part that is not there, or not of a kind that it takes.
    ReferenceMissing,
    /// The document was made for other rules.
    OtherModel,
    /// A kind that this build does not know.
    UnknownKind,
    /// Another wire joins the same two parts; the engine leaves this one out.
    LinkedTwice,
    /// AWS would take it; the engine does without.
    NotSimulated,
    /// The part that the alarm belongs to has no metric of this name.
    NeverPublished,
    /// A type or class that is not in the table: sizes and price are the reader's own.
    OwnType,
    /// A wire leads to the part, but the network lets nobody come by it: for this reason.
    Unreachable {
        from: PartId,
        by: Reach,
    },
}

/// All that was found, in the order of the document.
#[derive(Clone, Debug, Default)]
pub struct Issues(pub Vec<Issue>);

impl Issues {
    pub fn push(&mut self, part: Option<PartId>, field: &str, what: IssueWhat) {
        self.0.push(Issue {
            part,
            field: String::from(field),
            what,
        });
    }
}

/// The hands of a part that looks at itself and at its neighbourhood.
pub struct CheckCtx<'a> {
    pub board: &'a Board<'a>,
    pub me: &'a BoardPart<'a>,
    issues: &'a mut Issues,
}

impl<'a> CheckCtx<'a> {
    pub const fn new(board: &'a Board<'a>, me: &'a BoardPart<'a>, issues: &'a mut Issues) -> Self {
        Self { board, me, issues }
    }

    pub fn push(&mut self, field: &str, what: IssueWhat) {
        self.issues.push(Some(self.me.id), field, what);
    }

    pub fn warn(&mut self, field: &str, warning: Warning) {
        self.push(field, IssueWhat::Warning(warning));
    }

    /// What AWS would refuse.
    pub fn refuse(&mut self, faults: Vec<Fault>) {
        for fault in faults {
            self.push(fault.field, IssueWhat::Error(fault.code));
        }
    }

    /// The zones of a balancer.
    pub fn check_zones(&mut self, kind: LoadBalancerType) {
        let (azs, resource) = (&self.me.azs, validate::LoadBalancer { kind });
        self.refuse(resource.check(azs));
        for warning in resource.warnings(azs) {
            self.warn("zones", warning);
        }
    }

    /// A part that only passes on is of no use without a wire.
    pub fn expect_a_wire(&mut self) {
        if self.board.outlets(self.me.id).next().is_none() {
            self.push("", IssueWhat::LeadsNowhere);
        }
    }

    /// How many parts that belong to it lead on.
    pub fn own_ways(&self) -> usize {
        let (board, me) = (self.board, self.me.id);
        let own = board.parts.iter().filter(|part| part.of == Some(me));
        own.filter(|part| board.outlets(part.id).next().is_some())
            .count()
    }

    /// A part that passes on by what belongs to it is of no use if nothing of that leads on.
    pub fn expect_own_way(&mut self) {
        if self.own_ways() == 0 {
            self.push("", IssueWhat::LeadsNowhere);
        }
    }
}

/// AWS's seconds are whole; ours may have a fraction.
pub fn whole(seconds: f64) -> Option<i64> {
    seconds.is_finite().then_some(seconds as i64)
}
