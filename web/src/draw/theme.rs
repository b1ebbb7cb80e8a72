//! Colour and shape by meaning, for the canvas. The colours are read from the style sheet's
//! tokens, so that the palette has one home and follows the theme.

/// What a mark of the canvas means; its order is the order of painting, failures on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A health check on its way: a short tick across the line.
    Probe,
    /// A metric on its way: a small square.
    Metric,
    /// A request.
    Request,
    /// A request answered from a cache: the same colour, hollow.
    CacheHit,
    /// A decision that changed nothing: the same shape, hollow, stopped at its policy.
    Held,
    /// A scaling decision on its way to the group.
    Decision,
    /// A request that failed: a cross that stays where it failed.
    Failed,
}

impl Mark {
    pub const ALL: [Self; 7] = [
        Self::Probe,
        Self::Metric,
        Self::Request,
        Self::CacheHit,
        Self::Held,
        Self::Decision,
        Self::Failed,
    ];

    /// The custom property that holds its colour.
    pub fn token(self) -> &'static str {
        match self {
            Self::Probe => "--ok",
            Self::Metric => "--muted",
            Self::Request | Self::CacheHit => "--flow",
            Self::Decision | Self::Held => "--decision",
            Self::Failed => "--bad",
        }
    }
}

/// The colours of one theme, in the order of `Mark::ALL`, and the surface behind them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Colours {
    pub marks: [String; 7],
    pub surface: String,
}

impl Colours {
    pub fn of(&self, mark: Mark) -> &str {
        self.marks
            .get(mark as usize)
            .map_or("currentColor", String::as_str)
    }
}
