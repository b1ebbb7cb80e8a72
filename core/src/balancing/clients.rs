//! Which clients have a connection to a balancer, as it is published and paid (spec 5.15, 16): one that
//! comes again before the idle timeout is over comes by the connection that it has. Told by whole minutes: a
//! request leaves one bit, and the rest is worked out when metrics are published. What each node holds is
//! counted in [`super::connections`], where it is asked for.

use crate::base::time::Span;
use crate::world::client::{Crowd, Identity};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const WORD: u32 = u64::BITS;
/// Basis: model - of more clients several share a bit.
const WORDS_MAX: usize = 1 << 11;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clients {
    /// Clients that came in this minute, one bit each.
    seen: Vec<u64>,
    /// Those of the minutes before in which a quiet connection lives on, the newest first.
    before: Vec<Vec<u64>>,
    /// Opened until the last minute ended, and since then by requests that share theirs with no other.
    opened: u64,
    single: u64,
}

impl Clients {
    /// A request comes.
    #[inline(always)]
    pub fn note(&mut self, crowd: &Crowd, client: Identity) {
        let number = crowd.number(client);
        let at = (number / WORD) as usize % WORDS_MAX;
        let keeps = u64::from(crowd.keeps_alive);
        self.single += keeps ^ 1;
        match self.seen.get_mut(at) {
            Some(word) => *word |= keeps << (number % WORD),
            None => self.grow(at, keeps << (number % WORD)),
        }
    }

    #[cold]
    fn grow(&mut self, at: usize, word: u64) {
        self.seen.resize(at, 0);
        self.seen.push(word);
    }

    /// Clients of this minute, each with whether it had a connection: counted by `how`.
    fn clients(&self, how: impl Fn(u64, u64) -> u64) -> u64 {
        let had = |at: usize| {
            let words = self.before.iter().filter_map(|minute| minute.get(at));
            words.fold(0, |all, word| all | word)
        };
        let longest = self.before.iter().map(Vec::len).max().unwrap_or(0);
        let words = 0..longest.max(self.seen.len());
        let count = |at: usize| how(self.seen.get(at).copied().unwrap_or(0), had(at));
        words.map(|at| u64::from(count(at).count_ones())).sum()
    }

    /// How many have been opened so far.
    pub fn opened(&self) -> u64 {
        self.opened + self.single + self.clients(|seen, had| seen & !had)
    }

    /// A minute ends. Returns how many connections there are that clients keep; a quiet one is closed
    /// after `idle`.
    pub fn end_minute(&mut self, idle: Span) -> u64 {
        let open = self.clients(|seen, had| seen | had);
        (self.opened, self.single) = (self.opened(), 0);
        let minutes = idle.us().div_ceil(60_000_000) as usize;
        self.before.truncate(minutes.saturating_sub(1));
        self.before.insert(0, core::mem::take(&mut self.seen));
        open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(keeps_alive: bool) -> Crowd {
        Crowd {
            clients: 100,
            keeps_alive,
            ..Crowd::default()
        }
    }

    /// A client of the hundred by its number.
    fn client(number: u64) -> Identity {
        ((number << 32) / 100 + 1) as Identity
    }

    #[test]
    fn a_client_that_comes_again_comes_by_the_connection_that_it_has() {
        let mut clients = Clients::default();
        let minute = Span::from_s(60);
        let come = |clients: &mut Clients, numbers: core::ops::Range<u64>| {
            for number in numbers {
                clients.note(&crowd(true), client(number));
            }
        };
        come(&mut clients, 0..100);
        come(&mut clients, 0..100);
        assert_eq!(clients.opened(), 100);
        assert_eq!(clients.end_minute(minute), 100);
        come(&mut clients, 0..50);
        assert_eq!((clients.opened(), clients.end_minute(minute)), (100, 100));
        // Those that were quiet for a whole minute connect anew.
        come(&mut clients, 0..100);
        assert_eq!((clients.opened(), clients.end_minute(minute)), (150, 100));
        assert_eq!(clients.end_minute(minute), 100);
        assert_eq!((clients.opened(), clients.end_minute(minute)), (150, 0));
        // A longer timeout keeps them as long.
        let hour = Span::from_s(3_600);
        come(&mut clients, 0..10);
        for _ in 0..60 {
            assert_eq!(clients.end_minute(hour), 10);
        }
        come(&mut clients, 0..10);
        assert_eq!(clients.opened(), 160);
    }

    #[test]
    fn without_keep_alive_every_request_is_a_connection() {
        let mut clients = Clients::default();
        for nth in 0..1_000 {
            clients.note(&crowd(false), client(nth % 100));
        }
        assert_eq!(clients.opened(), 1_000);
        assert_eq!(clients.end_minute(Span::from_s(60)), 0);
    }
}
