//! Code of one's own at the edge: the time and the money that it takes, and what it answers itself
//! (spec 3.5). What it does to headers nobody sees.

use super::CloudFront;
use super::params::{FunctionAssociation, Params};
use crate::base::id::RequestId;
use crate::base::time::Span;
use crate::rules::edge_function::{Event, Runtime, time_max, usd};
use crate::rules::validate::EdgeFunction;
use crate::world::ctx::Ctx;
use crate::world::page::Page;
use crate::world::request::{FailureCause, Outcome};
use alloc::format;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// What has been run since the start of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Runs {
    pub count: u64,
    pub usd: f64,
    /// Requests that were sent on.
    pub redirects: u64,
}

impl Params {
    /// A function as AWS checks it.
    pub fn to_check(&self, function: &FunctionAssociation) -> EdgeFunction {
        EdgeFunction {
            runtime: function.runtime,
            event: function.event,
            takes: Span::from_s_f64(function.ms / 1e3),
            behavior: self.with_pattern(&function.pattern),
        }
    }

    /// The function of a behaviour at an event, with how long it takes: no longer than it may.
    fn function(&self, behavior: usize, event: Event) -> Option<(&FunctionAssociation, Span)> {
        let is_it = |function: &&FunctionAssociation| {
            function.event == event && self.with_pattern(&function.pattern) == Some(behavior)
        };
        let function = self.functions.iter().find(is_it)?;
        let took = Span::from_s_f64(function.ms / 1e3);
        Some((function, took.min(time_max(function.runtime, event)?)))
    }
}

impl CloudFront {
    /// Runs the function of a behaviour, if it has one at this event. Returns how long it takes.
    pub(super) fn run_function(
        &mut self,
        id: RequestId,
        behavior: usize,
        event: Event,
        cx: &mut Ctx<'_>,
    ) -> Span {
        let Some((function, took)) = self.params.function(behavior, event) else {
            return Span::ZERO;
        };
        let runtime = function.runtime;
        self.runs.count += 1;
        self.runs.usd += usd(runtime, took);
        self.note(id, word(runtime, event), cx);
        took
    }

    /// Whether the function of a behaviour answers a request itself, at an event before anybody is asked:
    /// what is not in the folder that it sends viewers to.
    pub(super) fn answers_itself(
        &self,
        id: RequestId,
        behavior: usize,
        event: Event,
        cx: &mut Ctx<'_>,
    ) -> bool {
        let Some((function, _)) = self.params.function(behavior, event) else {
            return false;
        };
        let asked = cx.asked(id);
        let path = asked.map_or("", |asked| asked.page.path());
        function.folder().is_some_and(|folder| !is_in(folder, path))
    }

    /// Answers a viewer in place of cache and origin: it is to ask in the folder.
    pub(super) fn send_on(
        &mut self,
        id: RequestId,
        (behavior, event): (usize, Event),
        after: Span,
        cx: &mut Ctx<'_>,
    ) {
        self.runs.redirects += 1;
        let function = self.params.function(behavior, event);
        let folder = function.and_then(|(function, _)| function.folder());
        let url = |page: &Page| moved(page, folder.unwrap_or_default());
        self.redirects.send_on(id, behavior, url, cx);
        self.note(id, "function_generated", cx);
        let outcome = Outcome {
            code: 302,
            cause: FailureCause::None,
        };
        self.reply_after(id, outcome, after, cx);
    }
}

impl FunctionAssociation {
    /// The folder that viewers are sent to, however its slashes were written: what is asked for there is
    /// in it, so nobody is sent on twice.
    fn folder(&self) -> Option<&str> {
        let path = self.redirects_to.split(['?', '#']).next()?;
        let folder = path.trim().trim_matches('/');
        (!folder.is_empty()).then_some(folder)
    }
}

/// Whether a path, as its page is written, lies in a folder.
fn is_in(folder: &str, path: &str) -> bool {
    let inside = path.strip_prefix('/').and_then(|p| p.strip_prefix(folder));
    inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a page is called in a folder of the same host.
fn moved(page: &Page, folder: &str) -> String {
    let scheme = if page.is_secure() { "https" } else { "http" };
    let query = match page.query() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    format!("{scheme}://{}/{folder}{}{query}", page.host(), page.path())
}

const fn word(runtime: Runtime, event: Event) -> &'static str {
    match (runtime, event) {
        (Runtime::Functions, Event::ViewerResponse) => "function_viewer_response",
        (Runtime::Functions, _) => "function_viewer_request",
        (_, Event::ViewerRequest) => "lambda_viewer_request",
        (_, Event::ViewerResponse) => "lambda_viewer_response",
        (_, Event::OriginRequest) => "lambda_origin_request",
        (_, Event::OriginResponse) => "lambda_origin_response",
    }
}
