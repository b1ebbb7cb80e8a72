//! Timers: each kind has an enum of its own for what it waits for, and nobody else knows it. A timer
//! that is set anew or stopped still comes up at its old time, and does nothing.

use super::stage::Stage;
use serde::{Deserialize, Serialize};

/// A kind's own timers. Made by [`timers!`].
pub trait Timer: Copy + 'static {
    const ALL: &'static [Self];

    fn number(self) -> u8;

    /// What it is due with.
    fn stage(self) -> Stage;
}

/// One timer of a part. Those that it has many of, such as one for each target, are told apart by
/// an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    number: u8,
    pub index: u32,
}

impl Due {
    pub fn new(timer: impl Timer, index: u32) -> Self {
        Self {
            number: timer.number(),
            index,
        }
    }

    /// Which of its timers it is, for the kind that set it.
    pub fn timer<T: Timer>(self) -> Option<T> {
        T::ALL.get(usize::from(self.number)).copied()
    }
}

/// Timers with the stage of the instant at which they are due.
macro_rules! timers {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $timer:ident: $stage:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum $name { $($(#[$each])* $timer,)* }

        impl $crate::control::Timer for $name {
            const ALL: &'static [Self] = &[$(Self::$timer,)*];

            fn number(self) -> u8 {
                self as u8
            }

            fn stage(self) -> $crate::control::Stage {
                match self { $(Self::$timer => $crate::control::Stage::$stage,)* }
            }
        }
    };
}

pub(crate) use timers;
