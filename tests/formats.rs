//! Datasets in other forms than JSON: CSV in and out, and JSON-LD out.
//!
//! `cases/bad_csv/<name>.csv` is a sheet, `<name>.txt` its problems as `row, column: message`. `UPDATE=1` writes the
//! expected problems anew; read them before they are committed. `cases/csv/<name>.json` is a sound dataset, `<name>.csv`
//! the sheet that is made of it: tests/csv.test.mjs holds the element's `toCSV` to the same ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use claims_core::dataset::csv::{COLUMN_NAMES, Column};
use claims_core::dataset::{self, Fields, Problem, Value};
use claims_core::export;
use claims_core::model::{Dataset, Date, Quantity};
use proptest::prelude::*;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

fn lines(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// Reads sound CSV.
fn read(text: &str) -> Dataset {
    let value = dataset::read_csv(text, "Title")
        .unwrap_or_else(|problems| panic!("{:?} in\n{text}", lines(&problems)));
    dataset::read(&value).expect("what was read from CSV is sound")
}

/// Compares the problems of `<case>.csv` with `<case>.txt`; says what differs.
fn check(case: &str) -> Result<(), String> {
    let path = cases().join("bad_csv").join(case);
    let text = std::fs::read_to_string(path.with_extension("csv"))
        .map_err(|error| format!("{case}.csv cannot be read: {error}"))?;
    let found = match dataset::read_csv(&text, "Title") {
        Ok(_) => return Err(format!("{case}: no problem was found")),
        Err(problems) => lines(&problems).join("\n") + "\n",
    };
    let expected_path = path.with_extension("txt");
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(expected_path, found)
            .map_err(|error| format!("{case}.txt: {error}"));
    }
    let expected = std::fs::read_to_string(expected_path)
        .map_err(|error| format!("{case}.txt cannot be read; UPDATE=1 writes it: {error}"))?;
    if found == expected {
        return Ok(());
    }
    Err(format!("{case}: expected\n{expected}but found\n{found}"))
}

#[test]
fn every_bad_sheet_is_told_all_of_its_problems() {
    let mut sheets = BTreeSet::new();
    let mut expectations = BTreeSet::new();
    for entry in std::fs::read_dir(cases().join("bad_csv")).expect("the folder of bad sheets") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => sheets.insert(name),
            Some("txt") => expectations.insert(name),
            _ => panic!("{} is neither a sheet nor its problems", path.display()),
        };
    }
    assert!(sheets.len() >= 25, "only {} sheets were found", sheets.len());
    let failures: Vec<String> = sheets.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    let stale: Vec<&String> = expectations.difference(&sheets).collect();
    assert!(stale.is_empty(), "problems without a sheet: {stale:?}");
}

#[test]
fn messages_begin_small_and_end_without_a_full_stop() {
    for entry in std::fs::read_dir(cases().join("bad_csv")).expect("the folder of bad sheets") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a sheet");
        for problem in dataset::read_csv(&text, "Title").expect_err("it is bad") {
            let Problem { path, message } = &problem;
            assert!(path.starts_with("row "), "{problem}");
            assert!(!message.ends_with('.'), "{problem}");
            assert!(!message.starts_with(char::is_uppercase), "{problem}");
            assert!(!message.contains(char::is_control), "{problem:?}");
            assert!(message.chars().count() <= 250, "too long to be read: {problem}");
        }
    }
}

const SHEET: &str = "\
ID , said,Claimant,party,role,measure,kind,value,low,high,best,vague,wording,publisher,report_title,url,published,note

lee,2024-12-19,Lee,South Korea,member,Killed,at_least,100,,,,,\"at least 100 · 1,000 injured\",KI,Losses,https://example.org/1,2024-12-23,
lee,,,,,Wounded,at_least,1000,,,,no,,,,,,
lee,,,,,Killed,at_least,100,,,,,,The Post,,https://example.org/2,2024-12,\"two
lines\"
unnamed,2024-12,Lee,,,Killed,between,,200,300,250,Yes,a couple hundred,,,https://example.org/2,,
,,,,,,,,,,,,,,,,,
silent,2024-12-20,Ryder,,,,,,,,,FALSE,first casualties,KI,Losses,https://example.org/1,2024-12-23,
";

