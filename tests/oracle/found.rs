//! What was found in a dataset, by the reasoning or by hand, and whether two ends are the same.

use claims_core::model::{Bounds, Dataset, Day};
use claims_core::reason::{Contradiction, End, Reasoning};
use serde_json::Value;

/// How far an end may be from the exact one: numbers in these datasets differ by 0.05 or more.
const TOLERANCE: f64 = 1e-6;

pub fn show(bounds: Bounds) -> String {
    let low = if bounds.low_open { '(' } else { '[' };
    let high = if bounds.high_open || !bounds.is_bounded_above() { ')' } else { ']' };
    let round = |number: f64| format!("{}", (number * 1e6).round() / 1e6);
    format!("{low}{}, {}{high}", round(bounds.low), round(bounds.high))
}

pub fn is_near(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= TOLERANCE
}

/// Whether one of the two ends is the same, openness included.
pub fn is_same_end(a: Bounds, b: Bounds, end: End) -> bool {
    match end {
        End::Low => is_near(a.low, b.low) && a.low_open == b.low_open,
        End::High => is_near(a.high, b.high) && a.high_open == b.high_open,
    }
}

pub fn is_same(a: Bounds, b: Bounds) -> bool {
    is_same_end(a, b, End::Low) && is_same_end(a, b, End::High)
}

/// Whether every count that `inner` allows is one that `outer` allows.
pub fn is_within(inner: Bounds, outer: Bounds) -> bool {
    let low = if is_near(inner.low, outer.low) {
        inner.low_open >= outer.low_open
    } else {
        inner.low > outer.low
    };
    let high = if is_near(inner.high, outer.high) {
        inner.high_open >= outer.high_open
    } else {
        inner.high < outer.high
    };
    low && high
}

/// Everything that is found.
pub struct Found {
    /// Of each measure.
    pub is_consistent: Vec<bool>,
    /// Of each measure.
    pub envelopes: Vec<Vec<FoundAt>>,
    pub contradictions: Vec<Contradiction>,
    pub is_truncated: bool,
}

/// The envelope on one day, and the claims that imply its ends.
pub struct FoundAt {
    pub day: Day,
    pub bounds: Bounds,
    pub low_because: Vec<usize>,
    pub high_because: Vec<usize>,
}

impl Found {
    pub fn by(reasoning: &Reasoning, dataset: &Dataset) -> Found {
        let measures = 0..dataset.measures.len();
        let envelope = |measure: usize| {
            let at = |day, bounds| FoundAt {
                day,
                bounds,
                low_because: reasoning.because(measure, day, End::Low),
                high_because: reasoning.because(measure, day, End::High),
            };
            reasoning
                .envelope(measure)
                .into_iter()
                .map(|found| at(found.day, found.bounds))
                .collect()
        };
        Found {
            is_consistent: measures
                .clone()
                .map(|measure| reasoning.is_consistent(measure))
                .collect(),
            envelopes: measures.map(envelope).collect(),
            contradictions: reasoning.contradictions().to_vec(),
            is_truncated: reasoning.is_truncated(),
        }
    }

    /// What an explanation as JSON says.
    pub fn told(explanation: &Value, dataset: &Dataset) -> Found {
        let claims = |ids: &Value| -> Vec<usize> {
            let ids = ids.as_array().expect("a list of ids").iter();
            ids.map(|id| dataset.claim_by_id(id.as_str().expect("an id")).expect("a claim"))
                .collect()
        };
        let truth = |value: &Value| value.as_bool().expect("true or false");
        let at = |at: &Value| FoundAt {
            day: day(at["date"].as_str().expect("a date")),
            bounds: Bounds {
                low: at["low"].as_f64().expect("a number"),
                low_open: truth(&at["low_open"]),
                high: at["high"].as_f64().unwrap_or(f64::INFINITY),
                high_open: truth(&at["high_open"]),
            },
            low_because: claims(&at["low_because"]),
            high_because: claims(&at["high_because"]),
        };
        let contradiction = |told: &Value| Contradiction {
            claims: claims(&told["claims"]),
            within_rounding: truth(&told["within_rounding"]),
        };
        let list = |value: &Value| value.as_array().expect("a list").clone();
        let measures = list(&explanation["measures"]);
        let ids: Vec<&str> = measures.iter().filter_map(|told| told["measure"].as_str()).collect();
        let expected: Vec<&str> =
            dataset.measures.iter().map(|measure| measure.id.as_str()).collect();
        assert_eq!(ids, expected, "the measures in their order");
        Found {
            is_consistent: measures.iter().map(|told| truth(&told["consistent"])).collect(),
            envelopes: measures
                .iter()
                .map(|told| list(&told["envelope"]).iter().map(at).collect())
                .collect(),
            contradictions: list(&explanation["contradictions"])
                .iter()
                .map(contradiction)
                .collect(),
            is_truncated: explanation.get("truncated").is_some(),
        }
    }
}

fn day(written: &str) -> Day {
    let numbers: Vec<u32> =
        written.split('-').map(|part| part.parse().expect("a number")).collect();
    let [year, month, day] = numbers[..] else { panic!("{written} is not a day") };
    Day::from_civil(year as i32, month, day).expect("a day that exists")
}
