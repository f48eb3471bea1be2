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

use super::constraints::{BEGINNING, End, Group, Row, Window};
use super::limit::Limit;
use super::sums::Implied;
use crate::order;

/// A length and what decides between paths of one length; the less, the shorter.
type Length = (Limit, u32);

const UNREACHED: Length = (Limit::NONE, 0);
/// More open ends than a path has.
const MOST_OPEN: u32 = 1 << 31;
const NO_EDGE: u32 = u32::MAX;

/// x of `to` − x of `from` ≤ `limit`.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: u32,
    to: u32,
    limit: Limit,
    /// The claim that says so; `None` for what holds of all counts.
    claim: Option<u32>,
}

impl Edge {
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
#[derive(Clone, Debug)]
pub struct Paths {
    days: Vec<i32>,
    edges: Vec<Edge>,
    /// From the zero of all counts to each count: how high it can be.
    up: Vec<Length>,
    /// The last edge of those paths; once they are found, the last one that is a claim's.
    up_edge: Vec<u32>,
    /// From each count back to zero: the negated bound of how low it can be.
    down: Vec<Length>,
    /// The first edge of those paths; once they are found, the first one that is a claim's.
    down_edge: Vec<u32>,
}

impl Paths {
    /// Works out the bounds that rows imply on their own days and others.
    ///
    /// # Errors
    ///
    /// Claims that cannot all hold, in no order.
    pub fn new(group: &Group, rows: &[Row], more_days: &[i32]) -> Result<Paths, Vec<usize>> {
        let mut days: Vec<i32> = more_days.to_vec();
        for row in rows {
            days.push(row.window.to);
            if row.window.after != BEGINNING {
                days.push(row.window.after);
            }
        }
        let sorted = order::sorted(days.len(), &|a, b| days[a].cmp(&days[b]));
        let mut days: Vec<i32> = sorted.into_iter().map(|n| days[n]).collect();
        days.dedup();

        let n_nodes = group.measures.len() * days.len();
        let mut paths = Paths {
            days,
            edges: Vec::new(),
            up: vec![UNREACHED; n_nodes + 1],
            up_edge: vec![NO_EDGE; n_nodes + 1],
            // No count is below 0.
            down: vec![(Limit::ZERO, 0); n_nodes + 1],
            down_edge: vec![NO_EDGE; n_nodes + 1],
        };
        paths.up[n_nodes] = (Limit::ZERO, 0);
        paths.add_edges(group, rows);
        // Upwards, edges from zero come first; then those that lead back in time or stay, the latest
        // first; then those that lead on. Downwards the order is turned round.
        let n_measures = group.measures.len() as u32;
        let zero = n_nodes as u32;
        let key = |edge: &Edge| {
            let day = |node: u32| i64::from(node / n_measures);
            let (from, to) = (day(edge.from), day(edge.to));
            if edge.from == zero {
                (0, 0, false, edge.to)
            } else if edge.to == zero {
                (3, 0, false, edge.from)
            } else if to <= from {
                // On one day wholes come before their parts, and both before what leads away.
                (1, -from, to < from, edge.from)
            } else {
                (2, from, false, edge.from)
            }
        };
        let sorted = order::sorted(paths.edges.len(), &|a, b| {
            key(&paths.edges[a]).cmp(&key(&paths.edges[b]))
        });
        paths.edges = sorted.into_iter().map(|n| paths.edges[n]).collect();
        // Every count can be reached from zero, so that no cycle is missed.
        paths.down.fill((Limit::ZERO, MOST_OPEN));
        paths.relax(End::Low, Shortest::MostOpenEnds)?;
        paths.down.fill((Limit::ZERO, 0));
        paths.down_edge.fill(NO_EDGE);
        for end in [End::Low, End::High] {
            paths.relax(end, Shortest::FewestClaims)?;
            paths.skip_to_claims(end);
        }
        paths.check_against_zero()?;
        Ok(paths)
    }

