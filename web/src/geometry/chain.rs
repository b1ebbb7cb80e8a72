//! Where the boxes of the chain stand, and the ways between them: the picture and the marks that
//! travel along it use the same places.

use super::fit::Layout;
use super::{Point, Rect};
use crate::vocabulary::{AlarmId, Item, NodeId};

pub const METRIC_W: f64 = 96.0;
pub const POLICY_W: f64 = 122.0;
pub const GROUP_W: f64 = 92.0;
pub const GAP: f64 = 22.0;
pub const ROW_H: f64 = 32.0;
pub const ROW_GAP: f64 = 6.0;
/// Room above the boxes for the chain's name.
pub const TOP: f64 = 20.0;
/// Alarms shown here; the rest are in the inspector.
pub const ROWS_MAX: usize = 4;

/// The height of a chain of so many alarms; two fit always, so that the board keeps its size.
pub fn height(rows: usize) -> f64 {
    TOP + rows.clamp(2, ROWS_MAX) as f64 * (ROW_H + ROW_GAP) - ROW_GAP
}

/// A place where a metric or a decision starts, turns or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// What is measured: a server, a balancer, a database.
    Item(Item),
    Metric,
    Alarm(AlarmId),
    /// The policy behind an alarm.
    Policy(AlarmId),
    Capacity,
    Group(NodeId),
}

/// x of the alarms, their width, x of the policies, x of the group's box; inside a chain `w` wide.
pub fn columns(w: f64) -> (f64, f64, f64, f64) {
    let alarm_x = METRIC_W + GAP;
    let group_x = w - GROUP_W;
    let policy_x = group_x - GAP - POLICY_W;
    (alarm_x, policy_x - GAP - alarm_x, policy_x, group_x)
}

/// Where the two thin lines between the chain and a group leave or enter the group's frame.
pub fn gates(frame: Rect) -> (f64, f64) {
    (frame.x + frame.w * 0.62, frame.x + frame.w * 0.86)
}

/// The corners of the way between two neighbouring stops; empty when one of them is not shown.
/// `rows`: the alarms of the chain from the top down; `group`: the group that it scales.
pub fn route(
    layout: &Layout,
    rows: &[AlarmId],
    group: Option<NodeId>,
    from: Stop,
    to: Stop,
) -> Vec<Point> {
    corners(layout, rows, group, from, to).unwrap_or_default()
}

fn corners(
    layout: &Layout,
    rows: &[AlarmId],
    group: Option<NodeId>,
    from: Stop,
    to: Stop,
) -> Option<Vec<Point>> {
    let area = layout.chain?;
    let frame = layout.node(group?);
    let (alarm_x, alarm_w, policy_x, group_x) = columns(area.w);
    let at = |x: f64, y: f64| Point::new(area.x + x, area.y + y);
    let middle = |alarm: AlarmId| {
        let row = rows.iter().position(|a| *a == alarm)?;
        Some(TOP + row as f64 * (ROW_H + ROW_GAP) + ROW_H / 2.0)
    };
    let (out, back) = gates(frame);
    let bend = area.y - 4.0;
    Some(match (from, to) {
        (Stop::Item(item), Stop::Metric) => {
            let below = at(METRIC_W / 2.0, TOP);
            let turn = |x: f64| [Point::new(x, bend), Point::new(below.x, bend), below];
            match item {
                Item::Instance(id) => {
                    let card = layout.instances.get(&id)?.centre();
                    let mut all = vec![card, Point::new(out, frame.bottom())];
                    all.extend(turn(out));
                    all
                }
                Item::Node(id) => {
                    let r = layout.nodes.get(&id)?;
                    let x = r.centre().x;
                    let mut all = vec![Point::new(x, r.bottom())];
                    all.extend(turn(x));
                    all
                }
                _ => return None,
            }
        }
        // It ends among the boxes of the alarm's datapoints: that is what it becomes.
        (Stop::Metric, Stop::Alarm(alarm)) => {
            let y = middle(alarm)?;
            vec![at(METRIC_W, y), at(alarm_x + alarm_w - 56.0, y)]
        }
        (Stop::Alarm(alarm), Stop::Policy(_)) => {
            let y = middle(alarm)?;
            vec![at(alarm_x + alarm_w - 18.0, y), at(policy_x + 2.0, y)]
        }
        (Stop::Policy(alarm), Stop::Capacity) => {
            let y = middle(alarm)?;
            vec![at(policy_x + 2.0, y), at(group_x + GROUP_W / 2.0, y)]
        }
        (Stop::Capacity, Stop::Group(id)) if group == Some(id) => {
            let start = at(group_x + GROUP_W / 2.0, TOP);
            vec![
                start,
                Point::new(start.x, bend),
                Point::new(back, bend),
                Point::new(back, frame.bottom()),
            ]
        }
        _ => return None,
    })
}

