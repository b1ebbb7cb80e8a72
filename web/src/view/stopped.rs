//! Why time stands, at the clock: where nobody has stopped it.

use super::{Shell, dynamic};
use crate::vocabulary::Standstill;
use leptos::prelude::*;

/// The sentence, while there is something to say.
pub fn why(shell: Shell) -> Option<&'static str> {
    let m = shell.lang.more();
    let stopped = shell.board.clock.with(|clock| clock.stopped)?;
    Some(match stopped {
        Standstill::DayAhead => m.stopped_day,
        Standstill::TraceEnd => m.stopped_trace,
        Standstill::RunOver => m.stopped_over,
    })
}

pub fn stopped(shell: Shell) -> AnyView {
    view! { <p class="stopped" role="status">{dynamic(move || why(shell))}</p> }.into_any()
}
