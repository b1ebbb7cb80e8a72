//! The automatic layout: which place every zone, part, server and line gets.
//!
//! One set of rules and three sets of sizes: a wide board, a narrow row for embeds, and a column
//! for phones, where traffic flows downwards. A place that the user chose wins in the wide board;
//! the small ones are always laid out, because a desktop board shrunk to a phone is unreadable.

use super::curve::{Curve, Side};
use super::{Point, Rect};
use crate::board::model::{
    EdgeKey, InstanceId, Kind, NodeId, NodeView, Structure, ZoneId, ZoneKind,
};
use swell_core::base::order::sort_short;
use swell_core::base::small_map::SmallMap;

/// How the stage is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Wide,
    /// Small and wider than high: traffic flows to the right.
    Row,
    /// Small and higher than wide: traffic flows down.
    Column,
}

impl Mode {
    /// The mode for a stage of this many CSS pixels.
    pub fn for_size(size: Point) -> Self {
        if size.x >= 700.0 && size.y >= 380.0 {
            Self::Wide
        } else if size.x >= size.y * 1.2 {
            Self::Row
        } else {
            Self::Column
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Row => "row",
            Self::Column => "column",
        }
    }
}

/// Sizes along the flow (`main`) and across it (`cross`).
struct Sizes {
    /// A part on the canvas.
    node: (f64, f64),
    /// The users, who carry more numbers than other parts.
    users: (f64, f64),
    /// A server's card.
    card: (f64, f64),
    /// Cards side by side along the flow in one subnet.
    columns: usize,
    /// Rows of cards that a subnet has room for even when it is empty.
    rows_min: usize,
    gap: f64,
    /// Space between a frame and its content, from the outermost in.
    pad: f64,
    /// Room for the name of a VPC or zone: before its content across the flow, or along it.
    label: f64,
    /// Room for a subnet's name; the small layouts have none and say it in the card instead.
    name: f64,
    /// Space between parts outside the VPC.
    stride: f64,
    /// Whether parts outside stand side by side across the flow, to save length.
    stacks_outside: bool,
    /// Rows across the flow for the chain of alarms, 0 when it is shown elsewhere.
    chain: f64,
}

const WIDE: Sizes = Sizes {
    node: (96.0, 84.0),
    users: (104.0, 136.0),
    card: (244.0, 66.0),
    columns: 1,
    rows_min: 2,
    gap: 10.0,
    pad: 12.0,
    label: 26.0,
    name: 22.0,
    stride: 40.0,
    stacks_outside: false,
    chain: 92.0,
};

const ROW: Sizes = Sizes {
    node: (58.0, 54.0),
    users: (64.0, 66.0),
    card: (104.0, 40.0),
    columns: 1,
    rows_min: 2,
    gap: 5.0,
    pad: 6.0,
    label: 15.0,
    name: 0.0,
    stride: 22.0,
    stacks_outside: true,
    chain: 0.0,
};

/// Along the flow is down here, so `main` is height and `cross` is width.
const COLUMN: Sizes = Sizes {
    node: (48.0, 76.0),
    users: (48.0, 104.0),
    card: (46.0, 156.0),
    columns: 2,
    rows_min: 1,
    gap: 6.0,
    pad: 6.0,
    label: 17.0,
    name: 0.0,
    stride: 16.0,
    stacks_outside: true,
    chain: 0.0,
};

/// The places of everything, in world units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub mode: Mode,
    pub zones: SmallMap<ZoneId, Rect>,
    pub nodes: SmallMap<NodeId, Rect>,
    pub standbys: SmallMap<NodeId, Rect>,
    pub instances: SmallMap<InstanceId, Rect>,
    /// The strip of metric, alarms, policies and group.
    pub chain: Option<Rect>,
    pub curves: SmallMap<EdgeKey, Curve>,
    /// Zones whose name stands at their bottom: the lanes mirror each other, so that what straddles
    /// them (a balancer, a group's limits) covers no name.
    pub low_names: Vec<ZoneId>,
    pub bounds: Rect,
}

impl Layout {
    pub fn node(&self, id: NodeId) -> Rect {
        self.nodes.get(&id).copied().unwrap_or_default()
    }

    pub fn zone(&self, id: ZoneId) -> Rect {
        self.zones.get(&id).copied().unwrap_or_default()
    }

    pub fn instance(&self, id: InstanceId) -> Rect {
        self.instances.get(&id).copied().unwrap_or_default()
    }
}

