//! How long it takes to explain claims, and how that grows with their number: `make bench`.
//!
//! The claims are about one measure over ten years, one in twenty over a period; they all fit, or one in
//! seven does not.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used)]

use claims_core::dataset::{self, Value};
use claims_core::export::explanation;
use claims_core::model::{Dataset, Day};
use claims_core::reason::Reasoning;
use claims_core::view::Selection;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use serde_json::json;

const N_DAYS: usize = 3_650;
/// The longest period, in days.
const LONGEST: usize = 29;

/// Numbers that look random and are the same each time: xorshift (G. Marsaglia, *Xorshift RNGs*, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Fitting,
    Contradicting,
}

/// Claims about a history that has been made up.
fn claims(n: usize, kind: Kind) -> Dataset {
    let mut numbers = Numbers(n as u64 + 1);
    let mut history = vec![0];
    for day in 0..N_DAYS {
        history.push(history[day] + numbers.below(20));
    }
    let first = Day::from_civil(2015, 1, 1).unwrap();
    let date = |day: usize| {
        let (year, month, day) = Day(first.0 + day as i32).civil();
        format!("{year:04}-{month:02}-{day:02}")
    };
    let mut claims = Vec::with_capacity(n);
    for claim in 0..n {
        let day = LONGEST + numbers.below(N_DAYS - LONGEST);
        let mut entry =
            json!({"id": format!("claim-{claim}"), "claimant": "somebody", "said": date(day)});
        let mut count = history[day];
        if numbers.below(20) == 0 {
            let length = 1 + numbers.below(LONGEST);
            count -= history[day - length];
            entry["period"] = json!({"from": date(day + 1 - length), "to": date(day)});
        }
        let (below, above) = (numbers.below(50), numbers.below(50));
        let count = match kind {
            Kind::Contradicting if numbers.below(7) == 0 => numbers.below(history[N_DAYS]),
            _ => count,
        };
        let figure = match numbers.below(4) {
            0 => json!({"measure": "m", "at_least": count.saturating_sub(below)}),
            1 => json!({"measure": "m", "fewer_than": count + above + 1}),
            2 => json!({"measure": "m", "at_most": count + above}),
            _ => json!({"measure": "m", "between": [count.saturating_sub(below), count + above]}),
        };
        entry["figures"] = json!([figure]);
        claims.push(entry);
    }
    let written = json!({
        "title": "Claims", "measures": [{"id": "m", "label": "Counted"}], "parties": [],
        "claimants": [{"id": "somebody", "name": "Somebody"}], "claims": claims,
    });
    let value: Value = serde_json::from_value(written).unwrap();
    dataset::read(&value).unwrap()
}

fn explain(criterion: &mut Criterion) {
    for (name, kind) in [("fitting", Kind::Fitting), ("contradicting", Kind::Contradicting)] {
        let mut group = criterion.benchmark_group(format!("explain {name}"));
        group.sample_size(10);
        for n in [100, 1_000, 10_000, 100_000] {
            let dataset = claims(n, kind);
            group.bench_with_input(BenchmarkId::from_parameter(n), &dataset, |bench, dataset| {
                bench.iter(|| {
                    let reasoning = Reasoning::new(dataset, &Selection::default());
                    explanation(dataset, &reasoning)
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, explain);
criterion_main!(benches);
