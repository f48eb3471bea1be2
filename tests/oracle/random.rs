//! Random small datasets: a true history is drawn, and claims that mostly agree with it.

use std::fmt;
use std::ops::RangeInclusive;

use claims_core::dataset::{self, Value};
use claims_core::model::{Dataset, Day};
use claims_core::view::Selection;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::plan::{ClaimPlan, FigurePlan, N_DAYS, PeriodPlan, Plan, SHAPES, first_day, written};

/// A dataset as JSON and what a reader has chosen to leave out.
#[derive(Clone)]
pub struct Case {
    pub text: String,
    pub selection: Selection,
}

impl Case {
    pub fn read(&self) -> Dataset {
        read(&self.text)
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let as_of = self.selection.as_of.map(written);
        write!(f, "as of {as_of:?}, hidden {:?}\n{}", self.selection.hidden, self.text)
    }
}

/// Reads a dataset that has to be sound.
pub fn read(text: &str) -> Dataset {
    let value: Value = serde_json::from_str(text).expect("the dataset is JSON");
    dataset::read(&value).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("the dataset has problems:\n{}\n{text}", lines.join("\n"))
    })
}

/// Datasets of one to seven claims and what a reader leaves out, mostly nothing.
pub fn case() -> impl Strategy<Value = Case> {
    (plan(), selection()).prop_map(|(plan, selection)| Case { text: plan.text(), selection })
}

fn selection() -> impl Strategy<Value = Selection> {
    let as_of = prop_oneof![
        4 => Just(None),
        1 => (4..N_DAYS as i32 + 2).prop_map(|day| Some(Day(first_day().0 + day))),
    ];
    let hidden = prop_oneof![5 => Just(vec![]), 1 => Just(vec![Some(0)]), 1 => Just(vec![Some(1)]), 1 => Just(vec![None])];
    (as_of, hidden).prop_map(|(as_of, hidden)| Selection { as_of, hidden })
}

/// A small dataset, true or not.
fn plan() -> impl Strategy<Value = Plan> {
    let claims = prop_oneof![1 => vec(claim(), 1..=3), 2 => vec(claim(), 4..=7)];
    let is_honest = prop::bool::weighted(0.3);
    let manner =
        prop_oneof![9 => Just(Manner::Any), 5 => Just(Manner::Terse), 4 => Just(Manner::Edgy)];
    (plan_of(claims), is_honest, manner).prop_map(|(mut plan, is_honest, manner)| {
        plan.is_honest = is_honest && manner == Manner::Any;
        plan.claims.iter_mut().enumerate().for_each(|(n, claim)| manner.shape(n, claim));
        plan
    })
}

/// A dataset of many claims that are all true.
pub fn honest_plan(n_claims: RangeInclusive<usize>) -> impl Strategy<Value = Plan> {
    plan_of(vec(claim(), n_claims))
}

fn plan_of(claims: impl Strategy<Value = Vec<ClaimPlan>>) -> impl Strategy<Value = Plan> {
    let shapes: Vec<(u32, BoxedStrategy<usize>)> =
        SHAPES.iter().enumerate().map(|(n, (weight, _))| (*weight, Just(n).boxed())).collect();
    let growth = prop_oneof![4 => Just(0), 2 => 1i64..4, 1 => 4i64..12];
    let history = (prop_oneof![Just(0), 1i64..20], vec(growth, N_DAYS));
    let unit =
        prop_oneof![5 => Just(10), 2 => Just(1), 1 => Just(5), 2 => Just(100), 1 => Just(1_000)];
    (Union::new_weighted(shapes), unit, vec(history, 7), claims).prop_map(
        |(shape, unit, histories, claims)| Plan { shape, unit, histories, is_honest: true, claims },
    )
}

/// How the claims of one dataset speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// As they were drawn.
    Any,
    /// One number each, exact or stated, on one of two days, and only the first claim wrong: then it
    /// often takes more than two claims to see that something is.
    Terse,
    /// Bounds at the very number, on one of two days, wrong by no more than that number itself.
    Edgy,
}

impl Manner {
    fn shape(self, n: usize, claim: &mut ClaimPlan) {
        if self == Manner::Any {
            return;
        }
        claim.day = 6 + claim.day % 2;
        claim.is_month = false;
        claim.gives_all_parts = false;
        if let Some(period) = &mut claim.period {
            *period = PeriodPlan { length: 0, from_is_month: false, to_is_month: false };
        }
        if self == Manner::Terse {
            claim.figures.truncate(1);
        }
        for figure in &mut claim.figures {
            let is_lie = figure.lie != 0;
            (figure.kind, figure.slack, figure.lie) = match self {
                Manner::Terse if n == 0 => {
                    (figure.kind % 2, figure.slack, 1 + figure.lie.abs() % 3)
                }
                Manner::Terse => (figure.kind % 2, figure.slack, 0),
                _ => (4 + figure.kind % 4, (0, 0), if is_lie { 2 } else { 0 }),
            };
        }
    }
}

fn claim() -> impl Strategy<Value = ClaimPlan> {
    let month = || prop::bool::weighted(0.12);
    let period = (0usize..6, month(), month()).prop_map(|(length, from_is_month, to_is_month)| {
        PeriodPlan { length, from_is_month, to_is_month }
    });
    // Claims are about the same few days often enough to meet.
    let day = prop_oneof![1 => 0..N_DAYS, 1 => 4..8usize];
    let later = prop_oneof![3 => Just(0usize), 1 => 1usize..4];
    (
        (0usize..3, day, later, month()),
        prop::option::weighted(0.3, period),
        prop::bool::weighted(0.25),
        prop_oneof![1 => vec(figure(), 0), 8 => vec(figure(), 1), 5 => vec(figure(), 2), 1 => vec(figure(), 3)],
        prop::option::weighted(0.12, 0usize..7),
    )
        .prop_map(
            |((party, day, later, is_month), period, gives_all_parts, figures, supersedes)| {
                ClaimPlan {
                    party,
                    day,
                    later,
                    is_month,
                    period,
                    gives_all_parts,
                    figures,
                    supersedes,
                }
            },
        )
}

fn figure() -> impl Strategy<Value = FigurePlan> {
    let slack = || prop_oneof![1 => Just(0i64), 1 => 0i64..4];
    let lie = prop_oneof![2 => Just(0i64), 1 => -3i64..=3, 2 => -15i64..=15];
    (0usize..7, prop_oneof![1 => 0..2usize, 2 => 0..9usize], (slack(), slack()), lie)
        .prop_map(|(measure, kind, slack, lie)| FigurePlan { measure, kind, slack, lie })
}
