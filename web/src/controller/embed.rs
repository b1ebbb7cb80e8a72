//! What the page around a frame asks for, and what it is told: every field checked, every refusal
//! answered with its code.

use super::{Controller, drafts};
use crate::board::start::{self, Trouble};
use crate::platform::host::{self, ChildMessage, HostMessage, StepTo};
use crate::platform::link::{self, Content};
use crate::platform::timer;
use crate::vocabulary::{AlarmState, EntryId, JournalEvent};
use leptos::prelude::*;
use std::collections::VecDeque;
use std::time::Duration;
use swell_core::base::time::Span;
use swell_core::document::Document;

/// Messages that may wait for their turn.
const MAIL_MAX: usize = 100;
/// How often the next message asks whether the run has arrived.
const TURN: Duration = Duration::from_millis(20);

/// Does what a message asks, or says why not. What takes the run some time is waited for, so that
/// a host can ask for several things in a row.
pub fn hear(controller: Controller, json: String) {
    let waiting = controller.ui.mail.try_update_value(|mail| {
        if mail.len() >= MAIL_MAX {
            return 0;
        }
        mail.push_back(json);
        mail.len()
    });
    match waiting {
        Some(1) => deliver(controller),
        Some(0) => controller.post(&ChildMessage::Error { code: "busy" }),
        _ => {}
    }
}

fn deliver(controller: Controller) {
    let mail = controller.ui.mail;
    while let Some(Some(json)) = mail.try_with_value(|mail| mail.front().cloned()) {
        let message = host::parse(&json);
        // What ends the way need not wait for its end.
        let is_urgent = matches!(
            message,
            Ok(HostMessage::Pause | HostMessage::Reset | HostMessage::Load(_))
        );
        if controller.player.is_travelling() && !is_urgent {
            timer::after(TURN, move || deliver(controller));
            return;
        }
        let done = message.map_err(|why| why.code());
        if let Err(Some(code)) = done.and_then(|message| obey(controller, message).map_err(Some)) {
            controller.post(&ChildMessage::Error { code });
        }
        mail.try_update_value(VecDeque::pop_front);
    }
}

/// Errors: the code of the `error` message, with nothing changed.
fn obey(controller: Controller, message: HostMessage) -> Result<(), &'static str> {
    let (player, ui) = (controller.player, controller.ui);
    match message {
        HostMessage::Load(content) => {
            let (document, preset) = document_of(&content)?;
            player.open(document, &preset);
            controller.select(None);
        }
        HostMessage::Set { theme, lang, speed } => {
            if let Some(theme) = theme {
                ui.theme.set(theme);
            }
            if let Some(lang) = lang {
                controller.speak(lang);
            }
            if let Some(speed) = speed {
                player.set_speed(start::speed(speed));
            }
        }
        HostMessage::Play => player.play(true),
        HostMessage::Pause => player.play(false),
        HostMessage::Reset => player.restart(),
        HostMessage::Step(StepTo::Event) => player.step(),
        HostMessage::Step(StepTo::Decision) => player.next_decision(),
        HostMessage::Step(StepTo::By(seconds)) => player.step_by(Span::from_s_f64(seconds)),
        HostMessage::GetState => tell_state(controller),
    }
    Ok(())
}

fn document_of(content: &Content) -> Result<(Document, String), &'static str> {
    match start::read_content(content) {
        Ok(found) => Ok(found),
        // Only the browser's parser had trouble with it.
        Err(Trouble::Text(json)) => match Document::from_json(&json) {
            Ok(document) => Ok((document, String::new())),
            Err(_) => Err("state-invalid"),
        },
        Err(_) => match content {
            Content::Preset(_) => Err("preset-unknown"),
            Content::Document(_) => Err("state-invalid"),
        },
    }
}

/// The board as it is, for the page around this one.
pub fn tell_state(controller: Controller) {
    let content = drafts::content(controller);
    controller.post(&ChildMessage::State {
        hash: link::pair(&content),
    });
}

/// Tells what happens from now on: the lines of the activity history, in the reader's language.
pub fn report(controller: Controller) {
    if !controller.ui.host.with_value(Option::is_some) {
        return;
    }
    Effect::new(move |told: Option<Option<EntryId>>| {
        let lang = controller.lang.get_untracked();
        let is_past = controller
            .board
            .clock
            .with_untracked(|c| c.looking_at.is_some());
        controller.board.journal.with(|lines| {
            let newest = lines.last().map(|line| line.id);
            // What was there before is no news, nor is what a reader looks back at.
            let Some(told) = told else { return newest };
            if is_past {
                return told;
            }
            for line in lines
                .iter()
                .filter(|line| told.is_none_or(|told| line.id > told))
            {
                controller.post(&ChildMessage::Event {
                    kind: kind(&line.event),
                    t: line.at as f64 / 1e6,
                    text: lang.event(&line.event),
                });
            }
            newest
        })
    });
}

/// The `kind` of an `event` message.
fn kind(event: &JournalEvent) -> &'static str {
    match event {
        JournalEvent::SurgeStarted { .. } => "surge",
        JournalEvent::AlarmChanged {
            to: AlarmState::Alarm,
            ..
        } => "alarm",
        JournalEvent::AlarmChanged { .. } => "alarm-over",
        JournalEvent::CapacityChanged { .. } | JournalEvent::ScheduleFired { .. } => "decision",
        JournalEvent::Blocked { .. } => "held",
        JournalEvent::Fault { .. } => "fault",
        JournalEvent::BecameUnhealthy { .. } => "unhealthy",
        _ => "activity",
    }
}
