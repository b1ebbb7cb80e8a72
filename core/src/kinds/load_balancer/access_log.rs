//! Access log of a balancer: a line for every request that it took, gathered by each node and put into
//! S3 every five minutes (spec 5.11). It counts; what single lines say is made of followed requests
//! (`observe/access_log.rs`).

use super::{LOAD_BALANCER, LoadBalancer};
use crate::base::id::{PartId, PartIx};
use crate::base::time::Instant;
use crate::contract::{
    Drawing, Family, Kind, Member, Owners, Place, Price, Quantity, Role, Setup, Spec, Unit, Usage,
    Vitals, params,
};
use crate::control::{ControlCtx, Due, Message, timers};
use crate::kinds::s3::S3;
use crate::rules::cost;
use crate::rules::storage::{LOG_EVERY, log_bytes};
use crate::world::ctx::World;
use crate::world::log::Term;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        is_on: bool = true, "access_logs.s3.enabled" => toggle();
        /// `None`: one that is not drawn.
        bucket: Option<PartId> = None, "access_logs.s3.bucket"
            => part(Takes::Kinds(&[S3::ID]));
    }
}

/// What has been put into the bucket since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub lines: u64,
    /// One for each node that had something to say.
    pub objects: u64,
    pub bytes: u64,
    /// Of both, those in a bucket that is not drawn, which is paid for here.
    paid_objects: u64,
    paid_bytes: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccessLog {
    params: Params,
    pub counts: Counts,
    /// Requests of the balancer up to the last delivery.
    seen: u64,
    next: Instant,
}

timers! {
    Timer {
        /// Files are put into the bucket.
        Delivers: Publication,
    }
}

impl Kind for AccessLog {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "access_log",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Kinds(&[LOAD_BALANCER]);
    const START: u8 = 4;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Balancing),
        role: Role::Log,
        ..Drawing::of("access-log")
    };
    const NOTES: &'static [&'static str] = &["C22"];

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            counts: Counts::default(),
            seen: 0,
            next: setup.world.now,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    /// What the balancer took while nothing was written is not in the log.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.seen = taken(cx).0;
        self.wait(cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        if !self.params.is_on {
            self.seen = taken(cx).0;
        }
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        let (requests, nodes) = taken(cx);
        let lines = requests.saturating_sub(self.seen);
        self.seen = requests;
        self.wait(cx);
        if !self.params.is_on || lines == 0 {
            return;
        }
        let objects = lines.min(u64::from(nodes));
        let bytes = log_bytes(lines);
        self.counts.lines += lines;
        self.counts.objects += objects;
        self.counts.bytes += bytes;
        match self.params.bucket.and_then(|bucket| cx.control.ix(bucket)) {
            Some(bucket) => {
                for nth in 0..objects {
                    let lines = lines / objects + u64::from(nth < lines % objects);
                    let lines = u32::try_from(lines).unwrap_or(u32::MAX);
                    cx.send(bucket, Message::LogFile { lines });
                }
            }
            None => {
                self.counts.paid_objects += objects;
                self.counts.paid_bytes += bytes;
            }
        }
        let values = [lines, objects].map(|count| Term::Count(count as f64));
        cx.say("delivered", false, &values, None);
    }

    /// What lies in a bucket that is not drawn; delivery itself is free.
    fn price(&self) -> Price {
        let gb = self.counts.paid_bytes as f64 / 1e9;
        Price::standing(gb * cost::hourly(cost::S3_PER_GB_MONTH))
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(Usage {
            requests: self.counts.paid_objects,
            bytes: self.counts.paid_bytes,
            nanousd: self.counts.paid_objects * cost::S3_PUT_NANOUSD,
            ..Usage::default()
        })
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        let level = |count: u64| Quantity::Level(count as f64);
        vitals.headline("lines", level(self.counts.lines), Unit::Count);
        vitals.row("objects", level(self.counts.objects), Unit::Count);
        vitals.row("bytes", level(self.counts.bytes), Unit::Bytes);
        if self.params.is_on {
            let left = Quantity::Level(self.next.since(now).s_f64());
            vitals.row("next", left, Unit::Seconds);
        }
    }
}

impl AccessLog {
    pub const fn is_on(&self) -> bool {
        self.params.is_on
    }

    fn wait(&mut self, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        self.next = cx.control.calendar.next_boundary(now, LOG_EVERY);
        cx.set(Timer::Delivers, self.next);
    }
}

/// Requests that its balancer has taken so far, and how many nodes took them.
fn taken(cx: &ControlCtx<'_>) -> (u64, u32) {
    let balancer = cx.owner(cx.me).and_then(|of| cx.get::<LoadBalancer>(of));
    balancer.map_or((0, 0), |balancer| {
        let nodes = balancer.balancing.zones_up.count_ones();
        (balancer.codes.requests, nodes)
    })
}
