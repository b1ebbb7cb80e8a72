//! The metrics that parts publish, by AWS's names (spec 9.2).

use crate::rules::alarm::Statistic;
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
    /// 1 when either of the two status checks below fails; of a group: of all running instances.
    StatusCheckFailed Count;
    /// The machine itself does not answer.
    StatusCheckFailed_Instance Count;
    /// What it runs on is cut off.
    StatusCheckFailed_System Count;
    RequestCount Count;
    /// Sum: requests of the period per healthy target, per registered one while none is healthy.
    RequestCountPerTarget Count;
    TargetResponseTime Seconds;
    HTTPCode_Target_2XX_Count Count;
    HTTPCode_Target_5XX_Count Count;
    /// 4xx that the balancer made itself: clients that did not wait (460).
    HTTPCode_ELB_4XX_Count Count;
    HTTPCode_ELB_5XX_Count Count;
    HTTPCode_ELB_502_Count Count;
    HTTPCode_ELB_503_Count Count;
    HTTPCode_ELB_504_Count Count;
    TargetConnectionErrorCount Count;
    /// Both directions.
    ProcessedBytes Bytes;
    HealthyHostCount Count;
    UnHealthyHostCount Count;
    DatabaseConnections Count;
    GroupMinSize Count;
    GroupMaxSize Count;
    GroupTotalInstances Count;
    GroupDesiredCapacity Count;
    GroupInServiceInstances Count;
    GroupPendingInstances Count;
    GroupTerminatingInstances Count;
    /// Every five minutes; of a group: average per instance that counts.
    CPUCreditBalance Count;
}

impl Metric {
    /// Whether EC2 measures it on a machine: every five minutes, or each with detailed monitoring.
    pub const fn is_measured_by_ec2(self) -> bool {
        matches!(
            self,
            Self::CPUUtilization | Self::NetworkIn | Self::NetworkOut
        )
    }

    /// One sample of 1 for each event: an average, a minimum or a maximum of it is always 1.
    pub const fn is_count(self) -> bool {
        matches!(
            self,
            Self::RequestCount
                | Self::RequestCountPerTarget
                | Self::HTTPCode_Target_2XX_Count
                | Self::HTTPCode_Target_5XX_Count
                | Self::HTTPCode_ELB_4XX_Count
                | Self::HTTPCode_ELB_5XX_Count
                | Self::HTTPCode_ELB_502_Count
                | Self::HTTPCode_ELB_503_Count
                | Self::HTTPCode_ELB_504_Count
                | Self::TargetConnectionErrorCount
        )
    }

    /// What the playground looks at where nobody has chosen (spec 5.15).
    pub const fn default_statistic(self) -> Statistic {
        match self {
            Self::ProcessedBytes => Statistic::Sum,
            _ if self.is_count() => Statistic::Sum,
            _ => Statistic::Average,
        }
    }

    /// A group's value is an average over instances.
    pub const fn is_per_instance(self) -> bool {
        self.is_measured_by_ec2() || matches!(self, Self::RequestCountPerTarget)
    }

    /// Namespace of the metric as a group's; empty where a group has none of this name.
    pub const fn namespace_of_group(self) -> &'static str {
        match self {
            Self::CPUUtilization
            | Self::NetworkIn
            | Self::NetworkOut
            | Self::CPUCreditBalance
            | Self::StatusCheckFailed
            | Self::StatusCheckFailed_Instance
            | Self::StatusCheckFailed_System => "AWS/EC2",
            Self::GroupDesiredCapacity
            | Self::GroupInServiceInstances
            | Self::GroupPendingInstances
            | Self::GroupTerminatingInstances
            | Self::GroupTotalInstances
            | Self::GroupMinSize
            | Self::GroupMaxSize => "AWS/AutoScaling",
            _ => "",
        }
    }

    pub const fn is_of_target_group(self) -> bool {
        matches!(
            self,
            Self::RequestCount
                | Self::RequestCountPerTarget
                | Self::TargetResponseTime
                | Self::HTTPCode_Target_2XX_Count
                | Self::HTTPCode_Target_5XX_Count
                | Self::TargetConnectionErrorCount
                | Self::HealthyHostCount
                | Self::UnHealthyHostCount
        )
    }

    pub const fn is_of_balancer(self) -> bool {
        matches!(
            self,
            Self::RequestCount
                | Self::TargetResponseTime
                | Self::ProcessedBytes
                | Self::HTTPCode_ELB_4XX_Count
                | Self::HTTPCode_ELB_5XX_Count
                | Self::HTTPCode_ELB_502_Count
                | Self::HTTPCode_ELB_503_Count
                | Self::HTTPCode_ELB_504_Count
        )
    }

    /// Of a machine, alone or in a group.
    const fn is_of_machine(self) -> bool {
        matches!(
            self,
            Self::CPUUtilization
                | Self::NetworkIn
                | Self::NetworkOut
                | Self::CPUCreditBalance
                | Self::StatusCheckFailed
                | Self::StatusCheckFailed_Instance
                | Self::StatusCheckFailed_System
        )
    }

    /// Whether a part of this kind publishes it.
    pub fn is_published_by(self, kind: &str) -> bool {
        match kind {
            "auto_scaling_group" => !self.namespace_of_group().is_empty(),
            "instance" => self.is_of_machine(),
            "target_group" => self.is_of_target_group(),
            "load_balancer" => self.is_of_balancer(),
            "database" => matches!(self, Self::CPUUtilization | Self::DatabaseConnections),
            _ => false,
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.name() == name)
    }
}
