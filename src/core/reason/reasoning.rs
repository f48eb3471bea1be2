//! The claims of a dataset taken together: contradictions, and the envelope of every measure.

use super::constraints::{
    BEGINNING, End, Group, Rounding, Row, add_sums, groups, named_days, taking_part, tightest,
};
use super::contradictions::{self, Contradiction, Contradictions, irreducible};
use super::limit::Limit;
use super::paths::Paths;
use super::sums::{self, Answer};
use crate::model::{Bounds, Dataset, Day};
use crate::order;
use crate::view::Selection;

/// With more limits than this that matter, sums of parts are no longer followed in full.
pub const EXACT_UP_TO: usize = 400;
/// A set of claims larger than this, found by a shortest path, is not searched for claims to spare.
const MAX_SEARCHED: usize = 24;

/// What claims come to when they are taken together.
///
/// N(m, d) is the count of a measure at the end of a day, at least 0. A claim bounds N on its day, or
/// over a period the difference of two of them. N never falls where a measure accumulates; a part is at
/// most its whole; a whole that is a sum is the sum of its parts on every day. Where only a month is
/// known, a lower end holds from its last day on and an upper end up to its first. A claim that was
/// corrected by then takes no part.
///
/// Cost: for the running totals of measures without sums, O(n log n) for n claims, and memory in
/// proportion to them.
#[derive(Debug)]
pub struct Reasoning {
    /// Of each claim, its place in the order in which claims are taken.
    ranks: Vec<usize>,
    solved: Vec<Solved>,
    contradictions: Contradictions,
}

/// A group with what follows for it.
#[derive(Debug)]
struct Solved {
    group: Group,
    /// Of all claims, those of one next to each other, by claim.
    rows: Vec<Row>,
    /// Those of them that matter.
    tight: Vec<Row>,
    /// Of each measure of the group, the days that its claims name, ascending.
    days: Vec<Vec<i32>>,
    solver: Solver,
}

/// How the ends of a group's counts are found.
#[derive(Debug)]
pub enum Solver {
    /// No sums, or too many claims: shortest paths, worked out once.
    Paths(Box<Paths>),
    /// Sums: a linear program for each end.
    Sums,
}

/// What a measure's count must be at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EnvelopeAt {
    /// The day.
    pub day: Day,
    /// The tightest bounds.
    pub bounds: Bounds,
}

impl Reasoning {
    /// Takes the chosen claims of a dataset together.
    pub fn new(dataset: &Dataset, selection: &Selection) -> Reasoning {
        let claims = taking_part(dataset, selection);
        let mut ranks = vec![0; dataset.claims.len()];
        for (rank, &claim) in claims.iter().enumerate() {
            ranks[claim] = rank;
        }
        let groups = groups(dataset);
        let mut all_rows = Vec::with_capacity(groups.len());
        let mut all_days = Vec::with_capacity(groups.len());
        let mut solvers = Vec::with_capacity(groups.len());
        for group in &groups {
            let mut rows = Vec::new();
            for &claim in &claims {
                group.add_rows(dataset, claim, Rounding::AsSaid, &mut rows);
            }
            let days = days_of(dataset, group, &claims);
            let mut with_sums = rows.clone();
            add_sums(dataset, group, &claims, &mut with_sums);
            solvers.push(Solver::new(group, &rows, &with_sums, &days.concat()));
            order::sort(&mut rows, &|a, b| a.claim.cmp(&b.claim));
            all_rows.push(rows);
            all_days.push(days);
        }
        let contradictions = contradictions::find(dataset, &ranks, &groups, &all_rows, &solvers);
        let mut solved = Vec::with_capacity(groups.len());
        for (((group, rows), days), solver) in
            groups.into_iter().zip(all_rows).zip(all_days).zip(solvers)
        {
            let mut in_order = rows.clone();
            order::sort(&mut in_order, &|a, b| ranks[a.claim].cmp(&ranks[b.claim]));
            let tight = tightest(&group, &in_order);
            let solver = solver.unwrap_or(Solver::Sums);
            solved.push(Solved { group, rows, tight, days, solver });
        }
        Reasoning { ranks, solved, contradictions }
    }

