//! What is found in datasets, rule by rule: envelopes with their reasons, and contradictions.
//!
//! `cases/reason/<name>/dataset.json` is a dataset, `explanation.json` beside it what the command is to
//! explain of it. Explanations are worked out by hand from the rules; nothing writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use claims_core::dataset::{self, Value};
use claims_core::export;
use claims_core::model::{Dataset, Day};
use claims_core::reason::{Contradiction, End, Reasoning};
use claims_core::view::Selection;
use claims_core::words::{self, Language};
use serde_json::json;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

fn read(text: &str) -> Dataset {
    let value: Value = serde_json::from_str(text).expect("the dataset is JSON");
    dataset::read(&value).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("the dataset has problems:\n{}\n{text}", lines.join("\n"))
    })
}

/// What the command explains of a dataset, as other programs read it.
fn explain(dataset: &Dataset, selection: &Selection) -> serde_json::Value {
    let value = export::explanation(dataset, &Reasoning::new(dataset, selection));
    serde_json::to_value(value).expect("an explanation is JSON")
}

/// JSON with numbers that are written alike where they are equal but for the last bits.
fn written(value: &serde_json::Value) -> String {
    use serde_json::Value::{Array, Number, Object};
    match value {
        Number(number) => {
            let number = number.as_f64().expect("a number");
            ((number * 1e9).round() / 1e9).to_string()
        }
        Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Object(entries) => {
            let entry = |(key, value): (&String, _)| format!("{key}: {}", written(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// An explanation with everything in it, one line for each measure, each date and each contradiction.
fn lines(explanation: &serde_json::Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in explanation.as_object().expect("an explanation is an object") {
        let Some(items) = value.as_array() else {
            lines.push(format!("{key}: {}", written(value)));
            continue;
        };
        lines.push(format!("{key}:"));
        for item in items {
            let mut item = item.clone();
            let envelope = item.as_object_mut().and_then(|item| item.remove("envelope"));
            lines.push(format!("  {}", written(&item)));
            match envelope.as_ref().map(|envelope| (envelope, envelope.as_array())) {
                None => {}
                Some((_, Some(dates))) => {
                    let name = written(&item["measure"]);
                    lines.extend(dates.iter().map(|at| format!("    {name} {}", written(at))));
                }
                Some((other, None)) => lines.push(format!("    envelope: {}", written(other))),
            }
        }
    }
    lines
}

/// What differs, line by line; nothing where nothing does.
fn difference(expected: &[String], found: &[String]) -> Option<String> {
    if expected == found {
        return None;
    }
    let missing = expected.iter().filter(|line| !found.contains(line));
    let new = found.iter().filter(|line| !expected.contains(line));
    let changed: Vec<String> = missing
        .map(|line| format!("  - {line}"))
        .chain(new.map(|line| format!("  + {line}")))
        .collect();
    if changed.is_empty() {
        return Some(format!("  the order or number:\n  + {}", found.join("\n  + ")));
    }
    Some(changed.join("\n"))
}

/// Compares the explanation of a case's dataset with the expected one; says what differs.
fn check(case: &str) -> Result<(), String> {
    let folder = folder().join(case);
    let file = |name: &str| {
        std::fs::read_to_string(folder.join(name))
            .map_err(|error| format!("{case}/{name} cannot be read: {error}"))
    };
    let text = if case == "kursk" { dataset::KURSK.to_owned() } else { file("dataset.json")? };
    let expected: serde_json::Value = serde_json::from_str(&file("explanation.json")?)
        .map_err(|error| format!("{case}/explanation.json is not JSON: {error}"))?;
    let explanation = std::panic::catch_unwind(|| explain(&read(&text), &Selection::default()))
        .map_err(|_| format!("{case}: a panic"))?;
    match difference(&lines(&expected), &lines(&explanation)) {
        None => Ok(()),
        Some(difference) => Err(format!("{case}: the explanation differs:\n{difference}")),
    }
}

#[test]
fn every_rule_is_kept() {
    let mut cases = vec!["kursk".to_owned(), "crowd".to_owned()];
    for entry in std::fs::read_dir(folder().join("reason")).expect("the folder of cases") {
        let name = entry.expect("an entry").file_name();
        cases.push(format!("reason/{}", name.to_string_lossy()));
    }
    cases.sort_unstable();
    assert!(cases.len() >= 50, "only {} cases were found", cases.len());
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

/// A dataset about a running total `m` and a level `l`, with claims by parties `x` and `y`.
fn dataset_of(claims: &[serde_json::Value]) -> Dataset {
    let value = json!({
        "title": "T",
        "measures": [
            {"id": "m", "label": "M"},
            {"id": "l", "label": "L", "accumulates": false}
        ],
        "parties": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}],
        "claimants": [
            {"id": "x", "name": "X", "party": "x"},
            {"id": "y", "name": "Y", "party": "y"},
            {"id": "other", "name": "Somebody"}
        ],
        "claims": claims,
    });
    read(&value.to_string())
}

fn day(day: u32) -> Day {
    Day::from_civil(2024, 5, day).expect("a day in May")
}

fn as_of(day_of_may: u32) -> Selection {
    Selection { as_of: Some(day(day_of_may)), hidden: Vec::new() }
}

fn hiding(party: usize) -> Selection {
    Selection { as_of: None, hidden: vec![Some(party)] }
}

/// The running total's envelope in short: day of May, low, high, and the claims that imply each.
fn envelope(dataset: &Dataset, selection: &Selection) -> Vec<String> {
    let reasoning = Reasoning::new(dataset, selection);
    let ids = |claims: Vec<usize>| {
        let ids: Vec<&str> = claims.iter().map(|&idx| &dataset.claim_ids[idx]).collect();
        ids.join("+")
    };
    let entry = |at: claims_core::reason::EnvelopeAt| {
        let (_, month, day) = at.day.civil();
        let because = |end| ids(reasoning.because(0, at.day, end));
        let (low, high) = (because(End::Low), because(End::High));
        let bounds = at.bounds;
        format!("{day}.{month}. {} {low} – {} {high}", bounds.low, bounds.high)
    };
    reasoning.envelope(0).into_iter().map(entry).collect()
}

#[test]
fn what_is_said_after_the_reader_s_day_has_not_been_said() {
    let dataset = dataset_of(&[
        json!({"id": "a", "claimant": "x", "said": "2024-05-01", "figures": [{"measure": "m", "at_least": 1}]}),
        json!({"id": "b", "claimant": "x", "said": "2024-05-05", "as_of": "2024-05-02", "figures": [{"measure": "m", "at_most": 9}]}),
    ]);
    assert_eq!(envelope(&dataset, &as_of(4)), ["1.5. 1 a – inf "]);
    assert_eq!(envelope(&dataset, &as_of(5)), ["1.5. 1 a – 9 b", "2.5. 1 a – 9 b"]);
}

#[test]
fn what_is_said_in_a_month_is_said_on_its_last_day() {
    let dataset = dataset_of(&[
        json!({"id": "a", "claimant": "x", "said": "2024-05", "as_of": "2024-05-01", "figures": [{"measure": "m", "at_least": 1}]}),
    ]);
    assert_eq!(envelope(&dataset, &as_of(30)), [""; 0]);
    assert_eq!(envelope(&dataset, &as_of(31)), ["1.5. 1 a – inf "]);
}

#[test]
fn a_correction_that_is_said_later_has_not_happened_yet() {
    let dataset = dataset_of(&[
        json!({"id": "first", "claimant": "x", "said": "2024-05-01", "figures": [{"measure": "m", "exactly": 10}]}),
        json!({"id": "second", "claimant": "x", "said": "2024-05-03", "as_of": "2024-05-01", "figures": [{"measure": "m", "exactly": 20}], "supersedes": "first"}),
        json!({"id": "third", "claimant": "x", "said": "2024-05-05", "as_of": "2024-05-01", "figures": [{"measure": "m", "exactly": 30}], "supersedes": "second"}),
    ]);
    assert_eq!(envelope(&dataset, &as_of(2)), ["1.5. 10 first – 10 first"]);
    assert_eq!(envelope(&dataset, &as_of(4)), ["1.5. 20 second – 20 second"]);
    assert_eq!(envelope(&dataset, &as_of(5)), ["1.5. 30 third – 30 third"]);
    assert_eq!(envelope(&dataset, &Selection::default()), ["1.5. 30 third – 30 third"]);
}

#[test]
fn claims_of_hidden_parties_take_no_part() {
    let dataset = dataset_of(&[
        json!({"id": "a", "claimant": "x", "said": "2024-05-01", "figures": [{"measure": "m", "at_least": 5}]}),
        json!({"id": "b", "claimant": "y", "said": "2024-05-01", "figures": [{"measure": "m", "at_most": 4}]}),
        json!({"id": "c", "claimant": "other", "said": "2024-05-01", "figures": [{"measure": "m", "at_most": 9}]}),
    ]);
    let all = Reasoning::new(&dataset, &Selection::default());
    assert!(!all.is_consistent(0) && all.is_consistent(1));
    let pair = Contradiction { claims: vec![0, 1], within_rounding: false };
    assert!(all.contradictions() == [pair], "the pair of both parties");
    for (party, expected) in [(0, "1.5. 0  – 4 b"), (1, "1.5. 5 a – 9 c")] {
        let reasoning = Reasoning::new(&dataset, &hiding(party));
        assert!(reasoning.is_consistent(0) && reasoning.contradictions().is_empty());
        assert_eq!(envelope(&dataset, &hiding(party)), [expected]);
    }
    let both = Selection { as_of: None, hidden: vec![Some(0), Some(1)] };
    assert_eq!(envelope(&dataset, &both), ["1.5. 0  – 9 c"]);
}

#[test]
fn a_hidden_correction_still_corrects() {
    let dataset = dataset_of(&[
        json!({"id": "first", "claimant": "x", "said": "2024-05-01", "figures": [{"measure": "m", "exactly": 10}]}),
        json!({"id": "second", "claimant": "y", "said": "2024-05-03", "figures": [{"measure": "m", "exactly": 20}], "supersedes": "first"}),
        json!({"id": "other", "claimant": "other", "said": "2024-05-04", "figures": [{"measure": "m", "at_least": 1}]}),
    ]);
    assert_eq!(envelope(&dataset, &hiding(1)), ["4.5. 1 other – inf "]);
}

/// Claims that each give one level of the same day a number of its own.
fn disagreeing(n: usize) -> Dataset {
    dataset_of(&disagreeing_claims(n))
}

fn disagreeing_claims(n: usize) -> Vec<serde_json::Value> {
    let claim = |number| {
        json!({"id": format!("c{number}"), "claimant": "x", "said": "2024-05-04",
               "figures": [{"measure": "l", "exactly": number}]})
    };
    (0..n).map(claim).collect()
}

#[test]
fn at_most_a_thousand_contradictions_are_told_the_first_in_the_dataset_s_order() {
    // 45 claims make 990 pairs, 46 make 1,035.
    for (n_claims, n_told, is_truncated) in [(45, 990, false), (46, 1_000, true)] {
        let dataset = disagreeing(n_claims);
        let reasoning = Reasoning::new(&dataset, &Selection::default());
        let pairs: Vec<Vec<usize>> = (0..n_claims)
            .flat_map(|first| (first + 1..n_claims).map(move |second| vec![first, second]))
            .take(1_000)
            .collect();
        let told: Vec<Vec<usize>> =
            reasoning.contradictions().iter().map(|told| told.claims.clone()).collect();
        assert_eq!(told.len(), n_told, "of {n_claims} claims");
        assert!(told == pairs, "the first pairs of {n_claims} claims, in their order");
        assert_eq!(reasoning.is_truncated(), is_truncated, "of {n_claims} claims");
        assert!(!reasoning.is_consistent(1) && reasoning.is_consistent(0));
        let explanation = explain(&dataset, &Selection::default());
        let truncated = explanation.get("truncated");
        assert_eq!(truncated, is_truncated.then_some(&json!(true)), "of {n_claims} claims");
        assert_eq!(explanation["contradictions"].as_array().map(Vec::len), Some(n_told));
    }
}

#[test]
fn that_no_two_claims_contradict_each_other_is_said_where_all_were_looked_at() {
    for (n_claims, is_said) in [(45, true), (46, false)] {
        let mut claims = disagreeing_claims(n_claims);
        for (id, number) in [("a", 1), ("b", 2)] {
            claims.push(json!({"id": id, "claimant": "x", "said": "2024-05-04",
                               "figures": [{"measure": "m", "at_least": number}]}));
        }
        let dataset = dataset_of(&claims);
        let reasoning = Reasoning::new(&dataset, &Selection::default());
        let (english, day) = (Language::english(), Day::from_civil(2024, 5, 4).expect("a day"));
        let found = words::finding(&english, &dataset, &reasoning, 0, day).expect("a finding");
        let said = "No two of these claims contradict each other.".to_owned();
        assert_eq!(found.note, is_said.then_some(said), "beside {n_claims} claims at odds");
    }
}

#[test]
fn a_thousand_contradictions_are_all_of_them_and_one_more_is_not() {
    for (n_claims, is_truncated) in [(1_000, false), (1_001, true)] {
        let claims: Vec<serde_json::Value> = (0..n_claims)
            .map(|n| {
                json!({"id": format!("c{n}"), "claimant": "x", "said": "2024-05-04",
                       "figures": [{"measure": "m", "at_least": 2}, {"measure": "m", "at_most": 1}]})
            })
            .collect();
        let dataset = dataset_of(&claims);
        let reasoning = Reasoning::new(&dataset, &Selection::default());
        assert_eq!(reasoning.contradictions().len(), 1_000, "of {n_claims} claims");
        assert_eq!(reasoning.is_truncated(), is_truncated, "of {n_claims} claims");
    }
}

#[test]
fn a_contradiction_between_a_group_s_claims_leaves_the_other_measure_its_envelope() {
    let dataset = dataset_of(&[
        json!({"id": "a", "claimant": "x", "said": "2024-05-01", "figures": [{"measure": "m", "exactly": 5}, {"measure": "l", "exactly": 1}]}),
        json!({"id": "b", "claimant": "y", "said": "2024-05-01", "figures": [{"measure": "l", "exactly": 2}]}),
    ]);
    assert_eq!(envelope(&dataset, &Selection::default()), ["1.5. 5 a – 5 a"]);
    let reasoning = Reasoning::new(&dataset, &Selection::default());
    assert!(reasoning.envelope(1).is_empty() && !reasoning.is_consistent(1));
}

/// Claims of one claimant, "x", about "whole", the sum of "a" and "b".
fn whole_of_two(claims: &serde_json::Value) -> Dataset {
    let value = json!({
        "title": "T",
        "measures": [
            {"id": "whole", "label": "Whole", "sum_of": ["a", "b"]},
            {"id": "a", "label": "A"},
            {"id": "b", "label": "B"}
        ],
        "parties": [],
        "claimants": [{"id": "x", "name": "X"}],
        "claims": claims,
    });
    read(&value.to_string())
}

#[test]
fn tenths_contradict_nobody_who_has_added_them_up() {
    // In binary floating point, 0.1 + 0.2 is above 0.3, and 0.3 - 0.1 is below 0.2.
    let claims = json!([
        {"id": "parts", "claimant": "x", "said": "2024-05-04",
         "figures": [{"measure": "a", "exactly": 0.1}, {"measure": "b", "exactly": 0.2}]},
        {"id": "whole", "claimant": "x", "said": "2024-05-04", "figures": [{"measure": "whole", "exactly": 0.3}]},
        {"id": "added", "claimant": "x", "said": "2024-05-06", "period": {"from": "2024-05-05", "to": "2024-05-06"},
         "figures": [{"measure": "whole", "exactly": 0.7}]},
        {"id": "later", "claimant": "x", "said": "2024-05-06", "figures": [{"measure": "whole", "exactly": 1}]}
    ]);
    let dataset = whole_of_two(&claims);
    let reasoning = Reasoning::new(&dataset, &Selection::default());
    assert!(reasoning.is_consistent(0), "they fit");
    assert!(reasoning.contradictions().is_empty(), "{:?}", reasoning.contradictions());
}

#[test]
fn the_first_thousand_hold_a_set_that_comes_before_the_pairs() {
    let mut value = json!({
        "title": "T",
        "measures": [
            {"id": "whole", "label": "Whole", "sum_of": ["a", "b"]},
            {"id": "a", "label": "A"},
            {"id": "b", "label": "B"},
            {"id": "l", "label": "L", "accumulates": false}
        ],
        "parties": [],
        "claimants": [{"id": "x", "name": "X"}],
        "claims": [],
    });
    let claims = value["claims"].as_array_mut().expect("a list");
    let mut say = |measure: &str, number: usize| {
        let id = format!("{measure}{number}");
        claims.push(json!({"id": id, "claimant": "x", "said": "2024-05-04",
                           "figures": [{"measure": measure, "exactly": number}]}));
    };
    // Any two of these fit.
    say("whole", 10);
    say("a", 6);
    say("b", 5);
    // No two of these do.
    (0..46).for_each(|number| say("l", number));
    let dataset = read(&value.to_string());
    let reasoning = Reasoning::new(&dataset, &Selection::default());
    let told: Vec<&[usize]> =
        reasoning.contradictions().iter().map(|told| &told.claims[..]).take(3).collect();
    assert_eq!(told, [&[0, 1, 2][..], &[3, 4], &[3, 5]]);
    assert_eq!(reasoning.contradictions().len(), 1_000);
    assert!(reasoning.is_truncated());
}

#[test]
fn what_a_period_says_of_a_whole_and_its_part_meets_what_was_counted_by_a_day_within_it() {
    let claim = |id: &str, said: &str, period: Option<[&str; 2]>, figures: serde_json::Value| {
        let period = period.map(|[from, to]| json!({"from": from, "to": to}));
        json!({"id": id, "claimant": "x", "said": said, "period": period, "figures": figures})
    };
    let in_may = |days: [&str; 2]| {
        let figures =
            json!([{"measure": "all", "at_most": 190}, {"measure": "part", "more_than": 240}]);
        claim("period", "2024-06-11", Some(days), figures)
    };
    let by_june = claim("none", "2024-06-02", None, json!([{"measure": "all", "exactly": 0}]));
    let before = claim("some", "2024-05-07", None, json!([{"measure": "part", "about": 120}]));
    for days in [["2024-05-02", "2024-06-10"], ["2024-05", "2024-06-10"]] {
        let dataset = read(
            &json!({
                "title": "T",
                "measures": [
                    {"id": "all", "label": "All", "includes": ["part"]},
                    {"id": "part", "label": "Part"},
                ],
                "parties": [],
                "claimants": [{"id": "x", "name": "X"}],
                "claims": [in_may(days), before.clone(), by_june.clone()],
            })
            .to_string(),
        );
        let reasoning = Reasoning::new(&dataset, &Selection::default());
        let told: Vec<&[usize]> =
            reasoning.contradictions().iter().map(|told| &told.claims[..]).collect();
        assert_eq!(told, [&[0, 2][..], &[1, 2]], "{days:?}");
    }
}

#[test]
fn pairs_of_a_sum_are_found_among_hundreds_of_claims() {
    let first = Day::from_civil(2024, 1, 1).expect("a day");
    let date = |n: i32| {
        let (year, month, day) = Day(first.0 + n).civil();
        format!("{year:04}-{month:02}-{day:02}")
    };
    // The whole is 1,000 and grows by 10 a day; on day 200 both parts are said to be at most 900.
    let mut claims: Vec<serde_json::Value> = (0..450)
        .map(|n| {
            json!({"id": format!("c{n}"), "claimant": "x", "said": date(n),
                   "figures": [{"measure": "whole", "exactly": 1_000 + 10 * n}]})
        })
        .collect();
    claims.push(json!({"id": "parts", "claimant": "x", "said": date(200),
        "figures": [{"measure": "a", "at_most": 400}, {"measure": "b", "at_most": 500}]}));
    let dataset = whole_of_two(&claims.into());
    let reasoning = Reasoning::new(&dataset, &Selection::default());
    let told: Vec<Vec<usize>> =
        reasoning.contradictions().iter().map(|told| told.claims.clone()).collect();
    let pairs: Vec<Vec<usize>> = (0..=200).map(|n| vec![n, 450]).collect();
    assert_eq!(told, pairs, "each total up to day 200 and the parts");
    for measure in 0..3 {
        assert!(!reasoning.is_consistent(measure) && reasoning.envelope(measure).is_empty());
    }
}
