//! Claims that cannot all hold: one alone, two, or a set that fits without any one of its claims.

use super::constraints::{Group, Rounding, Row};
use super::pairs::Pairs;
use super::reasoning::{Solver, fits};
use crate::model::Dataset;
use crate::order;

/// More contradictions than anyone reads.
pub const MAX_CONTRADICTIONS: usize = 1_000;

/// Claims that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Indices into the dataset's claims, ascending.
    pub claims: Vec<usize>,
    /// Whether they fit once each bare number may have been rounded.
    pub within_rounding: bool,
}

/// All contradictions among claims, and which groups they leave without an envelope.
#[derive(Clone, Debug, Default)]
pub struct Contradictions {
    /// In the dataset's order.
    pub found: Vec<Contradiction>,
    /// Whether there are more.
    pub is_truncated: bool,
    /// For each group, whether all of its claims can hold.
    pub is_consistent: Vec<bool>,
}

/// Finds the contradictions among claims that take part; `rows` and `solvers` are those of each group.
pub fn find(
    dataset: &Dataset,
    ranks: &[usize],
    groups: &[Group],
    rows: &[Vec<Row>],
    solvers: &[Result<Solver, Vec<usize>>],
) -> Contradictions {
    let mut is_consistent: Vec<bool> = solvers.iter().map(Result::is_ok).collect();
    let mut is_explained = vec![false; groups.len()];
    let mut is_alone = vec![false; dataset.claims.len()];
    let mut suspects: Vec<(usize, Pairs)> = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        // Where everything is followed in full and fits, no two claims are at odds.
        let is_settled = match &solvers[n] {
            Ok(Solver::Sums(_)) => true,
            Ok(Solver::Paths(_)) => !group.has_sums(),
            Err(_) => false,
        };
        if is_settled {
            continue;
        }
        let pairs = Pairs::new(group, &rows[n]);
        for (claim, is_alone) in is_alone.iter_mut().enumerate() {
            if pairs.contradicts_itself(claim) {
                *is_alone = true;
                is_explained[n] = true;
            }
        }
        suspects.push((n, pairs));
    }
    if is_alone.contains(&true) {
        for (n, pairs) in &mut suspects {
            let is_other = |row: &&Row| !is_alone[row.claim];
            let others: Vec<Row> = rows[*n].iter().filter(is_other).copied().collect();
            *pairs = Pairs::new(&groups[*n], &others);
        }
    }

    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (claim, &is_alone) in is_alone.iter().enumerate() {
        if is_alone {
            sets.push(vec![claim]);
        } else {
            let mut partners = Vec::new();
            for (n, pairs) in &suspects {
                let first = partners.len();
                pairs.add_contradicting(claim, &mut partners);
                is_explained[*n] |= partners.len() > first;
            }
            let by_claim = order::sorted(partners.len(), &|a, b| partners[a].cmp(&partners[b]));
            let mut last = claim;
            for n in by_claim {
                if partners[n] > last {
                    last = partners[n];
                    sets.push(vec![claim, last]);
                }
            }
        }
        // One more than is told, to know that there are more.
        if sets.len() > MAX_CONTRADICTIONS {
            break;
        }
    }
    for (n, pairs) in &suspects {
        // Where the list was full before all pairs were found, some may be left.
        is_explained[*n] |= is_alone.iter().enumerate().any(|(claim, &is_alone)| {
            let mut partners = Vec::new();
            if !is_alone && sets.len() > MAX_CONTRADICTIONS {
                pairs.add_contradicting(claim, &mut partners);
            }
            !partners.is_empty()
        });
        is_consistent[*n] &= !is_explained[*n];
        if let (Err(claims), false) = (&solvers[*n], is_explained[*n]) {
            let fit = |claims: &[usize]| fits(dataset, &groups[*n..=*n], claims, Rounding::AsSaid);
            let set = irreducible(ranks, claims, &|claims| !fit(claims));
            // Groups that the same claims speak of may have it in common.
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
    }
    let in_order = order::sorted(sets.len(), &|a, b| sets[a].cmp(&sets[b]));
    let found = in_order.into_iter().take(MAX_CONTRADICTIONS).map(|n| Contradiction {
        claims: sets[n].clone(),
        within_rounding: fits(dataset, groups, &sets[n], Rounding::Allowed),
    });
    Contradictions {
        found: found.collect(),
        is_truncated: sets.len() > MAX_CONTRADICTIONS,
        is_consistent,
    }
}

/// The claims of a set that still do what all of them do, none of them to spare; ascending.
///
/// `ranks` says which claim comes before which: the last are spared first, so that of claims that would
/// serve equally well the first stays. This is the deletion filter (J. W. Chinneck and E. W. Dravnieks,
/// *Locating minimal infeasible constraint sets in linear programs*, 1991).
pub fn irreducible(
    ranks: &[usize],
    claims: &[usize],
    does: &dyn Fn(&[usize]) -> bool,
) -> Vec<usize> {
    let mut kept = claims.to_vec();
    order::sort(&mut kept, &|a, b| ranks[*b].cmp(&ranks[*a]));
    kept.dedup();
    let mut n = 0;
    while n < kept.len() && kept.len() > 1 {
        let mut rest = kept.clone();
        rest.remove(n);
        if does(&rest) {
            kept = rest;
        } else {
            n += 1;
        }
    }
    order::sort(&mut kept, &|a, b| a.cmp(b));
    kept
}
