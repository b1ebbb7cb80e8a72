//! CPU credits of burstable instances: what is earned, spent, borrowed and charged.

use super::instance_type::InstanceType;
use crate::base::codec::string_enum;
use serde::{Deserialize, Serialize};

/// What a surplus credit costs: 0.05 USD per vCPU-hour. Basis: documented - EC2 "Unlimited mode
/// concepts", Linux.
pub const SURPLUS_USD_PER_VCPU_HOUR: f64 = 0.05;
/// Launch credits per vCPU of T2 in standard mode. Basis: documented - EC2 "Standard mode".
const LAUNCH_CREDITS_PER_VCPU: f64 = 30.0;
const MINUTES_PER_HOUR: f64 = 60.0;

/// `CreditSpecification.CpuCredits`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CpuCredits {
    /// What the family has by default: T2 standard, all later ones unlimited.
    #[default]
    OfFamily,
    Standard,
    Unlimited,
}

string_enum!(CpuCredits {
    OfFamily: "default",
    Standard: "standard",
    Unlimited: "unlimited",
});

impl CpuCredits {
    fn is_unlimited(self, kind: &InstanceType) -> bool {
        match self {
            Self::OfFamily => !is_t2(kind),
            mode => mode == Self::Unlimited,
        }
    }
}

fn is_t2(kind: &InstanceType) -> bool {
    kind.name.starts_with("t2.")
}

/// Credits that a new instance of a type has in standard mode.
pub fn launch_credits(kind: &InstanceType) -> f64 {
    match is_t2(kind) {
        true => f64::from(kind.vcpus) * LAUNCH_CREDITS_PER_VCPU,
        false => 0.0,
    }
}

/// The credits of one instance. Units: one vCPU at 100 % for one minute.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    is_unlimited: bool,
    vcpus: f64,
    earned_per_minute: f64,
    earned_max: f64,
    baseline_percent: f64,
    /// Spent first, and not counted against the cap.
    pub launch: f64,
    pub earned: f64,
    /// Borrowed, to be paid back by later earnings.
    pub surplus: f64,
    /// Charged so far, beyond what may be borrowed.
    pub charged: f64,
}

impl Account {
    /// An empty account. Errors: `None` for a type without credits.
    pub fn new(kind: &InstanceType, mode: CpuCredits) -> Option<Self> {
        let credits = kind.credits?;
        Some(Self {
            is_unlimited: mode.is_unlimited(kind),
            vcpus: f64::from(kind.vcpus),
            earned_per_minute: credits.per_hour / MINUTES_PER_HOUR,
            earned_max: credits.max,
            baseline_percent: credits.baseline_percent,
            launch: 0.0,
            earned: 0.0,
            surplus: 0.0,
            charged: 0.0,
        })
    }

    /// The account of a new instance: launch credits in standard mode only.
    pub fn of_launch(kind: &InstanceType, mode: CpuCredits) -> Option<Self> {
        let mut account = Self::new(kind, mode)?;
        if !account.is_unlimited {
            account.launch = launch_credits(kind);
        }
        Some(account)
    }

    /// Changes the mode; what was borrowed stays borrowed.
    pub fn switch(&mut self, kind: &InstanceType, mode: CpuCredits) {
        self.is_unlimited = mode.is_unlimited(kind);
    }

    /// `CPUCreditBalance`.
    pub fn balance(&self) -> f64 {
        self.launch + self.earned
    }

    /// Share of its full speed that a vCPU is held at without credits.
    pub fn baseline(&self) -> f64 {
        self.baseline_percent / 100.0
    }

    /// Whether a minute at full speed may follow: the balance covers it, or credit is given.
    pub fn affords_a_minute(&self) -> bool {
        self.is_unlimited || self.balance() >= self.vcpus - self.earned_per_minute
    }

    /// Lets `minutes` pass in which `cpu_percent` of all vCPUs is wanted all the time, and says what
    /// was delivered, in percent on the average.
    /// Basis: documented - EC2 "Standard mode", "Unlimited mode".
    pub fn pass(&mut self, minutes: f64, cpu_percent: f64) -> f64 {
        if minutes <= 0.0 {
            return cpu_percent;
        }
        let spent_per_minute = cpu_percent / 100.0 * self.vcpus;
        let on_launch_credits = self.launch / spent_per_minute.max(f64::MIN_POSITIVE);
        let first = minutes.min(on_launch_credits);
        self.launch = (self.launch - spent_per_minute * first).max(0.0);
        self.earn(self.earned_per_minute * first);
        let left = minutes - first;
        let lacking_per_minute = spent_per_minute - self.earned_per_minute;
        if lacking_per_minute <= 0.0 {
            self.earn(-lacking_per_minute * left);
            return cpu_percent;
        }
        let needed = lacking_per_minute * left;
        let paid = needed.min(self.earned);
        self.earned -= paid;
        let unpaid = needed - paid;
        if self.is_unlimited {
            let borrowed = unpaid.min((self.earned_max - self.surplus).max(0.0));
            self.surplus += borrowed;
            self.charged += unpaid - borrowed;
            return cpu_percent;
        }
        let throttled = unpaid / lacking_per_minute;
        (cpu_percent * (minutes - throttled) + self.baseline_percent * throttled) / minutes
    }

    /// Lets `minutes` pass in which `credits` were spent.
    pub fn spend(&mut self, minutes: f64, credits: f64) {
        self.pass(minutes, credits / minutes / self.vcpus * 100.0);
    }

    /// What is owed when the instance stops or ends. Returns the surplus credits to be charged.
    pub fn close(&mut self) -> f64 {
        core::mem::take(&mut self.surplus)
    }

    /// Earnings pay the debt first; the balance holds no more than those of 24 hours.
    fn earn(&mut self, credits: f64) {
        let paid_back = credits.min(self.surplus);
        self.surplus -= paid_back;
        self.earned = (self.earned + credits - paid_back).min(self.earned_max);
    }
}

/// What surplus credits cost. Units: USD.
pub fn surplus_usd(credits: f64) -> f64 {
    credits * SURPLUS_USD_PER_VCPU_HOUR / MINUTES_PER_HOUR
}
