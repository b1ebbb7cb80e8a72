//! Pointers to intents: one closed machine. Every move is computed from the snapshot taken at the
//! press, so a gesture has no drift, and Escape or a cancelled pointer restores what was there.

use super::hit::Hit;
use crate::geometry::viewport::Viewport;
use crate::geometry::{Point, Rect};
use crate::vocabulary::{Item, KindId, NodeId};

/// How far a pointer may wander and still be a click, in CSS pixels.
pub const SLOP_MOUSE: f64 = 4.0;
/// The same for a finger.
pub const SLOP_TOUCH: f64 = 8.0;

/// One pointer event on the stage, in stage pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    pub id: i32,
    pub at: Point,
    pub is_touch: bool,
    /// Shift: add to the selection, or draw a marquee.
    pub adds: bool,
    /// Middle button or the space bar held: pan whatever is below.
    pub pans: bool,
}

/// The machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    #[default]
    Idle,
    /// Down, but not yet further than the slop.
    Pressed {
        start: Pointer,
        hit: Hit,
        view: Viewport,
        selection: Vec<NodeId>,
    },
    Dragging {
        start: Pointer,
        nodes: Vec<NodeId>,
        view: Viewport,
    },
    Panning {
        start: Pointer,
        view: Viewport,
    },
    Marquee {
        start: Pointer,
        view: Viewport,
        keep: Vec<NodeId>,
    },
    Wiring {
        start: Pointer,
        from: NodeId,
    },
    /// An item of the palette is on its way to the board.
    Placing {
        start: Pointer,
        kind: KindId,
    },
    /// Two fingers: pan and zoom together.
    Pinching {
        a: Pointer,
        b: Pointer,
        view: Viewport,
        from: (Point, Point),
    },
}

/// What the rest of the program is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Show these parts moved, without changing the document.
    PreviewMove {
        nodes: Vec<NodeId>,
        by: Point,
    },
    /// Change the document: one step of undo.
    Move {
        nodes: Vec<NodeId>,
        by: Point,
    },
    View(Viewport),
    PreviewMarquee(Rect),
    Marquee {
        area: Rect,
        keep: Vec<NodeId>,
    },
    PreviewWire {
        from: NodeId,
        to: Point,
    },
    /// Let go at this screen point; whether something is there is for the caller to see.
    Wire {
        from: NodeId,
        at: Point,
    },
    /// A port was clicked: the next click on a part ends the link.
    StartWire(NodeId),
    PreviewPlace {
        kind: KindId,
        at: Point,
    },
    Place {
        kind: KindId,
        at: Point,
    },
    Click {
        hit: Hit,
        at: Point,
        adds: bool,
    },
    /// Take every preview away.
    ClearPreview,
}

impl Gesture {
    pub fn is_idle(&self) -> bool {
        *self == Self::Idle
    }

    /// A pointer went down on the stage.
    pub fn press(
        &mut self,
        p: Pointer,
        hit: Hit,
        view: Viewport,
        selection: &[NodeId],
    ) -> Vec<Intent> {
        let first = match self {
            Self::Idle => None,
            Self::Pressed { start, .. }
            | Self::Dragging { start, .. }
            | Self::Panning { start, .. }
            | Self::Marquee { start, .. } => Some(*start),
            // A wire, a placement or a pinch goes on; a further finger changes nothing.
            Self::Wiring { .. } | Self::Placing { .. } | Self::Pinching { .. } => {
                return Vec::new();
            }
        };
        match first {
            None => {
                *self = if p.pans {
                    Self::Panning { start: p, view }
                } else {
                    Self::Pressed {
                        start: p,
                        hit,
                        view,
                        selection: selection.to_vec(),
                    }
                };
                Vec::new()
            }
            Some(a) if a.is_touch && p.is_touch && a.id != p.id => {
                *self = Self::Pinching {
                    a,
                    b: p,
                    view,
                    from: (a.at, p.at),
                };
                vec![Intent::ClearPreview]
            }
            Some(_) => Vec::new(),
        }
    }

