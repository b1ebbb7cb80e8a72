//! What browsers make of the headers of answers: whether a page may read them, and whether the session
//! cookie travels. The server has answered in any case, and its own numbers are those of a success.

use super::headers::ResponseHeaders;
use super::plan::{Aim, CallPlan};
use super::view::View;
use super::{Blocked, Browser, ControlCtx, PartIx, Refused, RequestId};
use crate::base::time::Span;
use crate::rules::cookie::Cookie;
use crate::rules::cors::Said;
use crate::world::counted::Counted;
use crate::world::log::Term;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;
use alloc::format;

/// What comes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The page has it.
    Read,
    /// As [`Self::Read`], and it signs in.
    Session,
    /// As [`Self::Read`], but the session that it brings is not kept.
    NoSession(Refused),
    /// A permission that holds for so long.
    Permitted(Span),
    /// 401: the API wants a session, and there was none.
    Unauthorized,
    Blocked(Blocked),
}

pub(super) const fn blocked_word(why: Blocked) -> &'static str {
    match why {
        Blocked::NoOrigin => "no_origin",
        Blocked::OtherOrigin => "other_origin",
        Blocked::AnyOrigin => "any_origin",
        Blocked::NoCredentials => "no_credentials",
        Blocked::Method => "method",
        Blocked::Header => "header",
        Blocked::Preflight => "preflight",
    }
}

pub(super) const fn refused_word(why: Refused) -> &'static str {
    match why {
        Refused::NotIncluded => "not_included",
        Refused::NotSecure => "not_secure",
        Refused::NoneNeedsSecure => "none_needs_secure",
        Refused::OtherSite => "other_site",
    }
}

/// Views in a row that have all they need, until the log says that all is well: some browsers still go
/// by what they were told before. Basis: model.
const GOOD_AGAIN: u32 = 10;

impl Browser {
    /// All answers that wait for it.
    pub(super) fn judge(&mut self, cx: &mut ControlCtx<'_>) {
        for id in core::mem::take(&mut self.judging) {
            self.judge_one(id, cx);
        }
        if self.told != 0 && self.good >= GOOD_AGAIN {
            self.told = 0;
            cx.say("let_through", false, &[], None);
        }
    }

    fn judge_one(&mut self, id: RequestId, cx: &mut ControlCtx<'_>) {
        let requests = &cx.world.requests;
        let Some((request, noted)) = requests.answered(id) else {
            return;
        };
        let (outcome, by) = (request.outcome, request.answered_by);
        let found =
            super::serve::read(noted).and_then(|(at, step)| Some((self.views.get_mut(at)?, step)));
        let Some((&mut View { visitor, entry, .. }, step)) = found else {
            return cx.data().finish(id);
        };
        // Whoever is in front has the last word.
        let policy = headers_of(entry, cx).or_else(|| headers_of(by, cx));
        let verdict = self.verdict((visitor, step), outcome, policy, cx);
        if let Some(policy) = policy {
            cx.world.counts.add(policy, Counted::Decided, 1);
        }
        self.say(verdict, by, id, cx);
        let mut data = cx.data();
        let is_let_through = !matches!(verdict, Verdict::Blocked(_) | Verdict::Unauthorized);
        // What the page has of it: nothing of what is kept from it.
        if let Some(request) = data.request(id).filter(|_| !is_let_through) {
            request.outcome = match verdict {
                Verdict::Unauthorized => Outcome::failed(401, FailureCause::AccessDenied),
                _ => Outcome::failed(0, FailureCause::AccessDenied),
            };
        }
        if let Some((at, step)) = self.receive(id, &mut data) {
            let outcome = match is_let_through {
                true => Outcome::OK,
                false => Outcome::failed(0, FailureCause::AccessDenied),
            };
            self.take(at, step, outcome, &mut data);
        }
    }

