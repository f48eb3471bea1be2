//! A dataset and its parts, with indices in place of ids.

use std::cmp::Ordering;
use std::ops::{Deref, DerefMut};

use super::{Date, Day, Figures, Texts};
use crate::order;

/// A dataset that has been checked: every index is in range, parts form a tree, dates exist.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The chart's title.
    pub title: String,
    /// A line below the title.
    pub subtitle: Option<String>,
    /// What its authors say of the whole, for people who do not see a picture of it.
    pub summary: Option<String>,
    /// Who or what the numbers are about.
    pub subject: Option<String>,
    /// The language of the dataset's own text, as a BCP 47 tag.
    pub language: Option<String>,
    /// The dataset's version, in whatever form its authors use.
    pub version: Option<String>,
    /// When the dataset last changed.
    pub updated: Option<Date>,
    /// Remarks on the whole dataset.
    pub notes: Vec<String>,
    /// What is counted; at least one.
    pub measures: Vec<Measure>,
    /// What one measure's counts are a share of.
    pub scale: Option<Scale>,
    /// Sides that claimants belong to.
    pub parties: Vec<Party>,
    /// Who claims.
    pub claimants: Vec<Claimant>,
    /// Where claims were reported.
    pub reports: Vec<Report>,
    /// The claims, in the dataset's order.
    pub claims: Vec<Claim>,
    /// The claims' ids, each of them once.
    pub claim_ids: Texts,
    /// Dates that help to read the claims.
    pub events: Vec<Event>,
    /// The claims' indices, by the order of their ids that [`compare_ids`](super::compare_ids) gives.
    pub by_id: Vec<usize>,
    /// The claims' indices, the earliest said first, then by id: an order that does not depend on the dataset's.
    pub by_said: Vec<usize>,
    /// Indices of the claims that correct or withdraw another, ascending.
    pub superseding: Vec<usize>,
}

/// Which of two ids comes first where they are looked up: the shorter one, else by their letters. Ids that are counted on
/// are in this order as they come.
pub fn compare_ids(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// One thing that is counted.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Unique among measures.
    pub id: String,
    /// How a reader is told what is counted.
    pub label: String,
    /// What the numbers count, such as "soldiers".
    pub unit: Option<String>,
    /// True for a count so far, which can only grow; false for a level, such as a crowd on a day.
    pub accumulates: bool,
    /// Measures that this one is the sum of; empty where it is not said to be a sum.
    pub sum_of: Vec<usize>,
    /// Measures that are parts of this one, without making it up.
    pub includes: Vec<usize>,
}

/// What a measure's counts are a share of: the right-hand axis.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Index into [`Dataset::measures`].
    pub measure: usize,
    /// The count that is 100%; more than 0.
    pub of: f64,
    /// What that count is.
    pub label: Option<String>,
}

/// A side that claimants belong to.
#[derive(Clone, Debug)]
pub struct Party {
    /// Unique among parties.
    pub id: String,
    /// The side's name.
    pub label: String,
}

/// Who claims.
#[derive(Clone, Debug)]
pub struct Claimant {
    /// Unique among claimants.
    pub id: String,
    /// A name; where anonymous, a description.
    pub name: String,
    /// Office or function.
    pub role: Option<String>,
    /// Index into [`Dataset::parties`]; `None` is "Other".
    pub party: Option<usize>,
    /// Whether the claimant's name is not known.
    pub anonymous: bool,
}

/// Where claims were reported.
#[derive(Clone, Debug)]
pub struct Report {
    /// Unique among reports.
    pub id: String,
    /// The report's headline.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Its address, in whatever scheme: only `http:` and `https:` may become links.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive_url: Option<String>,
}

/// What one claimant said on one occasion.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Index into [`Dataset::claimants`].
    pub claimant: usize,
    /// When it was said.
    pub said: Date,
    /// Up to the end of which day it counts; where the dataset gives none, `said`.
    pub as_of: Date,
    /// Its numbers; empty where none was said.
    pub figures: Figures,
    /// What else is known of it.
    pub details: Details,
}

/// What a claim may say beside who counted how many and when. Of thousands of claims most say nothing of it, and those
/// take no room for it.
#[derive(Clone, Debug, Default)]
pub struct Details(Option<Box<Detail>>);

