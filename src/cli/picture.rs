//! Pictures of a dataset, without a browser.

use claims_core::draw::{self, Brush};
use claims_core::model::Dataset;
use claims_core::reason::Reasoning;
use claims_core::scene::{self, Scene, TableMetrics, TextMetrics, Theme};
use claims_core::view::{Form, Selection, View};
use claims_core::words::{self, Finding, Language};
use plotters_svg::SVGBackend;

use crate::arguments::Render;
use crate::markup::{escaped, is_unknown_to_xml};

/// Plotters draws at whole units; ten of them to a CSS px place everything to a tenth.
const UNITS_PER_PX: f64 = 10.0;
/// Fonts whose widths are those of the table that the layout went by.
pub const FONT: &str = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";
/// The SVG backend takes a font size of 1.24 units to be one unit of CSS.
const FONT_FACTOR: f64 = 1.24;

/// What a picture is made of.
pub struct Picture<'a> {
    pub language: &'a Language,
    pub dataset: &'a Dataset,
    pub view: View,
    pub reasoning: Reasoning,
}

impl<'a> Picture<'a> {
    /// The picture that was asked for.
    ///
    /// # Errors
    ///
    /// One line, where the dataset has no measure of that id.
    pub fn new(
        dataset: &'a Dataset,
        selection: Selection,
        render: &'a Render,
    ) -> Result<Picture<'a>, String> {
        let mut view = View::initial(dataset);
        view.selection = selection;
        view.form = render.form;
        if let Some(id) = &render.measure {
            view.measure = dataset.measure_by_id(id).ok_or_else(|| {
                let known: Vec<&str> =
                    dataset.measures.iter().map(|measure| measure.id.as_str()).collect();
                format!("there is no measure \"{id}\"; there are {}", known.join(", "))
            })?;
        }
        let reasoning = Reasoning::new(dataset, &view.selection);
        Ok(Picture { language: &render.language, dataset, view, reasoning })
    }

    /// The picture laid out.
    pub fn scene(&self, width: f64, theme: &Theme, metrics: &dyn TextMetrics) -> Scene {
        let Picture { language, dataset, view, reasoning } = self;
        match view.form {
            Form::Timeline => {
                let envelope = reasoning.envelope(view.measure);
                scene::timeline(language, dataset, view, &envelope, width, theme, metrics)
            }
            Form::Bars => scene::bars(language, dataset, view, width, theme, metrics),
        }
    }

    /// What follows from its claims by the last day that they name.
    pub fn finding(&self) -> Option<Finding<'_>> {
        let Picture { language, dataset, view, reasoning } = self;
        let last = reasoning.envelope(view.measure).last().map(|at| at.day);
        let day = last.unwrap_or_else(|| view.selection.day(dataset));
        words::finding(language, dataset, reasoning, view.measure, day)
    }

    /// What it shows, for people who do not see it.
    pub fn summary(&self) -> String {
        words::chart_summary(self.language, self.dataset, &self.view, &self.reasoning)
    }
}

/// The picture as an SVG document.
///
/// # Errors
///
/// What cannot be drawn, in the words of plotters.
pub fn svg(picture: &Picture, width: f64, theme: &Theme) -> Result<String, String> {
    let scene = picture.scene(width, theme, &TableMetrics);
    let drawn = document(&scene)?;
    Ok(with_description(&drawn, &scene, &picture.dataset.title, &picture.summary()))
}

fn document(scene: &Scene) -> Result<String, String> {
    let units = |px: f64| (px * UNITS_PER_PX).round() as u32;
    let mut text = String::new();
    let mut backend = SVGBackend::with_string(&mut text, (units(scene.width), units(scene.height)));
    let brush = Brush { device_px: UNITS_PER_PX, font: FONT, font_factor: FONT_FACTOR };
    draw::draw(scene, &mut backend, &brush).map_err(|error| error.to_string())?;
    drop(backend);
    // Plotters writes texts as they come.
    text.retain(|c| c == '\n' || !is_unknown_to_xml(c));
    Ok(text)
}

/// Gives the document its size in CSS px, a title and a description.
fn with_description(drawn: &str, scene: &Scene, title: &str, description: &str) -> String {
    let units = |px: f64| (px * UNITS_PER_PX).round();
    let (width, height) = (scene.width, scene.height);
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>{body}",
        units(width),
        units(height),
        escaped(title),
        escaped(description),
    )
}
