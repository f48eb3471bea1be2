//! The contradictions that have to be reported.

use super::system::{Oracle, Stated};

/// What has to be reported of a dataset.
pub struct Expected {
    pub singles: Vec<Vec<usize>>,
    pub pairs: Vec<Vec<usize>>,
    /// Groups that do not fit for a reason that neither tells: each needs an irreducible set.
    pub untold: Vec<Vec<usize>>,
}

impl Expected {
    pub fn of(oracle: &Oracle) -> Expected {
        let fits = |claims: &[usize]| oracle.fits_everywhere(claims, Stated::Exact);
        let claims = &oracle.taking_part;
        let singles: Vec<Vec<usize>> =
            claims.iter().map(|&claim| vec![claim]).filter(|claim| !fits(claim)).collect();
        let others: Vec<usize> =
            claims.iter().copied().filter(|&claim| !singles.contains(&vec![claim])).collect();
        let mut pairs = Vec::new();
        for (n, &first) in others.iter().enumerate() {
            let second = others[n + 1..].iter().map(|&second| vec![first, second]);
            pairs.extend(second.filter(|pair| !fits(pair)));
        }
        let is_untold = |group: &&Vec<usize>| {
            let breaks = |claims: &[usize]| !oracle.fits(group, claims, Stated::Exact);
            breaks(claims) && !singles.iter().chain(&pairs).any(|told| breaks(told))
        };
        let untold = oracle.groups.iter().filter(is_untold).cloned().collect();
        Expected { singles, pairs, untold }
    }
}

/// Whether claims break a group and would not without any one of them.
pub fn is_irreducible(oracle: &Oracle, group: &[usize], claims: &[usize]) -> bool {
    !oracle.fits(group, claims, Stated::Exact)
        && (0..claims.len()).all(|n| oracle.fits(group, &without(claims, n), Stated::Exact))
}

pub fn without(claims: &[usize], n: usize) -> Vec<usize> {
    let mut rest = claims.to_vec();
    rest.remove(n);
    rest
}
