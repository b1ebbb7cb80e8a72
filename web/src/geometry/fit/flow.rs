//! The rules: places along the flow and across it, whatever the mode.

use super::frames::LEAST;
use super::settle;
use super::sizes::Sizes;
use super::tracks::is_group;
use super::{Layout, Mode, more, ranks};
use crate::geometry::room::AIR;
use crate::geometry::{Point, Rect, chain};
use crate::vocabulary::{
    FrameId, FrameView, InstanceId, Level, NodeId, NodeView, Role, Structure, role,
};
use core::cmp::Reverse;
use swell_core::base::order::sort_short;
use swell_core::base::small_map::SmallMap;

/// A column of subnets, in order along the flow.
pub(super) type Column = (u32, usize);

/// A zone and its subnets.
type Lane = (Option<FrameId>, Vec<FrameId>);

/// How far from the sources each part is, in hops.
pub(super) type Ranks = SmallMap<NodeId, u32>;

/// Work in progress; `x` is along the flow, `y` across it, whatever the mode.
pub(super) struct Flow<'a> {
    pub(super) board: &'a Structure,
    pub(super) sizes: &'static Sizes,
    pub(super) mode: Mode,
    pub(super) layout: Layout,
    /// Frames that people put somewhere, outermost first, in units of this mode.
    pub(super) wanted: Vec<(FrameId, Rect)>,
    /// Parts outside every zone that stand after them.
    pub(super) behind: Vec<NodeId>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(board: &'a Structure, mode: Mode) -> Self {
        let layout = Layout {
            mode,
            ..Layout::default()
        };
        Self {
            board,
            sizes: Sizes::of(mode),
            mode,
            layout,
            wanted: Vec::new(),
            behind: Vec::new(),
        }
    }

    /// How far the board reaches along the flow and across it, if nobody moved anything.
    pub(super) fn extent(&mut self) -> Point {
        self.place();
        let frames = self.layout.frames.values();
        let ends = frames.chain(self.layout.nodes.values()).map(|r| r.right());
        Point::new(ends.fold(1.0, f64::max), self.inside_extent())
    }

    pub(super) fn place(&mut self) {
        let ranks = ranks(self.board);
        self.behind = more().map_or_else(Vec::new, |more| (more.behind)(self));
        let inside_cross = self.inside_extent();
        let middle = inside_cross / 2.0;
        let outside = self.before(&ranks);
        // A crowd stands about as high as what it sends to, which comes first.
        let crowd = more().filter(|_| self.is_crowd(&outside, &ranks));
        let start = match crowd {
            Some(_) => self.start(),
            None => self.place_outside(&outside, &ranks, middle),
        };
        self.place_inside(&ranks, start, inside_cross);
        if let Some(more) = crowd {
            (more.place_crowd)(self, &ranks, &outside, middle);
        }
        if let Some(more) = more().filter(|_| !self.behind.is_empty()) {
            (more.place_behind)(self, &ranks, middle);
        }
        if self.sizes.has_chain && self.has_alarms() {
            // The snug board has not room enough for it under the VPC alone.
            let left = if self.mode == Mode::Snug { 0.0 } else { start };
            let frames = || self.layout.frames.values().copied();
            let right = frames().map(|r| r.right()).fold(left + 620.0, f64::max);
            let cards = self.board.nodes.iter().filter_map(|n| self.feet(n));
            let above = frames().chain(cards);
            let above = above.filter(|r| r.x < right && r.right() > left);
            let bottom = above.map(|r| r.bottom()).fold(inside_cross, f64::max);
            self.layout.chain = Some(Rect::new(
                left,
                bottom + self.sizes.gap + 6.0,
                right - left,
                chain::height(self.board.chain_rows),
            ));
        }
    }

    /// The user's own alarms, or those that come with a policy.
    fn has_alarms(&self) -> bool {
        let mut chips = self.board.chips.iter();
        chips.any(|c| role(c.kind) == Role::Chain)
    }

    pub(super) fn size_of(&self, node: &NodeView) -> (f64, f64) {
        self.sizes.of_kind(node.kind)
    }

    /// Whether a line ends at the part. One that stands alone has no place in the flow yet, and
    /// must not move the others.
    pub(super) fn is_linked(&self, id: NodeId) -> bool {
        let links = &self.board.links;
        links.iter().any(|l| l.from == id || l.to == id)
    }

    /// What a part that has its place covers, with what hangs below it.
    pub(super) fn feet(&self, node: &NodeView) -> Option<Rect> {
        let r = *self.layout.nodes.get(&node.id)?;
        Some(settle::footprint(self.board, self.mode, node, r))
    }

    /// Parts outside every zone that stand before it.
    fn before(&self, ranks: &Ranks) -> Vec<&'a NodeView> {
        let mut outside: Vec<&NodeView> = self.outside().collect();
        outside.retain(|n| !self.behind.contains(&n.id));
        // What is new comes first, so that nothing between it and the VPC moves.
        let place = |n: &NodeView| {
            let rank = ranks.get(&n.id).copied().unwrap_or(0);
            (self.is_linked(n.id), rank, Reverse(n.id))
        };
        sort_short(&mut outside, |a, b| place(a).cmp(&place(b)));
        outside
    }

    /// Few of them, in a row. Returns where the VPC may begin.
    fn place_outside(&mut self, outside: &[&NodeView], ranks: &Ranks, middle: f64) -> f64 {
        let stride = self.sizes.stride;
        let has_ground = !self.lanes().is_empty();
        if self.sizes.stacks_outside && has_ground {
            return self.stack_in_columns(outside, middle);
        }
        let start = self.start();
        let (mut x, mut before) = (start, None);
        let last = outside.last().and_then(|n| self.hop(n.id, ranks));
        let is_passed = |rank| rank < last || has_ground;
        // Of those that a request meets at once the first stands in the row and the other above it;
        // one that passes nothing on stands below, or the way to others would lead across it.
        let mut ends = (middle, middle);
        for node in outside.iter().rev() {
            let (w, h) = self.size_of(node);
            let feet = settle::footprint(self.board, self.mode, node, Rect::new(0.0, 0.0, w, h));
            let rank = self.hop(node.id, ranks);
            let is_first = rank.is_none() || rank != before;
            if is_first {
                x -= (w + stride).max(feet.w + AIR);
                ends = (middle - h / 2.0, middle - h / 2.0 + feet.h);
            }
            before = rank;
            let is_end = rank.is_some_and(|r| r > 0) && is_passed(rank) && !self.sends(node.id);
            let y = match (is_end, is_first) {
                (true, _) => ends.1 + stride,
                (_, true) => ends.0,
                _ => ends.0 - stride - feet.h,
            };
            ends = (ends.0.min(y), ends.1.max(y + feet.h));
            self.layout.nodes.insert(node.id, Rect::new(x, y, w, h));
        }
        start
    }

    /// The VPC stays where it is after users and a name, however many parts stand before it.
    pub(super) fn start(&self) -> f64 {
        match self.sizes.stacks_outside {
            true => 0.0,
            false => self.sizes.users.0 + self.sizes.node.0 + 2.0 * self.sizes.stride,
        }
    }

    /// The hop of a part that has one.
    pub(super) fn hop(&self, id: NodeId, ranks: &Ranks) -> Option<u32> {
        ranks.get(&id).copied().filter(|_| self.is_linked(id))
    }

    /// More than have room in a row with one above it.
    fn is_crowd(&self, outside: &[&NodeView], ranks: &Ranks) -> bool {
        let tier = |n: &&NodeView| self.hop(n.id, ranks);
        let mut hops = outside.chunk_by(|a, b| tier(a) == tier(b));
        outside.len() > 6 && self.sizes.stacks_outside || hops.any(|hop| hop.len() > 2)
    }

    pub(super) fn outside(&self) -> impl Iterator<Item = &'a NodeView> {
        let nodes = self.board.nodes.iter();
        nodes.filter(|n| n.subnets.is_empty() && !is_group(n))
    }

    /// Parts before the ground, in as few columns as it is high enough for.
    fn stack_in_columns(&mut self, outside: &[&NodeView], middle: f64) -> f64 {
        let (gap, high) = (self.sizes.stride, self.sizes.users.1);
        let fit = ((2.0 * middle + gap) / (high + gap)).max(1.0) as usize;
        let columns = outside.len().div_ceil(fit).max(1);
        let mut x = 0.0;
        for column in outside.chunks(outside.len().div_ceil(columns).max(1)) {
            x = self.stack(column, x, middle) + gap;
        }
        x
    }

    /// Puts parts side by side across the flow. Returns where they end along it.
    fn stack(&mut self, column: &[&NodeView], x: f64, middle: f64) -> f64 {
        let gap = self.sizes.stride;
        let sizes = column.iter().map(|n| self.size_of(n));
        let (wide, high) = sizes.fold((0.0, -gap), |(wide, high), (w, h)| {
            (f64::max(wide, w), high + h + gap)
        });
        let mut y = middle - high / 2.0;
        for node in column {
            let (w, h) = self.size_of(node);
            let r = Rect::new(x + (wide - w) / 2.0, y, w, h);
            self.layout.nodes.insert(node.id, r);
            y += h + gap;
        }
        x + wide
    }

    pub(super) fn sends(&self, id: NodeId) -> bool {
        self.board.links.iter().any(|l| l.from == id)
    }

    /// The lanes: zones that hold subnets, side by side across the flow.
    fn lanes(&self) -> Vec<Lane> {
        let mut lanes: Vec<Lane> = Vec::new();
        for frame in self
            .board
            .frames
            .iter()
            .filter(|z| z.level == Level::Subnet)
        {
            match lanes.iter_mut().find(|(parent, _)| *parent == frame.parent) {
                Some((_, subnets)) => subnets.push(frame.id),
                None => lanes.push((frame.parent, vec![frame.id])),
            }
        }
        for frame in self.board.frames.iter().filter(|z| z.level == Level::Az) {
            if !lanes.iter().any(|(parent, _)| *parent == Some(frame.id)) {
                lanes.push((Some(frame.id), Vec::new()));
            }
        }
        lanes
    }

    pub(super) fn cards_in(&self, frame: FrameId) -> usize {
        self.board
            .instances
            .iter()
            .filter(|i| i.subnet == Some(frame))
            .count()
    }

    /// The subnets of a part: of a group those it launches into, and those where a server of it
    /// still runs.
    pub(super) fn subnets_of(&self, node: &NodeView) -> Vec<FrameId> {
        let mut frames = node.subnets.clone();
        for frame in self.board.instances_of(node.id).filter_map(|i| i.subnet) {
            if !frames.contains(&frame) {
                frames.push(frame);
            }
        }
        frames
    }

    /// Rows of cards across the flow that the fullest subnet needs.
    fn card_rows(&self) -> usize {
        let columns = self.card_columns();
        let fullest = self
            .board
            .frames
            .iter()
            .map(|z| self.cards_in(z.id).div_ceil(columns))
            .max()
            .unwrap_or(0);
        match self.has_several() {
            true => fullest.max(1),
            false => fullest.max(self.sizes.rows_min),
        }
    }

    /// Columns of cards along the flow: more servers than a lane is high go side by side.
    pub(super) fn card_columns(&self) -> usize {
        let fullest = self
            .board
            .frames
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
    pub(super) fn card_size(&self) -> (f64, f64) {
        let (w, h) = self.sizes.card;
        match (self.mode, self.card_columns()) {
            (Mode::Wide, 2) => (150.0, 56.0),
            (Mode::Wide, 3..) => (112.0, 44.0),
            (Mode::Snug, 2) => (134.0, 40.0),
            (Mode::Snug, 3..) => (104.0, 36.0),
            _ => (w, h),
        }
    }

    /// Extent across the flow of one lane's subnets.
    fn lane_cross(&self) -> f64 {
        self.cross_of(self.card_rows())
            .max(self.most_singles_cross())
    }

    /// The same of the last lane: what straddles the lanes hangs its cards into it.
    fn last_cross(&self) -> f64 {
        let across = self.board.nodes.iter().filter(|n| n.subnets.len() > 1);
        let below = |n: &NodeView| settle::hanging(self.board, self.mode, n, Rect::default());
        let hangs = across.filter_map(below).map(|r| r.h).fold(0.0, f64::max);
        let need = hangs + self.sizes.node.1 / 2.0 - self.sizes.pad + self.sizes.name;
        self.lane_cross().max(need)
    }

    /// Extent across the flow of a subnet with so many rows of cards.
    pub(super) fn cross_of(&self, rows: usize) -> f64 {
        let rows = rows as f64;
        let cards = rows * self.card_size().1 + (rows - 1.0) * self.sizes.gap;
        (cards + 2.0 * self.sizes.pad).max(self.sizes.node.1 + self.sizes.pad) + self.sizes.name
    }

    /// Extent across the flow of everything inside the outermost zone.
    fn inside_extent(&self) -> f64 {
        let s = self.sizes;
        let lanes = self.lanes();
        let networks = lanes.chunk_by(|a, b| self.are_stacked(a, b));
        let lanes = networks.map(<[Lane]>::len).max().unwrap_or(0) as f64;
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
        let more = self.last_cross() - self.lane_cross();
        lanes * lane + (lanes - 1.0) * self.lane_gap() + more + label + s.pad
    }

    /// Lanes leave room for the group's name between them.
    fn lane_gap(&self) -> f64 {
        if self.mode.is_wide() {
            self.sizes.pad + 6.0
        } else {
            self.sizes.pad
        }
    }

    /// A subnet without the row of its name.
    pub(super) fn content(&self, frame: FrameId) -> Rect {
        let (r, name) = (self.layout.frame(frame), self.sizes.name);
        let above = if self.layout.low_names.contains(&frame) {
            0.0
        } else {
            name
        };
        Rect::new(r.x, r.y + above, r.w, r.h - name)
    }

    fn place_inside(&mut self, ranks: &Ranks, start: f64, cross: f64) {
        let s = self.sizes;
        let column_mode = self.mode == Mode::Column;
        // In a column the names of the zones stand along the flow, before their content.
        let (lead, top) = if column_mode {
            (s.label - s.pad, 0.0)
        } else {
            (0.0, s.label)
        };
        let lanes = self.lanes();
        let plan = self.plan(ranks);
        let vpc_pad = s.pad;
        // A Region reaches over the VPC, in a column by its name too.
        let has_region = self.board.frames.iter().any(|z| z.level == Level::Region);
        let start = match column_mode && has_region {
            true => start + s.pad + lead,
            false => start,
        };
        let mut x = start + vpc_pad + lead + s.pad + lead;
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for &(_, _, w) in &plan.columns {
            spans.push((x, w));
            x += w + s.gap;
        }
        let inner_end = x - s.gap;
        let mut y = top;
        for (n, lane) in lanes.iter().enumerate() {
            let (parent, subnets) = lane;
            let before = n.checked_sub(1).and_then(|n| lanes.get(n));
            if before.is_some_and(|before| !self.are_stacked(before, lane)) {
                y = top;
            }
            let lane_cross = match n + 1 == lanes.len() {
                true => self.last_cross(),
                false => self.lane_cross(),
            };
            let is_low = !column_mode && self.is_below(&lanes, n);
            let lane = Rect::new(
                start + vpc_pad + lead,
                y,
                inner_end - start - vpc_pad - lead + s.pad,
                lane_cross + top + s.pad,
            );
            if let Some(id) = parent {
                self.layout.frames.insert(*id, lane);
            }
            if is_low {
                let free: Vec<FrameId> = subnets
                    .iter()
                    .copied()
                    .filter(|z| !self.is_hung(*z))
                    .collect();
                self.layout
                    .low_names
                    .extend(parent.iter().copied().chain(free));
            }
            let before = if is_low { s.pad } else { top };
            for &subnet in subnets {
                let span = plan.column(subnet).and_then(|i| spans.get(i));
                if let Some(&(sx, sw)) = span {
                    let r = Rect::new(sx, y + before, sw, lane_cross);
                    self.layout.frames.insert(subnet, r);
                }
            }
            y += lane.h + self.lane_gap();
        }
        if !lanes.is_empty() {
            self.put_around([Level::Vpc, Level::Region], start);
        }
        if !self.wanted.is_empty() || self.has_several() {
            self.put_frames(&plan);
        }
        self.place_residents(&plan);
        self.place_groups(&plan);
        self.place_homeless_groups(start.max(0.0), cross);
    }

    /// Each of these is as large as what stands in it.
    fn put_around(&mut self, levels: [Level; 2], start: f64) {
        for level in levels {
            for frame in self.board.frames.iter().filter(|z| z.level == level) {
                let children = self.board.frames.iter();
                let children = children.filter(|z| z.parent == Some(frame.id));
                let rects = children.filter_map(|z| self.layout.frames.get(&z.id).copied());
                let r = match rects.reduce(Rect::union) {
                    Some(content) => self.around(frame.id, content),
                    None => Rect::new(start, 0.0, LEAST.x, LEAST.y),
                };
                self.layout.frames.insert(frame.id, r);
            }
        }
    }

    /// More than one network, or a frame beside one: each has lanes of its own.
    fn has_several(&self) -> bool {
        let count = |is_it: fn(&FrameView) -> bool| {
            let all = self.board.frames.iter();
            all.filter(|z| is_it(z)).count()
        };
        let has_outer = count(|z| matches!(z.level, Level::Region | Level::Vpc)) > 0;
        count(|z| z.level == Level::Vpc) > 1 || has_outer && count(|z| z.parent.is_none()) > 1
    }

    /// Whether something hangs below what stands in a subnet alone, as a group's limits do: its name
    /// stays above.
    fn is_hung(&self, subnet: FrameId) -> bool {
        let mut here = self.board.nodes.iter().filter(|n| *n.subnets == [subnet]);
        here.any(|node| is_group(node) || self.board.attached(node).next().is_some())
    }

    fn network(&self, lane: &Lane) -> Option<FrameId> {
        self.board.frame(lane.0?)?.parent
    }

    /// Whether two lanes stand below each other: those of two networks stand side by side, if all are zones.
    fn are_stacked(&self, a: &Lane, b: &Lane) -> bool {
        let level = |lane: &Lane| Some(self.board.frame(lane.0?)?.level);
        let is_zone = |lane| level(lane) == Some(Level::Az);
        let are_zones = is_zone(a) && is_zone(b);
        self.mode == Mode::Column || !are_zones || self.network(a) == self.network(b)
    }

    /// Whether a lane is one of the lower half of its network.
    fn is_below(&self, lanes: &[Lane], n: usize) -> bool {
        let own = lanes.get(n).and_then(|lane| self.network(lane));
        let is_kin = |lane: &&Lane| self.network(lane) == own;
        let before = lanes.iter().take(n).filter(is_kin).count();
        let all = lanes.iter().filter(is_kin).count();
        all > 1 && before * 2 >= all
    }

    pub(super) fn subnets(&self) -> impl Iterator<Item = &FrameView> {
        let frames = self.board.frames.iter();
        frames.filter(|z| z.level == Level::Subnet)
    }

    /// A subnet's column: its hop, and among the subnets of one zone that share it one after the
    /// other.
    pub(super) fn column_of(&self, subnet: FrameId, ranks: &Ranks) -> Column {
        let hop = self.hop_of(subnet, ranks);
        let parent = self.board.frame(subnet).and_then(|z| z.parent);
        let lane = self.subnets().filter(|z| z.parent == parent);
        let before = lane.take_while(|z| z.id != subnet);
        let same = before.filter(|z| self.hop_of(z.id, ranks) == hop);
        (hop, same.count())
    }

    /// The first hop at which a request meets something in the subnet, or in its twin in another
    /// zone.
    fn hop_of(&self, subnet: FrameId, ranks: &Ranks) -> u32 {
        let tier = self.tier(subnet);
        let twins = self.subnets().filter(|z| self.tier(z.id) == tier);
        // An empty public subnet belongs at the door, an empty private one at the back.
        let is_public = self.board.frame(subnet).is_some_and(|z| z.is_public());
        let met = twins.filter_map(|z| self.first_met(z.id, ranks)).min();
        met.unwrap_or(if is_public { 0 } else { u32::MAX })
    }

    /// Zones have the same subnets one after the other: public or not, and which of those.
    fn tier(&self, subnet: FrameId) -> Option<(bool, usize)> {
        let frame = self.board.frame(subnet)?;
        let is_like =
            |z: &&FrameView| z.parent == frame.parent && z.is_public() == frame.is_public();
        let like = self.subnets().filter(is_like);
        Some((
            frame.is_public(),
            like.take_while(|z| z.id != subnet).count(),
        ))
    }

    /// The first hop among the parts in a subnet that have a place in the flow.
    fn first_met(&self, subnet: FrameId, ranks: &Ranks) -> Option<u32> {
        let nodes = self.board.nodes.iter();
        nodes
            .filter(|n| n.standby == Some(subnet) || self.subnets_of(n).contains(&subnet))
            .filter(|n| self.is_linked(n.id))
            .filter_map(|n| ranks.get(&n.id).copied())
            .min()
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
        for node in self.board.nodes.iter().filter(|n| is_group(n)) {
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
