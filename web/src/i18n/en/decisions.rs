//! Decisions, their reasons and the journal in English.

use crate::i18n::format::{number, signed, span, whole, with_unit};
use crate::i18n::{Lang, filled};
use crate::vocabulary::{
    Because, FaultName, Gaps, JournalEvent, LaunchProblem, Limit, Metric, Unit,
};
use swell_core::rules::schedule::SizeChange;
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::world::log::{Ceiling, TerminationCause};

fn adjusted(adjustment: i64, kind: AdjustmentType) -> String {
    match kind {
        AdjustmentType::ChangeInCapacity => signed(adjustment),
        AdjustmentType::PercentChangeInCapacity => format!("{} %", signed(adjustment)),
        AdjustmentType::ExactCapacity => format!("exactly {}", whole(adjustment)),
    }
}

pub fn because(because: &Because) -> String {
    match because {
        Because::Observed {
            metric,
            statistic,
            value,
            operator,
            threshold,
        } => {
            let unit = metric.map_or(Unit::None, Metric::unit);
            let bound = with_unit(*threshold, unit, Lang::En);
            let value = value.map_or_else(
                || "no datapoint".to_owned(),
                |value| with_unit(value, unit, Lang::En),
            );
            let measure = Lang::En.measure(*metric, *statistic);
            format!("{measure}: {value} (threshold {} {bound})", operator.sign())
        }
        Because::AlarmWentOff {
            name,
            breaching,
            needed,
            gaps,
        } => {
            let gaps = alarm_gaps(*gaps);
            format!("Alarm {name} in ALARM: {breaching} breaching, {needed} needed{gaps}")
        }
        Because::StepMatched {
            above,
            adjustment,
            adjustment_type,
        } => {
            let step = adjusted(*adjustment, *adjustment_type);
            match above {
                None => format!("Step: {step}"),
                Some(above) => {
                    let far = number(above.abs(), 1);
                    let side = if *above < 0.0 { "below" } else { "above" };
                    format!("{far} {side} the threshold: step {step}")
                }
            }
        }
        Because::SimpleAdjustment {
            adjustment,
            adjustment_type,
        } => {
            format!(
                "Simple adjustment: {}",
                adjusted(*adjustment, *adjustment_type)
            )
        }
        Because::RequiredForTarget {
            counted,
            value,
            target,
            required,
        } => format!(
            "Required: ⌈{counted} × {} ÷ {}⌉ = {required}",
            number(*value, 1),
            number(*target, 1)
        ),
        Because::Scheduled { name, asked } => {
            format!("Scheduled action {name}: {}", sizes(asked))
        }
        Because::Manual => "Desired capacity set by hand".to_owned(),
        Because::LimitMoved => "A new minimum or maximum moved it".to_owned(),
        Because::Sizes { min, to, max } => format!("Now: min {min}, desired {to}, max {max}"),
        Because::WithinLimits { min, max } => format!("Within the limits {min}–{max}"),
        Because::CutTo {
            wanted,
            to,
            min,
            max,
        } => format!("Wanted {wanted}, cut to {to} by the limits {min}–{max}"),
        Because::Launched { count } => format!("Launching {count}"),
        Because::Terminated { count } => format!("Terminating {count}"),
    }
}

/// The sizes that a scheduled action asks for; those it leaves alone are not named.
fn sizes(asked: &SizeChange) -> String {
    let all = [
        ("min", asked.min),
        ("desired", asked.desired),
        ("max", asked.max),
    ];
    let named = all
        .iter()
        .filter_map(|(name, size)| Some(format!("{name} {}", (*size)?)));
    named.collect::<Vec<_>>().join(", ")
}

