//! Claims that cannot all hold: one alone, two, or a set that fits without any one of its claims.

use super::constraints::Rounding;
use super::pairs::Pairs;
use super::reasoning::{Solved, fits};
use crate::model::Dataset;
use crate::order;

/// More contradictions than anyone reads.
pub const MAX_CONTRADICTIONS: usize = 1_000;

/// So many measures of claims are compared at most to find them, which takes a few seconds: enough for ten thousand claims
/// about twenty measures that add up.
const MOST_COMPARED: usize = 30_000_000;

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
    /// Whether there may be more.
    pub is_truncated: bool,
    /// For each group, whether all of its claims can hold.
    pub is_consistent: Vec<bool>,
}

impl Contradictions {
    /// None in so many groups.
    pub fn none(n_groups: usize) -> Contradictions {
        let is_consistent = vec![true; n_groups];
        Contradictions { is_consistent, ..Contradictions::default() }
    }
}

/// Finds the contradictions among claims that take part.
pub fn find(dataset: &Dataset, ranks: &[usize], groups: &[Solved]) -> Contradictions {
    if groups.iter().all(Solved::is_settled) {
        return Contradictions::none(groups.len());
    }
    search(dataset, ranks, groups)
}

#[inline(never)]
fn search(dataset: &Dataset, ranks: &[usize], groups: &[Solved]) -> Contradictions {
    let mut is_alone = vec![false; dataset.claims.len()];
    let mut suspects = Vec::new();
    for (n, solved) in groups.iter().enumerate().filter(|(_, solved)| !solved.is_settled()) {
        suspects.push((n, Pairs::new(&solved.group, &solved.rows, &mut is_alone)));
    }
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (claim, &is_alone) in is_alone.iter().enumerate() {
        if is_alone {
            sets.push(vec![claim]);
        }
    }
    let mut is_consistent = vec![true; groups.len()];
    let mut is_truncated = false;
    for (n, pairs) in suspects {
        let n_before = sets.len();
        let is_searched =
            pairs.add_contradicting(&is_alone, MAX_CONTRADICTIONS, MOST_COMPARED, &mut sets);
        groups[n].add_pairs_of_periods(&is_alone, &mut sets);
        let is_explained = pairs.has_alone || sets.len() > n_before;
        is_consistent[n] = !is_explained && groups[n].solver.is_ok();
        is_truncated |= !is_searched;
        if let (Err(claims), false) = (&groups[n].solver, is_explained) {
            let fit = |claims: &[usize]| fits(dataset, &groups[n].group, claims, Rounding::AsSaid);
            sets.push(irreducible(ranks, claims, &|claims| !fit(claims)));
        }
    }
    // Groups that the same claims speak of may have a set in common.
    order::sort_distinct(&mut sets);
    is_truncated |= sets.len() > MAX_CONTRADICTIONS;
    sets.truncate(MAX_CONTRADICTIONS);
    let mut found = Vec::with_capacity(sets.len());
    for claims in sets {
        let mut groups = groups.iter();
        let within_rounding =
            groups.all(|solved| fits(dataset, &solved.group, &claims, Rounding::Allowed));
        found.push(Contradiction { claims, within_rounding });
    }
    Contradictions { found, is_truncated, is_consistent }
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
    order::sort_distinct(&mut kept);
    order::sort(&mut kept, &|a, b| ranks[*b].cmp(&ranks[*a]));
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
    order::sort_distinct(&mut kept);
    kept
}
