//! Bad datasets and what is said about them: every problem, with its path, its value and a remedy.
//!
//! `cases/bad/<name>.json` is a dataset, `<name>.txt` its problems as `path: message`. `UPDATE=1`
//! writes the expected problems anew; read them before they are committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use claims_core::dataset::{self, Problem, Value};
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/bad")
}

/// The problems of a dataset that has some.
fn problems(value: &Value) -> Vec<Problem> {
    match dataset::read(value) {
        Ok(_) => panic!("no problem was found in {value:?}"),
        Err(problems) => problems,
    }
}

fn lines(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// Compares the problems of `<case>.json` with `<case>.txt`; says what differs.
fn check(case: &str) -> Result<(), String> {
    let path = folder().join(case);
    let text = std::fs::read_to_string(path.with_extension("json"))
        .map_err(|error| format!("{case}.json cannot be read: {error}"))?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| format!("{case}.json is not JSON: {error}"))?;
    let found = match dataset::read(&value) {
        Ok(_) => return Err(format!("{case}: no problem was found")),
        Err(problems) => lines(&problems).join("\n") + "\n",
    };
    if dataset::read_if_sound(&value).is_some() {
        return Err(format!("{case}: it is taken for sound where nobody asks for the problems"));
    }
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
    let missing = expected.lines().filter(|line| !found.lines().any(|other| other == *line));
    let new = found.lines().filter(|line| !expected.lines().any(|other| other == *line));
    let changed: Vec<String> = missing
        .map(|line| format!("  - {line}"))
        .chain(new.map(|line| format!("  + {line}")))
        .collect();
    let changed =
        if changed.is_empty() { "  the order or number".to_owned() } else { changed.join("\n") };
    Err(format!("{case}: the problems differ from {case}.txt:\n{changed}"))
}

#[test]
fn every_bad_dataset_is_told_all_of_its_problems() {
    let mut cases = BTreeSet::new();
    let mut expectations = BTreeSet::new();
    for entry in std::fs::read_dir(folder()).expect("the folder of bad datasets") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => cases.insert(name),
            Some("txt") => expectations.insert(name),
            _ => panic!("{} is neither a dataset nor its problems", path.display()),
        };
    }
    assert!(cases.len() >= 25, "only {} cases were found", cases.len());
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    let stale: Vec<&String> = expectations.difference(&cases).collect();
    assert!(stale.is_empty(), "problems without a dataset: {stale:?}");
}

/// A dataset whose only claim has one figure, of a kind and with a number.
fn with_number(kind: &str, number: Value) -> Value {
    let text = r#"{
        "title": "Crowd", "measures": [{"id": "crowd", "label": "Crowd"}], "parties": [],
        "claimants": [{"id": "police", "name": "Police"}],
        "claims": [{"id": "a", "claimant": "police", "said": "2024-05-04",
                    "figures": [{"measure": "crowd"}]}]
    }"#;
    let mut value: Value = serde_json::from_str(text).expect("JSON");
    let figure = only(entry(only(entry(&mut value, "claims")), "figures"));
    let Value::Object(entries) = figure else { panic!("a figure is an object") };
    entries.push((kind.to_owned().into(), number));
    value
}

fn entry<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    let Value::Object(entries) = value else { panic!("no object around {key}") };
    entries.iter_mut().find(|(name, _)| **name == *key).map(|(_, value)| value).expect("the key")
}

fn only(value: &mut Value) -> &mut Value {
    let Value::List(items) = value else { panic!("no list") };
    assert_eq!(items.len(), 1, "one item");
    &mut items[0]
}

#[test]
fn numbers_that_json_cannot_say_are_refused_by_name() {
    const KINDS: [&str; 7] =
        ["exactly", "stated", "about", "at_least", "more_than", "at_most", "fewer_than"];
    for (number, name) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (-f64::INFINITY, "-inf")] {
        let message = format!("must be a finite number, not {name}");
        for kind in KINDS {
            assert_eq!(
                lines(&problems(&with_number(kind, Value::Number(number)))),
                [format!("claims[0].figures[0].{kind}: {message}")]
            );
        }
        let ends = Value::List(vec![Value::Number(number), Value::Number(number)]);
        assert_eq!(
            lines(&problems(&with_number("between", ends))),
            [
                format!("claims[0].figures[0].between[0]: {message}"),
                format!("claims[0].figures[0].between[1]: {message}"),
            ]
        );
    }
}

#[test]
fn the_address_of_a_schema_means_nothing() {
    let mut value = with_number("at_least", 3.0.into());
    let plain = format!("{:?}", dataset::read(&value));
    let Value::Object(entries) = &mut value else { panic!("a dataset is an object") };
    entries.insert(0, ("$schema".into(), "claims-dataset.schema.json".into()));
    assert_eq!(format!("{:?}", dataset::read(&value)), plain);
    assert!(dataset::read_if_sound(&value).is_some());
}

