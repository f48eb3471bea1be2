//! The timeline: time to the right, counts upwards, a mark for each claim.

use super::band;
use super::cloud::{self, MARK_REACH, MOST_APART};
use super::frame::{LESSER_FACE, TICK_FACE, VALUE_FACE, WIDE, nothing, usable_width};
use super::geometry::{Point, Rect};
use super::labels::{self, Block, LEADING, Line, Placed, Request, Side, Surroundings};
use super::lane::{self, Item, Place};
use super::marks::{self, ARROW, Filling, SYMBOL_REACH, Towards};
use super::shape::{ClaimPlace, Scene, Shapes};
use super::text::{Anchor, TextMetrics, wrap};
use super::theme::{Colour, Theme};
use super::ticks::{day_ticks, value_ticks};
use crate::model::{Dataset, Date, Day, Quantity, Reading, Said};
use crate::order;
use crate::reason::EnvelopeAt;
use crate::view::{Selection, View};
use crate::words::{self, Language, key};

/// How many claims get labels at most: more would not be read, and finding places for them is slow.
const MAX_LABELS: usize = 60;

/// How many events the lane above the plot has room for, and how many claims without a number: more of those are a cloud,
/// more events are told in the table alone.
const MOST_IN_LANE: usize = 30;

/// Whether any timeline of a dataset may have a cloud.
pub fn may_have_cloud(dataset: &Dataset) -> bool {
    let (mut n_readings, mut n_without) = (0, 0);
    for claim in &dataset.claims {
        n_readings += claim.figures.len().max(1);
        n_without += usize::from(claim.figures.is_empty());
    }
    n_readings > MOST_APART || n_without > MOST_IN_LANE
}

