//! Reads a [`Value`] as a dataset: every key is known, every id resolves, every number makes sense.
//!
//! Reading goes on after a problem, so that all of them are reported. What could not be read is left
//! out of a model that is never handed on.

use super::cycles::cycles;
use super::nearest::nearest;
use super::problem::{Notes, Problem, Problems, Verdict, grouped, quoted};
use super::value::{Key, Value};
use crate::join::joined;
use crate::model::{
    Claim, Claimant, Dataset, Date, Day, Detail, Details, Event, Figure, Figures, Measure, Party,
    Period, Quantity, Report, Scale, Texts, Verification, VerificationStatus, compare_ids,
    days_in_month,
};
use crate::order;

/// The largest number that a dataset may say: the largest power of ten up to which a number and the
/// sum of several are exact to the unit.
const MAX_NUMBER: f64 = 1e15;

/// How many claims, claimants and reports a dataset may have.
pub const MAX_MANY: usize = 100_000;
/// How long every other list may be: measures and parties are controls of the chart, events are lines in it, and a
/// reader has to make do with all of them.
pub const MAX_FEW: usize = 100;
/// How many bytes of UTF-8 a text may have: as many letters of English, a third of that in Korean. What is longer is no
/// name, wording or note.
pub const MAX_TEXT: usize = 20_000;

/// About how many bytes the id of one of many claims has.
const LENGTH_OF_ID: usize = 12;

/// How many members of a cycle a message names.
const MAX_NAMES: usize = 5;

const DATASET_KEYS: &[&str] = &[
    "title",
    "subtitle",
    "summary",
    "subject",
    "language",
    "version",
    "updated",
    "notes",
    "measures",
    "scale",
    "parties",
    "claimants",
    "reports",
    "claims",
    "events",
    "$schema",
];
const MEASURE_KEYS: &[&str] = &["id", "label", "unit", "accumulates", "sum_of", "includes"];
const SCALE_KEYS: &[&str] = &["measure", "of", "label"];
const PARTY_KEYS: &[&str] = &["id", "label"];
const CLAIMANT_KEYS: &[&str] = &["id", "name", "role", "party", "anonymous"];
const REPORT_KEYS: &[&str] =
    &["id", "publisher", "title", "author", "published", "url", "archive_url"];
const CLAIM_KEYS: &[&str] = &[
    "id",
    "claimant",
    "said",
    "as_of",
    "figures",
    // From here on it is details.
    "period",
    "wording",
    "wording_language",
    "basis",
    "via",
    "reports",
    "note",
    "verification",
    "supersedes",
];
/// How many of them are no details.
const N_PLAIN_CLAIM_KEYS: u32 = 5;
const PERIOD_KEYS: &[&str] = &["from", "to"];
const VERIFICATION_KEYS: &[&str] = &["status", "by"];
const EVENT_KEYS: &[&str] = &["date", "label"];
/// The keys of which a figure has exactly one: how its number is hedged.
pub const FIGURE_KINDS: &[&str] =
    &["exactly", "stated", "about", "at_least", "more_than", "at_most", "fewer_than", "between"];
/// Where `between` stands among them.
const BETWEEN: usize = 7;
/// How many of a figure's keys stand before those.
const N_KEYS_BEFORE_KINDS: u32 = 1;
const FIGURE_KEYS: &[&str] = &[
    "measure",
    "exactly",
    "stated",
    "about",
    "at_least",
    "more_than",
    "at_most",
    "fewer_than",
    "between",
    "best",
    "vague",
];
/// The keys that each object of a dataset may have, by what it is.
pub const KEYS: [(&str, &[&str]); 11] = [
    ("Dataset", DATASET_KEYS),
    ("Measure", MEASURE_KEYS),
    ("Scale", SCALE_KEYS),
    ("Party", PARTY_KEYS),
    ("Claimant", CLAIMANT_KEYS),
    ("Report", REPORT_KEYS),
    ("Claim", CLAIM_KEYS),
    ("Period", PERIOD_KEYS),
    ("Verification", VERIFICATION_KEYS),
    ("Event", EVENT_KEYS),
    ("Figure", FIGURE_KEYS),
];
/// One of the keys that a dataset may have somewhere; nothing for any other, which is none.
pub fn known_key(text: &str) -> &'static str {
    // Without their names, which no reader of sound data needs.
    const LISTS: [&[&str]; KEYS.len()] = {
        let mut lists = [DATASET_KEYS; KEYS.len()];
        let mut n = 0;
        while n < KEYS.len() {
            lists[n] = KEYS[n].1;
            n += 1;
        }
        lists
    };
    for keys in LISTS {
        for known in keys {
            if *known == text {
                return known;
            }
        }
    }
    ""
}

const STATUSES: &[(&str, VerificationStatus)] = &[
    ("unverified", VerificationStatus::Unverified),
    ("disputed", VerificationStatus::Disputed),
    ("corroborated", VerificationStatus::Corroborated),
    ("verified", VerificationStatus::Verified),
];

