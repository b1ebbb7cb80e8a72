//! Where a part stands on the board.

/// Where a part of a kind stands: which frames may be around it (`in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no frame: it stands outside, or hangs on the part that it belongs to.
    Outside,
    /// In one subnet; `has_standby`: those behind the first may hold its standby.
    Subnet { has_standby: bool },
    /// In each of its subnets at once.
    Subnets,
    /// It is ground itself: a frame of this level, inside one of a wider level at the most. The engine
    /// knows it by the addresses and the zones of the parts that stand on it.
    Frame(Level),
    /// Ground that belongs to a frame and says how packets pass through it.
    Rules,
}

/// What a frame is, from wide to narrow; levels may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Region,
    Vpc,
    Az,
    Subnet,
}

impl Place {
    /// Whether it lives in subnets.
    pub const fn is_in_subnets(self) -> bool {
        matches!(self, Self::Subnet { .. } | Self::Subnets)
    }

    pub const fn is_ground(self) -> bool {
        matches!(self, Self::Frame(_) | Self::Rules)
    }

    /// The level of a frame. `None`: it is none.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Frame(level) => Some(level),
            _ => None,
        }
    }

    /// Whether a part of this place may stand in a frame of `level`.
    pub fn may_stand_in(self, level: Level) -> bool {
        match self {
            Self::Outside | Self::Rules => false,
            Self::Subnet { .. } | Self::Subnets => level == Level::Subnet,
            Self::Frame(own) => level < own,
        }
    }
}
