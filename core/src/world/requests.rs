//! All requests in flight, and what each waiting part noted beside its call.
//!
//! A note is the part's own word about one request: which target it chose, which of its calls this
//! one is. It lies in the frame of the call and goes with it, so that two balancers in a row do not
//! overwrite each other and nothing of a request that is lost has to be cleared up elsewhere. The
//! request bears the last one itself, in the cache line that everybody looks at; those below it, which
//! only chains of balancers have, stand apart.

use super::request::{CALLS_MAX, Request};
use crate::base::arena::Arena;
use crate::base::id::{PartIx, RequestId};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a part noted beside one of its calls; the bits are its own.
pub type Note = u64;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Requests {
    arena: Arena<Request>,
    /// By frame and slot: notes below the one that the request bears.
    notes: [Vec<Note>; CALLS_MAX],
}

impl Requests {
    /// Errors: `None` when all slots are taken.
    pub fn insert(&mut self, request: Request) -> Option<RequestId> {
        self.arena.insert(request)
    }

    /// Whether a request is still under way.
    #[inline(always)]
    pub fn contains(&self, id: RequestId) -> bool {
        self.arena.contains(id)
    }

    #[inline(always)]
    pub fn get(&self, id: RequestId) -> Option<&Request> {
        self.arena.get(id)
    }

    #[inline(always)]
    pub fn get_mut(&mut self, id: RequestId) -> Option<&mut Request> {
        self.arena.get_mut(id)
    }

    pub fn remove(&mut self, id: RequestId) -> bool {
        self.arena.remove(id)
    }

    pub fn len(&self) -> usize {
        self.arena.len()
    }

    pub fn is_empty(&self) -> bool {
        self.arena.is_empty()
    }

    pub fn bytes(&self) -> usize {
        let notes: usize = self.notes.iter().map(Vec::len).sum();
        self.arena.bytes() + notes * size_of::<Note>()
    }

    pub fn iter(&self) -> impl Iterator<Item = (RequestId, &Request)> {
        self.arena.iter()
    }

    /// Requests for whose answer `part` waits, with its notes.
    pub fn awaited_by(&self, part: PartIx) -> impl Iterator<Item = (RequestId, Note)> {
        let requests = self.arena.iter();
        requests.filter_map(move |(id, request)| Some((id, self.note(id, request.frame_of(part)?))))
    }

    /// A request whose call has just been answered, and what was noted beside that call.
    #[inline(always)]
    pub fn answered(&self, id: RequestId) -> Option<(&Request, Note)> {
        let request = self.arena.get(id)?;
        Some((request, self.note_of(request, id, request.depth())))
    }

    /// The note in a frame; 0 where nothing was noted.
    pub fn note(&self, id: RequestId, frame: usize) -> Note {
        let request = self.arena.get(id);
        request.map_or(0, |request| self.note_of(request, id, frame))
    }

    #[inline(always)]
    fn note_of(&self, request: &Request, id: RequestId, frame: usize) -> Note {
        match request.has_noted(frame) {
            false => 0,
            true if request.bears_note_of(frame) => request.note,
            true => self.note_below(id, frame),
        }
    }

    #[inline(never)]
    fn note_below(&self, id: RequestId, frame: usize) -> Note {
        let notes = self.notes.get(frame);
        let note = notes.and_then(|notes| notes.get(id.slot()));
        note.copied().unwrap_or(0)
    }

    pub fn set_note(&mut self, id: RequestId, frame: usize, note: Note) {
        let Some(request) = self.arena.get_mut(id) else {
            return;
        };
        request.set_noted(frame, note != 0);
        match request.bears_note_of(frame) {
            true => request.note = note,
            false => self.write_below(id, frame, note),
        }
    }