/// What [`Details`] lead to: each of it may be missing.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// The days whose additions the claim counts; `None` for a count from the beginning.
    pub period: Option<Period>,
    /// Its own words, several where they stand apart.
    pub wording: Vec<String>,
    /// The language of the words.
    pub wording_language: Option<String>,
    /// What the claimant bases it on.
    pub basis: Option<String>,
    /// The channel it came by.
    pub via: Option<String>,
    /// Indices into [`Dataset::reports`].
    pub reports: Vec<usize>,
    /// The editor's remark.
    pub note: Option<String>,
    /// Whether anyone has checked it.
    pub verification: Option<Verification>,
    /// Index into [`Dataset::claims`] of the claim that this one corrects or withdraws.
    pub supersedes: Option<usize>,
}

/// Days from the beginning of `from` to the end of `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day; not before `from`.
    pub to: Date,
}

/// Whether anyone has checked a claim.
#[derive(Clone, Debug)]
pub struct Verification {
    /// With what result.
    pub status: VerificationStatus,
    /// Who checked it.
    pub by: Option<String>,
}

/// The result of checking a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerificationStatus {
    /// Nobody could confirm it.
    Unverified,
    /// Somebody denies it.
    Disputed,
    /// Other evidence agrees.
    Corroborated,
    /// It was confirmed.
    Verified,
}

/// A date that helps to read the claims.
#[derive(Clone, Debug)]
pub struct Event {
    /// When it happened.
    pub date: Date,
    /// What happened.
    pub label: String,
}

impl From<Detail> for Details {
    fn from(detail: Detail) -> Details {
        Details(Some(Box::new(detail)))
    }
}

impl Deref for Details {
    type Target = Detail;

    #[inline(never)]
    fn deref(&self) -> &Detail {
        static NONE: Detail = Detail {
            period: None,
            wording: Vec::new(),
            wording_language: None,
            basis: None,
            via: None,
            reports: Vec::new(),
            note: None,
            verification: None,
            supersedes: None,
        };
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Details {
    #[inline(never)]
    fn deref_mut(&mut self) -> &mut Detail {
        self.0.get_or_insert_default()
    }
}

impl Claim {
    /// The day at whose end its count stands; the last that it may be.
    pub fn last_day(&self) -> Day {
        self.details.period.map_or(self.as_of, |period| period.to).last()
    }
}

impl Dataset {
    /// The party of a claim's claimant, as an index into [`Dataset::parties`].
    pub fn party_of(&self, claim: &Claim) -> Option<usize> {
        self.claimants[claim.claimant].party
    }

    /// The days on which something was said, ascending; of a month its last.
    pub fn days_said(&self) -> Vec<Day> {
        let mut days: Vec<Day> = self.claims.iter().map(|claim| claim.said.last()).collect();
        order::sort_distinct(&mut days);
        days
    }

    /// Whether a measure is one of those that add up to another, or of theirs.
    pub fn is_part(&self, part: usize, whole: usize) -> bool {
        self.measures[whole].sum_of.iter().any(|&own| own == part || self.is_part(part, own))
    }

    /// The index of the measure with an id.
    pub fn measure_by_id(&self, id: &str) -> Option<usize> {
        self.measures.iter().position(|measure| measure.id == id)
    }

    /// The index of the claim with an id.
    pub fn claim_by_id(&self, id: &str) -> Option<usize> {
        let place = self.by_id.binary_search_by(|&claim| compare_ids(&self.claim_ids[claim], id));
        place.ok().map(|place| self.by_id[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_of_thousands_is_small() {
        // What may be missing is in a box: a field of its own would be there a hundred thousand times.
        assert!(size_of::<Claim>() <= 80, "{} bytes", size_of::<Claim>());
    }

    #[test]
    fn details_that_nobody_gave_are_all_missing() {
        let mut details = Details::default();
        assert!(details.note.is_none() && details.wording.is_empty() && details.reports.is_empty());
        assert!(details.period.is_none() && details.supersedes.is_none());
        details.supersedes = Some(3);
        assert_eq!((details.supersedes, details.note.is_none()), (Some(3), true));
    }
}