pub fn limit(limit: &Limit) -> String {
    match limit {
        Limit::AtMax {
            max,
            offered_percent: Some(offered),
        } => {
            let offered = number(*offered, 0);
            format!("At the maximum of {max}. Offered load in that period: {offered} %")
        }
        Limit::AtMax { max, .. } => format!("At the maximum of {max}."),
        Limit::AtMin { min } => format!("At the minimum of {min}."),
        // Its warm-up begins when it is in service, which nobody knows beforehand.
        Limit::Warmup { left_s: 0 } => {
            "A server is still starting. Its warm-up begins once it is in service.".to_owned()
        }
        Limit::Warmup { left_s } => {
            format!(
                "A server is warming up: {} left.",
                span(u64::from(*left_s), Lang::En)
            )
        }
        Limit::Cooldown { left_s } => {
            format!("Cooldown: {} left.", span(u64::from(*left_s), Lang::En))
        }
        Limit::ScaleInDisabled => "Scale-in is switched off.".to_owned(),
        Limit::Suspended { process } => format!("Suspended process: {process}."),
        Limit::MissingData => "Not enough data, so nothing is done.".to_owned(),
        Limit::NoStep => "No step fits.".to_owned(),
        Limit::AlreadyOrdered { count } => format!("Already on the way: {count}."),
        Limit::OtherPolicyWon { name } => {
            format!("{name} asked for more at the same time; the largest capacity wins.")
        }
        Limit::OtherPolicyHolds { name } => format!("{name} does not agree to scale in."),
        Limit::AwaitsFreshData => {
            "After a scale-in it waits for a datapoint taken wholly afterwards.".to_owned()
        }
        Limit::Refused { code } => super::issues::code(*code).to_owned(),
        Limit::PolicyDisabled => "The policy is disabled.".to_owned(),
        Limit::ActivityInProgress => {
            "A scaling activity is in progress; a simple policy waits for its end.".to_owned()
        }
        Limit::NothingToChange => "What the policy asks for is already desired.".to_owned(),
        Limit::AsAsked { min, max } => format!(
            "Nothing held it back: the policy asked for exactly this, inside MinSize {min} and MaxSize {max}."
        ),
    }
}

