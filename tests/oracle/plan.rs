//! A small dataset as it was drawn: its true history, and claims by how they relate to it.

use std::fmt;

use claims_core::model::Day;

/// How many days claims are about, around the end of a month.
pub const N_DAYS: usize = 12;
/// 25 January 2024: the days reach to 5 February.
const FIRST_DAY: (i32, u32, u32) = (2024, 1, 25);

/// A measure, whether it accumulates, what it is the sum of and what else it includes.
pub type MeasurePlan = (&'static str, bool, &'static [usize], &'static [usize]);

const fn count(id: &'static str) -> MeasurePlan {
    (id, true, &[], &[])
}

const fn level(id: &'static str) -> MeasurePlan {
    (id, false, &[], &[])
}

const fn sum(id: &'static str, parts: &'static [usize]) -> MeasurePlan {
    (id, true, parts, &[])
}

const fn whole(id: &'static str, parts: &'static [usize]) -> MeasurePlan {
    (id, true, &[], parts)
}

/// The ways in which measures hang together. Wholes stand before their parts.
pub const SHAPES: [(u32, &[MeasurePlan]); 16] = [
    (3, &[count("m")]),
    (2, &[level("l")]),
    (4, &[sum("w", &[1, 2]), count("a"), count("b")]),
    (2, &[sum("w", &[1, 2, 3]), count("a"), count("b"), count("c")]),
    (3, &[sum("t", &[1, 2]), sum("w", &[3, 4]), count("c"), count("a"), count("b")]),
    (
        2,
        &[
            sum("t", &[1, 2]),
            sum("v", &[3, 4]),
            sum("w", &[5, 6]),
            count("a"),
            count("b"),
            count("c"),
            count("d"),
        ],
    ),
    (1, &[sum("w", &[1]), count("a")]),
    (2, &[whole("w", &[1]), count("a")]),
    (3, &[whole("w", &[1, 2]), count("a"), count("b")]),
    (2, &[whole("t", &[1]), whole("w", &[2]), count("a")]),
    (2, &[whole("t", &[1, 4]), sum("w", &[2, 3]), count("a"), count("b"), count("p")]),
    (2, &[sum("w", &[1, 2]), whole("a", &[3]), count("b"), count("p")]),
    (2, &[("w", true, &[1, 2], &[3]), count("a"), count("b"), count("p")]),
    (2, &[("w", false, &[1, 2], &[]), level("a"), level("b")]),
    (1, &[("l", false, &[], &[1]), count("m")]),
    (3, &[count("m"), sum("w", &[2, 3]), count("a"), count("b"), level("l")]),
];

/// Everything that is drawn for a dataset.
#[derive(Clone)]
pub struct Plan {
    pub shape: usize,
    /// In tenths: what one of the history's units is called in the dataset.
    pub unit: i64,
    /// For each measure that is no sum: how many at the beginning, and how many more on each day.
    pub histories: Vec<(i64, Vec<i64>)>,
    pub is_honest: bool,
    pub claims: Vec<ClaimPlan>,
}

#[derive(Clone, Debug)]
pub struct ClaimPlan {
    pub party: usize,
    pub day: usize,
    /// How many days after its day it is said.
    pub later: usize,
    pub is_month: bool,
    pub period: Option<PeriodPlan>,
    pub gives_all_parts: bool,
    pub figures: Vec<FigurePlan>,
    pub supersedes: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct PeriodPlan {
    pub length: usize,
    pub from_is_month: bool,
    pub to_is_month: bool,
}

#[derive(Clone, Debug)]
pub struct FigurePlan {
    pub measure: usize,
    pub kind: usize,
    pub slack: (i64, i64),
    pub lie: i64,
}

pub fn written(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

pub fn first_day() -> Day {
    let (year, month, day) = FIRST_DAY;
    Day::from_civil(year, month, day).expect("a day that exists")
}

/// A day by its number as the dataset writes it; its month where the day is not told.
fn date(day: usize, is_month: bool) -> String {
    let text = written(Day(first_day().0 + day as i32));
    if is_month { text[..7].to_owned() } else { text }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Plan {
    /// What the dataset would call the true count of a measure at the end of a day.
    pub fn true_count(&self, measure: usize, day: Day) -> f64 {
        let day = i64::from(day.0 - first_day().0).clamp(-1, N_DAYS as i64 - 1);
        (self.truth(measure, day) * self.unit) as f64 / 10.0
    }

    fn measures(&self) -> &'static [MeasurePlan] {
        SHAPES[self.shape].1
    }

    /// The true count of a measure at the end of a day; -1 is any day before the first.
    fn truth(&self, measure: usize, day: i64) -> i64 {
        let (_, accumulates, sum_of, includes) = self.measures()[measure];
        let is_bounded_by_sum = self
            .measures()
            .iter()
            .position(|(_, _, parts, included)| !parts.is_empty() && included.contains(&measure));
        if let Some(whole) = is_bounded_by_sum {
            return self.truth(whole, day) / 2;
        }
        if !sum_of.is_empty() {
            return sum_of.iter().map(|&part| self.truth(part, day)).sum();
        }
        let (start, growth) = &self.histories[measure];
        let days = usize::try_from(day + 1).expect("days from -1 on");
        let own = if accumulates {
            start + growth[..days].iter().sum::<i64>()
        } else {
            start + days.checked_sub(1).map_or(0, |day| growth[day])
        };
        own + includes.iter().map(|&part| self.truth(part, day)).max().unwrap_or(0)
    }

    /// The dataset as JSON.
    pub fn text(&self) -> String {
        let ids = |list: &[usize]| {
            let ids: Vec<String> =
                list.iter().map(|&part| format!("\"{}\"", self.measures()[part].0)).collect();
            ids.join(", ")
        };
        let measures: Vec<String> = self
            .measures()
            .iter()
            .map(|(id, accumulates, sum_of, includes)| {
                let mut text = format!(r#"{{"id": "{id}", "label": "{id}""#);
                if !accumulates {
                    text += r#", "accumulates": false"#;
                }
                if !sum_of.is_empty() {
                    text += &format!(r#", "sum_of": [{}]"#, ids(sum_of));
                }
                if !includes.is_empty() {
                    text += &format!(r#", "includes": [{}]"#, ids(includes));
                }
                text + "}"
            })
            .collect();
        let claims: Vec<String> = (0..self.claims.len()).map(|n| self.claim(n)).collect();
        format!(
            r#"{{
"title": "T",
"measures": [{}],
"parties": [{{"id": "x", "label": "X"}}, {{"id": "y", "label": "Y"}}],
"claimants": [{{"id": "p0", "name": "P0", "party": "x"}}, {{"id": "p1", "name": "P1", "party": "y"}}, {{"id": "p2", "name": "P2"}}],
"claims": [
{}
]}}"#,
            measures.join(", "),
            claims.join(",\n")
        )
    }

    fn claim(&self, n: usize) -> String {
        let plan = &self.claims[n];
        let figures = self.figures(plan);
        let is_of_level = figures.iter().any(|figure| !self.measures()[figure.measure].1);
        let period = plan.period.as_ref().filter(|_| !is_of_level);
        let as_of = date(plan.day, plan.is_month);
        let mut text = format!(r#"{{"id": "c{n}", "claimant": "p{}""#, plan.party);
        text += &match plan.later {
            0 => format!(r#", "said": "{as_of}""#),
            later => {
                let said = date(plan.day + later, later == 3);
                format!(r#", "said": "{said}", "as_of": "{as_of}""#)
            }
        };
        if let Some(period) = period {
            let from = date(plan.day.saturating_sub(period.length), period.from_is_month);
            let to = date(plan.day, period.to_is_month);
            text += &format!(r#", "period": {{"from": "{from}", "to": "{to}"}}"#);
        }
        let written: Vec<String> = figures
            .iter()
            .map(|figure| {
                let until = self.truth(figure.measure, plan.day as i64);
                let since = period.map_or(0, |period| {
                    self.truth(figure.measure, plan.day.saturating_sub(period.length) as i64 - 1)
                });
                self.figure(figure, (until - since).max(0))
            })
            .collect();
        text += &format!(r#", "figures": [{}]"#, written.join(", "));
        // Only what stands before is replaced, so that nothing leads back to itself.
        if let Some(earlier) = plan.supersedes.filter(|&earlier| earlier < n) {
            text += &format!(r#", "supersedes": "c{earlier}""#);
        }
        text + "}"
    }

    /// A claim's figures, with one for each part of a sum where it gives all of them.
    fn figures(&self, plan: &ClaimPlan) -> Vec<FigurePlan> {
        let n_measures = self.measures().len();
        let mut figures = plan.figures.clone();
        figures.iter_mut().for_each(|figure| figure.measure %= n_measures);
        let Some(first) = figures.first().cloned().filter(|_| plan.gives_all_parts) else {
            return figures;
        };
        let wholes: Vec<&[usize]> =
            self.measures().iter().map(|whole| whole.2).filter(|parts| !parts.is_empty()).collect();
        if let Some(&parts) = wholes.get(first.measure % wholes.len().max(1)) {
            figures = (parts.iter().zip(figures.iter().cycle()))
                .map(|(&measure, figure)| FigurePlan { measure, ..figure.clone() })
                .collect();
        }
        figures
    }

    fn figure(&self, plan: &FigurePlan, truth: i64) -> String {
        let lie = if self.is_honest { 0 } else { plan.lie };
        // Some are wrong by as little as can be: by the number itself, that they exclude.
        let is_barely_wrong = lie.rem_euclid(4) == 2;
        let said = if is_barely_wrong { truth } else { (truth + lie).max(0) };
        let (below, above) = plan.slack;
        let low = (said - below).max(0);
        let tens = (said + 5) / 10 * 10;
        let number = |n: i64| {
            let tenths = n * self.unit;
            let rest = tenths % 10;
            if rest == 0 { format!("{}", tenths / 10) } else { format!("{}.{rest}", tenths / 10) }
        };
        // With halves for units, ten of them are no rounding of eight.
        let is_round = above % 2 == 0 && tens > 0 && self.unit != 5;
        let (kind, value) = match plan.kind {
            0 => ("exactly", number(said)),
            1 => ("stated", number(said)),
            2 => ("stated", number(if self.is_honest { said } else { tens })),
            3 if is_round => ("about", number(tens)),
            3 => ("about", number(said)),
            4 => ("at_least", number(low)),
            5 if is_barely_wrong => ("more_than", number(said)),
            5 if low > 0 => ("more_than", number(low - 1)),
            5 => ("at_least", number(low)),
            6 => ("at_most", number(said + above)),
            7 if is_barely_wrong && said > 0 => ("fewer_than", number(said)),
            7 => ("fewer_than", number(said + above + 1)),
            _ => ("between", format!("[{}, {}]", number(low), number(said + above))),
        };
        let measure = self.measures()[plan.measure].0;
        format!(r#"{{"measure": "{measure}", "{kind}": {value}}}"#)
    }
}
