//! A crowded board to measure drawing by (feature `drawing-bench` alone, never in the product):
//! `?draw=PARTS,LINKS,DOTS`, with `,move` after it for parts that are all dragged along a circle. It fills the board's own signals past the loader and its
//! limits, so what is measured is the picture, the lines and the canvas that every board has.

use super::Controller;
use crate::draw::flight::{Flight, Leg};
use crate::draw::theme::Mark;
use crate::geometry::Point;
use crate::geometry::fit::Shift;
use crate::platform::address;
use crate::platform::frame_loop::FrameLoop;
use crate::platform::panic::page_object;
use crate::platform::query::pairs;
use crate::platform::timer::after_paint;
use crate::vocabulary::{
    ClockView, EdgeKey, EdgeLive, Face, KindId, LinkId, LinkView, NodeId, NodeView, Speed,
    Structure,
};
use leptos::prelude::*;
use std::f64::consts::TAU;
use std::sync::Arc;
use swell_core::contract::{Family, Role, Tone, Unit};
use swell_core::observe::meters::{Amount, Shown};

/// Kinds that stand on the board alone, in turn: as many as a usual board has.
fn kinds() -> Vec<KindId> {
    let kinds = KindId::ALL.iter().copied();
    let alone = kinds.filter(|kind| {
        let drawing = kind.drawing();
        drawing
            .family
            .is_some_and(|family| family != Family::Network)
            && kind.owners().next().is_none()
            && !matches!(drawing.role, Role::Source | Role::Fleet)
    });
    alone.collect()
}
/// From part to part, in world units.
const STEP: Point = Point { x: 150.0, y: 132.0 };
/// A dot is under way for one to two seconds of wall time, which is this much at the slow speed.
const LEG_US: u64 = 50_000;
/// The circle of parts that move: seconds for a round, and its radius.
const ROUND_S: f64 = 2.0;
const RADIUS: f64 = 60.0;

/// What the address asks for.
#[derive(Clone, Copy)]
struct Crowd {
    parts: u32,
    links: u32,
    dots: usize,
    moves: bool,
}

impl Crowd {
    fn read(query: &str) -> Option<Self> {
        let (_, value) = pairs(query).into_iter().find(|(key, _)| key == "draw")?;
        let words: Vec<&str> = value.split(',').collect();
        let number = |n: usize| words.get(n)?.parse::<u32>().ok();
        Some(Self {
            parts: number(0).filter(|&n| n > 0)?,
            links: number(1)?,
            dots: number(2)? as usize,
            moves: words.get(3) == Some(&"move"),
        })
    }

    fn structure(self) -> Structure {
        let columns = (f64::from(self.parts) * 1.6).sqrt().ceil() as u32;
        let kinds = kinds();
        let mut next = kinds.iter().copied().cycle();
        let nodes = (0..self.parts).map(|n| NodeView {
            id: NodeId(n),
            kind: next.next(),
            name: format!("part {n}"),
            subnets: Vec::new(),
            standby: None,
            at: Some(Point::new(
                f64::from(n % columns) * STEP.x,
                f64::from(n / columns) * STEP.y,
            )),
        });
        // To the neighbour first, then to one farther away.
        let links = (0..self.links).map(|n| LinkView {
            id: LinkId(n),
            from: NodeId(n % self.parts),
            to: NodeId((n % self.parts + 1 + 6 * (n / self.parts)) % self.parts),
        });
        Structure {
            nodes: nodes.collect(),
            links: links.collect(),
            ..Structure::default()
        }
    }
}

fn edge(link: u32) -> EdgeKey {
    EdgeKey {
        link: LinkId(link),
        instance: None,
    }
}

