//! When a client has waited long enough.

use crate::base::id::RequestId;
use crate::base::time::Span;
use crate::world::ctx::Ctx;
use crate::world::request::FailureCause;
use crate::world::tracer::Step;

/// A deadline of the part has passed. Returns whether its client gives the request up; one that never
/// got a connection is answered so instead.
pub fn ends(id: RequestId, patience: Span, cx: &mut Ctx<'_>) -> bool {
    let (me, now) = (cx.me, cx.now());
    let Some(request) = cx.request(id) else {
        return false;
    };
    if request.is_abandoned || !request.awaits(me) {
        return false;
    }
    if request.is_lost
        && request.outcome.cause == FailureCause::ConnectTimeout
        && request.is_called_by(me)
        && now.since(request.sent_at) < patience
    {
        request.is_lost = false;
        let outcome = request.outcome;
        cx.reply(id, outcome);
        return false;
    }
    let is_lost = request.is_lost && request.is_called_by(me);
    if request.is_traced {
        cx.trace(id, Step::GaveUp);
    }
    cx.world.abandon(id);
    if is_lost {
        cx.finish(id);
    }
    true
}
