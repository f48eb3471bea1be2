//! A picture in pixels that stands alone, for social cards and feeds: with its title, what it counts, who claims and what is
//! left out above it, what follows and its source below, in a font that the command has in itself.

use std::sync::Arc;

use claims_core::scene::{
    Anchor, Face, Point, Scene, Shape, TableMetrics, TextMetrics, Theme, legend_symbol, wrap,
};
use claims_core::view::Selection;
use claims_core::words::{self, Key};
use png::text_metadata::ITXtChunk;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::picture::Picture;
use crate::svg::{Colours, svg};

/// The font's name, as it has it in itself.
const FAMILY: &str = "Noto Sans";
/// How far everything stays from the edge, in CSS px.
const MARGIN: f64 = 24.0;
const TITLE: Face = Face::new(20.0, true);
const SUBTITLE: Face = Face::new(14.0, false);
const SOURCE: Face = Face::new(12.0, false);
/// How high a line is, in font sizes.
const LINE: f64 = 1.3;
/// What is said above and below the picture.
const TEXT: Face = Face::new(13.0, false);
const MEASURE: Face = Face::new(14.0, true);
/// Between title, picture and source, in CSS px.
const GAP: f64 = 14.0;
/// The side of the box that a party's symbol stands in, how far from its name, and that from the next, in CSS px.
const SYMBOL: f64 = 14.0;
const SYMBOL_GAP: f64 = 6.0;
const PARTY_GAP: f64 = 16.0;
/// How high a line of the legend is, in CSS px.
const LEGEND_LINE: f64 = 20.0;
/// CSS px in a metre, of which an inch has 96.
const PX_PER_METRE: f64 = 96.0 / 0.0254;

/// A PNG file, and the letters in it that no font had.
pub struct Png {
    pub bytes: Vec<u8>,
    pub lacking: Vec<char>,
}

/// The picture as a PNG file, `width` CSS px wide, with `scale` dots for a CSS px. Its text chunks tell what it shows, where
/// that comes from, and what drew it. The same picture gives the same bytes.
///
/// Noto Sans has the letters of Latin, Greek and Cyrillic scripts. Where a text has others, as Korean does, fonts of the
/// machine are looked through for them: then the bytes are the same on machines with the same fonts. A letter that none of
/// them has is a box in the picture, and is told.
///
/// # Errors
///
/// One line, where the picture is too large to be held, or cannot be written.
pub fn png(picture: &Picture, width: f64, theme: &Theme, scale: u32) -> Result<Png, String> {
    let fonts = Fonts::new()?;
    let scene = standing_alone(picture, width, theme, &fonts);
    let mut foreign: Vec<char> = Vec::new();
    for shape in &*scene.all_shapes() {
        let Shape::Text { text, .. } = shape else { continue };
        let is_foreign = |c: &char| fonts.regular.glyph(*c).is_none() && !is_unseen(*c);
        foreign.extend(text.chars().filter(is_foreign));
    }
    foreign.sort_unstable();
    foreign.dedup();
    let database = fonts_to_draw_with(!foreign.is_empty());
    let lacking = foreign.into_iter().filter(|&c| !is_in_any(&database, c)).collect();
    let pixels = rendered(&scene, database, scale)?;
    let bytes = encoded(picture, &pixels, scale).map_err(|error| format!("png: {error}"))?;
    Ok(Png { bytes, lacking })
}

/// A scene in dots.
fn rendered(scene: &Scene, database: fontdb::Database, scale: u32) -> Result<Pixmap, String> {
    let family = format!(" font-family=\"{FAMILY}\"");
    let drawn = svg(scene, "", &family, Colours::Plain);
    let options = Options { fontdb: Arc::new(database), ..Options::default() };
    let tree = Tree::from_str(&drawn, &options).map_err(|error| format!("png: {error}"))?;
    let dots = |length: f64| (length * f64::from(scale)).round() as u32;
    let (across, down) = (dots(scene.width), dots(scene.height));
    let mut pixels = Pixmap::new(across, down)
        .ok_or_else(|| format!("png: {across} by {down} dots are too many"))?;
    let factor = scale as f32;
    resvg::render(&tree, Transform::from_scale(factor, factor), &mut pixels.as_mut());
    Ok(pixels)
}

fn is_in_any(database: &fontdb::Database, letter: char) -> bool {
    database.faces().any(|face| {
        let has = |bytes: &[u8], index| {
            let font = FontRef::from_index(bytes, index);
            font.is_ok_and(|font| font.charmap().map(letter).is_some())
        };
        database.with_face_data(face.id, has) == Some(true)
    })
}

