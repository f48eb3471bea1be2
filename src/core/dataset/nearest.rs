//! What someone may have meant by a word that is not known.

/// How much of a word is compared: the cost is the product of the lengths.
const MAX_LENGTH: usize = 64;

/// What is left of the letters that may be compared: data with a hundred thousand unknown words and as many known ones
/// must not take minutes. It is worth half a second, and thousands of slips in a dataset that anyone mends by hand.
pub struct Effort(usize);

impl Default for Effort {
    fn default() -> Effort {
        Effort(200_000_000)
    }
}

/// The known word nearest to an unknown one, by Levenshtein distance; the first where several are. None where the effort
/// does not suffice to compare all of them.
pub fn nearest<'a>(
    unknown: &str,
    known: &mut dyn Iterator<Item = &'a str>,
    effort: &mut Effort,
) -> Option<&'a str> {
    let (mut nearest, mut least) = (None, usize::MAX);
    for word in known {
        effort.0 = effort.0.checked_sub(unknown.len().min(MAX_LENGTH) * word.len())?;
        let distance = edit_distance(unknown, word);
        if distance < least {
            (nearest, least) = (Some(word), distance);
        }
    }
    nearest
}

/// How many letters have to be added, removed or replaced, capitals of `a` counting as small ones:
/// Wagner and Fischer, "The String-to-String Correction Problem", 1974.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let letters = || a.chars().take(MAX_LENGTH);
    let mut row = [0; MAX_LENGTH + 1];
    for (j, distance) in row.iter_mut().enumerate() {
        *distance = j;
    }
    for (i, to) in b.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, from) in letters().enumerate() {
            let replaced = diagonal + usize::from(from.to_ascii_lowercase() != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[letters().count()]
}
