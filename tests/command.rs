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
        (
            folder.file("crowds.xlsx", b"PK\x03\x04\x14\0"),
            "is a spreadsheet program's own file or another archive; save the sheet as CSV in UTF-8",
        ),
        (folder.file("empty.json", ""), "cannot be read as JSON: "),
        (folder.file("text.json", "title: Crowd"), "cannot be read as JSON: "),
        (folder.file("half.json", &SOUND[..100]), "cannot be read as JSON: "),
        (folder.file("more.json", format!("{SOUND} {SOUND}")), "cannot be read as JSON: "),
        (folder.file("huge.json", SOUND.replace("2000", "1e999")), "cannot be read as JSON: "),
        (folder.file("nan.json", SOUND.replace("2000", "NaN")), "cannot be read as JSON: "),
        (
            folder.file("large.json", " ".repeat(40_000_001)),
            "is larger than 40 MB, the most that is read",
        ),
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
fn a_heading_stands_in_place_of_the_title() {
    let ran = run(&["render", "--heading", "How many <fell>?"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("<title>How many &lt;fell&gt;?</title>"), "{}", &ran.out[..400]);
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
    for format in ["gif", "SVG", ""] {
        refused(
            &["render", "--format", format],
            &format!("claims-chart: --format must be svg, html or png, not \"{format}\""),
        );
    }
    for option in ["--src", "--script", "--stylesheet"] {
        refused(
            &["render", option, "somewhere"],
            &format!("claims-chart: {option} goes with --format html only"),
        );
    }
    refused(
        &["render", "-", "--format", "html"],
        "claims-chart: --format html needs --src where FILE is -",
    );
    for scale in ["0", "4", "1.5", "-1", ""] {
        refused(
            &["render", "--scale", scale],
            &format!("claims-chart: --scale must be 1, 2 or 3, not \"{scale}\""),
        );
    }
    refused(
        &["render", "--format", "html", "--scale", "2"],
        "claims-chart: --scale goes with --format png only",
    );
    for option in [
        "--width",
        "--theme",
        "--measure",
        "-o",
        "--out",
        "--format",
        "--view",
        "--src",
        "--heading",
    ] {
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
fn help_is_given_wherever_it_is_asked_for() {
    let usage = run(&["--help"]);
    assert_eq!(usage.code, Some(0));
    for arguments in [&["check", "--help"][..], &["render", "-h"], &["convert", "x.csv", "--help"]]
    {
        let ran = run(arguments);
        assert_eq!(
            (ran.code, &ran.out, ran.err.as_str()),
            (Some(0), &usage.out, ""),
            "{arguments:?}"
        );
    }
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

/// A claim that does not fit the others by much, one by little, and one said later.
const CONTRADICTORY: &str = r#"{
  "title": "Crowd", "measures": [{"id": "arrests", "label": "Arrests"}, {"id": "crowd", "label": "Crowd", "accumulates": false}],
  "parties": [{"id": "state", "label": "The state"}, {"id": "march", "label": "The march"}],
  "claimants": [{"id": "police", "name": "Police", "party": "state"}, {"id": "organisers", "name": "Organisers", "party": "march"}],
  "claims": [
    {"id": "few", "claimant": "police", "said": "2024-05-04", "figures": [{"measure": "arrests", "at_most": 40}]},
    {"id": "many", "claimant": "organisers", "said": "2024-05-04", "figures": [{"measure": "arrests", "more_than": 200}]},
    {"id": "round", "claimant": "police", "said": "2024-05-04", "figures": [{"measure": "crowd", "stated": 2000}]},
    {"id": "exact", "claimant": "organisers", "said": "2024-05-05", "as_of": "2024-05-04", "figures": [{"measure": "crowd", "stated": 2140}]}]
}"#;

fn explained(arguments: &[&str]) -> serde_json::Value {
    let ran = run(arguments);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn explain_says_what_follows_from_the_embedded_claims_and_why() {
    let ran = run(&["explain"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let expected = "\
  If every claim is right, there were at least 1,105 and fewer than 3,000 killed or wounded by 20 December 2024.
    At least 1,105 follows from two claims together:
      Lee Sung-kwon: at least 1,100 killed or wounded, 19 December 2024
      HUR: at least 5 wounded on 20 December 2024 alone, said 26 December 2024
    Fewer than 3,000 follows from two claims together:
      John Kirby: more than 1,000 killed or wounded in the 7 days from 21 to 27 December 2024, said 27 December 2024
      Volodymyr Zelensky: 4,000 killed or wounded, 9 January 2025
";
    assert!(ran.out.contains(expected), "{}", ran.out);
    assert!(ran.out.starts_with("Killed or wounded\n"), "{}", ran.out);
    for odd in ["null", "undefined", "≥", "NaN", "inf"] {
        assert!(!ran.out.contains(odd), "{odd} in {}", ran.out);
    }
}

#[test]
fn explain_json_has_every_measure_and_null_where_nothing_bounds_it() {
    let explanation = explained(&["explain", "--json"]);
    let casualties = &explanation["measures"][0];
    assert_eq!(casualties["measure"], "casualties");
    assert_eq!(casualties["consistent"], true);
    let last = casualties["envelope"].as_array().and_then(|envelope| envelope.last());
    let expected = serde_json::json!({
        "date": "2025-01-13", "low": 4000, "low_open": false, "low_because": ["zelensky-jan-9"],
        "high": null, "high_open": false, "high_because": [],
    });
    assert_eq!(last, Some(&expected));
    assert_eq!(explanation["contradictions"], serde_json::json!([]));
    assert_eq!(explanation.get("truncated"), None);
}

#[test]
fn explain_leaves_out_what_was_said_later_and_who_is_hidden() {
    let days = |arguments: &[&str]| -> Vec<String> {
        let explanation = explained(arguments);
        let envelope = explanation["measures"][0]["envelope"].as_array().expect("a list").clone();
        envelope.iter().map(|at| at["date"].as_str().expect("a date").to_owned()).collect()
    };
    let early = ["2024-12-17", "2024-12-19"];
    assert_eq!(days(&["explain", "--json", "--as-of", "2024-12-22"]), early);
    assert_eq!(
        days(&["explain", "--as-of", "2024-12", "--json"]).len(),
        5,
        "up to the month's end"
    );
    assert_eq!(
        days(&["explain", "--json", "--hide", "ukraine,united-states"]),
        ["2024-12-19", "2025-01-13"]
    );
    assert_eq!(run(&["explain", "--as-of", "2024-01-01"]).out, "No claim gives a number.\n");
}

#[test]
fn explain_names_claims_that_cannot_all_be_right() {
    let folder = Folder::new("explain_names_claims_that_cannot_all_be_right");
    let file = folder.file("crowd.json", CONTRADICTORY);
    let ran = run(&["explain", &file]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "contradictions are no failure");
    assert_eq!(
        ran.out,
        "\
Arrests
  The state’s at most 40 and The march’s more than 200, both of 4 May 2024, cannot both be right.

Crowd
  The state’s 2,000 and The march’s 2,140, both of 4 May 2024, differ by no more than rounding.
"
    );
    let explanation = explained(&["explain", &file, "--json"]);
    assert_eq!(explanation["measures"][0]["consistent"], false);
    assert_eq!(explanation["measures"][0]["envelope"], serde_json::json!([]));
    assert_eq!(
        explanation["contradictions"],
        serde_json::json!([
            {"claims": ["few", "many"], "within_rounding": false},
            {"claims": ["round", "exact"], "within_rounding": true},
        ])
    );
}

#[test]
fn two_claims_are_compared_in_words() {
    let pair = |a: &str, b: &str| run(&["explain", "--pair", a, b]).out;
    let expected = "\
Lee Sung-kwon: at least 1,100 killed or wounded, 19 December 2024.
Volodymyr Zelensky: more than 3,000 killed or wounded, 23 December 2024.
Both can be right.
They count up to different days, so part of the difference may have come about between them.
The later number is 1,900 higher: 2.7 times the earlier one.
Taken at these numbers, 475 a day were added in the 4 days between them.
";
    assert_eq!(pair("lee", "zelensky-dec-23"), expected);
    assert_eq!(pair("zelensky-dec-23", "lee"), expected, "the earlier one comes first");
    assert!(pair("zelensky-jan-9", "nis").contains("The later number is 1,000 lower"));
    assert!(pair("zelensky-dec-23", "kirby-dec-27").contains("One counts over a period"));
    assert!(pair("ryder", "lee").contains("nothing to compare"));
    assert!(pair("ukraine-october", "unnamed-deployed").contains("different days"));
    assert!(pair("lee", "us-official-russian-losses").contains("different things"));

    let folder = Folder::new("two_claims_are_compared_in_words");
    let file = folder.file("crowd.json", CONTRADICTORY);
    let fits = |a: &str, b: &str| run(&["explain", &file, "--pair", a, b]).out;
    assert!(fits("few", "many").contains(
        "They cannot both be right.\nTheir numbers are 160 apart: one is 5 times the other."
    ));
    assert!(fits("round", "exact").contains("Both can be right if their numbers are rounded."));
}

#[test]
fn explain_refuses_what_makes_no_sense() {
    let known = "there are ukraine, united-states, south-korea, other";
    refused(
        &["explain", "--hide", "mars"],
        &format!("claims-chart: there is no party \"mars\"; {known}"),
    );
    refused(
        &["explain", "--as-of", "yesterday"],
        "claims-chart: --as-of must be a date such as \"2024-12-23\", or \"2024-12\" where the day is not known, not \"yesterday\"",
    );
    refused(&["explain", "--pair", "lee"], "claims-chart: --pair needs the ids of two claims");
    refused(
        &["explain", "--pair", "lee", "lee"],
        "claims-chart: --pair needs two claims, not \"lee\" twice",
    );
    refused(
        &["explain", "--json", "--pair", "lee", "nis"],
        "claims-chart: explain takes one of --json and --pair",
    );
    refused(
        &["explain", "--pair", "lee", "nis", "--hide", "ukraine"],
        "claims-chart: --pair compares two claims whatever else was said: leave out --as-of and --hide",
    );
    refused(&["explain", "--loud"], "claims-chart: explain has no option \"--loud\"");
    let ran = run(&["explain", "--pair", "lee", "nobody"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.starts_with("claims-chart: there is no claim \"nobody\"; there are ryder, "),
        "{}",
        ran.err
    );
    assert_eq!(run(&["explain", "nowhere.json"]).code, Some(2));

    let folder = Folder::new("explain_refuses_what_makes_no_sense");
    let ran = run(&["explain", &folder.file("bad.json", BAD)]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(
        ran.err.contains("claims[0].figures[0].at_least: must be a finite number, not \"3k\""),
        "{}",
        ran.err
    );
}

#[test]
fn a_picture_shows_the_chosen_claims_only() {
    let drawn = run(&["render", "--as-of", "2024-12-22", "--hide", "united-states"]).out;
    assert!(drawn.contains("Lee Sung-kwon"), "said by then");
    for hidden in ["Volodymyr Zelensky", "US military official", "Patrick Ryder"] {
        assert!(!drawn.contains(hidden), "{hidden}");
    }
}

#[test]
fn what_is_said_is_said_in_the_language_that_was_asked_for() {
    for (code, said, written) in [
        ("en", "If every claim is right, there were ", "23 Dec"),
        ("uk", "Якщо всі заяви правдиві, то станом на ", "23\u{a0}груд."),
        ("ko", "모든 주장이 옳다면, 2024년 12월 ", "12월 23일"),
    ] {
        let told = run(&["explain", "--lang", code]);
        assert_eq!((told.code, told.err.as_str()), (Some(0), ""), "{code}");
        assert!(told.out.contains(said), "{code}: {}", told.out);
        assert!(told.out.contains("Volodymyr Zelensky"), "{code}: names stay as they are");
        let drawn = run(&["render", "--lang", code]);
        assert_eq!((drawn.code, drawn.err.as_str()), (Some(0), ""), "{code}");
        assert!(drawn.out.contains(written), "{code}: {}", drawn.out);
    }
    let pair = run(&["explain", "--lang", "ko", "--pair", "lee", "nis"]);
    assert!(pair.out.contains("두 주장은 모두 옳을 수 있다."), "{pair:?}");
    for command in ["explain", "render"] {
        refused(
            &[command, "--lang", "uk-UA"],
            "claims-chart: --lang must be one of en, uk, ko, not \"uk-UA\"",
        );
        refused(&[command, "--lang"], "claims-chart: --lang needs a value");
    }
}

const SHEET: &str = "id;claimant;said;measure;kind;value\n\
    a;Police;2024-05-04;Crowd;about;2000\n\
    b;The march;2024-05-04;Crowd;at_least;2140\n";

/// Runs with a text on the standard input.
fn run_with_input(arguments: &[&str], input: &str) -> Ran {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(arguments)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("an input");
    stdin.write_all(input.as_bytes()).expect("the input is taken");
    drop(stdin);
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
    Ran { code: status.code(), out: text(stdout), err: text(stderr) }
}

#[test]
fn a_sheet_is_taken_everywhere() {
    let folder = Folder::new("sheet");
    for file in [folder.file("May crowds.CSV", SHEET), folder.file("May crowds", SHEET)] {
        let ran = run(&["check", &file]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
        let drawn = run(&["render", &file]);
        assert_eq!(drawn.code, Some(0), "{}", drawn.err);
        assert!(drawn.out.contains("<title>May crowds</title>"), "the file's name is the title");
        assert!(drawn.out.contains("≈ 2,000"), "the claim's number is in the picture");
        assert!(run(&["explain", &file]).out.starts_with("Crowd\n"), "it is explained");
    }
    let ran = run_with_input(&["check", "-"], SHEET);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    let ran = run_with_input(&["check", "-"], SOUND);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}

#[test]
fn problems_of_a_sheet_are_told_by_row_and_column() {
    let folder = Folder::new("bad-sheet");
    let file = folder.file("bad.csv", SHEET.replace("2000", "3k").replace("at_least", "atleast"));
    let problems = [
        format!(
            "{file}: row 2, value: must be a finite number, not \"3k\"; write all of its digits"
        ),
        format!(
            "{file}: row 3, kind: there is no kind \"atleast\"; the nearest known one is \"at_least\""
        ),
    ];
    let ran = run(&["check", &file]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    assert_eq!(ran.out.lines().collect::<Vec<_>>(), problems);
    for command in [&["explain"][..], &["render"], &["convert", "--to", "json"]] {
        let ran = run(&[command, &[file.as_str()]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{command:?}");
        assert_eq!(ran.err.lines().collect::<Vec<_>>(), problems, "{command:?}");
    }
    let latin = folder.file("latin-1.csv", b"id,claimant,said\na,K\xf6ln,2024-05-04\n");
    let ran = run(&["check", &latin]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.starts_with(&format!("{latin}: is not UTF-8: ")), "{}", ran.err);
    assert!(ran.err.ends_with("; save the sheet as CSV in UTF-8\n"), "{}", ran.err);
}

#[test]
fn a_sheet_becomes_json_and_csv_again() {
    let folder = Folder::new("converted");
    let file = folder.file("crowds.csv", SHEET);
    let ran = run(&["convert", &file, "--to", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(value["title"], "crowds");
    assert_eq!(
        value["claims"][1]["figures"],
        serde_json::json!([{"measure": "Crowd", "at_least": 2140}])
    );
    let json = folder.file("crowds.json", &ran.out);
    let out = folder.path("again.csv");
    let ran = run(&["convert", &json, "--to", "csv", "-o", &out]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    let told = format!("{json}: title: left out, CSV has no column for it\n");
    assert_eq!(ran.err, told, "no id differs from its label");
    let again = std::fs::read_to_string(&out).expect("the sheet");
    assert!(again.contains("\r\nb,The march,,,2024-05-04,,,,Crowd,at_least,2140,"), "{again}");
    let ran = run(&["convert", &out, "--to", "csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "nothing is left out of a sheet");
    assert_eq!(ran.out, again);
    assert_eq!(run_with_input(&["convert", "-", "--to", "csv"], &again).out, again);
}

#[test]
fn what_nothing_could_read_as_csv_is_not_written() {
    let folder = Folder::new("convert-large");
    let name = "P".repeat(20_000);
    let claims: Vec<String> = (0..2_100)
        .map(|n| {
            format!(
                r#"{{"id": "c{n}", "claimant": "police", "said": "2024-05-04",
                     "figures": [{{"measure": "crowd", "about": 2000}}]}}"#
            )
        })
        .collect();
    let json = SOUND.replace("\"Police\"", &format!("{name:?}"));
    let (head, _) = json.split_once("\"claims\": [").expect("its claims");
    let file = folder.file("large.json", format!("{head}\"claims\": [{}]\n}}", claims.join(",")));
    let out = folder.path("large.csv");
    let ran = run(&["convert", &file, "--to", "csv", "--out", &out]);
    let why =
        "claims-chart: as CSV it would be 42 MB, and no more than 40 can be read: take json\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), why));
    assert!(!Path::new(&out).exists());
}

#[test]
fn ids_that_csv_changes_are_named() {
    let folder = Folder::new("convert-spaces");
    let file = folder.file("spaces.json", SOUND.replace("\"a\"", "\" a\""));
    let ran = run(&["convert", &file, "--to", "csv"]);
    let why = "claims[0].id: changed, CSV reads ids without the spaces around them";
    assert!(ran.err.lines().any(|line| line.ends_with(why)), "{}", ran.err);
}

#[test]
fn what_csv_cannot_hold_is_named() {
    let folder = Folder::new("left-out");
    let file = folder.file(
        "crowd.json",
        r#"{"title": "T", "subtitle": null, "notes": [], "events": [{"date": "2024-05-04", "label": "E"}],
        "scale": {"measure": "a", "of": 10},
        "measures": [{"id": "a", "label": "A", "sum_of": ["b", "c"], "unit": "people"}, {"id": "b", "label": "B", "unit": "people"},
                     {"id": "c", "label": "c", "accumulates": false}, {"id": "d", "label": "d", "accumulates": true}],
        "parties": [{"id": "p", "label": "p"}],
        "claimants": [{"id": "x", "name": "x", "anonymous": false}, {"id": "y", "name": "y", "anonymous": true}],
        "reports": [{"id": "r", "title": "r", "author": "Ann"}],
        "claims": [{"id": "1", "claimant": "x", "said": "2024-05-04", "figures": [{"measure": "a", "stated": 3}],
                    "wording": "3 · or so", "reports": ["r"]},
                   {"id": "2", "claimant": "y", "said": "2024-05-05", "supersedes": "1",
                    "figures": [{"measure": "b", "stated": 3}, {"measure": "c", "stated": 3}]}]}"#,
    );
    let ran = run(&["convert", &file, "--to", "csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let expected = [
        "title: left out, CSV has no column for it",
        "scale: left out, CSV has no column for it",
        "events: left out, CSV has no column for it",
        "measures[].unit: left out 2 times, CSV has no column for it",
        "measures[2].accumulates: left out, CSV has no column for it: read back, the count can only grow",
        "measures[0].sum_of: left out, CSV has no column for it",
        "claimants[1].anonymous: left out, CSV has no column for it",
        "reports[0].author: left out, CSV has no column for it",
        "claims[1].supersedes: left out, CSV has no column for it",
        "measures[].id: left out 2 times, labels, names and titles stand for ids in CSV",
        "measures[3]: left out, no claim names it",
        "parties[0]: left out, no claim names it",
        "claims[0].wording: changed, CSV reads \" · \" as the place between words that stand apart",
    ];
    assert_eq!(ran.err.lines().collect::<Vec<_>>(), expected.map(|line| format!("{file}: {line}")));
    for format in ["json", "jsonld"] {
        assert_eq!(run(&["convert", &file, "--to", format]).err, "", "{format} holds it");
    }
}

#[test]
fn no_text_breaks_out_of_a_picture_or_a_script() {
    let folder = Folder::new("breaking-out");
    let odd = SOUND.replace("Crowd & <police>", "A\u{fffe}B\u{ffff}</script>");
    let odd = odd.replace("\"Crowd\"", "\"Cro\u{fffe}wd\"");
    let file = folder.file("odd.json", odd);
    let svg = run(&["render", &file, "--format", "svg"]).out;
    assert!(svg.contains("<title>AB&lt;/script&gt;</title>"), "{svg}");
    assert!(!svg.contains(['\u{fffe}', '\u{ffff}']));
    let picture = folder.path("odd.png");
    let ran = run(&["render", &file, "--format", "png", "-o", &picture]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let linked = run(&["convert", &file, "--to", "jsonld"]).out;
    assert!(linked.contains("\\u003c/script>") && !linked.contains('<'), "{linked}");
}

#[test]
fn convert_writes_json_as_it_was_and_json_ld() {
    let folder = Folder::new("convert");
    let file = folder.file("sound.json", SOUND);
    let ran = run(&["convert", &file, "--to", "json"]);
    let [converted, original]: [serde_json::Value; 2] =
        [&ran.out, SOUND].map(|text| serde_json::from_str(text).expect("JSON"));
    assert_eq!(converted, original);
    let ran = run(&["convert", &file, "--to", "jsonld"]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(found["@context"], "https://schema.org");
    assert_eq!(found["hasPart"][0]["author"]["name"], "Police");

    refused(&["convert", "--to", "csv"], "claims-chart: convert needs a FILE");
    refused(&["convert", &file], "claims-chart: convert needs --to json, csv or jsonld");
    refused(
        &["convert", &file, "--to", "xml"],
        "claims-chart: --to must be json, csv or jsonld, not \"xml\"",
    );
    refused(&["convert", &file, "--to"], "claims-chart: --to needs a value");
    refused(&["convert", &file, "--all"], "claims-chart: convert has no option \"--all\"");
    assert_eq!(run(&["convert", &folder.path("none.csv"), "--to", "json"]).code, Some(2));
    let nowhere = folder.path("no/such/folder.csv");
    assert_eq!(run(&["convert", &file, "--to", "csv", "-o", &nowhere]).code, Some(2));
}
