//! The bars: a row for each claim, by date, with a bar as long as its number.

use super::geometry::{Point, Rect};
use super::labels::LEADING;
use super::marks::{self, Filling};
use super::shape::{ClaimPlace, Scene, Shapes};
use super::text::{Anchor, Face, TextMetrics, wrap};
use super::theme::{Colour, Theme};
use super::ticks::value_ticks;
use super::timeline::nothing;
use crate::join::joined;
use crate::model::{Dataset, Date, Quantity, Reading, Said};
use crate::order;
use crate::view::View;
use crate::words;

/// A chart narrower or wider than these is laid out as if it were as wide, in CSS px.
const LEAST_WIDTH: f64 = 200.0;
const MOST_WIDTH: f64 = 8_000.0;
/// From this width on names stand beside their bars, in CSS px; else above them.
const WIDE: f64 = 520.0;
const TICK_FACE: Face = Face { size: 12.0, bold: false };
const NAME_FACE: Face = Face { size: 13.0, bold: true };
const LESSER_FACE: Face = Face { size: 12.5, bold: false };
const VALUE_FACE: Face = Face { size: 12.5, bold: true };
/// The widest column of names, in CSS px.
const MOST_NAMES: f64 = 190.0;
/// How high a bar is, in CSS px.
const THICKNESS: f64 = 18.0;
/// How far a bar whose end is open fades out, in CSS px.
const FADE: f64 = 34.0;
const FADE_STEPS: u32 = 10;
/// The room between the end of a bar and its label, in CSS px.
const GAP: f64 = 8.0;
/// The room that a symbol takes beside a name, in CSS px.
const SYMBOL_ROOM: f64 = 22.0;
/// The least room between two rows, in CSS px.
const BETWEEN: f64 = 12.0;
/// The height that ticks and their labels take above the rows, in CSS px.
const AXIS: f64 = 26.0;

