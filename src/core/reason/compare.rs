//! Two claims side by side: whether they fit, whether they can be compared, and how far they are apart.

use super::constraints::{Rounding, groups};
use super::reasoning::fits;
use crate::model::{Dataset, Quantity, Reading, Said};

/// What can be said of two claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Indices into the dataset's claims: the one whose count ends earlier first, else as asked for.
    pub claims: [usize; 2],
    /// The measure that both speak about; `None` where there is none.
    pub measure: Option<usize>,
    /// Whether both can be right.
    pub fit: Fit,
    /// Why their numbers may not be comparable; empty where nothing stands in the way.
    pub obstacles: Vec<Obstacle>,
    /// By how much the number of the second is above that of the first, at least and at most, in the
    /// measure's unit; negative where it is below. `None` where either gives no number of the measure.
    pub difference: Option<(f64, f64)>,
    /// How many times the first number the second is, at least and at most; `None` also where the first is
    /// 0.
    pub ratio: Option<(f64, f64)>,
    /// What two counts from the beginning, taken at their numbers, imply for the days between.
    pub pace: Option<Pace>,
}

/// Whether two claims can both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They can.
    Fit,
    /// They can where bare numbers were rounded.
    WithinRounding,
    /// They cannot.
    Contradiction,
}

/// Why the numbers of two claims may not be comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Not both give a number.
    NoNumber,
    /// They count different things.
    Measure,
    /// One counts over a period, the other from the beginning.
    PeriodAgainstTotal,
    /// They count over different periods.
    Periods,
    /// They count up to different days.
    Dates,
    /// They tell a level on different days, which proves nothing.
    LevelDates,
}

/// A change from one count to a later one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Days between them; at least 1.
    pub days: i32,
    /// The change per day, at least and at most, in the measure's unit.
    pub per_day: (f64, f64),
}

/// Compares two claims, in a measure where both speak about it, else in the first that both speak about.
///
/// ```
/// # use claims_core::{dataset, reason};
/// # let json = r#"{"title": "T", "measures": [{"id": "m", "label": "M"}], "parties": [],
/// # "claimants": [{"id": "c", "name": "C"}], "claims": [
/// # {"id": "a", "claimant": "c", "said": "2024-12-19", "figures": [{"measure": "m", "stated": 100}]},
/// # {"id": "b", "claimant": "c", "said": "2024-12-23", "figures": [{"measure": "m", "stated": 300}]}]}"#;
/// # let value: dataset::Value = serde_json::from_str(json).unwrap();
/// # let dataset = dataset::read(&value).unwrap();
/// // "100" of 19 December and "300" of 23 December:
/// let comparison = reason::compare(&dataset, 0, 1, 0);
/// assert_eq!(comparison.difference, Some((200.0, 200.0)));
/// assert_eq!(comparison.pace.unwrap().per_day, (50.0, 50.0));
/// ```
pub fn compare(dataset: &Dataset, a: usize, b: usize, measure: usize) -> Comparison {
    let ends = |claim: usize| dataset.claims[claim].last_day();
    let claims = if ends(b) < ends(a) { [b, a] } else { [a, b] };
    let speaks = |claim: usize, measure: usize| dataset.speaks_of(claim, measure);
    let both = |measure: &usize| speaks(a, *measure) && speaks(b, *measure);
    let measure = Some(measure).filter(both).or_else(|| (0..dataset.measures.len()).find(both));
    let mut comparison = Comparison {
        claims,
        measure,
        fit: fit(dataset, &claims),
        obstacles: Vec::new(),
        difference: None,
        ratio: None,
        pace: None,
    };
    let Some(measure) = measure else {
        let is_silent = |claim: usize| dataset.claims[claim].figures.is_empty();
        let is_either = is_silent(a) || is_silent(b);
        comparison.obstacles.push(if is_either { Obstacle::NoNumber } else { Obstacle::Measure });
        return comparison;
    };
    let [first, second] = claims.map(|claim| &dataset.claims[claim]);
    let days = second.last_day().0 - first.last_day().0;
    let obstacle = match (first.details.period, second.details.period) {
        (Some(a), Some(b)) if a != b => Some(Obstacle::Periods),
        (Some(_), None) | (None, Some(_)) => Some(Obstacle::PeriodAgainstTotal),
        (None, None) if first.as_of != second.as_of => {
            let accumulates = dataset.measures[measure].accumulates;
            Some(if accumulates { Obstacle::Dates } else { Obstacle::LevelDates })
        }
        _ => None,
    };
    comparison.obstacles.extend(obstacle);
    let [low, high] = claims.map(|claim| named(&dataset.readings_of(claim, measure)[0]));
    let difference = (high.0 - low.1, high.1 - low.0);
    comparison.difference = Some(difference);
    comparison.ratio = (low.0 > 0.0).then(|| (high.0 / low.1, high.1 / low.0));
    if obstacle == Some(Obstacle::Dates) && days > 0 && difference.0 >= 0.0 && difference.1 > 0.0 {
        let per_day = |n: f64| n / f64::from(days);
        comparison.pace =
            Some(Pace { days, per_day: (per_day(difference.0), per_day(difference.1)) });
    }
    comparison
}

fn fit(dataset: &Dataset, claims: &[usize]) -> Fit {
    let groups = groups(dataset);
    let fit = |rounding| groups.iter().all(|group| fits(dataset, group, claims, rounding));
    if fit(Rounding::AsSaid) {
        Fit::Fit
    } else if fit(Rounding::Allowed) {
        Fit::WithinRounding
    } else {
        Fit::Contradiction
    }
}

/// The number that a reading names, or the two ends of its range.
fn named(reading: &Reading) -> (f64, f64) {
    let bounds = reading.bounds;
    match reading.said {
        Said::Figure(Quantity::About(n) | Quantity::Between { best: Some(n), .. }) => (n, n),
        _ if !bounds.is_bounded_above() => (bounds.low, bounds.low),
        Said::Figure(Quantity::AtMost(n) | Quantity::FewerThan(n)) => (n, n),
        _ => (bounds.low, bounds.high),
    }
}
