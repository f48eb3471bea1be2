//! A scene: shapes in the order in which they are painted, and where each claim is.

use std::borrow::Cow;

use super::cloud::{Cloud, Mark};
use super::geometry::{Edge, Point, Rect, length};
use super::marks::SYMBOL_REACH;
use super::text::{Anchor, Face};
use super::theme::Colour;

/// Something to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle; also every horizontal and vertical line.
    Rect {
        /// Where.
        rect: Rect,
        /// In which colour.
        fill: Colour,
    },
    /// A line along points, of a width in CSS px.
    Line {
        /// Its points.
        points: Vec<Point>,
        /// Its width in CSS px.
        width: f64,
        /// In which colour.
        stroke: Colour,
    },
    /// A filled polygon.
    Polygon {
        /// Its corners.
        points: Vec<Point>,
        /// In which colour.
        fill: Colour,
    },
    /// A filled disc.
    Disc {
        /// Its centre.
        centre: Point,
        /// Its radius in CSS px.
        radius: f64,
        /// In which colour.
        fill: Colour,
    },
    /// The outline of a disc.
    Ring {
        /// Its centre.
        centre: Point,
        /// Its radius in CSS px.
        radius: f64,
        /// The line's width in CSS px.
        width: f64,
        /// In which colour.
        stroke: Colour,
    },
    /// One line of text.
    Text {
        /// What it says.
        text: String,
        /// Where: the anchor horizontally, the middle of the line vertically.
        at: Point,
        /// Which end of the text stands at the point.
        anchor: Anchor,
        /// Size and weight.
        face: Face,
        /// In which colour.
        fill: Colour,
    },
}

impl Shape {
    /// The same further to the right and further down.
    pub fn moved(&self, right: f64, down: f64) -> Shape {
        let to = |point: &Point| Point { x: point.x + right, y: point.y + down };
        let mut shape = self.clone();
        match &mut shape {
            Shape::Rect { rect, .. } => {
                rect.left += right;
                rect.right += right;
                rect.top += down;
                rect.bottom += down;
            }
            Shape::Line { points, .. } | Shape::Polygon { points, .. } => {
                for point in points {
                    *point = to(point);
                }
            }
            Shape::Disc { centre: at, .. }
            | Shape::Ring { centre: at, .. }
            | Shape::Text { at, .. } => {
                *at = to(at);
            }
        }
        shape
    }
}

/// How wide the strips are in which a rectangle fades out, in CSS px.
const STRIP: f64 = 4.0;

/// Shapes being collected, from back to front.
#[derive(Default)]
pub(super) struct Shapes(pub Vec<Shape>);

// Each of these is called from many places and kept out of line, for the size of the wasm.
impl Shapes {
    #[inline(never)]
    pub fn rect(&mut self, rect: Rect, fill: Colour) {
        self.0.push(Shape::Rect { rect, fill });
    }

    /// A rectangle that fades out towards an edge.
    pub fn fade(&mut self, rect: Rect, fill: Colour, towards: Edge) {
        let length = if towards == Edge::Top { rect.height() } else { rect.width() };
        let n_strips = (length / STRIP).ceil();
        for n in 0..n_strips as u32 {
            let share = |n: u32| f64::from(n) / n_strips;
            // On whole px, where two strips do not meet in one.
            let [near, far] = match towards {
                Edge::Top => [n, n + 1].map(|n| (rect.bottom - share(n) * rect.height()).round()),
                Edge::Left => [n, n + 1].map(|n| (rect.right - share(n) * rect.width()).round()),
                Edge::Right => [n, n + 1].map(|n| (rect.left + share(n) * rect.width()).round()),
            };
            let strip = match towards {
                Edge::Top => Rect { bottom: near, top: far, ..rect },
                Edge::Left => Rect { right: near, left: far, ..rect },
                Edge::Right => Rect { left: near, right: far, ..rect },
            };
            let left = 1.0 - (share(n) + share(n + 1)) / 2.0;
            self.rect(strip, fill.with_opacity(fill.opacity() * left));
        }
    }

    #[inline(never)]
    pub fn rule(&mut self, left: f64, right: f64, top: f64, bottom: f64, fill: Colour) {
        self.rect(Rect { left, top, right, bottom }, fill);
    }

    #[inline(never)]
    pub fn line(&mut self, points: &[Point], width: f64, stroke: Colour) {
        self.0.push(Shape::Line { points: points.to_vec(), width, stroke });
    }

    #[inline(never)]
    pub fn polygon(&mut self, points: Vec<Point>, fill: Colour) {
        self.0.push(Shape::Polygon { points, fill });
    }

    #[inline(never)]
    pub fn disc(&mut self, centre: Point, radius: f64, fill: Colour) {
        self.0.push(Shape::Disc { centre, radius, fill });
    }

    #[inline(never)]
    pub fn text(&mut self, text: &str, at: Point, anchor: Anchor, face: Face, fill: Colour) {
        self.0.push(Shape::Text { text: text.to_owned(), at, anchor, face, fill });
    }
}

/// Where a claim is in a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimPlace {
    /// Index into [`crate::model::Dataset::claims`].
    pub claim: usize,
    /// The point that stands for it: its mark.
    pub point: Point,
    /// Its mark with arrow, bar or bracket.
    pub area: Rect,
    /// Its label, where there was room for one.
    pub label: Option<Rect>,
}

/// A picture in CSS px.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The width that was asked for.
    pub width: f64,
    /// The height that the picture takes.
    pub height: f64,
    /// The colour behind everything.
    pub background: Colour,
    /// What to paint, from back to front.
    pub shapes: Vec<Shape>,
    /// Where each claim is that the picture shows, by date and then in the dataset's order; a claim
    /// with several figures of the measure is there several times.
    pub claims: Vec<ClaimPlace>,
    /// The marks of more claims than can be told apart, which are painted over everything else.
    pub cloud: Option<Cloud>,
}

