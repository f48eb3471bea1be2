//! What to write in place of a word that is no kind, or a name that is no column.
//!
//! Which of them mean the same, whatever their spelling, is decided here as well.

use super::columns::COLUMN_NAMES;
use crate::dataset::FIGURE_KINDS;
use crate::dataset::nearest::edit_distance;

/// Words, each as [`plain_word`] gives it, and what to do where one of them stands.
type Advice = (&'static [&'static str], &'static str);

const BARE_OR_EXACT: &str =
    "write \"stated\" for a bare number, \"exactly\" where somebody says that it is exact";

/// Words that people use for kinds. They are refused all the same, because a hedge is the editor's to choose. Spelling
/// would lead astray here: "less than" differs from `more_than` by fewer letters than from `fewer_than`.
const FOR_KINDS: &[Advice] = &[
    (
        &["less_than", "less_then", "less", "fewer", "lower_than", "below", "under", "<"],
        "write \"fewer_than\"",
    ),
    (
        &["over", "above", "more", "greater_than", "higher_than", "in_excess_of", "exceeding", ">"],
        "write \"more_than\"",
    ),
    (
        &[
            "up_to",
            "upto",
            "as_many_as",
            "as_much_as",
            "maximum",
            "max",
            "at_maximum",
            "at_the_most",
            "no_more_than",
            "not_more_than",
            "no_more",
            "or_less",
            "or_fewer",
            "≤",
            "<=",
            "=<",
        ],
        "write \"at_most\"",
    ),
    (
        &[
            "minimum",
            "min",
            "at_minimum",
            "at_the_least",
            "no_fewer_than",
            "no_less_than",
            "not_fewer_than",
            "not_less_than",
            "no_less",
            "or_more",
            "and_more",
            "≥",
            ">=",
            "=>",
        ],
        "write \"at_least\"",
    ),
    (
        &[
            "approximately",
            "approximate",
            "approx",
            "around",
            "some",
            "roughly",
            "circa",
            "ca",
            "estimated",
            "estimate",
            "≈",
            "~",
        ],
        "write \"about\"",
    ),
    (
        &["range", "interval", "from_to"],
        "write \"between\", and the two numbers under low and high",
    ),
    (
        &["vague"],
        "write \"between\", under low and high how you read the words, and yes under vague",
    ),
    (&["precisely", "precise", "exact"], "write \"exactly\""),
    (&["=", "equals", "number", "figure", "value", "bare"], BARE_OR_EXACT),
    (&["nearly", "almost"], "write \"about\" or \"fewer_than\", whichever is meant"),
    (&["at_best", "at_worst"], "write \"at_most\" or \"at_least\", whichever is meant"),
];

/// Names that people give to columns. They are refused all the same, because some of them mean several things.
const FOR_COLUMNS: &[Advice] = &[
    (&["comment", "comments", "remark", "remarks", "notes"], "what it says belongs in \"note\""),
    (
        &["source", "sources"],
        "what it says belongs in \"publisher\" (who published the report) or \"claimant\" (who claims the number)",
    ),
    (&["outlet", "newspaper", "medium", "media"], "what it says belongs in \"publisher\""),
    (&["speaker", "who", "name", "person"], "what it says belongs in \"claimant\""),
    (
        &["author", "authors"],
        "who claims the number belongs in \"claimant\"; for who wrote the report CSV has no column",
    ),
    (
        &["date", "day", "when"],
        "what it says belongs in \"said\" (when it was said) or \"published\" (when the report was)",
    ),
    (
        &["number", "numbers", "count", "figure", "figures", "amount"],
        "what it says belongs in \"value\"",
    ),
    (
        &["quote", "quotes", "quotation", "words", "statement"],
        "what it says belongs in \"wording\"",
    ),
    (&["link", "links", "href", "website"], "what it says belongs in \"url\""),
    (&["report", "headline", "article"], "what it says belongs in \"report_title\""),
    (
        &["title"],
        "what it says belongs in \"report_title\" (the report's headline) or \"role\" (the claimant's office)",
    ),
    (&["hedge", "qualifier", "type"], "what it says belongs in \"kind\""),
    (
        &["how"],
        "what it says belongs in \"kind\" (how the number was said) or \"via\" (by which channel)",
    ),
    (&["channel"], "what it says belongs in \"via\""),
    (&["side"], "what it says belongs in \"party\""),
    (&["office", "position", "function"], "what it says belongs in \"role\""),
    (&["metric", "indicator"], "what it says belongs in \"measure\""),
    (
        &["min", "minimum", "lower"],
        "what it says belongs in \"low\" where somebody named both ends, else in \"value\" with the kind at_least",
    ),
    (
        &["max", "maximum", "upper"],
        "what it says belongs in \"high\" where somebody named both ends, else in \"value\" with the kind at_most",
    ),
    (
        &[
            "corrects",
            "corrected",
            "correction",
            "corrections",
            "supersedes",
            "event",
            "events",
            "sum_of",
            "includes",
            "accumulates",
            "level",
            "verification",
            "verified",
            "unit",
            "units",
            "scale",
            "subtitle",
            "language",
            "wording_language",
            "anonymous",
            "archive",
            "archive_url",
        ],
        "CSV has no column for it; leave it out, convert to JSON and say it there",
    ),
];

