//! What stands on the board and what joins it: everything whose change adds or removes elements.

use super::{FrameId, InstanceId, KindId, Level, LinkId, NodeId, Point, Role, SubnetKind};

#[derive(Clone, Debug, PartialEq)]
pub struct FrameView {
    pub id: FrameId,
    pub level: Level,
    pub parent: Option<FrameId>,
    pub name: String,
    /// Its block of addresses: its own, or what the address plan gives it.
    pub block: String,
    /// What its route table makes of a subnet.
    pub subnet: Option<SubnetKind>,
    pub is_down: bool,
    /// EC2 has no capacity for launches there.
    pub is_full: bool,
    /// The place that people gave it: its corner and its size.
    pub at: Option<(Point, Point)>,
}

impl FrameView {
    /// The word of its kind.
    pub fn kind_word(&self) -> &'static str {
        let mut kinds = KindId::ALL.iter();
        let is_it = |kind: &&KindId| kind.spec().place.level() == Some(self.level);
        kinds.find(is_it).map_or("", |kind| kind.name())
    }

    /// The word that style sheets know it by.
    pub fn look(&self) -> &'static str {
        match self.is_public() {
            true => "public",
            false => self.kind_word(),
        }
    }

    pub fn is_public(&self) -> bool {
        self.subnet == Some(SubnetKind::Public)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct NodeView {
    pub id: NodeId,
    pub kind: Option<KindId>,
    pub name: String,
    /// The subnets it lives in, or may launch into.
    pub subnets: Vec<FrameId>,
    /// Where a standby of it waits, if it has one.
    pub standby: Option<FrameId>,
    /// A place the user chose; without one it is laid out by tidy.
    pub at: Option<Point>,
}

/// What a part of a kind is to the picture; one of a newer build is nothing in particular.
pub fn role(kind: Option<KindId>) -> Role {
    kind.map_or(Role::Plain, |kind| kind.drawing().role)
}

/// The kind of the parts that are this to the picture, where it is one.
pub fn kind_of(is: Role) -> Option<KindId> {
    let mut kinds = KindId::ALL.iter().copied();
    kinds.find(|kind| kind.drawing().role == is)
}

impl NodeView {
    /// Servers are drawn inside of it.
    pub fn is_fleet(&self) -> bool {
        role(self.kind) == Role::Fleet
    }
}

/// A named thing that belongs to a part: target group, launch template, policy, alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct ChipView {
    pub id: NodeId,
    pub of: NodeId,
    pub kind: Option<KindId>,
    pub name: String,
}

/// A part that writes down what passes another one, and where its files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogView {
    pub id: NodeId,
    pub of: NodeId,
    /// `None`: a bucket that is not drawn.
    pub to: Option<NodeId>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkView {
    pub id: LinkId,
    pub from: NodeId,
    pub to: NodeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstanceRef {
    pub id: InstanceId,
    pub group: NodeId,
    pub subnet: Option<FrameId>,
}

/// Everything whose change adds or removes elements of the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    pub frames: Vec<FrameView>,
    pub nodes: Vec<NodeView>,
    pub chips: Vec<ChipView>,
    pub links: Vec<LinkView>,
    /// The servers that have a card.
    pub instances: Vec<InstanceRef>,
    /// Groups with more servers than cards, and how many more.
    pub uncarded: Vec<(NodeId, u32)>,
    /// Alarms that scale the first group.
    pub chain_rows: usize,
    /// Parts with the filters that they list.
    pub filtered: Vec<(NodeId, NodeId)>,
}

impl Structure {
    pub fn node(&self, id: NodeId) -> Option<&NodeView> {
        self.nodes.iter().find(|n| n.id == id)
    }

    pub fn frame(&self, id: FrameId) -> Option<&FrameView> {
        self.frames.iter().find(|z| z.id == id)
    }

    /// The first part that scales.
    pub fn first_fleet(&self) -> Option<&NodeView> {
        self.nodes.iter().find(|n| n.is_fleet())
    }

