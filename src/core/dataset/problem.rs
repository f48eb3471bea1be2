//! What is wrong with a dataset, and where.

use std::fmt;

use super::nearest::Effort;

/// More problems than this are counted, not told.
pub const MAX_PROBLEMS: usize = 1_000;

/// One thing that is wrong with a dataset.
///
/// It prints as `claims[3].figures[0].at_least: must be a finite number, not "3k"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: keys joined by dots, list indices from 0 in brackets; `dataset` for the whole.
    pub path: String,
    /// What is wrong and, where it can be said, what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// What becomes of the problems that a reader finds.
///
/// The reader is compiled once for each: where nobody asks what is wrong, neither paths nor messages are made.
pub trait Notes {
    /// Whether anybody asks what is wrong.
    const TELLS: bool;

    /// A place in a dataset.
    type Path<'a>: Copy;

    /// The whole dataset.
    fn root() -> Self::Path<'static>;
    /// The value of a key.
    fn key<'a, 'p: 'a>(path: &'a Self::Path<'p>, key: &'a str) -> Self::Path<'a>;
    /// An item of a list.
    fn index<'a, 'p: 'a>(path: &'a Self::Path<'p>, index: usize) -> Self::Path<'a>;
    /// The place as messages name it.
    fn text(path: &Self::Path<'_>) -> String;
    /// Takes note of a problem. A message that names the nearest known word draws on the effort.
    fn note<M: Into<String>>(
        &mut self,
        path: &Self::Path<'_>,
        message: impl FnOnce(&mut Effort) -> M,
    );
    /// Takes note of a list that is too long to be read. What refers into it would be called unknown: such problems are
    /// the only ones then.
    fn note_excess(&mut self, path: &Self::Path<'_>, message: impl FnOnce() -> String);
}

/// The problems, in the order in which they are found.
#[derive(Default)]
pub struct Problems {
    told: Vec<Problem>,
    n_more: usize,
    /// Whether a list is too long.
    has_excess: bool,
    effort: Effort,
}

impl Problems {
    /// All of them; of very many the last says how many more there are.
    pub fn listed(mut self) -> Vec<Problem> {
        self.told.extend(n_more(self.n_more));
        self.told
    }
}

/// What stands below a list of problems that was cut short; nothing where it was not.
pub fn n_more(n: usize) -> Option<Problem> {
    let message = format!("has more problems than these: {} more", grouped(n));
    (n > 0).then(|| Problem { path: "dataset".to_owned(), message })
}

impl Notes for Problems {
    const TELLS: bool = true;

    type Path<'a> = Path<'a>;

    fn root() -> Path<'static> {
        Path::Root
    }

    fn key<'a, 'p: 'a>(path: &'a Path<'p>, key: &'a str) -> Path<'a> {
        Path::Key(path, key)
    }

    fn index<'a, 'p: 'a>(path: &'a Path<'p>, index: usize) -> Path<'a> {
        Path::Index(path, index)
    }

    fn text(path: &Path<'_>) -> String {
        path.text()
    }

    fn note<M: Into<String>>(&mut self, path: &Path<'_>, message: impl FnOnce(&mut Effort) -> M) {
        if self.has_excess {
            return;
        }
        if self.told.len() == MAX_PROBLEMS {
            self.n_more += 1;
            return;
        }
        let message = message(&mut self.effort).into();
        self.told.push(Problem { path: path.text(), message });
    }

    fn note_excess(&mut self, path: &Path<'_>, message: impl FnOnce() -> String) {
        if !self.has_excess {
            *self = Problems { has_excess: true, ..Problems::default() };
        }
        if self.told.len() < MAX_PROBLEMS {
            self.told.push(Problem { path: path.text(), message: message() });
        } else {
            self.n_more += 1;
        }
    }
}

/// Whether there are problems, and no more.
pub struct Verdict {
    pub is_sound: bool,
}

impl Notes for Verdict {
    const TELLS: bool = false;

    type Path<'a> = ();

    fn root() {}

    fn key<'a, 'p: 'a>((): &'a (), _: &'a str) {}

    fn index<'a, 'p: 'a>((): &'a (), _: usize) {}

    fn text((): &()) -> String {
        String::new()
    }

    fn note<M: Into<String>>(&mut self, (): &(), _: impl FnOnce(&mut Effort) -> M) {
        self.is_sound = false;
    }

    fn note_excess(&mut self, (): &(), _: impl FnOnce() -> String) {
        self.is_sound = false;
    }
}

/// A place in a dataset: a chain of steps, made into text only where a problem is found.
#[derive(Clone, Copy)]
pub enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The place as problems name it.
    fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        if text.is_empty() { "dataset".to_owned() } else { text }
    }

    fn write(&self, text: &mut String) {
        match self {
            Path::Root => {}
            Path::Key(parent, key) => {
                parent.write(text);
                if is_plain(key) {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                } else {
                    text.push('[');
                    text.push_str(&quoted(key));
                    text.push(']');
                }
            }
            Path::Index(parent, index) => {
                parent.write(text);
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 60
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '$')
}

/// A number with a comma before each three digits.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Text in quotation marks, without control characters and cut to 60 characters.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (n, c) in text.chars().enumerate() {
        if n == 60 {
            quoted.push('…');
            break;
        }
        // Control and direction characters would garble the message around them, and of some nothing is seen at all.
        let unseen = c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        quoted.push(if unseen { '\u{fffd}' } else { c });
    }
    quoted.push('"');
    quoted
}
