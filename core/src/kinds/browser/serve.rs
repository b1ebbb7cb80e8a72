//! The data plane of browsers: what a view asks for, and what it does with the answers.

use super::Browser;
use super::params::Render;
use super::plan::Aim;
use super::view::{Phase, View};
use super::waits::Wait;
use super::{Ctx, FailureCause, Identity, RequestId};
use crate::base::id::PartIx;
use crate::base::rng::finalise;
use crate::base::time::{Instant, Span};
use crate::kinds::users::patience;
use crate::rules::cdn::CacheControl;
use crate::world::request::Outcome;
use crate::world::requests::Note;
use crate::world::tracer::Step;

/// Basis: model - browsers follow 20 in a row.
const REDIRECTS_MAX: u8 = 20;

/// Whose request it is, as it is noted beside the call.
const fn note(view: u32, step: usize) -> Note {
    (view as Note + 1) << 16 | step as Note
}

/// The view and the step of a note. `None`: it is nobody's.
pub(super) fn read(note: Note) -> Option<(u32, usize)> {
    let view = (note >> 16).checked_sub(1)?;
    Some((view as u32, (note & 0xffff) as usize))
}

impl Browser {
    /// Somebody opens the page.
    pub(super) fn begin(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let identity = finalise(self.salt ^ self.begun) as Identity;
        self.begun += 1;
        let visitor = self.page.0.crowd.number(identity);
        let is_new = self.newcomers.unit() * 100.0 < self.params.new_percent;
        let is_first = self.kept.come(visitor, is_new);
        if self.is_shown(now) {
            self.counts.views += 1;
            self.counts.first_views += u64::from(is_first);
        }
        let view = self.views.insert(View {
            identity,
            visitor,
            began: now,
            is_first,
            entry: PartIx::NONE,
            phase: Phase::Document,
            waiting: 0,
            has_failed: false,
            waits: Default::default(),
        });
        self.go_on(view, cx);
    }

    /// Goes on with a view for which nothing is on its way.
    pub(super) fn go_on(&mut self, at: u32, cx: &mut Ctx<'_>) {
        let now = cx.now();
        while let Some(view) = self.views.get_mut(at).filter(|view| view.waiting == 0) {
            if view.has_failed {
                return self.end(at);
            }
            match view.phase {
                Phase::Document => {
                    view.phase = Phase::Files;
                    self.load(at, 0, cx);
                }
                Phase::Files => {
                    view.phase = Phase::Calls(0);
                    view.reach(Wait::Document, now);
                    for file in 1..=self.plan.files {
                        self.load(at, file, cx);
                    }
                }
                Phase::Calls(n) => {
                    view.reach(Wait::Files, now);
                    if n > 0 {
                        view.reach(Wait::Api, now);
                    }
                    if !self.call(at, usize::from(n), cx) {
                        return self.end_well(at, now);
                    }
                }
            }
        }
    }

    /// The document or a file: out of the browser's own cache, or from where it is.
    fn load(&mut self, at: u32, thing: usize, cx: &mut Ctx<'_>) {
        let Some(view) = self.views.get_mut(at) else {
            return;
        };
        if self.kept.is_fresh(view.visitor, thing, cx.now()) {
            let is_shown = view.began >= Instant::ZERO + self.preroll;
            self.counts.own_hits += u64::from(is_shown);
            return;
        }
        self.ask(at, thing, cx);
    }

    /// What the script asks for next. Returns whether there is anything left.
    fn call(&mut self, at: u32, n: usize, cx: &mut Ctx<'_>) -> bool {
        let (Some(view), Some(call)) = (self.views.get_mut(at), self.plan.calls.get(n)) else {
            return false;
        };
        let (visitor, now) = (view.visitor, cx.now());
        let has_session = self.kept.is_fresh(visitor, self.plan.session(), now);
        if call.signs_in && has_session {
            view.phase = Phase::Calls(n as u16 + 1);
            return true;
        }
        let permission = self.plan.permission(n);
        if call.needs_preflight && !self.kept.is_fresh(visitor, permission, now) {
            let is_shown = view.began >= Instant::ZERO + self.preroll;
            self.counts.preflights += u64::from(is_shown);
            self.ask(at, self.plan.preflight(n), cx);
        } else {
            let step = match self.has_cookie_for(n, has_session) {
                true => self.plan.call(n),
                false => self.plan.anonymous(n),
            };
            self.ask(at, step, cx);
        }
        true
    }

