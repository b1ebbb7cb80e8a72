//! Whole-graph issues: what AWS would refuse, and what is legal but odd (spec 17). Never fatal:
//! half-drawn boards still run.

use super::{Document, Part};
use crate::base::id::PartId;
use crate::contract::Level;
use crate::kinds::policy::PolicyType;
use crate::kinds::{KindId, Params, alarm, auto_scaling, policy, scheduled_action, target_group};
use crate::rules::database::DbClass;
use crate::rules::instance_type::instance_type;
use crate::rules::validate::{self, Code, FORWARD_GROUPS_MAX, Fault, Warning};
use crate::world::metric::Metric;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What is wrong or odd, at which part and field.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    pub part: Option<PartId>,
    pub field: String,
    pub what: IssueWhat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueWhat {
    /// AWS would refuse it.
    Error(Code),
    Warning(Warning),
    /// Nothing is wired to the part's way out, so its requests end here.
    LeadsNowhere,
    /// A policy of this kind needs an alarm, and none invokes it.
    NoAlarmInvokes,
    /// A parameter refers to a part that is not there, or not of a kind that it takes.
    ReferenceMissing,
    /// The document was made for other rules.
    OtherModel,
    /// A kind that this build does not know.
    UnknownKind,
    /// Another wire joins the same two parts; the engine leaves this one out.
    LinkedTwice,
    /// AWS would take it; the engine does without.
    NotSimulated,
    /// The part that the alarm belongs to has no metric of this name.
    NeverPublished,
    /// A type or class that is not in the table: sizes and price are the reader's own.
    OwnType,
}

