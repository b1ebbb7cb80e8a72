//! The sizes of parts, frames and gaps in each layout.

use super::Mode;
use crate::vocabulary::{KindId, Role, role};

/// Sizes along the flow (`main`) and across it (`cross`).
pub(super) struct Sizes {
    /// A part on the canvas.
    pub(super) node: (f64, f64),
    /// The users, who carry more numbers than other parts.
    pub(super) users: (f64, f64),
    /// A server's card.
    pub(super) card: (f64, f64),
    /// Cards side by side along the flow in one subnet.
    pub(super) columns: usize,
    /// Rows of cards that a subnet has room for even when it is empty.
    pub(super) rows_min: usize,
    pub(super) gap: f64,
    /// Room between what stands side by side in one subnet; a balancer's target group is wider
    /// than the balancer.
    pub(super) between: f64,
    /// Space between a frame and its content, from the outermost in.
    pub(super) pad: f64,
    /// Room for the name of a VPC or zone: before its content across the flow, or along it.
    pub(super) label: f64,
    /// Room for a subnet's name; the small layouts have none and say it in the card instead.
    pub(super) name: f64,
    /// Space between parts outside the VPC.
    pub(super) stride: f64,
    /// Whether parts outside stand side by side across the flow, to save length.
    pub(super) stacks_outside: bool,
    /// Whether the chain of alarms stands below the board; else it is shown elsewhere.
    pub(super) has_chain: bool,
}

impl Sizes {
    pub(super) fn of(mode: Mode) -> &'static Self {
        match mode {
            Mode::Wide => &WIDE,
            Mode::Snug => &SNUG,
            Mode::Strip => &STRIP,
            Mode::Flat => &FLAT,
            Mode::Row => &ROW,
            Mode::Column => &COLUMN,
        }
    }

    /// How large a part of a kind is drawn.
    pub(super) fn of_kind(&self, kind: Option<KindId>) -> (f64, f64) {
        match role(kind) {
            Role::Source => self.users,
            _ => self.node,
        }
    }
}

const WIDE: Sizes = Sizes {
    node: (96.0, 84.0),
    users: (104.0, 136.0),
    card: (244.0, 66.0),
    columns: 1,
    rows_min: 2,
    gap: 10.0,
    between: 36.0,
    pad: 12.0,
    label: 26.0,
    name: 22.0,
    stride: 40.0,
    stacks_outside: false,
    has_chain: true,
};

const SNUG: Sizes = Sizes {
    node: (88.0, 70.0),
    users: (98.0, 116.0),
    card: (188.0, 44.0),
    columns: 1,
    rows_min: 2,
    gap: 8.0,
    between: 36.0,
    pad: 10.0,
    label: 20.0,
    name: 19.0,
    stride: 26.0,
    stacks_outside: false,
    has_chain: true,
};

const STRIP: Sizes = Sizes {
    node: (70.0, 56.0),
    users: (74.0, 62.0),
    card: (168.0, 31.0),
    stride: 26.0,
    stacks_outside: false,
    ..ROW
};

const FLAT: Sizes = Sizes {
    card: (104.0, 30.0),
    ..ROW
};

const ROW: Sizes = Sizes {
    node: (60.0, 54.0),
    users: (64.0, 62.0),
    card: (104.0, 42.0),
    columns: 1,
    rows_min: 2,
    gap: 5.0,
    between: 10.0,
    pad: 6.0,
    label: 15.0,
    name: 0.0,
    stride: 22.0,
    stacks_outside: true,
    has_chain: false,
};

/// Along the flow is down here, so `main` is height and `cross` is width.
const COLUMN: Sizes = Sizes {
    node: (48.0, 76.0),
    users: (48.0, 104.0),
    card: (46.0, 156.0),
    columns: 2,
    rows_min: 1,
    gap: 6.0,
    between: 10.0,
    pad: 6.0,
    label: 17.0,
    name: 0.0,
    stride: 16.0,
    stacks_outside: true,
    has_chain: false,
};
