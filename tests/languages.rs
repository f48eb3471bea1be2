//! Languages: each file is complete, and what is said of the embedded dataset reads as it should.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use claims_core::dataset::{self, Value};
use claims_core::model::Dataset;
use claims_core::reason::{self, Reasoning};
use claims_core::view::{Form, Selection, View};
use claims_core::words::{self, Key, Language};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn folder() -> PathBuf {
    Path::new(ROOT).join("src/core/words/languages")
}

/// A line of a language's file that has a text.
#[derive(Debug)]
struct Line {
    number: usize,
    /// With the name of a form, or `[]`, behind it.
    whole: String,
    key: String,
    form: Option<String>,
    text: String,
}

/// The lines of a file with texts, and what is wrong with the file by itself.
fn lines(name: &str, problems: &mut Vec<String>) -> Vec<Line> {
    let text = fs::read_to_string(folder().join(name)).expect("a language's file");
    let mut lines: Vec<Line> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let number = n + 1;
        if line.is_empty() || line.starts_with('#') || line.starts_with('[') {
            continue;
        }
        let Some((whole, text)) = line.split_once(" = ") else {
            problems.push(format!("{name}:{number}: {line}: is no `key = text`"));
            continue;
        };
        let mut problem = |what: &str| problems.push(format!("{name}:{number}: {whole}: {what}"));
        if text.is_empty() || text != text.trim() || text.contains('\t') {
            problem("the text is empty, or has space around it");
        }
        if text.contains('\u{a0}') {
            problem("a no-break space is written as _");
        }
        if text.matches('{').count() != text.matches('}').count() {
            problem("a brace is left open");
        }
        if lines.iter().any(|line| line.whole == whole) {
            problem("stands there twice");
        }
        let (key, form) = match whole.split_once('.') {
            Some((key, form)) => (key, Some(form.to_owned())),
            None => (whole.trim_end_matches("[]"), None),
        };
        let (whole, key, text) = (whole.to_owned(), key.to_owned(), text.to_owned());
        lines.push(Line { number, whole, key, form, text });
    }
    lines
}

fn categories(rule: &str) -> &'static [&'static str] {
    match rule {
        "none" => &["other"],
        "one-other" | "french" => &["one", "other"],
        "east-slavic" | "polish" => &["one", "few", "many", "other"],
        _ => panic!("plurals = {rule}: is none of the known rules"),
    }
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|piece| piece.split('}').next()).collect()
}

/// What a language's file lacks beside English, or has too much.
fn problems(name: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let english = lines("en.txt", &mut problems);
    let own = lines(name, &mut problems);
    let rule = own.iter().find(|line| line.key == "plurals").map_or("none", |line| &line.text);
    let is_one_alone = matches!(rule, "one-other" | "polish");

    // The keys in English's order, with the forms that the language has to have.
    let mut expected: Vec<(String, &Line)> = Vec::new();
    for line in &english {
        match line.form.as_deref() {
            Some("one") => {}
            Some("other") => {
                for category in categories(rule) {
                    expected.push((format!("{}.{category}", line.key), line));
                }
            }
            _ => expected.push((line.whole.clone(), line)),
        }
    }
    let keys: Vec<&str> = own.iter().map(|line| line.whole.as_str()).collect();
    for (key, line) in &expected {
        if !keys.contains(&key.as_str()) {
            problems.push(format!("{name}: {key}: is missing; English: {}", line.text));
        }
    }
    for line in &own {
        let Line { number, whole, text, .. } = line;
        let mut problem = |what: String| problems.push(format!("{name}:{number}: {whole}: {what}"));
        let Some((_, english)) = expected.iter().find(|(key, _)| key == whole) else {
            problem("is no key of English, or no category of the language's plurals".into());
            continue;
        };
        let (mut wanted, had) = (places(&english.text), places(text));
        if line.form.as_deref() == Some("one") && is_one_alone && !had.contains("n") {
            wanted.remove("n");
        }
        if wanted != had {
            problem(format!("has the places {had:?} and not {wanted:?}"));
        }
        if whole.ends_with("[]") && text.split(' ').count() != english.text.split(' ').count() {
            problem("has another number of words than English".into());
        }
    }
    if problems.is_empty() {
        let order = expected.iter().map(|(key, _)| key.as_str());
        if let Some((line, (own, key))) =
            own.iter().zip(keys.iter().zip(order)).find(|(_, (own, key))| *own != key)
        {
            problems.push(format!("{name}:{}: {own}: stands where {key} belongs", line.number));
        }
    }
    problems
}

