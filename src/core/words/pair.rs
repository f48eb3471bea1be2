//! Two claims side by side, as sentences.

use super::card::phrase;
use super::figures::bounds_long;
use super::finding::phrase_of_reason;
use super::keys::{key, place};
use super::language::Language;
use super::numbers::number;
use super::patterns::fill;
use crate::model::{Bounds, Dataset};
use crate::reason::{Comparison, Fit, Obstacle};

/// What can be said of two claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// What each says.
    pub said: [String; 2],
    /// Whether they fit.
    pub fit: String,
    /// What stands in the way of comparing them, and how far they are apart.
    pub rest: Vec<String>,
}

/// What can be said of two claims, sentence by sentence.
pub fn pair(language: &Language, dataset: &Dataset, comparison: &Comparison) -> Pair {
    let said = comparison.claims.map(|claim| {
        let told = match comparison.measure {
            Some(measure) => phrase(language, dataset, claim, measure),
            None => phrase_of_reason(language, dataset, claim, 0),
        };
        [&told, "."].concat()
    });
    let fit = match comparison.fit {
        Fit::Fit => key!("fit"),
        Fit::WithinRounding => key!("fit-rounded"),
        Fit::Contradiction => key!("no-fit"),
    };
    let mut rest = Vec::new();
    for obstacle in &comparison.obstacles {
        let sentence = match obstacle {
            Obstacle::NoNumber => key!("pair-no-number"),
            Obstacle::Measure => key!("other-measure"),
            Obstacle::PeriodAgainstTotal => key!("period-against-total"),
            Obstacle::Periods => key!("other-period"),
            Obstacle::Dates => key!("other-date"),
            Obstacle::LevelDates => key!("other-level-date"),
        };
        rest.push(language.say(sentence));
    }
    rest.extend(difference(language, comparison));
    if let Some(pace) = &comparison.pace {
        let days = f64::from(pace.days);
        let count = span(language, (pace.per_day.0.round(), pace.per_day.1.round()));
        let places = [(place!("count"), count.as_str()), (place!("n"), &number(language, days))];
        rest.push(fill(language.plural(key!("pace"), days), &places));
    }
    Pair { said, fit: language.say(fit), rest }
}

/// How far the numbers are apart; `None` for ranges that lie over each other, which are no further apart
/// than they are wide.
fn difference(language: &Language, comparison: &Comparison) -> Option<String> {
    let (least, most) = comparison.difference?;
    if (least, most) == (0.0, 0.0) {
        return Some(language.say(key!("same")));
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
        (false, _, false) => key!("apart"),
        (false, _, true) => key!("apart-times"),
        (true, false, false) => key!("higher"),
        (true, false, true) => key!("higher-times"),
        (true, true, false) => key!("lower"),
        (true, true, true) => key!("lower-times"),
    };
    let times = times.map(|times| span(language, tenths(times))).unwrap_or_default();
    let count = span(language, count);
    Some(language.fill(pattern, &[(place!("count"), &count), (place!("times"), &times)]))
}

/// "475", or "300 to 475".
fn span(language: &Language, (low, high): (f64, f64)) -> String {
    if low == 0.0 && high > 0.0 {
        let high = number(language, high);
        return language.fill(key!("up-to"), &[(place!("high"), &high)]);
    }
    bounds_long(language, Bounds::closed(low, high))
}

fn tenths((low, high): (f64, f64)) -> (f64, f64) {
    let round = |n: f64| (n * 10.0).round() / 10.0;
    (round(low), round(high))
}
