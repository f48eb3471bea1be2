//! What is said around the chart: the source line, the summary of a picture.

use super::card::inside_sentence;
use super::dates;
use super::figures::figure_long;
use super::finding::fit;
use super::keys::{key, place};
use super::language::Language;
use super::numbers::{counting, number};
use super::patterns::{fill, fill_one};
use crate::model::{Dataset, Date, Day, Reading};
use crate::reason::Reasoning;
use crate::view::{Form, Selection, View};

/// "Known on 20 December 2024".
pub fn known(language: &Language, day: Day) -> String {
    language.fill_one(key!("known"), &dates::day_long(language, day))
}

/// Why a picture shows no number.
pub fn nothing<'a>(language: &'a Language, dataset: &Dataset, view: &View) -> &'a str {
    let all_days = view.of_all_days();
    let all = View { selection: Selection::default(), ..all_days.clone() };
    language.text(if !all.has_readings(dataset) {
        key!("nothing")
    } else if !all_days.has_readings(dataset) {
        key!("all-hidden")
    } else {
        key!("nothing-yet")
    })
}

/// "5 claims".
pub fn n_claims(language: &Language, n: usize) -> String {
    let n = n as f64;
    fill_one(language.plural(key!("claims"), n), &number(language, n))
}

/// "5 of 7 claims shown."
pub fn shown(language: &Language, n_shown: usize, n: usize) -> String {
    let pattern = language.plural(key!("shown"), n as f64);
    let [shown, n] = [n_shown, n].map(|n| number(language, n as f64));
    fill(pattern, &[(place!("shown"), &shown), (place!("n"), &n)])
}

/// What a table of a measure's claims is headed with.
pub fn caption(language: &Language, dataset: &Dataset, measure: usize) -> String {
    language.fill_one(key!("table-of"), &inside_sentence(&dataset.measures[measure].label))
}

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

/// A picture of a measure in a few sentences, for people who do not see it: how many claims, the lowest and the
/// highest with their hedges, who gave them and when, and whether all fit.
///
/// The dataset's own summary stands in its place where all claims about its first measure are shown.
pub fn chart_summary(
    language: &Language,
    dataset: &Dataset,
    view: &View,
    reasoning: &Reasoning,
) -> String {
    if let Some(summary) = &dataset.summary
        && view.selection == Selection::default()
        && view.measure == View::initial(dataset).measure
    {
        return summary.clone();
    }
    let value = |reading: &Reading| reading.bounds.rank();
    let said = |reading: &Reading| dataset.claims[reading.claim].said.first();
    let mut n_readings = 0;
    // The lowest, the highest, the earliest and the latest.
    let mut ends: Option<[Reading; 4]> = None;
    view.read(dataset, &mut |reading| {
        n_readings += 1;
        let [lowest, highest, earliest, latest] = ends.get_or_insert([reading; 4]);
        if value(&reading) < value(lowest) {
            *lowest = reading;
        }
        if value(&reading) >= value(highest) {
            *highest = reading;
        }
        if said(&reading) < said(earliest) {
            *earliest = reading;
        }
        if said(&reading) > said(latest) {
            *latest = reading;
        }
    });
    let what = inside_sentence(&dataset.measures[view.measure].label);
    let form = match view.form {
        Form::Timeline => key!("timeline-of"),
        Form::Bars => key!("bars-of"),
    };
    let picture = language.fill_one(form, &what);
    let Some([lowest, highest, earliest, latest]) = ends else {
        let why = nothing(language, dataset, view);
        let places = [(place!("picture"), picture.as_str()), (place!("why"), why)];
        return language.fill(key!("summary-of-none"), &places);
    };
    let span = dates::span_long(language, Date::day(said(&earliest)), Date::day(said(&latest)));
    let by_whom = |reading: &Reading| {
        let claim = &dataset.claims[reading.claim];
        let count = figure_long(language, reading, claim);
        let places = [
            (place!("count"), count.as_str()),
            (place!("who"), &dataset.claimants[claim.claimant].name),
            (place!("day"), &dates::date_long(language, claim.said)),
        ];
        language.fill(key!("by-whom"), &places)
    };
    let claims = n_claims(language, n_readings);
    let pattern = if n_readings == 1 { key!("summary-of-one") } else { key!("summary") };
    let (low, high) = (by_whom(&lowest), by_whom(&highest));
    let places = [
        (place!("picture"), picture.as_str()),
        (place!("claims"), &claims),
        (place!("span"), &span),
        (place!("low"), &low),
        (place!("high"), &high),
    ];
    let mut summary = language.fill(pattern, &places);
    if let Some(fit) = fit(language, dataset, reasoning, view.measure) {
        summary.push(' ');
        summary.push_str(&fit);
    }
    summary
}
