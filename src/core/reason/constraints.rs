//! What claims say, as constraints on the additions of linked measures over stretches of days.

use super::limit::Limit;
use crate::model::{Bounds, Claim, Dataset, Date, Figure, Quantity, Said};
use crate::order;
use crate::view::Selection;

/// Before the first day of all.
pub const BEGINNING: i32 = i32::MIN;
/// Scaled numbers stay below this, so that a few thousand of them can be added in an `i64`, and each
/// of them is exact in an `f64`.
const MOST: f64 = (1_u64 << 50) as f64;
/// More decimal places than any count has.
const MOST_PLACES: u32 = 12;

/// The days after `after` up to the end of `to`, as numbers of days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// [`BEGINNING`] for a count from the beginning, and for every level.
    pub after: i32,
    pub to: i32,
}

/// The lower or the upper end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The lower end.
    Low,
    /// The upper end.
    High,
}

/// One end of what one claim says about one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Index into the dataset's claims.
    pub claim: usize,
    /// Position in [`Group::measures`].
    pub measure: usize,
    /// The days whose additions it limits.
    pub window: Window,
    /// Which end.
    pub end: End,
    /// Of the addition for an upper end; of the negated addition for a lower one. Scaled.
    pub limit: Limit,
}

/// Measures that are linked as wholes and parts, and stand or fall together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Wholes before their parts; the first is the whole of all.
    pub measures: Vec<Node>,
    /// What a number of the dataset is multiplied by to be whole: a power of ten.
    pub scale: f64,
}

/// A measure in its group; other measures are named by their position there.
#[derive(Clone, Debug)]
pub struct Node {
    /// Index into the dataset's measures.
    pub measure: usize,
    /// False for a level.
    pub accumulates: bool,
    /// The parts that add up to it.
    pub sum_of: Vec<usize>,
    /// Parts that do not make it up.
    pub includes: Vec<usize>,
}

/// How a bare number is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// As it stands.
    AsSaid,
    /// As any number that rounds to it.
    Allowed,
}

/// The claims that are reasoned with, the earliest said first, then by id: an order that does not
/// depend on the dataset's, so that neither do the findings.
pub fn taking_part(dataset: &Dataset, selection: &Selection) -> Vec<usize> {
    let mut is_replaced = vec![false; dataset.claims.len()];
    for claim in dataset.claims.iter().filter(|claim| selection.is_said(claim)) {
        if let Some(earlier) = claim.supersedes {
            is_replaced[earlier] = true;
        }
    }
    let claims: Vec<usize> = (0..dataset.claims.len())
        .filter(|&claim| !is_replaced[claim] && selection.shows(dataset, claim))
        .collect();
    let by_date_and_id = |a: usize, b: usize| {
        let (a, b) = (&dataset.claims[claims[a]], &dataset.claims[claims[b]]);
        a.said.first().cmp(&b.said.first()).then_with(|| a.id.cmp(&b.id))
    };
    order::sorted(claims.len(), &by_date_and_id).into_iter().map(|n| claims[n]).collect()
}

/// The groups that a dataset's measures fall into, in the order of their first measures.
pub fn groups(dataset: &Dataset) -> Vec<Group> {
    let mut is_part = vec![false; dataset.measures.len()];
    for measure in &dataset.measures {
        for &part in measure.sum_of.iter().chain(&measure.includes) {
            is_part[part] = true;
        }
    }
    (0..dataset.measures.len()).filter(|&n| !is_part[n]).map(|root| group(dataset, root)).collect()
}

fn group(dataset: &Dataset, root: usize) -> Group {
    let mut found = vec![root];
    let mut measures: Vec<Node> = Vec::new();
    while measures.len() < found.len() {
        let measure = found[measures.len()];
        let entry = &dataset.measures[measure];
        let mut positions = |parts: &[usize]| {
            let first = found.len();
            found.extend(parts);
            (first..found.len()).collect()
        };
        let (sum_of, includes) = (positions(&entry.sum_of), positions(&entry.includes));
        measures.push(Node { measure, accumulates: entry.accumulates, sum_of, includes });
    }
    let figures = dataset.claims.iter().flat_map(|claim| &claim.figures);
    let scale = scale(figures.filter(|figure| found.contains(&figure.measure)));
    Group { measures, scale }
}

