//! Which records of a name are healthy, and what is said when one leaves or comes back.

use super::checkers::Finding;
use super::{Entry, Params, RecordSet};
use crate::base::id::PartIx;
use crate::control::ControlCtx;
use crate::rules::dns::RoutingPolicy;
use crate::world::log::Term;

impl RecordSet {
    /// Looks who is healthy, says who left or came back and why, and answers accordingly.
    pub(super) fn judge(&mut self, cx: &mut ControlCtx<'_>) {
        self.look_up(cx);
        for entry in &mut self.entries {
            let is_healthy = health_of(entry, &self.params, cx);
            let was = entry.is_healthy.unwrap_or(true);
            entry.is_healthy = is_healthy;
            let is = is_healthy.unwrap_or(true);
            if is == was {
                continue;
            }
            let (healthy, all) = (entry.checkers.reporting_healthy(), entry.checkers.len());
            let event = match (all, is) {
                (0, _) if entry.checked_by.is_some() => match is {
                    true => "check_well",
                    false => "check_unwell",
                },
                (0, true) => "target_well",
                (0, false) => "target_unwell",
                (_, true) => "record_back",
                (_, false) => "record_left",
            };
            let (healthy, all) = (healthy as f64, all as f64);
            let about = Term::Part(cx.control.id(entry.target.at));
            let said = [about, Term::Count(healthy), Term::Count(all)];
            let left = cx.say(event, !is, &said, None);
            let why = entry.checkers.why.and_then(Finding::word);
            if let Some(why) = why.filter(|_| all > 0.0 && !is) {
                cx.say(why, true, &[about], Some(left));
            }
        }
        let is_none_healthy = !self.entries.is_empty() && self.health().all(|h| h == Some(false));
        if is_none_healthy != self.is_none_healthy {
            self.is_none_healthy = is_none_healthy;
            let event = match is_none_healthy {
                true => "none_healthy",
                false => "some_healthy",
            };
            cx.say(event, is_none_healthy, &[], None);
        }
        self.answer(cx);
    }

    /// Records that have addresses in them lead to where these were when they were written.
    fn look_up(&mut self, cx: &mut ControlCtx<'_>) {
        let has_addresses = self.params.has_addresses();
        for entry in &mut self.entries {
            let (to, written_at) = (entry.by.to, entry.written_at);
            let nobody = cx.world.names.whereabouts(to, written_at, cx.now());
            let nobody = nobody.filter(|_| has_addresses);
            let was = core::mem::replace(&mut entry.nobody, nobody);
            let event = match (was, nobody) {
                (None, Some(_)) => "address_gone",
                (Some(_), None) => "address_found",
                _ => continue,
            };
            let about = Term::Part(cx.control.id(to));
            cx.say(event, nobody.is_some(), &[about], None);
        }
    }
}

/// What its checks and, for an alias, its target say of a record. `None`: nobody looks after it.
fn health_of(entry: &Entry, params: &Params, cx: &ControlCtx<'_>) -> Option<bool> {
    let check = &entry.record.check;
    let is_checked = params.policy != RoutingPolicy::Simple;
    let checked = (is_checked && check.kind.asks()).then(|| entry.checkers.is_healthy(check));
    let is_well = |part: PartIx| cx.world.names.is_well(part);
    let told = entry.checked_by.filter(|_| is_checked).map(is_well);
    let is_followed = params.alias && entry.record.evaluates_target;
    let followed = is_followed.then(|| is_well(entry.by.to));
    let opinions = [checked, told, followed];
    let is_looked_after = opinions.iter().any(Option::is_some);
    is_looked_after.then(|| !opinions.contains(&Some(false)))
}
