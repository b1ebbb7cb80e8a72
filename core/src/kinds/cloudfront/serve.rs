//! The data plane of a distribution: what an edge location has it answers, what it lacks is fetched
//! once for all who ask, by way of the regional cache behind it (spec 3.1-3.3).

use super::edge::Thing;
use super::fetches::{Fetch, Layer};
use super::params::{Behavior, Included, ViewerProtocol};
use super::{CloudFront, REGIONAL_HOP};
use crate::balancing::end_tls;
use crate::base::id::RequestId;
use crate::base::time::Span;
use crate::rules::answers::AnswerKey;
use crate::rules::cdn::{EdgeCopy, EdgeResult, Found, Given, behavior, pop, regional_cache};
use crate::rules::edge_function::Event;
use crate::rules::regions::{EDGE_ROUND_TRIP, Region, round_trip};
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
    pub(super) thing: Thing,
    /// Place of its behaviour among all of them.
    pub(super) behavior: usize,
    /// `None`: nothing of it is kept.
    pub(super) key: Option<u64>,
    pub(super) is_secure: bool,
    /// Until the edge location has looked.
    pub(super) after: Span,
}

/// What an edge location answers.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    pub(super) result: EdgeResult,
    /// Of what it hands out; 0: it came past all caches.
    pub(super) version: u32,
    pub(super) cause: FailureCause,
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

    pub(super) fn take_at_edge(
        &mut self,
        visit: Visit,
        key: u64,
        given: Given,
        cx: &Ctx<'_>,
    ) -> Answer {
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
    pub(super) fn answer(&mut self, visit: Visit, answer: Answer, after: Span, cx: &mut Ctx<'_>) {
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
    pub(super) const fn passed(given: Given) -> Self {
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
pub(super) fn way_to_regional(edge: Region, regional: Region) -> Span {
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
