//! The native command `claims-chart`: checks datasets and draws pictures of them.

#![cfg(not(target_arch = "wasm32"))]

mod arguments;
mod files;
mod picture;

use std::io::Write;
use std::process::ExitCode;

use arguments::{Command, Render};

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
        Command::Render(render) => draw(&render),
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

fn draw(render: &Render) -> u8 {
    let read = match &render.file {
        Some(path) => files::read(path),
        None => files::embedded(),
    };
    let name = render.file.as_deref().unwrap_or("the embedded dataset");
    let dataset = match read {
        Ok(Ok(dataset)) => dataset,
        Ok(Err(problems)) => {
            for problem in problems {
                eprintln!("{name}: {problem}");
            }
            return WITH_PROBLEMS;
        }
        Err(message) => {
            eprintln!("{message}");
            return FAILED;
        }
    };
    let svg = match picture::svg(&dataset, render) {
        Ok(svg) => svg,
        Err(message) => {
            eprintln!("claims-chart: {message}");
            return FAILED;
        }
    };
    match &render.out {
        Some(path) => match std::fs::write(path, svg) {
            Ok(()) => 0,
            Err(error) => {
                eprintln!("{path}: cannot be written: {error}");
                FAILED
            }
        },
        None => print(&svg),
    }
}

/// Prints to the standard output; a reader that went away is no fault of ours.
fn print(text: &str) -> u8 {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => 0,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            eprintln!("claims-chart: {error}");
            FAILED
        }
    }
}
