//! The life of a machine: boot, shutdown, a change of type, its end (spec 6.1), and what that means to
//! the work on it.

use super::{App, Instance};
use crate::base::time::{Instant, Span};
use crate::contract::{InstanceState, Kind, Protocol};
use crate::control::{ControlCtx, Message, timers};
use crate::kinds::database::Database;
use crate::rules::lifecycle::Ec2State;
use crate::world::log::Term;

/// Between two tries of user data to reach the internet. Basis: model.
const FETCH_RETRY: Span = Span::from_s(30);

timers! {
    Timer {
        /// The boot or shutdown phase ends.
        Phase: States,
    }
}

impl Instance {
    /// The machine goes silent for good: what it held will never be answered.
    pub fn end(&mut self, state: Ec2State, cx: &mut ControlCtx<'_>) {
        if self.ec2 == Ec2State::ShuttingDown {
            self.report_terminated(cx);
        }
        self.drop_work(cx);
        self.close_account(cx);
        self.ec2 = state;
        self.app = App::Off;
        self.changed_at = cx.now();
        self.billed_until = self.billed_until.or(Some(cx.now()));
        cx.stop(Timer::Phase);
    }

    /// Opens the pool of connections, as the application does when it listens.
    pub fn connect(&self, cx: &mut ControlCtx<'_>) {
        if self.app == App::Listening && !self.is_unreachable {
            self.set_pool(self.params.db_pool_size, cx);
        }
    }

    fn set_pool(&self, size: Option<u32>, cx: &mut ControlCtx<'_>) {
        let server = cx.me;
        if let Some(database) = cx.world.wires.outlet(server, Protocol::Sql) {
            cx.with::<Database, _>(database.to, |database, _| database.open_pool(server, size));
        }
    }

    /// Everything in service, waiting or at the database is lost, and connections with it.
    pub fn drop_work(&mut self, cx: &mut ControlCtx<'_>) {
        self.set_pool(None, cx);
        self.at_work.drop_all(cx.now());
        cx.world.lose_requests_of(cx.me);
        self.workers = 0;
        self.waiting.clear();
        self.probes.clear();
        self.served_probes.clear();
    }

    /// Starts the boot of a launched machine.
    pub fn begin_boot(&mut self, cx: &mut ControlCtx<'_>) {
        let at = cx.now() + Span::from_s_f64(self.params.pending_s);
        cx.set(Timer::Phase, at);
    }

    /// `shutting-down`, then `terminated`. Billing stops now.
    pub fn begin_shutdown(&mut self, cx: &mut ControlCtx<'_>) {
        if self.ec2 == Ec2State::Terminated {
            return self.report_terminated(cx);
        }
        self.billed_until = self.billed_until.or(Some(cx.now()));
        self.close_account(cx);
        self.enter(Ec2State::ShuttingDown, self.params.shutdown_s, cx);
    }

    /// Another type needs a stop, the change and a start; what it works on is lost, and nothing is
    /// paid meanwhile. Basis: documented - EC2 "Change the instance type" (spec 6.1).
    pub(super) fn stop_to_resize(&mut self, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        self.drop_work(cx);
        let has_address = cx.control.ground.gives_address(self.subnet);
        let price = self.price().with_addresses(u32::from(has_address));
        cx.control.bill.pay_machine(&price, now);
        self.running_at = None;
        self.close_account(cx);
        self.sampled = self.readings(now);
        self.enter(Ec2State::Stopping, self.params.shutdown_s, cx);
    }

    /// Goes into a state that lasts `s` seconds, with the application off.
    fn enter(&mut self, state: Ec2State, s: f64, cx: &mut ControlCtx<'_>) {
        self.ec2 = state;
        self.app = App::Off;
        self.changed_at = cx.now();
        let at = cx.now() + Span::from_s_f64(s);
        cx.set(Timer::Phase, at);
    }

