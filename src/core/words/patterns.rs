//! Filling in patterns, and lists of things inside a sentence.
//!
//! A pattern is a text of a language with places such as `{count}`, of which a letter is left: `{A`. A sentence is never
//! put together from pieces, so that each language keeps its own order of words.

use super::keys::{Key, key, place};
use super::language::Language;

/// Stands for every place of a pattern.
const ANY: char = '*';

/// A pattern with its places filled in, by their letters.
pub fn fill(pattern: &str, places: &[(char, &str)]) -> String {
    let mut text = String::new();
    let mut is_place = false;
    for c in pattern.chars() {
        if is_place {
            for (place, value) in places {
                if *place == c || *place == ANY {
                    push(&mut text, value);
                }
            }
            is_place = false;
        } else if c == '{' {
            is_place = true;
        } else {
            text.push(c);
        }
    }
    text
}

/// Adds what may be written from the right without a part in the order of what stands around it: the day after an Arabic
/// name would go to the other side of it.
fn push(text: &mut String, value: &str) {
    // The first bytes of Hebrew, Arabic and the scripts between.
    let is_isolated = value.bytes().any(|byte| matches!(byte, 0xd6..=0xdf));
    if is_isolated {
        text.push('\u{2068}');
    }
    text.push_str(value);
    if is_isolated {
        text.push('\u{2069}');
    }
}

/// A text as it stands beside others.
pub(super) fn isolated(value: &str) -> String {
    fill_one("{_", value)
}

/// A pattern with one place, whatever its letter, filled in.
pub(super) fn fill_one(pattern: &str, value: &str) -> String {
    fill(pattern, &[(ANY, value)])
}

/// The items as a list inside a sentence: "a, b and c".
pub(super) fn listed(language: &Language, items: &[String]) -> String {
    list(language, items, key!("list-last"))
}

/// The items one after the other: "a, b, c".
pub(super) fn enumerated(language: &Language, items: &[String]) -> String {
    list(language, items, key!("list"))
}

fn list(language: &Language, items: &[String], last: Key) -> String {
    let Some((first, rest)) = items.split_first() else { return String::new() };
    let mut list = first.clone();
    for (n, item) in rest.iter().enumerate() {
        let key = if n + 1 == rest.len() { last } else { key!("list") };
        list = followed(language, key, &list, item);
    }
    list
}

/// A list with one more item, by the key of a list: "a, b".
pub fn followed(language: &Language, key: Key, list: &str, item: &str) -> String {
    language.fill(key, &[(place!("list"), list), (place!("item"), item)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_by_name_and_in_any_order() {
        assert_eq!(fill("{B after {A{A.", &[('A', "1"), ('B', "{A")]), "{A after 11.");
        assert_eq!(fill("nothing to fill", &[]), "nothing to fill");
        assert_eq!(fill("cut {", &[('A', "1")]), "cut ");
    }

    #[test]
    fn what_is_written_from_the_right_stands_for_itself() {
        assert_eq!(fill("{A: {B", &[('A', "محمد"), ('B', "3")]), "\u{2068}محمد\u{2069}: 3");
        assert_eq!(isolated("דוד"), "\u{2068}דוד\u{2069}");
        for text in ["Ukraine", "Україна", "대한민국", "Élus"] {
            assert_eq!(isolated(text), text);
        }
    }

    #[test]
    fn lists_end_with_and() {
        let items =
            |n: usize| ["x", "y", "z"][..n].iter().map(|s| s.to_string()).collect::<Vec<_>>();
        let listed = |n: usize| listed(&Language::english(), &items(n));
        assert_eq!([0, 1, 2, 3].map(listed), ["", "x", "x and y", "x, y and z"]);
    }
}
