//! Differences of counts as a graph: the tightest bounds are shortest paths, and what cannot hold is a
//! negative cycle.
//!
//! A system of constraints x − y ≤ c holds for some x and y if and only if the graph with an edge of
//! length c from y to x has no negative cycle, and the shortest path between two of them is the tightest
//! bound that follows (T. Cormen et al., *Introduction to Algorithms*, "Difference constraints and
//! shortest paths"). Edges are relaxed in the two directions of time by turns (J. Y. Yen, *An algorithm
//! for finding shortest routes from all source nodes to a given destination*, 1970): bounds travel any
//! distance in one sweep, and only periods make a few more of them necessary.
//!
//! That a whole is the *sum* of its parts is no difference. Here it only says that no part grows more
//! than its whole, and what follows is true but not all that does; [`super::sums`] has the rest.

use super::constraints::{BEGINNING, End, Group, Row};
use super::limit::Limit;
use super::sums::Implied;
use crate::order;

/// A length and what decides between paths of one length; the less, the shorter.
type Length = (Limit, u32);

/// More open ends than a path has.
const MOST_OPEN: u32 = 1 << 31;
const NO_EDGE: usize = usize::MAX;

/// x of the second node − x of the first ≤ `limit`.
#[derive(Clone, Copy, Debug)]
struct Edge {
    nodes: [usize; 2],
    limit: Limit,
    /// The claim that says so; `None` for what holds of all counts.
    claim: Option<usize>,
}

impl Edge {
    /// The nodes that a path enters and leaves it by. The paths of lower ends are walked from their ends.
    fn nodes(&self, end: End) -> (usize, usize) {
        (self.nodes[1 - end as usize], self.nodes[end as usize])
    }

    /// The length of a path that goes on by this edge.
    fn after(&self, (limit, rank): Length, shortest: Shortest) -> Length {
        match shortest {
            Shortest::FewestClaims => {
                (limit.plus(self.limit), rank + u32::from(self.claim.is_some()))
            }
            Shortest::MostOpenEnds => {
                (limit.plus(self.limit.closed()), rank - u32::from(self.limit.is_open()))
            }
        }
    }
}

/// What makes one of several paths of the same length the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortest {
    /// For reasons: none of its claims is to spare.
    FewestClaims,
    /// For what fits: round a cycle of length 0 with an open end, paths become shorter for ever.
    MostOpenEnds,
}

/// The tightest bounds of every measure of a group on every day that matters.
#[derive(Debug)]
pub struct Paths {
    days: Vec<i32>,
    edges: Vec<Edge>,
    /// For the lower and the upper ends.
    trees: [Tree; 2],
}

/// The shortest paths between the zero of all counts and each count.
#[derive(Debug, Default)]
struct Tree {
    /// For an upper end, how high the count can be; for a lower one, negated, how low.
    lengths: Vec<Length>,
    /// The edge at the count; once the paths are found, the one nearest to it that is a claim's.
    edges: Vec<usize>,
}

impl Paths {
    /// Works out the bounds that rows imply on their own days and others.
    ///
    /// # Errors
    ///
    /// Claims that cannot all hold, in no order.
    #[inline(never)]
    pub fn new(group: &Group, rows: &[Row], more_days: &[i32]) -> Result<Paths, Vec<usize>> {
        let mut days = more_days.to_vec();
        for row in rows {
            for day in [row.window.after, row.window.to] {
                if day != BEGINNING {
                    days.push(day);
                }
            }
        }
        order::sort_distinct(&mut days);
        let edges = edges(group, rows, &days);
        let mut paths = Paths { days, edges, trees: [Tree::default(), Tree::default()] };
        let zero = paths.days.len() * group.measures.len();
        // Downwards every count is reached from the first, so that no cycle is missed.
        paths.relax(zero, End::Low, Shortest::MostOpenEnds)?;
        for end in [End::Low, End::High] {
            paths.relax(zero, end, Shortest::FewestClaims)?;
            paths.skip_to_claims(end);
        }
        paths.check_against_zero()?;
        Ok(paths)
    }

