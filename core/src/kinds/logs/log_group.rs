//! Log group of CloudWatch Logs: where agents send what applications write. A metric filter counts
//! its errors, so that an alarm may watch them; a subscription hands them to a function at once, which
//! tells people (spec 9.4).

use crate::base::id::PartId;
use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    Dimension, Drawing, Family, Kind, Member, Place, Quantity, Setup, Spec, Tier, Tone, Usage,
    Vitals, params,
};
use crate::control::{ControlCtx, PublishCtx};
use crate::kinds::lambda_function::LambdaFunction;
use crate::rules::cost;
use crate::rules::storage::log_event_bytes;
use crate::world::ctx::World;
use crate::world::log::Term;
use crate::world::metric::Metric;
use serde::{Deserialize, Serialize};

pub const INCOMING_LOG_EVENTS: Metric = Metric::events("IncomingLogEvents");
/// Of the metric filter.
pub const ERROR_COUNT: Metric = Metric::events("ErrorCount");

/// One notification at the most in this time. Basis: model.
const QUIET: Span = Span::from_s(60);

params! {
    pub struct Params {
        /// Days; nothing here looks back that far.
        retention: u32 = 30, "retentionInDays" => whole(1.0..=3_653.0, None);
        /// Lines with this level are counted by the metric filter and handed on by the subscription.
        filters: bool = true, "metricFilter" => toggle();
        destination: Option<PartId> = None, "destinationArn" if |p| p.filters
            => part(Takes::Kinds(&[LambdaFunction::ID]));
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LogGroup {
    params: Params,
    pub lines: u64,
    pub errors: u64,
    /// Batches with errors that went to the function.
    pub handed_on: u64,
    told_at: Option<Instant>,
}

impl Kind for LogGroup {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "log_group",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const START: u8 = 2;
    const DRAWING: Drawing = Drawing {
        tier: Tier::LastPrivate,
        family: Some(Family::Data),
        ..Drawing::of("log-group")
    };
    const NOTES: &'static [&'static str] = &["C23"];
    const METRICS: &'static [Metric] = &[INCOMING_LOG_EVENTS, ERROR_COUNT];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("LogGroupName"));

    /// A metric filter writes into a namespace of the reader's own.
    fn namespace(metric: Metric) -> Option<&'static str> {
        let is_own = metric == ERROR_COUNT;
        Some(if is_own { "LogMetrics" } else { "AWS/Logs" })
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            ..Self::default()
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        cx.put_gained(INCOMING_LOG_EVENTS, self.lines as f64);
        if self.params.filters {
            // A default value of 0: without errors there is a datapoint as well.
            let gained = cx.gained(ERROR_COUNT, self.errors as f64);
            cx.put_level(ERROR_COUNT, gained);
        }
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(Usage {
            requests: 0,
            bytes: log_event_bytes(self.lines),
            ..Usage::default()
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        used.gb() * cost::LOGS_PER_GB
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let level = |count: u64| Quantity::Level(count as f64);
        vitals.tone = Tone::Neutral;
        vitals.headline("lines", level(self.lines), Unit::Count);
        vitals.row("errors", level(self.errors), Unit::Count);
        vitals.row("handed_on", level(self.handed_on), Unit::Count);
        vitals.row("bytes", level(log_event_bytes(self.lines)), Unit::Bytes);
    }
}

impl LogGroup {
    /// Lines of an agent, and how many of them are errors.
    pub fn take(&mut self, lines: u64, errors: u64, cx: &mut ControlCtx<'_>) {
        self.lines += lines;
        self.errors += errors;
        if errors == 0 || !self.params.filters {
            return;
        }
        let function = self.params.destination.and_then(|id| cx.control.ix(id));
        let Some(function) = function else { return };
        let now = cx.now();
        let is_taken = cx.with::<LambdaFunction, _>(function, |f, _| f.take_batch(now));
        if is_taken != Some(true) {
            return;
        }
        self.handed_on += 1;
        if self.told_at.is_none_or(|at| now.since(at) >= QUIET) {
            self.told_at = Some(now);
            let errors = Term::Count(errors as f64);
            let to = Term::Part(cx.control.id(function));
            cx.say("notified", true, &[errors, to], None);
        }
    }
}
