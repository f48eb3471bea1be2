//! The bars: a row for each claim, by date, with a bar as long as its number.

use super::frame::{LESSER_FACE, TICK_FACE, VALUE_FACE, WIDE, nothing, usable_width};
use super::geometry::{Edge, Point, Rect};
use super::labels::LEADING;
use super::marks::{self, Filling, Towards};
use super::rows::{Claimed, Row, rows};
use super::shape::{ClaimPlace, Scene, Shapes};
use super::text::{Anchor, Face, TextMetrics, fitted};
use super::theme::{Colour, Theme};
use super::ticks::value_ticks;
use crate::join::joined;
use crate::model::{Dataset, Quantity, Reading, Said};
use crate::view::View;
use crate::words::{self, Language};

const NAME_FACE: Face = Face::new(13.0, true);
/// The widest column of names, in CSS px.
const MOST_NAMES: f64 = 190.0;
/// How high a bar is, in CSS px.
const THICKNESS: f64 = 18.0;
/// How much of a part's tone the next one has: as little as still stands out 3 to 1 from what is behind.
const PART: f64 = 0.72;
/// How far a bar whose end is open fades out, in CSS px.
const FADE: f64 = 34.0;
/// The room between the end of a bar and its label, in CSS px.
const GAP: f64 = 8.0;
/// The room that a symbol takes beside a name, in CSS px.
const SYMBOL_ROOM: f64 = 28.0;
/// The least room between two rows, in CSS px.
const BETWEEN: f64 = 12.0;
/// The height that ticks and their labels take above the rows, in CSS px.
const AXIS: f64 = 26.0;

