//! Side by side in one subnet: groups, what straddles the lanes, and what stands alone each have a
//! track along the flow, so that nothing lies on anything else.

use super::flow::{Column, Flow, Ranks};
use super::{Mode, more};
use crate::geometry::{Point, Rect};
use crate::vocabulary::{FrameId, FrameView, InstanceId, NodeId, NodeView};
use swell_core::base::order::sort_short;

/// What stands in a column of subnets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Track {
    /// The frame of a group.
    Group(NodeId),
    /// A part that straddles the lanes.
    Across(NodeId),
    /// The n-th of those that stand in one subnet, in every lane; where there are many, the n-th few.
    Single(usize),
}

/// A track, its offset from the subnets' edge and its extent.
type Placed = (Track, f64, f64);

pub(super) fn is_group(node: &NodeView) -> bool {
    node.is_fleet()
}

/// In several subnets at once.
fn is_across(node: &NodeView) -> bool {
    !is_group(node) && node.subnets.len() > 1
}

/// The columns of all subnets and what stands in them, worked out once for a layout.
pub(super) struct Plan {
    /// Each subnet with its column and what stands in it alone, in so many rows.
    homes: Vec<(FrameId, Column, Vec<NodeId>)>,
    rows: usize,
    /// In order along the flow, each with its extent.
    pub(super) columns: Vec<(Column, Vec<Placed>, f64)>,
}

impl Plan {
    pub(super) fn column(&self, frame: FrameId) -> Option<usize> {
        let (_, key, _) = self.homes.iter().find(|(z, ..)| *z == frame)?;
        self.columns.iter().position(|(k, ..)| k == key)
    }

    fn singles(&self, frame: FrameId) -> &[NodeId] {
        let home = self.homes.iter().find(|(z, ..)| *z == frame);
        home.map_or(&[], |(.., all)| all.as_slice())
    }

    /// The track of one that stands in a subnet alone, its row there and how many rows are used.
    fn single(&self, frame: FrameId, id: NodeId) -> Option<(Track, usize, usize)> {
        let all = self.singles(frame);
        let n = all.iter().position(|other| *other == id)?;
        let column = n / self.rows;
        let used = all.len() - column * self.rows;
        Some((Track::Single(column), n % self.rows, used.min(self.rows)))
    }

    /// Offset and extent of a track in a subnet.
    fn track(&self, frame: FrameId, wanted: Track) -> Option<(f64, f64)> {
        let (_, tracks, _) = self.columns.get(self.column(frame)?)?;
        let mut tracks = tracks.iter();
        tracks
            .find(|(t, ..)| *t == wanted)
            .map(|(_, x, w)| (*x, *w))
    }
}

