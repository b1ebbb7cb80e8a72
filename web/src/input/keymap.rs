//! Keys to actions. Letters are matched by the place of the key, so that a Korean layout works;
//! punctuation by what it types, because its place differs between layouts.

use crate::geometry::snap::{GRID, NUDGE_LARGE};
use crate::vocabulary::Action;

/// A key press, as the browser reports it.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyPress<'a> {
    pub code: &'a str,
    pub key: &'a str,
    pub shift: bool,
    pub alt: bool,
    /// Ctrl, or ⌘ on a Mac.
    pub command: bool,
    pub is_composing: bool,
    pub is_repeat: bool,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Canvas,
    /// Something that takes text.
    Field,
    /// A button, a tab, a list.
    Control,
}

/// What a key asks for here; `None` leaves it to the browser.
pub fn action(press: KeyPress<'_>, focus: Focus, single_keys: bool) -> Option<Action> {
    if press.is_composing || press.key == "Process" || press.alt {
        return None;
    }
    if let Some(action) = anywhere(press) {
        return Some(action);
    }
    if press.command {
        return if focus == Focus::Field {
            None
        } else {
            with_command(press)
        };
    }
    if focus != Focus::Canvas {
        return None;
    }
    if let Some(action) = named(press) {
        return Some(action);
    }
    if single_keys { single(press) } else { None }
}

/// What a key asks for while the next press on the board ends something: Escape gives it up
/// wherever the focus is, and while a line is made Tab walks its targets and Enter draws it.
pub fn armed(press: KeyPress<'_>, focus: Focus, is_linking: bool) -> Option<Action> {
    if press.is_composing || press.alt || press.command || focus == Focus::Field {
        return None;
    }
    match (press.key, press.shift) {
        ("Escape", _) => Some(Action::Cancel),
        ("Tab", false) if is_linking => Some(Action::NextTarget),
        ("Tab", true) if is_linking => Some(Action::PreviousTarget),
        ("Enter", _) if is_linking && focus == Focus::Canvas => Some(Action::LinkTarget),
        _ => None,
    }
}

fn anywhere(press: KeyPress<'_>) -> Option<Action> {
    match (press.command, press.code, press.key) {
        (true, "KeyK", _) if !press.shift => Some(Action::Commands),
        (false, _, "F6") if press.shift => Some(Action::PreviousRegion),
        (false, _, "F6") => Some(Action::NextRegion),
        _ => None,
    }
}

/// Undo also works from a button that was just pressed; never from a field, which has its own.
fn with_command(press: KeyPress<'_>) -> Option<Action> {
    match (press.code, press.shift) {
        ("KeyZ", false) => Some(Action::Undo),
        ("KeyZ", true) | ("KeyY", false) => Some(Action::Redo),
        ("KeyA", false) => Some(Action::SelectAll),
        ("KeyD", false) => Some(Action::Duplicate),
        _ => None,
    }
}

/// Keys that type nothing.
fn named(press: KeyPress<'_>) -> Option<Action> {
    let step = if press.shift { NUDGE_LARGE } else { GRID };
    match press.key {
        "ArrowLeft" => Some(Action::Nudge(-step, 0.0)),
        "ArrowRight" => Some(Action::Nudge(step, 0.0)),
        "ArrowUp" => Some(Action::Nudge(0.0, -step)),
        "ArrowDown" => Some(Action::Nudge(0.0, step)),
        "Enter" => Some(Action::OpenProperties),
        "F2" => Some(Action::Rename),
        "Delete" | "Backspace" => Some(Action::Delete),
        "Escape" => Some(Action::Cancel),
        _ => None,
    }
}

