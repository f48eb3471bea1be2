//! What the reader has chosen to look at.

use crate::model::{Claim, Dataset, Date, Day, Reading};

/// The reader's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// How the claims are drawn.
    pub form: Form,
    /// Index into [`Dataset::measures`].
    pub measure: usize,
    /// Which claims are shown and reasoned with.
    pub selection: Selection,
}

/// How claims are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Time to the right, counts upwards.
    #[default]
    Timeline,
    /// A row for each claim.
    Bars,
}

/// Which claims are shown and reasoned with; by default all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What was said after this day is left out; `None` leaves nothing out.
    pub as_of: Option<Day>,
    /// Indices into [`Dataset::parties`] of those whose claims are left out; `None` for claimants without one.
    pub hidden: Vec<Option<usize>>,
}

/// Names claimants without a party, unless a party has it for its id.
pub const OTHER: &str = "other";

impl View {
    /// What is shown before the reader has chosen: the first measure that anyone gives a number of,
    /// else the first.
    pub fn initial(dataset: &Dataset) -> View {
        let said = (0..dataset.measures.len()).find(|&measure| {
            (0..dataset.claims.len()).any(|claim| dataset.speaks_of(claim, measure))
        });
        View { form: Form::default(), measure: said.unwrap_or(0), selection: Selection::default() }
    }
}

impl View {
    /// The same, with what is said after the chosen day: what a picture leaves room for, so that nothing moves
    /// from day to day.
    pub fn of_all_days(&self) -> View {
        View { selection: Selection { as_of: None, ..self.selection.clone() }, ..*self }
    }

    /// Whether there is a mark of a claim in this picture, as far as the measure goes: it gives a number of it, or none
    /// at all.
    fn is_about(&self, dataset: &Dataset, claim: usize) -> bool {
        dataset.claims[claim].figures.is_empty() || dataset.speaks_of(claim, self.measure)
    }

    /// The claims that there are pictures of: chosen ones that give a number of the measure, or none at all.
    pub fn claims(&self, dataset: &Dataset) -> Vec<usize> {
        let is_here = |&n: &usize| self.selection.shows(dataset, n) && self.is_about(dataset, n);
        (0..dataset.claims.len()).filter(is_here).collect()
    }

    /// How many claims there would be pictures of if nothing were left out.
    pub fn n_claims_of_all(&self, dataset: &Dataset) -> usize {
        (0..dataset.claims.len()).filter(|&n| self.is_about(dataset, n)).count()
    }

    /// Those who had made claims of the picture by the chosen day, with how many, and those who are left out: that is
    /// where a reader takes them in again. `None` are claimants without a party.
    pub fn legend(&self, dataset: &Dataset) -> Vec<(Option<usize>, usize)> {
        let others = dataset.parties.len();
        let mut counts = vec![0; others + 1];
        for (n, claim) in dataset.claims.iter().enumerate() {
            if self.selection.is_said(claim) && self.is_about(dataset, n) {
                counts[dataset.party_of(claim).unwrap_or(others)] += 1;
            }
        }
        let mut legend = Vec::new();
        for (n, n_claims) in counts.into_iter().enumerate() {
            let party = (n < others).then_some(n);
            if n_claims > 0 || self.selection.hidden.contains(&party) {
                legend.push((party, n_claims));
            }
        }
        legend
    }

    /// Hands over everything that the chosen claims say about the chosen measure, in the dataset's order.
    pub fn read(&self, dataset: &Dataset, each: &mut dyn FnMut(Reading)) {
        for claim in 0..dataset.claims.len() {
            if self.selection.shows(dataset, claim) {
                dataset.read(claim, self.measure, each);
            }
        }
    }

    /// The same as a list.
    pub fn readings(&self, dataset: &Dataset) -> Vec<Reading> {
        let mut readings = Vec::new();
        self.read(dataset, &mut |reading| readings.push(reading));
        readings
    }