#[test]
fn a_sheet_says_what_json_says() {
    let expected: Value = serde_json::from_str(
        r#"{
        "title": "Losses",
        "measures": [{"id": "Killed", "label": "Killed"}, {"id": "Wounded", "label": "Wounded"}],
        "parties": [{"id": "South Korea", "label": "South Korea"}],
        "claimants": [
          {"id": "Lee", "name": "Lee", "role": "member", "party": "South Korea"},
          {"id": "Lee (2)", "name": "Lee"}, {"id": "Ryder", "name": "Ryder"}],
        "reports": [
          {"id": "Losses", "publisher": "KI", "title": "Losses", "published": "2024-12-23", "url": "https://example.org/1"},
          {"id": "The Post", "publisher": "The Post", "title": "The Post", "published": "2024-12", "url": "https://example.org/2"},
          {"id": "https://example.org/2", "title": "https://example.org/2", "url": "https://example.org/2"}],
        "claims": [
          {"id": "lee", "claimant": "Lee", "said": "2024-12-19", "note": "two\nlines",
           "wording": ["at least 100", "1,000 injured"],
           "figures": [{"measure": "Killed", "at_least": 100}, {"measure": "Wounded", "at_least": 1000}],
           "reports": ["Losses", "The Post"]},
          {"id": "unnamed", "claimant": "Lee (2)", "said": "2024-12", "wording": "a couple hundred",
           "figures": [{"measure": "Killed", "between": [200, 300], "best": 250, "vague": true}],
           "reports": ["https://example.org/2"]},
          {"id": "silent", "claimant": "Ryder", "said": "2024-12-20", "wording": "first casualties",
           "reports": ["Losses"]}]
        }"#,
    )
    .expect("JSON");
    for separator in [",", ";", "\t"] {
        for end in ["\n", "\r\n", "\r"] {
            // Commas and line breaks stay within the cells that have them.
            let text = SHEET
                .replace("1,000 injured", "1\u{1}000 injured")
                .replace("two\nlines", "two\u{2}lines")
                .replace(',', separator)
                .replace('\n', end)
                .replace('\u{1}', ",")
                .replace('\u{2}', "\n");
            let found = dataset::read_csv(&format!("\u{feff}{text}"), "Losses")
                .unwrap_or_else(|problems| panic!("{separator:?} {end:?}: {:?}", lines(&problems)));
            assert_eq!(found, expected, "{separator:?} {end:?}");
        }
    }
}

