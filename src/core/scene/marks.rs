//! What a claim looks like: a symbol for the party, with arrow, bar or bracket for the hedge.

use super::geometry::{Point, Rect};
use super::shape::{Shape, Shapes};
use super::theme::{Colour, Theme};

/// Corners of the symbols, in hundredths of a CSS px from their middle. Each is about as heavy as a disc of radius 5.5.
const SYMBOLS: [&[(i16, i16)]; 8] = [
    // A disc; its corners serve where a path is wanted.
    &[
        (550, 0),
        (508, 210),
        (389, 389),
        (210, 508),
        (0, 550),
        (-210, 508),
        (-389, 389),
        (-508, 210),
        (-550, 0),
        (-508, -210),
        (-389, -389),
        (-210, -508),
        (0, -550),
        (210, -508),
        (389, -389),
        (508, -210),
    ],
    // A square.
    &[(-500, -500), (500, -500), (500, 500), (-500, 500)],
    // A triangle that points up.
    &[(0, -650), (650, 500), (-650, 500)],
    // A diamond.
    &[(0, -680), (680, 0), (0, 680), (-680, 0)],
    // A triangle that points down.
    &[(0, 650), (-650, -500), (650, -500)],
    // A cross.
    &[
        (-200, -600),
        (200, -600),
        (200, -200),
        (600, -200),
        (600, 200),
        (200, 200),
        (200, 600),
        (-200, 600),
        (-200, 200),
        (-600, 200),
        (-600, -200),
        (-200, -200),
    ],
    // A pentagon.
    &[(0, -620), (590, -190), (365, 500), (-365, 500), (-590, -190)],
    // An hourglass.
    &[(-550, -600), (550, -600), (-550, 600), (550, 600)],
];
const DISC: usize = 0;
const DISC_RADIUS: f64 = 5.5;
/// How far the largest symbol reaches from its middle.
pub const SYMBOL_REACH: f64 = 7.0;
/// How far an arrow reaches from the middle of its symbol.
pub const ARROW: f64 = 38.0;

fn px(hundredths: i16) -> f64 {
    f64::from(hundredths) / 100.0
}

/// Which symbol a party has: another one for the same colour from the ninth party on.
fn symbol_of(party: Option<usize>) -> usize {
    party.map_or(DISC, |party| (party + party / SYMBOLS.len()) % SYMBOLS.len())
}

/// A party's symbol as the data of an SVG path, in a box of 14 by 14.
pub fn symbol_path(party: Option<usize>) -> String {
    let mut path = String::new();
    for (n, (x, y)) in SYMBOLS[symbol_of(party)].iter().enumerate() {
        path.push(if n == 0 { 'M' } else { 'L' });
        path.push_str(&crate::words::plain_number(px(*x) + 7.0));
        path.push(' ');
        path.push_str(&crate::words::plain_number(px(*y) + 7.0));
    }
    path.push('Z');
    path
}

/// Whether a symbol stands for a number that was said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// It does.
    Filled,
    /// It stands for a range, a period or words without a number.
    Hollow,
}

/// A party's symbol with a rim in the background's colour.
pub fn symbol(
    shapes: &mut Shapes,
    party: Option<usize>,
    middle: Point,
    filling: Filling,
    colour: Colour,
    theme: &Theme,
) {
    let layers = [(1.28, theme.background), (1.0, colour), (0.58, theme.background)];
    let n_layers = if filling == Filling::Hollow { 3 } else { 2 };
    for (scale, fill) in &layers[..n_layers] {
        layer(shapes, party, middle, *scale, *fill);
    }
}

/// A party's symbol in one colour, as large as a share of its own size.
pub fn layer(shapes: &mut Shapes, party: Option<usize>, middle: Point, scale: f64, fill: Colour) {
    let kind = symbol_of(party);
    if kind == DISC {
        shapes.disc(middle, DISC_RADIUS * scale, fill);
        return;
    }
    let mut points = Vec::new();
    for (x, y) in SYMBOLS[kind] {
        points.push(Point { x: middle.x + px(*x) * scale, y: middle.y + px(*y) * scale });
    }
    shapes.polygon(points, fill);
}

