//! A language: the texts that are said in it, and how it writes numbers and counts things.
//!
//! The texts stand in `languages/`, a file for each language, as a translator reads them. What is embedded, and what
//! a browser fetches, is that file without its keys: English has their order, and a key is a position in it.

use super::keys::{self, Key, N_POSITIONS, key};
use super::patterns::{fill, fill_one};

/// A language, with all of its texts.
#[derive(Debug)]
pub struct Language {
    /// By position; the first tells whose positions they are.
    texts: Vec<String>,
}

impl Language {
    /// English, which is always there.
    pub fn english() -> Language {
        Language::of(keys::ENGLISH)
    }

    /// Reads a language from its file without comments and keys, as `pkg/languages/` has it.
    ///
    /// # Errors
    ///
    /// One line, where the text is no such file, or is one with other keys: for another version of the program.
    pub fn read(text: &str) -> Result<Language, String> {
        let language = Language::of(text);
        if language.is_complete() && language.texts[0] == keys::FINGERPRINT {
            Ok(language)
        } else {
            Err("is not a language of this version".into())
        }
    }

    /// The codes of the languages that the native command has.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn codes() -> Vec<&'static str> {
        keys::LANGUAGES.iter().map(|(code, _)| *code).collect()
    }

    /// The language of a code, of those that the native command has: `en`, `uk`, `ko`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn embedded(code: &str) -> Option<Language> {
        let (_, texts) = keys::LANGUAGES.iter().find(|(own, _)| *own == code)?;
        Language::read(texts).ok()
    }

    /// Whether all texts are there: those of English that are below `[more]` come with the second part of the wasm.
    pub fn is_complete(&self) -> bool {
        self.texts.len() == N_POSITIONS
    }

    fn of(text: &str) -> Language {
        let mut texts = vec![String::new()];
        for c in text.chars() {
            match texts.last_mut() {
                Some(last) if c != '\n' => last.push(c),
                _ => texts.push(String::new()),
            }
        }
        Language { texts }
    }

    /// The text of a key.
    pub fn text(&self, key: Key) -> &str {
        self.form(key, 0)
    }

    /// What the controls around a chart say, in the order of the file.
    pub fn controls(&self) -> &[String] {
        let (first, last) = (key!("measures"), key!("embed"));
        self.texts.get(usize::from(first.0)..=usize::from(last.0)).unwrap_or_default()
    }

    /// A form of a key's text, or one of its words.
    pub(super) fn form(&self, key: Key, n: usize) -> &str {
        self.texts.get(usize::from(key.0) + n).map_or("", String::as_str)
    }

    /// The text of a key, to keep.
    pub(super) fn say(&self, key: Key) -> String {
        self.text(key).to_owned()
    }

    /// The text of a key with its places filled in.
    pub fn fill(&self, key: Key, places: &[(char, &str)]) -> String {
        fill(self.text(key), places)
    }

    /// The text of a key with one place, whatever its name, filled in.
    pub(super) fn fill_one(&self, key: Key, value: &str) -> String {
        fill_one(self.text(key), value)
    }

    /// The form of a key's text that goes with a number, not negative.
    pub fn plural(&self, key: Key, n: f64) -> &str {
        self.form(key, category(self.text(key!("plurals")), n))
    }
}

/// Which category of a language's plurals a number belongs to: 0 to 3 for one, few, many and other. The rules are those
/// of the Unicode CLDR, for the families of languages that `languages/en.txt` lists.
fn category(rule: &str, n: f64) -> usize {
    let whole = n as u32;
    let (tens, ones) = (whole / 10 % 10, whole % 10);
    // Their first letters tell them apart.
    match (rule.as_bytes().first(), ones) {
        (Some(b'o'), _) if n == 1.0 => 0,
        (Some(b'f'), _) if n < 2.0 => 0,
        (Some(b'e' | b'p'), _) if f64::from(whole) != n => 3,
        (Some(b'e'), 1) if tens != 1 => 0,
        (Some(b'p'), 1) if whole == 1 => 0,
        (Some(b'e' | b'p'), 2..=4) if tens != 1 => 1,
        (Some(b'e' | b'p'), _) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;
    use proptest::prelude::*;

    #[test]
    fn numbers_belong_to_the_categories_of_the_unicode_cldr() {
        const NUMBERS: [f64; 14] =
            [0.0, 1.0, 1.5, 2.0, 4.0, 5.0, 11.0, 12.0, 14.0, 21.0, 22.0, 25.0, 101.0, 111.0];
        for (rule, expected) in [
            ("none", [3; 14]),
            ("one-other", [3, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]),
            ("french", [0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]),
            ("east-slavic", [2, 0, 3, 1, 1, 2, 2, 2, 2, 0, 1, 2, 0, 2]),
            ("polish", [2, 0, 3, 1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 2]),
            ("", [3; 14]),
        ] {
            assert_eq!(NUMBERS.map(|n| category(rule, n)), expected, "{rule}");
        }
    }

    #[test]
    fn what_is_embedded_can_be_read() {
        for (code, texts) in keys::LANGUAGES {
            let language = Language::read(texts);
            assert!(language.is_ok_and(|language| language.text(key!("code")) == code));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in any::<String>()) {
            prop_assert!(Language::read(&text).is_err());
        }

        #[test]
        fn odd_texts_in_the_right_number_are_harmless(
            odd in "\\PC{0,12}|[{A-Z]{0,12}", every in 1..40_usize, n in 0.0..1e16_f64,
        ) {
            let mut texts: Vec<&str> = keys::ENGLISH.split('\n').collect();
            for text in texts.iter_mut().skip(1).step_by(every) {
                *text = &odd;
            }
            let Ok(language) = Language::read(&texts.join("\n")) else {
                return Err(TestCaseError::fail("it has as many lines as English"));
            };
            words::number(&language, n);
            words::day_long(&language, crate::model::Day(n as i32 % 1_000_000));
            for key in 0..N_POSITIONS {
                let key = Key(key as u16);
                language.fill(key, &[('A', "1"), ('é', "2")]);
                language.plural(key, n);
            }
        }
    }
}
