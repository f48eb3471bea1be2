//! All that is known about one claim, as lines for its card and as one phrase.

use super::chart::n_claims;
use super::figures::quoted;
use super::keys::{key, place};
use super::language::Language;
use super::patterns::{enumerated, followed, isolated, listed};
use super::{dates, figures};
use crate::join::joined;
use crate::model::{
    Bounds, Claim, Dataset, Figure, Quantity, Reading, Report, Said, VerificationStatus,
};

/// A claim's card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card<'a> {
    /// The claim's id.
    pub id: &'a str,
    /// The party's place in the palette; `None` for a claimant without a party.
    pub colour: Option<usize>,
    /// Who said it, and by which channel.
    pub who: String,
    /// When.
    pub said: String,
    /// The number with its hedge, or the words where none was said.
    pub value: String,
    /// What was counted, over which period, and how a sum came about.
    pub detail: Option<String>,
    /// The rest, line by line.
    pub lines: Vec<CardLine<'a>>,
    /// What the reports are headed with.
    pub reports_label: &'a str,
    /// Where it was reported.
    pub reports: Vec<CardReport<'a>>,
}

/// A line of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardLine<'a> {
    /// What the line tells.
    pub label: &'a str,
    /// What it says.
    pub text: String,
    /// The language of a text of the dataset, empty where it is not known; `None` where the text is ours.
    pub lang: Option<&'a str>,
}

/// A report that carries the claim.
#[derive(Clone, Debug, PartialEq)]
pub struct CardReport<'a> {
    /// Publisher, headline, author and date.
    pub text: String,
    /// Publisher and date; the headline where no publisher is named.
    pub short: String,
    /// The address as the dataset gives it; of any scheme.
    pub url: Option<&'a str>,
    /// What the archived copy is called.
    pub archived: &'a str,
    /// The address of the archived copy, of any scheme.
    pub archive_url: Option<&'a str>,
}

/// The card of a claim as it stands in the chart of a measure.
///
/// Where the claim says nothing about that measure, the card tells everything that it does say.
pub fn card<'a>(
    language: &'a Language,
    dataset: &'a Dataset,
    claim_idx: usize,
    measure: usize,
) -> Card<'a> {
    let claim = &dataset.claims[claim_idx];
    let readings = dataset.readings_of(claim_idx, measure);
    // Where nobody says which, it is another than that of the words around it.
    let own_lang = Some(dataset.language.as_deref().unwrap_or_default());

    // Where it says nothing about the measure, a card is about all that it says.
    let is_about_all = readings.is_empty() && !claim.figures.is_empty();
    let value = match readings.is_empty() {
        false => capitalised(&in_words(language, &readings, claim)),
        true if is_about_all => {
            let figures = figures_in_words(language, dataset, claim_idx, &|_| true);
            capitalised(&listed(language, &figures))
        }
        true => said_without_number(language, claim),
    };
    let mut detail = Vec::new();
    if !readings.is_empty() {
        detail.push(inside_sentence(&dataset.measures[measure].label));
        for reading in &readings {
            if let Said::Figure(Quantity::Between { low, high, vague: true, .. }) = reading.said {
                let range = figures::bounds_long(language, Bounds::closed(low, high));
                detail.push(language.fill_one(key!("read-as"), &range));
            }
        }
    }
    if !claim.figures.is_empty() {
        detail.extend(claim.details.period.map(|period| figures::period_long(language, period)));
        if claim.details.period.is_none() && claim.as_of != claim.said {
            let day = dates::date_long(language, claim.as_of);
            detail.push(language.fill_one(key!("as-of"), &day));
        }
    }
    if !readings.is_empty() {
        if readings.iter().any(|reading| reading.said == Said::AddedUp) {
            let parts = figures_in_words(language, dataset, claim_idx, &|_| true);
            detail.push(language.fill_one(key!("added-up"), &listed(language, &parts)));
        }
        if let Some(scale) = dataset.scale.as_ref().filter(|scale| scale.measure == measure)
            && claim.details.period.is_none()
            && let Some(label) = &scale.label
            && let Some(n) = stated_end(&readings[0])
        {
            let share = figures::share(language, n, scale.of);
            detail.push(counted(language, &share, label));
        }
    }

    let mut lines = Vec::new();
    let mut line = |label, text: Option<String>, lang| {
        let label = language.text(label);
        lines.extend(text.map(|text| CardLine { label, text, lang }));
    };
    let words: Vec<String> =
        claim.details.wording.iter().map(|words| quoted(language, words)).collect();
    if !claim.figures.is_empty() && !words.is_empty() {
        line(
            key!("words"),
            Some(joined(&words, " · ")),
            claim.details.wording_language.as_deref().or(own_lang),
        );
    }
    line(key!("basis"), claim.details.basis.clone(), own_lang);
    line(
        key!("card-checked"),
        claim.details.verification.as_ref().map(|check| {
            let status = match check.status {
                VerificationStatus::Unverified => key!("unverified"),
                VerificationStatus::Disputed => key!("disputed"),
                VerificationStatus::Corroborated => key!("corroborated"),
                VerificationStatus::Verified => key!("verified"),
            };
            let status = language.text(status);
            match &check.by {
                Some(by) => language
                    .fill(key!("checked-by"), &[(place!("status"), status), (place!("by"), by)]),
                None => status.to_owned(),
            }
        }),
        None,
    );
    let parts = &dataset.measures[measure].sum_of;
    let is_other = |other: usize| other != measure && !parts.contains(&other);
    let other = figures_in_words(language, dataset, claim_idx, &is_other);
    if !other.is_empty() && !is_about_all {
        line(key!("card-also-said"), Some(enumerated(language, &other)), None);
    }
    line(
        key!("card-replaces"),
        claim.details.supersedes.map(|earlier| phrase(language, dataset, earlier, measure)),
        None,
    );
    let is_later = |other: &&usize| dataset.claims[**other].details.supersedes == Some(claim_idx);
    let later = dataset.superseding.iter().find(is_later);
    line(
        key!("card-replaced-by"),
        later.map(|&later| phrase(language, dataset, later, measure)),
        None,
    );
    line(key!("note"), claim.details.note.clone(), own_lang);

    let is_one = claim.details.reports.len() == 1;
    let reports_label = if is_one { key!("card-report") } else { key!("card-reports") };
    Card {
        id: &dataset.claim_ids[claim_idx],
        colour: dataset.party_of(claim),
        who: who(language, dataset, claim),
        said: dates::date_long(language, claim.said),
        value,
        detail: (!detail.is_empty()).then(|| enumerated(language, &detail)),
        lines,
        reports_label: language.text(reports_label),
        reports: claim
            .details
            .reports
            .iter()
            .map(|&report| cited(language, &dataset.reports[report]))
            .collect(),
    }
}

