//! Where every part stands and every line runs. Elements do not watch the layout one by one: a
//! drag changes it with every move of the pointer, and one effect writes what became different.

use crate::dom::El;
use crate::geometry::Rect;
use crate::geometry::fit::Layout;
use crate::vocabulary::{EdgeKey, NodeId};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::small_map::SmallMap;

#[derive(Default)]
struct Kept {
    parts: SmallMap<NodeId, (Rect, El)>,
    lines: SmallMap<EdgeKey, (String, El)>,
}

/// The elements that stand where the layout says.
#[derive(Clone, Copy)]
pub struct Places {
    layout: Memo<Arc<Layout>>,
    kept: StoredValue<Kept, LocalStorage>,
}

impl Places {
    pub fn new(layout: Memo<Arc<Layout>>) -> Self {
        let kept = StoredValue::new_local(Kept::default());
        Self { layout, kept }
    }

    /// Keeps the elements at the layout's places for as long as the caller's owner lives.
    pub fn follow(self) {
        Effect::new(move |_| {
            self.layout.with(|layout| {
                self.kept.update_value(|kept| {
                    kept.parts.retain(|id, (old, el)| {
                        let now = layout.node(*id);
                        if *old != now {
                            *old = now;
                            stand(el, now);
                        }
                        layout.nodes.contains_key(id)
                    });
                    kept.lines.retain(|key, (old, el)| {
                        let now = path(layout, *key);
                        if *old != now {
                            run(el, &now);
                            *old = now;
                        }
                        layout.curves.contains_key(key)
                    });
                });
            });
        });
    }

    /// Moves the element of a part with it.
    pub fn part(self, id: NodeId, el: El) -> El {
        let now = self.layout.with_untracked(|l| l.node(id));
        stand(&el, now);
        let kept = el.clone();
        self.kept
            .update_value(|all| drop(all.parts.insert(id, (now, kept))));
        el
    }

    /// Draws the path of a line where it runs.
    pub fn line(self, key: EdgeKey, el: El) -> El {
        let now = self.layout.with_untracked(|l| path(l, key));
        run(&el, &now);
        let kept = el.clone();
        self.kept
            .update_value(|all| drop(all.lines.insert(key, (now, kept))));
        el
    }
}

fn stand(el: &El, at: Rect) {
    el.set("transform", &at.corner().translate());
}

fn run(el: &El, d: &str) {
    el.set("d", d);
}

/// The way of a line, as the `d` of its path.
pub fn path(layout: &Layout, key: EdgeKey) -> String {
    layout.curves.get(&key).map(|c| c.d()).unwrap_or_default()
}
