//! The pictures at every width: nothing is lost, nothing covers anything else, nothing leaves the picture.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use claims_core::dataset::{self, Value};
use claims_core::model::Dataset;
use claims_core::reason::Reasoning;
use claims_core::scene::{
    Anchor, Colour, Face, Point, Rect, Scene, Shape, TableMetrics, TextMetrics, Theme, bars,
    timeline,
};
use claims_core::view::{Form, Selection, View};
use claims_core::words::Language;
use proptest::prelude::*;

/// Half of what a line of text takes vertically, in CSS px.
const HALF_LINE: f64 = 6.0;

fn read(text: &str) -> Dataset {
    let value: Value = serde_json::from_str(text).expect("the dataset is JSON");
    dataset::read(&value).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("the dataset has problems:\n{}\n{text}", lines.join("\n"))
    })
}

fn kursk() -> Dataset {
    read(dataset::KURSK)
}

fn crowd() -> Dataset {
    read(include_str!("cases/crowd/dataset.json"))
}

fn draw(dataset: &Dataset, measure: usize, width: f64) -> Scene {
    draw_as(Form::Timeline, dataset, measure, width)
}

fn draw_as(form: Form, dataset: &Dataset, measure: usize, width: f64) -> Scene {
    draw_view(dataset, &View { form, measure, selection: Selection::default() }, width)
}

fn draw_view(dataset: &Dataset, view: &View, width: f64) -> Scene {
    draw_in(&Language::english(), dataset, view, width)
}

fn draw_in(language: &Language, dataset: &Dataset, view: &View, width: f64) -> Scene {
    match view.form {
        Form::Timeline => {
            let envelope = Reasoning::new(dataset, &view.selection).envelope(view.measure);
            timeline(language, dataset, view, &envelope, width, &Theme::LIGHT, &TableMetrics)
        }
        Form::Bars => bars(language, dataset, view, width, &Theme::LIGHT, &TableMetrics),
    }
}

/// A text of a scene and what it covers.
#[derive(Clone, Debug)]
struct Written<'a> {
    text: &'a str,
    rect: Rect,
    face: Face,
}

fn texts(scene: &Scene) -> Vec<Written<'_>> {
    scene
        .shapes
        .iter()
        .filter_map(|shape| {
            let Shape::Text { text, at, anchor, face, .. } = shape else { return None };
            let width = TableMetrics.width(text, *face);
            let left = match anchor {
                Anchor::Left => at.x,
                Anchor::Middle => at.x - width / 2.0,
                Anchor::Right => at.x - width,
            };
            let rect =
                Rect { left, top: at.y - HALF_LINE, right: left + width, bottom: at.y + HALF_LINE };
            Some(Written { text, rect, face: *face })
        })
        .collect()
}

/// Where a shape other than a text is painted, and in which colour.
fn painted(shape: &Shape) -> Option<(Rect, Colour)> {
    let around = |points: &[Point]| {
        let first = Rect::around(points[0], 0.0);
        points.iter().fold(first, |rect, point| rect.union(&Rect::around(*point, 0.0)))
    };
    match shape {
        Shape::Rect { rect, fill } => Some((*rect, *fill)),
        Shape::Line { points, width, stroke } => Some((around(points).grown(width / 2.0), *stroke)),
        Shape::Polygon { points, fill } => Some((around(points), *fill)),
        Shape::Disc { centre, radius, fill } => Some((Rect::around(*centre, *radius), *fill)),
        Shape::Ring { centre, radius, width, stroke } => {
            Some((Rect::around(*centre, radius + width / 2.0), *stroke))
        }
        Shape::Text { .. } => None,
    }
}

/// The rule through the words of a claim that was replaced lies on them on purpose.
fn strikes_through(shape: &Shape, text: &Rect) -> bool {
    let Shape::Rect { rect, .. } = shape else { return false };
    rect.height() <= 1.0
        && (rect.left - text.left).abs() < 0.01
        && (rect.right - text.right).abs() < 0.01
}