/// The bars of a measure, `width` CSS px wide.
///
/// Claims without a number have rows with their words in place of a bar, events rows with their labels.
/// A width that is not a number or below 200 is taken as 200. A measure that nobody gives a number of
/// yields a picture that says so.
pub fn bars(
    dataset: &Dataset,
    view: &View,
    width: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> Scene {
    let width = if width >= LEAST_WIDTH { width.min(MOST_WIDTH) } else { LEAST_WIDTH };
    let is_wide = width >= WIDE;
    if view.readings(dataset).is_empty() {
        return nothing(width, theme);
    }
    let rows = rows(dataset, view);
    let names_width = if is_wide { names_width(&rows, metrics) } else { 0.0 };
    let left = if is_wide { names_width + SYMBOL_ROOM + 6.0 } else { 1.0 };
    let axis = axis(&rows, left, width, metrics);

    let mut shapes = Shapes::default();
    let mut places = Vec::new();
    let mut covered = Vec::new();
    let mut top = AXIS + 4.0;
    for row in &rows {
        let mut set = Setting { dataset, axis: &axis, width, theme, metrics, shapes: &mut shapes };
        let (place, height) = set.row(row, top, names_width, is_wide, &mut covered);
        places.extend(place);
        top += height + BETWEEN;
    }
    let height = top;

    // The grid lies behind, and leaves out the texts.
    let mut all = Shapes::default();
    let n_labels = ((width - left) / 70.0).max(2.0);
    let every = (axis.ticks.len() as f64 / n_labels).ceil() as usize;
    for (n, &tick) in axis.ticks.iter().enumerate() {
        let x = axis.x_of(tick);
        let colour = if n == 0 { theme.axis } else { theme.rule };
        upright(&mut all, x, AXIS - 4.0, height - 4.0, &covered, colour);
        if n % every.max(1) == 0 {
            let label = words::number(tick);
            let half = metrics.width(&label, TICK_FACE) / 2.0;
            let at = Point { x: x.max(half).min(width - half), y: AXIS - 14.0 };
            all.text(&label, at, Anchor::Middle, TICK_FACE, theme.muted);
        }
    }
    all.0.extend(shapes.0);
    Scene { width, height, background: theme.background, shapes: all.0, claims: places }
}

/// What stands in a row.
struct Row {
    date: Date,
    /// Who, or of an event what.
    name: String,
    /// The day, short.
    day: String,
    said: Option<Claimed>,
}

/// A claim in a row.
struct Claimed {
    claim: usize,
    /// `None` for a claim without a number.
    reading: Option<Reading>,
    /// Its number with its hedge, or its words.
    value: String,
    /// The parts that it gives, as numbers and in words.
    parts: Vec<(f64, String)>,
}

/// Rows by date; of one day claims before events, else in the dataset's order.
fn rows(dataset: &Dataset, view: &View) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |claim: usize, reading: Option<Reading>| {
        let said = &dataset.claims[claim];
        let mut value = match &reading {
            Some(reading) => words::figure_long(reading, said),
            None => words::said_without_number(said),
        };
        if let (Some(period), Some(_)) = (said.period, &reading) {
            value.push(' ');
            value.push_str(&words::period_short(period));
        }
        let is_sum = reading.as_ref().is_some_and(|reading| reading.said == Said::AddedUp);
        let mut parts = Vec::new();
        for figure in said.figures.iter().filter(|_| is_sum) {
            if dataset.is_part(figure.measure, view.measure) {
                parts
                    .push((figure.quantity.bounds().low, words::figure_of(dataset, claim, figure)));
            }
        }
        rows.push(Row {
            date: said.as_of,
            name: dataset.claimants[said.claimant].name.clone(),
            day: String::new(),
            said: Some(Claimed { claim, reading, value, parts }),
        });
    };
    for reading in view.readings(dataset) {
        add(reading.claim, Some(reading));
    }
    for (claim, said) in dataset.claims.iter().enumerate() {
        if said.figures.is_empty() && view.selection.shows(dataset, claim) {
            add(claim, None);
        }
    }
    for event in dataset.events.iter().filter(|event| view.selection.has_come(event.date)) {
        let name = event.label.clone();
        rows.push(Row { date: event.date, name, day: String::new(), said: None });
    }
    order::sort(&mut rows, &|a, b| {
        let key = |row: &Row| (row.date.last(), row.said.is_none());
        let claim = |row: &Row| row.said.as_ref().map(|said| said.claim);
        key(a).cmp(&key(b)).then(claim(a).cmp(&claim(b)))
    });
    // The year is told where it is another one than in the row before.
    let mut year = None;
    for row in &mut rows {
        let (own, _, _) = row.date.first().civil();
        row.day = words::date_short(row.date, if year == Some(own) { own } else { i32::MIN });
        year = Some(own);
    }
    rows
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
    dataset: &'a Dataset,
    axis: &'a Axis,
    width: f64,
    theme: &'a Theme,
    metrics: &'a dyn TextMetrics,
    shapes: &'a mut Shapes,
}