    /// A press on an item of the palette.
    pub fn pick_up(&mut self, p: Pointer, kind: KindId) {
        if self.is_idle() {
            *self = Self::Placing { start: p, kind };
        }
    }

    pub fn moved(&mut self, p: Pointer) -> Vec<Intent> {
        match self {
            Self::Idle => Vec::new(),
            Self::Pressed { start, .. } if start.id == p.id => {
                let slop = if p.is_touch { SLOP_TOUCH } else { SLOP_MOUSE };
                if p.at.minus(start.at).length() <= slop {
                    return Vec::new();
                }
                self.begin();
                self.moved(p)
            }
            Self::Dragging { start, nodes, view } if start.id == p.id => {
                let by = scaled(p.at.minus(start.at), view.scale);
                vec![Intent::PreviewMove {
                    nodes: nodes.clone(),
                    by,
                }]
            }
            Self::Panning { start, view } if start.id == p.id => {
                vec![Intent::View(view.panned(p.at.minus(start.at)))]
            }
            Self::Marquee { start, .. } if start.id == p.id => {
                vec![Intent::PreviewMarquee(Rect::between(start.at, p.at))]
            }
            Self::Wiring { start, from } if start.id == p.id => {
                vec![Intent::PreviewWire {
                    from: *from,
                    to: p.at,
                }]
            }
            // Nearer it is still a click on the palette's item.
            Self::Placing { start, .. }
                if start.id == p.id && p.at.minus(start.at).length() <= SLOP_TOUCH =>
            {
                Vec::new()
            }
            Self::Placing { start, kind } if start.id == p.id => {
                vec![Intent::PreviewPlace {
                    kind: *kind,
                    at: p.at,
                }]
            }
            Self::Pinching { a, b, view, from } => {
                if p.id == a.id {
                    a.at = p.at;
                } else if p.id == b.id {
                    b.at = p.at;
                }
                vec![Intent::View(pinched(*view, *from, (a.at, b.at)))]
            }
            _ => Vec::new(),
        }
    }

    /// Further than the slop: decide what this gesture is.
    fn begin(&mut self) {
        let Self::Pressed {
            start,
            hit,
            view,
            selection,
        } = self
        else {
            return;
        };
        let (start, view) = (*start, *view);
        *self = match hit {
            Hit::Port(from) => Self::Wiring { start, from: *from },
            Hit::Item(Item::Node(id)) => {
                // Dragging something unselected drags it alone.
                let nodes = if selection.contains(id) {
                    selection.clone()
                } else {
                    vec![*id]
                };
                Self::Dragging { start, nodes, view }
            }
            _ if start.adds => Self::Marquee {
                start,
                view,
                keep: selection.clone(),
            },
            _ => Self::Panning { start, view },
        };
    }

    pub fn release(&mut self, p: Pointer) -> Vec<Intent> {
        let is_mine = match self {
            Self::Idle => false,
            Self::Pressed { start, .. }
            | Self::Dragging { start, .. }
            | Self::Panning { start, .. }
            | Self::Marquee { start, .. }
            | Self::Wiring { start, .. }
            | Self::Placing { start, .. } => start.id == p.id,
            Self::Pinching { a, b, .. } => a.id == p.id || b.id == p.id,
        };
        if !is_mine {
            return Vec::new();
        }
        match core::mem::take(self) {
            Self::Idle | Self::Panning { .. } | Self::Pinching { .. } => Vec::new(),
            Self::Pressed {
                hit: Hit::Port(from),
                ..
            } => vec![Intent::StartWire(from)],
            Self::Pressed { hit, start, .. } => {
                vec![Intent::Click {
                    hit,
                    at: start.at,
                    adds: start.adds,
                }]
            }
            Self::Dragging { start, nodes, view } => {
                let by = scaled(p.at.minus(start.at), view.scale);
                vec![Intent::ClearPreview, Intent::Move { nodes, by }]
            }
            Self::Marquee { start, view, keep } => {
                let area = Rect::between(view.to_world(start.at), view.to_world(p.at));
                vec![Intent::ClearPreview, Intent::Marquee { area, keep }]
            }
            Self::Wiring { from, .. } => {
                vec![Intent::ClearPreview, Intent::Wire { from, at: p.at }]
            }
            Self::Placing { start, kind } => {
                // A click on the palette item arms it; only a real drag places it here.
                if p.at.minus(start.at).length() <= SLOP_TOUCH {
                    vec![Intent::ClearPreview]
                } else {
                    vec![Intent::ClearPreview, Intent::Place { kind, at: p.at }]
                }
            }
        }
    }

