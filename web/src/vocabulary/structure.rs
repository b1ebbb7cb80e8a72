//! What stands on the board and what joins it: everything whose change adds or removes elements.

use super::{InstanceId, KindId, Level, LinkId, NodeId, Point, SubnetKind, ZoneId};

#[derive(Clone, Debug, PartialEq)]
pub struct ZoneView {
    pub id: ZoneId,
    pub level: Level,
    pub parent: Option<ZoneId>,
    pub name: String,
    /// Its block of addresses: its own, or what the address plan gives it.
    pub block: String,
    /// What its route table makes of a subnet.
    pub subnet: Option<SubnetKind>,
    pub is_down: bool,
    /// EC2 has no capacity for launches there.
    pub is_full: bool,
}

impl ZoneView {
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
    pub zones: Vec<ZoneId>,
    /// Where a standby of it waits, if it has one.
    pub standby: Option<ZoneId>,
    /// A place the user chose; without one it is laid out by tidy.
    pub at: Option<Point>,
}

/// A named thing that belongs to a part: target group, launch template, policy, alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct ChipView {
    pub id: NodeId,
    pub of: NodeId,
    pub kind: Option<KindId>,
    pub name: String,
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
    pub zone: Option<ZoneId>,
}

/// Everything whose change adds or removes elements of the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    pub zones: Vec<ZoneView>,
    pub nodes: Vec<NodeView>,
    pub chips: Vec<ChipView>,
    pub links: Vec<LinkView>,
    /// The servers that have a card.
    pub instances: Vec<InstanceRef>,
    /// Groups with more servers than cards, and how many more.
    pub uncarded: Vec<(NodeId, u32)>,
    /// Alarms that scale the first group.
    pub chain_rows: usize,
}

impl Structure {
    pub fn node(&self, id: NodeId) -> Option<&NodeView> {
        self.nodes.iter().find(|n| n.id == id)
    }

    pub fn zone(&self, id: ZoneId) -> Option<&ZoneView> {
        self.zones.iter().find(|z| z.id == id)
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
            let grouped = [link.to, link.from].into_iter().find(|&id| {
                self.node(id)
                    .is_some_and(|n| n.kind == Some(KindId::AutoScalingGroup))
            });
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
