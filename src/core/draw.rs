//! Paints a scene on any plotters backend: the only module that names plotters. It decides nothing.
//!
//! Plotters draws at whole device pixels, so a scene is painted at a number of them per CSS px: the
//! device pixel ratio on a screen, more for a picture that is to be scaled.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, ShapeStyle, TextStyle,
};

use crate::scene::{Anchor, Colour, Point, Rect, Scene, Shape};

/// How a scene is painted.
#[derive(Clone, Copy, Debug)]
pub struct Brush<'a> {
    /// Device pixels per CSS px; above 0.
    pub device_px: f64,
    /// The font family, as CSS lists it.
    pub font: &'a str,
    /// What font sizes are multiplied by, for backends that divide them by something.
    pub font_factor: f64,
}

/// Paints a whole scene, its background first.
///
/// # Errors
///
/// What the backend reports, in its words.
pub fn draw<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    brush: &Brush,
) -> Result<(), String> {
    let everything = Rect { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
    draw_shape(&Shape::Rect { rect: everything, fill: scene.background }, backend, brush)?;
    draw_shapes(&scene.shapes, backend, brush)
}

/// Paints some shapes over whatever is there.
///
/// # Errors
///
/// What the backend reports, in its words.
pub fn draw_shapes<B: DrawingBackend>(
    shapes: &[Shape],
    backend: &mut B,
    brush: &Brush,
) -> Result<(), String> {
    for shape in shapes {
        draw_shape(shape, backend, brush)?;
    }
    backend.present().map_err(|error| error.to_string())
}

fn draw_shape<B: DrawingBackend>(
    shape: &Shape,
    backend: &mut B,
    brush: &Brush,
) -> Result<(), String> {
    let px = |length: f64| (length * brush.device_px).round() as i32;
    let at = |point: &Point| (px(point.x), px(point.y));
    let drawn = match shape {
        Shape::Rect { rect, fill } => {
            // A line keeps its thickness wherever it falls between pixels, and is never lost.
            let extent = |from: f64, to: f64| {
                let size = px(to - from).max(1);
                let start = px((from + to) / 2.0 - f64::from(size) / brush.device_px / 2.0);
                (start, start + size)
            };
            let (left, right) = extent(rect.left, rect.right);
            let (top, bottom) = extent(rect.top, rect.bottom);
            backend.draw_rect((left, top), (right, bottom), &colour(*fill), true)
        }
        Shape::Line { points, width, stroke } => {
            let style = ShapeStyle {
                color: colour(*stroke),
                filled: false,
                stroke_width: px(*width).max(1) as u32,
            };
            backend.draw_path(points.iter().map(at), &style)
        }
        Shape::Polygon { points, fill } => {
            backend.fill_polygon(points.iter().map(at), &colour(*fill))
        }
        Shape::Disc { centre, radius, fill } => {
            backend.draw_circle(at(centre), px(*radius) as u32, &colour(*fill), true)
        }
        Shape::Ring { centre, radius, width, stroke } => {
            let style = colour(*stroke).stroke_width(px(*width).max(1) as u32);
            backend.draw_circle(at(centre), px(*radius) as u32, &style, false)
        }
        Shape::Text { text, at: point, anchor, face, fill } => {
            let weight = if face.bold { FontStyle::Bold } else { FontStyle::Normal };
            let size = face.size * brush.device_px * brush.font_factor;
            let horizontal = match anchor {
                Anchor::Left => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::Right => HPos::Right,
            };
            let font = FontDesc::new(FontFamily::Name(brush.font), size, weight)
                .transform(FontTransform::None);
            let fill = colour(*fill);
            let style = TextStyle::from(font).color(&fill).pos(Pos::new(horizontal, VPos::Center));
            backend.draw_text(text, &style, at(point))
        }
    };
    drawn.map_err(|error| error.to_string())
}

fn colour(colour: Colour) -> RGBAColor {
    let [red, green, blue] = colour.rgb;
    RGBAColor(red, green, blue, colour.alpha)
}