/// Reads a dataset and checks it.
///
/// ```
/// use claims_core::dataset::{self, Value};
/// let value: Value = serde_json::from_str(dataset::KURSK)?;
/// let dataset = dataset::read(&value).unwrap();
/// assert_eq!(dataset.claims.len(), 12);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// Every problem that was found, in the order of the dataset: unknown, repeated or missing keys,
/// values of a wrong kind, ids that are unknown or used twice, figures with no kind or with several,
/// numbers that are negative, not finite or above 10¹⁵, `low` above `high`, `best` outside its
/// range, dates that do not exist, periods that end before they begin or stand with a level,
/// cycles in `sum_of`, `includes` and `supersedes`, lists and texts that are too long (of lists only those are told), and
/// texts with characters that turn the direction of what follows. Of more than
/// [`MAX_PROBLEMS`](super::MAX_PROBLEMS) the last says how many more there are.
pub fn read(value: &Value) -> Result<Dataset, Vec<Problem>> {
    let fetch = Fetch { n: 0, next: &mut || Value::Null };
    let mut reader = Reader { notes: Problems::default(), fetch };
    let dataset = reader.dataset(value);
    let problems = reader.notes.listed();
    if problems.is_empty() { Ok(dataset) } else { Err(problems) }
}

/// Reads a dataset exactly where [`read`] does, and does not tell what is wrong with another one.
///
/// What a reader's browser loads is smaller without paths and messages.
pub fn read_if_sound(value: &Value) -> Option<Dataset> {
    let Value::Object(entries) = value else { return None };
    let Some((_, Value::List(claims))) = entries.iter().find(|(key, _)| **key == *"claims") else {
        return None;
    };
    let mut claims_left = claims.iter().cloned();
    let next = &mut || claims_left.next().unwrap_or(Value::Null);
    read_as_fetched(value, Fetch { n: claims.len(), next })
}

/// Reads a dataset as [`read_if_sound`] does, but for its claims, which `fetch` gives: so of thousands of claims only one is
/// there in both forms. In the place of their list is one of objects with their ids; an empty one where no claim supersedes
/// another.
pub fn read_as_fetched(value: &Value, fetch: Fetch) -> Option<Dataset> {
    if fetch.n > MAX_MANY {
        return None;
    }
    let mut reader = Reader { notes: Verdict { is_sound: true }, fetch };
    let dataset = reader.dataset(value);
    reader.notes.is_sound.then_some(dataset)
}

/// Claims that come one by one.
pub struct Fetch<'f> {
    /// How many they are.
    pub n: usize,
    /// Gives one after the other, from the first on.
    pub next: &'f mut dyn FnMut() -> Value,
}

/// The known ids of one kind of thing in their order, and the index of each.
struct Ids<'a>(Vec<(&'a str, usize)>);

impl Ids<'_> {
    fn get(&self, id: &str) -> Option<usize> {
        let place = self.0.binary_search_by(|(known, _)| compare_ids(known, id));
        place.ok().map(|place| self.0[place].1)
    }

    /// The id of something that an id led to.
    fn name(&self, index: usize) -> &str {
        self.0.iter().find(|(_, known)| *known == index).map_or("", |(id, _)| id)
    }
}

/// An object's entries with the place it stands in.
#[derive(Clone, Copy)]
struct Object<'a, P> {
    entries: &'a [(Key, Value)],
    /// A bit for each of its known keys that has a value.
    said: u32,
    path: &'a P,
}

impl<'a, P> Object<'a, P> {
    /// The value of a key; `null` and `undefined` say nothing, like an absent key.
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.entries
            .iter()
            .find(|(name, value)| **name == *key && *value != Value::Null)
            .map(|(_, value)| value)
    }
}

struct Reader<'f, N> {
    notes: N,
    /// Where claims come from, unless problems are told: then they stand in the list.
    fetch: Fetch<'f>,
}

