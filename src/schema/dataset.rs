//! A dataset in JSON as types that a schema is made of.
//!
//! `claims-core` reads datasets by hand, to tell every problem by its path; these types are read by nobody. A test holds
//! them against that reader. What takes more than one look, such as whether an id is known, a schema cannot say.

// The types are there for their schema, and their fields are never read.
#![allow(dead_code)]

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};

/// The schema of a dataset, draft 2020-12.
pub fn schema() -> serde_json::Value {
    let mut schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Dataset>();
    // The kinds of a figure exclude each other, and no text is a list of texts.
    RecursiveTransform(exactly_one).transform(&mut schema);
    schema.to_value()
}

fn exactly_one(schema: &mut Schema) {
    let is_null = |schema: &serde_json::Value| schema == &serde_json::json!({"type": "null"});
    let alternatives = schema.get("anyOf").and_then(serde_json::Value::as_array);
    if alternatives.is_some_and(|alternatives| !alternatives.iter().any(is_null))
        && let Some(alternatives) = schema.remove("anyOf")
    {
        schema.insert("oneOf".to_owned(), alternatives);
    }
}

/// Contested claims: who claimed which number, when, on what basis and in which words.
#[derive(JsonSchema)]
#[schemars(title = "Claims Chart dataset", deny_unknown_fields)]
struct Dataset {
    /// The address of this schema, so that an editor completes and checks what is written.
    #[schemars(rename = "$schema", title = "Schema")]
    schema: Option<Text>,
    /// The chart's title, mostly a question: "How many people were hurt?".
    #[schemars(title = "Title")]
    title: Text,
    /// A line below the title.
    #[schemars(title = "Subtitle")]
    subtitle: Option<Text>,
    /// The whole in a few sentences, for people who do not see a picture of it.
    #[schemars(title = "Summary")]
    summary: Option<Text>,
    /// Who or what the numbers are about.
    #[schemars(title = "Subject")]
    subject: Option<Text>,
    /// The language of the dataset's own texts, as a BCP 47 tag.
    #[schemars(title = "Language", example = &"en")]
    language: Option<Text>,
    /// The dataset's version, in whatever form its authors use.
    #[schemars(title = "Version", example = &"1.0.0")]
    version: Option<Text>,
    /// When the dataset last changed.
    #[schemars(title = "Updated")]
    updated: Option<Date>,
    /// Remarks on the whole dataset.
    #[schemars(title = "Notes")]
    notes: Option<Vec<Text>>,
    /// What is counted. Different populations or definitions are different measures.
    #[schemars(title = "Measures", length(min = 1))]
    measures: Vec<Measure>,
    /// What one measure's counts are a share of: the axis on the right.
    #[schemars(title = "Scale")]
    scale: Option<Scale>,
    /// Sides that claimants belong to.
    #[schemars(title = "Parties")]
    parties: Vec<Party>,
    /// Who claims.
    #[schemars(title = "Claimants")]
    claimants: Vec<Claimant>,
    /// Where claims were reported.
    #[schemars(title = "Reports")]
    reports: Option<Vec<Report>>,
    /// Who said which number, and when.
    #[schemars(title = "Claims")]
    claims: Vec<Claim>,
    /// Dates that help to read the claims.
    #[schemars(title = "Events")]
    events: Option<Vec<Event>>,
}

/// One thing that is counted.
#[derive(JsonSchema)]
#[schemars(title = "Measure", deny_unknown_fields)]
struct Measure {
    /// Unique among measures.
    #[schemars(title = "Id")]
    id: Text,
    /// How a reader is told what is counted.
    #[schemars(title = "Label", example = &"Killed or wounded")]
    label: Text,
    /// What the numbers count.
    #[schemars(title = "Unit", example = &"soldiers")]
    unit: Option<Text>,
    /// True, unless said otherwise, for a count so far, which can only grow; false for a level, such as a crowd on a day.
    #[schemars(title = "Accumulates")]
    accumulates: Option<bool>,
    /// The ids of the measures that this one is the sum of.
    #[schemars(title = "Sum of", length(min = 1), extend("uniqueItems" = true))]
    sum_of: Option<Vec<Text>>,
    /// The ids of measures that are parts of this one, without making it up.
    #[schemars(title = "Includes", extend("uniqueItems" = true))]
    includes: Option<Vec<Text>>,
}

/// What a measure's counts are a share of.
#[derive(JsonSchema)]
#[schemars(title = "Scale", deny_unknown_fields)]
struct Scale {
    /// The id of the measure.
    #[schemars(title = "Measure")]
    measure: Text,
    /// The count that is 100%.
    #[schemars(title = "Of")]
    of: NumberAboveZero,
    /// What that count is.
    #[schemars(title = "Label", example = &"of about 12,000 deployed")]
    label: Option<Text>,
}

/// A side that claimants belong to.
#[derive(JsonSchema)]
#[schemars(title = "Party", deny_unknown_fields)]
struct Party {
    /// Unique among parties.
    #[schemars(title = "Id")]
    id: Text,
    /// The side's name.
    #[schemars(title = "Label")]
    label: Text,
}

