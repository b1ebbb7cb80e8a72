//! An alarm: its datapoints as boxes, M of N in words, and a bell for its state.

use super::stage::dom_id;
use super::{Shell, icon};
use crate::dom::{El, html, svg};
use crate::i18n::Lang;
use crate::i18n::format::{number, suffix};
use crate::vocabulary::{AlarmState, AlarmView, Item, Metric, Tone};
use swell_core::kinds::alarm::machine::Slot;

pub fn metric_name(shell: Shell, metric: Option<Metric>) -> &'static str {
    shell.lang.metric(metric)
}

/// A scale-in alarm that rings is the normal state of a quiet group, never an incident.
pub fn tone(a: &AlarmView) -> Tone {
    match a.state {
        AlarmState::Alarm if a.is_at_rest => Tone::Neutral,
        AlarmState::Alarm if !a.is_scale_in => Tone::Bad,
        AlarmState::Alarm => Tone::Decision,
        AlarmState::Ok | AlarmState::InsufficientData => Tone::Neutral,
    }
}

pub fn state_name(a: &AlarmView) -> &'static str {
    match a.state {
        AlarmState::Ok => "ok",
        AlarmState::Alarm if a.is_at_rest => "rest",
        AlarmState::Alarm => "alarm",
        AlarmState::InsufficientData => "no-data",
    }
}

/// A filled bell rings, an outlined one does not, one with a question mark has no data. At rest the
/// bell is outlined too: nobody is called.
pub fn bell(a: &AlarmView) -> &'static str {
    bell_of(match a.state {
        AlarmState::Alarm if a.is_at_rest => AlarmState::Ok,
        state => state,
    })
}

/// The bell of a state.
pub fn bell_of(state: AlarmState) -> &'static str {
    match state {
        AlarmState::Alarm => icon::BELL,
        AlarmState::Ok => {
            "M8 2.5c2.7 0 4.3 1.9 4.3 4.5 0 2.2.3 3.3 1 4.2H2.7c.7-.9 1-2 1-4.2 0-2.6 1.6-4.5 4.3-4.5zM6.5 13.4c.5.9 2.5.9 3 0"
        }
        AlarmState::InsufficientData => {
            "M8 2.5c2.7 0 4.3 1.9 4.3 4.5 0 2.2.3 3.3 1 4.2H2.7c.7-.9 1-2 1-4.2 0-2.6 1.6-4.5 4.3-4.5zM6.3 6.6c.2-2 3.3-1.9 3.3-.1 0 1.2-1.6 1.2-1.6 2.3M8 10.1v.1"
        }
    }
}

pub fn state_word(shell: Shell, a: &AlarmView) -> &'static str {
    let t = shell.t();
    match a.state {
        AlarmState::Ok => t.alarm_ok,
        AlarmState::Alarm if a.is_at_rest => t.alarm_rest,
        AlarmState::Alarm if a.is_scale_in => t.alarm_low_on,
        AlarmState::Alarm => t.alarm_on,
        AlarmState::InsufficientData => t.alarm_no_data,
    }
}

/// How many of the needed datapoints breach, and how long one is.
fn counted(shell: Shell, a: &AlarmView) -> String {
    let seen = a.breaching();
    match shell.lang {
        Lang::Ko => format!("{}개 중 {seen}개 · {}초", a.needed, a.period_s),
        Lang::En => format!("{seen} of {} · {} s", a.needed, a.period_s),
    }
}

/// What a box of the window says, for the style sheet.
pub const fn datapoint(slot: &Slot) -> &'static str {
    match slot.is_breaching {
        Some(true) => "breaching",
        Some(false) => "good",
        None => "missing",
    }
}

/// One alarm as a row of a list.
pub fn row(shell: Shell, a: &AlarmView) -> El {
    let rule = format!(
        "{} {} {}{}",
        shell.lang.measure(a.metric, a.statistic),
        a.comparison.sign(),
        number(f64::from(a.threshold), 1),
        suffix(a.unit, shell.lang)
    );
    let boxes = a.window.iter();
    let boxes = boxes.map(|slot| html("i").attr("data-point", datapoint(slot)));
    let state = html("span")
        .class("alarm-state")
        .child(
            icon::boxed("bell")
                .attr("data-state", state_name(a))
                .child(svg("path").attr("d", bell(a))),
        )
        .text(state_word(shell, a));
    html("li")
        .class("alarm")
        .attr("data-tone", tone(a).name())
        .attr("id", dom_id(Item::Alarm(a.id)))
        .child(html("span").class("alarm-rule").text(rule))
        .child(state)
        .child(
            html("span")
                .class("datapoints")
                .attr("data-many", a.window.len() > 6)
                .attr("aria-hidden", "true")
                .children(boxes),
        )
        .child(html("span").class("alarm-count").text(counted(shell, a)))
}
