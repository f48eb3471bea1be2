//! A figure with its hedge, in words ("at least 300") and in signs ("≥ 300").

use super::patterns::{ENGLISH, Hedges, fill, fill_one};
use super::{dates, numbers::number};
use crate::model::{Bounds, Claim, Date, Period, Quantity, Reading, Said};

/// A reading in words, beginning with a small letter: "at least 1,100", "more than 3,000", "4,000".
///
/// A vague range is told by the claim's own words, never as if its numbers had been said.
pub fn figure_long(reading: &Reading, claim: &Claim) -> String {
    figure(&ENGLISH.long, reading, claim)
}

/// A reading in signs, for labels beside marks: "≥ 1,100", "> 3,000", "4,000".
///
/// A vague range is shown by the claim's own words, never as if its numbers had been said.
pub fn figure_short(reading: &Reading, claim: &Claim) -> String {
    figure(&ENGLISH.short, reading, claim)
}

/// An interval in words: "more than 3,000 and at most 4,000", "at least 300", "4,000".
pub fn bounds_long(bounds: Bounds) -> String {
    interval(&ENGLISH.long, bounds)
}

fn figure(hedges: &Hedges, reading: &Reading, claim: &Claim) -> String {
    let Said::Figure(quantity) = reading.said else { return interval(hedges, reading.bounds) };
    let (pattern, n) = match quantity {
        Quantity::Exactly(n) => (hedges.exactly, n),
        Quantity::Stated(n) => (hedges.stated, n),
        Quantity::About(n) => (hedges.about, n),
        Quantity::AtLeast(n) => (hedges.at_least, n),
        Quantity::MoreThan(n) => (hedges.more_than, n),
        Quantity::AtMost(n) => (hedges.at_most, n),
        Quantity::FewerThan(n) => (hedges.fewer_than, n),
        Quantity::Between { low, high, best, vague } => {
            let pattern = match (best, claim.wording.first()) {
                (None, Some(words)) if vague => return fill_one(ENGLISH.quoted, words),
                (None, _) => hedges.range,
                (Some(_), _) => hedges.range_with_best,
            };
            let best = number(best.unwrap_or(low));
            let (low, high) = (number(low), number(high));
            return fill(pattern, &[("n", &best), ("low", &low), ("high", &high)]);
        }
    };
    fill_one(pattern, &number(n))
}

fn interval(hedges: &Hedges, bounds: Bounds) -> String {
    let (low, high) = (number(bounds.low), number(bounds.high.min(1e15)));
    let at_least = if bounds.low_open { hedges.more_than } else { hedges.at_least };
    let at_most = if bounds.high_open { hedges.fewer_than } else { hedges.at_most };
    let (least, most) = (fill_one(at_least, &low), fill_one(at_most, &high));
    let pattern = match (bounds.is_bounded_below(), bounds.is_bounded_above()) {
        (_, true) if bounds.low == bounds.high => return low,
        (true, true) if !bounds.low_open && !bounds.high_open => hedges.range,
        (true, true) => hedges.both,
        (false, true) => return most,
        (_, false) => return least,
    };
    fill(pattern, &[("low", &low), ("high", &high), ("least", &least), ("most", &most)])
}

/// A period for a label: "in one week", "in one day", "in 12 days", "in December".
pub fn period_short(period: Period) -> String {
    if period.from == period.to && matches!(period.from, Date::Month { .. }) {
        let month = dates::month_short(period.from.first());
        return fill_one(ENGLISH.in_month, month);
    }
    let n_days = period.to.last().0 - period.from.first().0 + 1;
    let pattern = match n_days {
        1 => ENGLISH.in_one_day,
        7 => ENGLISH.in_one_week,
        14 => ENGLISH.in_two_weeks,
        _ => ENGLISH.in_days,
    };
    fill_one(pattern, &number(f64::from(n_days)))
}

/// A period in full: "in the 7 days from 21 to 27 December 2024", "on 20 December 2024 alone".
pub fn period_long(period: Period) -> String {
    let span = dates::span_long(period.from, period.to);
    let n_days = period.to.last().0 - period.from.first().0 + 1;
    let is_whole = matches!((period.from, period.to), (Date::Day(_), Date::Day(_)));
    let pattern = match (is_whole, period.from == period.to) {
        (true, true) => ENGLISH.on_day_alone,
        (true, false) => ENGLISH.in_days_from,
        (false, true) => ENGLISH.in_month_alone,
        (false, false) => ENGLISH.from,
    };
    fill(pattern, &[("span", &span), ("n", &number(f64::from(n_days)))])
}

/// A share in per cent: "25%", "2.5%", "0.04%".
pub fn share(part: f64, whole: f64) -> String {
    let percent = 100.0 * part / whole;
    let places = match percent {
        p if p >= 10.0 || p.fract() == 0.0 => 1.0,
        p if p >= 1.0 => 10.0,
        _ => 100.0,
    };
    fill_one(ENGLISH.per_cent, &number((percent * places).round() / places))
}

/// A share at a tick of an axis: in whole per cent where the steps are at least that large.
pub fn share_tick(part: f64, step: f64, whole: f64) -> String {
    if step / whole < 0.01 {
        return share(part, whole);
    }
    fill_one(ENGLISH.per_cent, &number((100.0 * part / whole).round()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added_up(bounds: Bounds) -> Reading {
        Reading { claim: 0, said: Said::AddedUp, bounds }
    }

    fn claim() -> Claim {
        let day = Date::Day(crate::model::Day(0));
        Claim {
            id: "official".into(),
            claimant: 0,
            said: day,
            as_of: day,
            period: None,
            figures: Vec::new(),
            wording: vec!["a couple hundred".into()],
            wording_language: None,
            basis: None,
            via: None,
            reports: Vec::new(),
            note: None,
            verification: None,
            supersedes: None,
        }
    }

    #[test]
    fn a_vague_range_is_told_in_the_words_that_were_said() {
        let between = |vague| {
            let quantity = Quantity::Between { low: 200.0, high: 300.0, best: None, vague };
            Reading { claim: 0, said: Said::Figure(quantity), bounds: quantity.bounds() }
        };
        assert_eq!(figure_long(&between(true), &claim()), "“a couple hundred”");
        assert_eq!(figure_short(&between(true), &claim()), "“a couple hundred”");
        assert_eq!(figure_long(&between(false), &claim()), "200 to 300");
        let silent = Claim { wording: Vec::new(), ..claim() };
        assert_eq!(figure_long(&between(true), &silent), "200 to 300");
    }

    #[test]
    fn sums_keep_their_open_ends() {
        let more = Bounds { low: 1_100.0, low_open: true, ..Bounds::ALL };
        let fewer = Bounds { high_open: true, ..Bounds::closed(0.0, 50.0) };
        for (bounds, long) in [
            (more, "more than 1,100"),
            (fewer, "fewer than 50"),
            (Bounds::ALL, "at least 0"),
            (Bounds::closed(7.0, 7.0), "7"),
            (Bounds::closed(7.0, 9.0), "7 to 9"),
            (Bounds { low_open: true, ..Bounds::closed(7.0, 9.0) }, "more than 7 and at most 9"),
        ] {
            assert_eq!(figure_long(&added_up(bounds), &claim()), long);
        }
    }

    #[test]
    fn shares_are_as_fine_as_they_have_to_be() {
        assert_eq!(share(3_000.0, 12_000.0), "25%");
        assert_eq!(share(1_000.0, 12_000.0), "8.3%");
        assert_eq!(share(5.0, 12_000.0), "0.04%");
        assert_eq!(share(0.0, 12_000.0), "0%");
    }
}
