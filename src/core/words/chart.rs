//! What is said around the chart: labels of controls, the source line, the summary of a picture.

use super::{
    card::{counted, inside_sentence},
    dates, figures,
    numbers::counting,
};
use crate::model::{Dataset, Day};
use crate::view::View;

/// Words for the controls around a chart.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    /// Names the switch between measures.
    pub measures: &'static str,
    /// Names the list of parties.
    pub parties: &'static str,
    /// Names the chart's claims to assistive technology.
    pub claims: &'static str,
    /// Names the panel that shows one claim.
    pub card: &'static str,
    /// What claimants without a party are listed under.
    pub other: &'static str,
    /// What a dataset's notes are headed with.
    pub notes: &'static str,
    /// Stands in the band between the counts that must be, of something that only grows.
    pub band: &'static str,
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
        claims: "Claims",
        card: "The claim",
        other: "Other",
        notes: "Notes",
        band: "where the true count lies, if every claim is right",
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
    let reports = match n {
        1 => "one report".to_owned(),
        _ => [&counting(n), " reports"].concat(),
    };
    let dates = || dataset.reports.iter().filter_map(|report| report.published);
    let first = dates().min_by_key(|date| date.first());
    let last = dates().max_by_key(|date| date.last());
    Some(match (first, last) {
        (Some(first), Some(last)) if n > 1 => {
            format!("Source: {reports}, {}", dates::span_long(first, last))
        }
        (Some(first), _) => format!("Source: {reports}, {}", dates::date_long(first)),
        _ => format!("Source: {reports}"),
    })
}

/// A picture of a measure in one or two sentences, for people who do not see it.
pub fn chart_summary(dataset: &Dataset, view: &View) -> String {
    let readings = view.readings(dataset);
    let label = inside_sentence(&dataset.measures[view.measure].label);
    let dates: Vec<Day> =
        readings.iter().map(|reading| dataset.claims[reading.claim].said.first()).collect();
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
        return format!("Timeline of {label}: nobody has given a number.");
    };
    let by_value = |reading: &&crate::model::Reading| {
        let bounds = reading.bounds;
        if bounds.is_bounded_above() { bounds.high } else { bounds.low }
    };
    let order = |a: &f64, b: &f64| a.total_cmp(b);
    let lowest = readings.iter().min_by(|a, b| order(&by_value(a), &by_value(b)));
    let highest = readings.iter().max_by(|a, b| order(&by_value(a), &by_value(b)));
    let span = dates::span_long(crate::model::Date::Day(*first), crate::model::Date::Day(*last));
    let in_words = |reading: &crate::model::Reading| {
        figures::figure_long(reading, &dataset.claims[reading.claim])
    };
    let n = counted(readings.len(), "claim", "claims");
    match (lowest, highest) {
        (Some(lowest), Some(highest)) if readings.len() > 1 => format!(
            "Timeline of {label}: {n}, {span}, from {} to {}.",
            in_words(lowest),
            in_words(highest)
        ),
        _ => format!("Timeline of {label}: {n}, {span}: {}.", in_words(&readings[0])),
    }
}