    /// Whether a call has all the cookies that the API wants of it.
    fn has_cookie_for(&self, n: usize, has_session: bool) -> bool {
        let (Some(call), Some(credentials)) = (self.plan.calls.get(n), self.plan.cookies()) else {
            return true;
        };
        let goes_along = self.goes_along.get(n).is_none_or(|goes| *goes);
        let is_sent = goes_along && credentials.go_along(call.is_cross_origin);
        call.signs_in || has_session && is_sent
    }

    fn ask(&mut self, at: u32, step: usize, cx: &mut Ctx<'_>) {
        let class = self.class_first.saturating_add(step as u8);
        self.send(at, step, class, 0, cx);
    }

    fn send(&mut self, at: u32, step: usize, class: u8, redirects: u8, cx: &mut Ctx<'_>) {
        let is_shown = self.is_shown(cx.now());
        let Some(view) = self.views.get_mut(at) else {
            return;
        };
        self.stats.sent += u64::from(is_shown);
        let identity = view.identity;
        let sent = match cx.is_full(0) {
            true => None,
            false => cx.send(class, 0, identity),
        };
        let Some(id) = sent else {
            view.has_failed = true;
            if is_shown {
                let failed = Outcome::failed(0, FailureCause::TooManyInFlight);
                self.stats.record(failed, Span::ZERO);
            }
            return;
        };
        view.waiting += 1;
        cx.set_awaited_note(id, note(at, step));
        if let Some(request) = cx.request(id) {
            request.redirects = redirects;
        }
        cx.deadline(id, self.patience);
        let (line, outlet) = match self.plan.aim(step) {
            Aim::Document | Aim::File => &mut self.page,
            Aim::Call(_) | Aim::Preflight(_) => &mut self.api,
        };
        match *outlet {
            Some(site) => {
                view.entry = line.dial(id, site, identity, cx);
            }
            None => cx.reply(id, Outcome::failed(0, FailureCause::NotWired)),
        }
    }

