//! The lane above the plot: events, and claims that were said without a number.

use super::geometry::{Point, Rect};
use super::marks::{self, Filling};
use super::shape::{ClaimPlace, Shapes};
use super::text::{Anchor, Face, TextMetrics, cut, wrap};
use super::theme::Theme;

/// Something that has a date and no number.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// Where it belongs.
    pub at: Place,
    /// The claim it is, and its party; `None` for an event.
    pub claim: Option<(usize, Option<usize>)>,
    /// Whether it is there by the chosen day; else its place is left free.
    pub has_come: bool,
}

/// Where an item of the lane belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Before the first day of the axis.
    Before,
    /// At an x within the axis.
    At(f64),
    /// After the last day of the axis.
    After,
}

/// The lane laid out, its top at y = 0.
pub struct Lane {
    /// Its height; 0 where there is nothing to show.
    pub height: f64,
    /// What it is painted with.
    pub shapes: Shapes,
    /// Where its claims are.
    pub claims: Vec<ClaimPlace>,
    /// The upright lines that go on down through the plot: x and, for the lane, from which y.
    pub lines: Vec<(f64, f64)>,
    /// Where its texts stand: lines leave them out.
    pub texts: Vec<Rect>,
}

const ROW: f64 = 17.0;
const FACE: Face = Face::new(12.0, false);
/// From an item's place to its text.
const GAP: f64 = 9.0;

/// An item with its place in rows, counted from the bottom.
struct Laid {
    item: Item,
    lines: Vec<String>,
    row: usize,
    left: f64,
    width: f64,
}

/// Lays items out between two x, so that no text covers another or leaves the lane.
///
/// Items within the axis come first: the others stand above them.
pub fn lane(
    items: Vec<Item>,
    left: f64,
    right: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> Lane {
    // Which stretches of each row are taken, from the bottom row up.
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut laid: Vec<Laid> = Vec::new();
    for item in items {
        let (x, room_right, room_left) = match item.at {
            Place::At(x) => (x, right - x - GAP, x - left - GAP),
            Place::Before => (left, right - left - GAP, 0.0),
            Place::After => (right, 0.0, right - left - GAP),
        };
        let whole = metrics.width(&item.text, FACE);
        let to_right = whole <= room_right || room_right >= room_left;
        let room = if to_right { room_right } else { room_left };
        let mut lines = wrap(metrics, &item.text, FACE, room);
        let mut width = 0.0_f64;
        for line in &mut lines {
            *line = cut(metrics, line, FACE, room);
            width = width.max(metrics.width(line, FACE));
        }
        let text_left = if to_right { x + GAP } else { x - GAP - width };
        // Its text and what stands at its place: a symbol, a line or a pointer.
        let reach = marks::SYMBOL_REACH + 3.0;
        let taken = ((x - reach).min(text_left - 3.0), (x + reach).max(text_left + width + 3.0));
        let meets = |row: &[(f64, f64)], from: f64, to: f64| {
            row.iter().any(|(start, end)| from < *end && *start < to)
        };
        let through = matches!(item.at, Place::At(_));
        let mut row = 0;
        let fits = |row: usize, rows: &[Vec<(f64, f64)>]| {
            let free = (row..row + lines.len())
                .all(|n| rows.get(n).is_none_or(|taken_here| !meets(taken_here, taken.0, taken.1)));
            // Its line goes down through the rows below.
            let way_down = !through || (0..row).all(|n| !meets(&rows[n], x - 4.0, x + 4.0));
            free && way_down
        };
        while row < rows.len() && !fits(row, &rows) {
            row += 1;
        }
        // What lies outside the axis never stands between a text and its line.
        if !through {
            row = rows.len();
        }
        while rows.len() < row + lines.len() {
            rows.push(Vec::new());
        }
        for taken_here in &mut rows[row..row + lines.len()] {
            taken_here.push(taken);
        }
        laid.push(Laid { item, lines, row, left: text_left, width });
    }

    let height = if rows.is_empty() { 0.0 } else { ROW * rows.len() as f64 + 4.0 };
    let middle_of = |row: usize| ROW * (rows.len() - 1 - row) as f64 + ROW / 2.0;
    let mut lane = Lane {
        height,
        shapes: Shapes::default(),
        claims: Vec::new(),
        lines: Vec::new(),
        texts: Vec::new(),
    };
    for Laid { item, lines, row, left: text_left, width } in laid {
        if !item.has_come {
            continue;
        }
        let top_row = row + lines.len() - 1;
        let y = middle_of(top_row);
        let x = match item.at {
            Place::At(x) => x,
            Place::Before => left + 3.0,
            Place::After => right - 3.0,
        };
        for (n, line) in lines.iter().enumerate() {
            let at = Point { x: text_left, y: middle_of(top_row - n) };
            let right = text_left + metrics.width(line, FACE);
            let text = Rect { left: text_left, top: at.y, right, bottom: at.y };
            lane.texts.push(text.grown(ROW / 2.0 - 1.0));
            lane.shapes.text(line, at, Anchor::Left, FACE, theme.muted);
        }
        let point = Point { x, y };
        match (item.at, item.claim) {
            (Place::At(_), None) => lane.lines.push((x, y - 5.0)),
            (Place::At(_), Some((_, party))) => {
                let colour = theme.party(party);
                marks::symbol(&mut lane.shapes, party, point, Filling::Hollow, colour, theme);
            }
            (Place::Before, _) => pointer(&mut lane.shapes, point, -1.0, theme),
            (Place::After, _) => pointer(&mut lane.shapes, point, 1.0, theme),
        }
        if let Some((claim, _)) = item.claim {
            lane.claims.push(ClaimPlace {
                claim,
                point,
                area: Rect::around(point, marks::SYMBOL_REACH),
                label: Some(Rect {
                    left: text_left,
                    top: y - ROW / 2.0,
                    right: text_left + width,
                    bottom: y - ROW / 2.0 + ROW * lines.len() as f64,
                }),
            });
        }
    }
    lane
}

/// A small triangle that points out of the axis.
fn pointer(shapes: &mut Shapes, at: Point, sign: f64, theme: &Theme) {
    let corner = |dx: f64, dy: f64| Point { x: at.x + sign * dx, y: at.y + dy };
    let corners = vec![corner(3.0, 0.0), corner(-2.0, -3.5), corner(-2.0, 3.5)];
    shapes.polygon(corners, theme.axis);
}
