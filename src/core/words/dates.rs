//! Days and months, long ("23 December 2024") and short ("23 Dec").

use super::keys::{Key, key, place};
use super::language::Language;
use super::numbers::plain_number;
use crate::model::{Date, Day};

/// The name of a day's month, of those that a key has.
fn month_name(language: &Language, key: Key, day: Day) -> &str {
    let (_, month, _) = day.civil();
    language.form(key, month as usize - 1)
}

/// A year or a day as digits, which are never grouped.
fn digits(n: impl Into<f64>) -> String {
    plain_number(n.into())
}

/// A month's name in three or four letters: `Dec`, `Sept`.
pub fn month_short(language: &Language, day: Day) -> &str {
    month_name(language, key!("months-short"), day)
}

/// `2024`, where it stands alone.
pub fn year(language: &Language, year: i32) -> String {
    language.fill_one(key!("year"), &digits(year))
}

/// `23 December 2024`.
pub fn day_long(language: &Language, day: Day) -> String {
    date_long(language, Date::day(day))
}

/// `23 Dec`, for places where the year is told beside it.
pub fn day_short(language: &Language, day: Day) -> String {
    day_of_month(language, key!("months-short"), day)
}

fn day_of_month(language: &Language, months: Key, day: Day) -> String {
    let (_, _, number) = day.civil();
    let (number, month) = (digits(number), month_name(language, months, day));
    language.fill(key!("day-short"), &[(place!("day"), &number), (place!("month"), month)])
}

/// `23 December 2024`, or `October 2024` where the day is not known.
pub fn date_long(language: &Language, date: Date) -> String {
    let (months, pattern) = if date.is_day() {
        (key!("months"), key!("day"))
    } else {
        (key!("months-alone"), key!("month"))
    };
    let (year, _, day) = date.first().civil();
    let (year, day) = (digits(year), digits(day));
    let month = month_name(language, months, date.first());
    language
        .fill(pattern, &[(place!("day"), &day), (place!("month"), month), (place!("year"), &year)])
}

/// `23 Dec`, or `Oct` where the day is not known; with the year where `year` is another one.
pub fn date_short(language: &Language, date: Date, year: i32) -> String {
    let text = if date.is_day() {
        day_short(language, date.first())
    } else {
        month_short(language, date.first()).to_owned()
    };
    match date.first().civil() {
        (own, _, _) if own != year => {
            let places = [(place!("date"), text.as_str()), (place!("year"), &digits(own))];
            language.fill(key!("short-with-year"), &places)
        }
        _ => text,
    }
}

/// From one day to another, saying no more than once what both share:
/// `21 to 27 December 2024`, `28 December 2024 to 3 January 2025`.
pub fn span_long(language: &Language, from: Date, to: Date) -> String {
    if from == to {
        return date_long(language, from);
    }
    let (first, last) = (from.first(), to.first());
    let (from_year, from_month, from_day) = first.civil();
    let (to_year, to_month, to_day) = last.civil();
    let are_days = from.is_day() && to.is_day();
    if !are_days || from_year != to_year {
        let (from, to) = (date_long(language, from), date_long(language, to));
        return language.fill(key!("span"), &[(place!("from"), &from), (place!("to"), &to)]);
    }
    let year = digits(to_year);
    let (months, year) = (key!("months"), (place!("year"), year.as_str()));
    if from_month == to_month {
        let (from_day, to_day) = (digits(from_day), digits(to_day));
        let month = month_name(language, months, last);
        let days = [(place!("from"), from_day.as_str()), (place!("to"), &to_day)];
        return language
            .fill(key!("span-in-month"), &[days[0], days[1], (place!("month"), month), year]);
    }
    let (from, to) = (day_of_month(language, months, first), day_of_month(language, months, last));
    language.fill(key!("span-in-year"), &[(place!("from"), &from), (place!("to"), &to), year])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Date {
        Date::day(Day::from_civil(year, month, day).unwrap_or(Day(0)))
    }

    #[test]
    fn spans_do_not_repeat_themselves() {
        assert_eq!(
            span_long(&Language::english(), day(2024, 12, 20), day(2024, 12, 20)),
            "20 December 2024"
        );
        assert_eq!(
            span_long(&Language::english(), day(2024, 12, 21), day(2024, 12, 27)),
            "21 to 27 December 2024"
        );
        assert_eq!(
            span_long(&Language::english(), day(2024, 11, 5), day(2024, 12, 27)),
            "5 November to 27 December 2024"
        );
        assert_eq!(
            span_long(&Language::english(), day(2024, 12, 28), day(2025, 1, 3)),
            "28 December 2024 to 3 January 2025"
        );
    }

    #[test]
    fn short_dates_name_a_year_only_where_it_is_another_one() {
        assert_eq!(date_short(&Language::english(), day(2024, 9, 6), 2024), "6 Sept");
        assert_eq!(date_short(&Language::english(), day(2025, 6, 6), 2024), "6 June 2025");
    }
}
