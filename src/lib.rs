//! The boundary to JavaScript: a handle to a dataset and the picture of it, with few, coarse calls.
//!
//! Nothing is computed here that could be computed, and tested, in `claims-core`. Lengths are CSS px
//! but where a name says otherwise; every error is a JavaScript `Error` with a stable `name`.

#![cfg(target_arch = "wasm32")]

mod values;

use std::cell::Cell;
use std::fmt::{self, Write};

use claims_core::dataset::{self, Value};
use claims_core::draw::{self, Brush};
use claims_core::export;
use claims_core::model::{Bounds, Dataset, Day};
use claims_core::reason::{EnvelopeAt, Reasoning};
use claims_core::scene::{self, Colour, Face, Point, Scene, TextMetrics, Theme};
use claims_core::view::{Form, Selection, View};
use claims_core::words::{self, Key, Language};
use js_sys::{Array, Error};
use plotters_canvas::CanvasBackend;
use values::{Fields, List};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

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
  parties: { id: string | null; label: string; n_claims: number; colour: number | null; shape: string }[];
  default_measure: string;
  labels: {
    measures: string; parties: string; nothing: string; notes: string;
    finding: string; earlier: string; later: string;
  };
}
export interface LayoutOptions {
  measure: string;
  /** CSS px; less than 200 is taken as 200. */
  width: number;
  theme: "light" | "dark";
  /** A font family as CSS lists it. */
  font: string;
  /** In place of the theme's: ink, muted, rule, axis, background, soft, party_1 … party_8, each as `rgb(r, g, b)`. */
  colours: Record<string, string>;
}
export interface Layout {
  width: number; height: number;
  /** The picture in a sentence, for people who do not see it. */
  label: string;
  palette: { ink: string; muted: string; rule: string; background: string; soft: string; parties: string[] };
  /**
   * By date. `x` and `y` are the mark's middle, the rest is the mark with all that belongs to it; CSS px. `day` is the
   * one at whose end the claim's count stands.
   */
  claims: {
    id: string; x: number; y: number; left: number; top: number; width: number; height: number; phrase: string;
    day: string;
  }[];
}
export interface Card {
  id: string; colour: number | null; kicker: string; value: string; detail: string | null;
  lines: { label: string; text: string; lang: string | null }[];
  reports_label: string; reports: { text: string; url: string | null }[];
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
    /// [`Options`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "LayoutOptions")]
    pub type JsOptions;
    /// A [`Layout`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Layout")]
    pub type JsLayout;
    /// A [`words::Card`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Card | undefined")]
    pub type JsCard;
    /// A [`words::Finding`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Finding | undefined")]
    pub type JsFinding;
    /// [`export::explanation`] on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Explanation")]
    pub type JsExplanation;
    /// Ids of claims on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "string[]")]
    pub type JsClaimIds;
}

/// The embedded dataset as JSON text, to be parsed and handed to `new Chart(…)` like any other.
///
/// ```js
/// const chart = new Chart(JSON.parse(embedded_dataset()));
/// ```
#[wasm_bindgen]
pub fn embedded_dataset() -> String {
    dataset::KURSK.to_owned()
}

/// A dataset and the picture last laid out of it. JavaScript frees it by `free()`.
#[wasm_bindgen]
pub struct Chart {
    language: Language,
    dataset: Dataset,
    reasoning: Reasoning,
    picture: Option<Picture>,
}

