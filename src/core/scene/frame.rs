//! What every picture has in common: how wide it may be, how its axis is written, and what stands in place
//! of one that has nothing to show.

use super::geometry::Point;
use super::shape::{Scene, Shapes};
use super::text::{Anchor, Face};
use super::theme::Theme;

/// A chart narrower than this is laid out as if it were this wide, in CSS px.
const LEAST_WIDTH: f64 = 200.0;
/// No screen and no sheet of paper is wider, in CSS px; a canvas would not be either.
const MOST_WIDTH: f64 = 8_000.0;
/// From this width on there is room beside the plot, in CSS px.
pub const WIDE: f64 = 520.0;
/// Numbers and days at an axis.
pub const TICK_FACE: Face = Face::new(12.0, false);
/// What is less than a number or a name.
pub const LESSER_FACE: Face = Face::new(12.5, false);
/// A claim's number.
pub const VALUE_FACE: Face = Face::new(12.5, true);

/// The width to lay out for; one that is not a number or below 200 is taken as 200.
pub fn usable_width(width: f64) -> f64 {
    if width >= LEAST_WIDTH { width.min(MOST_WIDTH) } else { LEAST_WIDTH }
}

/// A picture that says that there is nothing to show.
pub fn nothing(text: &str, width: f64, theme: &Theme) -> Scene {
    let height = 120.0;
    let mut shapes = Shapes::default();
    let at = Point { x: width / 2.0, y: height / 2.0 };
    shapes.text(text, at, Anchor::Middle, LESSER_FACE, theme.muted);
    Scene {
        width,
        height,
        background: theme.background,
        shapes: shapes.0,
        claims: Vec::new(),
        cloud: None,
    }
}
