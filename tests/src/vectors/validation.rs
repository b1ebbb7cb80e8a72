//! Operation of `validation`: flattened settings become the resources of the catalogue.
//!
//! Most resources read their own spelling; left out and null are the same.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use swell_core::rules::civil::parse_utc;
use swell_core::rules::target_tracking::{
    CustomizedMetricSpecification, PredefinedMetricSpecification, TargetTrackingConfiguration,
};
use swell_core::rules::validate::{
    Action, Alarm, AutoScalingGroup, BeanstalkDeployment, CacheBehavior, DnsRecord, Fault,
    ForwardConfig, HttpMatcher, LifecycleHook, ListenerRule, LoadBalancer, PredictiveScaling,
    RedirectConfig, RuleContext, ScalingPolicy, ScheduledAction, ScheduledContext, Subnet,
    TargetGroup, TargetGroupTuple,
};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    if op != "validate" {
        return None;
    }
    let empty = json!({});
    let config = Arguments::new(given.get("config").unwrap_or(&empty));
    let faults = match given.str("resource") {
        "auto_scaling_group" => {
            let group: AutoScalingGroup = plain(&config);
            let has_template = ["LaunchTemplate", "MixedInstancesPolicy"]
                .into_iter()
                .any(|name| config.get(name).is_some());
            group.check(has_template, config.list("Subnets").len())
        }
        "lifecycle_hook" => plain::<LifecycleHook>(&config).check(),
        "scaling_policy" => scaling_policy(&config),
        "predictive_scaling" => plain::<PredictiveScaling>(&config).check(),
        "scheduled_action" => scheduled_action(&config),
        "alarm" => plain::<Alarm>(&config).check(),
        "target_group" => target_group(&config),
        "load_balancer" => plain::<LoadBalancer>(&config).check(&config.strings("Zones")),
        "listener_rule" => listener_rule(&config),
        "dns_record" => DnsRecord {
            name: config.str("name").into(),
            kind: config.str("type").into(),
            weight: config.opt_i64("weight"),
            ttl: config.opt_i64("ttl_s"),
        }
        .check(config.str("zone"), config.flag("alias")),
        "cache_behavior" => plain::<CacheBehavior>(&config).check(),
        "subnet" => Subnet {
            cidr_block: config.str("cidr").into(),
        }
        .check(config.str("vpc_cidr"), &config.strings("other_cidrs")),
        "beanstalk_deployment" => {
            plain::<BeanstalkDeployment>(&config).check(config.opt_i64("MaxSize"))
        }
        _ => return None,
    };
    let first = faults.first().map(|fault| fault.code.as_str());
    Some(json!({"ok": faults.is_empty(), "error": first}))
}

/// A resource whose fields carry AWS's names in the case.
fn plain<T: DeserializeOwned>(config: &Arguments<'_>) -> T {
    serde_json::from_value(without_nulls(config.object())).expect("a resource in AWS's spelling")
}

/// Leaves out what is null and writes whole numbers without a point.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let given = members.iter().filter(|(_, value)| !value.is_null());
            let cleaned = given.map(|(name, value)| (name.clone(), without_nulls(value)));
            Value::Object(cleaned.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 => json!(whole as i64),
            _ => value.clone(),
        },
        other => other.clone(),
    }
}

fn scaling_policy(config: &Arguments<'_>) -> Vec<Fault> {
    let mut flat = without_nulls(config.object());
    let tracking = flat
        .as_object_mut()
        .and_then(|members| members.remove("TargetTrackingConfiguration"));
    let mut policy: ScalingPolicy = plain(&Arguments::new(&flat));
    policy.target_tracking_configuration = tracking.map(|tracking| {
        let tracking = Arguments::new(&tracking);
        let predefined =
            tracking
                .opt_read("PredefinedMetricType")
                .map(|kind| PredefinedMetricSpecification {
                    predefined_metric_type: kind,
                    resource_label: tracking.opt_str("ResourceLabel").map(Into::into),
                });
        let customized =
            tracking
                .opt_str("CustomizedMetric")
                .map(|name| CustomizedMetricSpecification {
                    metric_name: name.into(),
                    ..Default::default()
                });
        TargetTrackingConfiguration {
            predefined_metric_specification: predefined,
            customized_metric_specification: customized,
            target_value: tracking.opt_f64("TargetValue"),
            disable_scale_in: tracking.flag("DisableScaleIn"),
        }
    });
    policy.check(&config.strings("OtherTargetTrackingMetrics"))
}

fn scheduled_action(config: &Arguments<'_>) -> Vec<Fault> {
    let others: Vec<i64> = config
        .strings("OtherStartTimes")
        .into_iter()
        .filter_map(parse_utc)
        .collect();
    plain::<ScheduledAction>(config).check(&ScheduledContext {
        now: config.opt_str("now").and_then(parse_utc),
        other_start_times: &others,
        existing_count: config.opt_u32("ExistingCount").unwrap_or(0) as usize,
        group_limits: None,
    })
}

fn target_group(config: &Arguments<'_>) -> Vec<Fault> {
    let mut flat = without_nulls(config.object());
    if let Some(members) = flat.as_object_mut() {
        members.remove("Matcher");
    }
    let mut group: TargetGroup = plain(&Arguments::new(&flat));
    group.matcher = config.opt_str("Matcher").map(|codes| HttpMatcher {
        http_code: codes.into(),
    });
    group.algorithm = config.opt_str("algorithm").map(Into::into);
    group.anomaly_mitigation = config.flag("anomaly_mitigation").then(|| "on".into());
    group.slow_start = config.opt_i64("slow_start_s");
    group.deregistration_delay = config.opt_i64("deregistration_delay_s");
    let cross_zone = config.get("cross_zone").and_then(Value::as_bool);
    group.cross_zone = cross_zone.map(|is_on| is_on.to_string());
    if let Some(stickiness) = config.get("stickiness").map(Arguments::new) {
        let duration = stickiness.opt_i64("duration_s");
        group.stickiness = true;
        group.stickiness_type = stickiness.opt_str("type").map(Into::into);
        group.lb_cookie_duration = duration;
        group.app_cookie_duration = duration;
        group.app_cookie_name = stickiness.opt_str("cookie_name").map(Into::into);
    }
    group.check()
}

fn listener_rule(config: &Arguments<'_>) -> Vec<Fault> {
    let action = config.get("Action").map(Arguments::new);
    let text = |name| {
        action
            .and_then(|action| action.opt_str(name))
            .map(String::from)
    };
    let actions = action.map(|action| {
        let group = |(name, weight): (&str, f64)| TargetGroupTuple {
            target_group_arn: name.into(),
            weight: Some(weight as i64),
        };
        let target_groups = action
            .pairs("target_groups")
            .into_iter()
            .map(group)
            .collect();
        Action {
            kind: action.str("type").into(),
            target_group_arn: None,
            forward_config: Some(ForwardConfig { target_groups }),
            redirect_config: Some(RedirectConfig {
                protocol: text("protocol"),
                host: text("host"),
                port: text("port"),
                path: text("path"),
                query: text("query"),
                status_code: None,
            }),
        }
    });
    let rule = ListenerRule {
        priority: config.opt_i64("Priority"),
        actions: actions.into_iter().collect(),
        ..ListenerRule::default()
    };
    let others: Vec<i64> = config
        .numbers("OtherPriorities")
        .into_iter()
        .map(|number| number as i64)
        .collect();
    rule.check(&RuleContext {
        other_priorities: &others,
        listener_protocol: text("listener_protocol").as_deref().unwrap_or("HTTP"),
    })
}
