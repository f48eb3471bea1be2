//! Calendar days as numbers, and dates whose day may not be known.

/// A day of the proleptic Gregorian calendar, as the number of days since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a year, month (1 to 12) and day of the month, or `None` where there is no such day.
    ///
    /// The arithmetic is Howard Hinnant's `days_from_civil`
    /// (<https://howardhinnant.github.io/date_algorithms.html>).
    ///
    /// ```
    /// use claims_core::model::Day;
    /// assert_eq!(Day::from_civil(1970, 1, 2), Some(Day(1)));
    /// assert_eq!(Day::from_civil(2023, 2, 29), None);
    /// ```
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        let shifted_year = if month <= 2 { year - 1 } else { year };
        let era = shifted_year.div_euclid(400);
        let year_of_era = shifted_year.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Day(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1 to 12) and day of the month: the inverse of [`Day::from_civil`].
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        // 1 January 1970 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u32
    }
}

/// How many days a month (1 to 12) has; 0 for any other number.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A date as it was given: a day, or a month whose day is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    first: Day,
    last: Day,
}

impl Date {
    /// A known day.
    pub fn day(day: Day) -> Date {
        Date { first: day, last: day }
    }

    /// Some day of a month (1 to 12), or `None` where there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Date> {
        let first = Day::from_civil(year, month, 1)?;
        let last = Day::from_civil(year, month, days_in_month(year, month))?;
        Some(Date { first, last })
    }

    /// Whether the day is known.
    pub fn is_day(self) -> bool {
        self.first == self.last
    }

    /// The first day that the date may be.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day that the date may be.
    pub fn last(self) -> Day {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_and_number_are_inverse_over_four_centuries() {
        let first = Day::from_civil(1799, 12, 31).map_or(0, |day| day.0);
        let last = Day::from_civil(2201, 1, 1).map_or(0, |day| day.0);
        for number in first..=last {
            let (year, month, day) = Day(number).civil();
            assert_eq!(Day::from_civil(year, month, day), Some(Day(number)));
        }
        assert!(last - first > 146_097, "more than four centuries are covered");
    }

    #[test]
    fn leap_years_follow_the_gregorian_rule() {
        for (year, days) in [(1900, 28), (2000, 29), (2023, 28), (2024, 29)] {
            assert_eq!(days_in_month(year, 2), days, "February {year}");
        }
        assert_eq!(Day::from_civil(2024, 13, 1), None);
        assert_eq!(Day::from_civil(2024, 0, 1), None);
        assert_eq!(Day::from_civil(2024, 4, 31), None);
        assert_eq!(Day::from_civil(2024, 4, 0), None);
    }

    #[test]
    fn weekdays_start_on_monday() {
        let monday = Day::from_civil(2024, 12, 23).map(Day::weekday);
        let sunday = Day::from_civil(2024, 12, 22).map(Day::weekday);
        assert_eq!((monday, sunday), (Some(0), Some(6)));
    }
}