#[test]
fn numbers_at_the_edge_are_taken() {
    for (number, read) in [(0.0, 0.0), (-0.0, 0.0), (5e-324, 5e-324), (1e15, 1e15)] {
        let dataset = dataset::read(&with_number("at_least", Value::Number(number)))
            .unwrap_or_else(|problems| panic!("{number}: {:?}", lines(&problems)));
        let low = dataset.readings_of(0, 0)[0].bounds.low;
        assert!(low.to_bits() == f64::to_bits(read), "{number} was read as {low}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_stack_overflow() {
    for (open, close) in [("[", "]"), ("{\"claims\":", "}")] {
        for depth in [33, 200, 10_000] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let error = serde_json::from_str::<Value>(&text)
                .expect_err(&format!("{depth} levels of {open}"))
                .to_string();
            // The JSON parser may refuse sooner than the dataset does.
            assert!(
                error.contains("nested more than 32 deep") || error.contains("recursion limit"),
                "{depth} levels of {open}: {error}"
            );
        }
    }
    let bearable = format!("{}1{}", "[".repeat(32), "]".repeat(32));
    let value: Value = serde_json::from_str(&bearable).expect("32 levels are read");
    assert_eq!(lines(&problems(&value)), ["dataset: must be an object, not a list"]);
}

#[test]
fn a_number_beyond_every_floating_point_number_is_not_read_as_infinity() {
    let error = serde_json::from_str::<Value>(r#"{"of": 1e999}"#).expect_err("1e999 is too large");
    assert!(error.to_string().contains("out of range"), "{error}");
}

#[test]
fn a_very_long_chain_of_corrections_is_followed_without_recursion() {
    const N: usize = 20_000;
    let claims: Vec<String> = (0..N)
        .map(|n| {
            let next = (n + 1) % N;
            format!(r#"{{"id":"c{n}","claimant":"p","said":"2024-05-04","supersedes":"c{next}"}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"title":"T","measures":[{{"id":"m","label":"M"}}],"parties":[],"claimants":[{{"id":"p","name":"P"}}],"claims":[{}]}}"#,
        claims.join(",")
    );
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let found = problems(&value);
    assert_eq!(found.len(), 1, "one cycle");
    assert_eq!(found[0].path, "claims[0].supersedes");
    assert!(
        found[0].message.len() < 1_000,
        "a message of {} bytes is not read by anyone",
        found[0].message.len()
    );
}

#[test]
fn messages_begin_small_and_end_without_a_full_stop() {
    for entry in std::fs::read_dir(folder()).expect("the folder of bad datasets") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a dataset");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        for problem in problems(&value) {
            let Problem { path, message } = &problem;
            assert!(!path.is_empty() && !message.is_empty(), "{problem:?}");
            assert!(!message.ends_with('.'), "{problem}");
            assert!(!message.starts_with(char::is_uppercase), "{problem}");
            assert!(!message.contains(char::is_control), "{problem:?}");
            assert!(message.chars().count() <= 250, "too long to be read: {problem}");
        }
    }
}

/// A value in a tree, by the way to it: each step chooses among what a list or an object holds.
fn inner<'a>(value: &'a mut Value, way: &[usize]) -> &'a mut Value {
    let Some((&step, rest)) = way.split_first() else { return value };
    let n_inner = match value {
        Value::List(items) => items.len(),
        Value::Object(entries) => entries.len(),
        _ => 0,
    };
    if n_inner == 0 {
        return value;
    }
    match value {
        Value::List(items) => inner(&mut items[step % n_inner], rest),
        Value::Object(entries) => inner(&mut entries[step % n_inner].1, rest),
        leaf => leaf,
    }
}

/// What may stand in a dataset at a wrong place, and at a right one.
fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        prop_oneof![Just(f64::NAN), Just(-0.0), Just(0.0), Just(1e16), -10.0..10_000.0]
            .prop_map(Value::Number),
        prop_oneof![
            Just(""),
            Just(" "),
            Just("killed"),
            Just("ukraine"),
            Just("nis"),
            Just("verified"),
            Just("2024-12-23"),
            Just("2024-12"),
            Just("2024-13"),
            Just("2024-02-30"),
            Just("0000-00-00"),
        ]
        .prop_map(Value::from),
        Just(Value::List(Vec::new())),
        Just(Value::List(vec!["killed".into(), "wounded".into()])),
        Just(Value::List(vec![Value::Number(3.0), Value::Number(2.0)])),
        Just(Value::Object(Vec::new())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The widget refuses what the problems are about, and nothing else.
    #[test]
    fn a_dataset_is_sound_exactly_where_it_has_no_problem(
        changes in prop::collection::vec(
            (prop::collection::vec(0..1_000_usize, 1..6), 0..5, odd_value()), 0..4),
    ) {
        let mut value: Value = serde_json::from_str(dataset::KURSK).expect("JSON");
        for (way, change, odd) in changes {
            let place = inner(&mut value, &way);
            match (change, &mut *place) {
                (0, Value::List(items)) => { items.pop(); }
                (0, Value::Object(entries)) => { entries.pop(); }
                (1, Value::List(items)) => items.extend(items.first().cloned()),
                (1, Value::Object(entries)) => entries.extend(entries.first().cloned()),
                (2, Value::Object(entries)) => entries.push(("supersedes".into(), odd)),
                (3, Value::Object(entries)) => entries.push(("at_most".into(), odd)),
                _ => *place = odd,
            }
        }
        let (told, sound) = (dataset::read(&value), dataset::read_if_sound(&value));
        // Neither a dataset's parts nor floating point numbers are compared otherwise.
        prop_assert_eq!(format!("{:?}", told.as_ref().ok()), format!("{:?}", sound), "{:?}", told);
    }
}