    /// Writes a note that the request does not bear itself.
    #[inline(never)]
    pub(super) fn write_below(&mut self, id: RequestId, frame: usize, note: Note) {
        let Some(notes) = self.notes.get_mut(frame) else {
            return;
        };
        if notes.len() <= id.slot() {
            notes.resize(id.slot() + 1, 0);
        }
        if let Some(place) = notes.get_mut(id.slot()) {
            *place = note;
        }
    }

    /// What `part` works on or waits for, and whether it waits. Looks at all requests.
    pub fn held_by(&self, part: PartIx) -> Vec<(RequestId, bool)> {
        let held = self
            .iter()
            .map(|(id, r)| (id, r.at == part, r.awaits(part)));
        let held = held.filter(|(_, is_here, is_awaited)| *is_here || *is_awaited);
        held.map(|(id, _, is_awaited)| (id, is_awaited)).collect()
    }

    /// Splits a request at the call of `part`: returns the copy that carries an early answer down,
    /// while the other keeps the work above. What nobody works on any more is gone.
    pub fn split(&mut self, id: RequestId, part: PartIx) -> Option<RequestId> {
        let notes: [Note; CALLS_MAX] = core::array::from_fn(|frame| self.note(id, frame));
        let request = self.arena.get_mut(id)?;
        let frame = request.frame_of(part)?;
        let mut answer = request.split_at(frame);
        // Who still waits above is told by its own deadline.
        let is_over = request.is_lost && request.caller().is_none();
        answer.at = part;
        answer.is_lost = false;
        for (place, note) in notes.iter().skip(frame + 1).enumerate() {
            self.set_note(id, place, *note);
        }
        if is_over {
            self.arena.remove(id);
        }
        let answer = self.arena.insert(answer)?;
        for (place, note) in notes.iter().take(frame).enumerate() {
            self.set_note(answer, place, *note);
        }
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Rng};
    use crate::base::time::Instant;

    #[test]
    fn notes_go_with_the_calls_that_they_were_made_beside() {
        let mut requests = Requests::default();
        let mut request = Request::new(1, Instant::ZERO, 0);
        let parts = [1, 2, 3].map(PartIx);
        for part in parts {
            request.push_call(part, false);
        }
        let id = requests.insert(request).unwrap();
        for (frame, note) in [10, 20, 30].into_iter().enumerate() {
            requests.set_note(id, frame, note);
        }
        let noted = |requests: &Requests, part| -> Vec<(RequestId, Note)> {
            requests.awaited_by(part).collect()
        };
        let answer = requests.split(id, PartIx(2)).unwrap();
        assert_eq!(noted(&requests, PartIx(1)), [(answer, 10)]);
        assert_eq!(noted(&requests, PartIx(2)), []);
        assert_eq!(noted(&requests, PartIx(3)), [(id, 30)]);
    }

    /// Calls come and go as they may; what each noted is found while it waits, and when it is answered.
    #[test]
    fn a_note_is_found_wherever_it_lies() {
        let mut rng = Rng::stream(7, 1, Purpose::Routing);
        let mut requests = Requests::default();
        let id = requests.insert(Request::new(1, Instant::ZERO, 0)).unwrap();
        let mut expected: Vec<Note> = Vec::new();
        for step in 1..5_000 {
            let is_call = expected.is_empty() || rng.unit() < 0.55 && expected.len() < CALLS_MAX;
            let request = requests.get_mut(id).unwrap();
            if is_call {
                let note = if rng.unit() < 0.6 { step } else { 0 };
                assert!(request.push_call(PartIx(expected.len() as u16), note != 0));
                let below = match note {
                    0 => None,
                    _ => request.bear_note(expected.len(), note),
                };
                if let Some((frame, note)) = below {
                    requests.write_below(id, frame, note);
                }
                expected.push(note);
            } else {
                request.pop_call();
                let answered = expected.pop().unwrap();
                assert_eq!(requests.note(id, expected.len()), answered, "{step}");
            }
            let found = (0..expected.len()).map(|frame| requests.note(id, frame));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{step}");
        }
    }
}
