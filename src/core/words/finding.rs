//! What claims imply together, and which of them cannot all be right, as sentences.

use super::card::{capitalised, figures_in_words, in_words, inside_sentence, phrase, phrase_with};
use super::dates::{date_long, day_long};
use super::figures::{bounds_long, of_period, period_long};
use super::keys::{key, place};
use super::language::Language;
use super::numbers::counting;
use super::patterns::{fill, fill_one, followed, listed};
use crate::model::{Bounds, Dataset, Day, Quantity, Said};
use crate::reason::{Contradiction, End, Reasoning};

/// More contradictions than this are told by the command, not beside a chart.
const MOST_TOLD: usize = 10;

/// What follows for one measure on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<'a> {
    /// What the sentence rests on; empty where claims contradict each other.
    pub lead: &'a str,
    /// The rest of the sentence.
    pub text: String,
    /// What else there is to say: that nothing contradicts, or how much more does.
    pub note: Option<String>,
    /// The claims that the sentence says cannot all be right, as indices.
    pub contradicting: Vec<usize>,
    /// Asks for the reasons.
    pub ask: &'a str,
    /// What implies it; where claims contradict each other, the next few contradictions.
    pub reasons: Vec<Reason>,
}

/// What implies one end of a finding, or one more contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// "At least 1,105 follows from two claims together:".
    pub text: String,
    /// Those claims, as indices.
    pub claims: Vec<usize>,
}

/// What follows for a measure on a day; `None` where no claim about it takes part.
pub fn finding<'a>(
    language: &'a Language,
    dataset: &Dataset,
    reasoning: &Reasoning,
    measure: usize,
    day: Day,
) -> Option<Finding<'a>> {
    if reasoning.n_claims(measure) == 0 {
        return None;
    }
    let Some(bounds) = reasoning.at(measure, day) else {
        return Some(contradictions(language, dataset, reasoning, measure));
    };
    let is_open = !bounds.is_bounded_below() && !bounds.is_bounded_above();
    let pattern = match (dataset.measures[measure].accumulates, is_open) {
        (true, false) => key!("total"),
        (true, true) => key!("total-open"),
        (false, false) => key!("level"),
        (false, true) => key!("level-open"),
    };
    let what = inside_sentence(&dataset.measures[measure].label);
    let (count, day_name) = (bounds_long(language, bounds), day_long(language, day));
    let places =
        [(place!("count"), count.as_str()), (place!("what"), &what), (place!("day"), &day_name)];
    let lead = if is_open { "" } else { language.text(key!("lead")) };
    let note = fit(language, dataset, reasoning, measure);
    let [low, high] = [End::Low, End::High].map(|end| reasoning.because(measure, day, end));
    let mut reasons = Vec::new();
    if !low.is_empty() && low == high {
        let text = follows(language, &capitalised(&count), low.len());
        reasons.push(Reason { text, claims: low });
    } else if !is_open {
        reasons.push(reason(language, bounds, End::Low, low));
        reasons.push(reason(language, bounds, End::High, high));
    }
    Some(Finding {
        lead,
        text: language.fill(pattern, &places),
        note,
        contradicting: Vec::new(),
        ask: language.text(key!("why")),
        reasons,
    })
}

fn reason(language: &Language, bounds: Bounds, end: End, claims: Vec<usize>) -> Reason {
    let (is_bounded, unbounded, only) = match end {
        End::Low => (
            bounds.is_bounded_below(),
            key!("no-lower-end"),
            Bounds { low: bounds.low, low_open: bounds.low_open, ..Bounds::ALL },
        ),
        End::High => (
            bounds.is_bounded_above(),
            key!("no-upper-end"),
            Bounds { high: bounds.high, high_open: bounds.high_open, ..Bounds::ALL },
        ),
    };
    let text = match is_bounded {
        true => follows(language, &capitalised(&bounds_long(language, only)), claims.len()),
        false => language.say(unbounded),
    };
    Reason { text, claims }
}

/// Whether the claims about a measure can all be right; `None` where there are not two.
pub fn fit(
    language: &Language,
    dataset: &Dataset,
    reasoning: &Reasoning,
    measure: usize,
) -> Option<String> {
    if reasoning.n_claims(measure) < 2 {
        return None;
    }
    match reasoning.is_consistent(measure) {
        // Where not all pairs were looked at, none may have been found.
        true if reasoning.is_truncated() => None,
        true => Some(language.say(key!("no-contradiction"))),
        false => Some(contradictions(language, dataset, reasoning, measure).text),
    }
}

/// "At least 1,105 follows from two claims together:".
fn follows(language: &Language, end: &str, n_claims: usize) -> String {
    let pattern = language.plural(key!("follows-from"), n_claims as f64);
    fill(pattern, &[(place!("end"), end), (place!("n"), &counting(language, n_claims))])
}

