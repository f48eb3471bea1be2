//! Which two claims contradict each other.
//!
//! A claim speaks of one stretch of days: from the beginning, or over its period. Two claims can only
//! contradict each other where the days of one lie within those of the other, because then every
//! addition counted by the one is also counted by the other. For each measure that leaves three
//! differences: the addition over the shorter stretch, over the longer one, and between the two. What a
//! whole can be is, in each of the three, the sum of what its parts can be, and that is exact: the
//! constraints bound convex regions of a plane whose edges have the same few directions, and such
//! regions add by adding their bounds.
//!
//! Most pairs are never looked at. A tree over the claims holds, for each branch, the tightest limits of
//! all the claims on it taken together: who fits those, fits every one of them. For that to spare much,
//! the shorter stretch is told by its lower limits alone and the longer one by its upper ones, which is
//! enough once every limit is as tight as its claim makes it, unless three measures or more add up: what
//! two of them are together is a limit that no measure has.

use super::constraints::{BEGINNING, End, Group, Row, Window};
use super::limit::Limit;
use crate::order;

/// What one claim says of a group, or several say together.
#[derive(Clone, Debug)]
struct Stand {
    /// The days for which the lower limits hold, and for which the upper ones do: of several claims,
    /// the first and last of each.
    low: Span,
    high: Span,
    /// Whether the lower and upper limits hold for the same days, as they do but for unknown days.
    is_same: bool,
    /// For each measure of the group, of the negated addition and of the addition.
    limits: Vec<[Limit; 2]>,
}

/// The windows of one claim, or those from the first to the last of several.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: Window,
    last: Window,
}

impl Span {
    fn of(window: Window) -> Span {
        Span { first: window, last: window }
    }

    fn join(self, other: Span) -> Span {
        let window = |after, to| Window { after, to };
        Span {
            first: window(
                self.first.after.min(other.first.after),
                self.first.to.min(other.first.to),
            ),
            last: window(self.last.after.max(other.last.after), self.last.to.max(other.last.to)),
        }
    }

    /// Whether a window of these may contain one of others.
    fn may_contain(self, inner: Span) -> bool {
        self.first.after <= inner.last.after && inner.first.to <= self.last.to
    }

    /// Whether a window of these may be one of others.
    fn may_equal(self, other: Span) -> bool {
        let overlap = |a: (i32, i32), b: (i32, i32)| a.0 <= b.1 && b.0 <= a.1;
        overlap((self.first.after, self.last.after), (other.first.after, other.last.after))
            && overlap((self.first.to, self.last.to), (other.first.to, other.last.to))
    }
}

/// The claims that take part in a group, ready to be asked for contradictions.
#[derive(Debug)]
pub struct Pairs<'a> {
    group: &'a Group,
    /// The claims in the order of the tree's leaves.
    claims: Vec<usize>,
    /// The leaf of each claim, as pairs of both, by claim.
    leaves: Vec<(usize, usize)>,
    /// A tree in an array: the branches of `n` are `2n` and `2n + 1`, the leaves are its second half.
    tree: Vec<Option<Stand>>,
}

