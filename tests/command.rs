//! The native command as people and scripts use it: what it prints, where, and how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SOUND: &str = r#"{
  "title": "Crowd & <police>", "measures": [
    {"id": "crowd", "label": "Crowd", "accumulates": false}, {"id": "arrests", "label": "Arrests"}],
  "parties": [], "claimants": [{"id": "police", "name": "Police"}],
  "claims": [{"id": "a", "claimant": "police", "said": "2024-05-04",
              "figures": [{"measure": "crowd", "about": 2000}]}]
}"#;
const BAD: &str = r#"{
  "titel": "Crowd", "measures": [{"id": "crowd", "label": "Crowd"}],
  "parties": [], "claimants": [{"id": "police", "name": "Police"}],
  "claims": [{"id": "a", "claimant": "police", "said": "2024-02-30",
              "figures": [{"measure": "crowd", "at_least": "3k"}]}]
}"#;

/// A folder of a test's own, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Folder(folder)
    }

    /// Writes a file and gives its path.
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).expect("a file");
        path.to_str().expect("a path in UTF-8").to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path in UTF-8").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How the command ended and what it printed.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(arguments)
        .output()
        .expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
    Ran { code: status.code(), out: text(stdout), err: text(stderr) }
}

/// Runs what cannot work: nothing is printed, and the complaint's first line is this one.
fn refused(arguments: &[&str], complaint: &str) {
    let ran = run(arguments);
    assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
    assert_eq!(ran.out, "", "{arguments:?}: nothing is drawn");
    assert_eq!(ran.err.lines().next(), Some(complaint), "{arguments:?}");
}

