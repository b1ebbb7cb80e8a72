//! The control plane: everything that happens at a time and is not a request.

mod agenda;
pub mod bill;
mod calendar;
mod ctx;
mod internet;
mod knock;
mod message;
mod publish;
mod stage;
mod state;
mod timer;

pub use agenda::{Agenda, Event, Wake};
pub use calendar::Calendar;
pub use ctx::ControlCtx;
pub use knock::Knock;
pub use message::Message;
pub use publish::{BASIC_PERIOD, PERIOD, PublishCtx, Samples};
pub use stage::Stage;
pub use state::{Control, PartFacts, Place};
pub(crate) use timer::timers;
pub use timer::{Due, Timer};
