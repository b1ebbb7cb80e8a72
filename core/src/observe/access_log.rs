//! Lines of an Application Load Balancer's access log, in AWS's order of fields (spec 5.11), and what
//! the three queries of the notes find in them (spec 9.4). Health checks are not in it.

use super::exchanges::{Exchange, Question, Run};
use super::headers::{address, port};
use crate::balancing::TLS_ENDS;
use crate::base::id::{PartId, PartIx};
use crate::base::order::sort_short;
use crate::base::time::{Instant, Span};
use crate::contract::Member;
use crate::document::Document;
use crate::engine::simulation::Simulation;
use crate::kinds::load_balancer::LoadBalancer;
use crate::kinds::load_balancer::listener::Listener;
use crate::kinds::load_balancer::rule::ListenerRule;
use crate::rules::civil::format_utc;
use crate::rules::listener::Address;
use crate::rules::storage::LOG_EVERY;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::{Step, TraceEvent};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The account and the Region that names in the log are of. Basis: model - the account of AWS's guides.
const ARN: &str = "us-east-1:123456789012";
/// Status of a client that did not wait (spec 5.9).
const CLIENT_LEFT: u16 = 460;
/// Rows that a query shows.
const ROWS_MAX: usize = 5;

/// One request as its balancer saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub balancer: PartId,
    /// When it was answered.
    pub at: Instant,
    /// Where its file is put into S3.
    pub delivered_at: Instant,
    /// `address:port`; `None`: no target was reached.
    pub target: Option<String>,
    pub status: u16,
    /// 0: the default action. `None`: no rule was looked at.
    pub rule: Option<u32>,
    pub path: String,
    /// From its arrival until its answer.
    pub took: Span,
    pub text: String,
}

/// What the balancer did with a request, up to the event that ends it there.
#[derive(Default)]
struct Pass {
    /// Whether it has come here, and when the balancer took it: it was on its way before.
    is_here: bool,
    taken: Option<Instant>,
    is_secure: bool,
    rule: Option<PartIx>,
    picked: Option<(PartIx, Instant)>,
    answered: Option<Outcome>,
}

impl Pass {
    /// Of the last time that the request was at the balancer.
    fn of(events: &[TraceEvent], balancer: PartIx) -> Self {
        let mut pass = Self::default();
        for event in events {
            let is_here = event.part == balancer;
            match event.step {
                Step::Reached { .. } if is_here => {
                    pass = Self {
                        is_here: true,
                        ..Self::default()
                    };
                }
                // Before it hands on; who is behind it may say so of a connection of their own.
                Step::Noted { word: TLS_ENDS } if pass.picked.is_none() => pass.is_secure = true,
                Step::Noted { word: "matched" } => {
                    pass.rule = Some(event.part);
                    pass.taken = Some(event.at);
                }
                Step::Picked { target, .. } if is_here => {
                    pass.picked = Some((target, event.at));
                    pass.taken = Some(event.at);
                }
                Step::Answered { to, outcome } if to == balancer => {
                    pass.answered = Some(outcome);
                }
                _ => {}
            }
        }
        pass
    }
}

/// The lines that an event ends: of the balancer that answers, or of all that a client leaves.
pub(super) fn lines(
    board: Run<'_>,
    exchange: &Exchange,
    event: &TraceEvent,
    logged: &[PartIx],
) -> Vec<Line> {
    let is_over = |balancer: &&PartIx| match event.step {
        Step::Answered { .. } => event.part == **balancer,
        Step::GaveUp => is_waiting(&exchange.events, **balancer),
        _ => false,
    };
    let outcome = match event.step {
        Step::Answered { outcome, .. } => outcome,
        _ => Outcome {
            code: CLIENT_LEFT,
            ..Outcome::default()
        },
    };
    let over = logged.iter().filter(is_over);
    over.filter_map(|balancer| line(board, exchange, *balancer, (event.at, outcome)))
        .collect()
}

/// Whether the balancer has taken the request and not answered it.
fn is_waiting(events: &[TraceEvent], balancer: PartIx) -> bool {
    let mut of_it = events.iter().rev().filter(|event| event.part == balancer);
    let last =
        of_it.find(|event| matches!(event.step, Step::Reached { .. } | Step::Answered { .. }));
    last.is_some_and(|event| matches!(event.step, Step::Reached { .. }))
}

fn line(
    board: Run<'_>,
    exchange: &Exchange,
    balancer: PartIx,
    (at, outcome): (Instant, Outcome),
) -> Option<Line> {
    let Run { simulation, .. } = board;
    let (status, cause) = (outcome.code, outcome.cause);
    // No connection came about: there is nothing to write of it.
    if status == 0 {
        return None;
    }
    let pass = Pass::of(&exchange.events, balancer);
    if !pass.is_here {
        return None;
    }
    let rule = pass.rule.map(|rule| priority(simulation, rule));
    let target = pass.picked.map(|(target, _)| socket(board, target));
    let control = simulation.control();
    let mut line = Line {
        balancer: control.id(balancer),
        at,
        delivered_at: control.calendar.next_boundary(at, LOG_EVERY),
        target,
        status,
        rule,
        path: exchange.question.path.clone(),
        took: at.since(pass.taken.unwrap_or(at)),
        text: String::new(),
    };
    let action = match (pass.picked, status, cause) {
        (None, _, FailureCause::Refused) => "-",
        (None, 301 | 302, _) => "redirect",
        (None, 200.., FailureCause::None | FailureCause::FixedResponse) => "fixed-response",
        _ => "forward",
    };
    line.text = text(board, exchange, &pass, (&line, action));
    Some(line)
}

