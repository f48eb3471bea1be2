//! Days and months, long ("23 December 2024") and short ("23 Dec").

use crate::model::{Date, Day};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_long(month: u32) -> &'static str {
    MONTHS[(month as usize + 11) % 12]
}

/// A month's name in three or four letters: `Dec`, `Sept`.
pub fn month_short(day: Day) -> &'static str {
    let (_, month, _) = day.civil();
    let name = month_long(month);
    match name {
        "September" => "Sept",
        "June" | "July" => name,
        _ => name.get(..3).unwrap_or(name),
    }
}

/// `23 December 2024`.
pub fn day_long(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{day} {} {year}", month_long(month))
}

/// `23 Dec`, for places where the year is told beside it.
pub fn day_short(day: Day) -> String {
    let (_, _, number) = day.civil();
    format!("{number} {}", month_short(day))
}

/// `23 December 2024`, or `October 2024` where the day is not known.
pub fn date_long(date: Date) -> String {
    match date {
        Date::Day(day) => day_long(day),
        Date::Month { first, .. } => {
            let (year, month, _) = first.civil();
            format!("{} {year}", month_long(month))
        }
    }
}

/// `23 Dec`, or `Oct` where the day is not known; with the year where `year` is another one.
pub fn date_short(date: Date, year: i32) -> String {
    let text = match date {
        Date::Day(day) => day_short(day),
        Date::Month { first, .. } => month_short(first).to_owned(),
    };
    match date.first().civil() {
        (own, _, _) if own != year => format!("{text} {own}"),
        _ => text,
    }
}

/// From one day to another, saying no more than once what both share:
/// `21 to 27 December 2024`, `28 December 2024 to 3 January 2025`.
pub fn span_long(from: Date, to: Date) -> String {
    if from == to {
        return date_long(from);
    }
    let ((from_year, from_month, from_day), (to_year, to_month, _)) =
        (from.first().civil(), to.first().civil());
    let (Date::Day(_), Date::Day(_)) = (from, to) else {
        return format!("{} to {}", date_long(from), date_long(to));
    };
    if from_year != to_year {
        format!("{} to {}", date_long(from), date_long(to))
    } else if from_month != to_month {
        format!("{from_day} {} to {}", month_long(from_month), date_long(to))
    } else {
        format!("{from_day} to {}", date_long(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Date {
        Date::Day(Day::from_civil(year, month, day).unwrap_or(Day(0)))
    }

    #[test]
    fn spans_do_not_repeat_themselves() {
        assert_eq!(span_long(day(2024, 12, 20), day(2024, 12, 20)), "20 December 2024");
        assert_eq!(span_long(day(2024, 12, 21), day(2024, 12, 27)), "21 to 27 December 2024");
        assert_eq!(
            span_long(day(2024, 11, 5), day(2024, 12, 27)),
            "5 November to 27 December 2024"
        );
        assert_eq!(
            span_long(day(2024, 12, 28), day(2025, 1, 3)),
            "28 December 2024 to 3 January 2025"
        );
    }

    #[test]
    fn short_dates_name_a_year_only_where_it_is_another_one() {
        assert_eq!(date_short(day(2024, 9, 6), 2024), "6 Sept");
        assert_eq!(date_short(day(2025, 6, 6), 2024), "6 June 2025");
    }
}