/// A claim as one phrase, for people who hear it: who, how many, of what, when.
pub fn phrase(language: &Language, dataset: &Dataset, claim_idx: usize, measure: usize) -> String {
    let claim = &dataset.claims[claim_idx];
    let readings = dataset.readings_of(claim_idx, measure);
    let who = &dataset.claimants[claim.claimant].name;
    let said = dates::date_long(language, claim.said);
    if readings.is_empty() {
        let words = said_without_number(language, claim);
        let places =
            [(place!("who"), who.as_str()), (place!("words"), &words), (place!("day"), &said)];
        return language.fill(key!("phrase-without-number"), &places);
    }
    let label = inside_sentence(&dataset.measures[measure].label);
    let count = counted(language, &in_words(language, &readings, claim), &label);
    phrase_with(language, dataset, claim_idx, &count)
}

/// A claim as one phrase with what it rests on, for people who come to its mark without seeing it.
pub fn phrase_with_basis(
    language: &Language,
    dataset: &Dataset,
    claim_idx: usize,
    measure: usize,
) -> String {
    let phrase = phrase(language, dataset, claim_idx, measure);
    match &dataset.claims[claim_idx].details.basis {
        Some(basis) => {
            language.fill(key!("based"), &[(place!("phrase"), &phrase), (place!("basis"), basis)])
        }
        None => phrase,
    }
}

/// A claim as one phrase, with its numbers already in words.
pub(super) fn phrase_with(
    language: &Language,
    dataset: &Dataset,
    claim_idx: usize,
    count: &str,
) -> String {
    let claim = &dataset.claims[claim_idx];
    let who = &dataset.claimants[claim.claimant].name;
    let said = dates::date_long(language, claim.said);
    let period = claim.details.period.map(|period| figures::period_long(language, period));
    let pattern = if period.is_some() { key!("phrase-of-period") } else { key!("phrase") };
    let period = period.unwrap_or_default();
    let places = [
        (place!("who"), who.as_str()),
        (place!("count"), count),
        (place!("period"), &period),
        (place!("day"), &said),
    ];
    language.fill(pattern, &places)
}

/// A label as it stands inside a sentence: with a small first letter, unless it begins with several
/// capitals, as an abbreviation does.
pub(super) fn inside_sentence(label: &str) -> String {
    let second = label.chars().nth(1);
    if second.is_none_or(|second| to_small(second) != 0) {
        return label.to_owned();
    }
    begun(label, to_small)
}

/// How far the small letter of a Latin or Cyrillic capital is from it; 0 for anything else. Without the standard
/// library's table for all of Unicode the wasm is 2 kB smaller.
fn to_small(letter: char) -> i32 {
    match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ґ' => 1,
        _ => 0,
    }
}

pub(super) fn in_words(language: &Language, readings: &[Reading], claim: &Claim) -> String {
    let words: Vec<String> =
        readings.iter().map(|reading| figures::figure_long(language, reading, claim)).collect();
    listed(language, &words)
}

/// What stands for the number of a claim that gives none: its words.
pub fn said_without_number(language: &Language, claim: &Claim) -> String {
    match claim.details.wording.first() {
        Some(words) => quoted(language, words),
        None => language.say(key!("no-number")),
    }
}