/// Shows the crowd if the address asks for one, and says whether it does.
pub fn scene(controller: Controller) -> bool {
    let Some(crowd) = Crowd::read(&address::query()) else {
        return false;
    };
    controller.player.play(false);
    controller.ui.select(None);
    // The selection shows the real board once more, after the next picture: then the signals are
    // ours.
    let owner = Owner::current();
    let fill = move || match owner {
        Some(owner) => owner.with(|| fill(controller, crowd)),
        None => fill(controller, crowd),
    };
    after_paint(move || after_paint(fill));
    true
}

fn fill(controller: Controller, crowd: Crowd) {
    let (board, ui) = (controller.board, controller.ui);
    let structure = crowd.structure();
    for n in 0..crowd.parts {
        board.node(NodeId(n)).set(Face {
            tone: Tone::Ok,
            headline: Some(Shown {
                word: "",
                amount: Amount::Number((n * 7 % 90) as f32),
                unit: Unit::PerSecond,
            }),
            ..Face::default()
        });
    }
    for n in 0..crowd.links {
        board.edge(edge(n)).set(EdgeLive {
            per_s: (n * 13 % 70) as f32,
            is_idle: false,
        });
    }
    ui.crowd.set_value(crowd.dots);
    board.structure.set(Arc::new(structure));
    ui.fit();
    board.clock.set(ClockView {
        is_running: true,
        speed: Speed::Slow,
        ..ClockView::default()
    });
    let mut feed = Feed::new(controller, crowd);
    let mut circle = Circle::new(controller, crowd);
    let mut is_told = false;
    let frames = FrameLoop::new(move |wall_s| {
        let is_full = feed.tick(wall_s);
        circle.tick(wall_s);
        if is_full && !is_told {
            is_told = true;
            if let Some(page) = page_object() {
                let _ = js_sys::Reflect::set(&page, &"drawing".into(), &true.into());
            }
        }
        true
    });
    frames.wake();
    let keep = StoredValue::new_local(frames);
    on_cleanup(move || keep.dispose());
}

/// Keeps as many requests under way as the crowd has dots.
struct Feed {
    controller: Controller,
    crowd: Crowd,
    serial: u64,
}

impl Feed {
    fn new(controller: Controller, crowd: Crowd) -> Self {
        let serial = 0;
        Self {
            controller,
            crowd,
            serial,
        }
    }

    /// Returns whether all dots are on the canvas.
    fn tick(&mut self, wall_s: f64) -> bool {
        let board = self.controller.board;
        let missing = self
            .crowd
            .dots
            .saturating_sub(board.painted.with_value(Vec::len));
        // Spread over the first second, so that they do not travel as one.
        let now = missing.min((self.crowd.dots as f64 * wall_s).ceil() as usize);
        board.feed.update_value(|feed| {
            for _ in 0..now {
                self.serial += 1;
                feed.push(self.flight());
            }
        });
        missing * 20 <= self.crowd.dots
    }

    fn flight(&self) -> Flight {
        let n = self.serial;
        let lasts = LEG_US + n * 7_919 % LEG_US;
        Flight {
            serial: n,
            legs: vec![Leg {
                edge: edge((n % u64::from(self.crowd.links.max(1))) as u32),
                is_return: false,
                leave: 0,
                due: lasts as i64,
            }],
            mark: Mark::Request,
            failed: false,
        }
    }
}

/// Drags every part along a circle, as a hand would.
struct Circle {
    controller: Controller,
    nodes: Vec<NodeId>,
    angle: f64,
}

impl Circle {
    fn new(controller: Controller, crowd: Crowd) -> Self {
        let count = if crowd.moves { crowd.parts } else { 0 };
        Self {
            controller,
            nodes: (0..count).map(NodeId).collect(),
            angle: 0.0,
        }
    }

    fn tick(&mut self, wall_s: f64) {
        if self.nodes.is_empty() {
            return;
        }
        self.angle = (self.angle + wall_s / ROUND_S * TAU) % TAU;
        self.controller.ui.shift.set(Shift {
            nodes: self.nodes.clone(),
            by: Point::new(RADIUS * self.angle.cos(), RADIUS * self.angle.sin()),
        });
    }
}
