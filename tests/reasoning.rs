//! The reasoning against a slow, obviously right version of it, on random small datasets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod oracle;

use std::path::Path;

use claims_core::dataset;
use claims_core::model::{Bounds, Dataset, Measure};
use claims_core::reason::{End, Reasoning};
use claims_core::view::Selection;
use oracle::faults::{because_faults, contradiction_faults, envelope_faults};
use oracle::found::{Found, is_within, show};
use oracle::plan::{Plan, written};
use oracle::random::{self, Case, case, honest_plan, read};
use oracle::system::Oracle;
use oracle::traits::Traits;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// What one of the comparisons with the oracle says of a case.
fn faults_of(case: &Case, compare: fn(&Oracle, &Found) -> Vec<String>) -> Vec<String> {
    let dataset = case.read();
    let reasoning = Reasoning::new(&dataset, &case.selection);
    compare(&Oracle::new(&dataset, &case.selection), &Found::by(&reasoning, &dataset))
}

/// Everything that is found, in lines that name claims by their ids.
fn findings(dataset: &Dataset, selection: &Selection) -> Vec<String> {
    let reasoning = Reasoning::new(dataset, selection);
    let sorted_ids = |claims: &[usize]| {
        let mut ids: Vec<&str> = claims.iter().map(|&idx| &dataset.claim_ids[idx]).collect();
        ids.sort_unstable();
        ids.join(", ")
    };
    let mut lines = Vec::new();
    for found in reasoning.contradictions() {
        let within = found.within_rounding;
        lines.push(format!("[{}] within rounding: {within}", sorted_ids(&found.claims)));
    }
    lines.sort_unstable();
    for (measure, Measure { id, .. }) in dataset.measures.iter().enumerate() {
        lines.push(format!("{id} consistent: {}", reasoning.is_consistent(measure)));
        for at in reasoning.envelope(measure) {
            let because = |end| sorted_ids(&reasoning.because(measure, at.day, end));
            let (low, high) = (because(End::Low), because(End::High));
            let (day, bounds) = (written(at.day), show(at.bounds));
            lines.push(format!(
                "{id} on {day}: {bounds} low because [{low}], high because [{high}]"
            ));
        }
    }
    lines
}

/// The lines that only one of two findings has.
fn differences(before: &[String], after: &[String]) -> Vec<String> {
    let only = |mark: char, these: &[String], those: &[String]| {
        let lines = these.iter().filter(|line| !those.contains(line));
        lines.map(|line| format!("{mark} {line}")).collect::<Vec<_>>()
    };
    [only('-', before, after), only('+', after, before)].concat()
}

/// A dataset as JSON with its claims changed.
fn with_claims(text: &str, change: impl FnOnce(&mut Vec<serde_json::Value>)) -> String {
    let mut value: serde_json::Value = serde_json::from_str(text).expect("the dataset is JSON");
    change(value["claims"].as_array_mut().expect("a list of claims"));
    value.to_string()
}

/// How findings change when only the claims that take part are in the dataset.
fn left_out_faults(case: &Case) -> Vec<String> {
    let dataset = case.read();
    let taking_part = Oracle::new(&dataset, &case.selection).taking_part;
    let text = with_claims(&case.text, |claims| {
        *claims = taking_part.iter().map(|&idx| claims[idx].clone()).collect();
        for claim in claims {
            claim.as_object_mut().expect("a claim is an object").remove("supersedes");
        }
    });
    let before = findings(&dataset, &case.selection);
    differences(&before, &findings(&read(&text), &Selection::default()))
}

/// How findings change when the claims stand in another order.
fn order_faults(case: &Case, order: &[usize]) -> Vec<String> {
    let text = with_claims(&case.text, |claims| {
        let places = order.iter().filter(|&&place| place < claims.len());
        *claims = places.map(|&place| claims[place].clone()).collect();
    });
    let before = findings(&case.read(), &case.selection);
    differences(&before, &findings(&read(&text), &case.selection))
}

