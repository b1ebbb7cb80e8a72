//! Real traffic: a CSV becomes the load of the board's users. On errors nothing is lost.

use super::player::Player;
use super::start::say;
use crate::i18n::Lang;
use crate::i18n_platform::Notice;
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::kinds::Params;
use swell_core::kinds::users::Pattern;
use swell_core::scenario::traffic::{self, ValueForm};
use swell_core::session::Session;

/// Reads the text and makes it the load of the first users. Returns what to say: notices when it
/// worked, problems with line and column when it did not.
pub fn load(player: Player, text: &str, lang: Lang) -> Result<Vec<String>, Vec<String>> {
    let found = traffic::parse(text, ValueForm::Auto).map_err(|errors| {
        errors
            .iter()
            .map(|e| say(&Notice::TrafficError(e), lang))
            .collect::<Vec<_>>()
    })?;
    let notices = found
        .notices
        .iter()
        .map(|n| say(&Notice::Traffic(n), lang))
        .collect();
    let trace = traffic::to_trace(&found);
    let users = player.read(Session::users);
    let command = users.and_then(|id| with_trace(player, id, trace));
    match command {
        Some(command) => {
            player.edit_or_say(command);
            player.restart(None);
            Ok(notices)
        }
        None => Ok(notices),
    }
}

fn with_trace(
    player: Player,
    id: PartId,
    trace: swell_core::world::trace::Trace,
) -> Option<Command> {
    let document = player.document();
    let Some(Params::Users(users)) = document.params(id) else {
        return None;
    };
    let mut users = users.clone();
    users.pattern = Pattern::Trace;
    users.trace = Some(trace);
    Some(Command::SetParams {
        part: id,
        params: Box::new(Params::Users(users)),
    })
}
