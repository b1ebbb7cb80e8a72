//! Security group: filters the connections of the parts that list it (spec 13.3). Its rules only
//! allow; what no rule of any of a part's groups lets in is dropped, and who dialled hears nothing.
//! Connections are tracked: answers pass, and one that is open stays when its rule goes.

use crate::base::codec::record;
use crate::base::id::PartId;
use crate::contract::field::{choice, part, text, whole};
use crate::contract::{
    CheckCtx, Drawing, Family, Fault, Field, IssueWhat, Kind, Level, Owners, Place, Setup, Spec,
    Takes, Unit, params,
};
use crate::kinds::KindId;
use crate::rules::network::{Cidr, GroupRule, PORT_MAX, Peer, Ports, Transport};
use crate::world::reach::Filter;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A rule as people set it: its other side is a block of addresses, or whoever lists a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    pub transport: Transport,
    pub from_port: u32,
    pub to_port: u32,
    pub block: Option<Cidr>,
    /// Takes the place of the block.
    pub group: Option<PartId>,
}

record!(sparse Permission {
    transport: "IpProtocol",
    from_port: "FromPort",
    to_port: "ToPort",
    block: "CidrIp",
    group: "GroupId",
});

impl Default for Permission {
    /// For nobody yet: a rule whose group is deleted must not open a port to everybody.
    fn default() -> Self {
        Self {
            transport: Transport::Tcp,
            from_port: 80,
            to_port: 80,
            block: None,
            group: None,
        }
    }
}

/// Rules of a group, each way. Basis: documented - "Amazon VPC quotas".
const RULES_MAX: f64 = 60.0;
const RULE_REMOVED: &str = "rule_removed";

const PORT: Field = whole(0.0..=PORT_MAX as f64, Unit::None);

const FIELDS: &[Field] = &[
    choice(Transport::WORDS).at("IpProtocol"),
    PORT.at("FromPort"),
    PORT.at("ToPort"),
    text().at("CidrIp"),
    part(Takes::Kinds(&[KindId::SecurityGroup])).at("GroupId"),
];

impl Permission {
    const ALL: Self = Self {
        transport: Transport::All,
        from_port: 0,
        to_port: PORT_MAX,
        block: Some(Cidr::ANY),
        group: None,
    };

    const fn has_peer(&self) -> bool {
        self.block.is_some() || self.group.is_some()
    }

    /// One for nobody keeps its place: rules are named by it.
    fn rule(&self) -> GroupRule {
        let ports = Ports {
            from: self.from_port,
            to: self.to_port,
        };
        GroupRule {
            transport: self.transport,
            ports: match self.transport {
                Transport::All => Ports::ALL,
                _ => ports,
            },
            peer: match (self.group, self.block) {
                (None, Some(block)) => Peer::Block(block),
                (group, _) => Peer::Group(group.unwrap_or_default()),
            },
        }
    }
}

params! {
    pub struct Params {
        /// A new group lets nobody in. Basis: documented - VPC "Security group rules".
        inbound: Vec<Permission> = Vec::new(), "IpPermissions" => records(FIELDS);
        outbound: Vec<Permission> = alloc::vec![Permission::ALL], "IpPermissionsEgress"
            => records(FIELDS);
        /// The inbound rule that is lost when one is removed by mistake, counted from 1.
        lost_rule: u32 = 1, "lost_rule" => whole(1.0..=RULES_MAX, Count).rare();
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SecurityGroup;

impl Kind for SecurityGroup {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "security_group",
        accepts: &[],
        offers: &[],
        place: Place::Rules,
    };
    const OF: Owners = Owners::Frames(&[Level::Vpc]);
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("sg")
    };
    const FAULTS: &'static [Fault] = &[Fault::lasting(RULE_REMOVED, "rule_restored")];
    const IS_FILTER: bool = true;

    fn filter(params: &Params, is_broken: &dyn Fn(&str) -> bool) -> Filter {
        let rules = |all: &[Permission]| all.iter().map(Permission::rule).collect();
        let mut inbound: Vec<GroupRule> = rules(&params.inbound);
        let lost = params.lost_rule.saturating_sub(1) as usize;
        // For nobody: the others keep their places, by which they are named.
        if let Some(rule) = inbound.get_mut(lost).filter(|_| is_broken(RULE_REMOVED)) {
            *rule = Permission::default().rule();
        }
        Filter {
            inbound,
            outbound: rules(&params.outbound),
            ..Filter::default()
        }
    }

    /// A rule for nobody: its group has been deleted, or none has been chosen yet.
    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        for (field, rules) in [
            ("IpPermissions", &params.inbound),
            ("IpPermissionsEgress", &params.outbound),
        ] {
            if !rules.iter().all(Permission::has_peer) {
                cx.push(field, IssueWhat::ReferenceMissing);
            }
        }
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
