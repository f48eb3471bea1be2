//! The claims of a dataset taken together: contradictions, and the envelope of every measure.

use std::rc::Rc;

use super::constraints::{
    BEGINNING, End, Group, Kept, Rounding, Row, SaidOfGroup, groups, taking_part, tightest,
};
use super::contradictions::{self, Contradiction, Contradictions, irreducible};
use super::paths::Paths;
use super::sums::{Implied, Program};
use crate::model::{Bounds, Dataset, Day};
use crate::order;
use crate::view::Selection;

/// With more limits than this that matter, sums of parts are no longer followed in full. The time grows with the fourth
/// power of their number: with so many a picture takes a second or two, with a thousand minutes.
pub const EXACT_UP_TO: usize = 300;
/// Nor are they with more than this many limits times measures, or times tenths of their days.
const MOST_WORK: usize = 6_000;
/// So many of the days that claims name, each of which takes a program of its own, take as long as a measure more.
const DAYS_A_MEASURE: usize = 10;
/// So many pairs are looked at one by one at most, which takes less than a second: pairs of a few limits.
const MOST_TRIED: usize = 100_000;
/// Limits times measures of a pair that count as a pair more.
const LARGE_PAIR: usize = 30;
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
pub struct Solved {
    pub group: Group,
    /// How many claims have rows.
    n_claims: usize,
    /// Those of one claim next to each other, by claim: where everything fits, of the claims that may be named as reasons.
    pub rows: Vec<Row>,
    /// Of each measure of the group, the days that its claims name, ascending.
    days: Vec<Vec<i32>>,
    /// Claims that cannot all hold where there are any, in no order.
    pub solver: Result<Solver, Vec<usize>>,
}

/// How the ends of a group's counts are found.
#[derive(Clone, Debug)]
pub enum Solver {
    /// No sums, or too many claims: shortest paths, worked out once.
    Paths(Rc<Paths>),
    /// Sums: a linear program, which each end takes further.
    Sums(Box<Program>),
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
    #[inline(never)]
    pub fn new(dataset: &Dataset, selection: &Selection) -> Reasoning {
        let solved = solved(dataset, &taking_part(dataset, selection));
        let ranks = ranks(dataset);
        let contradictions = contradictions::find(dataset, &ranks, &solved);
        Reasoning { ranks, solved, contradictions }
    }

    /// Takes all of a dataset's claims together where no choice of them can have a contradiction, as far as that is
    /// known without a search: neither those that others have superseded nor those that have.
    pub fn if_settled(dataset: &Dataset) -> Option<Reasoning> {
        let solved = solved(dataset, &dataset.by_said);
        if !solved.iter().all(Solved::is_settled) {
            return None;
        }
        if !dataset.superseding.is_empty() {
            return Some(Reasoning::new(dataset, &Selection::default()));
        }
        let contradictions = Contradictions::none(solved.len());
        Some(Reasoning { ranks: ranks(dataset), solved, contradictions })
    }

    /// Claims that cannot all hold, in the dataset's order: each that contradicts itself, every pair of the
    /// others, and for linked measures that have neither and still do not fit, one irreducible set. At
    /// most [`contradictions::MAX_CONTRADICTIONS`].
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions.found
    }

    /// Whether there may be more contradictions than are listed.
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
        let Some((solved, position, mut solver)) = self.solver(measure) else {
            return Vec::new();
        };
        let mut found = Vec::with_capacity(solved.days[position].len());
        for &day in &solved.days[position] {
            found.push(EnvelopeAt {
                day: Day(day),
                bounds: solver.bounds(&solved.group, position, day),
            });
        }
        found
    }

    /// The bounds of a measure's count on any day, or `None` where the claims cannot all hold.
    pub fn at(&self, measure: usize, day: Day) -> Option<Bounds> {
        let (solved, position, mut solver) = self.solver(measure)?;
        Some(solver.bounds(&solved.group, position, day.0))
    }

    /// The claims that alone imply an end on a day, none of them to spare, ascending; none for 0 and for
    /// what is unbounded.
    pub fn because(&self, measure: usize, day: Day, end: End) -> Vec<usize> {
        let Some((solved, position, solver)) = self.solver(measure) else { return Vec::new() };
        solved.because(&self.ranks, solver, (position, day.0, end))
    }

    /// How many claims that take part limit a measure or one that is linked to it.
    pub fn n_claims(&self, measure: usize) -> usize {
        self.find(measure).map_or(0, |(group, _)| self.solved[group].n_claims)
    }

    /// Whether a contradiction is about a measure, or about those linked to it: what its claims say of
    /// them does not fit.
    #[inline(never)]
    pub fn concerns(&self, contradiction: &Contradiction, measure: usize) -> bool {
        let Some((group, _)) = self.find(measure) else { return false };
        self.solved[group].solver_of(&contradiction.claims, &[]).is_err()
    }

    /// What is known of a measure's group, its position there, and a solver to ask; `None` where the
    /// claims cannot all hold. Every answer takes a solver further, so it is a copy.
    fn solver(&self, measure: usize) -> Option<(&Solved, usize, Solver)> {
        let (group, position) = self.find(measure).filter(|_| self.is_consistent(measure))?;
        let solved = &self.solved[group];
        Some((solved, position, solved.solver.clone().ok()?))
    }

    /// The group and the position there of a measure.
    fn find(&self, measure: usize) -> Option<(usize, usize)> {
        let mut places = self.solved.iter().enumerate();
        places.find_map(|(n, solved)| Some((n, solved.group.position(measure)?)))
    }
}