/// Of a rule; the default action, which is the listener's own, has 0.
fn priority(simulation: &Simulation, rule: PartIx) -> u32 {
    let part = simulation.parts().get(rule.ix());
    let rule = part.and_then(ListenerRule::of);
    rule.map_or(0, |rule| rule.params.priority)
}

/// The address of a target with its port; its number where it has none.
fn socket(board: Run<'_>, target: PartIx) -> String {
    let id = board.simulation.control().id(target);
    let port = port(board, id);
    let address = address(board, id, target);
    address.map_or_else(|| String::from("-"), |address| format!("{address}:{port}"))
}

fn dashed(text: &Option<String>) -> String {
    text.clone().unwrap_or_else(|| String::from("-"))
}

fn seconds(span: Span) -> String {
    format!("{}.{:03}", span.us() / 1_000_000, span.us() / 1_000 % 1_000)
}

/// `2026-03-02T00:00:00.123456Z`.
pub(super) fn stamp(simulation: &Simulation, at: Instant) -> String {
    let calendar = &simulation.control().calendar;
    let second = format_utc(calendar.unix_s(at));
    let second = second.trim_end_matches('Z');
    let since = at.us() + 1_000_000 - calendar.preroll.us() % 1_000_000;
    format!("{second}.{:06}Z", since % 1_000_000)
}

/// What people call a part.
fn called(document: &Document, id: PartId) -> String {
    let name = document.part(id).and_then(|part| part.name.clone());
    name.unwrap_or_else(|| format!("part-{}", id.0))
}

/// The ARN of the target group that a target of the balancer is of.
fn target_group(board: Run<'_>, balancer: &LoadBalancer, target: PartIx) -> Option<String> {
    let mut pools = balancer.balancing.pools.iter();
    let pool = pools.find(|p| p.targets.iter().any(|t| t.part == target))?;
    let group = board.simulation.control().id(pool.group);
    let (name, id) = (called(board.document, group), group.0);
    Some(format!(
        "arn:aws:elasticloadbalancing:{ARN}:targetgroup/{name}/{id:016x}"
    ))
}

/// Cipher, protocol, server name and certificate of the client's connection.
fn tls(question: &Question, pass: &Pass, balancer: PartId) -> [String; 4] {
    if !pass.is_secure {
        return core::array::from_fn(|_| String::from("-"));
    }
    [
        String::from("TLS_AES_128_GCM_SHA256"),
        String::from("TLSv1.3"),
        question.server_name.clone(),
        format!("arn:aws:acm:{ARN}:certificate/{:08x}", balancer.0),
    ]
}

fn text(board: Run<'_>, exchange: &Exchange, pass: &Pass, (line, action): (&Line, &str)) -> String {
    let simulation = board.simulation;
    let question = &exchange.question;
    let at = simulation.control().ix(line.balancer);
    let part = at.and_then(|at| simulation.parts().get(at.ix()));
    let balancer = part.and_then(LoadBalancer::of);
    let hop = balancer.map_or(Span::ZERO, |b| Span::from_s_f64(b.params().hop_ms / 1e3));
    let answer = pass.answered.filter(|outcome| outcome.code != 0);
    // Its own way back takes the balancer no time.
    let times = match (pass.picked, answer) {
        (Some((_, at)), Some(_)) => [hop, line.at.since(at + hop), Span::ZERO].map(seconds),
        _ => ["-1", "-1", "-1"].map(String::from),
    };
    let group = pass
        .picked
        .and_then(|(target, _)| target_group(board, balancer?, target));
    let target_status = answer.map(|outcome| format!("{}", { outcome.code }));
    let [cipher, protocol, server_name, certificate] = tls(question, pass, line.balancer);
    let name = called(board.document, line.balancer);
    let priority = line
        .rule
        .map_or_else(|| String::from("0"), |rule| rule.to_string());
    let location = dashed(&match action {
        "redirect" => redirected(simulation, question, pass),
        _ => None,
    });
    let target = dashed(&line.target);
    let target_status = dashed(&target_status);
    let fields = [
        String::from(if pass.is_secure { "https" } else { "http" }),
        stamp(simulation, line.at),
        format!("app/{name}/{:016x}", line.balancer.0),
        format!("{}:{}", question.client, question.client_port),
        target.clone(),
        times.join(" "),
        line.status.to_string(),
        target_status.clone(),
        question.bytes_in.to_string(),
        question.bytes_out.to_string(),
        format!("\"{}\"", first_line(question, pass.is_secure)),
        format!("\"{}\"", question.header("User-Agent").unwrap_or("-")),
        cipher,
        protocol,
        dashed(&group),
        format!("\"{}\"", trace_id(simulation, exchange)),
        format!("\"{server_name}\""),
        format!("\"{certificate}\""),
        priority,
        stamp(simulation, pass.taken.unwrap_or(line.at)),
        format!("\"{action}\""),
        format!("\"{}\"", location),
        String::from("\"-\""),
        format!("\"{target}\""),
        format!("\"{target_status}\""),
        String::from("\"-\" \"-\""),
    ];
    fields.join(" ")
}

