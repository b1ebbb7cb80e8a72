//! Real traffic: a CSV becomes the load of the board's users. On errors nothing is lost.

use super::player::Player;
use crate::board::put;
use crate::board::start::say;
use crate::i18n::Lang;
use crate::i18n_platform::Notice;
use crate::vocabulary::{TraceFile, TraceView};
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::document::stamp::Stamp;
use swell_core::kinds::Params;
use swell_core::kinds::users::{self, Pattern, Users};
use swell_core::scenario::traffic::{self, Choice, TrafficError};
use swell_core::session::Session;
use swell_core::world::trace::Trace;

/// Reads the text and makes it the load of the first users, and the beginning of the recording the
/// beginning of the run. Returns what to say. Errors: what is wrong, or what only the reader can know.
pub fn load(
    player: Player,
    name: &str,
    text: &str,
    choice: &Choice,
    lang: Lang,
) -> Result<Vec<String>, Vec<TrafficError>> {
    let found = traffic::parse(text, choice)?;
    let notices: Vec<String> = found
        .notices
        .iter()
        .map(|n| say(&Notice::Traffic(n), lang))
        .collect();
    let trace = traffic::to_trace(&found);
    let suggested = player.read(|session| traffic::suggested_factor(session.document(), &trace));
    let epoch = found.epoch();
    let start = found.start;
    let users = player.read(Session::users);
    let command = users.and_then(|id| with_trace(player, id, trace, epoch));
    match command {
        Some(command) => {
            player.edit_or_say(command);
            player.restart();
            let file = TraceFile {
                name: name.to_owned(),
                start,
                notices: notices.clone(),
                suggested,
            };
            put(&player.board.trace_file, file);
            Ok(notices)
        }
        None => Ok(notices),
    }
}

fn with_trace(player: Player, id: PartId, trace: Trace, epoch: Option<Stamp>) -> Option<Command> {
    let document = player.document();
    let mut users = document.get::<Users>(id)?.clone();
    users.pattern = Pattern::Trace;
    users.trace = Some(trace);
    users.trace_scale = 1.0;
    let load = Command::SetParams {
        part: id,
        params: Box::new(Params::Users(users)),
    };
    let epoch = epoch.map(Command::SetEpoch);
    Some(Command::All([load].into_iter().chain(epoch).collect()))
}

/// Multiplies the recording of some users.
pub fn scale(document: &Document, id: PartId, factor: f64) -> Option<Command> {
    document.params(id)?;
    Some(Command::SetField {
        part: id,
        path: "trace_scale".to_owned(),
        value: factor.into(),
    })
}

/// Columns of the picture of a trace.
const SHAPE_COLUMNS: usize = 140;

/// What users have been given by a file, in numbers; `None` without one.
pub fn view(users: &users::Params) -> Option<TraceView> {
    let trace = users.trace.as_ref().filter(|t| !t.is_empty())?;
    let (first, last) = (trace.first_s()?, trace.last_s()?);
    let points: Vec<(f64, f64)> = match trace {
        Trace::Regular { step_s, rps } => {
            let at = |(n, r): (usize, &f64)| (n as f64 * step_s, *r);
            rps.iter().enumerate().map(at).collect()
        }
        Trace::Points { points } => points.clone(),
    };
    let peak = points.iter().map(|p| p.1).fold(0.0, f64::max);
    let mut sum = 0.0;
    for pair in points.windows(2) {
        if let [a, b] = pair {
            sum += a.1 * (b.0 - a.0);
        }
    }
    let span_s = last - first;
    let mean = if span_s > 0.0 { sum / span_s } else { peak };
    // The most of each column, so that a short peak is seen.
    let mut shape = vec![0.0_f32; SHAPE_COLUMNS.min(points.len().max(2))];
    let columns = shape.len();
    for (n, slot) in shape.iter_mut().enumerate() {
        let at = |n: usize| first + span_s * n as f64 / columns as f64;
        let held = trace.at(at(n)).map_or(0.0, |v| v.0);
        let from = points.partition_point(|p| p.0 < at(n));
        let to = points.partition_point(|p| p.0 < at(n + 1));
        let inside = points.get(from..to).unwrap_or_default().iter().map(|p| p.1);
        *slot = (inside.fold(held, f64::max) / peak.max(1e-9)) as f32;
    }
    Some(TraceView {
        rows: points.len(),
        span_s,
        peak_per_s: peak * users.trace_scale,
        mean_per_s: mean * users.trace_scale,
        factor: users.trace_scale,
        is_used: users.pattern == Pattern::Trace,
        shape,
    })
}

/// Switches between the loaded traffic and the constant load.
pub fn use_trace(document: &Document, id: PartId, is_used: bool) -> Option<Command> {
    document.get::<Users>(id)?;
    let pattern = match is_used {
        true => Pattern::Trace,
        false => Pattern::Constant,
    };
    Some(Command::SetField {
        part: id,
        path: "pattern".to_owned(),
        value: pattern.as_str().into(),
    })
}
