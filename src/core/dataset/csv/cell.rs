//! What single cells mean: numbers, yes and no, and text that a spreadsheet must not take for a formula.

use crate::dataset::problem::quoted;

/// Whether a spreadsheet would run a cell with this text as a formula, or would have, were it not for the apostrophes
/// before it: whether it begins with `=`, `+`, `-` or `@`.
///
/// Before such a text one apostrophe more is written, which reading takes off again, so that every text comes back.
///
/// ```
/// use claims_core::dataset::csv::is_formula;
/// assert!(is_formula("=1+1") && is_formula("'=1+1") && is_formula(" @sum"));
/// assert!(!is_formula("1+1") && !is_formula("'1"));
/// ```
pub fn is_formula(text: &str) -> bool {
    for byte in text.bytes() {
        match byte {
            b'=' | b'+' | b'-' | b'@' => return true,
            b'\'' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => return false,
        }
    }
    false
}

/// The text that a cell says, without the apostrophe that was put before a formula.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text.trim(),
        _ => cell,
    }
}

/// What digits with a decimal point or a power of ten say: the nearest number that there is.
pub type NumberOf = fn(&str) -> f64;

/// Reads digits with an optional decimal point, and what programs make of a number below a millionth, `1e-7`. A
/// spreadsheet's `1E+06` may have lost digits on the way and is no number.
///
/// # Errors
///
/// That it is no number, two of them or a negative one, or what to write in place of one whose marks may mean thousands or decimals, depending on the
/// country: a guess would be wrong by a factor of a thousand, and nobody would see it.
pub fn number(cell: &str, number_of: NumberOf) -> Result<f64, String> {
    if let Some(remedy) = ungrouped(cell) {
        return Err(format!("must be written in plain digits, not {}; {remedy}", quoted(cell)));
    }
    if is_two_numbers(cell) {
        return Err(format!(
            "must be one number, not {}; write the two numbers under low and high, with the kind between",
            quoted(cell)
        ));
    }
    let unsigned = cell.strip_prefix('-').unwrap_or(cell);
    let (unscaled, places) = unsigned.split_once("e-").unwrap_or((unsigned, "0"));
    let (whole, decimals) = unscaled.split_once('.').unwrap_or((unscaled, "0"));
    let is_number = [whole, decimals, places].iter().all(|digits| is_digits(digits));
    if !is_number {
        let remedy = remedy(cell).map_or(String::new(), |remedy| format!("; {remedy}"));
        return Err(format!("must be a finite number, not {}{remedy}", quoted(cell)));
    }
    let number = number_of(cell);
    if number < 0.0 {
        return Err(format!("must not be negative, but is {cell}"));
    }
    Ok(number)
}