/// How near a pointer has to come to a claim to mean it, in CSS px: the smallest target that the
/// Web Content Accessibility Guidelines 2.2 allow (2.5.8).
pub(super) const REACH: f64 = 24.0;
/// The radius of the ring around a mark that is set off, in CSS px.
const RING: f64 = 10.5;
/// The length of the pieces of the arc that ties two marks together, in CSS px: long beside the pixels that
/// they are drawn on.
const ARC_PIECE: f64 = 7.0;

impl Scene {
    /// Everything that is painted, from back to front, the cloud too.
    pub fn all_shapes(&self) -> Cow<'_, [Shape]> {
        match &self.cloud {
            Some(cloud) => Cow::Owned([&self.shapes[..], &cloud.shapes()].concat()),
            None => Cow::Borrowed(&self.shapes),
        }
    }

    /// How many marks there are to go to; a claim with several figures of the measure may have several.
    pub fn n_places(&self) -> usize {
        self.claims.len() + self.cloud.as_ref().map_or(0, |cloud| cloud.marks.len())
    }

    /// One of them: those of [`Scene::claims`] by date, then those of the cloud from left to right.
    pub fn place(&self, n: usize) -> Option<ClaimPlace> {
        let in_cloud = n.wrapping_sub(self.claims.len());
        let mark = || self.cloud.as_ref()?.marks.get(in_cloud).map(Mark::place);
        self.claims.get(n).cloned().or_else(mark)
    }

    /// Where a claim's first mark comes among them.
    pub fn place_of(&self, claim: usize) -> Option<usize> {
        let apart = self.claims.iter().position(|place| place.claim == claim);
        let in_cloud = || Some(self.claims.len() + self.cloud.as_ref()?.place_of(claim)?);
        apart.or_else(in_cloud)
    }

    /// Where the marks of some claims are, by date.
    fn points_of(&self, claims: &[usize]) -> Vec<Point> {
        let mut points = Vec::new();
        for place in &self.claims {
            if claims.contains(&place.claim) {
                points.push(place.point);
            }
        }
        if let Some(cloud) = &self.cloud {
            cloud.add_points(claims, &mut points);
        }
        points
    }

    /// The claim nearest to a point, as an index into [`crate::model::Dataset::claims`]; `None` where
    /// none lies within 24 px. A mark counts before a label, the nearer mark before the other.
    pub fn claim_at(&self, point: Point) -> Option<usize> {
        let mut nearest = None;
        let mut least = f64::INFINITY;
        for place in &self.claims {
            let label = place.label.map_or(f64::INFINITY, |label| label.distance(point));
            let near = place.area.distance(point).min(label);
            let mark = length(place.point.x - point.x, place.point.y - point.y);
            // Areas are generous, since they are around arrow and bracket alike: a label that stands
            // in another claim's area is meant before it, unless the symbol itself was hit.
            let mark = if label == 0.0 { mark.min(SYMBOL_REACH) } else { mark };
            // How near it is counts first. No mark is a million px away.
            let far = near + mark * 1e-6;
            if near <= REACH && far < least {
                (least, nearest) = (far, Some(place.claim));
            }
        }
        match self.cloud.as_ref().and_then(|cloud| cloud.nearest(point)) {
            Some((far, claim)) if far < least => Some(claim),
            _ => nearest,
        }
    }

    /// Shapes that set off some claims, to be painted over the picture: a ring around each mark.
    pub fn highlight(&self, claims: &[usize], ink: Colour) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for centre in self.points_of(claims) {
            shapes.push(Shape::Ring { centre, radius: RING, width: 2.0, stroke: ink });
        }
        shapes
    }

    /// How many of some points lie on labels, or outside the picture.
    fn n_on_labels(&self, points: &[Point]) -> usize {
        let labels = || self.claims.iter().filter_map(|place| place.label);
        let is_hidden = |point: &&Point| {
            !(0.0..=self.height).contains(&point.y)
                || labels().any(|label| label.distance(**point) == 0.0)
        };
        points.iter().filter(is_hidden).count()
    }

    /// Arcs that tie the marks of claims together, by date, to be painted over the picture. A straight line
    /// would strike through the label that stands beside a mark.
    #[inline(never)]
    pub fn tie(&self, claims: &[usize], ink: Colour) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let mut last: Option<Point> = None;
        for to in self.points_of(claims) {
            if let Some(from) = last {
                let (x, y) = (to.x - from.x, to.y - from.y);
                let way = length(x, y).max(1.0);
                let height = (way / 5.0).clamp(14.0, 30.0);
                let n_pieces = (way / ARC_PIECE).ceil();
                // From ring to ring.
                let margin = (RING / way).min(0.5);
                let arc = |height: f64| {
                    let mut points = Vec::new();
                    for n in 0..=n_pieces as u32 {
                        let share = margin + f64::from(n) / n_pieces * (1.0 - 2.0 * margin);
                        let bulge = 4.0 * share * (1.0 - share) * height / way;
                        points.push(Point {
                            // At an edge it is flatter.
                            x: (from.x + share * x + bulge * y).max(1.0).min(self.width - 1.0),
                            y: from.y + share * y - bulge * x,
                        });
                    }
                    points
                };
                // To the side on which it crosses less text; marks come by date, so the first is upwards.
                let (above, below) = (arc(height), arc(-height));
                let is_below = self.n_on_labels(&below) < self.n_on_labels(&above);
                let points = if is_below { below } else { above };
                if way > 2.0 * RING {
                    shapes.push(Shape::Line { points, width: 2.0, stroke: ink });
                }
            }
            last = Some(to);
        }
        shapes
    }
}
