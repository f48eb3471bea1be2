//! Numbers, dates, figures and claims as people write them, in their language.
//!
//! What stands here is text for a reader; positions are for [`crate::scene`].

mod keys;
mod language;
mod patterns;
mod numbers;
mod dates;
mod figures;
mod card;
mod finding;
mod chart;
mod pair;

pub use card::{
    Card, CardLine, CardReport, beside, capitalised, card, figure_of, phrase, phrase_with_basis,
    said_without_number,
};
pub use chart::{caption, chart_summary, dated, known, n_claims, nothing, shown, source_line};
pub use dates::{date_long, date_short, day_long, day_short, month_short, span_long, year};
pub use figures::{
    figure_long, figure_short, of_period, period_long, period_short, share, share_tick,
};
pub use finding::{Finding, Reason, contradiction, finding, phrase_of_reason};
pub use keys::Key;
pub(crate) use keys::key;
pub use language::Language;
pub use numbers::{number, plain_number};
pub use pair::{Pair, pair};
pub use patterns::{fill, followed};
