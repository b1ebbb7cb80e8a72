//! What can be done to an instance by hand (spec 1.5), and what that does to it.

use super::ailment::Ailment;
use super::{App, Instance};
use crate::contract::Fault;
use crate::control::{ControlCtx, Message};
use crate::kinds::auto_scaling::Group;
use crate::rules::lifecycle::Ec2State;
use crate::world::log::EntryId;
use crate::world::request::FailureCause;
use serde::{Deserialize, Serialize};

macro_rules! string_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$each])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            pub(super) const FAULTS: &'static [Fault] = &[$(Self::$variant.fault(),)*];

            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|fault| fault.word() == word)
            }
        }
    };
}

string_enum! {
    /// What can happen to an instance.
    InstanceFault {
        /// EC2 state `terminated`: the machine is gone.
        Terminate "terminate",
        /// EC2 state `stopped`.
        Stop "stop",
        /// The status check fails.
        Impair "impair",
        /// The application's port is closed: refused at once.
        Crash "crash",
        /// Accepts and never answers.
        Hang "hang",
        /// Ten times slower.
        Slow "slow",
        Answer500 "answer_500",
        /// The health endpoint fails while the site works.
        BreakHealthCheck "break_health_check",
        /// The group is told that the instance is unhealthy (`SetInstanceHealth`).
        SetUnhealthy "set_unhealthy",
        /// Protects from scale-in, or lifts the protection.
        Protect "protect",
        /// Ends every fault that a machine can recover from.
        Heal "heal",
    }
}

/// How much slower a slow process is. Basis: model.
const SLOW_FACTOR: f64 = 10.0;

impl InstanceFault {
    /// What goes on once it has happened; `None`: it is over at once.
    pub const fn ailment(self) -> Option<Ailment> {
        match self {
            Self::Impair => Some(Ailment::Impaired),
            Self::Crash => Some(Ailment::Crashed),
            Self::Hang => Some(Ailment::Hung),
            Self::Slow => Some(Ailment::Slow),
            Self::Answer500 => Some(Ailment::Answers500),
            Self::BreakHealthCheck => Some(Ailment::ProbeBroken),
            _ => None,
        }
    }

    const fn fault(self) -> Fault {
        match self.ailment() {
            Some(_) => Fault::lasting(self.word(), Self::Heal.word()),
            None => Fault::once(self.word()),
        }
    }
}

impl Instance {
    pub(super) fn suffer(&mut self, fault: InstanceFault, entry: EntryId, cx: &mut ControlCtx<'_>) {
        if fault != InstanceFault::Protect {
            self.struck_by = Some(entry);
        }
        let is_up = self.ec2 == Ec2State::Running;
        let is_there = is_up || self.ec2 == Ec2State::Pending;
        match fault {
            InstanceFault::Terminate if self.ec2 != Ec2State::Terminated => {
                self.end(Ec2State::Terminated, cx);
            }
            InstanceFault::Stop if is_there => self.end(Ec2State::Stopped, cx),
            InstanceFault::Impair => self.impaired_since = Some(cx.now()),
            InstanceFault::Crash if is_up => {
                if !self.is_unreachable {
                    cx.reset_connections(FailureCause::ConnectionCut);
                }
                self.drop_work(cx);
                self.app = App::Crashed;
            }
            InstanceFault::Hang if is_up => {
                self.drop_work(cx);
                self.app = App::Hung;
            }
            InstanceFault::Slow => self.slow_down(SLOW_FACTOR),
            InstanceFault::Answer500 => self.answers_500 = true,
            InstanceFault::BreakHealthCheck => self.is_probe_broken = true,
            InstanceFault::SetUnhealthy | InstanceFault::Protect => self.tell_group(fault, cx),
            InstanceFault::Heal if is_up => {
                for ailment in Ailment::ALL {
                    self.recover(ailment, cx);
                }
            }
            _ => {}
        }
        if let Some(ailment) = fault.ailment() {
            self.onsets.note(ailment, cx.now());
        }
    }

    /// One fault is over; the others go on.
    pub(super) fn heal(&mut self, fault: InstanceFault, entry: EntryId, cx: &mut ControlCtx<'_>) {
        if let Some(ailment) = fault.ailment() {
            self.struck_by = Some(entry);
            self.recover(ailment, cx);
        }
    }

    /// Ends what is wrong with a machine, as far as it can recover from it.
    fn recover(&mut self, ailment: Ailment, cx: &mut ControlCtx<'_>) {
        match ailment {
            Ailment::Impaired => self.impaired_since = None,
            Ailment::Crashed | Ailment::Hung if self.has(ailment) => {
                self.app = self.started();
                self.connect(cx);
            }
            Ailment::Slow => self.slow_down(1.0),
            Ailment::Answers500 => self.answers_500 = false,
            Ailment::ProbeBroken => self.is_probe_broken = false,
            Ailment::Crashed | Ailment::Hung | Ailment::Unreachable => {}
        }
    }

    /// What is a matter of the group that it belongs to.
    fn tell_group(&self, fault: InstanceFault, cx: &mut ControlCtx<'_>) {
        let (me, now) = (cx.my_handle(), cx.now());
        let Some(group) = cx.get_mut::<Group>(self.owner) else {
            return;
        };
        let is_member = match fault {
            InstanceFault::SetUnhealthy => group.set_unhealthy(me, now),
            _ => group.switch_protection(me),
        };
        if is_member {
            cx.send(self.owner, Message::Reconcile);
        }
    }
}