#[test]
fn capitals_spaces_and_hyphens_change_neither_kinds_nor_columns() {
    let plain = "id,claimant,said,as_of,measure,kind,value,low,high,report_title\n\
                 a,Police,2024-05-04,2024-05-03,Crowd,at_least,100,,,News\n\
                 b,Police,2024-05-04,,Crowd,about,200,,,\n\
                 c,Police,2024-05-04,,Crowd,between,,1,2,\n\
                 d,Police,2024-05-04,,Crowd,fewer_than,300,,,\n";
    let expected = dataset::read_csv(plain, "Title").expect("sound");
    // A row that was copied for another report says the same figure, also where its kind was typed anew.
    let repeated = plain.replace("News\n", "News\na,,,,Crowd,At-Least,100,,,News\n");
    for (kinds, columns) in [
        (["At least", "ABOUT", "Between", "fewer-than"], ["As of", "Report title"]),
        (["AT-LEAST", "About", "BETWEEN", "Fewer  Than"], ["as-of", "REPORT TITLE"]),
        (["at\u{a0}least", "about", "between", "fewer\u{2011}than"], ["AS_OF", "Report-Title"]),
    ] {
        let text = ["at_least", "about", "between", "fewer_than"].iter().zip(kinds).fold(
            repeated.replace("as_of", columns[0]).replace("report_title", columns[1]),
            |text, (kind, written)| text.replace(kind, written),
        );
        let found = dataset::read_csv(&text, "Title")
            .unwrap_or_else(|problems| panic!("{:?} in\n{text}", lines(&problems)));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn what_is_written_is_what_spreadsheets_read() {
    let text = export::csv(&read(SHEET));
    let expected = [
        &COLUMN_NAMES.join(","),
        "lee,Lee,member,South Korea,2024-12-19,,,,Killed,at_least,100,,,,,\"at least 100 · 1,000 injured\",,,KI,Losses,https://example.org/1,2024-12-23,\"two\nlines\"",
        "lee,Lee,member,South Korea,2024-12-19,,,,Wounded,at_least,1000,,,,,\"at least 100 · 1,000 injured\",,,KI,Losses,https://example.org/1,2024-12-23,\"two\nlines\"",
        "lee,Lee,member,South Korea,2024-12-19,,,,,,,,,,,\"at least 100 · 1,000 injured\",,,The Post,The Post,https://example.org/2,2024-12,\"two\nlines\"",
        "unnamed,Lee,,,2024-12,,,,Killed,between,,200,300,250,true,a couple hundred,,,,https://example.org/2,https://example.org/2,,",
        "silent,Ryder,,,2024-12-20,,,,,,,,,,,first casualties,,,KI,Losses,https://example.org/1,2024-12-23,",
        "",
    ];
    assert_eq!(text.split("\r\n").collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_written_of_each_case_is_as_it_was_reviewed() {
    let mut n_cases = 0;
    for entry in std::fs::read_dir(cases().join("csv")).expect("the folder of sheets") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        n_cases += 1;
        let value: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).expect("text")).expect("JSON");
        let written = export::csv(&dataset::read(&value).expect("sound"));
        let sheet = path.with_extension("csv");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&sheet, &written).expect("the sheet is written");
        }
        assert_eq!(std::fs::read_to_string(&sheet).expect("UPDATE=1 writes it"), written);
    }
    assert!(n_cases > 1);
}

#[test]
fn no_cell_that_is_written_is_a_formula() {
    let text =
        "id,claimant,said,measure,kind,value,note\n=1+1,@Police,2024-05-04,-Crowd,about,2000,+\n";
    let written = export::csv(&read(text));
    assert!(written.contains("\r\n'=1+1,'@Police,"), "{written}");
    assert!(written.contains(",'-Crowd,about,2000,") && written.ends_with(",'+\r\n"), "{written}");
    assert_eq!(comparable(&read(&written)), comparable(&read(text)));
}

#[test]
fn ids_stand_where_labels_do_not_tell_apart() {
    let value: Value = serde_json::from_str(
        r#"{"title": "T", "parties": [{"id": "p", "label": "P"}, {"id": "q", "label": "P"}, {"id": "r", "label": "R"}],
        "measures": [{"id": "a", "label": "Hurt"}, {"id": "b", "label": "Hurt"}, {"id": "Dead", "label": "Killed"},
                     {"id": "c", "label": "Dead"}],
        "claimants": [{"id": "x", "name": "Kim", "party": "p"}, {"id": "y", "name": "Kim", "party": "p"},
                      {"id": "z", "name": "Kim", "party": "r"}],
        "claims": [{"id": "1", "claimant": "x", "said": "2024-05-04",
                    "figures": [{"measure": "a", "stated": 1}, {"measure": "b", "stated": 2}]},
                   {"id": "2", "claimant": "y", "said": "2024-05-04", "figures": [{"measure": "Dead", "stated": 1}]},
                   {"id": "3", "claimant": "z", "said": "2024-05-04", "figures": [{"measure": "c", "stated": 1}]}]}"#,
    )
    .expect("JSON");
    let written = export::csv(&dataset::read(&value).expect("sound"));
    let starts: Vec<Vec<&str>> = written
        .split("\r\n")
        .skip(1)
        .filter(|row| !row.is_empty())
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            [Column::Id, Column::Claimant, Column::Party, Column::Measure]
                .map(|column| cells[column as usize])
                .to_vec()
        })
        .collect();
    assert_eq!(
        starts,
        [
            ["1", "x", "p", "a"],
            ["1", "x", "p", "b"],
            ["2", "y", "p", "Killed"],
            ["3", "Kim", "R", "c"]
        ]
    );
}