/// What to write in place of some things that people and spreadsheets put where a number is expected.
fn remedy(cell: &str) -> Option<String> {
    const SIGNS: [(&[&str], &str); 5] = [
        (&[">=", "≥"], "at_least"),
        (&["<=", "≤"], "at_most"),
        (&[">"], "more_than"),
        (&["<"], "fewer_than"),
        (&["~", "≈", "±"], "about"),
    ];
    const NOTHING: [&str; 9] = ["n/a", "na", "nan", "null", "none", "unknown", "?", "-", "–"];
    if NOTHING.contains(&&*cell.to_lowercase()) {
        return Some("leave the cells of a figure empty where nobody gave a number".to_owned());
    }
    if cell.starts_with('=') {
        return Some("write what the formula comes to".to_owned());
    }
    if cell.starts_with('#') {
        return Some("a formula went wrong there".to_owned());
    }
    let begins_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    for (signs, kind) in SIGNS {
        let rest = signs.iter().find_map(|sign| cell.strip_prefix(sign)).map(str::trim);
        if rest.is_some_and(begins_with_digit) {
            return Some(format!("write the number alone, and \"{kind}\" under kind"));
        }
    }
    if !begins_with_digit(cell) {
        return None;
    }
    match cell.trim_start_matches(|c: char| c.is_ascii_digit() || is_mark(c)).to_lowercase().as_str() {
        "+" => Some(
            "write the number alone, and \"at_least\" or \"more_than\" under kind, whichever is meant"
                .to_owned(),
        ),
        "%" => Some("write the number alone; what is counted says that it is per cent".to_owned()),
        "k" | "m" | "bn" | "thousand" | "million" | "billion" => {
            Some("write all of its digits".to_owned())
        }
        rest if rest.strip_prefix('e').is_some_and(|power| is_digits(power.trim_start_matches('+'))) => {
            Some("write all of its digits".to_owned())
        }
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell holds the two ends of a range, each with whatever marks between its digits.
fn is_two_numbers(cell: &str) -> bool {
    let is_number = |text: &str| {
        let text = text.trim();
        text.split(is_mark).all(is_digits)
    };
    ["-", "\u{2010}", "\u{2011}", "–", "—", " to "]
        .iter()
        .filter_map(|between| cell.split_once(between))
        .any(|(low, high)| is_number(low) && is_number(high))
}

/// Whether a character may stand between digits, before thousands or decimals.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '_') || c.is_whitespace()
}

/// How to write a number that has marks between its digits, unless it has only a point that nobody could take for a
/// mark of thousands.
fn ungrouped(cell: &str) -> Option<String> {
    let groups: Vec<&str> = cell.split(is_mark).collect();
    if groups.len() < 2 || !groups.iter().all(|group| is_digits(group)) {
        return None;
    }
    let marks: Vec<char> = cell.chars().filter(|&c| is_mark(c)).collect();
    let last = *marks.last()?;
    let (decimals, whole) = groups.split_last()?;
    // 12.500 is twelve and a half to some and twelve thousand five hundred to others; 0.125 and 1000.125 are neither.
    let are_thousands = |groups: &[&str]| {
        let (first, others) = groups.split_first().unwrap_or((&"", &[]));
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && others.iter().all(|group| group.len() == 3)
    };
    let thousands = are_thousands(&groups).then(|| groups.concat());
    let is_decimal_mark =
        matches!(last, '.' | ',') && marks.iter().filter(|&&c| c == last).count() == 1;
    let fraction = (is_decimal_mark && (whole.len() == 1 || are_thousands(whole)))
        .then(|| with_fraction(&whole.concat(), decimals));
    match (thousands, fraction) {
        (None, Some(_)) if marks == ['.'] => None,
        (Some(thousands), Some(fraction)) if marks.len() == 1 => {
            Some(format!("write {thousands} or {fraction}, whichever is meant"))
        }
        // Of two different marks the last is the decimal one.
        (_, Some(fraction)) if marks.iter().any(|&mark| mark != last) => {
            Some(format!("write {fraction}"))
        }
        (Some(only), _) | (None, Some(only)) => Some(format!("write {only}")),
        (None, None) => Some("write the digits alone, with a point before decimals".to_owned()),
    }
}

/// A number with decimals that nobody could take for thousands: `12.5` for 12.500, `1.2340` for 1.234.
fn with_fraction(whole: &str, decimals: &str) -> String {
    let decimals = decimals.trim_end_matches('0');
    let mut text = whole.to_owned();
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
        if decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
            text.push('0');
        }
    }
    text
}

