//! The four types of load balancer beside each other (spec 5.1): what each takes, does and charges.
//!
//! Basis: documented - ELB "How Elastic Load Balancing works" and the guides of the four types.

use super::cost;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadBalancerType {
    #[default]
    Application,
    Network,
    Gateway,
    Classic,
}

/// What can be registered with a balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetType {
    Instance,
    Ip,
    Lambda,
    Alb,
    /// A machine that looks at packets and sends them back.
    Appliance,
}

/// Where a target finds the address of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAddress {
    /// `X-Forwarded-For`.
    Header,
    Packet,
}

/// What a type is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traits {
    pub targets: &'static [TargetType],
    /// Target groups that may belong to it; a Classic one registers its servers itself, in one list.
    pub groups_max: usize,
    /// Listeners with rules by host, path, header, method, query and source address.
    pub has_rules: bool,
    /// It reads requests, and answers with codes of its own where no target does.
    pub answers: bool,
    /// Cookies that lead a client back.
    pub has_cookies: bool,
    /// How a target is picked is the user's to choose, and a new one may start slowly.
    pub has_algorithms: bool,
    /// A health check may ask for a connection alone.
    pub checks_connections: bool,
    pub has_security_groups: bool,
    /// Whatever it balances: clients find it by name. Else route tables lead to it.
    pub has_name: bool,
    /// One address a zone that stays, which may be an Elastic IP.
    pub keeps_addresses: bool,
    pub client_address: ClientAddress,
    /// Cross-zone from the beginning; of a Classic one, as the console makes it.
    pub crosses_zones: bool,
    /// Data between zones is charged.
    pub charges_zones: bool,
    pub usd_per_hour: f64,
    /// For each capacity unit and hour; of a Classic one, for each GB.
    pub usd_per_unit: f64,
}

impl LoadBalancerType {
    /// In the order of the table.
    pub const ALL: [Self; 4] = [
        Self::Application,
        Self::Network,
        Self::Gateway,
        Self::Classic,
    ];

    pub const fn traits(self) -> Traits {
        use TargetType::{Alb, Appliance, Instance, Ip, Lambda};
        let application = Traits {
            targets: &[Instance, Ip, Lambda],
            groups_max: 100,
            has_rules: true,
            answers: true,
            has_cookies: true,
            has_algorithms: true,
            checks_connections: false,
            has_security_groups: true,
            has_name: true,
            keeps_addresses: false,
            client_address: ClientAddress::Header,
            crosses_zones: true,
            charges_zones: false,
            usd_per_hour: cost::ALB_PER_HOUR,
            usd_per_unit: cost::LCU_PER_HOUR,
        };
        match self {
            Self::Application => application,
            Self::Network => Traits {
                targets: &[Instance, Ip, Alb],
                has_rules: false,
                answers: false,
                has_cookies: false,
                has_algorithms: false,
                checks_connections: true,
                keeps_addresses: true,
                client_address: ClientAddress::Packet,
                crosses_zones: false,
                charges_zones: true,
                usd_per_hour: cost::NLB_PER_HOUR,
                usd_per_unit: cost::NLCU_PER_HOUR,
                ..application
            },
            Self::Gateway => Traits {
                targets: &[Appliance],
                groups_max: 1,
                has_rules: false,
                answers: false,
                has_cookies: false,
                has_algorithms: false,
                checks_connections: true,
                has_security_groups: false,
                has_name: false,
                client_address: ClientAddress::Packet,
                crosses_zones: false,
                charges_zones: true,
                usd_per_hour: cost::GWLB_PER_HOUR,
                usd_per_unit: cost::GLCU_PER_HOUR,
                ..application
            },
            Self::Classic => Traits {
                targets: &[Instance],
                groups_max: 1,
                has_rules: false,
                has_algorithms: false,
                checks_connections: true,
                usd_per_hour: cost::CLB_PER_HOUR,
                usd_per_unit: cost::CLB_PER_GB,
                ..application
            },
        }
    }

