//! What is said around the chart: labels of controls, the source line, the summary of a picture.

use super::card::inside_sentence;
use super::dates;
use super::figures::figure_long;
use super::numbers::{counting, number};
use super::patterns::{ENGLISH, fill, fill_one};
use crate::model::{Dataset, Date, Reading};
use crate::view::{Form, View};

/// Words for the controls around a chart.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    /// Names the switch between measures.
    pub measures: &'static str,
    /// Names the list of parties.
    pub parties: &'static str,
    /// What claimants without a party are listed under.
    pub other: &'static str,
    /// What a dataset's notes are headed with.
    pub notes: &'static str,
    /// Stands in the band between the counts that must be, of something that only grows.
    pub band: &'static str,
    /// Names the finding to assistive technology.
    pub finding: &'static str,
    /// Asks for the finding on an earlier day.
    pub earlier: &'static str,
    /// Asks for the finding on a later day.
    pub later: &'static str,
    /// Stands in place of a chart that has nothing to show.
    pub nothing: &'static str,
}

/// Words for the controls around a chart.
pub fn labels() -> Labels {
    Labels {
        measures: "What is counted",
        parties: "Who claims",
        other: "Other",
        notes: "Notes",
        band: "the true count, if every claim is right",
        finding: "What follows from the claims",
        earlier: "Earlier day",
        later: "Later day",
        nothing: "Nobody has given a number.",
    }
}

/// Something with its date, for the lane above the plot: "16 Dec: first confirmed battles".
pub fn dated(date: &str, what: &str) -> String {
    format!("{date}: {what}")
}

/// "Source: five reports, 23 December 2024 to 13 January 2025"; `None` where no report is named.
pub fn source_line(dataset: &Dataset) -> Option<String> {
    let n = dataset.reports.len();
    if n == 0 {
        return None;
    }
    let pattern = if n == 1 { ENGLISH.one_report } else { ENGLISH.reports };
    let reports = fill_one(pattern, &counting(n));
    let mut span: Option<(Date, Date)> = None;
    for date in dataset.reports.iter().filter_map(|report| report.published) {
        let (first, last) = span.unwrap_or((date, date));
        let first = if date.first() < first.first() { date } else { first };
        span = Some((first, if date.last() > last.last() { date } else { last }));
    }
    Some(match span {
        Some((first, last)) => {
            let span = dates::span_long(first, last);
            fill(ENGLISH.source, &[("n", &reports), ("span", &span)])
        }
        None => fill_one(ENGLISH.source_undated, &reports),
    })
}

/// A picture of a measure in one or two sentences, for people who do not see it.
pub fn chart_summary(dataset: &Dataset, view: &View) -> String {
    let readings = view.readings(dataset);
    let what = inside_sentence(&dataset.measures[view.measure].label);
    let form = match view.form {
        Form::Timeline => ENGLISH.timeline_of,
        Form::Bars => ENGLISH.bars_of,
    };
    let picture = fill_one(form, &what);
    let Some(first) = readings.first() else {
        return fill_one(ENGLISH.summary_of_none, &picture);
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
    let span = dates::span_long(Date::Day(said(earliest)), Date::Day(said(latest)));
    let in_words = |reading: &Reading| figure_long(reading, &dataset.claims[reading.claim]);
    let is_one = readings.len() == 1;
    let n = number(readings.len() as f64);
    let n = fill_one(if is_one { ENGLISH.one_claim } else { ENGLISH.claims }, &n);
    let pattern = if is_one { ENGLISH.summary_of_one } else { ENGLISH.summary };
    let (low, high) = (in_words(lowest), in_words(highest));
    let places =
        [("picture", picture.as_str()), ("n", &n), ("span", &span), ("low", &low), ("high", &high)];
    fill(pattern, &places)
}