/// Reads yes and no as people and spreadsheets write them; nothing is no.
///
/// # Errors
///
/// What may be written in place of anything else.
pub fn truth(cell: &str) -> Result<bool, String> {
    match cell.to_ascii_lowercase().as_str() {
        "" | "false" | "no" | "0" => Ok(false),
        "true" | "yes" | "1" => Ok(true),
        _ => Err(format!("must be true or false, yes or no, 1 or 0, not {}", quoted(cell))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(cell: &str) -> Result<f64, String> {
        super::number(cell, |digits| digits.parse().unwrap_or(f64::NAN))
    }

    #[test]
    fn a_number_is_digits_with_an_optional_point() {
        for (cell, expected) in [
            ("0", 0.0),
            ("3000", 3000.0),
            ("007", 7.0),
            ("2.5", 2.5),
            ("12.50", 12.5),
            ("0.125", 0.125),
            ("1000.125", 1000.125),
            ("1.2340", 1.234),
            ("1.5e-7", 1.5e-7),
        ] {
            assert_eq!(number(cell), Ok(expected), "{cell}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for cell in [
            "about 300",
            "inf",
            "+5",
            ".5",
            "5.",
            "--5",
            "1..5",
            "３",
            "2024-05-04",
            "200-",
            "-200-300",
            "200 to many",
            "300x",
            "~many",
            "300 e",
            "e5",
        ] {
            let expected = format!("must be a finite number, not \"{cell}\"");
            assert_eq!(number(cell), Err(expected), "{cell}");
        }
    }

    #[test]
    fn what_people_write_for_a_number_is_refused_with_what_to_write() {
        let digits = "write all of its digits";
        let empty = "leave the cells of a figure empty where nobody gave a number";
        for (cell, remedy) in [
            ("3k", digits),
            ("1.5 million", digits),
            ("1e5", digits),
            ("1E+06", digits),
            ("300%", "write the number alone; what is counted says that it is per cent"),
            (">300", "write the number alone, and \"more_than\" under kind"),
            (">= 300", "write the number alone, and \"at_least\" under kind"),
            ("<300", "write the number alone, and \"fewer_than\" under kind"),
            ("≤300", "write the number alone, and \"at_most\" under kind"),
            ("~300", "write the number alone, and \"about\" under kind"),
            (
                "300+",
                "write the number alone, and \"at_least\" or \"more_than\" under kind, whichever is meant",
            ),
            ("N/A", empty),
            ("NaN", empty),
            ("–", empty),
            ("=SUM(A1:A3)", "write what the formula comes to"),
            ("#REF!", "a formula went wrong there"),
        ] {
            let expected = format!("must be a finite number, not \"{cell}\"; {remedy}");
            assert_eq!(number(cell), Err(expected), "{cell}");
        }
    }

    #[test]
    fn two_numbers_go_into_two_cells() {
        for cell in [
            "28000-32000",
            "28000 – 32000",
            "28,000—32,000",
            "28000 to 32000",
            "28 000\u{2011}32 000",
            "0.5-1.5",
        ] {
            let expected = format!(
                "must be one number, not \"{cell}\"; write the two numbers under low and high, with the kind between"
            );
            assert_eq!(number(cell), Err(expected), "{cell}");
        }
    }

    #[test]
    fn a_number_that_may_mean_two_is_refused_with_what_to_write() {
        for (cell, remedy) in [
            ("3,000", "write 3000 or 3, whichever is meant"),
            ("3.000", "write 3000 or 3, whichever is meant"),
            ("12.500", "write 12500 or 12.5, whichever is meant"),
            ("1.234", "write 1234 or 1.2340, whichever is meant"),
            ("3,5", "write 3.5"),
            ("0,125", "write 0.125"),
            ("1,234,567", "write 1234567"),
            ("1.234.567", "write 1234567"),
            ("3.000,5", "write 3000.5"),
            ("3,000.5", "write 3000.5"),
            ("3 000", "write 3000"),
            ("3\u{202f}000", "write 3000"),
            ("3'000", "write 3000"),
            ("3 000,25", "write 3000.25"),
            ("200 30", "write the digits alone, with a point before decimals"),
            ("1.2.3", "write the digits alone, with a point before decimals"),
        ] {
            let expected = format!("must be written in plain digits, not \"{cell}\"; {remedy}");
            assert_eq!(number(cell), Err(expected), "{cell}");
        }
    }

    #[test]
    fn an_apostrophe_before_a_formula_is_taken_off() {
        for (cell, text) in [
            ("'=1+1", "=1+1"),
            ("''@x", "'@x"),
            ("'-5", "-5"),
            ("' +", "+"),
            ("-5", "-5"),
            ("'quoted'", "'quoted'"),
            ("'", "'"),
            ("", ""),
            ("’=x", "’=x"),
        ] {
            assert_eq!(plain(cell), text, "{cell}");
        }
    }
}
