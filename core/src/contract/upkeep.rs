//! How long it takes to bring something new of what a part serves to everybody, or to put it right.

/// Units: seconds. `None`: it has no part in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Upkeep {
    /// Of a machine: from its launch until its application listens.
    pub boots_s: Option<f64>,
    /// Of what checks machines: until a new one has passed, and until a broken one is out.
    pub passes_s: Option<f64>,
    pub fails_s: Option<f64>,
    /// Of a store of files: how long others keep what it handed out before; 0 if they are told.
    pub kept_s: Option<f64>,
    /// Of what keeps copies: until it has dropped them when it is told.
    pub renews_s: Option<f64>,
}
