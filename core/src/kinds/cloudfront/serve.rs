//! The data plane of a distribution: what an edge location has it answers, what it lacks is fetched
//! once for all who ask, by way of the regional cache behind it (spec 3.1-3.3).

use super::edge::Thing;
use super::fetches::{self, Fetch, Layer};
use super::params::{Behavior, FailsOver, Included, ViewerProtocol};
use super::{CloudFront, Origin, REGIONAL_HOP};
use crate::balancing::end_tls;
use crate::base::id::{PartIx, RequestId};
use crate::base::time::Span;
use crate::rules::answers::AnswerKey;
use crate::rules::cdn::{
    CacheControl, EdgeCopy, EdgeResult, Found, Given, behavior, pop, regional_cache, ttl,
};
use crate::rules::edge_function::Event;
use crate::rules::regions::{EDGE_ROUND_TRIP, Region, round_trip};
use crate::rules::summary::Summary;
use crate::world::contents::Content;
use crate::world::ctx::Ctx;
use crate::world::page::Asked;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;

/// A request at the edge location that answers it.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    pub(super) id: RequestId,
    pub(super) edge: Region,
    thing: Thing,
    /// Place of its behaviour among all of them.
    behavior: usize,
    /// `None`: nothing of it is kept.
    key: Option<u64>,
    pub(super) is_secure: bool,
    /// Until the edge location has looked.
    after: Span,
}

/// What an edge location answers.
#[derive(Clone, Copy)]
struct Answer {
    result: EdgeResult,
    /// Of what it hands out; 0: it came past all caches.
    version: u32,
    cause: FailureCause,
}

