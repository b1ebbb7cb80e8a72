//! Marks on the axis: what the group did and what people did.

use super::plan::Plan;
use crate::i18n::format::signed;
use crate::view::{Shell, icon};
use crate::vocabulary::{Guess, MarkKind, MarkView, TimelineView};
use leptos::prelude::*;

/// Half of a mark's glyph.
const GLYPH: f64 = 7.2;

/// From the middle of a mark to its text.
const TO_TEXT: f64 = 10.0;

/// The marks whose texts are drawn: those that meet no later mark, no later text and not the
/// cursor at `now`.
pub(super) fn labelled(shell: Shell, v: &TimelineView, plan: Plan, now: f64) -> Vec<bool> {
    let marks = v.marks.iter().map(|m| {
        let room = width(&text_of(shell, m.kind));
        let is_drawn = !(plan.is_low() && matches!(m.kind, MarkKind::Guess(_)));
        (middle(m, plan), plan.marks_y(m.kind), room, is_drawn)
    });
    fitting(&marks.collect::<Vec<_>>(), now, plan.width)
}

/// Of marks as middle, line, width of the text and whether they are drawn.
fn fitting(marks: &[(f64, f64, f64, bool)], now: f64, edge: f64) -> Vec<bool> {
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let mut fits: Vec<bool> = marks
        .iter()
        .rev()
        .map(|&(x, line, room, is_drawn)| {
            let (from, to) = (x + TO_TEXT, x + TO_TEXT + room);
            let meets = |&(l, a, b): &(f64, f64, f64)| l == line && from < b && a < to + 2.0;
            let is_crossed = from < now + 2.0 && now < to + 4.0;
            let fits =
                is_drawn && room > 0.0 && to <= edge && !is_crossed && !taken.iter().any(meets);
            if is_drawn {
                taken.push((line, x - GLYPH, x + GLYPH));
            }
            if fits {
                taken.push((line, from, to));
            }
            fits
        })
        .collect();
    fits.reverse();
    fits
}

fn width(text: &str) -> f64 {
    let of = |c: char| if c.is_ascii() { 7.4 } else { 12.0 };
    text.chars().map(of).sum()
}

/// An alarm and its decision fall on one instant: the bell stands left of the diamond.
fn middle(m: &MarkView, plan: Plan) -> f64 {
    match m.kind {
        MarkKind::AlarmOn | MarkKind::AlarmOff => plan.x(m.at) - 14.0,
        _ => plan.x(m.at),
    }
}

fn text_of(shell: Shell, kind: MarkKind) -> String {
    match kind {
        MarkKind::Decision(n) => signed(i64::from(n)),
        MarkKind::FirstServed => shell.t().first_served.to_owned(),
        MarkKind::Guess(g) => guess_text(shell, g),
        _ => String::new(),
    }
}

pub(super) fn mark(shell: Shell, m: &MarkView, has_label: bool, plan: Plan) -> AnyView {
    if plan.is_low() && matches!(m.kind, MarkKind::Guess(_)) {
        return ().into_any();
    }
    let (x, y) = (middle(m, plan), plan.marks_y(m.kind));
    let text = text_of(shell, m.kind);
    let (tone, d): (&str, &str) = match m.kind {
        MarkKind::AlarmOn => ("bad", icon::BELL),
        MarkKind::AlarmOff => (
            "neutral",
            crate::view::alarm::bell_of(crate::vocabulary::AlarmState::Ok),
        ),
        MarkKind::Decision(_) => ("decision", icon::DIAMOND),
        MarkKind::Edit => ("neutral", "M3 11l7-7 2.5 2.5-7 7H3z"),
        MarkKind::Surge => ("flow", icon::WAVE),
        MarkKind::Fault => ("bad", icon::CROSS),
        MarkKind::FirstServed => ("ok", icon::CHECK),
        MarkKind::Guess(_) => ("neutral", "M2 7.2h12v1.6H2z"),
    };
    let title = (!text.is_empty()).then(|| view! { <title>{text.clone()}</title> });
    let text = if has_label { text } else { String::new() };
    view! {
        <g class="mark" data-tone=tone>
            {title}
            <path d=d transform=format!("translate({:.1} {:.1}) scale(.9)", x - GLYPH, y - GLYPH)></path>
            <text x=x + TO_TEXT y=y + 4.5>{text}</text>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_do_not_fit_go_and_later_ones_win() {
        let one = |x: f64| (x, 100.0, 15.0, true);
        let of = |marks: &[(f64, f64, f64, bool)]| fitting(marks, 500.0, 600.0);
        assert_eq!(of(&[one(100.0), one(110.0)]), [false, true]);
        assert_eq!(of(&[one(100.0), one(100.0)]), [false, true]);
        assert_eq!(of(&[one(100.0), one(150.0)]), [true, true]);
        // A mark without a text is in the way too, on its own line.
        assert_eq!(of(&[one(100.0), (115.0, 100.0, 0.0, true)]), [false, false]);
        assert_eq!(of(&[one(100.0), (115.0, 120.0, 0.0, true)]), [true, false]);
        // Neither through the cursor nor over the edge.
        assert_eq!(of(&[one(480.0)]), [false]);
        assert_eq!(of(&[one(580.0)]), [false]);
    }
}