/// All that CSV can hold of a dataset, with names in place of ids.
fn comparable(dataset: &Dataset) -> Vec<String> {
    let date = |date: Date| format!("{}..{}", export::iso(date.first()), export::iso(date.last()));
    let text = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
    let claims = dataset.claims.iter().zip(dataset.claim_ids.iter()).map(|(claim, id)| {
        let claimant = &dataset.claimants[claim.claimant];
        let party = claimant.party.map(|party| dataset.parties[party].label.trim());
        let figures: Vec<(&str, Quantity)> = claim
            .figures
            .iter()
            .map(|figure| (dataset.measures[figure.measure].label.trim(), figure.quantity))
            .collect();
        let reports: Vec<_> = claim
            .details
            .reports
            .iter()
            .map(|&report| {
                let report = &dataset.reports[report];
                let published = report.published.map(date);
                (report.title.trim(), text(&report.publisher), text(&report.url), published)
            })
            .collect();
        let wording: Vec<&str> = claim.details.wording.iter().map(|words| words.trim()).collect();
        format!(
            "{:?}",
            (
                (id.trim(), claimant.name.trim(), text(&claimant.role), party),
                (
                    date(claim.said),
                    date(claim.as_of),
                    claim.details.period.map(|p| (date(p.from), date(p.to)))
                ),
                (
                    figures,
                    wording,
                    text(&claim.details.basis),
                    text(&claim.details.via),
                    text(&claim.details.note)
                ),
                reports,
            )
        )
    });
    claims.collect()
}

/// Writes a dataset, reads it and writes it again.
fn round_trip(dataset: &Dataset) -> (String, Dataset) {
    let text = export::csv(dataset);
    let again = read(&text);
    assert_eq!(export::csv(&again), text, "what was written is written again");
    (text, again)
}

#[test]
fn every_case_goes_round() {
    let mut n_cases = 0;
    let folders = ["", "reason"].map(|folder| cases().join(folder));
    for entry in folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("the cases")) {
        let path = entry.expect("an entry").path().join("dataset.json");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.display();
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let dataset = dataset::read(&value).unwrap_or_else(|_| panic!("{name} is sound"));
        n_cases += 1;
        if dataset.claims.iter().all(|claim| claim.figures.is_empty()) {
            let told =
                dataset::read_csv(&export::csv(&dataset), "T").expect_err("nothing is counted");
            assert_eq!(told.len(), 1, "{name}: {told:?}");
            continue;
        }
        let (_, again) = round_trip(&dataset);
        assert_eq!(comparable(&again), comparable(&dataset), "{name}");
    }
    assert!(n_cases >= 50, "only {n_cases} cases were found");
    let value: Value = serde_json::from_str(dataset::KURSK).expect("JSON");
    let kursk = dataset::read(&value).expect("sound");
    assert_eq!(comparable(&round_trip(&kursk).1), comparable(&kursk));
}

/// A text such as people and programs put into a cell, not empty, without spaces around it.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("=1+1"),
        Just("+"),
        Just("-2"),
        Just("@x"),
        Just("'"),
        Just("\""),
        Just("\"\""),
        Just(","),
        Just(";"),
        Just("\t"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just(" "),
        Just("·"),
        Just("é"),
        Just("한국"),
        Just("😀"),
        Just("\u{202f}"),
        Just("\u{feff}"),
        Just("\u{0}"),
        Just("3,000"),
        Just("a"),
        Just("null"),
        Just("#"),
    ];
    prop::collection::vec(piece, 1..6)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("a text that CSV can hold", |text| {
            !text.is_empty()
                && !text.contains(" · ")
                && !text.starts_with("· ")
                && !text.ends_with(" ·")
        })
}

