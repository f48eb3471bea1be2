//! What the command was asked for.

use claims_core::dataset::parse_date;
use claims_core::model::Date;
use claims_core::scene::Theme;
use claims_core::view::Form;
use claims_core::words::Language;

use crate::files::STANDARD_INPUT;

/// How the command is used.
pub const USAGE: &str = "\
Usage:
  claims-chart check FILE…
      prints every problem of each dataset
  claims-chart explain [FILE] [--as-of DATE] [--hide PARTY,…] [--lang LANGUAGE] [--json]
      says what must be true if every claim is right, and which claims cannot all be right
  claims-chart explain [FILE] [--lang LANGUAGE] --pair CLAIM CLAIM
      compares two claims
  claims-chart render [FILE] [--format svg|html|png] [--view timeline|bars]
                      [--measure ID] [--as-of DATE] [--hide PARTY,…] [--lang LANGUAGE]
                      [--heading TEXT] [--width PX] [--theme light|dark] [--scale 1|2|3]
                      [--src URL] [--script URL] [--stylesheet URL] [-o OUT]
      draws the claims: svg is the chart alone, png a picture with title, legend, finding and
      source, html the element for a page, with chart and table in it before any script runs
  claims-chart convert FILE --to json|csv|jsonld [-o OUT]
      writes a dataset in another format, and names on standard error what that cannot hold
  claims-chart --help | --version

A FILE is a dataset in JSON or CSV, `-` the standard input; without one, the embedded dataset
is meant, but by check and convert, which need one. --as-of leaves out what was said after a
day, --hide what claimants of some parties said (`other`: of none). --lang is the language of
what is said about a dataset, whose own texts stay in theirs: en, uk or ko. --heading stands
in place of the dataset's title, which CSV lacks: there it is the file's name. In png, --scale is
how many dots a PX has. In html, --src is where the element finds the dataset, if not beside
the page by FILE's name; --script adds the tag that loads the element, and --stylesheet names
pkg/claims-chart-static.css in place of a style element, which some pages forbid. Exit codes:
0 all is well, contradictions or not; 1 a dataset has problems; 2 a file cannot be read or
written, or the arguments make no sense.
";

/// What the command was asked for.
#[derive(Debug)]
pub enum Command {
    Help,
    Version,
    Check(Vec<String>),
    Explain(Explain),
    Render(Box<Render>),
    Convert(Convert),
}

/// A format that a dataset can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Json,
    Csv,
    JsonLd,
}

/// A dataset to write in another format.
#[derive(Debug)]
pub struct Convert {
    /// The dataset.
    pub file: String,
    /// The format.
    pub to: Target,
    /// Where to write; `None` is the standard output.
    pub out: Option<String>,
}

/// Which claims to leave out, by the ids of the dataset.
#[derive(Debug, Default)]
pub struct Chosen {
    /// What was said after this date.
    pub as_of: Option<Date>,
    /// The ids of parties.
    pub hide: Vec<String>,
}

