//! A dataset in CSV, one row a figure, as people keep claims in a spreadsheet.
//!
//! It is turned into the [`Value`] that JSON would give, so that one reader checks both; where that
//! one finds a problem, it is told by the row and the column in which a spreadsheet shows it.

mod advice;
mod cell;
mod claims;
mod columns;
mod table;

pub use cell::{NumberOf, is_formula};
pub use columns::{COLUMN_NAMES, Column, WORDING_SEPARATOR};

use self::claims::Claims;
use self::table::{Row, SEPARATORS, Table};
use super::problem::{MAX_PROBLEMS, Problem, grouped, n_more, quoted};
use super::read;
use super::read::MAX_MANY;
use super::value::{MAX_VALUES, Value};
use crate::order;

/// The columns without which there is no claim.
const REQUIRED: [Column; 3] = [Column::Id, Column::Claimant, Column::Said];

/// Reads a dataset in CSV and checks it: what comes is the value that JSON would give, without a problem.
///
/// The first row names columns, in any order; commas, semicolons or tabs stand between cells, whichever give the first
/// row the most known names. Surrounding spaces, blank lines and a byte-order mark mean nothing; in the names of columns
/// and kinds capitals do not either, nor do spaces or hyphens in place of underscores. Rows with the same id are one
/// claim: what one of them leaves empty, the others say. A cell that begins with an apostrophe and then `=`, `+`, `-` or
/// `@` is the text behind the apostrophe.
///
/// Names stand for ids: a measure's or party's label is its id, a claimant's name is, and a report's title. Claimants of
/// one name with different roles or parties are different ones. A report without a title is called by its publisher or,
/// without one, by its address.
///
/// ```
/// use claims_core::dataset;
/// let text = "id,claimant,said,measure,kind,value\na,Police,2024-05-04,Crowd,about,3k\n";
/// let problems = dataset::read_csv(text, "Crowds").unwrap_err();
/// assert_eq!(problems[0].to_string(), "row 2, value: must be a finite number, not \"3k\"; write all of its digits");
/// let value = dataset::read_csv(&text.replace("3k", "3000"), "Crowds").unwrap();
/// assert_eq!(dataset::read(&value).unwrap().claims.len(), 1);
/// ```
///
/// # Errors
///
/// Every problem, from the first row to the last: columns that are unknown, missing or there twice, quotation marks
/// that are not closed or not doubled, cells without a column, rows of one claim that disagree, figures that lack a part
/// or have one too many, numbers in other than plain digits, and whatever [`read`] refuses. Where the first row names
/// too few columns, nothing is said of the others. Of what is too long only that is told.
pub fn read_csv(text: &str, title: &str) -> Result<Value, Vec<Problem>> {
    read_csv_with(text, title, |digits| digits.parse().unwrap_or(f64::NAN))
}

/// As [`read_csv`], where the caller has a way of its own to read the digits of a number: the standard library's takes
/// 13 kB of wasm with brotli, and JavaScript has one.
///
/// # Errors
///
/// As [`read_csv`].
pub fn read_csv_with(text: &str, title: &str, number_of: NumberOf) -> Result<Value, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut findings = Findings::default();
    let separator = separator(text);
    let table = table::read(text, separator, usize::MAX);
    if let Some(row) = table.excess {
        return Err(excess(row, None, MAX_VALUES, "cells"));
    }
    let Some((sheet, rows)) = Sheet::of(table, separator, number_of, &mut findings) else {
        return Err(findings.problems());
    };
    let mut claims = Claims::default();
    for row in &rows {
        if sheet.is_parted_otherwise(row, &mut findings) {
            continue;
        }
        sheet.check_width(row, &mut findings);
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            claims.add(&Cells { sheet: &sheet, row }, &mut findings);
        }
        if let Some((column, what)) = claims.excess() {
            return Err(excess(row.number, Some(column), MAX_MANY, what));
        }
    }
    let value = claims.finish(title, &mut findings);
    let lacks_measures = claims.has_no_measure();
    let mut others = Vec::new();
    for problem in read(&value).err().unwrap_or_default() {
        match claims.place(&problem.path) {
            _ if lacks_measures && problem.path == "measures" => {}
            // What is wrong with the cell itself has been said already.
            Some((row, column)) if findings.has(row, column) => {}
            Some((row, column)) => findings.add(row, column, problem.message),
            None => others.push(problem),
        }
    }
    // Without a single sound figure there is no measure either; that is a fault of its own only where there is no other.
    if lacks_measures && findings.is_empty() {
        findings.add(
            1,
            Some(Column::Measure),
            "no row names what is counted; say it where a claim has a number",
        );
    }
    let problems = [findings.problems(), others].concat();
    if problems.is_empty() { Ok(value) } else { Err(problems) }
}

/// That there is more of something than is read, from some row on.
fn excess(row: usize, column: Option<Column>, most: usize, what: &str) -> Vec<Problem> {
    let mut findings = Findings::default();
    let most = grouped(most);
    findings.add(
        row,
        column,
        format!("there are more than {most} {what} up to here; leave some out"),
    );
    findings.problems()
}

/// What is wrong, and in which cell.
#[derive(Default)]
struct Findings {
    told: Vec<(usize, Option<Column>, String)>,
    n_more: usize,
}

impl Findings {
    fn add(&mut self, row: usize, column: Option<Column>, message: impl Into<String>) {
        if self.is_full() {
            self.n_more += 1;
        } else {
            self.told.push((row, column, message.into()));
        }
    }

    /// Whether no more is told: then messages that take long need not be made.
    fn is_full(&self) -> bool {
        self.told.len() == MAX_PROBLEMS
    }

    fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    fn len(&self) -> usize {
        self.told.len() + self.n_more
    }