fn any_date() -> impl Strategy<Value = String> {
    (1..9999, 1..13, 0..29).prop_map(|(year, month, day)| match day {
        0 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    })
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0..5_000_u32).prop_map(f64::from),
        (0..5_000_000_u32).prop_map(|n| f64::from(n) / 1000.0),
        prop::sample::select(vec![
            0.0,
            5e-324,
            1e-7,
            1.5e-10,
            1.0 / 3.0,
            1.234,
            999.125,
            1000.125,
            1e15
        ]),
    ]
}

/// A figure's kind with its numbers.
fn any_quantity() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let one = (0..7_usize, any_number()).prop_map(|(kind, number)| {
        let kind = dataset::FIGURE_KINDS[kind];
        vec![(kind, Value::from(if kind == "fewer_than" { number.max(1.0) } else { number }))]
    });
    let range = (any_number(), any_number(), any_number(), any::<bool>(), any::<bool>()).prop_map(
        |(a, b, c, has_best, vague)| {
            let mut ends = [a, b, c];
            ends.sort_by(f64::total_cmp);
            let [low, best, high] = ends;
            let mut keys = vec![("between", Value::List(vec![low.into(), high.into()]))];
            if has_best {
                keys.push(("best", best.into()));
            }
            if vague {
                keys.push(("vague", true.into()));
            }
            keys
        },
    );
    prop_oneof![3 => one, 1 => range]
}

