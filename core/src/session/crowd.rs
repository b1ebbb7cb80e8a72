//! The same crowd before two boards: as many users, as often and at the same times. What they ask for
//! and where they are is the board's own.

use crate::base::id::PartId;
use crate::document::Document;
use crate::kinds::users::{Params, Users};
use alloc::vec::Vec;

fn crowds(document: &Document) -> impl Iterator<Item = (PartId, &Params)> {
    let parts = document.parts.iter();
    parts.filter_map(|part| Some((part.id, part.get::<Users>()?)))
}

/// Gives the users of `other` the load of those of `own`: one to one, or, where there are not as many
/// of them, all of it in the shares that they have of their own.
pub(super) fn bring(own: &Document, other: &mut Document) {
    let loads: Vec<&Params> = crowds(own).map(|(_, load)| load).collect();
    let mut guests: Vec<(PartId, Params)> =
        crowds(other).map(|(id, load)| (id, load.clone())).collect();
    let Some(first) = loads.first() else { return };
    let all: f64 = loads.iter().map(|load| load.users).sum();
    let there: f64 = guests.iter().map(|(_, guest)| guest.users).sum();
    let is_paired = loads.len() == guests.len();
    for (n, (id, guest)) in guests.iter_mut().enumerate() {
        match loads.get(n).filter(|_| is_paired) {
            Some(load) => guest.come_as(load, 1.0, 1.0),
            None => {
                let share = guest.users / there.max(1.0);
                guest.come_as(first, share * all / first.users.max(1.0), share);
            }
        }
        if let Some(part) = other.parts.iter_mut().find(|part| part.id == *id) {
            part.set_params(guest.clone().into());
        }
    }
}

/// Who of `other` is in the rush that `users` of `own` are in.
pub(super) fn rush(own: &Document, users: PartId, other: &Document) -> Vec<PartId> {
    let [own, other] = [own, other].map(|d| crowds(d).map(|(id, _)| id).collect::<Vec<_>>());
    if own.len() != other.len() {
        return other;
    }
    let pairs = own.into_iter().zip(other);
    pairs
        .filter(|(id, _)| *id == users)
        .map(|(_, id)| id)
        .collect()
}