/// The bytes of the file. The picture has a background everywhere, so no pixel can be seen through.
fn encoded(picture: &Picture, pixels: &Pixmap, scale: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut info = png::Info::with_size(pixels.width(), pixels.height());
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    let per_metre = (PX_PER_METRE * f64::from(scale)).round() as u32;
    let unit = png::Unit::Meter;
    info.pixel_dims = Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit });
    let program = concat!("Claims Chart ", env!("CARGO_PKG_VERSION")).to_owned();
    let texts = [
        ("Title", Some(picture.dataset.title.clone())),
        ("Description", Some(picture.summary())),
        ("Source", words::source_line(picture.language, picture.dataset)),
        ("Version", picture.dataset.version.clone()),
        ("Software", Some(program)),
    ];
    for (keyword, text) in texts {
        info.utf8_text.extend(text.map(|text| ITXtChunk::new(keyword, text)));
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut bytes, info)?;
    encoder.set_compression(png::Compression::High);
    let rgb: Vec<u8> =
        pixels.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    encoder.write_header()?.write_image_data(&rgb)?;
    Ok(bytes)
}

/// Who claims what is shown, each with their symbol, from a point on and at most `width` wide; the shapes and their height.
fn legend(
    picture: &Picture,
    from: Point,
    width: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> (Vec<Shape>, f64) {
    let Picture { dataset, view, language, .. } = picture;
    let mut shapes = Vec::new();
    let Point { mut x, mut y } = from;
    for (party, _) in view.legend(dataset) {
        if view.selection.hidden.contains(&party) {
            continue;
        }
        let other = language.text(const { Key::named("other") });
        let name = party.map_or(other, |party| &dataset.parties[party].label);
        let needed = SYMBOL + SYMBOL_GAP + metrics.width(name, TEXT);
        if x > from.x && x + needed > from.x + width {
            (x, y) = (from.x, y + LEGEND_LINE);
        }
        let middle = y + LEGEND_LINE / 2.0;
        let symbol = Point { x: x + SYMBOL / 2.0, y: middle };
        shapes.extend(legend_symbol(party, symbol, theme));
        let (text, at) = (name.to_owned(), Point { x: x + SYMBOL + SYMBOL_GAP, y: middle });
        shapes.push(Shape::Text { text, at, anchor: Anchor::Left, face: TEXT, fill: theme.ink });
        x += needed + PARTY_GAP;
    }
    let height = if shapes.is_empty() { 0.0 } else { y + LEGEND_LINE - from.y };
    (shapes, height)
}

/// The picture with its title above, its source below, and a margin around.
fn standing_alone(
    picture: &Picture,
    width: f64,
    theme: &Theme,
    metrics: &dyn TextMetrics,
) -> Scene {
    let inner = width - 2.0 * MARGIN;
    let dataset = picture.dataset;
    let mut shapes = Vec::new();
    let mut y = MARGIN;
    let mut write = |text: &str, face: Face, fill, y: &mut f64| {
        for line in balanced(metrics, text, face, inner) {
            let at = Point { x: MARGIN, y: *y + face.size() * LINE / 2.0 };
            shapes.push(Shape::Text { text: line, at, anchor: Anchor::Left, face, fill });
            *y += face.size() * LINE;
        }
    };
    write(&dataset.title, TITLE, theme.ink, &mut y);
    if let Some(subtitle) = &dataset.subtitle {
        y += 4.0;
        write(subtitle, SUBTITLE, theme.muted, &mut y);
    }
    y += GAP / 2.0;
    // What is counted needs saying where there are several things to count.
    let is_counted = |measure: &usize| dataset.n_claims_of_measure(*measure) > 0;
    if (0..dataset.measures.len()).filter(is_counted).count() > 1 {
        write(&dataset.measures[picture.view.measure].label, MEASURE, theme.ink, &mut y);
    }
    if let Some(part) = what_part(picture) {
        write(&part, TEXT, theme.ink, &mut y);
    }
    let (parties, height) = legend(picture, Point { x: MARGIN, y }, inner, theme, metrics);
    y = (y + height + GAP / 2.0).round();
    let chart = picture.scene(inner, theme, metrics);
    let top = y;
    y += chart.height;
    if let Some(finding) = picture.finding() {
        y += GAP / 2.0;
        write(&format!("{}{}", finding.lead, finding.text), SUBTITLE, theme.ink, &mut y);
        if let Some(note) = finding.note {
            write(&note, SUBTITLE, theme.ink, &mut y);
        }
    }
    if let Some(source) = words::source_line(picture.language, dataset) {
        y += GAP / 2.0;
        write(&source, SOURCE, theme.muted, &mut y);
    }
    shapes.extend(parties);
    shapes.extend(chart.all_shapes().iter().map(|shape| shape.moved(MARGIN, top)));
    let height = (y + MARGIN).ceil();
    Scene { width, height, background: theme.background, shapes, claims: Vec::new(), cloud: None }
}

/// Up to which day and how many of the claims are shown, where that is not all of them.
fn what_part(picture: &Picture) -> Option<String> {
    let Picture { language, dataset, view, .. } = picture;
    if view.selection == Selection::default() {
        return None;
    }
    let known = words::known(language, view.selection.day(dataset));
    let n_shown = view.claims(dataset).len();
    let shown = words::shown(language, n_shown, view.n_claims_of_all(dataset));
    Some(format!("{known}. {shown}"))
}

/// A text in as few lines as its width allows, none of them much shorter than the others.
fn balanced(metrics: &dyn TextMetrics, text: &str, face: Face, width: f64) -> Vec<String> {
    let mut lines = wrap(metrics, text, face, width);
    let n_lines = lines.len();
    let mut narrower = width;
    while narrower > width / 2.0 {
        narrower -= face.size() / 2.0;
        let tried = wrap(metrics, text, face, narrower);
        let is_within = |line: &String| metrics.width(line, face) <= narrower;
        if tried.len() > n_lines || !tried.iter().all(is_within) {
            break;
        }
        lines = tried;
    }
    lines
}

/// The fonts that the texts are drawn with; those of the machine are looked for only where they are needed, which takes a while.
fn fonts_to_draw_with(with_system_fonts: bool) -> fontdb::Database {
    let mut database = fontdb::Database::new();
    database.load_font_data(notosans::REGULAR_TTF.to_vec());
    database.load_font_data(notosans::BOLD_TTF.to_vec());
    if with_system_fonts {
        database.load_system_fonts();
    }
    database
}

/// A font's glyphs with their widths, for a size of one.
struct Font {
    charmap: skrifa::charmap::Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

impl Font {
    fn new(bytes: &'static [u8]) -> Result<Font, String> {
        let font = FontRef::new(bytes).map_err(|error| format!("png: {FAMILY}: {error}"))?;
        let widths = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Ok(Font { charmap: font.charmap(), widths })
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.charmap.map(c).filter(|glyph| glyph.to_u32() != 0)
    }
}

/// Whether a character only says how those around it stand, and takes no room: what joins or parts letters, and what keeps
/// a name that is written from the right by itself.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// Text widths in the font that is drawn with; letters that it lacks are taken to be as wide as [`TableMetrics`] has them.
struct Fonts {
    regular: Font,
    bold: Font,
}

impl Fonts {
    fn new() -> Result<Fonts, String> {
        let [regular, bold] = [notosans::REGULAR_TTF, notosans::BOLD_TTF].map(Font::new);
        Ok(Fonts { regular: regular?, bold: bold? })
    }
}

impl TextMetrics for Fonts {
    fn width(&self, text: &str, face: Face) -> f64 {
        let font = if face.bold { &self.bold } else { &self.regular };
        let mut letter = [0; 4];
        text.chars()
            .filter(|&c| !is_unseen(c))
            .map(|c| match font.glyph(c).and_then(|glyph| font.widths.advance_width(glyph)) {
                Some(width) => f64::from(width) * face.size(),
                None => TableMetrics.width(c.encode_utf8(&mut letter), face),
            })
            .sum()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use claims_core::scene::Colour;

    /// A text of each kind that pictures have, alone on white.
    fn alone(text: &str, face: Face) -> Scene {
        let at = Point { x: 20.0, y: 20.0 };
        let fill = Colour::hex(0);
        let shapes =
            vec![Shape::Text { text: text.to_owned(), at, anchor: Anchor::Left, face, fill }];
        let background = Colour::hex(0xffffff);
        Scene { width: 600.0, height: 40.0, background, shapes, claims: Vec::new(), cloud: None }
    }

    /// The first and the last column with ink, and the first and the last row, in CSS px.
    fn ink(pixels: &Pixmap, scale: u32) -> [f64; 4] {
        let mut found = [u32::MAX, 0, u32::MAX, 0];
        for (n, pixel) in (0..).zip(pixels.pixels()) {
            let (x, y) = (n % pixels.width(), n / pixels.width());
            if pixel.red() < 200 {
                found = [found[0].min(x), found[1].max(x), found[2].min(y), found[3].max(y)];
            }
        }
        found.map(|n| f64::from(n) / f64::from(scale))
    }

    #[test]
    fn a_text_takes_the_room_that_was_measured_and_stands_in_the_middle_of_its_line() {
        let fonts = Fonts::new().unwrap();
        for bold in [false, true] {
            for (text, size) in [
                ("Volodymyr Zelensky", 12.5),
                ("≥ 3,000 – “a couple hundred”", 12.5),
                ("Щонайменше 1\u{a0}100 їхніх", 20.0),
            ] {
                let face = Face::new(size, bold);
                let pixels = rendered(&alone(text, face), fonts_to_draw_with(false), 4).unwrap();
                let [left, right, top, bottom] = ink(&pixels, 4);
                let measured = fonts.width(text, face);
                // A letter has some room around it, and pairs such as "Vo" are drawn closer together.
                assert!((left - 20.0).abs() < 2.0, "{text}: begins at {left}");
                let drawn = right - left;
                assert!(
                    drawn <= measured && drawn > measured * 0.97,
                    "{text}: {drawn} of {measured}"
                );
                let middle = (top + bottom) / 2.0;
                assert!((middle - 20.0).abs() < size * 0.2, "{text}: from {top} to {bottom}");
            }
        }
    }

    /// What is written in the picture of the embedded dataset, in the order of the page.
    fn written(as_of: Option<&str>, hide: &[&str]) -> Vec<String> {
        let dataset = crate::files::embedded().unwrap().unwrap();
        let date = as_of.map(|date| claims_core::dataset::parse_date(date).unwrap());
        let mut selection = Selection { as_of: date.map(|date| date.last()), hidden: Vec::new() };
        for party in hide {
            assert!(selection.hide(&dataset, party), "{party}");
        }
        let arguments = ["render".to_owned(), "--format".to_owned(), "png".to_owned()];
        let Ok(crate::arguments::Command::Render(render)) = crate::arguments::parse(&arguments)
        else {
            panic!("no command to render");
        };
        let picture = Picture::new(&dataset, selection, &render).unwrap();
        let scene = standing_alone(&picture, 720.0, &Theme::LIGHT, &Fonts::new().unwrap());
        let mut texts: Vec<(f64, String)> = Vec::new();
        for shape in scene.shapes {
            let Shape::Text { text, at, .. } = shape else { continue };
            texts.push((at.y, text));
        }
        texts.sort_by(|a, b| a.0.total_cmp(&b.0));
        texts.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_picture_says_who_claims_what_is_left_out_and_what_follows() {
        let all = written(None, &[]);
        let place = |text: &str| all.iter().position(|own| own == text);
        let parts = ["Killed or wounded", "Ukraine", "United States", "South Korea", "soldiers"];
        let places: Vec<_> = parts.iter().map(|part| place(part).expect(part)).collect();
        assert!(places.is_sorted(), "{all:?}");
        assert!(all.last().unwrap().starts_with("Source: "), "{all:?}");
        assert!(all.iter().any(|text| text.starts_with("If every claim is right")), "{all:?}");
        assert!(!all.iter().any(|text| text.starts_with("Known on")), "nothing is left out");

        let part = written(Some("2024-12-20"), &["ukraine"]);
        assert!(
            part.contains(&"Known on 20 December 2024. 3 of 7 claims shown.".to_owned()),
            "{part:?}"
        );
        assert!(!part.contains(&"Ukraine".to_owned()), "{part:?}");
        assert!(part.contains(&"South Korea".to_owned()), "{part:?}");
    }

    #[test]
    fn a_letter_that_the_font_lacks_is_known_as_such() {
        let fonts = Fonts::new().unwrap();
        for c in "AzÀÿЖїґѐΩ≥≤≈–“”«»…·→½€₴".chars() {
            assert!(fonts.regular.glyph(c).is_some() && fonts.bold.glyph(c).is_some(), "{c}");
        }
        assert!(fonts.regular.glyph('한').is_none());
        assert!(!is_in_any(&fonts_to_draw_with(false), '한'));
        let face = Face::new(12.0, false);
        assert!(fonts.width("한", face) >= 12.0, "as wide as the script usually is");
        assert!((fonts.width("\u{2068}A\u{2069}", face) - fonts.width("A", face)).abs() < 1e-9);
    }

    #[test]
    fn a_title_leaves_no_word_alone_where_its_lines_can_be_alike() {
        let metrics = Fonts::new().unwrap();
        let title = "How many North Korean soldiers have been killed or wounded in Kursk?";
        let lines = balanced(&metrics, title, TITLE, 672.0);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines.join(" "), title);
        let [first, second] = [&lines[0], &lines[1]].map(|line| metrics.width(line, TITLE));
        assert!((first - second).abs() < 150.0, "{lines:?}");
        let long = "incomprehensibilities-incomprehensibilities";
        assert_eq!(balanced(&metrics, long, TITLE, 100.0), [long], "a single word may be wider");
        assert_eq!(balanced(&metrics, "", TITLE, 100.0), Vec::<String>::new());
    }
}
