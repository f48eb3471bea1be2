//! The embedded dataset says what the five reports say: nothing is missing, nothing is added.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use claims_core::dataset::{self, Value};
use claims_core::model::{
    Bounds, Claim, Dataset, Date, Day, Period, Quantity, Said, VerificationStatus,
};

/// What one claim has to be.
struct Expected {
    id: &'static str,
    said: &'static str,
    claimant: &'static str,
    role: &'static str,
    party: Option<&'static str>,
    figures: &'static [(&'static str, Quantity, Bounds)],
    period: Option<(&'static str, &'static str)>,
    wording: &'static [&'static str],
    basis: Option<&'static str>,
    via: Option<&'static str>,
    reports: &'static [&'static str],
}

const NOTHING: Expected = Expected {
    id: "",
    said: "",
    claimant: "",
    role: "",
    party: None,
    figures: &[],
    period: None,
    wording: &[],
    basis: None,
    via: None,
    reports: &[],
};

const fn at_least(low: f64) -> Bounds {
    Bounds { low, ..Bounds::ALL }
}

const fn more_than(low: f64) -> Bounds {
    Bounds { low, low_open: true, ..Bounds::ALL }
}

const fn closed(low: f64, high: f64) -> Bounds {
    Bounds { low, low_open: false, high, high_open: false }
}

const CLAIMS: [Expected; 12] = [
    Expected {
        id: "ryder",
        said: "2024-12-16",
        claimant: "Patrick Ryder",
        role: "Pentagon spokesperson",
        party: Some("United States"),
        wording: &["first casualties"],
        reports: &["ki-zelensky"],
        ..NOTHING
    },
    Expected {
        id: "us-official",
        said: "2024-12-17",
        claimant: "US military official",
        role: "a senior official, unnamed",
        party: Some("United States"),
        figures: &[(
            "casualties",
            Quantity::Between { low: 200.0, high: 300.0, best: None, vague: true },
            closed(200.0, 300.0),
        )],
        wording: &["a couple hundred"],
        via: Some("the Associated Press"),
        reports: &["us-military"],
        ..NOTHING
    },
    Expected {
        id: "us-official-russian-losses",
        said: "2024-12-17",
        claimant: "US military official",
        role: "a senior official, unnamed",
        party: Some("United States"),
        figures: &[("russian-losses-per-day", Quantity::AtMost(1_200.0), closed(0.0, 1_200.0))],
        wording: &["as many as 1,200 troops a day"],
        via: Some("the Associated Press"),
        reports: &["us-military"],
        ..NOTHING
    },
    Expected {
        id: "lee",
        said: "2024-12-19",
        claimant: "Lee Sung-kwon",
        role: "member of South Korea’s parliament",
        party: Some("South Korea"),
        figures: &[
            ("killed", Quantity::AtLeast(100.0), at_least(100.0)),
            ("wounded", Quantity::AtLeast(1_000.0), at_least(1_000.0)),
        ],
        wording: &["at least 100 North Korean troops", "1,000 injured"],
        via: Some("remarks to reporters"),
        reports: &["ki-zelensky"],
        ..NOTHING
    },
    Expected {
        id: "zelensky-dec-23",
        said: "2024-12-23",
        claimant: "Volodymyr Zelensky",
        role: "President of Ukraine",
        party: Some("Ukraine"),
        figures: &[("casualties", Quantity::MoreThan(3_000.0), more_than(3_000.0))],
        wording: &["has surpassed 3,000", "more than 3,000"],
        basis: Some("Ukraine’s intelligence, as he said"),
        via: Some("Telegram"),
        reports: &["ki-zelensky", "ki-white-house", "ki-hur"],
        ..NOTHING
    },
    Expected {
        id: "unnamed-deployed",
        said: "2024-12-23",
        claimant: "Unnamed source",
        role: "the newspaper’s own words",
        figures: &[("deployed", Quantity::About(12_000.0), closed(11_500.0, 12_500.0))],
        wording: &["about 12,000", "approximately 12,000"],
        reports: &["ki-zelensky", "ki-white-house", "ki-hur"],
        ..NOTHING
    },
    Expected {
        id: "hur",
        said: "2024-12-26",
        claimant: "HUR",
        role: "Ukraine’s military intelligence",
        party: Some("Ukraine"),
        figures: &[("wounded", Quantity::AtLeast(5.0), at_least(5.0))],
        period: Some(("2024-12-20", "2024-12-20")),
        wording: &["five soldiers on Dec. 20 alone"],
        reports: &["ki-hur"],
        ..NOTHING
    },
    Expected {
        id: "kirby-dec-27",
        said: "2024-12-27",
        claimant: "John Kirby",
        role: "White House National Security Council spokesperson",
        party: Some("United States"),
        figures: &[("casualties", Quantity::MoreThan(1_000.0), more_than(1_000.0))],
        period: Some(("2024-12-21", "2024-12-27")),
        wording: &["more than 1,000"],
        via: Some("a press briefing"),
        reports: &["ki-white-house"],
        ..NOTHING
    },
    Expected {
        id: "zelensky-jan-9",
        said: "2025-01-09",
        claimant: "Volodymyr Zelensky",
        role: "President of Ukraine",
        party: Some("Ukraine"),
        figures: &[("casualties", Quantity::Stated(4_000.0), closed(4_000.0, 4_000.0))],
        wording: &["4,000 casualties"],
        reports: &["ki-seoul"],
        ..NOTHING
    },
    Expected {
        id: "zelensky-jan-11",
        said: "2025-01-11",
        claimant: "Volodymyr Zelensky",
        role: "President of Ukraine",
        party: Some("Ukraine"),
        figures: &[("captured", Quantity::Stated(2.0), closed(2.0, 2.0))],
        wording: &["the capture of two"],
        reports: &["ki-seoul"],
        ..NOTHING
    },
    Expected {
        id: "nis",
        said: "2025-01-13",
        claimant: "NIS",
        role: "National Intelligence Service",
        party: Some("South Korea"),
        figures: &[
            ("killed", Quantity::AtLeast(300.0), at_least(300.0)),
            ("wounded", Quantity::AtLeast(2_700.0), at_least(2_700.0)),
        ],
        wording: &["At least 300", "another 2,700 wounded"],
        via: Some("Yonhap"),
        reports: &["ki-seoul"],
        ..NOTHING
    },
    Expected {
        id: "ukraine-october",
        said: "2024-10",
        claimant: "Ukraine",
        role: "announcement",
        party: Some("Ukraine"),
        figures: &[(
            "deployed",
            Quantity::Between { low: 10_000.0, high: 12_000.0, best: None, vague: false },
            closed(10_000.0, 12_000.0),
        )],
        wording: &["10,000 to 12,000 troops"],
        reports: &["us-military"],
        ..NOTHING
    },
];