impl Setting<'_> {
    /// Draws a row below `top`; gives where its claim is, and the height that the row takes.
    fn row(
        &mut self,
        row: &Row,
        top: f64,
        names_width: f64,
        is_wide: bool,
        covered: &mut Vec<Rect>,
    ) -> (Option<ClaimPlace>, f64) {
        let Some(said) = &row.said else {
            return (None, self.event(row, top, covered));
        };
        let party = self.dataset.party_of(&self.dataset.claims[said.claim]);
        let colour = self.theme.party(party);
        let filling = if said.reading.is_some() { Filling::Filled } else { Filling::Hollow };
        let mut bar_top = top;
        let mut names_height = 0.0;
        if is_wide {
            let right = names_width;
            let mut y = top + LEADING / 2.0;
            for line in wrap(self.metrics, &row.name, NAME_FACE, names_width) {
                self.text(&line, Point { x: right, y }, Anchor::Right, NAME_FACE, self.theme.ink);
                y += LEADING;
            }
            self.text(
                &row.day,
                Point { x: right, y },
                Anchor::Right,
                LESSER_FACE,
                self.theme.muted,
            );
            names_height = y + LEADING / 2.0 - top;
            bar_top = top + ((names_height - THICKNESS) / 2.0).max(0.0);
            let middle = Point { x: right + SYMBOL_ROOM / 2.0 + 2.0, y: bar_top + THICKNESS / 2.0 };
            marks::symbol(self.shapes, party, middle, filling, colour, self.theme);
        } else {
            let y = top + LEADING / 2.0;
            let day_width = self.metrics.width(&row.day, LESSER_FACE) + 6.0;
            marks::symbol(self.shapes, party, Point { x: 8.0, y }, filling, colour, self.theme);
            let room = self.width - SYMBOL_ROOM - day_width;
            let lines = wrap(self.metrics, &row.name, NAME_FACE, room);
            let mut last_width = 0.0;
            for (n, line) in lines.iter().enumerate() {
                let at = Point { x: SYMBOL_ROOM, y: y + n as f64 * LEADING };
                last_width = self.text_over(line, at, NAME_FACE, self.theme.ink, covered);
            }
            let n_before = lines.len().saturating_sub(1) as f64;
            let at = Point { x: SYMBOL_ROOM + last_width + 6.0, y: y + n_before * LEADING };
            self.text_over(&row.day, at, LESSER_FACE, self.theme.muted, covered);
            bar_top += lines.len().max(1) as f64 * LEADING + 4.0;
        }
        let bar = self.bar(said, bar_top, colour);
        let (label, label_bottom) = self.label(said, &bar, colour, covered);
        let point = Point { x: bar.right, y: bar_top + THICKNESS / 2.0 };
        let place = ClaimPlace { claim: said.claim, point, area: bar, label: Some(label) };
        let bottom = bar.bottom.max(label_bottom).max(top + names_height);
        (Some(place), bottom - top)
    }

    /// An event across the whole width, with its day.
    fn event(&mut self, row: &Row, top: f64, covered: &mut Vec<Rect>) -> f64 {
        let text = words::dated(&row.day, &row.name);
        let lines = wrap(self.metrics, &text, LESSER_FACE, self.width - self.axis.left - GAP);
        for (n, line) in lines.iter().enumerate() {
            let y = top + (n as f64 + 0.5) * LEADING;
            let at = Point { x: self.axis.left + GAP, y };
            self.text_over(line, at, LESSER_FACE, self.theme.muted, covered);
        }
        lines.len() as f64 * LEADING
    }

    /// Draws a claim's bar, and gives the rectangle that it takes.
    fn bar(&mut self, said: &Claimed, top: f64, colour: Colour) -> Rect {
        let bottom = top + THICKNESS;
        let x_of = |count: f64| self.axis.x_of(count);
        let left = self.axis.left;
        let Some(reading) = &said.reading else {
            return Rect { left, top, right: left, bottom };
        };
        let bounds = reading.bounds;
        let claim = &self.dataset.claims[said.claim];
        let (low, end) = (x_of(bounds.low), x_of(far_end(reading)));
        let span = |left: f64, right: f64| Rect { left, top, right, bottom };
        let full = colour.with_alpha(0.78);
        let soft = colour.with_alpha(0.42);
        let is_vague = matches!(reading.said, Said::Figure(Quantity::Between { vague: true, .. }));
        if claim.period.is_some() {
            dashed(self.shapes, span(left, low.max(left + 4.0)), colour);
        } else if is_vague {
            // The words name no number: a thread leads to where they may mean.
            let middle = (top + bottom) / 2.0;
            self.shapes.rule(left, low, middle - 1.0, middle + 1.0, soft);
        } else if reading.said == Said::AddedUp {
            // Each part in a tone of its own.
            let mut from = left;
            let mut alpha = 1.0;
            for (part, _) in &said.parts {
                let to = (from + part * self.axis.scale).min(low);
                self.shapes.rect(span(from, to), colour.with_alpha(alpha));
                (from, alpha) = (to, alpha * 0.62);
            }
        } else if bounds.low > 0.0 || bounds.low == bounds.high {
            self.shapes.rect(span(left, low), full);
        }
        let mut right = end;
        if !bounds.is_bounded_above() {
            right = end + FADE;
            fade(self.shapes, span(end, right), full, 1.0);
            marks::chevron(
                self.shapes,
                Point { x: end + FADE - 11.0, y: (top + bottom) / 2.0 },
                1.0,
                colour,
            );
        } else if bounds.low == 0.0 && bounds.high > 0.0 {
            // Nothing is said of how many at least: the bar fades out towards 0.
            fade(self.shapes, span(left, end), full, -1.0);
            let x = (end - 14.0).max(left + 6.0);
            marks::chevron(self.shapes, Point { x, y: (top + bottom) / 2.0 }, -1.0, colour);
        } else if end > low {
            self.shapes.rect(span(low, end), soft);
        }
        span(left, right)
    }

    /// Writes a claim's number, and below it its parts: beside the bar, or below where there is no room.
    /// Gives the number's rectangle, and how far down it all reaches.
    fn label(
        &mut self,
        said: &Claimed,
        bar: &Rect,
        colour: Colour,
        covered: &mut Vec<Rect>,
    ) -> (Rect, f64) {
        let value_width = self.metrics.width(&said.value, VALUE_FACE);
        let beside = bar.right + GAP;
        let fits = beside + value_width <= self.width;
        let x = if fits { beside } else { self.axis.left + GAP };
        let mut y =
            if fits { (bar.top + bar.bottom) / 2.0 } else { bar.bottom + LEADING / 2.0 + 2.0 };
        let most = self.width - x;
        let mut label: Option<Rect> = None;
        for line in wrap(self.metrics, &said.value, VALUE_FACE, most) {
            let width = self.text_over(&line, Point { x, y }, VALUE_FACE, colour, covered);
            let rect = Rect {
                left: x,
                top: y - LEADING / 2.0,
                right: x + width,
                bottom: y + LEADING / 2.0,
            };
            label = Some(label.map_or(rect, |label| label.union(&rect)));
            y += LEADING;
        }
        let is_struck =
            self.dataset.claims.iter().any(|other| other.supersedes == Some(said.claim));
        if let (Some(label), true) = (label, is_struck) {
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
            for line in wrap(self.metrics, &parts, LESSER_FACE, most) {
                self.text_over(&line, Point { x, y }, LESSER_FACE, self.theme.muted, covered);
                y += LEADING;
            }
        }
        (label.unwrap_or(*bar), y - LEADING / 2.0)
    }

    fn text(&mut self, text: &str, at: Point, anchor: Anchor, face: Face, fill: Colour) {
        self.shapes.text(text, at, anchor, face, fill);
    }

    /// Writes from a point to the right what the grid is to leave out; gives its width.
    fn text_over(
        &mut self,
        text: &str,
        at: Point,
        face: Face,
        fill: Colour,
        covered: &mut Vec<Rect>,
    ) -> f64 {
        let width = self.metrics.width(text, face);
        self.shapes.text(text, at, Anchor::Left, face, fill);
        let (top, bottom) = (at.y - LEADING / 2.0, at.y + LEADING / 2.0);
        covered.push(Rect { left: at.x, top, right: at.x + width, bottom }.grown(2.0));
        width
    }
}

/// Fills a rectangle that fades out to the right, or with −1 to the left.
fn fade(shapes: &mut Shapes, rect: Rect, fill: Colour, direction: f64) {
    let step = rect.width() / f64::from(FADE_STEPS);
    for n in 0..FADE_STEPS {
        // On whole px, where two strips do not meet in one.
        let left = (rect.left + f64::from(n) * step).round();
        let right = (rect.left + f64::from(n + 1) * step).round();
        let gone = (f64::from(n) + 0.5) / f64::from(FADE_STEPS);
        let share = if direction > 0.0 { 1.0 - gone } else { gone };
        let part = Rect { left, right, ..rect };
        shapes.rect(part, fill.with_alpha(fill.alpha * share));
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
