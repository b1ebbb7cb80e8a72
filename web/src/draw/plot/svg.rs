//! Draws with plotters in marker colours, then turns the markers into tokens of the style sheet.
//!
//! plotters only knows fixed colours and writes fonts and opacities of its own. Each [`Ink`] has a marker
//! colour; afterwards every element gets its ink's class and attributes instead of what plotters wrote.
//! Texts are placed without being measured: plotters would measure with a styled element in the page.

use super::{Axis, Size};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, Circle, DrawingArea, IntoDrawingArea, PathElement, RGBColor, Rectangle,
    SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

/// What a mark means: its class, colour and line style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Grid,
    AxisText,
    Metric,
    High,
    Low,
    Target,
    StepOut,
    StepIn,
    DeadBand,
    FlowText,
    BadText,
    DecisionText,
    PlainText,
}

impl Ink {
    const ALL: [Self; 13] = [
        Self::Grid,
        Self::AxisText,
        Self::Metric,
        Self::High,
        Self::Low,
        Self::Target,
        Self::StepOut,
        Self::StepIn,
        Self::DeadBand,
        Self::FlowText,
        Self::BadText,
        Self::DecisionText,
        Self::PlainText,
    ];

    fn marker(self) -> RGBColor {
        RGBColor(1, 2, self as u8)
    }

    fn from_marker(colour: &str) -> Option<Self> {
        let code = colour.strip_prefix("#0102")?;
        Self::ALL
            .get(usize::from_str_radix(code, 16).ok()?)
            .copied()
    }

