//! Kinds of parts. Everything that makes a kind is in its own file; this list is the only one.

#[macro_use]
mod params_by_kind;
#[macro_use]
mod by_kind;

pub mod alarm;
pub mod api_gateway;
pub mod attacker;
pub mod auto_scaling;
pub mod bastion;
pub mod browser;
pub mod classic_load_balancer;
pub mod cloudfront;
pub mod container;
pub mod database;
pub mod docker_host;
pub mod elasticache;
pub mod gateway_load_balancer;
pub mod ground;
pub mod instance;
pub mod lambda_function;
pub mod launch_template;
pub mod load_balancer;
pub mod logs;
pub mod network_load_balancer;
pub mod on_premises_server;
pub mod policy;
pub mod record_set;
pub mod reverse_proxy;
pub mod route53;
pub mod s3;
pub mod scheduled_action;
pub mod security_group;
pub mod station;
pub mod target_group;
pub mod users;

use crate::base::codec::{self, Record};
use crate::base::id::PartId;
use crate::contract;
use crate::contract::later::{self, AnySettings, Later, LaterParams};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Fault, Field, Forwards, InForce, Kind, Member, NetworkSettings,
    Owners, Setup, Spec, Table,
};
use crate::rules::balancer_type::{LoadBalancerType, TargetType};
use crate::world::ctx::{Ctx, Input};
use crate::world::metric::Metric;
use crate::world::reach::Filter;
use alloc::boxed::Box;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

/// One out-of-line function per kind: the event loop stays small however many kinds there are.
#[inline(never)]
fn handle_one<K: Kind>(kind: &mut K, input: Input, cx: &mut Ctx<'_>) {
    kind.handle(input, cx);
}

/// Whoever still has the address of a part that is gone finds nobody there: no connection comes about.
fn nobody_is_there(input: Input, cx: &mut Ctx<'_>) {
    if let Input::Arrive(id) = input
        && cx.request(id).is_some_and(|request| !request.is_lost)
    {
        cx.never_connect(id);
    }
}

/// The one arm of all kinds whose code comes later.
#[inline(never)]
fn handle_later(part: &mut Later, input: Input, cx: &mut Ctx<'_>) {
    part.handle(input, cx);
}

/// Tells that the code is here which kinds of the first part of a page need only when set so.
pub fn bring() {
    target_group::bring();
}

/// What stands in a kind's place of a list of all kinds.
fn listed<T: Copy, const N: usize>(all: &[T; N], kind: KindId) -> Option<T> {
    all.get(kind as usize).copied()
}

kinds! {
    Users(users::Users);
    #[later]
    Browser(browser::Browser);
    Route53(route53::Route53);
    #[later]
    RecordSet(record_set::RecordSet);
    #[later]
    HealthCheck(record_set::health_check::HealthCheck);
    #[later]
    CloudFront(cloudfront::CloudFront);
    #[later]
    ApiGateway(api_gateway::ApiGateway);
    #[later]
    VpcLink(api_gateway::vpc_link::VpcLink);
    #[later]
    ReverseProxy(reverse_proxy::ReverseProxy);
    LoadBalancer(load_balancer::LoadBalancer);
    #[later]
    NetworkLoadBalancer(network_load_balancer::NetworkLoadBalancer);
    #[later]
    ClassicLoadBalancer(classic_load_balancer::ClassicLoadBalancer);
    #[later]
    GatewayLoadBalancer(gateway_load_balancer::GatewayLoadBalancer);
    #[later]
    Appliance(gateway_load_balancer::appliance::Appliance);
    TargetGroup(target_group::TargetGroup);
    #[later]
    Listener(load_balancer::listener::Listener);
    #[later]
    ListenerRule(load_balancer::rule::ListenerRule);
    #[later]
    AccessLog(load_balancer::access_log::AccessLog);
    AutoScalingGroup(auto_scaling::Group);
    LaunchTemplate(launch_template::LaunchTemplate);
    ScalingPolicy(policy::Policy);
    #[later]
    ScheduledAction(scheduled_action::ScheduledAction);
    Alarm(alarm::Alarm);
    Instance(instance::Instance);
    #[later]
    CloudWatchAgent(logs::agent::Agent);
    #[later]
    ResponseHeaders(browser::headers::ResponseHeaders);
    #[later]
    LambdaFunction(lambda_function::LambdaFunction);
    #[later]
    DockerHost(docker_host::DockerHost);
    #[later]
    Container(container::Container);
    #[later]
    OnPremisesServer(on_premises_server::OnPremisesServer);
    Database(database::Database);
    #[later]
    ElastiCache(elasticache::ElastiCache);
    #[later]
    S3(s3::S3);
    #[later]
    LogGroup(logs::log_group::LogGroup);
    Station(station::Station);
    #[later]
    Region(ground::region::Region);
    Vpc(ground::vpc::Vpc);
    AvailabilityZone(ground::availability_zone::AvailabilityZone);
    Subnet(ground::subnet::Subnet);
    RouteTable(ground::route_table::RouteTable);
    #[later]
    NetworkAcl(ground::network_acl::NetworkAcl);
    #[later]
    InternetGateway(ground::internet_gateway::InternetGateway);
    #[later]
    GatewayEndpoint(ground::gateway_endpoint::GatewayEndpoint);
    #[later]
    NatGateway(ground::nat_gateway::NatGateway);
    #[later]
    SecurityGroup(security_group::SecurityGroup);
    #[later]
    Bastion(bastion::Bastion);
    #[later]
    Attacker(attacker::Attacker);
}

// Behind the list, which makes its macro.
mod live_part;

impl KindId {
    /// Whether a part of this kind may belong to one of `owner`.
    pub fn may_belong_to(self, owner: Self) -> bool {
        let brings = owner.drawing().brings;
        self.of().include(owner) || brings.iter().any(|(kind, _)| *kind == self)
    }

    /// Kinds that a part of this kind may belong to; none: it stands on the board by itself.
    pub fn owners(self) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |owner| self.may_belong_to(*owner))
    }

    /// The word in documents.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The kind of a word in a document; `None`: a newer build's, or none at all.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == word)
    }
}

impl Params {
    pub fn spec(&self) -> Spec {
        self.kind().spec()
    }

    /// The parts that it refers to, each with the field that does.
    pub fn references(&self) -> Vec<(&'static Field, PartId)> {
        contract::references(self.record(), self.fields())
    }

    /// Refers to other parts: `to` says to which, `None` to none any more. Whether anything changed.
    pub fn refer(&mut self, to: &dyn Fn(PartId) -> Option<PartId>) -> bool {
        let fields = self.fields();
        contract::refer(self.record_mut(), fields, to)
    }
}
