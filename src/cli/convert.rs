//! A dataset in another format, and what that format cannot hold of it.

use claims_core::dataset::csv::WORDING_SEPARATOR;
use claims_core::dataset::{MAX_BYTES, Value};
use claims_core::export;
use claims_core::model::Dataset;

use crate::arguments::Target;
use crate::files::{Format, Loaded};
use crate::markup::in_script;

/// Keys that CSV has no column for, by the list in which they stand; `""` is the dataset itself.
const WITHOUT_COLUMN: [(&str, &[&str]); 5] = [
    (
        "",
        &[
            "title", "subtitle", "summary", "subject", "language", "version", "updated", "notes",
            "scale", "events",
        ],
    ),
    ("measures", &["unit", "accumulates", "sum_of", "includes"]),
    ("claimants", &["anonymous"]),
    ("reports", &["author", "archive_url"]),
    ("claims", &["wording_language", "verification", "supersedes"]),
];

/// A dataset in another format.
///
/// # Errors
///
/// One line that says why it cannot be written.
pub fn text(loaded: &Loaded, target: Target) -> Result<String, String> {
    let value = match target {
        Target::Csv => {
            let csv = export::csv(&loaded.dataset);
            if csv.len() > MAX_BYTES {
                let megabytes = csv.len() / 1_000_000;
                return Err(format!(
                    "as CSV it would be {megabytes} MB, and no more than {} can be read: take json",
                    MAX_BYTES / 1_000_000
                ));
            }
            return Ok(csv);
        }
        Target::Json => &loaded.value,
        Target::JsonLd => &export::json_ld(&loaded.dataset),
    };
    let json = serde_json::to_string_pretty(value);
    // JSON-LD goes into a page.
    let json = json.map(|json| if target == Target::JsonLd { in_script(&json) } else { json });
    json.map(|json| json + "\n").map_err(|error| format!("cannot be written: {error}"))
}

/// What CSV leaves out of a dataset, a line each, as `path: why`. Nothing, where it came from CSV.
pub fn left_out(loaded: &Loaded) -> Vec<String> {
    if loaded.format == Format::Csv {
        return Vec::new();
    }
    let Loaded { value, dataset, .. } = loaded;
    let mut lines = Vec::new();
    for (list, keys) in WITHOUT_COLUMN {
        for &key in keys {
            let has =
                |value: &Value| entry(value, key).is_some_and(|said| says_something(key, said));
            let (places, what): (Vec<usize>, String) = match list {
                "" => {
                    (usize::from(has(value)).checked_sub(1).into_iter().collect(), key.to_owned())
                }
                _ => (indices(items(value, list), has), format!(".{key}")),
            };
            // The one that changes what a claim means.
            let why = match key {
                "accumulates" => "CSV has no column for it: read back, the count can only grow",
                _ => "CSV has no column for it",
            };
            lines.extend(line(list, &places, &what, why));
        }
    }
    let names: [(&str, Vec<[&str; 2]>); 4] = [
        ("measures", dataset.measures.iter().map(|item| [&*item.id, &*item.label]).collect()),
        ("parties", dataset.parties.iter().map(|item| [&*item.id, &*item.label]).collect()),
        ("claimants", dataset.claimants.iter().map(|item| [&*item.id, &*item.name]).collect()),
        ("reports", dataset.reports.iter().map(|item| [&*item.id, &*item.title]).collect()),
    ];
    for ((list, names), used) in names.iter().zip(used(dataset)) {
        let renamed = |n: &usize| used[*n] && names[*n][0] != names[*n][1];
        let renamed: Vec<usize> = (0..names.len()).filter(renamed).collect();
        lines.extend(line(list, &renamed, ".id", "labels, names and titles stand for ids in CSV"));
        let unused: Vec<usize> = (0..names.len()).filter(|n| !used[*n]).collect();
        lines.extend(line(list, &unused, "", "no claim names it"));
    }
    let is_cut = |claim: &claims_core::model::Claim| {
        claim.details.wording.iter().any(|words| words.contains(WORDING_SEPARATOR))
    };
    let cut = indices(&dataset.claims, is_cut);
    let why =
        format!("CSV reads {WORDING_SEPARATOR:?} as the place between words that stand apart");
    lines.extend(
        line("claims", &cut, ".wording", &why).map(|line| line.replace("left out", "changed")),
    );
    let spaced: Vec<usize> = (0..dataset.claims.len())
        .filter(|&claim| {
            let id = &dataset.claim_ids[claim];
            id.trim() != id
        })
        .collect();
    let why = "CSV reads ids without the spaces around them";
    lines.extend(
        line("claims", &spaced, ".id", why).map(|line| line.replace("left out", "changed")),
    );
    if dataset.claims.iter().all(|claim| claim.figures.is_empty()) {
        lines.push(
            "measures: no claim has a number, so that this CSV cannot be read back".to_owned(),
        );
    }
    lines
}

/// Which measures, parties, claimants and reports claims name.
fn used(dataset: &Dataset) -> [Vec<bool>; 4] {
    let mut measures = vec![false; dataset.measures.len()];
    let mut parties = vec![false; dataset.parties.len()];
    let mut claimants = vec![false; dataset.claimants.len()];
    let mut reports = vec![false; dataset.reports.len()];
    for claim in &dataset.claims {
        claimants[claim.claimant] = true;
        if let Some(party) = dataset.party_of(claim) {
            parties[party] = true;
        }
        for figure in claim.figures.iter() {
            measures[figure.measure] = true;
        }
        for &report in &claim.details.reports {
            reports[report] = true;
        }
    }
    [measures, parties, claimants, reports]
}

/// `measures[0].sum_of: left out, …`, or `measures[].unit: left out 6 times, …`.
fn line(list: &str, places: &[usize], what: &str, why: &str) -> Option<String> {
    let (place, times) = match (list, places) {
        (_, []) => return None,
        ("", _) => (String::new(), String::new()),
        (_, [one]) => (format!("[{one}]"), String::new()),
        (_, several) => ("[]".to_owned(), format!(" {} times", several.len())),
    };
    Some(format!("{list}{place}{what}: left out{times}, {why}"))
}

fn indices<T>(items: &[T], is_meant: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..items.len()).filter(|&n| is_meant(&items[n])).collect()
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match entry(value, key) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn entry<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let Value::Object(entries) = value else { return None };
    entries.iter().find(|(name, _)| **name == *key).map(|(_, value)| value)
}

/// False for what means the same as nothing: `"accumulates": true`, `"anonymous": false`, an empty list.
fn says_something(key: &str, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth == (key == "anonymous"),
        Value::List(items) => !items.is_empty(),
        _ => true,
    }
}