impl<N: Notes> Reader<'_, N> {
    fn problem<M: Into<String>>(&mut self, path: &N::Path<'_>, message: impl FnOnce() -> M) {
        self.notes.note(path, |_| message());
    }

    // Values

    fn object<'a, 'p>(
        &mut self,
        value: &'a Value,
        path: &'a N::Path<'p>,
        keys: &[&str],
    ) -> Option<Object<'a, N::Path<'p>>> {
        let Value::Object(entries) = value else {
            self.problem(path, || format!("must be an object, not {}", value.show()));
            return None;
        };
        let (mut seen, mut said) = (0_u32, 0);
        for (key, value) in entries {
            let place = N::key(path, key);
            let Some(known) = keys.iter().position(|known| **known == **key) else {
                self.notes.note(&place, |effort| {
                    match nearest(key, &mut keys.iter().copied(), effort) {
                        Some(nearest) => {
                            format!("unknown key; the nearest known one is {}", quoted(nearest))
                        }
                        None => "unknown key".to_owned(),
                    }
                });
                continue;
            };
            if seen >> known & 1 == 1 {
                self.problem(&place, || "this key stands here twice; keep one");
            }
            seen |= 1 << known;
            said |= u32::from(*value != Value::Null) << known;
        }
        Some(Object { entries, said, path })
    }

    /// The value of a key that has to be there.
    fn required<'a>(
        &mut self,
        object: Object<'a, N::Path<'_>>,
        key: &str,
        kind: &str,
    ) -> Option<&'a Value> {
        let value = object.get(key);
        if value.is_none() {
            self.problem(&N::key(object.path, key), || format!("is missing; it must be {kind}"));
        }
        value
    }

    fn list<'a>(&mut self, object: Object<'a, N::Path<'_>>, key: &str, most: usize) -> &'a [Value] {
        let path = N::key(object.path, key);
        object.get(key).map_or(&[], |value| self.list_value(value, &path, most))
    }

    /// The items of a list; none of one that has more than `most`.
    fn list_value<'a>(&mut self, value: &'a Value, path: &N::Path<'_>, most: usize) -> &'a [Value] {
        let Value::List(items) = value else {
            self.problem(path, || format!("must be a list, not {}", value.show()));
            return &[];
        };
        if items.len() > most {
            self.notes.note_excess(path, || {
                let [most, n] = [most, items.len()].map(grouped);
                format!("must have at most {most} entries, but has {n}; leave some out")
            });
            return &[];
        }
        items
    }

    fn required_list<'a>(
        &mut self,
        object: Object<'a, N::Path<'_>>,
        key: &str,
        most: usize,
    ) -> &'a [Value] {
        let path = N::key(object.path, key);
        let value = self.required(object, key, "a list");
        value.map_or(&[], |value| self.list_value(value, &path, most))
    }

    fn text_value<'v>(&mut self, value: &'v Value, path: &N::Path<'_>) -> Option<&'v str> {
        match value {
            Value::Text(text) if text.chars().all(char::is_whitespace) => {
                self.problem(path, || "must not be empty");
                None
            }
            Value::Text(text) if text.len() > MAX_TEXT || turns(text) => {
                self.problem(path, || what_is_wrong_with_text(text));
                None
            }
            Value::Text(text) => Some(text),
            other => {
                self.problem(path, || format!("must be text, not {}", other.show()));
                None
            }
        }
    }

    fn text(&mut self, object: Object<N::Path<'_>>, key: &str) -> Option<String> {
        let value = object.get(key)?;
        self.text_value(value, &N::key(object.path, key)).map(str::to_owned)
    }

    fn required_str<'v>(&mut self, object: Object<'v, N::Path<'_>>, key: &str) -> &'v str {
        let value = self.required(object, key, "text");
        value
            .and_then(|value| self.text_value(value, &N::key(object.path, key)))
            .unwrap_or_default()
    }

    fn required_text(&mut self, object: Object<N::Path<'_>>, key: &str) -> String {
        self.required_str(object, key).to_owned()
    }

    fn texts(&mut self, object: Object<N::Path<'_>>, key: &str) -> Vec<String> {
        let place = N::key(object.path, key);
        let values = self.list(object, key, MAX_FEW);
        let mut texts = Vec::with_capacity(values.len());
        for (n, value) in values.iter().enumerate() {
            let text = self.text_value(value, &N::index(&place, n));
            texts.extend(text.map(str::to_owned));
        }
        texts
    }

    fn truth(&mut self, object: Object<N::Path<'_>>, key: &str) -> Option<bool> {
        match object.get(key)? {
            Value::Bool(value) => Some(*value),
            other => {
                self.problem(&N::key(object.path, key), || {
                    format!("must be true or false, not {}", other.show())
                });
                None
            }
        }
    }

    fn number_value(&mut self, value: &Value, path: &N::Path<'_>) -> Option<f64> {
        match value {
            // Negative zero is zero. What is not a number is in no range.
            Value::Number(number) if (0.0..=MAX_NUMBER).contains(number) => Some(number.abs()),
            _ => {
                self.problem(path, || what_is_wrong_with_number(value));
                None
            }
        }
    }

    fn date(&mut self, object: Object<N::Path<'_>>, key: &str) -> Option<Date> {
        let value = object.get(key)?;
        self.date_value(value, &N::key(object.path, key))
    }

    fn date_value(&mut self, value: &Value, path: &N::Path<'_>) -> Option<Date> {
        let date = match value {
            Value::Text(text) => date_of(text),
            _ => None,
        };
        if date.is_none() {
            self.problem(path, || match value {
                Value::Text(text) => what_is_wrong_with_date(text),
                _ => format!("must be a date such as \"2024-12-23\", not {}", value.show()),
            });
        }
        date
    }

    fn required_date(&mut self, object: Object<N::Path<'_>>, key: &str) -> Option<Date> {
        let value = self.required(object, key, "a date such as \"2024-12-23\"")?;
        self.date_value(value, &N::key(object.path, key))
    }

    // Ids

    /// Collects the ids of a list's objects before anything refers to them.
    fn ids<'a>(&mut self, items: &'a [Value], list: &N::Path<'_>) -> Ids<'a> {
        let mut ids: Vec<(&str, usize)> = Vec::with_capacity(items.len());
        for (n, item) in items.iter().enumerate() {
            let Value::Object(entries) = item else { continue };
            if let Some((_, Value::Text(id))) = entries.iter().find(|(key, _)| **key == *"id") {
                ids.push((id, n));
            }
        }
        self.distinct(ids, list)
    }

    /// Puts ids in order, and tells of those that stand twice.
    #[inline(never)]
    fn distinct<'a>(&mut self, mut ids: Vec<(&'a str, usize)>, list: &N::Path<'_>) -> Ids<'a> {
        order::sort(&mut ids, &|a, b| compare_ids(a.0, b.0));
        // Each whose id stands earlier already, and where.
        let mut repeated = Vec::new();
        let mut first = 0;
        for n in 1..ids.len() {
            if ids[n].0 != ids[first].0 {
                first = n;
            } else if N::TELLS {
                repeated.push((ids[n], ids[first].1));
            } else {
                self.problem(list, || "");
            }
        }
        order::sort(&mut repeated, &|a, b| a.0.1.cmp(&b.0.1));
        for ((id, later), first) in repeated {
            self.problem(&N::key(&N::index(list, later), "id"), || {
                format!(
                    "{} is already the id of {}; give one of them another",
                    quoted(id),
                    N::text(&N::index(list, first))
                )
            });
        }
        Ids(ids)
    }

    fn reference_value(
        &mut self,
        value: &Value,
        path: &N::Path<'_>,
        ids: &Ids,
        noun: &str,
    ) -> Option<usize> {
        let id = self.text_value(value, path)?;
        let found = ids.get(id);
        if found.is_none() {
            self.notes.note(path, |effort| {
                let unknown = quoted(id);
                match nearest(id, &mut ids.0.iter().map(|(known, _)| *known), effort) {
                    Some(nearest) => {
                        format!("there is no {noun} {unknown}; the nearest is {}", quoted(nearest))
                    }
                    None if ids.0.is_empty() => {
                        format!("there is no {noun} {unknown}; the dataset names none")
                    }
                    None => format!("there is no {noun} {unknown}"),
                }
            });
        }
        found
    }

    fn reference(
        &mut self,
        object: Object<N::Path<'_>>,
        key: &str,
        ids: &Ids,
        noun: &str,
    ) -> Option<usize> {
        let value = object.get(key)?;
        self.reference_value(value, &N::key(object.path, key), ids, noun)
    }

    fn required_reference(
        &mut self,
        object: Object<N::Path<'_>>,
        key: &str,
        ids: &Ids,
        noun: &str,
    ) -> Option<usize> {
        let path = N::key(object.path, key);
        let Some(value) = object.get(key) else {
            self.problem(&path, || format!("is missing; it must be the id of a {noun}"));
            return None;
        };
        self.reference_value(value, &path, ids, noun)
    }

    /// References in a list, each thing at most once.
    fn references(
        &mut self,
        object: Object<N::Path<'_>>,
        key: &str,
        ids: &Ids,
        noun: &str,
    ) -> Vec<usize> {
        let place = N::key(object.path, key);
        let mut found = Vec::new();
        for (n, value) in self.list(object, key, MAX_FEW).iter().enumerate() {
            let here = N::index(&place, n);
            if let Some(index) = self.reference_value(value, &here, ids, noun) {
                if found.contains(&index) {
                    self.problem(&here, || format!("{} stands here twice; keep one", value.show()));
                } else {
                    found.push(index);
                }
            }
        }
        found
    }

    // The parts of a dataset

    fn dataset(&mut self, value: &Value) -> Dataset {
        let root = N::root();
        let Some(object) = self.object(value, &root, DATASET_KEYS) else {
            return Dataset::default();
        };
        // It tells an editor what may stand here, and means nothing else.
        self.text(object, "$schema");
        let title = self.required_text(object, "title");
        let subtitle = self.text(object, "subtitle");
        let summary = self.text(object, "summary");
        let subject = self.text(object, "subject");
        let language = self.text(object, "language");
        let version = self.text(object, "version");
        let updated = self.date(object, "updated");
        let notes = self.texts(object, "notes");

        let measures_path = N::key(&root, "measures");
        let measure_values = self.required_list(object, "measures", MAX_FEW);
        if measure_values.is_empty() && matches!(object.get("measures"), Some(Value::List(_))) {
            self.problem(&measures_path, || "must name at least one measure");
        }
        let measure_ids = self.ids(measure_values, &measures_path);
        let measures = self.measures(measure_values, &measures_path, &measure_ids);
        let scale = object
            .get("scale")
            .and_then(|scale| self.scale(scale, &N::key(&root, "scale"), &measure_ids));

        let parties_path = N::key(&root, "parties");
        let party_values = self.required_list(object, "parties", MAX_FEW);
        let party_ids = self.ids(party_values, &parties_path);
        let mut parties = Vec::new();
        for (n, value) in party_values.iter().enumerate() {
            let here = N::index(&parties_path, n);
            if let Some(party) = self.object(value, &here, PARTY_KEYS) {
                parties.push(Party {
                    id: self.required_text(party, "id"),
                    label: self.required_text(party, "label"),
                });
            }
        }

        let claimants_path = N::key(&root, "claimants");
        let claimant_values = self.required_list(object, "claimants", MAX_MANY);
        let claimant_ids = self.ids(claimant_values, &claimants_path);
        let mut claimants = Vec::new();
        for (n, value) in claimant_values.iter().enumerate() {
            let here = N::index(&claimants_path, n);
            if let Some(claimant) = self.object(value, &here, CLAIMANT_KEYS) {
                claimants.push(Claimant {
                    id: self.required_text(claimant, "id"),
                    name: self.required_text(claimant, "name"),
                    role: self.text(claimant, "role"),
                    party: self.reference(claimant, "party", &party_ids, "party"),
                    anonymous: self.truth(claimant, "anonymous").unwrap_or(false),
                });
            }
        }

        let reports_path = N::key(&root, "reports");
        let report_values = self.list(object, "reports", MAX_MANY);
        let report_ids = self.ids(report_values, &reports_path);
        let mut reports = Vec::new();
        for (n, value) in report_values.iter().enumerate() {
            let here = N::index(&reports_path, n);
            if let Some(report) = self.object(value, &here, REPORT_KEYS) {
                reports.push(Report {
                    id: self.required_text(report, "id"),
                    title: self.required_text(report, "title"),
                    publisher: self.text(report, "publisher"),
                    author: self.text(report, "author"),
                    published: self.date(report, "published"),
                    url: self.text(report, "url"),
                    archive_url: self.text(report, "archive_url"),
                });
            }
        }

        let claims_path = N::key(&root, "claims");
        let claim_values = self.required_list(object, "claims", MAX_MANY);
        // A page may make its list shorter while it is read: then there is nothing in the place of some claims.
        let n_claims = claim_values.len().max(self.fetch.n);
        let claim_ids = self.ids(claim_values, &claims_path);
        let known = Known {
            measure_ids: &measure_ids,
            claimant_ids: &claimant_ids,
            report_ids: &report_ids,
            claim_ids: &claim_ids,
        };
        let mut claims = Vec::with_capacity(n_claims);
        let mut own_ids = Texts::with_capacity(n_claims, LENGTH_OF_ID);
        let mut superseding = Vec::new();
        let mut superseded: Vec<Vec<usize>> = Vec::new();
        for n in 0..n_claims {
            let fetched = if N::TELLS { Value::Null } else { (self.fetch.next)() };
            let value = if N::TELLS { &claim_values[n] } else { &fetched };
            let here = N::index(&claims_path, n);
            if let Some((id, claim)) = self.claim(value, &here, &known, &measures) {
                own_ids.push(id);
                if let Some(earlier) = claim.details.supersedes {
                    superseding.push(claims.len());
                    superseded.resize(n_claims, Vec::new());
                    superseded[n].push(earlier);
                }
                claims.push(claim);
            }
        }
        self.cycles(&superseded, &claims_path, &|_, _| "supersedes", &claim_ids);

        let events_path = N::key(&root, "events");
        let mut events = Vec::new();
        for (n, value) in self.list(object, "events", MAX_FEW).iter().enumerate() {
            let here = N::index(&events_path, n);
            if let Some(event) = self.object(value, &here, EVENT_KEYS) {
                let date = self.required_date(event, "date");
                let label = self.required_text(event, "label");
                events.extend(date.map(|date| Event { date, label }));
            }
        }

        // They have been looked at before where problems are told.
        let ids = if N::TELLS {
            claim_ids
        } else {
            let mut ids = Vec::with_capacity(n_claims);
            for (n, id) in own_ids.iter().enumerate() {
                ids.push((id, n));
            }
            self.distinct(ids, &claims_path)
        };
        let by_id = ids.0.iter().map(|(_, claim)| *claim).collect();
        // In a list of their own: to look at one claim after the other takes longer than to compare days.
        let said: Vec<Day> = claims.iter().map(|claim: &Claim| claim.said.first()).collect();
        let by_said = order::sorted(claims.len(), &|a, b| {
            said[a].cmp(&said[b]).then_with(|| own_ids[a].cmp(&own_ids[b]))
        });
        Dataset {
            title,
            subtitle,
            summary,
            subject,
            language,
            version,
            updated,
            notes,
            measures,
            scale,
            parties,
            claimants,
            reports,
            claims,
            claim_ids: own_ids,
            events,
            by_id,
            by_said,
            superseding,
        }
    }

    fn measures(&mut self, values: &[Value], path: &N::Path<'_>, ids: &Ids) -> Vec<Measure> {
        let mut measures = Vec::new();
        // For each measure the place where it was first named as a part.
        let mut part_of: Vec<Option<usize>> = vec![None; values.len()];
        for (n, value) in values.iter().enumerate() {
            let here = N::index(path, n);
            let Some(object) = self.object(value, &here, MEASURE_KEYS) else {
                // The others keep their places, to which the ids lead.
                measures.push(Measure {
                    id: String::new(),
                    label: String::new(),
                    unit: None,
                    accumulates: true,
                    sum_of: Vec::new(),
                    includes: Vec::new(),
                });
                continue;
            };
            let sum_of = self.references(object, "sum_of", ids, "measure");
            if matches!(object.get("sum_of"), Some(Value::List(parts)) if parts.is_empty()) {
                self.problem(&N::key(&here, "sum_of"), || "must name at least one measure");
            }
            let includes = self.references(object, "includes", ids, "measure");
            for (key, parts) in [("sum_of", &sum_of), ("includes", &includes)] {
                for &part in parts {
                    match part_of[part] {
                        Some(whole) => self.problem(
                            &N::key(&here, key),
                            || format!(
                                "{} is already a part of {}; a measure is part of one whole at most",
                                quoted(ids.name(part)),
                                quoted(ids.name(whole))
                            ),
                        ),
                        None => part_of[part] = Some(n),
                    }
                }
            }
            measures.push(Measure {
                id: self.required_text(object, "id"),
                label: self.required_text(object, "label"),
                unit: self.text(object, "unit"),
                accumulates: self.truth(object, "accumulates").unwrap_or(true),
                sum_of,
                includes,
            });
        }
        let parts: Vec<Vec<usize>> = measures
            .iter()
            .map(|measure: &Measure| [&measure.sum_of[..], &measure.includes[..]].concat())
            .collect();
        let key = |whole: usize, part: usize| {
            if measures[whole].sum_of.contains(&part) { "sum_of" } else { "includes" }
        };
        self.cycles(&parts, path, &key, ids);
        measures
    }

    fn scale(&mut self, value: &Value, path: &N::Path<'_>, measure_ids: &Ids) -> Option<Scale> {
        let object = self.object(value, path, SCALE_KEYS)?;
        let measure = self.required_reference(object, "measure", measure_ids, "measure");
        let label = self.text(object, "label");
        let of = self.required(object, "of", "a number above 0")?;
        let of = self.number_value(of, &N::key(path, "of"))?;
        if of == 0.0 {
            self.problem(&N::key(path, "of"), || "must be above 0, but is 0");
        }
        Some(Scale { measure: measure?, of, label })
    }

    fn claim<'v>(
        &mut self,
        value: &'v Value,
        path: &'v N::Path<'_>,
        known: &Known,
        measures: &[Measure],
    ) -> Option<(&'v str, Claim)> {
        let object = self.object(value, path, CLAIM_KEYS)?;
        let id = self.required_str(object, "id");
        let claimant = self
            .required_reference(object, "claimant", known.claimant_ids, "claimant")
            .unwrap_or_default();
        // The value stands in for a date that could not be read: the claim is never handed on then.
        let said = self.required_date(object, "said").unwrap_or(Date::day(Day(0)));
        let as_of = self.date(object, "as_of").unwrap_or(said);
        let period =
            object.get("period").and_then(|period| self.period(period, &N::key(path, "period")));
        let figures_path = N::key(path, "figures");
        let figure_values = self.list(object, "figures", MAX_FEW);
        let mut figures = Figures::default();
        for (n, value) in figure_values.iter().enumerate() {
            let here = N::index(&figures_path, n);
            let Some(figure) = self.figure(value, &here, known.measure_ids) else {
                continue;
            };
            let level = measures.get(figure.measure).filter(|measure| !measure.accumulates);
            if let (Some(level), true) = (level, object.get("period").is_some()) {
                self.problem(&N::key(path, "period"), || {
                    format!(
                        "counts what was added, but {} does not accumulate; say as_of instead",
                        quoted(&level.id)
                    )
                });
            }
            figures.push(figure);
        }

        let mut details = Details::default();
        if object.said >> N_PLAIN_CLAIM_KEYS != 0 {
            details = self.detail(object, known, period).into();
        }
        Some((id, Claim { claimant, said, as_of, figures, details }))
    }

    fn detail(
        &mut self,
        object: Object<N::Path<'_>>,
        known: &Known,
        period: Option<Period>,
    ) -> Detail {
        let path = object.path;
        let wording = match object.get("wording") {
            Some(Value::List(_)) => self.texts(object, "wording"),
            Some(Value::Text(_)) => self.text(object, "wording").into_iter().collect(),
            Some(other) => {
                self.problem(&N::key(path, "wording"), || {
                    format!("must be text or a list of texts, not {}", other.show())
                });
                Vec::new()
            }
            None => Vec::new(),
        };
        Detail {
            period,
            wording,
            wording_language: self.text(object, "wording_language"),
            basis: self.text(object, "basis"),
            via: self.text(object, "via"),
            reports: self.references(object, "reports", known.report_ids, "report"),
            note: self.text(object, "note"),
            verification: object
                .get("verification")
                .and_then(|value| self.verification(value, &N::key(path, "verification"))),
            supersedes: self.reference(object, "supersedes", known.claim_ids, "claim"),
        }
    }

    fn period(&mut self, value: &Value, path: &N::Path<'_>) -> Option<Period> {
        let object = self.object(value, path, PERIOD_KEYS)?;
        let from = self.required_date(object, "from");
        let to = self.required_date(object, "to");
        let (from, to) = (from?, to?);
        if from.first() > to.last() {
            let said = |key: &str| object.get(key).map_or_else(String::new, Value::show);
            self.problem(path, || {
                format!("ends before it begins: from {} to {}; swap them", said("from"), said("to"))
            });
            return None;
        }
        Some(Period { from, to })
    }

    fn verification(&mut self, value: &Value, path: &N::Path<'_>) -> Option<Verification> {
        let object = self.object(value, path, VERIFICATION_KEYS)?;
        let by = self.text(object, "by");
        const WORDS: &str = "\"unverified\", \"disputed\", \"corroborated\" or \"verified\"";
        let word = self.required(object, "status", WORDS)?;
        let word = self.text_value(word, &N::key(path, "status"))?;
        let status = STATUSES.iter().find(|(name, _)| *name == word);
        if status.is_none() {
            self.problem(&N::key(path, "status"), || {
                format!("must be {WORDS}, not {}", quoted(word))
            });
        }
        Some(Verification { status: status?.1, by })
    }

    fn figure(&mut self, value: &Value, path: &N::Path<'_>, measure_ids: &Ids) -> Option<Figure> {
        let object = self.object(value, path, FIGURE_KEYS)?;
        let measure = self.required_reference(object, "measure", measure_ids, "measure");
        let vague = self.truth(object, "vague");
        // Which of the kinds stand here, from the lowest bit on.
        let kinds = object.said >> N_KEYS_BEFORE_KINDS & ((1 << FIGURE_KINDS.len()) - 1);
        if kinds == 0 {
            self.problem(
                path,
                || "has no number; say one of exactly, stated, about, at_least, more_than, at_most, fewer_than, between",
            );
            return None;
        }
        let kind_idx = kinds.trailing_zeros() as usize;
        if kinds >> kind_idx != 1 {
            self.problem(path, || {
                let kinds = FIGURE_KINDS.iter().enumerate().filter(|(n, _)| kinds >> n & 1 == 1);
                let kinds: Vec<&str> = kinds.map(|(_, kind)| *kind).collect();
                format!(
                    "has {} at once; a figure says exactly one of them",
                    joined(&kinds, " and ")
                )
            });
            return None;
        }
        let kind = FIGURE_KINDS[kind_idx];
        if kind_idx != BETWEEN {
            for key in ["best", "vague"] {
                if object.get(key).is_some() {
                    self.problem(&N::key(path, key), || {
                        format!("can only stand beside between, not beside {kind}")
                    });
                }
            }
        }
        let place = N::key(path, kind);
        let value = object.get(kind)?;
        let quantity = match kind_idx {
            BETWEEN => self.between(object, value, &place, vague.unwrap_or(false))?,
            _ => {
                let number = self.number_value(value, &place)?;
                match kind_idx {
                    0 => Quantity::Exactly(number),
                    1 => Quantity::Stated(number),
                    2 => Quantity::About(number),
                    3 => Quantity::AtLeast(number),
                    4 => Quantity::MoreThan(number),
                    5 => Quantity::AtMost(number),
                    _ if number == 0.0 => {
                        self.problem(&place, || "must be above 0: nothing is fewer than 0");
                        return None;
                    }
                    _ => Quantity::FewerThan(number),
                }
            }
        };
        Some(Figure { measure: measure?, quantity })
    }

    fn between(
        &mut self,
        object: Object<N::Path<'_>>,
        value: &Value,
        place: &N::Path<'_>,
        vague: bool,
    ) -> Option<Quantity> {
        let Value::List(ends) = value else {
            self.problem(place, || format!("must be [low, high], not {}", value.show()));
            return None;
        };
        let [low, high] = &ends[..] else {
            self.problem(place, || format!("must be [low, high], not a list of {}", ends.len()));
            return None;
        };
        let low = self.number_value(low, &N::index(place, 0));
        let high = self.number_value(high, &N::index(place, 1));
        let best =
            object.get("best").map(|best| self.number_value(best, &N::key(object.path, "best")));
        let (low, high) = (low?, high?);
        if low > high {
            self.problem(place, || format!("low {low} exceeds high {high}"));
            return None;
        }
        let best = match best {
            Some(best) => Some(best?),
            None => None,
        };
        if let Some(best) = best
            && !(low..=high).contains(&best)
        {
            self.problem(&N::key(object.path, "best"), || {
                format!("{best} lies outside {low} to {high}")
            });
            return None;
        }
        Some(Quantity::Between { low, high, best, vague })
    }

    /// Reports each cycle once, at its first member, naming the ids along it.
    fn cycles(
        &mut self,
        edges: &[Vec<usize>],
        list: &N::Path<'_>,
        key: &dyn Fn(usize, usize) -> &'static str,
        ids: &Ids,
    ) {
        cycles(edges, &mut |cycle| {
            let (first, second) = (cycle[0], *cycle.get(1).unwrap_or(&cycle[0]));
            self.problem(&N::key(&N::index(list, first), key(first, second)), || {
                let mut message = "leads back to itself: ".to_owned();
                for &member in cycle.iter().take(MAX_NAMES) {
                    message.push_str(&quoted(ids.name(member)));
                    message.push_str(" → ");
                }
                if cycle.len() > MAX_NAMES {
                    message.push_str("… → ");
                }
                message + &quoted(ids.name(first))
            });
        });
    }
}