/// Of each claim, its place in the order in which claims are taken.
fn ranks(dataset: &Dataset) -> Vec<usize> {
    let mut ranks = vec![0; dataset.claims.len()];
    for (rank, &claim) in dataset.by_said.iter().enumerate() {
        ranks[claim] = rank;
    }
    ranks
}

/// What follows from claims for each group of measures.
fn solved(dataset: &Dataset, claims: &[usize]) -> Vec<Solved> {
    groups(dataset).into_iter().map(|group| Solved::new(dataset, group, claims)).collect()
}

impl Solver {
    /// The way to find the ends of a group's counts; `sums` are more rows for where sums are not followed in
    /// full, `days` those that will be asked for.
    ///
    /// # Errors
    ///
    /// Claims that cannot all hold, in no order.
    fn new(group: &Group, rows: &[Row], sums: &[Row], days: &[i32]) -> Result<Solver, Vec<usize>> {
        if group.has_sums() {
            let tight = tightest(group, rows);
            let n = tight.len();
            let work = n * group.measures.len().max(days.len() / DAYS_A_MEASURE);
            if n <= EXACT_UP_TO && work <= MOST_WORK {
                let program = Program::new(group, &tight)?;
                return Ok(Solver::Sums(Box::new(program)));
            }
        }
        let paths = Paths::new(group, &tightest(group, &[rows, sums].concat()), days)?;
        Ok(Solver::Paths(Rc::new(paths)))
    }

    /// An end in the group's unit; `None` for 0 and for what is unbounded.
    fn end(&mut self, group: &Group, (measure, day, end): Goal) -> Option<Implied> {
        let implied = match self {
            Solver::Paths(paths) => paths.end(group, measure, day, end),
            Solver::Sums(program) => program.end(group, measure, day, end),
        }?;
        // Beside numbers of 10¹⁵, one near 0 may come out below it.
        let says_more = implied.number > 0.0 || (implied.number == 0.0 && implied.is_open);
        (end == End::High || says_more).then_some(implied)
    }

    fn bounds(&mut self, group: &Group, measure: usize, day: i32) -> Bounds {
        let mut bounds = Bounds::ALL;
        if let Some(low) = self.end(group, (measure, day, End::Low)) {
            (bounds.low, bounds.low_open) = (low.number / group.scale, low.is_open);
        }
        if let Some(high) = self.end(group, (measure, day, End::High)) {
            (bounds.high, bounds.high_open) = (high.number / group.scale, high.is_open);
        }
        bounds
    }
}

/// A measure's position in its group, a day, and the end of the count on it that is asked for.
type Goal = (usize, i32, End);

impl Solved {
    fn new(dataset: &Dataset, group: Group, claims: &[usize]) -> Solved {
        let said = |claims: &[usize], kept| group.said(dataset, claims, Rounding::AsSaid, kept);
        let SaidOfGroup { rows, sums, days, n_claims } = said(claims, Kept::Telling);
        let solver = Solver::new(&group, &rows, &sums, &days.concat());
        let mut solved = Solved { group: group.clone(), n_claims, rows: Vec::new(), days, solver };
        let mut named = Vec::new();
        if solved.is_settled() {
            for row in rows {
                named.push(row.claim);
            }
        } else {
            named.extend_from_slice(claims);
        }
        order::sort_distinct(&mut named);
        for claim in named {
            solved.rows.append(&mut said(&[claim], Kept::All).rows);
        }
        solved
    }

    /// Whether everything is followed in full and fits: then no two claims are at odds.
    pub fn is_settled(&self) -> bool {
        match self.solver {
            // Beside very large numbers a program overlooks small differences, and without them it does not.
            Ok(Solver::Sums(ref program)) => program.is_fine(),
            Ok(Solver::Paths(_)) => !self.group.has_sums(),
            Err(_) => false,
        }
    }

