//! A dataset in the vocabulary of schema.org, for search engines and fact-checkers' tools.

use super::csv::date_text;
use crate::dataset::csv::WORDING_SEPARATOR;
use crate::dataset::{Fields, Value};
use crate::join::joined;
use crate::model::{Claim, Claimant, Dataset, Figure, Quantity, Report};
use crate::words::{self, Language};

/// A dataset as JSON-LD: a schema.org `Dataset` whose parts are `Claim`s.
///
/// Nothing is said that is not known. A claimant may be a person, an office or an agency, and a report may be of any
/// medium: they are a `Thing` and a `CreativeWork`. A number stands as a value only where it was said without a hedge; one
/// with a hedge is bounded (`minValue`, `maxValue`) and told in words, an approximate or vague one in words alone. Only addresses of
/// the web (`http:`, `https:`) are passed on.
///
/// ```
/// use claims_core::{dataset, export};
/// let value = serde_json::from_str(dataset::KURSK)?;
/// let json = serde_json::to_value(export::json_ld(&dataset::read(&value).unwrap()))?;
/// assert_eq!(json["@type"], "Dataset");
/// assert_eq!(json["hasPart"][0]["author"]["name"], "Patrick Ryder");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn json_ld(dataset: &Dataset) -> Value {
    let language = Language::english();
    let mut node = of_type("Dataset");
    node.set("@context", "https://schema.org");
    node.set("name", dataset.title.as_str());
    let description: Vec<&str> =
        [&dataset.subtitle, &dataset.summary].into_iter().filter_map(Option::as_deref).collect();
    set_text(&mut node, "description", Some(&joined(&description, " ")));
    if let Some(subject) = &dataset.subject {
        node.set("about", named("Thing", subject));
    }
    set_text(&mut node, "inLanguage", dataset.language.as_deref());
    set_text(&mut node, "version", dataset.version.as_deref());
    set_text(&mut node, "dateModified", dataset.updated.map(date_text).as_deref());
    let measures = dataset.measures.iter().map(|measure| {
        let mut node = of_type("PropertyValue");
        node.set("name", measure.label.as_str());
        set_text(&mut node, "unitText", measure.unit.as_deref());
        node.into()
    });
    node.set("variableMeasured", Value::List(measures.collect()));
    // For each claim the first that corrects it.
    let mut newer = vec![None; dataset.claims.len()];
    for (n, claim) in dataset.claims.iter().enumerate() {
        if let Some(older) = claim.details.supersedes {
            newer[older].get_or_insert(n);
        }
    }
    let claims = newer.iter().enumerate();
    let claims = claims.map(|(claim, newer)| claim_node(&language, dataset, claim, *newer));
    node.set("hasPart", Value::List(claims.collect()));
    node.into()
}

fn claim_node(
    language: &Language,
    dataset: &Dataset,
    claim_idx: usize,
    newer: Option<usize>,
) -> Value {
    let claim = &dataset.claims[claim_idx];
    let figures: Vec<String> = claim
        .figures
        .iter()
        .map(|figure| words::figure_of(language, dataset, claim_idx, figure))
        .collect();
    let mut node = of_type("Claim");
    node.set("identifier", &dataset.claim_ids[claim_idx]);
    // The words are the claim; where they are not known, the editor's account of it is what there is.
    let words = joined(&claim.details.wording, WORDING_SEPARATOR);
    let text = if words.is_empty() { figures.join(", ") } else { words };
    set_text(&mut node, "text", Some(&text));
    if !claim.details.wording.is_empty() {
        set_text(&mut node, "inLanguage", claim.details.wording_language.as_deref());
    }
    node.set("author", claimant_node(dataset, &dataset.claimants[claim.claimant]));
    node.set("dateCreated", date_text(claim.said));
    node.set("temporalCoverage", days_counted(dataset, claim));
    if !figures.is_empty() {
        let numbers = claim.figures.iter().zip(&figures);
        let number = |(figure, words): (&Figure, &String)| figure_node(dataset, figure, words);
        node.set("about", Value::List(numbers.map(number).collect()));
    }
    if !claim.details.reports.is_empty() {
        let reports =
            claim.details.reports.iter().map(|&report| report_node(&dataset.reports[report]));
        node.set("appearance", Value::List(reports.collect()));
    }
    if let Some(newer) = newer {
        let mut correction = of_type("Claim");
        correction.set("identifier", &dataset.claim_ids[newer]);
        node.set("correction", Value::from(correction));
    }
    node.into()
}

fn claimant_node(dataset: &Dataset, claimant: &Claimant) -> Value {
    let mut node = Fields::default();
    node.set("@type", "Thing");
    node.set("name", claimant.name.as_str());
    let party = claimant.party.map(|party| dataset.parties[party].label.as_str());
    let description: Vec<&str> = [claimant.role.as_deref(), party].into_iter().flatten().collect();
    set_text(&mut node, "description", Some(&joined(&description, ", ")));
    node.into()
}

/// The days that a claim counts, as an interval of ISO 8601; a count so far has an open beginning, a level one day.
fn days_counted(dataset: &Dataset, claim: &Claim) -> String {
    let accumulates = |figure: &Figure| dataset.measures[figure.measure].accumulates;
    match claim.details.period {
        Some(period) => format!("{}/{}", date_text(period.from), date_text(period.to)),
        None if claim.figures.iter().any(accumulates) => format!("../{}", date_text(claim.as_of)),
        None => date_text(claim.as_of),
    }
}

fn figure_node(dataset: &Dataset, figure: &Figure, words: &str) -> Value {
    let measure = &dataset.measures[figure.measure];
    let mut node = of_type("PropertyValue");
    node.set("name", measure.label.as_str());
    set_text(&mut node, "unitText", measure.unit.as_deref());
    node.set("description", words);
    match figure.quantity {
        Quantity::Exactly(n) | Quantity::Stated(n) => node.set("value", n),
        // The numbers are an editor's reading of the words.
        Quantity::Between { vague: true, .. } | Quantity::About(_) => {}
        _ => {
            let bounds = figure.quantity.bounds();
            if bounds.is_bounded_below() {
                node.set("minValue", bounds.low);
            }
            if bounds.is_bounded_above() {
                node.set("maxValue", bounds.high);
            }
        }
    }
    node.into()
}

fn report_node(report: &Report) -> Value {
    let mut node = of_type("CreativeWork");
    node.set("name", report.title.as_str());
    if let Some(publisher) = &report.publisher {
        node.set("publisher", named("Organization", publisher));
    }
    if let Some(author) = &report.author {
        node.set("author", named("Thing", author));
    }
    set_text(&mut node, "datePublished", report.published.map(date_text).as_deref());
    set_text(&mut node, "url", report.url.as_deref().filter(|url| is_of_the_web(url)));
    set_text(
        &mut node,
        "archivedAt",
        report.archive_url.as_deref().filter(|url| is_of_the_web(url)),
    );
    node.into()
}

fn of_type(name: &str) -> Fields {
    let mut node = Fields::default();
    node.set("@type", name);
    node
}

fn named(kind: &str, name: &str) -> Value {
    let mut node = of_type(kind);
    node.set("name", name);
    node.into()
}

fn set_text(node: &mut Fields, key: &'static str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        node.set(key, text);
    }
}

fn is_of_the_web(url: &str) -> bool {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme))
}
