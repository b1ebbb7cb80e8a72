//! A board as a small picture, from its document: frames, lines and parts where the stage would put
//! them. Nothing runs in it.

use super::mirror::structure;
use crate::geometry::Rect;
use crate::geometry::fit::{Mode, Shift, tidy};
use crate::vocabulary::{FrameView, KindId, Role, role};
use swell_core::document::Document;
use swell_core::engine::simulation::Simulation;

/// Places are in world units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thumbnail {
    pub bounds: Rect,
    /// Outer ones first, with the word for how they look.
    pub frames: Vec<(&'static str, Rect)>,
    /// Each line as the data of a path.
    pub lines: Vec<String>,
    /// A group of servers is no card of its own: what is drawn of it is its servers.
    pub parts: Vec<(Option<KindId>, Rect)>,
    pub servers: Vec<Rect>,
}

/// `None`: the text is no document.
pub fn thumbnail(json: &str) -> Option<Thumbnail> {
    let document = Document::from_json(json).ok()?;
    let board = structure(&document, &Simulation::new(&document));
    let layout = tidy(&board, Mode::Wide, &Shift::default());
    let mut frames: Vec<_> = board.frames.iter().collect();
    frames.sort_by_key(|frame| frame.level);
    let place = |frame: &&FrameView| (frame.look(), layout.frame(frame.id));
    let stands = board
        .nodes
        .iter()
        .filter(|node| role(node.kind) != Role::Fleet);
    let all = layout.frames.values().chain(layout.instances.values());
    let all = all.chain(layout.nodes.values()).copied();
    Some(Thumbnail {
        bounds: all.reduce(Rect::union).unwrap_or_default(),
        frames: frames.iter().map(place).collect(),
        lines: layout.curves.values().map(|curve| curve.d()).collect(),
        parts: stands
            .map(|node| (node.kind, layout.node(node.id)))
            .collect(),
        servers: layout.instances.values().copied().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use swell_core::scenario::catalog::{BLANKS, PRESETS};

    #[test]
    fn every_board_has_a_picture_that_holds_all_of_it() {
        for preset in PRESETS.iter().chain(BLANKS) {
            let picture = thumbnail(preset.json).expect(preset.id);
            let rects = picture.parts.iter().map(|(_, r)| r).chain(&picture.servers);
            for r in rects.chain(picture.frames.iter().map(|(.., r)| r)) {
                let all = picture.bounds.union(*r);
                let grown = all.w - picture.bounds.w + all.h - picture.bounds.h;
                assert!(
                    grown < 1.0,
                    "{}: {r:?} is out of {:?}",
                    preset.id,
                    picture.bounds
                );
            }
            let is_ready = PRESETS.iter().any(|p| p.id == preset.id);
            // What is drawn of a group is its servers.
            let drawn = picture.parts.len() + picture.servers.len();
            assert!(!is_ready || drawn > 2, "{}", preset.id);
        }
        assert_eq!(thumbnail("{"), None);
    }
}