    fn has(&self, row: usize, column: Option<Column>) -> bool {
        self.told.iter().any(|(at, in_column, _)| (*at, *in_column) == (row, column))
    }

    /// From the first row to the last, each from left to right in the order of [`Column`].
    fn problems(mut self) -> Vec<Problem> {
        order::sort(&mut self.told, &|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let problem = |(row, column, message): (usize, Option<Column>, String)| Problem {
            path: match column {
                Some(column) => format!("row {row}, {}", column.name()),
                None => format!("row {row}"),
            },
            message,
        };
        self.told.into_iter().map(problem).chain(n_more(self.n_more)).collect()
    }
}

/// Where each column stands.
struct Sheet {
    /// The header's cells, as they were written.
    header: Vec<String>,
    /// The column of each of the header's cells; `None` for what is no column.
    columns: Vec<Option<Column>>,
    separator: u8,
    number_of: NumberOf,
}

impl Sheet {
    /// The header and the rows below it, or nothing where the header does not name what every claim needs.
    fn of(
        table: Table,
        separator: u8,
        number_of: NumberOf,
        findings: &mut Findings,
    ) -> Option<(Sheet, Vec<Row>)> {
        let Table { mut rows, faults, .. } = table;
        if rows.is_empty() && faults.is_empty() {
            findings.add(
                1,
                None,
                "is missing; the first row names the columns, id, claimant and said among them",
            );
            return None;
        }
        let header = if rows.is_empty() { None } else { Some(rows.remove(0)) };
        let (number, header) = header.map_or((1, Vec::new()), |row| (row.number, row.cells));
        let columns = header.iter().map(|cell| Column::named(cell)).collect();
        let sheet = Sheet { header, columns, separator, number_of };
        for (row, cell, fault) in faults {
            findings.add(row, sheet.columns.get(cell).copied().flatten(), fault);
        }
        sheet.check_header(number, findings);
        let is_complete = REQUIRED.iter().all(|column| sheet.columns.contains(&Some(*column)));
        if is_complete && rows.is_empty() && findings.is_empty() {
            findings.add(
                number + 1,
                None,
                "is missing; below the first row stands a row for each figure",
            );
        }
        is_complete.then_some((sheet, rows))
    }

    fn check_header(&self, number: usize, findings: &mut Findings) {
        if self.columns.iter().all(Option::is_none) {
            let is_excels = self.header.iter().any(|cell| cell.starts_with("sep="));
            let message = if is_excels {
                "tells Excel what stands between cells; leave this row out"
            } else {
                "names no column; the first row has id, claimant and said, and mostly measure, kind and value"
            };
            return findings.add(number, None, message);
        }
        for (n, (cell, column)) in self.header.iter().zip(&self.columns).enumerate() {
            if let Some(column) = column {
                if self.columns[..n].contains(&Some(*column)) {
                    let message =
                        format!("the column {} stands here twice; keep one", quoted(column.name()));
                    findings.add(number, None, message);
                }
            } else if !cell.is_empty() {
                let advice =
                    if findings.is_full() { String::new() } else { advice::for_column(cell) };
                findings.add(number, None, format!("unknown column {}; {advice}", quoted(cell)));
            }
        }
        for column in REQUIRED {
            if !self.columns.contains(&Some(column)) {
                let message = format!("the column {} is missing", quoted(column.name()));
                findings.add(number, None, message);
            }
        }
    }

    /// Reports a row that is one cell because something else stands between its cells than between those of the first.
    fn is_parted_otherwise(&self, row: &Row, findings: &mut Findings) -> bool {
        let [cell] = &row.cells[..] else { return false };
        let n_named = self.columns.iter().flatten().count();
        let has_as_many = |other: &u8| {
            *other != self.separator
                && cell.bytes().filter(|byte| byte == other).count() + 1 >= n_named
        };
        let Some(other) = SEPARATORS.into_iter().find(has_as_many) else { return false };
        let [own, other] = [self.separator, other].map(name_of);
        let message = format!(
            "has {other} between its cells, and the first row has {own}; the same is to stand in all rows"
        );
        findings.add(row.number, None, message);
        true
    }

    /// Reports a cell that no name stands above: mostly the rest of one that was cut at a separator within.
    fn check_width(&self, row: &Row, findings: &mut Findings) {
        let is_unnamed = |(n, cell): &(usize, &String)| {
            !cell.is_empty() && self.header.get(*n).is_none_or(String::is_empty)
        };
        if let Some((n, cell)) = row.cells.iter().enumerate().find(is_unnamed) {
            findings.add(
                row.number,
                None,
                format!(
                    "{} stands in cell {}, for which the first row has no name; a text that holds the separator needs \
                     quotation marks around it",
                    quoted(cell),
                    n + 1
                ),
            );
        }
    }
}

/// What a separator is called, several of them.
fn name_of(separator: u8) -> &'static str {
    match separator {
        b',' => "commas",
        b';' => "semicolons",
        _ => "tabs",
    }
}

/// What stands between cells, by the header.
fn separator(text: &str) -> u8 {
    let n_known = |separator: u8| {
        let header = table::read(text, separator, 1).rows;
        let cells = header.first().map_or(&[][..], |row| &row.cells);
        cells.iter().filter(|cell| Column::named(cell).is_some()).count()
    };
    // The last of several is taken for the largest.
    SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|&separator| n_known(separator))
        .unwrap_or(SEPARATORS[0])
}

/// The cells of one row by their columns.
struct Cells<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
}

impl<'a> Cells<'a> {
    /// What a cell says; empty where the row or the sheet has no such cell.
    fn text(&self, column: Column) -> &'a str {
        let place = self.sheet.columns.iter().position(|known| *known == Some(column));
        place.and_then(|place| self.row.cells.get(place)).map_or("", |cell| cell::plain(cell))
    }
}