    /// Claims that cannot all hold, in the dataset's order: each that contradicts itself, every pair of the
    /// others, and for linked measures that have neither and still do not fit, one irreducible set. At
    /// most [`contradictions::MAX_CONTRADICTIONS`].
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions.found
    }

    /// Whether there are more contradictions than are listed.
    pub fn is_truncated(&self) -> bool {
        self.contradictions.is_truncated
    }

    /// Whether the claims about a measure, and about all that are linked to it, can all hold.
    pub fn is_consistent(&self, measure: usize) -> bool {
        self.find(measure).is_some_and(|(group, _)| self.contradictions.is_consistent[group])
    }

    /// The days that claims about a measure name, each with the tightest bounds of its count; empty where
    /// the claims cannot all hold.
    pub fn envelope(&self, measure: usize) -> Vec<EnvelopeAt> {
        let Some((group, position)) = self.find(measure).filter(|_| self.is_consistent(measure))
        else {
            return Vec::new();
        };
        let solved = &self.solved[group];
        let mut kept = Vec::new();
        let mut at = |&day: &i32| EnvelopeAt {
            day: Day(day),
            bounds: solved.bounds(position, day, &mut kept),
        };
        solved.days[position].iter().map(&mut at).collect()
    }

    /// The bounds of a measure's count on any day, or `None` where the claims cannot all hold.
    pub fn at(&self, measure: usize, day: Day) -> Option<Bounds> {
        let (group, position) = self.find(measure).filter(|_| self.is_consistent(measure))?;
        Some(self.solved[group].bounds(position, day.0, &mut Vec::new()))
    }

    /// The claims that alone imply an end on a day, none of them to spare, ascending; none for 0 and for
    /// what is unbounded.
    pub fn because(&self, measure: usize, day: Day, end: End) -> Vec<usize> {
        match self.find(measure).filter(|_| self.is_consistent(measure)) {
            Some((group, position)) => {
                self.solved[group].because(&self.ranks, position, day.0, end)
            }
            None => Vec::new(),
        }
    }

    /// The group and the position there of a measure.
    fn find(&self, measure: usize) -> Option<(usize, usize)> {
        let mut places = self.solved.iter().enumerate();
        places.find_map(|(n, solved)| Some((n, solved.group.position(measure)?)))
    }
}

impl Solver {
    /// The way to find the ends of a group's counts; `with_sums` are the rows for where sums are not
    /// followed in full, `days` those that will be asked for.
    ///
    /// # Errors
    ///
    /// Claims that cannot all hold, in no order.
    fn new(
        group: &Group,
        rows: &[Row],
        with_sums: &[Row],
        days: &[i32],
    ) -> Result<Solver, Vec<usize>> {
        if group.has_sums() {
            let tight = tightest(group, rows);
            if tight.len() <= EXACT_UP_TO {
                return match sums::solve(group, &tight, None, &mut Vec::new()) {
                    Answer::Infeasible(rows) => {
                        Err(rows.into_iter().map(|n| tight[n].claim).collect())
                    }
                    _ => Ok(Solver::Sums),
                };
            }
        }
        let paths = Paths::new(group, &tightest(group, with_sums), days)?;
        Ok(Solver::Paths(Box::new(paths)))
    }

    /// An end in the group's unit and whether it is open; `None` for 0 and for what is unbounded.
    fn end(
        &self,
        group: &Group,
        tight: &[Row],
        goal: (usize, i32, End),
        kept: &mut Vec<usize>,
    ) -> Option<(f64, bool)> {
        let (measure, day, end) = goal;
        let (number, is_open) = match self {
            Solver::Paths(paths) => {
                let limit = paths.limit(group, measure, day, end);
                if limit == Limit::NONE {
                    return None;
                }
                let number = limit.number() as f64;
                (if end == End::Low { -number } else { number }, limit.is_open())
            }
            Solver::Sums => match sums::solve(group, tight, Some(goal), kept) {
                Answer::End { number, is_open, .. } => (number, is_open),
                _ => return None,
            },
        };
        (end == End::High || number != 0.0 || is_open).then_some((number, is_open))
    }
}

