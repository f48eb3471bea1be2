//! What is promised of every dataset, each promise a function that panics where it is not kept.

use claims_core::dataset::{self, MAX_PROBLEMS, Problem, Value};
use claims_core::export;
use claims_core::model::{Bounds, Dataset};
use claims_core::reason::{End, Reasoning, compare};
use claims_core::scene::{Point, Rect, Scene, Shape, TableMetrics, Theme, bars, timeline};
use claims_core::view::{Form, Selection, View};
use claims_core::words::{self, Language};

use crate::meter::measured;
use crate::oracle::faults::{because_faults, contradiction_faults, envelope_faults};
use crate::oracle::found::{Found, is_within};
use crate::oracle::system::Oracle;

/// No line of a message is longer, so that it is read.
const MAX_MESSAGE: usize = 400;

/// Both readers take the same; what is refused has problems that can be read.
pub fn of_reading(value: &Value) -> Option<Dataset> {
    let (read, sound) = (dataset::read(value), dataset::read_if_sound(value));
    assert_eq!(format!("{:?}", read.as_ref().ok()), format!("{sound:?}"), "{read:?}");
    if let Err(problems) = &read {
        of_problems(problems);
    }
    sound
}

/// Problems have a place and a message of one line, without anything that garbles what stands around it.
pub fn of_problems(problems: &[Problem]) {
    assert!(!problems.is_empty(), "nothing is said");
    assert!(problems.len() <= MAX_PROBLEMS + 1, "{} problems", problems.len());
    for Problem { path, message } in problems {
        assert!(!path.is_empty() && !message.is_empty(), "{path}: {message}");
        assert!(!message.starts_with(char::is_uppercase) && !message.ends_with('.'), "{message}");
        assert!(message.chars().count() <= MAX_MESSAGE, "{path}: {message}");
        let garbles = |c: char| {
            c.is_control()
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!path.contains(garbles) && !message.contains(garbles), "{path:?}: {message:?}");
    }
}

/// Everything that a page or the command may ask of a dataset.
pub fn of_a_chart(dataset: &Dataset, selection: &Selection, n_bytes: usize) {
    of_reasoning(dataset, selection, n_bytes);
    for measure in 0..dataset.measures.len() {
        of_pictures(dataset, selection, measure, 390.0, n_bytes);
    }
    measured("writing", n_bytes, || {
        export::csv(dataset);
        serde_json::to_string(&export::json_ld(dataset)).expect("JSON");
    });
}

/// How far the ends of counts may be off: where sums are involved, by rounding of the largest number there is.
fn nearness(dataset: &Dataset) -> f64 {
    let figures = dataset.claims.iter().flat_map(|claim| claim.figures.iter());
    let ends = figures.flat_map(|figure| {
        let bounds = figure.quantity.bounds();
        [bounds.low, bounds.high]
    });
    ends.filter(|end| end.is_finite()).fold(1e-6, |most, end| most.max(1e-12 * end))
}

/// Bounds are no empty intervals, counts that grow have bounds that grow, what is named as a reason implies its end, and
/// claims that contradict each other would not without any one of them.
pub fn of_reasoning(dataset: &Dataset, selection: &Selection, n_bytes: usize) {
    let english = Language::english();
    let near = nearness(dataset);
    let grows = |a: f64, b: f64| a <= b + near;
    measured("reasoning", n_bytes, || {
        let reasoning = Reasoning::new(dataset, selection);
        if Reasoning::if_settled(dataset).is_some() {
            assert_eq!(reasoning.contradictions(), [], "settled claims contradict each other");
        }
        for (measure, entry) in dataset.measures.iter().enumerate() {
            let mut before: Option<Bounds> = None;
            for at in reasoning.envelope(measure) {
                let bounds = at.bounds;
                let is_point = bounds.low == bounds.high && !bounds.low_open && !bounds.high_open;
                let is_low = grows(bounds.low, bounds.high);
                assert!(bounds.low >= 0.0 && (is_point || is_low), "{bounds:?}");
                if let (Some(before), true) = (before, entry.accumulates) {
                    assert!(grows(before.low, bounds.low), "{before:?}, then {bounds:?}");
                    assert!(grows(before.high, bounds.high), "{before:?}, then {bounds:?}");
                }
                before = Some(bounds);
                for end in [End::Low, End::High] {
                    reasoning.because(measure, at.day, end);
                }
            }
            words::finding(&english, dataset, &reasoning, measure, selection.day(dataset));
        }
        for found in reasoning.contradictions() {
            words::contradiction(&english, dataset, found, 0);
        }
        export::explanation(dataset, &reasoning);
        for claim in 1..dataset.claims.len().min(8) {
            let comparison = compare(dataset, 0, claim, 0);
            words::pair(&english, dataset, &comparison);
        }
    });
}

/// A card, and a phrase, of any claim in the chart of any measure.
pub fn of_a_card(dataset: &Dataset, claim: usize, measure: usize) {
    let english = Language::english();
    words::card(&english, dataset, claim, measure);
    assert!(!words::phrase(&english, dataset, claim, measure).is_empty());
}