    /// An end of a measure's count at the end of a day; `None` for 0 and for what is unbounded.
    pub fn end(&self, group: &Group, measure: usize, day: i32, end: End) -> Option<Implied> {
        let node = self.node(group, measure, day, end)?;
        let (limit, _) = self.trees[end as usize].lengths[node];
        (limit != Limit::NONE).then(|| Implied {
            number: end.sign() * limit.number() as f64,
            is_open: limit.is_open(),
            because: self.claims_from(node, end),
        })
    }

    /// The count that decides an end on a day: that of the day itself, else of the nearest before it for
    /// a lower and after it for an upper end; of a level only that of the day.
    fn node(&self, group: &Group, measure: usize, day: i32, end: End) -> Option<usize> {
        let n_before = self.days.partition_point(|&other| other < day);
        let is_there = self.days.get(n_before) == Some(&day);
        let n = match end {
            _ if is_there => n_before,
            _ if !group.measures[measure].accumulates => return None,
            End::Low => n_before.checked_sub(1)?,
            End::High => n_before,
        };
        (n < self.days.len()).then_some(n * group.measures.len() + measure)
    }

    /// Makes the paths of one end as short as they can be.
    fn relax(&mut self, zero: usize, end: End, shortest: Shortest) -> Result<(), Vec<usize>> {
        let rank = if shortest == Shortest::MostOpenEnds { MOST_OPEN } else { 0 };
        // No count is below 0, and none has an upper end of its own.
        let own = if end == End::Low { Limit::ZERO } else { Limit::NONE };
        let tree = &mut self.trees[end as usize];
        *tree = Tree { lengths: vec![(own, rank); zero + 1], edges: vec![NO_EDGE; zero + 1] };
        tree.lengths[zero] = (Limit::ZERO, rank);
        let mut check_at = 4;
        for round in 1.. {
            let tree = &mut self.trees[end as usize];
            let mut has_changed = false;
            for n in 0..self.edges.len() {
                let n = if end == End::High { n } else { self.edges.len() - 1 - n };
                let edge = self.edges[n];
                let (from, to) = edge.nodes(end);
                let so_far = tree.lengths[from];
                if so_far.0 == Limit::NONE || to == zero {
                    continue;
                }
                let length = edge.after(so_far, shortest);
                if length < tree.lengths[to] {
                    tree.lengths[to] = length;
                    tree.edges[to] = n;
                    has_changed = true;
                }
            }
            if !has_changed {
                break;
            }
            if round == check_at {
                if let Some(node) = self.node_on_cycle(end) {
                    return Err(self.claims_from(node, end));
                }
                check_at *= 2;
            }
        }
        Ok(())
    }

    /// Passes over the edges that are nobody's claim, so that walking a path takes as many steps as there
    /// are claims on it.
    #[inline(never)]
    fn skip_to_claims(&mut self, end: End) {
        let no_claim = |(edge, _): &(Edge, usize)| edge.claim.is_none();
        for start in 0..self.trees[end as usize].edges.len() {
            let mut last = start;
            while let Some((_, next)) = self.step(last, end).filter(no_claim) {
                last = next;
            }
            let found = self.trees[end as usize].edges[last];
            let mut node = start;
            while let Some((_, next)) = self.step(node, end).filter(no_claim) {
                self.trees[end as usize].edges[node] = found;
                node = next;
            }
        }
    }

    /// A node on a cycle of edges, which is there only where lengths would shrink for ever.
    #[inline(never)]
    fn node_on_cycle(&self, end: End) -> Option<usize> {
        // From where each node was come by first.
        let mut starts = vec![NO_EDGE; self.trees[end as usize].edges.len()];
        for start in 0..starts.len() {
            let mut node = start;
            while let Some((_, next)) = self.step(node, end) {
                if starts[node] == start {
                    return Some(node);
                }
                if starts[node] != NO_EDGE {
                    break;
                }
                starts[node] = start;
                node = next;
            }
        }
        None
    }