impl Flow<'_> {
    pub(super) fn plan(&self, ranks: &Ranks) -> Plan {
        let rows = self.single_rows();
        let home = |z: &FrameView| {
            let mut singles: Vec<NodeId> = self.singles(z.id).map(|n| n.id).collect();
            if let Some(more) = more().filter(|_| rows > 1) {
                (more.order)(self, ranks, &mut singles);
            }
            (z.id, self.column_of(z.id, ranks), singles)
        };
        let homes: Vec<_> = self.subnets().map(home).collect();
        let mut keys: Vec<Column> = homes.iter().map(|(_, key, _)| *key).collect();
        sort_short(&mut keys, Ord::cmp);
        keys.dedup();
        let columns = Vec::new();
        let mut plan = Plan {
            homes,
            rows,
            columns,
        };
        for key in keys {
            let frames = plan.homes.iter().filter(|(_, k, _)| *k == key);
            let frames: Vec<FrameId> = frames.map(|(z, ..)| *z).collect();
            let tracks = self.tracks(&frames, ranks, &plan);
            let extent = self.column_extent(&tracks);
            plan.columns.push((key, tracks, extent));
        }
        plan
    }

    fn single_rows(&self) -> usize {
        more().map_or(1, |more| (more.rows)(self))
    }

    /// From row to row of those that stand in one subnet each.
    fn single_pitch(&self) -> f64 {
        more().map_or(0.0, |more| (more.pitch)(self))
    }

    /// Extent across the flow of a subnet that holds so many rows of them; one row always fits.
    pub(super) fn singles_cross(&self, rows: usize) -> f64 {
        match rows {
            0..=1 => 0.0,
            _ => rows as f64 * self.single_pitch() + self.sizes.name,
        }
    }

    pub(super) fn most_singles_cross(&self) -> f64 {
        self.singles_cross(self.single_rows())
    }

    /// What stands in the subnets of a column, in the order in which a request meets it; what nobody
    /// is linked to comes last.
    fn tracks(&self, frames: &[FrameId], ranks: &Ranks, plan: &Plan) -> Vec<Placed> {
        let is_here = |n: &NodeView| self.subnets_of(n).iter().any(|z| frames.contains(z));
        let groups = self
            .board
            .nodes
            .iter()
            .filter(|n| is_group(n) && is_here(n));
        let starts_here = |n: &&NodeView| n.subnets.first().is_some_and(|z| frames.contains(z));
        let across = self.board.nodes.iter().filter(|n| is_across(n));
        let few = |z: &FrameId| plan.singles(*z).len().div_ceil(plan.rows);
        let singles = frames.iter().map(few);
        let mut tracks: Vec<Track> = groups.map(|n| Track::Group(n.id)).collect();
        tracks.extend(across.filter(starts_here).map(|n| Track::Across(n.id)));
        tracks.extend((0..singles.max().unwrap_or(0)).map(Track::Single));
        let met = |track: &Track| match *track {
            Track::Group(id) | Track::Across(id) => self.hop(id, ranks),
            Track::Single(n) => {
                let few = |z: &FrameId| plan.singles(*z).chunks(plan.rows).nth(n);
                let all = frames.iter().filter_map(few).flatten();
                all.filter_map(|id| self.hop(*id, ranks)).min()
            }
        };
        let place = |track: &Track| met(track).unwrap_or(u32::MAX);
        sort_short(&mut tracks, |a, b| place(a).cmp(&place(b)));
        let mut x = tracks.first().map_or(0.0, |t| self.side(*t));
        let mut placed: Vec<Placed> = Vec::new();
        for track in tracks {
            let w = self.track_extent(track);
            let is_free = |x: f64| {
                let mut there = placed.iter().filter(|p| p.1.total_cmp(&x).is_eq());
                there.all(|p| self.are_apart(p.0, track))
            };
            // Those in different zones stand below each other.
            match placed.iter().map(|p| p.1).find(|x| is_free(*x)) {
                Some(x) => placed.push((track, x, w)),
                None => {
                    placed.push((track, x, w));
                    x += w + self.sizes.between;
                }
            }
        }
        placed
    }

    /// Two of one sort without a subnet in common.
    fn are_apart(&self, a: Track, b: Track) -> bool {
        let subnets = |id| self.board.node(id).map(|node| self.subnets_of(node));
        let both = match (a, b) {
            (Track::Group(a), Track::Group(b)) | (Track::Across(a), Track::Across(b)) => {
                subnets(a).zip(subnets(b))
            }
            _ => None,
        };
        both.is_some_and(|(a, b)| !a.iter().any(|z| b.contains(z)))
    }

    /// Room between a track and the edge of its subnets.
    fn side(&self, track: Track) -> f64 {
        match (track, self.mode) {
            (Track::Group(_), _) => self.inset() / 2.0,
            (_, Mode::Wide) => self.sizes.pad + 10.0,
            (_, Mode::Snug) => self.sizes.pad + 4.0,
            _ => self.sizes.pad,
        }
    }

    /// Room around a group's cards: half of it lies outside its frame.
    fn inset(&self) -> f64 {
        match self.mode.is_wide() {
            true => 2.0 * self.sizes.pad,
            false => self.sizes.pad + 3.0,
        }
    }

    fn track_extent(&self, track: Track) -> f64 {
        match track {
            Track::Group(_) => {
                let columns = self.card_columns() as f64;
                let cards = columns * self.card_size().0 + (columns - 1.0) * self.sizes.gap;
                cards + self.inset()
            }
            Track::Across(_) | Track::Single(_) => self.sizes.node.0,
        }
    }

    fn column_extent(&self, tracks: &[Placed]) -> f64 {
        let last = tracks.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        match last {
            Some((last, x, w)) => x + w + self.side(*last),
            None => self.sizes.node.0 + 2.0 * self.side(Track::Single(0)),
        }
    }

    /// What a subnet cannot be smaller than: its own parts and cards side by side.
    pub(super) fn need(&self, plan: &Plan, frame: FrameId) -> Point {
        let lives_here = |id: NodeId| {
            let node = self.board.node(id);
            node.is_some_and(|n| self.subnets_of(n).contains(&frame))
        };
        let is_here = |(track, ..): &&Placed| match *track {
            Track::Group(id) | Track::Across(id) => lives_here(id),
            Track::Single(n) => n * plan.rows < plan.singles(frame).len(),
        };
        let column = plan.column(frame).and_then(|n| plan.columns.get(n));
        let tracks = column.map_or(&[][..], |(_, tracks, _)| tracks);
        let used: Vec<Placed> = tracks.iter().filter(is_here).copied().collect();
        let wide = self.column_extent(&used);
        let rows = self.cards_in(frame).div_ceil(self.card_columns());
        let high = self.cross_of(rows.max(self.sizes.rows_min));
        let singles = self.singles_cross(plan.rows.min(plan.singles(frame).len()));
        Point::new(wide, high.max(singles))
    }

    /// Parts of which one stands in a subnet and nowhere else; their standbys too.
    pub(super) fn singles(&self, frame: FrameId) -> impl Iterator<Item = &NodeView> {
        let nodes = self.board.nodes.iter();
        let stands =
            move |n: &&NodeView| n.subnets.as_slice() == [frame] || n.standby == Some(frame);
        nodes.filter(move |n| !is_group(n) && stands(n))
    }

    /// Parts that live in subnets: in their tracks, in the middle of the subnets they live in.
    pub(super) fn place_residents(&mut self, plan: &Plan) {
        let spot = |flow: &Self, node: &NodeView, frame: FrameId, area: Rect| {
            let (w, h) = flow.size_of(node);
            let (track, row, rows) = match is_across(node) {
                true => (Track::Across(node.id), 0, 1),
                false => plan.single(frame, node.id)?,
            };
            let (x, wide) = plan.track(frame, track)?;
            let x = flow.layout.frame(frame).x + x + (wide - w) / 2.0;
            let below = row as f64 - (rows - 1) as f64 / 2.0;
            // What hangs below a part belongs to its row.
            let (pitch, hangs) = match plan.rows {
                1 => (0.0, 0.0),
                _ => (
                    flow.single_pitch(),
                    flow.single_pitch() - h - flow.sizes.between,
                ),
            };
            let y = area.centre().y + below * pitch - (h + hangs) / 2.0;
            Some(Rect::new(x, y, w, h))
        };
        for node in &self.board.nodes {
            let Some(first) = node.subnets.first().filter(|_| !is_group(node)) else {
                continue;
            };
            // A part in several lanes straddles them; of two lanes, what is between them.
            let areas: Vec<Rect> = node.subnets.iter().map(|z| self.content(*z)).collect();
            let all = areas
                .iter()
                .copied()
                .reduce(Rect::union)
                .unwrap_or_default();
            let area = match areas.as_slice() {
                [a, b] => {
                    let (from, to) = (a.bottom().min(b.bottom()), a.y.max(b.y));
                    Rect::new(all.x, from.min(to), all.w, (to - from).abs())
                }
                _ => all,
            };
            let (w, h) = self.size_of(node);
            let here = spot(self, node, *first, area).unwrap_or_else(|| {
                let c = area.centre();
                Rect::new(c.x - w / 2.0, c.y - h / 2.0, w, h)
            });
            let standby = node
                .standby
                .and_then(|frame| spot(self, node, frame, self.content(frame)));
            self.layout.nodes.insert(node.id, here);
            if let Some(r) = standby {
                self.layout.standbys.insert(node.id, r);
            }
        }
    }

    /// A group is the frame around its subnets' cards; the cards fill the subnets in order.
    pub(super) fn place_groups(&mut self, plan: &Plan) {
        let s = self.sizes;
        let (card_w, card_h) = self.card_size();
        let side = self.card_columns();
        let inset = self.inset();
        for node in self.board.nodes.iter().filter(|n| is_group(n)) {
            let mut frame: Option<Rect> = None;
            for subnet in self.subnets_of(node) {
                let Some((x, wide)) = plan.track(subnet, Track::Group(node.id)) else {
                    continue;
                };
                let r = self.content(subnet);
                let inner = Rect::new(r.x + x, r.y + s.pad / 2.0, wide, r.h - s.pad);
                let cards = Rect::new(inner.x + inset / 2.0, r.y + s.pad, 0.0, 0.0);
                let is_first = frame.is_none();
                frame = Some(frame.map_or(inner, |f| f.union(inner)));
                let here: Vec<InstanceId> = self
                    .board
                    .instances_of(node.id)
                    .filter(
                        |i| match i.subnet.filter(|z| self.layout.frames.contains_key(z)) {
                            Some(other) => other == subnet,
                            // Its subnet is no longer on the board.
                            None => is_first,
                        },
                    )
                    .map(|i| i.id)
                    .collect();
                for (n, id) in here.into_iter().enumerate() {
                    let (column, row) = (n % side, n / side);
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
}
