//! The player: owns the session, moves its time with the wall's, and turns verbs into commands.
//! Everything that is shown goes through the mirror.

mod bench;
mod boards;
mod clock;
mod pace;
mod show;
mod travel;
mod verbs;

use crate::board::mirror::Mirror;
use crate::board::shelf::Shelf;
use crate::board::{Board, flights, signals};
use crate::i18n::Lang;
use crate::platform::frame_loop::FrameLoop;
use crate::view::state::UiState;
use crate::vocabulary::*;
use clock::nearest_speed;
use leptos::prelude::*;
use pace::Pace;
use swell_core::base::id::PartId;
use swell_core::base::time::Instant;
use swell_core::document::Document;
use swell_core::session::Session;
use travel::Travel;

/// Everything that changes while time runs.
struct Inner {
    session: Session,
    /// What was open before, and what undo went back from.
    shelf: Shelf,
    /// Grows with every change of boards.
    board_number: u32,
    mirror: Mirror,
    flights: flights::Builder,
    /// The requests of the moment of the past that is looked at.
    replayed: flights::Builder,
    signals: signals::Watcher,
    speed: Speed,
    is_running: bool,
    /// Simulated microseconds that are due but less than one.
    rest_us: f64,
    looked_at_ms: f64,
    /// Speed reached, smoothed; compared with the speed asked for.
    reached: f64,
    /// Where the fastest speed stops, and why.
    max_until: Option<(Instant, Standstill)>,
    /// Where and why time last came to stand by itself.
    stopped: Option<(Instant, Standstill)>,
    max_from: Instant,
    /// Of the requests before a moment of the past every n-th is shown.
    replays_every: u64,
    /// What takes more than a frame.
    travel: Travel,
    pace: Pace,
    guess: Option<(Guess, Instant)>,
    /// What the numbers of the loaded traffic were counted from.
    trace_seen: Option<TraceKey>,
}

/// Part, rows, last second, scale, in use.
type TraceKey = (PartId, usize, u64, u64, bool);

/// A handle on the player; cheap to copy.
#[derive(Clone, Copy)]
pub struct Player {
    inner: StoredValue<Inner, LocalStorage>,
    frames: StoredValue<Option<FrameLoop>, LocalStorage>,
    pub board: Board,
    pub ui: UiState,
    lang: RwSignal<Lang>,
}

impl Player {
    /// A player of `document`, paused. What is drawn first is the start of the run; its pre-roll
    /// follows frame by frame, so that the page answers whatever the board.
    pub fn new(board: Board, ui: UiState, lang: RwSignal<Lang>, document: Document) -> Self {
        let speed = nearest_speed(document.settings.speed);
        let session = Session::new(document);
        let mut inner = Inner {
            max_from: session.now(),
            session,
            shelf: Shelf::default(),
            board_number: 0,
            mirror: Mirror::default(),
            flights: flights::Builder::default(),
            replayed: flights::Builder::default(),
            signals: signals::Watcher::default(),
            speed,
            is_running: false,
            rest_us: 0.0,
            looked_at_ms: 0.0,
            reached: 0.0,
            max_until: None,
            stopped: None,
            replays_every: 1,
            travel: Travel::default(),
            pace: Pace::default(),
            guess: None,
            trace_seen: None,
        };
        inner.begin();
        let player = Self {
            inner: StoredValue::new_local(inner),
            frames: StoredValue::new_local(None),
            board,
            ui,
            lang,
        };
        player
            .frames
            .set_value(Some(FrameLoop::new(move |wall_s| player.tick(wall_s))));
        player.show_all();
        player.wake();
        player
    }

    fn with<R: Default>(self, act: impl FnOnce(&mut Inner) -> R) -> R {
        self.inner.try_update_value(act).unwrap_or_default()
    }

    /// Reads from the session.
    pub fn read<R: Default>(self, read: impl FnOnce(&Session) -> R) -> R {
        self.inner
            .try_with_value(|inner| read(&inner.session))
            .unwrap_or_default()
    }

    pub fn document(self) -> Document {
        self.read(|session| session.document().clone())
    }

    /// Goes on with what is under way, if it stood still.
    pub fn wake(self) {
        self.frames.with_value(|frames| {
            if let Some(frames) = frames {
                frames.wake();
            }
        });
    }
}

pub fn now_ms() -> f64 {
    web_sys::window()
        .and_then(|w| w.performance())
        .map_or(0.0, |p| p.now())
}
