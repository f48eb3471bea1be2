//! The boundary to JavaScript: a handle to a dataset and the picture of it, with few, coarse calls.
//!
//! Nothing is computed here that could be computed, and tested, in `claims-core`. Lengths are CSS px
//! but where a name says otherwise; every error is a JavaScript `Error` with a stable `name`.

#![cfg(target_arch = "wasm32")]

mod canvas;
mod values;

use std::cell::{Cell, OnceCell};

use canvas::Canvas;
use claims_core::dataset::{self, Fetch};
use claims_core::draw::{self, Brush};
use claims_core::export;
use claims_core::model::{Bounds, Dataset, Day};
use claims_core::reason::{self, EnvelopeAt, Reasoning};
use claims_core::scene::{self, ClaimPlace, Cloud, Colour, Face, Point, Scene, TextMetrics, Theme};
use claims_core::stamp;
use claims_core::view::{Form, Selection, View};
use claims_core::words::{self, Key, Language};
use js_sys::{Array, Error};
use values::{Fields, List};
use wasm_bindgen::{Clamped, prelude::*};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Thrown by `new Chart(…)` for a dataset with problems: `problems(…)` of `claims_desk.js` lists them. */
export interface DatasetError extends Error { name: "DatasetError" }
export interface Description {
  title: string; subtitle: string | null; language: string | null; notes: string[]; n_claims: number;
  /** "Source: five reports, …"; null where no report is named. */
  source: string | null;
  measures: { id: string; label: string; n_claims: number }[];
  /** `shape` is the data of an SVG path in a box of 14 by 14; `colour` indexes the palette's parties, null: `muted`. */
  parties: { id: string | null; label: string; colour: number | null; shape: string }[];
  default_measure: string;
  events: { date: string; day: string; label: string }[];
  /** The days on which something was said, ascending, as `2024-12-23`; of a month, its last. */
  days: string[];
  /** What the controls say, in the order of the language's file. */
  labels: string[];
}
export interface Layout {
  width: number; height: number;
  /** The picture in a sentence, for people who do not see it. */
  label: string;
  palette: { ink: string; muted: string; rule: string; background: string; soft: string; parties: string[] };
  /** How many marks there are to go to: `spot` tells of each. */
  n_spots: number;
  /** Those who had made claims of the picture by the chosen day, and those that are hidden, with how many, as a number and in words. */
  parties: { colour: number | null; n_claims: number; claims: string }[];
  /** The chosen day, or the last on which something was said, and in words. */
  day: string; known: string;
  /** How many claims are shown, of how many. */
  status: string;
  /** What a table of the claims is headed with. */
  caption: string;
}
/**
 * `x` and `y` are the mark's middle, the rest is the mark with all that belongs to it; CSS px. `day` is the one at whose
 * end the claim's count stands.
 */
export interface Spot {
  id: string; x: number; y: number; left: number; top: number; width: number; height: number; phrase: string;
  /** The day on which it was said; of a month, its last. */
  said: string;
  day: string;
  /** The number to rank it by; null where none was said. */
  value: number | null;
}
export interface Card {
  id: string; colour: number | null; who: string; said: string; value: string; detail: string | null;
  lines: { label: string; text: string; lang: string | null }[];
  reports_label: string; reports: { text: string; short: string; url: string | null; archived: string; archive_url: string | null }[];
}
/** What follows for a measure on a day if every claim is right, or which claims cannot all be right. */
export interface Finding {
  /** What the sentence rests on; empty where claims contradict each other. */
  lead: string;
  /** The rest of the sentence. */
  text: string;
  note: string | null;
  /** The day that it is about, and those before and after it that claims name; null where claims contradict each other. */
  day: string | null; earlier: string | null; later: string | null;
  /** The claims that the sentence says cannot all be right. */
  contradicting: string[];
  /** Asks for the reasons. */
  ask: string;
  /** What implies it, or what else cannot be right. */
  reasons: { text: string; claims: { id: string; phrase: string }[] }[];
}
/** Two claims side by side: their ids, the earlier first, whether they fit, and what else there is to say. */
export interface Pair { claims: [string, string]; fit: string; sentences: string[] }
/** What a dataset's claims imply together; `high` is null where nothing bounds it. */
export interface Explanation {
  measures: {
    measure: string; consistent: boolean;
    envelope: {
      date: string; low: number; low_open: boolean; low_because: string[];
      high: number | null; high_open: boolean; high_because: string[];
    }[];
  }[];
  contradictions: { claims: string[]; within_rounding: boolean }[];
  /** There, and true, where there are more contradictions. */
  truncated?: boolean;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// A [`Description`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Description")]
    pub type JsDescription;
    /// A [`Layout`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Layout")]
    pub type JsLayout;
    /// A [`ClaimPlace`](scene::ClaimPlace) with its claim on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Spot | undefined")]
    pub type JsSpot;
    /// A [`words::Card`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Card | undefined")]
    pub type JsCard;
    /// A [`words::Finding`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Finding | undefined")]
    pub type JsFinding;
    /// [`export::explanation`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Explanation")]
    pub type JsExplanation;
    /// Ids of claims or parties, or other texts, on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "string[]")]
    pub type JsIds;
    /// A [`words::Pair`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Pair | undefined")]
    pub type JsPair;
}

