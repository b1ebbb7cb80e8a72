//! Request classes: what a kind of request costs on its way (spec 1.2, request mix).

use super::client::Crowd;
use super::page::Page;
use super::request::Outcome;
use crate::base::dist::Shape;
use crate::base::id::PartIx;
use crate::rules::listener::AlbError;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The costs of one class of requests, worked out from the mix of the users who send it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Mean CPU work on one vCPU in microseconds.
    pub cpu_us: f64,
    pub cpu_shape: Shape,
    pub db_reads: u8,
    pub db_writes: u8,
    pub bytes_in: u32,
    pub bytes_out: u32,
    /// What an application says to it that looks nothing up for it.
    #[serde(default = "Outcome::ok")]
    pub answer: Outcome,
    /// Those who send it.
    pub crowd: Crowd,
    /// What an Application Load Balancer answers itself, by its page: found out once, for all who come.
    #[serde(default)]
    pub refused: u16,
}

impl Class {
    const DEFAULT: Self = Self {
        cpu_us: 50_000.0,
        cpu_shape: Shape::Exponential,
        db_reads: 1,
        db_writes: 0,
        bytes_in: 500,
        bytes_out: 4_000,
        answer: Outcome::OK,
        crowd: Crowd::DEFAULT,
        refused: 0,
    };
}

impl Default for Class {
    fn default() -> Self {
        Self::DEFAULT
    }
}

static NO_PAGE: Page = Page::NONE;

/// Classes at one time: a request knows its class by 8 bits, and the last index is nobody's.
const CLASSES_MAX: usize = 255;

/// The classes of all parts that send. A place is given to another part only when nobody sends
/// with it any more and no request on its way bears it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Classes {
    classes: Vec<Class>,
    /// Whose class it is; `NONE`: nobody's.
    owners: Vec<PartIx>,
    /// What is asked for, apart from the costs: few look at it.
    #[serde(default)]
    pages: Vec<Page>,
    /// Classes that redirects have made, each with the one that it was made of.
    #[serde(default)]
    redirected: Vec<(u8, u8)>,
    /// Counts changes of any class.
    #[serde(default)]
    generation: u32,
}

impl Classes {
    #[inline(always)]
    pub fn get(&self, ix: u8) -> &Class {
        self.classes.get(ix as usize).unwrap_or(&Class::DEFAULT)
    }

    pub fn page(&self, ix: u8) -> &Page {
        self.pages.get(ix as usize).unwrap_or(&NO_PAGE)
    }

    /// Changes whenever a class means something else.
    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// The class of what clients of class `ix` ask for whom a redirect sends to `url`, at the same
    /// costs. Errors: `None` when all places are taken.
    pub fn redirected(&mut self, ix: u8, url: &str, in_use: impl Fn(u8) -> bool) -> Option<u8> {
        let known = self.redirected.iter();
        let mut known = known.filter(|(to, of)| *of == ix && self.page(*to).url == url);
        if let Some((to, _)) = known.next() {
            return Some(*to);
        }
        let class = *self.get(ix);
        let page = Page {
            url: String::from(url),
            ..self.page(ix).clone()
        };
        let owner = *self.owners.get(usize::from(ix))?;
        let place = self.free_run(1, in_use)?;
        self.put(place, owner, alloc::vec![(class, page)]);
        self.redirected.push((place as u8, ix));
        Some(place as u8)
    }

    /// What redirects made of a part's classes is made anew when it is met again.
    fn forget_redirected(&mut self, part: PartIx) {
        let Self {
            redirected, owners, ..
        } = self;
        redirected.retain(|(to, _)| {
            let owner = owners.get_mut(usize::from(*to));
            let is_own = owner.as_ref().is_some_and(|owner| **owner == part);
            if let Some(owner) = owner.filter(|_| is_own) {
                *owner = PartIx::NONE;
            }
            !is_own
        });
        self.generation += 1;
    }

    pub fn forget(&mut self, part: PartIx) {
        self.forget_redirected(part);
        for owner in self.owners.iter_mut().filter(|owner| **owner == part) {
            *owner = PartIx::NONE;
        }
    }

