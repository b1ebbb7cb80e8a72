//! `everything`: one of every kind on one board, at 500 requests a second, as the page runs it.
//!
//! The board is made of the ready-made ones, as few as bring all kinds: a new kind comes with a board of
//! its own, and so is measured from its first day.

use std::collections::{BTreeSet, VecDeque};

use swell_core::base::id::{LinkId, PartId};
use swell_core::base::time::Span;
use swell_core::document::{Content, Document, Part};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::{KindId, Params};
use swell_core::scenario::catalog::{PRESETS, Preset};
use swell_core::session::Session;

use super::{Args, Line};

/// Of all users together. Units: requests per second.
const PER_S: f64 = 500.0;
const PER_USER: f64 = 0.1;
/// How old the copies of `keyframes` are: alarms and policies have worked by then.
const KEYFRAMES_AT: Span = Span::from_s(600);
const HELD: usize = 16;

/// `n` simulated seconds of it.
pub fn run(args: &Args) -> Result<Line, String> {
    let session = running(args, Span::from_s(args.n))?;
    Ok(line(session.simulation(), args))
}

/// `n` copies of the running board, the last [`HELD`] of them held: the memory that one takes is the
/// difference of two such jobs with fewer, its time that of two with more.
pub fn keyframes(args: &Args) -> Result<Line, String> {
    let session = running(args, KEYFRAMES_AT)?;
    let mut held = VecDeque::new();
    for _ in 0..args.n {
        if held.len() == HELD {
            held.pop_front();
        }
        held.push_back(session.simulation().clone());
    }
    Ok(line(held.back().unwrap_or(session.simulation()), args))
}

fn line(simulation: &Simulation, args: &Args) -> Line {
    Line {
        events: simulation.events,
        n: args.n,
        hash: simulation.fingerprint().to_string(),
        simulated_s: simulation.now().since(simulation.origin()).s_f64(),
        ..Line::default()
    }
}

fn running(args: &Args, span: Span) -> Result<Session, String> {
    let mut session = Session::new(board(args.seed)?);
    let end = session.simulation().origin() + span;
    let step = match args.slice_us {
        0 => Span::from_s(60),
        us => Span::from_us(us),
    };
    while session.simulation().now() < end {
        session.advance(end.min(session.simulation().now() + step), u64::MAX);
    }
    Ok(session)
}

fn board(seed: u64) -> Result<Document, String> {
    let mut all = Document {
        seed,
        ..Document::default()
    };
    let mut missing: BTreeSet<KindId> = KindId::ALL.iter().copied().collect();
    while !missing.is_empty() {
        let best = PRESETS.iter().max_by_key(|preset| news(preset, &missing));
        let board = best.filter(|preset| news(preset, &missing) > 0);
        let Some(board) = board.and_then(read) else {
            return Err(format!("no ready-made board has {missing:?}"));
        };
        missing.retain(|kind| board.parts.iter().all(|part| part.kind() != Some(*kind)));
        add(&mut all, board);
    }
    share_out(&mut all);
    Ok(all)
}

fn read(preset: &Preset) -> Option<Document> {
    Document::from_json(preset.json).ok()
}

/// How many of the kinds that are missing a board brings.
fn news(preset: &Preset, missing: &BTreeSet<KindId>) -> usize {
    let parts = read(preset).map_or(Vec::new(), |board| board.parts);
    let kinds: BTreeSet<KindId> = parts.iter().filter_map(Part::kind).collect();
    kinds.intersection(missing).count()
}

/// Puts `board` beside what is there, under ids of its own.
fn add(all: &mut Document, board: Document) {
    let ids = all
        .parts
        .iter()
        .map(|p| p.id.0)
        .chain(all.links.iter().map(|l| l.id.0));
    let above = ids.max().unwrap_or(0);
    let new = |id: PartId| PartId(id.0 + above);
    for mut part in board.parts {
        part.id = new(part.id);
        part.of = part.of.map(new);
        part.stands_in = part.stands_in.into_iter().map(new).collect();
        if let Content::Known(params) = &mut part.content {
            params.refer(&|id| Some(new(id)));
        }
        all.parts.push(part);
    }
    for mut link in board.links {
        link.id = LinkId(link.id.0 + above);
        (link.from, link.to) = (new(link.from), new(link.to));
        all.links.push(link);
    }
}

/// Every crowd gets the same share of the requests.
fn share_out(all: &mut Document) {
    let crowds = all
        .parts
        .iter_mut()
        .filter_map(|part| match &mut part.content {
            Content::Known(Params::Users(users)) => Some(users),
            _ => None,
        });
    let crowds: Vec<_> = crowds.collect();
    let users = PER_S / PER_USER / crowds.len() as f64;
    for crowd in crowds {
        crowd.users = users;
    }
}