/// What a report gives of itself, and no more.
#[derive(Debug, PartialEq)]
struct Reported<'a> {
    id: &'a str,
    publisher: Option<&'a str>,
    author: Option<&'a str>,
    published: Option<String>,
    title: &'a str,
}

fn reports() -> [Reported<'static>; 5] {
    const INDEPENDENT: Option<&str> = Some("The Kyiv Independent");
    let report = |id, publisher, author, published: Option<&str>, title| {
        let published = published.map(str::to_owned);
        Reported { id, publisher, author, published, title }
    };
    [
        report(
            "ki-zelensky",
            INDEPENDENT,
            Some("Tim Zadorozhnyy"),
            Some("2024-12-23"),
            "Over 3,000 North Korean troops killed, wounded in Kursk Oblast, Zelensky says",
        ),
        report(
            "us-military",
            None,
            None,
            None,
            "Hundreds of North Korean troops killed or injured fighting against Ukrainian forces in Russia’s Kursk, US military says",
        ),
        report(
            "ki-white-house",
            INDEPENDENT,
            Some("Volodymyr Ivanyshyn"),
            Some("2024-12-28"),
            "North Korean troops suffer over 1,000 losses in Kursk Oblast in past week, White House official says",
        ),
        report(
            "ki-hur",
            INDEPENDENT,
            Some("Tim Zadorozhnyy"),
            None,
            "North Korean troops in Kursk Oblast endure heavy losses, logistical struggles, Ukrainian military intelligence says",
        ),
        report(
            "ki-seoul",
            INDEPENDENT,
            Some("Tim Zadorozhnyy"),
            Some("2025-01-13"),
            "'Lack of understanding of modern warfare' — Seoul reports 3,000 North Korean casualties in Russia's Kursk Oblast",
        ),
    ]
}

fn kursk() -> Dataset {
    let value: Value = serde_json::from_str(dataset::KURSK).expect("the embedded dataset is JSON");
    dataset::read(&value).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("the embedded dataset has problems:\n{}", lines.join("\n"))
    })
}

