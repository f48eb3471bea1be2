//! Paints a scene on any plotters backend: the only module that names plotters. It decides nothing.
//!
//! Plotters draws at whole device pixels, so a scene is painted at a number of them per CSS px: the
//! device pixel ratio on a screen, more for a picture that is to be scaled.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
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

/// What can go wrong while a backend draws.
pub type DrawError<B> = DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>;

/// Paints a whole scene, its background first.
///
/// # Errors
///
/// What the backend reports.
pub fn draw<B: DrawingBackend>(
    scene: &Scene,
    area: &DrawingArea<B, Shift>,
    brush: &Brush,
) -> Result<(), DrawError<B>> {
    let background = Shape::Rect {
        rect: Rect { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height },
        fill: scene.background,
    };
    draw_shape(&background, area, brush)?;
    draw_shapes(&scene.shapes, area, brush)
}

/// Paints some shapes over whatever is there.
///
/// # Errors
///
/// What the backend reports.
pub fn draw_shapes<B: DrawingBackend>(
    shapes: &[Shape],
    area: &DrawingArea<B, Shift>,
    brush: &Brush,
) -> Result<(), DrawError<B>> {
    for shape in shapes {
        draw_shape(shape, area, brush)?;
    }
    area.present()
}

fn draw_shape<B: DrawingBackend>(
    shape: &Shape,
    area: &DrawingArea<B, Shift>,
    brush: &Brush,
) -> Result<(), DrawError<B>> {
    let px = |length: f64| (length * brush.device_px).round() as i32;
    let at = |point: &Point| (px(point.x), px(point.y));
    match shape {
        Shape::Rect { rect, fill } => {
            // A line keeps its thickness wherever it falls between pixels, and is never lost.
            let extent = |from: f64, to: f64| {
                let size = px(to - from).max(1);
                let start = px((from + to) / 2.0 - f64::from(size) / brush.device_px / 2.0);
                (start, start + size)
            };
            let (left, right) = extent(rect.left, rect.right);
            let (top, bottom) = extent(rect.top, rect.bottom);
            area.draw(&Rectangle::new([(left, top), (right, bottom)], colour(*fill).filled()))
        }
        Shape::Line { points, width, stroke } => area.draw(&PathElement::new(
            points.iter().map(at).collect::<Vec<_>>(),
            ShapeStyle {
                color: colour(*stroke),
                filled: false,
                stroke_width: px(*width).max(1) as u32,
            },
        )),
        Shape::Polygon { points, fill } => area
            .draw(&Polygon::new(points.iter().map(at).collect::<Vec<_>>(), colour(*fill).filled())),
        Shape::Disc { centre, radius, fill } => {
            area.draw(&Circle::new(at(centre), px(*radius), colour(*fill).filled()))
        }
        Shape::Ring { centre, radius, width, stroke } => area.draw(&Circle::new(
            at(centre),
            px(*radius),
            colour(*stroke).stroke_width(px(*width).max(1) as u32),
        )),
        Shape::Text { text, at: point, anchor, face, fill } => {
            let style = if face.bold { FontStyle::Bold } else { FontStyle::Normal };
            let size = face.size * brush.device_px * brush.font_factor;
            let horizontal = match anchor {
                Anchor::Left => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::Right => HPos::Right,
            };
            let font = FontDesc::new(FontFamily::Name(brush.font), size, style)
                .transform(FontTransform::None);
            let fill = colour(*fill);
            let style = TextStyle::from(font).color(&fill).pos(Pos::new(horizontal, VPos::Center));
            area.draw(&Text::new(text.as_str(), at(point), style))
        }
    }
}

fn colour(colour: Colour) -> RGBAColor {
    let [red, green, blue] = colour.rgb;
    RGBAColor(red, green, blue, colour.alpha)
}
