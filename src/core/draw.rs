//! Paints a scene on any plotters backend: the only module that names plotters. It decides nothing.
//!
//! Plotters draws at whole device pixels, so a scene is painted at a number of them per CSS px: the
//! device pixel ratio on a screen, more for a picture that is to be scaled.

use std::fmt;

use plotters::style::{Color, RGBAColor, ShapeStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle,
};

use crate::scene::{Anchor, Colour, Face, Point, Rect, Scene, Shape};

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
/// What the backend reports.
pub fn draw<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    brush: &Brush,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    draw_ground(scene, backend, brush)?;
    scene.cloud.as_ref().map_or(Ok(()), |cloud| draw_shapes(&cloud.shapes(), backend, brush))
}

/// Paints a scene but for its cloud, for those who stamp it.
///
/// # Errors
///
/// As [`draw`].
pub fn draw_ground<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    brush: &Brush,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let everything = Rect { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
    draw_shape(&Shape::Rect { rect: everything, fill: scene.background }, backend, brush)?;
    draw_shapes(&scene.shapes, backend, brush)
}

/// Paints some shapes over whatever is there.
///
/// # Errors
///
/// What the backend reports.
pub fn draw_shapes<B: DrawingBackend>(
    shapes: &[Shape],
    backend: &mut B,
    brush: &Brush,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    for shape in shapes {
        draw_shape(shape, backend, brush)?;
    }
    backend.present()
}

fn draw_shape<B: DrawingBackend>(
    shape: &Shape,
    backend: &mut B,
    brush: &Brush,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let px = |length: f64| (length * brush.device_px).round() as i32;
    let at = |point: &Point| (px(point.x), px(point.y));
    // One kind of style for all of them, so that a backend is compiled for one.
    let line = |width: f64, stroke: Colour| ShapeStyle {
        color: colour(stroke),
        filled: false,
        stroke_width: px(width).max(1) as u32,
    };
    let area = |fill: Colour| line(0.0, fill);
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
            backend.draw_rect((left, top), (right, bottom), &area(*fill), true)
        }
        Shape::Line { points, width, stroke } => {
            backend.draw_path(points.iter().map(at), &line(*width, *stroke))
        }
        Shape::Polygon { points, fill } => {
            backend.fill_polygon(points.iter().map(at), &area(*fill))
        }
        Shape::Disc { centre, radius, fill } => {
            backend.draw_circle(at(centre), px(*radius) as u32, &area(*fill), true)
        }
        Shape::Ring { centre, radius, width, stroke } => {
            backend.draw_circle(at(centre), px(*radius) as u32, &line(*width, *stroke), false)
        }
        Shape::Text { text, at: point, anchor, face, fill } => {
            let lettering = Lettering { brush, anchor: *anchor, face: *face, fill: *fill };
            backend.draw_text(text, &lettering, at(point))
        }
    }
}

fn colour(colour: Colour) -> RGBAColor {
    let [red, green, blue] = colour.rgb;
    RGBAColor(red, green, blue, colour.opacity())
}

/// How a text is set, as backends ask for it.
struct Lettering<'a> {
    brush: &'a Brush<'a>,
    anchor: Anchor,
    face: Face,
    fill: Colour,
}

impl BackendTextStyle for Lettering<'_> {
    type FontError = fmt::Error;

    fn color(&self) -> BackendColor {
        colour(self.fill).to_backend_color()
    }

    fn size(&self) -> f64 {
        self.face.size() * self.brush.device_px * self.brush.font_factor
    }

    fn style(&self) -> FontStyle {
        if self.face.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        Pos::new(horizontal, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.brush.font)
    }

    /// Never asked for by backends that have fonts of their own; the scene has measured the text.
    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), fmt::Error> {
        Err(fmt::Error)
    }

    /// As [`Self::layout_box`].
    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, fmt::Error> {
        Err(fmt::Error)
    }
}