#[test]
fn a_sound_file_is_passed_over_in_silence() {
    let folder = Folder::new("sound");
    let file = folder.file("sound.json", SOUND);
    let with_mark = folder.file("with-byte-order-mark.json", format!("\u{feff}{SOUND}"));
    let ran = run(&["check", &file, &with_mark]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}

#[test]
fn every_problem_is_a_line_with_file_and_path() {
    let folder = Folder::new("bad");
    let file = folder.file("bad.json", BAD);
    let ran = run(&["check", &file]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        [
            format!("{file}: titel: unknown key; the nearest known one is \"title\""),
            format!("{file}: title: is missing; it must be text"),
            format!("{file}: claims[0].said: there is no 2024-02-30: that month has 29 days"),
            format!("{file}: claims[0].figures[0].at_least: must be a finite number, not \"3k\""),
        ]
    );
    assert_eq!(ran.err, "", "problems are what was asked for");
}

#[test]
fn what_is_no_dataset_at_all_ends_with_2() {
    let folder = Folder::new("unreadable");
    let missing = folder.path("missing.json");
    let directory = folder.0.to_str().expect("a path in UTF-8").to_owned();
    for (file, said) in [
        (missing, "cannot be read: "),
        (directory, "cannot be read: "),
        (folder.file("latin-1.json", b"{\"title\": \"K\xf6ln\"}"), "is not UTF-8: "),
        (folder.file("utf-16.json", b"\xff\xfe{\0}\0"), "is not UTF-8: "),
        (folder.file("empty.json", ""), "cannot be read as JSON: "),
        (folder.file("text.json", "title: Crowd"), "cannot be read as JSON: "),
        (folder.file("half.json", &SOUND[..100]), "cannot be read as JSON: "),
        (folder.file("more.json", format!("{SOUND} {SOUND}")), "cannot be read as JSON: "),
        (folder.file("huge.json", SOUND.replace("2000", "1e999")), "cannot be read as JSON: "),
        (folder.file("nan.json", SOUND.replace("2000", "NaN")), "cannot be read as JSON: "),
        (folder.file("deep.json", "[".repeat(10_000)), "cannot be read as JSON: "),
        (
            folder.file("deep-and-closed.json", "[".repeat(10_000) + &"]".repeat(10_000)),
            "cannot be read as JSON: ",
        ),
    ] {
        for command in ["check", "render"] {
            let ran = run(&[command, &file]);
            assert_eq!(ran.code, Some(2), "{command} {file}: {ran:?}");
            assert_eq!(ran.out, "", "{command} {file}");
            let start = format!("{file}: {said}");
            assert!(ran.err.starts_with(&start), "{:?} does not begin with {start:?}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "one line: {:?}", ran.err);
        }
    }
}

#[test]
fn the_place_of_a_slip_in_the_json_is_told() {
    let folder = Folder::new("slip");
    let file = folder.file("slip.json", "{\n  \"title\": \"Crowd\",\n  \"measures\" []\n}\n");
    let ran = run(&["check", &file]);
    assert!(ran.err.contains("line 3 column 14"), "{ran:?}");
}

#[test]
fn the_worst_of_several_files_decides() {
    let folder = Folder::new("several");
    let sound = folder.file("sound.json", SOUND);
    let bad = folder.file("bad.json", BAD);
    let none = folder.path("none.json");
    for (files, code, n_problems, n_complaints) in [
        (vec![&sound, &sound], 0, 0, 0),
        (vec![&sound, &bad], 1, 4, 0),
        (vec![&bad, &sound, &bad], 1, 8, 0),
        (vec![&none, &bad, &sound], 2, 4, 1),
        (vec![&bad, &none], 2, 4, 1),
    ] {
        let arguments: Vec<&str> =
            std::iter::once("check").chain(files.iter().map(|file| file.as_str())).collect();
        let ran = run(&arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {ran:?}");
        assert_eq!(ran.out.lines().count(), n_problems, "{arguments:?}: {}", ran.out);
        assert_eq!(ran.err.lines().count(), n_complaints, "{arguments:?}: {}", ran.err);
    }
}

/// The value of an attribute of a document's first element.
fn attribute<'a>(svg: &'a str, name: &str) -> &'a str {
    let head = svg.split_once('>').map_or("", |(head, _)| head);
    let (_, rest) = head
        .split_once(&format!(" {name}=\""))
        .unwrap_or_else(|| panic!("there is no {name} in {head}"));
    rest.split_once('"').map_or("", |(value, _)| value)
}

#[test]
fn the_embedded_dataset_is_drawn_with_title_and_description() {
    let ran = run(&["render"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let svg = &ran.out;
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{}", &svg[..200]);
    assert!(svg.trim_end().ends_with("</svg>"), "it ends: {}", &svg[svg.len() - 200..]);
    assert_eq!(attribute(svg, "width"), "720", "the width without --width");
    assert_eq!(attribute(svg, "role"), "img");
    let title =
        "<title>How many North Korean soldiers have been killed or wounded in Kursk?</title>";
    assert!(svg.contains(title), "{}", &svg[..400]);
    assert!(svg.contains("<desc>Timeline of killed or wounded: 6 claims"), "{}", &svg[..600]);
    for label in ["&gt; 3,000", "≥ 1,100", "“a couple hundred”", "Volodymyr"] {
        assert!(svg.contains(label), "{label} is not in the picture");
    }
}

#[test]
fn the_picture_is_as_wide_as_asked_for() {
    for width in ["200", "320", "719.5", "4000"] {
        let ran = run(&["render", "--width", width]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_eq!(attribute(&ran.out, "width"), width);
        let in_tenths = (width.parse::<f64>().expect("a number") * 10.0).to_string();
        let box_width = attribute(&ran.out, "viewBox").split(' ').nth(2);
        assert_eq!(box_width, Some(in_tenths.as_str()), "{width} px in tenths");
    }
}

#[test]
fn themes_differ_in_colours_alone() {
    let light = run(&["render", "--theme", "light"]).out;
    let dark = run(&["render", "--theme", "dark"]).out;
    assert!(light.contains("#FFFFFF") && !light.contains("#16181C"), "dark text on white");
    assert!(dark.contains("#16181C") && !dark.contains("#FFFFFF"), "light text on near black");
    assert_eq!(light, run(&["render"]).out, "light without --theme");
    assert_eq!(light.lines().count(), dark.lines().count(), "the same shapes in both");
}

#[test]
fn a_measure_is_shown_by_its_id() {
    let ran = run(&["render", "--measure", "captured"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("<desc>Timeline of captured: 1 claim"), "{}", &ran.out[..600]);
    refused(
        &["render", "--measure", "kiled"],
        "claims-chart: there is no measure \"kiled\"; there are casualties, killed, wounded, \
         captured, deployed, russian-losses-per-day",
    );
    let folder = Folder::new("measure");
    let file = folder.file("sound.json", SOUND);
    refused(
        &["render", &file, "--measure", "casualties"],
        "claims-chart: there is no measure \"casualties\"; there are crowd, arrests",
    );
}

#[test]
fn a_file_is_drawn_into_a_file() {
    let folder = Folder::new("into");
    let file = folder.file("sound.json", SOUND);
    let picture = folder.path("picture.svg");
    let ran = run(&["render", &file, "-o", &picture]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    let svg = std::fs::read_to_string(&picture).expect("the picture");
    assert!(svg.contains("<title>Crowd &amp; &lt;police&gt;</title>"), "{}", &svg[..300]);
    assert!(svg.contains("≈ 2,000"), "the claim's number is in the picture");

    let nowhere = folder.path("no/such/folder/picture.svg");
    let ran = run(&["render", &file, "-o", &nowhere]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.starts_with(&format!("{nowhere}: cannot be written: ")), "{}", ran.err);
}

#[test]
fn a_bad_dataset_is_not_drawn() {
    let folder = Folder::new("not-drawn");
    let file = folder.file("bad.json", BAD);
    let picture = folder.path("picture.svg");
    let ran = run(&["render", &file, "-o", &picture]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert_eq!(ran.err.lines().count(), 4, "{}", ran.err);
    assert!(ran.err.starts_with(&format!("{file}: titel: unknown key")), "{}", ran.err);
    assert!(!Path::new(&picture).exists(), "no picture was begun");
}

#[test]
fn a_measure_without_numbers_is_drawn_as_such() {
    let folder = Folder::new("nothing");
    let file = folder.file("sound.json", SOUND);
    let ran = run(&["render", &file, "--measure", "arrests"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Nobody has given a number."), "{}", ran.out);
}

#[test]
fn arguments_that_make_no_sense_are_named() {
    refused(&[], "claims-chart: say what to do");
    refused(&["draw"], "claims-chart: there is no command \"draw\"");
    refused(&["check"], "claims-chart: check needs at least one FILE");
    refused(&["check", "--all", "a.json"], "claims-chart: check has no option \"--all\"");
    refused(&["render", "--size", "3"], "claims-chart: render has no option \"--size\"");
    refused(
        &["render", "a.json", "b.json"],
        "claims-chart: there can be one FILE, not \"a.json\" and \"b.json\"",
    );
    refused(
        &["render", "--theme", "drak"],
        "claims-chart: --theme must be light or dark, not \"drak\"",
    );
    for width in ["wide", "", "199", "4001", "-5", "NaN", "inf", "720px", "1e9"] {
        refused(
            &["render", "--width", width],
            &format!("claims-chart: --width must be a number from 200 to 4000, not \"{width}\""),
        );
    }
    for option in ["--width", "--theme", "--measure", "-o", "--out", "--format", "--view"] {
        refused(&["render", option], &format!("claims-chart: {option} needs a value"));
    }
}

#[test]
fn a_refusal_says_how_the_command_is_used() {
    let ran = run(&["draw"]);
    let usage = run(&["--help"]);
    assert_eq!((usage.code, usage.err.as_str()), (Some(0), ""));
    assert!(usage.out.contains("claims-chart check FILE…"), "{}", usage.out);
    assert!(usage.out.contains("claims-chart render [FILE]"), "{}", usage.out);
    assert!(ran.err.contains(&usage.out), "{}", ran.err);
}

#[test]
fn the_version_is_that_of_the_package() {
    let ran = run(&["--version"]);
    let expected = format!("claims-chart {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!((ran.code, ran.out), (Some(0), expected));
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_not_utf_8_is_no_reason_to_panic() {
    use std::os::unix::ffi::OsStrExt;
    let ran = run(&[OsStr::new("check"), OsStr::from_bytes(b"k\xf6ln.json")]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_reason_to_panic() {
    use std::io::Read;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(["render", "--width", "4000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let mut complaint = String::new();
    let mut stderr = child.stderr.take().expect("its complaints");
    stderr.read_to_string(&mut complaint).expect("UTF-8");
    let code = child.wait().expect("it ends").code();
    assert_eq!((code, complaint.as_str()), (Some(0), ""));
}