    /// An end of a measure's count at the end of a day; `None` for 0 and for what is unbounded.
    pub fn end(&self, group: &Group, measure: usize, day: i32, end: End) -> Option<Implied> {
        let node = self.node(group, measure, day, end)?;
        let (limit, sign) = match end {
            End::Low => (self.down[node].0, -1.0),
            End::High => (self.up[node].0, 1.0),
        };
        (limit != Limit::NONE).then(|| Implied {
            number: sign * limit.number() as f64,
            is_open: limit.is_open(),
            because: self.claims_on_path(node, end),
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

    fn add_edges(&mut self, group: &Group, rows: &[Row]) {
        let n_measures = group.measures.len();
        let zero = (n_measures * self.days.len()) as u32;
        let mut add = |from: u32, to: u32, limit, claim| {
            self.edges.push(Edge { from, to, limit, claim });
        };
        for (n, _) in self.days.iter().enumerate() {
            for (measure, node) in group.measures.iter().enumerate() {
                let here = (n * n_measures + measure) as u32;
                if n > 0 && node.accumulates {
                    add(here, here - n_measures as u32, Limit::ZERO, None);
                }
                for &part in node.sum_of.iter().chain(&node.includes) {
                    add(here, (n * n_measures + part) as u32, Limit::ZERO, None);
                }
            }
        }
        let node = |day: i32, measure: usize| match day {
            BEGINNING => zero,
            day => {
                let day = self.days.binary_search(&day).unwrap_or_default();
                (day * n_measures + measure) as u32
            }
        };
        let mut add_row = |window: Window, end: End, measure: usize, limit: Limit, claim: usize| {
            let (after, to) = (node(window.after, measure), node(window.to, measure));
            let (from, to) = if end == End::High { (after, to) } else { (to, after) };
            add(from, to, limit, Some(claim as u32));
        };
        for row in rows {
            add_row(row.window, row.end, row.measure, row.limit, row.claim);
            // Where all of its parts only grow, a whole grows by at least what any of them does. For
            // counts from the beginning the edges between wholes and parts say so already.
            if row.window.after != BEGINNING {
                let mut measure = row.measure;
                while let Some(other) = match row.end {
                    End::Low => group.whole_that_grows_with(measure),
                    End::High => None,
                } {
                    add_row(row.window, row.end, other, row.limit, row.claim);
                    measure = other;
                }
                if row.end == End::High {
                    for part in group.parts_that_grow_within(row.measure) {
                        add_row(row.window, row.end, part, row.limit, row.claim);
                    }
                }
            }
        }
    }

    /// Makes the paths of one end as short as they can be.
    fn relax(&mut self, end: End, shortest: Shortest) -> Result<(), Vec<usize>> {
        let mut check_at = 4;
        for round in 1.. {
            let mut has_changed = false;
            for n in 0..self.edges.len() {
                // The paths back to zero are the same, walked from their ends.
                let n = if end == End::High { n } else { self.edges.len() - 1 - n };
                let edge = self.edges[n];
                let (lengths, last, from, to) = match end {
                    End::High => (&mut self.up, &mut self.up_edge, edge.from, edge.to),
                    End::Low => (&mut self.down, &mut self.down_edge, edge.to, edge.from),
                };
                let zero = lengths.len() as u32 - 1;
                let so_far = lengths[from as usize];
                if so_far.0 == Limit::NONE || to == zero {
                    continue;
                }
                let length = edge.after(so_far, shortest);
                if length < lengths[to as usize] {
                    lengths[to as usize] = length;
                    last[to as usize] = n as u32;
                    has_changed = true;
                }
            }
            if !has_changed {
                return Ok(());
            }
            if round == check_at {
                if let Some(claims) = self.cycle(end) {
                    return Err(claims);
                }
                check_at *= 2;
            }
        }
        Ok(())
    }

    /// Passes over the edges that are nobody's claim, so that walking a path takes as many steps as there
    /// are claims on it.
    fn skip_to_claims(&mut self, end: End) {
        let mut is_done = vec![false; self.up.len()];
        for start in 0..self.up.len() {
            let mut passed = Vec::new();
            let mut node = start;
            let found = loop {
                let own = if end == End::High { self.up_edge[node] } else { self.down_edge[node] };
                match self.step(node, end) {
                    Some((edge, next)) if edge.claim.is_none() && !is_done[node] => {
                        passed.push(node);
                        node = next;
                    }
                    _ => break own,
                }
            };
            for node in passed {
                is_done[node] = true;
                match end {
                    End::High => self.up_edge[node] = found,
                    End::Low => self.down_edge[node] = found,
                }
            }
        }
    }

    /// The claims on a cycle of last edges, which is there only where lengths would shrink for ever.
    fn cycle(&self, end: End) -> Option<Vec<usize>> {
        // Which walk came by each node.
        let mut seen = vec![0_u32; self.up.len()];
        for start in 0..self.up.len() {
            let walk = start as u32 + 1;
            let mut node = start;
            while seen[node] == 0 {
                seen[node] = walk;
                match self.step(node, end) {
                    Some((_, next)) => node = next,
                    None => break,
                }
            }
            if seen[node] == walk && self.step(node, end).is_some() {
                let first = node;
                let mut claims = Vec::new();
                while let Some((edge, next)) = self.step(node, end) {
                    claims.extend(edge.claim.map(|claim| claim as usize));
                    node = next;
                    if node == first {
                        return Some(claims);
                    }
                }
            }
        }
        None
    }

    /// The edge by which a node's path comes or goes, and the node at its other side.
    fn step(&self, node: usize, end: End) -> Option<(Edge, usize)> {
        let n = if end == End::High { self.up_edge[node] } else { self.down_edge[node] };
        let edge = *self.edges.get(n as usize)?;
        let next = if end == End::High { edge.from } else { edge.to };
        Some((edge, next as usize))
    }

    fn claims_on_path(&self, node: usize, end: End) -> Vec<usize> {
        let mut claims = Vec::new();
        let mut node = node;
        while let Some((edge, next)) = self.step(node, end) {
            claims.extend(edge.claim.map(|claim| claim as usize));
            node = next;
        }
        claims
    }

    /// Whether every count has room between how low and how high it can be.
    fn check_against_zero(&self) -> Result<(), Vec<usize>> {
        let mut worst: Option<(u32, usize)> = None;
        for node in 0..self.up.len() {
            let (up, down) = (self.up[node], self.down[node]);
            if up.0.plus(down.0) < Limit::ZERO {
                let n_claims = up.1 + down.1;
                if worst.is_none_or(|(fewest, _)| n_claims < fewest) {
                    worst = Some((n_claims, node));
                }
            }
        }
        match worst {
            None => Ok(()),
            Some((_, node)) => {
                let mut claims = self.claims_on_path(node, End::High);
                claims.extend(self.claims_on_path(node, End::Low));
                Err(claims)
            }
        }
    }
}
