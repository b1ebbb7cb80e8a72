//! The data plane of an API: who is let in, what the cache has, and what becomes of who is asked.

use super::{ApiGateway, Integration, Row, word};
use crate::balancing::{HandedOver, end_tls};
use crate::base::id::RequestId;
use crate::base::time::{Instant, Span};
use crate::rules::answers::AnswerKey;
use crate::rules::api::{ApiError, CacheSize, KEYS_MAX, Level, PAYLOAD_MAX, admit};
use crate::rules::summary::Summary;
use crate::rules::token_bucket::TokenBucket;
use crate::world::ctx::Ctx;
use crate::world::page::Asked;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;

impl ApiGateway {
    pub(super) fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.counts.requests += 1;
        if !self.is_down {
            end_tls(id, cx.me, cx);
        }
        // Its stage answers for whoever is behind it, whatever the routes.
        if self.has_headers && !self.is_down && is_preflight(id, cx) {
            return self.answer_itself(id, Outcome::failed(204, FailureCause::None), cx);
        }
        match self.admit(id, cx) {
            Ok(at) => self.serve(id, at, cx),
            Err((error, cause)) => {
                let outcome = Outcome::failed(error.status(self.params.kind), cause);
                self.answer_itself(id, outcome, cx);
            }
        }
    }

    /// The row of the route that takes a request which is let in.
    fn admit(
        &mut self,
        id: RequestId,
        cx: &mut Ctx<'_>,
    ) -> Result<usize, (ApiError, FailureCause)> {
        if self.is_down {
            return Err((ApiError::Unavailable, FailureCause::Unavailable));
        }
        let asked = cx.asked(id);
        let found = asked.and_then(|asked| {
            let at = self.rows.iter().position(|row| row.route.takes(&asked))?;
            Some((
                at,
                asked
                    .header("x-api-key")
                    .map(|key| AnswerKey::default().with(key)),
            ))
        });
        let Some((at, key)) = found else {
            return Err((ApiError::NoRoute, FailureCause::NotFound));
        };
        let key = key.map(AnswerKey::number);
        if self.params.has_plan() && !key.is_some_and(|key| self.knows(key)) {
            self.counts.denied += 1;
            return Err((ApiError::NoKey, FailureCause::AccessDenied));
        }
        if let Err(level) = self.take(at, key, cx.now()) {
            self.throttle(id, level, cx);
            return Err((ApiError::Throttled, FailureCause::Throttled));
        }
        let class = cx.request(id).map_or(u8::MAX, |request| request.class);
        if cx.class(class).bytes_in > PAYLOAD_MAX {
            return Err((ApiError::TooLarge, FailureCause::None));
        }
        self.counts.nanousd += self.params.kind.request_nanousd();
        Ok(at)
    }

    /// Whether a key is one of the account's: who comes first has one, until there are no more.
    fn knows(&mut self, key: u64) -> bool {
        let has_room = self.keys.len() < KEYS_MAX;
        let full = TokenBucket::full(self.params.plan_burst);
        if has_room {
            self.keys.entry(key).or_insert(full);
        }
        has_room || self.keys.contains_key(&key)
    }

    fn take(&mut self, at: usize, key: Option<u64>, now: Instant) -> Result<(), Level> {
        let (plan, stage) = (self.params.plan(), self.params.stage());
        let account = self.account_limit();
        let bucket = key.filter(|_| self.params.has_plan());
        let bucket = bucket.and_then(|key| self.keys.get_mut(&key));
        let row = self.rows.get_mut(at);
        let of_key = bucket.map(|bucket| (Level::Key, plan, bucket));
        let of_route = row.and_then(|Row { route, bucket, .. }| {
            Some((Level::Route, route.limit(stage)?, bucket))
        });
        let wide = [
            (Level::Stage, stage, &mut self.stage),
            (Level::Account, account, &mut self.account),
        ];
        admit(of_key.into_iter().chain(of_route).chain(wide), now)
    }

    fn throttle(&mut self, id: RequestId, level: Level, cx: &mut Ctx<'_>) {
        let levels = Level::ALL.into_iter().zip(&mut self.counts.throttled);
        for ((known, count), throttling) in levels.zip(&self.throttling) {
            if known == level {
                *count += 1;
                if throttling.entry.is_none() {
                    cx.signal();
                }
            }
        }
        self.note(id, word(level), cx);
    }

    fn serve(&mut self, id: RequestId, at: usize, cx: &mut Ctx<'_>) {
        let Some(row) = self.rows.get(at) else {
            return;
        };
        if row.route.integration == Integration::Mock {
            let code = row.route.status as u16;
            let cause = match code {
                400.. => FailureCause::FixedResponse,
                _ => FailureCause::None,
            };
            return self.answer_itself(id, Outcome { code, cause }, cx);
        }
        let outlet = row.outlet;
        if let Some(key) = self.key(id, at, cx) {
            if self.answers.has(key, cx.now()) {
                self.counts.hits += 1;
                self.counts.bytes += cx.object(id).map_or(0, |object| u64::from(object.bytes));
                self.note(id, "cache_hit", cx);
                return self.answer_itself(id, Outcome::OK, cx);
            }
            self.counts.misses += 1;
            self.note(id, "cache_miss", cx);
        }
        let Some(outlet) = outlet else {
            let code = ApiError::NotConnected.status(self.params.kind);
            return self.answer_itself(id, Outcome::failed(code, FailureCause::NotWired), cx);
        };
        let handed_over = HandedOver {
            pool: 0,
            slot: at as u16,
            lane: 0,
            at: cx.now() + self.hop.span,
        };
        cx.deadline(id, self.timeout);
        // Nested too deep, it is answered below.
        let is_on_its_way = cx.call_delayed(id, outlet, handed_over.note(), self.hop);
        self.outstanding += u32::from(is_on_its_way);
    }

    /// What the answer to a request is kept under. `None`: it is not kept.
    fn key(&self, id: RequestId, at: usize, cx: &Ctx<'_>) -> Option<AnswerKey> {
        let row = self.rows.get(at)?;
        if !self.params.caches() || !row.route.caches {
            return None;
        }
        let asked: Asked<'_> = cx.asked(id)?;
        let key = || AnswerKey::default().with(asked.path()).with(asked.query());
        matches!(asked.page.method.as_str(), "" | "GET").then(key)
    }

    /// Who was asked has answered, refused, or was never reached.
    pub(super) fn returned(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, note)) = cx.answered(id) else {
            return;
        };
        let outcome = request.outcome;
        let handed_over = HandedOver::read(note, cx.now());
        self.heard(handed_over, cx.now());
        let error = match (outcome.code, outcome.cause) {
            (0, FailureCause::Throttled) => Some(ApiError::Throttled),
            // Of a function: it threw, or ran into its own time-out.
            (0, FailureCause::ApplicationError | FailureCause::IdleTimeout) => {
                Some(ApiError::BadAnswer)
            }
            (0, FailureCause::ConnectTimeout) => Some(ApiError::TimedOut),
            (0, _) => Some(ApiError::NotConnected),
            _ => None,
        };
        let at = usize::from(handed_over.slot);
        if outcome.is_ok()
            && !outcome.is_redirect()
            && let Some(key) = self.key(id, at, cx)
        {
            let bytes = cx.object(id).map_or(0, |object| object.bytes);
            let room = CacheSize::named(&self.params.cache_size).room(bytes);
            let ttl = Span::from_s_f64(self.params.cache_ttl_s);
            self.answers.keep(key, cx.now() + ttl, room);
        }
        if let Some(error) = error {
            let code = error.status(self.params.kind);
            let outcome = Outcome::failed(code, outcome.cause);
            self.count(outcome);
            return cx.reply(id, outcome);
        }
        self.count(outcome);
        match self.has_headers {
            true => cx.reply(id, outcome),
            false => cx.pass_back(id, outcome),
        }
    }

    /// No connection within 10 s, or no answer within the integration timeout: 504.
    pub(super) fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let (timeout, hop) = (self.timeout.span, self.hop.span);
        let Some((note, cause)) = HandedOver::expired(id, timeout, hop, cx) else {
            return;
        };
        self.counts.timed_out += 1;
        self.counts.errors_5xx += 1;
        self.heard(HandedOver::read(note, cx.now()), cx.now());
        let code = ApiError::TimedOut.status(self.params.kind);
        cx.answer_early(id, Outcome::failed(code, cause));
    }

    /// Nobody is waited for any longer.
    fn heard(&mut self, handed_over: HandedOver, now: Instant) {
        self.outstanding = self.outstanding.saturating_sub(1);
        let waited = now.since(handed_over.at);
        Summary::add(&mut self.integration_latency, waited.s_f64() * 1e3);
        let whole = waited + self.hop.span;
        Summary::add(&mut self.latency, whole.s_f64() * 1e3);
    }

    /// Answers without asking anybody: that takes what the gateway adds to every request. Basis: documented
    /// - APIGW "Amazon API Gateway dimensions and metrics", `Latency`: of every response.
    fn answer_itself(&mut self, id: RequestId, outcome: Outcome, cx: &mut Ctx<'_>) {
        self.count(outcome);
        Summary::add(&mut self.latency, self.hop.span.s_f64() * 1e3);
        cx.reply_delayed(id, outcome, self.hop);
    }

    const fn count(&mut self, outcome: Outcome) {
        match outcome.code {
            400..=499 => self.counts.errors_4xx += 1,
            500.. => self.counts.errors_5xx += 1,
            _ => {}
        }
    }

    fn note(&self, id: RequestId, word: &'static str, cx: &mut Ctx<'_>) {
        if cx.request(id).is_some_and(|request| request.is_traced) {
            cx.trace(id, Step::Noted { word });
        }
    }
}

/// Whether a browser asks for permission.
fn is_preflight(id: RequestId, cx: &Ctx<'_>) -> bool {
    let asked = cx.asked(id);
    asked.is_some_and(|asked| asked.page.method == "OPTIONS" && asked.header("Origin").is_some())
}