/// A preview of parts being dragged: who, and by how much.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shift {
    pub nodes: Vec<NodeId>,
    pub by: Point,
}

/// Lays the board out.
pub fn tidy(board: &Structure, mode: Mode, shift: &Shift) -> Layout {
    shifted(arranged(board, mode), board, shift)
}

/// The places of everything without its lines, which [`shifted`] adds: what stays while parts are
/// dragged, and takes by far the most work.
pub fn arranged(board: &Structure, mode: Mode) -> Layout {
    let sizes = match mode {
        Mode::Wide => &WIDE,
        Mode::Row => &ROW,
        Mode::Column => &COLUMN,
    };
    let mut flow = Flow {
        board,
        sizes,
        mode,
        layout: Layout {
            mode,
            ..Layout::default()
        },
    };
    flow.place();
    let mut layout = flow.layout;
    if mode == Mode::Column {
        transpose(&mut layout);
    }
    put_where_wanted(board, mode, &mut layout);
    layout
}

/// An arrangement with the dragged parts moved, and its lines.
pub fn shifted(mut layout: Layout, board: &Structure, shift: &Shift) -> Layout {
    for id in &shift.nodes {
        if let Some(r) = layout.nodes.get_mut(id) {
            *r = r.moved(shift.by);
        }
    }
    connect(board, &mut layout);
    layout.bounds = bounds(&layout);
    layout
}

/// How much smaller parts and distances are in the small layouts.
const SMALL: f64 = 0.6;

/// A distance of the wide layout in another one; in a column the flow runs down.
fn from_wide(by: Point, mode: Mode) -> Point {
    match mode {
        Mode::Wide => by,
        Mode::Row => Point::new(by.x * SMALL, by.y * SMALL),
        Mode::Column => Point::new(by.y * SMALL, by.x * SMALL),
    }
}

/// The same the other way.
fn to_wide(by: Point, mode: Mode) -> Point {
    match mode {
        Mode::Wide => by,
        Mode::Row => Point::new(by.x / SMALL, by.y / SMALL),
        Mode::Column => Point::new(by.y / SMALL, by.x / SMALL),
    }
}

/// Moves parts to the places that people gave them. Places are kept in units of the wide layout;
/// in the small ones a part stands as far from its usual place, in proportion.
fn put_where_wanted(board: &Structure, mode: Mode, layout: &mut Layout) {
    if board.nodes.iter().all(|n| n.at.is_none()) {
        return;
    }
    let usual = (mode != Mode::Wide).then(|| unmoved(board));
    for node in &board.nodes {
        let (Some(at), Some(r)) = (node.at, layout.nodes.get_mut(&node.id)) else {
            continue;
        };
        match usual.as_ref().and_then(|u| u.nodes.get(&node.id)) {
            None => (r.x, r.y) = (at.x, at.y),
            Some(u) => *r = r.moved(from_wide(at.minus(Point::new(u.x, u.y)), mode)),
        }
    }
}

/// The wide layout as if nobody had moved anything.
fn unmoved(board: &Structure) -> Layout {
    let mut board = board.clone();
    for node in &mut board.nodes {
        node.at = None;
    }
    tidy(&board, Mode::Wide, &Shift::default())
}

/// Where to keep a part that is moved `by` in the layout `mode`.
pub fn place_after(board: &Structure, mode: Mode, id: NodeId, by: Point) -> Option<Point> {
    let wide = tidy(board, Mode::Wide, &Shift::default());
    let r = wide.nodes.get(&id)?;
    Some(Point::new(r.x, r.y).plus(to_wide(by, mode)))
}