impl Document {
    /// All issues, in document order.
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = Issues(Vec::new());
        if self.model != super::MODEL {
            issues.push(None, "model", IssueWhat::OtherModel);
        }
        self.check_subnets(&mut issues);
        self.check_links(&mut issues);
        for part in &self.parts {
            let Some(params) = part.params() else {
                issues.push(Some(part.id), "kind", IssueWhat::UnknownKind);
                continue;
            };
            self.check_references(part, params, &mut issues);
            match params {
                Params::AutoScalingGroup(group) => self.check_group(part, group, &mut issues),
                Params::ScalingPolicy(policy) => self.check_policy(part, policy, &mut issues),
                Params::ScheduledAction(action) => self.check_action(part, action, &mut issues),
                Params::Alarm(alarm) => self.check_alarm(part, alarm, &mut issues),
                Params::TargetGroup(group) => self.check_target_group(part, group, &mut issues),
                Params::LoadBalancer(_) => self.check_balancer(part, &mut issues),
                Params::Users(_) | Params::Route53(_) => self.check_wired(part, &mut issues),
                Params::LaunchTemplate(template) | Params::Instance(template)
                    if instance_type(&template.instance_type).is_none() =>
                {
                    issues.push(Some(part.id), "InstanceType", IssueWhat::OwnType);
                }
                Params::Database(database) => {
                    if DbClass::named(&database.class).is_none() {
                        issues.push(Some(part.id), "DBInstanceClass", IssueWhat::OwnType);
                    }
                    self.warn_of_database(part, database, &mut issues);
                }
                _ => {}
            }
        }
        issues.0
    }

    /// Each link but the first of two parts. Its place is the one in the file.
    fn check_links(&self, issues: &mut Issues) {
        let mut seen: BTreeSet<(PartId, PartId)> = BTreeSet::new();
        for (ix, link) in self.links.iter().enumerate() {
            if !seen.insert((link.from, link.to)) {
                let field = format!("links[{ix}]");
                issues.push(Some(link.from), &field, IssueWhat::LinkedTwice);
            }
        }
    }

    /// Each field that refers to a part that is not there, or not of a kind that it takes.
    fn check_references(&self, part: &Part, params: &Params, issues: &mut Issues) {
        let mut said = "";
        for (field, id) in params.references() {
            let kind = self.part(id).map(Part::kind);
            // Parts of newer kinds are not for us to judge.
            let is_taken = kind.is_some_and(|kind| {
                let takes = field.takes();
                kind.is_none_or(|kind| takes.is_some_and(|takes| takes.takes(kind)))
            });
            if !is_taken && said != field.path {
                issues.push(Some(part.id), field.path, IssueWhat::ReferenceMissing);
                said = field.path;
            }
        }
    }

    fn check_wired(&self, part: &Part, issues: &mut Issues) {
        if !self.links.iter().any(|l| l.from == part.id) {
            issues.push(Some(part.id), "", IssueWhat::LeadsNowhere);
        }
    }

    /// Blocks of subnets: their size, inside their VPC's, apart from those before them.
    fn check_subnets(&self, issues: &mut Issues) {
        let mut seen: Vec<&str> = Vec::new();
        for part in self.frames(Level::Subnet) {
            let Some(Params::Subnet(subnet)) = part.params() else {
                continue;
            };
            let Some(own) = subnet.block.as_deref() else {
                continue;
            };
            let vpc = self.frame_around(part.id, Level::Vpc);
            let Some(vpc) = vpc.map(|vpc| format!("{}", self.vpc_block(Some(vpc)))) else {
                continue;
            };
            let subnet = validate::Subnet {
                cidr_block: String::from(own),
            };
            issues.faults(part.id, subnet.check(&vpc, &seen));
            seen.push(own);
        }
    }

    fn check_group(&self, part: &Part, group: &auto_scaling::Params, issues: &mut Issues) {
        let resource = validate::AutoScalingGroup::from(group);
        let has_template = self
            .children(part.id)
            .any(|c| matches!(c.params(), Some(Params::LaunchTemplate(_))));
        issues.faults(part.id, resource.check(has_template, part.stands_in.len()));
        let is_dynamic = self.children(part.id).any(|c| match c.params() {
            Some(Params::ScalingPolicy(p)) => p.is_enabled,
            _ => false,
        });
        for warning in resource.warnings(is_dynamic) {
            issues.push(Some(part.id), "", IssueWhat::Warning(warning));
        }
        self.warn_of_group(part, group, issues);
    }

    fn check_policy(&self, part: &Part, policy: &policy::Params, issues: &mut Issues) {
        let mut resource = validate::ScalingPolicy::from(policy);
        let label = part.of.and_then(|group| self.resource_label(group));
        resource.label(label);
        let others: Vec<&str> = part
            .of
            .into_iter()
            .flat_map(|group| self.children(group))
            .filter(|sibling| sibling.id < part.id)
            .filter_map(|sibling| match sibling.params() {
                Some(Params::ScalingPolicy(p)) => p.tracking.as_ref()?.metric_name(),
                _ => None,
            })
            .collect();
        issues.faults(part.id, resource.check(&others));
        let is_invoked = self.parts.iter().any(|p| match p.params() {
            Some(Params::Alarm(alarm)) => alarm.actions.contains(&part.id),
            _ => false,
        });
        if policy.policy_type != PolicyType::TargetTrackingScaling && !is_invoked {
            issues.push(Some(part.id), "", IssueWhat::NoAlarmInvokes);
        }
        for field in policy.not_simulated() {
            issues.push(Some(part.id), field, IssueWhat::NotSimulated);
        }
        self.warn_of_policy(part, policy, issues);
    }

    fn check_action(&self, part: &Part, action: &scheduled_action::Params, issues: &mut Issues) {
        let resource = validate::ScheduledAction::from(action);
        let siblings = || {
            part.of
                .into_iter()
                .flat_map(|group| self.children(group))
                .filter_map(|s| match s.params() {
                    Some(Params::ScheduledAction(other)) if s.id < part.id => Some(other),
                    _ => None,
                })
        };
        let now = self.epoch.unix_s;
        let starts: Vec<i64> = siblings()
            .filter_map(|s| validate::ScheduledAction::from(s).next(now))
            .collect();
        let group_limits = part.of.and_then(|group| match self.params(group) {
            Some(Params::AutoScalingGroup(g)) => Some((i64::from(g.min), i64::from(g.max))),
            _ => None,
        });
        let context = validate::ScheduledContext {
            now: Some(now),
            other_start_times: &starts,
            existing_count: siblings().count(),
            group_limits,
        };
        issues.faults(part.id, resource.check(&context));
    }

    fn check_alarm(&self, part: &Part, alarm: &alarm::Params, issues: &mut Issues) {
        let resource = validate::Alarm::from(alarm);
        issues.faults(part.id, resource.check());
        let owner = part.of.and_then(|of| self.part(of)?.kind());
        let metric = Metric::named(&alarm.metric_name);
        let published = owner.map_or(&[][..], KindId::metrics);
        if !metric.is_some_and(|m| published.contains(&m)) {
            issues.push(Some(part.id), "MetricName", IssueWhat::NeverPublished);
        }
        self.warn_of_alarm(part, alarm, issues);
    }

    fn check_target_group(&self, part: &Part, group: &target_group::Params, issues: &mut Issues) {
        let resource = validate::TargetGroup::from(group);
        issues.faults(part.id, resource.check());
        for warning in resource.warnings() {
            issues.push(Some(part.id), "", IssueWhat::Warning(warning));
        }
        self.warn_of_target_group(part, group, issues);
    }

    fn check_balancer(&self, part: &Part, issues: &mut Issues) {
        let resource = validate::LoadBalancer::default();
        let zones: Vec<_> = part.stands_in.iter().map(|z| self.az_of(*z)).collect();
        issues.faults(part.id, resource.check(&zones));
        for warning in resource.warnings(&zones) {
            issues.push(Some(part.id), "in", IssueWhat::Warning(warning));
        }
        let leads_on = |c: &&Part| self.links.iter().any(|l| l.from == c.id);
        match self.children(part.id).filter(leads_on).count() {
            0 => issues.push(Some(part.id), "", IssueWhat::LeadsNowhere),
            1..=FORWARD_GROUPS_MAX => {}
            _ => {
                let code = Code::ForwardTooManyTg;
                issues.push(Some(part.id), "", IssueWhat::Error(code));
            }
        }
    }
}

pub(super) struct Issues(Vec<Issue>);

impl Issues {
    pub(super) fn warn(&mut self, part: &Part, field: &str, warning: Warning) {
        self.push(Some(part.id), field, IssueWhat::Warning(warning));
    }

    fn push(&mut self, part: Option<PartId>, field: &str, what: IssueWhat) {
        self.0.push(Issue {
            part,
            field: String::from(field),
            what,
        });
    }

    fn faults(&mut self, part: PartId, faults: Vec<Fault>) {
        for fault in faults {
            self.push(Some(part), fault.field, IssueWhat::Error(fault.code));
        }
    }
}
