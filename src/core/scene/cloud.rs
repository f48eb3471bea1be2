//! A cloud: marks of so many claims that each is small and none has a label beside it.
//!
//! They are kept as places and kinds, not as shapes, because painting thousands of shapes one by one is what makes a
//! chart slow: whoever has pixels paints each kind once and stamps it (see [`crate::stamp`]).

use super::geometry::{Point, Rect, length};
use super::marks::{self, Filling};
use super::shape::{ClaimPlace, REACH, Shape, Shapes};
use super::theme::{Colour, Theme};
use super::timeline::{Plot, span, stand_in};
use crate::model::{Dataset, Quantity, Reading, Said};
use crate::order;
use crate::view::View;

/// More marks than this in a picture are a cloud: not even a wide one has room for their labels.
pub const MOST_APART: usize = 400;
/// How far a mark of a cloud reaches from its middle, in CSS px.
pub const MARK_REACH: f64 = 10.0;
/// How large its symbol is, as a share of a mark that stands alone.
const SCALE: f64 = 0.62;
/// How much of the colour a thread has: thousands of them lie on each other.
const THREAD: f64 = 0.3;
/// Symbols and colours of more parties than this repeat those of the first.
const MOST_PARTIES: usize = 64;
/// Kinds of marks that one party has.
const N_HEDGES: usize = 4;

/// A mark of a cloud, with the thread over the counts that it allows. CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Index into [`Dataset::claims`].
    pub claim: u32,
    /// Index into [`Cloud::kinds`].
    pub kind: u16,
    /// Whether a mark of the same kind lies on the same px, over this one.
    pub is_covered: bool,
    /// The middle, to the right.
    pub x: f32,
    /// The middle, downwards.
    pub y: f32,
    /// The upper end of the thread.
    pub top: f32,
    /// Its lower end; where it has no length there is none.
    pub bottom: f32,
}

/// What marks of a cloud look like that differ in nothing but their place.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// The mark, its middle at 0, 0.
    pub shapes: Vec<Shape>,
    /// The colour of the thread.
    pub thread: Colour,
}

/// Marks that are painted over everything else in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cloud {
    /// Those that there are.
    pub kinds: Vec<Kind>,
    /// From left to right.
    pub marks: Vec<Mark>,
}

/// Lays out the marks of all claims of a view that give a number, where `has_numbers`, and of those that give none,
/// where a y is given for them.
#[inline(never)]
pub fn cloud(
    dataset: &Dataset,
    view: &View,
    plot: &Plot,
    has_numbers: bool,
    without_number: Option<f64>,
    theme: &Theme,
) -> Cloud {
    let is_superseded = view.selection.superseded(dataset);
    // Most claims say one thing of a measure: a list that grows would take twice the room.
    let marks = Vec::with_capacity(dataset.claims.len());
    let mut cloud = Cloud { kinds: Vec::new(), marks };
    // Of each party and hedge, and of what has been superseded, the number of the kind, from 1.
    let mut kinds = vec![0_u16; (MOST_PARTIES + 1) * N_HEDGES * 2];
    let mut add = |claim: usize, at: Point, top: f64, bottom: f64, hedge: Hedge| {
        let party = dataset.party_of(&dataset.claims[claim]);
        let place = party.map_or(MOST_PARTIES, |party| party % MOST_PARTIES);
        let struck = is_superseded[claim];
        let kind = &mut kinds[(place * N_HEDGES + hedge as usize) * 2 + usize::from(struck)];
        if *kind == 0 {
            cloud.kinds.push(kind_of(party, hedge, struck, theme));
            *kind = cloud.kinds.len() as u16;
        }
        cloud.marks.push(Mark {
            claim: claim as u32,
            kind: *kind - 1,
            is_covered: false,
            x: at.x as f32,
            y: at.y as f32,
            top: top as f32,
            bottom: bottom as f32,
        });
    };
    for claim in 0..dataset.claims.len() {
        if !has_numbers || !view.selection.shows(dataset, claim) {
            continue;
        }
        // One list for each claim: a function to be handed to `read` would be loaded by readers of small datasets, too.
        for reading in dataset.readings_of(claim, view.measure) {
            let (from, to) = span(dataset, claim);
            let x = plot.x_of(f64::from(from.0) / 2.0 + f64::from(to.0) / 2.0);
            let bounds = reading.bounds;
            let (value, filling) = stand_in(&reading);
            let y = plot.y_of(value);
            let is_thread = bounds.is_bounded_above() && bounds.is_bounded_below();
            let (top, bottom) =
                if is_thread { (plot.y_of(bounds.high), plot.y_of(bounds.low)) } else { (y, y) };
            add(claim, Point { x, y }, top, bottom, hedge_of(dataset, &reading, filling));
        }
    }
    if let Some(y) = without_number {
        for (n, claim) in dataset.claims.iter().enumerate() {
            if claim.figures.is_empty() && view.selection.shows(dataset, n) {
                let (from, to) = span(dataset, n);
                let day = f64::from(from.0) / 2.0 + f64::from(to.0) / 2.0;
                let x = plot.x_of(day).max(plot.left).min(plot.right);
                add(n, Point { x, y }, y, y, Hedge::Hollow);
            }
        }
    }
    order::sort(&mut cloud.marks, &|a, b| a.x.total_cmp(&b.x));
    cloud.cover();
    cloud
}

/// What is said beside the number, as far as a mark of a cloud can show it.
#[derive(Clone, Copy)]
enum Hedge {
    /// The number stands, with whatever range the thread shows.
    None,
    /// At least that.
    More,
    /// At most that.
    Fewer,
    /// The mark stands for a range, a period or words.
    Hollow,
}

