//! The same crowd before two boards: as many users, as often and at the same times. What they ask for
//! and where they are is the board's own.

use crate::base::id::PartId;
use crate::contract::Role;
use crate::document::{Document, Part};
use crate::kinds::users::{Params, Users};
use alloc::vec::Vec;

/// How many come and how often, in the parameters of those who send something else than single requests.
const LOAD: [&str; 4] = [
    "visitors",
    "views_per_visitor_s",
    "surge_visitors",
    "surge_s",
];

fn sends(part: &Part) -> bool {
    let role = part.kind().map(|kind| kind.drawing().role);
    role == Some(Role::Source)
}

fn senders(document: &Document) -> Vec<PartId> {
    let senders = document.parts.iter().filter(|part| sends(part));
    senders.map(|part| part.id).collect()
}

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
    bring_alike(own, other);
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

/// Those who send something else get the load of those of `own` who are of their kind, one to one.
fn bring_alike(own: &Document, other: &mut Document) {
    let not_users = |part: &&Part| sends(part) && part.get::<Users>().is_none();
    let loads: Vec<&Part> = own.parts.iter().filter(not_users).collect();
    let guests = other.parts.iter_mut();
    for (guest, load) in guests.filter(|part| not_users(&&**part)).zip(loads) {
        let (Some(load), Some(params), true) =
            (load.params(), guest.params(), guest.kind() == load.kind())
        else {
            continue;
        };
        let (load, mut params) = (load.to_value(), params.clone());
        for name in LOAD {
            // They are of one kind: what one has the other takes.
            let _ = load.get(name).map(|value| params.read(name, value));
        }
        guest.set_params(params);
    }
}

/// Who of `other` is in the rush that `users` of `own` are in.
pub(super) fn rush(own: &Document, users: PartId, other: &Document) -> Vec<PartId> {
    let [own, other] = [own, other].map(senders);
    if own.len() != other.len() {
        return other;
    }
    let pairs = own.into_iter().zip(other);
    pairs
        .filter(|(id, _)| *id == users)
        .map(|(_, id)| id)
        .collect()
}
