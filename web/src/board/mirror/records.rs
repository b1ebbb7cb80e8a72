//! What happened: alarms with their windows, decisions with their reasons, the activity history and
//! the rows of the timeline.

mod alarms;
mod decisions;
mod futures;
mod journal;
mod timeline;

pub use alarms::{alarm_id, alarms, tracked_metric};
pub use decisions::decisions;
pub use futures::{Sides, futures};
pub use journal::journal;
pub use timeline::timeline;

#[cfg(test)]
mod tests;

/// Entries shown of each record; older ones are in the report.
const SHOWN_MAX: usize = 60;
