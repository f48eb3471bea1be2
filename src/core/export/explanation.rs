//! What claims imply together, as a tree of values: envelopes with their reasons, and contradictions.

use crate::dataset::{Fields, Value};
use crate::model::{Dataset, Day};
use crate::reason::{End, Reasoning};

/// What a dataset's claims imply together.
///
/// For each measure `measure`, `consistent` and `envelope`: for each day that its claims name `date`,
/// `low`, `low_open`, `low_because`, `high` (null where nothing bounds it), `high_open`, `high_because`;
/// and `contradictions` with `claims` and `within_rounding`. `truncated` is there, and true, only where
/// there are more contradictions.
pub fn explanation(dataset: &Dataset, reasoning: &Reasoning) -> Value {
    let ids = |claims: &[usize]| {
        Value::List(claims.iter().map(|&claim| dataset.claims[claim].id.as_str().into()).collect())
    };
    let mut measures = Vec::with_capacity(dataset.measures.len());
    for (n, measure) in dataset.measures.iter().enumerate() {
        let mut envelope = Vec::new();
        for at in reasoning.envelope(n) {
            let mut fields = Fields::default();
            fields.set("date", iso(at.day));
            fields.set("low", at.bounds.low);
            fields.set("low_open", at.bounds.low_open);
            fields.set("low_because", ids(&reasoning.because(n, at.day, End::Low)));
            fields.set("high", at.bounds.is_bounded_above().then_some(at.bounds.high));
            fields.set("high_open", at.bounds.high_open);
            fields.set("high_because", ids(&reasoning.because(n, at.day, End::High)));
            envelope.push(fields.into());
        }
        let mut fields = Fields::default();
        fields.set("measure", measure.id.as_str());
        fields.set("consistent", reasoning.is_consistent(n));
        fields.set("envelope", Value::List(envelope));
        measures.push(fields.into());
    }
    let mut contradictions = Vec::new();
    for contradiction in reasoning.contradictions() {
        let mut fields = Fields::default();
        fields.set("claims", ids(&contradiction.claims));
        fields.set("within_rounding", contradiction.within_rounding);
        contradictions.push(fields.into());
    }
    let mut fields = Fields::default();
    fields.set("measures", Value::List(measures));
    fields.set("contradictions", Value::List(contradictions));
    if reasoning.is_truncated() {
        fields.set("truncated", true);
    }
    fields.into()
}

/// `2024-12-23`.
fn iso(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}
