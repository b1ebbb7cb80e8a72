//! What the script that loads the program (`boot.js`) has to know of it: as long as a part is awaited
//! the poster stays, and if it is lost the poster says so.

use super::environment::root;
use web_sys::{Event, window};

/// The second part of the program, while a board cannot open without it.
#[derive(Clone, Copy, Debug)]
pub enum SecondPart {
    Awaited,
    Here,
    Lost,
}

/// Whether the reader asked for the run: then it runs for those too who want no motion of its own.
pub fn is_asked() -> bool {
    root().is_some_and(|root| root.has_attribute("data-asked"))
}

/// Tells the script.
pub fn tell(part: SecondPart) {
    let word = match part {
        SecondPart::Awaited => "awaited",
        SecondPart::Here => "here",
        SecondPart::Lost => "lost",
    };
    if let Some(root) = root() {
        let _ = root.set_attribute("data-part", word);
    }
    if let (Some(window), Ok(event)) = (window(), Event::new("part")) {
        let _ = window.dispatch_event(&event);
    }
}
