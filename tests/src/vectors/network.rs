//! Operations of `network`.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::rules::network::{
    AclEntry, Action, Cidr, End, Gateway, Group, GroupRule, Leg, Network, Packet, Peer, Ports,
    Reach, Route, SeenAs, Transport, admits, egress, judge, reach, route, total, usable,
};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "sg_inbound" => {
            let mut names = Names::default();
            let rules: Vec<GroupRule> = group_rules(given, "rules", &mut names);
            let groups = given.strings("source_groups");
            let groups: Vec<PartId> = groups.into_iter().map(|name| names.id(name)).collect();
            let packet = Packet {
                peer: address(given.str("source_ip")),
                transport: given.read("protocol"),
                port: given.u32("port"),
            };
            json!({"allowed": admits(&rules, packet, &groups).is_some()})
        }
        "nacl" => {
            let packet = Packet {
                peer: address(given.str("ip")),
                transport: given.read("protocol"),
                port: given.u32("port"),
            };
            let entries: Vec<AclEntry> = given.objects("rules").map(acl_entry).collect();
            let judged = judge(&entries, false, packet);
            json!({"action": judged.action, "rule": judged.by})
        }
        "tcp_roundtrip" => round_trip(given),
        "route_lookup" => {
            let routes: Vec<Route> = given.objects("routes").map(table_route).collect();
            let found = route(&routes, address(given.str("destination")));
            json!({"target": found.map(|route| route.gateway)})
        }
        "subnet_hosts" => {
            let prefix = given.u32("prefix") as u8;
            json!({"total": total(prefix), "usable": usable(prefix)})
        }
        "reach" => reached(given),
        "egress" => {
            let way: Option<Gateway> = match given.str("default_route") {
                "none" => None,
                _ => Some(given.read("default_route")),
            };
            let seen = egress(way, given.flag("public_ip"));
            let word = seen.map(|seen| match seen {
                SeenAs::PublicAddress => "public_ip",
                SeenAs::NatAddress => "nat_ip",
            });
            json!({"allowed": seen.is_some(), "seen_as": word})
        }
        _ => return None,
    })
}

/// Ids for the names of groups, in the order in which they come up.
#[derive(Default)]
struct Names<'a>(Vec<&'a str>);

impl<'a> Names<'a> {
    fn id(&mut self, name: &'a str) -> PartId {
        let at = self.0.iter().position(|known| *known == name);
        let at = at.unwrap_or_else(|| {
            self.0.push(name);
            self.0.len() - 1
        });
        PartId(at as u32 + 1)
    }
}

fn group_rules<'a>(of: &Arguments<'a>, list: &str, names: &mut Names<'a>) -> Vec<GroupRule> {
    let rules = of.objects(list).map(|rule| {
        let source = rule.str("source");
        GroupRule {
            transport: rule.read("protocol"),
            ports: ports(&rule),
            peer: match Cidr::parse(source) {
                Some(block) => Peer::Block(block),
                None => Peer::Group(names.id(source)),
            },
        }
    });
    rules.collect()
}

fn acl_entry(entry: Arguments<'_>) -> AclEntry {
    AclEntry {
        number: entry.u32("number"),
        is_egress: false,
        action: entry.read("action"),
        transport: entry.read("protocol"),
        ports: ports(&entry),
        block: cidr(entry.str("cidr")),
    }
}

fn table_route(route: Arguments<'_>) -> Route {
    Route {
        to: cidr(route.str("cidr")),
        gateway: route.read("target"),
        by: None,
    }
}

fn ports(rule: &Arguments<'_>) -> Ports {
    Ports {
        from: rule.u32("from_port"),
        to: rule.u32("to_port"),
    }
}

fn cidr(text: &str) -> Cidr {
    Cidr::parse(text).unwrap_or_else(|| panic!("not a block: {text}"))
}

fn address(text: &str) -> Ipv4Addr {
    text.parse()
        .unwrap_or_else(|_| panic!("not an address: {text}"))
}

fn anybody() -> GroupRule {
    GroupRule {
        transport: Transport::All,
        ports: Ports::ALL,
        peer: Peer::Block(Cidr::ANY),
    }
}