fn hedge_of(dataset: &Dataset, reading: &Reading, filling: Filling) -> Hedge {
    let bounds = reading.bounds;
    let is_between = matches!(reading.said, Said::Figure(Quantity::Between { .. }));
    if dataset.claims[reading.claim].details.period.is_some() || filling == Filling::Hollow {
        Hedge::Hollow
    } else if !bounds.is_bounded_above() {
        Hedge::More
    } else if !bounds.is_bounded_below() && bounds.high > 0.0 && !is_between {
        Hedge::Fewer
    } else {
        Hedge::None
    }
}

fn kind_of(party: Option<usize>, hedge: Hedge, struck: bool, theme: &Theme) -> Kind {
    let colour = theme.party(party).with_opacity(if struck { 0.4 } else { 1.0 });
    let middle = Point { x: 0.0, y: 0.0 };
    let mut shapes = Shapes::default();
    let towards = match hedge {
        Hedge::More => -1.0,
        Hedge::Fewer => 1.0,
        Hedge::None | Hedge::Hollow => 0.0,
    };
    if towards != 0.0 {
        let end = towards * (MARK_REACH - 1.0);
        let tip = Point { x: 0.0, y: end };
        let barb = |x: f64| Point { x, y: end - towards * 3.0 };
        shapes.line(&[middle, tip], 1.0, colour);
        shapes.line(&[barb(-2.5), tip, barb(2.5)], 1.0, colour);
    }
    marks::layer(&mut shapes, party, middle, SCALE, colour);
    if matches!(hedge, Hedge::Hollow) {
        marks::layer(&mut shapes, party, middle, SCALE / 2.0, theme.background);
    }
    Kind { shapes: shapes.0, thread: theme.party(party).with_opacity(THREAD) }
}

impl Cloud {
    /// Finds the marks that others of their kind hide: on one px the last is seen.
    fn cover(&mut self) {
        #[allow(clippy::manual_clamp, reason = "a clamp that fails brings a message with it")]
        let size = |length: f32| length.max(0.0).min(20_000.0).round() as usize;
        let (mut width, mut height) = (0, 0);
        for mark in &self.marks {
            width = width.max(size(mark.x) + 1);
            height = height.max(size(mark.y) + 1);
        }
        // From 1, as memory that is zero is there at once.
        let mut last_kind = vec![0; width * height];
        for mark in self.marks.iter_mut().rev() {
            let last = &mut last_kind[size(mark.y) * width + size(mark.x)];
            let own = mark.kind + 1;
            mark.is_covered = *last == own;
            *last = own;
        }
    }

    /// The marks whose middle is at most so far to the left or to the right of an x.
    fn around(&self, x: f64, reach: f64) -> &[Mark] {
        let from = self.marks.partition_point(|mark| f64::from(mark.x) < x - reach);
        let to = self.marks.partition_point(|mark| f64::from(mark.x) <= x + reach);
        &self.marks[from..to]
    }

    /// The claim whose mark is nearest to a point and how far it is from it, where one is near; of several at one place
    /// that which is seen.
    #[inline(never)]
    pub fn nearest(&self, point: Point) -> Option<(f64, usize)> {
        let mut nearest = None;
        let mut least = REACH;
        for mark in self.around(point.x, REACH) {
            let far = length(f64::from(mark.x) - point.x, f64::from(mark.y) - point.y);
            if far <= least {
                (least, nearest) = (far, Some(mark.claim as usize));
            }
        }
        nearest.map(|claim| (least, claim))
    }

    /// Adds where some claims' marks are.
    #[inline(never)]
    pub fn add_points(&self, claims: &[usize], points: &mut Vec<Point>) {
        for mark in &self.marks {
            if claims.contains(&(mark.claim as usize)) {
                points.push(Point { x: f64::from(mark.x), y: f64::from(mark.y) });
            }
        }
    }

    /// Which mark is a claim's first.
    #[inline(never)]
    pub fn place_of(&self, claim: usize) -> Option<usize> {
        self.marks.iter().position(|mark| mark.claim as usize == claim)
    }

    /// How many other claims have their marks on the same px.
    #[inline(never)]
    pub fn n_beside(&self, claim: usize) -> usize {
        let Some(own) = self.marks.iter().rfind(|mark| mark.claim as usize == claim) else {
            return 0;
        };
        let is_there = |mark: &&Mark| {
            mark.claim != own.claim
                && mark.x.round() == own.x.round()
                && mark.y.round() == own.y.round()
        };
        self.around(f64::from(own.x), 1.0).iter().filter(is_there).count()
    }

    /// Everything that is painted, as shapes: what has no pixels to stamp on draws these.
    pub fn shapes(&self) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for mark in &self.marks {
            let kind = &self.kinds[usize::from(mark.kind)];
            let (x, y) = (f64::from(mark.x), f64::from(mark.y));
            if mark.bottom > mark.top {
                let (top, bottom) = (f64::from(mark.top), f64::from(mark.bottom));
                let rect = Rect { left: x - 0.5, top, right: x + 0.5, bottom };
                shapes.push(Shape::Rect { rect, fill: kind.thread });
            }
            if !mark.is_covered {
                shapes.extend(kind.shapes.iter().map(|shape| shape.moved(x, y)));
            }
        }
        shapes
    }
}

impl Mark {
    /// Where its claim is.
    #[inline(never)]
    pub fn place(&self) -> ClaimPlace {
        let point = Point { x: f64::from(self.x), y: f64::from(self.y) };
        let area = Rect::around(point, MARK_REACH);
        ClaimPlace { claim: self.claim as usize, point, area, label: None }
    }
}
