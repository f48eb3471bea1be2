//! From a dataset as it was written to the model, with every problem found on the way.
//!
//! A dataset comes as a [`Value`], from whatever serde format the caller has at hand: the same
//! reading and the same checks serve a file, a host page's object and the embedded dataset. What people keep in
//! a spreadsheet becomes such a value first.

pub mod csv;
mod cycles;
mod nearest;
mod problem;
mod read;
mod value;

pub use csv::{read_csv, read_csv_with};
pub use problem::Problem;
pub use read::{FIGURE_KINDS, Fetch, KEYS, date_of, parse_date, read, read_if_sound};
pub use value::{Fields, MAX_DEPTH, Value};

/// The embedded dataset as JSON text: what five news reports say about North Korean losses in Kursk.
pub const KURSK: &str = include_str!("kursk.json");