const TO_INTERNET: Route = Route {
    to: Cidr::ANY,
    gateway: Gateway::Internet,
    by: None,
};

const OUTSIDE: End<'_> = End {
    address: Ipv4Addr::new(198, 51, 100, 7),
    has_public_address: true,
    network: None,
    groups: &[],
};

/// Somebody outside asks a server whose filters are as open as `given` says.
fn round_trip(given: &Arguments<'_>) -> Value {
    let rule = |name: &str| given.flag(name).then(anybody);
    let (inbound, outbound) = (rule("sg_inbound"), rule("sg_outbound"));
    // Who forgets the request asks the rules for the answer, as a list does.
    let answers = given.flag("stateful") || outbound.is_some();
    let entry = |is_egress: bool, is_open: bool| AclEntry {
        is_egress,
        action: if is_open { Action::Allow } else { Action::Deny },
        ..AclEntry::default()
    };
    let acl = [
        entry(false, given.flag("nacl_inbound")),
        entry(true, answers && given.flag("nacl_outbound_ephemeral")),
    ];
    let server = End {
        network: Some(Network {
            subnet: PartId(1),
            routes: &[TO_INTERNET],
            ingress: &[],
            acl: Some(&acl),
        }),
        groups: &[Group {
            id: PartId(2),
            inbound: inbound.as_slice(),
            outbound: outbound.as_slice(),
        }],
        ..OUTSIDE
    };
    let (request, response) = match reach(&OUTSIDE, &server, 80) {
        Reach::Open { .. } => (true, true),
        Reach::Acl { leg, .. } => (leg == Leg::Answer, false),
        _ => (false, false),
    };
    json!({"request": request, "response": response})
}

/// A node of a case with the rules of its group.
struct Node<'a> {
    facts: Arguments<'a>,
    group: PartId,
    rules: Vec<GroupRule>,
}

impl Node<'_> {
    fn group<'a>(&'a self, outbound: &'a [GroupRule]) -> Group<'a> {
        Group {
            id: self.group,
            inbound: &self.rules,
            outbound,
        }
    }

    fn end<'a>(&self, groups: &'a [Group<'a>]) -> End<'a> {
        let is_public = self.facts.str("subnet") == "public";
        End {
            address: address(self.facts.str("ip")),
            has_public_address: self.facts.flag("public_ip"),
            network: Some(Network {
                subnet: PartId(if is_public { 1 } else { 2 }),
                routes: if is_public { &[TO_INTERNET] } else { &[] },
                ingress: &[],
                acl: None,
            }),
            groups,
        }
    }
}

fn reached(given: &Arguments<'_>) -> Value {
    let tables = Arguments::new(given.get("groups").unwrap_or(&Value::Null));
    let mut names = Names::default();
    let mut node = |name: &str| {
        let facts = given.objects("nodes").find(|n| n.str("name") == name)?;
        let group = facts.str("group");
        Some(Node {
            facts,
            group: names.id(group),
            rules: group_rules(&tables, group, &mut names),
        })
    };
    let (from, to) = (node(given.str("from")), node(given.str("to")));
    let outbound = [anybody()];
    let groups: Vec<Vec<Group<'_>>> = [&from, &to]
        .iter()
        .map(|node| node.iter().map(|node| node.group(&outbound)).collect())
        .collect();
    let outside = || End {
        address: given.opt_str("from_ip").map_or(OUTSIDE.address, address),
        ..OUTSIDE
    };
    let end = |node: &Option<Node<'_>>, ix: usize| match node {
        Some(node) => node.end(&groups[ix]),
        None => outside(),
    };
    let (allowed, reason) = match reach(&end(&from, 0), &end(&to, 1), given.u32("port")) {
        Reach::Open { .. } => (true, "ok"),
        Reach::NoRoute => (false, "no_public_route"),
        Reach::NoGroupRule { .. } | Reach::Acl { .. } => (false, "security_group"),
    };
    json!({"allowed": allowed, "reason": reason})
}
