//! Older forms of documents, brought to this build's: pure functions from JSON to JSON.

use super::problem::{Problem, ProblemKind};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Map, Value, json};

/// The kinds of zones that format 1 knew.
const ZONE_KINDS: [&str; 4] = ["region", VPC, "az", SUBNET];
const VPC: &str = "vpc";
const SUBNET: &str = "subnet";

/// What stands elsewhere now, so that problems name the place in the file that was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Migrated {
    /// How many of the first parts were zones. `None`: the file was of this build's format.
    zones: Option<usize>,
}

impl Migrated {
    /// The place in the old file of a path in the new one.
    pub(super) fn path_then(self, path: &str) -> String {
        let then = || {
            let zones = self.zones?;
            let (ix, rest) = path.strip_prefix("parts[")?.split_once(']')?;
            let ix: usize = ix.parse().ok()?;
            Some(match ix.checked_sub(zones) {
                Some(part) => format!("parts[{part}]{}", rest.replace(".in", ".zones")),
                None => {
                    let rest = rest.replace(".in", ".parent");
                    format!("zones[{ix}]{}", rest.replace(".params.CidrBlock", ".cidr"))
                }
            })
        };
        then().unwrap_or_else(|| String::from(path))
    }
}

/// Format 1 had zones beside parts, and a word for what a route table makes of a subnet.
pub(super) fn from_1(map: &mut Map<String, Value>, problems: &mut Vec<Problem>) -> Migrated {
    let zones = match map.remove("zones") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(zones)) => zones,
        Some(_) => {
            let kind = ProblemKind::WrongType { expected: "list" };
            let path = String::from("zones");
            problems.push(Problem { path, kind });
            Vec::new()
        }
    };
    let mut tables = Tables::new(map, &zones);
    let mut all: Vec<Value> = Vec::new();
    for (ix, mut zone) in zones.into_iter().enumerate() {
        if let Value::Object(zone) = &mut zone {
            frame_of_zone(zone, ix, &mut tables, problems);
        }
        all.push(zone);
    }
    let zones = Some(all.len());
    match map.remove("parts") {
        Some(Value::Array(parts)) => all.extend(parts.into_iter().map(stand_in_frames)),
        // Not for us to judge.
        Some(other) if !other.is_null() => {
            map.insert(String::from("parts"), other);
            return Migrated { zones };
        }
        _ => {}
    }
    all.append(&mut tables.made);
    map.insert(String::from("parts"), Value::Array(all));
    Migrated { zones }
}

/// The route tables that format 1 did not have, with ids that the file does not use.
struct Tables {
    next_id: u64,
    /// The VPCs around zones, as the file has them.
    around: Vec<(u64, Option<u64>, bool)>,
    has_public: bool,
    made: Vec<Value>,
}

impl Tables {
    fn new(map: &Map<String, Value>, zones: &[Value]) -> Self {
        let id = |value: &Value| value.get("id").and_then(Value::as_u64);
        let listed = |key: &str| map.get(key).and_then(Value::as_array);
        let lists = ["parts", "links"].into_iter().filter_map(listed);
        let in_lists = lists.flatten().chain(zones).filter_map(id);
        let layout = map.get("layout").and_then(Value::as_object);
        let places = layout.into_iter().flat_map(Map::keys);
        let ids = in_lists.chain(places.filter_map(|key| key.parse().ok()));
        let around = |zone: &Value| {
            let parent = zone.get("parent").and_then(Value::as_u64);
            let is_vpc = zone.get("kind").and_then(Value::as_str) == Some(VPC);
            Some((id(zone)?, parent, is_vpc))
        };
        let is_public = |zone: &Value| zone.get("public") == Some(&Value::Bool(true));
        Self {
            next_id: ids.max().unwrap_or(0) + 1,
            around: zones.iter().filter_map(around).collect(),
            has_public: zones.iter().any(is_public),
            made: Vec::new(),
        }
    }

    /// A public subnet has a table of its own; others share their VPC's main one. A board without any
    /// public subnet said nothing about routes, and everything was reached: it has no tables.
    fn add(&mut self, subnet: u64, is_public: bool) {
        if !self.has_public {
            return;
        }
        let owner = match is_public {
            true => subnet,
            false => self.vpc_of(subnet).unwrap_or(subnet),
        };
        let is_there = |table: &Value| table.get("of").and_then(Value::as_u64) == Some(owner);
        if self.made.iter().any(is_there) {
            return;
        }
        let route = if is_public { "igw" } else { "nat" };
        self.made.push(json!({
            "id": self.next_id, "kind": "route_table", "of": owner,
            "params": { "default_route": route },
        }));
        self.next_id += 1;
    }

    fn vpc_of(&self, zone: u64) -> Option<u64> {
        let mut at = zone;
        for _ in 0..ZONE_KINDS.len() {
            let (id, parent, is_vpc) = self.around.iter().find(|z| z.0 == at)?;
            if *is_vpc {
                return Some(*id);
            }
            at = (*parent)?;
        }
        None
    }
}

fn frame_of_zone(
    zone: &mut Map<String, Value>,
    ix: usize,
    tables: &mut Tables,
    problems: &mut Vec<Problem>,
) {
    let mut report = |key: &str, kind| {
        let path = format!("zones[{ix}].{key}");
        problems.push(Problem { path, kind });
    };
    let word = zone.get("kind").and_then(Value::as_str).unwrap_or_default();
    let is_subnet = word == SUBNET;
    if !ZONE_KINDS.contains(&word) && zone.contains_key("kind") {
        let allowed = ZONE_KINDS.to_vec();
        report("kind", ProblemKind::UnknownWord { allowed });
    }
    let is_public = match zone.remove("public") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(is_public)) => is_public,
        Some(_) => {
            let expected = "true or false";
            report("public", ProblemKind::WrongType { expected });
            false
        }
    };
    if let Some(id) = zone.get("id").and_then(Value::as_u64).filter(|_| is_subnet) {
        tables.add(id, is_public);
    }
    if let Some(parent) = zone.remove("parent").filter(|p| !p.is_null()) {
        zone.insert(String::from("in"), Value::Array(alloc::vec![parent]));
    }
    // Other zones had a block too, and it meant nothing.
    let has_block = matches!(zone.get("kind").and_then(Value::as_str), Some(VPC | SUBNET));
    if let Some(block) = zone.remove("cidr").filter(|c| has_block && !c.is_null()) {
        zone.insert(String::from("params"), json!({ "CidrBlock": block }));
    }
}

fn stand_in_frames(mut part: Value) -> Value {
    if let Value::Object(part) = &mut part
        && let Some(zones) = part.remove("zones")
    {
        part.insert(String::from("in"), zones);
    }
    part
}
