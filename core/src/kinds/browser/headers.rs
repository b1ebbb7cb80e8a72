//! Response headers: what a part's answers say to browsers, of who may read them (CORS) and of the session
//! cookie. A server's application says it, or an API Gateway, a distribution or a balancer for it.

use crate::base::time::Instant;
use crate::contract::{
    Drawing, Family, Kind, Owners, Place, Protocol, Quantity, Setup, Spec, Tone, Unit, Vitals,
    params,
};
use crate::control::{ControlCtx, Message};
use crate::rules::cookie::{Cookie, SameSite};
use crate::rules::cors::Said;
use alloc::string::String;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        allow_origin: String = String::new(), "Access-Control-Allow-Origin" => text();
        allow_credentials: bool = false, "Access-Control-Allow-Credentials" => toggle();
        allow_methods: String = String::from("GET, POST"), "Access-Control-Allow-Methods"
            => text();
        allow_headers: String = String::from("content-type"), "Access-Control-Allow-Headers"
            => text();
        max_age_s: Option<f64> = None, "Access-Control-Max-Age" => optional(0.0..=86_400.0, Seconds);
        http_only: bool = true, "HttpOnly" => toggle();
        is_secure: bool = false, "Secure" => toggle();
        same_site: SameSite = SameSite::Unsaid, "SameSite" => choice(SameSite::WORDS);
    }
}

impl Params {
    pub fn said(&self) -> Said<'_> {
        Said {
            allow_origin: &self.allow_origin,
            allow_credentials: self.allow_credentials,
            allow_methods: &self.allow_methods,
            allow_headers: &self.allow_headers,
            max_age_s: self.max_age_s,
        }
    }

    pub const fn cookie(&self) -> Cookie {
        Cookie {
            is_secure: self.is_secure,
            same_site: self.same_site,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResponseHeaders {
    pub params: Params,
}

impl Kind for ResponseHeaders {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "response_headers",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Accepts(Protocol::Http);
    const START: u8 = 3;
    const DRAWING: Drawing = Drawing {
        params: r#"{"Access-Control-Allow-Origin": "https://www.example.com"}"#,
        family: Some(Family::Entry),
        ..Drawing::of("headers")
    };
    const NOTES: &'static [&'static str] = &["B20", "D11"];

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    /// Whoever answers preflight requests in its name looks again.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        if let Some(owner) = cx.owner(cx.me) {
            cx.send(owner, Message::Reconcile);
        }
    }

    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Total(vitals.decided), Unit::PerSecond);
        if self.params.allow_origin == "*" {
            vitals.badge("any_origin", Tone::Warn);
        }
        if !self.params.http_only {
            vitals.badge("script_reads", Tone::Warn);
        }
    }
}
