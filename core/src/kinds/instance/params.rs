//! What the user sets of an instance.

use super::data::CacheStrategy;
use crate::base::codec::{record, string_enum};
use crate::base::id::PartId;
use crate::contract::{CheckCtx, IssueWhat, params};
use crate::rules::credits::CpuCredits;
use crate::rules::instance_type::{
    INSTANCE_TYPES, OWN_MEMORY_GIB, OWN_USD_PER_HOUR, OWN_VCPUS, instance_type,
};
use alloc::string::String;
use alloc::vec::Vec;

/// `Monitoring` of a launch template or instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Monitoring {
    /// Detailed monitoring: one-minute datapoints instead of five-minute ones.
    pub enabled: bool,
}

record!(Monitoring { enabled: "Enabled" });

/// `CreditSpecification` of a launch template or instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CreditSpecification {
    pub cpu_credits: CpuCredits,
}

record!(CreditSpecification {
    cpu_credits: "CpuCredits",
});

/// What a machine is started from: how much of the application is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Image {
    /// The reader's own: user data takes as long as they say.
    #[default]
    Own,
    /// User data installs everything.
    Plain,
    /// User data starts what is there.
    ReadyMade,
}

string_enum!(Image {
    Own: "own",
    Plain: "plain",
    ReadyMade: "ready_made",
});

impl Image {
    /// What user data takes. Units: seconds. Basis: model (spec 6.1).
    const fn bootstrap_s(self) -> Option<f64> {
        match self {
            Self::Own => None,
            Self::Plain => Some(120.0),
            Self::ReadyMade => Some(10.0),
        }
    }
}

#[allow(clippy::indexing_slicing, reason = "worked out by the compiler")]
pub const TYPE_NAMES: &[&str] = &{
    let mut names = [""; INSTANCE_TYPES.len()];
    let mut ix = 0;
    while ix < names.len() {
        names[ix] = INSTANCE_TYPES[ix].name;
        ix += 1;
    }
    names
};

params! {
    /// What an instance is made from: the fields of a launch template, and our model of its boot.
    pub struct Params {
        instance_type: String = String::from("c5.large"), "InstanceType" => type_of(TYPE_NAMES);
        /// Of a type that is not in the table: the reader's own numbers, else unused.
        own_vcpus: u32 = OWN_VCPUS, "own_vcpus" if |p| p.is_own() => whole(1.0..=512.0, Count);
        own_memory_gib: f64 = OWN_MEMORY_GIB, "own_memory_gib" if |p| p.is_own()
            => number(0.5..=32_768.0, None);
        own_usd_per_hour: f64 = OWN_USD_PER_HOUR, "own_usd_per_hour" if |p| p.is_own()
            => number(0.0..=1_000.0, None);
        credits: CreditSpecification = CreditSpecification::default(), "CreditSpecification"
            => choice(CpuCredits::WORDS).at("CreditSpecification/CpuCredits");
        monitoring: Monitoring = Monitoring::default(), "Monitoring"
            => toggle().at("Monitoring/Enabled");
        /// What the boot below is made for.
        image: Image = Image::Own, "ImageId" => choice(Image::WORDS);
        /// Volumes; 0: left out of the bill.
        volume_gb: u32 = 0, "VolumeSize" => whole(0.0..=16_384.0, None);
        /// The public half of a key pair is on it.
        has_key: bool = false, "KeyName" => toggle();
        /// It may call CloudWatch.
        has_role: bool = false, "IamInstanceProfile" => toggle();
        /// The application finds all that it needs among its environment variables.
        has_environment: bool = true, "Environment" => toggle();
        /// From launch to `running`.
        pending_s: f64 = 30.0, "pending_s" => number(0.0..=3_600.0, Seconds);
        /// From `running` until the application listens: user data, or a ready-made AMI.
        bootstrap_s: f64 = 120.0, "bootstrap_s" => number(0.0..=3_600.0, Seconds);
        /// What user data gets from the internet before the application starts; 0: it needs nothing.
        updates_mb: f64 = 0.0, "updates_mb" => number(0.0..=100_000.0, None);
        shutdown_s: f64 = 20.0, "shutdown_s" => number(0.0..=3_600.0, Seconds);
        /// Requests worked on at once, those that wait for the database included.
        max_workers: u32 = 64, "max_workers" => whole(1.0..=100_000.0, Count);
        /// Requests served and waiting; `None`: vCPUs + 128.
        queue_max: Option<u32> = None, "queue_max" => optional(1.0..=100_000.0, Count);
        /// Connections to the database that it opens and keeps; `None`: one for each query.
        db_pool_size: Option<u32> = None, "db_pool_size" => optional(1.0..=100_000.0, Count);
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroupIds" => parts(Takes::Filters);
        cache_strategy: CacheStrategy = CacheStrategy::CacheAside, "cache_strategy"
            => choice(CacheStrategy::WORDS);
    }
}

impl Params {
    /// The reader gives its sizes and price: the table has no such type.
    fn is_own(&self) -> bool {
        instance_type(&self.instance_type).is_none()
    }

    /// From its launch until its application listens, if the network has what it wants. Units: seconds.
    pub const fn boots_s(&self) -> f64 {
        self.pending_s + self.bootstrap_s
    }

    /// The image says how long user data takes, and who says that otherwise has an image of their own.
    pub(crate) fn follow_image(&mut self, path: &str) {
        match path {
            "ImageId" => {
                let bootstrap_s = self.image.bootstrap_s();
                self.bootstrap_s = bootstrap_s.unwrap_or(self.bootstrap_s);
            }
            "bootstrap_s" => self.image = Image::Own,
            _ => {}
        }
    }

    pub fn memory_gib(&self) -> f64 {
        instance_type(&self.instance_type).map_or(self.own_memory_gib, |t| t.memory_gib)
    }

    pub fn check_type(&self, cx: &mut CheckCtx<'_>) {
        if instance_type(&self.instance_type).is_none() {
            cx.push("InstanceType", IssueWhat::OwnType);
        }
    }
}
