//! A dataset in CSV, as [`crate::dataset::read_csv`] reads it.

use super::iso;
use crate::dataset::csv::{COLUMN_NAMES, WORDING_SEPARATOR, is_formula};
use crate::join::joined;
use crate::model::{Claim, Dataset, Date, Figure, Quantity, Report};
use crate::order;

/// The claims of a dataset in CSV: what a spreadsheet opens and [`crate::dataset::read_csv`] reads.
///
/// The first row names the columns; below it stands a row for each figure, or one for a claim without figures, each with
/// all that is said of the claim and with its first report. Each further report has a row without a figure. Commas stand
/// between cells and CRLF behind rows (RFC 4180), quotation marks around cells that need them. No cell begins as a formula
/// does: `=`, `+`, `-` and `@` have an apostrophe before them there, which reading takes off again. No byte-order mark
/// stands at the beginning.
///
/// Labels and names stand for ids, but an id for itself where two of a kind are called alike. What else there is in a
/// dataset has no column.
///
/// ```
/// use claims_core::{dataset, export};
/// let text = "id,claimant,said,measure,kind,value\na,Police,2024-05-04,Crowd,about,3000\n";
/// let dataset = dataset::read(&dataset::read_csv(text, "Crowds").unwrap()).unwrap();
/// let row = "a,Police,,,2024-05-04,,,,Crowd,about,3000,,,,,,,,,,,,\r\n";
/// assert!(export::csv(&dataset).ends_with(row));
/// ```
pub fn csv(dataset: &Dataset) -> String {
    let mut sheet = Sheet { text: String::new(), is_within_row: false };
    for name in COLUMN_NAMES {
        sheet.cell(name);
    }
    sheet.end_row();
    let names = Names::of(dataset);
    for (claim, id) in dataset.claims.iter().zip(dataset.claim_ids.iter()) {
        let n_figure_rows = claim.figures.len().max(1);
        let n_rows = n_figure_rows + claim.details.reports.len().saturating_sub(1);
        for row in 0..n_rows {
            let report = claim.details.reports.get((row + 1).saturating_sub(n_figure_rows));
            sheet.cell(id);
            sheet.claim(dataset, claim, &names);
            sheet.figure(claim.figures.get(row), &names);
            sheet.words(claim);
            sheet.report(report.map(|&report| &dataset.reports[report]));
            sheet.optional(claim.details.note.as_deref());
            sheet.end_row();
        }
    }
    sheet.text
}

/// What the cells call things.
struct Names<'a> {
    measures: Vec<&'a str>,
    parties: Vec<&'a str>,
    claimants: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(dataset: &'a Dataset) -> Names<'a> {
        let measures: Vec<[&str; 2]> =
            dataset.measures.iter().map(|measure| [&*measure.id, &*measure.label]).collect();
        let parties: Vec<[&str; 2]> =
            dataset.parties.iter().map(|party| [&*party.id, &*party.label]).collect();
        let claimants: Vec<[&str; 2]> =
            dataset.claimants.iter().map(|claimant| [&*claimant.id, &*claimant.name]).collect();
        let claimant = |n: usize| &dataset.claimants[n];
        Names {
            measures: names(&measures, &|_| Kind::default()),
            parties: names(&parties, &|_| Kind::default()),
            // Claimants of one name are told apart by their roles and parties.
            claimants: names(&claimants, &|n| (claimant(n).role.as_deref(), claimant(n).party)),
        }
    }
}

/// What things that have one name can be told apart by, as role and party.
type Kind<'a> = (Option<&'a str>, Option<usize>);

/// The label of each thing, given as id and label, or its id where another one of its kind has that label, as id or as
/// label.
fn names<'a>(things: &[[&'a str; 2]], kind: &dyn Fn(usize) -> Kind<'a>) -> Vec<&'a str> {
    let mut known = Vec::with_capacity(2 * things.len());
    for (n, texts) in things.iter().enumerate() {
        known.extend(texts.map(|text| ((text, kind(n)), n)));
    }
    order::sort(&mut known, &|a: &((&str, Kind), usize), b| a.cmp(b));
    let mut names = Vec::with_capacity(things.len());
    for (n, &[id, label]) in things.iter().enumerate() {
        let name = (label, kind(n));
        let first = known.partition_point(|(own, _)| *own < name);
        let mut same = known[first..].iter().take_while(|(own, _)| *own == name);
        names.push(if same.any(|&(_, other)| other != n) { id } else { label });
    }
    names
}

