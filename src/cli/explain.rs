//! What a dataset's claims imply, as text.

use claims_core::export;
use claims_core::model::Dataset;
use claims_core::reason::{self, Reasoning};
use claims_core::view::Selection;
use claims_core::words::{self, Key, Language};

use crate::arguments::Explained;

/// Says what was asked for.
///
/// # Errors
///
/// One line that names an id that is none of the dataset's claims.
pub fn text(
    language: &Language,
    dataset: &Dataset,
    selection: Selection,
    what: &Explained,
) -> Result<String, String> {
    match what {
        Explained::Pair(a, b) => pair(language, dataset, a, b),
        Explained::Words => Ok(findings(language, dataset, &Reasoning::new(dataset, &selection))),
        Explained::Json => {
            let value = export::explanation(dataset, &Reasoning::new(dataset, &selection));
            let json = serde_json::to_string_pretty(&value);
            json.map(|json| json + "\n").map_err(|error| format!("cannot be written: {error}"))
        }
    }
}

/// Every measure with what follows for it on each day that its claims name, and why.
fn findings(language: &Language, dataset: &Dataset, reasoning: &Reasoning) -> String {
    let mut lines = Vec::new();
    for (n, measure) in dataset.measures.iter().enumerate() {
        if reasoning.n_claims(n) == 0 {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(measure.label.clone());
        let mut note = None;
        if !reasoning.is_consistent(n) {
            let concerned = |found: &&reason::Contradiction| reasoning.concerns(found, n);
            for found in reasoning.contradictions().iter().filter(concerned) {
                lines.push(format!("  {}", words::contradiction(language, dataset, found, n)));
            }
        }
        for at in reasoning.envelope(n) {
            let Some(finding) = words::finding(language, dataset, reasoning, n, at.day) else {
                continue;
            };
            lines.push(format!("  {}{}", finding.lead, finding.text));
            note = finding.note;
            for reason in finding.reasons {
                lines.push(format!("    {}", reason.text));
                for claim in reason.claims {
                    lines.push(format!(
                        "      {}",
                        words::phrase_of_reason(language, dataset, claim, n)
                    ));
                }
            }
        }
        lines.extend(note.map(|note| format!("  {note}")));
    }
    if reasoning.is_truncated() && !reasoning.contradictions().is_empty() {
        let n = reasoning.contradictions().len() as f64;
        let pattern = language.plural(const { Key::named("first-told") }, n);
        lines.push(words::fill(
            pattern,
            &[(const { Key::place("n") }, &words::number(language, n))],
        ));
    }
    if lines.is_empty() {
        lines.push(language.text(const { Key::named("no-claims") }).to_owned());
    }
    lines.join("\n") + "\n"
}

fn pair(language: &Language, dataset: &Dataset, a: &str, b: &str) -> Result<String, String> {
    let find = |id: &str| {
        dataset.claim_by_id(id).ok_or_else(|| {
            let known: Vec<&str> = dataset.claim_ids.iter().collect();
            format!("there is no claim \"{id}\"; there are {}", known.join(", "))
        })
    };
    let comparison = reason::compare(dataset, find(a)?, find(b)?, 0);
    let pair = words::pair(language, dataset, &comparison);
    Ok([&pair.said[..], &[pair.fit], &pair.rest].concat().join("\n") + "\n")
}