/// Who claims.
#[derive(JsonSchema)]
#[schemars(title = "Claimant", deny_unknown_fields)]
struct Claimant {
    /// Unique among claimants.
    #[schemars(title = "Id")]
    id: Text,
    /// A name; where it is not known, a description.
    #[schemars(title = "Name")]
    name: Text,
    /// Office or function.
    #[schemars(title = "Role")]
    role: Option<Text>,
    /// The id of the side that the claimant belongs to; without one, "Other".
    #[schemars(title = "Party")]
    party: Option<Text>,
    /// Whether the claimant's name is not known.
    #[schemars(title = "Anonymous")]
    anonymous: Option<bool>,
}

/// Where claims were reported.
#[derive(JsonSchema)]
#[schemars(title = "Report", deny_unknown_fields)]
struct Report {
    /// Unique among reports.
    #[schemars(title = "Id")]
    id: Text,
    /// Who published it.
    #[schemars(title = "Publisher")]
    publisher: Option<Text>,
    /// The report's headline.
    #[schemars(title = "Title")]
    title: Text,
    /// Who wrote it.
    #[schemars(title = "Author")]
    author: Option<Text>,
    /// When it was published.
    #[schemars(title = "Published")]
    published: Option<Date>,
    /// Its address; it becomes a link where it begins with http: or https:.
    #[schemars(title = "Address")]
    url: Option<Address>,
    /// The address of an archived copy.
    #[schemars(title = "Address of a copy")]
    archive_url: Option<Address>,
}

/// What one claimant said on one occasion.
#[derive(JsonSchema)]
#[schemars(title = "Claim", deny_unknown_fields)]
struct Claim {
    /// Unique among claims.
    #[schemars(title = "Id")]
    id: Text,
    /// The id of who claims it.
    #[schemars(title = "Claimant")]
    claimant: Text,
    /// When it was said.
    #[schemars(title = "Said")]
    said: Date,
    /// Up to the end of which day it counts; without it, the day on which it was said.
    #[schemars(title = "As of")]
    as_of: Option<Date>,
    /// The days whose additions it counts; without it, everything from the beginning.
    #[schemars(title = "Period")]
    period: Option<Period>,
    /// Its numbers; none where it was said without a number.
    #[schemars(title = "Figures")]
    figures: Option<Vec<Figure>>,
    /// Its own words, a list where they stand apart.
    #[schemars(title = "Wording")]
    wording: Option<Wording>,
    /// The language of the words, as a BCP 47 tag.
    #[schemars(title = "Language of the words", example = &"en")]
    wording_language: Option<Text>,
    /// What the claimant bases it on.
    #[schemars(title = "Basis")]
    basis: Option<Text>,
    /// The channel it came by.
    #[schemars(title = "Via")]
    via: Option<Text>,
    /// The ids of reports that have it.
    #[schemars(title = "Reports", extend("uniqueItems" = true))]
    reports: Option<Vec<Text>>,
    /// The editor's remark.
    #[schemars(title = "Note")]
    note: Option<Text>,
    /// Whether anyone has checked it.
    #[schemars(title = "Verification")]
    verification: Option<Verification>,
    /// The id of the claim that this one corrects or withdraws.
    #[schemars(title = "Supersedes")]
    supersedes: Option<Text>,
}

/// Days from the beginning of the first to the end of the last.
#[derive(JsonSchema)]
#[schemars(title = "Period", deny_unknown_fields)]
struct Period {
    /// The first day.
    #[schemars(title = "From")]
    from: Date,
    /// The last day.
    #[schemars(title = "To")]
    to: Date,
}

/// A number with its hedge.
#[derive(JsonSchema)]
#[schemars(title = "Figure", untagged)]
enum Figure {
    Exactly(Exactly),
    Stated(Stated),
    About(About),
    AtLeast(AtLeast),
    MoreThan(MoreThan),
    AtMost(AtMost),
    FewerThan(FewerThan),
    Between(Between),
}

/// "Exactly 300".
#[derive(JsonSchema)]
#[schemars(title = "Exactly", deny_unknown_fields)]
struct Exactly {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    exactly: Number,
}

/// A bare number, said without a hedge.
#[derive(JsonSchema)]
#[schemars(title = "Stated", deny_unknown_fields)]
struct Stated {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    stated: Number,
}

/// "About 12,000".
#[derive(JsonSchema)]
#[schemars(title = "About", deny_unknown_fields)]
struct About {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    about: Number,
}

/// "At least 300".
#[derive(JsonSchema)]
#[schemars(title = "At least", deny_unknown_fields)]
struct AtLeast {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    at_least: Number,
}

/// "More than 3,000".
#[derive(JsonSchema)]
#[schemars(title = "More than", deny_unknown_fields)]
struct MoreThan {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    more_than: Number,
}