/// Everything that is wrong with a scene's texts and shapes, whatever the dataset.
fn covered_or_not_finite(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    for shape in &scene.shapes {
        let bounds = match shape {
            Shape::Text { at, face, .. } => Rect::around(*at, face.size()),
            other => painted(other).expect("everything but text is painted").0,
        };
        let ends = [bounds.left, bounds.top, bounds.right, bounds.bottom];
        if ends.iter().any(|end| !end.is_finite()) {
            faults.push(format!("not finite: {shape:?}"));
        }
    }
    let texts = texts(scene);
    for (n, text) in texts.iter().enumerate() {
        for other in &texts[..n] {
            if text.rect.overlaps(&other.rect) {
                faults.push(format!("{:?} overlaps {:?}", text.text, other.text));
            }
        }
        // Labels of claims, events and axes keep clear of every mark and line.
        for shape in &scene.shapes {
            // The envelope is a tint to be read on.
            if let Some((rect, colour)) = painted(shape)
                && colour.alpha > Theme::LIGHT.band().alpha
                && rect.overlaps(&text.rect)
                && !strikes_through(shape, &text.rect)
            {
                faults.push(format!("{:?} overlaps {shape:?} in {colour:?}", text.text));
            }
        }
    }
    faults
}

/// Texts that leave the picture.
fn cut_off(scene: &Scene) -> Vec<String> {
    let picture = Rect { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
    texts(scene)
        .iter()
        .filter(|text| !picture.grown(0.01).contains(&text.rect))
        .map(|text| {
            format!(
                "{:?} at {:?} leaves the picture of {} × {}",
                text.text, text.rect, scene.width, scene.height
            )
        })
        .collect()
}

/// Claims without a place, and places that the pointer does not find.
fn lost(dataset: &Dataset, measure: usize, scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let id = |claim: usize| &dataset.claim_ids[claim];
    for (n, claim) in dataset.claims.iter().enumerate() {
        let places = scene.claims.iter().filter(|place| place.claim == n).count();
        let is_said = !dataset.readings_of(n, measure).is_empty();
        // Claims without any number stand above the plot, where there is one.
        let belongs = is_said || (claim.figures.is_empty() && !scene.claims.is_empty());
        if places != usize::from(belongs) {
            faults.push(format!("{} has {places} places", id(n)));
        }
    }
    for place in &scene.claims {
        if !place.area.grown(0.01).contains(&Rect::around(place.point, 0.0)) {
            faults.push(format!("{}: its mark is outside its area", id(place.claim)));
        }
        let found = scene.claim_at(place.point);
        // Of two claims with the same day and number the pointer finds one at the mark.
        let same_mark = |found: usize| {
            scene.claims.iter().any(|other| other.claim == found && other.point == place.point)
        };
        if !found.is_some_and(same_mark) {
            faults.push(format!(
                "at the mark of {} the pointer finds {:?}",
                id(place.claim),
                found.map(id)
            ));
        }
    }
    faults
}

/// Claims whose label was left out, and labels whose lines are not in the scene.
fn unlabelled(dataset: &Dataset, scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    for place in &scene.claims {
        let id = &dataset.claim_ids[place.claim];
        let Some(label) = place.label else {
            faults.push(format!("{id} has no label"));
            continue;
        };
        let inside =
            texts(scene).iter().filter(|text| label.grown(2.0).contains(&text.rect)).count();
        if inside == 0 {
            faults.push(format!("{id}: nothing is written at its label {label:?}"));
        }
        let middle =
            Point { x: (label.left + label.right) / 2.0, y: (label.top + label.bottom) / 2.0 };
        let found = scene.claim_at(middle);
        if found != Some(place.claim) {
            let found = found.map(|claim| &dataset.claim_ids[claim]);
            faults.push(format!("at the label of {id} the pointer finds {found:?}"));
        }
    }
    faults
}

/// Lays out every measure of a dataset at a width and reports everything that is wrong.
fn check(dataset: &Dataset, width: f64) -> Vec<String> {
    let mut faults = Vec::new();
    let measures = dataset.measures.iter().enumerate();
    let pictures = measures.flat_map(|at| [(at, Form::Timeline), (at, Form::Bars)]);
    for ((measure, about), form) in pictures {
        let scene = draw_as(form, dataset, measure, width);
        let mut found = covered_or_not_finite(&scene);
        found.extend(cut_off(&scene));
        found.extend(lost(dataset, measure, &scene));
        if width >= 320.0 {
            found.extend(unlabelled(dataset, &scene));
        }
        if scene.width != width {
            found.push(format!("the picture is {} wide", scene.width));
        }
        let place = |fault| format!("{} as {form:?} at {width} px: {fault}", about.id);
        faults.extend(found.into_iter().map(place));
    }
    faults
}

fn check_widths(dataset: &Dataset, widths: impl Iterator<Item = u32>) {
    let mut n_widths = 0;
    let mut faults = Vec::new();
    for width in widths {
        n_widths += 1;
        faults.extend(check(dataset, f64::from(width)));
    }
    assert!(n_widths > 0, "no width was looked at");
    let first: Vec<&str> = faults.iter().take(30).map(String::as_str).collect();
    assert!(
        faults.is_empty(),
        "{} faults at {n_widths} widths, the first of them:\n{}\n",
        faults.len(),
        first.join("\n")
    );
}

#[test]
fn kursk_at_the_four_widths_of_the_design() {
    check_widths(&kursk(), [320, 390, 720, 1_100].into_iter());
}

#[test]
fn texts_of_every_language_keep_clear_of_each_other() {
    let (dataset, mut faults) = (kursk(), Vec::new());
    for code in Language::codes() {
        let language = Language::embedded(code).expect("a language");
        for width in [320, 390, 720, 1_100] {
            for form in [Form::Timeline, Form::Bars] {
                let view = View { form, measure: 0, selection: Selection::default() };
                let scene = draw_in(&language, &dataset, &view, f64::from(width));
                let found = covered_or_not_finite(&scene).into_iter().chain(cut_off(&scene));
                faults.extend(found.map(|fault| format!("{code}, {form:?}, {width} px: {fault}")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn kursk_at_every_width() {
    check_widths(&kursk(), (200..=1_400).step_by(7));
}

#[test]
fn crowd_at_the_four_widths_of_the_design() {
    check_widths(&crowd(), [320, 390, 720, 1_100].into_iter());
}

#[test]
fn crowd_at_every_width() {
    check_widths(&crowd(), (200..=1_400).step_by(7));
}

#[test]
fn the_same_input_gives_the_same_scene() {
    for dataset in [kursk(), crowd()] {
        for measure in 0..dataset.measures.len() {
            assert_eq!(draw(&dataset, measure, 720.0), draw(&dataset, measure, 720.0));
        }
    }
}

/// The texts of a scene in one list, for looking for words.
fn said(dataset: &Dataset, measure: &str, width: f64) -> Vec<String> {
    let measure = dataset.measure_by_id(measure).expect("a known measure");
    texts(&draw(dataset, measure, width)).iter().map(|text| text.text.to_owned()).collect()
}

#[test]
fn labels_keep_each_hedge() {
    let casualties = said(&kursk(), "casualties", 1_100.0);
    for label in
        ["“a couple hundred”", "≥ 1,100", "> 3,000", "> 1,000 in one week", "4,000", "≥ 3,000"]
    {
        assert!(casualties.iter().any(|text| text == label), "{label} is not in {casualties:?}");
    }
    assert!(
        !casualties.iter().any(|text| text.contains("200") || text.contains("300–")),
        "a vague range is never shown as numbers: {casualties:?}"
    );
    let crowd = said(&crowd(), "crowd", 1_100.0);
    for label in ["≤ 8,000", "< 13,000", "20,000", "≈ 30,000", "10,000–26,000", "≥ 4,000"] {
        assert!(crowd.iter().any(|text| text == label), "{label} is not in {crowd:?}");
    }
    assert_eq!(crowd.iter().filter(|text| *text == "20,000").count(), 3, "twice said, and a tick");
}

#[test]
fn the_right_hand_axis_shows_shares_where_there_is_room() {
    let wide = said(&kursk(), "casualties", 720.0);
    assert!(wide.iter().any(|text| text == "of about 12,000 deployed"), "{wide:?}");
    assert!(wide.iter().any(|text| text.ends_with('%')), "{wide:?}");
    for (measure, width) in [("casualties", 390.0), ("killed", 720.0)] {
        let without = said(&kursk(), measure, width);
        assert!(!without.iter().any(|text| text.ends_with('%')), "{measure}: {without:?}");
    }
}

#[test]
fn a_replaced_claim_is_struck_through() {
    let dataset = crowd();
    let scene = draw(&dataset, 0, 720.0);
    let struck: Vec<&str> = texts(&scene)
        .iter()
        .filter(|text| scene.shapes.iter().any(|shape| strikes_through(shape, &text.rect)))
        .map(|text| text.text)
        .collect();
    assert_eq!(struck, ["≤ 8,000"]);
}

#[test]
fn a_correction_that_is_not_said_yet_strikes_nothing() {
    let written = |correction: &str| {
        read(&format!(
            r#"{{"title": "T", "measures": [{{"id": "m", "label": "M"}}], "parties": [],
                "claimants": [{{"id": "c", "name": "C"}}], "claims": [
                {{"id": "first", "claimant": "c", "said": "2024-05-01",
                  "figures": [{{"measure": "m", "exactly": 7}}]}}{correction}]}}"#
        ))
    };
    let second = |supersedes: &str| {
        written(&format!(
            r#", {{"id": "second", "claimant": "c", "said": "2024-05-03"{supersedes},
                  "figures": [{{"measure": "m", "exactly": 9}}]}}"#
        ))
    };
    let corrected = second(r#", "supersedes": "first""#);
    let apart = second("");
    for form in [Form::Timeline, Form::Bars] {
        let as_of = claims_core::model::Day::from_civil(2024, 5, 2);
        let selection = Selection { as_of, hidden: Vec::new() };
        let view = View { form, measure: 0, selection };
        let (before, without) =
            (draw_view(&corrected, &view, 720.0), draw_view(&apart, &view, 720.0));
        assert_eq!(before, without, "{form:?}");
        let later = draw_as(form, &corrected, 0, 720.0);
        assert_ne!(later, draw_as(form, &apart, 0, 720.0), "{form:?}: the day after it is");
    }
}

#[test]
fn from_day_to_day_nothing_moves() {
    for (dataset, form) in [kursk(), crowd()]
        .iter()
        .flat_map(|dataset| [Form::Timeline, Form::Bars].map(|form| (dataset, form)))
    {
        for width in [390.0, 720.0] {
            let last = draw_as(form, dataset, 0, width);
            for day in dataset.days_said() {
                let selection = Selection { as_of: Some(day), hidden: Vec::new() };
                let scene = draw_view(dataset, &View { form, measure: 0, selection }, width);
                assert_eq!(scene.height, last.height, "{form:?} as of {day:?}");
                for place in &scene.claims {
                    let id = &dataset.claim_ids[place.claim];
                    assert!(dataset.claims[place.claim].said.last() <= day, "{id} was said later");
                    let mut there = last.claims.iter().filter(|other| other.claim == place.claim);
                    assert!(
                        there.any(|other| other.point == place.point),
                        "{form:?} as of {day:?}: {id} stands elsewhere"
                    );
                }
            }
        }
    }
}

#[test]
fn ties_stay_in_the_picture() {
    let dataset = kursk();
    for (form, width) in [(Form::Bars, 320.0), (Form::Bars, 760.0), (Form::Timeline, 320.0)] {
        let scene = draw_as(form, &dataset, 0, width);
        let claims: Vec<usize> = scene.claims.iter().map(|place| place.claim).collect();
        for (n, &a) in claims.iter().enumerate() {
            for &b in &claims[..n] {
                for arc in scene.tie(&[a, b], Theme::LIGHT.ink) {
                    let (rect, _) = painted(&arc).unwrap();
                    let picture = Rect { left: 0.0, top: 0.0, right: width, bottom: scene.height };
                    assert!(picture.contains(&rect), "{form:?} {width}: {rect:?}");
                }
            }
        }
    }
}

#[test]
fn what_nobody_gave_a_number_of_says_so() {
    let dataset = crowd();
    let scene = draw(&dataset, dataset.measure_by_id("dogs").expect("dogs"), 390.0);
    let texts: Vec<&str> = texts(&scene).iter().map(|text| text.text).collect();
    assert_eq!(texts, ["Nobody has given a number."]);
    assert!(scene.claims.is_empty() && scene.claim_at(Point { x: 10.0, y: 10.0 }).is_none());
}

#[test]
fn faces_are_never_smaller_than_can_be_read() {
    for width in [320.0, 1_100.0] {
        for text in texts(&draw(&kursk(), 0, width)) {
            assert!(text.face.size() >= 12.0, "{:?} is set in {} px", text.text, text.face.size());
        }
    }
}

#[test]
fn odd_widths_are_taken_as_the_nearest_that_works() {
    for dataset in [kursk(), crowd()] {
        for width in [f64::NAN, f64::NEG_INFINITY, -5.0, 0.0, 1e-300, 199.9] {
            assert_eq!(draw(&dataset, 0, width), draw(&dataset, 0, 200.0), "{width} px");
        }
        for width in [f64::INFINITY, f64::MAX, 1e12] {
            let scene = draw(&dataset, 0, width);
            assert!(scene.width.is_finite(), "{width} px: the picture is {} wide", scene.width);
            assert!(scene.shapes.len() < 100_000, "{width} px: {} shapes", scene.shapes.len());
            assert_eq!(covered_or_not_finite(&scene), Vec::<String>::new(), "{width} px");
        }
    }
}

// Random datasets, as JSON: they go through the same checks as anyone's.

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u32..40_000).prop_map(|n| (n / 100 * 100).to_string()),
        3 => (0u32..100).prop_map(|n| n.to_string()),
        1 => (0u32..1_000).prop_map(|n| format!("{}", f64::from(n) / 8.0)),
        1 => Just("9000000".to_owned()),
        1 => Just("1000000000000".to_owned()),
        1 => Just("300000000".to_owned()),
        1 => Just("1e-9".to_owned()),
    ]
}

fn figure(measure: &'static str) -> impl Strategy<Value = String> {
    let kind = prop::sample::select(&[
        "exactly",
        "stated",
        "about",
        "at_least",
        "more_than",
        "at_most",
        "fewer_than",
    ]);
    let plain = (kind, number()).prop_map(move |(kind, n)| {
        // Nothing is fewer than 0.
        let n = if kind == "fewer_than" && n.parse() == Ok(0.0) { "1".to_owned() } else { n };
        format!(r#"{{"measure":"{measure}","{kind}":{n}}}"#)
    });
    let between = (0u32..5_000, 0u32..5_000, 0u32..3).prop_map(move |(low, more, more_said)| {
        let rest = match more_said {
            0 => String::new(),
            1 => format!(r#","best":{}"#, low + more / 3),
            _ => r#","vague":true"#.to_owned(),
        };
        format!(r#"{{"measure":"{measure}","between":[{low},{}]{rest}}}"#, low + more)
    });
    prop_oneof![3 => plain, 1 => between]
}

fn date(years: std::ops::Range<u32>) -> impl Strategy<Value = String> {
    (years, 1u32..=12, 0u32..=28).prop_map(|(year, month, day)| match day {
        0 => format!("{year:04}-{month:02}"),
        day => format!("{year:04}-{month:02}-{day:02}"),
    })
}

#[derive(Clone, Copy, Debug)]
enum Era {
    Week,
    Year,
    Millennium,
}

fn said_on(era: Era) -> BoxedStrategy<String> {
    match era {
        Era::Week => (1u32..8).prop_map(|day| format!("2024-02-{day:02}")).boxed(),
        Era::Year => date(2024..2025).boxed(),
        Era::Millennium => date(1_066..2_066).boxed(),
    }
}

fn claim(era: Era) -> impl Strategy<Value = String> {
    let rest = prop_oneof![
        2 => Just(String::new()),
        1 => figure("whole").prop_map(|figure| format!(r#","figures":[{figure}]"#)),
        2 => figure("whole").prop_map(|figure| format!(r#","figures":[{figure}],"wording":"a great many of them""#)),
        2 => (figure("part"), figure("rest")).prop_map(|(part, rest)| format!(r#","figures":[{part},{rest}]"#)),
        1 => (figure("whole"), figure("whole")).prop_map(|(one, two)| format!(r#","figures":[{one},{two}]"#)),
        1 => (figure("whole"), said_on(era)).prop_map(|(figure, day)| {
            format!(r#","figures":[{figure}],"period":{{"from":"{day}","to":"{day}"}}"#)
        }),
        1 => figure("level").prop_map(|figure| format!(r#","figures":[{figure}]"#)),
    ];
    let claimant = prop::sample::select(&["short", "long", "other"]);
    (said_on(era), claimant, rest, any::<bool>()).prop_map(|(said, claimant, rest, correction)| {
        // The place of the id is filled in once the claim's number is known.
        let correction = if correction { "CORRECTION" } else { "" };
        format!(r#"{{"id":"ID","claimant":"{claimant}","said":"{said}"{rest}{correction}}}"#)
    })
}

fn random_dataset(most: usize) -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(Era::Week), 3 => Just(Era::Year), 1 => Just(Era::Millennium)].prop_flat_map(
        move |era| {
            let claims = prop::collection::vec(claim(era), 0..=most);
            let events = prop::collection::vec(said_on(era), 0..5);
            (claims, events).prop_map(|(claims, events)| {
                let claims: Vec<String> = claims
                    .iter()
                    .enumerate()
                    .map(|(n, claim)| {
                        let correction = match n {
                            0 => String::new(),
                            _ => format!(r#","supersedes":"c{}""#, n / 2),
                        };
                        claim
                            .replace("\"ID\"", &format!("\"c{n}\""))
                            .replace("CORRECTION", if n % 4 == 3 { &correction } else { "" })
                    })
                    .collect();
                let events: Vec<String> = events
                    .iter()
                    .map(|date| format!(r#"{{"date":"{date}","label":"Something happens here"}}"#))
                    .collect();
                format!(
                    r#"{{"title":"T","measures":[
                        {{"id":"whole","label":"Whole","unit":"people","sum_of":["part","rest"]}},
                        {{"id":"part","label":"Part"}},{{"id":"rest","label":"Rest"}},
                        {{"id":"level","label":"Level","accumulates":false}}],
                      "scale":{{"measure":"whole","of":12000,"label":"of all"}},
                      "parties":[{{"id":"a","label":"A"}},{{"id":"b","label":"B"}}],
                      "claimants":[{{"id":"short","name":"Li","party":"a"}},
                        {{"id":"long","name":"The Ministry of Internal Affairs and Counting","party":"b"}},
                        {{"id":"other","name":"Someone else"}}],
                      "claims":[{}],"events":[{}]}}"#,
                    claims.join(","),
                    events.join(",")
                )
            })
        },
    )
}

fn any_width() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => 200.0..1_400.0,
        1 => -100.0..200.0,
        1 => 1_400.0..100_000.0,
        1 => prop::sample::select(&[f64::NAN, 0.0, -0.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::MAX]),
    ]
}

/// Everything wrong with every measure of a random dataset.
fn faults(dataset: &Dataset, width: f64) -> Vec<String> {
    let mut faults = Vec::new();
    let measures = 0..dataset.measures.len();
    let pictures = measures.flat_map(|n| [(n, Form::Timeline), (n, Form::Bars)]);
    for (measure, form) in pictures {
        let scene = draw_as(form, dataset, measure, width);
        if !(scene.width.is_finite() && scene.height.is_finite() && scene.height > 0.0) {
            faults.push(format!("the picture is {} × {}", scene.width, scene.height));
        }
        faults.extend(covered_or_not_finite(&scene));
        faults.extend(cut_off(&scene));
        for place in &scene.claims {
            if scene.claim_at(place.point).is_none() {
                faults.push(format!("the pointer finds nothing at claim {}", place.claim));
            }
        }
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_claims_never_cover_each_other(text in random_dataset(12), width in 200.0..1_400.0) {
        let faults = faults(&read(&text), width);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn many_random_claims_at_any_width_never_panic(text in random_dataset(60), width in any_width()) {
        let faults = faults(&read(&text), width);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// As many claims as asked for, of all kinds and of five parties, one in fifty without a number.
fn many(n: usize) -> Dataset {
    let kinds = ["exactly", "about", "at_least", "more_than", "at_most", "fewer_than", "between"];
    let claims: Vec<Value> = (0..n)
        .map(|n| {
            let number = 1_000 + n * 7_919 % 4_000;
            let figure = match kinds[n % kinds.len()] {
                "between" => format!("\"between\": [{number}, {}]", number + 200),
                kind => format!("\"{kind}\": {number}"),
            };
            let figures = match n % 50 {
                0 => String::new(),
                _ => format!(", \"figures\": [{{\"measure\": \"m\", {figure}}}]"),
            };
            let (month, day) = (1 + n * 31 % 12, 1 + n * 17 % 28);
            let text = format!(
                "{{\"id\": \"{n}\", \"claimant\": \"c{}\", \"said\": \"2024-{month:02}-{day:02}\"{figures}}}",
                n % 6
            );
            serde_json::from_str(&text).expect("JSON")
        })
        .collect();
    let head = r#"{"title": "Many", "measures": [{"id": "m", "label": "Counted", "accumulates": false}],
        "parties": [{"id": "p0", "label": "A"}, {"id": "p1", "label": "B"}, {"id": "p2", "label": "C"},
          {"id": "p3", "label": "D"}, {"id": "p4", "label": "E"}],
        "claimants": [{"id": "c0", "name": "a", "party": "p0"}, {"id": "c1", "name": "b", "party": "p1"},
          {"id": "c2", "name": "c", "party": "p2"}, {"id": "c3", "name": "d", "party": "p3"},
          {"id": "c4", "name": "e", "party": "p4"}, {"id": "c5", "name": "f"}]}"#;
    let Value::Object(mut entries) = serde_json::from_str(head).expect("JSON") else {
        panic!("an object")
    };
    entries.push(("claims".into(), Value::List(claims)));
    dataset::read(&Value::Object(entries)).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

#[test]
fn of_thousands_of_claims_each_has_a_mark_that_can_be_pointed_at() {
    let dataset = many(3_000);
    let view = View { form: Form::Timeline, measure: 0, selection: Selection::default() };
    for width in [320.0, 760.0, 1_100.0] {
        let scene = draw_view(&dataset, &view, width);
        let cloud = scene.cloud.as_ref().expect("a cloud");
        assert_eq!(scene.n_places(), 3_000, "also of those without a number");
        assert!(cloud.marks.is_sorted_by(|a, b| a.x <= b.x), "from left to right");
        assert!(cloud.kinds.len() <= 6 * 4, "{} kinds", cloud.kinds.len());
        for n in 0..scene.n_places() {
            let place = scene.place(n).expect("a place");
            assert_eq!(scene.place_of(place.claim), Some(n));
            let inside = Rect { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
            assert!(inside.contains(&place.area), "{width}: {:?}", place.area);
            // Of several at the same place one is found.
            let found = scene.claim_at(place.point).expect("a claim");
            let found = scene.place(scene.place_of(found).expect("its mark")).expect("its place");
            assert_eq!(found.point, place.point);
        }
        assert!(scene.place(3_000).is_none());
        // Texts stay few, and none leaves the picture.
        assert!(texts(&scene).len() < 40, "{} texts", texts(&scene).len());
        assert!(cut_off(&scene).is_empty(), "{:?}", cut_off(&scene));
    }
}

#[test]
fn marks_of_a_cloud_that_lie_on_the_same_pixel_are_painted_once_and_counted() {
    let dataset = many(30_000);
    let view = View { form: Form::Timeline, measure: 0, selection: Selection::default() };
    let scene = draw_view(&dataset, &view, 760.0);
    let cloud = scene.cloud.as_ref().expect("a cloud");
    let pixel = |x: f32, y: f32| (x.round() as i32, y.round() as i32);
    let mut seen = std::collections::BTreeMap::new();
    let mut all = std::collections::BTreeMap::new();
    for mark in &cloud.marks {
        *all.entry(pixel(mark.x, mark.y)).or_insert(0) += 1;
        if !mark.is_covered {
            *seen.entry((pixel(mark.x, mark.y), mark.kind)).or_insert(0) += 1;
        }
    }
    assert!(seen.values().all(|n| *n == 1), "of one kind one on a pixel");
    assert!(seen.len() < cloud.marks.len() * 9 / 10, "{} of {}", seen.len(), cloud.marks.len());
    for mark in cloud.marks.iter().step_by(997) {
        assert_eq!(cloud.n_beside(mark.claim as usize), all[&pixel(mark.x, mark.y)] - 1);
    }
}

#[test]
fn a_cloud_leaves_out_what_is_hidden_and_what_is_said_later() {
    let dataset = many(3_000);
    let mut selection =
        Selection { as_of: dataset::date_of("2024-06-30").map(|d| d.last()), hidden: vec![] };
    selection.hide(&dataset, "p1");
    let view = View { form: Form::Timeline, measure: 0, selection };
    let scene = draw_view(&dataset, &view, 760.0);
    let cloud = scene.cloud.as_ref().expect("a cloud");
    assert_eq!(scene.n_places(), view.claims(&dataset).len());
    assert!(!cloud.marks.is_empty());
    for mark in &cloud.marks {
        assert!(view.selection.shows(&dataset, mark.claim as usize));
    }
}

#[test]
fn bars_of_thousands_of_claims_show_the_latest() {
    let dataset = many(3_000);
    let mut view = View { form: Form::Bars, measure: 0, selection: Selection::default() };
    let scene = draw_view(&dataset, &view, 760.0);
    assert_eq!(scene.claims.len(), 300);
    assert!(scene.height < 32_000.0, "{} px are more than a canvas has", scene.height);
    let day = |claim: usize| dataset.claims[claim].said.last();
    let earliest = scene.claims.iter().map(|place| day(place.claim)).min().expect("rows");
    let n_later = (0..3_000).filter(|&claim| day(claim) > earliest).count();
    assert!(n_later <= 300, "{n_later} are later than the earliest row");
    view.selection.as_of = dataset::date_of("2024-02-10").map(|date| date.last());
    let scene = draw_view(&dataset, &view, 760.0);
    assert_eq!(scene.claims.len(), 300, "the latest by then");
    assert!(scene.claims.iter().all(|place| view.selection.shows(&dataset, place.claim)));
}