    /// Class and attributes. Lines differ in more than colour: solid metric, dashed threshold, steps.
    fn attributes(self) -> (&'static str, &'static str) {
        const DASHED: &str =
            r#"fill="none" stroke="var(--bad)" stroke-width="1.5" stroke-dasharray="6 4""#;
        const DOTTED: &str =
            r#"fill="none" stroke="var(--bad)" stroke-width="1.5" stroke-dasharray="2 4""#;
        match self {
            Self::Grid => (
                "grid",
                r#"fill="none" stroke="var(--hair)" stroke-width="1""#,
            ),
            Self::AxisText => ("axis", r#"fill="var(--muted)" font-size="11""#),
            Self::Metric => (
                "metric",
                r#"fill="none" stroke="var(--ink)" stroke-width="2""#,
            ),
            Self::High => ("high", DASHED),
            Self::Low => ("low", DOTTED),
            Self::Target => (
                "target",
                r#"fill="none" stroke="var(--decision)" stroke-width="1.5" stroke-dasharray="10 4""#,
            ),
            Self::StepOut => ("step-out", r#"fill="var(--decision)" fill-opacity="0.12""#),
            Self::StepIn => ("step-in", r#"fill="var(--flow)" fill-opacity="0.12""#),
            Self::DeadBand => ("dead-band", r#"fill="var(--line)" fill-opacity="0.15""#),
            Self::FlowText => ("label", r#"fill="var(--flow-text)" font-size="11""#),
            Self::BadText => ("label", r#"fill="var(--bad-text)" font-size="11""#),
            Self::DecisionText => ("label", r#"fill="var(--decision-text)" font-size="11""#),
            Self::PlainText => ("label", r#"fill="var(--ink)" font-size="11""#),
        }
    }
}

/// A picture in the making.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

type Values<'a> = DrawingArea<SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A part of the picture with two axes.
pub(super) struct Plane<'a> {
    area: Values<'a>,
}

/// Draws a picture. `id` keeps the names inside apart from those of other pictures on the page.
pub(super) fn draw(size: Size, id: &str, paint: impl FnOnce(&Canvas<'_>)) -> String {
    let mut raw = String::new();
    let area = SVGBackend::with_string(&mut raw, (size.width, size.height)).into_drawing_area();
    let canvas = Canvas { area };
    paint(&canvas);
    // Writing into a text cannot fail; the same holds for every drawing call below.
    let _ = canvas.area.present();
    drop(canvas);
    finish(&raw, size, id)
}

impl<'a> Canvas<'a> {
    pub fn plane(&self, x: &Axis, y: &Axis) -> Plane<'a> {
        let pixels = (x.px_from..x.px_to, y.px_from..y.px_to);
        let scales = Cartesian2d::new(x.from..x.to, y.from..y.to, pixels);
        Plane {
            area: self.area.apply_coord_spec(scales),
        }
    }

    /// A straight line between two pixels.
    pub fn rule(&self, ink: Ink, from: (i32, i32), to: (i32, i32)) {
        let _ = self
            .area
            .draw(&PathElement::new(vec![from, to], ink.marker()));
    }

    pub fn text(&self, ink: Ink, at: (i32, i32), anchor: (HPos, VPos), text: &str) {
        // Size and family are the style sheet's; plotters wants some.
        let marker = ink.marker();
        let style = TextStyle::from(("", 11).into_font())
            .color(&marker)
            .pos(Pos::new(anchor.0, anchor.1));
        let _ = self.area.draw(&Text::new(text, at, style));
    }
}

impl Plane<'_> {
    /// A line; a piece of one single point becomes a dot, so that it is seen at all.
    pub fn line(&self, ink: Ink, pieces: &[Vec<(f64, f64)>]) {
        for piece in pieces {
            let _ = match piece.as_slice() {
                [only] => self
                    .area
                    .draw(&Circle::new(*only, 2, ink.marker().filled())),
                points => self
                    .area
                    .draw(&PathElement::new(points.to_vec(), ink.marker())),
            };
        }
    }

    pub fn band(&self, ink: Ink, from: (f64, f64), to: (f64, f64)) {
        let _ = self
            .area
            .draw(&Rectangle::new([from, to], ink.marker().filled()));
    }
}

/// Rewrites plotters' text element by element.
fn finish(raw: &str, size: Size, id: &str) -> String {
    let id: String = id
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="plot" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true" focusable="false">"#,
        w = size.width,
        h = size.height
    );
    let body = raw
        .split_once("<svg")
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or("", |b| b.1);
    let mut shapes = String::new();
    for element in body.split('<').skip(1) {
        let Some((tag, after)) = element.split_once('>') else {
            continue;
        };
        if tag.starts_with('/') {
            if tag == "/text" {
                shapes.push_str("</text>");
            }
            continue;
        }
        rewrite(tag, &id, &mut shapes);
        shapes.push_str(after.trim());
    }
    out.push_str(&shapes);
    out.push_str("</svg>");
    out
}

/// `line opacity="1" stroke="#010205" x1="3" …/` to `<line class="…" x1="3" …/>`.
fn rewrite(tag: &str, id: &str, out: &mut String) {
    let is_closed = tag.ends_with('/');
    let (name, mut rest) = tag
        .trim_end_matches('/')
        .split_once(' ')
        .unwrap_or((tag, ""));
    let mut ink = None;
    let mut kept = String::new();
    let mut is_dot = false;
    // No value holds a quote: plotters escapes them.
    while let Some((key, value, more)) = next_attribute(rest) {
        rest = more;
        match key {
            "stroke" | "fill" => ink = ink.or_else(|| Ink::from_marker(value)),
            "opacity" | "stroke-width" => {}
            _ if key.starts_with("font-") => {}
            _ => {
                is_dot |= key == "r";
                kept.push_str(&format!(r#" {key}="{}""#, value.trim()));
            }
        }
    }
    let (class, attributes) = ink.map_or(("", ""), Ink::attributes);
    // A dot stands for a line, so it takes the line's colour as its filling.
    let attributes = if is_dot {
        attributes.replace(r#"fill="none" stroke="#, "fill=")
    } else {
        attributes.replace("{id}", id)
    };
    let end = if is_closed { "/" } else { "" };
    out.push_str(&format!(
        r#"<{name} class="{class}"{kept} {attributes}{end}>"#
    ));
}

fn next_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = text.split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    Some((key.trim(), value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_finds_its_way_back() {
        for (i, ink) in Ink::ALL.into_iter().enumerate() {
            assert_eq!(ink as usize, i);
            let RGBColor(r, g, b) = ink.marker();
            assert_eq!(
                Ink::from_marker(&format!("#{r:02X}{g:02X}{b:02X}")),
                Some(ink)
            );
        }
        assert_eq!(Ink::from_marker("#FFFFFF"), None);
    }

    #[test]
    fn the_picture_has_tokens_and_no_style() {
        let size = Size {
            width: 100,
            height: 50,
        };
        let svg = draw(size, "a b\"<1", |canvas| {
            let plane = canvas.plane(&Axis::new(0.0, 10.0, 0, 100), &Axis::new(0.0, 1.0, 50, 0));
            plane.line(
                Ink::Metric,
                &[vec![(0.0, 0.0), (10.0, 1.0)], vec![(5.0, 0.5)]],
            );
            canvas.text(
                Ink::AxisText,
                (3, 4),
                (HPos::Left, VPos::Top),
                "<한글> & \"70\"",
            );
        });
        assert!(
            svg.contains(
                r#"<polyline class="metric" points="0,50 100,0" fill="none" stroke="var(--ink)""#
            ),
            "{svg}"
        );
        assert!(
            svg.contains(r#"<circle class="metric" cx="50" cy="25" r="2" fill="var(--ink)""#),
            "{svg}"
        );
        assert!(
            svg.contains("&lt;한글&gt; &amp; &quot;70&quot;</text>"),
            "{svg}"
        );
        assert!(!svg.contains("style=") && !svg.contains("#0102") && !svg.contains("font-family"));
    }
}