impl CloudFront {
    pub(super) fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(visit) = self.receive(id, cx) else {
            return;
        };
        self.note(id, pop(visit.edge), cx);
        let Some(mut visit) = self.admit(visit, cx) else {
            return;
        };
        let event = Event::ViewerRequest;
        let took = self.run_function(id, visit.behavior, event, cx);
        visit.after = visit.after + took;
        if self.answers_itself(id, visit.behavior, event, cx) {
            self.count(visit.edge, visit.is_secure, 0, None);
            return self.send_on(id, (visit.behavior, event), visit.after, cx);
        }
        let found = match visit.key {
            Some(key) => self.edge(visit.edge).look(key, cx.now()),
            None => Found::Nothing,
        };
        let after = visit.after;
        match found {
            Found::Fresh(copy) => {
                self.answer(visit, Answer::kept(EdgeResult::Hit, copy), after, cx);
            }
            Found::Stale(copy) => {
                self.answer(visit, Answer::kept(EdgeResult::Stale, copy), after, cx);
            }
            Found::Error(status) => self.answer(visit, Answer::error(status), after, cx),
            Found::Nothing => self.fetch(visit, cx),
        }
    }

    /// Lets in who comes by the right protocol and trusts the certificate. Errors: `None` when it has been
    /// answered.
    fn admit(&mut self, mut visit: Visit, cx: &mut Ctx<'_>) -> Option<Visit> {
        let id = visit.id;
        match self.params.nth(visit.behavior).viewer {
            _ if visit.is_secure => {}
            ViewerProtocol::AllowAll => {}
            // The browser comes again, by HTTPS.
            ViewerProtocol::RedirectToHttps => {
                self.counts.redirects += 1;
                self.note(id, "redirected", cx);
                visit.after = visit.after + EDGE_ROUND_TRIP;
                visit.is_secure = true;
            }
            ViewerProtocol::HttpsOnly => {
                let outcome = Outcome::failed(403, FailureCause::AccessDenied);
                self.count(visit.edge, visit.is_secure, 0, None);
                self.counts.errors_4xx += 1;
                self.reply_after(id, outcome, visit.after, cx);
                return None;
            }
        }
        if visit.is_secure && self.is_mistrusted(id, cx) {
            self.counts.mistrusted += 1;
            let outcome = Outcome::failed(0, FailureCause::CertificateMismatch);
            self.reply_after(id, outcome, visit.after, cx);
            return None;
        }
        end_tls(id, cx.me, cx);
        Some(visit)
    }

    /// Which edge location answers, by which behaviour and under which key.
    fn receive(&self, id: RequestId, cx: &mut Ctx<'_>) -> Option<Visit> {
        let home = cx.world.places.home();
        let class = cx.request(id)?.class;
        let asked = cx.asked(id)?;
        let viewer = asked.client.region.unwrap_or(home);
        let edge = self.params.price_class.edge_for(viewer);
        let patterns = self.params.behaviors.iter().map(|b| b.pattern.as_str());
        let place = behavior(patterns, asked.path());
        let place = place.unwrap_or(self.params.behaviors.len());
        let behavior = self.params.nth(place);
        let is_kept = asked.page.is_read() && behavior.keeps();
        let mut after = self.hop.span;
        if edge != viewer {
            // The edge location of the own city is not in the price class.
            after = after + (round_trip(viewer, edge) - EDGE_ROUND_TRIP);
        }
        Some(Visit {
            id,
            edge,
            thing: Thing {
                class,
                client: asked.client.number,
                object: asked.object,
            },
            behavior: place,
            key: is_kept.then(|| key(&asked, behavior)),
            is_secure: asked.page.is_secure(),
            after,
        })
    }

    /// Nothing usable is here: it waits for who is fetching the same thing, or asks the regional
    /// cache, or the origin.
    fn fetch(&mut self, visit: Visit, cx: &mut Ctx<'_>) {
        let Visit { id, edge, key, .. } = visit;
        let now = cx.now();
        let via = self.regional_for(visit, cx);
        let under_way = |layer| self.fetches.under_way(layer, key?);
        let joined = under_way(Layer::Edge(edge)).or_else(|| under_way(Layer::Regional(via?)));
        match joined {
            Some(place) if self.is_alive(place, cx) => {
                self.counts.collapsed += 1;
                self.note(id, "collapsed", cx);
                return self.fetches.join(place, id, edge);
            }
            Some(lost) => {
                let outcome = Outcome::failed(504, FailureCause::IdleTimeout);
                self.settle(lost, outcome, cx.me, cx);
            }
            None => {}
        }
        if let (Some(via), Some(key)) = (via, key) {
            let given = match self.regional(via).look(key, now) {
                Found::Fresh(copy) => Some(Given::Copy(copy)),
                Found::Stale(copy) => Some(Given::Old { copy, until: now }),
                Found::Error(status) => Some(Given::Failed {
                    status,
                    says_s: None,
                }),
                Found::Nothing => None,
            };
            if let Some(given) = given {
                self.counts.regional_hits += 1;
                self.note(id, "regional_hit", cx);
                let answer = self.take_at_edge(visit, key, given, cx);
                let after = visit.after + way_to_regional(edge, via);
                return self.answer(visit, answer, after, cx);
            }
        }
        let fetch = Fetch {
            key,
            thing: visit.thing,
            behavior: visit.behavior as u16,
            edge,
            via,
            is_second: false,
            attempt: 1,
            called_at: now,
            waiting: alloc::vec![(id, edge)],
        };
        let place = self.fetches.add(fetch);
        self.call_origin(place, visit.after, cx);
    }

    /// Whether somebody still works on a fetch: whose request was lost on the way is never answered.
    fn is_alive(&self, place: u32, cx: &Ctx<'_>) -> bool {
        let limit = self.response.span.saturating_mul(2);
        let fetch = self.fetches.get(place);
        fetch.is_some_and(|fetch| cx.now().since(fetch.called_at) <= limit)
    }

    /// The regional cache on the way to the origin of a visit, if there is one: dynamic requests pass it
    /// by, and so do those for a bucket in its own Region.
    fn regional_for(&self, visit: Visit, cx: &Ctx<'_>) -> Option<Region> {
        visit.key.filter(|_| self.params.has_regional_caches)?;
        let origin = self.origins.get(visit.behavior)?.first?.to;
        let regional = regional_cache(visit.edge);
        let is_bucket = cx.world.contents.of(origin).is_some();
        let is_beside = cx.world.places.region(origin) == Some(regional);
        (!(is_bucket && is_beside)).then_some(regional)
    }

    fn call_origin(&mut self, place: u32, after: Span, cx: &mut Ctx<'_>) {
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
    fn settle(&mut self, place: u32, outcome: Outcome, from: PartIx, cx: &mut Ctx<'_>) {
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
        let mut told: alloc::vec::Vec<(Region, Answer)> = alloc::vec::Vec::new();
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

    fn take_at_edge(&mut self, visit: Visit, key: u64, given: Given, cx: &Ctx<'_>) -> Answer {
        let (now, min) = (cx.now(), self.error_ttl);
        let room = self.params.edge_objects as usize;
        let thing = (key, visit.thing);
        let edge = self.edge(visit.edge);
        let (result, handed_down, evicted) = edge.take(thing, given, min, now, room);
        self.counts.evictions += u64::from(evicted);
        match (result, handed_down) {
            (EdgeResult::Error(status), _) => Answer::error(status),
            (_, Given::Copy(copy) | Given::Old { copy, .. }) => Answer::kept(result, copy),
            (_, Given::Failed { status, .. }) => Answer::error(status),
        }
    }

    /// Answers a viewer.
    fn answer(&mut self, visit: Visit, answer: Answer, after: Span, cx: &mut Ctx<'_>) {
        let id = visit.id;
        let is_page = self.params.is_single_page;
        let (word, outcome) = match answer.result {
            EdgeResult::Hit => ("hit", Outcome::OK),
            EdgeResult::Miss => ("miss", Outcome::OK),
            EdgeResult::RefreshHit => ("refresh_hit", Outcome::OK),
            EdgeResult::Stale => ("stale", Outcome::OK),
            EdgeResult::Error(403 | 404) if is_page => ("single_page", Outcome::OK),
            EdgeResult::Error(status) => ("error", Outcome::failed(status, answer.cause)),
        };
        let is_read = cx.world.page(visit.thing.class).is_read();
        let counts = &mut self.counts;
        *match answer.result {
            EdgeResult::Miss if !is_read => &mut counts.passed,
            EdgeResult::Hit => &mut counts.hits,
            EdgeResult::Miss => &mut counts.misses,
            EdgeResult::RefreshHit => &mut counts.refreshes,
            EdgeResult::Stale => &mut counts.stale,
            EdgeResult::Error(500..) => &mut counts.errors_5xx,
            EdgeResult::Error(_) => &mut counts.errors_4xx,
        } += 1;
        let newest = self.newest(visit, cx).filter(|_| answer.version > 0);
        if let Some(newest) = newest.filter(|newest| newest.version != answer.version) {
            self.counts.old += 1;
            self.old.add(newest.since, cx.now());
        }
        let bytes = match (outcome.is_ok(), cx.object(id)) {
            (true, Some(object)) => object.bytes,
            _ => 0,
        };
        self.note(id, word, cx);
        let function = match outcome.is_ok() {
            true => self.run_function(id, visit.behavior, Event::ViewerResponse, cx),
            false => Span::ZERO,
        };
        let after = after + function;
        let sent_at = cx.request(id).map(|request| request.sent_at);
        let felt = sent_at.filter(|_| outcome.is_ok());
        let felt = felt.map(|sent_at| cx.now().since(sent_at) + after);
        self.count(visit.edge, visit.is_secure, bytes, felt);
        self.reply_after(id, outcome, after, cx);
    }

    /// What the origin of a visit has now.
    fn newest(&self, visit: Visit, cx: &Ctx<'_>) -> Option<Content> {
        let origin = self.origins.get(visit.behavior)?.first?.to;
        cx.world.contents.of(origin)
    }

    pub(super) fn reply_after(
        &self,
        id: RequestId,
        outcome: Outcome,
        after: Span,
        cx: &mut Ctx<'_>,
    ) {
        let delay = cx.world.queue.delay(after);
        cx.reply_delayed(id, outcome, delay);
    }

    pub(super) fn note(&self, id: RequestId, word: &'static str, cx: &mut Ctx<'_>) {
        if cx.request(id).is_some_and(|request| request.is_traced) {
            cx.trace(id, Step::Noted { word });
        }
    }
}

impl Answer {
    const fn kept(result: EdgeResult, copy: EdgeCopy) -> Self {
        Self {
            result,
            version: copy.version,
            cause: FailureCause::None,
        }
    }

    const fn error(status: u16) -> Self {
        Self {
            result: EdgeResult::Error(status),
            version: 0,
            cause: FailureCause::None,
        }
    }

    /// Past all caches.
    const fn passed(given: Given) -> Self {
        match given {
            Given::Failed { status, .. } => Self::error(status),
            Given::Copy(_) | Given::Old { .. } => Self {
                result: EdgeResult::Miss,
                version: 0,
                cause: FailureCause::None,
            },
        }
    }
}

/// There and back from an edge location to the regional cache behind it, which is in another city.
fn way_to_regional(edge: Region, regional: Region) -> Span {
    match edge == regional {
        true => REGIONAL_HOP,
        false => REGIONAL_HOP + round_trip(edge, regional),
    }
}

/// What a thing is kept under: host and path, and what else the policy says.
fn key(asked: &Asked<'_>, behavior: &Behavior) -> u64 {
    let mut key = AnswerKey::default().with(asked.host()).with(asked.path());
    if behavior.query_strings == Included::All {
        key = key.with(asked.query());
    }
    if behavior.cookies == Included::All
        && let Some(cookies) = asked.header("Cookie")
    {
        key = key.with(cookies);
    }
    if !behavior.header.is_empty()
        && let Some(value) = asked.header(&behavior.header)
    {
        key = key.with(value);
    }
    key.number()
}
