//! A messy board that is tidied: every frame holds what stands in it, nothing lies on anything else, and
//! requests run one way. Boards that come with Swell, random ones, and what AWS's files make of one.

use super::*;
use crate::board::commands::{self, import};
use crate::geometry::Point;
use crate::geometry::fit::ranks;
use crate::i18n::Lang;
use crate::import::aws_json;
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::kinds::KindId;
use swell_core::session::Session;
use swell_tests::legal;
use swell_tests::test_rng::TestRng;

const ALL: [Mode; 4] = [Mode::Wide, Mode::Snug, Mode::Row, Mode::Column];
/// Parts that stand by themselves on a large board.
const MANY: usize = 40;

fn stand(document: &Document) -> impl Iterator<Item = PartId> {
    let alone = document.parts.iter().filter(|p| p.of.is_none());
    alone.map(|p| p.id)
}

/// Puts every part and every frame anywhere.
fn scramble(document: &mut Document, rng: &mut TestRng) {
    let mut at = || (1_800.0 * rng.unit() - 400.0).round();
    let place = |id: PartId| {
        let is_ground = document.part(id).is_some_and(|p| p.is_ground());
        let sizes = is_ground.then(|| [at().abs(), at().abs()]);
        let place = [at(), at()].into_iter().chain(sizes.into_iter().flatten());
        (id.0, Some(place.collect()))
    };
    let places = stand(document).map(place).collect();
    document.apply(Command::Move { places }).expect("places");
}

/// A board of so many parts in frames of all kinds, joined as it comes.
fn messy(rng: &mut TestRng) -> Document {
    let mut document = Document::default();
    let is_card = |document: &Document, id| document.part(id).is_some_and(|p| !p.is_ground());
    let count = |document: &Document| stand(document).filter(|id| is_card(document, *id)).count();
    for _ in 0..MANY * 4 {
        if count(&document) >= MANY {
            break;
        }
        let at = Some(Point::new(900.0 * rng.unit(), 500.0 * rng.unit()));
        let kind = rng.pick(KindId::ALL).copied().expect("a kind");
        if let Some((command, _)) = commands::place(&document, kind, at, None) {
            let _ = document.apply(command);
        }
    }
    for _ in 0..MANY * 6 {
        let ids: Vec<PartId> = document.parts.iter().map(|p| p.id).collect();
        let (Some(from), Some(to)) = (rng.pick(&ids), rng.pick(&ids)) else {
            continue;
        };
        if let Some(command) = commands::link(&document, *from, *to) {
            let _ = document.apply(command);
        }
    }
    assert!(count(&document) >= MANY);
    document
}

fn holds(outer: Rect, inner: Rect) -> bool {
    let all = outer.union(inner);
    all.w - outer.w < 1.5 && all.h - outer.h < 1.5
}

/// What a picky eye finds wrong with a layout.
fn faults(board: &Structure, layout: &Layout) -> Vec<String> {
    let mut bad = Vec::new();
    for (a, b) in on_each_other(board, layout) {
        bad.push(format!("{a:?} lies on {b:?}"));
    }
    for frame in &board.frames {
        let r = layout.frame(frame.id);
        if frame.parent.is_some_and(|p| !holds(layout.frame(p), r)) {
            bad.push(format!("{:?} is out of its own", frame.id));
        }
        let next = board.frames.iter().filter(|z| z.id > frame.id);
        let siblings = next.filter(|z| z.parent == frame.parent);
        for other in siblings.filter(|z| overlaps(r, layout.frame(z.id))) {
            bad.push(format!("{frame:?} lies on {other:?}"));
        }
    }
    for node in board.nodes.iter().filter(|n| !n.is_fleet()) {
        let r = layout.node(node.id);
        if let [home] = node.subnets.as_slice()
            && !holds(layout.frame(*home), r)
        {
            bad.push(format!("{:?} fell out of {home:?}", node.id));
        }
        let strange = board.frames.iter().filter(|z| match z.level {
            Level::Subnet => node.subnets.len() == 1 && !node.subnets.contains(&z.id),
            _ => node.subnets.is_empty(),
        });
        for frame in strange.filter(|z| overlaps(r, layout.frame(z.id))) {
            bad.push(format!("{:?} stands in {:?}", node.id, frame.id));
        }
    }
    for server in &board.instances {
        let (home, r) = (server.subnet, layout.instance(server.id));
        if home.is_some_and(|home| !holds(layout.frame(home), r)) {
            bad.push(format!("{:?} fell out of {home:?}", server.id));
        }
    }
    if let Some(chain) = layout.chain {
        let frames = layout.frames.values().copied();
        let all = cards(board, layout).into_iter().map(|(_, r)| r);
        let on = frames.chain(all).filter(|r| overlaps(*r, chain)).count();
        bad.extend((on > 0).then(|| format!("the chain lies on {on}")));
    }
    bad.extend(backward(board, layout));
    bad
}

