//! Inputs that mean harm, each with what is said of it: `cases/hostile.txt` has a line for each, its name and either every
//! problem (of many the first two, and how many there are) or what is drawn. `UPDATE=1` writes the lines anew; read them
//! before they are committed.

use std::fmt::Write;
use std::path::Path;

use claims_core::dataset::{self, MAX_FEW, MAX_MANY, MAX_TEXT, Problem, Value};
use claims_core::model::Dataset;
use claims_core::view::Selection;
use claims_core::words::{self, Language};
use claims_hostile::meter::{Counting, taken};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// More problems than this are counted in a line.
const MAX_TOLD: usize = 2;

/// A small sound dataset in JSON.
const SMALL: &str = r#"{"title": "T", "measures": [{"id": "m", "label": "Marchers"}, {"id": "n", "label": "Hurt"}],
"parties": [{"id": "p", "label": "Party"}], "claimants": [{"id": "a", "name": "Ann", "party": "p"}],
"reports": [{"id": "r", "title": "R", "url": "https://example.org"}],
"claims": [{"id": "c", "claimant": "a", "said": "2024-05-04", "figures": [{"measure": "m", "at_least": 300}],
"wording": "words", "reports": ["r"]}], "events": [{"date": "2024-05-01", "label": "E"}]}"#;

/// The small dataset with something else in place of a part.
fn with(part: &str, other: &str) -> String {
    assert!(SMALL.contains(part), "{part}");
    SMALL.replacen(part, other, 1)
}

fn number(number: &str) -> String {
    with("300", number)
}

fn said(date: &str) -> String {
    with("2024-05-04", date)
}

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(",")
}