impl Chosen {
    /// Takes an option that says which claims to leave out; false where it is another one.
    fn take(
        &mut self,
        option: &str,
        value: &mut dyn FnMut() -> Result<String, String>,
    ) -> Result<bool, String> {
        match option {
            "--as-of" => {
                let date = parse_date(&value()?).map_err(|message| format!("--as-of {message}"))?;
                self.as_of = Some(date);
            }
            "--hide" => {
                let ids = value()?;
                self.hide.extend(ids.split(',').map(|id| id.trim().to_owned()));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// What to explain.
#[derive(Debug)]
pub struct Explain {
    /// The dataset; `None` is the embedded one.
    pub file: Option<String>,
    /// Which claims take part.
    pub chosen: Chosen,
    /// What to say of them.
    pub what: Explained,
    /// In which language.
    pub language: Language,
}

/// What to say of a dataset's claims.
#[derive(Debug)]
pub enum Explained {
    /// All findings, in words.
    Words,
    /// All findings, in JSON.
    Json,
    /// Two claims, by their ids.
    Pair(String, String),
}

/// What a picture is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An SVG document.
    Svg,
    /// The pre-rendered embed.
    Html,
    /// A picture in pixels.
    Png,
}

/// A picture to draw.
#[derive(Debug)]
pub struct Render {
    /// As what.
    pub format: Format,
    /// The dataset; `None` is the embedded one.
    pub file: Option<String>,
    /// Which claims to show.
    pub chosen: Chosen,
    /// The id of the measure to show; `None` is the first that has claims.
    pub measure: Option<String>,
    /// How the claims are drawn.
    pub form: Form,
    /// The picture's width in CSS px.
    pub width: f64,
    /// Its colours; `None` are light ones, and in an embed those that the page asks for.
    pub theme: Option<Theme>,
    /// The language of its texts.
    pub language: Language,
    /// In a picture in pixels, how many there are for a CSS px; `None` is one.
    pub scale: Option<u32>,
    /// In place of the dataset's title; `None` keeps it.
    pub heading: Option<String>,
    /// In an embed, the address of the dataset; `None` is the file's name.
    pub src: Option<String>,
    /// In an embed, the address of the element's script, to be loaded by it.
    pub script: Option<String>,
    /// In an embed, the address of its style sheet; `None` has the style in itself.
    pub stylesheet: Option<String>,
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
        // Whichever command's help it is: there is one text.
        _ if rest.iter().any(|argument| argument == "--help" || argument == "-h") => {
            Ok(Command::Help)
        }
        "--version" | "-V" => Ok(Command::Version),
        "check" => check(rest),
        "explain" => explain(rest).map(Command::Explain),
        "render" => render(rest).map(|render| Command::Render(Box::new(render))),
        "convert" => convert(rest).map(Command::Convert),
        other => Err(format!("there is no command \"{other}\"")),
    }
}

fn check(files: &[String]) -> Result<Command, String> {
    if let Some(option) = files.iter().find(|file| is_option(file)) {
        return Err(format!("check has no option \"{option}\""));
    }
    if files.is_empty() {
        return Err("check needs at least one FILE".to_owned());
    }
    Ok(Command::Check(files.to_vec()))
}

fn render(arguments: &[String]) -> Result<Render, String> {
    let mut render = Render {
        format: Format::Svg,
        file: None,
        chosen: Chosen::default(),
        measure: None,
        form: Form::Timeline,
        width: 720.0,
        theme: None,
        language: Language::english(),
        scale: None,
        heading: None,
        src: None,
        script: None,
        stylesheet: None,
        out: None,
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| format!("{argument} needs a value"));
        if render.chosen.take(argument, &mut value)? {
            continue;
        }
        match argument.as_str() {
            "--measure" => render.measure = Some(value()?),
            "-o" | "--out" => render.out = Some(value()?),
            "--format" => {
                render.format = match value()?.as_str() {
                    "svg" => Format::Svg,
                    "html" => Format::Html,
                    "png" => Format::Png,
                    other => {
                        return Err(format!("--format must be svg, html or png, not \"{other}\""));
                    }
                }
            }
            "--scale" => {
                let text = value()?;
                let scale = text.parse().ok().filter(|scale| (1..=3).contains(scale));
                render.scale = Some(
                    scale.ok_or_else(|| format!("--scale must be 1, 2 or 3, not \"{text}\""))?,
                );
            }
            "--heading" => render.heading = Some(value()?),
            "--src" => render.src = Some(value()?),
            "--script" => render.script = Some(value()?),
            "--stylesheet" => render.stylesheet = Some(value()?),
            "--view" => {
                render.form = match value()?.as_str() {
                    "timeline" => Form::Timeline,
                    "bars" => Form::Bars,
                    other => {
                        return Err(format!("--view must be timeline or bars, not \"{other}\""));
                    }
                }
            }
            "--width" => {
                let text = value()?;
                render.width =
                    text.parse().ok().filter(|width| (200.0..=4000.0).contains(width)).ok_or_else(
                        || format!("--width must be a number from 200 to 4000, not \"{text}\""),
                    )?;
            }
            "--lang" => render.language = language(&value()?)?,
            "--theme" => {
                render.theme = match value()?.as_str() {
                    "light" => Some(Theme::LIGHT),
                    "dark" => Some(Theme::DARK),
                    other => return Err(format!("--theme must be light or dark, not \"{other}\"")),
                }
            }
            option if is_option(option) => {
                return Err(format!("render has no option \"{option}\""));
            }
            file => one_file(&mut render.file, file)?,
        }
    }
    if render.format != Format::Html {
        for (option, value) in [
            ("--src", &render.src),
            ("--script", &render.script),
            ("--stylesheet", &render.stylesheet),
        ] {
            if value.is_some() {
                return Err(format!("{option} goes with --format html only"));
            }
        }
    }
    if render.format == Format::Html
        && render.file.as_deref() == Some(STANDARD_INPUT)
        && render.src.is_none()
    {
        return Err("--format html needs --src where FILE is -".to_owned());
    }
    if render.format != Format::Png && render.scale.is_some() {
        return Err("--scale goes with --format png only".to_owned());
    }
    Ok(render)
}

fn explain(arguments: &[String]) -> Result<Explain, String> {
    let mut explain = Explain {
        file: None,
        chosen: Chosen::default(),
        what: Explained::Words,
        language: Language::english(),
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| format!("{argument} needs a value"));
        if explain.chosen.take(argument, &mut value)? {
            continue;
        }
        let asked = match argument.as_str() {
            "--json" => Explained::Json,
            "--lang" => {
                explain.language = language(&value()?)?;
                continue;
            }
            "--pair" => {
                let mut id =
                    || value().map_err(|_| "--pair needs the ids of two claims".to_owned());
                Explained::Pair(id()?, id()?)
            }
            option if is_option(option) => {
                return Err(format!("explain has no option \"{option}\""));
            }
            file => {
                one_file(&mut explain.file, file)?;
                continue;
            }
        };
        if !matches!(explain.what, Explained::Words) {
            return Err("explain takes one of --json and --pair".to_owned());
        }
        explain.what = asked;
    }
    if let Explained::Pair(a, b) = &explain.what {
        if a == b {
            return Err(format!("--pair needs two claims, not \"{a}\" twice"));
        }
        if explain.chosen.as_of.is_some() || !explain.chosen.hide.is_empty() {
            return Err("--pair compares two claims whatever else was said: leave out --as-of \
                        and --hide"
                .to_owned());
        }
    }
    Ok(explain)
}