/// The embedded dataset as JSON text, to be parsed and handed to `new Chart(…)` like any other.
///
/// ```js
/// const chart = new Chart(JSON.parse(embedded_dataset()));
/// ```
#[wasm_bindgen]
pub fn embedded_dataset() -> String {
    dataset::KURSK_SMALL.to_owned()
}

/// A dataset and the picture last laid out of it. JavaScript frees it by `free()`.
#[wasm_bindgen]
pub struct Chart {
    language: Language,
    dataset: Dataset,
    selection: Selection,
    /// What follows from the selection, once it is asked for.
    reasoning: OnceCell<Reasoning>,
    picture: Option<Picture>,
}

struct Picture {
    scene: Scene,
    /// Index into the dataset's measures.
    measure: usize,
    /// The claims about its measure that cannot all be right, as sets.
    contradictions: Vec<Vec<usize>>,
    ink: Colour,
    font: String,
}

#[wasm_bindgen]
impl Chart {
    /// Reads and checks a dataset: a plain object.
    ///
    /// ```js
    /// try { chart = new Chart(await response.json()); }
    /// catch (error) { if (error.name === "DatasetError") show(problems(data)); else throw error; }
    /// ```
    ///
    /// # Errors
    ///
    /// A `DatasetError` for data with problems. What they are is told by `problems` in `src/desk`, which readers of a
    /// sound dataset need not load.
    #[wasm_bindgen(constructor)]
    pub fn new(data: JsValue) -> Result<Chart, Error> {
        let dataset = values::read_but_claims(&data)
            .and_then(|(value, mut claims)| {
                let (n, next) = (claims.n(), &mut || claims.next());
                dataset::read_as_fetched(&value, Fetch { n, next })
            })
            .ok_or_else(|| named_error("DatasetError", "the data have problems"))?;
        let reasoning = Reasoning::if_settled(&dataset).map_or_else(OnceCell::new, OnceCell::from);
        Ok(Chart {
            language: Language::english(),
            dataset,
            selection: Selection::default(),
            reasoning,
            picture: None,
        })
    }

    /// Whether nothing else may be called before `load_more()` has fetched what deals with claims that contradict each
    /// other or are too many to be told apart: this dataset's may.
    pub fn needs_more(&self) -> bool {
        self.reasoning.get().is_none() || scene::may_have_cloud(&self.dataset)
    }

    /// Speaks another language from now on, whose text is a file of `languages/` in the package; without one, English.
    ///
    /// # Errors
    ///
    /// A `LanguageError` for what is no such file, or one of another version.
    pub fn speak(&mut self, language: Option<String>) -> Result<(), Error> {
        self.language = match language {
            Some(text) => {
                Language::read(&text).map_err(|message| named_error("LanguageError", &message))?
            }
            None => Language::english(),
        };
        Ok(())
    }

    /// Leaves out what was said after a day (a date as in a dataset) and what some parties said. Pictures,
    /// findings and reasons that are asked for afterwards are of the rest. A party that the dataset lacks is
    /// ignored, and so is a day that is no date: then the answer is false.
    pub fn select(&mut self, as_of: Option<String>, hide: &JsIds) -> bool {
        let date = as_of.as_deref().and_then(dataset::date_of);
        let mut selection = Selection { as_of: date.map(|date| date.last()), hidden: Vec::new() };
        for id in texts(hide) {
            selection.hide(&self.dataset, &id);
        }
        if selection != self.selection {
            self.selection = selection;
            self.reasoning = OnceCell::new();
        }
        as_of.is_none() || date.is_some()
    }

