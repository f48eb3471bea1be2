//! Where everything stands: claims, a view and a size become shapes in CSS px.
//!
//! Only this module decides a position. All lengths are CSS px, x to the right and y downwards from
//! the picture's top left. The same input and the same text widths give the same scene.

mod band;
mod bars;
mod cloud;
mod frame;
mod geometry;
mod labels;
mod lane;
mod marks;
mod rows;
mod shape;
mod text;
mod theme;
mod ticks;
mod timeline;

pub use bars::bars;
pub use cloud::{Cloud, Kind, MARK_REACH, MOST_APART, Mark};
pub use geometry::{Point, Rect};
pub use marks::{legend_symbol, symbol_path};
pub use shape::{ClaimPlace, Scene, Shape};
pub use text::{Anchor, Face, TableMetrics, TextMetrics, wrap};
pub use theme::{Colour, Theme};
pub use timeline::{may_have_cloud, timeline};
