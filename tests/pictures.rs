//! The pictures that the command draws of the datasets in `cases`, byte by byte.
//!
//! `cases/<name>/<measure>-<width>-<theme>.svg` is the picture, with `bars-` before it the bars; a folder without a `dataset.json` is
//! the embedded dataset. `UPDATE=1` draws them anew; look at them before they are committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

fn check(case: &str, measure: &str, width: &str, theme: &str) {
    let folder = cases().join(case);
    let dataset = folder.join("dataset.json");
    let (view, id) = measure.strip_prefix("bars-").map_or(("timeline", measure), |id| ("bars", id));
    let mut command = Command::new(env!("CARGO_BIN_EXE_claims-chart"));
    command.args(["render", "--view", view, "--measure", id, "--width", width, "--theme", theme]);
    if dataset.exists() {
        command.arg(dataset);
    }
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{case}: {}", String::from_utf8_lossy(&output.stderr));
    let drawn = String::from_utf8(output.stdout).expect("SVG is UTF-8");

    let picture = folder.join(format!("{measure}-{width}-{theme}.svg"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&picture, drawn).expect("the picture can be written");
        return;
    }
    let expected = std::fs::read_to_string(&picture)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 draws it", picture.display()));
    if drawn == expected {
        return;
    }
    let line = drawn.lines().zip(expected.lines()).position(|(new, old)| new != old);
    let line = line.unwrap_or(drawn.lines().count().min(expected.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
    panic!(
        "{} is drawn otherwise from line {} on:\n  - {}\n  + {}\nUPDATE=1 draws it anew",
        picture.display(),
        line + 1,
        at(&expected),
        at(&drawn)
    );
}

#[test]
fn kursk_casualties_on_a_phone() {
    check("kursk", "casualties", "320", "light");
}

#[test]
fn kursk_casualties_in_an_article() {
    check("kursk", "casualties", "720", "light");
}

#[test]
fn kursk_casualties_in_the_dark() {
    check("kursk", "casualties", "720", "dark");
}

#[test]
fn crowd_on_a_phone() {
    check("crowd", "crowd", "390", "light");
}

#[test]
fn crowd_arrests_in_an_article() {
    check("crowd", "arrests", "720", "light");
}

#[test]
fn kursk_bars_on_a_phone() {
    check("kursk", "bars-casualties", "320", "light");
}

#[test]
fn kursk_bars_in_an_article_in_the_dark() {
    check("kursk", "bars-casualties", "720", "dark");
}

#[test]
fn crowd_bars_in_an_article() {
    check("crowd", "bars-crowd", "720", "light");
}

#[test]
fn every_picture_is_checked() {
    let source = include_str!("pictures.rs");
    for case in ["kursk", "crowd"] {
        for entry in std::fs::read_dir(cases().join(case)).expect("the folder of a case") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "svg") {
                continue;
            }
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let [theme, width, measure] = name.rsplitn(3, '-').collect::<Vec<_>>()[..] else {
                panic!("{} is not <measure>-<width>-<theme>.svg", path.display());
            };
            let call = format!("check(\"{case}\", \"{measure}\", \"{width}\", \"{theme}\")");
            assert!(source.contains(&call), "nothing checks {}", path.display());
        }
    }
}