/// "At most 1,200", "as many as 1,200".
#[derive(JsonSchema)]
#[schemars(title = "At most", deny_unknown_fields)]
struct AtMost {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    at_most: Number,
}

/// "Fewer than 50".
#[derive(JsonSchema)]
#[schemars(title = "Fewer than", deny_unknown_fields)]
struct FewerThan {
    /// The id of what is counted.
    measure: Text,
    /// The number.
    fewer_than: NumberAboveZero,
}

/// "10,000 to 12,000".
#[derive(JsonSchema)]
#[schemars(title = "Between", deny_unknown_fields)]
struct Between {
    /// The id of what is counted.
    measure: Text,
    /// The lower and the upper end.
    between: [Number; 2],
    /// The claimant's own best estimate within the range.
    best: Option<Number>,
    /// Whether the range is an editor's reading of words such as "a couple hundred".
    vague: Option<bool>,
}

/// A claim's own words.
#[derive(JsonSchema)]
#[schemars(title = "Wording", untagged)]
enum Wording {
    Whole(Text),
    Apart(Vec<Text>),
}

/// Whether anyone has checked a claim.
#[derive(JsonSchema)]
#[schemars(title = "Verification", deny_unknown_fields)]
struct Verification {
    /// With what result.
    #[schemars(title = "Status")]
    status: Status,
    /// Who checked it.
    #[schemars(title = "By")]
    by: Option<Text>,
}

/// The result of checking a claim.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "lowercase")]
enum Status {
    /// Nobody could confirm it.
    Unverified,
    /// Somebody denies it.
    Disputed,
    /// Other evidence agrees.
    Corroborated,
    /// It was confirmed.
    Verified,
}

/// A date that helps to read the claims.
#[derive(JsonSchema)]
#[schemars(title = "Event", deny_unknown_fields)]
struct Event {
    /// When it happened.
    #[schemars(title = "Date")]
    date: Date,
    /// What happened.
    #[schemars(title = "Label")]
    label: Text,
}

/// Text that is not empty.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Text(#[schemars(regex(pattern = r"\S"))] String);

/// `2024-12-23`, or `2024-12` where the day is not known.
#[derive(JsonSchema)]
#[schemars(title = "Date")]
struct Date(#[schemars(regex(pattern = DATE))] String);

/// A date, but for how many days each month has.
pub const DATE: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$";

/// An address, mostly one of the web.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Address(#[schemars(regex(pattern = r"\S"), extend("format" = "uri"))] String);

/// A number that is not negative, up to which several can be added exactly to the unit.
#[derive(JsonSchema)]
#[schemars(title = "Number")]
struct Number(#[schemars(range(min = 0, max = 1_000_000_000_000_000_i64))] f64);

/// A number above 0.
#[derive(JsonSchema)]
#[schemars(title = "Number above 0")]
struct NumberAboveZero(
    #[schemars(range(max = 1_000_000_000_000_000_i64), extend("exclusiveMinimum" = 0))] f64,
);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::collections::BTreeSet;

    use claims_core::dataset::KEYS;
    use serde_json::Value;

    /// The keys that an object's schema knows; those of all its alternatives.
    fn keys(schema: &Value) -> BTreeSet<String> {
        if let Some(alternatives) = schema["oneOf"].as_array() {
            return alternatives.iter().flat_map(|one| keys(resolved(one))).collect();
        }
        assert_eq!(schema["additionalProperties"], false, "{schema:#}");
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    }

    /// What a schema refers to, for as long as the tests run.
    fn resolved(schema: &Value) -> &'static Value {
        static WHOLE: std::sync::LazyLock<Value> = std::sync::LazyLock::new(super::schema);
        let path = schema["$ref"].as_str().unwrap().strip_prefix('#').unwrap();
        WHOLE.pointer(path).unwrap()
    }

    #[test]
    fn the_schema_knows_the_keys_that_the_reader_knows() {
        let schema = schema();
        let mut n_objects = 0;
        for (name, known) in KEYS {
            let object = match name {
                "Dataset" => &schema,
                name => &schema["$defs"][name],
            };
            let known: BTreeSet<String> = known.iter().map(|&key| key.to_owned()).collect();
            assert_eq!(keys(object), known, "{name}");
            n_objects += 1;
        }
        let is_object = |schema: &&Value| schema["type"] == "object";
        let definitions = schema["$defs"].as_object().unwrap();
        // The eight kinds of a figure are objects in place of the one that they are kinds of.
        let n_known = definitions.values().filter(is_object).count() - 8 + 1 + 1;
        assert_eq!(n_objects, n_known, "{:?}", definitions.keys());
    }

    #[test]
    fn every_value_is_described() {
        let schema = schema();
        let objects = schema["$defs"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, object)| (name.as_str(), object));
        for (name, object) in objects.chain([("Dataset", &schema)]) {
            assert!(object["title"].is_string(), "{name} has a title");
            for (key, value) in object["properties"].as_object().into_iter().flatten() {
                assert!(value["description"].is_string(), "{name}.{key}: {value}");
            }
        }
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}