impl Solved {
    fn bounds(&self, position: usize, day: i32, kept: &mut Vec<usize>) -> Bounds {
        let mut bounds = Bounds::ALL;
        let mut end = |end| self.solver.end(&self.group, &self.tight, (position, day, end), kept);
        if let Some((number, is_open)) = end(End::Low) {
            (bounds.low, bounds.low_open) = (number / self.group.scale, is_open);
        }
        if let Some((number, is_open)) = end(End::High) {
            (bounds.high, bounds.high_open) = (number / self.group.scale, is_open);
        }
        bounds
    }

    fn because(&self, ranks: &[usize], position: usize, day: i32, end: End) -> Vec<usize> {
        let goal = (position, day, end);
        let Some(all) = self.solver.end(&self.group, &self.tight, goal, &mut Vec::new()) else {
            return Vec::new();
        };
        // A shortest path over the fewest claims has none to spare, unless a claim could stand at several
        // places of it.
        let (claims, may_spare) = match &self.solver {
            Solver::Paths(paths) => {
                let claims = paths.because(&self.group, position, day, end);
                let is_long = claims.len() > MAX_SEARCHED;
                let may_spare = !is_long && claims.iter().any(|&claim| self.n_inner(claim) > 1);
                (claims, may_spare)
            }
            Solver::Sums => {
                match sums::solve(&self.group, &self.tight, Some(goal), &mut Vec::new()) {
                    Answer::End { because, .. } => {
                        (because.iter().map(|&n| self.tight[n].claim).collect(), true)
                    }
                    _ => return Vec::new(),
                }
            }
        };
        let implies = |claims: &[usize]| {
            let mut rows = Vec::new();
            for &claim in claims {
                rows.extend(self.rows_of(claim));
            }
            let tight = tightest(&self.group, &rows);
            match Solver::new(&self.group, &rows, &rows, &[day]) {
                Ok(solver) => solver.end(&self.group, &tight, goal, &mut Vec::new()) == Some(all),
                Err(_) => false,
            }
        };
        irreducible(ranks, &claims, &|claims| may_spare && implies(claims))
    }

    fn rows_of(&self, claim: usize) -> &[Row] {
        let start = self.rows.partition_point(|row| row.claim < claim);
        let end = self.rows.partition_point(|row| row.claim <= claim);
        &self.rows[start..end]
    }

    /// How many limits a claim sets to what was added over a period.
    fn n_inner(&self, claim: usize) -> usize {
        self.rows_of(claim).iter().filter(|row| row.window.after != BEGINNING).count()
    }
}

/// Whether claims can all hold in each of the groups.
pub fn fits(dataset: &Dataset, groups: &[Group], claims: &[usize], rounding: Rounding) -> bool {
    groups.iter().all(|group| {
        let mut rows = Vec::new();
        for &claim in claims {
            group.add_rows(dataset, claim, rounding, &mut rows);
        }
        Solver::new(group, &rows, &rows, &[]).is_ok()
    })
}

/// For each measure of a group, the days that claims about it name, ascending.
fn days_of(dataset: &Dataset, group: &Group, claims: &[usize]) -> Vec<Vec<i32>> {
    let mut all = Vec::with_capacity(group.measures.len());
    for node in &group.measures {
        let mut days = Vec::new();
        for &claim in claims {
            if !dataset.readings_of(claim, node.measure).is_empty() {
                days.extend(named_days(&dataset.claims[claim]));
            }
        }
        order::sort(&mut days, &|a, b| a.cmp(b));
        days.dedup();
        all.push(days);
    }
    all
}
