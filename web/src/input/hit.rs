//! What lies under a pointer: ports first (their target is larger than they look), then what is
//! drawn on top, then frames, then nothing.

use crate::geometry::fit::Layout;
use crate::geometry::{Point, Rect};
use crate::vocabulary::NodeView;
use crate::vocabulary::{FrameId, Item, KindId, Level, NodeId, Structure};

/// Half the size of a port's target on the screen.
pub const PORT_REACH: f64 = 16.0;

/// How far from a line a press still means it, on the screen.
pub const LINK_REACH: f64 = 8.0;

/// What a press can start on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    Port(NodeId),
    Item(Item),
    Empty,
}

/// Where a part's output port is: the middle of the side towards which traffic flows.
pub fn port_out(layout: &Layout, r: Rect) -> Point {
    match layout.mode {
        crate::geometry::fit::Mode::Column => Point::new(r.centre().x, r.bottom()),
        _ => Point::new(r.right(), r.centre().y),
    }
}

/// Parts that can send something on.
pub fn has_output(kind: Option<KindId>) -> bool {
    kind.is_some_and(|kind| {
        let sender = kind.drawing().sender().unwrap_or(kind);
        !sender.spec().offers.is_empty()
    })
}

/// What lies at a world point; `scale` turns the ports' screen reach into world units.
/// `ports` limits the ports to these parts: a finger does not hover, so it sees the ports of the
/// selection only and must not hit others.
pub fn at(
    board: &Structure,
    layout: &Layout,
    world: Point,
    scale: f64,
    ports: Option<&[NodeId]>,
) -> Hit {
    let reach = PORT_REACH / scale.max(0.01);
    for node in board
        .nodes
        .iter()
        .filter(|n| has_output(n.kind) && ports.is_none_or(|ids| ids.contains(&n.id)))
    {
        if port_out(layout, layout.node(node.id)).minus(world).length() <= reach {
            return Hit::Port(node.id);
        }
    }
    let item = item_at(board, layout, world);
    // A line lies above frames, below everything that is solid.
    let is_ground = |item: Item| match item {
        Item::Node(id) => board.node(id).is_some_and(NodeView::is_fleet),
        Item::Frame(_) => true,
        _ => false,
    };
    let line = item
        .is_none_or(is_ground)
        .then(|| link_at(layout, world, LINK_REACH / scale.max(0.01)))
        .flatten();
    line.or(item).map_or(Hit::Empty, Hit::Item)
}

/// The link whose line passes nearest to a world point, within `reach`.
fn link_at(layout: &Layout, world: Point, reach: f64) -> Option<Item> {
    const STEPS: u32 = 48;
    let mut nearest = (reach, None);
    for (key, curve) in &layout.curves {
        for n in 0..=STEPS {
            let away = curve
                .at(f64::from(n) / f64::from(STEPS))
                .minus(world)
                .length();
            if away < nearest.0 {
                nearest = (away, Some(Item::Link(key.link)));
            }
        }
    }
    nearest.1
}

/// The topmost item at a world point, frames last.
pub fn item_at(board: &Structure, layout: &Layout, world: Point) -> Option<Item> {
    let instance = board
        .instances
        .iter()
        .rev()
        .find(|i| layout.instance(i.id).contains(world));
    if let Some(i) = instance {
        return Some(Item::Instance(i.id));
    }
    let solid = |n: &&NodeView| !n.is_fleet();
    if let Some(n) = board
        .nodes
        .iter()
        .rev()
        .filter(solid)
        .find(|n| layout.node(n.id).contains(world))
    {
        return Some(Item::Node(n.id));
    }
    let frame = board
        .nodes
        .iter()
        .find(|n| !solid(n) && layout.node(n.id).contains(world));
    if let Some(n) = frame {
        return Some(Item::Node(n.id));
    }
    frame_at(board, layout, world).map(Item::Frame)
}

/// The innermost frame that a world point is in, whatever stands there.
pub fn frame_at(board: &Structure, layout: &Layout, world: Point) -> Option<FrameId> {
    let around = board.frames.iter();
    let around = around.filter(|z| layout.frame(z.id).contains(world));
    around.max_by_key(|z| z.level).map(|z| z.id)
}

/// The subnet that a world point is in, whatever else is there; or the nearest one.
pub fn subnet_near(board: &Structure, layout: &Layout, world: Point) -> Option<FrameId> {
    let point = Rect::new(world.x, world.y, 0.0, 0.0);
    let subnets = board.frames.iter().filter(|z| z.level == Level::Subnet);
    let away = |z: &FrameId| layout.frame(*z).way_in(point).length();
    let ids = subnets
        .map(|z| z.id)
        .filter(|z| layout.frames.contains_key(z));
    ids.min_by(|a, b| away(a).total_cmp(&away(b)))
}

/// The parts that a marquee touches.
pub fn inside(board: &Structure, layout: &Layout, area: Rect) -> Vec<NodeId> {
    board
        .nodes
        .iter()
        .filter(|n| !n.is_fleet() && layout.node(n.id).touches(area))
        .map(|n| n.id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::fit::{Mode, Shift, tidy};
    use crate::vocabulary::InstanceId;
    use crate::vocabulary::sample;

    #[test]
    fn the_topmost_thing_wins() {
        let board = sample::structure(2);
        let l = tidy(&board, Mode::Wide, &Shift::default());
        let card = l.instance(InstanceId(1)).centre();
        assert_eq!(
            at(&board, &l, card, 1.0, None),
            Hit::Item(Item::Instance(InstanceId(1)))
        );
        assert_eq!(
            at(&board, &l, Point::new(-900.0, 0.0), 1.0, None),
            Hit::Empty
        );
    }

    #[test]
    fn a_line_is_hit_where_nothing_solid_is() {
        let board = sample::structure(2);
        let l = tidy(&board, Mode::Wide, &Shift::default());
        for (key, curve) in &l.curves {
            let middle = curve.at(0.5).plus(Point::new(0.0, 3.0));
            if item_at(&board, &l, middle).is_none() {
                assert_eq!(
                    at(&board, &l, middle, 1.0, Some(&[])),
                    Hit::Item(Item::Link(key.link))
                );
            }
        }
    }

    #[test]
    fn a_port_is_larger_than_it_looks() {
        let board = sample::structure(2);
        let l = tidy(&board, Mode::Wide, &Shift::default());
        let Some(users) = board.nodes.first() else {
            return;
        };
        let port = port_out(&l, l.node(users.id));
        assert_eq!(
            at(&board, &l, port.plus(Point::new(12.0, 0.0)), 1.0, None),
            Hit::Port(users.id)
        );
        assert_eq!(
            at(&board, &l, port.plus(Point::new(25.0, 0.0)), 0.5, None),
            Hit::Port(users.id)
        );
    }
}
