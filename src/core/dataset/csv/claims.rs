//! Rows put together to claims, with the row that each part came from.

use std::collections::HashMap;

use super::advice::{self, plain_word};
use super::cell;
use super::columns::{Column, WORDING_SEPARATOR};
use super::{Cells, Findings};
use crate::dataset::FIGURE_KINDS;
use crate::dataset::problem::quoted;
use crate::dataset::read::MAX_MANY;
use crate::dataset::value::{Fields, Value};

/// What is said of a claim once, in whichever of its rows, with what makes rows that disagree agree.
const ONCE: [(Column, &str); 11] = [
    (Column::Claimant, GIVE_ANOTHER_ID),
    (Column::Role, MAKE_ALIKE),
    (Column::Party, MAKE_ALIKE),
    (Column::Said, GIVE_ANOTHER_ID),
    (Column::AsOf, GIVE_ANOTHER_ID),
    (Column::From, GIVE_ANOTHER_ID),
    (Column::To, GIVE_ANOTHER_ID),
    (
        Column::Wording,
        "write all of its words in both, with \" · \" between those that stand apart",
    ),
    (Column::Basis, MAKE_ALIKE),
    (Column::Via, MAKE_ALIKE),
    (Column::Note, "write all of the note in both"),
];
const MAKE_ALIKE: &str = "make them alike";
const GIVE_ANOTHER_ID: &str = "make them alike, or give one of the rows another id";

/// The columns that a report is told apart by.
const OF_REPORT: [Column; 4] =
    [Column::Publisher, Column::ReportTitle, Column::Url, Column::Published];

/// The columns that say a figure.
const OF_FIGURE: [Column; 7] = [
    Column::Measure,
    Column::Kind,
    Column::Value,
    Column::Low,
    Column::High,
    Column::Best,
    Column::Vague,
];

/// A text and the row that it was first found in.
type Found = (usize, String);

/// Where something stands in a list, by the cells that it is told apart by. One type for all, so that it is compiled once.
type Places = HashMap<Vec<String>, usize>;

/// A row and a column of it; none where the row as a whole is meant.
pub type Place = (usize, Option<Column>);

/// Claims and what they refer to, in the order in which the rows name them.
#[derive(Default)]
pub struct Claims {
    claims: Vec<Claim>,
    claim_of_id: Places,
    measures: Names,
    parties: Names,
    claimants: Vec<Claimant>,
    reports: Vec<Report>,
    report_of_cells: Places,
    report_of_claim: Places,
    figure_of_cells: Places,
    report_ids: Ids,
}

#[derive(Default)]
struct Claim {
    id: String,
    row: usize,
    /// In the order of [`ONCE`].
    once: [Option<Found>; ONCE.len()],
    figures: Vec<(usize, Value)>,
    /// Indices of reports.
    reports: Vec<usize>,
}

struct Claimant {
    id: String,
    row: usize,
    name: String,
    role: Option<String>,
    party: Option<String>,
}

struct Report {
    id: String,
    row: usize,
    title: String,
    publisher: String,
    url: String,
    published: String,
}

impl Claims {
    /// Adds what one row says.
    pub fn add(&mut self, cells: &Cells, findings: &mut Findings) {
        let row = cells.row.number;
        let id = cells.text(Column::Id);
        if id.is_empty() {
            let message = "is missing; rows with the same id are one claim";
            findings.add(row, Some(Column::Id), message);
        }
        // A row without an id is read as a claim of its own, so that its other faults are told as well.
        let key = if id.is_empty() { format!("\n{row}") } else { id.to_owned() };
        let n = *self.claim_of_id.entry(vec![key]).or_insert_with(|| {
            self.claims.push(Claim { id: id.to_owned(), row, ..Claim::default() });
            self.claims.len() - 1
        });
        let report = self.report(cells, findings);
        let claim = &mut self.claims[n];
        for (found, (column, remedy)) in claim.once.iter_mut().zip(ONCE) {
            let text = cells.text(column);
            match found {
                None if !text.is_empty() => *found = Some((row, text.to_owned())),
                Some((earlier, said)) if !text.is_empty() && said != text => {
                    let message = format!(
                        "{} disagrees with {} in row {earlier} of the same claim; {remedy}",
                        quoted(text),
                        quoted(said)
                    );
                    findings.add(row, Some(column), message);
                }
                _ => {}
            }
        }
        if let Some(report) = report {
            let key = vec![n.to_string(), report.to_string()];
            if self.report_of_claim.insert(key, row).is_none() {
                claim.reports.push(report);
            }
        }
        let measure = cells.text(Column::Measure);
        if !measure.is_empty() {
            self.measures.add(measure, row);
        }
        if let Some(figure) = figure(cells, findings) {
            // Whoever copies a row to add a report copies its figure, too.
            let text = |column| match column {
                Column::Kind => plain_word(cells.text(column)),
                _ => cells.text(column).to_owned(),
            };
            let mut key = OF_FIGURE.map(text).to_vec();
            key.push(n.to_string());
            if self.figure_of_cells.insert(key, row).is_none() {
                claim.figures.push((row, figure));
            }
        }
    }

