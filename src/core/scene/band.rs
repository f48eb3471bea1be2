//! The envelope as a quiet band: between which counts the true one lies if every claim is right.

use super::frame::LESSER_FACE;
use super::geometry::{Edge, Point, Rect};
use super::shape::Shapes;
use super::text::{Anchor, TextMetrics};
use super::theme::Theme;
use super::timeline::Plot;
use crate::reason::EnvelopeAt;
use crate::words::{Language, key};

/// A band is at least this high, in CSS px, so that an exact count is seen too.
const LEAST_HEIGHT: f64 = 2.0;
/// The room of the note to the band's edges, in CSS px.
const MARGIN: f64 = 6.0;

/// A stretch of the band; `top` is `None` where nothing bounds it.
struct Stretch {
    left: f64,
    right: f64,
    low: f64,
    high: Option<f64>,
}

/// Draws the band; gives the rectangles in which it has an upper edge.
///
/// Of a count that only grows the band goes on between the days of the envelope: from the last lower end
/// to the next upper one. Of a level it is only there on the days themselves.
pub(super) fn band(
    shapes: &mut Shapes,
    plot: &Plot,
    envelope: &[EnvelopeAt],
    accumulates: bool,
    theme: &Theme,
) -> Vec<Rect> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut add = |left: f64, right: f64, low: f64, high: f64| {
        if low == 0.0 && high.is_infinite() || right <= left {
            return;
        }
        let high = high.is_finite().then_some(high);
        match stretches.last_mut() {
            Some(last) if (last.low, last.high, last.right) == (low, high, left) => {
                last.right = right;
            }
            _ => stretches.push(Stretch { left, right, low, high }),
        }
    };
    let (mut left, mut low) = (plot.left, 0.0);
    for at in envelope {
        let day = f64::from(at.day.0);
        if accumulates {
            let right = plot.x_of(day);
            add(left, right, low, at.bounds.high);
            (left, low) = (right, at.bounds.low);
        } else {
            let half = (plot.x_of(0.5) - plot.x_of(0.0)).max(4.0);
            let middle = plot.x_of(day);
            let (left, right) = (middle - half, middle + half);
            let inside = (left.max(plot.left), right.min(plot.right));
            add(inside.0, inside.1, at.bounds.low, at.bounds.high);
        }
    }
    if accumulates && !envelope.is_empty() {
        add(left, plot.right, low, f64::INFINITY);
    }

    let fill = theme.band();
    let mut closed = Vec::new();
    for Stretch { left, right, low, high } in stretches {
        // What lies above the axis is not there to be seen.
        let bottom = plot.y_of(low);
        if bottom <= plot.top {
            continue;
        }
        match high {
            Some(high) => {
                let top = plot.y_of(high).max(plot.top).min(bottom - LEAST_HEIGHT);
                let rect = Rect { left, top, right, bottom };
                shapes.rect(rect, fill);
                closed.push(rect);
            }
            None => shapes.fade(Rect { left, top: plot.top, right, bottom }, fill, Edge::Top),
        }
    }
    closed
}

/// Writes what the band means into it, where it covers nothing; gives the text's rectangle.
pub(super) fn note(
    language: &Language,
    shapes: &mut Shapes,
    band: &[Rect],
    covered: &[Rect],
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> Option<Rect> {
    let text = language.text(key!("band"));
    let half = metrics.width(text, LESSER_FACE) / 2.0 + MARGIN;
    let high = LESSER_FACE.size() / 2.0 + MARGIN;
    for stretch in band {
        // The middle first, then ever nearer to the edges.
        for share in [0.5, 0.35, 0.65, 0.2, 0.8] {
            for across in [0.5, 0.0, 1.0] {
                let (width, height) = (stretch.width() - 2.0 * half, stretch.height() - 2.0 * high);
                if width < 0.0 || height < 0.0 {
                    continue;
                }
                let at = Point {
                    x: stretch.left + half + across * width,
                    y: stretch.top + high + share * height,
                };
                let rect = Rect {
                    left: at.x - half,
                    top: at.y - high,
                    right: at.x + half,
                    bottom: at.y + high,
                };
                if !covered.iter().any(|other| other.overlaps(&rect)) {
                    shapes.text(text, at, Anchor::Middle, LESSER_FACE, theme.muted);
                    return Some(rect);
                }
            }
        }
    }
    None
}