fn convert(arguments: &[String]) -> Result<Convert, String> {
    let (mut file, mut to, mut out) = (None, None, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "-o" | "--out" => out = Some(value()?),
            "--to" => {
                to = Some(match value()?.as_str() {
                    "json" => Target::Json,
                    "csv" => Target::Csv,
                    "jsonld" => Target::JsonLd,
                    other => {
                        return Err(format!("--to must be json, csv or jsonld, not \"{other}\""));
                    }
                });
            }
            option if is_option(option) => {
                return Err(format!("convert has no option \"{option}\""));
            }
            name => one_file(&mut file, name)?,
        }
    }
    let file = file.ok_or("convert needs a FILE")?;
    let to = to.ok_or("convert needs --to json, csv or jsonld")?;
    Ok(Convert { file, to, out })
}

fn is_option(argument: &str) -> bool {
    argument.starts_with('-') && argument != STANDARD_INPUT
}

fn language(code: &str) -> Result<Language, String> {
    Language::embedded(code).ok_or_else(|| {
        format!("--lang must be one of {}, not \"{code}\"", Language::codes().join(", "))
    })
}

fn one_file(so_far: &mut Option<String>, file: &str) -> Result<(), String> {
    match so_far.replace(file.to_owned()) {
        Some(first) => Err(format!("there can be one FILE, not \"{first}\" and \"{file}\"")),
        None => Ok(()),
    }
}
