//! Where every part stands and every line runs, one signal each. Elements that all watched the
//! layout itself would each search the list of all the others whenever one part is dragged.

use crate::board::model::{EdgeKey, NodeId};
use crate::board::put;
use crate::geometry::Rect;
use crate::geometry::fit::Layout;
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::small_map::SmallMap;

#[derive(Default)]
struct Kept {
    parts: SmallMap<NodeId, ArcRwSignal<Rect>>,
    lines: SmallMap<EdgeKey, ArcRwSignal<String>>,
}

/// The places of the layout, apart.
#[derive(Clone, Copy)]
pub struct Places {
    layout: Memo<Arc<Layout>>,
    kept: StoredValue<Kept>,
}

impl Places {
    pub fn new(layout: Memo<Arc<Layout>>) -> Self {
        let kept = StoredValue::new(Kept::default());
        Self { layout, kept }
    }

    /// Keeps the signals at the layout's places for as long as the caller's owner lives.
    pub fn follow(self) {
        Effect::new(move |_| {
            self.layout.with(|layout| {
                self.kept.update_value(|kept| {
                    kept.parts.retain(|id, _| layout.nodes.contains_key(id));
                    kept.lines.retain(|key, _| layout.curves.contains_key(key));
                    for (id, place) in kept.parts.iter() {
                        put(place, layout.node(*id));
                    }
                    for (key, line) in kept.lines.iter() {
                        put(line, path(layout, *key));
                    }
                });
            });
        });
    }

    /// Where a part stands.
    pub fn part(self, id: NodeId) -> ArcRwSignal<Rect> {
        let now = || ArcRwSignal::new(self.layout.with_untracked(|l| l.node(id)));
        let known = |kept: &mut Kept| kept.parts.or_insert_with(id, now).clone();
        self.kept.try_update_value(known).unwrap_or_default()
    }

    /// The way of a line, as the `d` of its path.
    pub fn line(self, key: EdgeKey) -> ArcRwSignal<String> {
        let now = || ArcRwSignal::new(self.layout.with_untracked(|l| path(l, key)));
        let known = |kept: &mut Kept| kept.lines.or_insert_with(key, now).clone();
        self.kept.try_update_value(known).unwrap_or_default()
    }
}

fn path(layout: &Layout, key: EdgeKey) -> String {
    layout.curves.get(&key).map(|c| c.d()).unwrap_or_default()
}
