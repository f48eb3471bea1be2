//! The columns of a dataset in CSV, in the order in which they are written.

use super::advice::plain_word;

/// A column of a dataset in CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The claim's id; rows with the same one are one claim.
    Id,
    /// The claimant's name.
    Claimant,
    /// The claimant's office or function.
    Role,
    /// The side that the claimant belongs to.
    Party,
    /// When the claim was made.
    Said,
    /// Up to the end of which day it counts.
    AsOf,
    /// The first day of the period that it counts.
    From,
    /// The last day of the period that it counts.
    To,
    /// What the figure counts.
    Measure,
    /// The figure's hedge: one of [`crate::dataset::FIGURE_KINDS`].
    Kind,
    /// The figure's number.
    Value,
    /// The lower end of a range.
    Low,
    /// The upper end of a range.
    High,
    /// The best estimate within a range.
    Best,
    /// Whether a range is an editor's reading of words.
    Vague,
    /// The claim's own words.
    Wording,
    /// What the claimant bases it on.
    Basis,
    /// The channel it came by.
    Via,
    /// Who published the report.
    Publisher,
    /// The report's headline.
    ReportTitle,
    /// The report's address.
    Url,
    /// When the report was published.
    Published,
    /// The editor's remark.
    Note,
}

/// What the header calls the columns, in the order of [`Column`].
pub const COLUMN_NAMES: [&str; 23] = [
    "id",
    "claimant",
    "role",
    "party",
    "said",
    "as_of",
    "from",
    "to",
    "measure",
    "kind",
    "value",
    "low",
    "high",
    "best",
    "vague",
    "wording",
    "basis",
    "via",
    "publisher",
    "report_title",
    "url",
    "published",
    "note",
];

/// Between words of a claim that stand apart, in the one cell that they share.
pub const WORDING_SEPARATOR: &str = " · ";

impl Column {
    /// Every column, in the order of [`COLUMN_NAMES`].
    pub const ALL: [Column; COLUMN_NAMES.len()] = {
        use Column::*;
        [
            Id,
            Claimant,
            Role,
            Party,
            Said,
            AsOf,
            From,
            To,
            Measure,
            Kind,
            Value,
            Low,
            High,
            Best,
            Vague,
            Wording,
            Basis,
            Via,
            Publisher,
            ReportTitle,
            Url,
            Published,
            Note,
        ]
    };

    /// What the header calls the column.
    pub fn name(self) -> &'static str {
        COLUMN_NAMES[self as usize]
    }

    /// The column that a header's cell names, whatever its capitals and with spaces or hyphens for underscores.
    pub(super) fn named(cell: &str) -> Option<Column> {
        let name = plain_word(cell);
        Column::ALL.into_iter().find(|column| column.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_names_are_in_one_order() {
        for (n, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(column as usize, n);
            assert_eq!(Column::named(&column.name().to_uppercase()), Some(column));
        }
        assert_eq!(Column::ReportTitle.name(), "report_title");
        assert_eq!(Column::named("Report title"), Some(Column::ReportTitle));
        assert_eq!(Column::Note.name(), "note");
    }
}
