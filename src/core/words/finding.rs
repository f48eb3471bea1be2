//! What claims imply together, and which of them cannot all be right, as sentences.

use super::card::{capitalised, figures_in_words, in_words, inside_sentence, phrase, phrase_with};
use super::dates::{date_long, day_long};
use super::figures::{bounds_long, period_long};
use super::numbers::counting;
use super::patterns::{ENGLISH, fill, fill_one, listed};
use crate::model::{Bounds, Dataset, Day, Quantity, Said};
use crate::reason::{Contradiction, End, Reasoning};

/// More contradictions than this are told by the command, not beside a chart.
const MOST_TOLD: usize = 10;

/// What follows for one measure on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What the sentence rests on; empty where claims contradict each other.
    pub lead: &'static str,
    /// The rest of the sentence.
    pub text: String,
    /// What else there is to say: that nothing contradicts, or how much more does.
    pub note: Option<String>,
    /// The claims that the sentence says cannot all be right, as indices.
    pub contradicting: Vec<usize>,
    /// Asks for the reasons.
    pub ask: &'static str,
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
pub fn finding(
    dataset: &Dataset,
    reasoning: &Reasoning,
    measure: usize,
    day: Day,
) -> Option<Finding> {
    if reasoning.n_claims(measure) == 0 {
        return None;
    }
    let Some(bounds) = reasoning.at(measure, day) else {
        return Some(contradictions(dataset, reasoning, measure));
    };
    let is_open = !bounds.is_bounded_below() && !bounds.is_bounded_above();
    let pattern = match (dataset.measures[measure].accumulates, is_open) {
        (true, false) => ENGLISH.total,
        (true, true) => ENGLISH.total_open,
        (false, false) => ENGLISH.level,
        (false, true) => ENGLISH.level_open,
    };
    let what = inside_sentence(&dataset.measures[measure].label);
    let (count, day_name) = (bounds_long(bounds), day_long(day));
    let places = [("count", count.as_str()), ("what", &what), ("day", &day_name)];
    let lead = if is_open { "" } else { ENGLISH.lead };
    let note = (reasoning.n_claims(measure) > 1).then(|| ENGLISH.no_contradiction.to_owned());
    let [low, high] = [End::Low, End::High].map(|end| reasoning.because(measure, day, end));
    let mut reasons = Vec::new();
    if !low.is_empty() && low == high {
        reasons.push(Reason { text: follows(&capitalised(&count), low.len()), claims: low });
    } else if !is_open {
        reasons.push(reason(bounds, End::Low, low));
        reasons.push(reason(bounds, End::High, high));
    }
    Some(Finding {
        lead,
        text: fill(pattern, &places),
        note,
        contradicting: Vec::new(),
        ask: ENGLISH.why,
        reasons,
    })
}

fn reason(bounds: Bounds, end: End, claims: Vec<usize>) -> Reason {
    let (is_bounded, unbounded, only) = match end {
        End::Low => (
            bounds.is_bounded_below(),
            ENGLISH.no_lower_end,
            Bounds { low: bounds.low, low_open: bounds.low_open, ..Bounds::ALL },
        ),
        End::High => (
            bounds.is_bounded_above(),
            ENGLISH.no_upper_end,
            Bounds { high: bounds.high, high_open: bounds.high_open, ..Bounds::ALL },
        ),
    };
    let text = match is_bounded {
        true => follows(&capitalised(&bounds_long(only)), claims.len()),
        false => unbounded.to_owned(),
    };
    Reason { text, claims }
}

/// "At least 1,105 follows from two claims together:".
fn follows(end: &str, n_claims: usize) -> String {
    let pattern = if n_claims == 1 { ENGLISH.follows_from_one } else { ENGLISH.follows_from };
    fill(pattern, &[("end", end), ("n", &counting(n_claims))])
}

/// The contradictions that leave a measure without a finding: the first in full, the others counted.
fn contradictions(dataset: &Dataset, reasoning: &Reasoning, measure: usize) -> Finding {
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
        Some(first) => (contradiction(dataset, first, measure), first.claims.clone()),
        None => (ENGLISH.some.to_owned(), Vec::new()),
    };
    let n_more = concerned.len().saturating_sub(1);
    let pattern = match n_more {
        0 => None,
        _ if reasoning.is_truncated() => Some(ENGLISH.many_more),
        1 => Some(ENGLISH.one_more),
        _ => Some(ENGLISH.more),
    };
    let note = pattern.map(|pattern| fill_one(pattern, &counting(n_more)));
    let mut reasons = Vec::new();
    for other in concerned.iter().filter(|other| other.claims != contradicting).take(MOST_TOLD) {
        let text = contradiction(dataset, other, measure);
        reasons.push(Reason { text, claims: other.claims.clone() });
    }
    Finding { lead: "", text, note, contradicting, ask: ENGLISH.which, reasons }
}

