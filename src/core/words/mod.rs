//! Numbers, dates, figures and claims as people write them.
//!
//! What stands here is text for a reader; positions are for [`crate::scene`].

mod card;
mod chart;
mod dates;
mod figures;
mod finding;
mod numbers;
mod pair;
mod patterns;

pub use card::{
    Card, CardLine, CardReport, capitalised, card, figure_of, phrase, said_without_number,
};
pub use chart::{Labels, chart_summary, dated, labels, source_line};
pub use dates::{date_long, date_short, day_long, day_short, month_short, span_long};
pub use figures::{figure_long, figure_short, period_long, period_short, share, share_tick};
pub use finding::{Finding, Reason, contradiction, finding, phrase_of_reason};
pub use numbers::number;
pub use pair::pair;