/// Requests that turn back although nothing holds the parts where they stand: outside of zones every
/// hop is farther along the flow.
fn backward(board: &Structure, layout: &Layout) -> Vec<String> {
    let ranks = ranks(board);
    let along = |r: Rect| match layout.mode {
        Mode::Column => (r.y, r.bottom()),
        _ => (r.x, r.right()),
    };
    let is_outside = |id: NodeId| {
        board
            .node(id)
            .is_some_and(|n| n.subnets.is_empty() && !n.is_fleet())
    };
    // Small stages stack what stands before the zones, to save length.
    let is_stacked = !layout.mode.is_wide();
    let links = board
        .links
        .iter()
        .filter(|l| match (is_outside(l.from), is_outside(l.to)) {
            (true, true) => !is_stacked,
            (true, false) => true,
            // Met from before the zones too.
            _ => false,
        });
    // What is met from inside stands behind the zones, and may send on to what is met from before them.
    let end = layout.frames.values().map(|r| along(*r).1);
    let end = end.reduce(f64::max).unwrap_or(f64::INFINITY);
    let back = links.filter(|l| {
        let (from, to) = (along(layout.node(l.from)), along(layout.node(l.to)));
        let is_onward = ranks.get(&l.from) < ranks.get(&l.to) && from.0 < end;
        let is_fleet = board.node(l.to).is_some_and(NodeView::is_fleet);
        is_onward && to.0 < from.0 && !is_fleet
    });
    back.map(|l| format!("{:?} turns back", l.id)).collect()
}

fn judge(name: &str, document: &Document, bad: &mut Vec<String>) {
    let board = structure(document, &Simulation::new(document));
    for mode in ALL {
        let layout = tidy(&board, mode, &Shift::default());
        let again = tidy(&board, mode, &Shift::default());
        assert_eq!(layout, again, "{name} {mode:?}");
        let found = faults(&board, &layout);
        bad.extend(
            found
                .into_iter()
                .map(|fault| format!("{name} {mode:?}: {fault}")),
        );
    }
}

/// Tidies a board of which everything has been put anywhere, as one step of undo.
fn tidied(document: Document, rng: &mut TestRng) -> Document {
    let mut messy = document.clone();
    scramble(&mut messy, rng);
    let mut session = Session::new(messy.clone());
    let command = commands::tidy(&messy).expect("there is something to tidy");
    session.edit(command).expect("places alone");
    let after = session.document().clone();
    assert_eq!((&after.parts, &after.links), (&messy.parts, &messy.links));
    assert_eq!(after.title, messy.title);
    assert!(commands::tidy(&after).is_none(), "it is tidy");
    assert!(session.undo());
    assert_eq!(session.document(), &messy);
    assert!(!session.undo(), "one step");
    after
}

fn read(json: &str) -> Document {
    Document::from_json(json).expect("a board")
}

#[test]
fn every_board_that_comes_with_swell_is_tidied_from_any_mess() {
    let (mut rng, mut bad) = (TestRng::new(7), Vec::new());
    for preset in PRESETS {
        judge(preset.id, &tidied(read(preset.json), &mut rng), &mut bad);
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn random_boards_of_up_to_sixty_parts_are_tidied() {
    let mut bad = Vec::new();
    for seed in 1..=24 {
        let mut rng = TestRng::new(seed);
        let board = match seed % 3 {
            0 => messy(&mut rng),
            _ => legal::board(seed, &mut rng),
        };
        judge(&format!("{seed}"), &tidied(board, &mut rng), &mut bad);
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn a_board_of_forty_parts_is_tidied_and_few_lines_touch_a_card() {
    let document = read(include_str!("../../../../tests/fixtures/forty.json"));
    let mut bad = Vec::new();
    judge(
        "forty",
        &tidied(document.clone(), &mut TestRng::new(1)),
        &mut bad,
    );
    assert!(bad.is_empty(), "{bad:#?}");
    let board = structure(&document, &Simulation::new(&document));
    assert!(board.nodes.len() >= MANY);
    for mode in [Mode::Wide, Mode::Snug] {
        let through = through(&board, &tidy(&board, mode, &Shift::default()));
        // Some lines have no clear way: fewer than one in five touches a card.
        assert!(
            through.len() * 5 < board.links.len(),
            "{mode:?}: {through:#?}"
        );
    }
}

#[test]
fn a_board_that_aws_files_were_read_into_is_tidied() {
    const GROUP: PartId = PartId(14);
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/aws");
    let (mut rng, mut bad, mut count) = (TestRng::new(3), Vec::new(), 0);
    let mut files: Vec<_> = std::fs::read_dir(files)
        .unwrap()
        .flatten()
        .map(|f| f.path())
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let mut document = commands::default_board();
        let Ok(found) = aws_json::read(&text) else {
            continue;
        };
        let command = import(&document, GROUP, &found, true, Lang::En)
            .ok()
            .and_then(|i| i.command);
        let Some(command) = command else { continue };
        document.apply(command).expect("what was read");
        count += 1;
        judge(
            &file.display().to_string(),
            &tidied(document, &mut rng),
            &mut bad,
        );
    }
    assert!(count > 5, "{count} files");
    assert!(bad.is_empty(), "{bad:#?}");
}