/// Both pictures have a size, and nothing in them is out of all measure.
pub fn of_pictures(
    dataset: &Dataset,
    selection: &Selection,
    measure: usize,
    width: f64,
    n_bytes: usize,
) {
    let english = Language::english();
    let theme = &Theme::LIGHT;
    measured("pictures", n_bytes, || {
        let reasoning = Reasoning::new(dataset, selection);
        for form in [Form::Timeline, Form::Bars] {
            let view = View { form, measure, selection: selection.clone() };
            let scene = match form {
                Form::Timeline => {
                    let envelope = reasoning.envelope(measure);
                    timeline(&english, dataset, &view, &envelope, width, theme, &TableMetrics)
                }
                Form::Bars => bars(&english, dataset, &view, width, theme, &TableMetrics),
            };
            is_in_bounds(&scene);
            words::chart_summary(&english, dataset, &view, &reasoning);
            view.legend(dataset);
            for spot in &scene.claims {
                of_a_card(dataset, spot.claim, measure);
            }
        }
    });
}

fn is_in_bounds(scene: &Scene) {
    let is_size = |px: f64| px.is_finite() && px > 0.0;
    assert!(is_size(scene.width) && is_size(scene.height), "{} × {}", scene.width, scene.height);
    let most = 10.0 * (scene.width + scene.height);
    let is_near = |point: &Point| point.x.abs() <= most && point.y.abs() <= most;
    for shape in &scene.shapes {
        let is_fine = match shape {
            Shape::Rect { rect, .. } => is_rect_near(rect, most),
            Shape::Line { points, .. } | Shape::Polygon { points, .. } => {
                points.iter().all(is_near)
            }
            Shape::Disc { centre, .. } | Shape::Ring { centre, .. } => is_near(centre),
            Shape::Text { at, .. } => is_near(at),
        };
        assert!(is_fine, "{shape:?} in {} × {}", scene.width, scene.height);
    }
}

fn is_rect_near(rect: &Rect, most: f64) -> bool {
    [rect.left, rect.top, rect.right, rect.bottom].iter().all(|px| px.abs() <= most)
}

/// What is found does not depend on the order of the claims, and a claim less never says more.
pub fn of_order(dataset: &Dataset, selection: &Selection) {
    let bounds = |dataset: &Dataset| {
        let reasoning = Reasoning::new(dataset, selection);
        let measures = 0..dataset.measures.len();
        measures.map(|measure| reasoning.envelope(measure)).collect::<Vec<_>>()
    };
    let all = bounds(dataset);
    let n = dataset.claims.len();
    let mut turned = dataset.clone();
    turned.claims.reverse();
    turned.claim_ids = (0..n).rev().map(|claim| &dataset.claim_ids[claim]).collect();
    for order in [&mut turned.by_id, &mut turned.by_said, &mut turned.superseding] {
        for claim in order {
            *claim = n - 1 - *claim;
        }
    }
    turned.superseding.reverse();
    for claim in &mut turned.claims {
        claim.details.supersedes = claim.details.supersedes.map(|earlier| n - 1 - earlier);
    }
    let turned = bounds(&turned);
    let near = nearness(dataset);
    let is_like = |a: f64, b: f64| a == b || (a - b).abs() <= near;
    assert_eq!(all.len(), turned.len());
    for (all, turned) in all.iter().zip(&turned) {
        assert_eq!(all.len(), turned.len(), "in another order");
        for (a, b) in all.iter().zip(turned) {
            let is_same =
                is_like(a.bounds.low, b.bounds.low) && is_like(a.bounds.high, b.bounds.high);
            assert!(a.day == b.day && is_same, "{a:?}, and in another order {b:?}");
        }
    }
    // One that nobody corrects, and that corrects no other, can be left out.
    let is_alone = |at: usize| {
        dataset.claims[at].details.supersedes.is_none()
            && dataset
                .claims
                .iter()
                .all(|other| other.details.supersedes.is_none_or(|earlier| earlier < at))
    };
    let Some(last) = (0..n).rfind(|&at| is_alone(at)) else { return };
    let mut fewer = dataset.clone();
    fewer.claims.remove(last);
    fewer.claim_ids =
        (0..n).filter(|&claim| claim != last).map(|claim| &dataset.claim_ids[claim]).collect();
    for order in [&mut fewer.by_id, &mut fewer.by_said, &mut fewer.superseding] {
        order.retain(|&claim| claim != last);
        for claim in order {
            *claim -= usize::from(*claim > last);
        }
    }
    for claim in &mut fewer.claims {
        claim.details.supersedes =
            claim.details.supersedes.map(|earlier| earlier - usize::from(earlier > last));
    }
    let fewer = bounds(&fewer);
    for (all, fewer) in all.iter().zip(&fewer) {
        for at in all {
            if let Some(other) = fewer.iter().find(|other| other.day == at.day) {
                let is_kept = is_within(at.bounds, other.bounds)
                    || (at.bounds.low + near >= other.bounds.low
                        && at.bounds.high <= other.bounds.high + near
                        && near > 1e-6);
                assert!(is_kept, "{:?} with a claim more, {:?} without", at.bounds, other.bounds);
            }
        }
    }
}

/// What is found is what there is to find, by a slow way that is obviously right.
pub fn of_the_oracle(dataset: &Dataset, selection: &Selection) {
    let reasoning = Reasoning::new(dataset, selection);
    let found = Found::by(&reasoning, dataset);
    let oracle = Oracle::new(dataset, selection);
    for faults in [envelope_faults, contradiction_faults, because_faults] {
        assert_eq!(faults(&oracle, &found), [] as [String; 0]);
    }
}
