//! Where parts are on the globe. Most boards never ask: their users are in the Region of all the rest.

use crate::base::id::PartIx;
use crate::rules::regions::Region;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where a part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// In the board's own Region.
    #[default]
    Home,
    In(Region),
    /// Near everybody: at every edge location.
    Edge,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Places {
    home: Region,
    spots: Vec<Spot>,
    is_spread: bool,
}

impl Places {
    /// The Region of all that says nothing else.
    pub const fn home(&self) -> Region {
        self.home
    }

    pub fn set_home(&mut self, home: Region) {
        self.home = home;
        self.look_around();
    }

    pub fn of(&self, part: PartIx) -> Spot {
        self.spots.get(part.ix()).copied().unwrap_or_default()
    }

    /// Errors: `None` for what is everywhere.
    pub fn region(&self, part: PartIx) -> Option<Region> {
        match self.of(part) {
            Spot::Home => Some(self.home),
            Spot::In(region) => Some(region),
            Spot::Edge => None,
        }
    }

    /// Whether any part is not at home: distances differ.
    #[inline(always)]
    pub const fn is_spread(&self) -> bool {
        self.is_spread
    }

    fn look_around(&mut self) {
        let home = [Spot::Home, Spot::In(self.home)];
        self.is_spread = self.spots.iter().any(|spot| !home.contains(spot));
    }

    pub fn set(&mut self, part: PartIx, spot: Spot) {
        if self.spots.len() <= part.ix() {
            self.spots.resize(part.ix() + 1, Spot::Home);
        }
        if let Some(place) = self.spots.get_mut(part.ix()) {
            *place = spot;
        }
        self.look_around();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_at_home_unless_they_say_where() {
        let mut places = Places::default();
        places.set_home(Region::Tokyo);
        places.set(PartIx(2), Spot::In(Region::Virginia));
        assert_eq!(places.region(PartIx(1)), Some(Region::Tokyo));
        assert_eq!(places.region(PartIx(2)), Some(Region::Virginia));
        assert!(places.is_spread());
        places.set_home(Region::Virginia);
        assert!(!places.is_spread());
        places.set(PartIx(3), Spot::Edge);
        assert!(places.is_spread());
        assert_eq!(places.region(PartIx(3)), None);
        places.set(PartIx(3), Spot::Home);
        assert!(!places.is_spread());
    }
}