/// The place at a share of a polyline's length.
pub fn along(corners: &[Point], share: f64) -> Option<Point> {
    let length = |pair: &[Point]| match pair {
        [a, b] => b.minus(*a).length(),
        _ => 0.0,
    };
    let all: f64 = corners.windows(2).map(length).sum();
    let mut left = all * share.clamp(0.0, 1.0);
    for pair in corners.windows(2) {
        let [a, b] = pair else { continue };
        let here = length(pair);
        if left <= here {
            let part = if here > 0.0 { left / here } else { 0.0 };
            let d = b.minus(*a);
            return Some(Point::new(a.x + d.x * part, a.y + d.y * part));
        }
        left -= here;
    }
    corners.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::InstanceId;

    fn layout() -> Layout {
        let mut layout = Layout {
            chain: Some(Rect::new(0.0, 200.0, 600.0, 92.0)),
            ..Layout::default()
        };
        layout
            .nodes
            .insert(NodeId(1), Rect::new(100.0, 0.0, 200.0, 150.0));
        layout
            .instances
            .insert(InstanceId(7), Rect::new(110.0, 10.0, 100.0, 60.0));
        layout
    }

    #[test]
    fn a_decision_goes_from_its_alarm_to_the_frame_of_its_group() {
        let (l, a, g) = (layout(), AlarmId(4), NodeId(1));
        let stops = [
            Stop::Alarm(a),
            Stop::Policy(a),
            Stop::Capacity,
            Stop::Group(g),
        ];
        let mut last: Option<Point> = None;
        for pair in stops.windows(2) {
            let way = route(&l, &[a], Some(g), pair[0], pair[1]);
            assert!(way.len() > 1, "{pair:?}");
            last = along(&way, 1.0);
        }
        assert_eq!(last.map(|p| p.y), Some(150.0));
    }

    #[test]
    fn what_is_not_shown_has_no_way() {
        let l = layout();
        let (hidden, g) = (AlarmId(9), NodeId(1));
        let to = Stop::Alarm(hidden);
        assert!(route(&l, &[AlarmId(4)], Some(g), Stop::Metric, to).is_empty());
        let gone = Stop::Item(Item::Instance(InstanceId(8)));
        assert!(route(&l, &[], Some(g), gone, Stop::Metric).is_empty());
        let other = Stop::Group(NodeId(2));
        assert!(route(&l, &[], Some(g), Stop::Capacity, other).is_empty());
    }

    #[test]
    fn places_along_a_way_are_evenly_spaced() {
        let way = [
            Point::new(0.0, 0.0),
            Point::new(0.0, 10.0),
            Point::new(30.0, 10.0),
        ];
        assert_eq!(along(&way, 0.5), Some(Point::new(10.0, 10.0)));
        assert_eq!(along(&way, 2.0), Some(Point::new(30.0, 10.0)));
        assert_eq!(along(&[], 0.5), None);
    }
}
