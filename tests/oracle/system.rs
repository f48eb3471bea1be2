//! Claims as inequalities: one variable for each measure of a group on each day that is named.
//!
//! Days that nobody names need no variable: a history of the named days becomes one of all days by
//! letting each count stay as it was on the day named before, or 0.

use std::collections::BTreeSet;

use claims_core::model::{Bounds, Claim, Dataset, Day, Quantity};
use claims_core::view::Selection;

use super::number::{Amount, Ratio};
use super::program::{Feasible, Program, Terms};

/// How a number that was stated without a hedge is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// As it stands.
    Exact,
    /// Anywhere within half a unit of its last digit that is not zero.
    Rounded,
}

/// The smallest part of 1 that numbers in tests may have: thousandths are counted.
const UNIT: i64 = 1_000;

/// Ends of an interval in thousandths; `high` is `None` where unbounded.
#[derive(Clone, Copy, Debug)]
struct Interval {
    low: Amount,
    high: Option<Amount>,
}

/// A number in thousandths, and half a unit of its last digit that is not zero.
fn thousandths(number: f64) -> (i64, i64) {
    let written = format!("{number:.3}");
    assert!(
        (number - written.parse::<f64>().expect("a number")).abs() < 1e-9,
        "{number} is too fine"
    );
    let all: i64 = written.replace('.', "").parse().expect("digits alone");
    let mut unit = 1;
    while all != 0 && all % (unit * 10) == 0 {
        unit *= 10;
    }
    // Nothing is finer than a thousandth, half of which would be lost.
    assert!(all == 0 || unit > 1, "{number} has a last digit whose half cannot be counted");
    (all, if all == 0 { 0 } else { unit / 2 })
}

fn interval(quantity: Quantity, stated: Stated) -> Interval {
    let amount =
        |plain: i64, hair: i64| Amount { plain: Ratio::whole(plain), hair: Ratio::whole(hair) };
    let closed =
        |low: i64, high: i64| Interval { low: amount(low.max(0), 0), high: Some(amount(high, 0)) };
    let plain = |number: f64| thousandths(number).0;
    let around = |number: f64| {
        let (number, half) = thousandths(number);
        closed(number - half, number + half)
    };
    match quantity {
        Quantity::Stated(n) if stated == Stated::Rounded => around(n),
        Quantity::Exactly(n) | Quantity::Stated(n) => closed(plain(n), plain(n)),
        Quantity::About(n) => around(n),
        Quantity::AtLeast(n) => Interval { low: amount(plain(n), 0), high: None },
        Quantity::MoreThan(n) => Interval { low: amount(plain(n), 1), high: None },
        Quantity::AtMost(n) => closed(0, plain(n)),
        Quantity::FewerThan(n) => Interval { low: Amount::ZERO, high: Some(amount(plain(n), -1)) },
        Quantity::Between { low, high, .. } => closed(plain(low), plain(high)),
    }
}

fn before(day: Day) -> Day {
    Day(day.0 - 1)
}

/// The days that a claim names: where a month stands for a day, its first and its last.
pub fn named_days(claim: &Claim) -> Vec<Day> {
    match claim.details.period {
        None => vec![claim.as_of.first(), claim.as_of.last()],
        Some(period) => vec![
            period.to.first(),
            period.to.last(),
            before(period.from.first()),
            before(period.from.last()),
        ],
    }
}

/// Whether a claim says something of a measure: in a figure, or by giving every part of a sum.
pub fn gives(dataset: &Dataset, claim: &Claim, measure: usize) -> bool {
    let parts = &dataset.measures[measure].sum_of;
    claim.figures.iter().any(|figure| figure.measure == measure)
        || (!parts.is_empty() && parts.iter().all(|&part| gives(dataset, claim, part)))
}

/// A dataset as far as a reader's selection lets it take part.
pub struct Oracle<'a> {
    pub dataset: &'a Dataset,
    /// The claims that are reasoned with.
    pub taking_part: Vec<usize>,
    /// The measures that stand or fall together.
    pub groups: Vec<Vec<usize>>,
}

impl<'a> Oracle<'a> {
    pub fn new(dataset: &'a Dataset, selection: &Selection) -> Oracle<'a> {
        let is_said =
            |claim: &Claim| selection.as_of.is_none_or(|as_of| claim.said.last() <= as_of);
        let is_hidden = |claim: &Claim| selection.hidden.contains(&dataset.party_of(claim));
        let taking_part = (0..dataset.claims.len())
            .filter(|&idx| is_said(&dataset.claims[idx]) && !is_hidden(&dataset.claims[idx]))
            .filter(|&idx| {
                !dataset
                    .claims
                    .iter()
                    .any(|other| other.details.supersedes == Some(idx) && is_said(other))
            })
            .collect();
        Oracle { dataset, taking_part, groups: groups(dataset) }
    }

    pub fn group_of(&self, measure: usize) -> &[usize] {
        let found = self.groups.iter().find(|group| group.contains(&measure));
        found.expect("every measure is in a group")
    }

    /// The days of a measure's envelope.
    pub fn dates(&self, measure: usize) -> Vec<Day> {
        let claims = self.taking_part.iter().map(|&idx| &self.dataset.claims[idx]);
        let days: BTreeSet<Day> = claims
            .filter(|claim| gives(self.dataset, claim, measure))
            .flat_map(named_days)
            .collect();
        days.into_iter().collect()
    }

    /// Whether claims can all be right about the measures of a group.
    pub fn fits(&self, group: &[usize], claims: &[usize], stated: Stated) -> bool {
        Space::new(self.dataset, group, claims, &[], stated).is_some()
    }

    /// Whether claims can all be right about everything.
    pub fn fits_everywhere(&self, claims: &[usize], stated: Stated) -> bool {
        self.groups.iter().all(|group| self.fits(group, claims, stated))
    }

    /// The tightest bounds that some claims alone imply, or `None` where they cannot all hold.
    pub fn bounds(&self, claims: &[usize], measure: usize, day: Day) -> Option<Bounds> {
        Space::new(self.dataset, self.group_of(measure), claims, &[day], Stated::Exact)
            .map(|space| space.bounds(measure, day))
    }
}

/// Measures linked by `sum_of` and `includes`, joined until nothing changes.
fn groups(dataset: &Dataset) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..dataset.measures.len()).collect();
    for (whole, measure) in dataset.measures.iter().enumerate() {
        for &part in measure.sum_of.iter().chain(&measure.includes) {
            let (old, new) = (group_of[part], group_of[whole]);
            group_of.iter_mut().filter(|group| **group == old).for_each(|group| *group = new);
        }
    }
    let names: BTreeSet<usize> = group_of.iter().copied().collect();
    let members = |name| (0..group_of.len()).filter(|&measure| group_of[measure] == name).collect();
    names.into_iter().map(members).collect()
}