pub fn event(event: &JournalEvent) -> String {
    match event {
        JournalEvent::SurgeStarted { users } => {
            format!("Lunch rush: {} users", whole(i64::from(*users)))
        }
        JournalEvent::AlarmChanged { name, to, gaps, .. } => {
            format!("Alarm {name} → {}{}", to.as_str(), alarm_gaps(*gaps))
        }
        JournalEvent::CapacityChanged { from, to } => format!("Capacity: {from} → {to}"),
        JournalEvent::Blocked { limit: l } => format!("No change — {}", limit(l)),
        JournalEvent::Launched { instance, zone } => {
            format!("Launching a new EC2 instance: {instance} (zone {zone})")
        }
        JournalEvent::InService { instance } => format!("{instance} is InService"),
        JournalEvent::TookTraffic {
            instance,
            is_first: true,
        } => format!("{instance} takes its first traffic"),
        JournalEvent::TookTraffic { instance, .. } => {
            format!("{instance} is healthy again and takes traffic")
        }
        JournalEvent::BecameUnhealthy { instance, reason } => {
            let code = reason.map_or("", |r| r.code());
            format!("The load balancer calls {instance} unhealthy {code}")
                .trim_end()
                .to_owned()
        }
        JournalEvent::Draining { instance } => format!("{instance} is draining"),
        JournalEvent::Terminated { instance } => format!("{instance} terminated"),
        JournalEvent::Edited => "Board edited".to_owned(),
        JournalEvent::Said {
            kind,
            name,
            event,
            values,
        } => {
            let words = super::kinds::said(*kind, event);
            let text = filled(words.unwrap_or(event), values);
            format!("{name}: {text}")
        }
        JournalEvent::Fault { what, instance } if instance.is_empty() => fault(*what).to_owned(),
        JournalEvent::Fault { what, instance } => format!("{}: {instance}", fault(*what)),
        JournalEvent::LaunchFailed { why } => format!("Launch failed: {}", launch_problem(*why)),
        JournalEvent::WarmedUp { instance } => {
            format!("{instance} is warm and counts in the metric")
        }
        JournalEvent::Registered { instance } => {
            format!("{instance} registered with the target group")
        }
        JournalEvent::Terminating { instance, why } => {
            format!("Terminating EC2 instance: {instance} ({})", end_cause(*why))
        }
        JournalEvent::ConnectionsCut { instance } => {
            format!("{instance}: deregistration delay over, connections cut")
        }
        JournalEvent::Throttled {
            instance,
            is_on: true,
        } => {
            format!("{instance} has no CPU credits left: held at its baseline")
        }
        JournalEvent::Throttled { instance, .. } => {
            format!("{instance} has CPU credits again: full speed")
        }
        JournalEvent::FailOpen { is_on: true } => {
            "Fail-open: no target is healthy, all get traffic".to_owned()
        }
        JournalEvent::FailOpen { is_on: false } => "Fail-open ended".to_owned(),
        JournalEvent::ZoneDown { zone } => format!("Zone {zone} is down"),
        JournalEvent::ZoneUp { zone } => format!("Zone {zone} is back"),
        JournalEvent::ZoneCapacity {
            zone,
            is_there: true,
        } => format!("EC2 has capacity again in zone {zone}"),
        JournalEvent::ZoneCapacity { zone, .. } => {
            format!("EC2 has no capacity for launches in zone {zone}")
        }
        JournalEvent::NoAddresses { zone, block } => format!(
            "Launch failed: not enough free addresses in subnet {block} of zone {zone} (InsufficientFreeAddressesInSubnet)"
        ),
        JournalEvent::NoCapacity { zone } => {
            format!("Launch failed: InsufficientInstanceCapacity in zone {zone}")
        }
        JournalEvent::DatabaseLost {
            name,
            fails_over: true,
        } => format!("{name}: its zone is down, failing over to the standby"),
        JournalEvent::DatabaseLost { name, .. } => format!("{name} is down with its zone"),
        JournalEvent::DatabaseBack {
            name,
            zone,
            has_failed_over: true,
        } => format!("{name} has failed over: it answers from zone {zone}"),
        JournalEvent::DatabaseBack { name, zone, .. } => {
            format!("{name} answers again in zone {zone}")
        }
        JournalEvent::ReplacementWaits { count } => {
            format!("{count} unhealthy, replacement waits its turn")
        }
        JournalEvent::AllProtected { count } => {
            format!("{count} too many, but all are protected from scale-in")
        }
        JournalEvent::MarkedOnly { instance } => {
            format!("{instance} is unhealthy and kept: a process is suspended")
        }
        JournalEvent::ReplacementLoop { rounds } => {
            format!("Replacement loop: {rounds} rounds without one healthy new server")
        }
        JournalEvent::CeilingMet { ceiling, most } => {
            let most = whole(i64::from(*most));
            match ceiling {
                Ceiling::InFlight => format!(
                    "{most} requests in flight are as many as the simulation holds: further ones fail at the client"
                ),
                Ceiling::Rate => format!(
                    "{most} requests a second are as many as these users send: the rest is left out"
                ),
            }
        }
        JournalEvent::ScheduleFired { name, min, to, max } => {
            format!("{name} fired: min {min}, desired {to}, max {max}")
        }
    }
}

/// What was done to the board.
pub fn fault(what: FaultName) -> &'static str {
    super::kinds::said(Some(what.kind), what.word).unwrap_or(what.word)
}

/// Behind what an alarm did, where datapoints are missing.
fn alarm_gaps(gaps: Gaps) -> String {
    match gaps {
        Gaps::None => String::new(),
        Gaps::Breach(missing) => format!(" ({missing} missing counted as breaching)"),
        Gaps::Premature => " (premature: all there is breaches, the rest is missing)".to_owned(),
    }
}

fn launch_problem(why: LaunchProblem) -> &'static str {
    match why {
        LaunchProblem::NoTemplate => "the group has no launch template",
        LaunchProblem::NoSubnet => "the group has no subnet",
        LaunchProblem::NoZone => "no zone is up",
        LaunchProblem::ZoneLost => "its zone went down before the server ran",
        LaunchProblem::Suspended => "the process Launch is suspended",
        LaunchProblem::TooMany => "the simulation holds no more servers",
    }
}

pub fn end_cause(why: TerminationCause) -> &'static str {
    match why {
        TerminationCause::ScaleIn => "scale-in",
        TerminationCause::NotRunning => "EC2 says it is not running",
        TerminationCause::Impaired => "status check impaired",
        TerminationCause::UnhealthyTarget => "the load balancer calls it unhealthy",
        TerminationCause::SetUnhealthy => "set unhealthy by hand",
        TerminationCause::Rebalance => "zones are rebalanced",
        TerminationCause::RemovedByUser => "removed",
    }
}
