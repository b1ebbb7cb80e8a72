//! What an edge location lacks: its origins are asked, the second where the first fails, and all who wait
//! for it are answered (spec 3.1-3.3).

use super::CloudFront;
use super::fetches::{self, Fetch};
use super::params::{FailsOver, ViewerProtocol};
use super::serve::{Answer, Visit, way_to_regional};
use crate::base::id::{PartIx, RequestId};
use crate::base::time::Span;
use crate::contract::{Probe, ProbeAnswer};
use crate::control::ControlCtx;
use crate::rules::cdn::{CacheControl, EdgeCopy, Given, ttl};
use crate::rules::edge_function::Event;
use crate::rules::regions::{Region, round_trip};
use crate::rules::summary::Summary;
use crate::world::counted::Counted;
use crate::world::ctx::Ctx;
use crate::world::log::{EntryId, Term};
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;
use crate::world::wires::Outlet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where misses of a behaviour go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    pub(super) first: Option<Outlet>,
    pub(super) second: Option<Outlet>,
}

/// How the origins of a behaviour do, as far as the log has said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Health {
    /// The status that they last failed with; 0: they do not fail.
    pub(super) status: u16,
    said: u16,
    entry: Option<EntryId>,
}

impl Health {
    const fn is_news(&self) -> bool {
        (self.status == 0) != (self.said == 0)
    }
}

impl CloudFront {
    /// Asks the origin of a fetch, by way of the function before it.
    pub(super) fn call_origin(&mut self, place: u32, after: Span, cx: &mut Ctx<'_>) {
        let Some(fetch) = self.fetches.get(place) else {
            return;
        };
        let Some((id, _)) = fetch.waiting.first().copied() else {
            return;
        };
        let behavior = usize::from(fetch.behavior);
        let is_anew = fetch.attempt == 1;
        let event = Event::OriginRequest;
        let function = match is_anew {
            true => self.run_function(id, behavior, event, cx),
            false => Span::ZERO,
        };
        if is_anew && self.answers_itself(id, behavior, event, cx) {
            return self.send_all_on(place, after + function, cx);
        }
        let Some(fetch) = self.fetches.get_mut(place) else {
            return;
        };
        let origins = self.origins.get(usize::from(fetch.behavior));
        let origins = origins.or(self.origins.last()).copied();
        let Some(outlet) = origins.and_then(|Origin { first, second }| match fetch.is_second {
            true => second,
            false => first,
        }) else {
            return self.settle(
                place,
                Outcome::failed(502, FailureCause::NotWired),
                cx.me,
                cx,
            );
        };
        let last = fetch.via.unwrap_or(fetch.edge);
        let region = cx.world.places.region(outlet.to).unwrap_or(last);
        let regional = fetch.via.map(|via| way_to_regional(fetch.edge, via));
        let way = regional.unwrap_or_default() + round_trip(last, region);
        let delay = cx.world.queue.delay(after + function + way);
        fetch.called_at = cx.now() + delay.span;
        self.counts.origin_requests += 1;
        let page = cx.world.page(fetch.thing.class);
        if is_anew && matches!(page.method.as_str(), "POST" | "PUT") {
            self.counts.uploaded += u64::from(cx.class(fetch.thing.class).bytes_in);
        }
        cx.deadline(id, self.response);
        if !cx.call_delayed(id, outlet, fetches::note(place), delay) {
            // Nested too deep: it has been answered below. The others are told.
            if let Some(fetch) = self.fetches.get_mut(place) {
                fetch.waiting.remove(0);
            }
            self.settle(place, Outcome::failed(508, FailureCause::Loop), cx.me, cx);
        }
    }

    /// The function before the origin answers all who wait for a fetch.
    fn send_all_on(&mut self, place: u32, after: Span, cx: &mut Ctx<'_>) {
        let Some(fetch) = self.fetches.take(place) else {
            return;
        };
        for (id, edge) in &fetch.waiting {
            let visit = self.back_at(*id, *edge, &fetch, cx);
            self.count(*edge, visit.is_secure, 0, None);
            let at = (visit.behavior, Event::OriginRequest);
            self.send_on(*id, at, after, cx);
        }
    }

