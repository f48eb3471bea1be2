//! The canvas as plotters draws on it: through plotters-canvas, but for circles and texts. With those comes all that
//! formats numbers and tells errors in JSON, 1 kB of what a reader loads.

use std::f64::consts::TAU;

use claims_core::scene::Colour;
use claims_core::words;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A canvas to be drawn on.
pub struct Canvas {
    shapes: CanvasBackend,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// `None` where the canvas gives no 2d context.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Canvas> {
        let context = crate::context_of(canvas)?;
        Some(Canvas { shapes: CanvasBackend::with_canvas_object(canvas.clone())?, context })
    }
}

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl DrawingBackend for Canvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.shapes.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.shapes.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.shapes.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        self.shapes.draw_pixel(at, colour)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.shapes.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.shapes.draw_rect(from, to, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.shapes.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let context = &self.context;
        let colour = css(style.color());
        context.begin_path();
        // No radius is below 0, the one thing that is an error.
        let _ = context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU);
        if fill {
            context.set_fill_style_str(&colour);
            context.fill();
        } else {
            context.set_stroke_style_str(&colour);
            context.set_line_width(f64::from(style.stroke_width()));
            context.stroke();
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.shapes.fill_polygon(corners, style)
    }

    /// Writes a line of text, its middle at the height of `at`.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        let context = &self.context;
        context.set_text_baseline("middle");
        context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        });
        context.set_fill_style_str(&css(style.color()));
        let font = font(style.style().as_str(), style.size(), style.family().as_str());
        context.set_font(&font);
        // Writing fails for no text; one that is left out is the harmless answer.
        let _ = context.fill_text(text, f64::from(x), f64::from(y));
        Ok(())
    }
}

/// A font as CSS names it, its size in px.
pub fn font(weight: &str, size: f64, family: &str) -> String {
    let mut font = weight.to_owned();
    for part in [" ", &words::plain_number(size), "px ", family] {
        font.push_str(part);
    }
    font
}

fn css(colour: BackendColor) -> String {
    let (red, green, blue) = colour.rgb;
    let opaque = Colour { rgb: [red, green, blue], alpha: u8::MAX };
    opaque.with_opacity(colour.alpha).to_css_with_alpha()
}

/// What `tools/shrink-wasm.mjs` puts in the place of what plotters-canvas formats a colour with.
#[unsafe(no_mangle)]
fn write_colour(colour: BackendColor) -> JsValue {
    css(colour).into()
}
