//! A figure with its hedge, in words ("at least 300") and in signs ("≥ 300").

use super::keys::{key, place};
use super::language::Language;
use super::patterns::{fill, fill_one, followed};
use super::{dates, numbers::number};
use crate::model::{Bounds, Claim, Period, Quantity, Reading, Said};

/// In which form of its text a hedge is written.
#[derive(Clone, Copy)]
enum Style {
    Words,
    Signs,
}

/// A reading in words, beginning with a small letter: "at least 1,100", "more than 3,000", "4,000".
///
/// A vague range is told by the claim's own words, never as if its numbers had been said.
pub fn figure_long(language: &Language, reading: &Reading, claim: &Claim) -> String {
    figure(language, Style::Words, reading, claim)
}

/// A reading in signs, for labels beside marks: "≥ 1,100", "> 3,000", "4,000".
///
/// A vague range is shown by the claim's own words, never as if its numbers had been said.
pub fn figure_short(language: &Language, reading: &Reading, claim: &Claim) -> String {
    figure(language, Style::Signs, reading, claim)
}

/// An interval in words: "more than 3,000 and at most 4,000", "at least 300", "4,000".
pub fn bounds_long(language: &Language, bounds: Bounds) -> String {
    interval(language, Style::Words, bounds)
}

fn figure(language: &Language, style: Style, reading: &Reading, claim: &Claim) -> String {
    let Said::Figure(quantity) = reading.said else {
        return interval(language, style, reading.bounds);
    };
    let number = |n| number(language, n);
    let (key, n) = match quantity {
        Quantity::Exactly(n) => (key!("exactly"), n),
        Quantity::Stated(n) => (key!("stated"), n),
        Quantity::About(n) => (key!("about"), n),
        Quantity::AtLeast(n) => (key!("at-least"), n),
        Quantity::MoreThan(n) => (key!("more-than"), n),
        Quantity::AtMost(n) => (key!("at-most"), n),
        Quantity::FewerThan(n) => (key!("fewer-than"), n),
        Quantity::Between { low, high, best, vague } => {
            let key = match (best, claim.details.wording.first()) {
                (None, Some(words)) if vague => return quoted(language, words),
                (None, _) => key!("range"),
                (Some(_), _) => key!("range-with-best"),
            };
            let best = number(best.unwrap_or(low));
            let (low, high) = (number(low), number(high));
            let places =
                [(place!("n"), best.as_str()), (place!("low"), &low), (place!("high"), &high)];
            return fill(language.form(key, style as usize), &places);
        }
    };
    fill_one(language.form(key, style as usize), &number(n))
}

fn interval(language: &Language, style: Style, bounds: Bounds) -> String {
    let form = |key| language.form(key, style as usize);
    let low = number(language, bounds.low);
    let high = number(language, bounds.high.min(1e15));
    let at_least = if bounds.low_open { key!("more-than") } else { key!("at-least") };
    let at_most = if bounds.high_open { key!("fewer-than") } else { key!("at-most") };
    let (least, most) = (fill_one(form(at_least), &low), fill_one(form(at_most), &high));
    let is_open = bounds.low_open || bounds.high_open;
    match (bounds.is_bounded_below(), bounds.is_bounded_above()) {
        (_, true) if bounds.low == bounds.high => low,
        (true, true) => match style {
            Style::Words if is_open => followed(language, key!("list-last"), &least, &most),
            _ => fill(form(key!("range")), &[(place!("low"), &low), (place!("high"), &high)]),
        },
        (false, true) => most,
        (_, false) => least,
    }
}

/// Words as they were said, in quotation marks.
pub(super) fn quoted(language: &Language, words: &str) -> String {
    language.fill_one(key!("quoted"), words)
}

/// A figure, in words or signs, with its period.
pub fn of_period(language: &Language, count: &str, period: &str) -> String {
    language.fill(key!("of-period"), &[(place!("count"), count), (place!("period"), period)])
}

