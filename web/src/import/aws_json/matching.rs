//! Brings alarms and the policies that they invoke together, and names what is missing.

use super::{Gathered, ImportNotice};
use swell_core::rules::validate::PolicyType;

impl Gathered {
    /// Alarms point to policies by ARN, `describe-policies` points back by name.
    pub(super) fn match_alarms(&mut self) {
        for (alarm, actions) in &mut self.alarms {
            let alarm_name = alarm.name.clone().unwrap_or_default();
            for action in actions.alarm.iter().chain(&actions.other) {
                let action_name = policy_name(action);
                let is_other = !actions.alarm.contains(action);
                let found = self.policies.iter().position(|(policy, origin)| {
                    if origin.arn.is_empty() {
                        action_name.is_some() && policy.name.as_deref() == action_name
                    } else {
                        origin.arn == *action
                    }
                });
                match (found, action_name) {
                    (_, Some(policy)) if is_other && resource(action).is_none() => {
                        let (alarm, policy) = (alarm_name.clone(), policy.to_owned());
                        self.cleaner
                            .notices
                            .push(ImportNotice::OtherStateDropped { alarm, policy });
                    }
                    (Some(index), _) => alarm.policies.push(index),
                    (None, Some(_)) if resource(action).is_some() => {
                        let service = resource(action).unwrap_or_default().to_owned();
                        let alarm = alarm_name.clone();
                        self.cleaner
                            .notices
                            .push(ImportNotice::ActionDropped { alarm, service });
                    }
                    (None, Some(policy)) => {
                        let (alarm, policy) = (alarm_name.clone(), policy.to_owned());
                        self.cleaner
                            .notices
                            .push(ImportNotice::PolicyMissing { alarm, policy });
                    }
                    (None, None) => {
                        let service = action.split(':').nth(2).unwrap_or(action).to_owned();
                        let alarm = alarm_name.clone();
                        self.cleaner
                            .notices
                            .push(ImportNotice::ActionDropped { alarm, service });
                    }
                }
            }
            for (index, (_, origin)) in self.policies.iter().enumerate() {
                let is_named = origin
                    .alarms
                    .iter()
                    .any(|(n, _)| *n == alarm_name && !n.is_empty());
                if is_named && !actions.other.contains(&origin.arn) {
                    alarm.policies.push(index);
                }
            }
            alarm.policies.sort_unstable();
            alarm.policies.dedup();
            let mut invoked = alarm.policies.iter();
            if alarm.group.is_none() {
                alarm.group = invoked.find_map(|index| self.policies.get(*index)?.0.group.clone());
            }
        }
    }

    pub(super) fn name_missing_alarms(&mut self) {
        for (index, (policy, origin)) in self.policies.iter().enumerate() {
            if !matches!(
                policy.kind,
                PolicyType::SimpleScaling | PolicyType::StepScaling
            ) {
                continue;
            }
            let policy_name = || policy.name.clone().unwrap_or_default();
            let is_invoked = self.alarms.iter().any(|(a, _)| a.policies.contains(&index));
            if origin.alarms.is_empty() && origin.is_described && !is_invoked {
                let policy = policy_name();
                self.cleaner
                    .notices
                    .push(ImportNotice::PolicyWithoutAlarm { policy });
            }
            for (alarm, _) in &origin.alarms {
                if !self
                    .alarms
                    .iter()
                    .any(|(a, _)| a.name.as_ref() == Some(alarm))
                {
                    let (policy, alarm) = (policy_name(), alarm.clone());
                    self.cleaner
                        .notices
                        .push(ImportNotice::AlarmMissing { policy, alarm });
                }
            }
        }
    }
}

/// The name at the end of `arn:aws:autoscaling:…:scalingPolicy:…:autoScalingGroupName/…:policyName/NAME`.
fn policy_name(arn: &str) -> Option<&str> {
    arn.contains(":scalingPolicy:")
        .then(|| arn.split_once("policyName/").map(|(_, n)| n))
        .flatten()
}

/// The Auto Scaling group in the ARN of a policy or scheduled action.
pub(super) fn group_name(arn: &str) -> Option<&str> {
    let (_, rest) = arn.split_once(":autoScalingGroupName/")?;
    rest.split(':').next().filter(|name| !name.is_empty())
}

/// What a policy of Application Auto Scaling scales: `ecs` of `…:resource/ecs/service/…`.
fn resource(arn: &str) -> Option<&str> {
    let (_, rest) = arn.split_once(":resource/")?;
    rest.split('/').next()
}