struct Picture {
    scene: Scene,
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
        let dataset = values::read(&data)
            .and_then(|value| dataset::read_if_sound(&value))
            .ok_or_else(|| named_error("DatasetError", "the data have problems"))?;
        let reasoning = Reasoning::new(&dataset, &Selection::default());
        Ok(Chart { language: Language::english(), dataset, reasoning, picture: None })
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
            let n_claims = dataset.n_claims_of_party(party);
            if n_claims == 0 {
                continue;
            }
            let entry = party.map(|party| &dataset.parties[party]);
            let mut fields = Fields::default();
            fields.set("id", entry.map(|entry| entry.id.as_str()));
            fields.set("label", entry.map_or(other, |entry| entry.label.as_str()));
            fields.set("n_claims", n_claims);
            fields.set("colour", party);
            fields.set("shape", scene::symbol_path(party));
            parties.push(fields);
        }
        let mut labels = Fields::default();
        for (name, key) in LABELS {
            labels.set(name, self.language.text(*key));
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
        to_js(fields)
    }

    /// Lays the picture out for a width, measuring text with a canvas's context.
    ///
    /// # Errors
    ///
    /// An `OptionsError` where an option is missing, unknown or malformed, names no measure of the
    /// dataset, or where the canvas gives no context.
    pub fn layout(
        &mut self,
        options: JsOptions,
        canvas: &HtmlCanvasElement,
    ) -> Result<JsLayout, Error> {
        let options = Options::read(options.into()).map_err(|message| options_error(&message))?;
        let measure = self
            .dataset
            .measure_by_id(&options.measure)
            .ok_or_else(|| options_error("measure: the dataset has no such measure"))?;
        let metrics = CanvasMetrics::new(canvas, &options.font)
            .ok_or_else(|| options_error("canvas: gives no 2d context"))?;
        let view = View { form: Form::Timeline, measure, selection: Selection::default() };
        let envelope = self.reasoning.envelope(measure);
        let scene = scene::timeline(
            &self.language,
            &self.dataset,
            &view,
            &envelope,
            options.width,
            &options.theme,
            &metrics,
        );
        let layout = to_js(described(&self.language, &self.dataset, &view, &scene, &options.theme));
        let all = self.reasoning.contradictions().iter();
        let own = all.filter(|found| self.reasoning.concerns(found, measure));
        let contradictions = own.map(|found| found.claims.clone()).collect();
        let ink = options.theme.ink;
        self.picture = Some(Picture { scene, contradictions, ink, font: options.font });
        Ok(layout)
    }

    /// Sizes a canvas at CSS px × `device_pixel_ratio` and paints the picture last laid out.
    ///
    /// # Errors
    ///
    /// A `DrawError` before the first layout, or where the canvas cannot be drawn on.
    pub fn draw(&self, canvas: &HtmlCanvasElement, device_pixel_ratio: f64) -> Result<(), Error> {
        self.paint(canvas, device_pixel_ratio, |picture, mut backend, brush| {
            draw::draw(&picture.scene, &mut backend, brush).map_err(|error| draw_error(&error))
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
        claim_ids: &JsClaimIds,
    ) -> Result<(), Error> {
        let ids = claim_ids.unchecked_ref::<Array>();
        let mut claims = Vec::new();
        for n in 0..ids.length() {
            claims.extend(ids.get(n).as_string().and_then(|id| self.dataset.claim_by_id(&id)));
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
            draw::draw_shapes(&shapes, &mut backend, brush).map_err(|error| draw_error(&error))
        })
    }

    /// The id of the claim nearest to a point of the picture, within 24 CSS px; else `undefined`.
    pub fn claim_at(&self, x: f64, y: f64) -> Option<String> {
        let claim = self.picture.as_ref()?.scene.claim_at(Point { x, y })?;
        Some(self.dataset.claims[claim].id.clone())
    }

    /// All about one claim, as it stands in the chart of a measure; `undefined` for an unknown id.
    pub fn card(&self, claim_id: &str, measure: &str) -> JsCard {
        let found = (self.dataset.claim_by_id(claim_id), self.dataset.measure_by_id(measure));
        match found {
            (Some(claim), Some(measure)) => {
                to_js(card_fields(words::card(&self.language, &self.dataset, claim, measure)))
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
        let envelope = self.reasoning.envelope(measure);
        let last = envelope.last().map_or(Day(0), |at| at.day);
        let day = match day {
            Some(day) => dataset::date_of(&day)
                .ok_or_else(|| options_error("day: must be a date such as \"2024-12-23\""))?
                .last(),
            None => last,
        };
        let Some(finding) =
            words::finding(&self.language, &self.dataset, &self.reasoning, measure, day)
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
                fields.set("id", self.dataset.claims[claim].id.as_str());
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
            contradicting.push(self.dataset.claims[claim].id.as_str());
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

    /// What the claims imply together, for programs: see `claims-chart explain --json`.
    pub fn explain(&self) -> JsExplanation {
        values::made(&export::explanation(&self.dataset, &self.reasoning)).unchecked_into()
    }

    fn paint(
        &self,
        canvas: &HtmlCanvasElement,
        device_pixel_ratio: f64,
        paint: impl FnOnce(&Picture, CanvasBackend, &Brush) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let picture = self.picture.as_ref().ok_or_else(|| draw_error("there is no layout yet"))?;
        let device_px = |length: f64| (length * device_pixel_ratio).round() as u32;
        // Setting a size also clears the canvas.
        canvas.set_width(device_px(picture.scene.width));
        canvas.set_height(device_px(picture.scene.height));
        let backend = CanvasBackend::with_canvas_object(canvas.clone())
            .ok_or_else(|| draw_error("the canvas gives no 2d context"))?;
        let brush = Brush { device_px: device_pixel_ratio, font: &picture.font, font_factor: 1.0 };
        paint(picture, backend, &brush)
    }
}

/// What the controls around a picture are called.
const LABELS: &[(&str, Key)] = &[
    ("measures", Key::named("measures")),
    ("parties", Key::named("parties")),
    ("nothing", Key::named("nothing")),
    ("notes", Key::named("notes")),
    ("finding", Key::named("finding")),
    ("earlier", Key::named("earlier")),
    ("later", Key::named("later")),
];

/// How a picture is to be laid out.
struct Options {
    measure: String,
    width: f64,
    theme: Theme,
    font: String,
}

impl Options {
    fn read(options: JsValue) -> Result<Options, String> {
        let Some(Value::Object(entries)) = values::read(&options) else {
            return Err("must be an object".into());
        };
        let (mut measure, mut width, mut theme, mut font) = (None, None, None, None);
        let mut colours = Vec::new();
        for (key, value) in entries {
            match (key.as_str(), value) {
                ("measure", Value::Text(text)) => measure = Some(text),
                ("width", Value::Number(number)) => width = Some(number),
                ("theme", Value::Text(text)) if text == "light" => theme = Some(Theme::LIGHT),
                ("theme", Value::Text(text)) if text == "dark" => theme = Some(Theme::DARK),
                ("font", Value::Text(text)) => font = Some(text),
                ("colours", Value::Object(entries)) => colours = entries,
                _ => return Err(format!("{key}: is not an option or has a wrong value")),
            }
        }
        let mut theme = theme.ok_or("theme: is missing")?;
        for (name, colour) in colours {
            let Value::Text(colour) = colour else { return Err("colours: must be texts".into()) };
            theme.set(&name, &colour)?;
        }
        Ok(Options {
            measure: measure.ok_or("measure: is missing")?,
            width: width.ok_or("width: is missing")?,
            theme,
            font: font.ok_or("font: is missing")?,
        })
    }
}

/// A layout as JavaScript gets it.
fn described(
    language: &Language,
    dataset: &Dataset,
    view: &View,
    scene: &Scene,
    theme: &Theme,
) -> Fields {
    let mut palette = Fields::default();
    palette.set("ink", theme.ink.to_css());
    palette.set("muted", theme.muted.to_css());
    palette.set("rule", theme.rule.to_css());
    palette.set("background", theme.background.to_css());
    palette.set("soft", theme.soft.to_css());
    let mut parties = List::default();
    for colour in theme.parties {
        parties.push(colour.to_css());
    }
    palette.set("parties", parties);
    let mut claims = List::default();
    for (n, place) in scene.claims.iter().enumerate() {
        // Several marks of one claim stand next to each other, and are one to go to.
        if n > 0 && scene.claims[n - 1].claim == place.claim {
            continue;
        }
        let mut fields = Fields::default();
        fields.set("id", dataset.claims[place.claim].id.as_str());
        fields.set("x", place.point.x);
        fields.set("y", place.point.y);
        fields.set("left", place.area.left);
        fields.set("top", place.area.top);
        fields.set("width", place.area.width());
        fields.set("height", place.area.height());
        fields.set("phrase", words::phrase(language, dataset, place.claim, view.measure));
        fields.set("day", export::iso(dataset.claims[place.claim].last_day()));
        claims.push(fields);
    }
    let mut fields = Fields::default();
    fields.set("width", scene.width);
    fields.set("height", scene.height);
    fields.set("label", words::chart_summary(language, dataset, view));
    fields.set("palette", palette);
    fields.set("claims", claims);
    fields
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
        fields.set("url", report.url);
        reports.push(fields);
    }
    let mut fields = Fields::default();
    fields.set("id", card.id);
    fields.set("colour", card.colour);
    fields.set("kicker", card.kicker);
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
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(CanvasMetrics { context, font, set: Cell::new(None) })
    }
}

impl TextMetrics for CanvasMetrics<'_> {
    fn width(&self, text: &str, face: Face) -> f64 {
        if self.set.replace(Some(face)) != Some(face) {
            let weight = if face.bold { "bold" } else { "normal" };
            let size = words::plain_number(face.size);
            self.context.set_font(&format!("{weight} {size}px {}", self.font));
        }
        // Measuring fails for no text; a width of nothing is the harmless answer.
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }
}