/// The power of ten that makes all ends of the figures whole, as far as they stay exact.
fn scale<'a>(figures: impl Iterator<Item = &'a Figure>) -> f64 {
    let (mut scale, mut most) = (1.0_f64, 1.0_f64);
    for figure in figures {
        for bounds in [bounds(figure, Rounding::AsSaid), bounds(figure, Rounding::Allowed)] {
            for end in [bounds.low, bounds.high] {
                if end.is_finite() {
                    most = most.max(end);
                    let mut places = 0;
                    while !is_whole(end * scale) && places < MOST_PLACES {
                        scale *= 10.0;
                        places += 1;
                    }
                }
            }
        }
        scale = scale.min(10_f64.powi(MOST_PLACES as i32));
    }
    while scale > 1.0 && most * scale > MOST {
        scale /= 10.0;
    }
    scale
}

/// Whether a number is whole but for what computing it has lost.
fn is_whole(n: f64) -> bool {
    (n - n.round()).abs() <= n * 1e-15
}

/// A figure's bounds.
fn bounds(figure: &Figure, rounding: Rounding) -> Bounds {
    match figure.quantity {
        Quantity::Stated(n) if rounding == Rounding::Allowed => Quantity::About(n).bounds(),
        quantity => quantity.bounds(),
    }
}

impl Group {
    /// The position of one of the dataset's measures, or `None` where it belongs to another group.
    pub fn position(&self, measure: usize) -> Option<usize> {
        self.measures.iter().position(|node| node.measure == measure)
    }

    /// Whether any measure is the sum of others.
    pub fn has_sums(&self) -> bool {
        self.measures.iter().any(|node| !node.sum_of.is_empty())
    }

    /// The whole that grows by at least what a part grows by: the sum of it and others that never fall.
    pub fn whole_that_grows_with(&self, part: usize) -> Option<usize> {
        let whole = self.measures.iter().position(|node| node.sum_of.contains(&part))?;
        self.all_parts_accumulate(whole).then_some(whole)
    }

    /// The parts, and theirs, that grow by at most what their whole grows by.
    pub fn parts_that_grow_within(&self, whole: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut wholes = vec![whole];
        while let Some(whole) = wholes.pop() {
            if self.all_parts_accumulate(whole) {
                found.extend(&self.measures[whole].sum_of);
                wholes.extend(&self.measures[whole].sum_of);
            }
        }
        found
    }

    fn all_parts_accumulate(&self, whole: usize) -> bool {
        self.measures[whole].sum_of.iter().all(|&part| self.measures[part].accumulates)
    }

    /// How many measures at most add up to one, those that are sums themselves not counted.
    pub fn n_added_up(&self) -> usize {
        let mut counts = vec![1; self.measures.len()];
        for (whole, node) in self.measures.iter().enumerate().rev() {
            if !node.sum_of.is_empty() {
                counts[whole] = node.sum_of.iter().map(|&part| counts[part]).sum();
            }
        }
        counts.into_iter().max().unwrap_or(0)
    }

    /// Adds the constraints that a claim puts on the group's measures.
    pub fn add_rows(
        &self,
        dataset: &Dataset,
        claim: usize,
        rounding: Rounding,
        rows: &mut Vec<Row>,
    ) {
        for figure in &dataset.claims[claim].figures {
            let Some(measure) = self.position(figure.measure) else { continue };
            self.add_reading(dataset, claim, measure, bounds(figure, rounding), rows);
        }
    }

    fn add_reading(
        &self,
        dataset: &Dataset,
        claim: usize,
        measure: usize,
        bounds: Bounds,
        rows: &mut Vec<Row>,
    ) {
        let (low, high) = windows(&dataset.claims[claim], self.measures[measure].accumulates);
        if let (Some(window), true) = (low, bounds.is_bounded_below()) {
            let n = -self.scaled(bounds.low, f64::floor);
            let limit = if bounds.low_open { Limit::less_than(n) } else { Limit::at_most(n) };
            rows.push(Row { claim, measure, window, end: End::Low, limit });
        }
        if let (Some(window), true) = (high, bounds.is_bounded_above()) {
            let n = self.scaled(bounds.high, f64::ceil);
            let limit = if bounds.high_open { Limit::less_than(n) } else { Limit::at_most(n) };
            rows.push(Row { claim, measure, window, end: End::High, limit });
        }
    }

