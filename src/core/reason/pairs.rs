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

use super::constraints::{BEGINNING, Group, Row, Window};
use super::limit::Limit;
use crate::order;

/// What one claim says of a group, or several say together. Pairs are of lower and upper ends.
#[derive(Debug)]
struct Stand {
    /// The claim; of several, one of them.
    claim: usize,
    /// The days for which the limits hold.
    spans: [Span; 2],
    /// Whether both hold for the same days, as they do but for unknown days; of several claims, whether
    /// those of any do.
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
    fn join(self, other: Span) -> Span {
        let (first, last) = (self.first, self.last);
        Span {
            first: Window {
                after: first.after.min(other.first.after),
                to: first.to.min(other.first.to),
            },
            last: Window {
                after: last.after.max(other.last.after),
                to: last.to.max(other.last.to),
            },
        }
    }

    /// Whether a window of these may contain one of others.
    fn may_contain(self, inner: Span) -> bool {
        self.first.after <= inner.last.after && inner.first.to <= self.last.to
    }

    /// Whether a window of these may be one of others.
    fn may_equal(self, other: Span) -> bool {
        self.may_contain(other) && other.may_contain(self)
    }
}

/// The claims that take part in a group, ready to be asked for contradictions.
#[derive(Debug)]
pub struct Pairs<'a> {
    group: &'a Group,
    /// Those of all claims that do not contradict themselves, in the order of the claims.
    stands: Vec<Stand>,
    /// The tree's leaves, as positions in `stands`.
    leaves: Vec<usize>,
    /// The other nodes of the tree, which are numbered after the leaves. Each joins the first two that are
    /// not joined yet; the last is the root.
    branches: Vec<Stand>,
    /// Whether any claim contradicts itself.
    pub has_alone: bool,
}