    fn report_terminated(&self, cx: &mut ControlCtx<'_>) {
        let instance = cx.my_handle();
        cx.send(self.owner, Message::Terminated { instance });
    }

    pub(super) fn next_phase(&mut self, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        self.changed_at = now;
        match (self.ec2, self.app) {
            (Ec2State::Pending, _) => {
                self.settle_credits(now);
                self.ec2 = Ec2State::Running;
                self.app = App::Bootstrapping;
                self.running_at = Some(now);
                let at = now + Span::from_s_f64(self.params.bootstrap_s);
                cx.set(Timer::Phase, at);
                let instance = cx.my_handle();
                cx.send(self.owner, Message::Running { instance });
            }
            (Ec2State::Running, App::Bootstrapping) if self.params.updates_mb > 0.0 => {
                self.fetch_updates(cx);
            }
            (Ec2State::Running, App::Bootstrapping) => self.listen(cx),
            (Ec2State::Stopping, _) => {
                self.is_resizing = false;
                self.size(&self.params.clone());
                self.open_account(false, now);
                self.enter(Ec2State::Pending, self.params.pending_s, cx);
            }
            (Ec2State::ShuttingDown, _) => {
                self.ec2 = Ec2State::Terminated;
                self.report_terminated(cx);
            }
            _ => {}
        }
    }

    /// Gets what user data wants from the internet, and tries again until it has it.
    fn fetch_updates(&mut self, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        cx.set(Timer::Phase, now + FETCH_RETRY);
        let kb = (self.params.updates_mb * 1e3) as u32;
        if self.is_unreachable || cx.fetch(self.subnet, kb) {
            return;
        }
        let booted = Span::from_s_f64(self.params.bootstrap_s);
        let is_first_try = self.running_at.is_none_or(|at| now.since(at) <= booted);
        if is_first_try {
            let from = Term::Part(self.subnet);
            cx.say_of(self.id.owner, "no_way_out", true, &[from], None);
        }
    }

    /// User data is through: the application takes requests.
    pub(super) fn listen(&mut self, cx: &mut ControlCtx<'_>) {
        if self.ec2 == Ec2State::Running && self.app == App::Bootstrapping {
            self.app = self.started();
            self.changed_at = cx.now();
            cx.stop(Timer::Phase);
            self.connect(cx);
            if self.app == App::Crashed {
                cx.say_of(self.id.owner, "no_environment", true, &[], None);
            }
        }
    }

    /// What becomes of the application when it is started: without its environment variables it ends.
    pub(super) const fn started(&self) -> App {
        match self.params.has_environment {
            true => App::Listening,
            false => App::Crashed,
        }
    }

    /// What it is doing, whatever others think of it.
    pub(super) const fn state(&self) -> InstanceState {
        match (self.ec2, self.app) {
            (Ec2State::Pending, _) => InstanceState::Pending,
            (Ec2State::Running, _) if self.is_unreachable => InstanceState::Unreachable,
            (Ec2State::Running, App::Bootstrapping) => InstanceState::Bootstrapping,
            (Ec2State::Running, App::Crashed) => InstanceState::Crashed,
            (Ec2State::Running, App::Hung) => InstanceState::Hung,
            (Ec2State::Running, _) => InstanceState::Healthy,
            _ => InstanceState::Stopped,
        }
    }

    /// Share of the present boot phase that is over, 0 to 1.
    pub(super) fn phase_progress(&self, now: Instant) -> f64 {
        let length = match (self.ec2, self.app) {
            (Ec2State::Pending, _) => self.params.pending_s,
            (Ec2State::Running, App::Bootstrapping) => self.params.bootstrap_s,
            (Ec2State::Stopping | Ec2State::ShuttingDown, _) => self.params.shutdown_s,
            _ => return 1.0,
        };
        if length <= 0.0 {
            1.0
        } else {
            (now.since(self.changed_at).s_f64() / length).min(1.0)
        }
    }
}
