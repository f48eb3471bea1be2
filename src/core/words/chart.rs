//! What is said around the chart: the source line, the summary of a picture.

use super::card::inside_sentence;
use super::dates;
use super::figures::figure_long;
use super::keys::{key, place};
use super::language::Language;
use super::numbers::{counting, number};
use super::patterns::fill_one;
use crate::model::{Dataset, Date, Reading};
use crate::view::{Form, View};

/// Something with its date, for the lane above the plot: "16 Dec: first confirmed battles".
pub fn dated(language: &Language, date: &str, what: &str) -> String {
    language.fill(key!("dated"), &[(place!("date"), date), (place!("what"), what)])
}

/// "Source: five reports, 23 December 2024 to 13 January 2025"; `None` where no report is named.
pub fn source_line(language: &Language, dataset: &Dataset) -> Option<String> {
    let n = dataset.reports.len();
    if n == 0 {
        return None;
    }
    let reports = fill_one(language.plural(key!("reports"), n as f64), &counting(language, n));
    let mut span: Option<(Date, Date)> = None;
    for date in dataset.reports.iter().filter_map(|report| report.published) {
        let (first, last) = span.unwrap_or((date, date));
        let first = if date.first() < first.first() { date } else { first };
        span = Some((first, if date.last() > last.last() { date } else { last }));
    }
    Some(match span {
        Some((first, last)) => {
            let span = dates::span_long(language, first, last);
            language.fill(key!("source"), &[(place!("reports"), &reports), (place!("span"), &span)])
        }
        None => language.fill_one(key!("source-undated"), &reports),
    })
}

/// A picture of a measure in one or two sentences, for people who do not see it.
pub fn chart_summary(language: &Language, dataset: &Dataset, view: &View) -> String {
    let readings = view.readings(dataset);
    let what = inside_sentence(&dataset.measures[view.measure].label);
    let form = match view.form {
        Form::Timeline => key!("timeline-of"),
        Form::Bars => key!("bars-of"),
    };
    let picture = language.fill_one(form, &what);
    let Some(first) = readings.first() else {
        return language.fill_one(key!("summary-of-none"), &picture);
    };
    let value = |reading: &Reading| match reading.bounds.is_bounded_above() {
        true => reading.bounds.high,
        false => reading.bounds.low,
    };
    let said = |reading: &Reading| dataset.claims[reading.claim].said.first();
    let (mut lowest, mut highest, mut earliest, mut latest) = (first, first, first, first);
    for reading in &readings {
        lowest = if value(reading) < value(lowest) { reading } else { lowest };
        highest = if value(reading) >= value(highest) { reading } else { highest };
        earliest = if said(reading) < said(earliest) { reading } else { earliest };
        latest = if said(reading) > said(latest) { reading } else { latest };
    }
    let span = dates::span_long(language, Date::Day(said(earliest)), Date::Day(said(latest)));
    let in_words =
        |reading: &Reading| figure_long(language, reading, &dataset.claims[reading.claim]);
    let n = readings.len() as f64;
    let claims = fill_one(language.plural(key!("claims"), n), &number(language, n));
    let pattern = if n == 1.0 { key!("summary-of-one") } else { key!("summary") };
    let (low, high) = (in_words(lowest), in_words(highest));
    let places = [
        (place!("picture"), picture.as_str()),
        (place!("claims"), &claims),
        (place!("span"), &span),
        (place!("low"), &low),
        (place!("high"), &high),
    ];
    language.fill(pattern, &places)
}
