//! How long a new version takes from a push until everybody has it, and a repair until all is well:
//! of pages that servers make, and of pages that lie in a store (spec 14.2, 14.3, 15.1).

/// Stages before the deployment. Units: seconds. Basis: model (spec 14.3).
const SOURCE_S: f64 = 10.0;
const BUILD_S: f64 = 120.0;
const UPLOAD_S: f64 = 10.0;

/// A machine that is launched until it takes requests. Units: seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Launch {
    pub boots_s: f64,
    pub passes_s: f64,
}

impl Launch {
    const fn s(self) -> f64 {
        self.boots_s + self.passes_s
    }

    /// Servers are replaced, the old ones untouched until the new ones are well: one first, then the
    /// rest. Units: seconds. Basis: documented - EB "Immutable environment updates".
    pub const fn replaces_all_s(self) -> f64 {
        2.0 * self.s()
    }

    /// A broken one is found and another takes its place. Units: seconds.
    pub const fn repairs_s(self, fails_s: f64) -> f64 {
        fails_s + self.s()
    }
}

/// Files are uploaded, and copies of the old ones go after so long. Units: seconds.
pub const fn renews_files_s(copies_s: f64) -> f64 {
    UPLOAD_S + copies_s
}

/// From the push until the deployment is over. Units: seconds.
pub const fn pipeline_s(deploys_s: f64) -> f64 {
    SOURCE_S + BUILD_S + deploys_s
}
