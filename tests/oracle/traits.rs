//! What a dataset is a test of, so that the random ones can be counted.

use claims_core::model::Day;

use super::expected::Expected;
use super::random::Case;
use super::system::{Oracle, Space, Stated};

/// What makes a dataset a test of something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    pub fits: bool,
    pub contradicts_itself: bool,
    pub has_pair: bool,
    pub has_irreducible_set: bool,
    pub rounding_explains: bool,
    pub rounding_does_not_explain: bool,
    /// An end that follows from a claim: bounded, closed or open.
    pub has_closed_end: bool,
    pub has_open_low: bool,
    pub has_open_high: bool,
    pub leaves_claims_out: bool,
}

impl Traits {
    pub fn of(case: &Case) -> Traits {
        let dataset = case.read();
        let oracle = Oracle::new(&dataset, &case.selection);
        let expected = Expected::of(&oracle);
        let fits = |claims: &[usize], stated| oracle.fits_everywhere(claims, stated);
        let told: Vec<&Vec<usize>> = expected.singles.iter().chain(&expected.pairs).collect();
        let mut traits = Traits {
            fits: fits(&oracle.taking_part, Stated::Exact),
            contradicts_itself: !expected.singles.is_empty(),
            has_pair: !expected.pairs.is_empty(),
            has_irreducible_set: !expected.untold.is_empty(),
            rounding_explains: told.iter().any(|claims| fits(claims, Stated::Rounded)),
            rounding_does_not_explain: told.iter().any(|claims| !fits(claims, Stated::Rounded)),
            leaves_claims_out: oracle.taking_part.len() < dataset.claims.len(),
            ..Traits::default()
        };
        for group in oracle.groups.iter().filter(|_| traits.fits) {
            let days: Vec<Day> = group.iter().flat_map(|&measure| oracle.dates(measure)).collect();
            let space = Space::new(&dataset, group, &oracle.taking_part, &days, Stated::Exact);
            let Some(space) = space else { continue };
            for &measure in group {
                for day in oracle.dates(measure) {
                    let bounds = space.bounds(measure, day);
                    let is_bounded = bounds.is_bounded_above();
                    traits.has_open_low |= bounds.low_open;
                    traits.has_open_high |= bounds.high_open;
                    traits.has_closed_end |= is_bounded && !bounds.high_open && bounds.low > 0.0;
                }
            }
        }
        traits
    }
}
