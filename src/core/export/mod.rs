//! What was found, and the dataset itself, in forms that other programs read.

mod csv;
mod explanation;
mod json_ld;

pub use csv::csv;
pub use explanation::{explanation, iso};
pub use json_ld::json_ld;