/// Where a claim's references lead.
struct Known<'a> {
    measure_ids: &'a Ids<'a>,
    claimant_ids: &'a Ids<'a>,
    report_ids: &'a Ids<'a>,
    claim_ids: &'a Ids<'a>,
}

/// Whether a text holds a character that turns the direction of what stands behind it, unseen: in a sentence with such a
/// name, the number that follows would be read from its end. These are U+202A to U+202E and U+2066 to U+2069, here as
/// their bytes. A letter's own direction, and the marks U+200E and U+200F, do no such thing.
fn turns(text: &str) -> bool {
    text.as_bytes()
        .windows(3)
        .any(|bytes| matches!(bytes, [0xe2, 0x80, 0xaa..=0xae] | [0xe2, 0x81, 0xa6..=0xa9]))
}

fn what_is_wrong_with_text(text: &str) -> String {
    if text.len() > MAX_TEXT {
        let [most, n] = [MAX_TEXT, text.len()].map(grouped);
        return format!("must have at most {most} bytes in UTF-8, but has {n}; shorten it");
    }
    let unseen = text.chars().find(|c| turns(c.encode_utf8(&mut [0; 4]))).unwrap_or_default();
    let unseen = unseen.escape_unicode();
    format!("holds {unseen}, which turns the direction of what follows; take it out")
}