#[test]
fn every_language_has_every_text() {
    let mut all = Vec::new();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder()).expect("the languages") {
        let name = entry.expect("a file").file_name().into_string().expect("a name");
        all.extend(problems(&name));
        names.push(name.trim_end_matches(".txt").to_owned());
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
    names.sort();
    let mut known = Language::codes();
    known.sort_unstable();
    assert_eq!(names, known, "the native command has every language");
    for code in known {
        let language = Language::embedded(code).expect("its positions are those of English");
        assert_eq!(language.text(const { Key::named("code") }), code);
    }
}

#[test]
fn every_text_is_said_somewhere() {
    let mut sources = String::new();
    let mut folders = vec![Path::new(ROOT).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push_str(&fs::read_to_string(path).expect("a source"));
            }
        }
    }
    let text = fs::read_to_string(folder().join("en.txt")).expect("English");
    let (of_the_chart, _) = text.split_once("\n[command]").expect("the line");
    let of_controls = names_of_controls();
    for line in lines("en.txt", &mut Vec::new()) {
        // The browser's element asks for its language's code by position.
        let is_said = sources.contains(&format!("(\"{}\")", line.key))
            || line.key == "code"
            || of_controls.contains(&line.key);
        let is_of_the_chart = of_the_chart.lines().count() >= line.number;
        assert!(is_said || !is_of_the_chart, "en.txt:{}: {} is not used", line.number, line.key);
    }
}

#[test]
fn the_element_names_the_texts_of_its_controls_in_their_order() {
    let keys: Vec<String> =
        lines("en.txt", &mut Vec::new()).into_iter().map(|line| line.key.to_owned()).collect();
    let place = |key: &str| keys.iter().position(|other| other == key).expect(key);
    assert_eq!(names_of_controls(), keys[place("measures")..=place("embed")]);
    let language = Language::english();
    assert_eq!(language.controls().len(), names_of_controls().len());
    assert_eq!(language.controls().last().map(String::as_str), Some("Embed"));
}

/// The names of texts in the element, written as keys, each of which says its own place.
fn names_of_controls() -> Vec<String> {
    let source =
        fs::read_to_string(Path::new(ROOT).join("www/claims-chart/labels.js")).expect("the names");
    let mut names = Vec::new();
    for line in source.lines() {
        let Some(line) = line.strip_prefix("export const ") else { continue };
        let (name, place) = line.trim_end_matches(';').split_once(" = ").expect("a number");
        assert_eq!(place.parse(), Ok(names.len()), "{name}");
        names.push(name.to_lowercase().replace('_', "-"));
    }
    names
}

