//! A figure with its hedge, in words ("at least 300") and in signs ("≥ 300").

use super::{dates, numbers::number};
use crate::model::{Bounds, Claim, Date, Period, Quantity, Reading, Said};

/// A reading in words, beginning with a small letter: "at least 1,100", "more than 3,000", "4,000".
///
/// A vague range is told by the claim's own words, never as if its numbers had been said.
pub fn figure_long(reading: &Reading, claim: &Claim) -> String {
    match reading.said {
        Said::Figure(quantity) => match quantity {
            Quantity::Exactly(n) => format!("exactly {}", number(n)),
            Quantity::Stated(n) => number(n),
            Quantity::About(n) => format!("about {}", number(n)),
            Quantity::AtLeast(n) => format!("at least {}", number(n)),
            Quantity::MoreThan(n) => format!("more than {}", number(n)),
            Quantity::AtMost(n) => format!("at most {}", number(n)),
            Quantity::FewerThan(n) => format!("fewer than {}", number(n)),
            Quantity::Between { low, high, best: Some(best), .. } => {
                format!("{} ({} to {})", number(best), number(low), number(high))
            }
            Quantity::Between { low, high, vague, .. } => match claim.wording.first() {
                Some(words) if vague => format!("“{words}”"),
                _ => format!("{} to {}", number(low), number(high)),
            },
        },
        Said::AddedUp => bounds_long(reading.bounds),
    }
}

/// A reading in signs, for labels beside marks: "≥ 1,100", "> 3,000", "4,000".
///
/// A vague range is shown by the claim's own words, never as if its numbers had been said.
pub fn figure_short(reading: &Reading, claim: &Claim) -> String {
    match reading.said {
        Said::Figure(quantity) => match quantity {
            Quantity::Exactly(n) => format!("= {}", number(n)),
            Quantity::Stated(n) => number(n),
            Quantity::About(n) => format!("≈ {}", number(n)),
            Quantity::AtLeast(n) => format!("≥ {}", number(n)),
            Quantity::MoreThan(n) => format!("> {}", number(n)),
            Quantity::AtMost(n) => format!("≤ {}", number(n)),
            Quantity::FewerThan(n) => format!("< {}", number(n)),
            Quantity::Between { vague: true, .. } if !claim.wording.is_empty() => {
                format!("“{}”", claim.wording[0])
            }
            Quantity::Between { low, high, best, .. } => match best {
                Some(best) => format!("{} ({}–{})", number(best), number(low), number(high)),
                None => format!("{}–{}", number(low), number(high)),
            },
        },
        Said::AddedUp => bounds_short(reading.bounds),
    }
}

/// An interval in words: "more than 3,000 and at most 4,000", "at least 300", "4,000".
pub fn bounds_long(bounds: Bounds) -> String {
    let (low, high) = (number(bounds.low), number(bounds.high.min(1e15)));
    let least = if bounds.low_open { "more than" } else { "at least" };
    let most = if bounds.high_open { "fewer than" } else { "at most" };
    match (bounds.is_bounded_below(), bounds.is_bounded_above()) {
        (_, true) if bounds.low == bounds.high => low,
        (true, true) if !bounds.low_open && !bounds.high_open => format!("{low} to {high}"),
        (true, true) => format!("{least} {low} and {most} {high}"),
        (false, true) => format!("{most} {high}"),
        (_, false) => format!("{least} {low}"),
    }
}

fn bounds_short(bounds: Bounds) -> String {
    let (low, high) = (number(bounds.low), number(bounds.high.min(1e15)));
    let least = if bounds.low_open { ">" } else { "≥" };
    let most = if bounds.high_open { "<" } else { "≤" };
    match (bounds.is_bounded_below(), bounds.is_bounded_above()) {
        (_, true) if bounds.low == bounds.high => low,
        (true, true) => format!("{low}–{high}"),
        (false, true) => format!("{most} {high}"),
        (_, false) => format!("{least} {low}"),
    }
}

/// A period for a label: "in one week", "in one day", "in 12 days", "in December".
pub fn period_short(period: Period) -> String {
    if period.from == period.to && matches!(period.from, Date::Month { .. }) {
        return format!("in {}", dates::month_short(period.from.first()));
    }
    match period.to.last().0 - period.from.first().0 + 1 {
        1 => "in one day".to_owned(),
        7 => "in one week".to_owned(),
        14 => "in two weeks".to_owned(),
        days => format!("in {} days", number(f64::from(days))),
    }
}

/// A period in full: "in the seven days from 21 to 27 December 2024", "on 20 December 2024".
pub fn period_long(period: Period) -> String {
    let span = dates::span_long(period.from, period.to);
    match (period.from, period.to) {
        (Date::Day(from), Date::Day(to)) if from == to => format!("on {span} alone"),
        (Date::Day(from), Date::Day(to)) => {
            format!("in the {} days from {span}", number(f64::from(to.0 - from.0 + 1)))
        }
        (from, to) if from == to => format!("in {span} alone"),
        _ => format!("from {span}"),
    }
}

/// A share in per cent: "25%", "2.5%", "0.04%".
pub fn share(part: f64, whole: f64) -> String {
    let percent = 100.0 * part / whole;
    let places = match percent {
        p if p >= 10.0 || p.fract() == 0.0 => 1.0,
        p if p >= 1.0 => 10.0,
        _ => 100.0,
    };
    format!("{}%", number((percent * places).round() / places))
}

/// A share at a tick of an axis: in whole per cent where the steps are at least that large.
pub fn share_tick(part: f64, step: f64, whole: f64) -> String {
    if step / whole < 0.01 {
        return share(part, whole);
    }
    format!("{}%", number((100.0 * part / whole).round()))
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
