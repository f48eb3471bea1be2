//! Numbers with their thousands grouped.

use super::keys::key;
use super::language::Language;

/// A count as a language writes it: in English `12,000`, `2.5`.
///
/// Fractions are given to at most three places. The number is finite and not negative.
///
/// ```
/// use claims_core::words::{Language, number};
/// assert_eq!(number(&Language::english(), 1_200_000.0), "1,200,000");
/// assert_eq!(number(&Language::english(), 2.5), "2.5");
/// ```
pub fn number(language: &Language, n: f64) -> String {
    let mark = |n| language.form(key!("number"), n);
    written(n, mark(2).len(), mark(0), mark(1))
}

/// A number for programs: `12000`, `2.5`. Otherwise as [`number`].
pub fn plain_number(n: f64) -> String {
    written(n, usize::MAX, "", ".")
}

/// A number, its thousands grouped where it has so many digits at least.
fn written(n: f64, least_grouped: usize, group: &str, decimal: &str) -> String {
    // Whole thousandths, so that no machinery for printing floating-point numbers is needed.
    let (whole, thousandths) = if n.fract() == 0.0 {
        // Of a large number a thousand times as much would not be exact.
        (n as u64, 0)
    } else {
        let thousandths = (n * 1_000.0).round() as u64;
        (thousandths / 1_000, thousandths % 1_000)
    };
    let (mut digits, mut rest) = (Vec::new(), whole);
    while rest > 0 || digits.is_empty() {
        digits.push(b'0' + (rest % 10) as u8);
        rest /= 10;
    }
    let mut text = String::new();
    for (n, &digit) in digits.iter().enumerate().rev() {
        text.push(char::from(digit));
        if n > 0 && n.is_multiple_of(3) && digits.len() >= least_grouped {
            text.push_str(group);
        }
    }
    let mut fraction = thousandths;
    if fraction > 0 {
        text.push_str(decimal);
        let mut place = 100;
        while fraction > 0 {
            text.push(char::from(b'0' + (fraction / place) as u8));
            fraction %= place;
            place /= 10;
        }
    }
    text
}

/// How many there are of something, inside a sentence: in English small numbers are words, "two" to "nine".
pub(super) fn counting(language: &Language, n: usize) -> String {
    match n {
        2..=9 => language.form(key!("counting"), n - 2).to_owned(),
        _ => number(language, n as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands_and_keeps_fractions_short() {
        for (n, text) in [
            (0.0, "0"),
            (999.0, "999"),
            (1_000.0, "1,000"),
            (12_345_678.0, "12,345,678"),
            (0.05, "0.05"),
            (1_234.5, "1,234.5"),
            (2.0 / 3.0, "0.667"),
            (1e12, "1,000,000,000,000"),
            (999_999_999_999_999.0, "999,999,999,999,999"),
            (1e15, "1,000,000,000,000,000"),
            (0.9996, "1"),
        ] {
            assert_eq!(number(&Language::english(), n), text);
        }
    }
}
