//! Two claims side by side, as sentences.

use super::card::phrase;
use super::finding::phrase_of_reason;
use super::numbers::number;
use super::patterns::{ENGLISH, ENGLISH_PAIR, fill};
use crate::model::Dataset;
use crate::reason::{Comparison, Fit, Obstacle};

/// What can be said of two claims, sentence by sentence: what each says, whether they fit, what stands in
/// the way of comparing them, and how far they are apart.
pub fn pair(dataset: &Dataset, comparison: &Comparison) -> Vec<String> {
    let mut sentences = Vec::new();
    for claim in comparison.claims {
        let told = match comparison.measure {
            Some(measure) => phrase(dataset, claim, measure),
            None => phrase_of_reason(dataset, claim, 0),
        };
        sentences.push([&told, "."].concat());
    }
    let fit = match comparison.fit {
        Fit::Fit => ENGLISH_PAIR.fit,
        Fit::WithinRounding => ENGLISH_PAIR.fit_rounded,
        Fit::Contradiction => ENGLISH_PAIR.no_fit,
    };
    sentences.push(fit.to_owned());
    for obstacle in &comparison.obstacles {
        let sentence = match obstacle {
            Obstacle::NoNumber => ENGLISH_PAIR.no_number,
            Obstacle::Measure => ENGLISH_PAIR.other_measure,
            Obstacle::PeriodAgainstTotal => ENGLISH_PAIR.period_against_total,
            Obstacle::Periods => ENGLISH_PAIR.other_period,
            Obstacle::Dates => ENGLISH_PAIR.other_date,
            Obstacle::LevelDates => ENGLISH_PAIR.other_level_date,
        };
        sentences.push(sentence.to_owned());
    }
    sentences.extend(difference(comparison));
    if let Some(pace) = &comparison.pace {
        let pattern = if pace.days == 1 { ENGLISH_PAIR.pace_one_day } else { ENGLISH_PAIR.pace };
        let count = span((pace.per_day.0.round(), pace.per_day.1.round()));
        let days = number(f64::from(pace.days));
        sentences.push(fill(pattern, &[("count", &count), ("days", &days)]));
    }
    sentences
}

/// How far the numbers are apart; `None` for ranges that lie over each other, which are no further apart
/// than they are wide.
fn difference(comparison: &Comparison) -> Option<String> {
    let (least, most) = comparison.difference?;
    if (least, most) == (0.0, 0.0) {
        return Some(ENGLISH_PAIR.same.to_owned());
    }
    if least < 0.0 && most > 0.0 {
        return None;
    }
    let is_lower = least < 0.0;
    let (count, times) = if is_lower {
        ((-most, -least), comparison.ratio.map(|(low, high)| (1.0 / high, 1.0 / low)))
    } else {
        ((least, most), comparison.ratio)
    };
    // Little more than the same, and more than infinitely many, are no multiples worth telling.
    let times = times.filter(|(low, high)| *low >= 1.1 && high.is_finite());
    let is_in_time = comparison.obstacles == [Obstacle::Dates];
    let pattern = match (is_in_time, is_lower, times.is_some()) {
        (false, _, false) => ENGLISH_PAIR.apart,
        (false, _, true) => ENGLISH_PAIR.apart_times,
        (true, false, false) => ENGLISH_PAIR.higher,
        (true, false, true) => ENGLISH_PAIR.higher_times,
        (true, true, false) => ENGLISH_PAIR.lower,
        (true, true, true) => ENGLISH_PAIR.lower_times,
    };
    let times = times.map(|times| span(tenths(times))).unwrap_or_default();
    Some(fill(pattern, &[("count", &span(count)), ("times", &times)]))
}

/// "475", or "300 to 475".
fn span((low, high): (f64, f64)) -> String {
    if low == high {
        return number(low);
    }
    let pattern = if low == 0.0 { ENGLISH_PAIR.up_to } else { ENGLISH.long.range };
    fill(pattern, &[("low", &number(low)), ("high", &number(high))])
}

fn tenths((low, high): (f64, f64)) -> (f64, f64) {
    let round = |n: f64| (n * 10.0).round() / 10.0;
    (round(low), round(high))
}
