//! Browsers: people who open a page. A view is a document, its files (out of the browser's own cache as
//! long as they may be), and for a page that renders itself what its script then asks of an API. What the
//! page may read of another origin the browser decides, by the headers of the answers (spec 3.5, 15).

pub mod headers;
mod judge;
mod kept;
mod params;
mod plan;
mod serve;
mod view;
mod waits;

pub use params::{Auth, Call, File, Params, Render};
pub use waits::Wait;

use crate::base::id::{PartIx, RequestId};
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng, finalise};
use crate::base::time::{Instant, Span};
use crate::base::zipf::Zipf;
use crate::contract::{
    CheckCtx, Drawing, Family, Kind, Place, Protocol, Quantity, Role, Setup, Spec, Tally, Tone,
    Unit, Viewers, Vitals,
};
use crate::control::{ControlCtx, Message};
use crate::kinds::users::ClientStats;
use crate::kinds::users::line::Line;
use crate::rules::cookie::Refused;
use crate::rules::cors::Blocked;
use crate::world::client::{Crowd, Identity};
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::What;
use crate::world::request::FailureCause;
use crate::world::wires::Outlet;
use alloc::vec::Vec;
use kept::Kept;
use plan::Plan;
use serde::{Deserialize, Serialize};
use view::Views;
use waits::Recent;

/// What has come about since the first picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Views that have begun; of these, those whose browser had nothing of the site.
    pub views: u64,
    pub first_views: u64,
    /// Everything was there in the end.
    pub usable: u64,
    /// For all of these together, from the click to the end. Units: microseconds.
    pub waited_us: u64,
    /// Something did not come, was blocked or refused.
    pub failed: u64,
    /// Taken from the browser's own cache.
    pub own_hits: u64,
    pub preflights: u64,
    /// Answers that the browser kept from the page, by reason.
    pub blocked: [u64; Blocked::ALL.len()],
    /// Session cookies that the browser did not take or send, by reason.
    pub refused: [u64; Refused::ALL.len()],
    /// Calls without a session that the API wants.
    pub unauthorized: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Browser {
    params: Params,
    plan: Plan,
    arrivals: Rng,
    newcomers: Rng,
    salt: u64,
    /// To the page's own host, and to that of the API, each with its way out.
    page: (Line, Option<Outlet>),
    api: (Line, Option<Outlet>),
    class_first: u8,
    patience: Delay,
    preroll: Span,
    surge: Option<(f64, Instant)>,
    generation: u64,
    /// Views since the start of the run.
    begun: u64,
    views: Views,
    kept: Kept,
    /// The session cookie as it was set last: whether it goes along with each call.
    goes_along: Vec<bool>,
    /// Answers whose headers have to be read.
    judging: Vec<RequestId>,
    /// Reasons that the log has told of since all was well, one bit each.
    told: u16,
    /// Views in a row since then that had all they needed.
    good: u32,
    /// Of browsers with nothing in their caches, and of the others.
    first: Recent,
    again: Recent,
    pub counts: Counts,
    pub stats: ClientStats,
}

impl Kind for Browser {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "browser",
        accepts: &[],
        offers: &[Protocol::Dns, Protocol::Http],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        params: r#"{
            "files": [{ "url": "/assets/app.js", "bytes": 200000 }, { "url": "/assets/app.css" }],
            "calls": [{ "method": "GET", "url": "/api/items" }]
        }"#,
        family: Some(Family::Entry),
        role: Role::Source,
        ..Drawing::of("browsers")
    };
    const NOTES: &'static [&'static str] = &["B20", "D8"];

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let names = u64::from(setup.id.0) << 32 | 1;
        let names = Rng::stream(setup.seed, names, Purpose::Names);
        let mut browser = Self {
            params: params.clone(),
            plan: Plan::default(),
            arrivals: setup.rng(Purpose::Arrivals),
            newcomers: setup.rng(Purpose::Routing),
            salt: finalise(setup.seed ^ u64::from(setup.id.0) << 32),
            page: (Line::new(setup.rng(Purpose::Names)), None),
            api: (Line::new(names), None),
            class_first: 0,
            patience: Delay::default(),
            preroll: setup.preroll,
            surge: None,
            generation: 0,
            begun: 0,
            views: Views::default(),
            kept: Kept::default(),
            goes_along: Vec::new(),
            judging: Vec::new(),
            told: 0,
            good: 0,
            first: Recent::default(),
            again: Recent::default(),
            counts: Counts::default(),
            stats: ClientStats::default(),
        };
        browser.edit(params, setup);
        browser
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.plan = Plan::of(params);
        self.kept.hold(self.plan.things());
        (self.told, self.good) = (0, 0);
        self.patience = setup.deadline(Span::from_s_f64(params.patience_s));
        let crowd = Crowd {
            clients: params.visitors.max(1.0) as u32,
            popularity: Zipf::ONE,
            region: params.region(),
            ..Crowd::DEFAULT
        };
        let round_trip = setup.delay(Span::from_s_f64(params.round_trip_ms / 1e3));
        for (line, _) in [&mut self.page, &mut self.api] {
            line.round_trip = round_trip;
            line.crowd = crowd;
            line.resolvers.serve(setup.me, crowd.region, 0.0);
        }
        self.class_first = setup.classes(self.plan.classes(params, crowd));
        self.schedule(setup.world, setup.me);
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.look_for_ways(cx);
        if cx.now() != Instant::ZERO {
            return;
        }
        for (line, outlet) in [&mut self.page, &mut self.api] {
            if let Some(outlet) = outlet.filter(|outlet| cx.world.names.of(outlet.to).is_some()) {
                line.resolvers.warm_up(outlet.to, cx.world);
            }
        }
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.look_for_ways(cx);
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.look_for_ways(cx);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Wake(bits) if bits >> 1 == self.generation => {
                if bits & 1 != 0 {
                    self.begin(cx);
                }
                let (world, me) = (&mut *cx.world, cx.me);
                self.schedule(world, me);
            }
            Input::Return(id) => self.answered(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            _ => {}
        }
    }

    /// The sums of the run keep what they felt.
    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        let departed = cx.control.departed.get_or_insert_default();
        departed.add_departed(&self.stats);
        cx.world.forget_classes(cx.me);
        cx.reset_connections(FailureCause::ConnectionCut);
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        match message {
            Message::Signalled => self.judge(cx),
            Message::Surge => {
                let (users, seconds) = (self.params.surge_visitors, self.params.surge_s);
                self.surge = Some((users, cx.now() + Span::from_s_f64(seconds)));
                self.schedule(cx.world, cx.me);
                cx.log(What::SurgeSent { users, seconds }, None);
            }
            _ => {}
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        self.show(vitals);
    }

    fn tally(&self, now: Instant) -> Tally {
        Tally {
            users: self.users_now(now),
            request_cpu_s: Some(self.params.cpu_seconds_per_request),
            pages: self.counts.usable,
            waited_us: self.counts.waited_us,
            ..Tally::default()
        }
    }

    fn client_stats(&self) -> Option<&ClientStats> {
        Some(&self.stats)
    }

    fn viewers(&self, me: PartIx, world: &World) -> Option<Viewers> {
        Some(self.page.0.viewers(me, world))
    }
}

