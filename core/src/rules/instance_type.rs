//! The instance types on offer: vCPUs, memory, prices and CPU credits, as one table.

/// CPU credits of a burstable type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Credits {
    /// Earned per hour. Units: one vCPU at 100 % for one minute.
    pub per_hour: f64,
    /// The most that a balance may hold: the earnings of 24 hours.
    pub max: f64,
    /// Units: percent of each vCPU.
    pub baseline_percent: f64,
}

/// One type. Basis: documented - EC2 instance types and on-demand prices (Linux); Seoul is
/// approximate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InstanceType {
    pub name: &'static str,
    pub vcpus: u32,
    pub memory_gib: f64,
    /// us-east-1.
    pub usd_per_hour: f64,
    /// ap-northeast-2, where known.
    pub usd_per_hour_seoul: Option<f64>,
    pub credits: Option<Credits>,
}

/// All types, families together, small to large.
pub const INSTANCE_TYPES: [InstanceType; 31] = [
    burstable("t2.nano", 1, 0.5, 0.0058, None, [3.0, 72.0, 5.0]),
    burstable("t2.micro", 1, 1.0, 0.0116, Some(0.0144), [6.0, 144.0, 10.0]),
    burstable("t2.small", 1, 2.0, 0.023, Some(0.0288), [12.0, 288.0, 20.0]),
    burstable(
        "t2.medium",
        2,
        4.0,
        0.0464,
        Some(0.0576),
        [24.0, 576.0, 20.0],
    ),
    burstable(
        "t2.large",
        2,
        8.0,
        0.0928,
        Some(0.1152),
        [36.0, 864.0, 30.0],
    ),
    burstable("t2.xlarge", 4, 16.0, 0.1856, None, [54.0, 1296.0, 22.5]),
    burstable("t2.2xlarge", 8, 32.0, 0.3712, None, [81.6, 1958.4, 17.0]),
    burstable("t3.nano", 2, 0.5, 0.0052, Some(0.0065), [6.0, 144.0, 5.0]),
    burstable("t3.micro", 2, 1.0, 0.0104, Some(0.013), [12.0, 288.0, 10.0]),
    burstable("t3.small", 2, 2.0, 0.0208, Some(0.026), [24.0, 576.0, 20.0]),
    burstable(
        "t3.medium",
        2,
        4.0,
        0.0416,
        Some(0.052),
        [24.0, 576.0, 20.0],
    ),
    burstable("t3.large", 2, 8.0, 0.0832, Some(0.104), [36.0, 864.0, 30.0]),
    burstable(
        "t3.xlarge",
        4,
        16.0,
        0.1664,
        Some(0.208),
        [96.0, 2304.0, 40.0],
    ),
    burstable("t3.2xlarge", 8, 32.0, 0.3328, None, [192.0, 4608.0, 40.0]),
    fixed("m5.large", 2, 8.0, 0.096, Some(0.118)),
    fixed("m5.xlarge", 4, 16.0, 0.192, Some(0.236)),
    fixed("c5.large", 2, 4.0, 0.085, Some(0.096)),
    fixed("r5.large", 2, 16.0, 0.126, Some(0.151)),
    burstable("t4g.micro", 2, 1.0, 0.0084, None, [12.0, 288.0, 10.0]),
    burstable("t4g.small", 2, 2.0, 0.0168, None, [24.0, 576.0, 20.0]),
    burstable("t4g.medium", 2, 4.0, 0.0336, None, [24.0, 576.0, 20.0]),
    burstable("t4g.large", 2, 8.0, 0.0672, None, [36.0, 864.0, 30.0]),
    fixed("m6i.large", 2, 8.0, 0.096, None),
    fixed("m6i.xlarge", 4, 16.0, 0.192, None),
    fixed("m7g.large", 2, 8.0, 0.0816, None),
    fixed("m7g.xlarge", 4, 16.0, 0.1632, None),
    fixed("c6i.large", 2, 4.0, 0.085, None),
    fixed("c6i.xlarge", 4, 8.0, 0.17, None),
    fixed("c7g.large", 2, 4.0, 0.0725, None),
    fixed("c7g.xlarge", 4, 8.0, 0.145, None),
    fixed("r6i.large", 2, 16.0, 0.126, None),
];

/// What a type that is not in the table is taken for until told otherwise. Basis: model.
pub const OWN_VCPUS: u32 = 2;
pub const OWN_MEMORY_GIB: f64 = 8.0;
pub const OWN_USD_PER_HOUR: f64 = 0.10;

/// The type of a name such as `c5.large`. Errors: `None` for a type that is not in the table;
/// its sizes and price are the reader's own then.
pub fn instance_type(name: &str) -> Option<&'static InstanceType> {
    INSTANCE_TYPES.iter().find(|offered| offered.name == name)
}

const fn fixed(
    name: &'static str,
    vcpus: u32,
    memory_gib: f64,
    usd_per_hour: f64,
    usd_per_hour_seoul: Option<f64>,
) -> InstanceType {
    InstanceType {
        name,
        vcpus,
        memory_gib,
        usd_per_hour,
        usd_per_hour_seoul,
        credits: None,
    }
}

const fn burstable(
    name: &'static str,
    vcpus: u32,
    memory_gib: f64,
    usd_per_hour: f64,
    usd_per_hour_seoul: Option<f64>,
    credits: [f64; 3],
) -> InstanceType {
    let [per_hour, max, baseline_percent] = credits;
    let mut offered = fixed(name, vcpus, memory_gib, usd_per_hour, usd_per_hour_seoul);
    offered.credits = Some(Credits {
        per_hour,
        max,
        baseline_percent,
    });
    offered
}
