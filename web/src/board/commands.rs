//! What a verb means for the document: parts with what belongs to them, wires with their protocol,
//! copies, policies. Pure: a document in, a command out.

mod ground;
mod links;
mod names;
mod policies;

pub use super::import::{import, import_to};
use super::landing::{homes, subnets_of};
use crate::geometry::Point;
use crate::i18n::Lang;
use crate::vocabulary::KindId;
pub use links::{link, may_join, refusal, takers, targets};
use names::{Names, slug};
pub use policies::{add_policy, add_schedule, add_schedule_pair, remove_policy, set_steps};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::Place;
use swell_core::document::command::{Command, Fragment};
use swell_core::document::{Content, Document, Part};
use swell_core::kinds::Params;

/// The title of a board: its own, or the ready-made board's.
pub fn title(own: String, preset: &str, lang: Lang) -> String {
    match lang.board_title(preset) {
        Some(title) if own.is_empty() => title.to_owned(),
        _ => own,
    }
}

/// The board as it leaves the page: one that was ready-made and is edited keeps its title.
pub fn titled(mut document: Document, preset: &str, lang: Lang) -> Document {
    document.title = title(document.title, preset, lang);
    document
}

fn params(kind: KindId, given: Value) -> Option<Params> {
    let defaults = Params::defaults(kind);
    let mut value = defaults.to_value();
    for (key, new) in given.as_object()? {
        value.as_object_mut()?.insert(key.clone(), new.clone());
    }
    defaults.parse_like(value).ok()
}

fn read(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

/// Hands out ids that the document has never used.
struct Ids(u32);

impl Ids {
    fn take(&mut self) -> u32 {
        self.0 += 1;
        self.0 - 1
    }
}

/// A new part where it makes sense, under a name of its own, with what it needs to work: a balancer
/// with a target group, a group with a launch template and a policy. `at`: the corner of its place;
/// `home`: the frame that it was put into. Subnets are drawn when the board has none.
pub fn place(
    document: &Document,
    kind: KindId,
    at: Option<Point>,
    home: Option<PartId>,
) -> Option<(Command, PartId)> {
    let mut ids = Ids(document.next_id());
    let mut names = Names::of(document);
    let mut fragment = Fragment::default();
    let id = PartId(ids.take());
    let mut part = Part::new(id, params(kind, read(kind.drawing().params)?)?);
    if kind.spec().place.is_ground() {
        return ground::place(document, part, home);
    }
    let others = document.parts.iter().filter(|p| p.kind() == Some(kind));
    let name = names.next(slug(Some(kind)), others.count());
    if kind.owners().next().is_some() {
        // That of what is chosen, or of what belongs to it.
        let inside = home.into_iter().flat_map(|home| document.children(home));
        let mut near = home.into_iter().chain(inside.map(|child| child.id));
        let chosen = near.find_map(|at| ground::owner(document, &part, Some(at)));
        part.of = Some(chosen.or_else(|| ground::owner(document, &part, None))?);
        part.name = Some(name);
        return Some((Command::add_part(document, part, None), id));
    }
    let mut drawn = Document::default();
    if kind.spec().place.is_in_subnets() {
        let mut subnets = subnets_of(document);
        if subnets.is_empty() {
            drawn.parts = ground::network(&mut ids)?;
            subnets = subnets_of(&drawn);
        }
        let wanted = home.map(|z| crate::vocabulary::FrameId(z.0));
        let homes = homes(&subnets, kind, wanted);
        part.stands_in = homes.into_iter().map(|z| PartId(z.0)).collect();
    }
    let mut parts = vec![];
    for &(child, given) in kind.drawing().brings {
        let mut one = Part::new(PartId(ids.take()), params(child, read(given)?)?);
        one.of = Some(id);
        one.name = Some(names.take(&format!("{name}-{}", slug(Some(child)))));
        parts.push(one);
    }
    part.name = Some(name);
    parts.insert(0, part);
    parts.append(&mut drawn.parts);
    let first = document.parts.len();
    fragment.parts = parts
        .into_iter()
        .enumerate()
        .map(|(n, p)| (first + n, p))
        .collect();
    if let Some(at) = at {
        fragment
            .places
            .push((id.0, vec![at.x.round(), at.y.round()]));
    }
    Some((Command::Add(Box::new(fragment)), id))
}

fn tracking(target: f64) -> Value {
    json!({
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": {
            "PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" },
            "TargetValue": target,
            "DisableScaleIn": false,
        },
    })
}

/// A frame that a part stands in on or off. What stands in one alone moves; the last of several stays.
pub fn switch_home(
    document: &Document,
    part: PartId,
    subnet: PartId,
    is_on: bool,
) -> Option<Command> {
    let found = document.part(part)?;
    let mut subnets = found.stands_in.clone();
    if lives_in_one(found) {
        return carry_into(document, part, subnet);
    }
    if found.is_ground() {
        let frames = vec![subnet];
        return Some(Command::StandIn { part, frames });
    }
    subnets.retain(|z| *z != subnet);
    if is_on {
        subnets.push(subnet);
        subnets.sort_unstable();
    }
    (!subnets.is_empty()).then_some(Command::StandIn {
        part,
        frames: subnets,
    })
}

/// A server stands in one subnet; of a database's, the first is where it works.
fn lives_in_one(part: &Part) -> bool {
    matches!(part.place(), Some(Place::Subnet { .. }))
}

