//! Marks on the axis: what the group did and what people did.

use super::plan::Plan;
use crate::board::model::{Guess, MarkKind, MarkView, TimelineView};
use crate::i18n::format::signed;
use crate::view::{Shell, icon};
use leptos::prelude::*;

/// Pixels to the next mark of the same line: a text that is longer would cover it.
pub(super) fn room_of(v: &TimelineView, n: usize, plan: Plan) -> f64 {
    let Some(m) = v.marks.get(n) else { return 0.0 };
    let later = v.marks.get(n + 1..).unwrap_or_default();
    let next = later
        .iter()
        .find(|next| plan.marks_y(next.kind) == plan.marks_y(m.kind));
    next.map_or(plan.width, |next| plan.x(next.at)) - plan.x(m.at)
}

pub(super) fn mark(shell: Shell, m: &MarkView, room: f64, plan: Plan) -> AnyView {
    if plan.is_low() && matches!(m.kind, MarkKind::Guess(_)) {
        return ().into_any();
    }
    let t = shell.t();
    let (x, y) = (plan.x(m.at), plan.marks_y(m.kind));
    let (tone, d, text): (&str, &str, String) = match m.kind {
        MarkKind::AlarmOn => ("bad", icon::BELL, String::new()),
        MarkKind::AlarmOff => (
            "neutral",
            crate::view::alarm::bell(crate::board::model::AlarmState::Ok),
            String::new(),
        ),
        MarkKind::Decision(n) => ("decision", icon::DIAMOND, signed(i64::from(n))),
        MarkKind::Edit => ("neutral", "M3 11l7-7 2.5 2.5-7 7H3z", String::new()),
        MarkKind::Surge => ("flow", icon::WAVE, String::new()),
        MarkKind::Fault => ("bad", icon::CROSS, String::new()),
        MarkKind::FirstServed => ("ok", icon::CHECK, t.first_served.to_owned()),
        MarkKind::Guess(g) => ("neutral", "M2 7.2h12v1.6H2z", guess_text(shell, g)),
    };
    let is_long = matches!(m.kind, MarkKind::Guess(_) | MarkKind::FirstServed);
    let fits = !is_long || crate::view::stage::node::cut(&text, room - 24.0, 12.0) == text;
    let title = is_long.then(|| view! { <title>{text.clone()}</title> });
    let text = if fits { text } else { String::new() };
    // An alarm and its decision fall on one instant: the bell stands left of the diamond.
    let x = if matches!(m.kind, MarkKind::AlarmOn | MarkKind::AlarmOff) {
        x - 14.0
    } else {
        x
    };
    view! {
        <g class="mark" data-tone=tone>
            {title}
            <path d=d transform=format!("translate({:.1} {:.1}) scale(.9)", x - 7.2, y - 7.2)></path>
            <text x=x + 10.0 y=y + 4.5>{text}</text>
        </g>
    }
    .into_any()
}

fn guess_text(shell: Shell, guess: Guess) -> String {
    let t = shell.t();
    let answer = match guess {
        Guess::AtOnce => t.guess_at_once,
        Guess::OneMinute => t.guess_one_minute,
        Guess::Minutes => t.guess_minutes,
        Guess::Skipped => return String::new(),
    };
    format!("{}: {answer}", t.guess)
}