    fn because(&self, ranks: &[usize], mut solver: Solver, goal: Goal) -> Vec<usize> {
        let Some(all) = solver.end(&self.group, goal) else { return Vec::new() };
        // A shortest path over the fewest claims has none to spare, unless a claim could stand at several
        // places of it, or some add nothing but that an end is open, which another does as well.
        let may_spare = match solver {
            Solver::Paths(_) => {
                all.because.len() <= MAX_SEARCHED
                    && all.because.iter().any(|&claim| {
                        self.n_inner(claim) > 1
                            || self.rows_of(claim).iter().any(|row| row.limit.is_open())
                    })
            }
            Solver::Sums(_) => true,
        };
        let implies = |claims: &[usize]| {
            let solver = self.solver_of(claims, &[goal.1]);
            let own = solver.ok().and_then(|mut solver| solver.end(&self.group, goal));
            own.is_some_and(|own| (own.number, own.is_open) == (all.number, all.is_open))
        };
        irreducible(ranks, &all.because, &|claims| may_spare && implies(claims))
    }

    /// Adds the pairs that [`Pairs`](super::pairs::Pairs) does not look for: of a claim that gives several numbers of one
    /// period, of which one `includes` another or whose days are not known. What two of them say about each other then
    /// depends on what was counted before, or when, and another claim may say that. Some may be added that are there.
    #[inline(never)]
    pub fn add_pairs_of_periods(&self, is_left_out: &[bool], found: &mut Vec<Vec<usize>>) {
        let is_inclusive = self.group.measures.iter().any(|node| !node.includes.is_empty());
        let mut n_tried = 0;
        for own in self.rows.chunk_by(|a, b| a.claim == b.claim) {
            let (claim, window) = (own[0].claim, own[0].window);
            let is_one_stretch = own.iter().all(|row| row.window == window);
            if own.len() == 1
                || window.after == BEGINNING
                || (is_one_stretch && !is_inclusive)
                || is_left_out[claim]
            {
                continue;
            }
            for other in self.rows.chunk_by(|a, b| a.claim == b.claim) {
                let other = other[0].claim;
                if other == claim || is_left_out[other] {
                    continue;
                }
                n_tried += 1 + own.len() * self.group.measures.len() / LARGE_PAIR;
                if n_tried > MOST_TRIED {
                    return;
                }
                let pair = [claim.min(other), claim.max(other)];
                if self.solver_of(&pair, &[]).is_err() {
                    found.push(pair.to_vec());
                }
            }
        }
    }

    /// A solver for some of the claims alone.
    ///
    /// # Errors
    ///
    /// As [`Solver::new`].
    fn solver_of(&self, claims: &[usize], days: &[i32]) -> Result<Solver, Vec<usize>> {
        let mut rows = Vec::new();
        for &claim in claims {
            rows.extend(self.rows_of(claim));
        }
        Solver::new(&self.group, &rows, &[], days)
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

/// Whether claims can all hold in a group.
pub fn fits(dataset: &Dataset, group: &Group, claims: &[usize], rounding: Rounding) -> bool {
    Solver::new(group, &group.said(dataset, claims, rounding, Kept::Telling).rows, &[], &[]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::reason::pairs::Pairs;

    /// A whole of at most 10, of which two parts are at least 6 each: no two claims are at odds, three are.
    fn at_odds_by_three(n: usize) -> Option<Dataset> {
        let mut claims = Vec::new();
        for k in 0..n {
            let figure = match k % 4 {
                0 => r#"{"measure":"left","at_least":6}"#,
                1 => r#"{"measure":"right","at_least":6}"#,
                _ => r#"{"measure":"all","at_most":10}"#,
            };
            let day = 1 + k % 28;
            claims.push(format!(
                r#"{{"id":"{k}","claimant":"ann","said":"2025-01-{day:02}","figures":[{figure}]}}"#
            ));
        }
        let text = format!(
            r#"{{"title":"T","measures":[{{"id":"all","label":"All","sum_of":["left","right"]}},
            {{"id":"left","label":"Left"}},{{"id":"right","label":"Right"}}],"parties":[],
            "claimants":[{{"id":"ann","name":"Ann"}}],"claims":[{}]}}"#,
            claims.join(",")
        );
        let value: crate::dataset::Value = serde_json::from_str(&text).ok()?;
        dataset::read(&value).ok()
    }

    #[test]
    fn the_search_for_pairs_is_given_up_where_it_would_look_at_all_of_them() {
        let Some(dataset) = at_odds_by_three(400) else { unreachable!("it is sound") };
        let all: Vec<usize> = (0..dataset.claims.len()).collect();
        let solved = solved(&dataset, &all);
        let mut is_alone = vec![false; all.len()];
        let pairs = Pairs::new(&solved[0].group, &solved[0].rows, &mut is_alone);
        let mut found = Vec::new();
        assert!(pairs.add_contradicting(&is_alone, 1_000, 10_000_000, &mut found));
        assert!(!pairs.add_contradicting(&is_alone, 1_000, 1_000, &mut found));
        assert!(found.is_empty(), "no two are at odds");
        let reasoning = Reasoning::new(&dataset, &Selection::default());
        assert!(!reasoning.is_consistent(0));
        let sets: Vec<usize> =
            reasoning.contradictions().iter().map(|found| found.claims.len()).collect();
        assert_eq!(sets, [3]);
    }
}
