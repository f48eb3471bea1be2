//! How what was found differs from what there is to find, one line for each difference.

use claims_core::model::{Dataset, Day};
use claims_core::reason::{Contradiction, End};

use super::expected::{Expected, is_irreducible, without};
use super::found::{Found, is_same, is_same_end, is_within, show};
use super::plan::written;
use super::system::{Oracle, Space, Stated};

/// How the envelopes differ from the tightest that the claims imply.
pub fn envelope_faults(oracle: &Oracle, found: &Found) -> Vec<String> {
    let dataset = oracle.dataset;
    let mut faults = Vec::new();
    for group in &oracle.groups {
        let days: Vec<Day> = group.iter().flat_map(|&measure| oracle.dates(measure)).collect();
        let space = Space::new(dataset, group, &oracle.taking_part, &days, Stated::Exact);
        for &measure in group {
            let id = &dataset.measures[measure].id;
            let envelope = &found.envelopes[measure];
            if found.is_consistent[measure] != space.is_some() {
                faults.push(format!("{id}: that it is consistent is {}", space.is_some()));
            }
            let expected = match &space {
                Some(_) => oracle.dates(measure),
                None => Vec::new(),
            };
            let days: Vec<Day> = envelope.iter().map(|at| at.day).collect();
            if days != expected {
                let write = |days: &[Day]| days.iter().map(|&day| written(day)).collect::<Vec<_>>();
                faults.push(format!("{id}: dates {:?}, not {:?}", write(&days), write(&expected)));
                continue;
            }
            for at in envelope {
                let exact = space.as_ref().expect("it has dates").bounds(measure, at.day);
                let fault = if !is_within(exact, at.bounds) {
                    "says more than the claims imply"
                } else if !is_same(exact, at.bounds) {
                    "says less than the claims imply"
                } else {
                    continue;
                };
                let (day, found) = (written(at.day), show(at.bounds));
                faults.push(format!("{id} on {day}: {found} {fault}: {}", show(exact)));
            }
        }
    }
    faults
}

/// How the contradictions differ from those that there are.
pub fn contradiction_faults(oracle: &Oracle, found: &Found) -> Vec<String> {
    let dataset = oracle.dataset;
    let expected = Expected::of(oracle);
    let reported = &found.contradictions;
    let sets: Vec<&Vec<usize>> = reported.iter().map(|reported| &reported.claims).collect();
    let mut faults = Vec::new();
    if found.is_truncated {
        faults.push("the list is said to be truncated".to_owned());
    }
    if !sets.is_sorted_by(|a, b| a < b) {
        let sets: Vec<String> = sets.iter().map(|set| ids(dataset, set)).collect();
        faults.push(format!("not in the dataset's order, or twice: {}", sets.join(" ")));
    }
    let told: Vec<&Vec<usize>> = expected.singles.iter().chain(&expected.pairs).collect();
    for missing in told.iter().filter(|set| !sets.contains(*set)) {
        faults.push(format!("{} is missing", ids(dataset, missing)));
    }
    let further: Vec<&Vec<usize>> = sets.into_iter().filter(|set| !told.contains(set)).collect();
    for group in &expected.untold {
        if !further.iter().any(|set| is_irreducible(oracle, group, set)) {
            let id = &dataset.measures[group[0]].id;
            faults.push(format!("no irreducible set says why the group of {id} does not fit"));
        }
    }
    for set in &further {
        if !expected.untold.iter().any(|group| is_irreducible(oracle, group, set)) {
            faults.push(format!("{} is too much, or can be reduced", ids(dataset, set)));
        }
    }
    if further.len() > expected.untold.len() {
        faults.push(format!("{} sets for {} groups", further.len(), expected.untold.len()));
    }
    for Contradiction { claims, within_rounding } in reported {
        if !claims.is_sorted_by(|a, b| a < b) {
            faults.push(format!("{} is not in order", ids(dataset, claims)));
        }
        if *within_rounding != oracle.fits_everywhere(claims, Stated::Rounded) {
            let id = ids(dataset, claims);
            faults.push(format!("{id}: that rounding explains it is {}", !within_rounding));
        }
    }
    faults
}

/// What is wrong with the claims that are named as the reasons of each end.
pub fn because_faults(oracle: &Oracle, found: &Found) -> Vec<String> {
    let dataset = oracle.dataset;
    let mut faults = Vec::new();
    for measure in 0..dataset.measures.len() {
        let id = &dataset.measures[measure].id;
        for at in &found.envelopes[measure] {
            let (low, high) = (&at.low_because, &at.high_because);
            for (name, end, claims) in [("low", End::Low, low), ("high", End::High, high)] {
                let mut fault = |what: &str| {
                    let (day, bounds) = (written(at.day), show(at.bounds));
                    let named = ids(dataset, claims);
                    faults.push(format!("{id} on {day}, {name} of {bounds}: {named} {what}"));
                };
                if !claims.is_sorted_by(|a, b| a < b) {
                    fault("is not in order");
                }
                if claims.iter().any(|claim| !oracle.taking_part.contains(claim)) {
                    fault("holds a claim that takes no part");
                    continue;
                }
                let implies = |claims: &[usize]| {
                    let alone = oracle.bounds(claims, measure, at.day);
                    alone.is_some_and(|alone| is_same_end(alone, at.bounds, end))
                };
                if !implies(claims) {
                    fault("does not imply it");
                } else if (0..claims.len()).any(|n| implies(&without(claims, n))) {
                    fault("can be reduced");
                }
            }
        }
    }
    faults
}

fn ids(dataset: &Dataset, claims: &[usize]) -> String {
    let ids: Vec<&str> = claims.iter().map(|&idx| &dataset.claim_ids[idx]).collect();
    format!("[{}]", ids.join(", "))
}