/// A party's symbol as it stands in a legend.
pub fn legend_symbol(party: Option<usize>, middle: Point, theme: &Theme) -> Vec<Shape> {
    let mut shapes = Shapes::default();
    symbol(&mut shapes, party, middle, Filling::Filled, theme.party(party), theme);
    shapes.0
}

/// Where an open end points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Upwards on an upright axis, else to the right.
    More,
    /// Downwards, or to the left.
    Fewer,
}

/// A dotted arrow from a symbol's middle, `length` px long; gives the place that it takes.
pub fn arrow(
    shapes: &mut Shapes,
    from: Point,
    towards: Towards,
    length: f64,
    colour: Colour,
) -> Rect {
    let sign = if towards == Towards::More { -1.0 } else { 1.0 };
    let at = |dx: f64, along: f64| Point { x: from.x + dx, y: from.y + sign * along };
    let mut along = 9.0;
    while along + 2.0 <= length - 3.0 {
        shapes.rect(Rect::between(at(-1.0, along), at(1.0, along + 2.0)), colour);
        along += 5.0;
    }
    let head = [at(-4.5, length - 6.5), at(0.0, length), at(4.5, length - 6.5)];
    shapes.line(&head, 2.0, colour);
    Rect::between(at(-5.5, 0.0), at(5.5, length + 1.0))
}

/// The tip of a lying bar whose end is open.
pub fn chevron(shapes: &mut Shapes, tip: Point, towards: Towards, colour: Colour) {
    let back = if towards == Towards::More { -6.0 } else { 6.0 };
    let at = |dy: f64| Point { x: tip.x + back, y: tip.y + dy };
    shapes.line(&[at(-5.0), tip, at(5.0)], 2.0, colour);
}

/// A dashed bracket over the days of a period; gives the place that it takes.
pub fn bracket(shapes: &mut Shapes, left: f64, right: f64, y: f64, colour: Colour) -> Rect {
    for x in [left, right] {
        shapes.rule(x - 1.0, x + 1.0, y - 6.0, y + 6.0, colour);
    }
    // Whole dashes with even gaps, so that both ends look the same.
    let n_dashes = ((right - left + 3.0) / 8.0).floor().max(1.0);
    let pitch = (right - left + 3.0) / n_dashes;
    let mut from = left;
    while from < right {
        shapes.rule(from, from + pitch - 3.0, y - 1.0, y + 1.0, colour);
        from += pitch;
    }
    Rect { left: left - 1.0, top: y - 6.0, right: right + 1.0, bottom: y + 6.0 }
}

/// A soft bar over a range of counts, with caps where the ends were said; gives the place it takes.
///
/// A bar that its symbol would hide is wider than the symbol.
pub fn bar(
    shapes: &mut Shapes,
    x: f64,
    top: f64,
    bottom: f64,
    capped: bool,
    colour: Colour,
) -> Rect {
    let bottom = bottom.max(top + 2.0);
    let half = if bottom - top < 3.0 * SYMBOL_REACH { 11.0 } else { 4.0 };
    let area = Rect { left: x - half, top, right: x + half, bottom };
    shapes.rect(area, colour.with_opacity(0.35));
    if capped {
        for y in [top, bottom] {
            shapes.rule(x - half, x + half, y - 1.0, y + 1.0, colour);
        }
    }
    area.grown(2.0)
}

/// A line through a symbol whose claim was replaced.
pub fn strike(shapes: &mut Shapes, middle: Point, ink: Colour) {
    let end = |by: f64| Point { x: middle.x + by, y: middle.y - by };
    shapes.line(&[end(-8.0), end(8.0)], 1.5, ink);
}
