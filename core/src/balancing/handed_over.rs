//! What a balancer notes of a request that it has handed over to a target.

use crate::base::id::RequestId;
use crate::base::time::{Instant, Span};
use crate::world::ctx::Ctx;
use crate::world::request::FailureCause;
use crate::world::requests::Note;

/// How far ahead a request may be on its way to a target: a balancer's own delay is shorter.
const FUTURE_MAX: Span = Span::from_s(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The target group's number at the balancer.
    pub pool: u8,
    /// The target's place there.
    pub slot: u16,
    /// The connections that it goes over, where they are counted; else 0.
    pub lane: u8,
    /// When it left for the target.
    pub at: Instant,
}

impl HandedOver {
    /// 32 bits of the time: an hour and more, and no balancer waits for so long.
    pub fn note(self) -> Note {
        let (lane, pool) = (Note::from(self.lane), Note::from(self.pool));
        self.at.us() << 32 | lane << 24 | pool << 16 | Note::from(self.slot)
    }

    /// Why a balancer waits no longer for the answer to a call, and its note: no connection within 10 s,
    /// or nothing heard for the idle timeout (spec 5.9). `None`: it waits on.
    pub fn expired(
        id: RequestId,
        idle: Span,
        hop: Span,
        cx: &mut Ctx<'_>,
    ) -> Option<(Note, FailureCause)> {
        let now = cx.now();
        let note = cx.awaited_note(id)?;
        let request = cx.request(id)?;
        if request.is_lost && request.outcome.cause == FailureCause::ConnectTimeout {
            return Some((note, FailureCause::ConnectTimeout));
        }
        let waited = now.since(Self::read(note, now).at) + hop;
        (waited >= idle).then_some((note, FailureCause::IdleTimeout))
    }

    /// Reads a note back; it is of a time that is not `now` yet, or just past.
    pub fn read(note: Note, now: Instant) -> Self {
        let latest = now.us().saturating_add(FUTURE_MAX.us());
        let ago = (latest as u32).wrapping_sub((note >> 32) as u32);
        Self {
            pool: (note >> 16) as u8,
            slot: note as u16,
            lane: (note >> 24) as u8,
            at: Instant::from_us(latest.saturating_sub(u64::from(ago))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_back_an_hour_later_as_it_was_written() {
        for at in [0, 5_000_000, u64::from(u32::MAX) - 1, 1 << 45] {
            let note = HandedOver {
                pool: 7,
                slot: 65_535,
                lane: 0x85,
                at: Instant::from_us(at),
            };
            for later in [0, 1_000, 4_000_000_000] {
                let now = Instant::from_us(at + later);
                assert_eq!(HandedOver::read(note.note(), now), note, "{at} {later}");
            }
            let early = Instant::from_us(at.saturating_sub(1_000));
            assert_eq!(HandedOver::read(note.note(), early), note, "{at}");
        }
    }
}
