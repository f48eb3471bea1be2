//! What the fuzzers have found, each as the small dataset that it comes down to.

use claims_core::dataset::{self, Value};
use claims_core::model::Dataset;
use claims_core::reason::Reasoning;
use claims_core::scene::{TableMetrics, Theme, bars, timeline};
use claims_core::view::{Form, Selection, View};
use claims_core::words::Language;

/// A whole with two parts, and claims of one day: each a measure, `w`, `a` or `b`, a kind and a number.
fn whole_and_parts(claims: &[(&str, &str, f64)]) -> Dataset {
    let claims: Vec<Value> = claims
        .iter()
        .enumerate()
        .map(|(n, (measure, kind, number))| {
            serde_json::json!({"id": format!("c{n}"), "claimant": "p", "said": "2024-05-04",
                "figures": [{"measure": measure, *kind: number}]})
        })
        .map(|claim| serde_json::from_value(claim).expect("a claim"))
        .collect();
    let dataset = serde_json::json!({"title": "T", "measures": [
        {"id": "w", "label": "Whole", "sum_of": ["a", "b"]}, {"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
        "parties": [], "claimants": [{"id": "p", "name": "P"}], "claims": claims});
    let value: Value = serde_json::from_value(dataset).expect("JSON");
    dataset::read(&value).expect("it is sound")
}

#[test]
fn the_least_number_has_an_axis() {
    // A fifth of it is 0, and steps of 0 lead nowhere: the picture was never done.
    let dataset = whole_and_parts(&[("w", "exactly", 5e-324)]);
    let (english, theme) = (Language::english(), Theme::LIGHT);
    let view = View::initial(&dataset);
    let envelope = Reasoning::new(&dataset, &view.selection).envelope(view.measure);
    timeline(&english, &dataset, &view, &envelope, 720.0, &theme, &TableMetrics);
    let view = View { form: Form::Bars, ..view };
    bars(&english, &dataset, &view, 720.0, &theme, &TableMetrics);
}

#[test]
fn what_differs_little_beside_the_largest_number_is_not_taken_as_settled() {
    // The part that deals with contradictions would not have been fetched when one of the claims was left out.
    let dataset = whole_and_parts(&[
        ("a", "at_least", 0.0),
        ("b", "at_most", 1e15),
        ("w", "exactly", 10.0),
        ("w", "exactly", 20.0),
    ]);
    assert!(Reasoning::if_settled(&dataset).is_none());
    let reasoning = Reasoning::new(&dataset, &Selection::default());
    let sets: Vec<&[usize]> =
        reasoning.contradictions().iter().map(|found| &found.claims[..]).collect();
    assert_eq!(sets, [&[2, 3][..]]);
}