    /// Escape, `pointercancel`, a lost capture: as if it had never begun.
    pub fn cancel(&mut self) -> Vec<Intent> {
        match core::mem::take(self) {
            Self::Idle => Vec::new(),
            Self::Panning { view, .. } | Self::Pinching { view, .. } => {
                vec![Intent::ClearPreview, Intent::View(view)]
            }
            _ => vec![Intent::ClearPreview],
        }
    }
}

fn scaled(by: Point, scale: f64) -> Point {
    Point::new(by.x / scale, by.y / scale)
}

/// The view that keeps the two world points under the two fingers.
fn pinched(view: Viewport, from: (Point, Point), to: (Point, Point)) -> Viewport {
    let middle = |(a, b): (Point, Point)| Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
    let spread = |(a, b): (Point, Point)| a.minus(b).length().max(1.0);
    let (was, is) = (middle(from), middle(to));
    view.panned(is.minus(was))
        .zoomed_at(is, spread(to) / spread(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mouse(x: f64, y: f64) -> Pointer {
        Pointer {
            id: 1,
            at: Point::new(x, y),
            is_touch: false,
            adds: false,
            pans: false,
        }
    }

    fn finger(id: i32, x: f64, y: f64) -> Pointer {
        Pointer {
            id,
            is_touch: true,
            ..mouse(x, y)
        }
    }

    const NODE: Hit = Hit::Item(Item::Node(NodeId(7)));

    #[test]
    fn a_press_inside_the_slop_is_a_click() {
        let mut g = Gesture::default();
        g.press(mouse(10.0, 10.0), NODE, Viewport::default(), &[]);
        assert!(g.moved(mouse(13.0, 10.0)).is_empty());
        assert_eq!(
            g.release(mouse(13.0, 10.0)),
            [Intent::Click {
                hit: NODE,
                at: Point::new(10.0, 10.0),
                adds: false
            }]
        );
        assert!(g.is_idle());
    }

    #[test]
    fn a_finger_may_wander_further() {
        let mut g = Gesture::default();
        g.press(finger(1, 0.0, 0.0), NODE, Viewport::default(), &[]);
        assert!(g.moved(finger(1, 7.0, 0.0)).is_empty());
        assert!(!g.moved(finger(1, 9.0, 0.0)).is_empty());
    }

    #[test]
    fn a_drag_counts_from_the_press_and_in_world_units() {
        let view = Viewport {
            scale: 2.0,
            ..Viewport::default()
        };
        let mut g = Gesture::default();
        g.press(mouse(0.0, 0.0), NODE, view, &[NodeId(7), NodeId(8)]);
        g.moved(mouse(50.0, 0.0));
        g.moved(mouse(-70.0, 30.0));
        let nodes = vec![NodeId(7), NodeId(8)];
        assert_eq!(
            g.release(mouse(20.0, 10.0)),
            [
                Intent::ClearPreview,
                Intent::Move {
                    nodes,
                    by: Point::new(10.0, 5.0)
                }
            ]
        );
    }

    #[test]
    fn dragging_something_unselected_drags_it_alone() {
        let mut g = Gesture::default();
        g.press(mouse(0.0, 0.0), NODE, Viewport::default(), &[NodeId(1)]);
        let moved = g.moved(mouse(50.0, 0.0));
        assert_eq!(
            moved,
            [Intent::PreviewMove {
                nodes: vec![NodeId(7)],
                by: Point::new(50.0, 0.0)
            }]
        );
    }

    #[test]
    fn escape_restores_a_drag_and_a_pan() {
        let mut g = Gesture::default();
        g.press(mouse(0.0, 0.0), NODE, Viewport::default(), &[]);
        g.moved(mouse(50.0, 0.0));
        assert_eq!(g.cancel(), [Intent::ClearPreview]);
        assert!(g.release(mouse(50.0, 0.0)).is_empty());
        g.press(mouse(0.0, 0.0), Hit::Empty, Viewport::default(), &[]);
        g.moved(mouse(50.0, 0.0));
        assert_eq!(
            g.cancel(),
            [Intent::ClearPreview, Intent::View(Viewport::default())]
        );
    }

    #[test]
    fn a_second_finger_turns_a_press_into_a_pinch() {
        let mut g = Gesture::default();
        let view = Viewport::default();
        g.press(finger(1, 0.0, 0.0), NODE, view, &[]);
        g.press(finger(2, 100.0, 0.0), NODE, view, &[]);
        let moved = g.moved(finger(2, 200.0, 0.0));
        let [Intent::View(now)] = moved.as_slice() else {
            panic!("{moved:?}")
        };
        assert!((now.scale - 2.0).abs() < 1e-9);
        assert!(now.to_screen(Point::new(0.0, 0.0)).length() < 1e-9);
        assert!(g.release(finger(1, 0.0, 0.0)).is_empty());
    }

    #[test]
    fn a_marquee_reports_world_coordinates() {
        let view = Viewport {
            scale: 2.0,
            offset: Point::new(10.0, 0.0),
        };
        let mut g = Gesture::default();
        let shift = Pointer {
            adds: true,
            ..mouse(30.0, 20.0)
        };
        g.press(shift, Hit::Empty, view, &[NodeId(3)]);
        g.moved(mouse(10.0, 60.0));
        let done = g.release(mouse(10.0, 60.0));
        let area = Rect::new(0.0, 10.0, 10.0, 20.0);
        assert_eq!(
            done,
            [
                Intent::ClearPreview,
                Intent::Marquee {
                    area,
                    keep: vec![NodeId(3)]
                }
            ]
        );
    }

    #[test]
    fn a_wire_is_drawn_from_a_port_and_a_click_on_it_arms_it() {
        let mut g = Gesture::default();
        let hit = Hit::Port(NodeId(4));
        g.press(mouse(0.0, 0.0), hit, Viewport::default(), &[]);
        assert_eq!(g.release(mouse(1.0, 0.0)), [Intent::StartWire(NodeId(4))]);
        g.press(mouse(0.0, 0.0), hit, Viewport::default(), &[]);
        g.moved(mouse(40.0, 0.0));
        let at = Point::new(60.0, 0.0);
        assert_eq!(
            g.release(mouse(60.0, 0.0)),
            [
                Intent::ClearPreview,
                Intent::Wire {
                    from: NodeId(4),
                    at
                }
            ]
        );
    }

    #[test]
    fn a_palette_item_is_placed_by_a_drag_only() {
        let mut g = Gesture::default();
        g.pick_up(mouse(0.0, 0.0), KindId::Database);
        assert!(g.moved(mouse(2.0, 0.0)).is_empty());
        assert_eq!(g.release(mouse(2.0, 0.0)), [Intent::ClearPreview]);
        g.pick_up(mouse(0.0, 0.0), KindId::Database);
        g.moved(mouse(300.0, 0.0));
        let at = Point::new(300.0, 0.0);
        assert_eq!(
            g.release(mouse(300.0, 0.0)),
            [
                Intent::ClearPreview,
                Intent::Place {
                    kind: KindId::Database,
                    at
                }
            ]
        );
    }

    #[test]
    fn another_pointer_is_ignored() {
        let mut g = Gesture::default();
        g.press(mouse(0.0, 0.0), NODE, Viewport::default(), &[]);
        assert!(g.moved(finger(9, 90.0, 0.0)).is_empty());
        assert!(g.release(finger(9, 90.0, 0.0)).is_empty());
        assert!(!g.is_idle());
    }
}
