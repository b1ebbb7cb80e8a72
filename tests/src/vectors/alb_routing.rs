//! Operations of `alb_routing`.

use serde_json::{Value, json};
use swell_core::base::codec::Codec;
use swell_core::base::filled::Numbers;
use swell_core::rules::listener::{
    self, Address, AlbError, Certificate, Condition, Incoming, XffMode,
};
use swell_core::rules::validate::{Action, ListenerRule, RedirectConfig, RuleContext};
use swell_core::rules::wildcard::wildcard;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "wildcard" => {
            let (pattern, text) = (given.str("pattern"), given.str("text"));
            let is_match = wildcard(pattern, text.chars(), given.flag("case_sensitive"));
            json!({"match": is_match})
        }
        "route" => route(given),
        "redirect" => redirect(given),
        "x_forwarded_for" => {
            let mode = given.get("mode").and_then(|mode| XffMode::parse(mode).ok());
            let port = given.flag("client_port_enabled");
            let header = listener::forwarded_for(
                mode.expect("a mode"),
                given.opt_str("incoming"),
                given.str("last_hop_ip"),
                port.then(|| given.u32("last_hop_port")),
            );
            json!({"header": header})
        }
        "alb_error" => {
            let condition: AlbError = given.read("condition");
            json!({"status": condition.status()})
        }
        "sni" => {
            let mut ids = given.objects("certificates").map(|one| one.str("id"));
            let all: Vec<Certificate> = given.objects("certificates").map(certificate).collect();
            let shown = listener::certificate(all.iter(), given.str("sni").chars());
            let shown = shown.and_then(|at| ids.nth(at));
            json!({"certificate": shown.unwrap_or(given.str("default"))})
        }
        _ => return None,
    })
}

fn route(given: &Arguments<'_>) -> Value {
    let mut rules: Vec<(u32, &str, Vec<Condition>)> = given
        .objects("rules")
        .map(|rule| {
            let conditions = rule.objects("conditions").map(condition).collect();
            (rule.u32("priority"), rule.str("target"), conditions)
        })
        .collect();
    rules.sort_by_key(|(priority, ..)| *priority);
    let request = Arguments::new(given.get("request").expect("a request"));
    let line = |pair: &Value| format!("{}: {}", text(&pair[0]), text(&pair[1]));
    let headers: Vec<String> = request.list("headers").iter().map(line).collect();
    let headers = headers.join("|");
    let asked = Incoming {
        method: request.str("method"),
        host: request.str("host"),
        path: request.str("path"),
        query: request.str("query"),
        headers: &headers,
        source: request.str("source_ip").parse().expect("an address"),
        numbers: Numbers::default(),
    };
    let conditions = rules.iter().map(|(.., conditions)| conditions.as_slice());
    match listener::matched(conditions, &asked) {
        Some(at) => json!({"priority": rules[at].0, "target": rules[at].1}),
        None => json!({"priority": "default", "target": given.str("default_target")}),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn condition(given: Arguments<'_>) -> Condition {
    let field = given.get("field").map(Codec::parse).expect("a field");
    let value = |value: &Value| match value {
        Value::Object(pair) => match pair["key"].as_str() {
            Some(key) => format!("{key}={}", text(&pair["value"])),
            None => text(&pair["value"]).to_owned(),
        },
        value => text(value).to_owned(),
    };
    let values: Vec<String> = given.list("values").iter().map(value).collect();
    Condition {
        field: field.expect("a known field"),
        name: given.opt_str("name").unwrap_or_default().to_owned(),
        values: values.join("|"),
    }
}

fn redirect(given: &Arguments<'_>) -> Value {
    let config = Arguments::new(given.get("config").expect("a config"));
    let request = Arguments::new(given.get("request").expect("a request"));
    let field = |name| config.opt_str(name).map(str::to_owned);
    let status = config.str("status");
    let config = RedirectConfig {
        protocol: field("protocol"),
        host: field("host"),
        port: field("port"),
        path: field("path"),
        query: field("query"),
        status_code: Some(status.to_owned()),
    };
    let protocol = request.str("protocol");
    let rule = ListenerRule {
        priority: None,
        actions: vec![Action {
            kind: "redirect".to_owned(),
            redirect_config: Some(config.clone()),
            ..Action::default()
        }],
        ..ListenerRule::default()
    };
    let faults = rule.check(&RuleContext {
        other_priorities: &[],
        listener_protocol: protocol,
    });
    if let Some(fault) = faults.first() {
        return json!({"error": fault.code.as_str()});
    }
    let location = listener::location(
        &config,
        Address {
            protocol,
            host: request.str("host"),
            port: request.u32("port"),
            path: request.str("path"),
            query: request.str("query"),
        },
    );
    let status: u16 = status.trim_start_matches("HTTP_").parse().expect("a code");
    json!({"status": status, "location": location})
}

fn certificate(given: Arguments<'_>) -> Certificate {
    let word = |name| given.get(name).expect(name);
    Certificate {
        domains: given.strings("domains").join("|"),
        key: Codec::parse(word("key")).expect("a key"),
        hash: Codec::parse(word("hash")).expect("a hash"),
        bits: given.u32("bits"),
        valid_days: given.u32("valid_days"),
    }
}