/// A period for a label: "in one week", "in one day", "in 12 days", "in December".
pub fn period_short(language: &Language, period: Period) -> String {
    if period.from == period.to && !period.from.is_day() {
        let month = dates::month_short(language, period.from.first());
        return language.fill_one(key!("in-month"), month);
    }
    let n_days = n_days(period);
    let pattern = if n_days == 7.0 {
        language.text(key!("in-one-week"))
    } else if n_days == 14.0 {
        language.text(key!("in-two-weeks"))
    } else {
        language.plural(key!("in-days"), n_days)
    };
    fill_one(pattern, &number(language, n_days))
}

/// A period in full: "in the 7 days from 21 to 27 December 2024", "on 20 December 2024 alone".
pub fn period_long(language: &Language, period: Period) -> String {
    let span = dates::span_long(language, period.from, period.to);
    let n_days = n_days(period);
    let is_whole = period.from.is_day() && period.to.is_day();
    let pattern = match (is_whole, period.from == period.to) {
        (true, true) => language.text(key!("on-day-alone")),
        (true, false) => language.plural(key!("in-days-from"), n_days),
        (false, true) => language.text(key!("in-month-alone")),
        (false, false) => language.text(key!("from")),
    };
    fill(pattern, &[(place!("span"), &span), (place!("n"), &number(language, n_days))])
}

fn n_days(period: Period) -> f64 {
    f64::from(period.to.last().0 - period.from.first().0 + 1)
}

/// A share in per cent: "25%", "2.5%", "0.04%".
pub fn share(language: &Language, part: f64, whole: f64) -> String {
    let percent = 100.0 * part / whole;
    let places = match percent {
        p if p >= 10.0 || p.fract() == 0.0 => 1.0,
        p if p >= 1.0 => 10.0,
        _ => 100.0,
    };
    per_cent(language, (percent * places).round() / places)
}

/// A share at a tick of an axis: in whole per cent where the steps are at least that large.
pub fn share_tick(language: &Language, part: f64, step: f64, whole: f64) -> String {
    if step / whole < 0.01 {
        return share(language, part, whole);
    }
    per_cent(language, (100.0 * part / whole).round())
}

fn per_cent(language: &Language, n: f64) -> String {
    language.fill_one(key!("per-cent"), &number(language, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Detail, Details, Figures};

    fn added_up(bounds: Bounds) -> Reading {
        Reading { claim: 0, said: Said::AddedUp, bounds }
    }

    fn claim() -> Claim {
        let day = Date::day(crate::model::Day(0));
        Claim {
            claimant: 0,
            said: day,
            as_of: day,
            figures: Figures::default(),
            details: Detail { wording: vec!["a couple hundred".into()], ..Detail::default() }
                .into(),
        }
    }

    #[test]
    fn a_vague_range_is_told_in_the_words_that_were_said() {
        let between = |vague| {
            let quantity = Quantity::Between { low: 200.0, high: 300.0, best: None, vague };
            Reading { claim: 0, said: Said::Figure(quantity), bounds: quantity.bounds() }
        };
        assert_eq!(
            figure_long(&Language::english(), &between(true), &claim()),
            "“a couple hundred”"
        );
        assert_eq!(
            figure_short(&Language::english(), &between(true), &claim()),
            "“a couple hundred”"
        );
        assert_eq!(figure_long(&Language::english(), &between(false), &claim()), "200 to 300");
        let silent = Claim { details: Details::default(), ..claim() };
        assert_eq!(figure_long(&Language::english(), &between(true), &silent), "200 to 300");
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
            assert_eq!(figure_long(&Language::english(), &added_up(bounds), &claim()), long);
        }
    }

    #[test]
    fn shares_are_as_fine_as_they_have_to_be() {
        assert_eq!(share(&Language::english(), 3_000.0, 12_000.0), "25%");
        assert_eq!(share(&Language::english(), 1_000.0, 12_000.0), "8.3%");
        assert_eq!(share(&Language::english(), 5.0, 12_000.0), "0.04%");
        assert_eq!(share(&Language::english(), 0.0, 12_000.0), "0%");
    }
}
