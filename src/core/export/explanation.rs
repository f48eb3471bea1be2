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
        Value::List(claims.iter().map(|&claim| dataset.claim_ids[claim].into()).collect())
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

/// `2024-12-23`. Written without filling up, which the wasm has no way to do.
pub fn iso(day: Day) -> String {
    let (year, month, day) = day.civil();
    let mut text = String::new();
    for (n, unit) in [(year as u32, 1_000), (month, 10), (day, 10)] {
        if !text.is_empty() {
            text.push('-');
        }
        let mut unit = unit;
        while unit > 0 {
            text.push(char::from(b'0' + (n / unit % 10) as u8));
            unit /= 10;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_with_all_their_digits() {
        for (year, month, day, text) in
            [(2024, 12, 23, "2024-12-23"), (987, 6, 5, "0987-06-05"), (1, 1, 1, "0001-01-01")]
        {
            assert_eq!(Day::from_civil(year, month, day).map(iso).as_deref(), Some(text));
        }
    }
}
