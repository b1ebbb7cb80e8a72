//! What a part shows of itself, on its card and in the inspector: readings with a unit each, told
//! apart by words that every language has for the kind.

use super::Unit;
use alloc::vec::Vec;

/// How a part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing can be said of it.
    #[default]
    Neutral,
    Ok,
    Warn,
    /// Down: its load says nothing.
    Bad,
}

/// A quantity as it stands. Rates are made of two readings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// As it is.
    Level(f64),
    /// A counter that only grows; shown per second.
    Total(u64),
    /// Working time of so many servers; shown as percent of their time.
    Busy { us: u64, servers: u32 },
    /// So many of so many.
    Of { some: u32, all: u32 },
    /// The word alone says it.
    Said,
}

/// A quantity with its word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// What it is, as the texts of the kind know it; empty: its unit says it.
    pub word: &'static str,
    pub quantity: Quantity,
    pub unit: Unit,
}

/// A word that a card shows while it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Badge {
    pub word: &'static str,
    pub tone: Tone,
}

/// All that is shown of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vitals {
    /// Requests that it decided about and that do not pass it, since the start of the run.
    pub decided: u64,
    pub tone: Tone,
    /// The one number of its card.
    pub headline: Option<Reading>,
    pub badges: Vec<Badge>,
    /// Rows of the inspector.
    pub rows: Vec<Reading>,
}

impl Vitals {
    pub const fn headline(&mut self, word: &'static str, quantity: Quantity, unit: Unit) {
        self.headline = Some(Reading {
            word,
            quantity,
            unit,
        });
    }

    pub fn badge(&mut self, word: &'static str, tone: Tone) {
        self.badges.push(Badge { word, tone });
    }

    pub fn row(&mut self, word: &'static str, quantity: Quantity, unit: Unit) {
        self.rows.push(Reading {
            word,
            quantity,
            unit,
        });
    }

    /// All readings of the part.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.headline.iter().chain(&self.rows)
    }
}
