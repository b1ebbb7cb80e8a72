//! One polite live region, created at start. At most one message every three seconds; what comes
//! in between is merged into it. Ticking numbers are never said.

use super::Shell;
use crate::dom::{El, html};
use crate::vocabulary::{AlarmState, JournalEvent};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

const PAUSE_MS: u32 = 3_000;

pub fn live_region(shell: Shell) -> El {
    html("p")
        .class("visually-hidden")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "true")
        .text_fn(move || shell.ui.announcement.get())
}

/// Puts what happens into the region; shows nothing itself.
pub fn announcer(shell: Shell) -> AnyView {
    let waiting = StoredValue::new(Vec::<String>::new());
    let timer = StoredValue::new_local(None::<Timeout>);
    let said = StoredValue::new(None::<crate::vocabulary::EntryId>);
    let flush = move || {
        let mut all = Vec::new();
        waiting.try_update_value(|w| all = core::mem::take(w));
        if !all.is_empty() {
            shell.ui.announcement.set(all.join(", "));
        }
    };
    Effect::new(move |_| {
        shell.board.journal.with(|all| {
            let last = said.get_value();
            said.set_value(all.last().map(|l| l.id));
            // What was there at the start is not news.
            let Some(last) = last else { return };
            for line in all.iter().filter(|l| l.id > last) {
                if is_news(&line.event) {
                    waiting.update_value(|w| w.push(shell.lang.event(&line.event)));
                }
            }
        });
        let is_idle = timer.with_value(Option::is_none);
        if is_idle && waiting.with_value(|w| !w.is_empty()) {
            flush();
            timer.set_value(Some(Timeout::new(PAUSE_MS, move || {
                timer.set_value(None);
                flush();
            })));
        }
    });
    ().into_any()
}

/// Decisions, and what leads to them.
const fn is_news(event: &JournalEvent) -> bool {
    matches!(
        event,
        JournalEvent::CapacityChanged { .. }
            | JournalEvent::AlarmChanged {
                to: AlarmState::Alarm,
                scales_in: false,
                ..
            }
            | JournalEvent::BecameUnhealthy { .. }
            | JournalEvent::Fault { .. }
            | JournalEvent::CeilingMet { .. }
    )
}