impl Browser {
    pub fn users_now(&self, now: Instant) -> f64 {
        match self.surge {
            Some((users, until)) if now < until => users,
            _ => self.params.visitors,
        }
    }

    /// The next view: they come at any time, each on its own account. Where the number of people is
    /// another one, it is drawn anew: the exponential has no memory.
    fn schedule(&mut self, world: &mut World, me: PartIx) {
        self.generation += 1;
        let now = world.now;
        let until = self.surge.map(|(_, until)| until);
        let until = until.filter(|until| now < *until);
        let per_us = self.users_now(now) * self.params.views_per_visitor_s / 1e6;
        let view = (per_us > 0.0).then(|| now + Span::from_us_f64(self.arrivals.exp1() / per_us));
        let (at, is_view) = match (view, until) {
            (Some(view), Some(until)) if view >= until => (until, false),
            (Some(view), _) => (view, true),
            (None, Some(until)) => (until, false),
            (None, None) => return,
        };
        let bits = self.generation << 1 | u64::from(is_view);
        Ctx { world, me }.wake_at(at, bits);
    }

    /// The wire to the API is the one that leads where the parameters say; the page is at the end of
    /// another one, or of the same where there is none.
    fn look_for_ways(&mut self, cx: &ControlCtx<'_>) {
        let named = self.params.api.and_then(|id| cx.control.ix(id));
        let wires = &cx.world.wires;
        let all = || (0..wires.of(cx.me).len()).filter_map(|n| wires.nth(cx.me, n));
        let api = all().find(|outlet| named == Some(outlet.to));
        self.page.1 = all().find(|outlet| api != Some(*outlet)).or(api);
        self.api.1 = api.or(self.page.1);
    }

    fn is_shown(&self, at: Instant) -> bool {
        at >= Instant::ZERO + self.preroll
    }

    /// What people wait for, by what their browsers had. Units: milliseconds.
    pub fn median_ms(&self, wait: Wait, is_first: bool) -> Option<f64> {
        match is_first {
            true => self.first.median_ms(wait),
            false => self.again.median_ms(wait),
        }
    }

    fn show(&self, vitals: &mut Vitals) {
        let counts = &self.counts;
        let level = |ms: f64| Quantity::Level(ms);
        let usable = self.median_ms(Wait::Usable, true);
        match usable.or(self.median_ms(Wait::Usable, false)) {
            Some(ms) => vitals.headline("", level(ms), Unit::Milliseconds),
            None => vitals.headline("", level(self.params.visitors), Unit::Users),
        }
        if self.told != 0 {
            vitals.tone = Tone::Bad;
            vitals.badge("blocked", Tone::Bad);
        }
        vitals.row("views", Quantity::Total(counts.views), Unit::PerSecond);
        for (wait, word) in Wait::ALL {
            if let Some(ms) = self.median_ms(wait, true) {
                vitals.row(word, level(ms), Unit::Milliseconds);
            }
        }
        if let Some(ms) = self.median_ms(Wait::Usable, false) {
            vitals.row("usable_again", level(ms), Unit::Milliseconds);
        }
        let counted = [
            ("own_hits", counts.own_hits),
            ("preflights", counts.preflights),
            ("failed_views", counts.failed),
            ("unauthorized", counts.unauthorized),
        ];
        let blocked = Blocked::ALL.into_iter().zip(counts.blocked);
        let blocked = blocked.map(|(why, count)| (judge::blocked_word(why), count));
        let refused = Refused::ALL.into_iter().zip(counts.refused);
        let refused = refused.map(|(why, count)| (judge::refused_word(why), count));
        for (word, count) in counted.into_iter().chain(blocked).chain(refused) {
            if count > 0 {
                vitals.row(word, Quantity::Level(count as f64), Unit::Count);
            }
        }
    }
}
