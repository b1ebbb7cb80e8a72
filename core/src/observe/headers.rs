//! A followed request before and after each balancer on its way: its headers, the two connections, and
//! which hops are encrypted (spec 5.11, 5.12).

use super::access_log::trace_id;
use super::exchanges::{Exchange, Run};
use crate::balancing::TLS_ENDS;
use crate::base::id::{PartId, PartIx};
use crate::contract::Forwards;
use crate::rules::listener::forwarded_for;
use crate::world::tracer::Step;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// One of the two connections of a balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// `address:port`, or an address alone where the port is nobody's to know.
    pub from: String,
    pub to: String,
    pub is_secure: bool,
    /// It stays open for the next request.
    pub is_kept: bool,
}

/// A header with its value when it comes to a balancer, and when it leaves. `None`: there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What a balancer made of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub balancer: PartId,
    pub front: Connection,
    pub back: Connection,
    /// Of a balancer that reads requests; none of one that hands on connections or packets.
    pub headers: Vec<Header>,
}

/// All that there is to see of a request beside its steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// `GET https://www.example.com/`.
    pub asked: String,
    pub is_secure: bool,
    pub passages: Vec<Passage>,
    /// The address that the last part sees in its packets. `None`: no balancer was on the way.
    pub peer: Option<String>,
}

/// The private address of a part: in a subnet, or its own outside of any.
pub(super) fn address(run: Run<'_>, id: PartId, part: PartIx) -> Option<String> {
    let control = run.simulation.control();
    let host = run.document.params(id).and_then(|params| params.host());
    let host = host.and_then(|host| Some((host, control.ix(host)?)));
    let (id, part) = host.unwrap_or((id, part));
    let subnets = control.ground.subnets.iter();
    let mut leased = subnets.filter_map(|subnet| control.addresses.address(subnet, part));
    let own = || run.document.params(id)?.address().map(String::from);
    leased
        .next()
        .map(|address| address.to_string())
        .or_else(own)
}

/// The port that a part is reached by.
pub(super) fn port(run: Run<'_>, id: PartId) -> u32 {
    run.document.params(id).map_or(80, |params| params.port())
}

/// The address of a balancer's node in a zone.
fn node(run: Run<'_>, balancer: PartIx, zone: u8) -> Option<String> {
    let control = run.simulation.control();
    let mut subnets = control
        .ground
        .subnets
        .iter()
        .filter(|subnet| subnet.az == zone);
    let address = subnets.find_map(|subnet| control.addresses.address(subnet, balancer));
    address.map(|address| address.to_string())
}

/// What balancers have said of a request so far, and who is before the next one.
struct Way {
    is_secure: bool,
    peer: String,
    forwarded: Option<String>,
    scheme: Option<String>,
    port: Option<String>,
    trace: Option<String>,
}

impl Envelope {
    pub fn of(run: Run<'_>, exchange: &Exchange) -> Self {
        let question = &exchange.question;
        let given = |name: &str| question.header(name).map(String::from);
        let mut way = Way {
            is_secure: question.is_secure,
            peer: format!("{}:{}", question.client, question.client_port),
            forwarded: given("X-Forwarded-For"),
            scheme: given("X-Forwarded-Proto"),
            port: given("X-Forwarded-Port"),
            trace: given("X-Amzn-Trace-Id"),
        };
        let mut passages = Vec::new();
        let mut comes_secure = way.is_secure;
        for event in &exchange.events {
            match event.step {
                Step::Reached { .. } => comes_secure = way.is_secure,
                // Who ends it has been spoken to over TLS, whatever was before: the hop is encrypted anew.
                Step::Noted { word: TLS_ENDS } => (comes_secure, way.is_secure) = (true, false),
                Step::Picked { target, zone, .. } => {
                    let ends = (event.part, zone, target);
                    passages.push(way.pass(run, exchange, ends, comes_secure));
                }
                _ => {}
            }
        }
        let is_any = !passages.is_empty();
        Self {
            asked: format!("{} {}", question.method, question.url),
            is_secure: question.is_secure,
            passages,
            peer: is_any.then_some(way.peer),
        }
    }
}

impl Way {
    /// Goes on behind a balancer.
    fn pass(
        &mut self,
        run: Run<'_>,
        exchange: &Exchange,
        (balancer, zone, target): (PartIx, u8, PartIx),
        comes_secure: bool,
    ) -> Passage {
        let control = run.simulation.control();
        let id = control.id(balancer);
        let node = node(run, balancer, zone).unwrap_or_else(|| String::from("ELB"));
        let to = address(run, control.id(target), target).unwrap_or_else(|| String::from("-"));
        let port = match comes_secure {
            true => 443,
            false => 80,
        };
        let forwards = run
            .document
            .params(id)
            .map_or(Forwards::Packets, |p| p.forwards());
        let front = Connection {
            from: self.peer.clone(),
            to: format!("{node}:{port}"),
            is_secure: comes_secure,
            is_kept: exchange.question.keeps_alive,
        };
        let mut headers = Vec::new();
        if let Forwards::Requests { mode, names_port } = forwards {
            let (last_hop, last_port) = match self.peer.split_once(':') {
                Some((address, port)) => (address, port.parse().ok()),
                None => (self.peer.as_str(), None),
            };
            let last_port = last_port.filter(|_| names_port);
            let forwarded = forwarded_for(mode, self.forwarded.as_deref(), last_hop, last_port);
            let scheme = if comes_secure { "https" } else { "http" };
            headers = self.rewrite(run, exchange, (forwarded, scheme, port));
        }
        if forwards != Forwards::Packets {
            self.peer = node;
        }
        let back = Connection {
            from: self.peer.clone(),
            to: format!("{to}:{}", self::port(run, control.id(target))),
            is_secure: self.is_secure,
            is_kept: forwards != Forwards::Packets || exchange.question.keeps_alive,
        };
        Passage {
            balancer: id,
            front,
            back,
            headers,
        }
    }

    /// The headers that a balancer writes, and those of the client that it leaves.
    fn rewrite(
        &mut self,
        run: Run<'_>,
        exchange: &Exchange,
        (forwarded, scheme, port): (Option<String>, &str, u32),
    ) -> Vec<Header> {
        const OWN: [&str; 4] = [
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Amzn-Trace-Id",
        ];
        let question = &exchange.question;
        let host = Header {
            name: String::from("Host"),
            before: Some(question.host.clone()),
            after: Some(question.host.clone()),
        };
        let is_own = |name: &str| OWN.iter().any(|own| own.eq_ignore_ascii_case(name));
        let left = question.headers.iter().filter(|(name, _)| !is_own(name));
        let left = left.map(|(name, value)| Header {
            name: name.clone(),
            before: Some(value.clone()),
            after: Some(value.clone()),
        });
        let trace = match self.trace.clone() {
            None => trace_id(run.simulation, exchange),
            Some(before) => before,
        };
        let written = [
            (&mut self.forwarded, forwarded),
            (&mut self.scheme, Some(String::from(scheme))),
            (&mut self.port, Some(port.to_string())),
            (&mut self.trace, Some(trace)),
        ];
        let written = OWN.iter().zip(written).map(|(name, (kept, after))| {
            let before = core::mem::replace(kept, after.clone());
            let name = String::from(*name);
            Header {
                name,
                before,
                after,
            }
        });
        core::iter::once(host).chain(left).chain(written).collect()
    }
}