/// Keys that type one character; they can be switched off.
fn single(press: KeyPress<'_>) -> Option<Action> {
    match press.code {
        "Space" if press.is_repeat => return None,
        "Space" => return Some(Action::PlayPause),
        "KeyL" if !press.shift => return Some(Action::StartLink),
        "KeyG" if !press.shift => return Some(Action::Gallery),
        "KeyR" if !press.shift => return Some(Action::Restart),
        "Digit1" if press.shift => return Some(Action::Fit),
        "Digit0" if press.shift => return Some(Action::ActualSize),
        _ => {}
    }
    match press.key {
        // With Shift some layouts type another sign on the same key.
        ">" => Some(Action::NextDecision),
        "." if press.shift => Some(Action::NextDecision),
        "." => Some(Action::NextEvent),
        "<" | "," => Some(Action::PreviousMark),
        "[" => Some(Action::Slower),
        "]" => Some(Action::Faster),
        "+" | "=" => Some(Action::ZoomIn),
        "-" | "_" => Some(Action::ZoomOut),
        "?" => Some(Action::Keys),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key<'a>(code: &'a str, key: &'a str) -> KeyPress<'a> {
        KeyPress {
            code,
            key,
            ..KeyPress::default()
        }
    }

    fn on_canvas(press: KeyPress<'_>) -> Option<Action> {
        action(press, Focus::Canvas, true)
    }

    #[test]
    fn letters_go_by_place_so_a_korean_layout_works() {
        assert_eq!(on_canvas(key("KeyL", "ㅣ")), Some(Action::StartLink));
        assert_eq!(on_canvas(key("KeyR", "ㄱ")), Some(Action::Restart));
        let z = KeyPress {
            command: true,
            ..key("KeyZ", "ㅋ")
        };
        assert_eq!(on_canvas(z), Some(Action::Undo));
    }

    #[test]
    fn punctuation_goes_by_what_it_types() {
        assert_eq!(on_canvas(key("KeyV", ".")), Some(Action::NextEvent));
        assert_eq!(
            on_canvas(KeyPress {
                shift: true,
                ..key("Period", ">")
            }),
            Some(Action::NextDecision)
        );
        assert_eq!(
            on_canvas(KeyPress {
                shift: true,
                ..key("Minus", "?")
            }),
            Some(Action::Keys)
        );
    }

    #[test]
    fn nothing_fires_while_composing_or_in_a_field() {
        let composing = KeyPress {
            is_composing: true,
            ..key("KeyR", "ㄱ")
        };
        assert_eq!(on_canvas(composing), None);
        assert_eq!(on_canvas(key("KeyR", "Process")), None);
        for press in [key("KeyR", "r"), key("Space", " "), key("Delete", "Delete")] {
            assert_eq!(action(press, Focus::Field, true), None);
            assert_eq!(action(press, Focus::Control, true), None);
        }
        let undo = KeyPress {
            command: true,
            ..key("KeyZ", "z")
        };
        assert_eq!(action(undo, Focus::Field, true), None);
    }

    #[test]
    fn two_keys_work_anywhere() {
        let k = KeyPress {
            command: true,
            ..key("KeyK", "k")
        };
        for focus in [Focus::Canvas, Focus::Field, Focus::Control] {
            assert_eq!(action(k, focus, false), Some(Action::Commands));
            assert_eq!(
                action(key("F6", "F6"), focus, false),
                Some(Action::NextRegion)
            );
        }
    }

    #[test]
    fn one_character_keys_can_be_switched_off() {
        assert_eq!(action(key("Space", " "), Focus::Canvas, false), None);
        assert_eq!(
            action(key("Escape", "Escape"), Focus::Canvas, false),
            Some(Action::Cancel)
        );
    }

    #[test]
    fn an_armed_tool_is_laid_down_from_anywhere_and_a_line_is_made_by_keys() {
        let press = |name| key(name, name);
        for focus in [Focus::Canvas, Focus::Control] {
            for is_linking in [false, true] {
                let escape = armed(press("Escape"), focus, is_linking);
                assert_eq!(escape, Some(Action::Cancel));
            }
        }
        let back = KeyPress {
            shift: true,
            ..press("Tab")
        };
        let canvas = Focus::Canvas;
        assert_eq!(armed(press("Tab"), canvas, true), Some(Action::NextTarget));
        assert_eq!(armed(back, canvas, true), Some(Action::PreviousTarget));
        assert_eq!(
            armed(press("Enter"), canvas, true),
            Some(Action::LinkTarget)
        );
        assert_eq!(armed(press("Tab"), canvas, false), None);
        assert_eq!(armed(press("Enter"), Focus::Control, true), None);
        assert_eq!(armed(press("Escape"), Focus::Field, true), None);
    }

    #[test]
    fn browser_zoom_is_left_alone() {
        for k in ["+", "-", "0", "="] {
            let press = KeyPress {
                command: true,
                ..key("Equal", k)
            };
            assert_eq!(on_canvas(press), None);
        }
    }

    #[test]
    fn arrows_nudge_by_the_grid() {
        let press = KeyPress {
            shift: true,
            ..key("ArrowLeft", "ArrowLeft")
        };
        assert_eq!(on_canvas(press), Some(Action::Nudge(-40.0, 0.0)));
    }
}
