//! Network ACL: a stateless filter around a subnet. That of a VPC is for subnets without their own;
//! without any, all may pass (spec 13.3).

use crate::contract::field::{choice, text, toggle, whole};
use crate::contract::{
    CheckCtx, Drawing, Family, Field, Kind, Level, NetworkSettings, Owners, Place, Setup, Spec,
    Unit, params,
};
use crate::rules::network::{AclEntry, Action, PORT_MAX, Transport, lacks_return_ports};
use crate::rules::validate::Warning;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Numbers that AWS takes. Basis: documented - VPC "Network ACL rules".
const ENTRY: &[Field] = &[
    whole(1.0..=32_766.0, Unit::None).at("RuleNumber"),
    toggle().at("Egress"),
    choice(Action::WORDS).at("RuleAction"),
    choice(Transport::WORDS).at("Protocol"),
    whole(0.0..=PORT_MAX as f64, Unit::None).at("PortRange/From"),
    whole(0.0..=PORT_MAX as f64, Unit::None).at("PortRange/To"),
    text().at("CidrBlock"),
];

params! {
    pub struct Params {
        /// None at all: it refuses everything, as a new one does.
        entries: Vec<AclEntry> = Vec::new(), "Entries" => records(ENTRY);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NetworkAcl;

impl Kind for NetworkAcl {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "network_acl",
        accepts: &[],
        offers: &[],
        place: Place::Rules,
    };
    const OF: Owners = Owners::Frames(&[Level::Vpc, Level::Subnet]);
    const DRAWING: Drawing = Drawing {
        // Open both ways, as a VPC's own list is.
        params: r#"{"Entries": [{"RuleNumber": 100, "Egress": false}, {"RuleNumber": 100, "Egress": true}]}"#,
        family: Some(Family::Network),
        ..Drawing::of("acl")
    };

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        if lacks_return_ports(&params.entries) {
            cx.warn("Entries", Warning::NoReturnPorts);
        }
    }

    fn network(params: &Params) -> NetworkSettings<'_> {
        NetworkSettings {
            acl: Some(&params.entries),
            ..NetworkSettings::default()
        }
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