    /// A number in the group's unit, rounded to the loose side where it has too many places.
    fn scaled(&self, n: f64, to_the_loose_side: fn(f64) -> f64) -> i64 {
        let n = n * self.scale;
        let whole = if is_whole(n) { n.round() } else { to_the_loose_side(n) };
        whole as i64
    }
}

/// The windows for which a claim's lower and upper ends hold; `None` where they prove nothing.
///
/// Where a day is not known, the lower end holds for the longest stretch of days that may be meant
/// and the upper end for the shortest, so that nothing false follows.
pub fn windows(claim: &Claim, accumulates: bool) -> (Option<Window>, Option<Window>) {
    if let Some(period) = claim.period {
        let low = Window { after: period.from.first().0 - 1, to: period.to.last().0 };
        let high = Window { after: period.from.last().0 - 1, to: period.to.first().0 };
        return (Some(low), (high.after < high.to).then_some(high));
    }
    match claim.as_of {
        Date::Month { .. } if !accumulates => (None, None),
        date => {
            let until = |day: i32| Some(Window { after: BEGINNING, to: day });
            (until(date.last().0), until(date.first().0))
        }
    }
}

/// The days at whose end a claim names a count, in no order: two where it counts over a period, and
/// twice as many where days are not known.
pub fn named_days(claim: &Claim) -> [i32; 4] {
    match claim.period {
        Some(period) => [
            period.from.first().0 - 1,
            period.from.last().0 - 1,
            period.to.first().0,
            period.to.last().0,
        ],
        None => {
            let (first, last) = (claim.as_of.first().0, claim.as_of.last().0);
            [first, first, last, last]
        }
    }
}

/// The rows that the others do not imply at a glance: of several with the same meaning the tightest, and
/// of running totals those that no earlier lower end and no later upper end makes needless. Of equals the
/// first stays; the order depends on nothing else.
pub fn tightest(group: &Group, rows: &[Row]) -> Vec<Row> {
    let place = |row: &Row| (row.measure, row.end, row.window);
    let compare = |a: usize, b: usize| {
        place(&rows[a]).cmp(&place(&rows[b])).then(rows[a].limit.cmp(&rows[b].limit))
    };
    let mut kept: Vec<Row> = Vec::new();
    for n in order::sorted(rows.len(), &compare) {
        let row = rows[n];
        let is_total =
            |row: &Row| row.window.after == BEGINNING && group.measures[row.measure].accumulates;
        let is_needless = kept.last().is_some_and(|last| {
            let is_like = (last.measure, last.end) == (row.measure, row.end)
                && is_total(last)
                && is_total(&row);
            place(last) == place(&row)
                || (row.end == End::Low && is_like && last.limit <= row.limit)
        });
        if is_needless {
            continue;
        }
        while let Some(last) = kept.last() {
            let is_needless = row.end == End::High
                && (last.measure, last.end) == (row.measure, row.end)
                && is_total(last)
                && is_total(&row)
                && row.limit <= last.limit;
            if !is_needless {
                break;
            }
            kept.pop();
        }
        kept.push(row);
    }
    kept
}

/// Adds what claims that give every part of a whole come to for the whole. It follows from the parts
/// where sums are followed in full.
pub fn add_sums(dataset: &Dataset, group: &Group, claims: &[usize], rows: &mut Vec<Row>) {
    for (measure, node) in group.measures.iter().enumerate() {
        for &claim in claims.iter().filter(|_| !node.sum_of.is_empty()) {
            for reading in dataset.readings_of(claim, node.measure) {
                if reading.said == Said::AddedUp {
                    group.add_reading(dataset, claim, measure, reading.bounds, rows);
                }
            }
        }
    }
}
