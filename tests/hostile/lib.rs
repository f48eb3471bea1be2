//! What the core has to do with any input whatever: not panic, keep its promises, and take memory in proportion.
//!
//! The fuzzers in `tests/fuzz/` call these functions with what they think up, the tests beside this file with the corpus
//! that is kept and with inputs at the limits.

mod draw;
pub mod meter;
mod promises;

/// The slow, obviously right reasoning that `tests/reasoning.rs` compares with, without what draws random datasets.
#[allow(dead_code, missing_docs)]
#[path = "../oracle"]
mod oracle {
    pub mod expected;
    pub mod faults;
    pub mod found;
    pub mod number;
    pub mod plan;
    pub mod program;
    pub mod system;
}

use claims_core::dataset::{self, Value};
use claims_core::export;
use claims_core::model::Dataset;
use claims_core::view::Selection;

use draw::Draw;
use meter::measured;

/// More than this of a dataset's claims are read and not looked at: that belongs to the tests at the limits.
const MAX_CLAIMS: usize = 60;
/// The oracle is slow.
const MAX_ORACLE_CLAIMS: usize = 7;

/// A dataset in JSON: it is read, or each of its problems is told; both readers agree.
pub fn json(bytes: &[u8]) {
    measured("reading JSON", bytes.len(), || {
        let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
        let read = promises::of_reading(&value);
        if let Some(dataset) = read {
            let text = serde_json::to_string(&value).expect("a value can be written");
            let again: Value = serde_json::from_str(&text).expect("and read");
            assert_eq!(format!("{:?}", dataset::read(&again).ok()), format!("{:?}", Some(dataset)));
        }
    });
    if let Some(dataset) = sound(bytes) {
        promises::of_a_chart(&dataset, &Selection::default(), bytes.len());
    }
}

/// A dataset in CSV: it is read, or each of its problems is told by row; what is read and written comes back.
pub fn csv(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    measured("reading CSV", bytes.len(), || match dataset::read_csv(&text, "A title") {
        Ok(value) => {
            let dataset = promises::of_reading(&value).expect("what was read from CSV is sound");
            let written = export::csv(&dataset);
            let again = dataset::read_csv(&written, "A title").unwrap_or_else(|problems| {
                panic!("what was written is refused: {problems:?}\n{written}")
            });
            let again = dataset::read(&again).expect("and is sound");
            assert_eq!(again.claims.len(), dataset.claims.len(), "{written}");
            assert!(again.claim_ids.iter().eq(dataset.claim_ids.iter()), "{written}");
            for (claim, other) in dataset.claims.iter().zip(&again.claims) {
                assert_eq!(
                    (claim.said, &claim.details.wording, &claim.details.note, claim.figures.len()),
                    (other.said, &other.details.wording, &other.details.note, other.figures.len()),
                    "{written}"
                );
            }
        }
        Err(problems) => promises::of_problems(&problems),
    });
}

/// What a reader chose, as attributes and addresses say it: `as-of=…`, `hide=…`, `measure=…`, `view=…`, `selected=…`,
/// `compare=…`, `width=…`, with `&` between them.
pub fn view(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let dataset = embedded();
    let mut selection = Selection::default();
    let (mut measure, mut width) = (0, 720.0);
    for (key, value) in text.split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "as-of" => selection.as_of = dataset::date_of(value).map(|date| date.last()),
            "hide" => {
                for id in value.split(',') {
                    selection.hide(&dataset, id);
                }
            }
            "measure" => measure = dataset.measure_by_id(value).unwrap_or(measure),
            "width" => {
                // A browser's boxes are finite, and what is narrower is drawn as wide as this.
                let given: Option<f64> = value.parse().ok().filter(|px| (0.0..1e5).contains(px));
                width = given.unwrap_or(width).max(200.0);
            }
            "selected" | "compare" => {
                if let Some(claim) = dataset.claim_by_id(value) {
                    promises::of_a_card(&dataset, claim, measure);
                }
            }
            _ => {}
        }
    }
    let shown = selection.day(&dataset);
    assert_eq!(dataset::date_of(&export::iso(shown)).map(|date| date.last()), Some(shown));
    promises::of_pictures(&dataset, &selection, measure, width, bytes.len());
}

/// A dataset, in JSON or drawn from bytes as from a lottery, and everything that is found in it.
pub fn reasoning(bytes: &[u8]) {
    if bytes.first() == Some(&b'{') {
        if let Some(dataset) = sound(bytes) {
            promises::of_a_chart(&dataset, &Selection::default(), bytes.len());
        }
        return;
    }
    let mut draw = Draw::new(bytes);
    let drawn = draw.dataset();
    let selection = draw.selection();
    let Some(dataset) = promises::of_reading(&drawn.value) else {
        panic!("the drawn dataset has problems: {:?}", dataset::read(&drawn.value));
    };
    promises::of_a_chart(&dataset, &selection, bytes.len());
    promises::of_order(&dataset, &selection);
    if drawn.is_plain && dataset.claims.len() <= MAX_ORACLE_CLAIMS {
        promises::of_the_oracle(&dataset, &selection);
    }
}

/// A dataset without a problem that is small enough to look at all of it.
fn sound(bytes: &[u8]) -> Option<Dataset> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    dataset::read_if_sound(&value).filter(|dataset| dataset.claims.len() <= MAX_CLAIMS)
}

fn embedded() -> Dataset {
    let value: Value = serde_json::from_str(dataset::KURSK).expect("JSON");
    dataset::read(&value).expect("it is sound")
}
