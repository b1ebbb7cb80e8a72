//! What AWS would refuse of a target group, and what is legal but seldom meant (spec 17).

use super::Params;
use crate::contract::{CheckCtx, IssueWhat, whole};
use crate::kinds::Params as AnyParams;
use crate::kinds::auto_scaling::check::ends_the_sick;
use crate::kinds::load_balancer::action::is_weighted;
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::validate::{self, HttpMatcher, Warning};
use alloc::string::String;

impl From<&Params> for validate::TargetGroup {
    fn from(group: &Params) -> Self {
        let cross_zone = if group.is_cross_zone { "true" } else { "false" };
        Self {
            health_check_protocol: Some(String::from(group.check_protocol.as_str())),
            health_check_path: Some(group.path.clone()),
            health_check_interval_seconds: whole(group.interval_s),
            health_check_timeout_seconds: whole(group.timeout_s),
            healthy_threshold_count: Some(group.healthy_threshold.into()),
            unhealthy_threshold_count: Some(group.unhealthy_threshold.into()),
            matcher: (!group.matcher.is_empty()).then(|| HttpMatcher {
                http_code: group.matcher.clone(),
            }),
            algorithm: Some(String::from(group.algorithm.as_str())),
            anomaly_mitigation: group.mitigates_anomalies.then(|| String::from("on")),
            cross_zone: Some(String::from(cross_zone)),
            slow_start: whole(group.slow_start_s),
            deregistration_delay: whole(group.deregistration_delay_s),
            stickiness: group.is_sticky,
            stickiness_type: Some(String::from(group.sticky_by.as_str())),
            lb_cookie_duration: whole(group.lb_cookie_s),
            app_cookie_duration: whole(group.app_cookie_s),
            app_cookie_name: Some(group.app_cookie.clone()),
            ..Self::default()
        }
    }
}

/// The protocol of a balancer that is its own listener.
fn listens(owner: Option<&AnyParams>) -> Option<String> {
    let all = owner?.to_value();
    Some(String::from(all.get("Protocol")?.as_str()?))
}

pub(super) fn check(group: &Params, cx: &mut CheckCtx<'_>) {
    let owner = cx.me.of.and_then(|of| cx.board.part(of)?.params);
    let balancer = owner.and_then(|owner| owner.kind().balancer());
    let protocol = balancer.map(|kind| match kind {
        LoadBalancerType::Application | LoadBalancerType::Classic => String::from("HTTP"),
        // That of its listener.
        LoadBalancerType::Network => listens(owner).unwrap_or_else(|| String::from("TCP")),
        LoadBalancerType::Gateway => String::from("GENEVE"),
    });
    let owner_id = cx.me.of.filter(|_| group.is_sticky);
    let resource = validate::TargetGroup {
        protocol,
        is_weighted: owner_id.is_some_and(|of| is_weighted(cx.board, of, cx.me.id)),
        ..validate::TargetGroup::from(group)
    };
    cx.refuse(resource.check());
    for warning in resource.warnings() {
        cx.warn("", warning);
    }
    let relays = [LoadBalancerType::Network, LoadBalancerType::Gateway];
    if group.keep_alive_s.is_some() && balancer.is_some_and(|kind| relays.contains(&kind)) {
        cx.push("target_keep_alive_s", IssueWhat::NotSimulated);
    }
    let mut targets = cx.board.outlets(cx.me.id);
    if group.probe_through_queue && targets.any(|part| ends_the_sick(cx.board, part)) {
        cx.warn("probe_through_queue", Warning::OverloadLooksLikeDeath);
    }
}
