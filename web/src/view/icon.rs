//! Glyphs: of kinds from `web/icons`, of the interface from short paths. Decorative always; the
//! word stands next to them or in the label of their button.

use crate::dom::{El, svg};
use crate::vocabulary::KindId;
use leptos::prelude::*;
use std::sync::OnceLock;

/// The SVG text of a kind's glyph.
pub fn markup(kind: impl Into<Option<KindId>>) -> &'static str {
    let Some(kind) = kind.into() else {
        return include_str!("../../icons/station.svg");
    };
    match kind {
        KindId::Users => include_str!("../../icons/users.svg"),
        KindId::Route53 => include_str!("../../icons/route53.svg"),
        KindId::LoadBalancer => include_str!("../../icons/load_balancer.svg"),
        KindId::AutoScalingGroup => include_str!("../../icons/auto_scaling_group.svg"),
        KindId::Instance => include_str!("../../icons/instance.svg"),
        KindId::Database => include_str!("../../icons/database.svg"),
        KindId::TargetGroup => include_str!("../../icons/target_group.svg"),
        KindId::LaunchTemplate => include_str!("../../icons/launch_template.svg"),
        KindId::ScalingPolicy => include_str!("../../icons/scaling_policy.svg"),
        KindId::Alarm => include_str!("../../icons/alarm.svg"),
        KindId::Station => include_str!("../../icons/station.svg"),
        KindId::Vpc => include_str!("../../icons/vpc.svg"),
        KindId::AvailabilityZone => include_str!("../../icons/az.svg"),
        KindId::Subnet => include_str!("../../icons/subnet.svg"),
        KindId::RouteTable => include_str!("../../icons/route_table.svg"),
        // Only a kind whose code is here is drawn.
        _ if cfg!(target_arch = "wasm32") => HERE.get().map_or("", |markup| markup(kind)),
        _ => later(kind),
    }
}

/// The glyphs of kinds that come with the second part of the page, once it is here.
static HERE: OnceLock<fn(KindId) -> &'static str> = OnceLock::new();

/// Tells that the second part is here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = HERE.set(later);
}

fn later(kind: KindId) -> &'static str {
    match kind {
        KindId::Browser => include_str!("../../icons/browser.svg"),
        KindId::ResponseHeaders => include_str!("../../icons/response_headers.svg"),
        KindId::RecordSet => include_str!("../../icons/record_set.svg"),
        KindId::ApiGateway => include_str!("../../icons/api_gateway.svg"),
        KindId::VpcLink => include_str!("../../icons/vpc_link.svg"),
        KindId::HealthCheck => include_str!("../../icons/health_check.svg"),
        KindId::ReverseProxy => include_str!("../../icons/reverse_proxy.svg"),
        KindId::CloudFront => include_str!("../../icons/cloudfront.svg"),
        KindId::NetworkLoadBalancer => include_str!("../../icons/network_load_balancer.svg"),
        KindId::ClassicLoadBalancer => include_str!("../../icons/classic_load_balancer.svg"),
        KindId::S3 => include_str!("../../icons/s3.svg"),
        KindId::ElastiCache => include_str!("../../icons/elasticache.svg"),
        KindId::LambdaFunction => include_str!("../../icons/lambda_function.svg"),
        KindId::DockerHost => include_str!("../../icons/docker_host.svg"),
        KindId::Container => include_str!("../../icons/container.svg"),
        KindId::OnPremisesServer => include_str!("../../icons/on_premises_server.svg"),
        KindId::Listener => include_str!("../../icons/listener.svg"),
        KindId::ListenerRule => include_str!("../../icons/listener_rule.svg"),
        KindId::CloudWatchAgent => include_str!("../../icons/cloudwatch_agent.svg"),
        KindId::LogGroup => include_str!("../../icons/log_group.svg"),
        KindId::AccessLog => include_str!("../../icons/access_log.svg"),
        KindId::ScheduledAction => include_str!("../../icons/scheduled_action.svg"),
        KindId::Region => include_str!("../../icons/region.svg"),
        KindId::NetworkAcl => include_str!("../../icons/network_acl.svg"),
        KindId::Bastion => include_str!("../../icons/bastion.svg"),
        KindId::Attacker => include_str!("../../icons/attacker.svg"),
        KindId::InternetGateway => include_str!("../../icons/internet_gateway.svg"),
        KindId::GatewayLoadBalancer => include_str!("../../icons/gateway_load_balancer.svg"),
        KindId::Appliance => include_str!("../../icons/appliance.svg"),
        KindId::GatewayEndpoint => include_str!("../../icons/gateway_endpoint.svg"),
        KindId::NatGateway => include_str!("../../icons/nat_gateway.svg"),
        KindId::SecurityGroup => include_str!("../../icons/security_group.svg"),
        _ => "",
    }
}

/// A kind's glyph in a line of text or a button.
pub fn kind(kind: impl Into<Option<KindId>>) -> AnyView {
    view! { <span class="icon" aria-hidden="true" inner_html=markup(kind)></span> }.into_any()
}