/// The bars of a measure, `width` CSS px wide.
///
/// Claims without a number have rows with their words in place of a bar, events rows with their labels.
/// A width that is not a number or below 200 is taken as 200. A measure that nobody gives a number of
/// yields a picture that says so.
#[inline(never)]
pub fn bars(
    language: &Language,
    dataset: &Dataset,
    view: &View,
    width: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> Scene {
    let width = usable_width(width);
    let rows = rows(language, dataset, view);
    if rows.iter().all(|row| row.said.as_ref().is_none_or(|said| said.reading.is_none())) {
        return nothing(words::nothing(language, dataset, view), width, theme);
    }
    let names = (width >= WIDE).then(|| names_width(&rows, metrics));
    let left = names.map_or(1.0, |names| names + SYMBOL_ROOM + 6.0);
    let axis = axis(&rows, left, width, metrics);

    let mut shapes = Shapes::default();
    let mut places = Vec::new();
    let mut set = Setting {
        language,
        dataset,
        axis: &axis,
        width,
        theme,
        metrics,
        names,
        shapes: &mut shapes,
        covered: Vec::new(),
    };
    let mut top = AXIS + 4.0;
    for row in &rows {
        let (n_shapes, n_covered) = (set.shapes.0.len(), set.covered.len());
        let (place, height) = set.row(row, top);
        if row.has_come {
            places.extend(place);
        } else {
            // Its place is left free, so that nothing moves from day to day.
            set.shapes.0.truncate(n_shapes);
            set.covered.truncate(n_covered);
        }
        top += height + BETWEEN;
    }
    let covered = set.covered;
    let height = top;
    if !rows.iter().any(|row| row.has_come) {
        let at = Point { x: left + GAP, y: AXIS + LEADING };
        shapes.text(
            words::nothing(language, dataset, view),
            at,
            Anchor::Left,
            LESSER_FACE,
            theme.muted,
        );
    }

    // The grid lies behind, and leaves out the texts.
    let mut all = Shapes::default();
    let labels: Vec<String> =
        axis.ticks.iter().map(|&tick| words::number(language, tick)).collect();
    let widest =
        labels.iter().fold(0.0_f64, |most, label| most.max(metrics.width(label, TICK_FACE)));
    let n_labels = ((width - left) / (widest + GAP).max(70.0)).max(2.0);
    let every = (axis.ticks.len() as f64 / n_labels).ceil() as usize;
    let mut free_from = 0.0;
    for (n, (&tick, label)) in axis.ticks.iter().zip(&labels).enumerate() {
        let x = axis.x_of(tick);
        let colour = if n == 0 { theme.axis } else { theme.rule };
        upright(&mut all, x, AXIS - 4.0, height - 4.0, &covered, colour);
        let half = metrics.width(label, TICK_FACE) / 2.0;
        let at = Point { x: x.max(half).min(width - half), y: AXIS - 14.0 };
        // One at the edge stands beside its line.
        if n % every.max(1) == 0 && at.x - half >= free_from {
            all.text(label, at, Anchor::Middle, TICK_FACE, theme.muted);
            free_from = at.x + half + GAP;
        }
    }
    all.0.extend(shapes.0);
    Scene {
        width,
        height,
        background: theme.background,
        shapes: all.0,
        claims: places,
        cloud: None,
    }
}

fn names_width(rows: &[Row], metrics: &dyn TextMetrics) -> f64 {
    let mut most = 0.0_f64;
    for row in rows.iter().filter(|row| row.said.is_some()) {
        most =
            most.max(metrics.width(&row.name, NAME_FACE)).max(metrics.width(&row.day, LESSER_FACE));
    }
    most.min(MOST_NAMES).ceil()
}

/// The axis of counts, along the top.
struct Axis {
    ticks: Vec<f64>,
    left: f64,
    /// CSS px for a count of 1.
    scale: f64,
}

impl Axis {
    fn x_of(&self, count: f64) -> f64 {
        self.left + count * self.scale
    }
}

/// The axis that leaves room for every label beside its bar, and at least half of the width to the bars.
fn axis(rows: &[Row], left: f64, width: f64, metrics: &dyn TextMetrics) -> Axis {
    let mut most = 0.0_f64;
    let mut whole = true;
    let readings = || {
        rows.iter().filter_map(|row| {
            let said = row.said.as_ref()?;
            Some((said, said.reading.as_ref()?))
        })
    };
    for (_, reading) in readings() {
        let end = far_end(reading);
        most = most.max(end);
        whole &= reading.bounds.low.fract() == 0.0 && end.fract() == 0.0;
    }
    let ticks = value_ticks(most, 5.0, whole);
    let last = ticks[ticks.len() - 1];
    let across = width - left - 14.0;
    let mut scale = across / last;
    for (said, reading) in readings() {
        let fade = if reading.bounds.is_bounded_above() { 0.0 } else { FADE };
        let room = across - fade - GAP - metrics.width(&said.value, VALUE_FACE);
        let end = far_end(reading);
        if end > 0.0 {
            scale = scale.min(room / end);
        }
    }
    Axis { ticks, left, scale: scale.max(across / 2.0 / last) }
}

/// How far a bar reaches, as a count.
fn far_end(reading: &Reading) -> f64 {
    let bounds = reading.bounds;
    if bounds.is_bounded_above() { bounds.high } else { bounds.low }
}

/// What a row needs to be drawn.
struct Setting<'a> {
    language: &'a Language,
    dataset: &'a Dataset,
    axis: &'a Axis,
    width: f64,
    theme: &'a Theme,
    metrics: &'a dyn TextMetrics,
    /// How wide the column of names beside the bars is; `None` where they stand above.
    names: Option<f64>,
    shapes: &'a mut Shapes,
    /// Where texts stand that the grid is to leave out.
    covered: Vec<Rect>,
}

