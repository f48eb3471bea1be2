//! Datasets drawn from bytes: every byte string is a sound dataset, and a byte that changes changes a part of it.

use claims_core::dataset::{FIGURE_KINDS, Fields, Value};
use claims_core::model::Day;
use claims_core::view::Selection;

/// Bytes to draw from; once they are used up, nothing but zeros.
pub struct Draw<'a>(std::slice::Iter<'a, u8>);

/// A dataset that was drawn.
pub struct Drawn {
    pub value: Value,
    /// Whether all of its numbers are small and whole, so that the oracle's arithmetic holds them.
    pub is_plain: bool,
}

/// Numbers at the edges of what a dataset may say.
const EDGES: [f64; 12] = [
    0.0,
    5e-324,
    1e-7,
    0.1,
    1.0 / 3.0,
    0.1 + 0.2,
    1.0,
    999.5,
    449_999_999_999_999.5,
    1e14 + 0.1,
    999_999_999_999_999.9,
    1e15,
];
/// Years at the edges of the calendar, and some between them.
const YEARS: [i32; 6] = [0, 9_999, 1_582, 1_970, 2_000, 2_024];
const WORDS: [&str; 6] =
    ["word", "\u{200f}שלום", "e\u{301}\u{301}\u{301}", "<script>", "javascript:0", "한국 말"];

impl<'a> Draw<'a> {
    pub fn new(bytes: &'a [u8]) -> Draw<'a> {
        Draw(bytes.iter())
    }

    /// A number below `n`, which is at most 256.
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// A dataset with a measure or more, each part of an earlier one or of none, and claims about them.
    pub fn dataset(&mut self) -> Drawn {
        let is_plain = !self.one_in(3);
        let n_measures = 1 + self.below(5);
        let is_level = self.one_in(4);
        let levels: Vec<bool> = (0..n_measures).map(|_| is_level || self.one_in(8)).collect();
        let mut sums = vec![Vec::new(); n_measures];
        let mut included = vec![Vec::new(); n_measures];
        for part in 1..n_measures {
            let whole = self.below(part);
            match self.below(4) {
                0 => included[whole].push(id("m", part)),
                1 => {}
                _ => sums[whole].push(id("m", part)),
            }
        }
        let mut measures = Vec::new();
        for n in 0..n_measures {
            let mut fields = Fields::default();
            fields.set("id", id("m", n));
            fields.set("label", WORDS[self.below(WORDS.len())]);
            fields.set("accumulates", !levels[n]);
            for (key, parts) in [("sum_of", &sums[n]), ("includes", &included[n])] {
                if !parts.is_empty() {
                    fields.set(key, Value::List(parts.clone()));
                }
            }
            measures.push(fields.into());
        }
        let n_claims = 1 + self.below(12);
        let claims = (0..n_claims).map(|n| self.claim(n, is_plain, &levels)).collect();
        let mut fields = Fields::default();
        fields.set("title", "Drawn");
        fields.set("measures", Value::List(measures));
        let named = |key: &'static str, n: usize, label: &str| -> Value {
            let mut fields = Fields::default();
            fields.set("id", id("p", n));
            fields.set(key, label);
            if key == "name" && n < 2 {
                fields.set("party", id("p", n));
            }
            fields.into()
        };
        fields.set("parties", Value::List((0..2).map(|n| named("label", n, WORDS[n])).collect()));
        fields.set("claimants", Value::List((0..3).map(|n| named("name", n, WORDS[n])).collect()));
        fields.set("claims", Value::List(claims));
        let events = (0..self.below(4)).map(|n| {
            let mut fields = Fields::default();
            fields.set("date", self.date(is_plain));
            fields.set("label", WORDS[n]);
            fields.into()
        });
        let events = events.collect();
        fields.set("events", Value::List(events));
        Drawn { value: fields.into(), is_plain }
    }

    fn claim(&mut self, n: usize, is_plain: bool, levels: &[bool]) -> Value {
        let mut fields = Fields::default();
        fields.set("id", id("c", n));
        fields.set("claimant", id("p", self.below(3)));
        fields.set("said", self.date(is_plain));
        if self.one_in(3) {
            fields.set("as_of", self.date(is_plain));
        }
        let mut has_level = false;
        let mut figures = Vec::new();
        for _ in 0..self.below(4) {
            let measure = self.below(levels.len());
            has_level |= levels[measure];
            figures.push(self.figure(measure, is_plain));
        }
        if !has_level && self.one_in(3) {
            let (a, b) = (self.date(is_plain), self.date(is_plain));
            let mut period = Fields::default();
            // As texts, months come before their days; so the first of a month may stand for all of it.
            period.set("from", if a <= b { a.clone() } else { b.clone() });
            period.set("to", if a <= b { b } else { a });
            fields.set("period", Value::from(period));
        }
        fields.set("figures", Value::List(figures));
        fields.set("wording", WORDS[self.below(WORDS.len())]);
        if n > 0 && self.one_in(6) {
            fields.set("supersedes", id("c", self.below(n)));
        }
        fields.into()
    }

    fn figure(&mut self, measure: usize, is_plain: bool) -> Value {
        let mut fields = Fields::default();
        fields.set("measure", id("m", measure));
        let kind = FIGURE_KINDS[self.below(FIGURE_KINDS.len())];
        let number = self.number(is_plain);
        match kind {
            "between" => {
                let other = self.number(is_plain);
                let ends = vec![number.min(other).into(), number.max(other).into()];
                fields.set(kind, Value::List(ends));
                fields.set("vague", self.one_in(2));
            }
            "fewer_than" => fields.set(kind, if number > 0.0 { number } else { 1.0 }),
            _ => fields.set(kind, number),
        }
        fields.into()
    }

    fn number(&mut self, is_plain: bool) -> f64 {
        if is_plain { (self.below(30) * 10) as f64 } else { EDGES[self.below(EDGES.len())] }
    }

    fn date(&mut self, is_plain: bool) -> String {
        let year = if is_plain { 2_024 } else { YEARS[self.below(YEARS.len())] };
        let month = if is_plain { 5 + self.below(2) } else { 1 + 11 * self.below(2) };
        match self.below(12) {
            0 => format!("{year:04}-{month:02}"),
            day => format!("{year:04}-{month:02}-{:02}", if is_plain { day } else { day * 2 }),
        }
    }

    pub fn selection(&mut self) -> Selection {
        let mut selection = Selection::default();
        if self.one_in(3) {
            selection.as_of = Day::from_civil(2_024, 5, 1 + self.below(28) as u32);
        }
        if self.one_in(3) {
            selection.hidden.push(Some(self.below(2)));
        }
        selection
    }
}

fn id(kind: &str, n: usize) -> Value {
    format!("{kind}{n}").into()
}
