//! A scene as SVG for a page: small, its texts selectable, its colours the page's where that is wanted.
//!
//! `--format svg` is drawn by plotters, as the canvas is. That names each colour in each shape and needs three times the
//! bytes, which a picture that stands inside a page cannot afford.

use claims_core::scene::{Anchor, Colour, Face, Point, Rect, Scene, Shape, Theme};

use crate::markup::escaped;

/// How colours are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// As they are, with the background painted: for whatever reads SVG.
    Plain,
    /// As custom properties, `var(--ink)`, of the element around it, which also paints the background. The scene is to
    /// be in the colours of [`Theme::LIGHT`].
    Named,
}

/// How far below the middle of a line its baseline is, in font sizes: half of what capitals and digits are high.
const BASELINE: f64 = 0.35;
/// What is this thin or thinner, in CSS px, is a line, and stands on whole px so as not to blur.
const THIN: f64 = 2.0;

/// A picture, with `attributes` as they are in its tag. It can be seen as large as wanted; by itself it is as large as the
/// scene.
///
/// `label` is its name for those who do not see it; texts are in the font that is around it unless `attributes` say more.
pub fn svg(scene: &Scene, label: &str, attributes: &str, colours: Colours) -> String {
    let (width, height) = (tenths(scene.width), tenths(scene.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{}\"{attributes}>",
        escaped(label)
    );
    if colours == Colours::Plain {
        let fill = paint("fill", scene.background, colours);
        out.push_str(&format!("<path d=\"M0 0h{width}v{height}H0z\"{fill}/>"));
    }
    let mut path = Path::default();
    for shape in &*scene.all_shapes() {
        match shape {
            Shape::Rect { rect, fill } => {
                path.extend(&mut out, paint("fill", *fill, colours), *fill, &rect_path(rect));
            }
            Shape::Disc { centre, radius, fill } => {
                let disc = disc_path(*centre, *radius);
                path.extend(&mut out, paint("fill", *fill, colours), *fill, &disc);
            }
            // Joined with another it might wind the other way round, and cut a hole into it.
            Shape::Polygon { points, fill } => {
                path.end(&mut out);
                let attributes = paint("fill", *fill, colours);
                path.extend(&mut out, attributes, *fill, &(points_path(points) + "z"));
                path.end(&mut out);
            }
            Shape::Line { points, width, stroke } => {
                let attributes = stroked(*width, *stroke, colours);
                path.extend(&mut out, attributes, *stroke, &points_path(points));
            }
            Shape::Ring { centre, radius, width, stroke } => {
                let attributes = stroked(*width, *stroke, colours);
                path.extend(&mut out, attributes, *stroke, &disc_path(*centre, *radius));
            }
            Shape::Text { text, at, anchor, face, fill } => {
                path.end(&mut out);
                let y = tenths(at.y + BASELINE * face.size());
                out.push_str(&format!(
                    "<text x=\"{}\" y=\"{y}\"{}{}>{}</text>",
                    tenths(at.x),
                    lettering(*anchor, *face),
                    paint("fill", *fill, colours),
                    escaped(text)
                ));
            }
        }
    }
    path.end(&mut out);
    out.push_str("</svg>");
    out
}

/// Neighbouring shapes that are painted alike, as one element.
#[derive(Default)]
struct Path {
    attributes: String,
    data: String,
}

impl Path {
    fn extend(&mut self, out: &mut String, attributes: String, colour: Colour, data: &str) {
        // Where two overlap that can be seen through, they are darker together than as one.
        if self.attributes != attributes || colour.alpha < u8::MAX {
            self.end(out);
            self.attributes = attributes;
        }
        self.data.push_str(data);
    }

    fn end(&mut self, out: &mut String) {
        if !self.data.is_empty() {
            out.push_str(&format!("<path d=\"{}\"{}/>", self.data, self.attributes));
        }
        self.data.clear();
    }
}

fn rect_path(rect: &Rect) -> String {
    let extent = |from: f64, to: f64| {
        if to - from > THIN {
            return (from, to);
        }
        let size = (to - from).round().max(1.0);
        let start = ((from + to - size) / 2.0).round();
        (start, start + size)
    };
    let ((left, right), (top, bottom)) =
        (extent(rect.left, rect.right), extent(rect.top, rect.bottom));
    // From rounded ends, so that it ends where a neighbour begins.
    let [left, right, top, bottom] = [left, right, top, bottom].map(rounded);
    let (width, height) = (right - left, bottom - top);
    let [left, top, right, down, back] = [left, top, width, height, -width].map(tenths);
    format!("M{left} {top}h{right}v{down}h{back}z")
}

/// A disc, in the same direction as a rectangle.
fn disc_path(centre: Point, radius: f64) -> String {
    let [x, top, bottom] = [centre.x, centre.y - radius, centre.y + radius].map(tenths);
    let radius = tenths(radius);
    format!("M{x} {top}A{radius} {radius} 0 0 1 {x} {bottom}A{radius} {radius} 0 0 1 {x} {top}z")
}

fn points_path(points: &[Point]) -> String {
    let mut path = String::new();
    for (n, point) in points.iter().enumerate() {
        let command = if n == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{command}{} {}", tenths(point.x), tenths(point.y)));
    }
    path
}

fn stroked(width: f64, stroke: Colour, colours: Colours) -> String {
    let width = tenths(width);
    format!(" fill=\"none\" stroke-width=\"{width}\"{}", paint("stroke", stroke, colours))
}

fn lettering(anchor: Anchor, face: Face) -> String {
    let anchor = match anchor {
        Anchor::Left => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::Right => " text-anchor=\"end\"",
    };
    let weight = if face.bold { " font-weight=\"700\"" } else { "" };
    format!(" font-size=\"{}\"{weight}{anchor}", tenths(face.size()))
}

/// An opacity in two decimals, or in three where two would be another of the 256 that there are, as CSSOM writes them:
/// <https://www.w3.org/TR/cssom-1/#serializing-css-values>
fn short(opacity: f64) -> f64 {
    let [two, three] = [100.0, 1_000.0].map(|n: f64| (opacity * n).round() / n);
    if (two * 255.0).round() == (opacity * 255.0).round() { two } else { three }
}

/// The attributes that paint something in a colour: `name` is `fill` or `stroke`.
pub fn paint(name: &str, colour: Colour, colours: Colours) -> String {
    let opaque = Colour { alpha: u8::MAX, ..colour };
    let named = match colours {
        Colours::Plain => None,
        Colours::Named => names().into_iter().find(|(_, own)| *own == opaque),
    };
    let value = match named {
        Some((property, _)) => format!("var(--{property})"),
        None => hex(colour),
    };
    let opacity = if colour.alpha < u8::MAX {
        format!(" {name}-opacity=\"{}\"", short(colour.opacity()))
    } else {
        String::new()
    };
    format!(" {name}=\"{value}\"{opacity}")
}

/// The colours of a picture by the custom properties that they are known as.
fn names() -> Vec<(String, Colour)> {
    let light = Theme::LIGHT;
    let mut names: Vec<(String, Colour)> = [
        ("ink", light.ink),
        ("muted", light.muted),
        ("rule", light.rule),
        ("axis", light.axis),
        ("background", light.background),
        ("soft", light.soft),
    ]
    .map(|(name, colour)| (name.to_owned(), colour))
    .into();
    names.extend((1..).map(|number| format!("party-{number}")).zip(light.parties));
    names
}

/// `#1d1f23`.
fn hex(colour: Colour) -> String {
    let [red, green, blue] = colour.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A length to a tenth of a CSS px, as short as it can be written.
fn tenths(length: f64) -> String {
    rounded(length).to_string()
}

fn rounded(length: f64) -> f64 {
    // Nought has no sign.
    (length * 10.0).round() / 10.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Colour = Theme::LIGHT.ink;

    fn drawn(shapes: Vec<Shape>, colours: Colours) -> String {
        let background = Theme::LIGHT.background;
        let scene = Scene {
            width: 20.0,
            height: 10.0,
            background,
            shapes,
            claims: Vec::new(),
            cloud: None,
        };
        let svg = svg(&scene, "A & \"B\"", " class=\"x\"", colours);
        svg.split_once('>').map(|(_, body)| body.to_owned()).unwrap_or_default()
    }

    fn rect(left: f64, top: f64, right: f64, bottom: f64, fill: Colour) -> Shape {
        Shape::Rect { rect: Rect { left, top, right, bottom }, fill }
    }

    #[test]
    fn neighbours_in_one_colour_are_one_element_unless_they_can_be_seen_through() {
        let two = |fill| vec![rect(0.0, 0.0, 4.0, 4.0, fill), rect(2.04, 2.0, 6.0, 6.0, fill)];
        assert_eq!(
            drawn(two(INK), Colours::Named),
            "<path d=\"M0 0h4v4h-4zM2 2h4v4h-4z\" fill=\"var(--ink)\"/></svg>"
        );
        assert_eq!(
            drawn(two(INK.with_opacity(0.0667)), Colours::Named),
            "<path d=\"M0 0h4v4h-4z\" fill=\"var(--ink)\" fill-opacity=\"0.067\"/>\
             <path d=\"M2 2h4v4h-4z\" fill=\"var(--ink)\" fill-opacity=\"0.067\"/></svg>"
        );
    }

    #[test]
    fn lines_stand_on_whole_px_and_are_never_lost() {
        let lines = vec![rect(3.4, 0.0, 3.5, 8.0, INK), rect(0.0, 4.3, 20.0, 5.3, INK)];
        assert_eq!(
            drawn(lines, Colours::Plain),
            "<path d=\"M0 0h20v10H0z\" fill=\"#ffffff\"/>\
             <path d=\"M3 0h1v8h-1zM0 4h20v1h-20z\" fill=\"#1d1f23\"/></svg>"
        );
    }

    #[test]
    fn polygons_stay_apart_and_colours_that_have_no_name_are_told() {
        let corner = |x, y| Point { x, y };
        let triangle = |fill| Shape::Polygon {
            points: vec![corner(1.0, 1.0), corner(3.0, -0.04), corner(2.0, 4.25)],
            fill,
        };
        assert_eq!(
            drawn(vec![triangle(Colour::hex(0x123456)), triangle(INK)], Colours::Named),
            "<path d=\"M1 1L3 0L2 4.3z\" fill=\"#123456\"/>\
             <path d=\"M1 1L3 0L2 4.3z\" fill=\"var(--ink)\"/></svg>"
        );
    }

    #[test]
    fn texts_stand_on_their_baseline_and_are_no_markup() {
        let text = Shape::Text {
            text: "≥ 3 <b>".to_owned(),
            at: Point { x: 5.0, y: 5.0 },
            anchor: Anchor::Right,
            face: Face::new(10.0, true),
            fill: Theme::LIGHT.parties[1],
        };
        assert_eq!(
            drawn(vec![text], Colours::Named),
            "<text x=\"5\" y=\"8.5\" font-size=\"10\" font-weight=\"700\" text-anchor=\"end\" \
             fill=\"var(--party-2)\">≥ 3 &lt;b&gt;</text></svg>"
        );
    }

    #[test]
    fn every_colour_of_a_picture_has_a_name_of_its_own() {
        let names = names();
        for (n, (name, colour)) in names.iter().enumerate() {
            assert!(names[..n].iter().all(|(_, other)| other != colour), "{name} has no other's");
        }
    }
}