/// A date as a dataset says it: `2024-12-23`, or `2024-12` where the day is not known.
pub fn date_text(date: Date) -> String {
    let mut text = iso(date.last());
    if !date.is_day() {
        text.truncate("2024-12".len());
    }
    text
}

/// Text in CSV, written cell by cell.
struct Sheet {
    text: String,
    is_within_row: bool,
}

impl Sheet {
    fn cell(&mut self, text: &str) {
        if self.is_within_row {
            self.text.push(',');
        }
        self.is_within_row = true;
        let apostrophe = if is_formula(text) { "'" } else { "" };
        if text.contains([',', '"', '\r', '\n']) {
            self.text += &format!("\"{apostrophe}{}\"", text.replace('"', "\"\""));
        } else {
            self.text += apostrophe;
            self.text += text;
        }
    }

    fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.is_within_row = false;
    }

    fn optional(&mut self, text: Option<&str>) {
        self.cell(text.unwrap_or_default());
    }

    fn date(&mut self, date: Option<Date>) {
        self.cell(&date.map(date_text).unwrap_or_default());
    }

    fn number(&mut self, number: Option<f64>) {
        let mut digits = String::new();
        if let Some(number) = number {
            digits = number.to_string();
            // 1.234 might be read as 1,234 by people, and is not read at all; 1.2340 is.
            if let [b'1'..=b'9', .., b'.', _, _, _] = digits.as_bytes()
                && digits.len() <= "123.456".len()
            {
                digits.push('0');
            }
        }
        self.cell(&digits);
    }

    fn claim(&mut self, dataset: &Dataset, claim: &Claim, names: &Names) {
        let claimant = &dataset.claimants[claim.claimant];
        self.cell(names.claimants[claim.claimant]);
        self.optional(claimant.role.as_deref());
        self.optional(claimant.party.map(|party| names.parties[party]));
        self.date(Some(claim.said));
        self.date((claim.as_of != claim.said).then_some(claim.as_of));
        self.date(claim.details.period.map(|period| period.from));
        self.date(claim.details.period.map(|period| period.to));
    }

    fn figure(&mut self, figure: Option<&Figure>, names: &Names) {
        self.optional(figure.map(|figure| names.measures[figure.measure]));
        let (kind, value) = match figure.map(|figure| figure.quantity) {
            None => ("", None),
            Some(Quantity::Exactly(n)) => ("exactly", Some(n)),
            Some(Quantity::Stated(n)) => ("stated", Some(n)),
            Some(Quantity::About(n)) => ("about", Some(n)),
            Some(Quantity::AtLeast(n)) => ("at_least", Some(n)),
            Some(Quantity::MoreThan(n)) => ("more_than", Some(n)),
            Some(Quantity::AtMost(n)) => ("at_most", Some(n)),
            Some(Quantity::FewerThan(n)) => ("fewer_than", Some(n)),
            Some(Quantity::Between { low, high, best, vague }) => {
                self.cell("between");
                self.cell("");
                self.number(Some(low));
                self.number(Some(high));
                self.number(best);
                return self.cell(if vague { "true" } else { "" });
            }
        };
        self.cell(kind);
        self.number(value);
        for _ in ["low", "high", "best", "vague"] {
            self.cell("");
        }
    }

    fn words(&mut self, claim: &Claim) {
        self.cell(&joined(&claim.details.wording, WORDING_SEPARATOR));
        self.optional(claim.details.basis.as_deref());
        self.optional(claim.details.via.as_deref());
    }

    fn report(&mut self, report: Option<&Report>) {
        self.optional(report.and_then(|report| report.publisher.as_deref()));
        self.optional(report.map(|report| &*report.title));
        self.optional(report.and_then(|report| report.url.as_deref()));
        self.date(report.and_then(|report| report.published));
    }
}
