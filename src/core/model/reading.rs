//! What a claim says about one measure: its own figure, or the sum of the parts it gives.

use super::{Bounds, Claim, Dataset, Quantity};

/// How a claim comes to say something about a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// In a figure of its own.
    Figure(Quantity),
    /// By giving every part: the sum is ours, not the claimant's.
    AddedUp,
}

/// What one claim says about one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Index into [`Dataset::claims`].
    pub claim: usize,
    /// Whether it was said or added up.
    pub said: Said,
    /// The counts it allows.
    pub bounds: Bounds,
}

impl Dataset {
    /// What one claim says about a measure: mostly nothing or one thing.
    ///
    /// A claim that gives every part of a `sum_of` measure and not the whole yields the whole, by
    /// adding the bounds. A claim with several figures of one measure yields a reading for each.
    pub fn readings_of(&self, claim_idx: usize, measure: usize) -> Vec<Reading> {
        let mut readings = Vec::new();
        self.read(claim_idx, measure, &mut |reading| readings.push(reading));
        readings
    }

    /// Hands over what one claim says about a measure, as [`Dataset::readings_of`] lists it: of thousands of
    /// claims no list is made that is not kept.
    #[inline(never)]
    pub fn read(&self, claim_idx: usize, measure: usize, each: &mut dyn FnMut(Reading)) {
        let claim = &self.claims[claim_idx];
        let mut is_said = false;
        for figure in claim.figures.iter().filter(|figure| figure.measure == measure) {
            let (said, bounds) = (Said::Figure(figure.quantity), figure.quantity.bounds());
            each(Reading { claim: claim_idx, said, bounds });
            is_said = true;
        }
        if !is_said && let Some(bounds) = self.added_up(claim, measure) {
            each(Reading { claim: claim_idx, said: Said::AddedUp, bounds });
        }
    }

    /// Whether a claim says something about a measure.
    pub fn speaks_of(&self, claim_idx: usize, measure: usize) -> bool {
        let claim = &self.claims[claim_idx];
        claim.figures.iter().any(|figure| figure.measure == measure)
            || self.added_up(claim, measure).is_some()
    }

    /// How many claims say something about a measure.
    pub fn n_claims_of_measure(&self, measure: usize) -> usize {
        (0..self.claims.len()).filter(|&claim| self.speaks_of(claim, measure)).count()
    }

    /// The sum of the parts that a claim gives, or `None` where it does not give all of them.
    fn added_up(&self, claim: &Claim, measure: usize) -> Option<Bounds> {
        let parts = &self.measures[measure].sum_of;
        if parts.is_empty() {
            return None;
        }
        let mut sum = Bounds::closed(0.0, 0.0);
        for &part in parts {
            let said = claim.figures.iter().find(|figure| figure.measure == part);
            let bounds = match said {
                Some(figure) => figure.quantity.bounds(),
                None => self.added_up(claim, part)?,
            };
            sum = sum.plus(bounds);
        }
        Some(sum)
    }
}
