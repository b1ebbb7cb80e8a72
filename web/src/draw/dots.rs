//! The canvas over the board: all moving marks, painted at once. Imperative, knows no signals;
//! it gets a slice of dots sorted by mark, so each colour and shape is one path.

use super::flight::Dot;
use super::theme::{Colours, Mark};
use crate::geometry::Point;
use crate::geometry::viewport::Viewport;
use core::f64::consts::TAU;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// More pixels than this per CSS pixel cost frames and show nothing.
const RATIO_MAX: f64 = 2.0;

/// A canvas and the size it was last given.
pub struct Dots {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    size: Point,
    ratio: f64,
    is_blank: bool,
}

impl Dots {
    /// `None` where the browser gives no 2D context; the board then shows rates only.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            canvas,
            context,
            size: Point::default(),
            ratio: 1.0,
            is_blank: true,
        })
    }

    /// Gives the canvas the stage's size in CSS pixels.
    pub fn resize(&mut self, size: Point, ratio: f64) {
        let ratio = ratio.clamp(1.0, RATIO_MAX);
        if size == self.size && ratio == self.ratio {
            return;
        }
        (self.size, self.ratio) = (size, ratio);
        self.canvas
            .set_width((size.x * ratio).round().max(1.0) as u32);
        self.canvas
            .set_height((size.y * ratio).round().max(1.0) as u32);
        self.is_blank = true;
    }

    pub fn clear(&mut self) {
        if !self.is_blank {
            let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            let (w, h) = (
                f64::from(self.canvas.width()),
                f64::from(self.canvas.height()),
            );
            self.context.clear_rect(0.0, 0.0, w, h);
            self.is_blank = true;
        }
    }

    /// Paints `dots`, which are sorted by mark and in world units.
    pub fn paint(&mut self, dots: &[Dot], view: Viewport, colours: &Colours) {
        self.clear();
        if dots.is_empty() {
            return;
        }
        self.is_blank = false;
        let c = &self.context;
        let _ = c.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
        // Dots keep their size on the screen: a mark that shrinks with the board cannot be read.
        let size = if view.scale < 0.7 { 3.0 } else { 4.0 };
        let mut rest = dots;
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|d| d.mark == first.mark).count();
            let (batch, after) = rest.split_at(count);
            self.batch(first.mark, batch, view, size, colours);
            rest = after;
        }
        c.set_global_alpha(1.0);
    }

    fn batch(&self, mark: Mark, dots: &[Dot], view: Viewport, size: f64, colours: &Colours) {
        let c = &self.context;
        let place = |d: &Dot| view.to_screen(Point::new(f64::from(d.x), f64::from(d.y)));
        let colour = colours.of(mark);
        c.set_global_alpha(1.0);
        c.set_fill_style_str(colour);
        c.set_stroke_style_str(colour);
        c.begin_path();
        match mark {
            Mark::Request => {
                for p in dots.iter().map(place) {
                    c.move_to(p.x + size, p.y);
                    let _ = c.arc(p.x, p.y, size, 0.0, TAU);
                }
                c.fill();
                // A thin ring of surface keeps neighbours apart on a busy line.
                c.set_stroke_style_str(&colours.surface);
                c.set_line_width(1.0);
                c.stroke();
            }
            Mark::CacheHit => {
                for p in dots.iter().map(place) {
                    c.move_to(p.x + size - 0.5, p.y);
                    let _ = c.arc(p.x, p.y, size - 0.5, 0.0, TAU);
                }
                c.set_fill_style_str(&colours.surface);
                c.fill();
                c.set_line_width(2.0);
                c.stroke();
            }
            Mark::Metric => {
                for p in dots.iter().map(place) {
                    c.rect(p.x - 3.0, p.y - 3.0, 6.0, 6.0);
                }
                c.fill();
                c.set_stroke_style_str(&colours.surface);
                c.set_line_width(1.0);
                c.stroke();
            }
            Mark::Decision | Mark::Held => {
                for p in dots.iter().map(place) {
                    c.move_to(p.x, p.y - 7.0);
                    c.line_to(p.x + 7.0, p.y);
                    c.line_to(p.x, p.y + 7.0);
                    c.line_to(p.x - 7.0, p.y);
                    c.close_path();
                }
                if mark == Mark::Held {
                    // They end together at most; the first one's fading is everybody's.
                    c.set_global_alpha(dots.first().map_or(1.0, |d| f64::from(d.alpha)));
                    c.set_fill_style_str(&colours.surface);
                    c.set_line_width(2.0);
                    c.fill();
                    c.stroke();
                } else {
                    c.fill();
                }
            }
            Mark::Probe => {
                for p in dots.iter().map(place) {
                    c.move_to(p.x - 3.0, p.y);
                    c.line_to(p.x - 0.5, p.y + 3.0);
                    c.line_to(p.x + 4.0, p.y - 3.5);
                }
                c.set_line_width(2.0);
                c.stroke();
            }
            Mark::Failed => self.crosses(dots, view, size + 1.0),
        }
    }

    /// Crosses fade one by one, so they cannot share a path; there are few of them.
    fn crosses(&self, dots: &[Dot], view: Viewport, size: f64) {
        let c = &self.context;
        c.set_line_width(2.5);
        c.set_line_cap("round");
        for d in dots {
            let p = view.to_screen(Point::new(f64::from(d.x), f64::from(d.y)));
            c.set_global_alpha(f64::from(d.alpha));
            c.begin_path();
            c.move_to(p.x - size, p.y - size);
            c.line_to(p.x + size, p.y + size);
            c.move_to(p.x + size, p.y - size);
            c.line_to(p.x - size, p.y + size);
            c.stroke();
        }
    }
}
