//! The default board's structure by hand, for the tests of layout and hit-testing.

use crate::vocabulary::*;

const USERS: NodeId = NodeId(10);
const DNS: NodeId = NodeId(11);
const ALB: NodeId = NodeId(12);
const GROUP: NodeId = NodeId(16);
const RDS: NodeId = NodeId(20);

/// The default board with this many servers.
pub fn structure(servers: u32) -> Structure {
    let zone = |id, level, parent: u32, name: &str, block: &str, is_public| ZoneView {
        id: ZoneId(id),
        level,
        parent: (parent > 0).then_some(ZoneId(parent)),
        name: name.to_owned(),
        block: block.to_owned(),
        subnet: (level == Level::Subnet).then_some(match is_public {
            true => SubnetKind::Public,
            false => SubnetKind::Private,
        }),
        is_down: false,
        is_full: false,
    };
    let node = |id, kind, name: &str, zones: &[u32], standby: Option<u32>| NodeView {
        id,
        kind: Some(kind),
        name: name.to_owned(),
        zones: zones.iter().map(|&z| ZoneId(z)).collect(),
        standby: standby.map(ZoneId),
        at: None,
    };
    let chip = |id, of, kind, name: &str| ChipView {
        id: NodeId(id),
        of,
        kind: Some(kind),
        name: name.to_owned(),
    };
    let link = |id, from, to| LinkView {
        id: LinkId(id),
        from,
        to,
    };
    Structure {
        zones: vec![
            zone(1, Level::Vpc, 0, "", "10.0.0.0/16", false),
            zone(2, Level::Az, 1, "a", "", false),
            zone(3, Level::Az, 1, "c", "", false),
            zone(4, Level::Subnet, 2, "", "10.0.0.0/24", true),
            zone(5, Level::Subnet, 2, "app", "10.0.10.0/24", false),
            zone(6, Level::Subnet, 2, "data", "10.0.20.0/24", false),
            zone(7, Level::Subnet, 3, "", "10.0.1.0/24", true),
            zone(8, Level::Subnet, 3, "app", "10.0.11.0/24", false),
            zone(9, Level::Subnet, 3, "data", "10.0.21.0/24", false),
        ],
        nodes: vec![
            node(USERS, KindId::Users, "", &[], None),
            node(DNS, KindId::Route53, "", &[], None),
            node(ALB, KindId::LoadBalancer, "ALB", &[4, 7], None),
            node(GROUP, KindId::AutoScalingGroup, "web-asg", &[5, 8], None),
            node(RDS, KindId::Database, "RDS", &[6], Some(9)),
        ],
        chips: vec![
            chip(13, ALB, KindId::TargetGroup, "web-tg"),
            chip(15, GROUP, KindId::LaunchTemplate, "c5.large"),
            chip(17, GROUP, KindId::ScalingPolicy, "scale-out"),
            chip(18, GROUP, KindId::ScalingPolicy, "scale-in"),
            chip(19, GROUP, KindId::Alarm, "cpu-high"),
            chip(21, GROUP, KindId::Alarm, "cpu-low"),
        ],
        links: vec![
            link(40, USERS, DNS),
            link(41, DNS, ALB),
            link(42, ALB, GROUP),
            link(43, GROUP, RDS),
        ],
        chain_rows: 2,
        instances: (1..=servers)
            .map(|n| InstanceRef {
                id: InstanceId(n),
                group: GROUP,
                zone: Some(ZoneId(if n % 2 == 1 { 5 } else { 8 })),
            })
            .collect(),
        uncarded: Vec::new(),
    }
}