    fn verdict(
        &mut self,
        (visitor, step): (u32, usize),
        outcome: Outcome,
        policy: Option<PartIx>,
        cx: &ControlCtx<'_>,
    ) -> Verdict {
        let policy = policy.and_then(|policy| cx.get::<ResponseHeaders>(policy));
        let said = policy.map_or(Said::default(), |policy| policy.params.said());
        let now = cx.now();
        let (n, is_preflight) = match self.plan.aim(step) {
            Aim::Preflight(n) => (n, true),
            Aim::Call(n) => (n, false),
            Aim::Document | Aim::File => return Verdict::Read,
        };
        let Some(call) = self.plan.calls.get(n) else {
            return Verdict::Read;
        };
        let asking = self.plan.asking(call);
        if is_preflight {
            return match asking.may_send(outcome.code, &said) {
                Ok(age) => {
                    // Longer than the request that it is for is on its way.
                    let age = age.max(Span::from_s(1));
                    self.kept.keep(visitor, self.plan.permission(n), now, age);
                    Verdict::Permitted(age)
                }
                Err(why) => Verdict::Blocked(why),
            };
        }
        let may_read = match call.is_cross_origin {
            true => asking.may_read(&said),
            false => Ok(()),
        };
        if let Err(why) = may_read {
            return Verdict::Blocked(why);
        }
        let Some(credentials) = self.plan.cookies() else {
            return Verdict::Read;
        };
        // What is not said is the cookie of an application that knows nothing of all this.
        const PLAIN: Cookie = Cookie {
            is_secure: false,
            same_site: crate::rules::cookie::SameSite::Unsaid,
        };
        let cookie = policy.map_or(PLAIN, |policy| policy.params.cookie());
        let travels = cookie.travels(self.plan.page(), call.api(), credentials);
        match (call.signs_in, travels) {
            (true, Ok(())) => {
                self.kept.keep_for_ever(visitor, self.plan.session());
                let (page, calls) = (self.plan.page(), self.plan.calls.iter());
                let goes_along = |call: &CallPlan| cookie.travels(page, call.api(), credentials);
                self.goes_along = calls.map(|call| goes_along(call).is_ok()).collect();
                Verdict::Session
            }
            (true, Err(why)) => Verdict::NoSession(why),
            // An API that looks at no cookies has answered as if there were one.
            (false, _) if self.plan.is_anonymous(step) => Verdict::Unauthorized,
            (false, _) => Verdict::Read,
        }
    }

    /// Counts, and tells the log once of what is wrong, and once that it is not any more.
    fn say(&mut self, verdict: Verdict, by: PartIx, id: RequestId, cx: &mut ControlCtx<'_>) {
        let counts = &mut self.counts;
        let (word, count, bit) = match verdict {
            Verdict::Blocked(why) => {
                let count = counts.blocked.get_mut(why as usize);
                (blocked_word(why), count, why as u16)
            }
            Verdict::NoSession(why) => {
                let count = counts.refused.get_mut(why as usize);
                (refused_word(why), count, 8 + why as u16)
            }
            Verdict::Unauthorized => ("unauthorized", Some(&mut counts.unauthorized), 15),
            Verdict::Permitted(_) => {
                return cx.world.trace(id, cx.me, Step::Noted { word: "permitted" });
            }
            Verdict::Read | Verdict::Session => return,
        };
        if let Some(count) = count {
            *count += 1;
        }
        self.good = 0;
        cx.world.trace(id, cx.me, Step::Noted { word });
        if self.told & 1 << bit == 0 {
            self.told |= 1 << bit;
            cx.say(
                &format!("told_{word}"),
                true,
                &[Term::Part(cx.control.id(drawn(by, cx)))],
                None,
            );
        }
    }
}

/// The part of the drawing that answered: a group for what it launched.
fn drawn(by: PartIx, cx: &ControlCtx<'_>) -> PartIx {
    let facts = cx.control.facts.get(by.ix());
    facts.and_then(|facts| facts.launched_by).unwrap_or(by)
}

/// What the answers of a part say to browsers: the headers that belong to it.
fn headers_of(by: PartIx, cx: &ControlCtx<'_>) -> Option<PartIx> {
    let children = cx.children(drawn(by, cx));
    let mut all = children.into_iter();
    all.find(|child| cx.get::<ResponseHeaders>(*child).is_some())
}
