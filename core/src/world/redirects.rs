//! What redirects make of classes, for a part that sends clients elsewhere: an address is put together
//! once for each class, not for each request.

use super::ctx::Ctx;
use super::page::Page;
use crate::base::id::RequestId;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What is known, as long as classes mean what they meant then.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Redirects {
    /// By the part's own number of who redirects, and the class that is redirected.
    known: Vec<(usize, u8, Option<u8>)>,
    generation: u32,
}

impl Redirects {
    /// The client of a request will ask for what `url` makes of its page. `by`: who redirects, by the
    /// part's own number.
    pub fn send_on(
        &mut self,
        id: RequestId,
        by: usize,
        url: impl FnOnce(&Page) -> String,
        cx: &mut Ctx<'_>,
    ) {
        let generation = cx.world.class_generation();
        if self.generation != generation {
            self.generation = generation;
            self.known.clear();
        }
        let Some(class) = cx.request(id).map(|request| request.class) else {
            return;
        };
        let mut known = self.known.iter();
        let to = match known.find(|(who, of, _)| (*who, *of) == (by, class)) {
            Some((.., to)) => *to,
            None => {
                let url = url(cx.world.page(class));
                let to = cx.world.redirected(class, &url);
                self.known.push((by, class, to));
                to
            }
        };
        if let Some(request) = cx.request(id) {
            match to {
                Some(class) => request.class = class,
                // No place for what it would ask for: it does not go on.
                None => request.redirects = u8::MAX,
            }
        }
    }
}