#[test]
fn a_dataset_may_bring_its_own_summary_of_what_is_first_shown() {
    let (_, rest) = dataset::KURSK.split_once('{').expect("an object");
    let text = [r#"{"summary": "In our own words.","#, rest].concat();
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let dataset = dataset::read(&value).unwrap_or_else(|problems| panic!("{problems:?}"));
    let summary = |view: &View| {
        let reasoning = Reasoning::new(&dataset, &view.selection);
        words::chart_summary(&Language::english(), &dataset, view, &reasoning)
    };
    let first = View::initial(&dataset);
    assert_eq!(summary(&first), "In our own words.");
    let as_of = Some(dataset.days_said()[3]);
    let earlier = View { selection: Selection { as_of, hidden: Vec::new() }, ..first.clone() };
    assert!(summary(&earlier).starts_with("Timeline of"), "it is of all claims");
    let killed = View { measure: dataset.measure_by_id("killed").expect("killed"), ..first };
    assert!(summary(&killed).starts_with("Timeline of killed"), "it is of the first measure");
}

#[test]
fn what_is_no_language_of_this_version_is_refused() {
    for text in ["", "\n", "en", "0000000000\nen", "# English\n\ncode = en\n"] {
        assert!(Language::read(text).is_err(), "{text:?}");
    }
}

fn kursk() -> Dataset {
    let value: Value = serde_json::from_str(dataset::KURSK).expect("the embedded dataset is JSON");
    dataset::read(&value).expect("the embedded dataset is sound")
}

/// A dataset whose claims contradict each other, and themselves, in every way that is told apart.
fn contradictory() -> Dataset {
    let claim = |id: &str, by: &str, said: &str, more: &str| {
        format!(r#"{{"id":"{id}","claimant":"{by}","said":"{said}",{more}}}"#)
    };
    let dead = |figure: &str| format!(r#""figures":[{{"measure":"dead",{figure}}}]"#);
    let crowd = |figure: &str| format!(r#""figures":[{{"measure":"crowd",{figure}}}]"#);
    let month = r#""period":{"from":"2024-01","to":"2024-01"}"#;
    let claims = [
        claim("a", "police", "2024-05-04", &dead(r#""stated":1200"#)),
        claim("b", "union", "2024-05-04", &dead(r#""more_than":21000"#)),
        claim("c", "army", "2024-05-01", &dead(r#""about":12000"#)),
        claim("d", "army", "2024-06", &dead(r#""between":[3,5],"best":4"#)),
        claim("e", "police", "2024-02-02", &format!("{},{month}", dead(r#""fewer_than":50"#))),
        claim("f", "police", "2024-07-01", &crowd(r#""stated":2000"#)),
        claim("g", "union", "2024-07-01", &crowd(r#""stated":2100"#)),
        claim("h", "union", "2024-07-02", r#""wording":"no comment""#),
    ];
    let text = format!(
        r#"{{"title":"T","measures":[{{"id":"dead","label":"Dead"}},
             {{"id":"crowd","label":"Crowd","accumulates":false}}],
           "parties":[{{"id":"state","label":"State"}}],
           "claimants":[{{"id":"police","name":"Police","party":"state"}},
             {{"id":"army","name":"Army","party":"state"}},{{"id":"union","name":"Unions"}}],
           "claims":[{}],"events":[]}}"#,
        claims.join(",")
    );
    let value: Value = serde_json::from_str(&text).expect("JSON");
    dataset::read(&value).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Everything that is said of a dataset.
fn told(language: &Language, dataset: &Dataset) -> String {
    let mut out = Vec::new();
    let reasoning = Reasoning::new(dataset, &Selection::default());
    out.extend(words::source_line(language, dataset));
    for measure in 0..dataset.measures.len() {
        out.push(format!("\n== {}", dataset.measures[measure].label));
        for form in [Form::Timeline, Form::Bars] {
            let view = View { form, measure, selection: Selection::default() };
            out.push(words::chart_summary(language, dataset, &view, &reasoning));
        }
        out.push(words::caption(language, dataset, measure));
        let mut days: Vec<_> = reasoning.envelope(measure).iter().map(|at| at.day).collect();
        days.extend(
            dataset.claims.first().filter(|_| days.is_empty()).map(|first| first.said.last()),
        );
        for day in days {
            let found = words::finding(language, dataset, &reasoning, measure, day);
            let Some(found) = found else { continue };
            out.push(format!("{}{}", found.lead, found.text));
            out.extend(found.note);
            out.push(found.ask.to_owned());
            for reason in found.reasons {
                out.push(format!("  {}", reason.text));
                for claim in reason.claims {
                    let phrase = words::phrase_of_reason(language, dataset, claim, measure);
                    out.push(format!("    {phrase}"));
                }
            }
        }
    }
    for day in dataset.days_said() {
        out.push(words::known(language, day));
    }
    out.extend([1, 2, 5, 21].map(|n| words::shown(language, 1, n)));
    out.push("\n== Cards".into());
    for (claim, said) in dataset.claims.iter().enumerate() {
        let measure = said.figures.first().map_or(0, |figure| figure.measure);
        let whole = (0..dataset.measures.len()).find(|&whole| dataset.is_part(measure, whole));
        let measure = whole.unwrap_or(measure);
        out.push(words::phrase_with_basis(language, dataset, claim, measure));
        for reading in dataset.readings_of(claim, measure) {
            let short = words::figure_short(language, &reading, said);
            out.push(match said.details.period {
                Some(period) => {
                    words::of_period(language, &short, &words::period_short(language, period))
                }
                None => short,
            });
        }
        let card = words::card(language, dataset, claim, measure);
        out.push(format!("  {} | {} | {}", card.who, card.said, card.value));
        out.extend(card.detail.map(|detail| format!("  {detail}")));
        for line in card.lines {
            out.push(format!("  {}: {}", line.label, line.text));
        }
        for report in card.reports {
            out.push(format!("  {}: {}", card.reports_label, report.text));
        }
    }
    out.push("\n== Pairs".into());
    for (a, b) in (0..dataset.claims.len()).flat_map(|b| (0..b).map(move |a| (a, b))) {
        // Each claim with the next two is enough of them.
        if b - a <= 2 {
            let comparison = reason::compare(dataset, a, b, 0);
            let pair = words::pair(language, dataset, &comparison);
            out.push([&pair.said[..], &[pair.fit], &pair.rest].concat().join(" "));
        }
    }
    out.join("\n") + "\n"
}

/// Compares with what was reviewed, or writes it anew where `UPDATE` is set.
fn check(name: &str, found: &str) {
    let path = Path::new(ROOT).join("tests/cases/languages").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, found).expect("the case is written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (n, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}, line {}: UPDATE=1 rewrites it", n + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}: UPDATE=1 rewrites it");
}

#[test]
fn what_is_said_in_each_language_was_reviewed() {
    for code in Language::codes() {
        let language = Language::embedded(code).expect("a language");
        check(&format!("kursk.{code}.txt"), &told(&language, &kursk()));
        check(&format!("contradictory.{code}.txt"), &told(&language, &contradictory()));
    }
}

#[test]
fn numbers_are_written_as_each_language_writes_them() {
    for (code, expected) in [
        ("en", ["0", "999", "1,000", "12,000", "1,234,567.5"]),
        ("uk", ["0", "999", "1000", "12\u{a0}000", "1\u{a0}234\u{a0}567,5"]),
        ("ko", ["0", "999", "1,000", "12,000", "1,234,567.5"]),
    ] {
        let language = Language::embedded(code).expect("a language");
        let found = [0.0, 999.0, 1_000.0, 12_000.0, 1_234_567.5];
        assert_eq!(found.map(|n| words::number(&language, n)), expected, "{code}");
    }
}

#[test]
fn days_are_written_as_each_language_writes_them() {
    let date = |text: &str| dataset::parse_date(text).expect("a date");
    for (code, expected) in [
        (
            "en",
            [
                "23 December 2024",
                "October 2024",
                "23 Dec",
                "Oct 2024",
                "21 to 27 December 2024",
                "5 November to 27 December 2024",
                "28 December 2024 to 3 January 2025",
                "October 2024 to January 2025",
            ],
        ),
        (
            "uk",
            [
                "23 грудня 2024 року",
                "жовтень 2024 року",
                "23 груд.",
                "жовт. 2024",
                "21–27 грудня 2024 року",
                "5 листопада – 27 грудня 2024 року",
                "28 грудня 2024 року – 3 січня 2025 року",
                "жовтень 2024 року – січень 2025 року",
            ],
        ),
        (
            "ko",
            [
                "2024년 12월 23일",
                "2024년 10월",
                "12월 23일",
                "2024년 10월",
                "2024년 12월 21~27일",
                "2024년 11월 5일~12월 27일",
                "2024년 12월 28일~2025년 1월 3일",
                "2024년 10월~2025년 1월",
            ],
        ),
    ] {
        let language = Language::embedded(code).expect("a language");
        let span = |from, to| words::span_long(&language, date(from), date(to));
        let found = [
            words::date_long(&language, date("2024-12-23")),
            words::date_long(&language, date("2024-10")),
            words::date_short(&language, date("2024-12-23"), 2024),
            words::date_short(&language, date("2024-10"), 2025),
            span("2024-12-21", "2024-12-27"),
            span("2024-11-05", "2024-12-27"),
            span("2024-12-28", "2025-01-03"),
            span("2024-10", "2025-01"),
        ];
        // Where lines may not break is no matter here.
        assert_eq!(found.map(|text| text.replace('\u{a0}', " ")), expected, "{code}");
    }
}

#[test]
fn counted_things_agree_with_their_number() {
    for (code, expected) in [
        ("en", ["0 claims", "1 claim", "2 claims", "11 claims", "21 claims", "1.5 claims"]),
        ("uk", ["0 заяв", "1 заява", "2 заяви", "11 заяв", "21 заява", "1,5 заяви"]),
        ("ko", ["주장 0건", "주장 1건", "주장 2건", "주장 11건", "주장 21건", "주장 1.5건"]),
    ] {
        let language = Language::embedded(code).expect("a language");
        let found = [0.0, 1.0, 2.0, 11.0, 21.0, 1.5].map(|n| {
            let places = [(const { Key::place("n") }, words::number(&language, n))];
            let places = [(places[0].0, places[0].1.as_str())];
            let text = words::fill(language.plural(const { Key::named("claims") }, n), &places);
            text.replace('\u{a0}', " ")
        });
        assert_eq!(found, expected, "{code}");
    }
}
