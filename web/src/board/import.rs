//! What a pasted AWS JSON becomes: parts of the groups that it goes to, and alarms of the parts that
//! they watch. What the board has not got is named and left out; nothing is taken for something else.

use super::export::{aws_name, dimension, namespace};
use crate::i18n::Lang;
use crate::i18n_platform::{self, Notice};
use crate::import::aws_json::{Alarm, Import, ImportNotice, LeftOut, Scheduled, Watched};
use crate::vocabulary::Role;
use crate::vocabulary::role;
use serde_json::{Map, Value};
use swell_core::base::id::PartId;
use swell_core::contract::{Field, Member};
use swell_core::document::command::{Command, EditError, Fragment};
use swell_core::document::field::FieldFault;
use swell_core::document::{Document, Part};
use swell_core::kinds::alarm::Alarm as AlarmPart;
use swell_core::kinds::policy::Policy;
use swell_core::kinds::scheduled_action::ScheduledAction;
use swell_core::kinds::{KindId, Params};
use swell_core::rules::civil::{DAY_S, format_utc, parse_utc};
use swell_core::rules::validate::PolicyType;
use swell_core::world::metric::Metric;

/// An action that first runs later than this is worth a word. Units: days.
const FAR_DAYS: i64 = 14;
/// Dimensions of metrics over some of the parts: there are none of those here.
const NARROWED: [&str; 4] = [
    "AvailabilityZone",
    "InstanceType",
    "ImageId",
    "DBClusterIdentifier",
];

/// What an import becomes.
pub struct Imported {
    pub command: Option<Command>,
    /// What was left out or understood in a way that should be known.
    pub skipped: Vec<String>,
}

/// Where the groups of a text go: to the board's groups of the same names. A single group without a
/// namesake goes to `chosen`; of several, those without stay open and have to be asked for.
pub fn destinations(
    document: &Document,
    found: &Import,
    chosen: PartId,
) -> Vec<(String, Option<PartId>)> {
    let names = found.group_names();
    let is_only = names.len() == 1;
    let namesake = |name: &str| {
        let mut groups = document.parts.iter().filter(|p| is_group(p));
        groups.find(|p| aws_name(p) == name).map(|p| p.id)
    };
    let goes = |name: String| {
        let to = namesake(&name).or(is_only.then_some(chosen));
        (name, to)
    };
    names.into_iter().map(goes).collect()
}

fn is_group(part: &Part) -> bool {
    role(part.kind()) == Role::Fleet
}

/// Policies, alarms, scheduled actions and sizes of a pasted text as one command. Groups go to their
/// namesakes, what names no group to `group`.
/// Errors: what could not become a part, by its name, with nothing changed; or groups that have to be
/// chosen first.
pub fn import(
    document: &Document,
    group: PartId,
    found: &Import,
    is_replacing: bool,
    lang: Lang,
) -> Result<Imported, Vec<String>> {
    let goes = destinations(document, found, group);
    let open = goes
        .iter()
        .filter(|(_, to)| to.is_none())
        .map(|g| g.0.as_str());
    let open: Vec<&str> = open.collect();
    if !open.is_empty() {
        let words = crate::i18n::policy::PolicyWords::of(lang);
        return Err(vec![format!("{}: {}", words.import_which, open.join(", "))]);
    }
    import_to(document, group, &goes, found, is_replacing, lang)
}

/// As [`import`], with a destination for each group that is named; `None` leaves it out.
pub fn import_to(
    document: &Document,
    group: PartId,
    goes: &[(String, Option<PartId>)],
    found: &Import,
    is_replacing: bool,
    lang: Lang,
) -> Result<Imported, Vec<String>> {
    let mut plan = Plan {
        document,
        group,
        goes,
        next_id: document.next_id(),
        fragment: Fragment::default(),
        settings: Vec::new(),
        policies: Vec::new(),
        notices: Vec::new(),
        errors: Vec::new(),
        lang,
    };
    plan.groups(found);
    plan.policies(found);
    plan.alarms(found);
    plan.scheduled(found);
    plan.finish(is_replacing)
}

