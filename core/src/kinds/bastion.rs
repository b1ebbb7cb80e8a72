//! Bastion host: the one machine with a login from outside, from which the private servers are reached
//! by SSH. What whoever takes it over reaches depends on where the private key is: in a file on it, or
//! in an agent on the user's own computer, for which it only relays challenges (spec 13.4). An agent that
//! is forwarded can be asked by whoever is there, for as long as the user is logged in; one that it is
//! only a way for (ProxyJump) cannot.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::base::time::{Instant, Span};
use crate::contract::{
    Drawing, Family, Fault, Kind, Place, Price, Quantity, Setup, Spec, Tier, Tone, Unit, Vitals,
    params,
};
use crate::control::{ControlCtx, Due, Knock, timers};
use crate::rules::network::SSH_PORT;
use crate::world::log::{EntryId, Term};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// t3.micro. Basis: documented - EC2 on-demand pricing, spec 6.3.
const USD_PER_HOUR: f64 = 0.0104;
const COMPROMISED: &str = "compromised";
/// Who can be reached is looked at this often. Basis: model.
const EVERY: Span = Span::from_s(5);

/// Where the private key is that the servers know the public half of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPlace {
    #[default]
    File,
    /// On the user's computer; the bastion is a way for the connection and no more.
    Agent,
    /// There as well, with its socket on the bastion.
    ForwardedAgent,
}
string_enum!(KeyPlace {
    File: "key_file",
    Agent: "ssh_agent",
    ForwardedAgent: "agent_forwarding",
});

params! {
    pub struct Params {
        key_place: KeyPlace = KeyPlace::File, "key_place" => choice(KeyPlace::WORDS);
        /// Somebody is logged in, and his agent answers.
        is_in_use: bool = true, "session_open" if |p| p.key_place == KeyPlace::ForwardedAgent
            => toggle();
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroupIds" => parts(Takes::Filters);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bastion {
    key_place: KeyPlace,
    is_in_use: bool,
    is_taken: bool,
    /// The key file has been copied: until the key pair is another one it opens all that know it.
    is_key_stolen: bool,
    /// Servers of the board, and those whose port 22 answers to it.
    pub servers: u32,
    pub reached: u32,
}

timers! {
    Timer {
        Looks: HealthChecks,
    }
}

impl Kind for Bastion {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "bastion",
        accepts: &[],
        offers: &[],
        place: Place::Subnet { has_standby: false },
    };
    const GETS_ADDRESS: bool = true;
    const DRAWING: Drawing = Drawing {
        tier: Tier::Public,
        family: Some(Family::Network),
        ..Drawing::of("bastion")
    };
    const NOTES: &'static [&'static str] = &["C27"];
    const FAULTS: &'static [Fault] = &[
        Fault::lasting(COMPROMISED, "rebuilt"),
        Fault::once("key_replaced"),
    ];

    fn port(_params: &Params) -> u32 {
        SSH_PORT
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            key_place: params.key_place,
            is_in_use: params.is_in_use,
            is_taken: false,
            is_key_stolen: false,
            servers: 0,
            reached: 0,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.key_place = params.key_place;
        self.is_in_use = params.is_in_use;
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.look(cx);
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        if due.timer() == Some(Timer::Looks) {
            self.look(cx);
        }
    }

    fn fault(&mut self, fault: Fault, begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>) {
        if fault.word != COMPROMISED {
            self.is_key_stolen = false;
            return;
        }
        self.is_taken = begins;
        if !begins {
            return;
        }
        self.look(cx);
        self.is_key_stolen |= self.key_place == KeyPlace::File;
        let [reached, servers] = [self.reached, self.servers].map(|n| Term::Count(f64::from(n)));
        let event = match (self.key_place, self.is_in_use) {
            (KeyPlace::File, _) => "key_stolen",
            (KeyPlace::ForwardedAgent, true) => "agent_asked",
            (KeyPlace::ForwardedAgent, false) | (KeyPlace::Agent, _) => "no_key_there",
        };
        cx.say(event, self.taken() > 0, &[reached, servers], Some(entry));
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.is_taken
    }

    fn price(&self) -> Price {
        Price::standing(USD_PER_HOUR)
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let of = |some: u32| Quantity::Of {
            some,
            all: self.servers,
        };
        if self.is_taken {
            vitals.tone = Tone::Bad;
            vitals.badge("compromised", Tone::Bad);
        }
        if self.is_key_stolen {
            vitals.badge("key_stolen_badge", Tone::Bad);
        }
        vitals.headline("reached", of(self.reached), Unit::Instances);
        vitals.row("reached", of(self.reached), Unit::Instances);
        vitals.row("exposed", of(self.exposed()), Unit::Instances);
        vitals.row("taken", of(self.taken()), Unit::Instances);
    }
}

impl Bastion {
    /// Servers that whoever has this machine logs in to.
    pub const fn exposed(&self) -> u32 {
        match self.key_place {
            KeyPlace::File => self.reached,
            KeyPlace::ForwardedAgent if self.is_in_use => self.reached,
            KeyPlace::ForwardedAgent | KeyPlace::Agent => 0,
        }
    }

    /// Whether a copy of its key file is in other hands.
    pub const fn is_key_stolen(&self) -> bool {
        self.is_key_stolen
    }

    /// Servers that whoever has it now is logged in to.
    pub const fn taken(&self) -> u32 {
        match self.is_taken {
            true => self.exposed(),
            false => 0,
        }
    }

    fn look(&mut self, cx: &mut ControlCtx<'_>) {
        cx.set(Timer::Looks, cx.now() + EVERY);
        let is_server = |(part, _): &(_, usize)| cx.is_machine(*part);
        let servers: Vec<_> = cx.doors().filter(is_server).collect();
        let answers = |(part, count): &&(_, usize)| {
            (0..*count).any(|nth| cx.knock(*part, nth, SSH_PORT) == Knock::Answered)
        };
        self.servers = servers.len() as u32;
        self.reached = servers.iter().filter(answers).count() as u32;
    }
}