    /// What stands around the picture: title, measures, parties, source, words for the controls.
    pub fn describe(&self) -> JsDescription {
        let dataset = &self.dataset;
        let mut measures = List::default();
        for (n, measure) in dataset.measures.iter().enumerate() {
            let mut fields = Fields::default();
            fields.set("id", measure.id.as_str());
            fields.set("label", measure.label.as_str());
            fields.set("n_claims", dataset.n_claims_of_measure(n));
            measures.push(fields);
        }
        let other = self.language.text(const { Key::named("other") });
        let mut parties = List::default();
        for party in (0..dataset.parties.len()).map(Some).chain([None]) {
            let entry = party.map(|party| &dataset.parties[party]);
            let mut fields = Fields::default();
            fields.set("id", entry.map(|entry| entry.id.as_str()));
            fields.set("label", entry.map_or(other, |entry| entry.label.as_str()));
            fields.set("colour", party);
            fields.set("shape", scene::symbol_path(party));
            parties.push(fields);
        }
        let mut labels = List::default();
        for text in self.language.controls() {
            labels.push(text.as_str());
        }
        let mut events = List::default();
        for event in &dataset.events {
            let mut fields = Fields::default();
            fields.set("date", words::date_long(&self.language, event.date));
            fields.set("day", export::iso(event.date.last()));
            fields.set("label", event.label.as_str());
            events.push(fields);
        }
        let mut days = List::default();
        for day in dataset.days_said() {
            days.push(export::iso(day));
        }
        let mut notes = List::default();
        for note in &dataset.notes {
            notes.push(note.as_str());
        }
        let initial = View::initial(dataset).measure;
        let mut fields = Fields::default();
        fields.set("title", dataset.title.as_str());
        fields.set("subtitle", dataset.subtitle.as_deref());
        fields.set("language", dataset.language.as_deref());
        fields.set("notes", notes);
        fields.set("n_claims", dataset.claims.len());
        fields.set("source", words::source_line(&self.language, dataset));
        fields.set("measures", measures);
        fields.set("parties", parties);
        fields.set("default_measure", dataset.measures[initial].id.as_str());
        fields.set("labels", labels);
        fields.set("events", events);
        fields.set("days", days);
        to_js(fields)
    }

