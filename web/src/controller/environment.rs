//! The page around the board: its keys come in, its size is followed, its language and theme shown.

use crate::board::Board;
use crate::i18n::Lang;
use crate::input::keymap::{self, Focus, KeyPress};
use crate::platform::environment::{is_embed, prefers, root, window_size};
use crate::platform::options::Theme;
use crate::view::Verb;
use crate::view::state::{Armed, Screen, UiState, timeline_height};
use crate::vocabulary::Enabled;
use leptos::ev;
use leptos::prelude::*;

/// Keys of the whole page.
pub fn listen(board: Board, ui: UiState, verbs: Callback<Verb>) {
    let keydown = window_event_listener(ev::keydown, move |ev| {
        if ev.default_prevented() || ui.dialog.with_untracked(Option::is_some) {
            return;
        }
        let (code, key) = (ev.code(), ev.key());
        let press = KeyPress {
            code: &code,
            key: &key,
            shift: ev.shift_key(),
            alt: ev.alt_key(),
            command: ev.ctrl_key() || ev.meta_key(),
            is_composing: ev.is_composing(),
            is_repeat: ev.repeat(),
        };
        if let Some(armed) = ui.armed.get_untracked() {
            let is_linking = matches!(armed, Armed::Linking(_));
            if let Some(action) = keymap::armed(press, focus_place(), is_linking) {
                ev.prevent_default();
                verbs.run(Verb::Act(action));
                return;
            }
        }
        let single = ui.single_keys.get_untracked();
        let Some(action) = keymap::action(press, focus_place(), single) else {
            return;
        };
        if board.enabled.with_untracked(|e: &Enabled| e.allows(action)) {
            ev.prevent_default();
            verbs.run(Verb::Act(action));
        }
    });
    let resize = window_event_listener(ev::resize, move |_| {
        let screen = measure();
        if ui.screen.get_untracked() != screen {
            ui.screen.set(screen);
        }
    });
    on_cleanup(move || {
        keydown.remove();
        resize.remove();
    });
}

fn focus_place() -> Focus {
    let active = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.active_element());
    let Some(active) = active else {
        return Focus::Canvas;
    };
    let within = |selector: &str| active.closest(selector).ok().flatten().is_some();
    if within("input, select, textarea, [contenteditable]") {
        Focus::Field
    } else if active.tag_name() == "BODY" || (within(".stage") && !within("button, a")) {
        Focus::Canvas
    } else {
        Focus::Control
    }
}

fn measure() -> Screen {
    let (w, h) = window_size();
    Screen::for_size(w, h, is_embed())
}

pub fn read(ui: UiState) {
    ui.screen.set(measure());
    ui.timeline_height.set(timeline_height(window_size().1));
    ui.theme.set(
        match root()
            .and_then(|r| r.get_attribute("data-theme"))
            .as_deref()
        {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Auto,
        },
    );
    if prefers("(prefers-reduced-motion: reduce)") {
        ui.is_still.set(true);
    }
}

/// Language and theme on the root, where the style sheets and screen readers look.
pub fn show(ui: UiState, lang: RwSignal<Lang>) {
    Effect::new(move |_| {
        let Some(root) = root() else { return };
        let _ = root.set_attribute("lang", lang.get().tag());
        let _ = match ui.theme.get() {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
    });
}