    /// Whether any of the chosen claims says something about the chosen measure.
    pub fn has_readings(&self, dataset: &Dataset) -> bool {
        (0..dataset.claims.len()).any(|claim| {
            self.selection.shows(dataset, claim) && dataset.speaks_of(claim, self.measure)
        })
    }
}

impl Selection {
    /// The day up to which claims are shown: the chosen one, or the last on which something was said.
    pub fn day(&self, dataset: &Dataset) -> Day {
        let days = dataset.claims.iter().map(|claim| claim.said.last());
        self.as_of.or(days.max()).unwrap_or(Day(0))
    }

    /// Leaves out the claims of a party by its id; `other` stands for claimants without a party where no party
    /// has that id. False, and nothing is left out, where the dataset has no such party.
    pub fn hide(&mut self, dataset: &Dataset, party_id: &str) -> bool {
        let party = dataset.parties.iter().position(|party| party.id == party_id);
        let is_known = party.is_some() || party_id == OTHER;
        if is_known {
            self.hidden.push(party);
        }
        is_known
    }

    /// Whether a date had come by the end of the chosen day; some day of a month has come with the month's
    /// last day.
    pub fn has_come(&self, date: Date) -> bool {
        self.as_of.is_none_or(|as_of| date.last() <= as_of)
    }

    /// Whether a claim had been said by the end of the chosen day.
    pub fn is_said(&self, claim: &Claim) -> bool {
        self.has_come(claim.said)
    }

    /// For each claim of the dataset, whether another has corrected or withdrawn it by then. That one's party
    /// may be hidden: leaving it out brings nothing back.
    pub fn superseded(&self, dataset: &Dataset) -> Vec<bool> {
        let mut is_superseded = vec![false; dataset.claims.len()];
        for &claim in &dataset.superseding {
            let claim = &dataset.claims[claim];
            if let (Some(earlier), true) = (claim.details.supersedes, self.is_said(claim)) {
                is_superseded[earlier] = true;
            }
        }
        is_superseded
    }

    /// Whether a claim is among those chosen.
    pub fn shows(&self, dataset: &Dataset, claim: usize) -> bool {
        let claim = &dataset.claims[claim];
        self.is_said(claim) && !self.hidden.contains(&dataset.party_of(claim))
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::dataset::{self, Value};

    #[test]
    fn the_legend_counts_the_claims_of_the_picture_by_the_chosen_day() {
        let value: Value = serde_json::from_str(dataset::KURSK).expect("JSON");
        let dataset = dataset::read(&value).expect("no problems");
        let party = |id: &str| dataset.parties.iter().position(|party| party.id == id);
        let [ukraine, us, korea] = ["ukraine", "united-states", "south-korea"].map(party);
        let mut view = View::initial(&dataset);
        assert_eq!(view.legend(&dataset), [(ukraine, 2), (us, 3), (korea, 2)]);
        assert_eq!(view.n_claims_of_all(&dataset), 7);
        assert_eq!(view.selection.day(&dataset), Day::from_civil(2025, 1, 13).expect("a day"));

        // Ukraine had said nothing by then; the United States stay, though they are hidden.
        view.selection.as_of = Day::from_civil(2024, 12, 20);
        assert!(view.selection.hide(&dataset, "united-states"));
        assert_eq!(view.legend(&dataset), [(us, 2), (korea, 1)]);
        assert_eq!(view.claims(&dataset).len(), 1);
        assert_eq!(view.n_claims_of_all(&dataset), 7, "whatever is left out");
        assert_eq!(Some(view.selection.day(&dataset)), view.selection.as_of);

        assert!(!view.selection.hide(&dataset, "atlantis"), "there is no such party");
        assert_eq!(view.legend(&dataset), [(us, 2), (korea, 1)]);
        let deployed = dataset.measure_by_id("deployed").expect("deployed");
        let view = View { measure: deployed, ..View::initial(&dataset) };
        assert_eq!(
            view.legend(&dataset),
            [(ukraine, 1), (us, 1), (None, 1)],
            "reports without a source"
        );
    }
}