    /// Lays the picture out as a timeline or bars of a measure, `width` CSS px wide (less than 200 is taken as 200), measuring
    /// text with a canvas's context. `font` is a family as CSS lists it. `colours` stand in place of the theme's: names
    /// (ink, muted, rule, axis, background, soft, party_1 to party_8), each followed by its `rgb(r, g, b)`.
    ///
    /// # Errors
    ///
    /// An `OptionsError` for a view, measure, theme or colour that there is not, a `DrawError` where the canvas gives no context.
    #[allow(
        clippy::too_many_arguments,
        reason = "one call of JavaScript; an object would have to be read"
    )]
    pub fn layout(
        &mut self,
        view: &str,
        measure: &str,
        width: f64,
        theme: &str,
        font: String,
        colours: &JsIds,
        canvas: &HtmlCanvasElement,
    ) -> Result<JsLayout, Error> {
        let form = match view {
            "timeline" => Form::Timeline,
            "bars" => Form::Bars,
            _ => return Err(options_error("view: must be \"timeline\" or \"bars\"")),
        };
        let mut theme = match theme {
            "light" => Theme::LIGHT,
            "dark" => Theme::DARK,
            _ => return Err(options_error("theme: must be \"light\" or \"dark\"")),
        };
        for pair in texts(colours).chunks(2) {
            if !matches!(pair, [name, colour] if theme.set(name, colour)) {
                return Err(options_error("colours: must be names, each with its rgb(r, g, b)"));
            }
        }
        let measure = self
            .dataset
            .measure_by_id(measure)
            .ok_or_else(|| options_error("measure: the dataset has no such measure"))?;
        let metrics = CanvasMetrics::new(canvas, &font).ok_or_else(no_context)?;
        let view = View { form, measure, selection: self.selection.clone() };
        let theme = &theme;
        let (language, dataset) = (&self.language, &self.dataset);
        let scene = match view.form {
            Form::Timeline => {
                let envelope = self.reasoning().envelope(measure);
                scene::timeline(language, dataset, &view, &envelope, width, theme, &metrics)
            }
            Form::Bars => scene::bars(language, dataset, &view, width, theme, &metrics),
        };
        let layout = to_js(self.described(&view, &scene, theme));
        let reasoning = self.reasoning();
        let all = reasoning.contradictions().iter();
        let own = all.filter(|found| reasoning.concerns(found, measure));
        let contradictions = own.map(|found| found.claims.clone()).collect();
        let ink = theme.ink;
        self.picture = Some(Picture { scene, measure, contradictions, ink, font });
        Ok(layout)
    }

    /// Sizes a canvas at CSS px × `device_pixel_ratio` and paints the picture last laid out.
    ///
    /// # Errors
    ///
    /// A `DrawError` before the first layout, or where the canvas cannot be drawn on.
    pub fn draw(&self, canvas: &HtmlCanvasElement, device_pixel_ratio: f64) -> Result<(), Error> {
        self.paint(canvas, device_pixel_ratio, |picture, mut backend, brush| {
            let scene = &picture.scene;
            draw::draw_ground(scene, &mut backend, brush).map_err(|_| draw_error(UNDRAWN))?;
            let Some(cloud) = &scene.cloud else { return Ok(()) };
            stamp_cloud(canvas, scene, cloud, brush)
                .ok_or_else(|| draw_error("there is no memory for so large a picture"))
        })
    }

    /// Paints rings around claims on a canvas that lies over the picture's, and ties those together that
    /// cannot all be right; one claim alone is tied to all that it contradicts. An empty list clears it.
    ///
    /// # Errors
    ///
    /// As [`Chart::draw`].
    pub fn highlight(
        &self,
        canvas: &HtmlCanvasElement,
        device_pixel_ratio: f64,
        claim_ids: &JsIds,
    ) -> Result<(), Error> {
        let mut claims = Vec::new();
        for id in texts(claim_ids) {
            claims.extend(self.dataset.claim_by_id(&id));
        }
        self.paint(canvas, device_pixel_ratio, |picture, mut backend, brush| {
            let mut all = claims.clone();
            let mut shapes = Vec::new();
            for set in &picture.contradictions {
                let n_meant = set.iter().filter(|claim| claims.contains(claim)).count();
                if n_meant == set.len() || (n_meant == 1 && claims.len() == 1) {
                    shapes.extend(picture.scene.tie(set, picture.ink));
                    all.extend(set);
                }
            }
            shapes.extend(picture.scene.highlight(&all, picture.ink));
            draw::draw_shapes(&shapes, &mut backend, brush).map_err(|_| draw_error(UNDRAWN))
        })
    }

    /// The id of the claim nearest to a point of the picture, within 24 CSS px; else `undefined`.
    pub fn claim_at(&self, x: f64, y: f64) -> Option<String> {
        let claim = self.picture.as_ref()?.scene.claim_at(Point { x, y })?;
        Some(self.dataset.claim_ids[claim].to_owned())
    }

    /// A mark of the picture last laid out, of as many as its `n_spots`: by date, in a cloud from left to right.
    pub fn spot(&self, n: usize) -> JsSpot {
        let place = self.picture.as_ref().and_then(|picture| picture.scene.place(n));
        match (place, &self.picture) {
            (Some(place), Some(picture)) => to_js(self.spot_fields(&place, picture.measure)),
            _ => JsValue::UNDEFINED.unchecked_into(),
        }
    }

    /// Where a claim's mark comes among the marks of the picture; -1 where it has none.
    pub fn spot_of(&self, claim_id: &str) -> i32 {
        let claim = self.dataset.claim_by_id(claim_id);
        let scene = self.picture.as_ref().map(|picture| &picture.scene);
        let place = scene.zip(claim).and_then(|(scene, claim)| scene.place_of(claim));
        place.map_or(-1, |place| place as i32)
    }

    /// Of each mark of the picture the number to rank it by; infinity where none was said.
    pub fn values(&self) -> Vec<f64> {
        let n = self.picture.as_ref().map_or(0, |picture| picture.scene.n_places());
        let mut values = Vec::with_capacity(n);
        if let Some(picture) = &self.picture {
            for place in (0..).map_while(|n| picture.scene.place(n)) {
                values.push(self.value(place.claim, picture.measure).unwrap_or(f64::INFINITY));
            }
        }
        values
    }

    /// What is said of a list that shows some of the claims of the picture: "500 of 10,000 claims shown."
    pub fn shown(&self, n_shown: usize) -> String {
        let measure = self.picture.as_ref().map_or(0, |picture| picture.measure);
        let view = View { form: Form::Timeline, measure, selection: Selection::default() };
        words::shown(&self.language, n_shown, view.n_claims_of_all(&self.dataset))
    }

    /// Whether the dataset has a claim with this id.
    pub fn has_claim(&self, claim_id: &str) -> bool {
        self.dataset.claim_by_id(claim_id).is_some()
    }

    /// All about one claim, as it stands in the chart of a measure; `undefined` for an unknown id, and for a
    /// claim that is left out.
    pub fn card(&self, claim_id: &str, measure: &str) -> JsCard {
        let found = (self.dataset.claim_by_id(claim_id), self.dataset.measure_by_id(measure));
        match found {
            (Some(claim), Some(measure)) if self.selection.shows(&self.dataset, claim) => {
                let mut card = words::card(&self.language, &self.dataset, claim, measure);
                let cloud = self.picture.as_ref().and_then(|picture| picture.scene.cloud.as_ref());
                if let Some(cloud) = cloud {
                    card.lines.extend(words::beside(&self.language, cloud.n_beside(claim)));
                }
                to_js(card_fields(card))
            }
            _ => JsValue::UNDEFINED.unchecked_into(),
        }
    }

    /// What follows for a measure by a day; without one, by the last day that its claims name.
    /// `undefined` for a measure that is unknown or of which nobody gives a number.
    ///
    /// # Errors
    ///
    /// An `OptionsError` for a day that is no date.
    pub fn finding(&self, measure: &str, day: Option<String>) -> Result<JsFinding, Error> {
        let nothing = Ok(JsValue::UNDEFINED.unchecked_into());
        let Some(measure) = self.dataset.measure_by_id(measure) else { return nothing };
        let envelope = self.reasoning().envelope(measure);
        let last = envelope.last().map_or(Day(0), |at| at.day);
        let day = match day {
            Some(day) => dataset::date_of(&day)
                .ok_or_else(|| options_error("day: must be a date such as \"2024-12-23\""))?
                .last(),
            None => last,
        };
        let Some(finding) =
            words::finding(&self.language, &self.dataset, self.reasoning(), measure, day)
        else {
            return nothing;
        };
        let iso = |at: &EnvelopeAt| export::iso(at.day);
        let has_days = finding.contradicting.is_empty();
        let mut reasons = List::default();
        for reason in finding.reasons {
            let mut claims = List::default();
            for claim in reason.claims {
                let mut fields = Fields::default();
                fields.set("id", &self.dataset.claim_ids[claim]);
                fields.set(
                    "phrase",
                    words::phrase_of_reason(&self.language, &self.dataset, claim, measure),
                );
                claims.push(fields);
            }
            let mut fields = Fields::default();
            fields.set("text", reason.text);
            fields.set("claims", claims);
            reasons.push(fields);
        }
        let mut contradicting = List::default();
        for claim in finding.contradicting {
            contradicting.push(&self.dataset.claim_ids[claim]);
        }
        let mut fields = Fields::default();
        fields.set("lead", finding.lead);
        fields.set("text", finding.text);
        fields.set("note", finding.note);
        fields.set("day", has_days.then(|| export::iso(day)));
        // A day of which nothing is known is no stop on the way.
        let mut stops = envelope.iter().filter(|at| at.bounds != Bounds::ALL);
        fields.set("earlier", stops.clone().rev().find(|at| at.day < day).map(iso));
        fields.set("later", stops.find(|at| at.day > day).map(iso));
        fields.set("contradicting", contradicting);
        fields.set("ask", finding.ask);
        fields.set("reasons", reasons);
        Ok(to_js(fields))
    }

    /// Two claims side by side, in a measure where both speak about it; `undefined` for an unknown id.
    pub fn pair(&self, a: &str, b: &str, measure: &str) -> JsPair {
        let dataset = &self.dataset;
        let found =
            (dataset.claim_by_id(a), dataset.claim_by_id(b), dataset.measure_by_id(measure));
        let (Some(a), Some(b), Some(measure)) = found else {
            return JsValue::UNDEFINED.unchecked_into();
        };
        let comparison = reason::compare(dataset, a, b, measure);
        let english;
        let language = if self.language.is_complete() {
            &self.language
        } else {
            // Now it is: what calls this is in the part that brings the rest.
            english = Language::english();
            &english
        };
        let pair = words::pair(language, dataset, &comparison);
        let (mut claims, mut sentences) = (List::default(), List::default());
        for claim in comparison.claims {
            claims.push(&dataset.claim_ids[claim]);
        }
        for sentence in pair.rest {
            sentences.push(sentence);
        }
        let mut fields = Fields::default();
        fields.set("claims", claims);
        fields.set("fit", pair.fit);
        fields.set("sentences", sentences);
        to_js(fields)
    }

    /// What the claims imply together, for programs: see `claims-chart explain --json`.
    pub fn explain(&self) -> JsExplanation {
        values::made(&export::explanation(&self.dataset, self.reasoning())).unchecked_into()
    }

    /// What follows from the claims that are selected.
    fn reasoning(&self) -> &Reasoning {
        self.reasoning.get_or_init(|| Reasoning::new(&self.dataset, &self.selection))
    }

    /// A layout as JavaScript gets it.
    fn described(&self, view: &View, scene: &Scene, theme: &Theme) -> Fields {
        let (language, dataset) = (&self.language, &self.dataset);
        let mut palette = Fields::default();
        palette.set("ink", theme.ink.to_css());
        palette.set("muted", theme.muted.to_css());
        palette.set("rule", theme.rule.to_css());
        palette.set("background", theme.background.to_css());
        palette.set("soft", theme.soft.to_css());
        let mut colours = List::default();
        for colour in theme.parties {
            colours.push(colour.to_css());
        }
        palette.set("parties", colours);
        // Several marks of one claim stand next to each other.
        let apart = scene.claims.chunk_by(|a, b| a.claim == b.claim);
        let n_shown = match scene.cloud {
            Some(_) => view.claims(dataset).len(),
            None => apart.count(),
        };
        let mut parties = List::default();
        for (party, n_claims) in view.legend(dataset) {
            let mut fields = Fields::default();
            fields.set("colour", party);
            fields.set("n_claims", n_claims);
            fields.set("claims", words::n_claims(language, n_claims));
            parties.push(fields);
        }
        let day = view.selection.day(dataset);
        let mut fields = Fields::default();
        fields.set("width", scene.width);
        fields.set("height", scene.height);
        fields.set("label", words::chart_summary(language, dataset, view, self.reasoning()));
        fields.set("palette", palette);
        fields.set("status", words::shown(language, n_shown, view.n_claims_of_all(dataset)));
        fields.set("n_spots", scene.n_places());
        fields.set("parties", parties);
        fields.set("day", export::iso(day));
        fields.set("known", words::known(language, day));
        fields.set("caption", words::caption(language, dataset, view.measure));
        fields
    }

    fn spot_fields(&self, place: &ClaimPlace, measure: usize) -> Fields {
        let claim = &self.dataset.claims[place.claim];
        let mut fields = Fields::default();
        fields.set("id", &self.dataset.claim_ids[place.claim]);
        fields.set("x", place.point.x);
        fields.set("y", place.point.y);
        fields.set("left", place.area.left);
        fields.set("top", place.area.top);
        fields.set("width", place.area.width());
        fields.set("height", place.area.height());
        fields.set(
            "phrase",
            words::phrase_with_basis(&self.language, &self.dataset, place.claim, measure),
        );
        fields.set("said", export::iso(claim.said.last()));
        fields.set("day", export::iso(claim.last_day()));
        fields.set("value", self.value(place.claim, measure));
        fields
    }

    /// The number to rank a claim by.
    fn value(&self, claim: usize, measure: usize) -> Option<f64> {
        let readings = self.dataset.readings_of(claim, measure);
        readings.first().map(|reading| reading.bounds.rank())
    }

    fn paint(
        &self,
        canvas: &HtmlCanvasElement,
        device_pixel_ratio: f64,
        paint: impl FnOnce(&Picture, Canvas, &Brush) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let picture = self.picture.as_ref().ok_or_else(|| draw_error("there is no layout yet"))?;
        let device_px = |length: f64| (length * device_pixel_ratio).round() as u32;
        let size = (device_px(picture.scene.width), device_px(picture.scene.height));
        if (canvas.width(), canvas.height()) == size {
            let context = context_of(canvas).ok_or_else(no_context)?;
            context.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        } else {
            // Setting a size also clears the canvas, but takes much longer.
            canvas.set_width(size.0);
            canvas.set_height(size.1);
        }
        let backend = Canvas::new(canvas).ok_or_else(no_context)?;
        let brush = Brush { device_px: device_pixel_ratio, font: &picture.font, font_factor: 1.0 };
        paint(picture, backend, &brush)
    }
}