/// Moves what stands in one subnet into another; a database's standby stays in a zone of its own.
pub fn carry_into(document: &Document, part: PartId, subnet: PartId) -> Option<Command> {
    let found = document.part(part).filter(|p| lives_in_one(p))?;
    if found.stands_in.first() == Some(&subnet) {
        return None;
    }
    let az = |subnet: PartId| document.az_of(subnet);
    let mut subnets = vec![subnet];
    // The subnet that was left takes the standby when the standby's own zone was entered.
    let mut rest = found
        .stands_in
        .iter()
        .rev()
        .filter(|z| az(**z) != az(subnet));
    if found.stands_in.len() > 1 {
        subnets.extend(rest.next());
    }
    Some(Command::StandIn {
        part,
        frames: subnets,
    })
}

/// Everything stands where the layout puts it. `None`: it does.
pub fn tidy(document: &Document) -> Option<Command> {
    let places = document.layout.keys().map(|id| (*id, None));
    let places: Vec<_> = places.collect();
    (!places.is_empty()).then_some(Command::Move { places })
}

/// Copies of parts with what belongs to them, under names of their own, at the given places.
pub fn duplicate(
    document: &Document,
    chosen: &[PartId],
    places: &[(PartId, Point)],
) -> Option<Command> {
    let mut ids = Ids(document.next_id());
    let mut names = Names::of(document);
    let mut fragment = Fragment::default();
    let mut renamed: Vec<(PartId, PartId)> = Vec::new();
    let is_taken = |part: PartId| chosen.contains(&part);
    let belongs = |p: &&Part| is_taken(p.id) || document.owners(p.id).any(is_taken);
    for part in document.parts.iter().filter(belongs) {
        let id = PartId(ids.take());
        renamed.push((part.id, id));
        let mut copy = part.clone();
        copy.id = id;
        let others = || document.parts.iter().filter(|p| p.kind() == part.kind());
        copy.name = Some(match &part.name {
            Some(name) => names.take(name),
            None => names.next(slug(part.kind()), others().count()),
        });
        fragment
            .parts
            .push((document.parts.len() + fragment.parts.len(), copy));
        if let Some((_, at)) = places.iter().find(|(p, _)| *p == part.id) {
            fragment
                .places
                .push((id.0, vec![at.x.round(), at.y.round()]));
        }
    }
    let new = |old: PartId| renamed.iter().find(|(o, _)| *o == old).map(|(_, n)| *n);
    for (_, part) in &mut fragment.parts {
        part.of = part.of.map(|of| new(of).unwrap_or(of));
        if let Content::Known(params) = &mut part.content {
            params.refer(&|id| Some(new(id).unwrap_or(id)));
        }
    }
    (!fragment.parts.is_empty()).then(|| Command::All(vec![Command::Add(Box::new(fragment))]))
}

#[cfg(test)]
pub fn default_board() -> Document {
    let preset = swell_core::scenario::catalog::preset("default");
    let read = preset.and_then(|p| Document::from_json(p.json).ok());
    read.unwrap_or_default()
}

#[cfg(test)]
mod opens_again;

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [KindId; 6] = [
        KindId::Users,
        KindId::Route53,
        KindId::LoadBalancer,
        KindId::AutoScalingGroup,
        KindId::Instance,
        KindId::Database,
    ];

    fn names(document: &Document) -> Vec<String> {
        let named = document.parts.iter().filter_map(|p| p.name.clone());
        let mut all: Vec<String> = named.collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn new_parts_and_copies_never_share_a_name() {
        for board in [default_board(), Document::default()] {
            let mut document = board;
            for kind in KINDS.into_iter().chain(KINDS) {
                let Some((command, id)) = place(&document, kind, None, None) else {
                    panic!("{kind:?} cannot be placed");
                };
                assert!(document.apply(command).is_ok());
                let copy = duplicate(&document, &[id], &[]);
                assert!(copy.is_some_and(|c| document.apply(c).is_ok()));
            }
            let all = names(&document);
            let mut once = all.clone();
            once.dedup();
            assert_eq!(all, once);
            assert!(Document::from_json(&document.to_json()).is_ok());
        }
    }

    #[test]
    fn what_belongs_to_a_part_is_put_there_and_copied_with_it() {
        let mut document = default_board();
        assert!(place(&document, KindId::ListenerRule, None, None).is_none());
        let balancer = document
            .parts
            .iter()
            .find(|p| p.kind() == Some(KindId::LoadBalancer));
        let balancer = balancer.map(|p| p.id).expect("it has one");
        let mut add = |kind| {
            let (command, id) = place(&document, kind, None, Some(balancer)).expect("an owner");
            assert!(document.apply(command).is_ok());
            id
        };
        let (listener, rule) = (add(KindId::Listener), add(KindId::ListenerRule));
        assert_eq!(
            document.owners(rule).collect::<Vec<_>>(),
            [listener, balancer]
        );
        let copy = duplicate(&document, &[balancer], &[]).expect("a copy");
        assert!(document.apply(copy).is_ok());
        let rules = document
            .parts
            .iter()
            .filter(|p| p.kind() == Some(KindId::ListenerRule));
        let of: Vec<_> = rules.map(|rule| document.owners(rule.id).last()).collect();
        assert_eq!(of.len(), 2);
        assert_ne!(of[0], of[1]);
    }
}
