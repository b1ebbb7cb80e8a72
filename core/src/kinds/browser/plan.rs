//! What a page is made of, worked out once from its parameters: every request that a view may need, in the
//! order of their classes.

use super::params::{Auth, Call, Params};
use crate::base::dist::Shape;
use crate::rules::cookie::Credentials;
use crate::rules::cors::{Asking, Origin};
use crate::world::class::Class;
use crate::world::client::Crowd;
use crate::world::page::Page;
use crate::world::request::{FailureCause, Outcome};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a request of a view is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Document,
    File,
    /// The n-th thing that the script asks for.
    Call(usize),
    /// The permission for it.
    Preflight(usize),
}

/// One thing that the script asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPlan {
    method: String,
    url: String,
    pub is_cross_origin: bool,
    pub needs_preflight: bool,
    pub signs_in: bool,
    is_json: bool,
    has_token: bool,
}

impl CallPlan {
    /// Whom it asks.
    pub fn api(&self) -> Origin<'_> {
        Origin::of(&self.url)
    }
}

/// Costs of a preflight request, and of one without the session that it needs: both are answered before
/// any work is done. Basis: model.
const EARLY_FACTOR: f64 = 0.02;
const SMALL: u32 = 500;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Plan {
    page_url: String,
    pub files: usize,
    pub calls: Vec<CallPlan>,
    has_cookies: bool,
    credentials: Credentials,
}

impl Plan {
    pub fn of(params: &Params) -> Self {
        let mut plan = Self {
            page_url: params.page_url.clone(),
            files: params.files.len(),
            calls: Vec::new(),
            has_cookies: params.auth == Auth::Cookie,
            credentials: params.credentials,
        };
        for call in params.asked() {
            let mut planned = CallPlan {
                method: call.method.clone(),
                url: params.whole_url(&call.url),
                is_cross_origin: false,
                needs_preflight: false,
                signs_in: call.signs_in,
                is_json: call.is_json,
                has_token: params.auth == Auth::Bearer && !call.signs_in,
            };
            planned.is_cross_origin = planned.api() != plan.page();
            planned.needs_preflight =
                planned.is_cross_origin && plan.asking(&planned).needs_preflight();
            plan.calls.push(planned);
        }
        plan
    }