/// What a claim is made of, with numbers in place of references.
#[derive(Clone, Debug)]
struct Drawn {
    claimant: usize,
    said: String,
    as_of: Option<String>,
    period: Option<(String, String)>,
    figures: Vec<(usize, Vec<(&'static str, Value)>)>,
    wording: Vec<String>,
    texts: [Option<String>; 3],
    reports: BTreeSet<usize>,
}

fn any_claim() -> impl Strategy<Value = Drawn> {
    let dates = (
        any_date(),
        prop::option::of(any_date()),
        prop::option::weighted(0.2, (any_date(), any_date())),
    );
    let optional = || prop::option::weighted(0.3, any_text());
    (
        0..4_usize,
        dates,
        prop::collection::vec((0..3_usize, any_quantity()), 0..3),
        prop::collection::vec(any_text(), 0..3),
        [optional(), optional(), optional()],
        prop::collection::btree_set(0..4_usize, 0..3),
    )
        .prop_map(|(claimant, (said, as_of, period), figures, wording, texts, reports)| {
            Drawn { claimant, said, as_of, period, figures, wording, texts, reports }
        })
}

/// A dataset of all that CSV can hold, in JSON's form: three measures, two parties, four claimants, four reports.
fn any_dataset() -> impl Strategy<Value = Value> {
    let distinct = |n| {
        prop::collection::vec(any_text(), n).prop_filter("different texts", |texts| {
            texts.iter().collect::<BTreeSet<_>>().len() == texts.len()
        })
    };
    let optional = || prop::option::weighted(0.5, any_text());
    (
        (
            distinct(3),
            distinct(2),
            prop::collection::vec((any_text(), optional(), prop::option::of(0..2_usize)), 4),
        ),
        prop::collection::vec(
            (any_text(), optional(), optional(), prop::option::of(any_date())),
            4,
        ),
        prop::collection::vec((any_text(), any_claim()), 1..6),
    )
        .prop_map(|((measures, parties, claimants), reports, claims)| {
            let object = |entries: Vec<(&'static str, Value)>| {
                let mut fields = Fields::default();
                for (key, value) in entries {
                    fields.set(key, value);
                }
                Value::from(fields)
            };
            let labelled = |prefix: &str, labels: &[String]| {
                let thing = |(n, label): (usize, &String)| {
                    object(vec![
                        ("id", format!("{prefix}{n}").into()),
                        ("label", label.as_str().into()),
                    ])
                };
                Value::List(labels.iter().enumerate().map(thing).collect())
            };
            let claimants = claimants.iter().enumerate().map(|(n, (name, role, party))| {
                object(vec![
                    ("id", format!("c{n}").into()),
                    // No two are the same person in CSV.
                    ("name", format!("{name} {n}").into()),
                    ("role", role.clone().into()),
                    ("party", party.map(|party| format!("p{party}")).into()),
                ])
            });
            let reports =
                reports.iter().enumerate().map(|(n, (title, publisher, url, published))| {
                    object(vec![
                        ("id", format!("r{n}").into()),
                        ("title", format!("{title} {n}").into()),
                        ("publisher", publisher.clone().into()),
                        ("url", url.clone().into()),
                        ("published", published.clone().into()),
                    ])
                });
            let claims = claims.iter().enumerate().map(|(n, (id, claim))| {
                let mut figures: Vec<Value> = Vec::new();
                for (measure, quantity) in &claim.figures {
                    let mut keys = vec![("measure", format!("m{measure}").into())];
                    keys.extend(quantity.clone());
                    let figure = object(keys);
                    if !figures.contains(&figure) {
                        figures.push(figure);
                    }
                }
                let texts = |texts: &[String]| {
                    Value::List(texts.iter().map(|text| text.as_str().into()).collect())
                };
                let [basis, via, note] = claim.texts.clone().map(Value::from);
                let period = claim.period.clone().map(|(a, b)| {
                    let (from, to) = if a[..7] <= b[..7] { (a, b) } else { (b, a) };
                    // Within one month the month's own days are in order.
                    let to = if from[..7] == to[..7] { from.clone() } else { to };
                    object(vec![("from", from.into()), ("to", to.into())])
                });
                object(vec![
                    ("id", format!("{id} {n}").into()),
                    ("claimant", format!("c{}", claim.claimant).into()),
                    ("said", claim.said.as_str().into()),
                    ("as_of", claim.as_of.clone().into()),
                    ("period", period.into()),
                    ("figures", Value::List(figures)),
                    ("wording", texts(&claim.wording)),
                    ("basis", basis),
                    ("via", via),
                    ("note", note),
                    (
                        "reports",
                        Value::List(claim.reports.iter().map(|n| format!("r{n}").into()).collect()),
                    ),
                ])
            });
            object(vec![
                ("title", "Title".into()),
                ("measures", labelled("m", &measures)),
                ("parties", labelled("p", &parties)),
                ("claimants", Value::List(claimants.collect())),
                ("reports", Value::List(reports.collect())),
                ("claims", Value::List(claims.collect())),
            ])
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_csv_can_hold_goes_round(value in any_dataset()) {
        let dataset = dataset::read(&value).unwrap_or_else(|problems| panic!("{:?}", lines(&problems)));
        prop_assume!(dataset.claims.iter().any(|claim| !claim.figures.is_empty()));
        let (text, again) = round_trip(&dataset);
        prop_assert_eq!(comparable(&again), comparable(&dataset), "{}", text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(
        pieces in prop::collection::vec(prop_oneof![
            Just("id,claimant,said,measure,kind,value\n"), Just("id;claimant;said;low;high;kind;vague\r\n"),
            Just("a,Police,2024-05-04,Crowd,about,2000\n"), Just("a,,,,between,1,2,3\r"), Just("\""), Just("\n"), Just("\r"),
            Just(","), Just(";"), Just("\t"), Just(" "), Just("\u{feff}"), Just("é"), Just("between"), Just("At least"), Just("over"), Just("-"), Just("3.000"), Just("\u{0}"),
        ], 0..30),
        noise in any::<String>(),
        bytes in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let _ = dataset::read_csv(&pieces.concat(), "Title");
        let _ = dataset::read_csv(&noise, "Title");
        let _ = dataset::read_csv(&String::from_utf8_lossy(&bytes), "Title");
        let mixed = format!("id,claimant,said,measure,kind,value\n{noise}{}", pieces.concat());
        if let Ok(value) = dataset::read_csv(&mixed, "Title") {
            prop_assert!(dataset::read(&value).is_ok());
        }
    }
}

#[test]
fn json_ld_says_what_is_known_and_no_more() {
    let value: Value = serde_json::from_str(
        r#"{"title": "T", "subtitle": "S.", "subject": "A march", "language": "en", "updated": "2024-06", "parties": [{"id": "p", "label": "State"}],
        "measures": [{"id": "m", "label": "Hurt", "unit": "people"}, {"id": "n", "label": "Crowd", "accumulates": false}],
        "claimants": [{"id": "x", "name": "Police", "role": "press office", "party": "p"}],
        "reports": [{"id": "r", "title": "R", "publisher": "News", "author": "A", "published": "2024-05-05",
                     "url": "https://example.org/r", "archive_url": "javascript:alert(1)"},
                    {"id": "s", "title": "S", "url": "ftp://example.org/s"}],
        "claims": [
          {"id": "1", "claimant": "x", "said": "2024-05-04", "wording": ["more than 20", "hurt"], "wording_language": "de",
           "figures": [{"measure": "m", "more_than": 20}], "reports": ["r", "s"]},
          {"id": "2", "claimant": "x", "said": "2024-05-06", "supersedes": "1", "period": {"from": "2024-05-01", "to": "2024-05-04"},
           "figures": [{"measure": "m", "between": [200, 300], "vague": true}, {"measure": "m", "stated": 25}]},
          {"id": "3", "claimant": "x", "said": "2024-05", "figures": [{"measure": "n", "about": 2000}]}]}"#,
    )
    .expect("JSON");
    let found = serde_json::to_value(export::json_ld(&dataset::read(&value).expect("sound")))
        .expect("JSON");
    let author = serde_json::json!({"@type": "Thing", "name": "Police", "description": "press office, State"});
    assert_eq!(
        found,
        serde_json::json!({
            "@context": "https://schema.org", "@type": "Dataset", "name": "T", "description": "S.", "inLanguage": "en",
            "about": {"@type": "Thing", "name": "A march"}, "dateModified": "2024-06",
            "variableMeasured": [
                {"@type": "PropertyValue", "name": "Hurt", "unitText": "people"}, {"@type": "PropertyValue", "name": "Crowd"}],
            "hasPart": [
                {"@type": "Claim", "identifier": "1", "text": "more than 20 · hurt", "inLanguage": "de", "author": author,
                 "dateCreated": "2024-05-04", "temporalCoverage": "../2024-05-04",
                 "about": [{"@type": "PropertyValue", "name": "Hurt", "unitText": "people", "description": "more than 20 hurt", "minValue": 20}],
                 "appearance": [
                    {"@type": "CreativeWork", "name": "R", "publisher": {"@type": "Organization", "name": "News"},
                     "author": {"@type": "Thing", "name": "A"}, "datePublished": "2024-05-05", "url": "https://example.org/r"},
                    {"@type": "CreativeWork", "name": "S"}],
                 "correction": {"@type": "Claim", "identifier": "2"}},
                {"@type": "Claim", "identifier": "2", "text": "200 to 300 hurt, 25 hurt", "author": author,
                 "dateCreated": "2024-05-06", "temporalCoverage": "2024-05-01/2024-05-04",
                 "about": [
                    {"@type": "PropertyValue", "name": "Hurt", "unitText": "people", "description": "200 to 300 hurt"},
                    {"@type": "PropertyValue", "name": "Hurt", "unitText": "people", "description": "25 hurt", "value": 25}]},
                {"@type": "Claim", "identifier": "3", "text": "about 2,000 crowd", "author": author,
                 "dateCreated": "2024-05", "temporalCoverage": "2024-05",
                 "about": [{"@type": "PropertyValue", "name": "Crowd", "description": "about 2,000 crowd"}]}]
        })
    );
}