    /// The edge at a node, and the node at its other side.
    fn step(&self, node: usize, end: End) -> Option<(Edge, usize)> {
        let edge = *self.edges.get(self.trees[end as usize].edges[node])?;
        Some((edge, edge.nodes(end).0))
    }

    /// The claims on a path, or round a cycle.
    fn claims_from(&self, start: usize, end: End) -> Vec<usize> {
        let mut claims = Vec::new();
        let mut node = start;
        while let Some((edge, next)) = self.step(node, end) {
            claims.extend(edge.claim);
            node = next;
            if node == start {
                break;
            }
        }
        claims
    }

    /// Whether every count has room between how low and how high it can be.
    #[inline(never)]
    fn check_against_zero(&self) -> Result<(), Vec<usize>> {
        let [low, high] = &self.trees;
        let mut worst = None;
        let mut fewest = u32::MAX;
        for (node, (low, high)) in low.lengths.iter().zip(&high.lengths).enumerate() {
            let n_claims = low.1 + high.1;
            if low.0.plus(high.0) < Limit::ZERO && n_claims < fewest {
                (worst, fewest) = (Some(node), n_claims);
            }
        }
        let Some(node) = worst else { return Ok(()) };
        let mut claims = self.claims_from(node, End::High);
        claims.extend(self.claims_from(node, End::Low));
        Err(claims)
    }
}

/// The edges that rows and what holds of all counts come to. The node of a count is the day's place times
/// the number of measures and the measure's position; the zero of all counts comes after them.
///
/// Upwards, edges from zero come first; then those that lead back in time or stay, the latest first; then
/// those that lead on. Downwards the order is turned round.
#[inline(never)]
fn edges(group: &Group, rows: &[Row], days: &[i32]) -> Vec<Edge> {
    let n_measures = group.measures.len();
    let zero = days.len() * n_measures;
    let mut edges = Vec::new();
    for first in (0..zero).step_by(n_measures) {
        for (measure, node) in group.measures.iter().enumerate() {
            let here = first + measure;
            let mut add = |to: usize| {
                edges.push(Edge { nodes: [here, to], limit: Limit::ZERO, claim: None });
            };
            if first > 0 && node.accumulates {
                add(here - n_measures);
            }
            for part in node.sum_of.iter().chain(&node.includes) {
                add(first + part);
            }
        }
    }
    for row in rows {
        for measure in 0..n_measures {
            // Where all of its parts only grow, a whole grows by at least what any of them does. For
            // counts from the beginning the edges between wholes and parts say so already.
            let is_limited = match row.end {
                _ if row.window.after == BEGINNING => measure == row.measure,
                End::Low => group.grows_within(row.measure, measure),
                End::High => group.grows_within(measure, row.measure),
            };
            if is_limited {
                let [after, to] = [row.window.after, row.window.to].map(|day| match day {
                    BEGINNING => zero,
                    day => days.partition_point(|&other| other < day) * n_measures + measure,
                });
                let nodes = if row.end == End::High { [after, to] } else { [to, after] };
                edges.push(Edge { nodes, limit: row.limit, claim: Some(row.claim) });
            }
        }
    }
    let place = |edge: &Edge| {
        let [from, to] = edge.nodes;
        let [from_day, to_day] = edge.nodes.map(|node| (node / n_measures) as i32);
        if from == zero {
            (i32::MIN, false, to)
        } else if to == zero {
            (i32::MAX, false, from)
        } else if to_day <= from_day {
            // On one day wholes come before their parts, and both before what leads away.
            (-1 - from_day, to_day < from_day, from)
        } else {
            (from_day, false, from)
        }
    };
    order::sort(&mut edges, &|a, b| place(a).cmp(&place(b)));
    edges
}
