//! What a machine says to those who check it: balancers by probes, EC2 by its status checks.

use super::ailment::Ailment;
use super::{App, Instance};
use crate::base::id::RequestId;
use crate::base::time::{Instant, Span};
use crate::contract::{Ec2Notice, ProbeAnswer, ProbeCall, Protocol};
use crate::control::{Calendar, ControlCtx, Message};
use crate::rules::lifecycle::Ec2State;
use crate::world::ctx::Ctx;

impl Instance {
    /// A zone's outage shows in the status checks from the next full minute on (7.7).
    pub(super) fn status_checks(&self, now: Instant, calendar: &Calendar) -> Ec2Notice {
        if !self.is_up() {
            return Ec2Notice::NotRunning;
        }
        let mut ailments = self.ailments();
        let cut_off = ailments
            .find(|(a, _)| *a == Ailment::Unreachable)
            .map(|(_, at)| calendar.next_boundary(at, Span::from_s(60)))
            .filter(|at| *at <= now);
        match self.impaired_since.or(cut_off) {
            Some(since) => Ec2Notice::Fails { since },
            None => Ec2Notice::Passes,
        }
    }

    pub fn is_silent(&self) -> bool {
        self.is_unreachable || !matches!(self.ec2, Ec2State::Running | Ec2State::ShuttingDown)
    }

    /// What the health endpoint would say now. Basis: spec 5.5; probes pass by the queue.
    pub(super) fn answer_probe(&self, protocol: Protocol) -> ProbeAnswer {
        if self.is_silent() {
            return ProbeAnswer::Silent;
        }
        let is_tcp = protocol == Protocol::Tcp;
        match self.app {
            App::Listening | App::Hung if is_tcp => ProbeAnswer::Connected,
            App::Listening if self.is_probe_broken || self.answers_500 => ProbeAnswer::Status(500),
            App::Listening => ProbeAnswer::Status(200),
            App::Hung => ProbeAnswer::Silent,
            App::Bootstrapping | App::Crashed | App::Off => ProbeAnswer::Refused,
        }
    }

    /// As [`Self::answer_probe`], in line with the requests: refused when the queue is full.
    /// Basis: model (spec 5.5, `probe_through_queue`).
    pub(super) fn line_up(&mut self, call: ProbeCall, protocol: Protocol) -> ProbeAnswer {
        if self.is_silent() || self.app != App::Listening {
            return self.answer_probe(protocol);
        }
        if self.in_system() >= self.in_system_max {
            return ProbeAnswer::Refused;
        }
        if self.has_free_worker() {
            return self.answer_probe(protocol);
        }
        self.waiting.push_back(RequestId::NONE);
        self.probes.push_back(call);
        ProbeAnswer::Later
    }

    /// A probe's turn has come; it takes no time.
    pub(super) fn serve_probe(&mut self, cx: &mut Ctx<'_>) {
        if let Some(call) = self.probes.pop_front() {
            self.served_probes.push(call);
            cx.signal();
        }
    }

    pub(super) fn report_probes(&mut self, cx: &mut ControlCtx<'_>) {
        for call in self.served_probes.drain(..) {
            let ProbeCall { slot, number, .. } = call;
            cx.send(call.from, Message::ProbeAnswered { slot, number });
        }
    }
}
