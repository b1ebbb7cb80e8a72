//! What a kind of part must contribute: the checklist that the compiler goes through.

use super::control::{ControlCtx, Wake};
use crate::base::form::Record;
use crate::base::id::{PartId, PartIx};
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::Span;
use crate::world::class::Class;
use crate::world::ctx::{Ctx, Input, World};

/// What may run over a wire. A part `accepts` some and `offers` some; wires join the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    Dns,
    Http,
    Tcp,
    Sql,
}

impl Protocol {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Http => "http",
            Self::Tcp => "tcp",
            Self::Sql => "sql",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::Dns, Self::Http, Self::Tcp, Self::Sql]
            .into_iter()
            .find(|p| p.name() == name)
    }
}

/// What is constant about a kind.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The word in documents.
    pub name: &'static str,
    pub accepts: &'static [Protocol],
    pub offers: &'static [Protocol],
    /// Kinds that it may belong to (`of`); empty: it stands on the board by itself.
    pub of: &'static [&'static str],
    /// Whether it lives in subnets.
    pub has_zones: bool,
}

/// How a field is edited and checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldKind {
    Number {
        min: f64,
        max: f64,
        is_whole: bool,
    },
    /// As a number, but may be absent (`null`).
    OptionalNumber {
        min: f64,
        max: f64,
        is_whole: bool,
    },
    Bool,
    Choice(&'static [&'static str]),
    /// A text that is mostly one of these; what others mean is the kind's to say.
    Suggested(&'static [&'static str]),
    Text,
    /// A structure with an editor of its own.
    Structure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    None,
    Seconds,
    Milliseconds,
    Percent,
    PerSecond,
    Instances,
    Users,
    Factor,
    Count,
}

/// One field of a kind's parameters: drives inspector, range check, `SetField` and search.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in the JSON of the parameters; `/` goes into a nested object.
    pub path: &'static str,
    pub kind: FieldKind,
    pub unit: Unit,
}

impl Field {
    pub const fn number(path: &'static str, min: f64, max: f64, unit: Unit) -> Self {
        Self {
            path,
            kind: FieldKind::Number {
                min,
                max,
                is_whole: false,
            },
            unit,
        }
    }

    pub const fn whole(path: &'static str, min: f64, max: f64, unit: Unit) -> Self {
        Self {
            path,
            kind: FieldKind::Number {
                min,
                max,
                is_whole: true,
            },
            unit,
        }
    }

    pub const fn optional(path: &'static str, min: f64, max: f64, unit: Unit) -> Self {
        Self {
            path,
            kind: FieldKind::OptionalNumber {
                min,
                max,
                is_whole: true,
            },
            unit,
        }
    }

    pub const fn toggle(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Bool,
            unit: Unit::None,
        }
    }

    pub const fn choice(path: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            path,
            kind: FieldKind::Choice(names),
            unit: Unit::None,
        }
    }

    pub const fn suggested(path: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            path,
            kind: FieldKind::Suggested(names),
            unit: Unit::None,
        }
    }

    pub const fn text(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Text,
            unit: Unit::None,
        }
    }

    pub const fn structure(path: &'static str) -> Self {
        Self {
            path,
            kind: FieldKind::Structure,
            unit: Unit::None,
        }
    }
}

/// What a new or edited part needs from the engine to make its state.
pub struct Setup<'a> {
    pub world: &'a mut World,
    pub me: PartIx,
    pub id: PartId,
    pub seed: u64,
    /// Length of the pre-roll: the first picture is this long after the start of the run.
    pub preroll: Span,
    /// Unix time of the first picture in seconds.
    pub epoch_s: i64,
    /// Offset of the epoch's own time zone in seconds.
    pub epoch_offset_s: i64,
}

impl Setup<'_> {
    /// The part's random stream for `purpose`.
    pub fn rng(&self, purpose: Purpose) -> Rng {
        Rng::stream(self.seed, u64::from(self.id.0), purpose)
    }

    pub fn delay(&mut self, span: Span) -> Delay {
        self.world.queue.delay(span)
    }

    pub fn deadline(&mut self, span: Span) -> Delay {
        self.world.queue.deadline(span)
    }

    /// Registers the request classes of this part, in place of those that it had, and returns the
    /// index of the first.
    pub fn classes(&mut self, classes: &[Class]) -> u8 {
        self.world.set_classes(self.me, classes)
    }
}

/// One kind of part. Its type is the part's state; all that makes the kind is in its file.
pub trait Kind: Sized {
    type Params: Default + Clone + PartialEq + Record;
    const SPEC: Spec;
    const FIELDS: &'static [Field];

    /// The state at the start of a run, or of a part added while time runs.
    fn new(params: &Self::Params, setup: &mut Setup<'_>) -> Self;

    /// Takes over edited parameters while time runs; what is in flight stays.
    fn edit(&mut self, params: &Self::Params, setup: &mut Setup<'_>);

    /// The data plane: requests. A part that takes none answers that it is not wired for them.
    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        if let Input::Arrive(id) = input {
            use crate::world::request::{FailureCause, Outcome};
            cx.reply(id, Outcome::failed(0, FailureCause::NotWired));
        }
    }

    /// The control plane: everything else that happens at a time.
    fn control(&mut self, _wake: Wake, _cx: &mut ControlCtx<'_>) {}

    /// Called once when the run starts, after all parts exist, and for parts added later.
    fn start(&mut self, _cx: &mut ControlCtx<'_>) {}
}
