//! The metrics that parts publish, by AWS's names (spec 9.2).

use serde::{Deserialize, Serialize};

macro_rules! metrics {
    ($($(#[$doc:meta])* $name:ident $unit:ident;)*) => {
        /// A CloudWatch metric of one part. Namespaces follow from the part.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(non_camel_case_types)]
        pub enum Metric { $($(#[$doc])* $name,)* }

        impl Metric {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name),)*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            pub const fn unit(self) -> MetricUnit {
                match self { $(Self::$name => MetricUnit::$unit,)* }
            }
        }
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetricUnit {
    Percent,
    Bytes,
    Count,
    Seconds,
}

metrics! {
    /// Of a group: average over the instances that count. Of an instance or database: its own.
    CPUUtilization Percent;
    /// Bytes in a period; of a group: average per instance that counts.
    NetworkIn Bytes;
    NetworkOut Bytes;
    RequestCount Count;
    /// Sum; despite its name not divided: requests of the period per registered target.
    RequestCountPerTarget Count;
    TargetResponseTime Seconds;
    HTTPCode_Target_2XX_Count Count;
    HTTPCode_Target_5XX_Count Count;
    HTTPCode_ELB_5XX_Count Count;
    HTTPCode_ELB_502_Count Count;
    HTTPCode_ELB_503_Count Count;
    HTTPCode_ELB_504_Count Count;
    TargetConnectionErrorCount Count;
    HealthyHostCount Count;
    UnHealthyHostCount Count;
    DatabaseConnections Count;
    GroupDesiredCapacity Count;
    GroupInServiceInstances Count;
    GroupPendingInstances Count;
    GroupTerminatingInstances Count;
    /// Every five minutes; of a group: average per instance that counts.
    CPUCreditBalance Count;
}

impl Metric {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.name() == name)
    }
}
