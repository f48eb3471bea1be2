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
    /// Everything that is said about a measure, in the dataset's order of claims.
    pub fn readings(&self, measure: usize) -> Vec<Reading> {
        let mut readings = Vec::new();
        for claim in 0..self.claims.len() {
            self.add_readings(claim, measure, &mut readings);
        }
        readings
    }

    /// What one claim says about a measure: mostly nothing or one thing.
    ///
    /// A claim that gives every part of a `sum_of` measure and not the whole yields the whole, by
    /// adding the bounds. A claim with several figures of one measure yields a reading for each.
    pub fn readings_of(&self, claim_idx: usize, measure: usize) -> Vec<Reading> {
        let mut readings = Vec::new();
        self.add_readings(claim_idx, measure, &mut readings);
        readings
    }

    fn add_readings(&self, claim_idx: usize, measure: usize, readings: &mut Vec<Reading>) {
        let claim = &self.claims[claim_idx];
        let n_before = readings.len();
        let mut add = |said, bounds| readings.push(Reading { claim: claim_idx, said, bounds });
        for figure in claim.figures.iter().filter(|figure| figure.measure == measure) {
            add(Said::Figure(figure.quantity), figure.quantity.bounds());
        }
        if readings.len() == n_before
            && let Some(bounds) = self.added_up(claim, measure)
        {
            readings.push(Reading { claim: claim_idx, said: Said::AddedUp, bounds });
        }
    }

    /// How many claims say something about a measure.
    pub fn n_claims_of_measure(&self, measure: usize) -> usize {
        (0..self.claims.len()).filter(|&claim| !self.readings_of(claim, measure).is_empty()).count()
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