    /// What there is more of than is read, and where its rows name it. Of claimants there are no more than of claims.
    pub fn excess(&self) -> Option<(Column, &'static str)> {
        if self.claims.len() > MAX_MANY {
            Some((Column::Id, "claims"))
        } else if self.reports.len() > MAX_MANY {
            Some((Column::ReportTitle, "reports"))
        } else {
            None
        }
    }

    /// The index of the report that a row names.
    fn report(&mut self, cells: &Cells, findings: &mut Findings) -> Option<usize> {
        let row = cells.row.number;
        let [publisher, title, url, published] = OF_REPORT.map(|column| cells.text(column));
        let title = [title, publisher, url].into_iter().find(|name| !name.is_empty());
        let Some(title) = title else {
            if !published.is_empty() {
                let message = "says when a report was published, but no cell names the report; fill in report_title";
                findings.add(row, Some(Column::Published), message);
            }
            return None;
        };
        let key = [publisher, title, url, published].map(str::to_owned).to_vec();
        let n = *self.report_of_cells.entry(key).or_insert_with(|| {
            self.reports.push(Report {
                id: self.report_ids.unique(title),
                row,
                title: title.to_owned(),
                publisher: publisher.to_owned(),
                url: url.to_owned(),
                published: published.to_owned(),
            });
            self.reports.len() - 1
        });
        Some(n)
    }

    /// The dataset as JSON would give it.
    pub fn finish(&mut self, title: &str, findings: &mut Findings) -> Value {
        let mut claims = Vec::new();
        let mut claimant_ids = Ids::default();
        let mut claimant_of = Places::new();
        for claim in &self.claims {
            for (column, what) in
                [(Column::Claimant, "who claims it"), (Column::Said, "when it was said")]
            {
                if claim.once(column).is_none() {
                    let message =
                        format!("is missing; say {what} in at least one row of the claim");
                    findings.add(claim.row, Some(column), message);
                }
            }
            let text = |column| claim.once(column).map(|(_, text)| text.clone());
            let [name, role, party] = [Column::Claimant, Column::Role, Column::Party].map(text);
            if let Some((row, party)) = claim.once(Column::Party) {
                self.parties.add(party, *row);
            }
            let mut fields = Fields::default();
            fields.set("id", claim.id.as_str());
            if let Some(known) = &name {
                // No cell that says something is empty.
                let key = [&name, &role, &party].map(|cell| cell.clone().unwrap_or_default());
                let n = *claimant_of.entry(key.to_vec()).or_insert_with(|| {
                    let id = claimant_ids.unique(known);
                    let row = claim.row;
                    self.claimants.push(Claimant { id, row, name: known.clone(), role, party });
                    self.claimants.len() - 1
                });
                fields.set("claimant", self.claimants[n].id.as_str());
            }
            claim.write(&self.reports, &mut fields);
            claims.push(fields.into());
        }
        let mut fields = Fields::default();
        fields.set("title", title);
        fields.set("measures", self.measures.labelled());
        fields.set("parties", self.parties.labelled());
        fields.set("claimants", list(&self.claimants, Claimant::value));
        fields.set("reports", list(&self.reports, Report::value));
        fields.set("claims", Value::List(claims));
        fields.into()
    }

    /// Whether no row names what is counted.
    pub fn has_no_measure(&self) -> bool {
        self.measures.0.is_empty()
    }