fn measures(n: usize, measure: impl Fn(usize) -> String) -> String {
    with(
        r#"{"id": "m", "label": "Marchers"}, {"id": "n", "label": "Hurt"}"#,
        &list(n, |n| match n {
            0 => r#"{"id": "m", "label": "Marchers"}"#.to_owned(),
            n => format!(r#"{{"id": "m{n}", "label": "M"{}}}"#, measure(n)),
        }),
    )
}

fn claims(n: usize, claim: impl Fn(usize) -> String) -> String {
    let all = list(n, |n| {
        format!(r#"{{"id": "c{n}", "claimant": "a", "said": "2024-05-04"{}}}"#, claim(n))
    });
    let start = SMALL.find("\"claims\": [").expect("claims") + 11;
    let end = SMALL.find("], \"events\"").expect("events");
    format!("{}{all}{}", &SMALL[..start], &SMALL[end..])
}

fn csv(rows: &str) -> String {
    format!("id,claimant,said,measure,kind,value,wording\n{rows}\n")
}

/// The inputs in JSON by their names.
fn in_json() -> Vec<(&'static str, String)> {
    let nested =
        |open: &str, close: &str, n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
    vec![
        // What is no dataset
        ("nothing", String::new()),
        ("only spaces", " ".repeat(1_000)),
        ("a number", "1".to_owned()),
        ("a text", "\"T\"".to_owned()),
        ("null", "null".to_owned()),
        ("a list", "[]".to_owned()),
        ("an empty object", "{}".to_owned()),
        ("a script", "<script>alert(1)</script>".to_owned()),
        ("half a dataset", SMALL[..SMALL.len() / 2].to_owned()),
        ("a dataset and a half", format!("{SMALL}{{")),
        ("a comment", format!("// so many\n{SMALL}")),
        ("a comma too many", with("}]}", "}],}")),
        ("NUL before it", format!("\0{SMALL}")),
        ("33 lists in each other", nested("[", "]", 33)),
        ("10,000 lists in each other", nested("[", "]", 10_000)),
        ("10,000 objects in each other", nested("{\"claims\":", "}", 10_000)),
        ("an object deep inside a note", with("\"words\"", &nested("[", "]", 40))),
        ("three million numbers and more", format!("[{}]", list(3_000_001, |_| "0".to_owned()))),
        // Numbers
        ("1e999", number("1e999")),
        ("1e308", number("1e308")),
        ("a number of 1,000 digits", number(&"9".repeat(1_000))),
        ("the first number that is too large", number("1000000000000001")),
        ("-1", number("-1")),
        ("-1e-300", number("-1e-300")),
        ("a number in a text", number("\"300\"")),
        ("NaN in a text", number("\"NaN\"")),
        ("a list for a number", number("[300]")),
        ("a number for a range", with("\"at_least\": 300", "\"between\": 5")),
        ("a range of three", with("\"at_least\": 300", "\"between\": [1, 2, 3]")),
        ("a range that is turned round", with("\"at_least\": 300", "\"between\": [5, 1]")),
        ("a best number outside", with("\"at_least\": 300", "\"between\": [1, 5], \"best\": 9")),
        ("fewer than nothing", with("\"at_least\"", "\"fewer_than\"").replace("300", "0")),
        ("-0", number("-0")),
        ("-0.0", number("-0.0")),
        ("the least number", number("5e-324")),
        ("1e-7", number("1e-7")),
        ("the largest number", number("1e15")),
        ("a number with 400 decimals", number(&format!("0.{}", "3".repeat(400)))),
        // Dates
        ("30 February", said("2024-02-30")),
        ("29 February of a common year", said("2023-02-29")),
        ("month 13", said("2024-13")),
        ("day 0", said("2024-05-00")),
        ("a year of five digits", said("10000-01-01")),
        ("a negative year", said("-0001-01-01")),
        ("a date with a time", said("2024-05-04T00:00:00Z")),
        ("a date in other digits", said("２０２４-05-04")),
        ("a date that is a number", with("\"2024-05-04\"", "1714780800")),
        ("the first day of all", said("0000-01-01")),
        ("the last day of all", said("9999-12-31")),
        ("the first and the last month", said("0000-01").replace("2024-05-01", "9999-12")),
        // Texts
        ("a lone surrogate", with("\"T\"", "\"\\ud800\"")),
        ("two surrogates the wrong way round", with("\"T\"", "\"\\udc00\\ud800\"")),
        ("a right-to-left override in a name", with("\"Ann\"", "\"\\u202eAnn\"")),
        ("an isolate in a label", with("\"Hurt\"", "\"Hurt\\u2067\"")),
        ("an embedding in an id", with("\"id\": \"c\"", "\"id\": \"c\\u202a\"")),
        ("an override in a wording", with("\"words\"", "\"\\u202d300\"")),
        ("an override in a key", with("\"title\"", "\"\\u202etitle\"")),
        ("an override in a kind", with("\"at_least\"", "\"at_least\\u202e\"")),
        ("a name that is empty", with("\"Ann\"", "\" \\t\\u00a0\"")),
        (
            "a text that is too long",
            with("\"words\"", &format!("\"{}\"", "x".repeat(MAX_TEXT + 1))),
        ),
        (
            "a Korean text that is too long",
            with("\"words\"", &format!("\"{}\"", "한".repeat(MAX_TEXT / 3 + 1))),
        ),
        (
            "an id of a million letters",
            with("\"id\": \"c\"", &format!("\"id\": \"{}\"", "x".repeat(1_000_000))),
        ),
        (
            "a key of a million letters",
            with("\"title\"", &format!("\"{}\": 1, \"title\"", "x".repeat(1_000_000))),
        ),
        ("a right-to-left name", with("\"Ann\"", "\"שלום \\u200e12\\u200f\"")),
        ("a name of the longest", with("\"Ann\"", &format!("\"{}\"", "w".repeat(MAX_TEXT)))),
        ("a script in a name", with("\"Ann\"", "\"<script>alert(1)</script>\"")),
        ("a script for an address", with("https://example.org", "javascript:alert(1)")),
        ("control characters in a name", with("\"Ann\"", "\"A\\u0000n\\u001bn\"")),
        ("a byte-order mark in a name", with("\"Ann\"", "\"\\ufeffAnn\"")),
        ("marks on marks", with("\"Ann\"", &format!("\"e{}\"", "\u{301}".repeat(5_000)))),
        // Keys and ids
        ("__proto__", with("\"title\"", "\"__proto__\": {\"title\": 1}, \"title\"")),
        ("a title twice", with("\"title\"", "\"title\": \"first\", \"title\"")),
        ("a title twice, once null", with("\"title\"", "\"title\": null, \"title\"")),
        (
            "100,000 titles",
            with("\"title\"", &format!("{}\"title\"", "\"title\": \"T\",".repeat(100_000))),
        ),
        (
            "200,000 unknown keys",
            with(
                "\"title\"",
                &format!("{}, \"title\"", list(200_000, |n| format!("\"key {n}\": 1"))),
            ),
        ),
        (
            "a claimant that is not there",
            with("\"claimant\": \"a\"", "\"claimant\": \"__proto__\""),
        ),
        ("a claim twice", claims(2, |_| String::new()).replace("c1", "c0")),
        // Circles
        ("a sum of itself", measures(2, |_| ", \"sum_of\": [\"m1\"]".to_owned())),
        (
            "a circle of sums",
            measures(MAX_FEW, |n| format!(", \"sum_of\": [\"m{}\"]", n % (MAX_FEW - 1) + 1)),
        ),
        ("a sum of nothing", measures(2, |_| ", \"sum_of\": []".to_owned())),
        (
            "a part of two",
            measures(
                4,
                |n| if n < 3 { ", \"includes\": [\"m3\"]".to_owned() } else { String::new() },
            ),
        ),
        (
            "a circle of corrections",
            claims(1_000, |n| format!(", \"supersedes\": \"c{}\"", (n + 1) % 1_000)),
        ),
        (
            "100,000 corrections of themselves",
            claims(MAX_MANY, |n| format!(", \"supersedes\": \"c{n}\"")),
        ),
        (
            "a chain of sums",
            measures(MAX_FEW, |n| {
                if n < MAX_FEW - 1 {
                    format!(", \"sum_of\": [\"m{}\"]", n + 1)
                } else {
                    String::new()
                }
            }),
        ),
        // Too many
        ("101 measures", measures(MAX_FEW + 1, |_| String::new())),
        ("a million measures", measures(1_000_000, |_| String::new())),
        (
            "101 parties",
            with(
                r#"{"id": "p", "label": "Party"}"#,
                &list(MAX_FEW + 1, |n| format!(r#"{{"id": "p{n}", "label": "P"}}"#)),
            ),
        ),
        (
            "100,000 events",
            with(
                r#"{"date": "2024-05-01", "label": "E"}"#,
                &list(100_000, |_| r#"{"date": "2024-05-01", "label": "E"}"#.to_owned()),
            ),
        ),
        ("100,001 claims", claims(MAX_MANY + 1, |_| String::new())),
        (
            "a claim with 1,000 figures",
            with(
                r#"{"measure": "m", "at_least": 300}"#,
                &list(1_000, |n| format!(r#"{{"measure": "m", "at_least": {n}}}"#)),
            ),
        ),
        (
            "a claim with 100,000 reports",
            with("[\"r\"]", &format!("[{}]", list(100_000, |_| "\"r\"".to_owned()))),
        ),
        (
            "a wording of 1,000 parts",
            with("\"words\"", &format!("[{}]", list(1_000, |_| "\"w\"".to_owned()))),
        ),
        (
            "two lists that are too long",
            measures(101, |_| String::new()).replace(
                r#"{"id": "p", "label": "Party"}"#,
                &list(101, |n| format!(r#"{{"id": "p{n}", "label": "P"}}"#)),
            ),
        ),
        (
            "100,000 claims of nobody",
            claims(MAX_MANY, |_| String::new())
                .replace("\"claimant\": \"a\"", "\"claimant\": \"nobody\""),
        ),
        ("100,000 claimants that are not there", {
            let claimants = list(MAX_MANY, |n| {
                format!(r#"{{"id": "a person with the number {n}", "name": "A"}}"#)
            });
            let mut n = 0;
            let text = claims(MAX_MANY, |_| String::new())
                .replace(r#"{"id": "a", "name": "Ann", "party": "p"}"#, &claimants);
            text.split("\"claimant\": \"a\"").collect::<Vec<_>>().into_iter().fold(
                String::new(),
                |mut whole, part| {
                    if !whole.is_empty() {
                        let _ = write!(whole, "\"claimant\": \"nobody {n}\"");
                        n += 1;
                    }
                    whole + part
                },
            )
        }),
        ("100,000 claims", claims(MAX_MANY, |_| String::new())),
        ("100 measures", measures(MAX_FEW, |_| String::new())),
    ]
}

/// The inputs in CSV by their names.
fn in_csv() -> Vec<(&'static str, String)> {
    let row = "c,Ann,2024-05-04,Marchers,about,300,words";
    vec![
        ("a sheet of nothing", String::new()),
        ("a sheet of NULs", "\0".repeat(1_000)),
        ("a sheet of commas", ",".repeat(100_000)),
        ("a sheet of quotation marks", "\"".repeat(100_001)),
        ("a sheet of line breaks", "\n".repeat(1_000_000)),
        (
            "a sheet with a header of 100,000 unknown columns",
            format!(
                "id,claimant,said,{}\n",
                list(100_000, |n| format!("column with a long name {n}"))
            ),
        ),
        ("a sheet with id 10,000 times", format!("{}\n", "id,".repeat(10_000))),
        (
            "a sheet with a quotation mark that never ends",
            csv(&format!("c,\"{}", "x,\n".repeat(100_000))),
        ),
        ("a sheet with formulas", csv("=1+1,@Ann,2024-05-04,+Marchers,about,=300,-words")),
        (
            "a sheet with formulas for texts",
            csv("'=1+1,'@Ann,2024-05-04,'+Marchers,about,300,'-words"),
        ),
        ("a sheet with a right-to-left override", csv(&row.replace("Ann", "\u{202e}Ann"))),
        ("a sheet with a number in other digits", csv(&row.replace("300", "３００"))),
        ("a sheet with 1e308", csv(&row.replace("300", "1e308"))),
        ("a sheet with a number of 1,000 digits", csv(&row.replace("300", &"9".repeat(1_000)))),
        ("a sheet with -5", csv(&row.replace("300", "-5"))),
        ("a sheet with the least number", csv(&row.replace("300", "5e-324"))),
        (
            "a sheet with 100,000 faults",
            csv(&list(100_000, |n| format!("c{n},Ann,5 May,Marchers,over,3k,words"))
                .replace("words,", "words\n")),
        ),
        (
            "a sheet with 101 measures",
            csv(&list(101, |n| format!("c{n},Ann,2024-05-04,Measure {n},about,300,words"))
                .replace("words,", "words\n")),
        ),
        (
            "a sheet with a cell that is too long",
            csv(&row.replace("words", &"x".repeat(MAX_TEXT + 1))),
        ),
        (
            "a sheet with 100,001 claims",
            csv(&list(100_001, |n| format!("c{n},Ann,2024-05-04,Marchers,about,300,words"))
                .replace("words,", "words\n")),
        ),
        (
            "a sheet with 100,000 rows of one claim",
            csv(&list(100_000, |n| format!("c,Ann,2024-05-04,Marchers,about,{n},words"))
                .replace("words,", "words\n")),
        ),
        (
            "a sheet with a byte-order mark and semicolons",
            format!("\u{feff}{}", csv(row)).replace(',', ";"),
        ),
        (
            "a sheet of three million cells and more",
            csv(&"c,Ann,2024-05-04,Marchers,about,300,words\n".repeat(500_000)),
        ),
        ("a sheet with a header of four million cells", ",".repeat(4_000_000)),
        (
            "a sheet with 100,001 reports",
            format!(
                "id,claimant,said,report_title\n{}",
                list(100_001, |n| format!("c,Ann,2024-05-04,Report {n}\n")).replace("\n,", "\n")
            ),
        ),
        ("a sheet with Excel's own first line", format!("sep=,\n{}", csv(row))),
        (
            "a sheet whose rows have another separator than the first",
            csv(row).replacen(',', ";", 6),
        ),
        ("a sheet with carriage returns alone", csv(row).replace('\n', "\r")),
    ]
}

/// What is drawn of a dataset: each claim of a small one as a reader hears it, of a large one how many there are.
fn drawn(dataset: &Dataset) -> String {
    let n = dataset.claims.len();
    if n > 2 {
        return format!("drawn: {n} claims");
    }
    let english = Language::english();
    let day = words::day_long(&english, Selection::default().day(dataset));
    let phrases: Vec<String> =
        (0..n).map(|claim| words::phrase(&english, dataset, claim, 0)).collect();
    let shown: String = phrases.join(" | ").chars().flat_map(char::escape_debug).collect();
    let short: String = shown.chars().take(200).collect();
    format!("drawn: {short}{} ({day})", if short == shown { "" } else { "…" })
}

fn told(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().take(MAX_TOLD).map(ToString::to_string).collect();
    let rest = problems.len().saturating_sub(MAX_TOLD);
    let last = problems.last().filter(|problem| problem.path == "dataset" && rest > 0);
    let end = match (last, rest) {
        (Some(last), _) => format!(" | … | {last}"),
        (None, 0) => String::new(),
        (None, rest) => format!(" | and {rest} more"),
    };
    lines.join(" | ") + &end
}

/// What is said of JSON, as the command says it.
fn of_json(text: &str) -> String {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return format!("cannot be read as JSON: {error}"),
    };
    let sound = dataset::read_if_sound(&value);
    match dataset::read(&value) {
        Ok(dataset) => {
            assert!(sound.is_some(), "the widget refuses it");
            drawn(&dataset)
        }
        Err(problems) => {
            assert!(sound.is_none(), "the widget draws it");
            told(&problems)
        }
    }
}

fn of_csv(text: &str) -> String {
    match dataset::read_csv(text, "T") {
        Ok(value) => drawn(&dataset::read(&value).expect("it is sound")),
        Err(problems) => told(&problems),
    }
}

#[test]
fn every_hostile_input_is_told_or_drawn_in_bounded_memory_and_time() {
    let mut found = String::new();
    let mut faults = Vec::new();
    let inputs =
        in_json().into_iter().map(|(name, text)| (name, text, of_json as fn(&str) -> String));
    let inputs: Vec<_> = inputs
        .chain(in_csv().into_iter().map(|(name, text)| (name, text, of_csv as fn(&str) -> String)))
        .collect();
    assert!(inputs.len() >= 60, "only {} inputs", inputs.len());
    for (name, text, read) in inputs {
        let (line, most, took) = taken(|| read(&text));
        writeln!(found, "{name}: {line}").expect("a text can be written");
        if most > (4 << 20) + 300 * text.len() {
            faults.push(format!("{name}: {most} bytes for an input of {}", text.len()));
        }
        // Unoptimised, and on a machine that does other things, too. What grows with the square takes hours.
        if took.as_secs() > 60 {
            faults.push(format!("{name}: {took:?} for an input of {} bytes", text.len()));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases/hostile.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).expect("the list can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("UPDATE=1 writes it");
    for (found, expected) in found.lines().zip(expected.lines()) {
        if found != expected {
            faults.push(format!("- {expected}\n+ {found}"));
        }
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "lines");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
