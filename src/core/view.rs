//! What the reader has chosen to look at.

use crate::model::Dataset;

/// The reader's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Index into [`Dataset::measures`].
    pub measure: usize,
}

impl View {
    /// What is shown before the reader has chosen: the first measure that anyone gives a number of,
    /// else the first.
    pub fn initial(dataset: &Dataset) -> View {
        let said = (0..dataset.measures.len()).find(|&measure| {
            (0..dataset.claims.len()).any(|claim| !dataset.readings_of(claim, measure).is_empty())
        });
        View { measure: said.unwrap_or(0) }
    }
}