/// Every history of a group's measures that some claims allow.
pub struct Space {
    group: Vec<usize>,
    days: Vec<Day>,
    histories: Feasible,
}

impl Space {
    /// Takes the claims' constraints and those of the measures themselves, over the days that the
    /// claims name and the given ones. `None` where they cannot all hold.
    pub fn new(
        dataset: &Dataset,
        group: &[usize],
        claims: &[usize],
        days: &[Day],
        stated: Stated,
    ) -> Option<Space> {
        let in_group =
            |claim: &&Claim| claim.figures.iter().any(|figure| group.contains(&figure.measure));
        let claims: Vec<&Claim> =
            claims.iter().map(|&idx| &dataset.claims[idx]).filter(in_group).collect();
        let named = claims.iter().flat_map(|claim| named_days(claim));
        let days: BTreeSet<Day> = named.chain(days.iter().copied()).collect();
        let days: Vec<Day> = days.into_iter().collect();
        let count = |measure: usize, day: Day| variable(group, &days, measure, day);
        let mut program = Program::new(group.len() * days.len());
        for &measure in group {
            let about = &dataset.measures[measure];
            if about.accumulates {
                for pair in days.windows(2) {
                    let growth = vec![(count(measure, pair[1]), 1), (count(measure, pair[0]), -1)];
                    program.at_least(growth, Amount::ZERO);
                }
            }
            for &day in &days {
                // That a part of a sum is at most the sum follows: the other parts are at least 0.
                for &part in &about.includes {
                    let rest = vec![(count(measure, day), 1), (count(part, day), -1)];
                    program.at_least(rest, Amount::ZERO);
                }
                if !about.sum_of.is_empty() {
                    let mut surplus = vec![(count(measure, day), 1)];
                    surplus.extend(about.sum_of.iter().map(|&part| (count(part, day), -1)));
                    program.at_least(surplus.clone(), Amount::ZERO);
                    program.at_most(surplus, Amount::ZERO);
                }
            }
        }
        for claim in claims {
            for figure in claim.figures.iter().filter(|figure| group.contains(&figure.measure)) {
                let interval = interval(figure.quantity, stated);
                let (least, most) = counted(dataset, claim, figure.measure, &count);
                if let Some(terms) = least {
                    program.at_least(terms, interval.low);
                }
                if let (Some(terms), Some(high)) = (most, interval.high) {
                    program.at_most(terms, high);
                }
            }
        }
        Some(Space { group: group.to_vec(), days, histories: program.solve()? })
    }

    /// The smallest and the largest count of a measure at the end of a day.
    pub fn bounds(&self, measure: usize, day: Day) -> Bounds {
        let count = vec![(variable(&self.group, &self.days, measure, day), 1)];
        let low = self.histories.minimum(&count);
        let high = self.histories.maximum(&count);
        let number = |amount: Amount| amount.plain.to_f64() / UNIT as f64;
        Bounds {
            low: number(low),
            low_open: !low.hair.is_zero(),
            high: high.map_or(f64::INFINITY, number),
            high_open: high.is_some_and(|high| !high.hair.is_zero()),
        }
    }
}

/// The variable of a measure's count at the end of a day.
fn variable(group: &[usize], days: &[Day], measure: usize, day: Day) -> usize {
    let row = group.iter().position(|&member| member == measure).expect("a measure of the group");
    row * days.len() + days.binary_search(&day).expect("a day that was named")
}

/// What a claim's lower bound and its upper bound speak of; `None` where they say nothing.
///
/// With a month in place of a day, the lower bound is sure of the longest time that may be meant,
/// the upper bound of the shortest.
fn counted(
    dataset: &Dataset,
    claim: &Claim,
    measure: usize,
    count: &dyn Fn(usize, Day) -> usize,
) -> (Option<Terms>, Option<Terms>) {
    let until = |day: Day| vec![(count(measure, day), 1)];
    let during = |start: Day, end: Day| vec![(count(measure, end), 1), (count(measure, start), -1)];
    match claim.details.period {
        Some(period) => {
            let longest = during(before(period.from.first()), period.to.last());
            let (start, end) = (before(period.from.last()), period.to.first());
            (Some(longest), (start < end).then(|| during(start, end)))
        }
        None if dataset.measures[measure].accumulates => {
            (Some(until(claim.as_of.last())), Some(until(claim.as_of.first())))
        }
        // A level on some day of a month proves nothing about any day.
        None if claim.as_of.first() == claim.as_of.last() => {
            (Some(until(claim.as_of.last())), Some(until(claim.as_of.first())))
        }
        None => (None, None),
    }
}