fn claim<'a>(dataset: &'a Dataset, id: &str) -> &'a Claim {
    let found = dataset.claim_by_id(id).unwrap_or_else(|| panic!("there is no claim {id:?}"));
    &dataset.claims[found]
}

/// A date as the dataset writes it.
fn written(date: Date) -> String {
    let (year, month, day) = date.first().civil();
    if date.is_day() {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}")
    }
}

#[test]
fn it_holds_the_twelve_claims_and_no_other() {
    let dataset = kursk();
    let mut found: Vec<&str> = dataset.claim_ids.iter().collect();
    let mut expected: Vec<&str> = CLAIMS.iter().map(|claim| claim.id).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn each_claim_says_who_and_when() {
    let dataset = kursk();
    for expected in CLAIMS {
        let id = expected.id;
        let claim = claim(&dataset, id);
        let claimant = &dataset.claimants[claim.claimant];
        let party = claimant.party.map(|party| dataset.parties[party].label.as_str());
        assert_eq!(written(claim.said), expected.said, "{id}: said");
        assert_eq!(claim.as_of, claim.said, "{id}: counts up to the day on which it was said");
        assert_eq!(claimant.name, expected.claimant, "{id}: claimant");
        assert_eq!(claimant.role.as_deref(), Some(expected.role), "{id}: role");
        assert_eq!(party, expected.party, "{id}: party");
        assert_eq!(claim.details.supersedes, None, "{id}: no report speaks of a correction");
    }
}

#[test]
fn each_claim_keeps_its_figures_with_their_hedges() {
    let dataset = kursk();
    for expected in CLAIMS {
        let id = expected.id;
        let claim = claim(&dataset, id);
        let figures: Vec<(&str, Quantity, Bounds)> = claim
            .figures
            .iter()
            .map(|figure| {
                let measure = dataset.measures[figure.measure].id.as_str();
                (measure, figure.quantity, figure.quantity.bounds())
            })
            .collect();
        assert_eq!(figures, expected.figures, "{id}: figures and the counts they allow");
        let period = claim.details.period.map(|Period { from, to }| (written(from), written(to)));
        let expected_period = expected.period.map(|(from, to)| (from.to_owned(), to.to_owned()));
        assert_eq!(period, expected_period, "{id}: period");
    }
}

#[test]
fn each_claim_names_its_words_its_ground_and_its_reports() {
    let dataset = kursk();
    for expected in CLAIMS {
        let id = expected.id;
        let claim = claim(&dataset, id);
        assert_eq!(claim.details.wording, expected.wording, "{id}: wording, letter by letter");
        for words in &claim.details.wording {
            let n_words = words.split_whitespace().count();
            assert!(n_words <= 8, "{id}: {n_words} words are more than 8: {words}");
        }
        assert_eq!(claim.details.basis.as_deref(), expected.basis, "{id}: basis");
        assert_eq!(claim.details.via.as_deref(), expected.via, "{id}: via");
        let reports: Vec<&str> = claim
            .details
            .reports
            .iter()
            .map(|&report| dataset.reports[report].id.as_str())
            .collect();
        assert_eq!(reports, expected.reports, "{id}: reports");
    }
}

#[test]
fn the_newspaper_could_not_verify_what_hur_said_and_says_so_of_no_other() {
    let dataset = kursk();
    for (claim, id) in dataset.claims.iter().zip(dataset.claim_ids.iter()) {
        let verification =
            claim.details.verification.as_ref().map(|said| (said.status, said.by.as_deref()));
        let expected =
            (id == "hur").then_some((VerificationStatus::Unverified, Some("The Kyiv Independent")));
        assert_eq!(verification, expected, "{id}: verification");
    }
}

#[test]
fn who_is_not_named_is_anonymous() {
    let dataset = kursk();
    let anonymous: Vec<&str> = dataset
        .claimants
        .iter()
        .filter(|claimant| claimant.anonymous)
        .map(|claimant| claimant.name.as_str())
        .collect();
    assert_eq!(anonymous, ["US military official", "Unnamed source"]);
}

#[test]
fn the_reports_are_described_as_they_describe_themselves() {
    let dataset = kursk();
    let found: Vec<Reported> = dataset
        .reports
        .iter()
        .map(|report| Reported {
            id: &report.id,
            publisher: report.publisher.as_deref(),
            author: report.author.as_deref(),
            published: report.published.map(written),
            title: &report.title,
        })
        .collect();
    assert_eq!(found, reports());
}

#[test]
fn no_address_was_invented() {
    let dataset = kursk();
    for report in &dataset.reports {
        assert_eq!(report.url, None, "{}: the report gives no address", report.id);
        assert_eq!(report.archive_url, None, "{}: the report gives no address", report.id);
    }
    for scheme in ["http:", "https:", "www."] {
        assert!(!dataset::KURSK.contains(scheme), "an address begins with {scheme}");
    }
}

#[test]
fn the_events_are_the_three_that_the_reports_date() {
    let dataset = kursk();
    let events: Vec<(String, &str)> =
        dataset.events.iter().map(|event| (written(event.date), event.label.as_str())).collect();
    let [(incursion, _), (battles, _), (confirmed, _)] = &events[..] else {
        panic!("there are to be three events, not {events:?}");
    };
    assert_eq!([incursion, battles, confirmed], ["2024-08-06", "2024-11-05", "2024-12-16"]);
    for ((_, label), word) in events.iter().zip(["incursion", "battles", "in combat"]) {
        assert!(label.contains(word), "{label:?} does not say {word:?}");
    }
}

#[test]
fn levels_are_not_counts() {
    let dataset = kursk();
    let measures: Vec<(&str, bool)> =
        dataset.measures.iter().map(|measure| (measure.id.as_str(), measure.accumulates)).collect();
    assert_eq!(
        measures,
        [
            ("casualties", true),
            ("killed", true),
            ("wounded", true),
            ("captured", true),
            ("deployed", false),
            ("russian-losses-per-day", false),
        ]
    );
    let scale = dataset.scale.as_ref().expect("the force that the losses are a share of");
    assert_eq!((dataset.measures[scale.measure].id.as_str(), scale.of), ("casualties", 12_000.0));
}

/// Everything said about a measure: the claim, what it allows, and whether the sum is ours.
fn said_about(dataset: &Dataset, measure: &str) -> Vec<(String, Bounds, bool)> {
    let measure = dataset.measure_by_id(measure).unwrap_or_else(|| panic!("no measure {measure}"));
    (0..dataset.claims.len())
        .flat_map(|claim| dataset.readings_of(claim, measure))
        .map(|reading| {
            let id = dataset.claim_ids[reading.claim].to_owned();
            (id, reading.bounds, reading.said == Said::AddedUp)
        })
        .collect()
}

#[test]
fn killed_and_wounded_are_added_up_where_nobody_gave_the_sum() {
    let said = |id: &str, bounds| (id.to_owned(), bounds, false);
    let added_up = |id: &str, bounds| (id.to_owned(), bounds, true);
    assert_eq!(
        said_about(&kursk(), "casualties"),
        [
            said("us-official", closed(200.0, 300.0)),
            added_up("lee", at_least(1_100.0)),
            said("zelensky-dec-23", more_than(3_000.0)),
            said("kirby-dec-27", more_than(1_000.0)),
            said("zelensky-jan-9", closed(4_000.0, 4_000.0)),
            added_up("nis", at_least(3_000.0)),
        ],
        "of the whole; HUR gave the wounded of one day alone, which is no sum"
    );
}

#[test]
fn the_other_measures_have_only_what_was_said_of_them() {
    let dataset = kursk();
    for (measure, expected) in [
        ("killed", vec!["lee", "nis"]),
        ("wounded", vec!["lee", "hur", "nis"]),
        ("captured", vec!["zelensky-jan-11"]),
        ("deployed", vec!["unnamed-deployed", "ukraine-october"]),
        ("russian-losses-per-day", vec!["us-official-russian-losses"]),
    ] {
        let said = said_about(&dataset, measure);
        let claims: Vec<&str> = said.iter().map(|(id, _, _)| id.as_str()).collect();
        assert_eq!(claims, expected, "who says something about {measure}");
        assert!(said.iter().all(|(_, _, added_up)| !added_up), "{measure}: nothing is added up");
    }
}

#[test]
fn the_month_without_a_day_reaches_from_its_first_day_to_its_last() {
    let dataset = kursk();
    let said = claim(&dataset, "ukraine-october").said;
    let day = |day| Day::from_civil(2024, 10, day).expect("October has 31 days");
    assert_eq!((said.first(), said.last()), (day(1), day(31)));
}