/// How far from the sources each part is, in hops.
pub fn ranks(board: &Structure) -> SmallMap<NodeId, u32> {
    let mut ranks: SmallMap<NodeId, u32> = board.nodes.iter().map(|n| (n.id, 0)).collect();
    // A circle of links would push ranks up for ever; as many rounds as parts are enough without.
    for _ in 0..board.nodes.len() {
        let mut changed = false;
        for link in &board.links {
            let from = ranks.get(&link.from).copied().unwrap_or(0);
            if let Some(to) = ranks.get_mut(&link.to)
                && *to < from + 1
                && (from as usize) < board.nodes.len()
            {
                *to = from + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    ranks
}

/// Parts in the order in which a request meets them: the order of the Tab key.
pub fn flow_order(board: &Structure) -> Vec<NodeId> {
    let ranks = ranks(board);
    let mut ids: Vec<(u32, NodeId)> = ranks.into_iter().map(|(id, rank)| (rank, id)).collect();
    sort_short(&mut ids, Ord::cmp);
    ids.into_iter().map(|(_, id)| id).collect()
}

/// Work in progress; `x` is along the flow, `y` across it, whatever the mode.
struct Flow<'a> {
    board: &'a Structure,
    sizes: &'a Sizes,
    mode: Mode,
    layout: Layout,
}

impl Flow<'_> {
    fn place(&mut self) {
        let ranks = ranks(self.board);
        let inside_cross = self.inside_extent();
        let middle = inside_cross / 2.0;
        let start = self.place_outside(&ranks, middle);
        self.place_inside(&ranks, start, inside_cross);
        if self.sizes.chain > 0.0 && self.has_alarms() {
            let right = self
                .layout
                .zones
                .values()
                .map(|r| r.right())
                .fold(start + 620.0, f64::max);
            self.layout.chain = Some(Rect::new(
                start,
                inside_cross + 16.0,
                right - start,
                self.sizes.chain,
            ));
        }
    }

    /// The user's own alarms, or those that come with a policy.
    fn has_alarms(&self) -> bool {
        let is_one = |k: Kind| matches!(k, Kind::Alarm | Kind::ScalingPolicy);
        self.board.chips.iter().any(|c| is_one(c.kind))
    }

    fn size_of(&self, node: &NodeView) -> (f64, f64) {
        match node.kind {
            Kind::Users => self.sizes.users,
            _ => self.sizes.node,
        }
    }

    /// Parts outside every zone, before it. Returns where the VPC may begin.
    fn place_outside(&mut self, ranks: &SmallMap<NodeId, u32>, middle: f64) -> f64 {
        let mut outside: Vec<&NodeView> = self
            .board
            .nodes
            .iter()
            .filter(|n| n.zones.is_empty() && n.kind != Kind::AutoScalingGroup)
            .collect();
        let place = |n: &NodeView| (ranks.get(&n.id).copied().unwrap_or(0), n.id);
        sort_short(&mut outside, |a, b| place(a).cmp(&place(b)));
        if outside.is_empty() {
            return 0.0;
        }
        if self.sizes.stacks_outside {
            let gap = self.sizes.stride;
            let total: f64 = outside.iter().map(|n| self.size_of(n).1 + gap).sum::<f64>() - gap;
            let wide = outside
                .iter()
                .map(|n| self.size_of(n).0)
                .fold(0.0, f64::max);
            let mut y = middle - total / 2.0;
            for node in outside {
                let (w, h) = self.size_of(node);
                self.layout
                    .nodes
                    .insert(node.id, Rect::new((wide - w) / 2.0, y, w, h));
                y += h + gap;
            }
            return wide + self.sizes.stride;
        }
        let mut x = 0.0;
        for node in outside {
            let (w, h) = self.size_of(node);
            self.layout
                .nodes
                .insert(node.id, Rect::new(x, middle - h / 2.0, w, h));
            x += w + self.sizes.stride;
        }
        x
    }

    /// The lanes: zones that hold subnets, side by side across the flow.
    fn lanes(&self) -> Vec<(Option<ZoneId>, Vec<ZoneId>)> {
        let mut lanes: Vec<(Option<ZoneId>, Vec<ZoneId>)> = Vec::new();
        for zone in self
            .board
            .zones
            .iter()
            .filter(|z| z.kind == ZoneKind::Subnet)
        {
            match lanes.iter_mut().find(|(parent, _)| *parent == zone.parent) {
                Some((_, subnets)) => subnets.push(zone.id),
                None => lanes.push((zone.parent, vec![zone.id])),
            }
        }
        for zone in self.board.zones.iter().filter(|z| z.kind == ZoneKind::Az) {
            if !lanes.iter().any(|(parent, _)| *parent == Some(zone.id)) {
                lanes.push((Some(zone.id), Vec::new()));
            }
        }
        lanes
    }

    fn cards_in(&self, zone: ZoneId) -> usize {
        self.board
            .instances
            .iter()
            .filter(|i| i.zone == Some(zone))
            .count()
    }

    fn holds_group(&self, zone: ZoneId) -> bool {
        self.board
            .nodes
            .iter()
            .any(|n| n.kind == Kind::AutoScalingGroup && n.zones.contains(&zone))
    }

    /// Rows of cards across the flow that the fullest subnet needs.
    fn card_rows(&self) -> usize {
        let columns = self.card_columns();
        let fullest = self
            .board
            .zones
            .iter()
            .map(|z| self.cards_in(z.id).div_ceil(columns))
            .max()
            .unwrap_or(0);
        fullest.max(self.sizes.rows_min)
    }

    /// Columns of cards along the flow: more servers than a lane is high go side by side.
    fn card_columns(&self) -> usize {
        let fullest = self
            .board
            .zones
            .iter()
            .map(|z| self.cards_in(z.id))
            .max()
            .unwrap_or(0);
        match fullest {
            0..=3 => self.sizes.columns,
            4..=8 => self.sizes.columns.max(2),
            _ => self.sizes.columns.max(3),
        }
    }

    /// A card shrinks along the flow when several stand side by side.
    fn card_size(&self) -> (f64, f64) {
        let (w, h) = self.sizes.card;
        match (self.mode, self.card_columns()) {
            (Mode::Wide, 2) => (150.0, 56.0),
            (Mode::Wide, 3..) => (112.0, 44.0),
            _ => (w, h),
        }
    }

    /// Extent across the flow of one lane's subnets.
    fn lane_cross(&self) -> f64 {
        let rows = self.card_rows() as f64;
        let cards = rows * self.card_size().1 + (rows - 1.0) * self.sizes.gap;
        (cards + 2.0 * self.sizes.pad).max(self.sizes.node.1 + self.sizes.pad) + self.sizes.name
    }

    /// Extent across the flow of everything inside the outermost zone.
    fn inside_extent(&self) -> f64 {
        let s = self.sizes;
        let lanes = self.lanes().len() as f64;
        let label = if self.mode == Mode::Column {
            0.0
        } else {
            s.label
        };
        if lanes == 0.0 {
            let rows = self
                .board
                .instances
                .len()
                .div_ceil(self.card_columns())
                .max(2) as f64;
            return (rows * (self.card_size().1 + s.gap) + s.label * 2.0).max(s.users.1);
        }
        let lane = self.lane_cross() + label + s.pad;
        lanes * lane + (lanes - 1.0) * self.lane_gap() + label + s.pad
    }

    /// Lanes leave room for the group's name between them.
    fn lane_gap(&self) -> f64 {
        if self.mode == Mode::Wide {
            self.sizes.pad + 6.0
        } else {
            self.sizes.pad
        }
    }

    /// A subnet without the row of its name.
    fn content(&self, zone: ZoneId) -> Rect {
        let (r, name) = (self.layout.zone(zone), self.sizes.name);
        let above = if self.layout.low_names.contains(&zone) {
            0.0
        } else {
            name
        };
        Rect::new(r.x, r.y + above, r.w, r.h - name)
    }

    fn place_inside(&mut self, ranks: &SmallMap<NodeId, u32>, start: f64, cross: f64) {
        let s = self.sizes;
        let column_mode = self.mode == Mode::Column;
        // In a column the names of the zones stand along the flow, before their content.
        let (lead, top) = if column_mode {
            (s.label, 0.0)
        } else {
            (0.0, s.label)
        };
        let lanes = self.lanes();
        let columns = self.columns(ranks);
        let vpc_pad = s.pad;
        let mut x = start + vpc_pad + lead + s.pad + lead;
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for &key in &columns {
            let w = self.column_extent(key, ranks);
            spans.push((x, w));
            x += w + s.gap;
        }
        let inner_end = x - s.gap;
        let lane_cross = self.lane_cross();
        let mut y = top;
        for (n, (parent, subnets)) in lanes.iter().enumerate() {
            let is_low = !column_mode && lanes.len() > 1 && n * 2 >= lanes.len();
            let lane = Rect::new(
                start + vpc_pad + lead,
                y,
                inner_end - start - vpc_pad - lead + s.pad,
                lane_cross + top + s.pad,
            );
            if let Some(id) = parent {
                self.layout.zones.insert(*id, lane);
            }
            if is_low {
                self.layout.low_names.extend(parent.iter().chain(subnets));
            }
            let before = if is_low { s.pad } else { top };
            for &subnet in subnets {
                let key = self.column_of(subnet, ranks);
                let span = columns
                    .iter()
                    .position(|&k| k == key)
                    .and_then(|i| spans.get(i));
                if let Some(&(sx, sw)) = span {
                    let r = Rect::new(sx, y + before, sw, lane_cross);
                    self.layout.zones.insert(subnet, r);
                }
            }
            y += lane.h + self.lane_gap();
        }
        if !lanes.is_empty() {
            for zone in &self.board.zones {
                let depth = match zone.kind {
                    ZoneKind::Vpc => 0.0,
                    ZoneKind::Region => 1.0,
                    _ => continue,
                };
                let r = Rect::new(start, 0.0, inner_end - start + 2.0 * s.pad, cross);
                self.layout.zones.insert(zone.id, r.grown(depth * s.pad));
            }
        }
        self.place_residents();
        self.place_groups();
        self.place_homeless_groups(start.max(0.0), cross);
    }

    /// A subnet's column is the first hop at which a request meets something in it.
    fn column_of(&self, subnet: ZoneId, ranks: &SmallMap<NodeId, u32>) -> u32 {
        let first = self
            .board
            .nodes
            .iter()
            .filter(|n| n.zones.contains(&subnet) || n.standby == Some(subnet))
            .filter_map(|n| ranks.get(&n.id).copied())
            .min();
        // An empty public subnet belongs at the door, an empty private one at the back.
        first.unwrap_or_else(|| {
            let is_public = self.board.zone(subnet).is_some_and(|z| z.is_public);
            if is_public { 0 } else { u32::MAX }
        })
    }

    fn columns(&self, ranks: &SmallMap<NodeId, u32>) -> Vec<u32> {
        let mut keys: Vec<u32> = self
            .board
            .zones
            .iter()
            .filter(|z| z.kind == ZoneKind::Subnet)
            .map(|z| self.column_of(z.id, ranks))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn column_extent(&self, key: u32, ranks: &SmallMap<NodeId, u32>) -> f64 {
        let s = self.sizes;
        let has_group = self.board.zones.iter().any(|z| {
            z.kind == ZoneKind::Subnet
                && self.holds_group(z.id)
                && self.column_of(z.id, ranks) == key
        });
        if has_group {
            let columns = self.card_columns() as f64;
            let pad = if self.mode == Mode::Wide {
                2.0 * s.pad
            } else {
                s.pad + 3.0
            };
            columns * self.card_size().0 + (columns - 1.0) * s.gap + 2.0 * pad
        } else {
            s.node.0
                + 2.0
                    * if self.mode == Mode::Wide {
                        s.pad + 10.0
                    } else {
                        s.pad
                    }
        }
    }

    /// Parts that live in subnets: in the middle of the subnets they live in.
    fn place_residents(&mut self) {
        for node in &self.board.nodes {
            if node.kind == Kind::AutoScalingGroup || node.zones.is_empty() {
                continue;
            }
            let (w, h) = self.size_of(node);
            let area = node
                .zones
                .iter()
                .map(|z| self.content(*z))
                .reduce(Rect::union)
                .unwrap_or_default();
            let c = area.centre();
            // A part in several lanes straddles them.
            let spot = Rect::new(c.x - w / 2.0, c.y - h / 2.0, w, h);
            let standby = node.standby.map(|zone| {
                let c = self.content(zone).centre();
                Rect::new(c.x - w / 2.0, c.y - h / 2.0, w, h)
            });
            self.layout.nodes.insert(node.id, spot);
            if let Some(r) = standby {
                self.layout.standbys.insert(node.id, r);
            }
        }
    }

    /// A group is the frame around its subnets' cards; the cards fill the subnets in order.
    fn place_groups(&mut self) {
        let s = self.sizes;
        let (card_w, card_h) = self.card_size();
        let columns = self.card_columns();
        let inset = if self.mode == Mode::Wide {
            2.0 * s.pad
        } else {
            s.pad + 3.0
        };
        for node in self
            .board
            .nodes
            .iter()
            .filter(|n| n.kind == Kind::AutoScalingGroup)
        {
            let mut frame: Option<Rect> = None;
            for &zone in &node.zones {
                if !self.layout.zones.contains_key(&zone) {
                    continue;
                }
                let r = self.content(zone);
                let cards = Rect::new(r.x + inset, r.y + s.pad, 0.0, 0.0);
                let inner = Rect::new(
                    r.x + inset / 2.0,
                    r.y + s.pad / 2.0,
                    r.w - inset,
                    r.h - s.pad,
                );
                frame = Some(frame.map_or(inner, |f| f.union(inner)));
                let here: Vec<InstanceId> = self
                    .board
                    .instances_of(node.id)
                    .filter(|i| i.zone == Some(zone))
                    .map(|i| i.id)
                    .collect();
                for (n, id) in here.into_iter().enumerate() {
                    let (column, row) = (n % columns, n / columns);
                    let x = cards.x + column as f64 * (card_w + s.gap);
                    let y = cards.y + row as f64 * (card_h + s.gap);
                    self.layout
                        .instances
                        .insert(id, Rect::new(x, y, card_w, card_h));
                }
            }
            if let Some(frame) = frame {
                self.layout.nodes.insert(node.id, frame);
            }
        }
    }

    /// A group without subnets, and a board without zones: rows after the parts before them.
    fn place_homeless_groups(&mut self, start: f64, cross: f64) {
        let s = self.sizes;
        let (card_w, card_h) = self.card_size();
        let mut x = self
            .layout
            .nodes
            .values()
            .map(|r| r.right())
            .fold(start, f64::max)
            + s.stride;
        for node in &self.board.nodes {
            if self.layout.nodes.contains_key(&node.id) {
                continue;
            }
            let here: Vec<InstanceId> = self.board.instances_of(node.id).map(|i| i.id).collect();
            let rows = here.len().max(1) as f64;
            let height = rows * (card_h + s.gap) - s.gap + 2.0 * s.pad;
            let frame = Rect::new(x, (cross - height) / 2.0, card_w + 2.0 * s.pad, height);
            for (n, id) in here.into_iter().enumerate() {
                let y = frame.y + s.pad + n as f64 * (card_h + s.gap);
                self.layout
                    .instances
                    .insert(id, Rect::new(x + s.pad, y, card_w, card_h));
            }
            self.layout.nodes.insert(node.id, frame);
            x += frame.w + s.stride;
        }
    }
}

fn transpose(layout: &mut Layout) {
    for r in layout
        .zones
        .values_mut()
        .chain(layout.nodes.values_mut())
        .chain(layout.standbys.values_mut())
        .chain(layout.instances.values_mut())
    {
        *r = r.transposed();
    }
}

fn connect(board: &Structure, layout: &mut Layout) {
    let mut curves = SmallMap::new();
    for key in board.edges() {
        let Some(link) = board.links.iter().find(|l| l.id == key.link) else {
            continue;
        };
        let is_group = |id: NodeId| {
            board
                .node(id)
                .is_some_and(|n| n.kind == Kind::AutoScalingGroup)
        };
        let end = |id: NodeId| match key.instance {
            Some(instance) if is_group(id) => layout.instance(instance),
            _ => layout.node(id),
        };
        let (from, to) = (end(link.from), end(link.to));
        let (leave, enter) = sides(layout.mode, from, to);
        curves.insert(key, Curve::between(from, leave, to, enter));
    }
    layout.curves = curves;
}

/// The pair of sides that face each other, along the flow first.
fn sides(mode: Mode, from: Rect, to: Rect) -> (Side, Side) {
    let (a, b) = (from.centre(), to.centre());
    let ahead = to.x - from.right();
    let behind = from.x - to.right();
    let below = to.y - from.bottom();
    let above = from.y - to.bottom();
    let flows_down = mode == Mode::Column;
    if flows_down && below >= 0.0 {
        (Side::Bottom, Side::Top)
    } else if ahead >= 0.0 && (!flows_down || ahead >= below) {
        (Side::Right, Side::Left)
    } else if below >= 0.0 {
        (Side::Bottom, Side::Top)
    } else if behind >= 0.0 {
        (Side::Left, Side::Right)
    } else if above >= 0.0 {
        (Side::Top, Side::Bottom)
    } else if b.x >= a.x {
        (Side::Right, Side::Left)
    } else {
        (Side::Left, Side::Right)
    }
}

fn bounds(layout: &Layout) -> Rect {
    layout
        .zones
        .values()
        .chain(layout.nodes.values())
        .chain(layout.chain.iter())
        .copied()
        .reduce(Rect::union)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::sample;

    fn overlaps(a: Rect, b: Rect) -> bool {
        a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
    }

    #[test]
    fn nothing_overlaps_in_any_mode() {
        for servers in [0, 2, 4, 7, 12] {
            let board = sample::structure(servers);
            for mode in [Mode::Wide, Mode::Row, Mode::Column] {
                let l = tidy(&board, mode, &Shift::default());
                let solid: Vec<Rect> = board
                    .nodes
                    .iter()
                    .filter(|n| n.kind != Kind::AutoScalingGroup)
                    .map(|n| l.node(n.id))
                    .chain(l.instances.values().copied())
                    .chain(l.standbys.values().copied())
                    .collect();
                for (i, a) in solid.iter().enumerate() {
                    for b in solid.iter().skip(i + 1) {
                        assert!(!overlaps(*a, *b), "{mode:?} with {servers}: {a:?} {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_server_lies_in_its_subnet_and_every_subnet_in_its_zone() {
        for servers in [2, 4, 9] {
            let board = sample::structure(servers);
            for mode in [Mode::Wide, Mode::Row, Mode::Column] {
                let l = tidy(&board, mode, &Shift::default());
                for i in &board.instances {
                    let (Some(zone), card) = (i.zone, l.instance(i.id)) else {
                        continue;
                    };
                    let outer = l.zone(zone);
                    assert!(
                        outer.union(card) == outer,
                        "{mode:?} {servers} {outer:?} {card:?}"
                    );
                }
                for z in &board.zones {
                    let Some(parent) = z.parent else { continue };
                    let outer = l.zone(parent);
                    let both = outer.union(l.zone(z.id));
                    assert!((both.w - outer.w).abs() < 0.01 && (both.h - outer.h).abs() < 0.01);
                }
            }
        }
    }

    #[test]
    fn the_small_layouts_fit_a_phone_and_an_embed() {
        let board = sample::structure(4);
        let column = tidy(&board, Mode::Column, &Shift::default()).bounds;
        assert!(column.w <= 390.0 && column.h <= 400.0, "{column:?}");
        let row = tidy(&board, Mode::Row, &Shift::default()).bounds;
        assert!(row.w <= 480.0 && row.h <= 276.0, "{row:?}");
        let wide = tidy(&board, Mode::Wide, &Shift::default()).bounds;
        assert!(wide.w <= 980.0 && wide.h <= 700.0, "{wide:?}");
    }

    #[test]
    fn a_chosen_place_wins_on_the_wide_board_only() {
        let mut board = sample::structure(2);
        let Some(first) = board.nodes.first_mut() else {
            return;
        };
        first.at = Some(Point::new(-300.0, 12.0));
        let id = first.id;
        assert_eq!(
            tidy(&board, Mode::Wide, &Shift::default()).node(id).x,
            -300.0
        );
        assert_ne!(
            tidy(&board, Mode::Row, &Shift::default()).node(id).x,
            -300.0
        );
    }

    #[test]
    fn a_circle_of_links_ends() {
        let mut board = sample::structure(2);
        let (Some(a), Some(b)) = (board.links.first().cloned(), board.links.last().cloned()) else {
            return;
        };
        board.links.push(crate::board::model::LinkView {
            id: crate::board::model::LinkId(999),
            from: b.to,
            to: a.from,
        });
        assert_eq!(flow_order(&board).len(), board.nodes.len());
    }

    #[test]
    fn requests_meet_users_first_and_the_database_last() {
        let board = sample::structure(2);
        let kinds: Vec<Kind> = flow_order(&board)
            .iter()
            .filter_map(|id| board.node(*id))
            .map(|n| n.kind)
            .collect();
        assert_eq!(kinds.first(), Some(&Kind::Users));
        assert_eq!(kinds.last(), Some(&Kind::Database));
    }

    #[test]
    fn a_part_that_was_moved_is_moved_in_every_layout() {
        let board = sample::structure(2);
        let Some(id) = board.nodes.first().map(|n| n.id) else {
            return;
        };
        for mode in [Mode::Wide, Mode::Row, Mode::Column] {
            let by = Point::new(30.0, 12.0);
            let before = tidy(&board, mode, &Shift::default()).node(id);
            let mut moved = board.clone();
            if let Some(node) = moved.nodes.iter_mut().find(|n| n.id == id) {
                node.at = place_after(&board, mode, id, by);
            }
            let after = tidy(&moved, mode, &Shift::default()).node(id);
            let off = Point::new(after.x - before.x, after.y - before.y).minus(by);
            assert!(off.length() < 1e-6, "{mode:?}: {off:?}");
        }
    }
}