impl<'a> Pairs<'a> {
    /// Takes the rows of all claims of a group, those of one claim next to each other.
    pub fn new(group: &'a Group, rows: &[Row]) -> Pairs<'a> {
        let mut stands: Vec<(usize, Stand)> = Vec::new();
        for own in rows.chunk_by(|a, b| a.claim == b.claim) {
            stands.push((own[0].claim, stand(group, own)));
        }
        let by_day = |a: usize, b: usize| {
            let key = |n: usize| {
                let window = stands[n].1.high.first;
                (window.after == BEGINNING, window.to, window.after)
            };
            key(a).cmp(&key(b))
        };
        let n_leaves = stands.len().next_power_of_two();
        let mut tree = vec![None; n_leaves];
        let mut claims = Vec::with_capacity(stands.len());
        for n in order::sorted(stands.len(), &by_day) {
            claims.push(stands[n].0);
            tree.push(Some(stands[n].1.clone()));
        }
        tree.resize(2 * n_leaves, None);
        for n in (1..n_leaves).rev() {
            tree[n] = match (&tree[2 * n], &tree[2 * n + 1]) {
                (Some(a), Some(b)) => Some(a.join(b)),
                (one, other) => one.clone().or_else(|| other.clone()),
            };
        }
        let by_claim = order::sorted(claims.len(), &|a, b| claims[a].cmp(&claims[b]));
        let leaves = by_claim.into_iter().map(|leaf| (claims[leaf], leaf)).collect();
        Pairs { group, claims, leaves, tree }
    }

    /// Whether a claim contradicts itself.
    pub fn contradicts_itself(&self, claim: usize) -> bool {
        self.stand(claim).is_some_and(|stand| conflict(self.group, stand, stand))
    }

    /// Adds the claims that contradict one, in no order; itself too where it contradicts itself.
    pub fn add_contradicting(&self, claim: usize, found: &mut Vec<usize>) {
        if let Some(stand) = self.stand(claim) {
            self.descend(stand, 1, found);
        }
    }

    fn stand(&self, claim: usize) -> Option<&Stand> {
        let n = self.leaves.binary_search_by_key(&claim, |(claim, _)| *claim).ok()?;
        self.tree[self.tree.len() / 2 + self.leaves[n].1].as_ref()
    }

    fn descend(&self, stand: &Stand, branch: usize, found: &mut Vec<usize>) {
        let Some(others) = &self.tree[branch] else { return };
        if !conflict(self.group, stand, others) {
            return;
        }
        match branch.checked_sub(self.tree.len() / 2) {
            Some(leaf) => found.push(self.claims[leaf]),
            None => {
                self.descend(stand, 2 * branch, found);
                self.descend(stand, 2 * branch + 1, found);
            }
        }
    }
}

fn stand(group: &Group, rows: &[Row]) -> Stand {
    let mut limits = vec![[Limit::NONE; 2]; group.measures.len()];
    let (mut low, mut high) = (None, None);
    for row in rows {
        let (n, window) = match row.end {
            End::Low => (0, &mut low),
            End::High => (1, &mut high),
        };
        *window = Some(row.window);
        let limit = &mut limits[row.measure][n];
        *limit = row.limit.min(*limit);
    }
    let either = low.or(high).unwrap_or(Window { after: BEGINNING, to: BEGINNING });
    let (low, high) = (low.unwrap_or(either), high.unwrap_or(either));
    if low == high {
        imply(group, &mut limits, either.after == BEGINNING);
    } else {
        // The two ends hold for different days and say nothing about each other.
        let mut lows: Vec<_> = limits.iter().map(|limit| [limit[0], Limit::NONE]).collect();
        let mut highs: Vec<_> = limits.iter().map(|limit| [Limit::NONE, limit[1]]).collect();
        imply(group, &mut lows, low.after == BEGINNING);
        imply(group, &mut highs, high.after == BEGINNING);
        for (n, limit) in limits.iter_mut().enumerate() {
            *limit = [lows[n][0], highs[n][1]];
        }
    }
    Stand { low: Span::of(low), high: Span::of(high), is_same: low == high, limits }
}

/// Makes the limits of one stretch of days as tight as they make each other: first every whole by its
/// parts, then every part by its whole and the others.
fn imply(group: &Group, limits: &mut [[Limit; 2]], is_total: bool) {
    for (whole, node) in group.measures.iter().enumerate().rev() {
        if node.accumulates || is_total {
            limits[whole][0] = limits[whole][0].min(Limit::ZERO);
        }
        if !node.sum_of.is_empty() {
            for n in [0, 1] {
                let parts = node.sum_of.iter().map(|&part| limits[part][n]);
                limits[whole][n] = limits[whole][n].min(parts.fold(Limit::ZERO, Limit::plus));
            }
        }
        for &part in node.includes.iter().filter(|_| is_total) {
            limits[whole][0] = limits[whole][0].min(limits[part][0]);
        }
    }
    for (whole, node) in group.measures.iter().enumerate() {
        for &part in &node.sum_of {
            for n in [0, 1] {
                let others = node.sum_of.iter().filter(|&&other| other != part);
                let rest = others.map(|&other| limits[other][1 - n]).fold(Limit::ZERO, Limit::plus);
                limits[part][n] = limits[part][n].min(limits[whole][n].plus(rest));
            }
        }
        for &part in node.includes.iter().filter(|_| is_total) {
            limits[part][1] = limits[part][1].min(limits[whole][1]);
        }
    }
}

impl Stand {
    fn join(&self, other: &Stand) -> Stand {
        let limits = self.limits.iter().zip(&other.limits);
        Stand {
            low: self.low.join(other.low),
            high: self.high.join(other.high),
            is_same: self.is_same || other.is_same,
            limits: limits.map(|(a, b)| [a[0].min(b[0]), a[1].min(b[1])]).collect(),
        }
    }
}

/// Whether two stands contradict each other; of several claims together, whether any of them may.
fn conflict(group: &Group, a: &Stand, b: &Stand) -> bool {
    conflict_within(group, a, b) || conflict_within(group, b, a)
}

/// Whether what is said of the shorter stretch is too much for what is said of the longer one.
fn conflict_within(group: &Group, inner: &Stand, outer: &Stand) -> bool {
    if !outer.high.may_contain(inner.low) {
        return false;
    }
    let relation = Relation {
        group,
        inner,
        outer,
        is_equal: outer.high.may_equal(inner.low),
        ends_together: outer.high.first.to <= inner.low.last.to,
        inner_is_total: inner.low.first.after == BEGINNING,
        inner_is_period: inner.low.last.after != BEGINNING,
        outer_is_total: outer.high.first.after == BEGINNING,
        with_other_ends: group.n_added_up() > 2,
    };
    // Levels of different days have nothing to do with each other.
    let is_related = relation.is_equal || group.measures.iter().any(|node| node.accumulates);
    is_related && relation.region(0).is_none()
}

/// Two stretches of days, one within the other, and what is said of them.
struct Relation<'a> {
    group: &'a Group,
    inner: &'a Stand,
    outer: &'a Stand,
    /// Whether both are the same; like the rest, of several claims whether it may be so.
    is_equal: bool,
    ends_together: bool,
    inner_is_total: bool,
    inner_is_period: bool,
    outer_is_total: bool,
    /// Whether upper limits of the inner and lower limits of the outer addition matter.
    with_other_ends: bool,
}

