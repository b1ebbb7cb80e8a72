//! The data plane of an instance: a request in line, at work, and answered.

use super::{App, Instance};
use crate::base::id::RequestId;
use crate::world::ctx::Ctx;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;

impl Instance {
    #[inline(always)]
    pub(super) fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let class = cx.request(id).map_or(0, |r| r.class);
        self.offered_us += cx.class(class).cpu_us;
        if self.app != App::Listening || self.is_unreachable {
            return self.turn_away(id, cx);
        }
        if self.in_system() >= self.in_system_max {
            self.refused += 1;
            return cx.reply(id, Outcome::failed(0, FailureCause::QueueFull));
        }
        self.received += 1;
        if self.has_free_worker() {
            self.begin(id, cx);
        } else {
            self.waiting.push_back(id);
        }
    }

    fn turn_away(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if self.is_silent() {
            return cx.never_connect(id);
        }
        match self.app {
            // The connection is taken and the request is never answered.
            App::Hung => {
                if let Some(request) = cx.request(id) {
                    request.is_lost = true;
                }
            }
            _ => {
                self.refused += 1;
                cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
            }
        }
    }

    #[inline(always)]
    fn begin(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let class_ix = request.class;
        if request.is_traced {
            cx.trace(id, Step::Started);
        }
        let class = cx.class(class_ix);
        self.at_work.begin(cx.now());
        self.workers += 1;
        self.bytes_in += u64::from(class.bytes_in);
        let span = class
            .cpu_shape
            .draw(class.cpu_us * self.slow_factor, &mut self.service);
        cx.done_after(id, span);
    }

    #[inline(always)]
    pub(super) fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        // Work of an earlier life of this place in the table, or of a machine that has died.
        let Some(request) = cx.request(id).filter(|r| !r.is_lost) else {
            return;
        };
        let class = request.class;
        self.at_work.end(cx.now());
        self.get_data(id, class, cx);
        self.work_on(cx);
    }

    #[inline(always)]
    pub(super) fn answer(&mut self, id: RequestId, class: u8, outcome: Outcome, cx: &mut Ctx<'_>) {
        self.workers = self.workers.saturating_sub(1);
        self.answered += 1;
        if self.answers_500 {
            self.errors += u64::from(outcome.is_ok());
            return cx.reply(id, Outcome::failed(500, FailureCause::ApplicationError));
        }
        if outcome.is_ok() {
            self.bytes_out += u64::from(cx.class(class).bytes_out);
        }
        cx.reply(id, outcome);
    }

    /// Takes up what waits, as far as vCPUs and workers go.
    #[inline(always)]
    pub(super) fn work_on(&mut self, cx: &mut Ctx<'_>) {
        if !self.waiting.is_empty() {
            self.take_up(cx);
        }
    }

    #[inline(never)]
    fn take_up(&mut self, cx: &mut Ctx<'_>) {
        while self.has_free_worker() {
            let Some(next) = self.waiting.pop_front() else {
                break;
            };
            if next == RequestId::NONE {
                self.serve_probe(cx);
                continue;
            }
            self.begin(next, cx);
        }
    }
}
