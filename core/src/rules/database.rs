//! RDS classes and their connection limits (spec 10, 16).

use crate::base::time::Span;

/// Sizes of a DB instance class. Basis: documented - RDS User Guide, "DB instance classes".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DbClass {
    pub name: &'static str,
    pub vcpus: u32,
    pub memory_mib: u64,
    /// MySQL, single zone, us-east-1.
    pub usd_per_hour: f64,
}

const CLASSES: [DbClass; 16] = [
    class("db.t3.micro", 2, 1_024, 0.017),
    class("db.t3.small", 2, 2_048, 0.034),
    class("db.t3.medium", 2, 4_096, 0.068),
    class("db.t3.large", 2, 8_192, 0.136),
    class("db.m5.large", 2, 8_192, 0.171),
    class("db.m5.xlarge", 4, 16_384, 0.342),
    class("db.r5.large", 2, 16_384, 0.24),
    class("db.t4g.micro", 2, 1_024, 0.016),
    class("db.t4g.small", 2, 2_048, 0.032),
    class("db.t4g.medium", 2, 4_096, 0.065),
    class("db.t4g.large", 2, 8_192, 0.129),
    class("db.m6i.large", 2, 8_192, 0.171),
    class("db.m6i.xlarge", 4, 16_384, 0.342),
    class("db.m7g.large", 2, 8_192, 0.168),
    class("db.m7g.xlarge", 4, 16_384, 0.337),
    class("db.r6i.large", 2, 16_384, 0.24),
];

const fn class(name: &'static str, vcpus: u32, memory_mib: u64, usd_per_hour: f64) -> DbClass {
    DbClass {
        name,
        vcpus,
        memory_mib,
        usd_per_hour,
    }
}

/// How long a Multi-AZ database is away until its standby answers.
///
/// Basis: documented - RDS User Guide, "Failing over a Multi-AZ DB instance": typically 60 to 120 s;
/// model - the middle of that, every time.
pub const FAIL_OVER: Span = Span::from_s(90);

/// RAM that the operating system keeps from the engine. Basis: model.
const RESERVED_MIB: u64 = 256;

impl DbClass {
    #[allow(clippy::indexing_slicing, reason = "worked out by the compiler")]
    pub const NAMES: &'static [&'static str] = &{
        let mut names = [""; CLASSES.len()];
        let mut ix = 0;
        while ix < names.len() {
            names[ix] = CLASSES[ix].name;
            ix += 1;
        }
        names
    };

    /// A class that is not in the table, with the reader's own numbers.
    pub fn own(vcpus: u32, memory_gib: f64, usd_per_hour: f64) -> Self {
        Self {
            name: "",
            vcpus,
            memory_mib: (memory_gib * 1_024.0) as u64,
            usd_per_hour,
        }
    }

    /// Errors: `None` for a class that is not in the table.
    pub fn named(name: &str) -> Option<Self> {
        CLASSES.into_iter().find(|class| class.name == name)
    }

    /// Memory that the database engine is given, in bytes.
    pub const fn engine_memory_bytes(&self) -> u64 {
        self.memory_mib.saturating_sub(RESERVED_MIB) * 1024 * 1024
    }
}

/// Default `max_connections` of an engine with this memory.
///
/// Units: bytes in, connections out. Basis: documented - RDS User Guide, "Quotas and constraints".
pub fn max_connections(engine: &str, memory_bytes: u64) -> u32 {
    let limit = match engine {
        "postgres" => (memory_bytes / 9_531_392).min(5_000),
        _ => memory_bytes / 12_582_880,
    };
    limit.min(u64::from(u32::MAX)) as u32
}

/// Whether the connection pools of all servers fit into a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolFit {
    pub needed: u64,
    pub fits: bool,
    /// Servers with whole pools that it takes.
    pub instances_max: u32,
}

/// Every instance opens its whole pool. Basis: derived - RDS User Guide, "Quotas and constraints".
pub fn pool_fit(instances: u32, pool_size: u32, max_connections: u32) -> PoolFit {
    let needed = u64::from(instances) * u64::from(pool_size);
    PoolFit {
        needed,
        fits: needed <= u64::from(max_connections),
        instances_max: max_connections.checked_div(pool_size).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_boards_class_takes_320_connections() {
        let class = DbClass::named("db.t3.medium").unwrap();
        assert_eq!(max_connections("mysql", class.engine_memory_bytes()), 320);
    }
}
