//! Pictures in pixels as the command writes them, decoded. What stands where in them is tested beside src/cli/raster.rs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::process::{Command, Output};

/// A decoded picture, its pixels as red, green and blue.
struct Decoded {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 3]>,
    texts: BTreeMap<String, String>,
    per_metre: u32,
}

fn png(arguments: &[&str]) -> Vec<u8> {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(["render", "--format", "png"])
        .args(arguments)
        .output()
        .expect("the command starts");
    let complaint = String::from_utf8_lossy(&stderr);
    assert!(status.success() && complaint.is_empty(), "{arguments:?}: {complaint}");
    stdout
}

fn decoded(arguments: &[&str]) -> Decoded {
    let bytes = png(arguments);
    let mut reader = png::Decoder::new(Cursor::new(&bytes)).read_info().expect("a PNG file");
    let mut buffer = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut buffer).expect("its pixels");
    assert_eq!(frame.color_type, png::ColorType::Rgb, "nothing can be seen through");
    let info = reader.info();
    let texts = info.utf8_text.iter();
    Decoded {
        width: frame.width,
        height: frame.height,
        pixels: buffer.as_chunks::<3>().0.to_vec(),
        texts: texts.map(|text| (text.keyword.clone(), text.get_text().expect("a text"))).collect(),
        per_metre: info.pixel_dims.expect("a resolution").xppu,
    }
}

impl Decoded {
    fn count(&self, colour: [u8; 3]) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }
}

const WHITE: [u8; 3] = [255, 255, 255];
const NEAR_BLACK: [u8; 3] = [22, 24, 28];
const UKRAINE: [u8; 3] = [0, 105, 168];
const UNITED_STATES: [u8; 3] = [181, 72, 0];
const SOUTH_KOREA: [u8; 3] = [0, 122, 90];

#[test]
fn what_keeps_a_name_by_itself_is_no_letter_that_fonts_lack() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("png-names");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("names.json");
    let text = r#"{"title": "A", "measures": [{"id": "a", "label": "A"}], "parties": [],
        "claimants": [{"id": "a", "name": "A"}],
        "claims": [{"id": "a", "claimant": "a", "said": "2025-01-02", "figures": [{"measure": "a", "stated": 3}]}],
        "events": [{"date": "2025-01-01", "label": "שלום"}]}"#;
    std::fs::write(&file, text).expect("a file");
    let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(["render", "--format", "png"])
        .arg(&file)
        .output()
        .expect("the command starts");
    assert!(status.success());
    // Whether there is a font with Hebrew letters depends on the machine.
    let complaint = String::from_utf8_lossy(&stderr);
    assert!(!complaint.contains(['\u{2068}', '\u{2069}']), "{complaint}");
}

#[test]
fn it_is_as_large_as_asked_for() {
    let once = decoded(&[]);
    assert_eq!(once.width, 720, "without options");
    for scale in 1..=3 {
        let more = decoded(&["--scale", &scale.to_string()]);
        assert_eq!((more.width, more.height), (once.width * scale, once.height * scale));
        assert_eq!(more.per_metre, (f64::from(scale) * 96.0 / 0.0254).round() as u32);
    }
    assert_eq!(decoded(&["--width", "400"]).width, 400);
}

#[test]
fn there_is_a_picture_in_the_colours_of_its_parties() {
    let light = decoded(&["--scale", "2"]);
    for colour in [UKRAINE, UNITED_STATES, SOUTH_KOREA] {
        assert!(light.count(colour) > 300, "{colour:?}: {}", light.count(colour));
    }
    let all = light.pixels.len();
    let background = light.count(WHITE);
    assert!(background > all / 2 && background < all * 19 / 20, "{background} of {all} are white");
    let dark = decoded(&["--scale", "2", "--theme", "dark"]);
    assert_eq!((dark.count(WHITE), dark.count(UKRAINE)), (0, 0));
    assert!(dark.count(NEAR_BLACK) > all / 2);

    let hidden = decoded(&["--scale", "2", "--hide", "ukraine"]);
    assert_eq!(hidden.count(UKRAINE), 0, "who is hidden has no ink");
    assert!(hidden.count(SOUTH_KOREA) > 300);
}

#[test]
fn nothing_reaches_into_the_margin() {
    for arguments in
        [&["--width", "320"][..], &["--view", "bars"], &["--width", "1200", "--lang", "uk"]]
    {
        let picture = decoded(arguments);
        for (n, pixel) in (0..).zip(&picture.pixels) {
            let (x, y) = (n % picture.width, n / picture.width);
            let is_inside = |at: u32, size: u32| (20..size - 20).contains(&at);
            if !is_inside(x, picture.width) || !is_inside(y, picture.height) {
                assert_eq!(*pixel, WHITE, "{arguments:?}: at {x}, {y}");
            }
        }
    }
}

#[test]
fn the_file_tells_what_it_shows_and_where_it_comes_from() {
    let texts = decoded(&[]).texts;
    let expected = [
        ("Title", "How many North Korean soldiers have been killed or wounded in Kursk?"),
        ("Source", "Source: five reports, 23 December 2024 to 13 January 2025"),
        ("Software", concat!("Claims Chart ", env!("CARGO_PKG_VERSION"))),
    ];
    for (keyword, text) in expected {
        assert_eq!(texts.get(keyword).map(String::as_str), Some(text), "{keyword}");
    }
    assert!(
        texts["Description"].starts_with("Timeline of killed or wounded: 6 claims"),
        "{texts:?}"
    );
    let ukrainian = decoded(&["--lang", "uk"]).texts;
    assert!(ukrainian["Source"].starts_with("Джерело: "), "{ukrainian:?}");
}

#[test]
fn the_same_picture_has_the_same_bytes() {
    assert!(png(&["--scale", "2"]) == png(&["--scale", "2"]));
    assert!(png(&[]) != png(&["--measure", "killed"]));
}