// What `tools/shrink-wasm.mjs` puts in the place of the standard library's functions, which take 5 kB of what a reader
// loads: those also fill up to a width and round to a precision, which here is an error.

/// Stands in for `Display` of `f64`: writes a number as JavaScript does. From a millionth to 10²¹ that is how Rust does;
/// what is written here are opacities, and CSS reads them with a power of ten too.
#[unsafe(no_mangle)]
fn write_number(number: &f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write_text(f, &values::text_of(*number))
}

/// Stands in for `Formatter::pad`: writes a text.
#[unsafe(no_mangle)]
fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if f.width().is_some() || f.precision().is_some() {
        return Err(fmt::Error);
    }
    f.write_str(text)
}

/// Stands in for `Formatter::pad_integral`: writes the digits of a number with its sign. A prefix such as `0x` is not
/// asked for.
#[unsafe(no_mangle)]
fn write_digits(
    f: &mut fmt::Formatter<'_>,
    is_positive: bool,
    _prefix: &str,
    digits: &str,
) -> fmt::Result {
    if !is_positive {
        f.write_char('-')?;
    }
    write_text(f, digits)
}

fn to_js<J: JsCast>(fields: Fields) -> J {
    JsValue::from(fields).unchecked_into()
}

fn named_error(name: &str, message: &str) -> Error {
    let error = Error::new(message);
    error.set_name(name);
    error
}

