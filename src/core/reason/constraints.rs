//! What claims say, as constraints on the additions of linked measures over stretches of days.

use super::limit::Limit;
use crate::model::{Bounds, Claim, Dataset, Quantity, Said};
use crate::order;
use crate::view::Selection;

/// Before the first day of all.
pub const BEGINNING: i32 = i32::MIN;
/// Scaled numbers stay below this, so that a few thousand of them can be added in an `i64`, and each
/// of them is exact in an `f64`.
const MOST: f64 = (1_u64 << 50) as f64;
/// More than enough for the decimal places of any count.
const FINEST: f64 = 1e12;

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

impl End {
    /// What a count is multiplied by for the limit to be one of how large it may be.
    pub(super) fn sign(self) -> f64 {
        match self {
            End::Low => -1.0,
            End::High => 1.0,
        }
    }
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

/// What claims say of a group.
#[derive(Debug, Default)]
pub struct SaidOfGroup {
    /// The ends of the figures.
    pub rows: Vec<Row>,
    /// The ends of what is added up where a claim gives every part of a whole. They follow from the rows
    /// where sums are followed in full.
    pub sums: Vec<Row>,
    /// For each measure, the days that claims about it name, ascending.
    pub days: Vec<Vec<i32>>,
    /// How many claims have rows.
    pub n_claims: usize,
}

/// Which rows are kept of what claims say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All.
    All,
    /// Those that others which came before them do not imply at a glance: of thousands of claims, few.
    Telling,
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
#[inline(never)]
pub fn taking_part(dataset: &Dataset, selection: &Selection) -> Vec<usize> {
    let is_superseded = selection.superseded(dataset);
    let mut claims = Vec::new();
    for &claim in &dataset.by_said {
        if selection.shows(dataset, claim) && !is_superseded[claim] {
            claims.push(claim);
        }
    }
    claims
}

/// The groups that a dataset's measures fall into, in the order of their first measures.
#[inline(never)]
pub fn groups(dataset: &Dataset) -> Vec<Group> {
    let mut is_part = vec![false; dataset.measures.len()];
    for measure in &dataset.measures {
        for &part in measure.sum_of.iter().chain(&measure.includes) {
            is_part[part] = true;
        }
    }
    let mut groups = Vec::new();
    for (root, is_part) in is_part.into_iter().enumerate() {
        if !is_part {
            groups.push(group(dataset, root));
        }
    }
    groups
}

#[inline(never)]
fn group(dataset: &Dataset, root: usize) -> Group {
    let mut found = vec![root];
    let mut measures: Vec<Node> = Vec::new();
    while let Some(&measure) = found.get(measures.len()) {
        let entry = &dataset.measures[measure];
        let mut positions = [Vec::new(), Vec::new()];
        for (positions, parts) in positions.iter_mut().zip([&entry.sum_of, &entry.includes]) {
            for &part in parts {
                positions.push(found.len());
                found.push(part);
            }
        }
        let [sum_of, includes] = positions;
        measures.push(Node { measure, accumulates: entry.accumulates, sum_of, includes });
    }
    let mut group = Group { measures, scale: 1.0 };
    let mut most = 1.0_f64;
    for claim in &dataset.claims {
        for figure in claim.figures.iter() {
            if group.position(figure.measure).is_some() {
                // What makes these whole makes a bare number whole, too.
                let bounds = bounds(figure.quantity, Rounding::Allowed);
                for end in [bounds.low, bounds.high] {
                    if end.is_finite() {
                        most = most.max(end);
                        group.scale = finer(group.scale, end);
                    }
                }
            }
        }
    }
    while group.scale > 1.0 && most * group.scale > MOST {
        group.scale /= 10.0;
    }
    group
}

/// The least power of ten from `scale` on that makes a number whole, as far as that goes.
fn finer(mut scale: f64, n: f64) -> f64 {
    while !is_whole(n * scale) && scale < FINEST {
        scale *= 10.0;
    }
    scale
}

/// Whether a number is whole but for what computing it has lost.
fn is_whole(n: f64) -> bool {
    (n - n.round()).abs() <= n.abs() * 1e-15
}

/// The bounds of what was said.
fn bounds(quantity: Quantity, rounding: Rounding) -> Bounds {
    match quantity {
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

    /// Whether a measure is another or one of those that it is the sum of.
    pub fn is_within(&self, part: usize, whole: usize) -> bool {
        let node = &self.measures[whole];
        part == whole || node.sum_of.iter().any(|&own| self.is_within(part, own))
    }

    /// Whether a measure grows by at most what another grows by: it is that, or one of those that it is the
    /// sum of, which never fall.
    pub fn grows_within(&self, part: usize, whole: usize) -> bool {
        let parts = &self.measures[whole].sum_of;
        part == whole
            || (parts.iter().all(|&own| self.measures[own].accumulates)
                && parts.iter().any(|&own| self.grows_within(part, own)))
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

    /// What claims say of the group.
    pub fn said(
        &self,
        dataset: &Dataset,
        claims: &[usize],
        rounding: Rounding,
        kept: Kept,
    ) -> SaidOfGroup {
        let mut said = SaidOfGroup::default();
        let mut has_rows = vec![false; claims.len()];
        for (measure, node) in self.measures.iter().enumerate() {
            let mut days = Vec::new();
            // Lower ends before upper ones, and both as claims come, which is mostly by date: less to sort later.
            let (mut rows, mut sums) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
            for (n, &claim) in claims.iter().enumerate() {
                dataset.read(claim, node.measure, &mut |reading| {
                    add_named_days(&dataset.claims[claim], &mut days);
                    let mut is_added_up = false;
                    let (bounds, rows, has_any) = match reading.said {
                        Said::Figure(quantity) => {
                            (bounds(quantity, rounding), &mut rows, &mut has_rows[n])
                        }
                        Said::AddedUp => (reading.bounds, &mut sums, &mut is_added_up),
                    };
                    self.add_rows(dataset, claim, measure, bounds, kept, rows, has_any);
                });
            }
            for (rows, all) in [(&mut rows, &mut said.rows), (&mut sums, &mut said.sums)] {
                let [low, high] = rows;
                all.append(low);
                all.append(high);
            }
            order::sort_distinct(&mut days);
            said.days.push(days);
        }
        said.n_claims = has_rows.into_iter().filter(|has_any| *has_any).count();
        said
    }

    /// Adds the ends of what a claim says, and tells whether it has any.
    #[allow(clippy::too_many_arguments, reason = "one step of the above, called once")]
    fn add_rows(
        &self,
        dataset: &Dataset,
        claim: usize,
        measure: usize,
        bounds: Bounds,
        kept: Kept,
        rows: &mut [Vec<Row>; 2],
        has_any: &mut bool,
    ) {
        let windows = windows(&dataset.claims[claim], self.measures[measure].accumulates);
        for end in [End::Low, End::High] {
            let (n, is_open, is_bounded) = match end {
                End::Low => (bounds.low, bounds.low_open, bounds.is_bounded_below()),
                End::High => (bounds.high, bounds.high_open, bounds.is_bounded_above()),
            };
            if let (Some(window), true) = (windows[end as usize], is_bounded) {
                *has_any = true;
                // In the group's unit, rounded to the loose side where it has too many places.
                let n = end.sign() * n * self.scale;
                let n = if is_whole(n) { n.round() } else { n.ceil() } as i64;
                let limit = if is_open { Limit::less_than(n) } else { Limit::at_most(n) };
                let row = Row { claim, measure, window, end, limit };
                match kept {
                    Kept::All => rows[end as usize].push(row),
                    Kept::Telling => self.add_telling(row, &mut rows[end as usize]),
                }
            }
        }
    }

    /// Adds a row to those of earlier days, and of the same, unless one of them implies it; and takes out the last
    /// that it implies itself. Of equals the first stays.
    #[inline(never)]
    fn add_telling(&self, row: Row, kept: &mut Vec<Row>) {
        let is_total =
            |row: &Row| row.window.after == BEGINNING && self.measures[row.measure].accumulates;
        while let Some(last) = kept.last() {
            if (last.measure, last.end) != (row.measure, row.end) {
                break;
            }
            let is_same = last.window == row.window;
            // A running total never falls.
            if !is_same && (!is_total(last) || !is_total(&row) || row.window < last.window) {
                break;
            }
            if (is_same || row.end == End::Low) && last.limit <= row.limit {
                return;
            }
            if !is_same && (row.end == End::Low || last.limit < row.limit) {
                break;
            }
            kept.pop();
        }
        kept.push(row);
    }
}

/// The windows for which a claim's lower and upper ends hold; `None` where they prove nothing.
///
/// Where a day is not known, the lower end holds for the longest stretch of days that may be meant
/// and the upper end for the shortest, so that nothing false follows.
fn windows(claim: &Claim, accumulates: bool) -> [Option<Window>; 2] {
    if let Some(period) = claim.details.period {
        let low = Window { after: period.from.first().0 - 1, to: period.to.last().0 };
        let high = Window { after: period.from.last().0 - 1, to: period.to.first().0 };
        return [Some(low), (high.after < high.to).then_some(high)];
    }
    let date = claim.as_of;
    if !date.is_day() && !accumulates {
        return [None; 2];
    }
    [date.last(), date.first()].map(|day| Some(Window { after: BEGINNING, to: day.0 }))
}

/// Adds the days at whose end a claim names a count, in no order and some of them twice: those where its count
/// begins and ends, each the first and the last that may be meant.
fn add_named_days(claim: &Claim, days: &mut Vec<i32>) {
    let mut to = claim.as_of;
    if let Some(period) = claim.details.period {
        days.extend([period.from.first().0 - 1, period.from.last().0 - 1]);
        to = period.to;
    }
    for day in [to.first().0, to.last().0] {
        // Thousands of claims name the same day one after the other.
        if days.last() != Some(&day) {
            days.push(day);
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
        group.add_telling(rows[n], &mut kept);
    }
    kept
}