    /// The origin has answered, refused, or was never reached.
    pub(super) fn returned(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, note)) = cx.answered(id) else {
            return;
        };
        let (outcome, from) = (request.outcome, request.answered_by);
        let (Some(place), attempts) = (fetches::place(note), self.params.attempts) else {
            return cx.reply(id, outcome);
        };
        let Some(fetch) = self.fetches.get_mut(place) else {
            return cx.reply(id, outcome);
        };
        // Who answers early answers with a copy of the request.
        if let Some(first) = fetch.waiting.first_mut() {
            first.0 = id;
        }
        let latency = cx.now().since(fetch.called_at);
        if outcome.code == 0
            && outcome.cause == FailureCause::ConnectTimeout
            && fetch.attempt < attempts
        {
            fetch.attempt += 1;
            return self.call_origin(place, Span::ZERO, cx);
        }
        Summary::add(&mut self.origin_latency, latency.s_f64() * 1e3);
        if outcome.is_ok() {
            let bytes = cx.object(id).map_or(0, |object| u64::from(object.bytes));
            cx.world.counts.add(from, Counted::ToEdges, bytes);
        }
        let outcome = match (outcome.code, outcome.cause) {
            (0, FailureCause::ConnectTimeout) => Outcome::failed(504, outcome.cause),
            (0, cause) => Outcome::failed(502, cause),
            _ => outcome,
        };
        self.ended(place, outcome, from, cx);
    }

    /// Nothing was heard of an origin for too long.
    pub(super) fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        // Never connected: that is told as an answer, and tried again.
        if cx.give_up_connecting(id) {
            return;
        }
        let Some(place) = cx.awaited_note(id).and_then(fetches::place) else {
            return;
        };
        let Some(fetch) = self.fetches.get(place) else {
            return;
        };
        let heard_nothing = cx.now().since(fetch.called_at) >= self.patience;
        let is_its_own = fetch.waiting.first().is_some_and(|(first, _)| *first == id);
        if !heard_nothing || !is_its_own {
            return;
        }
        // The origin works on for nobody.
        let me = cx.me;
        let Some(here) = cx.world.requests.split(id, me) else {
            return;
        };
        let outcome = Outcome::failed(504, FailureCause::IdleTimeout);
        if cx.request(here).is_some_and(|request| request.is_traced) {
            cx.trace(here, Step::Answered { to: me, outcome });
        }
        let fetch = self.fetches.get_mut(place);
        if let Some(first) = fetch.and_then(|fetch| fetch.waiting.first_mut()) {
            first.0 = here;
        }
        self.ended(place, outcome, me, cx);
    }

    /// An origin is through with a fetch: the second of the group is asked, or everybody is told.
    fn ended(&mut self, place: u32, outcome: Outcome, from: PartIx, cx: &mut Ctx<'_>) {
        let has_failed = self.has_failed(outcome.code);
        if has_failed && let Some(fetch) = self.fetches.get_mut(place) {
            let origins = self.origins.get(usize::from(fetch.behavior));
            let has_second = origins.is_some_and(|origin| origin.second.is_some());
            // What changes something is not done twice. Basis: documented - CF guide, "Optimizing high
            // availability with CloudFront origin failover".
            let page = cx.world.page(fetch.thing.class);
            let may_ask_again = page.is_read() || page.method == "OPTIONS";
            if has_second && may_ask_again && !fetch.is_second {
                (fetch.is_second, fetch.attempt) = (true, 1);
                let id = fetch.waiting.first().map(|(id, _)| *id);
                self.counts.failovers += 1;
                if let Some(id) = id {
                    self.note(id, "failover", cx);
                }
                return self.call_origin(place, Span::ZERO, cx);
            }
        }
        self.settle(place, outcome, from, cx);
    }

    /// Whether the second origin of a group is asked after an answer of the first.
    pub(super) fn has_failed(&self, status: u16) -> bool {
        match status {
            500..=599 => true,
            403 | 404 | 416 | 429 => self.params.fails_over == FailsOver::On4xxAnd5xx,
            _ => false,
        }
    }

    /// All who wait for a fetch are answered, each by its own edge location.
    pub(super) fn settle(&mut self, place: u32, outcome: Outcome, from: PartIx, cx: &mut Ctx<'_>) {
        let Some(fetch) = self.fetches.take(place) else {
            return;
        };
        self.hear(usize::from(fetch.behavior), outcome, cx);
        if outcome.is_redirect() {
            // Where else to ask is the client's to know: nothing of it is kept.
            for (id, edge) in fetch.waiting {
                self.counts.misses += 1;
                self.count(edge, false, 0, None);
                self.note(id, "miss", cx);
                cx.reply(id, outcome);
            }
            return;
        }
        let first = fetch.waiting.first().filter(|_| from != cx.me);
        let after = first.map_or(Span::ZERO, |(id, _)| {
            self.run_function(*id, usize::from(fetch.behavior), Event::OriginResponse, cx)
        });
        let says = Self::says(&fetch, from, cx);
        let ttls = self.params.nth(usize::from(fetch.behavior)).ttls();
        let is_kept = !(outcome.is_ok() && says.stays_out(&ttls));
        let key = fetch.key.filter(|_| is_kept);
        let mut given = self.given(&fetch, outcome, &says, from, cx);
        let (now, min) = (cx.now(), self.error_ttl);
        if let (Some(via), Some(key)) = (fetch.via, key) {
            let room = self.params.edge_objects as usize;
            let thing = (key, fetch.thing);
            let (_, handed_down, evicted) = self.regional(via).take(thing, given, min, now, room);
            given = handed_down;
            self.counts.evictions += u64::from(evicted);
        }
        let mut told: Vec<(Region, Answer)> = Vec::new();
        for (id, edge) in &fetch.waiting {
            let visit = self.back_at(*id, *edge, &fetch, cx);
            let known = told.iter().find(|(region, _)| region == edge);
            let answer = match (known, key) {
                (Some((_, answer)), _) => *answer,
                (None, Some(key)) => self.take_at_edge(visit, key, given, cx),
                (None, None) => Answer::passed(given),
            };
            let answer = Answer {
                cause: outcome.cause,
                ..answer
            };
            told.push((*edge, answer));
            self.answer(visit, answer, after, cx);
        }
    }

    /// What whoever answered says of who may keep it.
    fn says(fetch: &Fetch, from: PartIx, cx: &Ctx<'_>) -> CacheControl {
        match cx.world.contents.of(from) {
            Some(content) => content.cache_control,
            None => CacheControl::parse(&cx.world.page(fetch.thing.class).cache_control),
        }
    }

    /// What an origin's answer means for caches.
    fn given(
        &self,
        fetch: &Fetch,
        outcome: Outcome,
        says: &CacheControl,
        from: PartIx,
        cx: &Ctx<'_>,
    ) -> Given {
        let content = cx.world.contents.of(from);
        if !outcome.is_ok() {
            return Given::Failed {
                status: outcome.code,
                says_s: says.shared_age(),
            };
        }
        let ttls = self.params.nth(usize::from(fetch.behavior)).ttls();
        Given::Copy(EdgeCopy {
            version: content.map_or(1, |content| content.version),
            fetched_at: cx.now(),
            ttl: ttl(&ttls, says, None),
        })
    }

    fn back_at(&self, id: RequestId, edge: Region, fetch: &Fetch, cx: &Ctx<'_>) -> Visit {
        let is_secure = cx.asked(id).is_some_and(|asked| asked.page.is_secure());
        let policy = self.params.nth(usize::from(fetch.behavior)).viewer;
        Visit {
            id,
            edge,
            thing: fetch.thing,
            behavior: usize::from(fetch.behavior),
            key: fetch.key,
            is_secure: is_secure || policy == ViewerProtocol::RedirectToHttps,
            after: Span::ZERO,
        }
    }

    /// What the origins of a behaviour say to a health check, the second where the first fails.
    pub(super) fn probe_origins(
        &self,
        behavior: usize,
        probe: &Probe<'_>,
        cx: &mut ControlCtx<'_>,
    ) -> ProbeAnswer {
        let origin = self.origins.get(behavior).copied().unwrap_or_default();
        let mut last = ProbeAnswer::Status(502);
        for outlet in [origin.first, origin.second].into_iter().flatten() {
            last = match cx.pass_on(outlet.to, probe) {
                ProbeAnswer::Refused => ProbeAnswer::Status(502),
                ProbeAnswer::Status(403 | 404) if self.params.is_single_page => {
                    ProbeAnswer::Status(200)
                }
                answer => answer,
            };
            let has_failed = match last {
                ProbeAnswer::Status(status) => self.has_failed(status),
                answer => answer == ProbeAnswer::Silent,
            };
            if !has_failed {
                break;
            }
        }
        last
    }

    /// Notes how an origin answered; what is new the log is told.
    fn hear(&mut self, behavior: usize, outcome: Outcome, cx: &mut Ctx<'_>) {
        if let Some(health) = self.health.get_mut(behavior) {
            health.status = if outcome.code >= 500 { outcome.code } else { 0 };
            if health.is_news() {
                cx.signal();
            }
        }
    }

    pub(super) fn report_origins(&mut self, cx: &mut ControlCtx<'_>) {
        for (health, origin) in self.health.iter_mut().zip(&self.origins) {
            if !health.is_news() {
                continue;
            }
            health.said = health.status;
            let origin = origin.first.map_or(PartIx::NONE, |outlet| outlet.to);
            let origin = Term::Part(cx.control.id(origin));
            health.entry = match health.status {
                0 => {
                    cx.say("origin_back", false, &[origin], health.entry);
                    None
                }
                status => {
                    let code = Term::Count(f64::from(status));
                    Some(cx.say("origin_fails", true, &[origin, code], None))
                }
            };
        }
    }
}