impl Setting<'_> {
    /// Draws a row below `top`; gives where its claim is, and the height that the row takes.
    fn row(&mut self, row: &Row, top: f64) -> (Option<ClaimPlace>, f64) {
        let Some(said) = &row.said else {
            return (None, self.event(row, top));
        };
        let (point, bar_top, names_bottom) = match self.names {
            Some(width) => self.name_beside(row, said, top, width),
            None => self.name_above(row, said, top),
        };
        let bar = self.bar(said, bar_top);
        let (label, label_bottom) = self.label(said, &bar);
        let area = bar.union(&Rect::around(point, marks::SYMBOL_REACH)).union(&label);
        let place = ClaimPlace { claim: said.claim, point, area, label: Some(label) };
        (Some(place), bar.bottom.max(label_bottom).max(names_bottom) - top)
    }

    /// Writes who and when to the left of the bar; gives where the symbol is, the bar begins and the text ends.
    fn name_beside(
        &mut self,
        row: &Row,
        said: &Claimed,
        top: f64,
        right: f64,
    ) -> (Point, f64, f64) {
        let mut y = top + LEADING / 2.0;
        for line in fitted(self.metrics, &row.name, NAME_FACE, right) {
            let at = Point { x: right, y };
            self.shapes.text(&line, at, Anchor::Right, NAME_FACE, self.theme.ink);
            y += LEADING;
        }
        let at = Point { x: right, y };
        self.shapes.text(&row.day, at, Anchor::Right, LESSER_FACE, self.theme.muted);
        let bottom = y + LEADING / 2.0;
        let bar_top = top + ((bottom - top - THICKNESS) / 2.0).max(0.0);
        let middle = Point { x: right + SYMBOL_ROOM / 2.0 + 2.0, y: bar_top + THICKNESS / 2.0 };
        self.symbol(said, middle);
        (middle, bar_top, bottom)
    }

    /// Writes who and when above the bar; gives where the symbol is, the bar begins and the text ends.
    fn name_above(&mut self, row: &Row, said: &Claimed, top: f64) -> (Point, f64, f64) {
        // A ring around the symbol is not to leave the picture.
        let middle = Point { x: SYMBOL_ROOM / 2.0 + 1.0, y: top + LEADING / 2.0 };
        let mut at = Point { x: SYMBOL_ROOM + 2.0, ..middle };
        self.symbol(said, middle);
        let room = self.width - at.x - self.metrics.width(&row.day, LESSER_FACE) - 6.0;
        let mut last_width = 0.0;
        for (n, line) in fitted(self.metrics, &row.name, NAME_FACE, room).iter().enumerate() {
            at.y = top + (n as f64 + 0.5) * LEADING;
            last_width = self.text_over(line, at, NAME_FACE, self.theme.ink);
        }
        at.x += last_width + 6.0;
        self.text_over(&row.day, at, LESSER_FACE, self.theme.muted);
        let bottom = at.y + LEADING / 2.0;
        (middle, bottom + 4.0, bottom)
    }

    fn symbol(&mut self, said: &Claimed, middle: Point) {
        let filling = if said.reading.is_some() { Filling::Filled } else { Filling::Hollow };
        marks::symbol(self.shapes, said.party, middle, filling, said.tone(self.theme), self.theme);
    }

    /// An event across the whole width, with its day.
    fn event(&mut self, row: &Row, top: f64) -> f64 {
        let text = words::dated(self.language, &row.day, &row.name);
        let lines = fitted(self.metrics, &text, LESSER_FACE, self.width - self.axis.left - GAP);
        for (n, line) in lines.iter().enumerate() {
            let y = top + (n as f64 + 0.5) * LEADING;
            let at = Point { x: self.axis.left + GAP, y };
            self.text_over(line, at, LESSER_FACE, self.theme.muted);
        }
        lines.len() as f64 * LEADING
    }

    /// Draws a claim's bar, and gives the rectangle that it takes.
    fn bar(&mut self, said: &Claimed, top: f64) -> Rect {
        let colour = said.tone(self.theme);
        let bottom = top + THICKNESS;
        // Where two tones meet between pixels, what is behind would show through.
        let x_of = |count: f64| self.axis.x_of(count).round();
        let left = self.axis.left;
        let Some(reading) = &said.reading else {
            return Rect { left, top, right: left, bottom };
        };
        let bounds = reading.bounds;
        let claim = &self.dataset.claims[said.claim];
        let (low, end) = (x_of(bounds.low), x_of(far_end(reading)));
        let span = |left: f64, right: f64| Rect { left, top, right, bottom };
        let faint = |share: f64| colour.with_opacity(colour.opacity() * share);
        let (full, soft) = (faint(0.78), faint(0.42));
        let is_vague = matches!(reading.said, Said::Figure(Quantity::Between { vague: true, .. }));
        if claim.details.period.is_some() {
            dashed(self.shapes, span(left, low.max(left + 4.0)), colour);
        } else if is_vague {
            // The words name no number: a thread leads to where they may mean.
            let middle = (top + bottom) / 2.0;
            self.shapes.rule(left, low, middle - 1.0, middle + 1.0, soft);
        } else if reading.said == Said::AddedUp {
            // Each part in a tone of its own.
            let (mut from, mut counted) = (left, 0.0);
            let mut alpha = 1.0;
            for (part, _) in &said.parts {
                counted += part;
                let to = x_of(counted).min(low);
                self.shapes.rect(span(from, to), faint(alpha));
                (from, alpha) = (to, alpha * PART);
            }
        } else if bounds.low > 0.0 || bounds.low == bounds.high {
            self.shapes.rect(span(left, low), full);
        }
        let mut right = end;
        if !bounds.is_bounded_above() {
            right = end + FADE;
            self.shapes.fade(span(end, right), full, Edge::Right);
            marks::chevron(
                self.shapes,
                Point { x: end + FADE - 11.0, y: (top + bottom) / 2.0 },
                Towards::More,
                colour,
            );
        } else if bounds.low == 0.0 && bounds.high > 0.0 {
            // Nothing is said of how many at least: the bar fades out towards 0.
            self.shapes.fade(span(left, end), full, Edge::Left);
            let x = (end - 14.0).max(left + 6.0);
            // On a short bar it reaches beyond.
            right = right.max(x + 8.0);
            marks::chevron(
                self.shapes,
                Point { x, y: (top + bottom) / 2.0 },
                Towards::Fewer,
                colour,
            );
        } else if end > low {
            self.shapes.rect(span(low, end), soft);
        }
        span(left, right)
    }

    /// Writes a claim's number, and below it its parts: beside the bar, or below where there is no room.
    /// Gives the number's rectangle, and how far down it all reaches.
    fn label(&mut self, said: &Claimed, bar: &Rect) -> (Rect, f64) {
        let colour = self.theme.party(said.party);
        let value_width = self.metrics.width(&said.value, VALUE_FACE);
        let beside = bar.right + GAP;
        let fits = beside + value_width <= self.width;
        let x = if fits { beside } else { self.axis.left + GAP };
        let mut y =
            if fits { (bar.top + bar.bottom) / 2.0 } else { bar.bottom + LEADING / 2.0 + 2.0 };
        let most = self.width - x;
        let mut label: Option<Rect> = None;
        for line in fitted(self.metrics, &said.value, VALUE_FACE, most) {
            let width = self.text_over(&line, Point { x, y }, VALUE_FACE, colour);
            let rect = Rect {
                left: x,
                top: y - LEADING / 2.0,
                right: x + width,
                bottom: y + LEADING / 2.0,
            };
            label = Some(label.map_or(rect, |label| label.union(&rect)));
            y += LEADING;
        }
        if let (Some(label), true) = (label, said.is_superseded) {
            let middle = (label.top + label.bottom) / 2.0;
            self.shapes.rule(label.left, label.right, middle - 0.5, middle + 0.5, colour);
        }
        if !said.parts.is_empty() {
            let parts: Vec<&str> = said.parts.iter().map(|(_, part)| part.as_str()).collect();
            let parts = joined(&parts, " · ");
            // Beside the bar on one line, else below it.
            let (mut x, mut most) = (x, most);
            if fits && self.metrics.width(&parts, LESSER_FACE) > most {
                (x, most) = (self.axis.left + GAP, self.width - self.axis.left - GAP);
                y = y.max(bar.bottom + LEADING / 2.0 + 2.0);
            }
            for line in fitted(self.metrics, &parts, LESSER_FACE, most) {
                self.text_over(&line, Point { x, y }, LESSER_FACE, self.theme.muted);
                y += LEADING;
            }
        }
        (label.unwrap_or(*bar), y - LEADING / 2.0)
    }

    /// Writes from a point to the right what the grid is to leave out; gives its width.
    fn text_over(&mut self, text: &str, at: Point, face: Face, fill: Colour) -> f64 {
        let width = self.metrics.width(text, face);
        self.shapes.text(text, at, Anchor::Left, face, fill);
        let (top, bottom) = (at.y - LEADING / 2.0, at.y + LEADING / 2.0);
        self.covered.push(Rect { left: at.x, top, right: at.x + width, bottom }.grown(2.0));
        width
    }
}

