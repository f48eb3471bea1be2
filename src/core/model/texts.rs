//! Many short texts in one.

use std::ops::Index;

/// A list of texts that stand one behind the other: each of thousands takes little more room than its letters.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Room for so many texts of so many bytes each; for more it is made when they come.
    pub fn with_capacity(n: usize, n_bytes: usize) -> Texts {
        Texts { text: String::with_capacity(n * n_bytes), ends: Vec::with_capacity(n) }
    }

    /// Adds a text at the end.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// The texts in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|n| &self[n])
    }
}

impl Index<usize> for Texts {
    type Output = str;

    #[inline(never)]
    fn index(&self, n: usize) -> &str {
        let start = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.text[start..self.ends[n]]
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(each: I) -> Texts {
        let mut texts = Texts::default();
        for text in each {
            texts.push(text);
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_comes_back_as_it_was() {
        let given = ["", "a", "", "부상", "b c", ""];
        let texts: Texts = given.into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), given);
        assert_eq!((&texts[1], &texts[3]), ("a", "부상"));
        assert_eq!(Texts::with_capacity(3, 5).iter().count(), 0);
    }
}