    /// An answer has come, of whatever kind.
    pub(super) fn answered(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, noted)) = cx.answered(id) else {
            return;
        };
        if request.is_abandoned {
            return cx.finish(id);
        }
        let outcome = request.outcome;
        let step = read(noted).map(|(_, step)| step);
        let aim = step.map(|step| self.plan.aim(step));
        // A server that does not know OPTIONS says so, and the browser takes it for a no.
        let is_preflight = matches!(aim, Some(Aim::Preflight(_)));
        let is_no = is_preflight && matches!(outcome.code, 400..=499);
        let is_anonymous = step.is_some_and(|step| self.plan.is_anonymous(step));
        let is_no = is_no || is_anonymous && outcome.code == 401;
        let is_minded = aim.is_some_and(|aim| self.plan.minds(aim));
        if is_minded && (outcome.is_ok() && !outcome.is_redirect() || is_no) {
            // Whose headers they are is known to the control plane alone.
            self.judging.push(id);
            return cx.signal();
        }
        if let Some((view, step)) = self.receive(id, cx) {
            self.take(view, step, outcome, cx);
        }
    }

    /// Writes down how an answer is felt; the request is over. Returns whose it was.
    pub(super) fn receive(&mut self, id: RequestId, cx: &mut Ctx<'_>) -> Option<(u32, usize)> {
        let now = cx.now();
        let (request, noted) = cx.answered(id)?;
        let (outcome, sent_at, is_traced) = (request.outcome, request.sent_at, request.is_traced);
        let (class, by, redirects) = (request.class, request.answered_by, request.redirects);
        if is_traced {
            cx.trace(id, Step::Received { outcome });
        }
        cx.finish(id);
        if self.is_shown(sent_at) {
            self.stats.record(outcome, now.since(sent_at));
        }
        let (at, step) = read(noted)?;
        let view = self.views.get_mut(at)?;
        view.waiting = view.waiting.saturating_sub(1);
        view.has_failed |= !outcome.is_ok();
        let visitor = view.visitor;
        if outcome.is_redirect() {
            match redirects < REDIRECTS_MAX {
                true => self.send(at, step, class, redirects + 1, cx),
                false => view.has_failed = true,
            }
            return Some((at, step));
        }
        if outcome.is_ok() && matches!(self.plan.aim(step), Aim::Document | Aim::File) {
            let age = says(by, class, cx).own_age();
            self.kept.keep(visitor, step, now, age);
        }
        Some((at, step))
    }

    /// A view goes on with what it has got.
    pub(super) fn take(&mut self, at: u32, step: usize, outcome: Outcome, cx: &mut Ctx<'_>) {
        if outcome.is_ok()
            && !outcome.is_redirect()
            && let Aim::Call(n) = self.plan.aim(step)
            && let Some(view) = self.views.get_mut(at)
        {
            view.phase = Phase::Calls(n as u16 + 1);
        }
        self.go_on(at, cx);
    }

    /// The patience of whoever looks at the page, or a connection attempt, has ended.
    pub(super) fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let noted = cx.awaited_note(id);
        let sent_at = cx.request(id).map(|request| request.sent_at);
        if !patience::ends(id, self.patience.span, cx) {
            return;
        }
        let is_shown = sent_at.is_some_and(|at| self.is_shown(at));
        self.stats.gave_up += u64::from(is_shown);
        let Some((at, _)) = noted.and_then(read) else {
            return;
        };
        if let Some(view) = self.views.get_mut(at) {
            view.waiting = view.waiting.saturating_sub(1);
            view.has_failed = true;
        }
        self.go_on(at, cx);
    }

    fn end_well(&mut self, at: u32, now: Instant) {
        let is_ready = self.params.render == Render::Server;
        if let Some(view) = self.views.get_mut(at) {
            view.reach(Wait::Usable, now);
            // What there is to read came with the document, or with the first data.
            let with = match is_ready {
                true => Wait::Document,
                false if self.plan.calls.is_empty() => Wait::Files,
                false => Wait::Api,
            };
            let read = view.waits.get(with as usize).copied().flatten();
            if let Some(place) = view.waits.get_mut(Wait::Readable as usize) {
                *place = read;
            }
        }
        self.end(at);
    }

    fn end(&mut self, at: u32) {
        let Some(view) = self.views.remove(at) else {
            return;
        };
        if !self.is_shown(view.began) {
            return;
        }
        if view.has_failed {
            self.counts.failed += 1;
            return;
        }
        self.counts.usable += 1;
        let waited = view.waits.get(Wait::Usable as usize).copied().flatten();
        self.counts.waited_us += waited.unwrap_or_default().us();
        self.good += 1;
        match view.is_first {
            true => self.first.add(view.waits),
            false => self.again.add(view.waits),
        }
    }

    /// Views that go on.
    pub const fn open(&self) -> usize {
        self.views.len()
    }
}

/// What an answer says to caches: as the store says that gave it or that stands behind who did, or
/// else as the page has it.
fn says(by: PartIx, class: u8, cx: &Ctx<'_>) -> CacheControl {
    let (contents, wires) = (&cx.world.contents, &cx.world.wires);
    let own = contents.of(by);
    let behind = || wires.of(by).iter().find_map(|wire| contents.of(wire.to));
    match own.or_else(behind) {
        Some(content) => content.cache_control,
        None => CacheControl::parse(&cx.world.page(class).cache_control),
    }
}