/// Draws a dashed outline.
fn dashed(shapes: &mut Shapes, rect: Rect, colour: Colour) {
    const DASH: f64 = 5.0;
    const PERIOD: f64 = 8.0;
    for (y, from, to) in
        [(rect.top, rect.left, rect.right), (rect.bottom - 2.0, rect.left, rect.right)]
    {
        let mut x = from;
        while x < to {
            shapes.rule(x, (x + DASH).min(to), y, y + 2.0, colour);
            x += PERIOD;
        }
    }
    for x in [rect.left, rect.right - 2.0] {
        let mut y = rect.top;
        while y < rect.bottom {
            shapes.rule(x, x + 2.0, y, (y + DASH).min(rect.bottom), colour);
            y += PERIOD;
        }
    }
}

/// Draws an upright line that leaves out what rectangles cover.
fn upright(shapes: &mut Shapes, x: f64, from: f64, to: f64, covered: &[Rect], colour: Colour) {
    let mut start = from;
    // Rows, and the texts within them, come from the top down.
    for rect in covered.iter().filter(|rect| rect.left < x && x < rect.right) {
        if rect.top > start {
            shapes.rule(x - 0.5, x + 0.5, start, rect.top.min(to), colour);
        }
        start = start.max(rect.bottom);
    }
    if start < to {
        shapes.rule(x - 0.5, x + 0.5, start, to, colour);
    }
}