    /// The cell that a place in what [`Claims::finish`] made comes from; for a whole list its column in the first row.
    pub fn place(&self, path: &str) -> Option<Place> {
        let mut steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
        let list = steps.next()?;
        let Some(n) = steps.next() else {
            let column = match list {
                "measures" => Column::Measure,
                "parties" => Column::Party,
                "claimants" => Column::Claimant,
                "reports" => Column::ReportTitle,
                "claims" => Column::Id,
                _ => return None,
            };
            return Some((1, Some(column)));
        };
        let n: usize = n.parse().ok()?;
        let key = steps.next();
        match list {
            "measures" => Some((self.measures.0.get(n)?.0, Some(Column::Measure))),
            "parties" => Some((self.parties.0.get(n)?.0, Some(Column::Party))),
            "claimants" => {
                let column = match key {
                    Some("role") => Column::Role,
                    Some("party") => Column::Party,
                    _ => Column::Claimant,
                };
                Some((self.claimants.get(n)?.row, Some(column)))
            }
            "reports" => {
                let column = match key {
                    Some("publisher") => Column::Publisher,
                    Some("url") => Column::Url,
                    Some("published") => Column::Published,
                    _ => Column::ReportTitle,
                };
                Some((self.reports.get(n)?.row, Some(column)))
            }
            "claims" => self.claims.get(n)?.place(key, &steps.collect::<Vec<_>>()),
            _ => None,
        }
    }
}

impl Claim {
    fn once(&self, column: Column) -> Option<&Found> {
        let place = ONCE.iter().position(|(known, _)| *known == column)?;
        self.once[place].as_ref()
    }

    /// Adds all but the id and the claimant.
    fn write(&self, reports: &[Report], fields: &mut Fields) {
        let text = |column| self.once(column).map(|(_, text)| text.as_str());
        let mut set = |key: &'static str, column| {
            if let Some(text) = text(column) {
                fields.set(key, text);
            }
        };
        set("said", Column::Said);
        set("as_of", Column::AsOf);
        set("basis", Column::Basis);
        set("via", Column::Via);
        set("note", Column::Note);
        let (from, to) = (text(Column::From), text(Column::To));
        if from.is_some() || to.is_some() {
            let mut period = Fields::default();
            period.set("from", from);
            period.set("to", to);
            fields.set("period", Value::from(period));
        }
        if let Some(wording) = text(Column::Wording) {
            let words: Vec<&str> = wording.split(WORDING_SEPARATOR).map(str::trim).collect();
            fields.set(
                "wording",
                match words[..] {
                    [one] => one.into(),
                    _ => list(&words, |&words| words.into()),
                },
            );
        }
        if !self.figures.is_empty() {
            fields.set("figures", list(&self.figures, |(_, figure)| figure.clone()));
        }
        if !self.reports.is_empty() {
            fields.set("reports", list(&self.reports, |&n| reports[n].id.as_str().into()));
        }
    }

    fn place(&self, key: Option<&str>, rest: &[&str]) -> Option<Place> {
        let column = match (key, rest) {
            (Some("figures"), [n, rest @ ..]) => {
                let row = self.figures.get(n.parse::<usize>().ok()?)?.0;
                let column = match rest {
                    [] => None,
                    ["measure", ..] => Some(Column::Measure),
                    ["best", ..] => Some(Column::Best),
                    ["vague", ..] => Some(Column::Vague),
                    ["between", "1"] => Some(Column::High),
                    ["between", ..] => Some(Column::Low),
                    _ => Some(Column::Value),
                };
                return Some((row, column));
            }
            // All of them together: there are too many.
            (Some("figures"), []) | (None, _) => return Some((self.row, None)),
            (Some("reports"), _) => Column::ReportTitle,
            (Some("period"), ["to"]) => Column::To,
            (Some("period"), _) => Column::From,
            (Some(key), _) => Column::named(key)?,
        };
        Some((self.once(column).map_or(self.row, |(row, _)| *row), Some(column)))
    }
}

impl Claimant {
    fn value(&self) -> Value {
        let mut fields = Fields::default();
        fields.set("id", self.id.as_str());
        fields.set("name", self.name.as_str());
        for (key, text) in [("role", &self.role), ("party", &self.party)] {
            if let Some(text) = text {
                fields.set(key, text.as_str());
            }
        }
        fields.into()
    }
}

