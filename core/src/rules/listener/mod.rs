//! What a listener does: which rule takes a request, where a redirect leads, which certificate is
//! shown, what it tells targets of the client, and which errors it makes itself (spec 5.3, 5.9-5.12).

mod certificate;
mod condition;
mod error;
mod forwarded;
mod redirect;

pub use certificate::{Certificate, Hash, Key, certificate, is_trusted};
pub use condition::{Condition, ConditionField, Incoming, headers, matched};
pub use error::{AlbError, FUNCTION_BODY_MAX};
pub use forwarded::{XffMode, forwarded_for};
pub use redirect::{Address, location};

/// One value of several in a text: they have `|` in between.
fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split('|')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}
