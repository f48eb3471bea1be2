//! What was found, in forms that other programs read.

mod explanation;

pub use explanation::{explanation, iso};