impl Report {
    fn value(&self) -> Value {
        let mut fields = Fields::default();
        fields.set("id", self.id.as_str());
        let rest = [
            ("publisher", &self.publisher),
            ("title", &self.title),
            ("published", &self.published),
            ("url", &self.url),
        ];
        for (key, text) in rest {
            if !text.is_empty() {
                fields.set(key, text.as_str());
            }
        }
        fields.into()
    }
}

/// The figure of a row, where it has one that can be read.
fn figure(cells: &Cells, findings: &mut Findings) -> Option<Value> {
    let row = cells.row.number;
    let n_before = findings.len();
    let is_full = findings.is_full();
    let mut problem = |column, message: String| findings.add(row, Some(column), message);
    let text = |column| cells.text(column);
    let [measure, said_kind, value, low, high, best] =
        [Column::Measure, Column::Kind, Column::Value, Column::Low, Column::High, Column::Best]
            .map(text);
    let kind = &*plain_word(said_kind);
    let vague = cell::truth(text(Column::Vague)).unwrap_or_else(|message| {
        problem(Column::Vague, message);
        false
    });
    if !vague && [measure, said_kind, value, low, high, best].iter().all(|cell| cell.is_empty()) {
        return None;
    }
    if measure.is_empty() {
        problem(Column::Measure, "is missing; say what the number counts".to_owned());
    }
    let wrong_beside = |column: Column, kind: &str| match column {
        Column::Value => {
            "between has low and high in place of a value; leave one of them out".to_owned()
        }
        _ => format!("can only stand beside between, not beside {kind}"),
    };
    // Which cells this kind has to have, and which it cannot have.
    let (needed, excluded) = match kind {
        _ if said_kind.is_empty() => {
            problem(Column::Kind, format!("is missing; say one of {}", FIGURE_KINDS.join(", ")));
            (&[][..], &[][..])
        }
        "between" => (&[Column::Low, Column::High][..], &[Column::Value][..]),
        known if FIGURE_KINDS.contains(&known) => {
            (&[Column::Value][..], &[Column::Low, Column::High][..])
        }
        _ => {
            let advice = if is_full { String::new() } else { advice::for_kind(said_kind) };
            let unknown = quoted(said_kind);
            problem(Column::Kind, format!("there is no kind {unknown}; {advice}"));
            (&[][..], &[][..])
        }
    };
    for &column in needed {
        if text(column).is_empty() {
            problem(column, format!("is missing; {kind} needs it"));
        }
    }
    for &column in excluded {
        if !text(column).is_empty() {
            problem(column, wrong_beside(column, kind));
        }
    }
    let [value, low, high, best] =
        [Column::Value, Column::Low, Column::High, Column::Best].map(|column| {
            if text(column).is_empty() {
                return Value::Null;
            }
            cell::number(text(column), cells.sheet.number_of).map_or_else(
                |message| {
                    problem(column, message);
                    Value::Null
                },
                Value::Number,
            )
        });
    if findings.len() > n_before {
        return None;
    }
    let mut fields = Fields::default();
    fields.set("measure", measure);
    let kind = FIGURE_KINDS.iter().find(|known| **known == kind)?;
    fields.set(kind, if *kind == "between" { Value::List(vec![low, high]) } else { value });
    if best != Value::Null {
        fields.set("best", best);
    }
    if vague {
        fields.set("vague", true);
    }
    Some(fields.into())
}

/// Names that are their own ids, each with the row that first says it.
#[derive(Default)]
struct Names(Vec<Found>, Places);

impl Names {
    fn add(&mut self, name: &str, row: usize) {
        if self.1.insert(vec![name.to_owned()], row).is_none() {
            self.0.push((row, name.to_owned()));
        }
    }

    fn labelled(&self) -> Value {
        list(&self.0, |(_, name)| {
            let mut fields = Fields::default();
            fields.set("id", name.as_str());
            fields.set("label", name.as_str());
            fields.into()
        })
    }
}

/// Ids that were given away, with how many others were made of each.
#[derive(Default)]
struct Ids(Places);

impl Ids {
    /// A name, followed by a number where it is another's id.
    fn unique(&mut self, name: &str) -> String {
        let mut key = vec![name.to_owned()];
        while let Some(n) = self.0.get_mut(&key) {
            *n += 1;
            key = vec![format!("{name} ({n})")];
        }
        self.0.insert(key.clone(), 1);
        key.concat()
    }
}

fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    Value::List(items.iter().map(value).collect())
}