/// Limits of the differences between nothing, the inner addition and the outer one: `[a][b]` of a − b.
type Region = [[Limit; 3]; 3];
const NOTHING: usize = 0;
const INNER: usize = 1;
const OUTER: usize = 2;

impl Relation<'_> {
    /// What the additions of a measure can be, or `None` where nothing fits.
    fn region(&self, measure: usize) -> Option<Region> {
        let node = &self.group.measures[measure];
        let mut region = [[Limit::NONE; 3]; 3];
        for (n, row) in region.iter_mut().enumerate() {
            row[n] = Limit::ZERO;
        }
        // Only a level can fall.
        if node.accumulates || self.inner_is_total {
            region[NOTHING][INNER] = Limit::ZERO;
        }
        region[NOTHING][OUTER] = Limit::ZERO;
        if self.is_equal {
            region[OUTER][INNER] = Limit::ZERO;
            region[INNER][OUTER] = Limit::ZERO;
        } else if node.accumulates || (self.ends_together && self.inner_is_period) {
            region[INNER][OUTER] = Limit::ZERO;
        }
        let mut tighten = |a: usize, b: usize, limit: Limit| {
            region[a][b] = region[a][b].min(limit);
        };
        let (inner, outer) = (self.inner.limits[measure], self.outer.limits[measure]);
        tighten(NOTHING, INNER, inner[0]);
        tighten(OUTER, NOTHING, outer[1]);
        if self.inner.is_same && self.with_other_ends {
            tighten(INNER, NOTHING, inner[1]);
        }
        if self.outer.is_same && self.with_other_ends {
            tighten(NOTHING, OUTER, outer[0]);
        }

        if !node.sum_of.is_empty() {
            let mut sum = [[Limit::ZERO; 3]; 3];
            for &part in &node.sum_of {
                let part = self.region(part)?;
                for a in 0..3 {
                    for b in 0..3 {
                        sum[a][b] = sum[a][b].plus(part[a][b]);
                    }
                }
            }
            for a in 0..3 {
                for b in 0..3 {
                    region[a][b] = region[a][b].min(sum[a][b]);
                }
            }
        }
        for &part in &node.includes {
            // A part is at most its whole; of additions over a period that says nothing.
            let part = self.region(part)?;
            for (is_total, at) in [(self.inner_is_total, INNER), (self.outer_is_total, OUTER)] {
                if is_total {
                    region[NOTHING][at] = region[NOTHING][at].min(part[NOTHING][at]);
                }
            }
        }
        closed(region)
    }
}

/// The same region with every limit as tight as the others make it, or `None` where it is empty.
fn closed(mut region: Region) -> Option<Region> {
    for middle in 0..3 {
        for a in 0..3 {
            for b in 0..3 {
                let way = region[a][middle].plus(region[middle][b]);
                region[a][b] = region[a][b].min(way);
            }
        }
    }
    (0..3).all(|n| region[n][n] >= Limit::ZERO).then_some(region)
}
