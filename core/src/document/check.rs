//! Whole-graph issues: what AWS would refuse, and what is legal but odd (spec 17). Never fatal:
//! half-drawn boards still run.

use super::reach::Reachable;
use super::{Document, Link, Part};
use crate::base::id::PartId;
use crate::contract::{Board, BoardPart, CheckCtx, Issues, Level, Protocol};
use crate::kinds::Params;
use crate::rules::network::Reach;
use crate::rules::validate;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

pub use crate::contract::{Issue, IssueWhat};

impl Document {
    /// All issues, in document order.
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = Issues::default();
        if self.model != super::MODEL {
            issues.push(None, "model", IssueWhat::OtherModel);
        }
        self.check_subnets(&mut issues);
        self.check_links(&mut issues);
        self.check_reach(&mut issues);
        let board = self.wiring();
        for part in &board.parts {
            let Some(params) = part.params else {
                issues.push(Some(part.id), "kind", IssueWhat::UnknownKind);
                continue;
            };
            self.check_references(part.id, params, &mut issues);
            params.check(&mut CheckCtx::new(&board, part, &mut issues));
        }
        issues.0
    }

    /// What kinds see of the document.
    fn wiring(&self) -> Board<'_> {
        Board {
            parts: self.parts.iter().map(|part| self.drawn(part)).collect(),
            wires: self.links.iter().map(|link| (link.from, link.to)).collect(),
            unix_s: self.epoch.unix_s,
        }
    }

    fn drawn<'a>(&self, part: &'a Part) -> BoardPart<'a> {
        BoardPart {
            id: part.id,
            name: part.name.as_deref(),
            of: part.of,
            params: part.params(),
            azs: part
                .stands_in
                .iter()
                .map(|zone| self.az_of(*zone))
                .collect(),
        }
    }

    /// Each link but the first of two parts. Its place is the one in the file.
    fn check_links(&self, issues: &mut Issues) {
        let mut seen: BTreeSet<(PartId, PartId)> = BTreeSet::new();
        for (ix, link) in self.links.iter().enumerate() {
            if !seen.insert((link.from, link.to)) {
                let field = format!("links[{ix}]");
                issues.push(Some(link.from), &field, IssueWhat::LinkedTwice);
            }
        }
    }

    /// Wires by which nobody comes through, at the part that is not reached. A name's wires say where
    /// others connect to.
    fn check_reach(&self, issues: &mut Issues) {
        let reachable = Reachable::on(self);
        let is_dialled = |link: &&Link| link.protocol != Protocol::Dns;
        for link in self.links.iter().filter(is_dialled) {
            let owner = self.part(link.from).and_then(|part| part.of);
            let from = owner.unwrap_or(link.from);
            let by = reachable.verdict(from, link.to);
            if !matches!(by, Reach::Open { .. }) {
                issues.push(Some(link.to), "", IssueWhat::Unreachable { from, by });
            }
        }
    }

    /// Each field that refers to a part that is not there, or not of a kind that it takes.
    fn check_references(&self, part: PartId, params: &Params, issues: &mut Issues) {
        let mut said = "";
        for (field, id) in params.references() {
            let kind = self.part(id).map(Part::kind);
            // Parts of newer kinds are not for us to judge.
            let is_taken = kind.is_some_and(|kind| {
                let takes = field.takes();
                kind.is_none_or(|kind| takes.is_some_and(|takes| takes.takes(kind)))
            });
            if !is_taken && said != field.path {
                issues.push(Some(part), field.path, IssueWhat::ReferenceMissing);
                said = field.path;
            }
        }
    }

    /// Blocks of subnets: their size, inside their VPC's, apart from those before them.
    fn check_subnets(&self, issues: &mut Issues) {
        let mut seen: Vec<&str> = Vec::new();
        for part in self.frames(Level::Subnet) {
            let Some(own) = part.network().block else {
                continue;
            };
            let vpc = self.frame_around(part.id, Level::Vpc);
            let Some(vpc) = vpc.map(|vpc| format!("{}", self.vpc_block(Some(vpc)))) else {
                continue;
            };
            let subnet = validate::Subnet {
                cidr_block: String::from(own),
            };
            for fault in subnet.check(&vpc, &seen) {
                issues.push(Some(part.id), fault.field, IssueWhat::Error(fault.code));
            }
            seen.push(own);
        }
    }
}
