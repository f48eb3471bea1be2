//! What the command was asked for.

use claims_core::scene::Theme;

/// How the command is used.
pub const USAGE: &str = "\
Usage:
  claims-chart check FILE…
      prints every problem of each dataset
  claims-chart render [FILE] [--measure ID] [--width PX] [--theme light|dark] [-o OUT]
      draws the timeline as SVG; without a FILE, of the embedded dataset
  claims-chart --help | --version

A FILE is a dataset in JSON. Exit codes: 0 all is well, 1 a dataset has problems,
2 a file cannot be read or written, or the arguments make no sense.
";

/// What the command was asked for.
#[derive(Debug)]
pub enum Command {
    Help,
    Version,
    Check(Vec<String>),
    Render(Box<Render>),
}

/// A picture to draw.
#[derive(Debug)]
pub struct Render {
    /// The dataset; `None` is the embedded one.
    pub file: Option<String>,
    /// The id of the measure to show; `None` is the first that has claims.
    pub measure: Option<String>,
    /// The picture's width in CSS px.
    pub width: f64,
    /// Its colours.
    pub theme: Theme,
    /// Where to write; `None` is the standard output.
    pub out: Option<String>,
}

/// Reads the arguments that follow the command's own name.
///
/// # Errors
///
/// One line that says which argument makes no sense and what would.
pub fn parse(arguments: &[String]) -> Result<Command, String> {
    let (name, rest) = arguments.split_first().ok_or("say what to do")?;
    match name.as_str() {
        "--help" | "-h" | "help" => Ok(Command::Help),
        "--version" | "-V" => Ok(Command::Version),
        "check" => check(rest),
        "render" => render(rest).map(|render| Command::Render(Box::new(render))),
        other => Err(format!("there is no command \"{other}\"")),
    }
}

fn check(files: &[String]) -> Result<Command, String> {
    if let Some(option) = files.iter().find(|file| file.starts_with('-')) {
        return Err(format!("check has no option \"{option}\""));
    }
    if files.is_empty() {
        return Err("check needs at least one FILE".to_owned());
    }
    Ok(Command::Check(files.to_vec()))
}

fn render(arguments: &[String]) -> Result<Render, String> {
    let mut render =
        Render { file: None, measure: None, width: 720.0, theme: Theme::LIGHT, out: None };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--measure" => render.measure = Some(value()?),
            "-o" | "--out" => render.out = Some(value()?),
            "--format" => match value()?.as_str() {
                "svg" => {}
                other => return Err(format!("--format must be svg, not \"{other}\"")),
            },
            "--view" => match value()?.as_str() {
                "timeline" => {}
                other => return Err(format!("--view must be timeline, not \"{other}\"")),
            },
            "--width" => {
                let text = value()?;
                render.width =
                    text.parse().ok().filter(|width| (200.0..=4000.0).contains(width)).ok_or_else(
                        || format!("--width must be a number from 200 to 4000, not \"{text}\""),
                    )?;
            }
            "--theme" => {
                render.theme = match value()?.as_str() {
                    "light" => Theme::LIGHT,
                    "dark" => Theme::DARK,
                    other => return Err(format!("--theme must be light or dark, not \"{other}\"")),
                }
            }
            option if option.starts_with('-') => {
                return Err(format!("render has no option \"{option}\""));
            }
            file => {
                if let Some(first) = render.file.replace(file.to_owned()) {
                    return Err(format!("render draws one FILE, not \"{first}\" and \"{file}\""));
                }
            }
        }
    }
    Ok(render)
}
