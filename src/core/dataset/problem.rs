//! What is wrong with a dataset, and where.

use std::fmt;

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

/// A place in a dataset: a chain of steps, made into text only where a problem is found.
#[derive(Clone, Copy)]
pub enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    /// The place as problems name it.
    pub fn text(&self) -> String {
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

/// Text in quotation marks, without control characters and cut to 60 characters.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (n, c) in text.chars().enumerate() {
        if n == 60 {
            quoted.push('…');
            break;
        }
        // Control and direction characters would garble the message around them.
        let unseen = c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        quoted.push(if unseen { '\u{fffd}' } else { c });
    }
    quoted.push('"');
    quoted
}