    /// Settings of a target group that it has nothing for.
    pub fn lacks(self) -> impl Iterator<Item = Setting> {
        let traits = self.traits();
        Setting::ALL
            .into_iter()
            .filter(move |setting| match setting {
                Setting::Stickiness => !traits.has_cookies,
                Setting::Algorithm | Setting::SlowStart => !traits.has_algorithms,
                Setting::ConnectionCheck => !traits.checks_connections,
            })
    }

    /// What is otherwise in another type, whatever is drawn.
    pub fn differences(self, other: Self) -> impl Iterator<Item = Difference> {
        let (from, to) = (self.traits(), other.traits());
        let all = [
            (from.has_rules != to.has_rules).then_some(Difference::HasRules(to.has_rules)),
            (from.answers != to.answers).then_some(Difference::Answers(to.answers)),
            (from.has_name != to.has_name).then_some(Difference::HasName(to.has_name)),
            (from.keeps_addresses != to.keeps_addresses)
                .then_some(Difference::KeepsAddresses(to.keeps_addresses)),
            (from.client_address != to.client_address)
                .then_some(Difference::ClientAddress(to.client_address)),
            (from.crosses_zones != to.crosses_zones)
                .then_some(Difference::CrossesZones(to.crosses_zones)),
            (from.charges_zones != to.charges_zones)
                .then_some(Difference::ChargesZones(to.charges_zones)),
        ];
        all.into_iter().flatten()
    }
}

/// A setting of a target group that not every type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Stickiness,
    Algorithm,
    SlowStart,
    ConnectionCheck,
}

impl Setting {
    const ALL: [Self; 4] = [
        Self::Stickiness,
        Self::Algorithm,
        Self::SlowStart,
        Self::ConnectionCheck,
    ];

    /// The attribute, and the value that is as good as none.
    pub fn unset(self) -> (&'static str, Value) {
        match self {
            Self::Stickiness => ("stickiness.enabled", Value::from(false)),
            Self::Algorithm => ("load_balancing.algorithm.type", Value::from("round_robin")),
            Self::SlowStart => ("slow_start.duration_seconds", Value::from(0.0)),
            Self::ConnectionCheck => ("HealthCheckProtocol", Value::from("HTTP")),
        }
    }
}

/// What is otherwise once a balancer is of another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    // What the drawing loses.
    Rules(u32),
    /// Lines that no longer lead to it.
    WaysIn(u32),
    /// Registered targets that it cannot have.
    Targets(u32),
    /// Target groups beyond those that it takes.
    Groups(u32),
    SecurityGroups(u32),
    /// Target groups that had it.
    Unset(Setting, u32),
    /// Alarms on metrics that it does not publish.
    Alarms(u32),
    ElasticIps,
    /// Of its own listener.
    Certificates(u32),
    /// It stands in too few zones.
    Zones,
    // What is otherwise by itself.
    HasRules(bool),
    Answers(bool),
    HasName(bool),
    KeepsAddresses(bool),
    ClientAddress(ClientAddress),
    CrossesZones(bool),
    ChargesZones(bool),
}

impl Difference {
    /// Something stops working, or is gone.
    pub const fn breaks(self) -> bool {
        !matches!(
            self,
            Self::HasRules(true)
                | Self::Answers(_)
                | Self::HasName(true)
                | Self::KeepsAddresses(true)
                | Self::ClientAddress(_)
                | Self::CrossesZones(_)
                | Self::ChargesZones(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn there_and_back_is_the_opposite() {
        for from in LoadBalancerType::ALL {
            assert_eq!(from.differences(from).count(), 0);
            for to in LoadBalancerType::ALL {
                let there: Vec<_> = from.differences(to).collect();
                let back: Vec<_> = to.differences(from).collect();
                assert_eq!(there.len(), back.len());
                assert_eq!(there.is_empty(), from == to);
                assert!(there.iter().all(|one| !back.contains(one)));
            }
        }
    }
}