fn options_error(message: &str) -> Error {
    named_error("OptionsError", message)
}

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
        js_sys::JSON::parse(json).unwrap()
    }

    fn canvas() -> HtmlCanvasElement {
        let document = Reflect::get(&js_sys::global(), &"document".into()).unwrap();
        let create = Reflect::get(&document, &"createElement".into()).unwrap();
        let create: js_sys::Function = create.unchecked_into();
        create.call1(&document, &"canvas".into()).unwrap().unchecked_into()
    }

    fn options(measure: &str) -> JsOptions {
        let json = r#"{"measure": "ID", "width": 720, "theme": "light", "font": "sans-serif", "colours": {"ink": "rgb(1, 2, 3)"}}"#;
        parsed(&json.replace("ID", measure)).unchecked_into()
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
        let layout: JsValue = chart.layout(options("casualties"), &canvas).unwrap().into();
        assert_eq!(get(&layout, "palette.ink"), "rgb(1, 2, 3)");
        let claims: Array = get(&layout, "claims").unchecked_into();
        assert_eq!(claims.length(), 7, "six claims with a number and one without");

        chart.draw(&canvas, 2.0).unwrap();
        assert_eq!(canvas.width(), 1440);
        let first = claims.get(1);
        let (x, y) = (get(&first, "x").as_f64().unwrap(), get(&first, "y").as_f64().unwrap());
        assert_eq!(chart.claim_at(x, y).map(JsValue::from), Some(get(&first, "id")));
        assert_eq!(chart.claim_at(-500.0, -500.0), None);

        let card: JsValue = chart.card("zelensky-dec-23", "casualties").into();
        assert_eq!(get(&card, "value"), "More than 3,000");
        assert!(JsValue::from(chart.card("nobody", "casualties")).is_undefined());
    }

    #[wasm_bindgen_test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        struct Written(f64);
        impl fmt::Display for Written {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_number(&self.0, f)
            }
        }
        let mut numbers = vec![0.0, 1.0, 0.35, 1e15, 1e16, 12.5, f64::NAN];
        numbers.extend([1.0 / 3.0, 1e20 / 3.0, 1e21 / 3.0]);
        numbers.extend((-6..21).map(|power| 1.5 * 10_f64.powi(power)));
        for number in numbers {
            assert_eq!(Written(number).to_string(), number.to_string());
        }
        // Doubles from all over, by their bits. Between two texts that are equally near, Rust may take another one.
        for n in 1..2_000_u64 {
            let number = f64::from_bits(n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            assert!(number.is_nan() || Written(number).to_string().parse() == Ok(number));
        }
        for (number, written) in [(1e21, "1e+21"), (1e-7, "1e-7")] {
            assert_eq!(Written(number).to_string(), written);
        }
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
        assert_eq!(chart.layout(options("nothing"), &canvas).err().unwrap().name(), "OptionsError");
        let odd: JsOptions = parsed(r#"{"measure": "killed"}"#).unchecked_into();
        assert_eq!(chart.layout(odd, &canvas).err().unwrap().name(), "OptionsError");
    }
}