/// Figures of a claim, those of chosen measures: "at least 100 killed", "at least 1,000 wounded".
pub(super) fn figures_in_words(
    language: &Language,
    dataset: &Dataset,
    claim_idx: usize,
    is_chosen: &dyn Fn(usize) -> bool,
) -> Vec<String> {
    let claim = &dataset.claims[claim_idx];
    let mut items = Vec::new();
    for figure in claim.figures.iter().filter(|figure| is_chosen(figure.measure)) {
        items.push(figure_of(language, dataset, claim_idx, figure));
    }
    items
}

/// A figure with what it counts: "at least 100 killed".
pub fn figure_of(
    language: &Language,
    dataset: &Dataset,
    claim_idx: usize,
    figure: &Figure,
) -> String {
    let said = Said::Figure(figure.quantity);
    let reading = Reading { claim: claim_idx, said, bounds: figure.quantity.bounds() };
    let what = inside_sentence(&dataset.measures[figure.measure].label);
    let count = figures::figure_long(language, &reading, &dataset.claims[claim_idx]);
    counted(language, &count, &what)
}

fn counted(language: &Language, count: &str, what: &str) -> String {
    language.fill(key!("counted"), &[(place!("count"), count), (place!("what"), what)])
}

/// The number that a share is told of: the only one that a reading names.
fn stated_end(reading: &Reading) -> Option<f64> {
    let bounds = reading.bounds;
    if bounds.low == bounds.high || !bounds.is_bounded_above() {
        Some(bounds.low)
    } else if !bounds.is_bounded_below() {
        Some(bounds.high)
    } else {
        None
    }
}

/// "South Korea · NIS, National Intelligence Service, via Yonhap".
fn who(language: &Language, dataset: &Dataset, claim: &Claim) -> String {
    let claimant = &dataset.claimants[claim.claimant];
    let mut parts = Vec::new();
    if let Some(party) = claimant.party {
        let label = &dataset.parties[party].label;
        if *label != claimant.name {
            parts.push(isolated(label));
        }
    }
    let mut who = claimant.name.clone();
    if let Some(role) = &claimant.role {
        who = followed(language, key!("list"), &who, role);
    }
    if let Some(via) = &claim.details.via {
        who = language.fill(key!("via"), &[(place!("who"), &who), (place!("via"), via)]);
    }
    parts.push(isolated(&who));
    joined(&parts, " · ")
}

fn cited<'a>(language: &'a Language, report: &'a Report) -> CardReport<'a> {
    let title = quoted(language, &report.title);
    let day = report.published.map(|date| dates::date_long(language, date));
    let mut short = vec![report.publisher.clone().unwrap_or_else(|| title.clone())];
    let mut whole = Vec::new();
    whole.extend(report.publisher.clone());
    whole.push(title);
    whole.extend(report.author.clone());
    whole.extend(day.clone());
    short.extend(day);
    let [text, short] = [whole, short].map(|parts| enumerated(language, &parts));
    CardReport {
        text,
        short,
        url: report.url.as_deref(),
        archived: language.text(key!("card-archived")),
        archive_url: report.archive_url.as_deref(),
    }
}

/// How many other claims have their marks at the same place of the picture, as a line of a card.
#[inline(never)]
pub fn beside(language: &Language, n_others: usize) -> Option<CardLine<'_>> {
    let text = (n_others > 0).then(|| n_claims(language, n_others))?;
    Some(CardLine { label: language.text(key!("card-beside")), text, lang: None })
}

/// A text of ours with a capital first letter.
pub fn capitalised(text: &str) -> String {
    begun(text, |letter| match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' | 'а'..='я' => -32,
        'ѐ'..='џ' => -80,
        'ґ' => -1,
        _ => 0,
    })
}

/// A text whose first letter is one so many places further on.
fn begun(text: &str, by: fn(char) -> i32) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|letter| char::from_u32((letter as i32 + by(letter)) as u32));
    let mut begun = String::new();
    begun.extend(first.flatten());
    begun.push_str(chars.as_str());
    begun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_get_a_capital_where_there_is_one() {
        for (text, capital) in [
            ("at least 3", "At least 3"),
            ("щонайменше 3", "Щонайменше 3"),
            ("їх 3", "Їх 3"),
            ("ґанок", "Ґанок"),
            ("3 at least", "3 at least"),
            ("“a few”", "“a few”"),
            ("최소 3", "최소 3"),
            ("÷ 3", "÷ 3"),
            ("", ""),
        ] {
            assert_eq!(capitalised(text), capital);
        }
    }

    #[test]
    fn labels_lose_their_capital_inside_a_sentence_but_abbreviations_do_not() {
        for (label, inside) in [
            ("Killed or wounded", "killed or wounded"),
            ("POWs taken", "POWs taken"),
            ("Вбиті", "вбиті"),
            ("Їх поранено", "їх поранено"),
            ("Ґанок", "ґанок"),
            ("Élus", "élus"),
            ("사망", "사망"),
            ("A", "A"),
            ("", ""),
        ] {
            assert_eq!(inside_sentence(label), inside);
        }
    }
}
