//! The native command `claims-chart`: checks datasets, explains what they imply, draws pictures of them and writes
//! them in other formats.

#![cfg(not(target_arch = "wasm32"))]

mod arguments;
mod convert;
mod embed;
mod explain;
mod files;
mod markup;
mod picture;
#[cfg(feature = "png")]
mod raster;
mod svg;

use std::io::Write;
use std::process::ExitCode;

use arguments::{Chosen, Command, Convert, Explain, Format, Render, Target};
use claims_core::dataset::Problem;
use claims_core::model::Dataset;
use claims_core::scene::Theme;
use claims_core::view::{OTHER, Selection};
use picture::Picture;

/// How the command ends: 0 when all is well.
const WITH_PROBLEMS: u8 = 1;
/// A file could not be read or written, or the arguments make no sense.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let mut arguments = Vec::new();
    for argument in std::env::args_os().skip(1) {
        match argument.into_string() {
            Ok(argument) => arguments.push(argument),
            Err(argument) => {
                eprintln!("claims-chart: {} is not UTF-8", argument.display());
                return ExitCode::from(FAILED);
            }
        }
    }
    let command = match arguments::parse(&arguments) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("claims-chart: {message}\n\n{}", arguments::USAGE);
            return ExitCode::from(FAILED);
        }
    };
    let code = match command {
        Command::Help => print(arguments::USAGE),
        Command::Version => print(concat!("claims-chart ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Check(paths) => check(&paths),
        Command::Explain(asked) => explain_all(&asked),
        Command::Render(render) => draw(&render),
        Command::Convert(asked) => write_converted(&asked),
    };
    ExitCode::from(code)
}

/// Prints each problem of each file; the worst file decides how the command ends.
fn check(paths: &[String]) -> u8 {
    let mut worst = 0;
    for path in paths {
        match files::read(path) {
            Ok(Ok(_)) => {}
            Ok(Err(problems)) => {
                let lines: Vec<String> =
                    problems.iter().map(|problem| format!("{path}: {problem}\n")).collect();
                worst = worst.max(print(&lines.concat())).max(WITH_PROBLEMS);
            }
            Err(message) => {
                eprintln!("{message}");
                worst = FAILED;
            }
        }
    }
    worst
}

fn explain_all(asked: &Explain) -> u8 {
    with_dataset(asked.file.as_deref(), &asked.chosen, |dataset, selection| {
        explain::text(&asked.language, dataset, selection, &asked.what)
            .map_or_else(failed, |text| print(&text))
    })
}

fn draw(render: &Render) -> u8 {
    with_dataset(render.file.as_deref(), &render.chosen, |dataset, selection| {
        let theme = render.theme.as_ref().unwrap_or(&Theme::LIGHT);
        let mut dataset = dataset.clone();
        if let Some(heading) = &render.heading {
            dataset.title.clone_from(heading);
        }
        let drawn =
            Picture::new(&dataset, selection, render).and_then(|picture| match render.format {
                Format::Svg => picture::svg(&picture, render.width, theme).map(String::into_bytes),
                Format::Html => Ok(embed::fragment(&picture, render).into_bytes()),
                Format::Png => pixels(&picture, render, theme),
            });
        match drawn {
            Ok(bytes) => write(render.out.as_deref(), &bytes),
            Err(message) => failed(message),
        }
    })
}

#[cfg(feature = "png")]
fn pixels(picture: &Picture, render: &Render, theme: &Theme) -> Result<Vec<u8>, String> {
    let png = raster::png(picture, render.width, theme, render.scale.unwrap_or(1))?;
    if !png.lacking.is_empty() {
        let letters: Vec<String> = png.lacking.iter().map(char::to_string).collect();
        let letters = letters.join(" ");
        eprintln!("claims-chart: boxes stand for what no font of this machine has: {letters}");
    }
    Ok(png.bytes)
}

#[cfg(not(feature = "png"))]
fn pixels(_: &Picture, _: &Render, _: &Theme) -> Result<Vec<u8>, String> {
    Err("this command was built without its feature \"png\"".to_owned())
}

/// Does something with a dataset and the claims chosen of it, or says why it cannot.
fn with_dataset(
    file: Option<&str>,
    chosen: &Chosen,
    act: impl FnOnce(&Dataset, Selection) -> u8,
) -> u8 {
    let read = match file {
        Some(path) => files::read(path),
        None => files::embedded(),
    };
    match read {
        Ok(Ok(dataset)) => match selection(&dataset, chosen) {
            Ok(selection) => act(&dataset, selection),
            Err(message) => failed(message),
        },
        Ok(Err(problems)) => refused(file.unwrap_or("the embedded dataset"), &problems),
        Err(message) => {
            eprintln!("{message}");
            FAILED
        }
    }
}

/// Writes a dataset in another format and names what it leaves out.
fn write_converted(asked: &Convert) -> u8 {
    let file = &asked.file;
    let loaded = match files::load(file) {
        Ok(Ok(loaded)) => loaded,
        Ok(Err(problems)) => return refused(file, &problems),
        Err(message) => {
            eprintln!("{message}");
            return FAILED;
        }
    };
    let text = match convert::text(&loaded, asked.to) {
        Ok(text) => text,
        Err(message) => return failed(message),
    };
    if asked.to == Target::Csv {
        for line in convert::left_out(&loaded) {
            eprintln!("{file}: {line}");
        }
    }
    write(asked.out.as_deref(), text.as_bytes())
}

/// Tells why nothing is made of a dataset.
fn refused(name: &str, problems: &[Problem]) -> u8 {
    for problem in problems {
        eprintln!("{name}: {problem}");
    }
    WITH_PROBLEMS
}

/// The chosen claims of a dataset; of a month as a date, up to its last day.
fn selection(dataset: &Dataset, chosen: &Chosen) -> Result<Selection, String> {
    let mut selection =
        Selection { as_of: chosen.as_of.map(|date| date.last()), hidden: Vec::new() };
    for id in &chosen.hide {
        if !selection.hide(dataset, id) {
            let mut known: Vec<&str> =
                dataset.parties.iter().map(|party| party.id.as_str()).collect();
            if dataset.claimants.iter().any(|claimant| claimant.party.is_none()) {
                known.push(OTHER);
            }
            return Err(format!("there is no party \"{id}\"; there are {}", known.join(", ")));
        }
    }
    Ok(selection)
}

fn failed(message: String) -> u8 {
    eprintln!("claims-chart: {message}");
    FAILED
}

fn write(out: Option<&str>, bytes: &[u8]) -> u8 {
    match out {
        Some(path) => match std::fs::write(path, bytes) {
            Ok(()) => 0,
            Err(error) => {
                eprintln!("{path}: cannot be written: {error}");
                FAILED
            }
        },
        None => print_bytes(bytes),
    }
}

/// Prints to the standard output; a reader that went away is no fault of ours.
fn print(text: &str) -> u8 {
    print_bytes(text.as_bytes())
}

/// As [`print`].
fn print_bytes(bytes: &[u8]) -> u8 {
    match std::io::stdout().write_all(bytes) {
        Ok(()) => 0,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            eprintln!("claims-chart: {error}");
            FAILED
        }
    }
}