/// Where the browser was sent.
fn redirected(simulation: &Simulation, question: &Question, pass: &Pass) -> Option<String> {
    let part = simulation.parts().get(pass.rule?.ix())?;
    let of_rule = ListenerRule::of(part).map(|rule| rule.params.set());
    let set = of_rule.or_else(|| Listener::of(part).map(Listener::set))?;
    set.redirects_to(Address {
        protocol: if pass.is_secure { "HTTPS" } else { "HTTP" },
        host: &question.server_name,
        port: question.port,
        path: &question.path,
        query: &question.query,
    })
}

/// As clients send it, with the whole address.
fn first_line(question: &Question, is_secure: bool) -> String {
    let scheme = if is_secure { "https" } else { "http" };
    let (host, port) = (&question.server_name, question.port);
    let query = match question.query.as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    let path = &question.path;
    format!(
        "{} {scheme}://{host}:{port}{path}{query} HTTP/1.1",
        question.method
    )
}

/// `X-Amzn-Trace-Id` of a request.
pub(super) fn trace_id(simulation: &Simulation, exchange: &Exchange) -> String {
    let sent = exchange
        .events
        .first()
        .map_or(Instant::ZERO, |event| event.at);
    let unix_s = simulation.control().calendar.unix_s(sent);
    format!("Root=1-{unix_s:08x}-{:024x}", exchange.serial)
}

/// A query of the notes, as Athena or Logs Insights takes it, and what it finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub query: &'static str,
    /// Each with its count, or its seconds.
    pub rows: Vec<(String, f64)>,
}

/// Requests by target, failures by rule, the slowest paths: of lines that lie in S3.
pub fn queries(lines: &[&Line]) -> [Found; 3] {
    let lines = lines.iter().copied();
    let by_target = sums(
        lines
            .clone()
            .filter_map(|line| line.target.clone())
            .map(|key| (key, 1.0)),
    );
    let is_5xx = |line: &&Line| line.status >= 500;
    let rule = |line: &Line| line.rule.unwrap_or(0).to_string();
    let by_rule = sums(lines.clone().filter(is_5xx).map(|line| (rule(line), 1.0)));
    let by_path = means(lines.map(|line| (line.path.clone(), line.took.s_f64())));
    [
        Found {
            query: "SELECT target_ip, COUNT(*) FROM alb_logs GROUP BY 1 ORDER BY 2 DESC",
            rows: by_target,
        },
        Found {
            query: "SELECT matched_rule_priority, COUNT(*) FROM alb_logs WHERE elb_status_code >= 500 GROUP BY 1 ORDER BY 2 DESC",
            rows: by_rule,
        },
        Found {
            query: "SELECT url_extract_path(request_url), AVG(request_processing_time + target_processing_time + response_processing_time) FROM alb_logs GROUP BY 1 ORDER BY 2 DESC",
            rows: by_path,
        },
    ]
}

/// Sum and number of what stands under each key.
/// The largest sums by key.
pub(super) fn sums(rows: impl Iterator<Item = (String, f64)>) -> Vec<(String, f64)> {
    most(counted(rows).into_iter().map(|(key, sum, _)| (key, sum)))
}

/// The largest means by key.
pub(super) fn means(rows: impl Iterator<Item = (String, f64)>) -> Vec<(String, f64)> {
    most(
        counted(rows)
            .into_iter()
            .map(|(key, sum, n)| (key, sum / n)),
    )
}

fn counted(rows: impl Iterator<Item = (String, f64)>) -> Vec<(String, f64, f64)> {
    let mut all: Vec<(String, f64, f64)> = Vec::new();
    for (key, value) in rows {
        match all.iter_mut().find(|(known, ..)| *known == key) {
            Some((_, sum, count)) => {
                *sum += value;
                *count += 1.0;
            }
            None => all.push((key, value, 1.0)),
        }
    }
    all
}

fn most(rows: impl Iterator<Item = (String, f64)>) -> Vec<(String, f64)> {
    let mut rows: Vec<(String, f64)> = rows.collect();
    sort_short(&mut rows, |(a, x), (b, y)| {
        y.total_cmp(x).then_with(|| a.cmp(b))
    });
    rows.truncate(ROWS_MAX);
    rows
}