/// A kind or a column's name as it is known: in small letters, with underscores for spaces and hyphens.
pub fn plain_word(cell: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}' | '\u{2011}');
    let parts: Vec<&str> = cell.split(is_gap).filter(|part| !part.is_empty()).collect();
    parts.join("_").to_ascii_lowercase()
}

/// What to write in place of a cell that names no kind.
pub fn for_kind(cell: &str) -> String {
    advice(cell, FIGURE_KINDS, FOR_KINDS)
        .unwrap_or_else(|| format!("say one of {}", FIGURE_KINDS.join(", ")))
}

/// What to do about a header's cell that names no column.
pub fn for_column(cell: &str) -> String {
    advice(cell, &COLUMN_NAMES, FOR_COLUMNS)
        .unwrap_or_else(|| format!("the known ones are {}", COLUMN_NAMES.join(", ")))
}

/// What a word asks for that means something else, or the one known word that it is a slip of; otherwise nothing, because
/// words that are alike by chance may mean the contrary.
fn advice(cell: &str, known: &[&str], others: &[Advice]) -> Option<String> {
    let word = plain_word(cell);
    // Abbreviations end with a full stop or without.
    let word = word.trim_end_matches('.');
    if let Some((_, advice)) = others.iter().find(|(words, _)| words.contains(&word)) {
        return Some((*advice).to_owned());
    }
    let distances = || known.iter().map(|name| (edit_distance(word, name), *name));
    let (least, nearest) = distances().min_by_key(|(distance, _)| *distance)?;
    let is_slip = least <= max_slips(nearest);
    let is_alone = distances().filter(|(distance, _)| *distance == least).count() == 1;
    let is_nearer_to_another =
        others.iter().flat_map(|(words, _)| *words).any(|other| edit_distance(word, other) < least);
    (is_slip && is_alone && !is_nearer_to_another)
        .then(|| format!("the nearest known one is \"{nearest}\""))
}

/// How many letters of a known word may be wrong, missing or too many: in a short one, two letters make another word.
fn max_slips(known: &str) -> usize {
    match known.len() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_spaces_and_hyphens_mean_nothing() {
        for cell in
            ["at_least", "At least", "AT-LEAST", "at  least", "at\u{a0}least", "at\u{2011}least"]
        {
            assert_eq!(plain_word(cell), "at_least", "{cell:?}");
        }
        assert_eq!(plain_word("atleast"), "atleast");
        assert_eq!(plain_word(" - "), "");
    }

    #[test]
    fn every_other_word_stands_once_and_leads_to_known_ones() {
        for (known, others, n_without) in
            [(FIGURE_KINDS, FOR_KINDS, 0), (&COLUMN_NAMES, FOR_COLUMNS, 1)]
        {
            let words: Vec<&str> = others.iter().flat_map(|(words, _)| *words).copied().collect();
            for (n, word) in words.iter().enumerate() {
                assert_eq!(plain_word(word), *word, "it would never be found");
                assert!(!words[..n].contains(word), "{word} stands twice");
                assert!(!known.contains(word), "{word} is known");
            }
            let mut without = 0;
            for (words, advice) in others {
                let named: Vec<&str> = advice.split('"').skip(1).step_by(2).collect();
                assert!(named.iter().all(|name| known.contains(name)), "{words:?}: {advice}");
                without += usize::from(named.is_empty());
            }
            assert_eq!(without, n_without, "advice that names nothing known");
        }
    }

    #[test]
    fn only_a_slip_of_one_known_word_is_taken_for_it() {
        for (cell, kind) in [
            ("atleast", "at_least"),
            ("At leest", "at_least"),
            ("more then", "more_than"),
            ("bet ween", "between"),
            ("abut", "about"),
            ("fewer thing", "fewer_than"),
        ] {
            assert_eq!(for_kind(cell), format!("the nearest known one is \"{kind}\""), "{cell}");
        }
        // "exacts" is nearer to "exact", "at bast" as near to `at_most` as to `at_least`, and "publish" lies between two.
        for cell in ["exacts", "at bast", "bound", "dozens", "-", ""] {
            assert!(for_kind(cell).starts_with("say one of exactly, stated,"), "{cell}");
        }
        for cell in ["publish", "no", "x", "by", "rate"] {
            assert!(for_column(cell).starts_with("the known ones are id, claimant,"), "{cell}");
        }
    }
}