/// Where hiding one more party narrows an envelope or takes it away.
fn hiding_faults(case: &Case, party: usize) -> Vec<String> {
    let dataset = case.read();
    let mut fewer = case.selection.clone();
    fewer.hidden.push(Some(party));
    let (before, after) =
        (Reasoning::new(&dataset, &case.selection), Reasoning::new(&dataset, &fewer));
    let mut faults = Vec::new();
    for (measure, Measure { id, .. }) in dataset.measures.iter().enumerate() {
        if !before.is_consistent(measure) {
            continue;
        }
        if !after.is_consistent(measure) {
            faults.push(format!("{id}: no longer consistent"));
        }
        let narrow = before.envelope(measure);
        for wide in after.envelope(measure) {
            let day = written(wide.day);
            match narrow.iter().find(|at| at.day == wide.day) {
                None => faults.push(format!("{id}: {day} is named by nobody")),
                Some(at) if !is_within(at.bounds, wide.bounds) => {
                    let (narrow, wide) = (show(at.bounds), show(wide.bounds));
                    faults.push(format!("{id} on {day}: {narrow} has become {wide}"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// Where the true history of a dataset's measures is said to be impossible.
fn untrue(plan: &Plan) -> Vec<String> {
    let dataset = read(&plan.text());
    let reasoning = Reasoning::new(&dataset, &Selection::default());
    let mut faults = Vec::new();
    for contradiction in reasoning.contradictions() {
        faults.push(format!("claims {:?} can all hold", contradiction.claims));
    }
    for (measure, Measure { id, .. }) in dataset.measures.iter().enumerate() {
        if !reasoning.is_consistent(measure) {
            faults.push(format!("{id} is consistent"));
        }
        for at in reasoning.envelope(measure) {
            let number = plan.true_count(measure, at.day);
            let count = Bounds::closed(number, number);
            if !is_within(count, at.bounds) {
                let (day, bounds) = (written(at.day), show(at.bounds));
                faults.push(format!("{id} on {day} is {number}, not {bounds}"));
            }
        }
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn envelopes_are_the_tightest_that_the_claims_imply(case in case()) {
        let faults = faults_of(&case, envelope_faults);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn contradictions_are_those_that_there_are(case in case()) {
        let faults = faults_of(&case, contradiction_faults);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn reasons_imply_their_end_and_none_can_be_spared(case in case()) {
        let faults = faults_of(&case, because_faults);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn claims_that_are_left_out_change_nothing(case in case()) {
        let faults = left_out_faults(&case);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn the_order_of_claims_changes_nothing(case in case(), order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()) {
        let faults = order_faults(&case, &order);
        prop_assert!(faults.is_empty(), "order {order:?}\n{}", faults.join("\n"));
    }

    #[test]
    fn hiding_a_party_never_narrows_an_envelope(case in case(), party in 0usize..2) {
        let faults = hiding_faults(&case, party);
        prop_assert!(faults.is_empty(), "hiding {party}\n{}", faults.join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn envelopes_of_many_claims_are_the_tightest_too(plan in honest_plan(8..=20)) {
        let case = Case { text: plan.text(), selection: Selection::default() };
        let faults = [envelope_faults, because_faults].map(|compare| faults_of(&case, compare));
        prop_assert!(faults.concat().is_empty(), "{}", faults.concat().join("\n"));
    }

    #[test]
    fn what_is_true_is_never_ruled_out(plan in honest_plan(30..=250)) {
        let faults = untrue(&plan);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn corners_agree_with_the_oracle() {
    // An end that is open twice over is no tighter than one that is open once: one claim is enough.
    let twice_open = r#"{"title": "T", "measures": [{"id": "m", "label": "M"}],
        "parties": [], "claimants": [{"id": "o", "name": "O"}],
        "claims": [
            {"id": "total", "claimant": "o", "said": "2024-01-31", "figures": [{"measure": "m", "more_than": 0}]},
            {"id": "added", "claimant": "o", "said": "2024-02-01", "period": {"from": "2024-02-01", "to": "2024-02-01"},
             "figures": [{"measure": "m", "more_than": 0}]}
        ]}"#;
    // Of a whole that grows on the last day by as much as its part does on all of them.
    let days: Vec<String> = (1..=26)
        .map(|day| {
            let whole = if day == 26 { r#", {"measure": "w", "at_least": 26}"# } else { "" };
            format!(
                r#"{{"id": "d{day}", "claimant": "o", "said": "2024-06-{day:02}",
                    "period": {{"from": "2024-06-{day:02}", "to": "2024-06-{day:02}"}},
                    "figures": [{{"measure": "m", "at_least": 1}}{whole}]}}"#
            )
        })
        .collect();
    let many_days = format!(
        r#"{{"title": "T", "measures": [{{"id": "w", "label": "W", "includes": ["m"]}}, {{"id": "m", "label": "M"}}],
            "parties": [], "claimants": [{{"id": "o", "name": "O"}}], "claims": [{}]}}"#,
        days.join(",")
    );
    for text in [twice_open.to_owned(), many_days] {
        let case = Case { text, selection: Selection::default() };
        for compare in [envelope_faults, contradiction_faults, because_faults] {
            let faults = faults_of(&case, compare);
            assert!(faults.is_empty(), "{}\n{case:?}", faults.join("\n"));
        }
    }
}

#[test]
fn the_random_datasets_are_of_every_sort() {
    const N: usize = 1_000;
    let mut runner = TestRunner::deterministic();
    let all: Vec<Traits> = (0..N)
        .map(|_| Traits::of(&random::case().new_tree(&mut runner).expect("a case").current()))
        .collect();
    let check = |name: &str, least: usize, is_so: fn(&Traits) -> bool| {
        let n = all.iter().filter(|traits| is_so(traits)).count();
        println!("{name}: {n} of {N}");
        assert!(n >= least, "{name}: only {n} of {N}, not {least}");
    };
    check("fits", 400, |traits| traits.fits);
    check("does not fit", 150, |traits| !traits.fits);
    check("a claim contradicts itself", 50, |traits| traits.contradicts_itself);
    check("two contradict each other", 80, |traits| traits.has_pair);
    check("it takes more than two", 6, |traits| traits.has_irreducible_set);
    check("rounding explains it", 30, |traits| traits.rounding_explains);
    check("rounding does not explain it", 80, |traits| traits.rounding_does_not_explain);
    check("an end is closed", 250, |traits| traits.has_closed_end);
    check("a low end is open", 40, |traits| traits.has_open_low);
    check("a high end is open", 40, |traits| traits.has_open_high);
    check("claims are left out", 200, |traits| traits.leaves_claims_out);
}

#[test]
fn what_the_cases_expect_is_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let reasons = std::fs::read_dir(folder.join("reason")).expect("the folder of cases");
    let mut folders: Vec<_> = reasons.map(|entry| entry.expect("an entry").path()).collect();
    folders.extend([folder.join("kursk"), folder.join("crowd")]);
    let mut faults = Vec::new();
    for folder in folders {
        let file = |name: &str| std::fs::read_to_string(folder.join(name));
        let is_embedded = folder.ends_with("kursk");
        let text =
            if is_embedded { dataset::KURSK.to_owned() } else { file("dataset.json").unwrap() };
        let dataset = read(&text);
        let explanation = serde_json::from_str(&file("explanation.json").unwrap()).expect("JSON");
        let oracle = Oracle::new(&dataset, &Selection::default());
        let found = Found::told(&explanation, &dataset);
        for compare in [envelope_faults, contradiction_faults, because_faults] {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            faults.extend(compare(&oracle, &found).iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
