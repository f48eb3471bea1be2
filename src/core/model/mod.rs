//! Claims as they are reasoned about and drawn: valid by construction, free of text formats.
//!
//! Everything here is made by [`crate::dataset::read`]; past that point functions are total.

mod bounds;
mod claims;
mod day;
mod figure;
mod reading;
mod texts;

pub use bounds::Bounds;
pub use claims::{
    Claim, Claimant, Dataset, Detail, Details, Event, Measure, Party, Period, Report, Scale,
    Verification, VerificationStatus, compare_ids,
};
pub use day::{Date, Day, days_in_month};
pub use figure::{Figure, Figures, Quantity};
pub use reading::{Reading, Said};
pub use texts::Texts;
