//! One view of a page: how far it has come, and what still has to come.

use super::waits::{Wait, Waits};
use crate::base::id::PartIx;
use crate::base::time::Instant;
use crate::world::client::Identity;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a view asks for next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    Document,
    Files,
    /// Calls, from this one on.
    Calls(u16),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    pub identity: Identity,
    pub visitor: u32,
    pub began: Instant,
    /// The browser had nothing of the site yet.
    pub is_first: bool,
    /// Whom its last request connected to.
    pub entry: PartIx,
    pub phase: Phase,
    /// Requests on their way.
    pub waiting: u32,
    /// Something did not come, or was not let through to the page.
    pub has_failed: bool,
    pub waits: Waits,
}

impl View {
    /// What is there now.
    pub fn reach(&mut self, wait: Wait, now: Instant) {
        let waited = now.since(self.began);
        if let Some(place) = self.waits.get_mut(wait as usize) {
            *place = place.or(Some(waited));
        }
    }
}

/// All views that go on. A place is given again when its view is over.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Views {
    all: Vec<Option<View>>,
    free: Vec<u32>,
}

impl Views {
    pub fn insert(&mut self, view: View) -> u32 {
        match self.free.pop() {
            Some(at) => {
                if let Some(place) = self.all.get_mut(at as usize) {
                    *place = Some(view);
                }
                at
            }
            None => {
                self.all.push(Some(view));
                (self.all.len() - 1) as u32
            }
        }
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut View> {
        self.all.get_mut(at as usize)?.as_mut()
    }

    pub fn remove(&mut self, at: u32) -> Option<View> {
        let view = self.all.get_mut(at as usize)?.take();
        if view.is_some() {
            self.free.push(at);
        }
        view
    }

    pub const fn len(&self) -> usize {
        self.all.len() - self.free.len()
    }
}
