//! What stands in the rows of the bars, by date: claims, and the events between them.

use super::theme::{Colour, Theme};
use crate::model::{Dataset, Date, Reading, Said};
use crate::order;
use crate::view::View;
use crate::words::{self, Language};

/// How many claims get rows at most: beyond, the picture would be higher than browsers can draw. The latest have them.
const MOST_ROWS: usize = 300;

/// What stands in a row.
pub struct Row {
    pub date: Date,
    /// Who, or of an event what.
    pub name: String,
    /// The day, short.
    pub day: String,
    /// Whether it is there by the chosen day.
    pub has_come: bool,
    pub said: Option<Claimed>,
}

/// A claim in a row.
pub struct Claimed {
    pub claim: usize,
    pub party: Option<usize>,
    /// Whether another claim has taken its place.
    pub is_superseded: bool,
    /// `None` for a claim without a number.
    pub reading: Option<Reading>,
    /// Its number with its hedge, or its words.
    pub value: String,
    /// The parts that it gives, as numbers and in words.
    pub parts: Vec<(f64, String)>,
}

impl Claimed {
    /// The colour of what is drawn of it.
    pub fn tone(&self, theme: &Theme) -> Colour {
        theme.party(self.party).with_opacity(if self.is_superseded { 0.5 } else { 1.0 })
    }
}

/// Rows by date, those that come after the chosen day among them; of one day claims before events, else in the
/// dataset's order.
pub fn rows(language: &Language, dataset: &Dataset, view: &View) -> Vec<Row> {
    let is_superseded = view.selection.superseded(dataset);
    let all = view.of_all_days();
    let mut told = Vec::new();
    all.read(dataset, &mut |reading| told.push((reading.claim, Some(reading))));
    for (claim, said) in dataset.claims.iter().enumerate() {
        if said.figures.is_empty() && all.selection.shows(dataset, claim) {
            told.push((claim, None));
        }
    }
    if told.len() > MOST_ROWS {
        told.retain(|&(claim, _)| view.selection.is_said(&dataset.claims[claim]));
        let date = |(claim, _): &(usize, _)| dataset.claims[*claim].as_of.last();
        order::sort(&mut told, &|a, b| date(a).cmp(&date(b)));
        let n_left_out = told.len().saturating_sub(MOST_ROWS);
        told = told.into_iter().skip(n_left_out).collect();
    }
    let mut rows = Vec::new();
    let mut add = |claim: usize, reading: Option<Reading>| {
        let said = &dataset.claims[claim];
        let mut value = match &reading {
            Some(reading) => words::figure_long(language, reading, said),
            None => words::said_without_number(language, said),
        };
        if let (Some(period), Some(_)) = (said.details.period, &reading) {
            value = words::of_period(language, &value, &words::period_short(language, period));
        }
        let is_sum = reading.as_ref().is_some_and(|reading| reading.said == Said::AddedUp);
        let mut parts = Vec::new();
        for figure in said.figures.iter().filter(|_| is_sum) {
            if dataset.is_part(figure.measure, view.measure) {
                parts.push((
                    figure.quantity.bounds().low,
                    words::figure_of(language, dataset, claim, figure),
                ));
            }
        }
        rows.push(Row {
            date: said.as_of,
            name: dataset.claimants[said.claimant].name.clone(),
            day: String::new(),
            has_come: view.selection.is_said(said),
            said: Some(Claimed {
                claim,
                party: dataset.party_of(said),
                is_superseded: is_superseded[claim],
                reading,
                value,
                parts,
            }),
        });
    };
    for (claim, reading) in told {
        add(claim, reading);
    }
    for event in &dataset.events {
        rows.push(Row {
            date: event.date,
            name: event.label.clone(),
            day: String::new(),
            has_come: view.selection.has_come(event.date),
            said: None,
        });
    }
    order::sort(&mut rows, &|a, b| {
        let key = |row: &Row| (row.date.last(), row.said.is_none());
        let claim = |row: &Row| row.said.as_ref().map(|said| said.claim);
        key(a).cmp(&key(b)).then(claim(a).cmp(&claim(b)))
    });
    // The year is told where it is another one than in the row before.
    let mut year = None;
    for row in &mut rows {
        let (own, _, _) = row.date.first().civil();
        row.day =
            words::date_short(language, row.date, if year == Some(own) { own } else { i32::MIN });
        year = Some(own);
    }
    rows
}
