//! CSV text as rows of cells, numbered as a spreadsheet numbers them.
//!
//! What the cells mean is left to the module above.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::dataset::value::MAX_VALUES;

/// What may stand between cells; the first where nothing tells which.
pub const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// One row: a line, or several where a quoted cell has line breaks. Blank lines are rows, too, which are left out.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// From 1, as in a spreadsheet.
    pub number: usize,
    /// The cells without surrounding spaces.
    pub cells: Vec<String>,
}

/// Rows, and what is wrong with the quotation marks in them.
#[derive(Debug, Default)]
pub struct Table {
    /// The rows that are not blank.
    pub rows: Vec<Row>,
    /// Cells that would be read otherwise than they were meant: the row's number, the cell's index and what is wrong.
    pub faults: Vec<(usize, usize, &'static str)>,
    /// The row in which there are more than [`MAX_VALUES`] cells: what follows is not read.
    pub excess: Option<usize>,
}

/// Reads no more than `n_rows` rows.
pub fn read(text: &str, separator: u8, n_rows: usize) -> Table {
    // With a line break behind it a row is unfinished only where a quotation mark has not been closed.
    let text = format!("{text}\n");
    let bytes = text.as_bytes();
    let mut reader = ReaderBuilder::new().delimiter(separator).build();
    let mut buffer = vec![0; bytes.len()];
    let mut table = Table::default();
    let (mut at, mut number) = (0, 1);
    let mut n_left = MAX_VALUES;
    while table.rows.len() < n_rows {
        number += blank_lines(bytes, &mut at, &mut reader, &mut buffer);
        if at == bytes.len() {
            break;
        }
        let mut cells = Vec::new();
        loop {
            let Some(fewer) = n_left.checked_sub(1) else {
                table.excess = Some(number);
                return table;
            };
            n_left = fewer;
            let (result, n_read, n_written) = reader.read_field(&bytes[at..], &mut buffer);
            let ReadFieldResult::Field { record_end } = result else {
                table.faults.push((
                    number,
                    cells.len(),
                    "a quotation mark that opens this cell, or one above, is never closed",
                ));
                return table;
            };
            // Cells end at single bytes that are part of no longer character, so both are text.
            let cell = String::from_utf8_lossy(&buffer[..n_written]);
            let written = String::from_utf8_lossy(&bytes[at..at + n_read]);
            let written = written.trim_end_matches(['\r', '\n', char::from(separator)]);
            if let Some(fault) = fault(written) {
                table.faults.push((number, cells.len(), fault));
            }
            cells.push(cell.trim().to_owned());
            at += n_read;
            if record_end {
                break;
            }
        }
        table.rows.push(Row { number, cells });
        number += 1;
    }
    table
}

/// Goes past line breaks that end no row, together with the reader, and counts the blank lines among them.
fn blank_lines(bytes: &[u8], at: &mut usize, reader: &mut Reader, buffer: &mut [u8]) -> usize {
    let start = *at;
    let mut n_lines = 0;
    while let Some(b'\n' | b'\r') = bytes.get(*at) {
        let is_second_half = bytes[*at] == b'\n' && *at > 0 && bytes[*at - 1] == b'\r';
        n_lines += usize::from(!is_second_half);
        *at += 1;
    }
    // The reader has to pass over them, too; no bytes at all would tell it that the text is at its end.
    if *at > start {
        reader.read_field(&bytes[start..*at], buffer);
    }
    n_lines
}

/// What is wrong with the quotation marks of a cell, by what was written.
fn fault(written: &str) -> Option<&'static str> {
    if !written.starts_with('"') {
        return written.trim_start().starts_with('"').then_some(
            "a space stands before the quotation mark that opens this cell; take it out",
        );
    }
    let inner = written.trim_end().get(1..).and_then(|rest| rest.strip_suffix('"'));
    let is_whole = inner.is_some_and(|inner| !inner.replace("\"\"", "").contains('"'));
    (!is_whole).then_some(
        "a quotation mark stands inside of this quoted cell; write it twice, \"\", to say one",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows as `number: cell|cell`.
    fn rows(text: &str, separator: u8) -> Vec<String> {
        let table = read(text, separator, usize::MAX);
        assert_eq!(table.faults, []);
        table.rows.iter().map(|row| format!("{}: {}", row.number, row.cells.join("|"))).collect()
    }

    #[test]
    fn rows_are_numbered_as_in_a_spreadsheet_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = [
                "a,b",
                "",
                "\"1",
                "",
                "2\",x",
                "",
                "",
                " 3 ,\"\"",
                ",",
                "\"4\" ,\"say \"\"so\"\"\"",
            ]
            .join(end);
            let expected = [
                "1: a|b".to_owned(),
                format!("3: 1{end}{end}2|x"),
                "6: 3|".to_owned(),
                "7: |".to_owned(),
                "8: 4|say \"so\"".to_owned(),
            ];
            assert_eq!(rows(&text, b','), expected, "{end:?}");
            assert_eq!(rows(&(text + end), b','), expected, "with a last {end:?}");
        }
    }

    #[test]
    fn the_separator_decides_what_a_cell_is() {
        assert_eq!(rows("a;b,c\t\"d;e\"", b';'), ["1: a|b,c\t\"d|e\""]);
        assert_eq!(rows("a;b,c\t\"d\te\"", b'\t'), ["1: a;b,c|d\te"]);
    }

    #[test]
    fn quotation_marks_that_would_be_misread_are_faults() {
        for (text, row, cell, start) in [
            ("a\nb,\"c\nd", 2, 1, "a quotation mark that opens"),
            ("a\n\"b\" c,d", 2, 0, "a quotation mark stands inside"),
            ("a\nb,\"5\" rockets\"", 2, 1, "a quotation mark stands inside"),
            ("a\nb, \"c, d\"", 2, 1, "a space stands before"),
            ("\"", 1, 0, "a quotation mark that opens"),
        ] {
            let table = read(text, b',', usize::MAX);
            let (at_row, at_cell, said) = table.faults[0];
            assert_eq!((at_row, at_cell), (row, cell), "{text:?}");
            assert!(said.starts_with(start), "{text:?}: {said}");
        }
    }
}