struct Plan<'a> {
    document: &'a Document,
    group: PartId,
    goes: &'a [(String, Option<PartId>)],
    next_id: u32,
    fragment: Fragment,
    settings: Vec<Command>,
    /// What each policy of the text became.
    policies: Vec<Option<PartId>>,
    notices: Vec<ImportNotice>,
    errors: Vec<String>,
    lang: Lang,
}

impl Plan<'_> {
    /// The group that something goes to; `None`: it is left out with its group.
    fn to(&self, named: Option<&String>) -> Option<PartId> {
        let Some(name) = named else {
            return Some(self.group);
        };
        let found = self.goes.iter().find(|(n, _)| n == name);
        found.map_or(Some(self.group), |(_, to)| *to)
    }

    fn fault(&mut self, name: &str, error: &serde_json::Error) {
        let detail = error.to_string();
        let fault = self.lang.field_fault(&FieldFault::WrongForm { detail });
        self.errors.push(format!("{name}: {fault}"));
    }

    /// One more part of `owner`.
    fn add<K: Member>(
        &mut self,
        name: Option<&String>,
        owner: PartId,
        given: &Map<String, Value>,
    ) -> Option<PartId> {
        let defaults = Params::defaults(K::ID);
        match defaults.parse_like(over(&defaults, given)) {
            Ok(params) => {
                let id = PartId(self.next_id);
                self.next_id += 1;
                let mut part = Part::new(id, params);
                part.of = Some(owner);
                part.name = name.cloned();
                self.fragment.parts.push((usize::MAX, part));
                Some(id)
            }
            Err(error) => {
                self.fault(name.map_or(K::SPEC.name, String::as_str), &error);
                None
            }
        }
    }

    fn groups(&mut self, found: &Import) {
        let out = self.goes.iter().filter(|(_, to)| to.is_none());
        let out = out.map(|(name, _)| ImportNotice::GroupLeftOut {
            group: name.clone(),
        });
        self.notices.extend(out);
        for settings in &found.groups {
            let to = self.to(settings.group.as_ref());
            let Some((to, old)) = to.and_then(|to| Some((to, self.document.params(to)?))) else {
                continue;
            };
            match old.parse_like(over(old, &settings.params)) {
                Ok(params) => self.settings.push(Command::SetParams {
                    part: to,
                    params: Box::new(params),
                }),
                Err(error) => {
                    let name = settings.group.clone().unwrap_or_default();
                    self.fault(&name, &error);
                }
            }
        }
    }

    fn policies(&mut self, found: &Import) {
        for policy in &found.policies {
            let name = policy.name.clone().unwrap_or_default();
            let made = match self.to(policy.group.as_ref()) {
                None => None,
                Some(_) if policy.kind == PolicyType::PredictiveScaling => {
                    let policy = name;
                    self.notices
                        .push(ImportNotice::PredictiveLeftOut { policy });
                    None
                }
                Some(_) if follows_math(&policy.params) => {
                    let policy = name;
                    self.notices
                        .push(ImportNotice::PolicyMathLeftOut { policy });
                    None
                }
                Some(to) => {
                    let made = self.add::<Policy>(policy.name.as_ref(), to, &policy.params);
                    self.name_foreign_metric(&name);
                    made
                }
            };
            self.policies.push(made);
        }
    }

    /// Says of the newest policy when it follows what nobody here publishes.
    fn name_foreign_metric(&mut self, policy: &str) {
        let newest = self.fragment.parts.last().and_then(|(_, p)| p.params());
        let Some(params) = newest.and_then(Policy::params) else {
            return;
        };
        let tracking = params.tracking.as_ref();
        let spec = tracking.and_then(|t| t.customized_metric_specification.as_ref());
        if let Some(spec) = spec.filter(|_| params.followed().is_none()) {
            let dimensions = spec.dimensions.iter();
            let dimensions = dimensions.map(|d| (d.name.clone(), d.value.clone()));
            let metric = Watched::Metric {
                namespace: spec.namespace.clone(),
                name: spec.metric_name.clone(),
                dimensions: dimensions.collect(),
            };
            self.notices.push(ImportNotice::PolicyMetricForeign {
                policy: policy.to_owned(),
                metric: metric.label(),
            });
        }
    }

    fn alarms(&mut self, found: &Import) {
        let mut has_alarm = vec![false; found.policies.len()];
        let mut lost: Vec<(usize, String)> = Vec::new();
        for alarm in &found.alarms {
            let name = alarm.name.clone().unwrap_or_default();
            match self.owner(alarm) {
                Ok((owner, stands_for)) => {
                    let mut given = alarm.params.clone();
                    let invoked = alarm.policies.iter();
                    let actions = invoked.filter_map(|n| self.policies.get(*n).copied().flatten());
                    let actions: Value = actions.map(|id| Value::from(id.0)).collect();
                    given.insert("AlarmActions".to_owned(), actions);
                    self.add::<AlarmPart>(alarm.name.as_ref(), owner, &given);
                    for n in &alarm.policies {
                        if let Some(has) = has_alarm.get_mut(*n) {
                            *has = true;
                        }
                    }
                    if let Some(resource) = stands_for {
                        let part = self.document.part(owner).map(aws_name).unwrap_or_default();
                        self.notices.push(ImportNotice::AlarmOfOnly {
                            alarm: name,
                            resource,
                            part,
                        });
                    }
                }
                // Said once, for the group as a whole.
                Err(LeftOut::GroupLeftOut) if alarm.policies.is_empty() => {}
                Err(why) => {
                    lost.extend(alarm.policies.iter().map(|n| (*n, name.clone())));
                    self.notices.push(ImportNotice::AlarmLeftOut {
                        alarm: name,
                        metric: alarm.watched.label(),
                        why,
                    });
                }
            }
        }
        for (n, alarm) in lost {
            let is_made = self.policies.get(n).copied().flatten().is_some();
            let has_none = has_alarm.get(n) == Some(&false);
            if let Some(policy) = found.policies.get(n).filter(|_| is_made && has_none) {
                let policy = policy.name.clone().unwrap_or_default();
                self.notices
                    .push(ImportNotice::PolicyLostAlarm { policy, alarm });
            }
        }
    }

    /// The part that publishes what the alarm watches, and the resource that it stands for where the
    /// text names another. Errors: why the alarm is left out.
    fn owner(&self, alarm: &Alarm) -> Result<(PartId, Option<String>), LeftOut> {
        let (space, name) = match &alarm.watched {
            Watched::Metric {
                namespace, name, ..
            } => (namespace.as_str(), name.as_str()),
            Watched::Other { why, .. } => return Err(*why),
        };
        let watched = &alarm.watched;
        let metric = Metric::named(name).ok_or(LeftOut::NotOnBoard)?;
        let group = self.to(alarm.group.as_ref()).ok_or(LeftOut::GroupLeftOut)?;
        let is_given = |name: &&str| watched.dimension(name).is_some();
        if NARROWED.iter().any(is_given) {
            return Err(LeftOut::NotOnBoard);
        }
        let has = |part: &Part| part.kind().is_some_and(|k| k.metrics().contains(&metric));
        let is_there = |part: &Part| namespace(self.document, part, metric) == Some(space);
        let is_named = |part: &Part| name_in(watched, part).is_some();
        let is_plain = watched.has_no_dimensions();
        // Written by hand, or over all machines of the account: those of the group here.
        let is_its = |of: &&Part| match is_plain {
            true => space.is_empty() || is_there(of),
            false => is_there(of) && is_named(of),
        };
        if let Some(of) = self.document.part(group).filter(is_its)
            && has(of)
        {
            return Ok((group, is_plain.then(|| watched.label())));
        }
        let there = self.document.parts.iter().filter(|p| is_there(p));
        let mut meant: Vec<&Part> = match names_a_part(watched) {
            true => there.filter(|p| is_named(p)).collect(),
            false => there.filter(|p| has(p)).collect(),
        };
        // A part that belongs to another is named more closely.
        if meant.iter().any(|p| p.of.is_some()) {
            meant.retain(|p| p.of.is_some());
        }
        let name = meant.first().and_then(|part| name_in(watched, part));
        let name = name.map_or_else(|| watched.label(), str::to_owned);
        let (owner, stands_for) = self.only(&meant, name.clone(), group)?;
        if has(owner) {
            return Ok((owner.id, stands_for));
        }
        // A metric of a balancer is one of its target group's where that is its only one.
        let children = self.document.children(owner.id);
        let mut of_it = children.filter(|p| is_there(p) && has(p));
        match (of_it.next(), of_it.next()) {
            (Some(only), None) => {
                let is_whole = dimension(owner).is_some_and(|of| of.is_whole);
                Ok((only.id, if is_whole { stands_for } else { Some(name) }))
            }
            (Some(_), Some(_)) => Err(LeftOut::Ambiguous),
            (None, _) => Err(LeftOut::NotOnBoard),
        }
    }

    /// Of those that could be meant the one that has the name, or the only one, or that the group is
    /// wired to, with the resource that it stands for. Errors: none, or several.
    fn only<'b>(
        &self,
        meant: &[&'b Part],
        name: String,
        group: PartId,
    ) -> Result<(&'b Part, Option<String>), LeftOut> {
        if let Some(namesake) = meant.iter().find(|p| aws_name(p) == name) {
            return Ok((namesake, None));
        }
        let is_near = |part: &&Part| {
            let links = self.document.links.iter();
            let mut ends = links.map(|l| (l.from, l.to));
            ends.any(|(a, b)| (a, b) == (part.id, group) || (a, b) == (group, part.id))
        };
        let near: Vec<&Part> = meant.iter().copied().filter(is_near).collect();
        match (meant, near.as_slice()) {
            ([], _) => Err(LeftOut::NotOnBoard),
            ([only], _) | (_, [only]) => Ok((only, Some(name))),
            _ => Err(LeftOut::Ambiguous),
        }
    }

    fn scheduled(&mut self, found: &Import) {
        for action in &found.scheduled {
            let Some(to) = self.to(action.group.as_ref()) else {
                continue;
            };
            let mut given = action.params.clone();
            // Without a recurrence it runs once, at its start.
            given.entry("Recurrence".to_owned()).or_insert(Value::Null);
            self.add::<ScheduledAction>(action.name.as_ref(), to, &given);
            self.compare_with_calendar(action);
        }
    }

    /// The account's calendar is not the board's: says when an action has no chance to run, or only
    /// long after the beginning.
    fn compare_with_calendar(&mut self, action: &Scheduled) {
        let begins_s = self.document.epoch.unix_s;
        let time = |field: &str| {
            let text = action.params.get(field)?.as_str()?;
            Some((text.to_owned(), parse_utc(text)?))
        };
        let name = action.name.clone().unwrap_or_default();
        let recurs = action
            .params
            .get("Recurrence")
            .is_some_and(Value::is_string);
        let past = time("EndTime").or_else(|| time("StartTime").filter(|_| !recurs));
        let past = past.filter(|(_, s)| *s < begins_s);
        let far = time("StartTime").filter(|(_, s)| s - begins_s > FAR_DAYS * DAY_S);
        let notice = match (past, far) {
            (Some((at, _)), _) => ImportNotice::ScheduleIsPast {
                action: name,
                at,
                begins: format_utc(begins_s),
            },
            (None, Some((at, at_s))) => ImportNotice::ScheduleIsFar {
                action: name,
                at,
                days: (at_s - begins_s) / DAY_S,
            },
            (None, None) => return,
        };
        self.notices.push(notice);
    }

    fn finish(mut self, is_replacing: bool) -> Result<Imported, Vec<String>> {
        let lang = self.lang;
        let say = |n: &ImportNotice| i18n_platform::text(&Notice::Import(n), lang);
        let skipped = self.notices.iter().map(say).collect();
        let mut commands = core::mem::take(&mut self.settings);
        let fragment = core::mem::take(&mut self.fragment);
        if is_replacing {
            let ids = replaced(self.document, &fragment);
            if !ids.is_empty() {
                commands.push(Command::Remove { ids });
            }
        }
        let is_nothing = fragment.parts.is_empty() && commands.is_empty();
        if !fragment.parts.is_empty() {
            commands.push(Command::Add(Box::new(fragment.clone())));
        }
        // The board's own gate has the last word, and an import is said by names.
        if let Err(error) = self.document.clone().apply(Command::All(commands.clone())) {
            self.errors
                .push(named(self.document, &fragment, &error, lang));
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        Ok(Imported {
            command: (!is_nothing).then_some(Command::All(commands)),
            skipped,
        })
    }
}