    /// What belongs to a part and has a card below it: what sends its requests, and what people add to
    /// it by themselves. Below a fleet hang its limits.
    pub fn attached(&self, node: &NodeView) -> impl Iterator<Item = &ChipView> {
        let sender = node.kind.and_then(|kind| kind.drawing().sender());
        let chips = self.chips_of(node.id);
        chips.filter(move |c| {
            let is_added = |kind: KindId| kind.drawing().family.is_some();
            let is_shown = |kind| Some(kind) == sender || is_added(kind);
            !node.is_fleet() && c.kind.is_some_and(is_shown)
        })
    }

    pub fn chips_of(&self, id: NodeId) -> impl Iterator<Item = &ChipView> {
        self.chips.iter().filter(move |c| c.of == id)
    }

    pub fn instances_of(&self, id: NodeId) -> impl Iterator<Item = &InstanceRef> {
        self.instances.iter().filter(move |i| i.group == id)
    }

    /// Servers of a group that have no card.
    pub fn uncarded_of(&self, id: NodeId) -> u32 {
        let found = self.uncarded.iter().find(|(group, _)| *group == id);
        found.map_or(0, |(_, count)| *count)
    }

    /// Every line of the picture: a link that ends in a group is drawn to each of its servers.
    pub fn edges(&self) -> Vec<EdgeKey> {
        let mut edges = Vec::new();
        for link in &self.links {
            let grouped = [link.to, link.from]
                .into_iter()
                .find(|&id| self.node(id).is_some_and(NodeView::is_fleet));
            match grouped {
                Some(group) => edges.extend(self.instances_of(group).map(|i| EdgeKey {
                    link: link.id,
                    instance: Some(i.id),
                })),
                None => edges.push(EdgeKey {
                    link: link.id,
                    instance: None,
                }),
            }
        }
        edges
    }
}

/// One drawn line: a link, and which server of the group at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeKey {
    pub link: LinkId,
    pub instance: Option<InstanceId>,
}

/// The default board's structure by hand, for the tests of layout and hit-testing.
#[cfg(test)]
pub mod sample {
    use crate::vocabulary::*;

    const USERS: NodeId = NodeId(10);
    const DNS: NodeId = NodeId(11);
    const ALB: NodeId = NodeId(12);
    const GROUP: NodeId = NodeId(16);
    const RDS: NodeId = NodeId(20);

    /// The default board with this many servers.
    pub fn structure(servers: u32) -> Structure {
        let frame = |id, level, parent: u32, name: &str, block: &str, is_public| FrameView {
            id: FrameId(id),
            level,
            parent: (parent > 0).then_some(FrameId(parent)),
            name: name.to_owned(),
            block: block.to_owned(),
            subnet: (level == Level::Subnet).then_some(match is_public {
                true => SubnetKind::Public,
                false => SubnetKind::Private,
            }),
            is_down: false,
            is_full: false,
            at: None,
        };
        let node = |id, kind, name: &str, subnets: &[u32], standby: Option<u32>| NodeView {
            id,
            kind: Some(kind),
            name: name.to_owned(),
            subnets: subnets.iter().map(|&z| FrameId(z)).collect(),
            standby: standby.map(FrameId),
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
            frames: vec![
                frame(1, Level::Vpc, 0, "", "10.0.0.0/16", false),
                frame(2, Level::Az, 1, "a", "", false),
                frame(3, Level::Az, 1, "c", "", false),
                frame(4, Level::Subnet, 2, "", "10.0.0.0/24", true),
                frame(5, Level::Subnet, 2, "app", "10.0.10.0/24", false),
                frame(6, Level::Subnet, 2, "data", "10.0.20.0/24", false),
                frame(7, Level::Subnet, 3, "", "10.0.1.0/24", true),
                frame(8, Level::Subnet, 3, "app", "10.0.11.0/24", false),
                frame(9, Level::Subnet, 3, "data", "10.0.21.0/24", false),
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
            filtered: Vec::new(),
            instances: (1..=servers)
                .map(|n| InstanceRef {
                    id: InstanceId(n),
                    group: GROUP,
                    subnet: Some(FrameId(if n % 2 == 1 { 5 } else { 8 })),
                })
                .collect(),
            uncarded: Vec::new(),
        }
    }
}