/// A card as JavaScript gets it.
fn card_fields(card: words::Card) -> Fields {
    let mut lines = List::default();
    for line in card.lines {
        let mut fields = Fields::default();
        fields.set("label", line.label);
        fields.set("text", line.text);
        fields.set("lang", line.lang);
        lines.push(fields);
    }
    let mut reports = List::default();
    for report in card.reports {
        let mut fields = Fields::default();
        fields.set("text", report.text);
        fields.set("short", report.short);
        fields.set("url", report.url);
        fields.set("archived", report.archived);
        fields.set("archive_url", report.archive_url);
        reports.push(fields);
    }
    let mut fields = Fields::default();
    fields.set("id", card.id);
    fields.set("colour", card.colour);
    fields.set("who", card.who);
    fields.set("said", card.said);
    fields.set("value", card.value);
    fields.set("detail", card.detail);
    fields.set("lines", lines);
    fields.set("reports_label", card.reports_label);
    fields.set("reports", reports);
    fields
}

/// Text widths as the browser has them.
struct CanvasMetrics<'a> {
    context: CanvasRenderingContext2d,
    font: &'a str,
    /// The face that the context is set to: setting it again costs more than measuring.
    set: Cell<Option<Face>>,
}

impl<'a> CanvasMetrics<'a> {
    fn new(canvas: &HtmlCanvasElement, font: &'a str) -> Option<CanvasMetrics<'a>> {
        Some(CanvasMetrics { context: context_of(canvas)?, font, set: Cell::new(None) })
    }
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

fn no_context() -> Error {
    draw_error(UNDRAWN)
}

/// Device pixels for a CSS px that a cloud is stamped in at most: its image takes memory.
const MOST_STAMPED: f64 = 3.0;

/// Paints a cloud over the rest of a picture; `None` where there is no memory for it.
#[inline(never)]
fn stamp_cloud(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    cloud: &Cloud,
    brush: &Brush,
) -> Option<()> {
    // No canvas gives pixels where it has none.
    if cloud.kinds.is_empty() {
        return Some(());
    }
    let device_px = brush.device_px.min(MOST_STAMPED);
    let brush = Brush { device_px, ..*brush };
    let side = stamp::side(device_px);
    let below: HtmlCanvasElement = canvas.clone_node().ok()?.unchecked_into();
    let (width, height) = (side as u32, (side * cloud.kinds.len()) as u32);
    below.set_width(width);
    below.set_height(height);
    let mut backend = Canvas::new(&below)?;
    let middle = side as f64 / device_px / 2.0;
    let mut down = middle;
    for kind in &cloud.kinds {
        for shape in &kind.shapes {
            let shape = [shape.moved(middle, down)];
            draw::draw_shapes(&shape, &mut backend, &brush).ok()?;
        }
        down += 2.0 * middle;
    }
    let context = context_of(&below)?;
    let sheet = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height)).ok()?.data();
    let (sheet, _) = sheet.as_chunks();