/// A glyph of the interface by its path, in a box of 16; none for an empty path.
pub fn glyph(path: &'static str) -> Option<El> {
    (!path.is_empty()).then(|| boxed("glyph").child(svg("path").attr("d", path)))
}

/// An empty box of 16 for a glyph.
pub fn boxed(class: &'static str) -> El {
    svg("svg")
        .class(class)
        .attr("viewBox", "0 0 16 16")
        .attr("aria-hidden", "true")
}

/// As [`glyph`], for views of Leptos.
pub fn ui(path: &'static str) -> AnyView {
    if path.is_empty() {
        return ().into_any();
    }
    view! {
        <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
    .into_any()
}

pub const PLAY: &str = "M4.5 2.5v11l9-5.5z";
pub const PAUSE: &str = "M4 2.5h3v11H4zM9.5 2.5h3v11h-3z";
pub const NEXT: &str = "M2.5 2.5v11l7-5.5zM11.5 2.5h2v11h-2z";
pub const UNDO: &str =
    "M6.2 2.2 2.4 6l3.8 3.8V7.3h3.3a2.6 2.6 0 0 1 0 5.2H5.5V14h4a4.1 4.1 0 0 0 0-8.2H6.2z";
pub const REDO: &str =
    "M9.8 2.2 13.6 6 9.8 9.8V7.3H6.5a2.6 2.6 0 0 0 0 5.2h4V14h-4a4.1 4.1 0 0 1 0-8.2h3.3z";
pub const WAVE: &str = "M1 10.5c2.5 0 3-6 5.5-6s3 6 5.5 6c1.3 0 2-.9 3-2.5l-1.2-.8c-.7 1.2-1.1 1.8-1.8 1.8-1.5 0-2-6-5.5-6S3 9 1 9z";
pub const PLUS: &str = "M7.25 2.5h1.5v4.75h4.75v1.5H8.75v4.75h-1.5V8.75H2.5v-1.5h4.75z";
pub const MINUS: &str = "M2.5 7.25h11v1.5h-11z";
pub const CLOSE: &str =
    "M3.6 2.5 8 6.9l4.4-4.4 1.1 1.1L9.1 8l4.4 4.4-1.1 1.1L8 9.1l-4.4 4.4-1.1-1.1L6.9 8 2.5 3.6z";
pub const FIT: &str =
    "M2 2h4v1.5H3.5V6H2zM10 2h4v4h-1.5V3.5H10zM2 10h1.5v2.5H6V14H2zM12.5 10H14v4h-4v-1.5h2.5z";
pub const TIDY: &str = "M2 2h5v5H2zM3.5 3.5v2h2v-2zM9 2h5v5H9zM10.5 3.5v2h2v-2zM2 9h5v5H2zM3.5 10.5v2h2v-2zM9 9h5v5H9zM10.5 10.5v2h2v-2z";
pub const SUN: &str = "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM7.3 1h1.4v2H7.3zM7.3 13h1.4v2H7.3zM1 7.3h2v1.4H1zM13 7.3h2v1.4h-2z";
pub const BELL: &str = "M8 1.5a1 1 0 0 1 1 1c2.2.5 3.5 2.2 3.5 4.5 0 2.6.5 3.6 1.3 4.5H2.2C3 10.6 3.5 9.6 3.5 7 3.5 4.7 4.8 3 7 2.5a1 1 0 0 1 1-1zM6.2 12.7h3.6a1.8 1.8 0 0 1-3.6 0z";
pub const DIAMOND: &str = "M8 1.5 14.5 8 8 14.5 1.5 8z";
pub const OPEN: &str =
    "M9 2h5v5l-1.9-1.9-4.6 4.6-1.2-1.2 4.6-4.6zM2 4h4.5v1.6H3.6v6.8h6.8V9.5H12V14H2z";
pub const CHECK: &str = "M13.6 4.3 6.5 11.9 2.4 8l1.1-1.2 2.9 2.8 6-6.4z";
pub const MORE: &str = "M2 6.5h3v3H2zM6.5 6.5h3v3h-3zM11 6.5h3v3h-3z";
pub const CROSS: &str = CLOSE;
pub const LOCKED: &str = "M5 7V5a3 3 0 0 1 6 0v2h1.5v7h-9V7zM6.500 7h3V5a1.500 1.500 0 0 0-3 0z";
pub const UNLOCKED: &str =
    "M5 7V4.500a3 3 0 0 1 5.800-1l-1.400.600A1.500 1.500 0 0 0 6.500 4.500V7h6v7h-9V7z";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_come_when_their_kind_does() {
        for kind in KindId::ALL.iter().copied() {
            assert!(!markup(kind).is_empty(), "{kind:?}");
            assert_eq!(kind.is_later(), !later(kind).is_empty(), "{kind:?}");
        }
    }
}