/// Parameters of a part with those of a text put over them.
fn over(params: &Params, given: &Map<String, Value>) -> Value {
    let mut value = params.to_value();
    if let Some(map) = value.as_object_mut() {
        map.extend(given.iter().map(|(k, v)| (k.clone(), v.clone())));
    }
    value
}

/// The name in the dimension by which the part would be known; `None`: that is not given.
fn name_in<'a>(watched: &'a Watched, part: &Part) -> Option<&'a str> {
    let dimension = dimension(part)?;
    let value = watched.dimension(dimension.name)?;
    Some(dimension.name_in(value))
}

/// Whether a dimension is one by which parts are known.
fn names_a_part(watched: &Watched) -> bool {
    let mut dimensions = KindId::ALL.iter().filter_map(|kind| kind.dimension());
    dimensions.any(|of| watched.dimension(of.name).is_some())
}

fn follows_math(policy: &Map<String, Value>) -> bool {
    let spec = policy
        .get("TargetTrackingConfiguration")
        .and_then(|t| t.get("CustomizedMetricSpecification"));
    spec.is_some_and(|spec| spec.get("Metrics").is_some())
}

/// What the new parts of each group take the place of: old ones of their kinds, and those that refer
/// to such, as alarms do to policies.
fn replaced(document: &Document, fragment: &Fragment) -> Vec<u32> {
    let new = || fragment.parts.iter().map(|(_, part)| part);
    let groups = document.parts.iter().filter(|p| is_group(p)).map(|p| p.id);
    let mut gone = Vec::new();
    for group in groups {
        let of_group = new().filter(|p| p.of == Some(group));
        let kinds: Vec<KindId> = of_group.filter_map(Part::kind).collect();
        let refers = |part: &Part| {
            let fields = part.params().map_or(&[][..], Params::fields).iter();
            let mut takes = fields.filter_map(Field::takes);
            takes.any(|takes| kinds.iter().any(|kind| takes.takes(*kind)))
        };
        let is_old = |part: &&Part| {
            let is_of_kind = part.kind().is_some_and(|kind| kinds.contains(&kind));
            is_of_kind || refers(part)
        };
        let old = document.scaling_parts(group).filter(is_old);
        gone.extend(old.map(|part| part.id.0));
    }
    gone
}

/// Why an import was refused, by the names of what is new.
fn named(document: &Document, fragment: &Fragment, error: &EditError, lang: Lang) -> String {
    let name = |id: PartId| {
        let new = fragment.parts.iter().map(|(_, part)| part);
        let part = new.chain(&document.parts).find(|part| part.id == id);
        part.map(aws_name).unwrap_or_else(|| id.0.to_string())
    };
    lang.edit_error(error, &name)
}

#[cfg(test)]
mod tests;
