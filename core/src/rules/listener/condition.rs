//! Conditions of listener rules, and the first rule that takes a request.

use super::values;
use crate::base::codec::{record, string_enum};
use crate::base::filled::{Filled, Numbers};
use crate::rules::network::Cidr;
use crate::rules::wildcard::wildcard;
use alloc::string::String;
use core::net::Ipv4Addr;

/// What of a request a condition looks at, in the API's spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConditionField {
    #[default]
    Path,
    Host,
    Header,
    Method,
    Query,
    Source,
}

string_enum!(ConditionField {
    Path: "path-pattern",
    Host: "host-header",
    Header: "http-header",
    Method: "http-request-method",
    Query: "query-string",
    Source: "source-ip",
});

/// A condition holds if one of its values does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    pub field: ConditionField,
    /// Of the header, for those alone.
    pub name: String,
    /// Several have `|` in between; of a query `key=value`, or a value under any key.
    pub values: String,
}

record!(sparse Condition {
    field: "Field",
    name: "HttpHeaderName",
    values: "Values",
});

/// What conditions look at. Texts may have numbers to be filled in.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    pub method: &'a str,
    pub host: &'a str,
    /// Without the query.
    pub path: &'a str,
    pub query: &'a str,
    /// As [`headers`] reads them.
    pub headers: &'a str,
    /// Who connects, whatever X-Forwarded-For says.
    pub source: Ipv4Addr,
    pub numbers: Numbers,
}

/// Names and values of headers: `Name: value`, with `|` between one and the next.
pub fn headers(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = values(text).filter_map(|line| line.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.trim()))
}

impl Condition {
    /// Each of its values.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        values(&self.values)
    }

    /// Whether one of its values is that of the request.
    /// Basis: documented - ALB "Listeners", rule condition types.
    pub fn holds(&self, incoming: &Incoming<'_>) -> bool {
        let read = |text| Filled::new(text, incoming.numbers);
        values(&self.values).any(|value| match self.field {
            ConditionField::Path => wildcard(value, read(incoming.path), true),
            ConditionField::Host => wildcard(value, read(without_port(incoming.host)), false),
            ConditionField::Method => incoming.method == value,
            ConditionField::Header => headers(incoming.headers).any(|(name, text)| {
                name.eq_ignore_ascii_case(&self.name) && wildcard(value, read(text), false)
            }),
            ConditionField::Query => incoming.query.split('&').any(|pair| {
                let (key, text) = pair.split_once('=').unwrap_or((pair, ""));
                let (wanted_key, wanted) = value.split_once('=').unwrap_or(("*", value));
                !pair.is_empty()
                    && wildcard(wanted_key, read(key), false)
                    && wildcard(wanted, read(text), false)
            }),
            ConditionField::Source => {
                Cidr::parse(value).is_some_and(|block| block.has(incoming.source))
            }
        })
    }
}

fn without_port(host: &str) -> &str {
    host.split_once(':').map_or(host, |(host, _)| host)
}

/// The first rule all of whose conditions hold; `None`: the default action. Bounds: rules come by
/// ascending priority.
/// Basis: documented - ALB "Listeners", listener rules.
pub fn matched<'a>(
    mut rules: impl Iterator<Item = &'a [Condition]>,
    incoming: &Incoming<'_>,
) -> Option<usize> {
    rules.position(|conditions| conditions.iter().all(|condition| condition.holds(incoming)))
}