/// "South Korea’s about 1,100 and Ukraine’s more than 3,000, both of 23 December 2024, cannot both be
/// right." Numbers are those of a measure where the claims give one.
pub fn contradiction(dataset: &Dataset, contradiction: &Contradiction, measure: usize) -> String {
    let is_rounded = contradiction.within_rounding;
    let choose = |plain, rounded| if is_rounded { rounded } else { plain };
    let whose = |claim: usize| whose(dataset, &contradiction.claims, claim, measure);
    // Of a count over a period the days are told with the number.
    let date = |claim: usize| {
        let claim = &dataset.claims[claim];
        if claim.period.is_some() { claim.said } else { claim.as_of }
    };
    let day = |claim: usize| date_long(date(claim));
    let dated =
        |claim: usize| fill(ENGLISH.of_day, &[("claim", &whose(claim)), ("day", &day(claim))]);
    match contradiction.claims[..] {
        [claim] => {
            let pattern = choose(ENGLISH.alone, ENGLISH.alone_rounded);
            fill_one(pattern, &dated(claim))
        }
        [a, b] if date(a) == date(b) => {
            let pattern = choose(ENGLISH.pair_same_day, ENGLISH.pair_same_day_rounded);
            fill(pattern, &[("a", &whose(a)), ("b", &whose(b)), ("day", &day(a))])
        }
        [a, b] => {
            let pattern = choose(ENGLISH.pair, ENGLISH.pair_rounded);
            fill(pattern, &[("a", &dated(a)), ("b", &dated(b))])
        }
        ref claims => {
            let items: Vec<String> = claims.iter().map(|&claim| dated(claim)).collect();
            let pattern = choose(ENGLISH.set, ENGLISH.set_rounded);
            fill_one(pattern, &listed(&ENGLISH, &items))
        }
    }
}

/// A claim by its party where that tells it from the others, else by its claimant, with its number.
fn whose(dataset: &Dataset, among: &[usize], claim_idx: usize, measure: usize) -> String {
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
    let count = match claim.period {
        // What contradicts itself is told in full.
        _ if readings.is_empty() || among.len() == 1 => all_in_words(dataset, claim_idx),
        Some(period) => [&in_words(&readings, claim), " ", &period_long(period)].concat(),
        None => in_words(&readings, claim),
    };
    let pattern = if who.ends_with('s') { ENGLISH.whose_after_s } else { ENGLISH.whose };
    fill(pattern, &[("who", who), ("count", &count)])
}

/// All that a claim says: "at least 100 killed and at least 1,000 wounded".
fn all_in_words(dataset: &Dataset, claim_idx: usize) -> String {
    listed(&ENGLISH, &figures_in_words(dataset, claim_idx, &|_| true))
}

/// A claim as one phrase for people who ask what implies something: the whole that it adds up to, or else
/// everything that it says.
pub fn phrase_of_reason(dataset: &Dataset, claim_idx: usize, measure: usize) -> String {
    let claim = &dataset.claims[claim_idx];
    let readings = dataset.readings_of(claim_idx, measure);
    let is_told = match readings[..] {
        [] => claim.figures.is_empty(),
        [reading] => reading.said == Said::AddedUp || claim.figures.len() == 1,
        _ => false,
    };
    if is_told {
        let told = phrase(dataset, claim_idx, measure);
        return match readings.first().map(|reading| (reading.said, reading.bounds)) {
            // What words are read as is no statement of the claimant's.
            Some((
                Said::Figure(Quantity::About(_) | Quantity::Between { vague: true, .. }),
                read,
            )) => {
                let range = fill_one(ENGLISH.read_as, &bounds_long(read));
                [&told, ENGLISH.comma, &range].concat()
            }
            _ => told,
        };
    }
    phrase_with(dataset, claim_idx, &all_in_words(dataset, claim_idx))
}