fn what_is_wrong_with_number(value: &Value) -> String {
    let shown = value.show();
    match value {
        Value::Number(number) if number.is_finite() && *number < 0.0 => {
            format!("must not be negative, but is {shown}")
        }
        Value::Number(number) if number.is_finite() => {
            format!("must be at most 1,000,000,000,000,000, but is {shown}")
        }
        _ => format!("must be a finite number, not {shown}"),
    }
}

/// Reads `YYYY-MM-DD` or `YYYY-MM`.
///
/// # Errors
///
/// What is wrong with any other text, or with a day that does not exist.
pub fn parse_date(text: &str) -> Result<Date, String> {
    date_of(text).ok_or_else(|| what_is_wrong_with_date(text))
}

/// Reads `YYYY-MM-DD` or `YYYY-MM`; nothing else, and no day that does not exist.
pub fn date_of(text: &str) -> Option<Date> {
    let (year, month) = year_and_month(text)?;
    match text.get(8..) {
        Some(day) => Day::from_civil(year, month, number(day.as_bytes())).map(Date::day),
        None => Date::month(year, month),
    }
}

/// The year and the month of a text that has the shape of a date, whether there is such a date or not.
fn year_and_month(text: &str) -> Option<(i32, u32)> {
    let bytes = text.as_bytes();
    let is_shaped = matches!(bytes.len(), 7 | 10)
        && bytes.iter().enumerate().all(|(n, byte)| match n {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_shaped.then(|| (number(&bytes[..4]) as i32, number(&bytes[5..7])))
}

/// What digits say.
fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

fn what_is_wrong_with_date(text: &str) -> String {
    let Some((year, month)) = year_and_month(text) else {
        return format!(
            "must be a date such as \"2024-12-23\", or \"2024-12\" where the day is not known, not {}",
            quoted(text)
        );
    };
    match days_in_month(year, month) {
        0 => format!("there is no {text}: months go from 01 to 12"),
        _ if text.len() == 7 => format!("there is no {text}"),
        last => format!("there is no {text}: that month has {last} days"),
    }
}