impl<'a> Pairs<'a> {
    /// Takes the rows of all claims of a group, by claim, and marks in `is_alone` the claims that
    /// contradict themselves.
    #[inline(never)]
    pub fn new(group: &'a Group, rows: &[Row], is_alone: &mut [bool]) -> Pairs<'a> {
        let mut pairs = Pairs {
            group,
            stands: Vec::new(),
            leaves: Vec::new(),
            branches: Vec::new(),
            has_alone: false,
        };
        for own in rows.chunk_by(|a, b| a.claim == b.claim) {
            let stand = stand(group, own);
            if conflict(group, &stand, &stand) {
                is_alone[stand.claim] = true;
                pairs.has_alone = true;
            } else {
                pairs.stands.push(stand);
            }
        }
        let day = |n: usize| {
            let window = pairs.stands[n].spans[1].first;
            (window.after == BEGINNING, window.to, window.after)
        };
        pairs.leaves = order::sorted(pairs.stands.len(), &|a, b| day(a).cmp(&day(b)));
        for n in 1..pairs.leaves.len() {
            let branch = pairs.node(2 * n - 2).join(pairs.node(2 * n - 1));
            pairs.branches.push(branch);
        }
        pairs
    }

    /// Adds the pairs that contradict each other, ascending, without claims that are `is_left_out`; no more
    /// of them once there are more than `most`, nor once as many measures of claims as `most_compared` have been
    /// compared. Tells whether all have been looked for.
    #[inline(never)]
    pub fn add_contradicting(
        &self,
        is_left_out: &[bool],
        most: usize,
        most_compared: usize,
        found: &mut Vec<Vec<usize>>,
    ) -> bool {
        let most = found.len() + most;
        let mut left = most_compared / self.group.measures.len();
        for stand in self.stands.iter().filter(|stand| !is_left_out[stand.claim]) {
            let mut partners = Vec::new();
            let root = self.leaves.len() + self.branches.len() - 1;
            self.add_partners(stand, root, &mut left, &mut partners);
            order::sort_distinct(&mut partners);
            for partner in partners {
                if partner > stand.claim && !is_left_out[partner] {
                    found.push(vec![stand.claim, partner]);
                }
            }
            if found.len() > most || left == 0 {
                return false;
            }
        }
        true
    }

    fn node(&self, node: usize) -> &Stand {
        match self.leaves.get(node) {
            Some(&leaf) => &self.stands[leaf],
            None => &self.branches[node - self.leaves.len()],
        }
    }

    /// Adds the claims under a node that contradict one, in no order, as long as comparisons are left.
    fn add_partners(&self, stand: &Stand, node: usize, left: &mut usize, found: &mut Vec<usize>) {
        let other = self.node(node);
        if *left > 0 {
            *left -= 1;
            if conflict(self.group, stand, other) {
                match node.checked_sub(self.leaves.len()) {
                    None => found.push(other.claim),
                    Some(branch) => {
                        self.add_partners(stand, 2 * branch, left, found);
                        self.add_partners(stand, 2 * branch + 1, left, found);
                    }
                }
            }
        }
    }
}

#[inline(never)]
fn stand(group: &Group, rows: &[Row]) -> Stand {
    let mut limits = vec![[Limit::NONE; 2]; group.measures.len()];
    // Where a claim gives but one end, its days are those of both.
    let mut windows = [rows[0].window; 2];
    for row in rows {
        windows[row.end as usize] = row.window;
        limits[row.measure][row.end as usize].tighten(row.limit);
    }
    let is_same = windows[0] == windows[1];
    let said = limits.clone();
    for (end, window) in windows.iter().enumerate() {
        let mut implied = said.clone();
        if !is_same {
            // The two ends hold for different days and say nothing about each other.
            for limits in &mut implied {
                limits[1 - end] = Limit::NONE;
            }
        }
        imply(group, &mut implied, window.after == BEGINNING);
        for (limits, implied) in limits.iter_mut().zip(implied) {
            limits[end] = implied[end];
        }
    }
    let spans = windows.map(|window| Span { first: window, last: window });
    Stand { claim: rows[0].claim, spans, is_same, limits }
}

/// Makes the limits of one stretch of days as tight as they make each other: first every whole by its
/// parts, then every part by its whole and the others.
fn imply(group: &Group, limits: &mut [[Limit; 2]], is_total: bool) {
    for (whole, node) in group.measures.iter().enumerate().rev() {
        if node.accumulates || is_total {
            limits[whole][0].tighten(Limit::ZERO);
        }
        for end in [0, 1] {
            if !node.sum_of.is_empty() {
                let mut parts = Limit::ZERO;
                for &part in &node.sum_of {
                    parts = parts.plus(limits[part][end]);
                }
                limits[whole][end].tighten(parts);
            }
        }
        for &part in node.includes.iter().filter(|_| is_total) {
            let own = limits[part][0];
            limits[whole][0].tighten(own);
        }
    }
    for (whole, node) in group.measures.iter().enumerate() {
        for end in [0, 1] {
            let own = limits[whole][end];
            // Of most measures nothing is said, which says nothing about their parts.
            if own != Limit::NONE {
                for (&part, rest) in node.sum_of.iter().zip(rests(limits, 1 - end, &node.sum_of)) {
                    limits[part][end].tighten(own.plus(rest));
                }
            }
        }
        for &part in node.includes.iter().filter(|_| is_total) {
            let own = limits[whole][1];
            limits[part][1].tighten(own);
        }
    }
}

/// What the limits of measures come to together without each of them in turn.
#[inline(never)]
fn rests(limits: &[[Limit; 2]], end: usize, measures: &[usize]) -> Vec<Limit> {
    let mut rests = vec![Limit::ZERO; measures.len()];
    let [mut before, mut after] = [Limit::ZERO; 2];
    for n in 0..measures.len() {
        rests[n] = rests[n].plus(before);
        before = before.plus(limits[measures[n]][end]);
        let last = measures.len() - 1 - n;
        rests[last] = rests[last].plus(after);
        after = after.plus(limits[measures[last]][end]);
    }
    rests
}

impl Stand {
    fn join(&self, other: &Stand) -> Stand {
        let mut limits = self.limits.clone();
        for (own, other) in limits.as_flattened_mut().iter_mut().zip(other.limits.as_flattened()) {
            own.tighten(*other);
        }
        Stand {
            claim: self.claim,
            spans: [0, 1].map(|end| self.spans[end].join(other.spans[end])),
            is_same: self.is_same || other.is_same,
            limits,
        }
    }
}

/// Whether two stands contradict each other; of several claims together, whether any of them may.
fn conflict(group: &Group, a: &Stand, b: &Stand) -> bool {
    conflict_within(group, a, b) || conflict_within(group, b, a)
}

/// Whether what is said of the shorter stretch is too much for what is said of the longer one.
fn conflict_within(group: &Group, inner: &Stand, outer: &Stand) -> bool {
    let (within, around) = (inner.spans[0], outer.spans[1]);
    if !around.may_contain(within) {
        return false;
    }
    let relation = Relation {
        group,
        inner,
        outer,
        is_equal: around.may_equal(within),
        ends_together: around.first.to <= within.last.to,
        inner_is_total: within.first.after == BEGINNING,
        inner_is_period: within.last.after != BEGINNING,
        outer_is_total: around.first.after == BEGINNING,
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

/// Limits of the differences between nothing, the inner addition and the outer one: of a − b at 3 a + b.
type Region = [Limit; 9];
const NOTHING: usize = 0;
const INNER: usize = 1;
const OUTER: usize = 2;
/// Of the difference of each with itself.
const SAME: [usize; 3] = [0, 4, 8];

impl Relation<'_> {
    /// What the additions of a measure can be, or `None` where nothing fits.
    fn region(&self, measure: usize) -> Option<Region> {
        let node = &self.group.measures[measure];
        let mut region = [Limit::NONE; 9];
        for n in SAME {
            region[n] = Limit::ZERO;
        }
        let mut tighten = |a: usize, b: usize, is_so: bool, limit: Limit| {
            if is_so {
                region[3 * a + b].tighten(limit);
            }
        };
        // Only a level can fall.
        tighten(NOTHING, INNER, node.accumulates || self.inner_is_total, Limit::ZERO);
        tighten(NOTHING, OUTER, true, Limit::ZERO);
        let is_within = self.ends_together && self.inner_is_period;
        tighten(INNER, OUTER, node.accumulates || self.is_equal || is_within, Limit::ZERO);
        tighten(OUTER, INNER, self.is_equal, Limit::ZERO);
        let (inner, outer) = (self.inner.limits[measure], self.outer.limits[measure]);
        tighten(NOTHING, INNER, true, inner[0]);
        tighten(OUTER, NOTHING, true, outer[1]);
        tighten(INNER, NOTHING, self.inner.is_same && self.with_other_ends, inner[1]);
        tighten(NOTHING, OUTER, self.outer.is_same && self.with_other_ends, outer[0]);

        if !node.sum_of.is_empty() {
            let mut sums = [Limit::ZERO; 9];
            for &part in &node.sum_of {
                for (sum, part) in sums.iter_mut().zip(self.region(part)?) {
                    *sum = sum.plus(part);
                }
            }
            for (own, sum) in region.iter_mut().zip(sums) {
                own.tighten(sum);
            }
        }
        for &part in &node.includes {
            // A part is at most its whole; of additions over a period that says nothing.
            let part = self.region(part)?;
            for (is_total, at) in [(self.inner_is_total, INNER), (self.outer_is_total, OUTER)] {
                if is_total {
                    region[3 * NOTHING + at].tighten(part[3 * NOTHING + at]);
                }
            }
        }
        // Every limit becomes as tight as the others make it.
        for middle in 0..3 {
            for n in 0..9 {
                let (a, b) = (n / 3, n % 3);
                let way = region[3 * a + middle].plus(region[3 * middle + b]);
                region[n].tighten(way);
            }
        }
        SAME.iter().all(|&n| region[n] >= Limit::ZERO).then_some(region)
    }
}