/// The contradictions that leave a measure without a finding: the first in full, the others counted.
#[inline(never)]
fn contradictions<'a>(
    language: &'a Language,
    dataset: &Dataset,
    reasoning: &Reasoning,
    measure: usize,
) -> Finding<'a> {
    let english = Language::english();
    let full = if language.is_complete() { language } else { &english };
    let mut concerned = Vec::new();
    for contradiction in reasoning.contradictions() {
        if reasoning.concerns(contradiction, measure) {
            concerned.push(contradiction);
        }
    }
    // What is more than a matter of rounding is told first.
    let first = concerned.iter().find(|contradiction| !contradiction.within_rounding);
    // Where only the first contradictions are listed, those of this measure may be none of them.
    let (text, contradicting) = match first.or(concerned.first()) {
        Some(first) => (contradiction(full, dataset, first, measure), first.claims.clone()),
        None => (language.say(key!("some")), Vec::new()),
    };
    let n_more = concerned.len().saturating_sub(1);
    let pattern = match n_more {
        0 => None,
        _ if reasoning.is_truncated() => Some(key!("many-more")),
        _ => Some(key!("more")),
    };
    let note = pattern
        .map(|pattern| fill_one(full.plural(pattern, n_more as f64), &counting(full, n_more)));
    let mut reasons = Vec::new();
    for other in concerned.iter().filter(|other| other.claims != contradicting).take(MOST_TOLD) {
        let text = contradiction(full, dataset, other, measure);
        reasons.push(Reason { text, claims: other.claims.clone() });
    }
    let ask = language.text(key!("which"));
    Finding { lead: "", text, note, contradicting, ask, reasons }
}

/// "South Korea’s about 1,100 and Ukraine’s more than 3,000, both of 23 December 2024, cannot both be
/// right." Numbers are those of a measure where the claims give one.
pub fn contradiction(
    language: &Language,
    dataset: &Dataset,
    contradiction: &Contradiction,
    measure: usize,
) -> String {
    // Of each text there is a form for numbers that are only rounded.
    let pattern = |key| language.form(key, usize::from(contradiction.within_rounding));
    let whose = |claim: usize| whose(language, dataset, &contradiction.claims, claim, measure);
    // Of a count over a period the days are told with the number.
    let date = |claim: usize| {
        let claim = &dataset.claims[claim];
        if claim.details.period.is_some() { claim.said } else { claim.as_of }
    };
    let day = |claim: usize| date_long(language, date(claim));
    let dated = |claim: usize| {
        language
            .fill(key!("of-day"), &[(place!("claim"), &whose(claim)), (place!("day"), &day(claim))])
    };
    match contradiction.claims[..] {
        [claim] => fill_one(pattern(key!("alone")), &dated(claim)),
        [a, b] if date(a) == date(b) => fill(
            pattern(key!("pair-same-day")),
            &[(place!("a"), &whose(a)), (place!("b"), &whose(b)), (place!("day"), &day(a))],
        ),
        [a, b] => {
            fill(pattern(key!("pair")), &[(place!("a"), &dated(a)), (place!("b"), &dated(b))])
        }
        ref claims => {
            let items: Vec<String> = claims.iter().map(|&claim| dated(claim)).collect();
            fill_one(pattern(key!("set")), &listed(language, &items))
        }
    }
}

/// A claim by its party where that tells it from the others, else by its claimant, with its number.
fn whose(
    language: &Language,
    dataset: &Dataset,
    among: &[usize],
    claim_idx: usize,
    measure: usize,
) -> String {
    let claim = &dataset.claims[claim_idx];
    let party = dataset.party_of(claim);
    let is_only = among
        .iter()
        .all(|&other| other == claim_idx || dataset.party_of(&dataset.claims[other]) != party);
    let who = match party {
        Some(party) if is_only => &dataset.parties[party].label,
        _ => &dataset.claimants[claim.claimant].name,
    };
    let readings = dataset.readings_of(claim_idx, measure);
    let count = match claim.details.period {
        // What contradicts itself is told in full.
        _ if readings.is_empty() || among.len() == 1 => all_in_words(language, dataset, claim_idx),
        Some(period) => {
            let count = in_words(language, &readings, claim);
            of_period(language, &count, &period_long(language, period))
        }
        None => in_words(language, &readings, claim),
    };
    let pattern = language.form(key!("whose"), usize::from(who.ends_with('s')));
    fill(pattern, &[(place!("who"), who), (place!("count"), &count)])
}

/// All that a claim says: "at least 100 killed and at least 1,000 wounded".
fn all_in_words(language: &Language, dataset: &Dataset, claim_idx: usize) -> String {
    listed(language, &figures_in_words(language, dataset, claim_idx, &|_| true))
}

/// A claim as one phrase for people who ask what implies something: the whole that it adds up to, or else
/// everything that it says.
pub fn phrase_of_reason(
    language: &Language,
    dataset: &Dataset,
    claim_idx: usize,
    measure: usize,
) -> String {
    let claim = &dataset.claims[claim_idx];
    let readings = dataset.readings_of(claim_idx, measure);
    let is_told = match readings[..] {
        [] => claim.figures.is_empty(),
        [reading] => reading.said == Said::AddedUp || claim.figures.len() == 1,
        _ => false,
    };
    if is_told {
        let told = phrase(language, dataset, claim_idx, measure);
        return match readings.first().map(|reading| (reading.said, reading.bounds)) {
            // What words are read as is no statement of the claimant's.
            Some((
                Said::Figure(Quantity::About(_) | Quantity::Between { vague: true, .. }),
                read,
            )) => {
                let range = bounds_long(language, read);
                followed(language, key!("list"), &told, &language.fill_one(key!("read-as"), &range))
            }
            _ => told,
        };
    }
    phrase_with(language, dataset, claim_idx, &all_in_words(language, dataset, claim_idx))
}