    let [width, height] = [scene.width, scene.height].map(|length| (length * device_px) as usize);
    let mut image = vec![[0; 4]; width * height];
    stamp::stamp(cloud, sheet, device_px, &mut image, width);
    let image = Clamped(image.as_flattened());
    let image = ImageData::new_with_u8_clamped_array(image, width as u32).ok()?;
    below.set_width(width as u32);
    below.set_height(height as u32);
    context.put_image_data(&image, 0.0, 0.0).ok()?;
    let [width, height] = [canvas.width(), canvas.height()].map(f64::from);
    context_of(canvas)?
        .draw_image_with_html_canvas_element_and_dw_and_dh(&below, 0.0, 0.0, width, height)
        .ok()
}

impl TextMetrics for CanvasMetrics<'_> {
    fn width(&self, text: &str, face: Face) -> f64 {
        if self.set.replace(Some(face)) != Some(face) {
            let weight = if face.bold { "bold" } else { "normal" };
            self.context.set_font(&canvas::font(weight, face.size(), self.font));
        }
        // Measuring fails for no text; a width of nothing is the harmless answer.
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }
}

fn to_js<J: JsCast>(fields: Fields) -> J {
    JsValue::from(fields).unchecked_into()
}

/// The texts in a list; what is no text is left out.
fn texts(list: &JsIds) -> Vec<String> {
    let list = list.unchecked_ref::<Array>();
    let mut texts = Vec::new();
    for n in 0..list.length() {
        texts.extend(list.get(n).as_string());
    }
    texts
}

