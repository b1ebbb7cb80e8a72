//! The control plane: everything that happens at a time and is not a request.

mod agenda;
pub mod bill;
mod calendar;
mod ctx;
mod publish;
mod state;
mod wake;

pub use agenda::Agenda;
pub use calendar::Calendar;
pub use ctx::ControlCtx;
pub use publish::{BASIC_PERIOD, PERIOD, PublishCtx, Samples};
pub use state::{Control, PartFacts, Place};
pub use wake::{EDIT_CLASS, REQUEST_CLASS, Wake};