    pub fn page(&self) -> Origin<'_> {
        Origin::of(&self.page_url)
    }

    /// A call as the rules of CORS look at it.
    pub fn asking<'a>(&'a self, call: &'a CallPlan) -> Asking<'a> {
        const JSON: &[&str] = &["content-type"];
        const TOKEN: &[&str] = &["authorization"];
        const BOTH: &[&str] = &["content-type", "authorization"];
        Asking {
            origin: self.page(),
            method: &call.method,
            headers: match (call.is_json, call.has_token) {
                (true, true) => BOTH,
                (true, false) => JSON,
                (false, true) => TOKEN,
                (false, false) => &[],
            },
            has_credentials: self.credentials.go_along(call.is_cross_origin),
        }
    }

    /// What a visitor's browser may keep: the document, each file, each permission, the session.
    pub fn things(&self) -> usize {
        self.session() + 1
    }

    /// The place of the permission for a call among those.
    pub const fn permission(&self, call: usize) -> usize {
        1 + self.files + call
    }

    pub fn session(&self) -> usize {
        self.permission(self.calls.len())
    }

    /// The class of a call, counted from the first of the part. That of the document and of files is
    /// their place among the things that may be kept.
    pub const fn call(&self, n: usize) -> usize {
        1 + self.files + n
    }

    /// The class of the preflight request for it.
    pub fn preflight(&self, n: usize) -> usize {
        self.call(self.calls.len() + n)
    }

    /// The class of a call with which no session cookie goes, where the API wants one.
    pub fn anonymous(&self, n: usize) -> usize {
        self.preflight(self.calls.len() + n)
    }

    pub fn is_anonymous(&self, step: usize) -> bool {
        step >= self.anonymous(0)
    }

    /// What a request of a class is for.
    pub fn aim(&self, step: usize) -> Aim {
        let calls = 1 + self.files;
        match step {
            0 => Aim::Document,
            _ if step < calls => Aim::File,
            _ if step < calls + self.calls.len() => Aim::Call(step - calls),
            _ if step < self.anonymous(0) => Aim::Preflight(step - calls - self.calls.len()),
            _ => Aim::Call(step - self.anonymous(0)),
        }
    }

    /// Whether what an answer says to the browser matters: to read it at all, or for the session.
    pub fn minds(&self, aim: Aim) -> bool {
        match aim {
            Aim::Document | Aim::File => false,
            Aim::Preflight(_) => true,
            Aim::Call(n) => {
                let call = self.calls.get(n);
                self.has_cookies || call.is_some_and(|call| call.is_cross_origin)
            }
        }
    }

    /// The classes of all requests, in the order of their steps.
    pub fn classes(&self, params: &Params, crowd: Crowd) -> Vec<(Class, Page)> {
        let class = |factor: f64, (reads, writes): (u8, u8), bytes_out| Class {
            cpu_us: params.cpu_seconds_per_request * 1e6 * factor,
            cpu_shape: Shape::Exponential,
            db_reads: reads,
            db_writes: writes,
            bytes_in: SMALL,
            bytes_out,
            answer: Outcome::OK,
            crowd,
            refused: 0,
        };
        let document = class(
            params.page_cpu_factor,
            (params.page_db_reads, 0),
            params.page_bytes,
        );
        let mut all = alloc::vec![(document, params.document())];
        for file in &params.files {
            let page = Page {
                url: params.whole_url(&file.url),
                cache_control: file.cache_control.clone(),
                ..params.document()
            };
            all.push((class(file.cpu_factor, (0, 0), file.bytes), page));
        }
        let calls = || self.calls.iter().zip(params.asked());
        for (plan, call) in calls() {
            let Call {
                cpu_factor, bytes, ..
            } = *call;
            let costs = class(cpu_factor, (call.db_reads, call.db_writes), bytes);
            let has_session = self.has_cookies && !plan.signs_in;
            all.push((costs, self.page_of(plan, None, has_session)));
        }
        for (plan, _) in calls() {
            let page = self.page_of(plan, Some("OPTIONS"), false);
            all.push((class(EARLY_FACTOR, (0, 0), SMALL), page));
        }
        for (plan, _) in calls().filter(|_| self.has_cookies) {
            let refused = Class {
                answer: Outcome::failed(401, FailureCause::AccessDenied),
                ..class(EARLY_FACTOR, (0, 0), SMALL)
            };
            all.push((refused, self.page_of(plan, None, false)));
        }
        all
    }

    /// A call as it goes over the wire; `instead`: the preflight request for it.
    fn page_of(&self, call: &CallPlan, instead: Option<&str>, has_session: bool) -> Page {
        let asking = self.asking(call);
        let mut headers = match call.is_cross_origin {
            true => format!("Origin: {}", asking.origin.text()),
            false => String::new(),
        };
        if instead.is_some() {
            headers += &format!("|Access-Control-Request-Method: {}", call.method);
            let own = asking.headers.join(", ");
            if !own.is_empty() {
                headers += &format!("|Access-Control-Request-Headers: {own}");
            }
        } else {
            if call.is_json {
                headers += "|Content-Type: application/json";
            }
            if call.has_token {
                headers += "|Authorization: Bearer {client}";
            }
            if has_session {
                headers += "|Cookie: session={client}";
            }
        }
        Page {
            method: String::from(instead.unwrap_or(&call.method)),
            url: call.url.clone(),
            headers,
            cache_control: String::from("no-store"),
        }
    }

    /// How the session goes with a call, if it is in a cookie.
    pub const fn cookies(&self) -> Option<Credentials> {
        match self.has_cookies {
            true => Some(self.credentials),
            false => None,
        }
    }
}
