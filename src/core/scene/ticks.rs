//! Where an axis has its ticks: round numbers, and days, months and years as people name them.

use crate::model::Day;
use crate::words::{self, Language};

/// A tick of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct DayTick {
    /// Where.
    pub day: Day,
    /// "23 Dec", "Dec" or "2024".
    pub label: String,
    /// The year, where it has to be told: at the first tick and at each year's first.
    pub year: Option<String>,
}

/// What numbers are written to: finer ticks would all be called 0, and a step that is 0 by rounding goes on for ever.
const LEAST_STEP: f64 = 0.001;

/// Round numbers from 0 to at least `max`, about `count` steps apart; `max` is finite, `count` above 0.
///
/// Steps are 1, 2 or 5 times a power of ten, and whole where `whole` numbers are counted.
pub fn value_ticks(max: f64, count: f64, whole: bool) -> Vec<f64> {
    let rough = if max > 0.0 { (max / count).max(LEAST_STEP) } else { 1.0 };
    let mut power = 1.0;
    while power > rough {
        power /= 10.0;
    }
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    let mut step = [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(power * 10.0);
    if whole {
        step = step.max(1.0);
    }
    let n_steps = (max / step).ceil().max(1.0) as u32;
    (0..=n_steps).map(|n| f64::from(n) * step).collect()
}

/// How ticks of the time axis are spaced.
#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [(Step, f64); 20] = [
    (Step::Days(1), 1.0),
    (Step::Days(2), 2.0),
    (Step::Days(7), 7.0),
    (Step::Days(14), 14.0),
    (Step::Months(1), 30.4),
    (Step::Months(2), 60.9),
    (Step::Months(3), 91.3),
    (Step::Months(6), 182.6),
    (Step::Years(1), 365.2),
    (Step::Years(2), 730.5),
    (Step::Years(5), 1_826.0),
    (Step::Years(10), 3_652.0),
    (Step::Years(20), 7_305.0),
    (Step::Years(50), 18_262.0),
    (Step::Years(100), 36_524.0),
    (Step::Years(200), 73_049.0),
    (Step::Years(500), 182_621.0),
    (Step::Years(1_000), 365_243.0),
    (Step::Years(2_000), 730_485.0),
    (Step::Years(5_000), 1_826_213.0),
];

/// Ticks from one day to another, at most about `count` of them; `count` is above 0.
pub fn day_ticks(language: &Language, first: Day, last: Day, count: f64) -> Vec<DayTick> {
    let rough = f64::from(last.0 - first.0) / count;
    let (step, _) =
        STEPS.iter().copied().find(|(_, days)| *days >= rough).unwrap_or(STEPS[STEPS.len() - 1]);
    let (first_year, first_month, _) = first.civil();
    let mut days: Vec<Day> = Vec::new();
    match step {
        Step::Days(step) => {
            // Weeks begin on the first Monday, the other steps on a day that does not move with the range.
            let mut day = match step % 7 {
                0 => first.0 + (7 - first.weekday() as i32) % 7,
                _ => first.0 + (-first.0).rem_euclid(step),
            };
            while day <= last.0 {
                days.push(Day(day));
                day += step;
            }
        }
        Step::Months(step) => {
            let mut month = first_year * 12 + first_month as i32 - 1;
            month -= month.rem_euclid(step);
            while let Some(day) =
                Day::from_civil(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
                    .filter(|day| *day <= last)
            {
                days.push(day);
                month += step;
            }
        }
        Step::Years(step) => {
            let mut year = first_year - first_year.rem_euclid(step);
            while let Some(day) = Day::from_civil(year, 1, 1).filter(|day| *day <= last) {
                days.push(day);
                year += step;
            }
        }
    }
    days.retain(|day| *day >= first);
    let mut told = None;
    days.into_iter()
        .map(|day| {
            let (year, _, _) = day.civil();
            let is_new = told.replace(year) != Some(year);
            let year = words::year(language, year);
            let label = match step {
                Step::Days(_) => words::day_short(language, day),
                Step::Months(_) => words::month_short(language, day).to_owned(),
                Step::Years(_) => return DayTick { day, label: year, year: None },
            };
            DayTick { day, label, year: is_new.then_some(year) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_civil(year, month, day).unwrap_or(Day(0))
    }

    #[test]
    fn value_ticks_are_round_and_reach_the_maximum() {
        for (max, whole, expected) in [
            (4_400.0, true, vec![0.0, 1_000.0, 2_000.0, 3_000.0, 4_000.0, 5_000.0]),
            (2.0, true, vec![0.0, 1.0, 2.0]),
            (0.0, true, vec![0.0, 1.0]),
            (1_300.0, true, vec![0.0, 500.0, 1_000.0, 1_500.0]),
        ] {
            assert_eq!(value_ticks(max, 5.0, whole), expected, "up to {max}");
        }
        // The least number above 0 has no fifth.
        assert_eq!(value_ticks(5e-324, 5.0, false), [0.0, LEAST_STEP]);
        let fine = value_ticks(0.7, 5.0, false);
        assert!(fine.len() >= 4 && fine.last().is_some_and(|last| *last >= 0.7), "{fine:?}");
    }

    #[test]
    fn weekly_ticks_are_mondays_and_tell_each_year_once() {
        let ticks = day_ticks(&Language::english(), day(2024, 12, 14), day(2025, 1, 16), 6.0);
        let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["16 Dec", "23 Dec", "30 Dec", "6 Jan", "13 Jan"]);
        let years: Vec<Option<&str>> = ticks.iter().map(|tick| tick.year.as_deref()).collect();
        assert_eq!(years, [Some("2024"), None, None, Some("2025"), None]);
    }

    #[test]
    fn fortnights_begin_on_the_first_monday() {
        let ticks = day_ticks(&Language::english(), day(2024, 12, 14), day(2025, 1, 16), 4.0);
        let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["16 Dec", "30 Dec", "13 Jan"]);
    }

    #[test]
    fn long_ranges_are_told_in_months_and_years() {
        let months = day_ticks(&Language::english(), day(2024, 8, 20), day(2025, 1, 16), 5.0);
        assert_eq!(months[0].label, "Sept");
        let years = day_ticks(&Language::english(), day(2003, 3, 20), day(2011, 12, 18), 5.0);
        assert!(years.iter().all(|tick| tick.label.len() == 4), "{years:?}");
        assert!(years.len() <= 6, "{years:?}");
        let ages = day_ticks(&Language::english(), day(1, 1, 1), day(9999, 12, 31), 2.5);
        assert!((1..=3).contains(&ages.len()), "{ages:?}");
        assert_eq!(
            day_ticks(&Language::english(), day(2024, 2, 29), day(2024, 2, 29), 5.0).len(),
            1
        );
    }
}