/// The timeline of a measure, `width` CSS px wide, with the envelope of its claims.
///
/// A width that is not a number or below 200 is taken as 200. A measure that nobody gives a number
/// of yields a picture that says so.
pub fn timeline(
    language: &Language,
    dataset: &Dataset,
    view: &View,
    envelope: &[EnvelopeAt],
    width: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> Scene {
    let width = usable_width(width);
    let all = view.of_all_days();
    let plot_height = if width < WIDE { 332.0 } else { 352.0 };
    let Some(extent) = extent(dataset, &all, plot_height) else {
        return nothing(words::nothing(language, dataset, view), width, theme);
    };
    let (first, last) = days(dataset, &all.selection, &extent);
    let ticks = value_ticks(extent.most, 5.0, extent.is_whole);
    let most = ticks[ticks.len() - 1];
    let scale =
        dataset.scale.as_ref().filter(|scale| scale.measure == view.measure && width >= WIDE);

    // The widest labels on both sides leave the rest to the plot.
    let mut counts = Vec::new();
    let mut shares = Vec::new();
    let (mut count_width, mut share_width) = (0.0_f64, 0.0_f64);
    for tick in &ticks {
        let count = words::number(language, *tick);
        count_width = count_width.max(metrics.width(&count, TICK_FACE));
        counts.push(count);
        if let Some(scale) = scale {
            let share = words::share_tick(language, *tick, ticks[1], scale.of);
            share_width = share_width.max(metrics.width(&share, TICK_FACE));
            shares.push(share);
        }
    }
    let mut plot = Plot {
        first,
        last,
        most,
        left: count_width.ceil() + 9.0,
        right: width - if scale.is_some() { share_width.ceil() + 9.0 } else { 14.0 },
        top: 0.0,
        bottom: 0.0,
    };
    let n_without = n_without_number(dataset, &all.selection);
    let is_lane_full = n_without > MOST_IN_LANE;
    let items = lane_items(language, dataset, view, &plot, is_lane_full);
    let lane = lane::lane(items, plot.left, plot.right, theme, metrics);
    plot.top = lane.height + 30.0;
    let lane_y = is_lane_full.then_some(lane.height + MARK_REACH);
    if is_lane_full {
        plot.top += 2.0 * MARK_REACH;
    }
    plot.bottom = plot.top + plot_height;
    let is_cloud = extent.n_readings > MOST_APART;
    let cloud = (is_cloud || is_lane_full)
        .then(|| cloud::cloud(dataset, view, &plot, is_cloud, lane_y, theme));
    let readings = if is_cloud { Vec::new() } else { view.readings(dataset) };

    // The marks, by date.
    let is_superseded = view.selection.superseded(dataset);
    let by_date = |a: usize, b: usize| {
        let date = |claim: usize| dataset.claims[claim].as_of.last();
        date(a).cmp(&date(b)).then(a.cmp(&b))
    };
    let mut mark_shapes = Shapes::default();
    let mut marks = Vec::with_capacity(readings.len());
    let mut obstacles = Vec::new();
    for n in order::sorted(readings.len(), &|a, b| by_date(readings[a].claim, readings[b].claim)) {
        let reading = readings[n];
        let struck = is_superseded[reading.claim];
        let mark =
            mark(dataset, reading, &plot, struck, theme, &marks, &mut mark_shapes, &mut obstacles);
        marks.push(mark);
    }

    if marks.is_empty() && cloud.as_ref().is_none_or(|cloud| cloud.marks.is_empty()) {
        let at = Point { x: (plot.left + plot.right) / 2.0, y: (plot.top + plot.bottom) / 2.0 };
        let says = words::nothing(language, dataset, view);
        mark_shapes.text(says, at, Anchor::Middle, LESSER_FACE, theme.muted);
    }

    // The labels: where there are too many claims to be read, of the latest.
    let labelled = &marks[marks.len().saturating_sub(MAX_LABELS)..];
    let mut requests = Vec::new();
    for mark in labelled {
        requests.push(Request {
            point: mark.point,
            symbol: Rect::around(mark.point, SYMBOL_REACH),
            area: mark.area,
            blocks: blocks(language, dataset, &mark.reading, width, metrics),
        });
    }
    let around = Surroundings {
        frame: Rect {
            left: plot.left + 3.0,
            top: plot.top - 8.0,
            right: if scale.is_some() { plot.right - 2.0 } else { width - 2.0 },
            bottom: plot.bottom - 3.0,
        },
        obstacles: &obstacles,
        lines: &lane.lines,
    };
    let placed = labels::place(&requests, &around);
    let mut label_shapes = Shapes::default();
    let mut covered = Vec::new();
    let mut places = lane.claims;
    for mark in &marks {
        places.push(ClaimPlace {
            claim: mark.reading.claim,
            point: mark.point,
            area: mark.area,
            label: None,
        });
    }
    let first_labelled = places.len() - labelled.len();
    for (n, label) in placed.iter().enumerate() {
        let Some(label) = label else { continue };
        places[first_labelled + n].label = Some(label.rect);
        let claim = labelled[n].reading.claim;
        let colour = theme.party(dataset.party_of(&dataset.claims[claim]));
        let block = &requests[n].blocks[label.block];
        set_label(
            block,
            label,
            colour,
            is_superseded[claim],
            theme,
            &mut label_shapes,
            &mut covered,
        );
    }

    // Everything, from back to front.
    let mut shapes = Shapes::default();
    let accumulates = dataset.measures[view.measure].accumulates;
    let band = band::band(&mut shapes, &plot, envelope, accumulates, theme);
    if accumulates && !is_cloud {
        covered.extend(obstacles);
        covered.extend(band::note(language, &mut label_shapes, &band, &covered, theme, metrics));
    }
    for (n, tick) in ticks.iter().enumerate() {
        let y = plot.y_of(*tick);
        let colour = if n == 0 { theme.axis } else { theme.rule };
        rule_around(&mut shapes, plot.left, plot.right, y, &covered, colour);
        let at = Point { x: plot.left - 8.0, y };
        shapes.text(&counts[n], at, Anchor::Right, TICK_FACE, theme.muted);
        if let Some(share) = shares.get(n) {
            let at = Point { x: plot.right + 8.0, y };
            shapes.text(share, at, Anchor::Left, TICK_FACE, theme.muted);
        }
    }
    let above = plot.top - 17.0;
    let (top, bottom) = (above - 8.0, above + 8.0);
    if let Some(unit) = &dataset.measures[view.measure].unit {
        let at = Point { x: 0.0, y: above };
        shapes.text(unit, at, Anchor::Left, TICK_FACE, theme.muted);
        covered.push(Rect { left: 0.0, top, right: metrics.width(unit, TICK_FACE), bottom });
    }
    if let Some(label) = scale.and_then(|scale| scale.label.as_ref()) {
        let at = Point { x: width, y: above };
        shapes.text(label, at, Anchor::Right, TICK_FACE, theme.muted);
        let left = width - metrics.width(label, TICK_FACE);
        covered.push(Rect { left, top, right: width, bottom });
    }
    let axis_height = day_axis(language, &mut shapes, &plot, width, theme, metrics);
    covered.extend(lane.texts);
    for (x, from) in &lane.lines {
        event_line(&mut shapes, *x, *from, plot.bottom, &covered, theme.axis);
    }
    shapes.0.extend(lane.shapes.0);
    shapes.0.extend(mark_shapes.0);
    shapes.0.extend(label_shapes.0);
    order::sort(&mut places, &|a, b| by_date(a.claim, b.claim));
    Scene {
        width,
        height: plot.bottom + axis_height,
        background: theme.background,
        shapes: shapes.0,
        claims: places,
        cloud,
    }
}

/// The plot: which days and counts it spans, and where it stands.
pub(super) struct Plot {
    /// The day at the left edge, as a number of days since 1970; below `last`.
    first: f64,
    last: f64,
    /// The count at the upper edge; the lower one is 0.
    most: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Plot {
    pub fn x_of(&self, day: f64) -> f64 {
        self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)
    }

    pub fn y_of(&self, count: f64) -> f64 {
        self.bottom - count / self.most * (self.bottom - self.top)
    }
}

/// What the numbers of a picture span.
struct Extent {
    /// The first and the last day that one is about.
    days: (Day, Day),
    /// The highest, with room for its arrow.
    most: f64,
    /// Whether all of them are whole.
    is_whole: bool,
    n_readings: usize,
}

/// What the chosen claims' numbers span; `None` where nobody gives one.
fn extent(dataset: &Dataset, view: &View, plot_height: f64) -> Option<Extent> {
    let mut extent: Option<Extent> = None;
    view.read(dataset, &mut |reading| {
        let (from, to) = span(dataset, reading.claim);
        let extent = extent.get_or_insert(Extent {
            days: (from, to),
            most: 0.0,
            is_whole: true,
            n_readings: 0,
        });
        extent.days = (extent.days.0.min(from), extent.days.1.max(to));
        let bounds = reading.bounds;
        // An arrow needs its length above the mark, so its number counts as a higher one.
        let (end, room) = if bounds.is_bounded_above() {
            (bounds.high, 1.04)
        } else {
            (bounds.low, plot_height / (plot_height - ARROW - SYMBOL_REACH))
        };
        extent.most = extent.most.max(end * room);
        extent.is_whole &= bounds.low.fract() == 0.0 && end.fract() == 0.0;
        extent.n_readings += 1;
    });
    extent
}

/// The days that the axis spans, with room at both ends, as numbers of days since 1970.
fn days(dataset: &Dataset, selection: &Selection, extent: &Extent) -> (f64, f64) {
    let (mut first, mut last) = extent.days;
    // What has no number may widen the axis a little, but not squeeze the numbers.
    let margin = ((last.0 - first.0) / 7).max(2);
    let (earliest, latest) = (first.0 - margin, last.0 + margin);
    let mut widen = |date: Date| {
        if date.first().0 >= earliest && date.last().0 <= latest {
            first = first.min(date.first());
            last = last.max(date.last());
        }
    };
    for event in &dataset.events {
        widen(event.date);
    }
    for (n, claim) in dataset.claims.iter().enumerate() {
        if claim.figures.is_empty() && selection.shows(dataset, n) {
            widen(claim.as_of);
        }
    }
    let room = (f64::from(last.0 - first.0) * 0.09).max(1.0);
    (f64::from(first.0) - room, f64::from(last.0) + room)
}

/// The days that a claim's number is about; a count stands at the end of its day, so a period begins
/// at the end of the day before it.
pub(super) fn span(dataset: &Dataset, claim: usize) -> (Day, Day) {
    let claim = &dataset.claims[claim];
    match claim.details.period {
        Some(period) => (Day(period.from.first().0 - 1), period.to.last()),
        None => (claim.as_of.first(), claim.as_of.last()),
    }
}

/// A claim's mark.
struct Mark {
    reading: Reading,
    point: Point,
    area: Rect,
}

/// Draws a claim's mark and adds the rectangles that it covers to the obstacles.
#[allow(clippy::too_many_arguments, reason = "one step of the layout, called once")]
fn mark(
    dataset: &Dataset,
    reading: Reading,
    plot: &Plot,
    struck: bool,
    theme: &Theme,
    earlier: &[Mark],
    shapes: &mut Shapes,
    obstacles: &mut Vec<Rect>,
) -> Mark {
    let claim = &dataset.claims[reading.claim];
    let party = dataset.party_of(claim);
    let colour = theme.party(party).with_opacity(if struck { 0.5 } else { 1.0 });
    let bounds = reading.bounds;
    let (from, to) = span(dataset, reading.claim);
    let (from_x, to_x) = (plot.x_of(f64::from(from.0)), plot.x_of(f64::from(to.0)));
    let (value, mut filling) = stand_in(&reading);
    let mut point = Point { x: (from_x + to_x) / 2.0, y: plot.y_of(value) };
    if from_x == to_x {
        point.x += aside(point, plot, earlier);
    }

    let first_part = obstacles.len();
    obstacles.push(Rect::around(point, SYMBOL_REACH));
    let (is_between, is_vague) = match reading.said {
        Said::Figure(Quantity::Between { vague, .. }) => (true, vague),
        _ => (false, false),
    };
    let is_point = bounds.low == bounds.high;
    let is_range = bounds.is_bounded_above() && !is_point && (bounds.low > 0.0 || is_between);
    if is_range {
        let (top, bottom) = (plot.y_of(bounds.high), plot.y_of(bounds.low));
        let capped = is_between && !is_vague;
        obstacles.push(marks::bar(shapes, point.x, top, bottom, capped, colour));
    }
    if claim.details.period.is_some() {
        filling = Filling::Hollow;
        // Wide enough to be seen on both sides of the symbol, however short the period.
        let half = ((to_x - from_x) / 2.0).max(12.0);
        let left = (point.x - half).max(plot.left + 1.0);
        let right = (point.x + half).min(plot.right - 1.0);
        obstacles.push(marks::bracket(shapes, left, right, point.y, colour));
    } else if to_x > from_x {
        // Some day of a month: a soft bar over the days that it may be.
        let over = Rect { left: from_x, top: point.y - 4.0, right: to_x, bottom: point.y + 4.0 };
        shapes.rect(over, colour.with_opacity(0.3));
        obstacles.push(over);
    }
    if !bounds.is_bounded_above() {
        obstacles.push(marks::arrow(shapes, point, Towards::More, ARROW, colour));
    } else if !is_range && !is_point {
        let length = ARROW.min(plot.bottom - point.y);
        if length >= 18.0 {
            obstacles.push(marks::arrow(shapes, point, Towards::Fewer, length, colour));
        }
    }
    marks::symbol(shapes, party, point, filling, colour, theme);
    if struck {
        marks::strike(shapes, point, theme.ink);
    }
    let mut area = obstacles[first_part];
    for part in &obstacles[first_part..] {
        area = area.union(part);
    }
    Mark { reading, point, area }
}

/// How far a mark moves so as not to hide one of the same day and number, in CSS px: not at all where
/// there is none, or where there are so many that moving would tell something false.
fn aside(point: Point, plot: &Plot, earlier: &[Mark]) -> f64 {
    let step = 2.0 * SYMBOL_REACH;
    // Marks come by date, so the only ones that can be hidden are among the last.
    let last = &earlier[earlier.len().saturating_sub(MAX_LABELS)..];
    let is_free = |by: &f64| {
        let x = point.x + by;
        let is_inside = x - step > plot.left && x + step < plot.right;
        (*by == 0.0 || is_inside)
            && !last.iter().any(|mark| {
                (mark.point.x - x).abs() < step - 1.0
                    && (mark.point.y - point.y).abs() < SYMBOL_REACH
            })
    };
    [0.0, step, -step].into_iter().find(is_free).unwrap_or(0.0)
}

/// The count at which a reading's symbol stands, and whether that number was said.
pub(super) fn stand_in(reading: &Reading) -> (f64, Filling) {
    let bounds = reading.bounds;
    match reading.said {
        Said::Figure(Quantity::About(n)) => (n, Filling::Filled),
        Said::Figure(Quantity::Between { best: Some(best), .. }) => (best, Filling::Filled),
        _ if !bounds.is_bounded_above() => (bounds.low, Filling::Filled),
        Said::Figure(Quantity::Between { .. }) => {
            ((bounds.low + bounds.high) / 2.0, Filling::Hollow)
        }
        _ if bounds.low == bounds.high || !bounds.is_bounded_below() => {
            (bounds.high, Filling::Filled)
        }
        _ => ((bounds.low + bounds.high) / 2.0, Filling::Hollow),
    }
}

/// How a label may be set: in full, broken into narrower lines, the number alone.
fn blocks(
    language: &Language,
    dataset: &Dataset,
    reading: &Reading,
    width: f64,
    metrics: &dyn TextMetrics,
) -> Vec<Block> {
    let claim = &dataset.claims[reading.claim];
    let mut value = words::figure_short(language, reading, claim);
    if let Some(period) = claim.details.period {
        value = words::of_period(language, &value, &words::period_short(language, period));
    }
    let name = dataset.claimants[claim.claimant].name.as_str();
    let broad = width * 0.45;
    let narrow = (width * 0.24).min(110.0);
    let mut blocks: Vec<Block> = Vec::new();
    for (most, name) in [(broad, name), (narrow, name), (broad, ""), (narrow, "")] {
        let mut lines = Vec::new();
        for (text, face) in [(value.as_str(), VALUE_FACE), (name, LESSER_FACE)] {
            for text in wrap(metrics, text, face, most) {
                let width = metrics.width(&text, face);
                lines.push(Line { text, face, width });
            }
        }
        let block = Block { lines };
        if blocks.last() != Some(&block) {
            blocks.push(block);
        }
    }
    blocks
}

/// Draws a placed label; adds where its lines stand, with some room, to what lines keep clear of.
fn set_label(
    block: &Block,
    label: &Placed,
    colour: Colour,
    struck: bool,
    theme: &Theme,
    shapes: &mut Shapes,
    covered: &mut Vec<Rect>,
) {
    let rect = label.rect;
    let mut top = rect.top;
    for line in &block.lines {
        let (left, anchor, x) = match label.side {
            Side::Right => (rect.left, Anchor::Left, rect.left),
            Side::Left => (rect.right - line.width, Anchor::Right, rect.right),
            Side::Centre => {
                let middle = (rect.left + rect.right) / 2.0;
                (middle - line.width / 2.0, Anchor::Middle, middle)
            }
        };
        let (right, bottom) = (left + line.width, top + LEADING);
        let y = (top + bottom) / 2.0;
        // The bold line is the claim's number.
        let fill = if line.face.bold { colour } else { theme.muted };
        shapes.text(&line.text, Point { x, y }, anchor, line.face, fill);
        if struck && line.face.bold {
            shapes.rule(left, right, y - 0.5, y + 0.5, fill);
        }
        covered.push(Rect { left, top, right, bottom }.grown(3.0));
        top = bottom;
    }
}

/// Draws the time axis below the plot; gives the height that it takes.
fn day_axis(
    language: &Language,
    shapes: &mut Shapes,
    plot: &Plot,
    width: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> f64 {
    let (first, last) = (Day(plot.first.ceil() as i32), Day(plot.last.floor() as i32));
    // A label and the space to the next take about 70 px, on a phone's narrow axis less.
    let across = plot.right - plot.left;
    let count = (across / 70.0).max((across / 56.0).min(4.0));
    let mut height = 25.0;
    let mut free_from = 0.0;
    for tick in day_ticks(language, first, last, count) {
        let x = plot.x_of(f64::from(tick.day.0));
        shapes.rule(x - 0.5, x + 0.5, plot.bottom, plot.bottom + 5.0, theme.axis);
        let year = tick.year.unwrap_or_default();
        for (label, below) in [(tick.label, 15.0), (year, 30.0)] {
            if label.is_empty() {
                continue;
            }
            let half = metrics.width(&label, TICK_FACE) / 2.0;
            let at = Point { x: x.min(width - half).max(half), y: plot.bottom + below };
            // A day's label that finds no room beside the one before stays out; its tick does not.
            if below == 15.0 {
                if at.x - half < free_from {
                    break;
                }
                free_from = at.x + half;
            }
            shapes.text(&label, at, Anchor::Middle, TICK_FACE, theme.muted);
            height = f64::max(height, below + 10.0);
        }
    }
    height
}

/// How many of the chosen claims give no number at all.
fn n_without_number(dataset: &Dataset, selection: &Selection) -> usize {
    let is_without =
        |n: &usize| dataset.claims[*n].figures.is_empty() && selection.shows(dataset, *n);
    (0..dataset.claims.len()).filter(is_without).count()
}

/// Events and, where they are not too many, claims without a number, each with its date: those within the axis from the last to
/// the first, then the others. What comes after the chosen day has its place among them.
fn lane_items(
    language: &Language,
    dataset: &Dataset,
    view: &View,
    plot: &Plot,
    is_lane_full: bool,
) -> Vec<Item> {
    let (year, _, _) = Day(plot.first.ceil() as i32).civil();
    let mut items = Vec::new();
    let mut add = |date: Date, what: &str, claim, has_come| {
        let middle = f64::from(date.first().0 + date.last().0) / 2.0;
        let at = if middle < plot.first {
            Place::Before
        } else if middle > plot.last {
            Place::After
        } else {
            Place::At(plot.x_of(middle))
        };
        let text = words::dated(language, &words::date_short(language, date, year), what);
        items.push((middle, Item { text, at, claim, has_come }));
    };
    for event in dataset.events.iter().take(MOST_IN_LANE) {
        add(event.date, &event.label, None, view.selection.has_come(event.date));
    }
    let all = view.of_all_days().selection;
    for (n, claim) in dataset.claims.iter().enumerate() {
        if !is_lane_full && claim.figures.is_empty() && all.shows(dataset, n) {
            let name = &dataset.claimants[claim.claimant].name;
            let said = words::said_without_number(language, claim);
            add(
                claim.as_of,
                &words::followed(language, key!("list"), &said, name),
                Some((n, dataset.party_of(claim))),
                view.selection.is_said(claim),
            );
        }
    }
    let is_outside = |item: &Item| !matches!(item.at, Place::At(_));
    order::sort(&mut items, &|(a_day, a), (b_day, b)| {
        is_outside(a).cmp(&is_outside(b)).then(b_day.total_cmp(a_day))
    });
    items.into_iter().map(|(_, item)| item).collect()
}

/// Draws a level line that leaves out what rectangles cover.
fn rule_around(shapes: &mut Shapes, from: f64, to: f64, y: f64, covered: &[Rect], colour: Colour) {
    let crossed: Vec<&Rect> =
        covered.iter().filter(|rect| rect.top < y && y < rect.bottom).collect();
    let mut start = from;
    for n in order::sorted(crossed.len(), &|a, b| crossed[a].left.total_cmp(&crossed[b].left)) {
        if crossed[n].left > start {
            shapes.rule(start, crossed[n].left.min(to), y - 0.5, y + 0.5, colour);
        }
        start = start.max(crossed[n].right);
    }
    if start < to {
        shapes.rule(start, to, y - 0.5, y + 0.5, colour);
    }
}

/// Draws a dashed upright line that leaves out what rectangles cover.
fn event_line(shapes: &mut Shapes, x: f64, from: f64, to: f64, covered: &[Rect], colour: Colour) {
    let mut top = from;
    while top < to {
        let dash = Rect { left: x - 0.5, top, right: x + 0.5, bottom: (top + 3.0).min(to) };
        if !covered.iter().any(|rect| rect.overlaps(&dash)) {
            shapes.rect(dash, colour);
        }
        top += 6.0;
    }
}