fn named_error(name: &str, message: &str) -> Error {
    let error = Error::new(message);
    error.set_name(name);
    error
}

fn options_error(message: &str) -> Error {
    named_error("OptionsError", message)
}

/// An exception of a canvas says nothing in JSON, which is all that plotters keeps of it.
const UNDRAWN: &str = "the canvas cannot be drawn on";

fn draw_error(message: &str) -> Error {
    named_error("DrawError", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use js_sys::{Object, Reflect};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn parsed(json: &str) -> JsValue {
        // Outside of a build nothing has put it there.
        js_sys::eval(concat!(include_str!("flat.js"), "globalThis.flatten = flatten;")).unwrap();
        js_sys::JSON::parse(json).unwrap()
    }

    fn canvas() -> HtmlCanvasElement {
        let document = Reflect::get(&js_sys::global(), &"document".into()).unwrap();
        let create = Reflect::get(&document, &"createElement".into()).unwrap();
        let create: js_sys::Function = create.unchecked_into();
        create.call1(&document, &"canvas".into()).unwrap().unchecked_into()
    }

    fn laid_out(
        chart: &mut Chart,
        view: &str,
        measure: &str,
        colours: &str,
    ) -> Result<JsLayout, Error> {
        let colours = parsed(colours).unchecked_into();
        chart.layout(view, measure, 720.0, "light", "sans-serif".into(), &colours, &canvas())
    }

    fn get(object: &JsValue, path: &str) -> JsValue {
        path.split('.')
            .fold(object.clone(), |object, key| Reflect::get(&object, &key.into()).unwrap())
    }

    #[wasm_bindgen_test]
    fn the_embedded_dataset_is_read_laid_out_and_drawn() {
        let mut chart = Chart::new(parsed(&embedded_dataset())).unwrap();
        let description: JsValue = chart.describe().into();
        assert_eq!(get(&description, "n_claims"), 12);
        assert_eq!(get(&description, "default_measure"), "casualties");

        let canvas = canvas();
        let ink = r#"["ink", "rgb(1, 2, 3)"]"#;
        let layout: JsValue = laid_out(&mut chart, "timeline", "casualties", ink).unwrap().into();
        assert_eq!(get(&layout, "palette.ink"), "rgb(1, 2, 3)");
        assert_eq!(get(&layout, "n_spots"), 7, "six claims with a number and one without");
        assert!(chart.spot(7).is_undefined());

        chart.draw(&canvas, 2.0).unwrap();
        assert_eq!(canvas.width(), 1440);
        let first: JsValue = chart.spot(1).into();
        let (x, y) = (get(&first, "x").as_f64().unwrap(), get(&first, "y").as_f64().unwrap());
        assert_eq!(chart.claim_at(x, y).map(JsValue::from), Some(get(&first, "id")));
        assert_eq!(chart.claim_at(-500.0, -500.0), None);

        let card: JsValue = chart.card("zelensky-dec-23", "casualties").into();
        assert_eq!(get(&card, "value"), "More than 3,000");
        assert!(JsValue::from(chart.card("nobody", "casualties")).is_undefined());
    }

    #[wasm_bindgen_test]
    fn what_only_javascript_can_hold_is_taken_where_it_means_the_same() {
        let data = parsed(&embedded_dataset());
        let figure = get(&data, "claims.1.figures.0");
        let between = |low: JsValue| {
            let ends = Array::of2(&low, &5_000.into());
            Reflect::set(&figure, &"between".into(), &ends).unwrap();
            Chart::new(data.clone()).map_err(|error| error.name())
        };
        assert_eq!(between(f64::NAN.into()).err().unwrap(), "DatasetError");
        assert!(between(js_sys::BigInt::from(3_000).into()).is_ok());
        assert!(between(2_u64.pow(60).into()).is_err(), "above 10¹⁵");
        assert!(between(3_000.into()).is_ok());
        Reflect::set(&data, &"subtitle".into(), &JsValue::UNDEFINED).unwrap();
        assert!(Chart::new(data.clone()).is_ok(), "undefined is an absent key");

        let entries = Object::entries(data.unchecked_ref());
        let map = js_sys::Map::new();
        for entry in entries.iter() {
            let entry: Array = entry.unchecked_into();
            map.set(&entry.get(0), &entry.get(1));
        }
        assert!(Chart::new(map.clone().into()).is_ok(), "a Map with keys of text is an object");
        map.set(&1.into(), &2.into());
        assert!(Chart::new(map.into()).is_err());
        for odd in [js_sys::Set::new(&JsValue::NULL).into(), js_sys::Symbol::iterator().into()] {
            Reflect::set(&data, &"events".into(), &odd).unwrap();
            assert!(Chart::new(data.clone()).is_err());
        }
    }

    #[wasm_bindgen_test]
    fn texts_come_whole_whatever_stands_beside_them() {
        // One half of a pair at the end of a note and the other where the next one begins.
        let notes = parsed(r#"["a\ud83d", "\ude00b", "\u0000", "c\u0000\ud83d\ude00 д가"]"#);
        let data = parsed(&embedded_dataset());
        Reflect::set(&data, &"notes".into(), &notes).unwrap();
        let description: JsValue = Chart::new(data).unwrap().describe().into();
        for (n, note) in ["a\u{fffd}", "\u{fffd}b", "\0", "c\0😀 д가"].into_iter().enumerate() {
            assert_eq!(get(&description, &format!("notes.{n}")), note);
        }
        assert_eq!(
            get(&description, "title"),
            "How many North Korean soldiers have been killed or wounded in Kursk?"
        );
    }

    #[wasm_bindgen_test]
    fn an_object_that_contains_itself_is_refused() {
        let data = Object::new();
        Reflect::set(&data, &"title".into(), &data).unwrap();
        let error = Chart::new(data.into()).err().unwrap();
        assert_eq!(error.name(), "DatasetError");
        for odd in [JsValue::UNDEFINED, JsValue::NULL, 3.into(), Array::new().into()] {
            assert_eq!(Chart::new(odd).err().unwrap().name(), "DatasetError");
        }
    }

    #[wasm_bindgen_test]
    fn options_and_order_are_checked() {
        let mut chart = Chart::new(parsed(&embedded_dataset())).unwrap();
        let canvas = canvas();
        assert_eq!(chart.draw(&canvas, 1.0).err().unwrap().name(), "DrawError");
        for (view, measure, colours) in [
            ("timeline", "nothing", "[]"),
            ("pie", "killed", "[]"),
            ("timeline", "killed", r#"["ink", "red"]"#),
            ("timeline", "killed", r#"["party_9", "rgb(1, 2, 3)"]"#),
            ("timeline", "killed", r#"["ink"]"#),
        ] {
            let error = laid_out(&mut chart, view, measure, colours).err().unwrap();
            assert_eq!(error.name(), "OptionsError");
        }
    }
}
