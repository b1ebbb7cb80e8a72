//! This page as a frame of another: it says that it runs and how high it would like to be, stands
//! still while nobody can see it, and passes on what the page around it asks (`embed`).

use super::{Controller, deferred};
use crate::platform::host::{ChildMessage, Host};
use crate::platform::observe::{ViewWatch, VisibilityWatch, is_page_visible};
use crate::view::state::Screen;
use leptos::prelude::*;

/// The least height of a frame with a timeline and of one without. Units: CSS px.
const HEIGHT_MIN_WIDE: f64 = 420.0;
const HEIGHT_MIN: f64 = 320.0;
/// No board asks for more. Units: CSS px.
const HEIGHT_MAX: f64 = 900.0;
/// Smaller differences are not worth moving an article's text. Units: CSS px.
const HEIGHT_STEP: f64 = 8.0;
/// From this width on a frame has a timeline. Units: CSS px.
const WIDE: f64 = 720.0;

/// Greets the page around this one, if there is one.
pub fn greet(controller: Controller) {
    let hear = move |json| deferred::with(controller, move |d| (d.hear)(controller, json));
    let Some(host) = Host::connect(hear) else {
        return;
    };
    host.post(&ChildMessage::Ready {
        title: controller.board.title.get_untracked(),
        min_height: height_min(width()) as u32,
    });
    controller.ui.host.set_value(Some(host));
    Effect::new(move |said: Option<(f64, f64)>| {
        let size = controller.ui.stage_size.get();
        let bounds = controller.ui.layout.with(|l| l.bounds);
        let said = said.unwrap_or_default();
        if size.x <= 0.0 || size.y <= 0.0 || bounds.w <= 0.0 {
            return said;
        }
        // All that is not the stage keeps its height.
        let wide = width();
        let rest = inner("innerHeight") - size.y;
        let wanted = (rest + size.x * bounds.h / bounds.w).round();
        let wanted = wanted.min(HEIGHT_MAX).max(height_min(wide));
        // A host that follows would be told the same again, or drive the frame up and down.
        if said.0 == wide && (wanted - said.1).abs() < HEIGHT_STEP {
            return said;
        }
        controller.post(&ChildMessage::Resize {
            height: wanted as u32,
        });
        (wide, wanted)
    });
}

fn height_min(width: f64) -> f64 {
    if width >= WIDE {
        HEIGHT_MIN_WIDE
    } else {
        HEIGHT_MIN
    }
}

fn width() -> f64 {
    inner("innerWidth")
}

fn inner(name: &str) -> f64 {
    let size = js_sys::Reflect::get(&js_sys::global(), &name.into());
    size.ok().and_then(|s| s.as_f64()).unwrap_or_default()
}

/// Time and pictures stand still while the tab is hidden, the frame is scrolled out of view, or
/// there is room for the poster alone; what was asked for goes on afterwards, from where it was.
pub fn rest_unseen(controller: Controller) {
    let ui = controller.ui;
    let in_view = RwSignal::new(true);
    let is_shown = RwSignal::new(is_page_visible());
    let watch = VisibilityWatch::new(move |is_visible| is_shown.set(is_visible));
    ui.visibility.set_value(watch);
    let root = web_sys::window().and_then(|w| w.document()?.document_element());
    let seen = root.and_then(|root| ViewWatch::new(&root, move |is_seen| in_view.set(is_seen)));
    ui.in_view.set_value(seen);
    Effect::new(move |_| {
        let is_poster = ui.screen.get() == Screen::Poster;
        let is_unseen = !is_shown.get() || !in_view.get() || is_poster;
        if ui.is_unseen.get_untracked() != is_unseen {
            ui.is_unseen.set(is_unseen);
            controller.player.wake();
        }
    });
}
