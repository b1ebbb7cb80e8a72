//! The data plane of a proxy: a share of its CPU for each request, then its cache, then others.

use super::ReverseProxy;
use crate::balancing::{HandedOver, end_tls};
use crate::base::id::RequestId;
use crate::base::time::{Instant, Span};
use crate::contract::Kind;
use crate::rules::answers::AnswerKey;
use crate::rules::cdn::{CacheControl, ttl};
use crate::world::ctx::Ctx;
use crate::world::request::{FailureCause, Outcome, Request};
use crate::world::tracer::Step;

impl ReverseProxy {
    /// CPU time taken since the start of the run. Units: microseconds.
    pub fn busy_us(&self, now: Instant) -> u64 {
        self.workers.busy_us(now)
    }

    pub(super) fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if self.is_cut_off {
            return cx.never_connect(id);
        }
        let Some(is_secure) = cx.asked(id).map(|asked| asked.page.is_secure()) else {
            return;
        };
        if self.has_crashed || is_secure && !self.params.ends_tls {
            return cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
        }
        if self.inside() >= self.params.connections as usize {
            self.counts.refused += 1;
            return cx.reply(id, Outcome::failed(0, FailureCause::QueueFull));
        }
        self.counts.requests += 1;
        end_tls(id, cx.me, cx);
        if self.workers.take_in(id, self.params.vcpus()) {
            self.work(id, cx);
        }
    }

    fn work(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let is_secure = cx.asked(id).is_some_and(|asked| asked.page.is_secure());
        let tls = if is_secure {
            self.params.tls_cpu_ms
        } else {
            0.0
        };
        let span = Span::from_us_f64((self.params.cpu_ms + tls) * 1e3);
        self.workers.begin(id, span, cx);
    }

    /// A vCPU is through with a request.
    pub(super) fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.workers.end(cx.now());
        while let Some(next) = self.workers.next(self.params.vcpus()) {
            self.work(next, cx);
        }
        let me = cx.me;
        let is_here = |request: &&mut Request| request.at == me && !request.is_lost;
        if cx.request(id).filter(is_here).is_none() {
            return;
        }
        if let Some(key) = self.key(id, cx) {
            if self.answers.has(key, cx.now()) {
                self.counts.hits += 1;
                self.counts.bytes += cx.object(id).map_or(0, |object| u64::from(object.bytes));
                self.note(id, "cache_hit", cx);
                return cx.reply(id, Outcome::OK);
            }
            self.counts.misses += 1;
            self.note(id, "cache_miss", cx);
        }
        self.relay(id, 1, cx);
    }

    /// What the answer to a request is kept under. `None`: it is not kept.
    fn key(&self, id: RequestId, cx: &Ctx<'_>) -> Option<AnswerKey> {
        let asked = cx.asked(id).filter(|_| self.params.has_cache)?;
        let key = || {
            let key = AnswerKey::default().with(asked.host());
            key.with(asked.path()).with(asked.query())
        };
        asked.page.is_read().then(key)
    }

    /// Hands a request on, for the `tries`-th time.
    fn relay(&mut self, id: RequestId, tries: u8, cx: &mut Ctx<'_>) {
        let location = cx
            .asked(id)
            .and_then(|asked| self.upstreams.location(asked.path()));
        let place = self
            .upstreams
            .pick(location, self.params.upstream, cx.now());
        let handed = place.and_then(|place| Some((place, self.upstreams.hand_over(place)?)));
        let Some((place, outlet)) = handed else {
            self.counts.errors_502 += 1;
            return cx.reply(id, Outcome::failed(502, FailureCause::NotWired));
        };
        let handed_over = HandedOver {
            pool: tries,
            slot: place as u16,
            lane: 0,
            at: cx.now(),
        };
        self.counts.relayed += 1;
        self.outstanding += 1;
        cx.deadline(id, self.read_timeout);
        if !cx.call(id, outlet, handed_over.note()) {
            // Nested too deep: it has been answered below.
            self.heard(handed_over, false, cx);
        }
    }

    /// A server has answered or refused, or was never reached.
    pub(super) fn returned(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, note)) = cx.answered(id) else {
            return;
        };
        let (outcome, from) = (request.outcome, request.answered_by);
        let handed_over = HandedOver::read(note, cx.now());
        let has_failed = outcome.code == 0;
        self.heard(handed_over, has_failed, cx);
        if has_failed {
            let location = cx
                .asked(id)
                .and_then(|asked| self.upstreams.location(asked.path()));
            let tries = handed_over.pool;
            if self.params.asks_next && usize::from(tries) < self.upstreams.count(location) {
                self.counts.retried += 1;
                self.note(id, "next_upstream", cx);
                return self.relay(id, tries.saturating_add(1), cx);
            }
            let code = match outcome.cause {
                FailureCause::ConnectTimeout => 504,
                _ => 502,
            };
            self.count_error(code);
            return cx.reply(id, Outcome::failed(code, outcome.cause));
        }
        if outcome.is_ok()
            && !outcome.is_redirect()
            && let Some(key) = self.key(id, cx)
        {
            let class = cx.request(id).map_or(u8::MAX, |request| request.class);
            let says = match cx.world.contents.of(from) {
                Some(content) => content.cache_control,
                None => CacheControl::parse(&cx.world.page(class).cache_control),
            };
            let good_for = ttl(&self.params.ttls(), &says, None);
            if good_for > Span::ZERO {
                let room = self.params.cache_items as usize;
                self.answers.keep(key, cx.now() + good_for, room);
            }
        }
        cx.pass_back(id, outcome);
    }

    /// No connection within 10 s, or no answer within the read time-out.
    pub(super) fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let timeout = self.read_timeout.span;
        let Some((note, cause)) = HandedOver::expired(id, timeout, Span::ZERO, cx) else {
            return;
        };
        self.heard(HandedOver::read(note, cx.now()), true, cx);
        self.count_error(504);
        cx.answer_early(id, Outcome::failed(504, cause));
    }

    /// Nobody in line or behind it is heard of again; what its vCPUs have begun they end.
    pub(super) fn forget_requests(&mut self) {
        self.workers.empty_line();
        self.outstanding = 0;
        self.upstreams.forget_requests();
    }

    /// Nobody is waited for any longer.
    fn heard(&mut self, handed_over: HandedOver, has_failed: bool, cx: &mut Ctx<'_>) {
        self.outstanding = self.outstanding.saturating_sub(1);
        let until = cx.now() + Span::from_s_f64(self.params.fail_timeout_s);
        let place = usize::from(handed_over.slot);
        if self.upstreams.heard(place, has_failed, until) {
            cx.signal();
        }
    }

    const fn count_error(&mut self, code: u16) {
        match code {
            504 => self.counts.errors_504 += 1,
            _ => self.counts.errors_502 += 1,
        }
    }

    fn note(&self, id: RequestId, word: &'static str, cx: &mut Ctx<'_>) {
        if cx.request(id).is_some_and(|request| request.is_traced) {
            cx.trace(id, Step::Noted { word });
        }
    }
}