    /// Gives `part` these classes instead of its old ones, at the same place if they fit there.
    /// Returns the index of the first; with all places taken one that stands for the default class.
    pub fn set(
        &mut self,
        part: PartIx,
        classes: Vec<(Class, Page)>,
        in_use: impl Fn(u8) -> bool,
    ) -> u8 {
        self.forget_redirected(part);
        let own = |owner: &PartIx| *owner == part;
        let first = self.owners.iter().position(own);
        let had = self.owners.iter().filter(|owner| own(owner)).count();
        let place = match first {
            Some(first) if classes.len() <= had => Some(first),
            _ => {
                self.forget(part);
                self.free_run(classes.len(), in_use)
            }
        };
        let Some(place) = place else {
            return CLASSES_MAX as u8;
        };
        self.put(place, part, classes);
        place as u8
    }

    fn put(&mut self, place: usize, part: PartIx, classes: Vec<(Class, Page)>) {
        let end = (place + classes.len()).max(self.classes.len());
        self.classes.resize(end, Class::default());
        self.owners.resize(end, PartIx::NONE);
        self.pages.resize(end, Page::NONE);
        let slots = self.classes.iter_mut().zip(&mut self.pages);
        let slots = slots.zip(&mut self.owners).skip(place);
        for (((slot, page), owner), class) in slots.zip(classes) {
            ((*slot, *page), *owner) = (class, part);
            slot.refused = page.refused().map_or(0, AlbError::status);
        }
    }

    fn free_run(&self, length: usize, in_use: impl Fn(u8) -> bool) -> Option<usize> {
        let mut run = 0;
        for (ix, owner) in self.owners.iter().enumerate() {
            let is_free = *owner == PartIx::NONE && !in_use(ix as u8);
            run = if is_free { run + 1 } else { 0 };
            if run == length {
                return Some(ix + 1 - length);
            }
        }
        let first = self.owners.len() - run;
        (first + length <= CLASSES_MAX).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_those_who_left_are_given_again_but_not_under_way() {
        let mut classes = Classes::default();
        let of = |cpu_us: f64| {
            let cpu_us = |n: u8| cpu_us + f64::from(n);
            let class = |n| Class {
                cpu_us: cpu_us(n),
                ..Class::default()
            };
            [0, 1, 2, 3].map(|n| (class(n), Page::NONE)).into()
        };
        for n in 0..1_000_u16 {
            let part = PartIx(n);
            // One request of the part before is still on its way.
            let first = classes.set(part, of(f64::from(n)), |ix| n > 0 && classes_of_last(ix, n));
            assert!(usize::from(first) + 4 <= CLASSES_MAX);
            assert_eq!(classes.get(first + 3).cpu_us, f64::from(n) + 3.0);
            classes.forget(part);
        }
        assert!(classes.classes.len() <= 12, "{}", classes.classes.len());
    }

    const fn classes_of_last(ix: u8, n: u16) -> bool {
        (ix / 4) as u16 % 2 != n % 2
    }

    #[test]
    fn a_longer_mix_moves_and_a_shorter_one_stays() {
        let mut classes = Classes::default();
        let some = |count| alloc::vec![(Class::default(), Page::NONE); count];
        let never = |_: u8| false;
        assert_eq!(classes.set(PartIx(1), some(2), never), 0);
        assert_eq!(classes.set(PartIx(2), some(2), never), 2);
        assert_eq!(classes.set(PartIx(1), some(1), never), 0);
        assert_eq!(classes.set(PartIx(1), some(3), never), 4);
        assert_eq!(classes.set(PartIx(3), some(2), never), 0);
        assert_eq!(classes.set(PartIx(4), some(250), never), 255);
    }

    #[test]
    fn a_redirect_makes_a_class_of_its_own_once_and_it_goes_with_its_users() {
        let mut classes = Classes::default();
        let some = |count| alloc::vec![(Class::default(), Page::NONE); count];
        let never = |_: u8| false;
        assert_eq!(classes.set(PartIx(1), some(2), never), 0);
        let to = classes.redirected(1, "https://a.com/", never);
        assert_eq!(to, Some(2));
        assert_eq!(classes.redirected(1, "https://a.com/", never), to);
        assert_eq!(classes.redirected(0, "https://a.com/", never), Some(3));
        assert_eq!(classes.page(2).host(), "a.com");
        let before = classes.generation();
        // A longer mix has to move: what was made of the shorter one is in nobody's way.
        assert_eq!(classes.set(PartIx(1), some(3), never), 0);
        assert_ne!(classes.generation(), before);
        assert_eq!(
            classes.redirected(1, "https://a.com/", |ix| ix == 3),
            Some(4)
        );
    }
}
